"""First step: where in a text a rule may speak. One look-up a token; no grammar yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.claims.wording import fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streams.claims.rules import Check, Cue, RuleBook

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
    """Return where the words of a sentence (lower case) set off a rule, unless they cannot meet its conditions.

    `classes` are those that some token of the sentence belongs to. Interaction that raises no alert counts only where
    the sentence names a party of world affairs (`is_political`): people everywhere meet, ask and refuse.
    """
    present = frozenset(words)
    finds = (find for find in _finds(words, book) if is_political or find.cue.rule.kind)
    return [find for find in finds if _can_hold(find.cue, present, words, classes)]


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


def _can_hold(cue: Cue, present: frozenset[str], words: Sequence[str], classes: frozenset[str]) -> bool:
    if any("sentence" in check.slots and _holds(check, words) for check in cue.unless):
        return False
    return all(
        not check.wording.classes.isdisjoint(classes)
        or "article" in check.slots
        or not present.isdisjoint(check.wording.openers)
        for check in cue.where
    )


def _holds(check: Check, words: Sequence[str]) -> bool:
    return next(check.wording.matches(words), None) is not None
