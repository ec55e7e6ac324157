from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from streams.alerts.evidence import Said
from streams.alerts.policy import parse_policy
from streams.alerts.ringing import Silence, does_ring, say_silence, why_silent
from streams.claims.claim import Claim, Party, Place
from streams.claims.kind import Kind
from streams.events.report import Report

INVASION = Kind("invasion", "Invasion", "military-posture", "ASSAULT", "Severe", "posture", "actor")
TALKS = Kind("talks", "Talks", "diplomacy", "CONSULT", "Minor", "diplomacy", "actor")
POLICY = parse_policy(
    {
        "window_days": 3,
        "least_severity": "Minor",
        "least_severity_unconfirmed": "Severe",
        "headline": ["{title}"],
        "kinds": {"talks": {"needs_two_sides": True}},
    },
    "policy.yaml",
)
TOLD_OF_DENIALS = replace(POLICY, denial_opens=True)
LENIENT = replace(TOLD_OF_DENIALS, needs_country=False, denial_needs_state=False)
CHAD, MALI = Party("Chad", ("TCD",), entity_id="Q657"), Party("Mali", ("MLI",), entity_id="Q912")
REBELS, GUNMEN = Party("Red Hill Front", ("TCD",), entity_id="org:red hill front"), Party("gunmen")
IN_MALI = Place("Mali", "MLI", entity_id="Q912")


def said(status: str = "asserted", **more: object) -> Said:
    claim = Claim("r", "k", "X", status, (0, 1), (0, 9), "…", **more)
    report = Report(
        "a", 1, is_withdrawn=False, publisher="Northwire", published_at=datetime(2031, 3, 4, tzinfo=UTC)
    )
    return Said("0" * 16, claim, report)


@pytest.mark.parametrize(
    ("evidence", "rings"),
    [
        pytest.param([said(actor=CHAD)], True, id="who"),
        pytest.param([said(recipient=CHAD)], True, id="whom"),
        pytest.param([said(location=IN_MALI)], True, id="where"),
        pytest.param([said(actor=GUNMEN), said(actor=CHAD)], True, id="known-from-another-claim"),
        pytest.param([said(actor=GUNMEN, location=Place("the border"))], False, id="nobody-nowhere"),
        pytest.param([said(source=CHAD)], False, id="only-who-says-so"),
        pytest.param([said(actor=GUNMEN), said("historical", actor=CHAD)], False, id="only-in-history"),
    ],
)
def test_what_can_be_filed_under_no_country_does_not_ring(evidence: list[Said], rings: bool) -> None:
    assert does_ring(evidence, "Likely", INVASION, POLICY) is rings
    assert does_ring(evidence, "Likely", INVASION, LENIENT)


@pytest.mark.parametrize(
    ("evidence", "rings"),
    [
        pytest.param([said("denied", source=CHAD, location=IN_MALI)], True, id="by-a-state"),
        pytest.param([said("denied", actor=CHAD)], True, id="by-nobody-named-of-a-state"),
        pytest.param([said("denied", source=GUNMEN, location=IN_MALI)], False, id="by-somebody"),
        pytest.param([said("denied", source=CHAD)], False, id="of-nothing-in-particular"),
        pytest.param(
            [said("denied", source=GUNMEN, location=IN_MALI), said("planned")], True, id="of-what-is-planned"
        ),
    ],
)
def test_a_desk_that_asks_for_it_is_told_of_a_denial_by_a_state_of_something_of_a_country(
    evidence: list[Said], rings: bool
) -> None:
    assert does_ring(evidence, "Unlikely", INVASION, TOLD_OF_DENIALS) is rings
    assert does_ring(evidence, "Unlikely", INVASION, LENIENT)


def test_a_lone_denial_of_something_slight_does_not_ring() -> None:
    denied = said("denied", source=CHAD, actor=CHAD, recipient=MALI)

    assert not does_ring([denied], "Unlikely", TALKS, TOLD_OF_DENIALS)


def test_a_denial_of_what_nobody_states_opens_nothing() -> None:
    denied = said("denied", source=CHAD, actor=CHAD, location=IN_MALI)

    assert not does_ring([denied], "Unlikely", INVASION, POLICY)
    assert does_ring([denied, said(actor=CHAD)], "Possible", INVASION, POLICY)


def test_background_opens_nothing_however_many_tell_it() -> None:
    told = replace(said(actor=CHAD), is_background=True)

    assert not does_ring([told, told], "Observed", INVASION, POLICY)
    assert not does_ring([told, said("denied", actor=CHAD)], "Possible", INVASION, POLICY)
    assert does_ring([told, said("planned", actor=CHAD)], "Likely", INVASION, POLICY)


@pytest.mark.parametrize(
    ("evidence", "rings"),
    [
        pytest.param([said(actor=CHAD, recipient=MALI)], True, id="in-one-claim"),
        pytest.param([said(actor=CHAD), said(actor=MALI)], True, id="over-two-claims"),
        pytest.param([said(actor=CHAD, recipient=REBELS)], True, id="of-one-country"),
        pytest.param([said(actor=CHAD, recipient=CHAD)], False, id="one-with-itself"),
        pytest.param([said(actor=CHAD, location=IN_MALI)], False, id="one-abroad"),
        pytest.param([said(actor=CHAD, recipient=GUNMEN)], False, id="one-and-nobody-known"),
    ],
)
def test_talks_ring_where_two_sides_are_known(evidence: list[Said], rings: bool) -> None:
    assert does_ring(evidence, "Likely", TALKS, POLICY) is rings
    assert does_ring(evidence, "Likely", INVASION, POLICY)


@pytest.mark.parametrize(
    ("evidence", "kind", "silence", "words"),
    [
        pytest.param([said("historical", actor=CHAD)], INVASION, "history", "told as history", id="history"),
        pytest.param(
            [replace(said(actor=CHAD), is_background=True)],
            INVASION,
            "background",
            "background only",
            id="background",
        ),
        pytest.param([said(actor=GUNMEN)], INVASION, "country", "no country is named", id="country"),
        pytest.param([said("denied", actor=CHAD)], INVASION, "denial", "nobody states it", id="denial"),
        pytest.param([said(actor=CHAD)], TALKS, "sides", "two sides are needed for talks", id="sides"),
        pytest.param(
            [said("planned", actor=CHAD, recipient=MALI)],
            TALKS,
            "unconfirmed",
            "Minor is below Severe, the least severity that rings then",
            id="unconfirmed",
        ),
        pytest.param([said(actor=CHAD)], INVASION, None, "", id="rings"),
    ],
)
def test_the_first_condition_that_fails_is_named(
    evidence: list[Said], kind: Kind, silence: Silence | None, words: str
) -> None:
    found = why_silent(evidence, "Likely", kind, POLICY)

    assert found == silence
    assert found is None or words in say_silence(found, kind, POLICY)


def test_a_kind_below_the_least_severity_is_named_with_it() -> None:
    strict = replace(POLICY, least_severity="Moderate")
    evidence = [said(actor=CHAD, recipient=MALI)]

    assert why_silent(evidence, "Likely", TALKS, strict) == "severity"
    assert say_silence("severity", TALKS, strict) == "Minor is below Moderate, the least severity that rings"
