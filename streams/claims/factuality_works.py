"""What only a novel, a film or a game tells: it happens there, or is told there of long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from streams.claims.clauses import VERBAL, children

if TYPE_CHECKING:
    from spacy.tokens import Token

    from streams.claims.cues import Cues

ABOUT: Final = frozenset({"about", "on", "of"})


def work_telling(trigger: Token, cues: Cues) -> Token | None:
    """Return the work that tells of it: "in the novel, Russia invades", "a book about the invasion"."""
    node = trigger
    while True:
        if (inside := _inside(node, cues)) is not None:
            return inside
        head = node.head
        if head == node:
            return None
        if _is_work(head, cues) and (node.lower_ in ABOUT or node.dep_ in {"acl", "relcl"}):
            return head
        tellers = children(head, "nsubj") if head.pos_ in VERBAL and node.dep_ != "nsubj" else []
        if any(_is_work(teller, cues) for teller in tellers):
            return tellers[0]
        node = head


def _inside(node: Token, cues: Cues) -> Token | None:
    """Return the work in which something happens: "in the film"."""
    within = [prep for prep in children(node, "prep") if prep.lower_ == "in"]
    found = (noun for prep in within for noun in children(prep, "pobj"))
    return next((noun for noun in found if _is_work(noun, cues)), None)


def _is_work(noun: Token, cues: Cues) -> bool:
    return noun.lemma_.lower() in cues.works and noun.pos_ in {"NOUN", "PROPN"}
