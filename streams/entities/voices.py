"""Who speaks as "he", "she" and "I": mentions of a person by a pronoun, where the words around make it sure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from streams.entities.quotations import quotations_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streams.entities.entity import Entity
    from streams.entities.quotations import Quotation
    from streams.entities.reading import Reading

_THIRD = frozenset(["he", "she"])
_FIRST = frozenset(["i", "me", "myself"])
_ADDRESSED = {"mr": "he", "mrs": "she", "ms": "she", "miss": "she"}
_HEARERS = frozenset(["that", "reporters", "journalists", "me", "us"])
_OF = frozenset(["for", "of", "to", "with", "by", "from", "against", "about", "on", "at", "and", "or", "not"])
_SENTENCE_ENDS = frozenset(".!?\n;")
# A reader remembers who speaks for a few sentences.
_MOST_BACK = 4
_MOST_APPOSED = 14
_MOST_TITLE = 8
# Between a quotation and the words that say whose it is.
_MOST_BESIDE = 12


class _Name(NamedTuple):
    """A person's name or office in the text: words `first` up to but not including `last`."""

    first: int
    last: int
    number: int


class _Speech(NamedTuple):
    """That somebody says something: the words of who it is, the verb, and the number of the person, None if unknown."""

    first: int
    verb: int
    number: int | None


def with_voices(entities: Sequence[Entity], reading: Reading) -> tuple[Entity, ...]:
    """Add to persons the pronouns that they speak by: "he said", "he" of what he said of himself, "I" in a quotation."""
    names = _names(entities, reading)
    if not names:
        return tuple(entities)
    quotations = quotations_in(reading.text)
    added: dict[int, list[int]] = defaultdict(list)
    listener = _Listener(names, quotations, reading)
    for at, number in listener.pronouns():
        added[number].append(at)
    return tuple(
        _with_pronouns(entity, added[number], reading) if number in added else entity
        for number, entity in enumerate(entities)
    )


def _with_pronouns(entity: Entity, words: Sequence[int], reading: Reading) -> Entity:
    spans = {(reading.words[at].start, reading.words[at].end) for at in words}
    return replace(entity, spans=tuple(sorted({*entity.spans, *spans})))


def _names(entities: Sequence[Entity], reading: Reading) -> dict[int, _Name]:
    starts = [word.start for word in reading.words]
    found = {}
    for number, entity in enumerate(entities):
        if entity.type == "PERSON":
            for start, end in entity.spans:
                first = bisect_left(starts, start)
                found[first] = _Name(first, bisect_left(starts, end), number)
    return found


