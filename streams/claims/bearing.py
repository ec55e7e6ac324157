"""Whether an article is about what it mentions: a report on shares knows of wars, and brings no news of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.claims.matching import is_filled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streams.claims.rules import RuleBook
    from streams.claims.salience import Told

# Lists of words, one of which fills an article on something other than world affairs.
_SUBJECTS = ("sport", "showbiz", "markets", "gadgets")
# An article that tells of grave happenings in this many sentences is about them, whatever else it is about.
_MANY_SENTENCES = 3


def is_about_something_else(told: Iterable[Told], article_words: frozenset[str], rules: RuleBook) -> bool:
    """Return whether other matters fill an article that tells of grave happenings in a sentence or two."""
    sentences = {each.claim.evidence for each in told if _is_grave(each, rules)}
    others = (rules.lists[name] for name in _SUBJECTS if name in rules.lists)
    return 0 < len(sentences) < _MANY_SENTENCES and any(is_filled(words, article_words) for words in others)


def is_by_the_way(told: Told, title: str, rules: RuleBook) -> bool:
    """Return whether a grave happening goes untold in the title."""
    claim = told.claim
    start, end = (place - claim.evidence[0] for place in claim.trigger)
    return _is_grave(told, rules) and claim.quote[start:end].lower() not in title.lower()


def _is_grave(told: Told, rules: RuleBook) -> bool:
    kind = rules.kinds.get(told.claim.kind or "")
    return kind is not None and kind.severity in ("Extreme", "Severe")
