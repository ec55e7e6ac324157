"""How an article's text looks in a terminal, with what was found in it marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from streams.web.runs import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from streams.claims.claim import Claim, Span
    from streams.pipeline import Enriched

MOST_TEXT = 6_000
"""So many characters are shown, unless everything is asked for."""

MARKS = {
    "name": "underline",
    "theme": "italic",
    "what happened": "bold reverse",
    "who": "bold yellow",
    "whom": "yellow",
    "where": "bold blue",
    "how many": "bold green",
    "who says so": "bold cyan",
    "how it is meant": "bold magenta",
}
"""The names of the marks and their styles; where several lie on a word, later ones cover earlier ones."""


def render_text(enriched: Enriched, *, everything: bool = False) -> RenderableType:
    """Return the clean text with names, words of themes and the parts of claims marked, and a key to the marks."""
    whole = enriched.text
    shown = whole if everything else whole[:MOST_TEXT]
    text = Text(harmless(shown))
    for mark, span in sorted(_marks(enriched), key=lambda each: list(MARKS).index(each[0])):
        text.stylize(MARKS[mark], *span)
    if more := len(whole) - len(shown):
        text.append(f"\n… and {more:,} more characters (--all)", style="dim")
    key = Text("  ").join(Text(mark, style=style) for mark, style in MARKS.items())
    return Padding(Group(text, Text(), key), (0, 0, 0, 2))


def _marks(enriched: Enriched) -> Iterator[tuple[str, Span]]:
    for entity in enriched.entities:
        yield from (("name", span) for span in entity.spans)
    for theme in enriched.themes:
        yield from (("theme", span) for span in theme.spans)
    for claim in enriched.claims:
        yield from _marks_of(claim)


def _marks_of(claim: Claim) -> Iterator[tuple[str, Span]]:
    yield "what happened", claim.trigger
    if claim.cue:
        yield "how it is meant", claim.cue
    parts = {
        "who": claim.actor,
        "whom": claim.recipient,
        "where": claim.location,
        "how many": claim.quantity,
        "who says so": claim.source,
    }
    for mark, each in parts.items():
        if each and each.span:
            yield mark, each.span
