"""Who, to whom, where and how many: the parts that a hit's frame gives, as values over the clean text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.claims.claim import Party, Place, Quantity
from streams.claims.phrase import joined_phrase, noun_phrase, place_phrase
from streams.claims.quantity import find_quantity
from streams.entities.countries import countries_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from spacy.tokens import Token

    from streams.claims.matching import Hit
    from streams.claims.phrase import Range, Sentence
    from streams.entities.gazetteer import Gazetteer

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
# Tokens that head a phrase of their own, for parties that no slot of the frame leads to.
_HEADING = ("pobj", "dobj", "nsubj", "nsubjpass", "dative", "poss", "attr")


@dataclass(frozen=True, slots=True)
class Naming:
    """What turns words into countries: the gazetteer, as of a day."""

    gazetteer: Gazetteer
    day: date

    def countries(self, sentence: Sentence, tokens: Range) -> tuple[str, ...]:
        """Return the countries that a phrase speaks for, in the order of the text."""
        found = [sentence.entities[place].country for place in range(*tokens) if place in sentence.entities]
        named = tuple(dict.fromkeys(country for country in found if country))
        return named or countries_of(sentence.text(tokens), self.gazetteer, self.day)

    def party(self, sentence: Sentence, tokens: Range, head: Token | None = None) -> Party:
        """Return the party that a phrase names; failing that, of the country that it is said to be in."""
        wider = place_phrase(head)[1] if head is not None else tokens[1]
        entity = next(
            (sentence.entities[place] for place in range(*tokens) if place in sentence.entities), None
        )
        return Party(
            text=sentence.text(tokens),
            countries=self.countries(sentence, tokens)
            or self.countries(sentence, (tokens[0], max(wider, tokens[1]))),
            span=sentence.chars(tokens),
            entity_id=entity.id if entity else None,
        )

    def place(self, sentence: Sentence, tokens: Range) -> Place:
        """Return the place that a phrase names."""
        entities = [sentence.entities[place] for place in range(*tokens) if place in sentence.entities]
        entity = next((found for found in entities if found.type in ("GPE", "LOC", "FAC")), None)
        countries = self.countries(sentence, tokens)
        return Place(
            text=sentence.text(tokens),
            country=countries[0] if countries else None,
            latitude=entity.latitude if entity else None,
            longitude=entity.longitude if entity else None,
            span=sentence.chars(tokens),
            entity_id=entity.id if entity else None,
        )


def actor_of(hit: Hit, sentence: Sentence, naming: Naming) -> Party | None:
    """Return who does it: whoever speaks for a country first, then any party, then whatever the subject is."""
    found = [hit.frame.slots.get(slot, []) for slot in hit.cue.roles["actor"]]
    if hit.cue.rule.is_mutual and not any(found):
        found = [hit.frame.slots.get("between", [])[:1]]
    for wanted in ("@country", "@actor"):
        for heads in found:
            for head in heads:
                if _is_a(wanted, head, sentence, hit):
                    return naming.party(sentence, _whole(head, heads, sentence, hit), head)
    heads = [head for head in hit.frame.slots.get("subject", ()) if _is_named(head)]
    return naming.party(sentence, _whole(heads[0], heads, sentence, hit), heads[0]) if heads else None


def recipient_of(hit: Hit, sentence: Sentence, naming: Naming, actor: Party | None) -> Party | None:
    """Return to whom it is done: a party in any of the slots first, else whatever the object is.

    Never the actor's own words. Where the happening is mutual, the second of those who do it together.
    """
    slots = hit.frame.slots
    for head in (head for slot in hit.cue.roles["recipient"] for head in slots.get(slot, ())):
        tokens = _whole(head, [head, *head.conjuncts], sentence, hit)
        if _is_a("@actor", head, sentence, hit) and not _is_inside(sentence.chars(tokens), actor):
            return naming.party(sentence, tokens)
    if "@later" in hit.cue.roles["recipient"]:
        for place in range(hit.tokens[1], len(sentence.doc)):
            head = sentence.doc[place]
            if head.dep_ in _HEADING and sentence.is_a("@actor", place) and head.pos_ in ("NOUN", "PROPN"):
                tokens = _whole(head, [head], sentence, hit)
                if not _is_inside(sentence.chars(tokens), actor):
                    return naming.party(sentence, tokens)
    for head in slots.get("object", ()) if "object" in hit.cue.roles["recipient"] else ():
        tokens = _whole(head, [head], sentence, hit)
        if _is_named(head) and not _is_inside(sentence.chars(tokens), actor):
            return naming.party(sentence, tokens)
    return None


def _is_a(name: str, head: Token, sentence: Sentence, hit: Hit) -> bool:
    return any(sentence.is_a(name, place) for place in range(*noun_phrase(head, hit.frame.trigger.i)))


def _whole(head: Token, heads: Sequence[Token], sentence: Sentence, hit: Hit) -> Range:
    """Return the phrase; of a modifier with the noun of office beside it: "Syrian regime" of "Syrian regime raids"."""
    start, end = joined_phrase(head, heads, hit.frame.trigger.i)
    if head.dep_ in ("amod", "nmod", "compound"):
        while end < hit.tokens[0] and sentence.doc[end].dep_ == "compound" and sentence.is_a("@actor", end):
            end += 1
    return start, end


def location_of(hit: Hit, sentence: Sentence, naming: Naming) -> Place | None:
    """Return where: the place that the frame leads to, else the one place phrase of the sentence that may be it."""
    for slot in hit.cue.roles["location"]:
        heads = _place_heads(hit, sentence) if slot == "@place" else hit.frame.slots.get(slot, ())
        for head in heads:
            tokens = place_phrase(head, hit.frame.trigger.i)
            named = range(head.i, noun_phrase(head, hit.frame.trigger.i)[1])
            is_place = any(sentence.is_a("@place", place) for place in named)
            is_place |= slot != "@place" and head.pos_ == "PROPN" and bool(naming.countries(sentence, tokens))
            if is_place and not hit.tokens[0] <= head.i < hit.tokens[1]:
                return naming.place(sentence, _with_telling(head, tokens))
    return None


def quantity_of(hit: Hit, sentence: Sentence, units: Iterable[str]) -> Quantity | None:
    """Return how many of what the rule counts."""
    found = find_quantity(sentence.doc, hit.frame.trigger, frozenset(units))
    if found is None:
        return None
    span = (sentence.start + found.start, sentence.start + found.end)
    return Quantity(text=found.text, value=found.value, unit=found.unit, span=span)


def _is_named(head: Token) -> bool:
    return head.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")


def _is_inside(span: tuple[int, int], party: Party | None) -> bool:
    return (
        party is not None and party.span is not None and span[0] < party.span[1] and party.span[0] < span[1]
    )


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
