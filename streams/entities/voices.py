"""Who speaks as "he", "she" and "I": mentions of a person by a pronoun, where the words around make it sure."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from streams.entities.quotations import MARKS, quotations_in
from streams.entities.speeches import verb_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from streams.entities.entity import Entity
    from streams.entities.quotations import Quotation
    from streams.entities.reading import Reading
    from streams.entities.speeches import Verb

_THIRD = frozenset(["he", "she"])
_FIRST = frozenset(["i", "me", "myself"])
_PRONOUNS = _THIRD | _FIRST
_ADDRESSED = {"mr": "he", "mrs": "she", "ms": "she", "miss": "she"}
_HEARERS = frozenset(["that", "reporters", "journalists", "me", "us"])
_ENDS = frozenset(".!?\n;")
_STOPS = frozenset(".!?;:,")
_MARKS_AND_SPACES = "".join((*sorted(MARKS), " "))
# A reader remembers who speaks for a few sentences.
_MOST_BACK = 4
# Words between a quotation and the verb that says whose it is.
_MOST_AFTER = 12
_MOST_BEFORE = 24
# A quotation goes on over a paragraph of other words at most.
_MOST_PARAGRAPHS = 2


class _Name(NamedTuple):
    """Words `first` up to but not including `last` that name the person of that number, and the verb they speak by."""

    first: int
    last: int
    number: int
    verb: Verb | None


class _Speech(NamedTuple):
    """That somebody speaks: the word that names him, the verb, and the person's number, None where that is not sure."""

    at: int
    verb: int
    number: int | None


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
    words = reading.words
    first = [at for at, word in enumerate(words) if word.key in _FIRST and _is_first_person(at, reading)]
    if not first and all(word.key not in _THIRD for word in words):
        return tuple(entities)
    starts = [word.start for word in words]
    names = _names(entities, starts, reading)
    if not names:
        return tuple(entities)
    quotations = quotations_in(reading.text)
    listener = _Listener(names, reading)
    added: dict[int, list[int]] = defaultdict(list)
    for sentence in _sentences(quotations, starts, reading):
        for at, number in listener.hear(sentence):
            added[number].append(at)
    tellers = _Tellers(listener.speeches, names, quotations, starts, reading)
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


def _names(entities: Sequence[Entity], starts: Sequence[int], reading: Reading) -> dict[int, _Name]:
    """Return the mentions of persons by their first word."""
    found = {}
    for number, entity in enumerate(entities):
        if entity.type == "PERSON":
            for start, end in entity.spans:
                first, last = bisect_left(starts, start), bisect_left(starts, end)
                found[first] = _Name(first, last, number, verb_of(first, last, reading))
    return found


def _is_first_person(at: int, reading: Reading) -> bool:
    """Whether "I" is no number and no initial: not in "Carlos I" and "I. Newton"."""
    word = reading.words[at]
    if word.key != "i":
        return True
    is_number = reading.is_capital(at - 1) and reading.gap(at) == " "
    return word.text == "I" and not is_number and not word.has_dot(reading.text)


def _sentences(
    quotations: Sequence[Quotation], starts: Sequence[int], reading: Reading
) -> Iterator[list[int]]:
    """Yield the words of each sentence without what is quoted in it."""
    sentence: list[int] = []
    begin = 0
    for quotation in (*quotations, None):
        until = bisect_left(starts, quotation.start) if quotation else len(starts)
        for at in range(begin, until):
            if sentence and _begins(at, sentence[-1], reading):
                yield sentence
                sentence = []
            sentence.append(at)
        begin = bisect_left(starts, quotation.end) if quotation else until
    if sentence:
        yield sentence


def _begins(at: int, before: int, reading: Reading) -> bool:
    """Whether a word begins a sentence, where the one before it may stand before a quotation."""
    between = reading.text[reading.words[before].end : reading.words[at].start]
    if at == before + 1:
        return not _ENDS.isdisjoint(between) and not reading.is_titled(at)
    mark = next(place for place, letter in enumerate(between) if letter in MARKS)
    if "\n" in between or not _ENDS.isdisjoint(between[:mark]):
        return True
    return between.rstrip(_MARKS_AND_SPACES)[-1:] in _ENDS and reading.is_capital(at)


