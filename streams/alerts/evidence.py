"""Evidence: which of an event's claims an alert shows, and in whose words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.alerts.alert import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streams.claims.claim import Claim
    from streams.events.report import Report
    from streams.events.shelf import Event

MOST_OF_A_STATUS = 50
"""An alert is one message, and a reader does not count to fifty: the earliest of each status are shown."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim and the report that brought it. Background may support an event, and makes none ring."""

    id: str
    claim: Claim
    report: Report
    is_background: bool = False


def list_evidence(event: Event) -> tuple[Said, ...]:
    """Return the claims that an alert shows, in the order of publication, then of the text.

    A publisher that says the same again in a later article adds nothing: same status, same speaker's country,
    same number. What it said first stands, with every quote of that article; what it reported, before background.
    """
    first: dict[tuple[object, ...], str] = {}
    shown: list[Said] = []
    counts: dict[str, int] = {}
    every = sorted(_all(event), key=_in_order)
    reported = {_gist(said) for said in every if not said.is_background}
    for said in every:
        status = said.claim.status
        if said.is_background and _gist(said) in reported:
            continue
        if first.setdefault(_gist(said), said.report.article_id) != said.report.article_id:
            continue
        counts[status] = counts.get(status, 0) + 1
        if counts[status] <= MOST_OF_A_STATUS:
            shown.append(said)
    return tuple(shown)


def write_evidence(said: Said, family: str) -> Evidence:
    """Return a claim as an alert shows it; `family` is whose word it is."""
    claim, report = said.claim, said.report
    return Evidence(
        claim_id=said.id,
        article_id=report.article_id,
        version=report.version,
        publisher=report.publisher,
        published_at=report.published_at,
        url=report.url,
        quote=claim.quote,
        start=claim.evidence[0],
        end=claim.evidence[1],
        trigger=claim.trigger,
        cue=claim.cue,
        status=claim.status,
        source=claim.source.text if claim.source else None,
        rule=claim.rule,
        rule_revision=claim.rule_revision,
        is_background=said.is_background,
        family=family,
    )


def _all(event: Event) -> Iterable[Said]:
    for accounts, is_background in ((event.accounts, False), (event.history, True)):
        for account in accounts:
            for identifier, claim in zip(account.ids, account.claims, strict=True):
                yield Said(identifier, claim, account.report, is_background)


def _in_order(said: Said) -> tuple[object, ...]:
    return said.report.published_at, said.report.article_id, said.claim.trigger, said.id


def _gist(said: Said) -> tuple[object, ...]:
    claim = said.claim
    return (
        said.report.publisher.casefold(),
        claim.status,
        frozenset(claim.source.countries) if claim.source else None,
        claim.quantity and (claim.quantity.value, claim.quantity.unit),
    )
