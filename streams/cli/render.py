"""How an alert looks in a terminal: headline, facts, then the words for and against it that are new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from rich.console import RenderableType

    from schemas.alert import AlertV1, EvidenceV1

GLYPHS = {"Alert": "●", "Update": "◐", "Cancel": "○"}
SEVERITY_STYLES = {"Extreme": "bold red", "Severe": "red", "Moderate": "yellow", "Minor": "cyan"}
STATUS_STYLES = {
    "asserted": "green",
    "planned": "blue",
    "hypothetical": "magenta",
    "denied": "red",
    "historical": "dim",
}
# A few lines of a terminal; the whole quote is in the JSON.
QUOTE_CHARS = 240
MOST_EVIDENCE = 4


def render_alert(alert: AlertV1, known: Collection[str] = ()) -> RenderableType:
    """Return an alert with its evidence but for the claims that are `known`. What articles say is never markup."""
    fresh = [evidence for evidence in alert.evidence if evidence.claim_id not in known]
    table = Table.grid(padding=(0, 1))
    table.add_column(width=12)
    table.add_column()
    for evidence in fresh[:MOST_EVIDENCE]:
        table.add_row(Text(evidence.status, style=STATUS_STYLES[evidence.status]), _quote(evidence))
    if len(fresh) > MOST_EVIDENCE:
        table.add_row("", Text(f"and {len(fresh) - MOST_EVIDENCE} more", style="dim"))
    return Group(_headline(alert), Padding(Group(_facts(alert), table), (0, 0, 1, 2)))


def _headline(alert: AlertV1) -> Text:
    style = "dim" if alert.message_type == "Cancel" else SEVERITY_STYLES[alert.severity]
    aside = "" if alert.status == "Actual" else f"({alert.status.upper()}) "
    return Text(f"{GLYPHS[alert.message_type]} {alert.message_type.upper()}  {aside}", style=style).append(
        alert.headline, style="bold"
    )


def _facts(alert: AlertV1) -> Text:
    slots = {
        "actor": alert.actor and _with_countries(alert.actor.text, alert.actor.countries),
        "recipient": alert.recipient and _with_countries(alert.recipient.text, alert.recipient.countries),
        "place": alert.location and _with_countries(alert.location.text, [alert.location.country or ""]),
        "number": alert.quantity and alert.quantity.text,
        "publishers": str(alert.source_count),
        "on": ", ".join(watched.id for watched in alert.watchlists),
    }
    known = [f"{name} {value}" for name, value in slots.items() if value]
    said = " · ".join([alert.severity, alert.certainty, *known, f"{alert.last_seen:%Y-%m-%d %H:%M}"])
    reasons = [*alert.changes, alert.severity_reason] if alert.message_type == "Alert" else alert.changes
    why = " ".join(reason for reason in reasons if reason)
    return Text(f"{why}\n" if why else "", style="italic").append(said, style="dim not italic")


def _with_countries(text: str, countries: Collection[str]) -> str:
    said = ", ".join(country for country in countries if country)
    return f"{text} ({said})" if said else text


def _quote(evidence: EvidenceV1) -> Text:
    quote = " ".join(evidence.quote.split())
    short = quote if len(quote) <= QUOTE_CHARS else quote[: QUOTE_CHARS - 1] + "…"
    says = f" · said by {evidence.source}" if evidence.source else ""
    rule = "" if evidence.rule_revision is None else f" · {evidence.rule}, revision {evidence.rule_revision}"
    return Text(f"“{short}”").append(f" {evidence.publisher}{says}{rule}", style="dim")
