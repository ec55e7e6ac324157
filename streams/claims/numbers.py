"""Numbers as news writes them: digits, words, ranges, and round words that have no value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SMALL: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES: Final = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12,
    "lakh": 100_000, "score": 20,
}  # fmt: skip
# Scales that multiply what stands before them and can be multiplied again: "two hundred thousand".
INNER_SCALES: Final = frozenset({12, 20, 100})
LETTERS: Final = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
VAGUE: Final = frozenset({
    "dozens", "scores", "tens", "hundreds", "thousands", "millions", "billions", "several", "many", "numerous",
    "countless", "few",
})  # fmt: skip
DIGITS: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(k|m|bn)?", re.IGNORECASE)
RANGE: Final = re.compile(r"(\d[\d,]*)[-–—](\d[\d,]*)")
DASHES: Final = frozenset("-–—")
# More digits than any army has soldiers: a longer run is an account number, and `float` need not see it.
MOST_DIGITS: Final = 15


@dataclass(frozen=True, slots=True)
class Number:
    """A number over tokens `start` to `end` (half-open); `value` is None for "dozens" and the like."""

    start: int
    end: int
    value: float | None


def find_numbers(words: Sequence[str]) -> Iterator[Number]:
    """Yield the numbers of a sentence given as tokens, in order; a range is one number, its value the median."""
    words = [word.lower() for word in words]
    at = 0
    while at < len(words):
        number = _read_one(words, at)
        if number is None:
            at += 1
            continue
        number = _with_range(words, number)
        yield number
        at = number.end


def _with_range(words: Sequence[str], first: Number) -> Number:
    """Return the number, or the range that it opens: "3,000 to 5,000", "between two and four"."""
    joint = words[first.end] if first.end < len(words) else ""
    is_between = joint == "and" and first.start > 0 and words[first.start - 1] == "between"
    if joint not in {"to", "or"} and joint not in DASHES and not is_between:
        return first
    second = _read_one(words, first.end + 1)
    if second is None or second.value is None or first.value is None:
        return first
    low, high = _low_end(words, first, second), second.value
    if not low < high:
        return first
    return Number(first.start, second.end, (low + high) / 2)


def _low_end(words: Sequence[str], first: Number, second: Number) -> float:
    """Return the lower end; in "two to three thousand" it shares the scale word of the upper."""
    low = first.value or 0.0
    scales = [SCALES[word] for word in words[second.start : second.end] if word in SCALES]
    if not scales or any(word in SCALES for word in words[first.start : first.end]):
        return low
    return low * scales[-1] if low < scales[-1] else low


def _read_one(words: Sequence[str], at: int) -> Number | None:
    if at >= len(words):
        return None
    if words[at] in VAGUE:
        return Number(at, _end_of_vague(words, at), None)
    if match := RANGE.fullmatch(words[at]):
        low, high = (_digits(group) for group in match.groups())
        return None if low is None or high is None else Number(at, at + 1, (low + high) / 2)
    if words[at] in {"a", "half"}:
        return _read_article(words, at)
    return _read_value(words, at)


def _end_of_vague(words: Sequence[str], at: int) -> int:
    """Return where "tens of thousands", "several hundred" end."""
    end = at + 1
    while end < len(words):
        if words[end] in SCALES or words[end] in VAGUE:
            end += 1
        elif words[end] == "of" and end + 1 < len(words) and words[end + 1] in VAGUE:
            end += 2
        else:
            break
    return end


def _read_article(words: Sequence[str], at: int) -> Number | None:
    """Read "a dozen", "a hundred", "half a million", "a few hundred"."""
    rest = at + 1
    if words[at] == "half":
        if words[rest : rest + 1] == ["a"] and rest + 1 < len(words) and words[rest + 1] in SCALES:
            return Number(at, rest + 2, SCALES[words[rest + 1]] / 2)
        return None
    if rest < len(words) and words[rest] == "few":
        return Number(at, _end_of_vague(words, rest), None)
    if rest < len(words) and words[rest] in SCALES:
        return _read_value(words, rest, lead=at)
    return None


def _read_value(words: Sequence[str], at: int, lead: int | None = None) -> Number | None:
    """Read digits or number words with their scales: "1.5 million", "two hundred and fifty"."""
    total, current, end = 0.0, 1.0 if lead is not None else 0.0, at
    while end < len(words):
        word = words[end]
        value = _digits(word)
        if value is not None and (end == at or current == 0):
            current += value
        elif word in SMALL or word in TENS:
            current += SMALL.get(word, 0) + TENS.get(word, 0)
        elif word in SCALES and (end > at or lead is not None):
            total, current = _scaled(total, current, SCALES[word])
        elif not (word in DASHES or word == "and") or end == at or not _is_word(words, end):
            break
        end += 1
    return Number(at if lead is None else lead, end, total + current) if end > at else None


def _scaled(total: float, current: float, scale: int) -> tuple[float, float]:
    if scale in INNER_SCALES:
        return total, (current or 1.0) * scale
    return total + (current or 1.0) * scale, 0.0


def _is_word(words: Sequence[str], joint: int) -> bool:
    """Return whether a dash or "and" joins two number words: "twenty-five", "two hundred and ten"."""
    before, after = words[joint - 1], words[joint + 1] if joint + 1 < len(words) else ""
    if words[joint] == "and":
        return before in SCALES and (after in SMALL or after in TENS)
    return before in TENS and after in SMALL


def _digits(word: str) -> float | None:
    if word in SMALL or len(word) > MOST_DIGITS + 8:
        return None
    match = DIGITS.fullmatch(word)
    if match is None or len(match.group(1)) > MOST_DIGITS:
        return None
    scale = LETTERS.get((match.group(3) or "").lower(), 1)
    return float(match.group(1).replace(",", "") + (match.group(2) or "")) * scale
