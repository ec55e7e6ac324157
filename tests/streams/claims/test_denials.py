from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from streams.claims.claim import Claim

pytestmark = pytest.mark.model

MASSED = "Sweden has massed 40,000 troops at the border with Norway, the Norwegian defence minister said."


@pytest.mark.parametrize(
    ("denial", "who"),
    [
        pytest.param("Stockholm denied it.", "Stockholm", id="it"),
        pytest.param("Sweden has repeatedly dismissed the accusations.", "Sweden", id="the accusations"),
        pytest.param("Stockholm denied this on Monday.", "Stockholm", id="this, and a day"),
        pytest.param("The Swedish army rejected all such claims.", "Swedish army", id="all such claims"),
        pytest.param("In Oslo a spokesman for Sweden denied this report.", "Sweden", id="this report"),
    ],
)
def test_who_is_said_to_have_done_it_denies_it(
    denial: str, who: str, read_claims: Callable[..., tuple[Claim, ...]]
) -> None:
    found = [claim for claim in read_claims(f"{MASSED} {denial}") if claim.kind == "troop-buildup"]

    assert [claim.status for claim in found] == ["asserted", "denied"]
    assert found[1].source is not None
    assert found[1].source.text == who
    assert (found[1].actor, found[1].location) == (found[0].actor, found[0].location)
    assert (found[1].quote, found[1].quantity) == (denial, None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{MASSED} Denmark denied it.", id="somebody else"),
        pytest.param(f"{MASSED} Stockholm denied it was late.", id="it is no claim"),
        pytest.param(f"{MASSED} Stockholm denied that it was late.", id="that it"),
        pytest.param(f"{MASSED} Stockholm denied this ship its berth.", id="a thing"),
        pytest.param("Stockholm denied it. " + MASSED, id="before it was said"),
        pytest.param("Sweden said that it has massed 40,000 troops. Stockholm denied it.", id="its own word"),
    ],
)
def test_what_is_no_denial_of_a_claim_denies_none(
    text: str, read_claims: Callable[..., tuple[Claim, ...]]
) -> None:
    assert [claim for claim in read_claims(text) if claim.kind and claim.status == "denied"] == []
