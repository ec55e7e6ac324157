"""An alert kind: what its claims have in common, whichever rule found them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["Extreme", "Severe", "Moderate", "Minor"]


@dataclass(frozen=True, slots=True)
class Kind:
    """Facts of an alert kind, read from its rule file.

    Kinds of one `family` can tell of the same situation and meet in one partition. `principal` names the side
    whose country a situation is filed under: the one that reports of the same situation most surely name.
    """

    id: str
    title: str
    theme: str
    event_type: str
    severity: Severity
    family: str
    principal: Literal["actor", "location", "recipient"]
    cameo: tuple[str, ...] = ()
