"""Datelines: "OSLO, March 3 (Agency) - ", which says where a report was filed and is no part of its first sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc, Span

    from streams.claims.phrase import Range
    from streams.entities.entity import Entity

# No dateline is longer than this.
_LONGEST_CHARS = 90
_CREDIT = r"\((?!Correct|Updat|Adds|Repeat|Recast)[^\W\d_][\w.&/' -]{1,39}\)"
_DASH = r"(?:\s+[-\u2013]{1,2}\s+|\s*--\s*|\s*[\u2014\u2015]\s*)"
_CAPITALS = r"[^\W\d_a-z][^\W\d_a-z.'\u2019-]+(?: [^\W\d_a-z][^\W\d_a-z.'\u2019-]*){0,3}"
_NAME = r"[A-Z\u00c0-\u00de][\w.'\u2019-]*(?: (?:[A-Z\u00c0-\u00de]|al-|de |di |du |el-)[\w.'\u2019-]*){0,3}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_WEEKDAY})"
_REST = rf"(?P<more>(?:/{_NAME})?(?:, ?{_NAME}){{0,2}}?)(?P<date>,? {_DATE})?(?P<credit>,? ?{_CREDIT})?"
_SHAPES = (
    re.compile(rf"(?P<place>{_CAPITALS}){_REST}(?P<end>{_DASH}|:\s+)"),
    re.compile(rf"(?P<place>{_NAME}){_REST}(?P<end>{_DASH})"),
)
_CREDIT_ALONE = re.compile(rf"{_CREDIT}(?:{_DASH}|\s+)(?=[A-Z\u00c0-\u00de\"'\u2018\u201c\d])")
_OPENS = re.compile(r"[A-Z\u00c0-\u00de\"'\u2018\u201c\d]")


def dateline_of(sentence: Span, named: Mapping[int, Entity]) -> Range | None:
    """Return the tokens of the text that a dateline or an agency's credit takes up at the head of a paragraph.

    It is found by its shape: capitals or a known place, a date or not, a credit or not, then a dash. A name in
    small letters with neither date nor credit must be a place, and nothing may show that the dash opens an aside.
    `named` gives the entity of each token of the text.
    """
    if not _opens_paragraph(sentence.doc, sentence.start):
        return None
    first = sentence.start
    while first < sentence.end and sentence.doc[first].is_space:
        first += 1
    text = sentence.doc[first : sentence.end].text
    if not (length := _length(text, named.get(first))):
        return None
    end = first
    while end < sentence.end and sentence.doc[end].idx < sentence.doc[first].idx + length:
        end += 1
    return (first, end) if end < sentence.end else None


def _length(text: str, entity: Entity | None) -> int:
    """Return how many characters of the text a dateline takes up."""
    if found := _CREDIT_ALONE.match(text[:_LONGEST_CHARS]):
        return found.end()
    for shape in _SHAPES:
        found = shape.match(text[: _LONGEST_CHARS + 1])
        if found and _is_dateline(found, text[found.end() :], entity):
            return found.end()
    return 0


def _is_dateline(found: re.Match[str], rest: str, entity: Entity | None) -> bool:
    if not _OPENS.match(rest):
        return False
    if found["end"].startswith(":"):
        return entity is not None and entity.type in ("GPE", "LOC")
    if found["date"] or found["credit"]:
        return True
    if re.search(r"\s[-\u2013\u2014]\s|\u2014", rest) or len(found["place"]) <= len("UN"):
        return False
    if found["place"].isupper():
        return entity is None or entity.type != "ORG" or entity.qid is None
    return entity is not None and entity.type in ("GPE", "LOC", "FAC")


def _opens_paragraph(doc: Doc, start: int) -> bool:
    return start == 0 or "\n" in doc[start - 1].text or "\n" in doc[start - 1].whitespace_
