"""A back-test as one JSON object: alerts as they would stand on the topic."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from streams.cli.backtest_words import bins_of
from streams.wire.alerts import alert_contract

if TYPE_CHECKING:
    from streams.backtest.finding import Finding, Ringing
    from streams.backtest.replay import Course
    from streams.cli.backtest_words import Asked


def finding_as_json(finding: Finding, asked: Asked) -> bytes:
    """Return everything that a back-test found."""
    comparison, span = finding.comparison, finding.span
    _, days = bins_of(finding, span.days)
    found = {
        "drafts": asked.drafts,
        "against": asked.against,
        "first_day": str(span.first),
        "last_day": str(span.last),
        "articles": asked.read,
        "left_out": asked.left_out,
        "days": [{"day": each.name, "before": each.counts[0], "after": each.counts[1]} for each in days],
        "ringing": [_row(row) for row in finding.ringing],
        "same": comparison.same,
        "gained": [_told(course) for course in comparison.gained],
        "lost": [
            _told(course)
            | {"told_by": comparison.instead.get(course.id), "because": comparison.because.get(course.id)}
            for course in comparison.lost
        ],
        "changed_in_severity": [
            {"why": pair.why, "before": _told(pair.before), "after": _told(pair.after)}
            for pair in comparison.regraded
        ],
        "told_otherwise": [
            {"before": _told(pair.before), "after": _told(pair.after)} for pair in comparison.reworded
        ],
        "would_have_rung": [_told(course) for course in finding.shown[1]],
    }
    return json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")


def _row(row: Ringing) -> dict[str, Any]:
    return {
        "rule": row.name,
        "alerts": row.rang,
        "mean_a_day": row.mean_a_day,
        "busiest_day": row.busiest_day and str(row.busiest_day),
        "most_on_a_day": row.most_on_a_day,
        "alerts_a_day": row.budget,
        "days_above": [str(day) for day in row.days_above],
        "is_above": row.is_above,
    }


def _told(course: Course) -> dict[str, Any]:
    return {
        "rang_at": course.rang_at.isoformat(),
        "is_standing": course.is_standing,
        "revisions": len(course.told),
        "alert": alert_contract(course.alert).model_dump(mode="json"),
    }
