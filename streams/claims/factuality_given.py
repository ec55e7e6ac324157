"""What a sentence takes as given: events that nothing said above them can undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from streams.claims.factuality_words import has_to, predicated

if TYPE_CHECKING:
    from spacy.tokens import Token

    from streams.claims.cues import Cues, Effect

# Prepositions through which a word governs: "warn of", "call for", "agree to"; not "threaten by massing".
GOVERNING: Final = frozenset(
    {
        "of",
        "at",
        "for",
        "against",
        "to",
        "from",
        "on",
        "about",
        "over",
        "into",
        "in",
        "towards",
        "toward",
        "out",
        "off",
    }
)
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
DEFINITE: Final = frozenset({"the", "this", "these", "that", "those"})
PARTICIPLES: Final = frozenset({"VBN", "VBD", "VBG"})
ASKING: Final = frozenset({"WDT", "WP", "WRB"})


def is_given(node: Token, head: Token, cues: Cues) -> bool:
    """Return whether nothing above `node` can change it."""
    if node.dep_ in {"appos", "parataxis", "poss", "nmod"} or _is_question_of(node, cues):
        return True
    if node.dep_ in {"relcl", "acl", "advcl", "amod"}:
        return _is_given_clause(node, head, cues)
    if node.dep_ == "prep":
        return _is_given_phrase(node, head, cues)
    if node.dep_ in {"pobj", "pcomp"} and head.dep_ == "prep":
        return head.lower_ in cues.backgrounds - GOVERNING
    # "Invasion claims" are claims of an invasion.
    joint = "of" if node.dep_ == "compound" else ""
    effect = cues.effect(head, is_noun=node.pos_ in NOMINAL, preposition=joint)
    return effect == "factive" or (node.pos_ in NOMINAL and _is_known(node, head, effect, cues))


def _is_given_clause(node: Token, head: Token, cues: Cues) -> bool:
    if node.dep_ == "advcl":
        return any(
            child.lower_ in cues.backgrounds for child in node.children if child.dep_ in {"mark", "advmod"}
        )
    if node.dep_ == "acl":
        return node.tag_ in PARTICIPLES and cues.effect(head, is_noun=False) in {None, "happen"}
    if node.dep_ == "amod":
        # "Had massed troops" is often read as having troops that were massed.
        return node.tag_ in PARTICIPLES and not (node.i > 0 and node.nbor(-1).lemma_ == "have")
    return not has_to(node)


def _is_known(noun: Token, head: Token, effect: Effect | None, cues: Cues) -> bool:
    """Return whether the sentence speaks of the noun as of something known: "the invasion will cost lives".

    What "the invasion will begin" says of it, is said of its happening.
    """
    if not _is_definite(noun):
        return False
    if noun.dep_ == "nsubj" and head.lemma_ == "be":
        return next(predicated(head, cues), None) is None
    if noun.dep_ == "nsubj" and effect == "happen":
        return any(child.dep_ == "dobj" and child.lower_ != "place" for child in head.children)
    return noun.dep_ in {"nsubj", "dobj", "nsubjpass"} and effect is None


def _is_question_of(node: Token, cues: Cues) -> bool:
    """Return whether the clause is what one asks: "whether they left" is open, "why they left" given."""
    if node.dep_ not in {"ccomp", "pcomp", "csubj", "xcomp", "advcl"} or has_to(node):
        return False
    return any(
        (child.dep_ == "mark" and child.lower_ in cues.conditionals)
        or (child.tag_ in ASKING and node.dep_ != "advcl")
        for child in node.children
    )


def _is_given_phrase(preposition: Token, head: Token, cues: Cues) -> bool:
    """Return whether the object is given: "after the attack", "reacted to an attack"; not "aimed at an attack"."""
    noun = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    effect = cues.effect(head, is_noun=noun is not None, preposition=preposition.lower_)
    if effect in {"plan", "open", "deny"} and preposition.lower_ in GOVERNING:
        return False
    is_known = effect in {None, "report"} and noun is not None and _is_definite(noun)
    return effect == "factive" or is_known or preposition.lower_ in cues.backgrounds


def _is_definite(noun: Token) -> bool:
    return any(child.lower_ in DEFINITE or child.dep_ == "poss" for child in noun.children)


def leads_to_noun(preposition: Token) -> bool:
    """Return whether a noun, not a clause, follows the preposition."""
    return any(child.dep_ == "pobj" for child in preposition.children)
