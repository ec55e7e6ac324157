"""The company that articles keep in alerts, against the events that they report: B-cubed, item by item."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


class Company(NamedTuple):
    """Means over articles in alerts: shares in 0 to 1. `together` counts the alerts of two articles or more."""

    precision: float
    recall: float
    together: int


def b_cubed(alerts: Iterable[Collection[str]], event_of: Mapping[str, str]) -> Company:
    """Compare alerts, each given by the ids of its articles, with the events of all articles that are in alerts.

    Precision: of the articles beside one in its alert, itself included, those of its event, over all places that
    articles have. Recall: of the articles of its event that are in alerts, those that share an alert with it.
    """
    groups = [frozenset(alert) for alert in alerts if alert]
    beside: dict[str, set[str]] = {}
    for group in groups:
        for article in group:
            beside.setdefault(article, set()).update(group)
    precisions = [
        sum(event_of[other] == event_of[article] for other in group) / len(group)
        for group in groups
        for article in group
    ]
    recalls = []
    for article, others in beside.items():
        alike = {other for other in beside if event_of[other] == event_of[article]}
        recalls.append(len(alike & others) / len(alike))
    return Company(fmean(precisions), fmean(recalls), sum(len(group) > 1 for group in groups))
