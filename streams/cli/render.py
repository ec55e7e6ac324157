"""How an alert looks in a terminal: headline, then each article's words for and against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
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
# A terminal line or two; the whole quote is in the JSON.
QUOTE_CHARS = 220


def alert_text(alert: AlertV1, most_evidence: int = 4) -> Text:
    """Return an alert with its latest evidence, oldest of those first. What articles say is never markup."""
    style = "dim" if alert.message_type == "Cancel" else SEVERITY_STYLES[alert.severity]
    text = Text()
    text.append(f"{GLYPHS[alert.message_type]} {alert.message_type:<6} ", style=style)
    text.append(f"{alert.headline}\n", style=f"bold {style}")
    text.append(f"  {_facts(alert)}\n", style="dim")
    for evidence in alert.evidence[-most_evidence:]:
        text.append_text(_evidence(evidence))
    if len(alert.evidence) > most_evidence:
        text.append(f"    and {len(alert.evidence) - most_evidence} earlier\n", style="dim")
    return text


def _facts(alert: AlertV1) -> str:
    slots = {
        "actor": alert.actor and _with_country(alert.actor.text, alert.actor.country),
        "recipient": alert.recipient and _with_country(alert.recipient.text, alert.recipient.country),
        "place": alert.location and _with_country(alert.location.text, alert.location.country),
        "number": alert.quantity and alert.quantity.text,
        "publishers": str(alert.source_count),
        "last": f"{alert.last_seen:%Y-%m-%d %H:%M}",
    }
    known = [f"{name}: {value}" for name, value in slots.items() if value]
    return " · ".join([alert.severity, alert.certainty, *known, f"{alert.id} r{alert.revision}"])


def _with_country(text: str, country: str | None) -> str:
    return f"{text} ({country})" if country else text


def _evidence(evidence: EvidenceV1) -> Text:
    quote = " ".join(evidence.quote.split())
    short = quote if len(quote) <= QUOTE_CHARS else quote[: QUOTE_CHARS - 1] + "…"
    text = Text("    ")
    text.append(f"{evidence.status:<12} ", style=STATUS_STYLES[evidence.status])
    text.append(f"“{short}” ")
    says = f", said by {evidence.source}" if evidence.source else ""
    text.append(f"{evidence.publisher}{says}\n", style="dim")
    return text