class _Listener:
    """Hears who speaks, sentence by sentence."""

    def __init__(self, names: dict[int, _Name], quotations: Sequence[Quotation], reading: Reading) -> None:
        self._names, self._reading = names, reading
        self._quotations = quotations
        self._opens = [quotation.start for quotation in quotations]
        self._speeches: list[_Speech] = []
        self._verbs = {first: self._verb(name) for first, name in names.items()}
        self._taken = {verb for verb, _ in self._verbs.values()}
        self._genders: dict[int, str] = {}
        self._now: int | None = None
        self._since = 0

    def pronouns(self) -> Iterator[tuple[int, int]]:
        """Yield each pronoun that somebody speaks by, with the number of the person."""
        words = self._reading.words
        mine = [at for at, word in enumerate(words) if word.key in _FIRST and self._is_first(at)]
        for sentence in self._sentences():
            yield from self._heard(sentence)
        by_word = {speech.first: speech for speech in self._speeches}
        order = sorted(by_word)
        tellers = self._tellers(by_word, order)
        for at in mine:
            quotation = self._quotation(at)
            number = tellers[quotation] if quotation is not None else self._stated(at, by_word, order)
            if number is not None:
                yield at, number

    def _is_first(self, at: int) -> bool:
        """Whether "I" is no number and no letter: not in "Carlos I" and "I. Newton"."""
        reading = self._reading
        word = reading.words[at]
        if word.key != "i":
            return True
        if word.text != "I" or word.has_dot(reading.text):
            return False
        return not (reading.is_capital(at - 1) and reading.gap(at) == " ")

    def _quotation(self, at: int) -> int | None:
        start = self._reading.words[at].start
        number = bisect_right(self._opens, start) - 1
        if number < 0:
            return None
        end = self._quotations[number].end
        return number if end is None or start < end else None

    def _sentences(self) -> Iterator[list[int]]:
        """Yield the words of each sentence without what is quoted in it."""
        reading, sentence = self._reading, list[int]()
        text, words = reading.text, reading.words
        for at in range(len(words)):
            if self._quotation(at) is not None:
                continue
            if sentence:
                between = text[words[sentence[-1]].end : words[at].start]
                quoted = at - sentence[-1] > 1
                ends = _SENTENCE_ENDS.intersection(between if not quoted else between.rstrip()[-1:] + ("\n" if "\n" in between else ""))
                is_dot = between == ". " and reading.is_in("title", sentence[-1])
                if ends and not is_dot and not (quoted and words[at].text[0].islower()):
                    yield sentence
                    sentence = []
            sentence.append(at)
        if sentence:
            yield sentence

    def _heard(self, sentence: Sequence[int]) -> Iterator[tuple[int, int]]:
        reading = self._reading
        named: set[int] = set()
        teller: int | None = None
        doer: int | None = None
        is_strange = False
        known: set[int] = set()
        expects: dict[int, int] = {}
        skip = -1
        for at in sentence:
            if at < skip:
                continue
            name = self._names.get(at)
            if name is not None:
                skip = name.last
                if reading.key(at - 1) in _ADDRESSED:
                    self._genders.setdefault(name.number, _ADDRESSED[reading.key(at - 1)])
                verb, inverted = self._verbs[at]
                named.add(name.number)
                if verb is not None:
                    if self._is_of_another(name.first, inverted):
                        is_strange = True
                        self._speeches.append(_Speech(at, verb, None))
                        continue
                    teller = name.number if teller is None else teller
                    self._speeches.append(_Speech(at, verb, name.number))
                    if not inverted:
                        self._expect(verb, name.number, expects)
                elif at == self._subject(sentence) and reading.gap(name.last) not in {"'", "’"}:
                    doer = name.number
            elif reading.key(at) in _THIRD:
                key = reading.key(at)
                if at in expects:
                    if self._may_be(expects[at], key):
                        yield at, expects[at]
                    continue
                verb, _ = self._verb(_Name(at, at + 1, -1))
                if verb is None:
                    continue
                known.add(verb)
                meant = teller if teller is not None else self._now
                if meant is not None and named <= {meant} and self._may_be(meant, key):
                    yield at, meant
                    self._speeches.append(_Speech(at, verb, meant))
                    self._expect(verb, meant, expects)
                    teller = meant
                else:
                    is_strange = True
                    self._speeches.append(_Speech(at, verb, None))
            elif reading.is_in("speaks", at) and at not in self._taken and at not in known:
                is_strange = True
                self._speeches.append(_Speech(at, at, None))
        head = teller if teller is not None else None if is_strange else doer
        if head is not None:
            self._now, self._since = head, 0
        elif is_strange or named:
            self._now = None
        else:
            self._since += 1
            if self._since >= _MOST_BACK:
                self._now = None

    def _may_be(self, number: int, pronoun: str) -> bool:
        return self._genders.setdefault(number, pronoun) == pronoun

    def _expect(self, verb: int, number: int, expects: dict[int, int]) -> None:
        at = verb + 1
        while self._reading.key(at) in _HEARERS and self._reading.gap(at) == " ":
            at += 1
        if self._reading.key(at) in _THIRD and self._reading.gap(at) == " ":
            expects[at] = number

    def _subject(self, sentence: Sequence[int]) -> int:
        """Return the first word of a sentence that is no title."""
        reading = self._reading
        for at in sentence:
            if at in self._names:
                return at
            if not (reading.is_capital(at) or reading.is_in("title", at)):
                return -1
        return -1

    def _verb(self, name: _Name) -> tuple[int | None, bool]:
        """Return the verb by which somebody speaks, and whether it stands before the name."""
        reading = self._reading
        at = name.last
        if reading.gap(at) in {", ", " , "} and name.number >= 0:
            for end in range(at + 1, min(at + _MOST_APPOSED, len(reading.words))):
                gap = reading.gap(end)
                if gap in {", ", " , "} and self._says(end) is not None:
                    at = end
                    break
                if _SENTENCE_ENDS.intersection(gap) and gap != ". ":
                    break
        if reading.gap(at) in {" ", ", ", " , "}:
            verb = self._says(at)
            if verb is not None:
                return verb, False
        first = name.first
        while name.first - first < _MOST_TITLE and reading.gap(first) in {" ", ", ", ". ", "-", "’", "'"}:
            if reading.is_in("speaks", first - 1):
                gap = reading.gap(first - 1)
                is_inverted = bool(set(',"”') & set(gap)) and "\n" not in gap
                return (first - 1, True) if is_inverted else (None, False)
            if not (reading.is_capital(first - 1) or reading.is_in("title", first - 1) or reading.key(first - 1) in {"the", "s", "of", "for", "a"}):
                break
            first -= 1
        return None, False

    def _says(self, at: int) -> int | None:
        reading = self._reading
        for _ in range(3):
            if reading.is_in("speaks", at):
                return at
            if not reading.is_in("said_how", at) or reading.gap(at + 1) != " ":
                return None
            at += 1
        return None

    def _is_of_another(self, first: int, inverted: bool) -> bool:
        """Whether somebody speaks for who is named: "a spokesman for Berg said"."""
        reading = self._reading
        if inverted:
            return False
        while reading.gap(first) in {" ", ". ", "-"} and (reading.is_capital(first - 1) or reading.is_in("title", first - 1) or reading.key(first - 1) == "the"):
            if reading.key(first-1) in _OF:
                return True
            first -= 1
        return reading.gap(first) == " " and reading.key(first - 1) in _OF

    def _tellers(self, by_word: dict[int, _Speech], order: Sequence[int]) -> list[int | None]:
        reading = self._reading
        starts = [word.start for word in reading.words]
        found: list[int | None] = []
        last: tuple[int, int | None] | None = None
        for quotation in self._quotations:
            start, end = quotation
            first = bisect_left(starts, start)
            number: int | None = None
            is_told = False
            if end is not None:
                after = bisect_left(starts, end)
                for place in order[bisect_left(order, after) :]:
                    speech = by_word[place]
                    if min(place, speech.verb) - after > _MOST_BESIDE:
                        break
                    between = reading.text[end : reading.words[min(place, speech.verb)].start]
                    if not _SENTENCE_ENDS.intersection(between.replace(". ", " ") if reading.is_in("title", place-1) else between):
                        number, is_told = speech.number, True
                    break
            if not is_told:
                place = bisect_left(order, first) - 1
                if place >= 0:
                    speech = by_word[order[place]]
                    told = reading.text[reading.words[speech.verb].end : start] if speech.verb < first else ""
                    if speech.verb < first and first - speech.verb <= _MOST_BESIDE * 2 and not set(".!?;") & set(told) and ("\n" not in told or told.rstrip().endswith(":")):
                        number, is_told = speech.number, True
            if not is_told and last is not None:
                between = reading.text[last[0] : start]
                speeches = order[bisect_left(order, bisect_left(starts, last[0])) : bisect_left(order, first)]
                persons = {by_word[place].number for place in speeches}
                others = {name.number for name in self._names.values() if last[0] < starts[name.first] < start}
                if between.count("\n\n") <= 2 and persons | others <= {last[1]}:
                    number = last[1]
            found.append(number)
            last = (end or start, number)
        return found

    def _stated(self, at: int, by_word: dict[int, _Speech], order: Sequence[int]) -> int | None:
        """Return whose statement without marks a word stands in: "Anna Berg said:" and then lines of her own."""
        place = bisect_left(order, at) - 1
        if place < 0:
            return None
        speech = by_word[order[place]]
        reading = self._reading
        gap = reading.gap(speech.verb + 1)
        return speech.number if gap.lstrip().startswith(":") and "\n" in gap else None
