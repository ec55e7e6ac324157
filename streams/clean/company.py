"""Lines that give themselves away by the lines around them, where no single line would.

Each function is given which lines are still kept, and yields those of them that it would take out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streams.clean.rules import Seen

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[\"'].*[\"']")
# A post that the report quotes, whose lines end anyhow; an item of a list or a timeline.
_POST_OR_ITEM = re.compile(r"@\w|#\w|https?://|\bpic\.twitter|^(?:[-–—•*>|]|\d|[^:]{1,24}:)")
# Names, scores and titles have few words in small letters, what is said of a picture has several.
_SMALL_WORD = re.compile(r"(?<!\S)[a-z]{2,}")
_SMALL_WORDS = 3
_LEADS_ON = (":", ";", ",", "—", "–")

_TITLE_WORDS = 3
_PAGE_TITLE_WORDS = 5
_HEAD_LINES = 4
_REPEATED_WORDS = 7
_GALLERY_WORDS = 12
_GALLERY_TITLE_WORDS = 4
_GALLERY_PICTURES = 3
_PROSE_WORDS = 8
_PROSE_LINES = 4
_PICTURES_A_PARAGRAPH = 3
# Longer lines without a stop are paragraphs cut off.
_CAPTION_WORDS = range(7, 41)


def headlines(kept: Sequence[int], seen: Sequence[Seen], titles: Sequence[str]) -> Iterator[int]:
    """Yield lines that say a title again; the first may set it between a section's name and a standfirst.

    A page's own title has the publisher's name behind the headline, or before it.
    """
    # Two words may well be a subhead.
    wanted = [key for key in map(_key, titles) if _count(key) >= _TITLE_WORDS]
    longest = max((len(title) for title in titles), default=0)
    for at in kept if wanted else ():
        key = _key(seen[at].text) if len(seen[at].text) <= 4 * longest else ""
        is_head = at < kept[0] + _HEAD_LINES and _count(key) >= _PAGE_TITLE_WORDS
        is_first = at == kept[0] and not seen[at].is_finished
        if (
            key in wanted
            or (is_head and any(f" {key} " in f" {title} " for title in wanted))
            or (is_first and any(f" {title} " in f" {key} " for title in wanted))
        ):
            yield at


def repetitions(kept: Sequence[int], seen: Sequence[Seen]) -> Iterator[int]:
    """Yield lines that say what the line before them said; further apart it may be a question asked again."""
    for before, here in pairwise(kept):
        if seen[here].text == seen[before].text and seen[here].words >= _REPEATED_WORDS:
            yield here


def galleries(kept: Sequence[int], seen: Sequence[Seen]) -> Iterator[int]:
    """Yield lines that all begin with the gallery's title and go on with a capital letter."""
    groups = defaultdict[tuple[str, ...], list[tuple[int, list[str]]]](list)
    for at in kept:
        if seen[at].words >= _GALLERY_WORDS and not seen[at].is_shouted:
            words = seen[at].text.split(" ", 24)
            groups[tuple(words[:_GALLERY_TITLE_WORDS])].append((at, words))
    for group in groups.values():
        title = sum(
            1
            for _ in takewhile(
                lambda same: len(set(same)) == 1, zip(*(words for _, words in group), strict=False)
            )
        )
        if len(group) >= _GALLERY_PICTURES and all(
            words[title:] and words[title][:1].isupper() for _, words in group
        ):
            yield from (at for at, _ in group)


def captions(kept: Sequence[int], seen: Sequence[Seen], shown: int) -> Iterator[int]:
    """Yield lines that stand among paragraphs but do not end as sentences do.

    Alone such a line may be a subhead or an item of a list. Where a body shows its picture texts otherwise (`shown`
    counts them), or has several such lines side by side, they are captions.
    """
    long = [at for at in kept if seen[at].words >= _PROSE_WORDS]
    prose = [at for at in long if seen[at].is_finished]
    if len(prose) < _PROSE_LINES or _PICTURES_A_PARAGRAPH * len(prose) < len(
        long
    ):  # no prose to stand out from
        return
    # What stands before the first paragraph may be the newsroom's summary of the report.
    loose = [at for at in kept if at > prose[0] and _is_loose(seen[at], seen[at - 1])]
    places = {at: place for place, at in enumerate(kept)}
    beside = sum(places[b] == places[a] + 1 for a, b in pairwise(loose) if b < prose[-1])
    if shown > 1 or beside > 1:
        yield from loose


def _is_loose(line: Seen, before: Seen) -> bool:
    text = line.text
    return (
        line.words in _CAPTION_WORDS
        and not line.is_finished
        and not text.endswith(_LEADS_ON)
        and not before.text.endswith(":")
        and not text[0].islower()
        and not _POST_OR_ITEM.search(text)
        and not _QUOTED.fullmatch(text)
        and sum(1 for _ in _SMALL_WORD.finditer(text)) >= _SMALL_WORDS
    )


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _count(key: str) -> int:
    return key.count(" ") + 1 if key else 0
