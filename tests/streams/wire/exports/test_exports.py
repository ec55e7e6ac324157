"""Alerts in the formats of others, held against the schemas of those who own them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree
from referencing import Registry, Resource
from stix2validator import ValidationOptions, validate_string

from alerts import PUBLISHED
from schemas.alert import AlertV1
from streams.knowledge import load_countries
from streams.wire.exports.cap import Sent, alert_as_cap
from streams.wire.exports.countries import countries_by_code
from streams.wire.exports.ninjs import alert_as_ninjs
from streams.wire.exports.stix import alert_as_stix

if TYPE_CHECKING:
    from collections.abc import Callable

FACTS = Path(__file__).resolve().parents[5] / "shared" / "facts"
NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
COUNTRIES = countries_by_code(load_countries())
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
GEOJSON = Resource.from_contents(
    {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}
)

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FACTS.exists(), reason="the shared folder is not beside the checkout"),
]


@st.composite
def alerts(draw: st.DrawFn) -> AlertV1:
    """Return an alert as any article could make it: every text is whatever somebody wrote."""
    (evidence,) = PUBLISHED["evidence"]
    words = st.text(min_size=1, max_size=40)
    seen = draw(st.integers(0, 50_000).map(lambda days: NOON - timedelta(days=days / 3)))
    place = {
        "text": draw(words),
        "country": draw(st.sampled_from([None, "SWE", "XKX"])),
        "latitude": draw(st.floats(-90, 90)),
        "longitude": draw(st.floats(-180, 180)),
    }
    party = {
        "text": draw(words),
        "country": "NOR",
        "countries": draw(st.sampled_from([["NOR"], ["NOR", "DNK"]])),
    }
    said = [
        {
            **evidence,
            "publisher": draw(words),
            "quote": draw(words),
            "url": url,
            "source": draw(st.none() | words),
        }
        for url in draw(st.lists(st.none() | words | st.just("https://news.example/1?a=b&c=<d>"), max_size=3))
    ]
    return AlertV1.model_validate(
        {
            **PUBLISHED,
            "revision": draw(st.integers(1, 5000)),
            "message_type": draw(st.sampled_from(["Alert", "Update", "Cancel"])),
            "status": draw(st.sampled_from(["Actual", "Exercise", "Test"])),
            "certainty": draw(st.sampled_from(["Observed", "Likely", "Possible", "Unlikely"])),
            "theme": draw(st.sampled_from(["cyber", "diplomacy", "none-such"])),
            "headline": draw(words),
            "changes": draw(st.lists(words, max_size=2)),
            "evidence": said,
            "actor": draw(st.none() | st.just(party)),
            "recipient": draw(st.none() | st.just(party)),
            "location": draw(st.none() | st.just(place)),
            "stated_by": [draw(words)],
            "first_seen": seen,
            "last_seen": seen + timedelta(hours=1),
            "expires_at": draw(st.none() | st.just(seen + timedelta(days=9))),
        }
    )


@pytest.fixture(scope="module")
def is_cap() -> etree.XMLSchema:
    return etree.XMLSchema(file=FACTS / "cap" / "CAP-v1.2.xsd")


@pytest.fixture(scope="module")
def is_ninjs() -> Draft202012Validator:
    schema = json.loads((FACTS / "ninjs" / "ninjs_3.1.json").read_bytes())
    registry: Registry[Any] = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", GEOJSON)
    return Draft202012Validator(schema, registry=registry)


@given(alert=alerts())
@settings(max_examples=100, deadline=None)
def test_every_alert_is_a_valid_cap_message(alert: AlertV1, is_cap: etree.XMLSchema) -> None:
    written = alert_as_cap(alert, NOON, COUNTRIES, Sent(1, NOON))

    is_cap.assertValid(etree.fromstring(written))
    assert b"\n" not in written


@given(alert=alerts())
@settings(max_examples=40, deadline=None)
def test_every_alert_is_a_valid_stix_bundle(alert: AlertV1) -> None:
    written = alert_as_stix(alert, COUNTRIES)
    found = validate_string(written.decode(), ValidationOptions(version="2.1", silent=True))

    assert found.is_valid, [str(each) for each in found.errors]
    assert b"\n" not in written


@given(alert=alerts())
@settings(max_examples=100, deadline=None)
def test_every_alert_is_a_valid_ninjs_item(alert: AlertV1, is_ninjs: Draft202012Validator) -> None:
    written = alert_as_ninjs(alert, COUNTRIES, {"diplomacy": "medtop:20000639"})

    assert [error.message for error in is_ninjs.iter_errors(json.loads(written))] == []
    assert b"\n" not in written


ALERT = AlertV1.model_validate(PUBLISHED)


def test_cap_says_what_the_alert_says_and_what_it_updates() -> None:
    root = etree.fromstring(alert_as_cap(ALERT, NOON, COUNTRIES, Sent(3, NOON - timedelta(hours=1))))
    said = {each.tag.removeprefix(CAP): each.text for each in root.iter()}

    assert (said["msgType"], said["status"], said["severity"]) == (
        ALERT.message_type,
        ALERT.status,
        ALERT.severity,
    )
    assert said["identifier"] == f"{ALERT.id}.{ALERT.revision}"
    assert said["references"] == f"tocsin,{ALERT.id}.3,2031-03-04T11:00:00-00:00"
    assert said["headline"] == ALERT.headline
    assert ALERT.evidence[0].quote in said["description"]
    codes = root.xpath("//c:geocode/c:value/text()", namespaces={"c": CAP.strip("{}")})
    assert codes == ["NOR", "SWE"]


def test_stix_has_a_report_that_refers_to_all_else_and_is_revoked_by_a_cancel() -> None:
    bundle = json.loads(alert_as_stix(ALERT, COUNTRIES))
    (report,) = (each for each in bundle["objects"] if each["type"] == "report")
    later = ALERT.model_copy(update={"message_type": "Cancel", "revision": ALERT.revision + 1})
    (revoked,) = (
        each for each in json.loads(alert_as_stix(later, COUNTRIES))["objects"] if each["type"] == "report"
    )

    assert set(report["object_refs"]) == {each["id"] for each in bundle["objects"]} - {
        report["id"],
        report["created_by_ref"],
    }
    assert {each["name"] for each in bundle["objects"] if each["type"] == "location"} >= {"Norway", "Sweden"}
    assert (report["id"], report["revoked"], revoked["revoked"]) == (revoked["id"], False, True)
    assert report["modified"] < revoked["modified"]


def test_ninjs_is_a_news_item_that_a_cancel_takes_back() -> None:
    item = json.loads(alert_as_ninjs(ALERT, COUNTRIES, {ALERT.theme: "medtop:20000639"}))
    later = ALERT.model_copy(update={"message_type": "Cancel"})

    assert item["headlines"][0]["value"] == ALERT.headline
    assert {"http://cv.iptc.org/newscodes/mediatopic/20000639"} <= {
        each.get("uri") for each in item["subjects"]
    }
    assert json.loads(alert_as_ninjs(later, COUNTRIES, {}))["pubStatus"] == "canceled"


@pytest.mark.parametrize(
    "write",
    [
        lambda alert: alert_as_cap(alert, NOON, COUNTRIES),
        lambda alert: alert_as_stix(alert, COUNTRIES),
        lambda alert: alert_as_ninjs(alert, COUNTRIES, {}),
    ],
)
def test_the_same_revision_gives_the_same_bytes(write: Callable[[AlertV1], bytes]) -> None:
    assert write(ALERT) == write(AlertV1.model_validate(PUBLISHED))
