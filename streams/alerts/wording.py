"""Headline patterns: "Invasion[ of {recipient}][ by {actor}]", and how an article's words fit into them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING

from streams.events.countries import COUNTRY_IDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from streams.claims.claim import Party

LONGEST_ABBREVIATION = 4
"""Of a name in capitals: "UAE" is a country, "LISBON" heads a dispatch from there."""

SLOTS = ("title", "actor", "recipient", "sides", "place", "quantity")
MOST_CHARS = 70
MOST_TIDIED = 4096
MOST_NAMES = 3
MOST_NAME_WORDS = 4
"""Of a country's name: "Papua New Guinea", not "fishermen and traders from Chad"."""

# Of adjectives of nations, and of no country's name.
_NATIONALITIES = ("ish", "ese", "ian", "ean", "ican", "ench", "utch", "eli", "aqi", "stani")
_EDGES = "'‘’ ,;:."
_MARKS = re.compile(r"[\"“”„«»]")

_PIECE = re.compile(r"\[([^][]*)\]|([^][]+)")
_SLOT = re.compile(r"\{([^{}]*)\}")
_ABBREVIATION = re.compile(r"\b(?:\w\.)+\w$")
_OWNER = re.compile(r"(.*?\w)(['’]s?) (?=\S)")
_FOLLOWING = re.compile(r" (?:of|with|between|in|at|near|from|to|on|for|and|who|that|,) ")


@dataclass(frozen=True, slots=True)
class Words:
    """English that headlines need. `nouns_at` and `nouns_off` take these as places, others "in".

    `no_names` begin sentences and are small inside one. `possessives` point back to somebody named before;
    `first_persons`, `pronouns` and `times` name nobody. Who bears a word of `offices` speaks for a state, and so do
    its name and its capital's, one of `capitals`.
    """

    prepositions: frozenset[str] = frozenset()
    nouns_at: frozenset[str] = frozenset()
    nouns_off: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    names_with_the: frozenset[str] = frozenset()
    endings_with_the: frozenset[str] = frozenset()
    without_the: frozenset[str] = frozenset()
    no_names: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    first_persons: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A headline's wording. `pieces` are texts with slots, each with whether it may be left out."""

    pieces: tuple[tuple[str, bool], ...]

    @property
    def own_words(self) -> frozenset[str]:
        """Its own words, whatever fills it."""
        return frozenset(_SLOT.sub(" ", " ".join(text for text, _ in self.pieces)).casefold().split())

    @property
    def needs(self) -> frozenset[str]:
        """The slots without which it cannot be used; the title is always there."""
        return frozenset(
            slot for text, may_go in self.pieces if not may_go for slot in _SLOT.findall(text)
        ) - {"title"}

    def fill(self, slots: Mapping[str, str]) -> tuple[str, frozenset[str]] | None:
        """Return the text and the slots that it names, or None where one that it needs is missing."""
        text, named = "", set[str]()
        for piece, may_go in self.pieces:
            wanted = _SLOT.findall(piece)
            if all(slots.get(slot) for slot in wanted):
                text += _SLOT.sub(lambda match: slots[match[1]], piece)
                named.update(wanted)
            elif not may_go:
                return None
        return text, frozenset(named)


def parse_pattern(sent: object, where: str) -> Pattern:
    """Return a pattern: `{slot}` stands for an article's words, `[…]` goes where a slot is unknown."""
    if not isinstance(sent, str) or not sent.strip():
        raise wrong(where, "text", sent)
    matches = list(_PIECE.finditer(sent))
    if "".join(match[0] for match in matches) != sent:
        raise ValueError(f"{where}: brackets do not close, or stand in one another: {sent!r}")
    for slot in _SLOT.findall(sent):
        if slot not in SLOTS:
            raise ValueError(f"{where}: no slot {slot!r}; there are {', '.join(SLOTS)}")
    if "{" in _SLOT.sub("", sent) or "}" in _SLOT.sub("", sent):
        raise ValueError(f"{where}: braces do not close: {sent!r}")
    return Pattern(tuple((m[1], True) if m[1] is not None else (m[2], False) for m in matches))


def parse_words(sent: object, where: str) -> Words:
    """Return the words that a mapping of lists holds."""
    if not isinstance(sent, dict):
        raise wrong(where, "a mapping of lists", sent)
    names = [each.name for each in fields(Words)]
    for name, words in sent.items():
        if name not in names:
            raise wrong(f"{where}: {name}", f"one of {', '.join(names)} as name", name)
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise wrong(f"{where}: {name}", "a list of texts", words)
    return Words(**{name: frozenset(words) for name, words in sent.items()})


def wrong(where: str, expected: str, sent: object) -> ValueError:
    """Return the error of a field that holds something else."""
    return ValueError(f"{where}: expected {expected}, got {sent!r}")


