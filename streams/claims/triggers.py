"""First step: where in a text a rule may speak. One look-up a token; no grammar yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from streams.claims.rules import Check
from streams.claims.wording import fits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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
    present = frozenset(words)

    def possible(word: str) -> list[Cue]:
        # Before their words are looked at: many rules may begin with "close", and few of them speak of a mine.
        return [
            cue
            for cue in book.index.get(word, ())
            if (is_political or cue.rule.kind) and _unmet_where(cue, present, classes) is None
        ]

    return [find for find in _finds(words, possible) if _unmet_unless(find.cue, words) is None]


def weigh_cues(
    words: Sequence[str], book: RuleBook, classes: frozenset[str], *, is_political: bool = True
) -> Iterator[tuple[Find, Obstacle | None]]:
    """Yield where the words of a sentence may set off a rule, each with what speaks against it, if anything.

    `classes` are those that some token of the sentence belongs to. Interaction that raises no alert counts only where
    the sentence names a party of world affairs (`is_political`): people everywhere meet, ask and refuse.
    """
    present = frozenset(words)
    for find in _finds(words, lambda word: book.index.get(word, ())):
        if is_political or find.cue.rule.kind:
            yield find, _unmet_unless(find.cue, words) or _unmet_where(find.cue, present, classes)
        else:
            yield find, UNPOLITICAL


def _finds(words: Sequence[str], cues_of: Callable[[str], Sequence[Cue]]) -> Iterator[Find]:
    for place, word in enumerate(words):
        for cue in cues_of(word):
            if fits(cue.run, words, place):
                yield Find(cue, place, place + len(cue.run))
            elif cue.part == "verb" and len(cue.run) == 2:  # noqa: PLR2004 - a verb and its particle
                yield from _parted(cue, words, place)


def _parted(cue: Cue, words: Sequence[str], place: int) -> Iterator[Find]:
    for end in range(place + 2, min(place + _WIDEST, len(words))):
        if words[end] in cue.run[1]:
            yield Find(cue, place, end + 1, is_parted=True)
            return


def _unmet_unless(cue: Cue, words: Sequence[str]) -> Check | None:
    """Return the first condition that the sentence breaks, whatever its grammar."""
    return next((check for check in cue.unless if "sentence" in check.slots and _holds(check, words)), None)


def _unmet_where(cue: Cue, present: frozenset[str], classes: frozenset[str]) -> Check | None:
    """Return the first condition that the sentence cannot meet, whatever its grammar."""
    for check in cue.where:
        if (
            present.isdisjoint(check.wording.openers)
            and check.wording.classes.isdisjoint(classes)
            and "article" not in check.slots
        ):
            return check
    return None


def _holds(check: Check, words: Sequence[str]) -> bool:
    return next(check.wording.matches(words), None) is not None
