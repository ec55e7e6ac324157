from __future__ import annotations

from dataclasses import replace

from schemas.asyncapi import document
from schemas.topics import ALERTS, TOPICS


def test_every_topic_is_a_channel_with_its_facts() -> None:
    channels = document()["channels"]

    assert list(channels) == [topic.name for topic in TOPICS]
    assert channels["alerts"]["bindings"]["kafka"]["topicConfiguration"]["cleanup.policy"] == ["compact"]
    assert "risk teams" in channels["alerts"]["description"]


def test_what_others_publish_is_received_and_what_is_rung_is_sent() -> None:
    operations = document()["operations"]

    assert operations["receive articles"]["action"] == "receive"
    assert operations["send alerts"]["summary"] == "By alert agent."
    assert "send alerts" not in document([replace(ALERTS, written_by=("somebody else",))])["operations"]


def test_the_headers_of_a_message_are_those_of_its_events_and_its_own() -> None:
    headers = document()["components"]["messages"]["AlertV1"]["headers"]["properties"]

    assert headers["ce_type"]["const"] == "tocsin.alert.v1"
    assert "severity" in headers
    assert "severity" not in document()["components"]["messages"]["ReportV1"]["headers"]["properties"]
