"""Claims of one kind in one article: what one of them leaves open, another that says nothing else may tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from streams.claims.claim import Party, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.claims.claim import Claim
    from streams.claims.rules import RuleBook
    from streams.claims.salience import Told
    from streams.claims.wording import Wording
    from streams.entities.gazetteer import Gazetteer

# Kinds of this family take place in the actor's own country where no other place is named, or in the country of the
# rulers that are assaulted: a coup.
_AT_HOME = "unrest"
_ON_RULERS = "ASSAULT"


def complete_by_kind(told: Iterable[Told], rules: RuleBook, gazetteer: Gazetteer) -> list[Told]:
    """Return the claims, with parties and countries from another of the same article and kind where they lack them.

    Only one that contradicts nothing lends, the nearest before first, and only to whom the words leave open: forces,
    offices and their gear, never armed groups or people by themselves.
    """
    kept = list(told)
    mutual = frozenset(rule.kind.id for rule in rules.rules if rule.kind and rule.is_mutual)
    done = []
    for each in kept:
        claim = each.claim
        if claim.kind is not None:
            lenders = [other.claim for other in kept if other.claim.kind == claim.kind]
            claim = _completed(claim, lenders, rules, is_mutual=claim.kind in mutual, gazetteer=gazetteer)
            claim = _at_home(claim, rules, gazetteer)
        done.append(replace(each, claim=claim))
    return done


def _completed(
    claim: Claim, lenders: Sequence[Claim], rules: RuleBook, *, is_mutual: bool, gazetteer: Gazetteer
) -> Claim:
    mine = _sides(claim)
    fitting = [
        other
        for other in lenders
        if other is not claim
        and len(_sides(other)) > len(mine)
        and _sides(other) >= mine
        and _may_be_one_place(claim, other)
    ]
    if not fitting:
        return claim
    lender = min(
        fitting, key=lambda other: (other.trigger > claim.trigger, abs(other.trigger[0] - claim.trigger[0]))
    )
    if is_mutual:
        return _joined(claim, lender, gazetteer)
    return _lent(claim, lender, rules)


def _joined(claim: Claim, lender: Claim, gazetteer: Gazetteer) -> Claim:
    """Complete a mutual claim: whoever takes part besides is the other side."""
    if not _sides(claim):
        if _is_somebody(claim.actor):
            return claim
        return replace(claim, actor=lender.actor, recipient=lender.recipient)
    if claim.recipient is not None or claim.actor is None or not claim.actor.countries:
        return claim
    missing = sorted(_sides(lender) - _sides(claim))
    if lender.recipient is not None and set(lender.recipient.countries) == set(missing):
        return replace(claim, recipient=lender.recipient)
    names = [gazetteer.countries[code].name for code in missing if code in gazetteer.countries]
    return replace(claim, recipient=Party(" and ".join(names), tuple(missing))) if names else claim


def _lent(claim: Claim, lender: Claim, rules: RuleBook) -> Claim:
    actor, recipient = claim.actor, claim.recipient
    if actor is not None and not actor.countries and lender.actor and _is_open(actor, rules):
        actor = replace(actor, countries=lender.actor.countries)
    if recipient is not None and not recipient.countries and lender.recipient and _is_open(recipient, rules):
        recipient = replace(recipient, countries=lender.recipient.countries)
    is_bare = not _sides(claim) and claim.location is None
    return replace(
        claim,
        actor=actor or (lender.actor if is_bare else None),
        recipient=recipient,
        location=claim.location or (lender.location if is_bare else None),
    )


def _at_home(claim: Claim, rules: RuleBook, gazetteer: Gazetteer) -> Claim:
    kind = rules.kinds[claim.kind or ""]
    if claim.location is not None or kind.family != _AT_HOME or kind.principal != "location":
        return claim
    ruled = claim.recipient if claim.event_type == _ON_RULERS else None
    party = claim.actor if claim.actor and claim.actor.countries else ruled
    countries = party.countries if party else ()
    state = gazetteer.countries.get(countries[0]) if len(countries) == 1 else None
    if state is None:
        return claim
    return replace(claim, location=Place(state.name, state.country))


def _sides(claim: Claim) -> frozenset[str]:
    parties = [party.countries for party in (claim.actor, claim.recipient) if party]
    return frozenset(code for countries in parties for code in countries)


def _may_be_one_place(claim: Claim, other: Claim) -> bool:
    mine = claim.location.country if claim.location else None
    theirs = other.location.country if other.location else None
    return mine is None or theirs is None or mine == theirs


def _is_somebody(party: Party | None) -> bool:
    """Return whether a party is a known body, though of no country."""
    return party is not None and party.entity_id is not None and party.entity_id.startswith("Q")


def _is_open(party: Party, rules: RuleBook) -> bool:
    if _is_somebody(party):
        return False
    words = party.text.lower().replace("-", " - ").split()
    lists = [rules.lists[name] for name in ("state", "forces", "gear", "offices") if name in rules.lists]
    return any(_holds(words, wording) for wording in lists)


def _holds(words: Sequence[str], wording: Wording) -> bool:
    return next(wording.matches(words), None) is not None
