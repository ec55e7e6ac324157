"""Mending characters: mojibake, control characters, entities, odd spaces; every character keeps its place in the body.

What a reporter typed stays: quotes keep their curl, dashes their length, letters their accents.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import ftfy
from ftfy.badness import is_bad

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Span: TypeAlias = tuple[int, int]
Edit: TypeAlias = tuple[int, int, str]

# Two or three rounds settle everything but entities nested on purpose ("&am&#112;lt;").
_ROUNDS = 8
_DOUBTFUL = re.compile(r"[^ -%'-;=-~‘’“”–—…•€£]|  |#\d")
_INVISIBLE = (
    r"\x00-\x08\x0e-\x1f\x7f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ufdd0-\ufdef\ufffe\uffff\ue000-\uf8ff\U000e0000-\U000e0fff"
)
_PAIR = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")
_GONE = re.compile(rf"[{_INVISIBLE}\ud800-\udfff]+")
# As browsers do: a name needs its semicolon here, so that "AT&T" and "?a=1&lt=2" stay.
_ENTITY = re.compile(r"&(?:(?:amp|#38|#x26);)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
# What a feed leaves of "&#39;" that lost its first letter; the space before it came in its place.
_BROKEN = re.compile(r" ?(?<![&\w])#(?:39|34|8217|8216|8220|8221);")
_TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|center|cite|div|em|figcaption|figure|font|h[1-6]|hr|i|img|li|ol|p|small|span|"
    r"strong|sub|sup|u|ul)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_C1 = re.compile(r"[\x80-\x9f]")
_SPACE = re.compile(r"[\t-\r\x1c-\x1f \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_ASCII_RUN = re.compile(r"[!-~]+")
# A character and what is written onto it; whole blocks where a script's vowels are.
_ONTO = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0711-\u07ff\u0800-\u0fff"
    r"\u102b-\u109d\u1161-\u11c2\u135d-\u135f\u1700-\u1bff\u1cd0-\u1cff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f"
    r"\u3099\u309a\ua66f-\ua6f1\ua802-\uabff\ufb1e\ufe20-\ufe2f\U00010a00-\U00011fff\U0001d165-\U0001d244"
)
_CLUSTER = re.compile(rf"[^ -~][{_ONTO}]*|[!-~][{_ONTO}]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of mended text and the run of the body that it came from.

    Where the two have the same length they match character by character; else only as a whole.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mended:
    """The mended text as pieces, and the spans of the body where markup was dropped."""

    pieces: tuple[Piece, ...]
    markup: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The pieces in one."""
        return "".join(piece.text for piece in self.pieces)


def mend(raw: str, offset: int) -> Mended:
    """Mend one line that starts at `offset` in the body. Mending what was mended changes nothing."""
    if not _DOUBTFUL.search(raw) or not any(step(raw) for step in _STEPS):
        return Mended((Piece(raw, offset, offset + len(raw)),) if raw else ())
    text, markup = raw, list[Span]()
    spans: Sequence[Span] = [(at, at + 1) for at in range(offset, offset + len(raw))]
    for _ in range(_ROUNDS):
        before = text
        for step in _STEPS:
            edits = step(text)
            if edits and step is _tags:
                markup.extend((spans[start][0], spans[end - 1][1]) for start, end, _ in edits)
            text, spans = _apply(text, spans, edits)
        if text == before:
            break
    return Mended(tuple(_pieces(text, spans)), tuple(markup))


