"""What cleaning answers: the text, what was taken out of it and why, and the way back to the sent body."""

from __future__ import annotations

from dataclasses import dataclass

# Why a piece may be taken out; there are no others.
#   furniture             the page's own words: adverts, players, share bars, pleas, rights
#   related               links to other stories, and the headings over them
#   caption               what stands under a picture, and whose picture it is
#   byline                who wrote, edited or contributed, and the agency's credit
#   meta                  when it was published or updated, corrections, notes about the piece
#   headline              the article's title, said again in the body
#   boilerplate-repeated  the same line twice running, or a line that the publisher puts into its articles
#   markup                tags in a body that is plain text
reasons = (
    "furniture",
    "related",
    "caption",
    "byline",
    "meta",
    "headline",
    "boilerplate-repeated",
    "markup",
)


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece that cleaning took out, for one of the `reasons`.

    `start` and `end` are half-open code point offsets into the body as sent, or of HTML into the extracted text;
    both are None for the text of a picture, which the extracted text does not hold.
    """

    text: str
    reason: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the clean text and the run that it came from, of the sent body or of the extracted text.

    Half-open code points. Runs of unequal length were mended, as a whole.
    """

    start: int
    end: int
    body_start: int
    body_end: int


@dataclass(frozen=True, slots=True)
class CleanText:
    """The clean text: paragraphs parted by one empty line (two newlines), in the order of the article.

    `repeatable` holds the keys of lines that are the page's if they repeat from story to story, whether they were
    taken out for it or not; `applied` those of the learned keys that took a line out. See `habits.line_key`.
    `is_extracted` says that the body was HTML, and offsets are into what was extracted from it.
    """

    text: str
    removed: tuple[Removed, ...] = ()
    segments: tuple[Segment, ...] = ()
    repeatable: tuple[str, ...] = ()
    applied: tuple[str, ...] = ()
    is_extracted: bool = False
