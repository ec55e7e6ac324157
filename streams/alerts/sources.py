"""Sources: how many publishers speak for themselves, once what one has from another is put aside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from streams.clean.fingerprint import is_copy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from streams.alerts.evidence import Said
    from streams.events.report import Report

MOST_COMPARED, MOST_NAMES, MOST_QUOTES = 100_000, 4096, 1024
"""Of how many pairs of texts it is kept whether they are copies, and so on: each article composes its alert anew."""

LEAST_WORDS = 8
"""Two desks do not hit on the same sentence of this length: both have it from one hand."""

LEAST_SHARED = 0.8
"""Of a sentence's pairs of neighbouring words, so many in another's make it a copy: cut short, or lightly edited.

Desks that write for themselves, in one form of words ("At least 12 people were killed in …"), stay below 0.75.
"""

_DATELINE = re.compile(r"[^()]{0,60}\(([^()]{2,30})\)\s*[-\u2013\u2014]")
_CREDIT_BEFORE = re.compile(r"\b(?:according to|cited by|citing|reported by|told)(?: the)? $", re.IGNORECASE)
_CREDIT_AFTER = re.compile(r" (?:has |had )?(?:report(?:ed|s)|said|says)\b")
_NEAR_CHARS = 24

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sources:
    """How many independent publishers state it, and whose word each claim is, by its id."""

    count: int
    family_of: Mapping[str, str]


def find_sources(evidence: Iterable[Said]) -> Sources:
    """Return whose words the evidence is.

    A claim credited to another publisher ("(Northwire)", "Northwire reported") is that one's, whether or not
    its own article is among the evidence. Publishers that print the same article count once, and so do those that
    share a sentence, or nearly; also where each shares one with a third.
    """
    evidence = tuple(evidence)
    names = sorted({said.report.publisher for said in evidence})
    origins = [_origin(said, names) for said in evidence]
    stated = {
        (origin, said.claim.quote)
        for origin, said in zip(origins, evidence, strict=True)
        if said.claim.status == "asserted"
    }
    leader = {publisher: publisher for publisher, _ in stated}
    _join_copies(leader, evidence)
    known: list[tuple[str, Pairs]] = []
    for publisher, quote in sorted(stated):
        pairs = _pairs(quote)
        if len(pairs) < LEAST_WORDS - 1:
            continue
        for other, theirs in known:
            one, two = _lead(leader, publisher), _lead(leader, other)
            if one != two and _is_copy(pairs, theirs):
                leader[one] = two
        known.append((publisher, pairs))
    written = {_key(name): name for name in reversed(names)}
    heads = [_lead(leader, origin) if origin in leader else origin for origin in origins]
    return Sources(
        sum(1 for publisher, its_leader in leader.items() if publisher == its_leader),
        {said.id: written.get(head, head) for said, head in zip(evidence, heads, strict=True)},
    )


def count_sources(evidence: Iterable[Said]) -> int:
    """Return how many independent publishers state it."""
    return find_sources(evidence).count


def _join_copies(leader: dict[str, str], evidence: Iterable[Said]) -> None:
    """Join publishers of whose articles one is a copy of the other's, in whatever order they came."""
    told = {said.report.article_id: said.report for said in evidence if _key(said.report.publisher) in leader}
    for one, other in combinations((told[name] for name in sorted(told)), 2):
        first, second = _lead(leader, _key(one.publisher)), _lead(leader, _key(other.publisher))
        if first != second and _is_same_text(one, other):
            leader[first] = second


def _is_same_text(one: Report, other: Report) -> bool:
    if one.fingerprint and other.fingerprint:
        return _are_copies(*sorted((one.fingerprint, other.fingerprint)))
    # Reports of before they told of their texts: what the stream made of those.
    return (one.near_duplicate_of or one.article_id) == (other.near_duplicate_of or other.article_id)


@lru_cache(maxsize=MOST_COMPARED)
def _are_copies(one: bytes, other: bytes) -> bool:
    return is_copy(one, other)


def _origin(said: Said, names: Collection[str]) -> str:
    """Return the publisher whose words these are; `names` are those that may be credited without a dateline."""
    own, quote = _key(said.report.publisher), said.claim.quote
    source = _key(said.claim.source.text) if said.claim.source else own
    for name in names:
        if _key(name) != own and (_key(name) == source or _is_credited(name, quote)):
            return _key(name)
    dateline = _DATELINE.match(quote)
    return _key(dateline[1]) if dateline else own


def _is_credited(name: str, quote: str) -> bool:
    for found in re.finditer(re.escape(name), quote) if name in quote else ():
        before = quote[max(0, found.start() - _NEAR_CHARS) : found.start()]
        after = quote[found.end() : found.end() + _NEAR_CHARS]
        if before.endswith("(") and after.startswith(")"):
            return True
        if _CREDIT_BEFORE.search(before) or _CREDIT_AFTER.match(after):
            return True
    return False


@lru_cache(maxsize=MOST_NAMES)
def _key(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


@lru_cache(maxsize=MOST_QUOTES)
def _pairs(quote: str) -> Pairs:
    return frozenset(pairwise(re.findall(r"\w+", quote.casefold())))


def _is_copy(one: Pairs, other: Pairs) -> bool:
    return len(one & other) >= LEAST_SHARED * min(len(one), len(other))


def _lead(leader: dict[str, str], publisher: str) -> str:
    while leader[publisher] != publisher:
        publisher = leader[publisher]
    return publisher
