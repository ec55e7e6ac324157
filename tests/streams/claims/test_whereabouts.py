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
    "text",
    [
        "Chad's jets bombed a convoy, Defence Minister Daoud Brahim told reporters in Cairo.",
        "Chad's jets bombed a convoy, a general said in Cairo.",
        "A general told reporters in Cairo that Chad's jets had bombed a convoy.",
    ],
)
def test_where_somebody_spoke_is_not_where_it_happened(
    text: str, claims_of: Callable[[str, str], list[Claim]]
) -> None:
    assert [claim.location for claim in claims_of(text, "air-strike")] == [None]


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("A general said that Chad's jets had bombed a convoy near Cairo.", "air-strike", "near Cairo"),
        ("Some 8,000 people have fled Cairo since the shelling began.", "refugee-flow", "Cairo"),
        ("The Cairo talks broke down on Friday.", "talks-collapse", "Cairo"),
        ("CAIRO, May 7 (Coastwire) - Chad's jets bombed a convoy near Tunis.", "air-strike", "near Tunis"),
    ],
)
def test_a_place_is_found_where_the_happening_is_told(
    text: str, kind: str, place: str, claims_of: Callable[[str, str], list[Claim]]
) -> None:
    found = claims_of(text, kind)[0].location

    assert found is not None
    assert found.text.removeprefix("The ") == place


def test_a_dateline_is_no_part_of_the_sentence(claims_of: Callable[[str, str], list[Claim]]) -> None:
    found = claims_of("CAIRO, May 7 (Coastwire) - Chad has massed 900 troops near Abeche.", "troop-buildup")[
        0
    ]

    assert found.actor is not None
    assert (found.actor.text, found.actor.countries) == ("Chad", ("TCD",))
    assert found.quote == "Chad has massed 900 troops near Abeche."
    assert found.evidence[0] == len("CAIRO, May 7 (Coastwire) - ")
