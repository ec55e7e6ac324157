"""Health: whether a worker's stream moves, judged by what its group has acknowledged, and told over HTTP.

That the process is there says nothing: a worker can live, send signs of life and read nothing. So the broker is asked
how far each partition of this worker is acknowledged and where it ends, over a connection of its own that shares
nothing with the consumer. A partition that has work and does not move for too long is a stall; one without work is idle
however long.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, cast

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from schemas import topics
from streams.runtime.client import Standing, how_far
from streams.runtime.refusals import BrokerError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from faust.tables import TableManager
    from faust.types import AppT

    from streams.settings import Settings

LOOKS = 10
"""How often a stall's length is looked at: it is told at the latest a tenth of its length late."""

LONGEST_PAUSE_SECONDS = 10.0

REBALANCE = "the group"


class Still(NamedTuple):
    """A place that has work: how far it was at last, and since when (seconds of a clock that never jumps)."""

    done: int
    since: float


class Verdict(NamedTuple):
    """What a probe is told."""

    is_good: bool
    why: str


def look(before: Mapping[str, Still], standings: Mapping[str, Standing], now: float) -> dict[str, Still]:
    """Return the places that have work, each with since when it stands where it does.

    Idle places are left out, and those that other workers hold now: both begin anew when there is work here again.
    """
    found = {}
    for place, standing in standings.items():
        if standing.done >= standing.end:
            continue
        held = before.get(place)
        moved = held is None or held.done != standing.done
        found[place] = Still(standing.done, now) if moved or held is None else held
    return found


def stalls(places: Mapping[str, Still], now: float, stall_seconds: float) -> list[str]:
    """Return a sentence for each place that has not moved for too long, the longest first."""
    late = sorted(
        (still.since, place) for place, still in places.items() if now - still.since > stall_seconds
    )
    return [f"{place} has work and has not moved for {now - since:.0f} s." for since, place in late]


def lag_of(standings: Mapping[str, Standing]) -> dict[str, int]:
    """Return how many messages wait, by full name of the topic."""
    lag: dict[str, int] = {}
    for place, standing in standings.items():
        topic = place.rpartition("/")[0]
        if topic:
            lag[topic] = lag.get(topic, 0) + max(0, standing.end - standing.done)
    return lag


@dataclass
class Health:
    """What is known of a worker, and the two questions that probes ask of it."""

    stall_seconds: float
    clock: Callable[[], float] = time.monotonic
    places: dict[str, Still] = field(default_factory=dict)
    has_joined: bool = False
    trouble: str = ""
    lag: dict[str, int] = field(default_factory=dict)

    def take(self, standings: Mapping[str, Standing]) -> None:
        """Take in how far each place is."""
        self.trouble = ""
        self.lag = lag_of(standings)
        self.places = look(self.places, standings, self.clock())

    def is_live(self) -> Verdict:
        """Judge whether a restart is called for: the stream stands still, though the broker answers.

        Where the broker is away nobody can say whether the stream would move, and a restart brings none back.
        """
        found = stalls(self.places, self.clock(), self.stall_seconds) if not self.trouble else []
        return Verdict(
            not found, " ".join(found) or self.trouble or "The stream moves, or has nothing to do."
        )

    def is_ready(self) -> Verdict:
        """Judge whether this worker does its share: it is in its group, the broker answers, the stream moves."""
        if not self.has_joined:
            return Verdict(is_good=False, why="Not in the group yet.")
        return Verdict(is_good=False, why=self.trouble) if self.trouble else self.is_live()


async def keep_watch(health: Health, app: AppT, settings: Settings) -> None:
    """Look at this worker's partitions again and again. Never returns."""
    pause = min(settings.stall_seconds / LOOKS, LONGEST_PAUSE_SECONDS)
    while True:
        await asyncio.sleep(pause)
        try:
            places = await asyncio.wait_for(_standings(app, settings), max(pause, LONGEST_PAUSE_SECONDS))
        except (BrokerError, TimeoutError) as error:
            health.trouble = str(error) or f"No Kafka broker answers at {settings.bootstrap}."
        else:
            health.take(places)


async def serve(health: Health, address: str, metrics: Callable[[], bytes]) -> web.AppRunner:
    """Answer `GET /live` and `GET /ready` with 200 or 503 and a sentence, and `GET /metrics`.

    Until the runner is cleaned up. Raises `OSError` where the address is taken.
    """
    site = web.Application()
    site.router.add_get("/live", _answer(health.is_live))
    site.router.add_get("/ready", _answer(health.is_ready))
    site.router.add_get("/metrics", _told(metrics))
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    host, _, port = address.rpartition(":")
    await web.TCPSite(runner, host, int(port)).start()
    return runner


def _answer(ask: Callable[[], Verdict]) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(_: web.Request) -> web.Response:
        verdict = ask()
        return web.Response(text=f"{verdict.why}\n", status=200 if verdict.is_good else 503)

    return answer


def _told(metrics: Callable[[], bytes]) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=metrics(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return answer


async def _standings(app: AppT, settings: Settings) -> dict[str, Standing]:
    """Return how far this worker's partitions are, and the group, which has work while it gives out partitions."""
    read = {settings.topic(topic.name) for topic in (topics.ARTICLES, topics.CLAIMS, topics.RULES)}
    held = sorted((tp.topic, tp.partition) for tp in app.assignor.assigned_actives() if tp.topic in read)
    places = {
        f"{topic}/{number}": found for (topic, number), found in (await how_far(held, settings)).items()
    }
    if app.rebalancing:
        places[REBALANCE] = Standing(-cast("TableManager", app.tables).recovery.active_remaining_total(), 1)
    return places
