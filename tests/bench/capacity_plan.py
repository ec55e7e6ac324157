"""The plan of an installation for a feed: arithmetic alone, from what was measured and what is asked for."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from itertools import product
from math import ceil
from typing import TYPE_CHECKING

from schemas import topics

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY_SECONDS = 86_400
HOUR_SECONDS = 3_600
MONTH_HOURS = 730
MONTH_DAYS = 30
MIB, GIB = 2**20, 2**30

# As README has it of TOCSIN_WINDOW_ARTICLES.
REMEMBERED_BYTES = 5_000
MOST_WORKERS = 1_000
# Kept for ever; a year of them is counted.
YEAR_DAYS = 365
TOPICS = (topics.ARTICLES, topics.ENRICHED, topics.CLAIMS, topics.ALERTS, topics.SEEN, topics.STATE)


@dataclass(frozen=True)
class Measured:
    """What an article takes: milliseconds of processor time, MiB of memory, bytes and messages on each topic."""

    reading_ms: float
    main_ms: float
    broker_ms: float
    remembering_ms: float
    claim_ms: float
    claim_cpu_ms: float
    report_kept_bytes: float
    report_restored_ms: float
    main_mib: float
    reading_mib: float
    topic_bytes: Mapping[str, float]
    claims: float

    @classmethod
    def of(cls, found: Mapping[str, float]) -> Measured:
        """Return what figures say. Raises `KeyError` where one is missing."""
        simple = [each.name for each in fields(cls) if each.name not in {"topic_bytes", "claims"}]
        return cls(
            **{name: found[name] for name in simple},
            topic_bytes={topic.name: found[f"{topic.name}_bytes"] for topic in TOPICS},
            claims=found[f"{topics.CLAIMS.name}_messages"],
        )


@dataclass(frozen=True)
class Asked:
    """What is assumed of feed, machines and prices (in US dollars; round figures of the size of list prices)."""

    articles_a_day: float = 5_000_000
    burst: float = 10
    capacity: float = 3
    claiming: float = 0.3
    updates: float = 0.15
    remember_hours: float = 1
    keep_days: float = 45
    machine_cores: int = 8
    busy: float = 0.8
    replicas: int = 3
    broker_gib: float = 8
    partitions_a_worker: int = 2
    core_hour: float = 0.04
    gib_hour: float = 0.005
    gib_month: float = 0.10
    gib_sent: float = 0.01


ABOUT = {
    "articles_a_day": "articles a day",
    "burst": "a burst, as a multiple of the mean",
    "capacity": "what the installation can read, as a multiple of the mean",
    "claiming": "share of articles that claim as much as those measured do, which are of geopolitics",
    "updates": "share of articles that are later versions or withdrawals",
    "remember_hours": "hours of articles that workers remember, to know versions and copies",
    "keep_days": "days for which the alert agent keeps reports (`keep_days` in streams/data/alerts/policy.yaml)",
    "machine_cores": "cores of a machine that runs one worker",
    "busy": "share of a core that may be busy when all of the capacity is used",
    "replicas": "copies of each message, each on a broker of its own",
    "broker_gib": "memory of a broker, GiB",
    "partitions_a_worker": "partitions of `claims` for each worker, fewer where markers would be too many",
    "core_hour": "price of a core for an hour",
    "gib_hour": "price of a GiB of memory for an hour",
    "gib_month": "price of a GiB of disk for a month",
    "gib_sent": "price of a GiB sent from one zone to another",
}


class TooMuchError(Exception):
    """A feed that no number of workers can take in this way; the text says what stands against it."""


@dataclass(frozen=True)
class Wait:
    """What a burst does: articles left over at its end, the longest wait in it, and how long until it is read."""

    backlog: float
    longest_seconds: float
    drained_seconds: float


@dataclass(frozen=True)
class Crew:
    """Workers with what the busiest, which has `held` partitions, does at full capacity.

    Rates are a second, shares are of one core or of one agent's time.
    `following` and `marking` are what a worker's own process takes for articles and for markers, whoever read the
    article; `alerting` is the share of its time that the alert agent works.
    """

    workers: int
    partitions: int
    held: int
    articles: float
    claims: float
    markers: float
    reader_rate: float
    readers: int
    following: float
    marking: float
    main: float
    alerting: float


@dataclass(frozen=True)
class Plan:
    """An installation. `mean` and `target` are articles a second: those that come, and those that can be read."""

    measured: Measured
    asked: Asked
    mean: float
    target: float
    crew: Crew
    remembered: float
    kept: float
    worker_mib: Mapping[str, float]
    broker_cores: float
    sent_bytes: Mapping[str, float]
    disk_bytes: Mapping[str, float]

    @property
    def worker_cores(self) -> int:
        """Cores of all workers: one for each reading process, and one for the worker's own."""
        return self.crew.workers * (self.crew.readers + 1)

    @property
    def cores(self) -> int:
        """Cores of workers and brokers."""
        return self.worker_cores + self.asked.replicas * ceil(self.broker_cores / self.asked.replicas)

    @property
    def memory_gib(self) -> float:
        """Memory of workers and brokers."""
        workers = self.crew.workers * sum(self.worker_mib.values()) * MIB / GIB
        return workers + self.asked.replicas * self.asked.broker_gib

    @property
    def disk_gib(self) -> float:
        """Disk of all brokers together."""
        return sum(self.disk_bytes.values()) / GIB

    @property
    def month(self) -> Mapping[str, float]:
        """What a month costs, by what it is paid for."""
        asked = self.asked
        return {
            "cores": self.cores * asked.core_hour * MONTH_HOURS,
            "memory": self.memory_gib * asked.gib_hour * MONTH_HOURS,
            "disk": self.disk_gib * asked.gib_month,
            "network": sum(self.sent_bytes.values()) * DAY_SECONDS * MONTH_DAYS / GIB * asked.gib_sent,
        }

    def wait(self, minutes: float) -> Wait:
        """Return what a burst of so many minutes does, with the mean going on behind it."""
        above = max(0.0, self.asked.burst - self.asked.capacity) * self.mean
        backlog = above * minutes * 60
        spare = self.target - self.mean
        return Wait(backlog, backlog / self.target, backlog / spare if spare else float("inf"))


