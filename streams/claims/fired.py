"""What fired: the words around a trigger that met the conditions of its rule.

Reads the article a second time, by the same steps as `find_claims`, and keeps what bore a claim out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.claims.matching import find_hits, is_filled, ranges_of
from streams.claims.stretches import stretches_of
from streams.claims.triggers import find_cues

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc, Span

    from streams.claims.claim import Claim
    from streams.claims.matching import Hit
    from streams.claims.phrase import Range, Sentence
    from streams.claims.rule import Part
    from streams.claims.rules import Check, RuleBook
    from streams.entities.entity import Entity


@dataclass(frozen=True, slots=True)
class Met:
    """A condition that was met: the `slots` looked into, the `wanted` words as the rule has them, those `found`."""

    slots: tuple[str, ...]
    wanted: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that fired. `trigger` are code point offsets into the clean text, `part` what its words had to be."""

    rule: str
    trigger: tuple[int, int]
    part: Part
    met: tuple[Met, ...]


def find_firings(
    doc: Doc,
    entities: tuple[Entity, ...],
    rules: RuleBook,
    parse: Callable[[Sequence[Span]], list[Doc]],
    claims: Sequence[Claim],
) -> tuple[Firing, ...]:
    """Return how each of these claims of the article came about, in the order of the text."""
    made = {(claim.rule, claim.trigger) for claim in claims}
    words = tuple(token.lower_ for token in doc)
    article = frozenset(words)
    found = []
    for stretch in stretches_of(doc, words, entities, rules):
        first, last = stretch.span.start_char, stretch.span.end_char
        if not any(first <= trigger[0] < last for _, trigger in made):
            continue
        finds = find_cues(stretch.words, rules, stretch.classes, is_political=stretch.is_political)
        sentence = stretch.parsed(parse([stretch.span])[0], rules)
        hits = find_hits(sentence, finds, article)
        firings = [_firing(hit, sentence, article) for hit in hits]
        found += [each for each in firings if (each.rule, each.trigger) in made]
    return tuple(found)


def _firing(hit: Hit, sentence: Sentence, article: frozenset[str]) -> Firing:
    met = tuple(
        Met(check.slots, check.written, tuple(dict.fromkeys(_words(check, hit, sentence, article))))
        for check in hit.cue.where
    )
    return Firing(hit.cue.rule.id, sentence.chars(hit.tokens), hit.cue.part, met)


def _words(check: Check, hit: Hit, sentence: Sentence, article: frozenset[str]) -> Iterator[str]:
    if "article" in check.slots and is_filled(check.wording, article):
        yield from sorted(check.wording.openers & article)
    for slot in check.slots:
        for found in ranges_of(slot, hit, sentence):
            yield from (sentence.text(each) for each in _within(check, found, sentence))


def _within(check: Check, found: Range, sentence: Sentence) -> Iterator[Range]:
    """Yield the words of a range that were wanted, and the tokens of a wanted class."""
    start, end = found
    for first, last in check.wording.matches(sentence.words[start:end]):
        yield start + first, start + last
    for place in range(start, end):
        if any(sentence.is_a(name, place) for name in check.wording.classes):
            yield place, place + 1
