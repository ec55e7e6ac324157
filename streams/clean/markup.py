"""HTML to text: the article out of its page, with trafilatura; a page that would stall it is read without it."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from streams.clean.references import unescape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_MOST_TAGS = 40_000
_MOST_CHARS = 6_000_000
_DEEPEST = 200
_WORDY_TAG = re.compile(r"<([a-zA-Z][\w:-]*)(?=[\s/])[^<>]{3000,}>")
_BREAKS = re.compile(r"(?:<br ?/?>\s*){3,}", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|"
    r"ol|p|pre|section|table|td|th|tr|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements that close by themselves; parsers do not nest them.
_FLAT = re.compile(
    r"area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|td|th|tr|track|wbr",
    re.IGNORECASE,
)
_UNREAD = re.compile(r"<(script|style|template|svg|noscript|iframe|textarea)\b|<!--", re.IGNORECASE)
_UNSEEN = re.compile(r"<(head|nav|footer|form|aside|figcaption)\b", re.IGNORECASE)
_PAGE = re.compile(r"<(?:html|head|body|nav|footer)\b", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]*>([^<>]{3,400})</title", re.IGNORECASE)
_META = re.compile(r"<meta\b[^<>]{10,1000}>", re.IGNORECASE)
_META_TITLE = re.compile(r"[\"'](?:og|twitter):title[\"']", re.IGNORECASE)
_CONTENT = re.compile(r"\bcontent=(?:\"([^\"]{3,400})\"|'([^']{3,400})')", re.IGNORECASE)
_HEADING = re.compile(r"<(h1)\b[^<>]*>", re.IGNORECASE)
_FIGURE_TEXT = re.compile(r"<(figcaption)\b[^<>]*>", re.IGNORECASE)
_HEADINGS_AT_MOST = 3
_PICTURES_AT_MOST = 100
_LONGEST_ELEMENT = 3000


def is_markup(content_type: str, body: str) -> bool:
    """Whether a body is HTML, by its type or, where that says plain text, by the element it begins with."""
    if "html" in content_type.lower():
        return True
    start = body[:200].lstrip("\ufeff \t\r\n")
    return re.match(r"<(?:!doctype html|html|body|p|div|article|section)\b", start, re.IGNORECASE) is not None


def headlines(page: str) -> tuple[str, ...]:
    """Return what the page calls itself, in its head and its first headings."""
    found = [match[1] for match in islice(_TITLE.finditer(page), _HEADINGS_AT_MOST)]
    named = (match[0] for match in _META.finditer(page) if _META_TITLE.search(match[0]))
    found += [content[1] or content[2] for content in map(_CONTENT.search, named) if content][
        :_HEADINGS_AT_MOST
    ]
    return _plain((*found, *_elements(_HEADING, page, _HEADINGS_AT_MOST)))


def picture_texts(page: str) -> tuple[str, ...]:
    """Return what stands under the page's pictures."""
    return _plain(_elements(_FIGURE_TEXT, page, _PICTURES_AT_MOST))


def extract_text(page: str) -> str:
    """Return the article's text, one paragraph or list item a line.

    A fragment, as newsroom systems send it, is the article; out of a whole page the article has to be found.
    """
    page = page[:_MOST_CHARS].replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    page = _BREAKS.sub("<br><br>", _WORDY_TAG.sub(r"<\1>", page))
    main = _main_text(page) if _PAGE.search(page) and _is_tame(page) else ""
    return main or without_tags(page)


def without_tags(page: str) -> str:
    """Return all text that a page shows, in linear time, for fragments and for pages that no parser should be given."""
    page = _without(_UNSEEN, _without(_UNREAD, page))
    if _BLOCK.search(page):
        page = _BLOCK.sub("\n", page.replace("\n", " ").replace("\r", " "))
    return unescape(_TAG.sub("", page))


def _is_tame(page: str) -> bool:
    """Whether a page is small and flat enough to parse; depth is counted without a parser."""
    depth = 0
    for count, found in enumerate(_NAME.finditer(_without(_UNREAD, page))):
        if not _FLAT.fullmatch(found[2]):
            depth = max(depth - 1, 0) if found[1] else depth + 1
        if count > _MOST_TAGS or depth > _DEEPEST:
            return False
    return True


def _main_text(page: str) -> str:
    import trafilatura  # noqa: PLC0415 - a second to import, and plain text needs none of it

    text = trafilatura.extract(page, fast=True, include_comments=False)
    lines = (text or "").split("\n")
    return "\n".join(line.removeprefix("- ") for line in lines)


def _without(openings: re.Pattern[str], page: str) -> str:
    """Drop elements with all they hold; those that never end are left, and their end is looked for once."""
    kept, at, look = list[str](), 0, 0
    endless = set[str | None]()
    while found := openings.search(page, look):
        name = found[1] and found[1].lower()
        ending = re.compile(f"</{name}[^<>]*>?" if name else "-->", re.IGNORECASE)
        end = None if name in endless else ending.search(page, found.end())
        if end is None:
            endless.add(name)
            look = found.end()
        else:
            kept.append(page[at : found.start()])
            at = look = end.end()
    return "".join((*kept, page[at:]))


def _elements(opening: re.Pattern[str], page: str, at_most: int) -> Iterator[str]:
    """Yield what the first elements hold, of those that end soon enough."""
    for found in islice(opening.finditer(page), at_most):
        ending = re.compile(f"</{found[1]}", re.IGNORECASE)
        closing = ending.search(page, found.end(), found.end() + _LONGEST_ELEMENT)
        if closing:
            yield page[found.end() : closing.start()]


def _plain(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts without tags and entities, each once, in order."""
    plain = (" ".join(unescape(_TAG.sub(" ", text)).split()) for text in texts)
    return tuple(dict.fromkeys(text for text in plain if text))
