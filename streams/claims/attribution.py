"""Attribution: who says it, as a news reader would name the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from streams.claims.factuality_given import is_given
from streams.claims.factuality_words import has_to

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from streams.claims.cues import Cues

# How what is told hangs on the word of telling: "said that", "accused of", "announced the".
TOLD: Final = frozenset({"ccomp", "xcomp", "dobj", "prep", "pcomp", "pobj", "acl", "nsubjpass", "parataxis"})
CLAUSES: Final = frozenset({"ccomp", "xcomp", "pcomp", "parataxis"})
RELATIVES: Final = frozenset({"who", "which", "that"})
CUT_BEFORE: Final = frozenset({"relcl", "acl", "appos", "advcl", "ccomp", "parataxis", "punct"})


def find_source(sentence: Doc, trigger: Token, cues: Cues) -> Span | None:
    """Return who is named as saying what the trigger tells, or None where the article says it itself.

    Of nested speakers the outermost is the source: in "Kyiv says Moscow denies it" that is Kyiv. Whoever denies says
    nothing of what is given whatever he denies: "denied involvement in the attack".
    """
    teller: Token | None = None
    source: Span | None = None
    node, is_aside, is_known = trigger, False, False
    while True:
        is_known = is_known or is_given(node, node.head, cues)
        found = [_beside(node, cues), node.head if _tells(node.head, node, cues, is_aside=is_aside) else None]
        for verb in found:
            speaker = speaker_of(verb) if verb is not None else None
            is_denied = is_known and verb == node.head and cues.effect(verb, is_noun=False) == "deny"
            if speaker is not None and not is_denied and not _is_nobody(speaker, cues):
                teller, source = verb, speaking_phrase(sentence, speaker)
        if node.head == node:
            return _according(sentence, teller, source)
        is_aside = is_aside or node.dep_ == "relcl"
        node = node.head


def _tells(teller: Token, told: Token, cues: Cues, *, is_aside: bool) -> bool:
    """Return whether the governor tells what stands under it; `is_aside`: a relative clause is between them."""
    if teller == told:
        return False
    lemma = teller.lemma_.lower()
    if lemma in cues.reporters:
        return told.dep_ in (CLAUSES if is_aside else TOLD)
    if lemma in cues.stances and told.dep_ in {"ccomp", "parataxis"}:
        return not has_to(told)
    is_of_a_report = told.dep_ in {"dobj", "pobj"} and told.lemma_.lower() in cues.reporters
    return lemma in cues.stances and cues.effect(teller, is_noun=True) == "deny" and is_of_a_report


def _beside(node: Token, cues: Cues) -> Token | None:
    """Return a verb of telling put in beside the node: "Troops, he said, were moved", "as the ministry said"."""
    for child in node.children:
        is_put_in = child.dep_ == "parataxis" or (child.dep_ == "advcl" and _mark(child) == "as")
        if is_put_in and child.lemma_.lower() in cues.reporters:
            return child
    return None


def _mark(clause: Token) -> str:
    return next((child.lower_ for child in clause.children if child.dep_ in {"mark", "advmod"}), "")


def speaker_of(teller: Token) -> Token | None:
    """Return the head of the phrase that tells: subject, agent of a passive, owner of a noun."""
    if teller.pos_ == "NOUN":
        return next((child for child in teller.children if child.dep_ == "poss"), None) or _by(teller)
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in teller.children):
        return _by(teller)
    subject = next((child for child in teller.children if child.dep_ == "nsubj"), None)
    if subject is not None:
        return _antecedent(subject, teller)
    if teller.dep_ in {"conj", "xcomp", "advcl"} and teller.head.pos_ in {"VERB", "AUX"}:
        return speaker_of(teller.head)
    if teller.dep_ == "acl" and teller.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return teller.head
    return None


def _is_nobody(speaker: Token, cues: Cues) -> bool:
    """Return whether nobody speaks: "no group has claimed the bombing"."""
    return any(word.lower_ in cues.negators for word in (speaker, *speaker.lefts))


def _by(teller: Token) -> Token | None:
    for child in teller.children:
        if child.dep_ in {"agent", "prep"} and child.lower_ in {"by", "from"}:
            return next((token for token in child.children if token.dep_ == "pobj"), None)
    return None


def _antecedent(subject: Token, teller: Token) -> Token:
    return teller.head if teller.dep_ == "relcl" and subject.lower_ in RELATIVES else subject


def _according(sentence: Doc, teller: Token | None, source: Span | None) -> Span | None:
    """Return whom "according to" names, where no speaker is known or it stands outside what that speaker says."""
    for token in sentence[:-1]:
        if token.lower_ != "according" or sentence[token.i + 1].lower_ != "to":
            continue
        speaker = next((child for child in sentence[token.i + 1].children if child.dep_ == "pobj"), None)
        is_outside = teller is None or token.head == teller or token.head.is_ancestor(teller)
        if speaker is not None and is_outside:
            return speaking_phrase(sentence, speaker)
    return source


def speaking_phrase(sentence: Doc, head: Token) -> Span:
    """Return the head with its modifiers, without clauses and appositions: "residents of the town"."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    for child in head.rights:
        if child.dep_ in CUT_BEFORE:
            end = min(end, child.left_edge.i)
    for child in head.lefts:
        if child.dep_ == "punct":
            start = max(start, child.i + 1)
    return sentence[start : max(end, head.i + 1)]
