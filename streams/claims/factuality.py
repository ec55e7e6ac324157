"""Factuality: whether it happened, is planned, might happen, did not happen, or happened long ago."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from streams.claims.factuality_operators import operators
from streams.claims.factuality_time import find_earlier_time
from streams.claims.factuality_words import span_of
from streams.claims.factuality_works import work_telling

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Doc, Token

    from streams.claims.claim import Span, Status
    from streams.claims.cues import Cues
    from streams.claims.factuality_words import Effect

# What a word does to the status of what it governs, from the trigger outwards. No row: nothing changes.
# "denies plans to send" is plan, then deny; "did not rule out sending" is deny, then negate: open again.
OUTCOMES: Final[dict[tuple[Effect, Status], Status]] = {
    ("plan", "asserted"): "planned",
    ("open", "asserted"): "hypothetical",
    ("open", "planned"): "hypothetical",
    ("open", "denied"): "hypothetical",
    ("deny", "asserted"): "denied",
    ("deny", "planned"): "denied",
    ("deny", "hypothetical"): "denied",
    ("deny", "denied"): "hypothetical",
    ("negate", "asserted"): "denied",
    ("negate", "planned"): "denied",
    ("negate", "hypothetical"): "denied",
    ("negate", "denied"): "hypothetical",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The status of an event mention, and the words that decided it as offsets into the sentence."""

    status: Status
    cue: Span | None = None


def judge(sentence: Doc, trigger: Token, published_on: date, cues: Cues) -> Judgement:
    """Return the status of what `trigger` tells.

    The last word that changed the status, going outwards, is the cue. An earlier time makes history of what
    happened or was planned then, and so does a novel or a film of what it tells, be it made up; a denial or a wish of
    that time stays one.
    """
    status: Status = "asserted"
    cue: Span | None = None
    for operator in operators(sentence, trigger, cues):
        outcome = OUTCOMES.get((operator.effect, status), status)
        if outcome != status:
            status, cue = outcome, operator.span
    if status in {"asserted", "planned"}:
        work = work_telling(trigger, cues)
        earlier = find_earlier_time(sentence, trigger, published_on, cues)
        if work is not None or earlier is not None:
            return Judgement("historical", span_of(work) if work is not None else earlier)
    return Judgement(status, cue)
