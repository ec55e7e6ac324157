"""Arguments as the whole reads them, apart from any one rule's wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from streams.claims.claim import Claim

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "actor", "countries"),
    [
        ("Egyptian and Jordanian troops massed near Gaza.", "Egyptian and Jordanian troops", ("EGY", "JOR")),
        ("Syrian government air strikes hit Idlib.", "Syrian government", ("SYR",)),
        ("Rebels in Yemen fired a missile at Riyadh.", "Rebels", ("YEM",)),
    ],
)
def test_an_actor_speaks_for_its_countries(
    text: str, actor: str, countries: tuple[str, ...], read_claims: Callable[..., tuple[Claim, ...]]
) -> None:
    found = read_claims(text)[0].actor

    assert found is not None
    assert (found.text, found.countries) == (actor, countries)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("A bomb exploded at a market in Quetta, killing nine people.", None),
        ("Rockets hit the town of Sderot.", None),
        ("Two gunmen bombed a market in Quetta.", "Two gunmen"),
        ("There were attacks in the shopping area of Quetta which killed nine people.", None),
    ],
)
def test_a_weapon_that_goes_off_or_a_quarter_is_no_actor(
    text: str, actor: str | None, read_claims: Callable[..., tuple[Claim, ...]]
) -> None:
    found = next(claim for claim in read_claims(text) if claim.kind)

    assert (found.actor.text if found.actor else None) == actor


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("An army convoy was ambushed by rebels in Mali, killing 14 soldiers.", "rebels"),
        ("An army convoy was ambushed in Mali, killing 14 soldiers.", None),
        ("The jets were reported to have crossed into Syria, killing 14 soldiers.", "The jets"),
    ],
)
def test_what_follows_from_a_passive_is_done_by_who_did_that(
    text: str, actor: str | None, read_claims: Callable[..., tuple[Claim, ...]]
) -> None:
    found = next(claim for claim in read_claims(text) if claim.quote[slice(*claim.trigger)] == "killing")

    assert (found.actor.text if found.actor else None) == actor


def test_what_it_is_done_with_is_not_what_it_is_done_to(
    read_claims: Callable[..., tuple[Claim, ...]],
) -> None:
    found = next(
        claim for claim in read_claims("Nine people died in a car bomb blast in Aleppo.") if claim.kind
    )

    assert (found.kind, found.recipient) == ("bombing", None)


def test_a_gunman_that_killed_is_not_one_that_was_killed(
    read_claims: Callable[..., tuple[Claim, ...]],
) -> None:
    text = "A gunman killed at least 50 people and wounded over 400 at a festival on the Las Vegas Strip on Sunday."
    found = next(claim for claim in read_claims(text) if claim.kind)

    assert found.kind == "attack-on-civilians"
    assert found.actor is not None
    assert found.actor.text == "A gunman"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Kosovo's president warned that Serbia might invade.", ["invasion"]),
        ("Serbia warned that it might invade Kosovo.", ["invasion", "threat-of-force"]),
        ("Serbia's president warned that Serbian troops might invade.", ["invasion", "threat-of-force"]),
    ],
)
def test_a_warning_of_what_another_state_may_do_is_no_threat(
    text: str, kinds: list[str], read_claims: Callable[..., tuple[Claim, ...]]
) -> None:
    assert sorted(claim.kind for claim in read_claims(text) if claim.kind) == kinds


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Denmark suspended aid to Zambia.", ("ZMB",)),
        ("Oman accused Iran of shelling the port.", ("IRN",)),
        ("Oman demanded that Iran open the strait.", ("IRN",)),
    ],
)
def test_a_party_comes_before_a_thing_as_recipient(
    text: str, recipient: tuple[str, ...], read_claims: Callable[..., tuple[Claim, ...]]
) -> None:
    found = read_claims(text)[0].recipient

    assert found is not None
    assert found.countries == recipient


@pytest.mark.parametrize(
    ("text", "location", "country"),
    [
        ("Iran massed tanks near the Iraqi border.", "near the Iraqi border", "IRQ"),
        ("Iran massed tanks on its border with Iraq.", "its border with Iraq", "IRQ"),
        ("Ten Chadian brigades were stationed along the frontier.", "along the frontier", None),
    ],
)
def test_a_place_is_told_in_the_words_of_the_text(
    text: str, location: str, country: str | None, read_claims: Callable[..., tuple[Claim, ...]]
) -> None:
    found = read_claims(text)[0].location

    assert found is not None
    assert (found.text, found.country) == (location, country)


def test_a_place_carries_its_point(read_claims: Callable[..., tuple[Claim, ...]]) -> None:
    found = read_claims("Air strikes hit Damascus on Sunday.")[0].location

    assert found is not None
    assert found.latitude == pytest.approx(33.5, abs=0.5)
    assert found.longitude == pytest.approx(36.3, abs=0.5)


def test_actor_and_recipient_are_never_the_same_words(read_claims: Callable[..., tuple[Claim, ...]]) -> None:
    claim = read_claims("Iran and Iraq held talks in Muscat.")[0]

    assert claim.actor is not None
    assert claim.recipient is None or claim.recipient.span != claim.actor.span


@pytest.mark.parametrize(
    ("text", "event_type"),
    [("Peru will release the Chilean pilot.", "AGREE"), ("Peru released the Chilean pilot.", "RETREAT")],
)
def test_a_promise_is_an_agreement_before_it_is_kept(
    text: str, event_type: str, read_claims: Callable[..., tuple[Claim, ...]]
) -> None:
    assert read_claims(text)[0].event_type == event_type


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Germany condemned the troop buildup on the border with Norway.", ()),
        ("Germany was alarmed by the military buildup near Norway.", ()),
        ("Germany’s parliament debated the deployment of troops to Mali.", ()),
        ("Sweden’s president said that additional soldiers would be deployed to the border.", ("SWE",)),
        ("Sweden began a troop buildup on the border with Norway.", ("SWE",)),
    ],
)
def test_who_looks_on_does_nothing(
    text: str, countries: tuple[str, ...], claims_of: Callable[[str, str], list[Claim]]
) -> None:
    (claim,) = claims_of(text, "troop-buildup")

    assert (claim.actor.countries if claim.actor else ()) == countries


@pytest.mark.parametrize(
    ("text", "kind", "sides"),
    [
        ("Sweden suffered an air strike.", "air-strike", ((), ("SWE",))),
        ("Ukraine withstood an invasion by Russia.", "invasion", (("RUS",), ("UKR",))),
        ("Sweden faces sanctions from Canada.", "sanctions-imposed", (("CAN",), ("SWE",))),
        ("Iran faces new sanctions from the European Union.", "sanctions-imposed", ((), ("IRN",))),
        ("Poland faces a buildup of Russian troops on its border.", "troop-buildup", (("RUS",), ())),
        ("Egypt and Qatar brokered a ceasefire between Israel and Hamas.", "ceasefire", (("ISR",), ("PSE",))),
        ("Sweden’s king opened an exhibition on the invasion of Norway.", "invasion", ((), ("NOR",))),
        ("Norway fired on Swedish ships after they crossed into its waters.", "invasion", (("SWE",), ())),
        ("Japanese jets took off after Russian bombers entered its airspace.", "invasion", (("RUS",), ())),
        ("Baghdad saw a bombing on Monday.", "bombing", ((), ("IRQ",))),
        ("Chadian villagers heard shelling on Monday.", "shelling", ((), ())),
        ("The Norway invasion began on Monday.", "invasion", ((), ("NOR",))),
        ("The Swedish invasion of Norway began on Monday.", "invasion", (("SWE",), ("NOR",))),
        (
            "Sweden welcomed the ceasefire between Belgium and the Netherlands.",
            "ceasefire",
            (("BEL",), ("NLD",)),
        ),
    ],
)
def test_who_suffers_brokers_or_welcomes_it_did_not_do_it(
    text: str,
    kind: str,
    sides: tuple[tuple[str, ...], tuple[str, ...]],
    claims_of: Callable[[str, str], list[Claim]],
) -> None:
    (claim,) = claims_of(text, kind)

    assert tuple(party.countries if party else () for party in (claim.actor, claim.recipient)) == sides


def test_who_withdraws_from_a_country_is_not_its_own(claims_of: Callable[[str, str], list[Claim]]) -> None:
    (claim,) = claims_of("Kenya voiced concern over the troop withdrawal from Somalia.", "troop-withdrawal")

    assert claim.actor
    assert claim.actor.countries == ()


def test_who_is_told_to_does_it(read_claims: Callable[..., tuple[Claim, ...]]) -> None:
    assert not [
        claim for claim in read_claims("Israel's army ordered residents of Rafah to leave.") if claim.kind
    ]


def test_a_truce_that_ends_is_no_ceasefire(read_claims: Callable[..., tuple[Claim, ...]]) -> None:
    for text in (
        "A truce collapsed in Sudan on Friday.",
        "Chad broke its ceasefire.",
        "The truce was violated.",
    ):
        assert [claim.kind for claim in read_claims(text) if claim.kind] == ["talks-collapse"]


def test_what_is_said_far_off_is_not_done_by_who_says_it(
    claims_of: Callable[[str, str], list[Claim]],
) -> None:
    text = (
        "British Foreign Secretary Philip Hammond said:\n\nI am shocked by this new attack by Karim’s regime, only "
        "a day after mobile footage appeared showing Chadian regime aircrew dropping cluster bombs out of planes."
    )

    (claim,) = claims_of(text, "air-strike")
    assert claim.source
    assert claim.actor is None
