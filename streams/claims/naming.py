"""From the words of a phrase to a party or a place: the countries that it speaks for, the entity that it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.claims.claim import Party, Place
from streams.claims.clauses import children, meant_by
from streams.claims.phrase import noun_phrase, place_phrase
from streams.entities.countries import countries_of

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Token

    from streams.claims.phrase import Range, Sentence
    from streams.entities.gazetteer import Gazetteer


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
        """Return the party that a phrase names.

        Failing that, of the country that its possessor in the sentence has ("its army"), or that it is said to be in.
        """
        wider = place_phrase(head)[1] if head is not None else tokens[1]
        entity = next(
            (sentence.entities[place] for place in range(*tokens) if place in sentence.entities), None
        )
        return Party(
            text=sentence.text(tokens),
            countries=self.countries(sentence, tokens)
            or self._owners(sentence, tokens)
            or self.countries(sentence, (tokens[0], max(wider, tokens[1]))),
            span=sentence.chars(tokens),
            entity_id=entity.id if entity else None,
        )

    def _owners(self, sentence: Sentence, tokens: Range) -> tuple[str, ...]:
        """Return the countries of whom "its", "their" or "his" before a noun of the phrase means."""
        for place in range(*tokens):
            token = sentence.doc[place]
            if token.dep_ == "poss" and token.pos_ == "PRON":
                owners = [owner for owner in meant_by(token) if owner.i != token.i]
                found = [code for owner in owners for code in self.countries(sentence, noun_phrase(owner))]
                return tuple(dict.fromkeys(found))
        return ()

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

    def is_town(self, sentence: Sentence, place: int) -> bool:
        """Return whether a token names a place that is no state: "Geneva", not "Switzerland"."""
        entity = sentence.entities.get(place)
        if entity is None:
            return sentence.doc[place].ent_type_ in ("GPE", "LOC", "FAC") and not countries_of(
                sentence.doc[place].text, self.gazetteer, self.day
            )
        state = self.gazetteer.countries.get(entity.country or "")
        return entity.type in ("GPE", "LOC", "FAC") and (state is None or state.qid != entity.qid)


def is_first_person(head: Token) -> bool:
    """Return whether a party is whoever speaks: "we", "our troops"."""
    return head.lower_ in ("we", "i", "us") or any(
        owner.lower_ in ("our", "my") for owner in children(head, "poss")
    )
