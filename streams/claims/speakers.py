"""Who says it where its own sentence does not name him: "he", "she" and "it", and quotations over several sentences.

The sentences around tell: who spoke just before, or did what they tell; and who is quoted.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from streams.claims.attribution import find_source, speaker_of, speaking_phrase
from streams.claims.claim import Party
from streams.claims.clauses import VERBAL, children
from streams.entities.quotations import MARKS, quotation_at, quotations_in
from streams.entities.voices import is_pronoun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

    from streams.claims.naming import Naming
    from streams.claims.phrase import Sentence
    from streams.claims.rules import RuleBook
    from streams.claims.stretches import Stretch
    from streams.entities.entity import Entity

PERSONS = ("he", "she")
PRONOUNS = (*PERSONS, "it")
FIRST = ("i", "we")
# A reader remembers who speaks for a few sentences.
_MOST_BACK = 4
_SINGULAR = ("NN", "NNP")


class Voice(NamedTuple):
    """Who says it, None where the article does; and the pronoun that its sentence says instead of a name, if any."""

    party: Party | None
    pronoun: Token | None = None


class Speakers:
    """Finds who speaks, and whom a pronoun means in the sentences before; asks `parse` for their grammar, each once."""

    def __init__(
        self,
        stretches: Sequence[Stretch],
        parse: Callable[[Sequence[Span]], list[Doc]],
        naming: Naming,
        rules: RuleBook,
    ) -> None:
        self._text = stretches[0].span.doc.text if stretches else ""
        self._quotations = quotations_in(self._text)
        self._stretches, self._parse, self._naming, self._rules = stretches, parse, naming, rules
        self._starts = [stretch.span.start_char for stretch in stretches]
        self._parsed: dict[int, Sentence] = {}

    def voice(self, trigger: Token, number: int, sentence: Sentence) -> Voice:
        """Return who says what a trigger in the stretch of that number tells."""
        found = find_source(sentence.doc, trigger, self._rules.factuality)
        words = [token for token in found or () if not token.is_space]
        if not words:
            return Voice(self._quoted(number, sentence.start + trigger.idx) or self._himself(number))
        party = self._naming.party(sentence, (words[0].i, words[-1].i + 1))
        pronoun = words[0]
        if len(words) > 1 or pronoun.lower_ not in (*PRONOUNS, *FIRST):
            return Voice(party)
        if pronoun.lower_ in FIRST:
            return Voice(self._quoted(number, sentence.start + trigger.idx) or party, pronoun)
        return Voice(self._meant(pronoun, number, sentence) or party, pronoun)

    def _meant(self, pronoun: Token, number: int, sentence: Sentence) -> Party | None:
        """Return the party that a pronoun in the stretch of that number stands for; None where that is not sure."""
        found = self._before(pronoun.lower_, number)
        named = {entity.id for entity in _named_before(pronoun, sentence)}
        return None if found is None or named - {found.entity_id} else found

    def _quoted(self, number: int, at: int) -> Party | None:
        """Return who is quoted over several sentences: "Talks are over," she said. "Troops are on their way."."""
        quotation = quotation_at(self._quotations, at)
        if quotation is None or self._starts[number] < quotation.start:
            return None
        start, end, is_closed = quotation
        if is_closed:
            found = self._teller(self._number(end), lambda place: place > end)
            if found is not None:
                return found
        before = self._number(start - 1)
        told = self._text[self._starts[before] : start].rstrip()
        if before >= number or not (told.endswith(":") or MARKS & set(told)):
            return None
        return self._teller(before, lambda place: place < start)

    def _himself(self, number: int) -> Party | None:
        """Return who says "I" in a stretch, by the fullest of the names that stand before it."""
        stretch = self._stretches[number]
        entity = stretch.voice
        if entity is None:
            return None
        before = (self._text[start:end] for start, end in entity.spans if start < stretch.span.start_char)
        name = max((words for words in before if not is_pronoun(words)), key=len, default=entity.name)
        return Party(name, (entity.country,) if entity.country else (), None, entity.id)

    def _teller(self, number: int, is_there: Callable[[int], bool]) -> Party | None:
        """Return who is said in a stretch to say something, where both words stand there."""
        sentence = self._sentence(number)

        def is_meant(token: Token) -> bool:
            return is_there(sentence.start + token.idx)

        head = next(filter(is_meant, _tellers(sentence.doc, self._rules, is_meant)), None)
        if head is None:
            return None
        is_pronoun = head.lower_ in PRONOUNS
        return self._meant(head, number, sentence) if is_pronoun else self._party(head, sentence)

    def _number(self, at: int) -> int:
        """Return the number of the stretch in which an offset lies, or of the one before it."""
        return max(0, bisect_right(self._starts, at) - 1)

    def _party(self, head: Token, sentence: Sentence) -> Party:
        phrase = speaking_phrase(sentence.doc, head)
        return self._naming.party(sentence, (phrase.start, phrase.end))

    def _before(self, pronoun: str, number: int) -> Party | None:
        for back in range(number - 1, max(-1, number - 1 - _MOST_BACK), -1):
            sentence = self._sentence(back)
            head = next(_tellers(sentence.doc, self._rules), None) or _doer(sentence.doc)
            if head is not None and head.lower_ == pronoun:
                continue
            if head is not None and _may_be(pronoun, head, sentence):
                return self._party(head, sentence)
            if pronoun not in PERSONS or any(map(_is_person, sentence.entities.values())):
                return None
        return None

    def _sentence(self, number: int) -> Sentence:
        if number not in self._parsed:
            stretch = self._stretches[number]
            self._parsed[number] = stretch.parsed(self._parse([stretch.span])[0], self._rules)
        return self._parsed[number]


def _tellers(doc: Doc, rules: RuleBook, is_meant: Callable[[Token], bool] = bool) -> Iterator[Token]:
    """Yield who says something in a sentence by a verb that is meant, the outermost first."""
    verbs = [
        token for token in doc if token.pos_ == "VERB" and token.lemma_.lower() in rules.factuality.reporters
    ]
    for verb in sorted(filter(is_meant, verbs), key=lambda token: sum(1 for _ in token.ancestors)):
        speaker = speaker_of(verb)
        if speaker is not None:
            yield speaker


def _doer(doc: Doc) -> Token | None:
    """Return whom a sentence is about that tells of no saying: the person who is its subject."""
    roots = (token for token in doc if token.head.i == token.i and token.pos_ in VERBAL)
    subjects = (subject for root in roots for subject in children(root, "nsubj", "nsubjpass"))
    return next((each for each in subjects if each.lower_ in PRONOUNS or each.pos_ == "PROPN"), None)


def _may_be(pronoun: str, head: Token, sentence: Sentence) -> bool:
    """Return whether a pronoun may stand for what is called so: one person, or one body that is no person."""
    entity = sentence.entities.get(head.i)
    label = entity.type if entity else head.ent_type_
    is_one = sentence.is_listed("persons", head.i)
    if pronoun in PERSONS:
        is_somebody = label == "PERSON" or (not label and is_one)
    else:
        is_somebody = label in ("ORG", "GPE") or (
            not label and sentence.is_listed("actors", head.i) and not is_one
        )
    return is_somebody and head.tag_ in _SINGULAR and not head.conjuncts


def _named_before(pronoun: Token, sentence: Sentence) -> Iterator[Entity]:
    """Yield the persons that its sentence names before a pronoun, but for those in what is quoted."""
    if MARKS.isdisjoint(sentence.words[: pronoun.i]):
        before = (entity for place, entity in sentence.entities.items() if place < pronoun.i)
        yield from filter(_is_person, before)


def _is_person(entity: Entity) -> bool:
    return entity.type == "PERSON"
