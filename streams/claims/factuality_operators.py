"""The words over an event that change whether it happened, from the event outwards."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from streams.claims.factuality_given import GOVERNING, NOMINAL, is_given, leads_to_noun
from streams.claims.factuality_words import Operator, has_to, operator_of, own_operators, predicated, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from streams.claims.cues import Cues, Effect

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
UNGOVERNED: Final = frozenset(
    {"nsubj", "agent", "npadvmod", "dative", "det", "amod", "advmod", "prep", "pobj", "pcomp"}
)
DENIALS: Final = frozenset({"deny", "negate"})
AWAITED: Final = frozenset({"until", "till", "before", "when", "once", "after"})
FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
INFINITE: Final = frozenset({"VB", "VBG"})
INVERTED: Final = frozenset({"had", "were"})
UNREAL: Final = frozenset({"would", "could", "might"})


def operators(sentence: Doc, trigger: Token, cues: Cues) -> Iterator[Operator]:
    """Yield what changes the status of `trigger`, innermost first.

    The walk ends where what lies above takes the event as given: a relative clause, "after the withdrawal",
    "condemned the invasion". Above a verb of telling, a denial leaves open what is told: "refused to say".
    """
    node, is_told = trigger, False
    yield from own_operators(node, cues)
    if _is_supposed(sentence, trigger):
        yield operator_of("open", sentence[0])
    while node.head != node:
        head = node.head
        if is_given(node, head, cues):
            yield from _awaited(node, head, cues)
            yield from _provided(node, head, cues)
            return
        if node.dep_ == "conj":
            head = _true_head(node)
            found = _shared(node, head, cues)
        else:
            found = chain(_governed(node, head, cues), _passed_on(node, head, cues))
        is_sealed = _is_sealed(trigger, node, head, cues)
        for operator in found:
            if not (is_sealed and operator.effect == "plan" and operator.span == span_of(head)):
                yield Operator("open", operator.span) if is_told and operator.effect in DENIALS else operator
        is_told = is_told or _is_telling(node, head, cues)
        node = head
    if sentence[-1].text == "?" or (len(sentence) > 1 and sentence[-2].text == "?"):
        yield operator_of("open", sentence[-1])


def _is_supposed(sentence: Doc, trigger: Token) -> bool:
    """Return whether it is what an inverted condition supposes: "Had Chad sent troops, Sudan would have left"."""
    comma = next((token.i for token in sentence if token.text == ","), 0)
    is_inverted = sentence[0].lower_ in INVERTED and trigger.i < comma
    return is_inverted and any(token.lower_ in UNREAL for token in sentence[comma:])


def _is_sealed(trigger: Token, node: Token, head: Token, cues: Cues) -> bool:
    """Return whether the governor makes a bargain exist: "agreed to a truce", not "agreed to sign a pact"."""
    is_direct = node == trigger or (node.dep_ == "prep" and trigger.head == node)
    is_done = head.tag_ in {"VBD", "VBN", "VBZ", "VBP"}
    is_bargain = trigger.lemma_.lower() in cues.bargains
    return is_direct and is_done and is_bargain and head.lemma_.lower() in cues.seals


def _governed(node: Token, head: Token, cues: Cues) -> Iterator[Operator]:
    """Yield what the governor does to the node, if it is a word of that sort in a place where it does it."""
    if head.lemma_ == "be" and node.dep_ in {"nsubj", "csubj"}:
        yield from predicated(head, cues)
    elif head.lower_ == "without" and node.dep_ in {"pobj", "pcomp"}:
        yield operator_of("negate", head)
    elif head.lemma_ == "be" and node.dep_ == "xcomp" and has_to(node):
        yield operator_of("plan", head)
    elif node.dep_ == "advcl" and not _is_object_clause(node, head):
        yield from _purpose(node, head)
    elif node.dep_ == "prep" and node.lower_ in GOVERNING:
        effect = cues.effect(head, is_noun=leads_to_noun(node), preposition=node.lower_)
        yield from _ruled(node, head, effect)
    elif node.dep_ not in UNGOVERNED:
        yield from _ruled(node, head, cues.effect(head, is_noun=node.pos_ in NOMINAL))


def _is_object_clause(node: Token, head: Token) -> bool:
    """Return whether a clause that the parser takes for an adverbial is the object: "ruled out sending troops"."""
    kinds = {child.dep_ for child in head.children}
    return node.tag_ == "VBG" and node.i > head.i and "prt" in kinds and "dobj" not in kinds


def _ruled(node: Token, governor: Token, effect: Effect | None) -> Iterator[Operator]:
    """Yield what the effect of a governor comes to.

    A past clause is no plan ("agreed that they had left"), and what "had to" be done was done.
    """
    is_done = effect == "open" and governor.lemma_ == "have" and governor.tag_ == "VBD"
    if is_done or (effect == "plan" and node.tag_ == "VBD"):
        return
    if effect in {"plan", "open", "deny"}:
        yield Operator(effect, span_of(governor))
    elif effect == "report" and _is_told_to(node, governor):
        yield operator_of("open", governor)
    elif effect is None and node.dep_ in {"xcomp", "acl", "ccomp", "relcl"}:
        yield from _purpose(node, governor)


def _purpose(node: Token, head: Token) -> Iterator[Operator]:
    """Yield a plan for a purpose, unless what serves it is done: "fired tear gas to clear the square"."""
    if not has_to(node) or _is_past(head):
        return
    yield next(operator_of("plan", child) for child in node.children if child.lower_ == "to")


def _is_past(verb: Token) -> bool:
    helpers = {child.tag_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    return verb.tag_ == "VBD" or "VBD" in helpers


def _is_told_to(node: Token, governor: Token) -> bool:
    """Return whether a verb of speech asks for an act: "told them to leave", not "is said to have left"."""
    if node.dep_ not in {"xcomp", "ccomp"} or not has_to(node):
        return False
    is_perfect = any(child.lower_ == "have" and child.dep_ == "aux" for child in node.children)
    return not is_perfect and not any(child.dep_ == "auxpass" for child in governor.children)


def _passed_on(node: Token, head: Token, cues: Cues) -> Iterator[Operator]:
    """Yield what stands on the governor and reaches the node through it.

    A negated word of telling leaves open what it tells ("did not say that"), but who does "not believe that"
    believes the contrary. A negation stays with its verb and
    reaches neither a clause beside it ("did not stop, saying") nor its subject ("raids did not shake them").
    """
    effect = cues.effect(head, is_noun=node.pos_ in NOMINAL)
    is_beside = node.dep_ == "advcl" and not _is_object_clause(node, head)
    stays = is_beside or (effect is None and node.dep_ in SUBJECTS)
    for operator in own_operators(head, cues, node):
        is_raised = operator.effect == "negate" and head.lemma_.lower() in cues.raisers
        if effect == "report" and node.dep_ in {"ccomp", "xcomp"} and not is_raised:
            yield Operator("open", operator.span)
        elif operator.effect != "negate" or not stays:
            yield operator


def _is_telling(node: Token, head: Token, cues: Cues) -> bool:
    return node.dep_ == "ccomp" and head.pos_ == "VERB" and cues.effect(head, is_noun=False) == "report"


def _awaited(node: Token, head: Token, cues: Cues) -> Iterator[Operator]:
    """Yield a plan for a time yet to come: "until they leave", "will return when they leave".

    A condition of what one will not do is open, whatever its tense: "refused to talk before they left".
    """
    if node.dep_ != "advcl" or any(child.dep_ in {"aux", "auxpass"} for child in node.children):
        return
    mark = next((child for child in node.children if child.lower_ in AWAITED), None)
    if node.tag_ == "VBD" and mark is not None and mark.lower_ in {"until", "till", "before"}:
        if _is_refused(head, cues):
            yield operator_of("open", mark)
        return
    if node.tag_ not in {"VBZ", "VBP"}:
        return
    has_modal = any(child.tag_ == "MD" for child in head.children)
    if mark is None:
        return
    if has_modal or mark.lower_ in {"until", "till", "before"}:
        yield operator_of("plan", mark)
    elif mark.lower_ == "when":
        yield operator_of("open", mark)  # news tells of one day in the past tense: this is any day


def _is_refused(verb: Token, cues: Cues) -> bool:
    return any(
        cues.effect(each, is_noun=False) == "deny" or any(child.lower_ == "would" for child in each.children)
        for each in (verb, verb.head)
    )


def _provided(node: Token, head: Token, cues: Cues) -> Iterator[Operator]:
    """Yield a plan for what a bargain provides: "an accord that sends the soldiers home"."""
    if node.dep_ == "relcl" and node.tag_ in {"VBZ", "VBP"} and head.lemma_.lower() in cues.bargains:
        yield operator_of("plan", head)


def _shared(node: Token, head: Token, cues: Cues) -> Iterator[Operator]:
    """Yield what a first conjunct lends to a later one: "will send tanks and move troops"."""
    kinds = {child.dep_ for child in node.children}
    if node.tag_ != head.tag_ or kinds & {"nsubj", "nsubjpass", "aux", "auxpass"}:
        return
    is_or = any(child.dep_ == "cc" and child.lower_ in {"or", "nor"} for child in head.children)
    for operator in own_operators(head, cues):
        if operator.effect != "negate" or is_or:
            yield operator


def _true_head(node: Token) -> Token:
    """Return the verb that a later one really joins: "left" in "failed to win and left" joins no infinitive."""
    head = node.head
    while node.tag_ in FINITE and head.tag_ in INFINITE and head.head != head:
        head = head.head
    return head
