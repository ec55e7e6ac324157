"""Cleaning: from a sent body to the text that a reporter wrote, with an account of the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from streams.clean.judging import judge
from streams.clean.lines import Line, part, split_lines
from streams.clean.markup import extract_text, headlines, is_markup, picture_texts
from streams.clean.mending import mend
from streams.clean.rules import see
from streams.clean.text import CleanText, Removed, Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from streams.clean.article import Article
    from streams.clean.mending import Span
    from streams.clean.rules import CleaningRules

_PARTING = "\n\n"


def clean(article: Article, rules: CleaningRules, learned: frozenset[str] = frozenset()) -> CleanText:
    """Return what a reporter wrote, without the title, in paragraphs.

    `learned` are the keys of lines that this publisher repeats, as its `Habits` know them. Of HTML the offsets are
    into the extracted text, which segments and removed pieces together hold.
    """
    if is_markup(article.content_type, article.body):
        titles = (article.title or "", *headlines(article.body))
        result = _cleaned(extract_text(article.body), titles, rules, learned, has_captions=False)
        removed = (*result.removed, *_captions(result, picture_texts(article.body)))
        return replace(result, removed=removed, is_extracted=True)
    return _cleaned(article.body, (article.title or "",), rules, learned, has_captions=True)


def _captions(result: CleanText, captions: Iterable[str]) -> Iterator[Removed]:
    """Yield the pictures' texts, which the extracted text does not hold."""
    known = {each.text for each in result.removed}
    for caption in captions:
        text = mend(caption, 0).text.strip()
        if text and text not in known and text not in result.text:
            yield Removed(text, "caption")


def _cleaned(
    body: str, titles: Sequence[str], rules: CleaningRules, learned: frozenset[str], *, has_captions: bool
) -> CleanText:
    whole, markup = split_lines(body)
    lines, tails = _cut(whole, rules)
    found = judge(lines, titles, rules, learned, has_captions=has_captions)
    judged = list(zip(lines, found.reasons, strict=True))
    kept = [line for line, reason in judged if reason is None]
    segments = tuple(_segments(kept))
    removed = [
        Removed(line.text, reason, *line.span) for line, reason in judged if reason is not None
    ] + tails
    taken = [(s.body_start, s.body_end) for s in segments] + [(r.start or 0, r.end or 0) for r in removed]
    removed += [Removed(_printable(body, span), "markup", *span) for span in _apart(markup, taken)]
    return CleanText(
        text=_PARTING.join(line.text for line in kept),
        removed=tuple(sorted(removed, key=lambda each: (each.start or 0, each.end or 0))),
        segments=segments,
        repeatable=found.repeatable,
        applied=found.applied,
    )


def _cut(lines: Iterable[Line], rules: CleaningRules) -> tuple[list[Line], list[Removed]]:
    """Take the ends off lines, such as the agency's credit behind the last sentence."""
    kept, tails = list[Line](), list[Removed]()
    for whole in lines:
        line = whole
        while found := _tail(line, rules):
            line, tail = found
            tails.append(tail)
        kept.append(line)
    return kept, tails


def _tail(line: Line, rules: CleaningRules) -> tuple[Line, Removed] | None:
    seen = see(line.text)
    for rule in rules.cuts:
        found = rule.search(seen)
        if found:
            rest, tail = part(line, 0, found.start()), part(line, found.start(), len(line.text))
            if rest is not None and tail is not None:
                return rest, Removed(tail.text, rule.reason, *tail.span)
    return None


def _apart(markup: Iterable[Span], taken: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans of markup that are not part of a removed line, of a mended run or of other markup."""
    at = 0
    marked = [(*span, True) for span in markup] + [(*span, False) for span in taken]
    for start, end, is_dropped in sorted(marked, key=lambda each: (each[0], -each[1])):
        if is_dropped and start >= at:
            yield start, end
        at = max(at, end)


def _printable(body: str, span: Span) -> str:
    return body[slice(*span)].encode("utf-8", "ignore").decode("utf-8")


def _segments(lines: Sequence[Line]) -> Iterator[Segment]:
    at = 0
    for line in lines:
        for piece in line.pieces:
            yield Segment(at, at + len(piece.text), piece.start, piece.end)
            at += len(piece.text)
        at += len(_PARTING)
