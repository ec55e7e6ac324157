"""The composition root: settings and knowledge to ports, ports to agents, agents onto a Faust app.

Importing this module connects to nothing. `faust -A streams.app worker` finds `app`, which is made when asked for.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, NoReturn

import faust

from schemas import topics
from schemas.acls import ROLES
from streams.agents import alert, enrich, rule
from streams.clean.memory import Memory
from streams.knowledge import KnowledgeError, open_alerting, open_rules
from streams.knowledge.changing import faults_of, usable
from streams.knowledge.files import rule_files
from streams.runtime.access import Tokens, tls_context
from streams.runtime.client import ends_at
from streams.runtime.clock import keep_time
from streams.runtime.consumer import Ports, Transport
from streams.runtime.delivery import EXIT_BROKEN, Flight, Pace
from streams.runtime.health import Health, keep_watch, serve
from streams.runtime.lease import Lease
from streams.runtime.metrics import Metrics
from streams.runtime.noise import keep_count
from streams.runtime.pool import READING, Pool
from streams.runtime.publisher import Publisher
from streams.runtime.readings import Readings
from streams.runtime.recovery import SeekFirstTables
from streams.runtime.refusals import EXIT_REFUSED, BrokerError, watch
from streams.runtime.registry import CONTRACTS, Frames
from streams.runtime.remembered import Remembered
from streams.runtime.rules import catch_up, follow
from streams.runtime.state import State
from streams.runtime.topics import ensure_topics
from streams.runtime.traces import set_up_traces
from streams.settings import SettingsError, load_settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from aiohttp import web
    from faust.types.auth import CredentialsT

    from streams.knowledge.sent import RulesInForce
    from streams.settings import Settings

GRACE_SECONDS = 5.0
"""Room for saying goodbye to the broker, after what is in flight was waited for."""

WRITTEN = tuple(
    topic.name
    for topic in topics.TOPICS
    if topic.name in CONTRACTS and not ROLES["worker"].isdisjoint(topic.written_by)
)
"""Topics whose contracts a worker writes by, known to it before its first message: a registry may be away later."""

OVERDUE = "The worker ends at once: it was asked to, and could not in time. What was in flight is read again."

FETCHED_AT_ONCE = 64 * 1024

log = logging.getLogger(__name__)


class TocsinApp(faust.App):
    """A Faust app that starts and stops the reading processes with itself."""

    def __init__(self, settings: Settings, sayings: Sequence[str], **options: Any) -> None:  # noqa: ANN401 - Faust's own options
        super().__init__(settings.app_id, **options)
        self.pool = Pool(settings, READING)
        self.memory = Memory(settings.window_articles)
        self.remembered = Remembered(self.memory, settings)
        self.metrics = Metrics(settings.topic_prefix)
        self.flight = Flight(self.metrics.landed, set_up_traces(self) if settings.traces else None)
        self.lease = Lease(settings.session_seconds)
        self.settings = settings
        self.sayings = sayings
        self.files = rule_files(settings.rules)
        self.budgets: Mapping[str, float] = {}
        self.background: list[Callable[[], Awaitable[None]]] = []
        self.health = Health(settings.stall_seconds)
        self._probes: web.AppRunner | None = None
        self._show_metrics()

    def _new_transport(self) -> Transport:
        ports = Ports(
            self._patience_seconds,
            self._let_go,
            self.lease,
            lambda places: ends_at(places, self.settings),
        )
        return Transport(self.conf.broker_consumer, self, ports)

    def _patience_seconds(self) -> float:
        """Return how long work in flight is waited for: when partitions move on, not so long that the group does."""
        settings = self.settings
        return (
            settings.drain_seconds
            if self.should_stop
            else min(settings.drain_seconds, settings.rebalance_seconds / 2)
        )

    def _let_go(self) -> None:
        """Give up the work in flight; where some is half published, and others shall go on with it, end instead."""
        if self.flight.is_publishing and not self.should_stop:
            _end(
                "A broker that does not answer: partitions move on while their work is half published.",
                EXIT_BROKEN,
            )
        self.flight.let_go()

    async def on_start(self) -> None:
        """Start the reading processes, with the rules in force, before the first message can arrive."""
        await self._answer_probes()
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
        if self.settings.health:
            self.add_future(keep_watch(self.health, self, self.settings))
        self.add_future(self.remembered.follow())
        self.add_future(follow(self.settings, now, self._take))
        self.add_future(keep_count(self, self.settings, lambda: self.budgets))
        for work in self.background:
            self.add_future(work())

    async def on_stop(self) -> None:
        """Drain what is in flight, then end the reading processes.

        A broker that does not answer holds this up for as long as its clients wait for it; nobody else has to.
        """
        overdue = threading.Timer(self.settings.drain_seconds + GRACE_SECONDS, _end, (OVERDUE, EXIT_BROKEN))
        overdue.daemon = True
        overdue.start()
        await super().on_stop()
        await self.pool.stop()
        if self._probes:
            await self._probes.cleanup()

    def _show_metrics(self) -> None:
        metrics = self.metrics
        metrics.watch("tocsin_in_flight", "Messages being dealt with.", lambda: self.flight.size)
        metrics.watch("tocsin_processes", "Reading processes.", lambda: self.settings.processes)
        metrics.watch("tocsin_processes_idle", "Those that wait for an article.", lambda: self.pool.idle)
        metrics.watch(
            "tocsin_live", "Whether the stream moves, 0 or 1.", lambda: self.health.is_live().is_good
        )
        metrics.watch(
            "tocsin_ready", "Whether it does its share, 0 or 1.", lambda: self.health.is_ready().is_good
        )
        metrics.watch_lag(lambda: self.health.lag)

    async def _answer_probes(self) -> None:
        if not self.settings.health:
            return
        try:
            self._probes = await serve(self.health, self.settings.health, self.metrics.text)
        except OSError as error:
            _end(f"TOCSIN_HEALTH: {error}")

    async def _take(self, now: RulesInForce) -> None:
        """Read by these rules from the next article on; every answer tells as of which offset it was read."""
        rules, wrong = await asyncio.to_thread(usable, now, self.files)
        self.budgets = rules.budgets
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
    frames = Frames(settings)
    asyncio.run(frames.learn(WRITTEN))
    app = TocsinApp(settings, rules.sayings, **_options(settings))
    publish = Publisher(app, settings, app.lease, frames, app.metrics.published)
    readings = Readings(app.pool)
    claims = settings.topic(topics.CLAIMS.name)
    state = State(app, settings.topic(topics.STATE.name), partitions[claims], publish.confirmed)
    alert_ports = alert.Ports(
        kinds,
        policy,
        publish,
        state.entries,
        state.put,
        purpose=settings.purpose,
        flight=app.flight,
        pace=Pace(settings.in_flight, settings.batch_seconds),
        watchlists=rules.watchlists,
    )
    enrich.attach(
        app,
        settings.topic(topics.ARTICLES.name),
        enrich.Ports(
            settings,
            partitions[claims],
            lambda article, learned: app.metrics.read(readings(article, learned)),
            publish,
            app.memory,
            app.flight,
            app.remembered.known,
        ),
    )
    alert.attach(app, claims, alert_ports)

    rule.attach(
        app,
        settings.topic(topics.RULES.name),
        rule.Ports(
            flight=app.flight,
            now=lambda: catch_up(settings),
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
        app.lease.renew(time.monotonic())
        app.remembered.catch_up()
        app.health.has_joined = True

    app.on_partitions_revoked.connect(forget, weak=False)
    app.on_partitions_assigned.connect(forget, weak=False)
    app.on_partitions_assigned.connect(remember, weak=False)
    gc.freeze()  # rules and code stay as long as the process: there is nothing to collect in them
    return app


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "broker": [f"kafka://{address.strip()}" for address in settings.bootstrap.split(",")],
        "broker_credentials": _credentials(settings),
        "store": f"{settings.store}://" if settings.store == "memory" else "rocksdb://",
        "datadir": settings.data_dir,
        "TableManager": SeekFirstTables,
        "autodiscover": False,
        "topic_disable_leader": True,
        # They are made before, as they are declared; whoever works need not be allowed to make any.
        "topic_allow_declare": False,
        "stream_wait_empty": True,
        "stream_buffer_maxsize": settings.in_flight,
        "broker_session_timeout": settings.session_seconds,
        "broker_heartbeat_interval": settings.heartbeat_seconds,
        "broker_rebalance_timeout": settings.rebalance_seconds,
        "broker_commit_interval": settings.commit_seconds,
        "broker_request_timeout": max(90.0, settings.session_seconds * 2),
        "producer_max_request_size": max(topic.max_message_bytes for topic in topics.TOPICS),
        "producer_acks": -1,
        # What one turn publishes to a partition goes in one request: a batch that is full waits for the next.
        "producer_max_batch_size": topics.MIB,
        # What is not on the broker by then is given up and sent anew, if the lease allows: not a session later.
        "producer_request_timeout": max(3.0, settings.session_seconds / 2),
        "consumer_auto_offset_reset": "earliest",
        # What was fetched of one partition is read before the next one's.
        "consumer_max_fetch_size": FETCHED_AT_ONCE,
        "web_enabled": False,
    }


def _credentials(settings: Settings) -> CredentialsT | None:
    """Return what `client_options` says, in Faust's words; None where nothing is to be proven."""
    context = tls_context(settings) if settings.tls else None
    if settings.sasl == "OAUTHBEARER":
        return faust.OAuthCredentials(oauth_cb=Tokens(settings), ssl_context=context)
    if settings.sasl:
        return faust.SASLCredentials(
            username=settings.user,
            password=settings.password.get_secret_value(),
            mechanism=settings.sasl,
            ssl_context=context,
        )
    return faust.SSLCredentials(context) if context else None


def _end(sentence: str, code: int = EXIT_REFUSED) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    logging.shutdown()
    os._exit(code)


def __getattr__(name: str) -> TocsinApp:
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        app = globals()["app"] = create_app(load_settings())
    except (BrokerError, KnowledgeError, SettingsError) as error:
        _end(str(error))
    return app
