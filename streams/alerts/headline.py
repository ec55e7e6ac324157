"""The headline: who, what, where, how many, who says so and how sure, as a desk could read it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.alerts.wording import (
    bare_place,
    inside,
    join_names,
    names_nobody,
    place_phrase,
    points_back,
    tidy,
    with_article,
    without_ending,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from streams.alerts.wording import Pattern, Words
    from streams.claims.claim import Party, Place, Quantity, Status

MOST_UNKNOWN_WORDS = 3
"""Of somebody or some place that no list knows, a headline says "gunmen", and leaves out whole clauses."""

LEAST_STEM_CHARS = 4
"""A "protest by protesters" says it twice; words of this length are known again with an ending."""


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
    moved: str = ""


def write_headline(facts: Facts, patterns: Sequence[Pattern], words: Words) -> str:
    """Return one line of plain English.

    What nobody states to have happened is called possible or planned, or denied, in its first words.
    """
    stated, denied, left_open = (
        as_names(voices, words) for voices in (facts.stated_by, facts.denied_by, facts.left_open_by)
    )
    clauses = [say_what(facts, patterns, words)]
    if "asserted" in facts.statuses:
        clauses += [_by("stated", stated), _reported(facts)]
    elif left_open and facts.statuses & {"planned", "hypothetical"}:
        clauses.append(_by("announced" if _is_planned(facts) else "raised", left_open))
    else:
        clauses.append(_reported(facts))
    if "denied" in facts.statuses and facts.statuses != {"denied"}:
        clauses.append(_by("denied", denied) or "disputed")
    return ", ".join(clause for clause in clauses if clause)


def say_what(facts: Facts, patterns: Sequence[Pattern], words: Words) -> str:
    """Return what happened, where, and how many, up or down from how many; not who says so."""
    text, denied = _fill(facts, patterns, words), as_names(facts.denied_by, words)
    if "asserted" in facts.statuses:
        return f"{text}, {facts.moved}" if facts.moved else text
    if _is_planned(facts):
        return f"Planned {_lower(text)}"
    if "hypothetical" in facts.statuses:
        return f"Possible {_lower(text)}"
    return f"{text} {_by('denied', denied)}" if denied else f"Denied: {_lower(text)}"


def _fill(facts: Facts, patterns: Sequence[Pattern], words: Words) -> str:
    """Return the first pattern that can be filled, without a place or number that another slot's words hold."""
    slots = _slots(facts, patterns[0].own_words, words)
    text, named = _first_filled(patterns, slots)
    place = bare_place(tidy(facts.location.text), words) if facts.location else ""
    bare = {"place": place, "quantity": slots["quantity"]}
    for slot, said in bare.items():
        if any(_says(slots[other], said) for other in named - {slot, "title"}):
            slots[slot] = ""
    text, named = _first_filled(patterns, slots)
    if slots["quantity"] and "quantity" not in named:
        text += f": {slots['quantity']}"
    return text


def _first_filled(patterns: Sequence[Pattern], slots: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    filled = (pattern.fill(slots) for pattern in patterns)
    return next((found for found in filled if found), (slots["title"], frozenset()))


def _slots(facts: Facts, around: Collection[str], words: Words) -> dict[str, str]:
    """Return the words for each slot, empty where they would only repeat another slot's, or those `around`."""
    actor = _party(facts.actor, around, words)
    recipient = _party(facts.recipient, around, words)
    place = _place(facts.location, words)
    quantity = inside(tidy(_number(facts.quantity)), words) if facts.quantity else ""
    if points_back(actor, words):
        actor = ""
    if not actor:
        recipient, place = ("" if points_back(each, words) else each for each in (recipient, place))
    sides = _sides(facts, actor, recipient)
    if _says(actor, recipient) and _says(recipient, actor):
        recipient = ""
    if _says(quantity, actor) and not _says(actor, quantity):
        actor = ""
    if _says(place, recipient) and not _says(place, "border"):
        place = ""
    return {
        "title": facts.title,
        "actor": actor,
        "recipient": recipient,
        "sides": sides,
        "place": place,
        "quantity": quantity,
    }


def _sides(facts: Facts, actor: str, recipient: str) -> str:
    """Return both sides of what two do together, nothing where only one is known."""
    if _says(recipient, actor):
        whole, party = recipient, facts.recipient
    elif _says(actor, recipient) or not recipient:
        whole, party = actor, facts.actor
    else:
        return join_names([actor, recipient]) if actor else ""
    return whole if " and " in whole and party and len(party.countries) > 1 else ""


def _party(party: Party | None, around: Collection[str], words: Words) -> str:
    """Return the words for somebody; nothing where they name nobody, or only repeat what happened."""
    if party is None or names_nobody(party, words):
        return ""
    said = without_ending(tidy(party.text))
    parts = said.casefold().removeprefix("the ").split()
    is_known = bool(party.countries or party.entity_id)
    if _repeats(parts[-1], around) and (len(parts) == 1 or not is_known):
        return ""
    return with_article(said, words) if is_known or len(said.split()) <= MOST_UNKNOWN_WORDS else ""


def _repeats(word: str, around: Collection[str]) -> bool:
    return word in around or word.startswith(tuple(w for w in around if len(w) >= LEAST_STEM_CHARS))


def _place(place: Place | None, words: Words) -> str:
    if place is None:
        return ""
    said = tidy(place.text)
    if said.casefold() in words.pronouns or not words.first_persons.isdisjoint(said.casefold().split()):
        return ""
    is_known = bool(place.country or place.entity_id)
    return place_phrase(said, words) if is_known or len(said.split()) <= MOST_UNKNOWN_WORDS else ""


def as_names(voices: Sequence[str], words: Words) -> list[str]:
    """Return speakers as one says them: the fullest of a speaker's names, without what follows a comma."""
    full = [voice for voice in voices if not any(_says(o, voice) and not _says(voice, o) for o in voices)]
    short = (voice.split(", ")[0].removeprefix("both ").removeprefix("Both ") for voice in full)
    return list(dict.fromkeys(with_article(voice, words) for voice in short))


def _number(quantity: Quantity) -> str:
    """Return the article's words, or number and unit where these point back to what a headline does not say."""
    if quantity.value is None or not quantity.text.lower().endswith(" of them"):
        return quantity.text
    return f"{quantity.value:,.0f} {quantity.unit.removesuffix('s')}s"


def _says(text: str, other: str) -> bool:
    """Say whether every word of the other stands in the text."""
    said = _words_of(other) - {"the", "a", "an"}
    return bool(said) and said <= _words_of(text)


def _words_of(text: str) -> set[str]:
    return {word.strip(",;:.") for word in text.casefold().split()}


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
    return f"reported by {join_names(name.removeprefix('www.') for name in facts.publishers)}"
