"""Phrases of a parsed sentence: how far they reach, which classes they belong to, and what entities they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from streams.claims.wording import Wording
    from streams.entities.entity import Entity

Range = tuple[int, int]

_PARTIES = ("PERSON", "ORG", "GPE", "NORP")
_PLACES = ("GPE", "LOC", "FAC")
# What may follow a noun and still belong to its name or its measure: "Bank of England", "hundreds of troops".
_NAMING = ("of",)
_PLACING = ("of", "with", "between", "in", "near", "from", "to", "along")
_BOUNDS = ("border", "frontier", "boundary", "road", "highway", "route", "crossing")
_LONGEST = 25
# "accused Chad of …": the phrase belongs to the verb, though the parser often gives it to the noun.
_OF_VERBS = (
    "accuse",
    "suspect",
    "convict",
    "remind",
    "inform",
    "deprive",
    "rid",
    "rob",
    "warn",
    "acquit",
    "absolve",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence in its article. `start` is the code point offset of its first token in the clean text."""

    doc: Doc
    start: int
    words: tuple[str, ...]
    entities: Mapping[int, Entity]
    lists: Mapping[str, Wording]

    def chars(self, tokens: Range) -> tuple[int, int]:
        """Return a token range as code point offsets into the clean text."""
        first, last = self.doc[tokens[0]], self.doc[tokens[1] - 1]
        return self.start + first.idx, self.start + last.idx + len(last)

    def text(self, tokens: Range) -> str:
        """Return the words of a token range as they stand in the text."""
        return str(self.doc[tokens[0] : tokens[1]].text)

    def holds(self, wording: Wording, tokens: Range) -> bool:
        """Return whether the range holds any of the words or classes."""
        if any(self.is_a(name, place) for name in wording.classes for place in range(*tokens)):
            return True
        return next(wording.matches(self.words[tokens[0] : tokens[1]]), None) is not None

    def is_a(self, name: str, place: int) -> bool:
        """Return whether a token belongs to a class such as `@country`."""
        entity = self.entities.get(place)
        label = entity.type if entity else self.doc[place].ent_type_
        if name == "@country":
            return entity is not None and entity.country is not None
        if name == "@person":
            return label == "PERSON"
        if name == "@place":
            return label in _PLACES or self.is_listed("places", place)
        return (
            label in _PARTIES
            or (entity is not None and entity.country is not None)
            or self.is_listed("actors", place)
        )

    def is_listed(self, name: str, place: int) -> bool:
        """Return whether a token is a word of a list of the rules."""
        return self.words[place] in self.lists[name].singles


def classes_of(
    entities: Iterable[Entity], names: Iterable[str], words: Sequence[str], lists: Mapping[str, Wording]
) -> frozenset[str]:
    """Return the classes that some token of a sentence belongs to, before the sentence is parsed.

    `names` are the labels that the model's own entity recogniser gives the tokens.
    """
    entities = tuple(entities)
    labels = {entity.type for entity in entities}.union(names)
    has_country = any(entity.country for entity in entities)
    found = {
        "@country": has_country,
        "@person": "PERSON" in labels,
        "@place": not labels.isdisjoint(_PLACES) or not lists["places"].singles.isdisjoint(words),
        "@actor": has_country
        or not labels.isdisjoint(_PARTIES)
        or not lists["actors"].singles.isdisjoint(words),
    }
    return frozenset(name for name, holds in found.items() if holds)


def noun_phrase(head: Token, stop: int | None = None) -> Range:
    """Return the shortest phrase that names what `head` stands for; it never reaches over token `stop`."""
    return _reach(head, _NAMING, stop)


def place_phrase(head: Token, stop: int | None = None) -> Range:
    """Return the phrase of a place with what tells which one: "border with Ukraine"."""
    return _reach(head, _PLACING, stop)


def joined_phrase(head: Token, heads: Sequence[Token], stop: int) -> Range:
    """Return the phrase of `head` together with those that "and" joins to it: "Washington and Kyiv"."""
    start, end = noun_phrase(head, stop)
    for other in heads:
        if other.i > head.i and other in head.conjuncts:
            last = noun_phrase(other, stop)[1]
            if not (start <= stop < last or last - start > _LONGEST):
                end = max(end, last)
    return start, end


def _reach(head: Token, prepositions: tuple[str, ...], stop: int | None) -> Range:
    start, end = head.left_edge.i, head.i + 1
    if head.dep_ == "dobj" and head.head.lemma_.lower() in _OF_VERBS:
        prepositions = ()
    for child in head.rights:
        if (
            child.i != end
            or child.dep_ not in ("prep", "case", "nummod")
            or not _may_follow(child, prepositions)
        ):
            break
        end = child.right_edge.i + 1
    for child in head.rights:
        # "of" phrases that carry a clause of their own end before it.
        end = _before_clause(child, start, end)
    if prepositions is _PLACING:
        end = _to_neighbour(head, end)
    if stop is not None and start <= stop < end:
        start, end = (stop + 1, end) if stop < head.i else (start, min(end, stop))
    if end - start > _LONGEST:
        start, end = max(start, head.i - 5), head.i + 1
    return _past_hyphens(head.doc, *_trimmed(head.doc, start, head.i, end))


def _to_neighbour(head: Token, end: int) -> int:
    """Take in "with Mali" after "border", which the parser often hangs on the verb."""
    doc = head.doc
    if (
        head.lemma_.lower() not in _BOUNDS
        or end >= len(doc)
        or doc[end].lower_ not in ("with", "between", "to")
    ):
        return end
    found = [child for child in doc[end].children if child.dep_ == "pobj"]
    return max(end, found[0].right_edge.i + 1) if found else end


def _past_hyphens(doc: Doc, start: int, end: int) -> Range:
    """Take in the rest of words that the parser parted at their hyphens: "vice" of "vice-president"."""

    def is_joint(place: int) -> bool:
        is_between = 0 < place < len(doc) - 1 and doc[place].text == "-"
        return is_between and not (doc[place - 1].whitespace_ or doc[place].whitespace_)

    while is_joint(end):
        end += 2
    while is_joint(start - 1):
        start -= 2
    return start, end


def _may_follow(child: Token, prepositions: tuple[str, ...]) -> bool:
    return child.dep_ != "prep" or child.lower_ in prepositions


def _before_clause(child: Token, start: int, end: int) -> int:
    for token in child.subtree:
        if token.dep_ in ("relcl", "acl", "advcl", "appos") and start < token.left_edge.i < end:
            end = token.left_edge.i
    return end


def _trimmed(doc: Doc, start: int, head: int, end: int) -> Range:
    """Drop punctuation, conjunctions and leading adverbs of the sentence from the edges."""
    while start < head and (
        doc[start].is_punct or doc[start].is_space or doc[start].dep_ in ("cc", "prep", "mark")
    ):
        start += 1
    while end - 1 > head and (
        doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].dep_ in ("cc", "prep")
    ):
        end -= 1
    return start, end
