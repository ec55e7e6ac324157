"""The demo's articles and what is expected of them belong together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

import streams
from schemas.article import ArticleV1

DEMO = Path(streams.__file__).parent / "data" / "demo"
CERTAINTIES = ("Unlikely", "Possible", "Likely", "Observed")
MESSAGE_TYPES = ("Alert", "Update", "Cancel")
ALERT_FIELDS = {
    "name", "why", "kind", "actor", "between", "recipient", "place", "certainty", "message_type", "quantity",
    "sources", "evidence", "denied_in",
}  # fmt: skip


@pytest.fixture(scope="module")
def articles() -> list[ArticleV1]:
    lines = (DEMO / "articles.jsonl").read_text(encoding="utf-8").split("\n")
    return [ArticleV1.model_validate_json(line) for line in lines if line]


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((DEMO / "expectations.yaml").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def slugs(articles: list[ArticleV1]) -> set[str]:
    return {slug_of(article) for article in articles}


def slug_of(article: ArticleV1) -> str:
    return article.id.rsplit(":", 1)[-1]


def test_every_line_of_the_demo_is_a_json_object_of_its_own() -> None:
    lines = (DEMO / "articles.jsonl").read_bytes().rstrip(b"\n").split(b"\n")

    assert all(isinstance(json.loads(line), dict) for line in lines)


def test_articles_come_in_the_order_of_their_publication(articles: list[ArticleV1]) -> None:
    times = [article.published_at for article in articles]

    assert times == sorted(times)


def test_no_version_of_an_article_comes_twice(articles: list[ArticleV1]) -> None:
    versions = [(article.id, article.version) for article in articles]

    assert len(versions) == len(set(versions))


def test_the_last_part_of_an_id_names_one_article(articles: list[ArticleV1], slugs: set[str]) -> None:
    assert len(slugs) == len({article.id for article in articles})


def test_versions_of_an_article_count_up_from_one_in_order(articles: list[ArticleV1]) -> None:
    seen: dict[str, list[int]] = {}
    for article in articles:
        seen.setdefault(article.id, []).append(article.version)

    assert all(versions == list(range(1, len(versions) + 1)) for versions in seen.values())


def test_one_article_is_corrected_and_one_is_withdrawn(articles: list[ArticleV1]) -> None:
    later = [article for article in articles if article.version > 1]

    assert sorted(article.status for article in later) == ["usable", "withdrawn"]


def test_every_article_shows_that_it_is_an_exercise(articles: list[ArticleV1]) -> None:
    for article in articles:
        address = urlsplit(article.url or "")
        assert article.id.startswith("urn:exercise:")
        assert (address.hostname or "").endswith(".example")
        assert address.path.startswith("/exercise/")
        assert article.published_at.year == 2031


def test_a_publisher_keeps_to_one_domain(articles: list[ArticleV1]) -> None:
    pairs = {(article.source, urlsplit(article.url or "").hostname) for article in articles}

    assert len(pairs) == len({source for source, _ in pairs}) == len({host for _, host in pairs})


def test_the_agency_story_is_carried_word_for_word_under_two_other_names(articles: list[ArticleV1]) -> None:
    sentence = "dropped at least six bombs, Belgian Defence Minister Luc Verhaegen told reporters"

    assert len({article.source for article in articles if sentence in article.body}) == 3


def test_expectations_count_the_events_that_are_there(
    articles: list[ArticleV1], expected: dict[str, Any]
) -> None:
    assert expected["articles"]["events"] == expected["articles"]["enriched"] == len(articles)


def test_every_expectation_names_articles_that_exist(expected: dict[str, Any], slugs: set[str]) -> None:
    named = {entry["article"] for entry in expected["quiet"]}
    for alert in expected["alerts"]:
        named |= {*alert.get("evidence", ()), *alert.get("denied_in", ())}

    assert named <= slugs


def test_every_article_is_either_quiet_or_evidence(expected: dict[str, Any], slugs: set[str]) -> None:
    quiet = {entry["article"] for entry in expected["quiet"]}
    heard = {slug for alert in expected["alerts"] for slug in alert.get("evidence", ())}
    heard |= {slug for alert in expected["alerts"] for slug in alert.get("denied_in", ())}

    assert not heard & quiet
    # Two copies of the agency's story, the announcement of talks and the report that was withdrawn.
    others = {"depot-agency-copy", "jets-hit-depot", "talks-planned", "ljubljana-station"}
    assert slugs - heard - quiet == others


def test_every_expectation_says_why(expected: dict[str, Any]) -> None:
    entries = [expected["articles"], *expected["alerts"], *expected["quiet"]]

    assert all(entry["why"].strip() for entry in entries)
    assert expected["others_why"].strip()


def test_expectations_of_alerts_use_known_fields_and_values(expected: dict[str, Any]) -> None:
    names = [alert["name"] for alert in expected["alerts"]]
    assert len(names) == len(set(names))
    for alert in expected["alerts"]:
        assert set(alert) <= ALERT_FIELDS
        assert set(alert.get("certainty", {})) <= {"at_least", "at_most"}
        assert set(alert.get("certainty", {}).values()) <= set(CERTAINTIES)
        assert set(alert.get("sources", {})) <= {"at_least", "at_most"}
        assert set(alert.get("message_type", ())) <= set(MESSAGE_TYPES)
