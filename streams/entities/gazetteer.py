"""The gazetteer: who and what has a name in world news, opened once and asked by folded words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from streams.entities.entry import Entry, parse_entries
from streams.entities.fields import pairs_of, qid_of, text_of, texts_of
from streams.entities.names import is_acronym, key_of
from streams.entities.places import PlaceIndex, build_index, check_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from streams.entities.names import Word

# What the model mixes up, an id should not miss: a river may be LOC or GPE.
_COARSE = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
# What may part the words of one name; ", " for "Washington, D.C.", ". " for "St. Petersburg".
_INSIDE = frozenset(
    [" ", "-", "'", "’", "\u2010", "\u2011", "\u00a0", "\n", "' ", "’ ", ". ", ", ", "", " & "]
)
# The offices whose holder gives a government its name.
_RULES = ("president", "prime minister", "premier", "chancellor")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the gazetteer met in a text: words `first` up to but not including `last`."""

    first: int
    last: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names to entries, read only.

    `names` files entries under folded words, `surnames` persons under their family name; `longest` tells how many
    words a name that begins with a word may have; names in `capitals` count only where written in capitals. `words`
    are word lists by group. `place_ids` are Wikidata ids by GeoNames id, `known` by name and coarse type for names
    that count only where the model or the article makes them names. `abbreviations` lead to a state's code and name,
    `capital_cities` to the state's code.
    """

    names: Mapping[str, tuple[Entry, ...]]
    surnames: Mapping[str, tuple[Entry, ...]]
    longest: Mapping[str, int]
    capitals: frozenset[str]
    countries: Mapping[str, Entry]
    words: Mapping[str, frozenset[str]]
    groups: Mapping[str, frozenset[str]]
    places: PlaceIndex
    place_ids: Mapping[int, str]
    known: Mapping[tuple[str, str], str]
    abbreviations: Mapping[str, tuple[str, str]]
    capital_cities: Mapping[str, str]

    def qid_of(self, key: str, kind: str) -> str | None:
        """Return the Wikidata id of a folded name of a type, where it is known for one bearer alone."""
        return self.known.get((key, _COARSE.get(kind, "")))

    def is_word(self, group: str, key: str) -> bool:
        """Whether a folded word belongs to a word list of the data ("title", "not_a_place" and the like)."""
        return key in self.words.get(group, frozenset())

    def bearer(self, surname: str, day: date, *, is_titled: bool = False) -> Entry | None:
        """Return whom a surname alone means: the one bearer in office on the day, or the only bearer of a rare one.

        A common surname ("Khan") means an office holder only behind a title.
        """
        bearers = self.surnames.get(surname, ())
        holders = [entry for entry in bearers if entry.office_on(day)]
        if self.is_word("common_surname", surname):
            return holders[0] if is_titled and holders else None
        if holders:
            return holders[0]
        return bearers[0] if len(bearers) == 1 else None

    def family(self, surname: str) -> str | None:
        """Return the one state that all bearers of a surname are of, if two of them led it: whichever Bush is meant."""
        bearers = self.surnames.get(surname, ())
        led = [entry for entry in bearers if any(office.title in _RULES for office in entry.offices)]
        countries = {entry.country for entry in bearers}
        is_sure = len(led) > 1 and len(countries) == 1 and not self.is_word("common_surname", surname)
        return next(iter(countries)) if is_sure else None

    def ruler(self, surname: str, day: date) -> Entry | None:
        """Return whose rule "the Bush administration" names: the bearer who led a state last, as of a day."""
        led = [
            (office.since, entry.name, entry)
            for entry in self.surnames.get(surname, ())
            for office in entry.offices
            if office.title in _RULES and office.since <= day
        ]
        return max(led, key=lambda held: held[:2])[2] if led else None

    def match(self, words: Sequence[Word], first: int, text: str) -> Hit | None:
        """Return the longest name that begins at a word."""
        most = min(self.longest.get(words[first].key, 0), len(words) - first)
        for length in range(most, 0, -1):
            part = words[first : first + length]
            key = " ".join(word.key for word in part)
            entries = self.names.get(key)
            if entries and _is_written(part, key in self.capitals) and _is_joined(part, text):
                return Hit(first, first + length, entries)
        return None

    def scan(self, words: Sequence[Word], text: str) -> list[Hit]:
        """Return all names of a text, longest first from the left, none overlapping another."""
        hits = []
        at = 0
        while at < len(words):
            hit = self.match(words, at, text) if words[at].key in self.longest else None
            if hit is not None:
                hits.append(hit)
            at = hit.last if hit else at + 1
        return hits


def _is_written(words: Sequence[Word], in_capitals: bool) -> bool:
    if in_capitals:
        return all(word.text.isupper() for word in words)
    return any(not word.text[0].islower() for word in words)


def _is_joined(words: Sequence[Word], text: str) -> bool:
    """Whether nothing but a space, a hyphen, an apostrophe or an abbreviation's dot parts the words."""
    return all(text[one.end : other.start] in _INSIDE for one, other in pairwise(words))


