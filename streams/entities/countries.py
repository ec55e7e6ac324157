"""Which states a phrase speaks for: what actors, recipients and sources of claims are filed under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.entities.led import is_near_at, is_person_at, is_place_at
from streams.entities.reading import read_words
from streams.entities.towns import is_persons_name

if TYPE_CHECKING:
    from datetime import date

    from streams.entities.entry import Entry
    from streams.entities.gazetteer import Gazetteer, Hit
    from streams.entities.places import Place
    from streams.entities.reading import Reading

# A town smaller than this is named in a phrase without its state only where the article has said which it is.
_KNOWN_TOWN = 100_000
_LED_TOWN = 15_000
_GREAT_TOWN = 1_000_000
_LONGEST_TOWN = 3
# Words that go on with a town's name and make it no person's: "Houston Police", "Paris Mayor".
_HEADS = ("org_head", "place_head", "title", "place_affix", "force_head", "state_head")


def countries_of(phrase: str, gazetteer: Gazetteer, published_on: date) -> tuple[str, ...]:
    """Return the ISO 3166-1 alpha-3 codes of the states that a phrase speaks for, in order, each once.

    Nationalities, seats of power, armed forces, ministries and office holders of the day count for their state. Who
    is only backed by a state, or stands against one, is not its own: "US-backed forces" and "anti-Russian protesters"
    give nothing. Organisations above states give nothing.
    """
    reading = read_words(phrase, gazetteer, published_on)
    found: list[str] = []
    at = 0
    while at < len(reading.words):
        hit = gazetteer.match(reading.words, at, phrase)
        at, code = _unlisted(at, reading) if hit is None else (hit.last, _listed(hit, reading))
        if code:
            found.append(code)
    return tuple(dict.fromkeys(found))


def _listed(hit: Hit, reading: Reading) -> str | None:
    """Return the state of the likeliest of several bearers: a state itself, then an office holder, then any.

    A name that only qualifies somebody else is nobody's: "US-backed", "pro-Russian", "former Soviet".
    """
    if reading.is_in("loose_after", hit.last) or reading.is_in("loose_before", hit.first - 1):
        return None
    ranked = sorted(
        hit.entries,
        key=lambda entry: (
            entry.kind != "country",
            entry.kind != "people",
            entry.office_on(reading.day) is None,
        ),
    )
    return next((entry.country for entry in ranked if entry.country), None)


def _unlisted(at: int, reading: Reading) -> tuple[int, str | None]:
    """Return the end and state of a surname of someone in office, or of a well-known town or province."""
    if not reading.is_capital(at):
        return at + 1, None
    holder = _holder(at, reading)
    if holder is not None:
        return at + 1, holder.country
    for last in range(min(at + _LONGEST_TOWN, len(reading.words)), at, -1):
        key = reading.name(at, last)
        place = next((place for place in reading.gazetteer.places.find(key)), None)
        if place is not None and not _is_persons(at, last, reading) and _is_town(place, key, at, reading):
            return last, place.country
    return at + 1, None


def _holder(at: int, reading: Reading) -> Entry | None:
    """Return whom a surname means that is no part of a longer name that the gazetteer does not know."""
    names, key = reading.gazetteer.names, reading.key(at)
    is_titled = reading.is_in("title", at - 1)
    if reading.is_in("rule_after", at + 1):
        return reading.gazetteer.bearer(key, reading.day, is_titled=True) or reading.gazetteer.ruler(
            key, reading.day
        )
    goes_on = reading.is_capital(at + 1) and reading.gap(at + 1) in {" ", "-"}
    follows = reading.is_capital(at - 1) and not is_titled and reading.key(at - 1) not in names
    if follows or (goes_on and reading.key(at + 1) not in names):
        return None
    return reading.gazetteer.bearer(key, reading.day, is_titled=is_titled)


def _is_persons(first: int, last: int, reading: Reading) -> bool:
    """Whether the words before or after make a name somebody's: "General Houston", "Sofia Lund", "Paris Hilton"."""
    if is_person_at(first, reading):
        return True
    names = reading.gazetteer.names
    if reading.is_in("given", first - 1) and reading.is_capital(first - 1) and reading.gap(first) == " ":
        return reading.key(first - 1) not in names
    goes_on = reading.is_capital(last) and reading.gap(last) == " " and reading.key(last) not in names
    is_head = any(reading.is_in(group, last) for group in _HEADS)
    return goes_on and not is_head and reading.is_in("given", last - 1)


def _is_town(place: Place, key: str, at: int, reading: Reading) -> bool:
    """Whether a name means the town: by its size, or behind "in"; a person's name only where the town is great."""
    if reading.gazetteer.is_word("not_a_place", key):
        return is_near_at(at, reading) and place.population >= _KNOWN_TOWN
    if is_place_at(at, reading) and not is_persons_name(key, reading):
        return place.population >= _LED_TOWN
    if is_persons_name(key, reading):
        return place.population >= _GREAT_TOWN and not place.is_variant
    return place.population >= _KNOWN_TOWN
