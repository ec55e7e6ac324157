"""Figures that benches measured, kept beside the document that tells them, for what is calculated from them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.chaos.workers import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

FIGURES = ROOT / "docs" / "performance.json"
_PLACES = 4


def keep(part: str, figures: Mapping[str, float], about: str) -> None:
    """Put a part's figures in the place of those from before; `about` says when and where they were taken."""
    everything = read() | {
        part: {"about": about, "figures": {n: round(v, _PLACES) for n, v in figures.items()}}
    }
    FIGURES.write_text(json.dumps(everything, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read() -> dict[str, Any]:
    """Return all that is kept: for each part `about` and `figures`."""
    return dict(json.loads(FIGURES.read_text(encoding="utf-8"))) if FIGURES.exists() else {}
