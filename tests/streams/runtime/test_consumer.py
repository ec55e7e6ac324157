from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import faust
import pytest
from faust.types import TP

from streams.runtime import consumer as runtime
from streams.runtime.consumer import Ports, Transport
from streams.runtime.lease import Lease
from streams.runtime.refusals import BrokerError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


ARTICLES, CLAIMS, CHANGELOG = TP("articles", 0), TP("claims", 0), TP("t-state-changelog", 0)


class FakeThread:
    """Stands in for the thread that talks to the broker."""

    def __init__(self, committed: dict[TP, int | None]) -> None:
        self.committed = committed
        self.position = dict.fromkeys(committed, 9)
        self.taken: set[TP] = set()
        self.most: int | None = None
        self.asked = asyncio.Event()
        self.records_are_there = asyncio.Event()

    async def take(self, partitions: set[TP], _seconds: float, most: int | None) -> dict[TP, list[Any]]:
        """Answer as aiokafka does: an empty set means all."""
        self.asked.set()
        self.most = most
        await self.records_are_there.wait()
        self.taken = {tp for tp in (ARTICLES, CLAIMS, CHANGELOG) if not partitions or tp in partitions}
        return {}

    async def seek_to_committed(self) -> dict[TP, int | None]:
        """Seek as aiokafka does: only where there is an offset to seek to."""
        self.position |= {tp: offset for tp, offset in self.committed.items() if offset}
        return self.committed

    async def seek_wait(self, partitions: dict[TP, int]) -> None:
        self.position |= partitions

    async def earliest_offsets(self, *partitions: TP) -> dict[TP, int]:
        return dict.fromkeys(partitions, 4)

    def assignment(self) -> set[TP]:
        return set(self.committed)


def consumer_of(
    thread: FakeThread,
    patch: pytest.MonkeyPatch,
    patience: float = 1.0,
    let_go: Callable[[], None] = list,
    ends_at: Any = None,
) -> Any:
    async def ignore(*_: object) -> None: ...

    app = faust.App("t", broker="kafka://nowhere", autodiscover=False, stream_buffer_maxsize=8)
    app.Table("state", partitions=1)
    transport = Transport(app.conf.broker_consumer, app, Ports(lambda: patience, let_go, Lease(30), ends_at))
    consumer = transport.create_consumer(
        callback=ignore, on_partitions_revoked=ignore, on_partitions_assigned=ignore
    )
    patch.setattr(consumer, "_thread", thread)
    return consumer


def test_a_fetch_takes_nothing_from_partitions_that_it_was_not_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def run() -> None:
        thread = FakeThread({})
        consumer = consumer_of(thread, monkeypatch)
        consumer.resume_partitions({CHANGELOG})
        fetch: Coroutine[Any, Any, Any] = anext(consumer.getmany(1.0), None)
        fetching = asyncio.create_task(fetch)
        await thread.asked.wait()
        consumer.pause_partitions({CHANGELOG})
        thread.records_are_there.set()
        await fetching
        assert thread.taken == {CHANGELOG}

    asyncio.run(run())


@pytest.mark.parametrize(
    ("waiting", "asked_for", "most"),
    [
        ({}, {ARTICLES, CLAIMS}, 8),
        ({ARTICLES: 5}, {ARTICLES, CLAIMS}, 3),
        ({ARTICLES: 7}, {CLAIMS}, 8),
        ({ARTICLES: 8, CLAIMS: 4}, {CLAIMS}, 4),
        ({ARTICLES: 8, CLAIMS: 8}, set(), None),
    ],
    ids=["empty", "some room", "hardly room", "full", "all full"],
)
def test_claims_do_not_wait_behind_articles_for_which_there_is_no_room(
    monkeypatch: pytest.MonkeyPatch, waiting: dict[TP, int], asked_for: set[TP], most: int | None
) -> None:
    async def run() -> None:
        thread = FakeThread({})
        thread.records_are_there.set()
        consumer = consumer_of(thread, monkeypatch)
        for tp in (ARTICLES, CLAIMS):
            topic = consumer.app.topic(tp.topic)
            consumer.app.topics.add(topic)
            for number in range(waiting.get(tp, 0)):
                topic.queue.put_nowait(number)
        consumer.resume_partitions({ARTICLES, CLAIMS})
        consumer.on_buffer_full(ARTICLES)  # Faust says so of one that is nearly full
        await anext(consumer.getmany(1.0), None)
        assert (thread.taken, thread.most) == (asked_for, most)

    asyncio.run(run())


def test_what_is_read_to_rebuild_a_state_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        thread = FakeThread({})
        thread.records_are_there.set()
        consumer = consumer_of(thread, monkeypatch)
        consumer.app.topics.add(consumer.app.topic(CLAIMS.topic))
        consumer.resume_partitions({CHANGELOG})
        await anext(consumer.getmany(1.0), None)
        assert (thread.taken, thread.most) == ({CHANGELOG}, None)

    asyncio.run(run())


def test_reading_starts_at_the_committed_offset_and_without_one_at_the_beginning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    committed, never_committed = TP("claims", 1), TP("claims", 2)

    async def run() -> None:
        thread = FakeThread({committed: 5, never_committed: None, CHANGELOG: None})
        consumer = consumer_of(thread, monkeypatch)
        await consumer.perform_seek()
        assert thread.position == {committed: 5, never_committed: 4, CHANGELOG: 9}

    asyncio.run(run())


def test_a_changelog_is_read_to_where_it_ends_once_the_broker_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    troubles = [BrokerError("No broker answers.")]

    async def ends_at(places: Any) -> dict[tuple[str, int], int]:
        if troubles:
            raise troubles.pop()
        return dict.fromkeys(places, 22)

    async def run() -> None:
        monkeypatch.setattr(runtime, "PAUSE_SECONDS", 0.0)
        consumer = consumer_of(FakeThread({}), monkeypatch, ends_at=ends_at)
        assert await consumer.highwaters(CHANGELOG) == {CHANGELOG: 22}

    asyncio.run(run())


class FakeMessage:
    """A message that is acknowledged, or not."""

    def __init__(self, *, acked: bool) -> None:
        self.acked = acked


@pytest.mark.parametrize(
    ("acked", "told"), [(False, ["let go"]), (True, [])], ids=["still in flight", "acknowledged"]
)
def test_waiting_for_what_is_in_flight_has_an_end_and_what_was_done_is_committed(
    monkeypatch: pytest.MonkeyPatch, acked: bool, told: list[str]
) -> None:
    said: list[str] = []

    async def run() -> None:
        consumer = consumer_of(FakeThread({}), monkeypatch, 0.01, lambda: said.append("let go"))

        async def commit(**_: object) -> None:
            said.append("commit")

        monkeypatch.setattr(consumer, "commit", commit)
        message = FakeMessage(acked=acked)
        consumer._unacked_messages.add(message)  # noqa: SLF001 - where Faust keeps what is in flight
        await consumer.wait_empty()

    asyncio.run(run())
    assert said == [*told, "commit"]


async def test_a_broker_that_waits_a_fetch_out_holds_an_article_up_for_a_tenth_of_a_second_a_hop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    consumer = consumer_of(FakeThread({}), monkeypatch)

    fetching = consumer._new_consumer_thread()._create_worker_consumer(consumer.transport)  # noqa: SLF001 - Faust's own steps

    assert vars(fetching)["_fetch_max_wait_ms"] == 100
