"""What stands directly on a verb, noun or adjective and changes whether it happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from streams.claims.claim import Span
    from streams.claims.cues import Cues

Effect = Literal["plan", "open", "deny", "negate"]

ARGUMENTS: Final = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "csubj"})
MODIFYING: Final = frozenset({"amod", "advmod", "acomp", "nmod", "det"})
OUTSIDE_NEGATION: Final = frozenset({"may", "might"})
# "Not really: ...", "No, ...": what may stand before the mark that sets an answer off, and the marks.
ANSWERING: Final = frozenset({"ADV", "INTJ", "PART", "DET"})
SETTING_OFF: Final = frozenset({",", ":", "-", "–", "—", "--", ";"})
LONGEST_ANSWER: Final = 3


@dataclass(frozen=True, slots=True)
class Operator:
    """A word that changes the status of what it governs; `span` are its offsets in the sentence."""

    effect: Effect
    span: Span


def own_operators(node: Token, cues: Cues, below: Token | None = None) -> Iterator[Operator]:
    """Yield what stands directly on a verb, noun or adjective, innermost first.

    "May not send" leaves it open, "cannot send" denies: "may" stands outside "not", and other modals go up in it
    ("cannot deny" does not deny). A condition stands outside all: "if they do not send". `below` is the child that the
    walk came from.
    """
    inside: list[Operator] = []
    modals: list[Operator] = []
    denials: list[Operator] = []
    outside: list[Operator] = []
    for child in node.children:
        if (below is not None and child == below) or _is_answer(child):
            continue
        word = child.lower_
        if child.dep_ in {"mark", "advmod", "prep"} and word in cues.conditionals:
            outside.append(operator_of("open", child))
        elif (negator := _negator(child, cues)) is not None:
            denials.append(operator_of("negate", negator))
        elif child.dep_ == "aux" and (effect := cues.modals.get(word)):
            (denials if word in OUTSIDE_NEGATION else modals).append(_modal(child, node, effect, cues))
        elif child.dep_ in MODIFYING and (effect := cues.modifiers.get(word)) in {"plan", "open", "deny"}:
            inside.append(Operator(effect, span_of(child)))
    if (to := _headline_future(node)) is not None:
        inside.append(operator_of("plan", to))
    denials.sort(key=lambda operator: operator.effect == "open")
    is_negated = any(operator.effect == "negate" for operator in denials)
    yield from (
        *(each for each in modals if not is_negated or each.effect != "open"),
        *inside,
        *denials,
        *outside,
    )


def _is_answer(child: Token) -> bool:
    """Return whether a word answers what was said before: "Hardly - the troops remain"; it negates nothing here."""
    doc = child.doc
    opening = next((i for i in range(min(len(doc), LONGEST_ANSWER + 1)) if doc[i].text in SETTING_OFF), 0)
    is_set_off = opening > 0 and (doc[opening].text != "-" or bool(doc[opening - 1].whitespace_))
    return is_set_off and child.i < opening and all(token.pos_ in ANSWERING for token in doc[:opening])


def _negator(child: Token, cues: Cues) -> Token | None:
    """Return the word that negates: "not", or the "no" of an argument ("no troops were sent")."""
    if child.dep_ == "neg" or (child.dep_ in {"det", "preconj", "advmod"} and child.lower_ in cues.negators):
        return child
    if child.dep_ not in ARGUMENTS:
        return None
    if child.lower_ in {"none", "nobody", "nothing", "noone"}:
        return None if _is_only(child) else child
    return next(
        (word for word in child.children if word.dep_ in {"det", "neg"} and word.lower_ in cues.negators),
        None,
    )


def _is_only(nothing: Token) -> bool:
    """Return whether "nothing" is "nothing but" or "nothing more than": something after all."""
    following = nothing.doc[nothing.i + 1 : nothing.i + 3].text.lower()
    return following.startswith("but ") or following in {"more than", "other than", "less than"}


def _modal(child: Token, node: Token, effect: str, cues: Cues) -> Operator:
    """Return the modal's effect; "said it would send" is the future seen from the past, hence a plan."""
    if child.lower_ in {"would", "'d", "’d"} and node.dep_ in {"ccomp", "conj"}:
        above = node.head if node.dep_ == "ccomp" else node.head.head
        has_perfect = any(other.lower_ == "have" and other.dep_ == "aux" for other in node.children)
        is_told = cues.effect(above, is_noun=False) in {"report", "plan"}
        if is_told and not has_perfect and not _has_condition(node, cues):
            return operator_of("plan", child)
    return operator_of("plan" if effect == "plan" else "open", child)


def _has_condition(node: Token, cues: Cues) -> bool:
    return any(
        child.dep_ == "advcl" and any(mark.lower_ in cues.conditionals for mark in child.children)
        for child in node.children
    )


def _headline_future(node: Token) -> Token | None:
    """Return the "to" of a headline's infinitive: "US to send troops"."""
    if node.dep_ != "ROOT" or node.tag_ != "VB":
        return None
    to = next((child for child in node.children if child.lower_ == "to" and child.dep_ == "aux"), None)
    return to if to is not None and any(child.i < to.i for child in node.children) else None


def predicated(be: Token, cues: Cues) -> Iterator[Operator]:
    """Yield what is said of a subject: "an invasion is unlikely"."""
    for child in be.children:
        if child.dep_ in {"acomp", "attr"}:
            effect = cues.modifiers.get(child.lower_) or cues.effect(child, is_noun=True)
            if effect in {"plan", "open", "deny"}:
                yield Operator(effect, span_of(child))
        elif child.dep_ == "xcomp" and has_to(child):
            yield operator_of("plan", be)


def has_to(node: Token) -> bool:
    """Return whether the verb is an infinitive with "to"."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in node.children)


def operator_of(effect: Effect, token: Token) -> Operator:
    """Return an operator shown by one word."""
    return Operator(effect, span_of(token))


def span_of(token: Token) -> Span:
    """Return the word's half-open offsets."""
    return token.idx, token.idx + len(token)
