"""The report that the project started from, read as it lies beside the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from streams.alerts.board import standing_alerts
from streams.clean.article import Article
from streams.events.keys import split_report
from streams.pipeline import Enriched, analyse
from streams.settings import Settings
from streams.wire.answers import report_of
from streams.wire.articles import read_article

if TYPE_CHECKING:
    from streams.alerts.alert import Alert
    from streams.claims.claim import Claim
    from streams.knowledge import Knowledge

SEED = Path(__file__).resolve().parents[3] / "shared" / "articles" / "seed.json"

pytestmark = [
    pytest.mark.model,
    pytest.mark.shared,
    pytest.mark.skipif(not SEED.exists(), reason="the shared folder is not beside the checkout"),
]


@pytest.fixture(scope="module")
def seed(knowledge: Knowledge) -> Enriched:
    article = read_article(SEED.read_bytes(), Settings())
    assert isinstance(article, Article)
    return analyse(article, knowledge)


@pytest.fixture(scope="module")
def alerts(seed: Enriched, knowledge: Knowledge) -> tuple[Alert, ...]:
    report = report_of(seed, knowledge.policy.genres)
    return standing_alerts(split_report(report, knowledge.kinds), knowledge.kinds, knowledge.policy)


def claims(seed: Enriched, kind: str, status: str) -> list[Claim]:
    return [claim for claim in seed.claims if (claim.kind, claim.status) == (kind, status)]


def test_the_page_round_the_report_is_removed(seed: Enriched) -> None:
    removed = [piece.text for piece in seed.removed]

    assert sum(text.startswith("Please use Chrome browser") for text in removed) == 2
    for start in (
        "Live updates as",
        "More on Russia",
        "Articles You May Like",
        "BBC reveals",
        "UK government to",
    ):
        assert any(text.startswith(start) for text in removed), start
    for start in ("Four water firms", "NHS warns", "Democrats split"):
        assert any(text.startswith(start) for text in removed), start


@pytest.mark.parametrize(
    "start",
    [
        "There has been no breakthrough", "Diplomats from the Kremlin", "Russia wants a ban", "‘Opposite views on",
        "Russia’s deputy foreign", "“The US and Russia", "But deputy US secretary", "In the end, so often",
        "At the moment, the unenviable", "Read into their words", "The Russian diplomat", "Hardly – 100,000",
        "If America, as the lead", "But then, what is", "In this high-stakes", "Washington and Kyiv have",
        "Russia denies invasion", "Despite the lack", "Mr Ryabkov said", "He said Russia", "‘Time to call",
        "Former NATO secretary", "“I think, in a way", "‘Putin skilled", "“One lesson", "“It leads to war",
        "“Putin is very", "“I hope the West",
    ],
)  # fmt: skip
def test_every_paragraph_of_the_report_stays(start: str, seed: Enriched) -> None:
    assert any(paragraph.startswith(start) for paragraph in seed.text.split("\n\n"))


def test_its_people_are_one_entity_each_with_all_their_mentions(seed: Enriched) -> None:
    mentions = {
        entity.name: [seed.text[start:end] for start, end in entity.spans]
        for entity in seed.entities
        if entity.type == "PERSON"
    }

    (putin,) = [said for said in mentions.values() if any("Putin" in text for text in said)]
    assert len(putin) == 6
    for name in ("Ryabkov", "Sherman", "Rasmussen"):
        assert sum(any(name in text for text in said) for said in mentions.values()) == 1, name
    assert not [name for name in mentions if "Will" in name or "Articles" in name]


def test_its_organisations_and_places_are_known(seed: Enriched) -> None:
    organisations = {seed.text[slice(*e.spans[0])].lower() for e in seed.entities if e.type == "ORG"}
    places = {
        seed.text[slice(*span)]: e for e in seed.entities if e.type in ("GPE", "LOC") for span in e.spans
    }

    assert any("nato" in name for name in organisations)
    assert any("security and cooperation in europe" in name for name in organisations)
    for place, country in {
        "Geneva": "CHE", "Brussels": "BEL", "Vienna": "AUT", "Moscow": "RUS", "Kyiv": "UKR"
    }.items():  # fmt: skip
        assert places[place].country == country
        assert places[place].latitude is not None


def test_its_themes_are_diplomacy_and_military_posture(seed: Enriched) -> None:
    assert {"diplomacy", "military-posture"} <= {theme.theme for theme in seed.themes[:3]}


def test_the_troop_buildup_is_claimed_twice(seed: Enriched) -> None:
    buildups = claims(seed, "troop-buildup", "asserted")

    assert len(buildups) == 2
    for claim in buildups:
        assert claim.quantity is not None
        assert claim.quantity.value == 100_000
        assert claim.actor is not None
        assert claim.actor.countries == ("RUS",)
        assert claim.location is not None
        assert "Ukraine" in claim.location.text
    assert ("USA", "UKR") in [claim.source.countries for claim in buildups if claim.source]


def test_the_invasion_is_feared_denied_and_history(seed: Enriched) -> None:
    feared = [claim.quote for claim in claims(seed, "invasion", "hypothetical")]

    assert any("could be preparing to invade" in quote for quote in feared)
    assert any("a new invasion could be launched" in quote for quote in feared)
    assert [c.quote for c in claims(seed, "invasion", "denied")] == [
        "Russia denies invasion plans but has blamed NATO for what it says is aggressive behaviour."
    ]
    history = [
        c for c in seed.claims if c.status == "historical" and c.kind in ("invasion", "territory-seized")
    ]
    assert any("Crimean peninsula" in claim.quote for claim in history)
    assert claims(seed, "invasion", "asserted") == []


def test_talks_are_asserted_in_geneva(seed: Enriched) -> None:
    assert any(c.location and c.location.text.endswith("Geneva") for c in claims(seed, "talks", "asserted"))


def test_one_alert_for_the_buildup_with_both_quotes(alerts: tuple[Alert, ...]) -> None:
    (buildup,) = [alert for alert in alerts if alert.kind == "troop-buildup"]

    assert len([e for e in buildup.evidence if e.status == "asserted"]) == 2


def test_the_denial_stands_on_the_invasion_alert_which_is_never_sure(alerts: tuple[Alert, ...]) -> None:
    invasions = [alert for alert in alerts if alert.kind == "invasion"]

    assert any(e.status == "denied" for alert in invasions for e in alert.evidence)
    assert all(alert.certainty in ("Possible", "Unlikely") for alert in invasions)
