from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

import streams
from streams.alerts.headline import Facts, write_headline
from streams.alerts.policy import Policy, parse_policy
from streams.claims.claim import Party, Place, Quantity

BARE = Facts(
    title="Troop buildup",
    actor=None,
    recipient=None,
    location=None,
    quantity=None,
    statuses=frozenset({"asserted"}),
    stated_by=(),
    denied_by=(),
    left_open_by=(),
    publishers=("Northwire",),
    source_count=1,
)
BUILDUP = replace(
    BARE,
    actor=Party("Russia", ("RUS",)),
    location=Place("border with Ukraine", "UKR"),
    quantity=Quantity("90,000 troops", 90_000, "troops", (0, 13)),
    stated_by=("Washington", "Kyiv"),
    denied_by=("Moscow",),
    statuses=frozenset({"asserted", "denied"}),
)
INVASION = replace(
    BARE,
    title="Invasion",
    actor=Party("Russia", ("RUS",)),
    recipient=Party("Ukraine", ("UKR",)),
    location=Place("Ukraine", "UKR"),
    statuses=frozenset({"hypothetical", "denied"}),
    left_open_by=("Washington and Kyiv", "Oslo"),
    denied_by=("Russia",),
)
TALKS = replace(
    BARE,
    actor=Party("US", ("USA",)),
    recipient=Party("Iranian government", ("IRN",)),
    location=Place("Swiss city of Geneva", "CHE"),
    source_count=4,
)


@pytest.fixture(scope="module")
def policy() -> Policy:
    path = Path(streams.__file__).parent / "data" / "alerts" / "policy.yaml"
    return parse_policy(yaml.safe_load(path.read_text(encoding="utf-8")), path.name)


