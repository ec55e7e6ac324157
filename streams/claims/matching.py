"""Second step: of the words found, those that the sentence's grammar bears out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.claims.frame import Frame, read_frame
from streams.claims.phrase import noun_phrase, place_phrase
from streams.claims.triggers import PART_OF_SPEECH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from streams.claims.phrase import Range, Sentence
    from streams.claims.rules import Check, Cue
    from streams.claims.triggers import Find, Obstacle
    from streams.claims.wording import Wording

_NEAR = 8
_SINGLE = ("modifier", "head", "verb")
# An article is filled with words of a list when it holds this many different ones, and this share of all its words.
_ARTICLE_WORDS = 3
_ARTICLE_SHARE = 0.015


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that speaks in a sentence. `tokens` are the trigger's words, `frame.trigger` their head."""

    cue: Cue
    tokens: Range
    frame: Frame


def find_hits(sentence: Sentence, finds: Iterable[Find], article_words: frozenset[str]) -> list[Hit]:
    """Return what the rules find in one sentence, each happening once, in the order of the text."""
    weighed = weigh_finds(sentence, finds, article_words)
    return once_each([hit for _, hit, obstacle in weighed if hit is not None and obstacle is None])


def weigh_finds(
    sentence: Sentence, finds: Iterable[Find], article_words: frozenset[str]
) -> Iterator[tuple[Find, Hit | None, Obstacle | None]]:
    """Yield each find with its hit, None where its words are another part of speech, and what speaks against it."""
    frames: dict[Range, Frame] = {}
    for find in finds:
        trigger = _trigger(sentence, find)
        if trigger is None:
            yield find, None, PART_OF_SPEECH
            continue
        tokens = (find.start, find.end) if not find.is_parted else (trigger.i, trigger.i + 1)
        if tokens not in frames:
            frames[tokens] = read_frame(trigger, tokens, sentence.lists)
        hit = Hit(find.cue, tokens, frames[tokens])
        yield find, hit, _unmet(hit, sentence, article_words)


def is_filled(wording: Wording, article_words: frozenset[str]) -> bool:
    """Return whether an article (its different words) is filled with words of a list."""
    found = len(wording.openers & article_words)
    return found >= _ARTICLE_WORDS and found >= _ARTICLE_SHARE * len(article_words)


def _trigger(sentence: Sentence, find: Find) -> Token | None:
    """Return the head of the words found, or None where they are not the part of speech that the rule asks for."""
    span = sentence.doc[find.start : find.end]
    if find.is_parted:
        verb, particle = span[0], span[-1]
        return verb if particle.head.i == verb.i and particle.dep_ in ("prt", "advmod", "prep") else None
    heads = [token for token in span if not find.start <= token.head.i < find.end or token.head.i == token.i]
    heads = sorted(heads, key=lambda token: (not _is_content(token), token.i))
    part = find.cue.part
    if part == "verb":
        return next((token for token in span if _is_verb(token) and not _is_half_a_word(token)), None)
    if part == "noun":
        return next((token for token in reversed(span) if token.pos_ in ("NOUN", "PROPN")), None)
    return heads[0] if heads else span[0]


def _is_half_a_word(token: Token) -> bool:
    """Return whether a verb is the end of a compound adjective: "rebel-held", "Turkish-backed"."""
    return token.i > 0 and token.dep_ in ("amod", "compound") and token.nbor(-1).text == "-"


def _is_content(token: Token) -> bool:
    return token.pos_ in ("VERB", "NOUN", "PROPN", "ADJ")


def _is_verb(token: Token) -> bool:
    if token.pos_ in ("VERB", "AUX"):
        return True
    if token.pos_ == "NOUN":
        return token.lower_.endswith("ing")
    return token.pos_ == "ADJ" and token.lower_.endswith(("ed", "en", "ing"))


def _unmet(hit: Hit, sentence: Sentence, article_words: frozenset[str]) -> Check | None:
    """Return the first condition that the sentence's grammar does not bear out."""

    def holds(check: Check) -> bool:
        if "article" in check.slots and is_filled(check.wording, article_words):
            return True
        ranges = (found for slot in check.slots for found in ranges_of(slot, hit, sentence))
        return any(sentence.holds(check.wording, found) for found in ranges)

    for check in hit.cue.where:
        if not holds(check):
            return check
    return next((check for check in hit.cue.unless if holds(check)), None)


def ranges_of(slot: str, hit: Hit, sentence: Sentence) -> Iterator[Range]:
    """Yield what stands in a slot around a trigger, as token ranges."""
    start, end = hit.tokens
    if slot == "sentence":
        yield 0, len(sentence.doc)
    elif slot == "near":
        yield max(0, start - _NEAR), start
        yield end, min(len(sentence.doc), end + _NEAR)
    elif slot == "other":
        yield from (noun_phrase(head) for head in _of_others(hit, sentence))
    elif slot == "any":
        for name in [found for found in hit.frame.slots if found != "verb"]:
            yield from ranges_of(name, hit, sentence)
    else:
        for head in hit.frame.slots.get(slot, ()):
            if slot in _SINGLE:
                yield head.i, head.i + 1
            else:
                yield noun_phrase(head)
                yield place_phrase(head)


def _of_others(hit: Hit, sentence: Sentence) -> list[Token]:
    """Return the subjects of clauses on the trigger that are of another country than its own subject."""
    own = {code for head in hit.frame.slots.get("subject", ()) for code in _countries(head, sentence)}
    clauses = hit.frame.slots.get("clause", ())
    return [head for head in clauses if own and (found := _countries(head, sentence)) and not found & own]


def _countries(head: Token, sentence: Sentence) -> set[str]:
    named = (sentence.entities.get(place) for place in range(*noun_phrase(head)))
    return {entity.country for entity in named if entity is not None and entity.country is not None}


def once_each(hits: list[Hit]) -> list[Hit]:
    """Return the hits, of several that tell of one happening the one that weighs most, in the order of the text."""
    kept: list[Hit] = []
    for hit in sorted(
        hits, key=lambda found: (not found.cue.rule.kind, -found.cue.weight, found.tokens, found.cue.order)
    ):
        if not any(is_same(hit, other) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda found: (found.tokens, found.cue.order))


def is_same(hit: Hit, other: Hit) -> bool:
    """Return whether two hits read the same words, or one the noun and one the verb that carries it.

    A longer phrase around a kind's words tells of something else: "must withdraw" is a demand, and of a withdrawal.
    """
    if hit.cue.rule.kind is None and other.cue.rule.kind and _is_around(hit.tokens, other.tokens):
        return False
    if hit.tokens[0] < other.tokens[1] and other.tokens[0] < hit.tokens[1]:
        return True
    mine, theirs = hit.frame, other.frame
    if _is_within(mine.trigger, theirs.trigger) and _family(hit) == _family(other):
        return True
    return theirs.carrier.i == mine.trigger.i or mine.carrier.i == theirs.trigger.i


def _is_around(outer: Range, inner: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and outer != inner


def _is_within(noun: Token, other: Token) -> bool:
    """Return whether a noun belongs to another's phrase: "talks" of "no breakthrough in the talks"."""
    return noun.dep_ == "pobj" and noun.head.head.i == other.i and other.pos_ == "NOUN"


def _family(hit: Hit) -> str:
    kind = hit.cue.rule.kind
    return kind.family if kind else hit.cue.rule.event_type
