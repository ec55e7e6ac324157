from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import schemas
from schemas.alert_headers import HEADERS
from streams.alerts.alert import CapStatus, Certainty, MessageType, Watched
from streams.alerts.fields import SEVERITIES
from streams.claims.claim import Party, Place
from streams.wire.alerts import read_alert, write_alert
from streams.wire.labels import label_of, read_label, write_label

if TYPE_CHECKING:
    from streams.alerts.alert import Alert

EXAMPLE = read_alert(
    (Path(schemas.__file__).parent / "examples" / "alerts" / "good" / "update.json").read_bytes()
)
CODES = st.sampled_from(["BEL", "NLD", "NOR", "SWE"])
PARTIES = st.none() | st.builds(Party, text=st.just("They"), countries=st.lists(CODES, max_size=3).map(tuple))
PLACES = st.none() | st.builds(Place, text=st.just("there"), country=st.none() | CODES)
INSTANTS = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]),
)
ALERTS = st.builds(
    replace,
    st.just(EXAMPLE),
    revision=st.integers(1, 1000),
    message_type=st.sampled_from(get_args(MessageType)),
    status=st.sampled_from(get_args(CapStatus)),
    kind=st.sampled_from(["troop-buildup", "ärger"]),
    severity=st.sampled_from(SEVERITIES),
    certainty=st.sampled_from(get_args(Certainty)),
    actor=PARTIES,
    recipient=PARTIES,
    location=PLACES,
    last_seen=INSTANTS,
    expires_at=st.none() | INSTANTS,
    watchlists=st.lists(st.sampled_from([Watched("arctic", 3), Watched("baltic-desk")]), unique=True).map(
        tuple
    ),
)


@given(ALERTS)
def test_headers_say_what_the_body_says(alert: Alert) -> None:
    message = write_alert(alert)
    said = {name: value.decode() for name, value in message.headers}
    body = json.loads(message.value or b"")
    parties = [body[role] for role in ("actor", "recipient") if body[role]]
    codes = {code for party in parties for code in party["countries"]}
    codes |= {body["location"]["country"]} - {None} if body["location"] else set()

    assert said["ce_id"] == f"{body['id']}.{body['revision']}"
    assert said["ce_subject"] == body["id"]
    for name in ("message_type", "status", "kind", "severity", "certainty"):
        assert said[name] == body[name]
    assert said["revision"] == str(body["revision"])
    assert [code for code in said["countries"].split(",") if code] == sorted(codes)
    assert [name for name in said["watchlists"].split(",") if name] == sorted(
        each["id"] for each in body["watchlists"]
    )
    assert bool(said["expires"]) is bool(body["expires_at"])
    if said["expires"]:
        assert datetime.fromisoformat(said["expires"]) == datetime.fromisoformat(body["expires_at"])
    assert datetime.fromisoformat(said["ce_time"]) == datetime.fromisoformat(body["last_seen"])


@given(ALERTS)
def test_a_label_comes_back_from_headers_and_from_the_value(alert: Alert) -> None:
    message = write_alert(alert)

    assert read_label(message.headers) == label_of(alert)
    assert read_label(message.headers) == label_of(read_alert(message.value or b""))


def test_every_header_is_declared_and_once_on_the_record() -> None:
    assert [name for name, _ in write_alert(EXAMPLE).headers] == list(HEADERS)


@pytest.mark.parametrize("missing", ["ce_subject", "revision", "kind", "severity", "countries", "ce_time"])
def test_headers_that_lack_one_are_no_label(missing: str) -> None:
    headers = tuple(each for each in write_label(label_of(EXAMPLE)) if each[0] != missing)

    assert read_label(headers) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("severity", b"high", id="another severity"),
        pytest.param("message_type", b"Ack", id="another message type"),
        pytest.param("status", b"System", id="another status"),
        pytest.param("expires", b"soon", id="an end that is none"),
        pytest.param("certainty", b"", id="an empty certainty"),
        pytest.param("revision", b"last", id="a revision that is no number"),
        pytest.param("ce_time", b"2031-03-04T06:30:00", id="a time without zone"),
        pytest.param("ce_time", b"today", id="a time that is none"),
        pytest.param("kind", b"\xff", id="not UTF-8"),
    ],
)
def test_headers_that_cannot_be_read_are_no_label(name: str, value: bytes) -> None:
    headers = tuple((each, value if each == name else said) for each, said in write_label(label_of(EXAMPLE)))

    assert read_label(headers) is None


def test_records_from_before_there_were_watchlists_are_on_none() -> None:
    headers = tuple(each for each in write_label(label_of(EXAMPLE)) if each[0] != "watchlists")

    assert read_label(headers) == label_of(EXAMPLE)


def test_headers_of_others_are_passed_over() -> None:
    headers = (*write_label(label_of(EXAMPLE)), ("traceparent", b"\x00\xff"))

    assert read_label(headers) == label_of(EXAMPLE)
