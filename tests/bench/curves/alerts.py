"""Alerts open: what a claim costs the alert agent where a partition has few alerts, and where it has many."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from streams.agents.alert import Ports, handle
from tests.bench.curves.curve import Curve, alternated, cpu_seconds
from tests.bench.curves.situations import Situations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from streams.wire.message import Incoming, Outgoing

# So long an event is kept to which nothing is added.
DAYS = 45
LEAST = 10
# So many partitions with few alerts share the claims that one with many gets.
PARTITIONS_OF_LEAST = 20
LEAST_CLAIMS = 400
AIM = 1.1


class Agent:
    """The alert agent with the state of one partition, and nobody to hear it."""

    def __init__(self, situations: Situations, alerts: int) -> None:
        self._situations, self._days_between = situations, DAYS / alerts
        self._state: dict[str, bytes] = {}
        self._ports = Ports(situations.kinds, situations.policy, _publish, self._entries, self._put)
        self._opened = 0
        self.take(self._open() for _ in range(alerts))

    def claims(self, count: int) -> Iterator[Incoming]:
        """Yield the next claims: of each new situation one, and one more of the situation before it."""
        for _ in range(count // 2):
            day, before = self._opened * self._days_between, self._opened - 1
            yield self._open()
            yield self._situations.message(before, before * self._days_between, came=day, telling=1)

    def _open(self) -> Incoming:
        self._opened += 1
        return self._situations.message(self._opened - 1, (self._opened - 1) * self._days_between)

    def take(self, messages: Iterable[Incoming]) -> None:
        """Take claims, one after the other; the first of a day finds what is over, which is forgotten."""
        asyncio.run(self._take(messages))

    async def _take(self, messages: Iterable[Incoming]) -> None:
        for message in messages:
            await handle([message], self._ports)

    def _entries(self, _partition: int) -> Iterable[tuple[str, bytes]]:
        return self._state.items()

    async def _put(self, entries: Sequence[tuple[int, str, bytes | None]]) -> None:
        for _, key, value in entries:
            if value is None:
                self._state.pop(key, None)
            else:
                self._state[key] = value


async def _publish(_messages: Sequence[Outgoing]) -> None:
    pass


def measure(rounds: int, sizes: Sequence[int]) -> Curve:
    """Return the curve, for partitions with `LEAST` alerts and with each of the sizes, in rising order."""
    situations = Situations()
    # As many as come in a day where there are most alerts.
    claims = max(LEAST_CLAIMS, 2 * sizes[-1] // DAYS)
    agents = {LEAST: [Agent(situations, LEAST) for _ in range(PARTITIONS_OF_LEAST)]}
    agents |= {size: [Agent(situations, size)] for size in sizes}
    works = {f"{size:,} open": partial(_cost, found, claims) for size, found in agents.items()}
    alternated(works, 1)
    return Curve(
        "Alerts open",
        "What a claim costs the alert agent: read, merged, judged, and written as alert and state, with its share of "
        f"what is forgotten after {DAYS} days. Every second claim opens an alert, the others are another publisher's "
        "of one that is open.",
        "ms a claim",
        alternated(works, rounds),
        f"{LEAST} open",
        AIM,
    )


def _cost(agents: Sequence[Agent], claims: int) -> float:
    """Return the milliseconds a claim."""
    spent = 0.0
    for agent in agents:
        messages = list(agent.claims(claims // len(agents)))
        spent += cpu_seconds(partial(agent.take, messages))
    return 1000 * spent / claims
