"""The history checker: everything published compared with everything that came out.

Pure: messages in, findings out. What may come twice is what consumers drop by its id; everything else that is there
twice, missing, or other than the offline run has it is a finding.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from streams.wire.rejections import read_rejection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from streams.wire.message import Incoming

ACCEPTED = ""
OUTDATED = "version.outdated"
THE_WAY = frozenset({"revision", "message_type", "state", "changes", "watchlists"})
"""Fields of an alert that tell how it came to stand as it does, and who watched: those that `lifecycle.bare` sets."""

_RULES_OFFSET = re.compile(rb',?"rules_offset":\d+')

Alerts = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class History:
    """What went in and what came out, each topic in the order in which it was read, partition by partition.

    `published` is what stands on `articles`, `confirmed` what its sender was told is there. `fates` says what each
    value deserves: `ACCEPTED`, or the code of its rejection. `expected` are the alerts of the offline run. `rules` are
    changes of rules as desks sent them, all of them good, `applied` those that are in force.
    """

    published: Sequence[Incoming]
    fates: Mapping[bytes | None, str]
    enriched: Sequence[Incoming] = ()
    rejected: Sequence[Incoming] = ()
    alerts: Sequence[Incoming] = ()
    expected: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    confirmed: Sequence[bytes | None] = ()
    rules: Sequence[Incoming] = ()
    applied: Sequence[Incoming] = ()


class Finding(NamedTuple):
    """A law that was broken, and how."""

    law: str
    what: str


class _Fate(NamedTuple):
    message: Incoming
    code: str
    id: str
    rank: tuple[int, bool]


def check(history: History) -> list[Finding]:
    """Return everything that is wrong with a history; nothing where nothing was lost."""
    return [Finding(name, what) for name, law in LAWS.items() for what in law(history)]


def repeats(history: History) -> dict[str, int]:
    """Return how many messages of each topic came again, as ids make harmless."""
    keys: dict[str, Iterable[object]] = {
        "enriched": (_version(m) for m in history.enriched),
        "rejected": (_origin(m) for m in history.rejected),
        "alerts": (_revision(m) for m in history.alerts),
    }
    return {name: sum(count - 1 for count in Counter(found).values()) for name, found in keys.items()}


def standing(messages: Iterable[Incoming]) -> Alerts:
    """Return what stands at the end, by alert id, without what tells the way there."""
    last: Alerts = {}
    for alert in map(_contents, messages):
        if alert["id"] not in last or alert["revision"] > last[alert["id"]]["revision"]:
            last[alert["id"]] = alert
    return {name: bare(alert) for name, alert in last.items() if alert["message_type"] != "Cancel"}


def bare(alert: Mapping[str, Any]) -> dict[str, Any]:
    """Return an alert without what tells the way there.

    Nor does it tell in which families its evidence was when it was published: that one grows makes no revision, and an
    earlier version knew none.
    """
    found = {name: value for name, value in alert.items() if name not in THE_WAY}
    evidence = [{n: v for n, v in each.items() if n != "family"} for each in found.get("evidence", ())]
    return found | ({"evidence": evidence} if evidence else {})


def _all_confirmed_are_there(history: History) -> Iterator[str]:
    missing = Counter(history.confirmed) - Counter(message.value for message in history.published)
    for value in missing:
        yield f"confirmed to its sender, and not on the topic: {_short(value)}"


def _every_accepted_is_enriched(history: History) -> Iterator[str]:
    found = {_version(m) for m in history.enriched}
    for fate in _fates(history):
        if fate.code == ACCEPTED and (fate.id, fate.rank[0]) not in found:
            yield f"version {fate.rank[0]} of {fate.id} at {_place(fate.message)} was accepted and is not enriched"


def _last_is_the_last_version(history: History) -> Iterator[str]:
    highest: dict[str, int] = {}
    for fate in _fates(history):
        if fate.code == ACCEPTED:
            highest[fate.id] = max(fate.rank[0], highest.get(fate.id, 0))
    last = {_article(m)["id"]: _article(m)["version"] for m in history.enriched}
    for name, version in last.items():
        if version != highest.get(name, version):
            yield f"{name} stands enriched in version {version}, not {highest[name]}"


def _nothing_else_is_enriched(history: History) -> Iterator[str]:
    accepted = {(fate.id, fate.rank[0]) for fate in _fates(history) if fate.code == ACCEPTED}
    for message in history.enriched:
        found = _article(message)
        if (found["id"], found["version"]) not in accepted:
            yield f"version {found['version']} of {found['id']} is enriched and was not accepted"


def _one_answer_to_a_version(history: History) -> Iterator[str]:
    """Pass over as of which offset of the rules it was read: those that are sent in these runs change no reading."""
    yield from _two_contents((_version(m), _RULES_OFFSET.sub(b"", m.value or b"")) for m in history.enriched)


def _every_bad_one_is_rejected_whole(history: History) -> Iterator[str]:
    found = {_origin(message): message for message in history.rejected}
    for fate in _fates(history):
        if fate.code == ACCEPTED:
            continue
        message = found.get((fate.message.partition, fate.message.offset))
        if message is None:
            yield f"{_short(fate.message.value)} at {_place(fate.message)} is not rejected ({fate.code})"
        elif (message.key, message.value or b"") != (fate.message.key, fate.message.value or b""):
            yield f"{_short(fate.message.value)} at {_place(fate.message)} is rejected, but not whole"
        elif (code := _code(message)) != fate.code:
            yield f"{_short(fate.message.value)} at {_place(fate.message)} is rejected as {code}, not {fate.code}"


def _nothing_else_is_rejected(history: History) -> Iterator[str]:
    bad = {(f.message.partition, f.message.offset) for f in _fates(history) if f.code != ACCEPTED}
    for message in history.rejected:
        if _origin(message) not in bad:
            yield f"{_short(message.value)} of {_origin(message)} was accepted, and is rejected: {_code(message)}"


def _one_rejection_of_a_place(history: History) -> Iterator[str]:
    yield from _two_contents(
        (_origin(message), (message.key, message.value, _code(message))) for message in history.rejected
    )


def _alerts_are_those_of_the_offline_run(history: History) -> Iterator[str]:
    found = standing(history.alerts)
    for name in sorted(found.keys() | history.expected.keys()):
        ours, theirs = found.get(name), history.expected.get(name)
        if ours is None or theirs is None:
            yield f"alert {name} is {'missing' if ours is None else 'one too many'}"
        elif ours != bare(theirs):
            fields = [each for each in sorted(ours) if ours[each] != theirs.get(each)]
            yield f"alert {name} differs in {', '.join(fields)}"


def _one_content_of_a_revision(history: History) -> Iterator[str]:
    yield from _two_contents((_revision(message), message.value) for message in history.alerts)


def _revisions_count_up(history: History) -> Iterator[str]:
    told: dict[str, int] = defaultdict(int)
    for name, revision in map(_revision, history.alerts):
        if revision > told[name] + 1:
            yield f"alert {name}: revision {revision} comes after {told[name]}"
        told[name] = max(revision, told[name])


def _the_last_rule_is_in_force(history: History) -> Iterator[str]:
    sent = {message.key: message.offset for message in history.rules}
    applied = {message.key: _contents(message)["revision"] for message in history.applied}
    for key, offset in sent.items():
        if applied.get(key) != offset:
            yield f"{_short(key)}: {applied.get(key)} is in force, not {offset}"


LAWS: dict[str, Callable[[History], Iterator[str]]] = {
    "what was confirmed is on the topic": _all_confirmed_are_there,
    "every accepted version is enriched": _every_accepted_is_enriched,
    "the last that is enriched is the last version": _last_is_the_last_version,
    "nothing else is enriched": _nothing_else_is_enriched,
    "a version has one answer": _one_answer_to_a_version,
    "every bad message is rejected whole": _every_bad_one_is_rejected_whole,
    "nothing else is rejected": _nothing_else_is_rejected,
    "a message has one rejection": _one_rejection_of_a_place,
    "the alerts are those of the offline run": _alerts_are_those_of_the_offline_run,
    "a revision has one content": _one_content_of_a_revision,
    "revisions count up by one": _revisions_count_up,
    "the last change of a rule is in force": _the_last_rule_is_in_force,
}


def _fates(history: History) -> Iterator[_Fate]:
    """Yield each message on `articles` with what it deserves, a late version's rejection included."""
    highest: dict[str, tuple[int, bool]] = {}
    for message in sorted(history.published, key=lambda each: (each.partition, each.offset)):
        code = history.fates[message.value]
        if code != ACCEPTED:
            yield _Fate(message, code, "", (0, False))
            continue
        fields = _contents(message)
        name, rank = fields["id"], (fields.get("version", 1), fields.get("status") == "withdrawn")
        if rank < highest.get(name, rank):
            code = OUTDATED
        highest[name] = max(rank, highest.get(name, rank))
        yield _Fate(message, code, name, rank)


