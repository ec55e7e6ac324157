from __future__ import annotations

import pytest
from aiokafka import errors

from streams.runtime.refusals import explain
from streams.settings import Settings

SETTINGS = Settings(
    bootstrap="kafka:9092", app_id="desk", session_seconds=2, topic_prefix="uk.", replication=3
)


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (errors.InvalidSessionTimeoutError(), "set TOCSIN_SESSION_SECONDS between"),
        (errors.GroupAuthorizationFailedError("desk"), "grant Read on it, or set TOCSIN_APP_ID"),
        (errors.TopicAuthorizationFailedError("uk.articles"), "grant Read, Write, Describe and Create"),
        (errors.ClusterAuthorizationFailedError(), "`tocsin topics show` lists them"),
        (errors.UnsupportedVersionError(), "Apache Kafka 2.1 to 4.x"),
        (errors.InvalidReplicationFactorError(), "TOCSIN_REPLICATION=3: lower it"),
        (errors.KafkaConnectionError(), "start one, or set TOCSIN_BOOTSTRAP"),
        (ConnectionRefusedError(), "No Kafka broker answers at kafka:9092"),
        (errors.UnknownError("why"), "The broker refuses: UnknownError"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_a_refusal_says_what_to_do(error: Exception, advice: str) -> None:
    assert advice in explain(error, SETTINGS)
