"""Where it happened: of the places that a sentence names, the one that belongs to the trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.claims.clauses import VERBAL
from streams.claims.happenings import is_happening, places_of
from streams.claims.phrase import noun_phrase, place_phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spacy.tokens import Token

    from streams.claims.claim import Place
    from streams.claims.matching import Hit
    from streams.claims.naming import Naming
    from streams.claims.phrase import Range, Sentence

# Prepositions that lead to a place; the second kind belongs to what the place is called.
_LEADING = (
    "in",
    "at",
    "on",
    "to",
    "into",
    "onto",
    "from",
    "over",
    "across",
    "throughout",
    "through",
    "toward",
    "towards",
)
_TELLING = (
    "near", "along", "outside", "inside", "around", "off", "within", "beyond", "behind", "close to",
    "north of", "south of", "east of", "west of", "ahead of",
)  # fmt: skip
# What hangs on a word of telling by these is told; by others it is part of the telling itself.
_TOLD_IN = ("ccomp", "parataxis", "advcl", "dep")


def location_of(
    hit: Hit, sentence: Sentence, naming: Naming, reporters: Collection[str] = frozenset()
) -> Place | None:
    """Return where: the place that the frame leads to, else the one place phrase of the sentence that may be it.

    Where somebody spoke ("told reporters in Brussels") is not where it happened; `reporters` are lemmas of telling.
    """
    for slot in hit.cue.roles["location"]:
        heads = _place_heads(hit, sentence) if slot == "@place" else hit.frame.slots.get(slot, ())
        for head in heads:
            tokens = place_phrase(head, hit.frame.trigger.i)
            named = range(head.i, noun_phrase(head, hit.frame.trigger.i)[1])
            is_place = any(sentence.is_a("@place", place) for place in named)
            is_place |= slot != "@place" and head.pos_ == "PROPN" and bool(naming.countries(sentence, tokens))
            if (
                is_place
                and not hit.tokens[0] <= head.i < hit.tokens[1]
                and not _of_telling(head, hit, reporters)
            ):
                return naming.place(sentence, _with_telling(head, tokens))
    if "@place" not in hit.cue.roles["location"]:
        return None
    called_after = [head for head in _called_after(hit, sentence) if naming.is_town(sentence, head.i)]
    return naming.place(sentence, noun_phrase(called_after[0])) if called_after else None


def _of_telling(head: Token, hit: Hit, reporters: Collection[str]) -> bool:
    """Return whether a place belongs to a verb of telling, and what it tells is the trigger or stands apart."""
    verb = next((above for above in head.ancestors if above.pos_ in VERBAL), None)
    if verb is None or verb.lemma_.lower() not in reporters:
        return False
    if verb.i in (hit.frame.trigger.i, hit.frame.carrier.i):
        return False
    path = [hit.frame.trigger, *hit.frame.trigger.ancestors]
    below = next((token for token in path if token.head.i == verb.i and token.i != verb.i), None)
    return below is None or below.dep_ in _TOLD_IN


def _called_after(hit: Hit, sentence: Sentence) -> list[Token]:
    slots = hit.frame.slots
    nouns = [hit.frame.trigger] if hit.frame.trigger.pos_ in ("NOUN", "PROPN") else []
    nouns += [
        head
        for slot in ("subject", "object", "of", "from")
        for head in slots.get(slot, ())
        if is_happening(head, sentence.lists)
    ]
    return [place for noun in nouns for place in places_of(noun)]


def _place_heads(hit: Hit, sentence: Sentence) -> Sequence[Token]:
    """Return heads of place phrases: those of the frame first, then any other, nearest after the trigger first."""
    slots = hit.frame.slots
    framed = [head for slot in slots for head in slots[slot] if slot in _LEADING or slot in _TELLING]
    trigger = hit.frame.trigger.i
    others = [
        token
        for token in sentence.doc
        if token.dep_ == "pobj" and token.head.lower_ in (*_LEADING, *_TELLING) and token not in framed
    ]
    return framed + sorted(others, key=lambda token: (token.i < trigger, abs(token.i - trigger)))


def _with_telling(head: Token, tokens: Range) -> Range:
    """Begin with the preposition where it says which place: "near the border"."""
    first = head.doc[tokens[0] - 1] if tokens[0] else None
    if first is not None and first.lower_ in _TELLING and first.i == head.head.i:
        return first.i, tokens[1]
    return tokens
