"""An alert in one line: glyph, message type, severity, time, what is new, headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from streams.cli.console import plain, print_line
from streams.cli.render import GLYPHS, SEVERITY_STYLES

if TYPE_CHECKING:
    from rich.console import Console

    from schemas.alert import AlertV1

UNSURE = frozenset({"Possible", "Unlikely"})
TYPE_CHARS = len("Update")
# What the glyph and the message type say already.
TAKEN_BACK = "Cancelled: "
# What is new comes first, or updates would look alike where a terminal cuts them, but leaves room to say of what.
NEWS_CHARS = 30
SEVERITY_CHARS = len("Moderate?")


def print_alert(alert: AlertV1, console: Console) -> None:
    """Print an alert as one line."""
    print_line(render_line(alert, day="%d %b %H:%M" if console.is_terminal else "%Y-%m-%d %H:%M"), console)


def render_line(alert: AlertV1, day: str) -> Text:
    """Return an alert in one line; a `?` after the severity says that it is at most possible. Times are UTC."""
    is_cancelled = alert.message_type == "Cancel"
    severity = alert.severity + ("?" if alert.certainty in UNSURE else "")
    style = "dim" if is_cancelled else SEVERITY_STYLES[alert.severity]
    kind = f"{GLYPHS[alert.message_type]} {alert.message_type.upper():<{TYPE_CHARS}} "
    line = Text(kind + f"{severity:<{SEVERITY_CHARS}} ", style=style, end="\n")
    line.append(f"{alert.last_seen:{day}} ", style="dim")
    headline = plain(alert.headline).removeprefix(TAKEN_BACK)
    if alert.message_type == "Update" and alert.changes:
        headline = f"{_news(alert.changes[0])} {headline}"
    if alert.status != "Actual":
        headline = f"{alert.status}: {headline}"
    line.append(headline, style="dim" if is_cancelled else "bold")
    lists = ", ".join(watched.id for watched in alert.watchlists)
    return line.append(f" [{lists}]", style="dim") if lists else line


def _news(change: str) -> str:
    """Return a change without its reason, shortly."""
    news = plain(change).partition(": ")[0].removesuffix(".") + "."
    return news if len(news) <= NEWS_CHARS else news[: NEWS_CHARS - 1].rstrip() + "…"
