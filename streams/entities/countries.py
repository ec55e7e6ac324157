"""Which states a phrase speaks for: what actors, recipients and sources of claims are filed under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.entities.names import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from streams.entities.entry import Entry
    from streams.entities.gazetteer import Gazetteer, Hit
    from streams.entities.names import Word
    from streams.entities.places import Place

# A town smaller than this is named in a phrase without its state only where the article has said which it is.
_KNOWN_TOWN = 100_000
_LED_TOWN = 15_000
_GREAT_TOWN = 1_000_000
_LONGEST_TOWN = 3


def countries_of(phrase: str, gazetteer: Gazetteer, published_on: date) -> tuple[str, ...]:
    """Return the ISO 3166-1 alpha-3 codes of the states that a phrase speaks for, in order, each once.

    Nationalities, seats of power, armed forces, ministries and office holders of the day count for their state. Who
    is only backed by a state, or stands against one, is not its own: "US-backed forces" and "anti-Russian protesters"
    give nothing. Organisations above states give nothing.
    """
    words = words_of(phrase)
    found: list[str] = []
    at = 0
    while at < len(words):
        hit = gazetteer.match(words, at, phrase)
        if hit is None:
            hit_end, code = _unlisted(words, at, gazetteer, published_on, phrase)
        else:
            hit_end, code = (
                hit.last,
                None if _is_foreign(words, hit, gazetteer) else _country(hit.entries, published_on),
            )
        if code:
            found.append(code)
        at = hit_end
    return tuple(dict.fromkeys(found))


def _country(entries: Sequence[Entry], day: date) -> str | None:
    """Return the state of the likeliest of several bearers: a state itself, then an office holder, then any."""
    ranked = sorted(
        entries,
        key=lambda entry: (entry.kind != "country", entry.kind != "people", entry.office_on(day) is None),
    )
    return next((entry.country for entry in ranked if entry.country), None)


def _is_foreign(words: Sequence[Word], hit: Hit, gazetteer: Gazetteer) -> bool:
    """Whether the name only qualifies somebody else: "US-backed", "pro-Russian", "former Soviet"."""
    after = words[hit.last].key if hit.last < len(words) else ""
    before = words[hit.first - 1].key if hit.first else ""
    return gazetteer.is_word("loose_after", after) or gazetteer.is_word("loose_before", before)


def _unlisted(
    words: Sequence[Word], at: int, gazetteer: Gazetteer, day: date, phrase: str
) -> tuple[int, str | None]:
    """Return the end and state of a surname of someone in office, or of a well-known town or province."""
    word = words[at]
    if not word.is_capital:
        return at + 1, None
    holder = _holder(words, at, gazetteer, day, phrase)
    if holder is not None:
        return at + 1, holder.country
    for last in range(min(at + _LONGEST_TOWN, len(words)), at, -1):
        key = " ".join(each.key for each in words[at:last])
        places = gazetteer.places.find(key)
        if places and _is_town(places[0], key, words[at - 1].key if at else "", gazetteer):
            return last, places[0].country
    return at + 1, None


def _holder(words: Sequence[Word], at: int, gazetteer: Gazetteer, day: date, phrase: str) -> Entry | None:
    """Return whom a surname means that is no part of a longer name that the gazetteer does not know."""
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    is_titled = before is not None and gazetteer.is_word("title", before.key)
    goes_on = after is not None and after.is_capital and phrase[words[at].end : after.start] in {" ", "-"}
    follows = before is not None and before.is_capital and not is_titled and before.key not in gazetteer.names
    if follows or (goes_on and after is not None and after.key not in gazetteer.names):
        return None
    return gazetteer.bearer(words[at].key, day, is_titled=is_titled)


def _is_town(place: Place, key: str, before: str, gazetteer: Gazetteer) -> bool:
    """Whether a name means the town: by its size, or behind "in"; a person's name only where the town is great."""
    if gazetteer.is_word("not_a_place", key):
        return False
    if gazetteer.is_word("given", key) or gazetteer.is_word("common_surname", key):
        return place.population >= _GREAT_TOWN and not place.is_variant
    return place.population >= (_LED_TOWN if gazetteer.is_word("place_before", before) else _KNOWN_TOWN)
