"""Dating: the day on which the article says that something happened, where that was days before it was published."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from streams.claims.factuality_time import MONTHS, bears_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# What is told of today and yesterday is news as it comes; a day is a mark of its own only from here on.
LEAST_DAYS: Final = 2
# "On Friday" is the Friday before, or the one to come.
MOST_DAYS_TO_WEEKDAY: Final = 4
DAYS_OF: Final = {"day": 1, "week": 7, "month": 30, "year": 365, "fortnight": 14}
NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "several": 3, "some": 3,
}  # fmt: skip
MIDDLE_DAY: Final = 15
# A day of no year that lies further ahead is one of last year: in January, "20 December".
HALF_A_YEAR: Final = 180
LEAP_DAY: Final = (2, 29)
YEAR: Final = re.compile(r"(?:19|20)\d\d")
DAY: Final = re.compile(r"([1-9]|[12]\d|3[01])(?:st|nd|rd|th)?")


def find_day(sentence: Doc, trigger: Token, published_on: date) -> date | None:
    """Return the day that the article gives the trigger, if it lies some days before the article; the nearest such.

    "Last week" is seven days before, a month its middle: enough to find the event again within its kind's window, and
    to know it for no news.
    """
    found = (day for token, day in _days(sentence, published_on) if bears_on(token, trigger))
    past = [day for day in found if (published_on - day).days >= LEAST_DAYS]
    return max(past, default=None)


def _days(sentence: Doc, today: date) -> Iterator[tuple[Token, date]]:
    for token in sentence:
        word = token.lower_
        before = token.nbor(-1).lower_ if token.i > 0 else ""
        after = token.nbor(1).lower_ if token.i + 1 < len(sentence) else ""
        unit = DAYS_OF.get(word.removesuffix("s"))
        if unit and before == "last" and unit > 1:
            yield token, today - timedelta(days=unit)
        elif unit and after == "ago":
            # "Weeks ago" without a number are some.
            yield token, today - timedelta(days=unit * _number(before, 3 if word.endswith("s") else 1))
        elif word in WEEKDAYS:
            yield from _weekday(token, before, today)
        elif word in MONTHS and token.text[:1].isupper():
            yield from _date(token, today)


def _number(word: str, otherwise: int) -> int:
    return NUMBERS.get(word) or (int(word) if word.isdecimal() and len(word) <= len("365") else otherwise)


def _weekday(token: Token, before: str, today: date) -> Iterator[tuple[Token, date]]:
    back = (today.weekday() - WEEKDAYS.index(token.lower_)) % 7 or 7
    if before == "last":
        back += 7 if back < LEAST_DAYS else 0
        yield token, today - timedelta(days=back)
    elif back <= MOST_DAYS_TO_WEEKDAY and before not in {"next", "this", "until", "by"}:
        yield token, today - timedelta(days=back)


def _date(month: Token, today: date) -> Iterator[tuple[Token, date]]:
    """Yield the day of "3 March", "March 3, 2031", or the middle of a month that is over: "in March"."""
    doc, number = month.doc, MONTHS[month.lower_]
    near = [doc[i].text for i in range(month.i + 1, min(month.i + 5, len(doc)))]
    following = [text for text in near if text != ","]
    before = DAY.fullmatch(doc[month.i - 1].text) if month.i > 0 else None
    after = DAY.fullmatch(following[0]) if following else None
    day = before or after
    rest = following[1:] if after and not before else following
    year = int(rest[0]) if rest and YEAR.fullmatch(rest[0]) else today.year
    is_over = (year, number) < (today.year, today.month)
    if day is None and not (
        is_over and month.i > 0 and doc[month.i - 1].lower_ in {"in", "since", "of", "last"}
    ):
        return
    try:
        found = date(year, number, int(day[1]) if day else MIDDLE_DAY)
    except ValueError:
        return
    is_last_years = (found - today).days > HALF_A_YEAR and (number, found.day) != LEAP_DAY
    yield month, found.replace(year=year - 1) if is_last_years else found
