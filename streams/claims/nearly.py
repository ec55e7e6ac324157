"""What nearly fired: words of a rule that stand in an article, and why they raised no claim.

Reads the article a second time, by the same steps as `find_claims`, and keeps what that lets go.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from streams.claims.matching import is_same, once_each, ranges_of, weigh_finds
from streams.claims.stretches import stretches_of
from streams.claims.triggers import PART_OF_SPEECH, UNPOLITICAL, weigh_cues

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

    from streams.claims.claim import Claim
    from streams.claims.matching import Hit
    from streams.claims.phrase import Sentence
    from streams.claims.rules import Check, RuleBook
    from streams.claims.stretches import Stretch
    from streams.claims.triggers import Find, Obstacle
    from streams.entities.entity import Entity

Why = Literal["where", "unless", "part of speech", "unpolitical", "outdone", "set aside"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why words that belong to a trigger of a rule set off nothing.

    For `where` and `unless`: the `slots` that were looked into, the `wanted` words as the rule has them, and the words
    `found` there. For a part of speech the one wanted and the one found; for `outdone` the rule that won.
    """

    why: Why
    slots: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A rule that nearly fired. `trigger` and `sentence` are code point offsets into the clean text.

    One reason for each trigger of the rule that has these words, each once.
    """

    rule: str
    kind: str | None
    trigger: tuple[int, int]
    sentence: tuple[int, int]
    reasons: tuple[Reason, ...]


def find_near_misses(
    doc: Doc,
    entities: tuple[Entity, ...],
    rules: RuleBook,
    parse: Callable[[Sequence[Span]], list[Doc]],
    claims: Sequence[Claim],
) -> tuple[NearMiss, ...]:
    """Return the rules that nearly fired, the nearest first.

    Those that only the grammar, an unwanted word or another rule kept silent come before those whose conditions no
    word of the sentence meets, and alert kinds before the rest.

    `claims` are those that `find_claims` found in the same article; of a rule that fired on some words nothing is
    said that it did not do there.
    """
    words = tuple(token.lower_ for token in doc)
    refused = [
        (find, stretch, reason)
        for stretch in stretches_of(doc, words, entities, rules)
        for find, reason in _refusals(stretch, words, rules, parse, claims)
    ]
    fired = {(claim.rule, claim.trigger) for claim in claims}
    return _gathered(refused, fired)


def _gathered(
    refused: Iterable[tuple[Find, Stretch, Reason]], fired: set[tuple[str, tuple[int, int]]]
) -> tuple[NearMiss, ...]:
    reasons: dict[tuple[str, tuple[int, int]], dict[Reason, None]] = {}
    places: dict[tuple[str, tuple[int, int]], tuple[Find, Stretch]] = {}
    for find, stretch, reason in refused:
        key = (find.cue.rule.id, _chars(stretch.span[find.start : find.end]))
        places.setdefault(key, (find, stretch))
        reasons.setdefault(key, {})[reason] = None
    found = [
        NearMiss(
            rule=rule,
            kind=find.cue.rule.kind.id if find.cue.rule.kind else None,
            trigger=trigger,
            sentence=_chars(stretch.span),
            reasons=tuple(reasons[rule, trigger]),
        )
        for (rule, trigger), (find, stretch) in places.items()
        if not any(rule == name and _overlap(trigger, other) for name, other in fired)
    ]
    return tuple(sorted(found, key=lambda each: (_is_far(each), each.kind is None, each.trigger, each.rule)))


def _is_far(miss: NearMiss) -> bool:
    return not any(reason.found and reason.why != PART_OF_SPEECH for reason in miss.reasons)


def _refusals(
    stretch: Stretch,
    article: Sequence[str],
    rules: RuleBook,
    parse: Callable[[Sequence[Span]], list[Doc]],
    claims: Sequence[Claim],
) -> Iterator[tuple[Find, Reason]]:
    """Yield what a sentence refuses, first for its words, then for its grammar, then for other claims."""
    finds = []
    weighed = weigh_cues(stretch.words, rules, stretch.classes, is_political=stretch.is_political)
    for find, obstacle in weighed:
        if obstacle is None:
            finds.append(find)
        else:
            yield find, _reason(obstacle, find, stretch.span, None, None)
    if not finds:
        return
    sentence = stretch.parsed(parse([stretch.span])[0], rules)
    hits: list[tuple[Find, Hit]] = []
    for find, hit, obstacle in weigh_finds(sentence, finds, frozenset(article)):
        if obstacle is not None:
            yield find, _reason(obstacle, find, sentence.doc[:], sentence, hit)
        elif hit is not None:
            hits.append((find, hit))
    yield from _outdone(hits, sentence, claims)


def _outdone(
    hits: Sequence[tuple[Find, Hit]], sentence: Sentence, claims: Sequence[Claim]
) -> Iterator[tuple[Find, Reason]]:
    kept = once_each([hit for _, hit in hits])
    for find, hit in hits:
        winner = next((other for other in kept if other is hit or is_same(hit, other)), hit)
        if winner is not hit:
            yield find, Reason("outdone", found=(winner.cue.rule.id, sentence.text(winner.tokens)))
        elif not any(
            claim.rule == hit.cue.rule.id and claim.trigger == sentence.chars(hit.tokens) for claim in claims
        ):
            yield find, Reason("set aside")


def _reason(
    obstacle: Obstacle, find: Find, words: Span, sentence: Sentence | None, hit: Hit | None
) -> Reason:
    if obstacle == UNPOLITICAL:
        return Reason(UNPOLITICAL)
    if isinstance(obstacle, str):
        found = tuple(f"{token.text} ({_part_of(token)})" for token in words[find.start : find.end])
        return Reason(PART_OF_SPEECH, wanted=(find.cue.part,), found=found)
    why: Why = "where" if any(obstacle is check for check in find.cue.where) else "unless"
    return Reason(why, obstacle.slots, obstacle.written, _found(obstacle, why, words, sentence, hit))


def _found(
    check: Check, why: Why, words: Span, sentence: Sentence | None, hit: Hit | None
) -> tuple[str, ...]:
    """Return what stands in the slots; of forbidden words those that do, where it is not a class that does."""
    if sentence is None or hit is None:
        if why == "where":
            return ()
        lower = [token.lower_ for token in words]
        return _unique(words[start:end].text for start, end in check.wording.matches(lower))
    ranges = [found for slot in check.slots for found in ranges_of(slot, hit, sentence)]
    if why == "where":
        return _unique(sentence.text(each) for each in ranges if each[0] < each[1])
    return _unique(
        sentence.text((start + first, start + last))
        for start, end in ranges
        for first, last in check.wording.matches(sentence.words[start:end])
    )


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _part_of(token: Token) -> str:
    return str(token.pos_).lower()


def _chars(span: Span) -> tuple[int, int]:
    return span.start_char, span.end_char


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
