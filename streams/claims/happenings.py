"""Nouns of happenings ("talks", "an accord"): no party to anything themselves; whose they are stands around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.claims.clauses import DEEPEST, NAMED, children, compounds_of, owners_of, with_conjuncts
from streams.claims.wording import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Token

    from streams.claims.wording import Wording

# What leads from a happening to those who take part in it, or to the happening that it is a part of.
_SIDES = ("between", "with", "by", "among")
_PARTS = ("of", "in", "to", "under")


def is_happening(noun: Token, lists: Mapping[str, Wording]) -> bool:
    """Return whether a noun tells of a happening."""
    return noun.pos_ in ("NOUN", "PROPN") and noun.lower_ in lists.get("happenings", NOTHING).singles


def who_is_meant(heads: Iterable[Token], lists: Mapping[str, Wording]) -> list[Token]:
    """Return the heads, with the parties of a happening in its stead: "talks between A and B" give A and B."""
    found: list[Token] = []
    for head in heads:
        found += parties_of(head, lists) if is_happening(head, lists) else [head]
    return list(dict.fromkeys(found))


def parties_of(noun: Token, lists: Mapping[str, Wording], depth: int = 0) -> list[Token]:
    """Return whose a happening is: "talks between A and B", "A's talks with B", "the A-B accord"."""
    found = owners_of(noun)
    found += [token for token in compounds_of(noun) if token.ent_type_ in NAMED]
    for prep in children(noun, "prep", "agent"):
        if prep.lower_ in _SIDES:
            found += [each for head in children(prep, "pobj") for each in with_conjuncts(head)]
        elif prep.lower_ in _PARTS and depth < DEEPEST:
            inner = [head for head in children(prep, "pobj") if is_happening(head, lists)]
            found += [each for head in inner for each in parties_of(head, lists, depth + 1)]
    for clause in children(noun, "acl"):
        found += children(clause, "dobj") if clause.lower_ == "involving" else []
    return list(dict.fromkeys(found))


def places_of(noun: Token) -> list[Token]:
    """Return the towns that a happening is called after: "the Geneva talks"."""
    named = [*compounds_of(noun), *children(noun, "amod", "nmod")]
    return [token for token in named if token.ent_type_ in ("GPE", "LOC", "FAC")]
