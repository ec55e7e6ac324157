"""The frame of a trigger: who and what stands around it, by slot, read from the dependency tree.

A verb and a noun that tell of the same happening ("Russia invaded Ukraine", "the Russian invasion of Ukraine",
"Russia launched an invasion of Ukraine") give the same slots.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from streams.claims.answerable import answerable_for
from streams.claims.clauses import (
    DEEPEST,
    NAMED,
    VERBAL,
    agents_of,
    children,
    compounds_of,
    is_passive,
    meant_by,
    objects_of,
    owners_of,
    subjects_of,
    undergoers_of,
    with_conjuncts,
)
from streams.claims.happenings import is_happening

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Token

    from streams.claims.wording import Wording

_MEASURES = (
    "day",
    "week",
    "hour",
    "month",
    "round",
    "series",
    "wave",
    "number",
    "spate",
    "string",
    "act",
    "campaign",
)
# "Placed under sanctions", "came under attack": the verb says nothing of its own.
_PUTTING = ("place", "put", "bring", "come")
_CARRYING = ("in", "into", "under", "to", "through", "with", "on", "for")


@dataclass(slots=True)
class Frame:
    """Head tokens by slot. `carrier` is the light verb of a noun ("launch an attack"), else the trigger itself."""

    trigger: Token
    carrier: Token
    tokens: tuple[int, int]
    slots: dict[str, list[Token]] = field(default_factory=dict)

    def add(self, slot: str, *tokens: Token) -> None:
        """Put tokens into a slot, each once; a pronoun gives way to whom it stands for, where its sentence tells."""
        kept = self.slots.setdefault(slot, [])
        for token in tokens:
            meant = meant_by(token)
            kept.extend(
                each for each in meant if each not in kept and not self.tokens[0] <= each.i < self.tokens[1]
            )


def read_frame(trigger: Token, tokens: tuple[int, int], lists: Mapping[str, Wording]) -> Frame:
    """Return the frame of a verb, a noun, or whatever word stands for one of them; its own `tokens` fill no slot."""
    frame = Frame(trigger, trigger, tokens)
    if trigger.pos_ in VERBAL:
        _fill_from_verb(frame, trigger, lists)
    else:
        _fill_from_noun(frame, trigger, lists)
    return frame


def _fill_from_verb(frame: Frame, verb: Token, lists: Mapping[str, Wording]) -> None:
    frame.add("subject", *(() if _is_only_noticed(verb, lists) else subjects_of(verb)))
    frame.add("object", *objects_of(verb))
    _add_prepositions(frame, verb)
    happenings = [token for token in frame.slots["subject"] if is_happening(token, lists)]
    for token in (*frame.slots["object"], *happenings):
        if token.head.i == verb.i:
            _add_prepositions(frame, token)
    if verb.dep_ == "ccomp" and verb.head.pos_ in VERBAL:
        frame.add("speaker", *subjects_of(verb.head))
    for clause in children(verb, "ccomp", "xcomp"):
        frame.add("clause", *children(clause, "nsubj", "nsubjpass"))


def _is_only_noticed(verb: Token, lists: Mapping[str, Wording]) -> bool:
    """Return whether a gerund is what somebody hears or bears, and not what he does: "villagers heard shelling"."""
    is_gerund = verb.tag_ == "VBG" and verb.dep_ in ("xcomp", "dobj") and not children(verb, "nsubj")
    return is_gerund and any(verb.head.lower_ in lists[name].singles for name in ("undergone", "noticed"))


def _fill_from_noun(frame: Frame, noun: Token, lists: Mapping[str, Wording]) -> None:
    top = _top(noun)
    _add_prepositions(frame, noun)
    _add_prepositions(frame, top)
    verb, is_object = _carrier(top)
    frame.add("head", *([top] if top.i != noun.i else []))
    for slot in ("verb", "does"):
        frame.add(slot, *([verb] if verb is not None and is_object == (slot == "verb") else []))
    frame.add("modifier", *_modifiers(noun))
    targets = [token for token in _modifiers(noun) if _is_target(token, noun, lists)]
    owners = (owner for owner in (*owners_of(top), *owners_of(noun)) if owner not in targets)
    frame.add("subject", *owners, *frame.slots.get("by", ()))
    undergoers = _fill_from_carrier(frame, top, verb, lists, is_object=is_object) if verb is not None else []
    frame.add("object", *frame.slots.get("of", ()), *undergoers, *targets)
    if not frame.slots["subject"]:
        frame.add("subject", *answerable_for(top, lists))
    names = [token for token in compounds_of(noun) if token.ent_type_ in NAMED]
    doers = [] if frame.slots["subject"] else [name for name in names if name not in targets]
    frame.add("subject", *doers)
    frame.add("object", *(name for name in names if name not in doers))
    if not frame.slots["object"]:
        frame.add("object", *(token for token in compounds_of(noun) if token not in names))


def _fill_from_carrier(
    frame: Frame, noun: Token, verb: Token, lists: Mapping[str, Wording], *, is_object: bool
) -> list[Token]:
    """Take in what the verb says that a noun hangs on, and return who undergoes it: "Sweden suffered an attack"."""
    is_under = noun.head.lower_ == "under" and verb.lemma_.lower() in _PUTTING
    is_light = verb.lower_ in lists["light"].singles or is_under
    undergoers: list[Token] = []
    if is_object and is_light:
        frame.carrier = verb
        frame.add("subject", *_doers(noun, verb))
        if is_under and is_passive(verb):
            frame.add("object", *objects_of(verb))
        _add_prepositions(frame, verb)
    elif is_object and verb.lower_ in lists["undergone"].singles:
        frame.carrier = verb
        _add_prepositions(frame, verb)
        senders = [token for token in frame.slots.get("from", ()) if token.ent_type_ in NAMED]
        frame.add("subject", *frame.slots.get("by", ()), *senders)
        undergoers = subjects_of(verb)
    elif not is_object:
        frame.carrier = verb
        _add_prepositions(frame, verb)
        if verb.lower_ in lists["effect"].singles:
            frame.add("object", *objects_of(verb))
    return undergoers


def _is_target(name: Token, noun: Token, lists: Mapping[str, Wording]) -> bool:
    """Return whether a name before a noun is whom it is done to: "Syria sanctions", but not "US sanctions"."""
    is_state = name.ent_type_ == "GPE" and name.pos_ == "PROPN" and name.dep_ != "poss"
    return is_state and not name.text.isupper() and noun.lower_ in lists["targeted"].singles


def _doers(noun: Token, verb: Token) -> list[Token]:
    """Return who does what a light verb carries; "were engaged in attacks" has its doers as subject."""
    if not is_passive(verb):
        return subjects_of(verb)
    return agents_of(verb) or (undergoers_of(verb) if noun.dep_ == "pobj" else [])


def _top(noun: Token) -> Token:
    """Return the noun that a compound ends in: "plans" of "invasion plans"."""
    for _ in range(DEEPEST):
        if noun.dep_ not in ("compound", "nmod"):
            break
        noun = noun.head
    return noun


def _carrier(noun: Token) -> tuple[Token | None, bool]:
    """Return the verb that a noun hangs on, and whether as its object or complement (not as its subject)."""
    token = noun
    for _ in range(DEEPEST):
        if token.dep_ in ("dobj", "attr", "oprd", "dative", "nsubj", "nsubjpass"):
            return token.head, token.dep_ != "nsubj"
        above = token.head.head if token.dep_ == "pobj" else token.head
        if token.dep_ == "pobj" and above.pos_ in VERBAL and token.head.lower_ in _CARRYING:
            # "Opened an exhibition on the invasion" did not open the invasion.
            is_about = token.head.lower_ == "on" and bool(children(above, "dobj"))
            return (None, False) if is_about else (above, True)
        if token.dep_ == "pobj" and not (token.head.lower_ == "of" and above.lemma_.lower() in _MEASURES):
            break
        if token.dep_ not in ("conj", "compound", "appos", "pobj"):
            break
        token = above
    return None, False


def _modifiers(noun: Token) -> list[Token]:
    return [token for token in noun.lefts if token.dep_ in ("amod", "compound", "poss", "nmod", "nummod")]


def _add_prepositions(frame: Frame, head: Token) -> None:
    for prep in head.children:
        if prep.dep_ in ("prep", "agent", "dative", "prt") and prep.pos_ in ("ADP", "SCONJ", "VERB", "ADV"):
            for inner, token in _prepositional(prep, prep.lower_):
                frame.add(inner, *with_conjuncts(token))


def _prepositional(prep: Token, name: str, depth: int = 0) -> Iterator[tuple[str, Token]]:
    for child in prep.children:
        if child.dep_ == "pobj":
            yield name, child
            if " " in name:
                yield name.rsplit(" ", 1)[1], child
        elif child.dep_ == "prep" and depth < DEEPEST:
            yield from _prepositional(child, f"{name} {child.lower_}", depth + 1)
