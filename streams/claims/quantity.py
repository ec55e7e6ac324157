"""How many: the number that counts what an event moved, sent or hit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from streams.claims.numbers import Number, find_numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from spacy.tokens import Doc, Token

# Words between a number and its noun, in tokens: "four of its most capable fighter jets" has six.
REACH: Final = 9
# Steps in the tree between the counted noun and the trigger; more, and the number is another event's.
FARTHEST: Final = 5
CLAUSES: Final = frozenset({"ccomp", "advcl", "relcl", "parataxis"})
# What a clause between them costs: the trigger may stand in a clause under the noun's ("ordered 5,000 troops to
# withdraw"), the noun in one under the trigger's hardly.
UNDER_NOUN: Final = 2
UNDER_TRIGGER: Final = 3
# What lies behind these is another event's: "12,000 people have fled since the shelling".
APART: Final = frozenset({"since", "after", "before", "amid", "despite", "until", "following"})
YEAR: Final = re.compile(r"(1[5-9]|20)\d\d")
BEFORE_YEARS: Final = frozenset(
    {
        "in", "since", "until", "till", "before", "after", "during", "early", "late", "january", "february",
        "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    }
)  # fmt: skip
BETWEEN: Final = frozenset(
    {"ADJ", "NOUN", "PROPN", "DET", "ADV", "PRON", "PART", "NUM", "VERB", "PUNCT", "X"}
)


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A counted noun: `start` and `end` are half-open offsets into the sentence, `unit` the noun's lemma."""

    text: str
    value: float | None
    unit: str
    start: int
    end: int


def find_quantity(sentence: Doc, trigger: Token, units: Collection[str]) -> FoundQuantity | None:
    """Return the quantity of a noun among `units` (lemmas) that stands nearest the trigger in the tree.

    Ties go to the one with a value, then to the first. A range has its median as value, vague words None.
    """
    best: tuple[int, bool, int] | None = None
    found: FoundQuantity | None = None
    for number, noun in _counted(sentence, units):
        distance = _distance(sentence[number.start] if noun.pos_ == "PRON" else noun, trigger)
        rank = (distance, number.value is None, number.start)
        if distance <= FARTHEST and (best is None or rank < best):
            best, found = rank, _quantity(sentence, number, noun, units)
    return found


def _counted(sentence: Doc, units: Collection[str]) -> Iterator[tuple[Number, Token]]:
    """Yield each number and the noun that it counts; "60,000 of them" counts what was named last."""
    for number in find_numbers([token.text for token in sentence]):
        if _is_year(sentence, number):
            continue
        noun = _noun_after(sentence, number, units) or _pronoun_after(sentence, number)
        if noun is not None and (noun.pos_ != "PRON" or _named_before(noun, units)):
            yield number, noun


def _is_year(sentence: Doc, number: Number) -> bool:
    token = sentence[number.start]
    if number.end - number.start > 1 or YEAR.fullmatch(token.text) is None:
        return False
    before = sentence[token.i - 1].lower_ if token.i else ""
    return before in BEFORE_YEARS or token.dep_ not in {"nummod", "compound", "amod"}


def _pronoun_after(sentence: Doc, number: Number) -> Token | None:
    following = sentence[number.end : number.end + 2]
    return following[1] if following.text.lower() in {"of them", "of whom", "of these", "of those"} else None


def _named_before(pronoun: Token, units: Collection[str]) -> Token | None:
    before = reversed(list(pronoun.doc[: pronoun.i]))
    return next((token for token in before if token.tag_ in {"NNS", "NNPS"} and _unit(token, units)), None)


def _noun_after(sentence: Doc, number: Number, units: Collection[str]) -> Token | None:
    """Return the noun that the number counts, if it is a unit: the last noun of the run that follows."""
    at = number.end
    if at < len(sentence) and sentence[at].lower_ == "of":
        at += 1
    elif at < len(sentence) and sentence[at].pos_ == "DET":
        return None
    found: Token | None = None
    for token in sentence[at : at + REACH]:
        if token.pos_ not in BETWEEN or (token.pos_ == "PUNCT" and token.text not in {"-", "–", '"', "“"}):
            break
        if found is not None and token.pos_ not in {"NOUN", "PROPN"}:
            break
        if _unit(token, units):
            found = token
        if token.tag_ in {"NNS", "NNPS"} and (found is token or found is None):
            break
    return found


def _unit(noun: Token, units: Collection[str]) -> str | None:
    """Return the noun's singular if it is a unit; the tagger leaves names in the plural ("Marines")."""
    lemma = noun.lemma_.lower()
    return next((form for form in (lemma, lemma.removesuffix("s")) if form in units), None)


def _distance(noun: Token, trigger: Token) -> int:
    """Return the steps in the tree from the noun to the trigger; a clause between them counts more."""
    above = {trigger.i: 0}
    cost, node = 0, trigger
    while node.head != node:
        cost += _cost(node, UNDER_NOUN)
        node = node.head
        above[node.i] = cost
    cost, node = 0, noun
    while node.i not in above:
        if node.head == node:
            return FARTHEST + 1
        cost += _cost(node, UNDER_TRIGGER)
        node = node.head
    return cost + above[node.i]


def _cost(node: Token, clause_cost: int) -> int:
    if node.dep_ == "prep" and node.lower_ in APART:
        return FARTHEST + 1
    is_clause = node.dep_ in CLAUSES or (node.dep_ == "conj" and node.pos_ == "VERB")
    return clause_cost if is_clause else 1


def _quantity(sentence: Doc, number: Number, noun: Token, units: Collection[str]) -> FoundQuantity:
    start, end = sentence[number.start].idx, noun.idx + len(noun)
    named = _named_before(noun, units) if noun.pos_ == "PRON" else noun
    unit = _unit(named or noun, units) or noun.lemma_.lower()
    return FoundQuantity(sentence.text[start:end], number.value, unit, start, end)
