"""Persons named by their office alone: "the Foreign Secretary" is Boris Johnson where the article calls him so."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from streams.entities.clusters import Cluster
from streams.entities.holders import find_holders, find_owners, in_office
from streams.entities.mention import Mention
from streams.entities.titles import is_past, title_from

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from streams.entities.entry import Entry
    from streams.entities.holders import Holders, Owner, Owners
    from streams.entities.reading import Reading
    from streams.entities.titles import Title

_POSSESSIVE = frozenset(["'", "’"])
# A sentence that names another year may speak of another holder.
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_BESIDE_CHARS = 200


@dataclass(frozen=True, slots=True)
class _Role:
    """An office without a name beside it, and the state named with it; `first` is the word its mention begins with."""

    title: Title
    first: int
    owner: Owner | None

    @property
    def country(self) -> str | None:
        """The state whose office it is said to be."""
        return self.owner.country if self.owner else None

    def name(self, reading: Reading) -> str:
        """Return the words of the mention, folded."""
        return reading.name(self.first, self.title.last)


def with_roles(clusters: Sequence[Cluster], reading: Reading) -> list[Cluster]:
    """Add to persons the mentions that name their office alone; a person named by no more comes last.

    An office is a person's by title or apposition in the article, or by the gazetteer on the article's day. It names
    the person where one alone in the article holds it, or one alone of the state named with it. Where the article
    names nobody who ever held a state's office, and the sentence no other year, it is the gazetteer's holder on the
    day: then the day is all a reader has to go by, too. "Russian president" takes the people's name in; "US
    president" leaves the state's its own.
    """
    owners = find_owners(clusters, reading)
    holders = find_holders(clusters, owners, reading)
    roles = list(_roles(clusters, owners, reading))
    found = [(role, _bearer(role, roles, holders, clusters, reading)) for role in roles]
    bearers: dict[str, set[int | str]] = defaultdict(set)
    for number, cluster in enumerate(clusters):
        for mention in cluster.mentions:
            bearers[mention.key].add(number)
    for role, bearer in found:
        if bearer is not None:
            bearers[role.name(reading)].add(bearer if isinstance(bearer, int) else bearer.name)
    # The same words name one person in an article or nobody.
    sure = [(role, bearer) for role, bearer in found if len(bearers[role.name(reading)]) == 1]
    return _with_mentions(clusters, [(role, bearer) for role, bearer in sure if bearer is not None], reading)


def _with_mentions(
    clusters: Sequence[Cluster], found: Sequence[tuple[_Role, int | Entry]], reading: Reading
) -> list[Cluster]:
    added: dict[int, list[Mention]] = defaultdict(list)
    unnamed: dict[str, tuple[Entry, list[Mention]]] = {}
    for role, bearer in found:
        mention = Mention(role.first, role.title.last, "PERSON", role.name(reading))
        if isinstance(bearer, int):
            added[bearer].append(mention)
        else:
            unnamed.setdefault(bearer.name, (bearer, []))[1].append(mention)
    taken = {role.owner.mention for role, _ in found if role.owner and role.owner.mention.first == role.first}
    kept = [_changed(cluster, added.get(number, ()), taken) for number, cluster in enumerate(clusters)]
    return [*kept, *(_new(entry, mentions) for entry, mentions in unnamed.values())]


def _roles(clusters: Sequence[Cluster], owners: Owners, reading: Reading) -> Iterator[_Role]:
    spans = [(each.first, each.last, cluster.type) for cluster in clusters for each in cluster.mentions]
    taken = {at for first, last, _ in spans for at in range(first, last)}
    starts = {first for first, _, kind in spans if kind == "PERSON"}
    ends = {last for _, last, kind in spans if kind == "PERSON"}
    at = 0
    while at < len(reading.words):
        title = title_from(at, reading) if reading.groups[at] and at not in taken else None
        role = _role(title, owners, reading) if title and taken.isdisjoint(range(at, title.last)) else None
        if role is not None and not _is_beside_a_name(role, starts, ends, reading):
            yield role
        at = title.last if title else at + 1


def _role(title: Title, owners: Owners, reading: Reading) -> _Role | None:
    """Return an office as somebody's: with "the", with a state's name, or as a name in capitals."""
    first, last = title.first, title.last
    if reading.gap(last) == "-" or not _is_noun(title, reading):
        return None
    is_owned = reading.key(first - 1) == "s" and reading.gap(first - 1) in _POSSESSIVE
    owner = owners.by_last.get(first - is_owned)
    if reading.gap(first) != " ":
        owner = None
    start = owner.mention.first if owner else first
    if is_past(start, last, reading) or is_past(first, last, reading):
        return None
    if reading.key(last) in {"of", "for", "to"} and reading.gap(last) == " ":
        of = owners.by_first.get(last + 1 + (reading.key(last + 1) == "the"))
        if of is None or reading.key(last) != "of" or owner is not None:
            return None
        return _Role(title, first, of) if _is_definite(first, reading) else None
    if owner is not None:
        is_people = owner.mention.type == "NORP"
        is_one = reading.key(start - 1) not in {"a", "an", "another", "some", "every", "no"}
        return _Role(title, start if is_people else first, owner) if is_one else None
    return (
        _Role(title, first, None)
        if _is_definite(first, reading) or _is_written_as_name(title, reading)
        else None
    )


def _is_noun(title: Title, reading: Reading) -> bool:
    """Whether an office is no adjective: "the general said", not "the general election"."""
    if reading.gap(title.last) != " " or not reading.is_in("office_doubtful", title.last - 1):
        return True
    does = reading.is_in("speech_after", title.last) or reading.is_in("acts_after", title.last)
    return does or reading.key(title.last) in {"was", "is", "who", "and"}


def _is_definite(first: int, reading: Reading) -> bool:
    return reading.key(first - 1) == "the" and reading.gap(first) == " "


def _is_written_as_name(title: Title, reading: Reading) -> bool:
    """Whether capitals make a name of an office: "Foreign Secretary"; a single word may only begin a sentence."""
    words = range(title.first, title.last)
    is_alone = reading.key(title.first - 1) not in {"a", "an", "another", "any", "every", "each"}
    return len(words) > 1 and is_alone and all(reading.is_capital(at) for at in words)


def _is_beside_a_name(role: _Role, starts: Collection[int], ends: Collection[int], reading: Reading) -> bool:
    """Whether the holder's name stands beside, so that both are one: "the president, X," and "X, the president"."""
    after = role.title.last
    if reading.gap(after) in {" ", "\n", ". ", ", "} and after in starts:
        return True
    if reading.gap(after) == " " and reading.is_capital(after):
        return True
    first = role.owner.mention.first if role.owner and role.owner.mention.first < role.first else role.first
    first -= reading.key(first - 1) == "the"
    return first in ends and reading.gap(first) in {", ", " (", " "}


