"""The checker refuses every history that lost, changed or doubled something: a checker that cannot fail is none."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from schemas.rejection import HEADERS
from streams.wire.message import Incoming
from tests.chaos.history import ACCEPTED, LAWS, OUTDATED, History, bare, check, repeats

if TYPE_CHECKING:
    from collections.abc import Callable

BAD = b"no article"


def article(name: str, version: int = 1, **more: Any) -> bytes:
    return json.dumps({"id": name, "version": version, **more}).encode()


def message(topic: str, offset: int, value: bytes, **more: Any) -> Incoming:
    return Incoming(topic, more.pop("partition", 0), offset, more.pop("key", b"k"), value, **more)


def enriched(name: str, version: int = 1, **more: Any) -> Incoming:
    return message("enriched", 0, json.dumps({"article": {"id": name, "version": version}, **more}).encode())


def rejected(offset: int, value: bytes = BAD, code: str = "json.invalid", **more: Any) -> Incoming:
    fields = {
        "code": code,
        "detail": "Why.",
        "topic": "articles",
        "partition": 0,
        "offset": offset,
        "attempt": 1,
    }
    headers = tuple((HEADERS[name], str(each).encode()) for name, each in fields.items())
    return message("rejected", 0, value, headers=headers, **more)


def alert(name: str, revision: int, message_type: str = "Alert", **more: Any) -> Incoming:
    fields = {"id": name, "revision": revision, "message_type": message_type, "state": "open", "changes": []}
    return message("alerts", 0, json.dumps(fields | {"severity": "Severe"} | more).encode())


def applied(revision: int) -> Incoming:
    return message("alert-rules.applied", 0, json.dumps({"revision": revision}).encode())


def sound() -> History:
    """Two versions of an article, a bad message, a late version, an alert that was updated, a rule that was changed."""
    sent = [article("a"), BAD, article("a", 2), article("a"), article("b")]
    return History(
        published=[message("articles", offset, value) for offset, value in enumerate(sent)],
        fates=dict.fromkeys(sent, ACCEPTED) | {BAD: "json.invalid"},
        enriched=[enriched("a"), enriched("a", 2), enriched("b")],
        rejected=[rejected(1), rejected(3, article("a"), OUTDATED)],
        alerts=[
            alert("x", 1),
            alert("x", 2, "Update", severity="Extreme"),
            alert("y", 1),
            alert("y", 2, "Cancel"),
        ],
        expected={"x": {"id": "x", "severity": "Extreme"}},
        confirmed=sent,
        rules=[message("alert-rules", 5, b"{}"), message("alert-rules", 6, b"{}")],
        applied=[applied(5), applied(6)],
    )


def test_a_history_in_which_nothing_was_lost_has_no_findings() -> None:
    assert check(sound()) == []


def test_what_came_twice_as_it_was_is_harmless_and_counted() -> None:
    history = sound()
    again = replace(
        history,
        enriched=[*history.enriched[:2], *history.enriched],
        rejected=[*history.rejected, history.rejected[0]],
        alerts=[*history.alerts[:1], *history.alerts],
    )

    assert check(again) == []
    assert repeats(again) == {"enriched": 2, "rejected": 1, "alerts": 1}


def test_a_withdrawal_replaces_its_own_version() -> None:
    sent = [article("a"), article("a", status="withdrawn"), article("a")]
    history = History(
        published=[message("articles", offset, value) for offset, value in enumerate(sent)],
        fates=dict.fromkeys(sent, ACCEPTED),
        enriched=[enriched("a"), enriched("a")],
        rejected=[rejected(2, article("a"), OUTDATED)],
    )

    assert check(history) == []


BROKEN: dict[str, tuple[str, Callable[[History], History]]] = {
    "a confirmed article is gone": (
        "what was confirmed is on the topic",
        lambda h: replace(h, confirmed=[*h.confirmed, article("c")]),
    ),
    "an accepted article does not come out": (
        "every accepted version is enriched",
        lambda h: replace(h, enriched=h.enriched[:2]),
    ),
    "a version between does not come out": (
        "every accepted version is enriched",
        lambda h: replace(h, enriched=h.enriched[1:]),
    ),
    "an old version comes last": (
        "the last that is enriched is the last version",
        lambda h: replace(h, enriched=[*h.enriched, enriched("a")]),
    ),
    "an article that nobody sent comes out": (
        "nothing else is enriched",
        lambda h: replace(h, enriched=[*h.enriched, enriched("c")]),
    ),
    "a version comes out in two ways": (
        "a version has one answer",
        lambda h: replace(h, enriched=[*h.enriched, enriched("b", near_duplicate_of="a")]),
    ),
    "a bad message is dropped": (
        "every bad message is rejected whole",
        lambda h: replace(h, rejected=h.rejected[1:]),
    ),
    "a late version is dropped": (
        "every bad message is rejected whole",
        lambda h: replace(h, rejected=h.rejected[:1]),
    ),
    "a bad message is cut": (
        "every bad message is rejected whole",
        lambda h: replace(h, rejected=[rejected(1, BAD[:3]), h.rejected[1]]),
    ),
    "a bad message loses its key": (
        "every bad message is rejected whole",
        lambda h: replace(h, rejected=[rejected(1, key=None), h.rejected[1]]),
    ),
    "a bad message is rejected for another reason": (
        "every bad message is rejected whole",
        lambda h: replace(h, rejected=[rejected(1, code="field.invalid"), h.rejected[1]]),
    ),
    "an accepted article is rejected as well": (
        "nothing else is rejected",
        lambda h: replace(h, rejected=[*h.rejected, rejected(4, article("b"), "article.crash")]),
    ),
    "a rejection does not say where it comes from": (
        "nothing else is rejected",
        lambda h: replace(h, rejected=[*h.rejected, message("rejected", 0, BAD)]),
    ),
    "a message is rejected in two ways": (
        "a message has one rejection",
        lambda h: replace(h, rejected=[rejected(1, code="field.invalid"), *h.rejected]),
    ),
    "an alert is missing": (
        "the alerts are those of the offline run",
        lambda h: replace(h, alerts=h.alerts[2:]),
    ),
    "an update of an alert is missing": (
        "the alerts are those of the offline run",
        lambda h: replace(h, alerts=[h.alerts[0], *h.alerts[2:]]),
    ),
    "a cancelled alert still stands": (
        "the alerts are those of the offline run",
        lambda h: replace(h, alerts=h.alerts[:-1]),
    ),
    "a revision says two things": (
        "a revision has one content",
        lambda h: replace(h, alerts=[alert("x", 1, severity="Minor"), *h.alerts]),
    ),
    "a revision is left out": (
        "revisions count up by one",
        lambda h: replace(h, alerts=h.alerts[1:]),
    ),
    "a change of a rule is lost": (
        "the last change of a rule is in force",
        lambda h: replace(h, rules=[*h.rules, message("alert-rules", 7, b"{}")]),
    ),
    "a rule is put back": (
        "the last change of a rule is in force",
        lambda h: replace(h, applied=[*h.applied, applied(5)]),
    ),
}


def test_a_family_that_grew_without_a_revision_is_no_finding_and_other_words_are() -> None:
    said, expected = {"quote": "So it was.", "family": None}, {"quote": "So it was.", "family": "Northwire"}
    history = replace(
        sound(),
        alerts=[alert("x", 1, severity="Extreme", evidence=[said])],
        expected={"x": bare({"id": "x", "severity": "Extreme", "evidence": [expected]})},
    )

    assert check(history) == []
    other = bare({"id": "x", "severity": "Extreme", "evidence": [{**expected, "quote": "So it was not."}]})
    assert check(replace(history, expected={"x": other}))


@pytest.mark.parametrize(("law", "break_it"), BROKEN.values(), ids=BROKEN.keys())
def test_a_history_is_refused_in_which(law: str, break_it: Callable[[History], History]) -> None:
    assert law in {finding.law for finding in check(break_it(sound()))}


def test_every_law_has_a_history_that_breaks_it() -> None:
    assert {law for law, _ in BROKEN.values()} == LAWS.keys()
