from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from streams.claims.claim import Claim

pytestmark = pytest.mark.model


def sides(claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(party.countries if party else () for party in (claim.actor, claim.recipient))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Talks between Chad and Niger collapsed on Friday.", "talks-collapse"),
        ("A pact between Chad and Niger was signed in Cairo.", "agreement"),
        ("Chad and Niger held four hours of talks in Cairo.", "talks"),
        ("Chad and Niger have agreed to a ceasefire.", "ceasefire"),
        ("Chad's talks with Niger broke down.", "talks-collapse"),
    ],
)
def test_both_sides_of_a_happening_are_its_parties(
    text: str, kind: str, claims_of: Callable[[str, str], list[Claim]]
) -> None:
    found = claims_of(text, kind)[0]

    actor, recipient = sides(found)
    assert {*actor, *recipient} == {"TCD", "NER"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Cairo talks broke down on Friday.", "talks-collapse"),
        ("The accord was signed on Friday.", "agreement"),
        ("Friday's shelling killed nine people.", "shelling"),
        ("No group has claimed the bombing in Cairo.", "bombing"),
    ],
)
def test_neither_a_happening_nor_its_town_nor_its_day_acts(
    text: str, kind: str, claims_of: Callable[[str, str], list[Claim]]
) -> None:
    assert [claim.actor for claim in claims_of(text, kind)] in ([], [None])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chad and Niger will hold talks in Cairo.", "talks"),
        ("Chad and Niger signed an agreement in Cairo.", "agreement"),
        ("The Red Crescent has sent tents and stoves.", "humanitarian-aid"),
    ],
)
def test_neither_what_is_held_nor_what_is_sent_receives(
    text: str, kind: str, claims_of: Callable[[str, str], list[Claim]]
) -> None:
    assert claims_of(text, kind)[0].recipient is None


def test_whoever_places_a_state_under_sanctions_is_the_actor(
    claims_of: Callable[[str, str], list[Claim]],
) -> None:
    found = claims_of("Six Chadian firms were placed under sanctions by Niger.", "sanctions-imposed")[0]

    assert sides(found) == (("NER",), ("TCD",))


def test_what_was_only_answered_is_not_the_governments_own(
    claims_of: Callable[[str, str], list[Claim]],
) -> None:
    text = "Chad's government declared a state of emergency on Friday after a third day of protests."

    assert all(claim.actor is None for claim in claims_of(text, "protest"))
