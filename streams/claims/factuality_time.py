"""Earlier times: the words that move an event a year or more before the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from streams.claims.clauses import NAMED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spacy.tokens import Doc, Token

    from streams.claims.claim import Span
    from streams.claims.cues import Cues

YEAR: Final = re.compile(r"(1[5-9]|20)\d\d")
DECADE: Final = re.compile(r"((?:1[5-9]|20)\d0)s")
SHORT_DECADE: Final = re.compile(r"['’]\d0s")
MONTHS: Final = {
    month: number
    for number, month in enumerate(
        (
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ),
        start=1,
    )
}  # fmt: skip
# How far back history begins, in months; a year named without a month counts from its middle.
MONTHS_BACK: Final = 11
MIDDLE: Final = 6
# Years from the start of a decade until all of it is history.
DECADE_BACK: Final = 11
# Tokens before a year in which its month stands: "on 5 March, 2014".
MONTH_REACH: Final = 4
CLAUSE_HEADS: Final = frozenset({"VERB", "AUX"})
TOLD_APART: Final = frozenset({"ccomp", "relcl", "parataxis"})
# What comes after an earlier time may come now: "since 2014", "in the aftermath of the Cold War".
LASTING: Final = frozenset({"since", "after", "aftermath", "wake", "end"})
# A time inside a subject is the subject's: "veterans of the Vietnam War marched".
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "agent"})


class EarlierTime(NamedTuple):
    """A time a year or more back. `is_inside`: it dates only what stands under it ("two years after they left")."""

    token: Token
    span: Span
    is_inside: bool = False


def find_earlier_time(sentence: Doc, trigger: Token, published_on: date, cues: Cues) -> Span | None:
    """Return the words that put the trigger a year or more before the article, or None.

    What has lasted "since 2014" still does and is not history.
    """
    first = sentence[0]
    if _is_chronicle(first) and _is_year_back(first, published_on):
        return first.idx, first.idx + len(first)
    for time in _earlier_times(sentence, published_on, cues):
        is_under = time.token == trigger or time.token.is_ancestor(trigger)
        if is_under or (not time.is_inside and bears_on(time.token, trigger)):
            return time.span
    return None


def _earlier_times(sentence: Doc, published_on: date, cues: Cues) -> Iterator[EarlierTime]:
    for token in sentence:
        if _is_year_back(token, published_on):
            yield from _dated(token)
        elif _is_decade_back(token, published_on):
            yield EarlierTime(token, (token.idx, token.idx + len(token)))
        elif token.lemma_.lower() in cues.spans_of_years:
            yield from _distance(token)
        elif token.lower_ == "anniversary":
            yield EarlierTime(token, (token.idx, token.idx + len(token)), is_inside=True)
    yield from _eras(sentence, cues)


def _is_year_back(token: Token, published_on: date) -> bool:
    if YEAR.fullmatch(token.text) is None:
        return False
    if _stands_before_noun(token) and _is_count(token):
        return False
    months = (published_on.year - int(token.text)) * 12 + published_on.month - (_month(token) or MIDDLE)
    return published_on.year > int(token.text) and months >= MONTHS_BACK


def _stands_before_noun(year: Token) -> bool:
    if year.dep_ not in {"compound", "amod", "nummod"} or year.head.i < year.i:
        return False
    return not _is_chronicle(year)


def _opens_clause(year: Token) -> bool:
    """Return whether a name only follows a year that dates what is told: "In 1940 Germany invaded Norway"."""
    is_led = year.i > 0 and year.nbor(-1).lower_ == "in"
    return is_led and _stands_before_noun(year) and year.head.ent_type_ in NAMED


def _is_count(year: Token) -> bool:
    """Return whether what looks like a year counts the noun: "2000 attacks", not "the 2001 attacks"."""
    noun = year.head
    has_article = any(child.dep_ in {"det", "poss"} for child in noun.children)
    return noun.tag_ in {"NNS", "NNPS"} and not has_article


def _is_chronicle(token: Token) -> bool:
    """Return whether the year heads an entry of a list of dates: "1979: Soviet troops enter Afghanistan"."""
    return token.i == 0 and len(token.doc) > 1 and token.doc[1].text in {":", "-", "–", "—"}


def _dated(year: Token) -> Iterator[EarlierTime]:
    """Yield the time of what a year dates: its clause, and what "when" tells of it ("in 1994, when they left")."""
    span = (year.idx, year.idx + len(year))
    if _opens_clause(year):
        yield EarlierTime(year.head.head if year.head.dep_ in SUBJECTS else year.head, span)
        return
    if _stands_before_noun(year):
        yield EarlierTime(year.head, span, is_inside=True)
        return
    yield EarlierTime(year.head if year.head.lower_ in MONTHS else year, span)
    following = [token for token in year.doc[year.i + 1 : year.i + 3] if token.text != ","][:1]
    if following and following[0].lower_ == "when":
        yield EarlierTime(following[0].head, span, is_inside=True)


def _month(year: Token) -> int | None:
    """Return the month that stands with a year."""
    near = [year.doc[i].lower_ for i in range(max(0, year.i - MONTH_REACH), year.i)]
    return next((MONTHS[word] for word in (*near, year.head.lower_) if word in MONTHS), None)


def _is_decade_back(token: Token, published_on: date) -> bool:
    match = DECADE.fullmatch(token.text)
    if match is None:
        return SHORT_DECADE.fullmatch(token.text) is not None
    return published_on.year - int(match.group(1)) >= DECADE_BACK


def _distance(unit: Token) -> Iterator[EarlierTime]:
    """Yield the time of "two years ago" or "a decade earlier", and of what "eight years after" introduces."""
    following = unit.doc[unit.i + 1] if unit.i + 1 < len(unit.doc) else None
    for word in (unit.head, following):
        if word is None or word.i <= unit.i:
            continue
        span = (unit.left_edge.idx, word.idx + len(word))
        if word.lower_ in {"ago", "earlier"}:
            yield EarlierTime(unit, span)
            return
        if word.lower_ == "after":
            yield EarlierTime(word.head if word.dep_ == "mark" else word, span, is_inside=True)
            return


def _eras(sentence: Doc, cues: Cues) -> Iterator[EarlierTime]:
    text = sentence.text.lower()
    for era in cues.eras:
        start = text.find(era)
        token = sentence.char_span(start, start + len(era)) if start >= 0 else None
        if token is not None:
            does_it = era in cues.bygone and token.root.dep_ in SUBJECTS
            yield EarlierTime(token.root.head if does_it else token.root, (start, start + len(era)))


def bears_on(time: Token, trigger: Token) -> bool:
    """Return whether the time is that of the trigger, or of the clause that the trigger is part of."""
    node = time
    while node.head != node and node.pos_ not in CLAUSE_HEADS and node != trigger:
        if node.dep_ in SUBJECTS or node.lower_ in LASTING:
            return False
        node = node.head
    if node == trigger:
        return True
    return node.is_ancestor(trigger) and not _is_told_apart(node, trigger)


def _is_told_apart(clause: Token, trigger: Token) -> bool:
    """Return whether a clause of its own parts the trigger from the dated clause: "said in 1994 that ..."."""
    node = trigger
    while node != clause:
        if node.dep_ in TOLD_APART:
            return True
        node = node.head
    return False
