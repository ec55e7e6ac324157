"""Who is the same within an article: surnames after full names, acronyms after full forms, one name one entity."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from streams.entities.acronyms import find_acronyms, with_acronyms
from streams.entities.led import is_quoted_at
from streams.entities.persons import as_person, find_persons, holder_of, named_person, surname_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from streams.entities.entry import Entry
    from streams.entities.mention import Mention
    from streams.entities.persons import Persons
    from streams.entities.reading import Reading

_SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Cluster:
    """All mentions of one person, organisation, place or people. `key` is the fullest name, folded."""

    key: str
    type: str
    mentions: tuple[Mention, ...]
    entry: Entry | None = None
    country: str | None = None


def find_clusters(mentions: Sequence[Mention], reading: Reading) -> list[Cluster]:
    """Group mentions, and find again in the text what was named once and missed elsewhere."""
    acronyms = find_acronyms(mentions, reading)
    mentions = with_acronyms(mentions, acronyms, reading)
    persons = find_persons(mentions, reading)
    named = _found_again([as_person(mention, persons, reading) for mention in mentions], persons, reading)
    types = _types(named)
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in named:
        name = acronyms.get(mention.key, mention.key)
        kind = types.get(name, types[mention.key])
        if kind == "PERSON":
            name, mention = named_person(name, mention, persons)  # noqa: PLW2901 - it may be somebody else's
        groups[name, kind].append(mention)
    clusters = [_cluster(name, kind, group, reading) for (name, kind), group in groups.items()]
    return _joined(cluster for cluster in clusters if cluster.entry or _is_credible(cluster, reading))


def _found_again(mentions: list[Mention], persons: Persons, reading: Reading) -> list[Mention]:
    taken = {at for mention in mentions for at in range(mention.first, mention.last)}
    names: dict[str, Mention] = {}
    longest: dict[str, int] = {}
    for mention in mentions:
        if " " in mention.key or (mention.type in ("ORG", "GPE") and len(mention.key) >= _SHORTEST_NAME):
            names.setdefault(mention.key, mention)
            first = mention.key.partition(" ")[0]
            longest[first] = max(longest.get(first, 0), mention.key.count(" ") + 1)
    found = list(mentions)
    at = 0
    while at < len(reading.words):
        again = None
        if at not in taken and reading.is_capital(at):
            most = longest.get(reading.key(at), 0)
            again = _again(at, most, names, taken, reading) or surname_at(at, persons, reading)
        if again is not None:
            found.append(again)
        at = again.last if again else at + 1
    return sorted(found, key=lambda mention: mention.first)


def _again(
    at: int, most: int, names: Mapping[str, Mention], taken: set[int], reading: Reading
) -> Mention | None:
    """Return the longest name of the article that begins at a word and that no mention there has taken."""
    for last in range(min(at + most, len(reading.words)), at, -1):
        mention = names.get(reading.name(at, last))
        if mention is None or not taken.isdisjoint(range(at, last)):
            continue
        is_doubtful = reading.begins_sentence(at) or reading.words[at].text.isupper()
        if last - at > 1 or not is_doubtful:
            return replace(mention, first=at, last=last, has_dot=False)
    return None


def _types(mentions: Iterable[Mention]) -> dict[str, str]:
    """Return the type of each name: what the gazetteer says, else what the model said most often."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    known: dict[str, str] = {}
    for mention in mentions:
        votes[mention.key][mention.type] += 1
        if mention.entries:
            known.setdefault(mention.key, mention.type)
    return {key: known.get(key) or count.most_common(1)[0][0] for key, count in votes.items()}


def _cluster(name: str, kind: str, mentions: Sequence[Mention], reading: Reading) -> Cluster:
    entries = [entry for mention in mentions for entry in mention.entries if entry.type == kind]
    entry = entries[0] if entries else None
    if entry is None and kind == "PERSON":
        entry = holder_of(name, mentions, reading)
    elif entry is None and all(mention.key != name for mention in mentions):
        entry = next(iter(reading.gazetteer.names.get(name, ())), None)
    country = (
        entry.country if entry else next((mention.country for mention in mentions if mention.country), None)
    )
    if entry is None and kind == "PERSON":
        country = country or reading.gazetteer.family(name)
    return Cluster(max((mention.key for mention in mentions), key=len), kind, tuple(mentions), entry, country)


def _is_credible(cluster: Cluster, reading: Reading) -> bool:
    """Whether a name is one. One strange word is a person only where a title, a given name or speech shows it.

    Of such words that the model took for persons, with nothing to show it, one in six was one.
    """
    if (
        cluster.type != "PERSON"
        or cluster.country
        or " " in cluster.key
        or reading.gazetteer.is_word("given", cluster.key)
    ):
        return True
    return any(
        reading.is_in("title", mention.first - 1)
        or reading.is_in("says", mention.last)
        or is_quoted_at(mention.first, reading)
        for mention in cluster.mentions
    )


def _joined(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Join clusters that the gazetteer knows as one: "US" and "America"."""
    found: dict[tuple[str, str], Cluster] = {}
    for cluster in clusters:
        identity = (
            (cluster.entry.name, cluster.type) if cluster.entry else (cluster.key, f"{cluster.type} unlisted")
        )
        same = found.get(identity)
        if same is not None:
            mentions = sorted(same.mentions + cluster.mentions, key=lambda mention: mention.first)
            found[identity] = replace(same, mentions=tuple(mentions))
        else:
            found[identity] = cluster
    return list(found.values())
