"""Forces and governments named by their kind alone: after "the US-led coalition", "the coalition" is that one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from streams.entities.mention import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from streams.entities.clusters import Cluster
    from streams.entities.reading import Reading

_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Full:
    """A force that the article names in full: its cluster's number, and the word after its first full name."""

    number: int
    after: int


def with_short_names(clusters: Sequence[Cluster], reading: Reading) -> list[Cluster]:
    """Add to forces and governments the later mentions that leave out whose they are.

    Only with "the", or where they begin a sentence; only where the article names one alone of the kind, whatever
    stands between: of two armies, "the army" is neither.
    """
    full = _full_names(clusters, reading)
    if not full:
        return list(clusters)
    taken = {at for cluster in clusters for each in cluster.mentions for at in range(each.first, each.last)}
    added: dict[int, list[Mention]] = defaultdict(list)
    openers = {name.partition(" ")[0] for name in full}
    at = 0
    while at < len(reading.words):
        is_free = reading.key(at) in openers and at not in taken
        found = _short_name(at, full, taken, reading) if is_free else None
        if found is not None:
            number, mention = found
            added[number].append(mention)
        at = found[1].last if found else at + 1
    for number, cluster in enumerate(clusters):
        named = full.get(cluster.key) if _is_unowned(cluster) else None
        if named is not None and named.number != number:
            added[named.number] += [each for each in cluster.mentions if each.first >= named.after]
    moved = {mention for mentions in added.values() for mention in mentions}
    changed = (_changed(cluster, added.get(number, []), moved) for number, cluster in enumerate(clusters))
    return [cluster for cluster in changed if cluster.mentions]


def _is_unowned(cluster: Cluster) -> bool:
    return cluster.type == "ORG" and cluster.entry is None and cluster.country is None


def _full_names(clusters: Sequence[Cluster], reading: Reading) -> dict[str, _Full]:
    """Return the one force of each kind, by the words for the kind."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for number, cluster in enumerate(clusters):
        if cluster.type != "ORG":
            continue
        for mention in cluster.mentions:
            for kind in _kinds(mention, reading):
                found[kind].setdefault(number, mention.last)
    return {kind: _Full(*next(iter(named.items()))) for kind, named in found.items() if len(named) == 1}


def _kinds(mention: Mention, reading: Reading) -> Iterator[str]:
    """Yield what a force may be called after its full name: its last words, of which the very last is its head.

    Written small, that is: a head in capitals is part of a name ("Free Syrian Army"), and "the army" is another.
    "The Coalition" is the one that the article names, where that is not some state's own.
    """
    head = mention.last - 1
    is_body = reading.is_in("short_body", head) and mention.country is None
    is_name = reading.is_capital(head) and not is_body
    if is_name or head == mention.first or not reading.is_in("force_head", head):
        return
    first = head
    while first > mention.first + 1 and mention.last - first < _MOST_WORDS and _is_kind(first - 1, reading):
        first -= 1
    for at in range(first, head + 1):
        if at < head or not reading.is_in("force_vague", head):
            yield reading.name(at, mention.last)


def _is_kind(at: int, reading: Reading) -> bool:
    is_word = reading.is_in("force_mid", at) and not reading.is_in("loose_after", at)
    return is_word and reading.key(at) not in {"led", "pro"} and reading.gap(at + 1) == " "


def _short_name(
    at: int, full: Mapping[str, _Full], taken: AbstractSet[int], reading: Reading
) -> tuple[int, Mention] | None:
    is_definite = reading.key(at - 1) == "the" and reading.gap(at) == " "
    for last in range(min(at + _MOST_WORDS, len(reading.words)), at, -1):
        named = full.get(reading.name(at, last))
        if named is None or named.after > at or not taken.isdisjoint(range(at, last)):
            continue
        if is_definite or reading.begins_sentence(at):
            return named.number, Mention(at, last, "ORG", reading.name(at, last))
    return None


def _changed(cluster: Cluster, added: Sequence[Mention], moved: AbstractSet[Mention]) -> Cluster:
    kept = [mention for mention in cluster.mentions if mention not in moved]
    if not added and len(kept) == len(cluster.mentions):
        return cluster
    return replace(cluster, mentions=tuple(sorted((*kept, *added), key=lambda mention: mention.first)))
