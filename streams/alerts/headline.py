"""The headline: who, what, where, how many, who says so and how sure, as a desk could read it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.alerts.wording import join_names, place_phrase, tidy, with_article

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from streams.alerts.wording import Pattern, Words
    from streams.claims.claim import Party, Place, Quantity, Status

MOST_UNKNOWN_WORDS = 3
"""Of somebody or some place that no list knows, a headline says "gunmen", and leaves out whole clauses."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a headline is made of. Speakers are those whom articles name; publishers are not among them."""

    title: str
    actor: Party | None
    recipient: Party | None
    location: Place | None
    quantity: Quantity | None
    statuses: frozenset[Status]
    stated_by: Sequence[str]
    denied_by: Sequence[str]
    left_open_by: Sequence[str]
    publishers: Sequence[str]
    source_count: int


def write_headline(facts: Facts, patterns: Sequence[Pattern], words: Words) -> str:
    """Return one line of plain English.

    What nobody states to have happened is called possible or planned, or denied, in its first words.
    """
    stated, denied, left_open = (
        _names(voices, words) for voices in (facts.stated_by, facts.denied_by, facts.left_open_by)
    )
    clauses = [_what(facts, _fill(facts, patterns, words), denied)]
    if "asserted" in facts.statuses:
        clauses += [_by("stated", stated), _reported(facts)]
    elif left_open and facts.statuses & {"planned", "hypothetical"}:
        clauses.append(_by("announced" if _is_planned(facts) else "raised", left_open))
    else:
        clauses.append(_reported(facts))
    if "denied" in facts.statuses and facts.statuses != {"denied"}:
        clauses.append(_by("denied", denied) or "disputed")
    return ", ".join(clause for clause in clauses if clause)


def _what(facts: Facts, text: str, denied: Sequence[str]) -> str:
    if "asserted" in facts.statuses:
        return text
    if _is_planned(facts):
        return f"Planned {_lower(text)}"
    if "hypothetical" in facts.statuses:
        return f"Possible {_lower(text)}"
    return f"{text} {_by('denied', denied)}" if denied else f"Denied: {_lower(text)}"


def _fill(facts: Facts, patterns: Sequence[Pattern], words: Words) -> str:
    slots = _slots(facts, words)
    filled = (pattern.fill(slots) for pattern in patterns)
    text, named = next((found for found in filled if found), (facts.title, frozenset[str]()))
    if slots["quantity"] and "quantity" not in named:
        text += f": {slots['quantity']}"
    return text


def _slots(facts: Facts, words: Words) -> dict[str, str]:
    """Return the words for each slot, empty where they would only repeat another slot's."""
    actor = _party(facts.actor, words)
    recipient = _party(facts.recipient, words)
    place = _place(facts.location, words)
    quantity = tidy(facts.quantity.text) if facts.quantity else ""
    if _says(quantity, actor):
        actor = ""
    if _says(recipient, quantity):
        quantity = ""
    if _says(place, recipient) and not _says(place, "border"):
        place = ""
    return {
        "title": facts.title,
        "actor": actor,
        "recipient": recipient,
        "place": place,
        "quantity": quantity,
    }


def _party(party: Party | None, words: Words) -> str:
    is_known = party is not None and bool(party.countries or party.entity_id)
    return _named(party.text, is_known, words) if party else ""


def _place(place: Place | None, words: Words) -> str:
    if place is None:
        return ""
    said = tidy(place.text)
    is_known = bool(place.country or place.entity_id)
    return place_phrase(said, words) if is_known or len(said.split()) <= MOST_UNKNOWN_WORDS else ""


def _named(text: str, is_known: bool, words: Words) -> str:
    """Return the words for somebody, nothing where nobody knows who it is and it takes long to say."""
    said = tidy(text).removesuffix("'s").removesuffix("’s")
    return with_article(said, words) if is_known or len(said.split()) <= MOST_UNKNOWN_WORDS else ""


def _names(voices: Sequence[str], words: Words) -> list[str]:
    return [with_article(voice, words) for voice in voices]


def _says(text: str, other: str) -> bool:
    """Say whether every word of the other stands in the text."""
    said = set(other.casefold().split()) - {"the", "a", "an"}
    return bool(said) and said <= set(text.casefold().split())


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _is_planned(facts: Facts) -> bool:
    return "planned" in facts.statuses and "hypothetical" not in facts.statuses


def _by(verb: str, names: Collection[str]) -> str:
    return f"{verb} by {join_names(names, 'by ')}" if names else ""


def _reported(facts: Facts) -> str:
    if facts.source_count > 1:
        return f"reported by {facts.source_count} publishers"
    if facts.stated_by or not facts.publishers:
        return ""
    return f"reported by {join_names(facts.publishers)}"
