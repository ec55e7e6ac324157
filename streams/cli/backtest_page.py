"""The page of a back-test."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from streams.backtest.finding import Finding
    from streams.cli.replaying import Gathered


def write_page(finding: Finding, gathered: Gathered, names: frozenset[str], now: datetime) -> str:
    """Return the page."""
    return ""
