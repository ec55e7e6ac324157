"""First step: where in a text a rule may speak. One look-up a token; no grammar yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from streams.claims.rules import Check
from streams.claims.wording import fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streams.claims.rules import Cue, RuleBook

# What keeps a cue from firing: the condition that is not met, or that the sentence names no party of world affairs,
# or that the words are another part of speech.
Obstacle = Check | Literal["unpolitical", "part of speech"]
UNPOLITICAL: Literal["unpolitical"] = "unpolitical"
PART_OF_SPEECH: Literal["part of speech"] = "part of speech"

# How far a particle may stand from its verb: "took the whole of the old city over".
_WIDEST = 6


@dataclass(frozen=True, slots=True)
class Find:
    """A cue's words at tokens `start` to `end` of a sentence. `is_parted`: a verb and, further on, its particle."""

    cue: Cue
    start: int
    end: int
    is_parted: bool = False


def find_cues(
    words: Sequence[str], book: RuleBook, classes: frozenset[str], *, is_political: bool = True
) -> list[Find]:
    """Return where the words of a sentence (lower case) set off a rule, unless they cannot meet its conditions."""
    weighed = weigh_cues(words, book, classes, is_political=is_political)
    return [find for find, obstacle in weighed if obstacle is None]


def weigh_cues(
    words: Sequence[str], book: RuleBook, classes: frozenset[str], *, is_political: bool = True
) -> Iterator[tuple[Find, Obstacle | None]]:
    """Yield where the words of a sentence may set off a rule, each with what speaks against it, if anything.

    `classes` are those that some token of the sentence belongs to. Interaction that raises no alert counts only where
    the sentence names a party of world affairs (`is_political`): people everywhere meet, ask and refuse.
    """
    present = frozenset(words)
    for find in _finds(words, book):
        if is_political or find.cue.rule.kind:
            yield find, _unmet(find.cue, present, words, classes)
        else:
            yield find, UNPOLITICAL


def _finds(words: Sequence[str], book: RuleBook) -> Iterator[Find]:
    for place, word in enumerate(words):
        for cue in book.index.get(word, ()):
            if fits(cue.run, words, place):
                yield Find(cue, place, place + len(cue.run))
            elif cue.part == "verb" and len(cue.run) == 2:  # noqa: PLR2004 - a verb and its particle
                yield from _parted(cue, words, place)


def _parted(cue: Cue, words: Sequence[str], place: int) -> Iterator[Find]:
    for end in range(place + 2, min(place + _WIDEST, len(words))):
        if words[end] in cue.run[1]:
            yield Find(cue, place, end + 1, is_parted=True)
            return


def _unmet(cue: Cue, present: frozenset[str], words: Sequence[str], classes: frozenset[str]) -> Check | None:
    """Return the first condition that the sentence cannot meet, whatever its grammar."""
    for check in cue.unless:
        if "sentence" in check.slots and _holds(check, words):
            return check
    for check in cue.where:
        if (
            check.wording.classes.isdisjoint(classes)
            and "article" not in check.slots
            and present.isdisjoint(check.wording.openers)
        ):
            return check
    return None


def _holds(check: Check, words: Sequence[str]) -> bool:
    return next(check.wording.matches(words), None) is not None