def _bearer(
    role: _Role, roles: Sequence[_Role], holders: Holders, clusters: Sequence[Cluster], reading: Reading
) -> int | Entry | None:
    """Return the one person whose office it is. Without a state named, no other state's holder may be meant either."""
    found = holders.of(role.title.office, role.country)
    if not found:
        return _unnamed(role, clusters, reading)
    others = {
        other.country
        for other in roles
        if role.owner is None and other.owner is not None and other.title.office == role.title.office
    }
    return found[0] if len(found) == 1 and others <= {holders.countries[found[0]]} else None


def _unnamed(role: _Role, clusters: Sequence[Cluster], reading: Reading) -> Entry | None:
    if role.country is None:
        return None
    start, end = reading.words[role.title.first].start, reading.words[role.title.last - 1].end
    beside = reading.text[max(0, start - _BESIDE_CHARS) : end + _BESIDE_CHARS]
    if any(int(year) != reading.day.year for year in _YEAR.findall(beside)):
        return None
    return in_office(role.title.office, role.country, clusters, reading)


def _changed(cluster: Cluster, added: Sequence[Mention], taken: Collection[Mention]) -> Cluster:
    mentions = [mention for mention in (*cluster.mentions, *added) if mention not in taken]
    if len(mentions) == len(cluster.mentions) and not added:
        return cluster
    return replace(cluster, mentions=tuple(sorted(mentions, key=lambda mention: mention.first)))


def _new(entry: Entry, mentions: Sequence[Mention]) -> Cluster:
    return Cluster(entry.name.casefold(), "PERSON", tuple(mentions), entry, entry.country)