@pytest.mark.parametrize(
    ("kind", "facts", "headline"),
    [
        pytest.param("troop-buildup", BARE, "Troop buildup, reported by Northwire", id="nothing-known"),
        pytest.param(
            "troop-buildup",
            BUILDUP,
            "Troop buildup by Russia: 90,000 troops at the border with Ukraine, stated by Washington and Kyiv, "
            "denied by Moscow",
            id="stated-and-denied",
        ),
        pytest.param(
            "troop-buildup",
            replace(
                BUILDUP,
                actor=Party("Russian troops", ("RUS",)),
                quantity=Quantity("90,000 Russian troops", 90_000, "troops", (0, 21)),
                location=Place("within striking distance of Ukraine", "UKR"),
                denied_by=(),
            ),
            "Troop buildup: 90,000 Russian troops within striking distance of Ukraine, stated by Washington and Kyiv, "
            "disputed",
            id="number-that-names-the-actor",
        ),
        pytest.param(
            "invasion",
            INVASION,
            "Possible invasion of Ukraine by Russia, raised by Washington and Kyiv, and by Oslo, denied by Russia",
            id="feared-and-denied",
        ),
        pytest.param(
            "invasion",
            replace(INVASION, statuses=frozenset({"denied"}), left_open_by=()),
            "Invasion of Ukraine by Russia denied by Russia, reported by Northwire",
            id="only-denied",
        ),
        pytest.param(
            "military-exercise",
            replace(INVASION, statuses=frozenset({"planned"}), left_open_by=("Moscow",), recipient=None),
            "Planned military exercise by Russia in Ukraine, announced by Moscow",
            id="planned",
        ),
        pytest.param(
            "talks",
            TALKS,
            "Talks between the US and the Iranian government in the Swiss city of Geneva, reported by 4 publishers",
            id="two-sides",
        ),
        pytest.param(
            "air-strike",
            replace(BARE, location=Place("near Pala"), quantity=Quantity("at least 12", 12, "dead", (0, 11))),
            "Air strike near Pala: at least 12, reported by Northwire",
            id="number-after-a-colon",
        ),
        pytest.param(
            "abduction",
            replace(
                BARE,
                actor=Party("Boko Haram's", ("NGA",)),
                recipient=Party("40 pupils"),
                quantity=Quantity("40 pupils", 40, "pupils", (0, 9)),
            ),
            "Abduction of 40 pupils by Boko Haram, reported by Northwire",
            id="number-that-is-the-recipient",
        ),
        pytest.param(
            "bombing",
            replace(BARE, recipient=Party("what everybody had taken for a peaceful place")),
            "Bombing, reported by Northwire",
            id="a-clause-for-a-recipient",
        ),
        pytest.param(
            "air-strike",
            replace(BARE, stated_by=("Lima", "Oslo", "Quito", "Riga")),
            "Air strike, stated by Lima, Oslo and 2 others",
            id="many-speakers",
        ),
        pytest.param(
            "air-strike",
            replace(
                BARE,
                stated_by=(
                    "Diallo",
                    "a spokesman, Amina Diallo",
                    "both Chad and Mali",
                    "Amina Diallo",
                ),
            ),
            "Air strike, stated by a spokesman, and by Chad and Mali",
            id="one-speaker-by-several-names",
        ),
        pytest.param(
            "agreement",
            replace(
                BARE,
                actor=Party("Chad and Mali", ("TCD", "MLI")),
                recipient=Party("Chad and Mali", ("TCD", "MLI")),
            ),
            "Agreement between Chad and Mali, reported by Northwire",
            id="both-sides-named-twice",
        ),
        pytest.param(
            "talks",
            replace(
                BARE,
                actor=Party("Mali", ("MLI",)),
                recipient=Party("the foreign ministers of Chad and Mali", ("TCD", "MLI")),
            ),
            "Talks between the foreign ministers of Chad and Mali, reported by Northwire",
            id="one-side-within-the-other",
        ),
        pytest.param(
            "talks",
            replace(BARE, actor=Party("the ministry of trade and industry", ("TCD",))),
            "Talks involving the ministry of trade and industry, reported by Northwire",
            id="one-side-with-an-and",
        ),
        pytest.param(
            "agreement",
            replace(BARE, recipient=Party("Chad", ("TCD",))),
            "Agreement involving Chad, reported by Northwire",
            id="one-side-only",
        ),
        pytest.param(
            "agreement",
            replace(BARE, actor=Party("Chad", ("TCD",)), recipient=Party("an agreement")),
            "Agreement involving Chad, reported by Northwire",
            id="a-party-that-is-the-thing",
        ),
        pytest.param(
            "protest",
            replace(BARE, actor=Party("The protesters", ("TCD",)), location=Place("Pala", "TCD")),
            "Protest in Pala, reported by Northwire",
            id="a-party-of-those-who-do-such-things",
        ),
        pytest.param(
            "protest",
            replace(BARE, actor=Party("Chadian protesters", ("TCD",))),
            "Protest by Chadian protesters, reported by Northwire",
            id="whose-country-is-news",
        ),
        pytest.param(
            "humanitarian-aid",
            replace(BARE, recipient=Party("food aid")),
            "Humanitarian aid, reported by Northwire",
            id="a-recipient-that-is-the-thing",
        ),
        pytest.param(
            "attack-on-civilians",
            replace(
                BARE,
                actor=Party("gunmen from a suburb of Pala", (), entity_id="Q1"),
                location=Place("Pala", "TCD"),
                recipient=Party("12 farmers"),
                quantity=Quantity("12 farmers", 12, "farmers", (0, 9)),
            ),
            "Attack on civilians by gunmen from a suburb of Pala: 12 farmers, reported by Northwire",
            id="place-that-the-actor-names",
        ),
        pytest.param(
            "territory-seized",
            replace(BARE, actor=Party("South Korea", ("KOR",)), location=Place("North Korea", "PRK")),
            "Seizure of territory by South Korea in North Korea, reported by Northwire",
            id="place-that-sounds-like-the-actor",
        ),
        pytest.param(
            "protest",
            replace(
                BARE,
                actor=Party("Some 8,000 people"),
                location=Place("Pala", "TCD"),
                quantity=Quantity("8,000 people", 8000, "people", (0, 12)),
            ),
            "Protest by some 8,000 people in Pala, reported by Northwire",
            id="number-that-the-actor-names",
        ),
        pytest.param(
            "refugee-flow",
            replace(BARE, quantity=Quantity("Some 8,000 people", 8000, "people", (0, 17))),
            "Displacement of some 8,000 people, reported by Northwire",
            id="number-of-the-displaced",
        ),
        pytest.param(
            "evacuation",
            replace(
                BARE,
                actor=Party("Chad", ("TCD",)),
                recipient=Party("its embassy"),
                location=Place("Oslo", "NOR"),
            ),
            "Evacuation by Chad of its embassy in Oslo, reported by Northwire",
            id="what-is-the-actors",
        ),
        pytest.param(
            "evacuation",
            replace(BARE, recipient=Party("its embassy"), location=Place("our country", "TCD")),
            "Evacuation, reported by Northwire",
            id="what-is-nobodys",
        ),
        pytest.param(
            "air-strike",
            replace(BARE, actor=Party("Hackers"), quantity=Quantity("Nine people", 9, "people", (0, 11))),
            "Air strike by hackers: nine people, reported by Northwire",
            id="words-that-began-a-sentence",
        ),
        pytest.param(
            "talks",
            replace(
                BARE,
                actor=Party("Luxembourg's government", ("LUX",)),
                stated_by=("Finland’s defence ministry",),
            ),
            "Talks involving Luxembourg's government, stated by Finland’s defence ministry",
            id="what-is-a-countrys",
        ),
        pytest.param(
            "air-strike",
            replace(BARE, publishers=("www.northwire.example", "The Ledger")),
            "Air strike, reported by northwire.example and The Ledger",
            id="publisher-known-by-its-address",
        ),
    ],
)
def test_a_headline_reads_as_a_desk_would_say_it(
    kind: str, facts: Facts, headline: str, policy: Policy
) -> None:
    assert write_headline(facts, policy.patterns_of(kind), policy.words) == headline


@pytest.mark.parametrize(
    "party",
    [
        Party("They", ("TCD",)),
        Party("last week's"),
        Party("Saturday’s"),
        Party("Yesterday's"),
        Party("its air force", ("TCD",)),
        Party("our men"),
        Party("Chadian", ("TCD",), entity_id="norp:chadian"),
    ],
    ids=lambda party: party.text,
)
def test_an_actor_that_names_nobody_out_of_the_sentence_is_left_out(party: Party, policy: Policy) -> None:
    headline = write_headline(replace(BARE, actor=party), policy.patterns_of("air-strike"), policy.words)

    assert headline == "Air strike, reported by Northwire"


def test_what_articles_say_cannot_break_the_line(policy: Policy) -> None:
    hostile = replace(BARE, location=Place("Pala\n\u202e\u0007 “Alert” " + "x " * 200))

    headline = write_headline(hostile, policy.patterns_of("riot"), policy.words)

    assert headline.isprintable()
    assert len(headline) < 200


def test_a_number_of_them_is_said_with_its_unit(policy: Policy) -> None:
    facts = replace(BUILDUP, quantity=Quantity("about 90,000 of them", 90_000, "troop", (0, 20)))

    headline = write_headline(facts, policy.patterns_of("troop-buildup"), policy.words)

    assert "90,000 troops" in headline
    assert "of them" not in headline
