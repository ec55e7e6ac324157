"""The composition root: settings and knowledge to ports, ports to agents, agents onto a Faust app.

Importing this module connects to nothing. `faust -A streams.app worker` finds `app`, which is made when asked for.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import faust

from schemas import topics
from streams.agents import alert, enrich, rule
from streams.clean.memory import Memory
from streams.knowledge import KnowledgeError, open_alerting, open_rules
from streams.knowledge.changing import faults_of, usable
from streams.knowledge.files import rule_files
from streams.runtime import remembered
from streams.runtime.clock import keep_time
from streams.runtime.consumer import Transport
from streams.runtime.pool import READING, Pool
from streams.runtime.publisher import Publisher
from streams.runtime.readings import Readings
from streams.runtime.recovery import SeekFirstTables
from streams.runtime.refusals import EXIT_REFUSED, BrokerError, watch
from streams.runtime.rules import catch_up, follow, read_in_force
from streams.runtime.state import State
from streams.runtime.topics import ensure_topics
from streams.settings import SettingsError, load_settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence
    from datetime import datetime

    from streams.knowledge.sent import RulesInForce
    from streams.settings import Settings

log = logging.getLogger(__name__)


class TocsinApp(faust.App):
    """A Faust app that starts and stops the reading processes with itself."""

    def __init__(self, settings: Settings, sayings: Sequence[str], **options: Any) -> None:  # noqa: ANN401 - Faust's own options
        super().__init__(settings.app_id, **options)
        self.pool = Pool(settings, READING)
        self.memory = Memory(settings.window_articles)
        self.settings = settings
        self.sayings = sayings
        self.files = rule_files(settings.rules)
        self.background: list[Callable[[], Awaitable[None]]] = []

    def _new_transport(self) -> Transport:
        return Transport(self.conf.broker_consumer, self)

    async def on_start(self) -> None:
        """Start the reading processes, with the rules in force, before the first message can arrive."""
        now = await catch_up(self.settings)
        await self._take(now)
        try:
            await self.pool.start()
        except KnowledgeError as error:
            await self.pool.stop()
            _end(str(error))
        for sentence in self.sayings:
            log.info("%s", sentence)
        await super().on_start()
        self.add_future(watch(self, self.settings))
        self.add_future(remembered.follow(self.memory, self.settings))
        self.add_future(follow(self.settings, now, self._take))
        for work in self.background:
            self.add_future(work())

    async def on_stop(self) -> None:
        """Drain what is in flight, then end the reading processes."""
        await super().on_stop()
        await self.pool.stop()

    async def _take(self, now: RulesInForce) -> None:
        """Read by these rules from the next article on; every answer tells as of which offset it was read."""
        _, wrong = await asyncio.to_thread(usable, now, self.files)
        for finding in wrong:
            log.error("A rule that was sent cannot be used here: %s", finding)
        if now.offset is not None:
            log.info(
                "%d rules sent until offset %d are in force.", len(now.standing) - len(wrong), now.offset
            )
        self.pool.tell(now)


def create_app(settings: Settings) -> TocsinApp:
    """Return an app with its agents on it, its topics made on the broker where they were missing.

    Raises `BrokerError` where there is no broker or it refuses, `KnowledgeError` where the rules do not load.
    """
    rules = open_rules(users=settings.rules)
    kinds, policy = open_alerting(rules)
    partitions = asyncio.run(ensure_topics(settings))
    app = TocsinApp(settings, rules.sayings, **_options(settings))
    publish = Publisher(app, settings)
    claims = settings.topic(topics.CLAIMS.name)
    state = State(app, settings.topic(topics.STATE.name), partitions[claims])
    alert_ports = alert.Ports(
        kinds,
        policy,
        publish,
        state.entries,
        state.put,
        purpose=settings.purpose,
        watchlists=rules.watchlists,
    )
    enrich.attach(
        app,
        settings.topic(topics.ARTICLES.name),
        enrich.Ports(settings, partitions[claims], Readings(app.pool), publish, app.memory),
    )
    alert.attach(app, claims, alert_ports)

    rule.attach(
        app,
        settings.topic(topics.RULES.name),
        rule.Ports(
            now=lambda: read_in_force(settings),
            faults=lambda change, now: asyncio.to_thread(list, faults_of(change, now, app.files)),
            publish=publish,
            partitions=partitions[claims],
        ),
    )

    async def forget(*_: object, **__: object) -> None:
        alert_ports.forget()

    async def wake(held: Iterable[int], now: datetime) -> None:
        await alert.wake(held, now, alert_ports)

    app.background.append(lambda: keep_time(app, claims, wake))

    async def remember(*_: object, **__: object) -> None:
        await remembered.catch_up(app.memory, settings)

    app.on_partitions_revoked.connect(forget, weak=False)
    app.on_partitions_assigned.connect(forget, weak=False)
    app.on_partitions_assigned.connect(remember, weak=False)
    return app


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "broker": [f"kafka://{address.strip()}" for address in settings.bootstrap.split(",")],
        "store": f"{settings.store}://" if settings.store == "memory" else "rocksdb://",
        "datadir": settings.data_dir,
        "TableManager": SeekFirstTables,
        "autodiscover": False,
        "topic_disable_leader": True,
        "topic_allow_declare": True,
        "stream_wait_empty": True,
        "stream_buffer_maxsize": settings.in_flight,
        "broker_session_timeout": settings.session_seconds,
        "broker_heartbeat_interval": settings.heartbeat_seconds,
        "broker_rebalance_timeout": settings.rebalance_seconds,
        "broker_commit_interval": settings.commit_seconds,
        "broker_request_timeout": max(90.0, settings.session_seconds * 2),
        "producer_max_request_size": max(topic.max_message_bytes for topic in topics.TOPICS),
        "producer_acks": -1,
        "consumer_auto_offset_reset": "earliest",
        "web_enabled": False,
    }


def _end(sentence: str) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    logging.shutdown()
    os._exit(EXIT_REFUSED)


def __getattr__(name: str) -> TocsinApp:
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        app = globals()["app"] = create_app(load_settings())
    except (BrokerError, KnowledgeError, SettingsError) as error:
        _end(str(error))
    return app