class _Listener:
    """Hears sentence by sentence who speaks, and keeps that in `speeches`."""

    def __init__(self, names: Mapping[int, _Name], reading: Reading) -> None:
        self.speeches: list[_Speech] = []
        self._names, self._reading = names, reading
        self._verbs = {name.verb.at for name in names.values() if name.verb}
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
                self.speeches.append(_Speech(at, at, None))
        if not self._is_heading(sentence[-1]):
            self._remember(scene)

    def _meet(self, name: _Name, sentence: Sequence[int], scene: _Scene) -> None:
        scene.named.add(name.number)
        if name.verb is None:
            is_owner = self._reading.gap(name.last) in {"'", "’"}
            if not is_owner and self._is_subject(name.first, sentence):
                scene.doer = name.number
            return
        scene.teller = name.number if scene.teller is None else scene.teller
        self._speak(name.first, name.verb, name.number, scene)

    def _speak(self, at: int, verb: Verb, number: int, scene: _Scene) -> None:
        self.speeches.append(_Speech(at, verb.at, number))
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
            self.speeches.append(_Speech(at, verb.at, None))
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


def _genders(names: Mapping[int, _Name], reading: Reading) -> dict[int, str]:
    """Return the pronoun of persons who are called Mr or Mrs."""
    return {
        name.number: _ADDRESSED[reading.key(name.first - 1)]
        for name in names.values()
        if reading.key(name.first - 1) in _ADDRESSED
    }


class _Tellers:
    """Says whose words are in the first person."""

    def __init__(
        self,
        speeches: Sequence[_Speech],
        names: Mapping[int, _Name],
        quotations: Sequence[Quotation],
        starts: Sequence[int],
        reading: Reading,
    ) -> None:
        self._reading, self._starts = reading, starts
        self._speeches = sorted(speeches)
        self._names = sorted(names.values())
        self._quotations = quotations
        self._of_quotation: list[int | None] = []
        for number in range(len(quotations)):
            self._of_quotation.append(self._quoted(number))

    def teller(self, at: int) -> int | None:
        """Return whose word one in the first person is."""
        start = self._starts[at]
        number = bisect_left(self._quotations, start, key=lambda quotation: quotation.start) - 1
        if number >= 0 and start < self._quotations[number].end:
            return self._of_quotation[number]
        return self._stated(at)

    def _quoted(self, number: int) -> int | None:
        """Return who is quoted: who is said to say it behind it, before it, or who was quoted just before."""
        quotation = self._quotations[number]
        speech = self._behind(quotation) or self._ahead(quotation)
        if speech is not None:
            return speech.number
        if number == 0 or self._of_quotation[-1] is None:
            return None
        end = self._quotations[number - 1].end
        is_near = self._reading.text.count("\n\n", end, quotation.start) <= _MOST_PARAGRAPHS
        known = {self._of_quotation[-1]}
        return self._of_quotation[-1] if is_near and self._between(end, quotation.start) <= known else None

    def _between(self, start: int, end: int) -> AbstractSet[int | None]:
        """Return who is named and who speaks between two offsets, None for somebody unknown."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        named = {name.number for name in self._names if first <= name.first < last}
        return named | {speech.number for speech in self._speeches if first <= speech.at < last}

    def _behind(self, quotation: Quotation) -> _Speech | None:
        if not quotation.is_closed:
            return None
        after = bisect_left(self._starts, quotation.end)
        place = bisect_left(self._speeches, after, key=lambda speech: speech.at)
        speech = self._speeches[place] if place < len(self._speeches) else None
        if speech is None or min(speech.at, speech.verb) - after > _MOST_AFTER:
            return None
        between = range(after, min(speech.at, speech.verb) + 1)
        is_apart = any(self._ends_before(at) for at in between)
        return None if is_apart else speech

    def _ends_before(self, at: int) -> bool:
        return not _ENDS.isdisjoint(self._reading.gap(at)) and not self._reading.is_titled(at)

    def _ahead(self, quotation: Quotation) -> _Speech | None:
        first = bisect_left(self._starts, quotation.start)
        place = bisect_left(self._speeches, first, key=lambda speech: speech.at) - 1
        if place < 0 or first - self._speeches[place].verb > _MOST_BEFORE:
            return None
        speech = self._speeches[place]
        said = self._reading.text[self._reading.words[speech.verb].end : quotation.start]
        is_sentence = (_ENDS - {"\n"}).isdisjoint(said)
        return speech if is_sentence and ("\n" not in said or said.rstrip().endswith(":")) else None

    def _stated(self, at: int) -> int | None:
        """Return whose statement without marks a word stands in: "Anna Berg said:" and then lines of her own."""
        place = bisect_left(self._speeches, at, key=lambda speech: speech.at) - 1
        if place < 0:
            return None
        gap = self._reading.gap(self._speeches[place].verb + 1).lstrip()
        return self._speeches[place].number if gap.startswith(":") and "\n" in gap else None
