"""Actors that a sentence leaves open ("the troops", "they"), completed from what stands around where sure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streams.claims.claim import Claim, Party, Place
    from streams.claims.rules import RuleBook
    from streams.claims.salience import Told
    from streams.claims.wording import Wording
    from streams.entities.entity import Entity
    from streams.entities.gazetteer import Gazetteer

# A reader remembers whose troops they are for about a paragraph.
_MEMORY_CHARS = 700
# An article is at home in a country that this share of its mentions of countries belong to.
_AT_HOME = 0.8
# For the one country that its sentence names: "… by Mali and demanded that the country withdraw".
_BORDERS = frozenset(["border", "borders", "frontier"])
_PARTS = frozenset(
    ["of", "part", "parts", "region", "regions", "province", "north", "south", "east", "west", "city"]
)
_BESIDE = frozenset(["near", "off", "around", "outside"])
_TOWARDS = _BESIDE | {"to", "into", "toward", "towards", "onto"}
_AWAY = _BESIDE | {"from"}
_STANDING_IN = ("the country", "the nation", "the kingdom")


def complete_actors(
    told: Iterable[Told], entities: tuple[Entity, ...], rules: RuleBook, gazetteer: Gazetteer
) -> list[Told]:
    """Return the claims in the order of the text, with actors' countries told by neighbours where they lack any.

    In this order: an earlier claim of the same family close by, or where nobody is named at all one of the same kind;
    the one country that the sentence names beside place and recipient; for forces, offices and people, who mostly act
    at home, the country of the place, or the one country that the article is about.
    """
    home = _home(entities)
    people = frozenset(entity.id for entity in entities if entity.type == "PERSON")
    known: dict[str, Claim] = {}
    done = []
    for each in sorted(told, key=lambda found: found.claim.trigger):
        claim = each.claim
        kind = rules.kinds.get(claim.kind or "")
        family = kind.family if kind else claim.event_type
        if not _is_known(claim.actor):
            claim = _completed(each, known.get(family), home, people, rules, gazetteer)
        if _is_known(claim.actor):
            known[family] = claim
        done.append(replace(each, claim=claim))
    return done


def _completed(  # noqa: PLR0913, PLR0917 - all that may tell whose an actor is
    told: Told,
    before: Claim | None,
    home: str | None,
    people: frozenset[str],
    rules: RuleBook,
    gazetteer: Gazetteer,
) -> Claim:
    claim, actor = told.claim, told.claim.actor
    is_named = actor is not None and actor.entity_id is not None and actor.entity_id not in people
    if actor is not None and is_named and (actor.entity_id or "").startswith("Q"):
        return claim  # known, and of no country: NATO, an armed group
    is_office = actor is not None and actor.entity_id is None and _holds(actor.text, rules.lists["state"])
    is_standing_in = actor is not None and actor.text.lower() in _STANDING_IN
    if before is not None and before.actor and _is_close(claim, before):
        if actor is None and (before.kind == claim.kind or _is_filed_by_actor(claim, rules)):
            return replace(claim, actor=before.actor)
        if actor is not None and is_office:
            return replace(claim, actor=replace(actor, countries=before.actor.countries))
    place = claim.location.country if claim.location else None
    others = told.countries - {place} - set(claim.recipient.countries if claim.recipient else ())
    if actor is not None and is_standing_in and len(others) == 1:
        return replace(claim, actor=replace(actor, countries=tuple(others)))
    if actor is None or not _is_at_home(actor, rules):
        return claim
    ground = _ground(claim, gazetteer)
    is_abroad = (
        len(others) == 1 and is_office and not (ground and _holds(actor.text, rules.lists["homebound"]))
    )
    country = next(iter(others)) if is_abroad else ground or home
    return replace(claim, actor=replace(actor, countries=(country,))) if country else claim


def _is_at_home(actor: Party, rules: RuleBook) -> bool:
    """Return whether it goes without saying whose somebody is: a state's own, and not the leaders of the world."""
    is_of_one = not _holds(actor.text, rules.lists["of_many"])
    return is_of_one and any(_holds(actor.text, rules.lists[name]) for name in ("state", "locals"))


def _ground(claim: Claim, gazetteer: Gazetteer) -> str | None:
    """Return the country that it happens in; None where it happens beside one, at a border or "near Norway".

    Who comes to a country or withdraws from it is not that country's either.
    """
    place = claim.location
    if place is None or place.country is None:
        return None
    state, words = gazetteer.countries.get(place.country), place.text.lower().split()
    # "Mali", and not "the north of Mali": soldiers who come there may be Mali's.
    is_state = state is not None and state.qid == place.entity_id and _PARTS.isdisjoint(words)
    way = {words[0], _word_before(claim, place)}
    is_foreign = is_state and not way.isdisjoint(_AWAY if claim.event_type == "RETREAT" else _TOWARDS)
    return None if is_foreign or not _BORDERS.isdisjoint(words) else place.country


def _word_before(claim: Claim, place: Place) -> str:
    before = claim.quote[: place.span[0] - claim.evidence[0]].split() if place.span else []
    return before[-1].lower() if before else ""


def _is_filed_by_actor(claim: Claim, rules: RuleBook) -> bool:
    """Return whether claims of a family tell of one actor: a protest is not the government's that answers it."""
    kind = rules.kinds.get(claim.kind or "")
    return kind is None or kind.principal == "actor"


def _is_close(claim: Claim, before: Claim) -> bool:
    return claim.trigger[0] - before.trigger[0] < _MEMORY_CHARS


def _home(entities: Iterable[Entity]) -> str | None:
    counts = Counter[str]()
    for entity in entities:
        counts.update({entity.country: len(entity.spans)} if entity.country else {})
    country, most = counts.most_common(1)[0] if counts else (None, 0)
    return country if most >= _AT_HOME * counts.total() else None


def _is_known(actor: Party | None) -> bool:
    return actor is not None and bool(actor.countries)


def _holds(text: str, wording: Wording) -> bool:
    return next(wording.matches(text.lower().replace("-", " - ").split()), None) is not None
