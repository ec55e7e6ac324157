"""What the model's names must be, by the company they keep: towns after "in", heads such as "River" or "Ministry"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from streams.entities.persons import addressed_persons
from streams.entities.towns import abbreviated_states, dateline_towns, is_area, unseen_towns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.entities.mention import Mention
    from streams.entities.reading import Reading

_PLACES = ("GPE", "LOC", "FAC")
# Below this a town is a place where the words say so ("in Byesville"); above it, it is one by its name alone. Many
# towns share their names with persons, fewer with organisations.
_GREAT_TOWN = {"PERSON": 100_000, "ORG": 25_000, "NORP": 25_000}
_SHORTEST_TOWN = 4
_FIRST_AND_LAST = 2


def corrected(mentions: Sequence[Mention], reading: Reading) -> list[Mention]:
    """Return the mentions with towns and states that the model missed added, and types set right.

    What one mention shows of a name holds for all: a town once named with "in" is a town throughout.
    """
    persons = {part for mention in mentions if mention.type == "PERSON" for part in mention.key.split()[1:]}
    taken = {at for mention in mentions for at in range(mention.first, mention.last)}
    added = [*dateline_towns(reading, taken), *abbreviated_states(reading, taken)]
    towns = {mention.key for mention in added} | {
        mention.key
        for mention in mentions
        if not mention.entries
        and (mention.type == "NORP" or mention.key not in persons)
        and _is_town(mention, reading)
    }
    added += addressed_persons(reading, taken)
    taken |= {at for mention in added for at in range(mention.first, mention.last)}
    added += unseen_towns(reading, taken)
    kept = [mention if mention.entries else _retyped(mention, towns, reading) for mention in mentions]
    return sorted([*kept, *added], key=lambda mention: mention.first)


def _retyped(mention: Mention, towns: set[str], reading: Reading) -> Mention:
    area = reading.gazetteer.abbreviations.get(mention.key)
    if area is not None and mention.type != "ORG":
        return replace(
            mention, type="GPE", key=area[1], has_dot=reading.words[mention.last - 1].has_dot(reading.text)
        )
    if mention.key in towns and mention.type not in _PLACES:
        return replace(mention, type="GPE")
    parts = mention.key.split()
    if len(parts) > 1:
        return replace(mention, type=_type_by_head(mention.type, parts, reading))
    is_given = mention.type == "ORG" and not reading.words[mention.first].text.isupper()
    return replace(mention, type="PERSON") if is_given and reading.is_in("given", mention.first) else mention


def _type_by_head(kind: str, parts: Sequence[str], reading: Reading) -> str:
    """Return the type that a name's last or first word gives away, else the model's."""
    is_word = reading.gazetteer.is_word
    is_full_name = len(parts) == _FIRST_AND_LAST and is_word("given", parts[0])
    if kind == "PERSON" and is_full_name and is_word("surname_head", parts[-1]):
        return kind
    if is_word("org_head", parts[-1]):
        return "ORG"
    if is_word("place_head", parts[-1]) or is_word("place_first", parts[0]):
        return kind if kind in _PLACES else "LOC"
    return "PERSON" if is_full_name else kind


def _is_town(mention: Mention, reading: Reading) -> bool:
    if mention.type in _PLACES or len(mention.key) < _SHORTEST_TOWN:
        return False
    is_followed = reading.gap(mention.last) == ", " and is_area(reading, mention.last)
    if reading.gazetteer.is_word("not_a_place", mention.key):
        return is_followed
    if reading.gazetteer.is_word("given", mention.key) and reading.key(mention.first - 1) != "in":
        return is_followed
    places = reading.gazetteer.places.find(mention.key)
    if not places:
        return False
    is_great = places[0].population >= _GREAT_TOWN[mention.type] and not places[0].is_variant
    return is_followed or is_great or reading.is_in("place_before", mention.first - 1)
