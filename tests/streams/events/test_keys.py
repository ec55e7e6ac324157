from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.claims.claim import Claim, Party, Place, Quantity
from streams.claims.kind import Kind
from streams.events.accounts import gather
from streams.events.keys import partition_key, split_report
from streams.events.report import Report

KINDS = {
    "invasion": Kind("invasion", "Invasion", "military-posture", "ASSAULT", "Severe", "posture", "actor"),
    "air-strike": Kind(
        "air-strike", "Air strike", "armed-conflict", "ASSAULT", "Extreme", "fighting", "location"
    ),
    "sanctions-imposed": Kind(
        "sanctions-imposed", "Sanctions", "sanctions", "SANCTION", "Moderate", "sanctions", "recipient"
    ),
    "talks": Kind("talks", "Talks", "diplomacy", "CONSULT", "Minor", "diplomacy", "actor"),
}
CHAD, MALI, PERU = (Party(code, (code,)) for code in ("TCD", "MLI", "PER"))
IN_CHAD = Place("N'Djamena", "TCD")


def claim_of(kind: str, at: int = 0, **more: object) -> Claim:
    fields = {"status": "asserted", "trigger": (at, at + 3), "evidence": (at, at + 9), "quote": "…", **more}
    return Claim(rule=kind, kind=kind, event_type=KINDS[kind].event_type, **fields)


def report_of(*claims: Claim) -> Report:
    return Report(
        "a",
        1,
        is_withdrawn=False,
        publisher="Northwire",
        published_at=datetime(2031, 3, 4, tzinfo=UTC),
        claims=claims,
    )


@pytest.mark.parametrize(
    ("claim", "key"),
    [
        pytest.param(claim_of("invasion", actor=CHAD, recipient=MALI), "posture|TCD", id="actor"),
        pytest.param(
            claim_of("invasion", recipient=MALI, location=IN_CHAD), "posture|MLI", id="actor-then-recipient"
        ),
        pytest.param(claim_of("invasion", location=IN_CHAD), "posture|TCD", id="actor-then-place"),
        pytest.param(claim_of("air-strike", actor=MALI, location=IN_CHAD), "fighting|TCD", id="place"),
        pytest.param(
            claim_of("air-strike", actor=MALI, recipient=CHAD), "fighting|TCD", id="place-then-recipient"
        ),
        pytest.param(claim_of("air-strike", actor=MALI), "fighting|MLI", id="place-then-actor"),
        pytest.param(
            claim_of("sanctions-imposed", actor=PERU, recipient=CHAD), "sanctions|TCD", id="recipient"
        ),
        pytest.param(claim_of("invasion"), "posture|XXX", id="nobody"),
        pytest.param(claim_of("invasion", actor=Party("gunmen")), "posture|XXX", id="of-no-country"),
        pytest.param(
            claim_of("invasion", actor=Party("both", ("TCD", "MLI"))), "posture|MLI", id="two-countries"
        ),
        pytest.param(claim_of("talks", actor=PERU, recipient=CHAD), "diplomacy|XXX", id="equal-sides"),
        pytest.param(claim_of("talks", actor=CHAD), "diplomacy|XXX", id="one-of-two-equal-sides"),
    ],
)
def test_a_claim_is_filed_under_family_and_principal_country(claim: Claim, key: str) -> None:
    assert partition_key(claim, KINDS) == key


def test_a_report_is_split_into_one_for_each_key() -> None:
    invasion, strike = claim_of("invasion", actor=CHAD), claim_of("air-strike", at=50, location=IN_CHAD)

    parts = split_report(report_of(invasion, strike), KINDS)

    assert [(key, part.claims) for key, part in parts] == [
        ("fighting|TCD", (strike,)),
        ("posture|TCD", (invasion,)),
    ]


def test_claims_without_a_kind_stay_at_home() -> None:
    accusation = Claim("r", None, "ACCUSE", "asserted", (0, 3), (0, 9), "…")

    assert split_report(report_of(accusation), KINDS) == ()


@pytest.mark.parametrize(
    "vague",
    [
        pytest.param(claim_of("invasion", at=90), id="nobody-named"),
        pytest.param(claim_of("invasion", at=90, recipient=MALI), id="only-the-other-side-named"),
    ],
)
def test_a_claim_that_says_less_travels_with_the_one_that_it_fits(vague: Claim) -> None:
    full = claim_of("invasion", actor=CHAD, recipient=MALI)

    assert [key for key, _ in split_report(report_of(full, vague), KINDS)] == ["posture|TCD"]


def test_claims_with_the_same_large_number_travel_together() -> None:
    number = Quantity("40,000 troops", 40_000, "troops", (0, 6))
    full = claim_of("invasion", actor=CHAD, quantity=number)
    bare = claim_of("invasion", at=90, location=Place("border with Mali", "MLI"), quantity=number)

    assert [key for key, _ in split_report(report_of(full, bare), KINDS)] == ["posture|TCD"]


def test_what_concerns_another_side_travels_with_the_claim_that_names_both() -> None:
    aside = claim_of("sanctions-imposed", recipient=CHAD)
    full = claim_of("sanctions-imposed", at=90, actor=CHAD, recipient=PERU)

    assert [key for key, _ in split_report(report_of(aside, full), KINDS)] == ["sanctions|PER"]


any_party = st.none() | st.sampled_from([CHAD, MALI, PERU, Party("both", ("TCD", "PER")), Party("soldiers")])
any_place = st.none() | st.sampled_from(
    [IN_CHAD, Place("Pala", "TCD", entity_id="geonames:2425831"), Place("Lima", "PER", entity_id="Q2868")]
)


@given(
    st.lists(
        st.builds(
            claim_of,
            st.sampled_from(sorted(KINDS)),
            at=st.integers(0, 9).map(lambda i: i * 10),
            actor=any_party,
            recipient=any_party,
            location=any_place,
            happened_on=st.sampled_from([None, None, date(2031, 3, 2), date(2031, 3, 3)]),
        ),
        max_size=8,
        unique_by=lambda claim: (claim.rule, claim.trigger),
    )
)
def test_each_part_alone_tells_of_the_happenings_that_the_whole_told_of(claims: list[Claim]) -> None:
    whole = report_of(*claims)

    apart = [
        (account.kind, account.marks, account.claims)
        for _, part in split_report(whole, KINDS)
        for account in gather(part, part.claims, KINDS)
    ]

    together = [(each.kind, each.marks, each.claims) for each in gather(whole, claims, KINDS)]
    assert sorted(apart, key=repr) == sorted(together, key=repr)


def test_the_order_of_claims_does_not_change_the_keys() -> None:
    claims = (
        claim_of("invasion", actor=CHAD),
        claim_of("invasion", at=50, actor=MALI),
        claim_of("invasion", at=60),
    )

    one, other = (split_report(report_of(*order), KINDS) for order in (claims, claims[::-1]))

    assert [(key, set(part.claims)) for key, part in one] == [(key, set(part.claims)) for key, part in other]
