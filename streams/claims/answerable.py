"""Who is said to have done what a noun tells of: "claimed responsibility for the bombing", "blamed Iran for it"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.claims.clauses import (
    VERBAL,
    agents_of,
    children,
    objects_of,
    owners_of,
    subjects_of,
    with_conjuncts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from streams.claims.wording import Wording

_RESPONSIBLE = "responsible"
_BEHIND = "behind"


def answerable_for(noun: Token, lists: Mapping[str, Wording]) -> list[Token]:
    """Return who answers for a happening by the words that it hangs on, be it that others say so."""
    if _is_charging(noun.head, lists):
        return _charged_on(noun.head) or _charged_on(noun)
    for told in children(noun, "acl"):
        if _is_charging(told, lists) or told.lower_ in lists["owning_up"].singles:
            return _charged_on(told) or agents_of(told)
    return _answering_behind(noun.head, lists) if noun.dep_ == "pobj" else []


def _answering_behind(preposition: Token, lists: Mapping[str, Wording]) -> list[Token]:
    above = preposition.head
    if _is_charging(above, lists):
        return objects_of(above)
    if above.lower_ == _RESPONSIBLE:
        return _responsible(above)
    if preposition.lower_ == _BEHIND:
        return children(above, "nsubj") if above.pos_ in VERBAL else [above]
    return _holders(above, lists) if above.lower_ in lists["answering"].singles else []


def _is_charging(word: Token, lists: Mapping[str, Wording]) -> bool:
    return word.pos_ in VERBAL and word.lower_ in lists["charging"].singles


def _charged_on(word: Token) -> list[Token]:
    """Return whom it is put on: "the attack was blamed on Iran"."""
    on = [child for child in children(word, "prep") if child.lower_ == "on"]
    return [each for prep in on for head in children(prep, "pobj") for each in with_conjuncts(head)]


def _responsible(word: Token) -> list[Token]:
    """Return who is responsible: "held Iran responsible", "Iran was responsible", "the group responsible"."""
    verb = word.head
    if verb.pos_ not in VERBAL:
        return [verb] if verb.pos_ in ("NOUN", "PROPN") else []
    return objects_of(verb) or children(verb, "nsubj")


def _holders(part: Token, lists: Mapping[str, Wording]) -> list[Token]:
    """Return whose a part in it is: "claimed responsibility for", "accused Iran of a role in", "Iran's part in"."""
    if owners := owners_of(part):
        return owners
    verb = part.head.head if part.dep_ == "pobj" else part.head
    if _is_charging(verb, lists):
        return objects_of(verb)
    is_owned = verb.pos_ in VERBAL and verb.lower_ in lists["owning_up"].singles
    return subjects_of(verb) if is_owned else []