def cut(pieces: Sequence[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """Return the pieces of `[start, end)`, offsets into their joined text.

    A piece whose characters have no places of their own is parted in proportion, so that no two parts overlap, and
    kept whole where only spaces are cut off.
    """
    kept, at = [], 0
    for piece in pieces:
        left, right = max(start - at, 0), min(end - at, len(piece.text))
        if left < right:
            body = (_place(piece, left), _place(piece, right))
            # Of one character that became several, each part is all of it.
            kept.append(
                Piece(piece.text[left:right], *(body if body[0] < body[1] else (piece.start, piece.end)))
            )
        at += len(piece.text)
    return tuple(kept)


def _place(piece: Piece, at: int) -> int:
    """Return where in the body a piece's character begins, or about there."""
    length = piece.end - piece.start
    if length == len(piece.text):
        return piece.start + at
    if at == 0 or (at < len(piece.text) and not piece.text[:at].strip(" ")):
        return piece.start
    if not piece.text[at:].strip(" "):
        return piece.end
    return piece.start + min(max(length * at // len(piece.text), 1), length - 1)


def _pairs(text: str) -> list[Edit]:
    """Join surrogates that belong together: JSON written from UTF-16 sometimes leaves them apart."""
    return _replaced(text, _PAIR, lambda pair: pair.encode("utf-16", "surrogatepass").decode("utf-16"))


def _invisibles(text: str) -> list[Edit]:
    return _replaced(text, _GONE, lambda _: "")


def _tags(text: str) -> list[Edit]:
    return _replaced(text, _TAG, lambda _: "") if "<" in text else []


def _entities(text: str) -> list[Edit]:
    def unescape(entity: str) -> str:
        name = entity[entity.rstrip(";").rfind(";") + 1 :].removeprefix("&")
        return html.unescape(f"&{name}")

    return _replaced(text, _ENTITY, unescape) if "&" in text else []


def _broken_entities(text: str) -> list[Edit]:
    return (
        _replaced(text, _BROKEN, lambda entity: html.unescape(f"&{entity.lstrip()}")) if "#" in text else []
    )


def _mojibake(text: str) -> list[Edit]:
    """Mend letters decoded with the wrong table; ASCII never changes, so that it anchors the rest."""
    if not is_bad(text):
        return []
    fixed = ftfy.fix_encoding(text)
    old, new = list(_ASCII_RUN.finditer(text)), list(_ASCII_RUN.finditer(fixed))
    if fixed == text or [run.group() for run in old] != [run.group() for run in new]:
        return [(0, len(text), fixed)] if fixed != text else []
    return [
        (*gap, fixed[slice(*mended)])
        for gap, mended in zip(_gaps(old, len(text)), _gaps(new, len(fixed)), strict=True)
        if text[slice(*gap)] != fixed[slice(*mended)]
    ]


def _controls(text: str) -> list[Edit]:
    """Read what is left of the second control set as Windows-1252, as browsers do."""
    return _replaced(text, _C1, lambda run: run.encode("latin-1").decode("cp1252", "ignore"))


def _composed(text: str) -> list[Edit]:
    if unicodedata.is_normalized("NFC", text):
        return []
    return _replaced(text, _CLUSTER, lambda cluster: unicodedata.normalize("NFC", cluster))


def _spaces(text: str) -> list[Edit]:
    return _replaced(text, _SPACE, lambda _: " ")


_STEPS: tuple[Callable[[str], list[Edit]], ...] = (
    _pairs,
    _invisibles,
    _tags,
    _entities,
    _broken_entities,
    _mojibake,
    _controls,
    _composed,
    _spaces,
)


def _replaced(text: str, pattern: re.Pattern[str], new: Callable[[str], str]) -> list[Edit]:
    found = ((*match.span(), new(match.group()), match.group()) for match in pattern.finditer(text))
    return [(start, end, after) for start, end, after, before in found if after != before]


def _gaps(runs: Iterable[re.Match[str]], length: int) -> Iterator[Span]:
    borders = [0, *(border for run in runs for border in run.span()), length]
    return ((borders[at], borders[at + 1]) for at in range(0, len(borders), 2))


def _apply(text: str, spans: Sequence[Span], edits: Sequence[Edit]) -> tuple[str, Sequence[Span]]:
    if not edits:
        return text, spans
    texts, places, at = list[str](), list[Span](), 0
    for start, end, new in edits:
        texts += (text[at:start], new)
        places += spans[at:start]
        if len(new) == end - start:
            places += spans[start:end]
        elif new:
            around = spans[start:end] or [spans[start - 1]]
            # Several spaces become one, and there may have been a tag between them.
            end_of = _unbroken(around) if new == " " else around[-1][1]
            places += [(around[0][0], end_of)] * len(new)
        at = end
    return "".join((*texts, text[at:])), [*places, *spans[at:]]


def _unbroken(spans: Sequence[Span]) -> int:
    end = spans[0][1]
    for start, here in spans:
        if start > end:
            break
        end = max(end, here)
    return end


def _pieces(text: str, spans: Sequence[Span]) -> Iterator[Piece]:
    """Join neighbours that came from neighbours, and characters that came from the same run or from ones that cross."""
    if not text:
        return
    borders, reached = [0], spans[0][1]
    for at, (before, here) in enumerate(pairwise(spans), start=1):
        steps = here[1] - here[0] == before[1] - before[0] == 1 and here[0] == before[1]
        if not steps and here[0] >= reached:
            borders.append(at)
        reached = max(reached, here[1])
    for start, end in pairwise([*borders, len(text)]):
        yield Piece(text[start:end], spans[start][0], max(last for _, last in spans[start:end]))