def plan(measured: Measured, asked: Asked) -> Plan:
    """Return the installation that reads `capacity` times the mean. Raises `TooMuchError`."""
    measured = _of_the_feed(measured, asked)
    mean = asked.articles_a_day / DAY_SECONDS
    target = asked.capacity * mean
    crew = _least_crew(measured, asked, target)
    remembered = mean * asked.remember_hours * HOUR_SECONDS
    kept = asked.articles_a_day * asked.keep_days * measured.claims / crew.workers
    return Plan(
        measured=measured,
        asked=asked,
        mean=mean,
        target=target,
        crew=crew,
        remembered=remembered,
        kept=kept,
        worker_mib={
            "its own process": measured.main_mib,
            "its reading processes": crew.readers * measured.reading_mib,
            "articles remembered": remembered * REMEMBERED_BYTES / MIB,
            "reports kept by the alert agent": kept * measured.report_kept_bytes / MIB,
        },
        broker_cores=target * measured.broker_ms * asked.replicas / 1000 / asked.busy,
        sent_bytes=_sent(measured, asked, mean, crew.workers),
        disk_bytes=_disk(measured, asked),
    )


def _of_the_feed(measured: Measured, asked: Asked) -> Measured:
    """Return what an article of the feed takes: most claim nothing. Processor time stays as it was measured."""
    claimed = {topics.CLAIMS.name, topics.ALERTS.name, topics.STATE.name}
    return replace(
        measured,
        claims=measured.claims * asked.claiming,
        topic_bytes={
            name: each * (asked.claiming if name in claimed else 1)
            for name, each in measured.topic_bytes.items()
        },
    )


def _least_crew(measured: Measured, asked: Asked, target: float) -> Crew:
    """Return the fewest workers that do it, with as many partitions for each as asked for if that can be."""
    tries = product(range(asked.partitions_a_worker, 0, -1), range(1, MOST_WORKERS + 1))
    for partitions_a_worker, workers in tries:
        crew = _crew(measured, replace(asked, partitions_a_worker=partitions_a_worker), target, workers)
        if (
            crew.readers * crew.reader_rate >= crew.articles
            and crew.alerting <= asked.busy
            and crew.main <= asked.busy
        ):
            return crew
    raise TooMuchError(
        f"at {target:.0f} articles/s each of {crew.workers} workers has {crew.markers:.0f} markers/s, which take its "
        f"alert agent {crew.markers * measured.claim_ms / 1000:.0%} of its time, and follows all articles, which takes "
        f"its own process {crew.following:.0%}"
    )


def _crew(measured: Measured, asked: Asked, target: float, workers: int) -> Crew:
    partitions = max(topics.CLAIMS.partitions, workers * asked.partitions_a_worker)
    held = ceil(partitions / workers)
    articles = target * held / partitions
    # Each later version is told to every partition of `claims`, and so to each that a worker holds.
    markers = target * asked.updates * held
    following = target * measured.remembering_ms / 1000
    marking = markers * measured.claim_cpu_ms / 1000
    reader_rate = asked.busy * 1000 / measured.reading_ms
    fed = max(0.0, asked.busy - following - marking) * 1000 / measured.main_ms
    return Crew(
        workers=workers,
        partitions=partitions,
        held=held,
        articles=articles,
        claims=articles * measured.claims,
        markers=markers,
        reader_rate=reader_rate,
        readers=min(asked.machine_cores - 1, ceil(min(articles, fed) / reader_rate)),
        following=following,
        marking=marking,
        main=articles * measured.main_ms / 1000 + following + marking,
        alerting=(articles * measured.claims + markers) * measured.claim_ms / 1000,
    )


def days_kept(asked: Asked) -> dict[str, float]:
    """Return for how long each topic keeps what is on it; of those that keep the last state, what that is."""
    kept = {topic.name: topic.retention_ms / topics.DAY_MS for topic in TOPICS}
    return kept | {
        topics.ALERTS.name: YEAR_DAYS,
        topics.STATE.name: asked.keep_days,
        topics.SEEN.name: asked.remember_hours / 24,
    }


def _sent(measured: Measured, asked: Asked, mean: float, workers: int) -> dict[str, float]:
    """Return bytes a second at the mean, by who sends them to whom."""
    of = measured.topic_bytes
    written = sum(of.values())
    read = of[topics.ARTICLES.name] + of[topics.CLAIMS.name] + workers * of[topics.SEEN.name]
    return {
        "newsroom to brokers": mean * of[topics.ARTICLES.name],
        "workers to brokers": mean * (written - of[topics.ARTICLES.name]),
        "brokers to workers": mean * read,
        "brokers to one another": mean * written * (asked.replicas - 1),
        "brokers to one reader of articles and alerts": mean
        * (of[topics.ENRICHED.name] + of[topics.ALERTS.name]),
    }


def _disk(measured: Measured, asked: Asked) -> dict[str, float]:
    """Return bytes on the disks of all brokers, by topic."""
    days = days_kept(asked)
    return {
        name: each * asked.articles_a_day * days[name] * asked.replicas
        for name, each in measured.topic_bytes.items()
    }
