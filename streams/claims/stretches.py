"""The sentences of an article's text as the rules see them before any grammar: words, entities and their classes."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from streams.claims.dateline import dateline_of
from streams.claims.phrase import Sentence, classes_of
from streams.entities.tellers import FIRST
from streams.entities.voices import is_pronoun

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc, Span

    from streams.claims.rules import RuleBook
    from streams.entities.entity import Entity

# A "sentence" beyond this is a table or a list; the parser would make nothing of it.
_LONGEST_TOKENS = 200


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence without its dateline. `words` are lower case, `entities` by token of the stretch.

    `voice` is who says it of himself: whose "I" stands in it.
    """

    span: Span
    words: tuple[str, ...]
    entities: Mapping[int, Entity]
    classes: frozenset[str]
    voice: Entity | None = None

    @property
    def is_political(self) -> bool:
        """Whether it names a party of world affairs."""
        return any(map(_is_political, self.entities.values()))

    def parsed(self, doc: Doc, rules: RuleBook) -> Sentence:
        """Return the stretch with its grammar."""
        return Sentence(doc, self.span.start_char, self.words, self.entities, rules.lists)


def stretches_of(
    doc: Doc, words: tuple[str, ...], entities: tuple[Entity, ...], rules: RuleBook
) -> Iterator[Stretch]:
    """Yield the sentences of a text that are no tables; `words` are those of `doc` in lower case."""
    # Asking each span for its entities would walk the whole text once a sentence.
    labels = [token.ent_type_ for token in doc]
    named = _entity_of_token(doc, entities)
    spoken = sorted(_first_persons(doc.text, entities), key=itemgetter(0))
    for span in doc.sents:
        if len(span) > _LONGEST_TOKENS:
            continue
        if dateline := dateline_of(span, named):
            span = doc[dateline[1] : span.end]  # noqa: PLW2901 - the sentence proper
        inside = words[span.start : span.end]
        there = {place - span.start: named[place] for place in range(span.start, span.end) if place in named}
        classes = classes_of(there.values(), labels[span.start : span.end], inside, rules.lists)
        at = bisect_left(spoken, span.start_char, key=itemgetter(0))
        is_spoken = at < len(spoken) and spoken[at][0] < span.end_char
        yield Stretch(span, inside, there, classes, spoken[at][1] if is_spoken else None)


def _first_persons(text: str, entities: tuple[Entity, ...]) -> Iterator[tuple[int, Entity]]:
    """Yield where somebody speaks of himself, and who."""
    for entity in entities:
        for start, end in entity.spans:
            if text[start:end].lower() in FIRST:
                yield start, entity


def _is_political(entity: Entity) -> bool:
    return entity.country is not None or (entity.qid is not None and entity.type in ("ORG", "NORP"))


def _entity_of_token(doc: Doc, entities: tuple[Entity, ...]) -> Mapping[int, Entity]:
    """Return the entity of each token of the text that is part of a name; pronouns are left to the grammar."""
    found: dict[int, Entity] = {}
    for entity in entities:
        for start, end in entity.spans:
            if is_pronoun(doc.text[start:end]):
                continue
            span = doc.char_span(start, end, alignment_mode="expand")
            found.update((token.i, entity) for token in span or ())
    return found