def build_gazetteer(records: Iterable[Mapping[str, Any]]) -> Gazetteer:
    """Build the gazetteer from the records of all lists.

    Each record names its list and line as `where`. Raises `ValueError` with that and the field that is wrong.
    """
    lists = _Lists()
    for record in records:
        where = str(record.get("where", "gazetteer"))
        kind = text_of(record, "kind", where)
        _TAKERS.get(kind, _take_entry)(lists, record, where)
    rows = {initial: tuple(parts) for initial, parts in lists.rows.items()}
    return Gazetteer(
        names={key: tuple(found) for key, found in lists.names.items()},
        surnames={key: tuple(found) for key, found in lists.surnames.items()},
        longest=lists.longest,
        capitals=frozenset(lists.names) - lists.written_small,
        countries=lists.countries,
        words={group: frozenset(words) for group, words in lists.words.items()},
        groups=_by_word(lists.words),
        places=build_index(rows, lists.alpha3),
        place_ids=lists.place_ids,
        known=lists.known,
        abbreviations=lists.abbreviations,
        capital_cities=lists.capital_cities,
    )


def _by_word(words: Mapping[str, Iterable[str]]) -> Mapping[str, frozenset[str]]:
    """Return the groups that each word of the word lists is in: asked for every word of every article."""
    groups: dict[str, set[str]] = defaultdict(set)
    for group, members in words.items():
        for word in members:
            groups[word].add(group)
    return {word: frozenset(names) for word, names in groups.items()}


@dataclass(slots=True)
class _Lists:
    """What has been read so far."""

    names: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    surnames: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    longest: dict[str, int] = field(default_factory=dict)
    written_small: set[str] = field(default_factory=set)
    countries: dict[str, Entry] = field(default_factory=dict)
    alpha3: dict[str, str] = field(default_factory=dict)
    words: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    rows: dict[str, list[list[str]]] = field(default_factory=lambda: defaultdict(list))
    place_ids: dict[int, str] = field(default_factory=dict)
    known: dict[tuple[str, str], str] = field(default_factory=dict)
    abbreviations: dict[str, tuple[str, str]] = field(default_factory=dict)
    capital_cities: dict[str, str] = field(default_factory=dict)


def _take_entry(lists: _Lists, record: Mapping[str, Any], where: str) -> None:
    for entry, aliases in parse_entries(record, where):
        for alias in aliases:
            _file(lists, entry, alias, where)
        if entry.type == "PERSON":
            lists.surnames[key_of(entry.surname)].append(entry)
        if entry.kind == "country" and entry.country:
            if entry.country in lists.countries:
                raise ValueError(f"{where}: code: {entry.country} is there already")
            lists.countries[entry.country] = entry
            lists.alpha3[text_of(record, "alpha2", where)] = entry.country
            for capital in texts_of(record, "capitals", where):
                lists.capital_cities.setdefault(key_of(capital), entry.country)


def _file(lists: _Lists, entry: Entry, alias: str, where: str) -> None:
    key = key_of(alias)
    if not key:
        raise ValueError(f"{where}: aliases: {alias!r} has no letter")
    if entry not in lists.names[key]:
        lists.names[key].append(entry)
    if not is_acronym(alias):
        lists.written_small.add(key)
    first = key.partition(" ")[0]
    lists.longest[first] = max(lists.longest.get(first, 0), key.count(" ") + 1)


def _take_places(lists: _Lists, record: Mapping[str, Any], where: str) -> None:
    lists.rows[text_of(record, "initial", where)].append(check_rows(record.get("rows"), where))


def _take_words(lists: _Lists, record: Mapping[str, Any], where: str) -> None:
    lists.words[text_of(record, "group", where)].update(texts_of(record, "words", where))


def _take_place_ids(lists: _Lists, record: Mapping[str, Any], where: str) -> None:
    lists.place_ids.update({int(place): qid for place, qid in pairs_of(record, "ids", where).items()})


def _take_known(lists: _Lists, record: Mapping[str, Any], where: str) -> None:
    label, qid = text_of(record, "type", where), qid_of(record, "qid", where)
    if label not in _COARSE or qid is None:
        raise ValueError(f"{where}: type, qid: a type of {', '.join(_COARSE)} and a Wikidata id are wanted")
    for name in (text_of(record, "name", where), *texts_of(record, "aliases", where)):
        lists.known.setdefault((key_of(name), _COARSE[label]), qid)


def _take_abbreviation(lists: _Lists, record: Mapping[str, Any], where: str) -> None:
    area, name = text_of(record, "area", where), key_of(text_of(record, "name", where))
    lists.abbreviations[key_of(text_of(record, "short", where))] = (area, name)


_TAKERS: dict[str, Callable[[_Lists, Mapping[str, Any], str], None]] = {
    "places": _take_places,
    "words": _take_words,
    "place_ids": _take_place_ids,
    "known": _take_known,
    "abbreviation": _take_abbreviation,
}
