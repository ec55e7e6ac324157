"""Composing: from an event to the alert that tells of it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from streams.alerts.alert import Alert
from streams.alerts.evidence import list_evidence, write_evidence
from streams.alerts.figures import find_figures
from streams.alerts.headline import Facts, say_what, write_headline
from streams.alerts.ringing import does_ring
from streams.alerts.severity import judge_severity
from streams.alerts.sources import find_sources
from streams.alerts.summary import write_summary, write_when
from streams.alerts.weigh import explain_certainty, hear_witnesses, judge_certainty
from streams.alerts.wording import names_nobody, points_back, tidy
from streams.events.marks import is_told_by_sides, who

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from streams.alerts.alert import CapStatus
    from streams.alerts.evidence import Said
    from streams.alerts.policy import Policy
    from streams.alerts.wording import Words
    from streams.claims.claim import Claim, Party, Place, Status
    from streams.claims.kind import Kind
    from streams.clean.article import Purpose
    from streams.events.shelf import Event

T = TypeVar("T")

CAP_STATUS: dict[Purpose, CapStatus] = {"news": "Actual", "exercise": "Exercise", "test": "Test"}
STATUS_ORDER: tuple[Status, ...] = ("asserted", "planned", "hypothetical", "denied", "historical")


def compose(event: Event, kind: Kind, policy: Policy) -> Alert | None:
    """Return the alert for an event, as its first revision, or None where it does not ring."""
    shown = list_evidence(event)
    sources = find_sources(shown)
    certainty = judge_certainty(shown, sources.count, kind, policy.words)
    if certainty is None or not does_ring(shown, certainty, kind, policy):
        return None
    facts = _facts(shown, sources.count, kind, policy.words)
    published = [said.report.published_at for said in shown]
    patterns, words = policy.patterns_of(kind.id), policy.words
    severity, raised = judge_severity(find_figures(shown), kind, policy)
    because = explain_certainty(certainty, shown, sources.count, kind, words)
    when = write_when(min(published), max(published))
    return Alert(
        id=event.id,
        revision=1,
        message_type="Alert",
        kind=kind.id,
        kind_title=kind.title,
        theme=kind.theme,
        headline=f"{write_headline(facts, patterns, words)} ({certainty.lower()}, {when})",
        severity=severity,
        certainty=certainty,
        actor=facts.actor,
        recipient=facts.recipient,
        location=facts.location,
        quantity=facts.quantity,
        evidence=tuple(write_evidence(said, sources.family_of[said.id]) for said in shown),
        source_count=facts.source_count,
        stated_by=_voices(hear_witnesses(shown), ("asserted",), policy.words, or_publisher=True),
        denied_by=_voices(shown, ("denied",), policy.words, or_publisher=True),
        left_open_by=_voices(shown, ("planned", "hypothetical"), policy.words, or_publisher=True),
        first_seen=min(published),
        last_seen=max(published),
        status=CAP_STATUS[event.purpose],
        summary=write_summary(
            say_what(facts, patterns, words),
            facts,
            words,
            published,
            (certainty, because),
            (severity, raised),
        ),
        severity_reason=raised,
        certainty_reason=because,
        moved=facts.moved,
        expires_at=max(published) + timedelta(days=policy.expires_days),
    )


def _facts(shown: Sequence[Said], sources: int, kind: Kind, words: Words) -> Facts:
    def is_known(party: Party) -> bool:
        return bool(party.countries or party.entity_id) and not names_nobody(party, words)

    def is_known_to_act(party: Party) -> bool:
        return is_known(party) and not points_back(party.text, words)

    figures = find_figures(shown)
    ranked = [s.claim for s in sorted(shown, key=lambda said: STATUS_ORDER.index(said.claim.status))]
    telling = _telling(ranked, kind)
    return Facts(
        title=kind.title,
        actor=_pick((claim.actor for claim in telling), _who, is_known_to_act),
        recipient=_pick((claim.recipient for claim in telling), _who, is_known),
        location=_pick((claim.location for claim in ranked), _where, _is_located),
        quantity=figures.latest,
        moved=figures.moved,
        statuses=frozenset(said.claim.status for said in shown),
        stated_by=_voices(hear_witnesses(shown), ("asserted",), words, or_publisher=False),
        denied_by=_voices(shown, ("denied",), words, or_publisher=False),
        left_open_by=_voices(shown, ("planned", "hypothetical"), words, or_publisher=False),
        publishers=tuple(dict.fromkeys(tidy(said.report.publisher) for said in shown)),
        source_count=sources,
    )


def _telling(ranked: Sequence[Claim], kind: Kind) -> Sequence[Claim]:
    """Return the claims that say who and whom: of what states do with each other, the pair that most name in full."""
    pairs = Counter(_sides(claim) for claim in ranked) if is_told_by_sides(kind) else Counter()
    most = max((len(one | other) for one, other in pairs), default=0)
    if most <= 1:
        return ranked
    best = max((pair for pair in pairs if len(pair[0] | pair[1]) == most), key=lambda pair: pairs[pair])
    return [claim for claim in ranked if _sides(claim) == best]


def _sides(claim: Claim) -> tuple[frozenset[str], frozenset[str]]:
    return who(claim.actor), who(claim.recipient)


def _pick(
    found: Iterable[T | None], what: Callable[[T], Hashable], is_known: Callable[[T], bool]
) -> T | None:
    """Return what most claims name, known things before bare words, in the wording most used, then first."""
    named = [thing for thing in found if thing is not None]
    counts = Counter(what(thing) for thing in named)
    if not named:
        return None
    best = max(named, key=lambda thing: (is_known(thing), counts[what(thing)]))
    wordings = [thing for thing in named if what(thing) == what(best) and is_known(thing) == is_known(best)]
    texts = Counter(str(getattr(thing, "text", "")).casefold() for thing in wordings)
    return max(wordings, key=lambda thing: texts[str(getattr(thing, "text", "")).casefold()])


def _who(party: Party) -> Hashable:
    return frozenset(party.countries) or party.entity_id or party.text.casefold()


def _where(place: Place) -> Hashable:
    return place.entity_id or place.country or place.text.casefold()


def _is_located(place: Place) -> bool:
    return bool(place.entity_id or place.country)


def _voices(
    shown: Iterable[Said], statuses: tuple[Status, ...], words: Words, *, or_publisher: bool
) -> tuple[str, ...]:
    """Return who speaks so, each once, in the order of publication: the named speaker, else the publisher."""
    voices: dict[Hashable, str] = {}
    for said in shown:
        if said.claim.status not in statuses:
            continue
        source = said.claim.source
        if source and not names_nobody(source, words):
            voices.setdefault(_who(source), tidy(source.text))
        elif or_publisher:
            voices.setdefault(said.report.publisher.casefold(), tidy(said.report.publisher))
    return tuple(dict.fromkeys(voices.values()))
