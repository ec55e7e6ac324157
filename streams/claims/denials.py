"""Denials that name what they deny by "it" or "the claim": "Moscow denied it", of what was claimed just before."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from streams.claims.claim import Party
from streams.claims.salience import Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from streams.claims.claim import Claim
    from streams.claims.cues import Cues
    from streams.claims.stretches import Stretch

# A reader remembers what "it" is for a few sentences.
_MOST_CHARS = 600
# "Moscow has repeatedly and strongly denied all such claims".
_MOST_BETWEEN = 4
_MOST_BEFORE = 12
_OPEN = ("asserted", "planned", "hypothetical")
_PRONOUNS = frozenset(("it", "this", "that"))
_BREAKS = frozenset(';:"“”')


def with_denials(told: Iterable[Told], stretches: Iterable[Stretch], cues: Cues) -> list[Told]:
    """Return the claims and, for each sentence in which a claim's actor denies what was said, that claim denied.

    The denier is a state or a party named before the verb. What is denied is the last open claim before that has the
    denier's country for its actor's and that somebody else made; how many were claimed, the denier does not say.
    """
    found = sorted(told, key=lambda each: each.claim.trigger)
    starts = [each.claim.trigger[0] for each in found]
    added = []
    for stretch in stretches:
        for at in _denials(stretch, cues):
            denier, verb = _denier(stretch, at), stretch.span[at]
            before = reversed(found[: bisect_left(starts, verb.idx)]) if denier else ()
            answered = next(
                (each for each in before if denier and _is_answered(each.claim, denier, verb.idx)), None
            )
            if denier and answered:
                added.append(_denied(answered, denier, (verb.idx, verb.idx + len(verb)), stretch))
    return [*found, *added]


def _denials(stretch: Stretch, cues: Cues) -> Iterator[int]:
    """Yield the verbs of a sentence that deny what they only point at."""
    for at, word in enumerate(stretch.words):
        if word in cues.denials and _points(stretch.words[at + 1 : at + 2 + _MOST_BETWEEN], cues):
            yield at


def _points(words: Sequence[str], cues: Cues) -> bool:
    """Whether words begin with "it", "this" or "all such claims", but not with "it was late" or "this plan"."""
    for word, after in pairwise((*words, "")):
        if word in cues.denied:
            return (
                word not in _PRONOUNS
                or not after.isalpha()
                or after in cues.after_it | (cues.denied - _PRONOUNS)
            )
        if word not in cues.pointers:
            return False
    return False


def _denier(stretch: Stretch, at: int) -> Party | None:
    """Return the last party of a state that is named before the verb in the same breath."""
    for place in range(at - 1, max(-1, at - _MOST_BEFORE), -1):
        if stretch.words[place] in _BREAKS:
            return None
        entity = stretch.entities.get(place)
        if entity is not None and entity.country:
            start = stretch.span[place].idx
            span = next(span for span in entity.spans if span[0] <= start < span[1])
            return Party(stretch.span.doc.text[slice(*span)], (entity.country,), span, entity.id)
    return None


def _is_answered(claim: Claim, denier: Party, at: int) -> bool:
    if claim.kind is None or claim.status not in _OPEN or claim.actor is None:
        return False
    is_theirs = claim.source is not None and bool({*claim.source.countries} & {*denier.countries})
    is_actor = bool({*claim.actor.countries} & {*denier.countries})
    return is_actor and not is_theirs and at - claim.evidence[1] < _MOST_CHARS


def _denied(told: Told, denier: Party, verb: tuple[int, int], stretch: Stretch) -> Told:
    claim = replace(
        told.claim,
        status="denied",
        trigger=verb,
        cue=verb,
        evidence=(stretch.span.start_char, stretch.span.end_char),
        quote=stretch.span.text,
        quantity=None,
        source=denier,
    )
    return Told(claim, depth=0, countries=frozenset(denier.countries))
