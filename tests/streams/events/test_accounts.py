from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from streams.claims.claim import Claim, Party, Place, Quantity
from streams.claims.kind import Kind
from streams.events.accounts import Account, gather
from streams.events.report import Report

KINDS = {
    "troop-buildup": Kind(
        "troop-buildup", "Buildup", "military-posture", "MOBILIZE", "Severe", "posture", "actor"
    ),
    "air-strike": Kind(
        "air-strike", "Air strike", "armed-conflict", "ASSAULT", "Extreme", "fighting", "location"
    ),
}
CHAD = Party("Chad", ("TCD",))
PALA = Place("Pala", "TCD", 9.4, 14.9, entity_id="geonames:2425831")
SARH = Place("Sarh", "TCD", 9.1, 18.4, entity_id="geonames:2425791")
IN_CHAD = Place("Chad", "TCD", 15.0, 19.0, entity_id="Q657")


def claim_of(kind: str, at: int = 0, **more: object) -> Claim:
    fields = {"status": "asserted", "trigger": (at, at + 3), "evidence": (at, at + 9), "quote": "…", **more}
    return Claim(rule=kind, kind=kind, event_type=KINDS[kind].event_type, **fields)


def gathered(*claims: Claim) -> tuple[Account, ...]:
    report = Report(
        article_id="a",
        version=1,
        is_withdrawn=False,
        publisher="Northwire",
        published_at=datetime(2031, 3, 4, 23, tzinfo=UTC),
        claims=claims,
    )
    return gather(report, claims, KINDS)


def starts(accounts: tuple[Account, ...]) -> list[list[int]]:
    return [[claim.trigger[0] for claim in account.claims] for account in accounts]


def test_a_claim_that_names_no_place_joins_the_nearest_that_it_fits() -> None:
    accounts = gathered(
        claim_of("air-strike", 0, location=PALA),
        claim_of("air-strike", 30, location=IN_CHAD),
        claim_of("air-strike", 500, location=SARH),
        claim_of("air-strike", 520),
    )

    assert starts(accounts) == [[0, 30], [500, 520]]


def test_unlike_places_are_not_brought_together_by_a_claim_without_one() -> None:
    accounts = gathered(
        claim_of("air-strike", 0, location=PALA),
        claim_of("air-strike", 10),
        claim_of("air-strike", 20, location=SARH),
    )

    assert len(accounts) == 2


def test_the_same_large_number_brings_two_places_together() -> None:
    troops = Quantity("100,000 troops", 100_000, "troops", (0, 7))

    accounts = gathered(
        claim_of("troop-buildup", 0, quantity=troops, location=PALA),
        claim_of("troop-buildup", 90, quantity=troops, actor=CHAD, location=SARH),
    )

    assert starts(accounts) == [[0, 90]]


def test_the_same_large_number_of_two_armies_does_not() -> None:
    troops = Quantity("100,000 troops", 100_000, "troops", (0, 7))

    accounts = gathered(
        claim_of("troop-buildup", 0, quantity=troops, actor=Party("Mali", ("MLI",))),
        claim_of("troop-buildup", 90, quantity=troops, actor=CHAD),
    )

    assert len(accounts) == 2


def test_a_small_number_proves_nothing() -> None:
    dead = Quantity("two people", 2, "people", (0, 3))

    accounts = gathered(
        claim_of("air-strike", 0, quantity=dead, location=PALA),
        claim_of("air-strike", 50, quantity=dead, location=SARH),
    )

    assert len(accounts) == 2


def test_days_that_the_article_names_part_happenings() -> None:
    accounts = gathered(
        claim_of("air-strike", 0, location=PALA, happened_on=date(2031, 3, 1)),
        claim_of("air-strike", 50, location=PALA, happened_on=date(2031, 3, 3)),
    )

    assert [account.day for account in accounts] == [
        date(2031, 3, 1).toordinal(),
        date(2031, 3, 3).toordinal(),
    ]


def test_history_stays_apart_from_news() -> None:
    accounts = gathered(
        claim_of("air-strike", 0, location=PALA), claim_of("air-strike", 9, status="historical")
    )

    assert [account.is_history for account in accounts] == [False, True]


def test_without_a_day_the_day_of_publication_counts_in_utc() -> None:
    (account,) = gathered(claim_of("air-strike", location=PALA))

    assert account.day == date(2031, 3, 4).toordinal()
    assert not account.is_dated


@given(
    st.lists(
        st.builds(
            claim_of,
            st.sampled_from(sorted(KINDS)),
            st.integers(0, 9).map(lambda i: i * 10),
            actor=st.sampled_from([None, CHAD, Party("Mali", ("MLI",))]),
            location=st.sampled_from([None, PALA, SARH, IN_CHAD]),
            quantity=st.sampled_from([None, Quantity("900", 900, "troops", (0, 3))]),
            status=st.sampled_from(["asserted", "historical"]),
        ),
        max_size=8,
        unique_by=lambda claim: (claim.rule, claim.trigger),
    ).flatmap(lambda claims: st.tuples(st.just(claims), st.permutations(claims)))
)
def test_each_claim_is_in_one_account_whatever_their_order(pair: tuple[list[Claim], list[Claim]]) -> None:
    one, other = (gathered(*claims) for claims in pair)

    assert sorted(start for account in starts(one) for start in account) == sorted(
        c.trigger[0] for c in pair[0]
    )
    assert [(a.marks, a.claims) for a in one] == [(a.marks, a.claims) for a in other]
