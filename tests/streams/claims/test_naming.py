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
    ("text", "kind", "country"),
    [
        ("Chad said that its air force had bombed a camp in Niger.", "air-strike", "TCD"),
        ("Chad has massed its troops on the border with Niger.", "troop-buildup", "TCD"),
        ('"We have deployed 900 troops on the border," Chad\'s defence minister said.', "troop-buildup", "TCD"),
        ('"Our troops are massing on the border," Chad\'s government said.', "troop-buildup", "TCD"),
        ("Niger denied that it had massed troops.", "troop-buildup", "NER"),
        ("Rights groups condemned raids by Chad in Niger and asked that the country withdraw its troops.",
         "troop-withdrawal", "TCD"),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for_the_state_that_its_sentence_tells(
    text: str, kind: str, country: str, claims_of: Callable[[str, str], list[Claim]]
) -> None:
    found = claims_of(text, kind)[0].actor

    assert found is not None
    assert found.countries == (country,)
