"""Lines that would be the page's own if they came again under other stories.

To repeat is not enough: a desk tells the background of a war in the same sentence each time, and a reporter wrote it.
So a line must also look the part, by the `repeated` rules, and a sentence must stand at the fringe as well: nothing
but such lines between it and the beginning or the end of the article.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.clean.rules import LineRule, Seen

# Who says "you" between quotation marks, or in a post, is someone in the news, and may be quoted for weeks.
_SPOKEN = re.compile(r"\"|(?<!\w)'(?=\w)")
_POST = re.compile(r"\(@\w|\bpic\.twitter\.com|//t\.co/|\bpost shared by\b")
_LONGEST_WORDS = 120
_LABEL_WORDS = 16
# Some scripts write no spaces.
_LABEL_CHARS = 120


def repeatable(kept: Sequence[int], seen: Sequence[Seen], shapes: Sequence[LineRule]) -> list[int]:
    """Return which of the kept lines could be furniture, in order.

    Among paragraphs that is a line which is no sentence and speaks to the reader or of the page. Before the first
    and after the last paragraph it may be a sentence. After the last one anything that is no sentence will do, such
    as another story's headline or a list of tags; before the first it may be a place, which belongs to the report.
    """

    @cache
    def has_shape(line: Seen) -> bool:
        return _has_shape(line, shapes)

    head = set(takewhile(lambda at: has_shape(seen[at]), kept))
    tail = set(takewhile(lambda at: _is_label(seen[at]) or has_shape(seen[at]), reversed(kept)))
    if len(kept) in (len(head), len(tail)):  # no report that this could be the fringe of
        head, tail = set(), set()
    return [
        at for at in kept if at in head or at in tail or (not seen[at].is_finished and has_shape(seen[at]))
    ]


def _has_shape(line: Seen, shapes: Sequence[LineRule]) -> bool:
    return (
        line.words <= _LONGEST_WORDS
        and not line.is_shouted
        and not _SPOKEN.search(line.text)
        and not _POST.search(line.text)
        and any(rule.search(line) for rule in shapes)
    )


def _is_label(line: Seen) -> bool:
    # In capitals, the last line of a communiqué is whose it is.
    has_letters = any(map(str.isalpha, line.text))
    return (
        line.words <= _LABEL_WORDS
        and len(line.text) <= _LABEL_CHARS
        and not line.is_finished
        and has_letters
        and not line.text.isupper()
        and line.text[0] not in "\"'"
        and not _POST.search(line.text)
    )
