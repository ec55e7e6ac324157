"""Severity: that of the kind, raised by how many there are, and by how many more than before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.alerts.fields import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from streams.alerts.figures import Figures
    from streams.alerts.policy import Policy
    from streams.claims.claim import Quantity
    from streams.claims.kind import Kind, Severity


def judge_severity(figures: Figures, kind: Kind, policy: Policy) -> tuple[Severity, str]:
    """Return CAP's severity and why it is not that of the kind; no reason where it is.

    A number from which on the kind is graver raises it by one step, and so does a number several times as large as one
    that was stated before.
    """
    latest = figures.latest
    if latest is None or latest.value is None:
        return kind.severity, ""
    reasons = [_much(latest, policy.raised_at_of(kind.id)), _more(latest, figures, policy.raised_by_factor)]
    reasons = [reason for reason in reasons if reason]
    severity = SEVERITIES[max(0, SEVERITIES.index(kind.severity) - len(reasons))]
    return severity, f"{' and '.join(reasons)}." if reasons and severity != kind.severity else ""


def _much(latest: Quantity, raised_at: Mapping[str, float]) -> str:
    least = raised_at.get(latest.unit)
    value = latest.value or 0.0
    return f"{_said(latest)}, where {least:,.0f} is grave" if least is not None and value >= least else ""


def _more(latest: Quantity, figures: Figures, factor: float) -> str:
    value = latest.value or 0.0
    smaller = [step for step in figures.earlier if 0 < step[0] * factor <= value]
    if not smaller:
        return ""
    before, published = smaller[-1]
    return f"{_said(latest)} against {before:,.0f} reported on {day_of(published)}"


def _said(quantity: Quantity) -> str:
    """Return the article's words, or number and unit where these point back to something."""
    if quantity.value is not None and quantity.text.casefold().endswith(" of them"):
        return f"{quantity.value:,.0f} {quantity.unit.removesuffix('s')}s"
    return quantity.text


def day_of(moment: datetime) -> str:
    """Return "4 March"."""
    return f"{moment.day} {moment:%B}"
