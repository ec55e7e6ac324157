"""Mentions of an article: the model's names and the gazetteer's made one list without overlaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.entities.mention import Mention
from streams.entities.names import key_of
from streams.entities.recognised import recognised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from streams.entities.gazetteer import Hit
    from streams.entities.reading import Reading

# A capital word this short tells nothing of how the words beside it are written.
_SHORT = 3
_FIRST_AND_LAST = 2


def find_mentions(doc: Doc, reading: Reading) -> list[Mention]:
    """Return the mentions in the order of the text, none overlapping another."""
    hits = reading.gazetteer.scan(reading.words, reading.text)
    listed = [_as_mention(hit, reading) for hit in hits if not _is_addressed(hit, reading)]
    cover = {at: mention for mention in listed for at in range(mention.first, mention.last)}
    names, others = recognised(doc, reading)
    found: list[Mention] = []
    used = set(others)
    for name in names:
        met = dict.fromkeys(cover[at] for at in range(name.first, name.last) if at in cover)
        _add(_joined(name, list(met), reading), found, used)
    _add([mention for mention in listed if _stands_alone(mention, reading)], found, used)
    return sorted(found, key=lambda mention: mention.first)


def _is_addressed(hit: Hit, reading: Reading) -> bool:
    """Whether a state's or town's name is somebody's: "Mr Berlin"."""
    is_place = hit.last - hit.first == 1 and hit.entries[0].type == "GPE"
    return is_place and reading.is_in("honorific", hit.first - 1) and reading.gap(hit.first) in {" ", ". "}


def _as_mention(hit: Hit, reading: Reading) -> Mention:
    entry = hit.entries[0]
    return Mention(
        hit.first, hit.last, entry.type, reading.name(hit.first, hit.last), hit.entries, entry.country
    )


def _add(mentions: Sequence[Mention], found: list[Mention], used: set[int]) -> None:
    for mention in mentions:
        span = range(mention.first, mention.last)
        if used.isdisjoint(span):
            used.update(span)
            found.append(mention)


def _joined(name: Mention, met: Sequence[Mention], reading: Reading) -> list[Mention]:
    """Decide between one name of the model and the names of the gazetteer that it meets."""
    covered = sum(mention.last - mention.first for mention in met)
    if not met or covered == 0:
        return [name]
    first, last = met[0], met[-1]
    is_covered = first.first <= name.first and last.last >= name.last and covered >= last.last - first.first
    reaches_out = first.first < name.first or last.last > name.last
    if is_covered or name.type == "NORP" or (reaches_out and covered > name.last - name.first):
        return list(met)
    if name.type == "PERSON":
        return _person(name, met, reading)
    if (
        first.first == name.first
        and first.type in ("LOC", "GPE")
        and _is_full_name(first.last, name.last, reading)
    ):
        return [first, Mention(first.last, name.last, "PERSON", reading.name(first.last, name.last))]
    if name.type == "GPE" and len(met) == 1 and not reaches_out and not _is_another_place(name, reading):
        return [first]
    # "Cleveland Indians" are nobody's: a people that ends a name is a team.
    owners = (
        mention
        for mention in met
        if mention.type == "GPE" or (mention.type == "NORP" and mention.last < name.last)
    )
    state = next((mention.country for mention in owners), None)
    return [Mention(name.first, name.last, name.type, name.key, (), state)]


def _is_another_place(name: Mention, reading: Reading) -> bool:
    """Whether a name that holds a listed one is a place of its own: "New Jersey", "West Germany"."""
    is_part = reading.is_in("place_affix", name.first) and reading.is_capital(name.first)
    return is_part or bool(reading.gazetteer.places.find(name.key))


def _is_full_name(first: int, last: int, reading: Reading) -> bool:
    return last - first == _FIRST_AND_LAST and reading.is_in("given", first)


def _person(name: Mention, met: Sequence[Mention], reading: Reading) -> list[Mention]:
    """Cut a nationality off a person's name; a state's name within it belongs to it ("Israel Katz").

    What stands before a surname that the gazetteer knows makes another of the family: "Maher al-Assad".
    """
    first = met[0]
    if first.first == name.first and first.type == "NORP" and first.last < name.last:
        rest = " ".join(name.key.split()[first.last - first.first :])
        return [first, Mention(first.last, name.last, "PERSON", rest)]
    known = [mention for mention in met if mention.type == "PERSON"]
    if known and known[0] is first and _is_of_the_family(name, first, reading):
        return [name]
    return known or [name]


def _is_of_the_family(name: Mention, known: Mention, reading: Reading) -> bool:
    is_surname = known.last == name.last and known.key in {key_of(each.surname) for each in known.entries}
    before = range(name.first, known.first)
    return is_surname and bool(before) and all(reading.is_capital(at) for at in before)


def _stands_alone(mention: Mention, reading: Reading) -> bool:
    """Whether a name that the model did not see may be taken on the gazetteer's word."""
    if mention.last - mention.first > 1:
        return True
    if mention.key in reading.gazetteer.capitals and _is_shouted(mention.first, reading):
        return False
    if mention.type == "PERSON":
        return not reading.begins_sentence(mention.first) or len(mention.key) > _SHORT
    before = mention.first - 1
    return not (
        reading.is_in("given", before) and reading.is_capital(before) and reading.gap(mention.first) == " "
    )


def _is_shouted(at: int, reading: Reading) -> bool:
    """Whether the words beside are capitals too, so that capitals tell nothing."""
    words = reading.words
    beside = [*words[max(0, at - 1) : at], *words[at + 1 : at + 2]]
    return bool(beside) and all(word.text.isupper() and len(word.text) > _SHORT for word in beside)
