"""What reports tell of their kinds: rules change while the stream runs, so the facts of a kind come with the claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streams.claims.kind import Kind
    from streams.events.report import Report
    from streams.events.shelf import Event


def kinds_in(report: Report, known: Mapping[str, Kind]) -> Mapping[str, Kind]:
    """Return the kinds by which a report was made; of those that it does not tell, what is `known` of them."""
    return {**known, **{kind.id: kind for kind in report.kinds}} if report.kinds else known


def kind_of(event: Event, known: Mapping[str, Kind]) -> Kind:
    """Return the kind of an event as the latest rules among its reports have it.

    It follows from the event alone, so that every order of the same reports ends in the same alert.
    """
    told = [
        ((report.as_of, report.published_at), kind)
        for report in (account.report for account in (*event.accounts, *event.history))
        for kind in report.kinds
        if kind.id == event.kind
    ]
    if not told:
        return known[event.kind]
    latest = max(when for when, _ in told)
    return max((kind for when, kind in told if when == latest), key=repr)
