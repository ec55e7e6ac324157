"""Who speaks as "he", "she" and "I": mentions of a person by a pronoun, where the words around make it sure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from streams.entities.quotations import MARKS, quotations_in
from streams.entities.reading import SENTENCE_ENDS
from streams.entities.speeches import Name, Speech, verb_of
from streams.entities.tellers import FIRST, Tellers, first_persons

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streams.entities.entity import Entity
    from streams.entities.quotations import Quotation
    from streams.entities.reading import Reading
    from streams.entities.speeches import Verb

_THIRD = frozenset(["he", "she"])
_PRONOUNS = _THIRD | FIRST
_ADDRESSED = {"mr": "he", "mrs": "she", "ms": "she", "miss": "she"}
_HEARERS = frozenset(["that", "reporters", "journalists", "me", "us"])
_STOPS = frozenset(".!?;:,")
_MARKS_AND_SPACES = "".join((*sorted(MARKS), " "))
# A reader remembers who speaks for a few sentences.
_MOST_BACK = 4


@dataclass(slots=True)
class _Scene:
    """What one sentence tells: who speaks, whom it is about, whom it names, and whether somebody unknown speaks.

    `himself` are the pronouns that mean who speaks, as in "Berg said she".
    """

    teller: int | None = None
    doer: int | None = None
    named: set[int] = field(default_factory=set)
    is_strange: bool = False
    himself: dict[int, int] = field(default_factory=dict)


def with_voices(entities: Sequence[Entity], reading: Reading) -> tuple[Entity, ...]:
    """Add to persons the pronouns that they speak by.

    "He said" is who spoke just before or did what was told, if nobody else may be meant; "she" of what she says of
    herself; "I" in a quotation is whose it is, and in lines that follow "Anna Berg said:" is hers.
    """
    first = first_persons(reading)
    names = _names(entities, reading) if first or any(word.key in _THIRD for word in reading.words) else []
    if not names:
        return tuple(entities)
    quotations = quotations_in(reading.text)
    listener = _Listener(names, reading)
    added: dict[int, list[int]] = defaultdict(list)
    for sentence in _sentences(quotations, reading):
        for at, number in listener.hear(sentence):
            added[number].append(at)
    tellers = Tellers(listener.speeches, names, quotations, reading)
    for at in first:
        teller = tellers.teller(at)
        if teller is not None:
            added[teller].append(at)
    return tuple(
        _with_words(entity, added.get(number, ()), reading) for number, entity in enumerate(entities)
    )


def is_pronoun(mention: str) -> bool:
    """Return whether a mention is a pronoun that a person speaks by, and no name."""
    return mention.lower() in _PRONOUNS


def _with_words(entity: Entity, words: Sequence[int], reading: Reading) -> Entity:
    spans = {(reading.words[at].start, reading.words[at].end) for at in words}
    return replace(entity, spans=tuple(sorted({*entity.spans, *spans}))) if spans else entity


def _names(entities: Sequence[Entity], reading: Reading) -> list[Name]:
    """Return the mentions of persons in the order of the text."""
    found = []
    for number, entity in enumerate(entities):
        if entity.type == "PERSON":
            for start, end in entity.spans:
                first, last = reading.number_at(start), reading.number_at(end)
                found.append(Name(first, last, number, verb_of(first, last, reading)))
    return sorted(found)


def _sentences(quotations: Sequence[Quotation], reading: Reading) -> Iterator[list[int]]:
    """Yield the words of each sentence without what is quoted in it."""
    sentence: list[int] = []
    begin = 0
    for quotation in (*quotations, None):
        until = reading.number_at(quotation.start) if quotation else len(reading.words)
        for at in range(begin, until):
            if sentence and _begins(at, sentence[-1], reading):
                yield sentence
                sentence = []
            sentence.append(at)
        begin = reading.number_at(quotation.end) if quotation else until
    if sentence:
        yield sentence


def _begins(at: int, before: int, reading: Reading) -> bool:
    """Whether a word begins a sentence, where the one before it may stand before a quotation."""
    between = reading.text[reading.words[before].end : reading.words[at].start]
    if at == before + 1:
        return reading.ends_before(at)
    mark = next(place for place, letter in enumerate(between) if letter in MARKS)
    if "\n" in between or not SENTENCE_ENDS.isdisjoint(between[:mark]):
        return True
    return between.rstrip(_MARKS_AND_SPACES)[-1:] in SENTENCE_ENDS and reading.is_capital(at)


class _Listener:
    """Hears sentence by sentence who speaks, and keeps that in `speeches`."""

    def __init__(self, names: Sequence[Name], reading: Reading) -> None:
        self.speeches: list[Speech] = []
        self._names, self._reading = {name.first: name for name in names}, reading
        self._verbs = {name.verb.at for name in names if name.verb}
        self._genders = _genders(names, reading)
        self._now: int | None = None
        self._since = 0

    def hear(self, sentence: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the pronouns of a sentence that a person speaks by, with the person's number."""
        scene = _Scene()
        skipped = 0
        for at in sentence:
            name = self._names.get(at)
            if name is not None:
                self._meet(name, sentence, scene)
                skipped = name.last
            elif self._reading.key(at) in _THIRD:
                number = self._meant(at, scene)
                if number is not None:
                    yield at, number
            elif at >= skipped and self._reading.is_in("speaks", at) and at not in self._verbs:
                scene.is_strange = True
                self.speeches.append(Speech(at, at, None))
        if not self._is_heading(sentence[-1]):
            self._remember(scene)

    def _meet(self, name: Name, sentence: Sequence[int], scene: _Scene) -> None:
        scene.named.add(name.number)
        if name.verb is None:
            is_owner = self._reading.gap(name.last) in {"'", "’"}
            if not is_owner and self._is_subject(name.first, sentence):
                scene.doer = name.number
            return
        scene.teller = name.number if scene.teller is None else scene.teller
        self._speak(name.first, name.verb, name.number, scene)

    def _speak(self, at: int, verb: Verb, number: int, scene: _Scene) -> None:
        self.speeches.append(Speech(at, verb.at, number))
        reading, place = self._reading, verb.at + 1
        while reading.key(place) in _HEARERS and reading.gap(place) == " ":
            place += 1
        if not verb.is_before and reading.key(place) in _THIRD and reading.gap(place) == " ":
            scene.himself[place] = number

    def _meant(self, at: int, scene: _Scene) -> int | None:
        """Return whom "he" or "she" means; None where it speaks not, or that is not sure."""
        pronoun = self._reading.key(at)
        himself = scene.himself.get(at)
        if himself is not None:
            return himself if self._may_be(himself, pronoun) else None
        verb = verb_of(at, at + 1, self._reading)
        if verb is None:
            return None
        self._verbs.add(verb.at)
        number = self._now if scene.teller is None else scene.teller
        if number is None or not scene.named <= {number} or not self._may_be(number, pronoun):
            scene.is_strange = True
            self.speeches.append(Speech(at, verb.at, None))
            return None
        scene.teller = number
        self._speak(at, verb, number, scene)
        return number

    def _may_be(self, number: int, pronoun: str) -> bool:
        return self._genders.setdefault(number, pronoun) == pronoun

    def _is_subject(self, first: int, sentence: Sequence[int]) -> bool:
        """Whether a sentence begins with a name, but for titles and capitals: "Swedish President Anna Berg met"."""
        before = sentence[: sentence.index(first)]
        return not any(at in self._names for at in before) and all(
            self._reading.is_capital(at) or self._reading.is_in("title", at) for at in before
        )

    def _is_heading(self, last: int) -> bool:
        """Whether a line ends with a word and no stop: a headline between paragraphs tells not who goes on to speak."""
        line, _, _ = self._reading.gap(last + 1).partition("\n")
        return "\n" in self._reading.gap(last + 1) and _STOPS.isdisjoint(line)

    def _remember(self, scene: _Scene) -> None:
        head = scene.doer if scene.teller is None and not scene.is_strange else scene.teller
        if head is not None:
            self._now, self._since = head, 0
        elif scene.is_strange or scene.named or self._since + 1 >= _MOST_BACK:
            self._now = None
        else:
            self._since += 1


def _genders(names: Sequence[Name], reading: Reading) -> dict[int, str]:
    """Return the pronoun of persons who are called Mr or Mrs."""
    return {
        name.number: _ADDRESSED[reading.key(name.first - 1)]
        for name in names
        if reading.key(name.first - 1) in _ADDRESSED
    }
