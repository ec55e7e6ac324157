from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from streams.claims.claim import Claim

pytestmark = pytest.mark.model


def sides(claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(party.countries if party else () for party in (claim.actor, claim.recipient))  # type: ignore[return-value]


def test_gear_without_a_flag_belongs_to_the_state_of_the_same_happening(
    claims_of: Callable[[str, str], list[Claim]],
) -> None:
    text = (
        "Chadian warplanes bombed a depot near Agadez in Niger on Friday.\n\n"
        "Two aircraft came in low and dropped five bombs, a guard said."
    )

    assert [sides(claim)[0] for claim in claims_of(text, "air-strike")] == [("TCD",), ("TCD",)]


def test_armed_groups_borrow_no_flag(claims_of: Callable[[str, str], list[Claim]]) -> None:
    text = "Chadian warplanes bombed a depot near Agadez on Friday.\n\nRebels bombed the airport."

    assert claims_of(text, "air-strike")[0].actor is not None
    assert not any("TCD" in sides(claim)[0] for claim in claims_of(text, "air-strike")[1:])


def test_the_other_side_of_talks_is_told_once(claims_of: Callable[[str, str], list[Claim]]) -> None:
    text = (
        "Talks between Chad and Niger collapsed on Friday.\n\n"
        "A minister said that Chad had broken off the negotiations."
    )

    for claim in claims_of(text, "talks-collapse"):
        actor, recipient = sides(claim)
        assert {*actor, *recipient} == {"TCD", "NER"}


def test_a_coup_is_where_the_rulers_are(claims_of: Callable[[str, str], list[Claim]]) -> None:
    (claim,) = claims_of("Benin's government said it had thwarted a coup.", "coup")

    assert (claim.status, claim.actor) == ("asserted", None)
    assert claim.location is not None
    assert claim.location.country == "BEN"


def test_a_state_of_emergency_is_declared_at_home(claims_of: Callable[[str, str], list[Claim]]) -> None:
    found = claims_of("Chad's president declared a state of emergency on Friday.", "state-of-emergency")[0]

    assert found.location is not None
    assert (found.location.text, found.location.country) == ("Chad", "TCD")