@lru_cache(maxsize=MOST_TIDIED)
def tidy(text: str) -> str:
    """Return an article's words fit for one line: no control or direction characters, no quotation marks."""
    plain = "".join(
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    line = " ".join(_MARKS.sub("", plain).split())
    words = line.strip(_EDGES)
    if line.lstrip(_EDGES)[len(words) :].startswith(".") and _ABBREVIATION.search(words):
        words += "."
    if len(words) <= MOST_CHARS:
        return words
    return words[: MOST_CHARS - 1].rsplit(" ", 1)[0] + "…"


def names_nobody(party: Party, words: Words) -> bool:
    """Say whether a party's words name nobody out of their sentence: "they", "last week's", "our men", "Russian".

    A nationality alone is an adjective that lost its noun (also "Swedish" of an entity "swedish military"); "Iraqis"
    and "the French" are people.
    """
    text = without_ending(tidy(party.text))
    said = _lower(text)  # "US" is no pronoun
    if not said or said in words.pronouns or said.split()[0] in words.first_persons:
        return True
    if not words.times.isdisjoint((said.split()[-1], text.split()[-1])):
        return True
    scheme, _, name = (party.entity_id or "").partition(":")
    if scheme == "norp":
        return name == text.casefold() and not text.endswith("s")
    return name.startswith(f"{text.casefold()} ") and text.endswith(_NATIONALITIES)


def speaks_for_state(party: Party, words: Words) -> bool:
    """Say whether what somebody says is what a state says: a government, its ministers and forces, its capital.

    A diplomat, a bank, a union or a Red Cross of the country is not. A long name in capitals heads a dispatch and
    says nothing.
    """
    text = without_ending(tidy(party.text)).removeprefix("the ").removeprefix("The ")
    if not party.countries or (text.isupper() and len(text.replace(".", "")) > LONGEST_ABBREVIATION):
        return False
    if party.entity_id in COUNTRY_IDS and len(text.split()) <= MOST_NAME_WORDS:
        return True
    return text in words.capitals or not words.offices.isdisjoint(re.findall(r"[a-z]+", text.casefold()))


def without_ending(name: str) -> str:
    """Return a name out of its possessive: "Boko Haram" for "Boko Haram's"."""
    return name.removesuffix("'s").removesuffix("’s")


def points_back(text: str, words: Words) -> bool:
    """Say whether words lean on somebody named before: "its embassy", "along their border"."""
    return not words.possessives.isdisjoint(text.casefold().split()[:2])


def join_names(names: Iterable[str], link: str = "") -> str:
    """Return "A, B and C", of more than three "A, B and 4 others".

    Where a name is two already, `link` begins each: "Oslo and Riga, and by Lima" with "by ".
    """
    known = list(names)
    if len(known) > MOST_NAMES:
        known = [*known[: MOST_NAMES - 1], f"{len(known) - MOST_NAMES + 1} others"]
    if any(" and " in name for name in known):
        return f", and {link}".join(known)
    return " and ".join(part for part in (", ".join(known[:-1]), *known[-1:]) if part)


def bare_place(text: str, words: Words) -> str:
    """Return a place without the preposition that it begins with."""
    return text.partition(" ")[2] if _has_preposition(text, words) else text


def place_phrase(text: str, words: Words) -> str:
    """Return a place with its preposition: "in Kharkiv", "at the border with Ukraine", "near Geneva"."""
    if not text or _has_preposition(text, words):
        return _lower(text)
    parts = set(_head(text).casefold().split())
    if parts & words.nouns_at:
        return f"at {with_article(text, words)}"
    return f"{'off' if parts & words.nouns_off else 'in'} {with_article(text, words)}"


def _has_preposition(text: str, words: Words) -> bool:
    """Say whether a place begins with one: "west of Pala" and "Near the border" do, "West Bank" does not."""
    first, _, rest = text.partition(" ")
    return first in words.prepositions or (first.casefold() in words.prepositions and rest[:1].islower())


def inside(text: str, words: Words) -> str:
    """Return words as they stand inside a sentence: "four aircraft" for "Four aircraft", but "Boeing jets"."""
    first, _, rest = text.partition(" ")
    is_word = first.casefold() in words.determiners
    is_noun = first.partition("-")[0].casefold() in words.no_names and not rest[:1].isupper()
    return _lower(text) if is_word or is_noun else text


def with_article(text: str, words: Words) -> str:
    """Return a name or phrase with "the" where English wants it: "the United States", "the Syrian army"."""
    text = inside(text, words)
    first = text.split(maxsplit=1)[0] if text else ""
    if not first[:1].isalpha() or first in words.determiners:
        return text
    if owner := _OWNER.match(text):
        return with_article(owner[1], words) + text[owner.end(1) :]
    last = _head(text).split()[-1]
    if text in words.names_with_the or last in words.endings_with_the:
        return f"the {text}"
    is_one_thing = last[:1].islower() and last not in words.without_the and not last.endswith("s")
    return f"the {text}" if is_one_thing else text


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _head(text: str) -> str:
    """Return the phrase as far as what it names: "Swiss city" of "Swiss city of Geneva"."""
    return _FOLLOWING.split(text, maxsplit=1)[0] or text
