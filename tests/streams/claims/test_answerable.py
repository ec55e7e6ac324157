from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from streams.claims.claim import Claim

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("Boko Haram claimed responsibility for the bombing in Jos.", "bombing", "Boko Haram"),
        ("Oman blamed Iran for the rocket attack on Sohar.", "shelling", "Iran"),
        ("The rocket attack on Sohar was blamed on Iran.", "shelling", "Iran"),
        ("A bombing claimed by Boko Haram killed nine people in Jos.", "bombing", "Boko Haram"),
        ("A bombing blamed on Boko Haram killed nine people in Jos.", "bombing", "Boko Haram"),
        ("Police blamed the bombing on Kurdish rebels.", "bombing", "Kurdish rebels"),
        ("Iran was accused of the bombing of a tanker.", "bombing", "Iran"),
        ("Iran is suspected of involvement in the bombing of a tanker.", "bombing", "Iran"),
        ("The UN held Oman responsible for the air strike on Taiz.", "air-strike", "Oman"),
        (
            "The group behind the kidnapping of twelve nuns in Jos demanded a ransom.",
            "abduction",
            "The group",
        ),
    ],
)
def test_who_answers_for_it_did_it(
    text: str, kind: str, actor: str, claims_of: Callable[[str, str], list[Claim]]
) -> None:
    (claim,) = claims_of(text, kind)

    assert claim.actor is not None
    assert (claim.actor.text, claim.status) == (actor, "asserted")


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the bombing in Jos.",
        "Iran denied involvement in the bombing of a tanker.",
        "Oman's minister spoke about the bombing of a tanker.",
    ],
)
def test_nobody_answers_for_it_who_denies_it_or_only_speaks_of_it(
    text: str, claims_of: Callable[[str, str], list[Claim]]
) -> None:
    (claim,) = claims_of(text, "bombing")

    assert claim.actor is None


def test_whoever_denies_a_part_in_it_does_not_state_it(claims_of: Callable[[str, str], list[Claim]]) -> None:
    (claim,) = claims_of("Iran denied involvement in the bombing of a tanker.", "bombing")

    assert (claim.status, claim.source) == ("asserted", None)
