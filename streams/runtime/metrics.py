"""Metrics: what a worker did and what it has in hand, as Prometheus fetches it. Every label has few values."""

from __future__ import annotations

import time
from collections import Counter as Tally
from typing import TYPE_CHECKING, TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from schemas import topics
from schemas.rejection import HEADERS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from streams.wire.message import Outgoing

LATENCY = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)
READING = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
LONGEST_SECONDS = 10 * 365 * 86_400
"""A message that was sent so long ago, or in the time to come, has no time that tells anything."""

Answer = TypeVar("Answer")


class Metrics:
    """The metrics of one worker, in a registry of their own. `prefix` is that of the topics, which labels leave out."""

    def __init__(self, prefix: str = "", clock: Callable[[], float] = time.time) -> None:
        self._prefix, self._clock = prefix, clock
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._done = Counter(
            "tocsin_messages", "Messages dealt with and acknowledged.", ["topic"], registry=registry
        )
        self._seconds = Histogram(
            "tocsin_message_seconds",
            "From when a message was sent until the broker had all that follows from it.",
            ["topic"],
            buckets=LATENCY,
            registry=registry,
        )
        self._reading = Histogram(
            "tocsin_reading_seconds",
            "From when an article was handed to the reading processes until they had read it.",
            buckets=READING,
            registry=registry,
        )
        self._published = Counter(
            "tocsin_published", "Messages that the broker confirmed.", ["topic"], registry=registry
        )
        self._rejected = Counter(
            "tocsin_rejected", "Messages set aside, by why.", ["code"], registry=registry
        )
        self._alerts = Counter(
            "tocsin_alerts", "Revisions of alerts.", ["kind", "message_type"], registry=registry
        )
        self._lag = Gauge(
            "tocsin_lag", "Messages that wait on this worker's partitions.", ["topic"], registry=registry
        )
        self._set_lag: Callable[[], dict[str, int]] = dict

    def watch(self, name: str, what: str, value: Callable[[], float]) -> None:
        """Have a value looked at whenever somebody asks."""
        Gauge(name, what, registry=self._registry).set_function(value)

    def watch_lag(self, lag: Callable[[], dict[str, int]]) -> None:
        """Have it looked at how many messages wait, by full name of the topic."""
        self._set_lag = lag

    def landed(self, topic: str, sent_at: float | None) -> None:
        """Count a message that is dealt with; `topic` is its full name."""
        name = topic.removeprefix(self._prefix)
        self._done.labels(name).inc()
        took = self._clock() - sent_at if sent_at is not None else LONGEST_SECONDS
        if -1 < took < LONGEST_SECONDS:
            self._seconds.labels(name).observe(max(0.0, took))

    def published(self, messages: Sequence[Outgoing]) -> None:
        """Count messages that the broker has."""
        for topic, count in Tally(each.topic for each in messages).items():
            self._published.labels(topic).inc(count)
        for each in messages:
            if each.topic not in (topics.ALERTS.name, topics.REJECTED.name):
                continue
            said = {name: value.decode("utf-8", "replace") for name, value in each.headers}
            if each.topic == topics.ALERTS.name:
                self._alerts.labels(said["kind"], said["message_type"]).inc()
            else:
                self._rejected.labels(said[HEADERS["code"]]).inc()

    async def read(self, reading: Awaitable[Answer]) -> Answer:
        """Return what a reading gives, and keep how long it took."""
        with self._reading.time():
            return await reading

    def text(self) -> bytes:
        """Return everything in Prometheus' words."""
        for topic, waiting in self._set_lag().items():
            self._lag.labels(topic.removeprefix(self._prefix)).set(waiting)
        return generate_latest(self._registry)