def _two_contents(found: Iterable[tuple[object, object]]) -> Iterator[str]:
    contents: dict[object, set[object]] = defaultdict(set)
    for key, content in found:
        contents[key].add(content)
    for key, several in contents.items():
        if len(several) > 1:
            yield f"{key} came with {len(several)} contents{_different(several)}"


def _different(contents: Iterable[object]) -> str:
    """Return which fields differ and how, where the contents are JSON objects."""
    objects = [json.loads(each) for each in contents if isinstance(each, bytes) and each.startswith(b"{")][:2]
    if len(objects) < 2:
        return ""
    one, other = objects
    return "; ".join(
        [
            "",
            *(
                f"{name}: {str(one[name])[:500]} | {str(other.get(name))[:500]}"
                for name in one
                if one[name] != other.get(name)
            ),
        ]
    )


def _article(message: Incoming) -> dict[str, Any]:
    found: dict[str, Any] = _contents(message)["article"]
    return found


def _version(message: Incoming) -> tuple[str, int]:
    article = _article(message)
    return article["id"], article["version"]


def _revision(message: Incoming) -> tuple[str, int]:
    alert = _contents(message)
    return alert["id"], alert["revision"]


def _origin(message: Incoming) -> tuple[int, int] | None:
    reason = read_rejection(message)
    return (reason.partition, reason.offset) if reason else None


def _code(message: Incoming) -> str | None:
    reason = read_rejection(message)
    return reason.code if reason else None


def _contents(message: Incoming) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(message.value or b"")
    return found


def _place(message: Incoming) -> str:
    return f"{message.partition}/{message.offset}"


def _short(value: bytes | None) -> str:
    return repr(value[:60] if value else value)
