"""Latencies as a table and a plot in plain text."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Upper ends of the plot's rows, in seconds.
_STEPS = (0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0)
_WIDTH = 20
_MIB = 2**20


@dataclass(frozen=True)
class Load:
    """What was published at a share of the full load, and how long the articles that rang took to their alerts."""

    share: float
    rate: float
    published: int
    waits: Sequence[float]

    def at(self, share: float) -> float:
        """Return the wait that this share of the articles does not exceed."""
        return quantile(self.waits, share)


@dataclass(frozen=True)
class Burst:
    """How a burst went; times in seconds from its begin, memory in bytes, `waits` in the order of publication."""

    factor: int
    seconds: float
    published: int
    enriched: int
    drained_seconds: float
    waits: Sequence[float]
    before: int
    top: int
    after: int


@dataclass(frozen=True)
class Latencies:
    """Latencies under each load, the full one in articles a second, and the burst."""

    full: float
    loads: Sequence[Load]
    burst: Burst


def quantile(values: Sequence[float], share: float) -> float:
    """Return the least of the values that this share of them does not exceed; not a number where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def text(found: Latencies, broker: str) -> str:
    """Return everything as Markdown."""
    about = (
        f"From an article put on `articles` to the first alert that names it, on {broker}, one worker. The full "
        f"load, measured with a backlog in the same run, is {found.full:.1f} articles/s; articles come at random "
        "moments, as many a second on average as the load says. Nothing "
        "is told of articles that do not ring (opinion, history)."
    )
    return "\n".join(
        [
            about,
            "",
            "| load | articles/s | published | told in alerts | p50 | p99 | longest |",
            "|---|---|---|---|---|---|---|",
            *map(_row, found.loads),
            "",
            "```",
            *_plot(found.loads),
            "```",
            "",
            *_burst(found),
        ]
    )


def _row(load: Load) -> str:
    return (
        f"| {load.share:.0%} | {load.rate:.1f} | {load.published} | {len(load.waits)} | {load.at(0.5):.2f} s "
        f"| {load.at(0.99):.2f} s | {load.at(1.0):.2f} s |"
    )


def _plot(loads: Sequence[Load]) -> list[str]:
    """Return how many of a hundred articles took how long, a column of bars for each load."""
    head = "up to     " + "".join(f"{f'at {load.share:.0%}':<{_WIDTH + 8}}" for load in loads)
    names = [f"{step:g} s" for step in _STEPS] + ["longer"]
    shares = [_shares(load) for load in loads]
    rows = [
        f"{name:>8}  " + "".join(_bar(column[place]) for column in shares) for place, name in enumerate(names)
    ]
    return [head.rstrip(), *(row.rstrip() for row in rows)]


def _shares(load: Load) -> list[float]:
    counts = [0] * (len(_STEPS) + 1)
    for wait in load.waits:
        counts[bisect(_STEPS, wait)] += 1
    return [count / max(1, len(load.waits)) for count in counts]


def _bar(share: float) -> str:
    bar = "█" * round(share * _WIDTH) or ("▏" if share else "")
    return f"{f'{bar} {share:.0%}' if share else '':<{_WIDTH + 8}}"


def _burst(found: Latencies) -> list[str]:
    burst = found.burst
    late = burst.waits[-max(1, len(burst.waits) // 100) :]
    about = (
        f"A burst of {burst.factor} times the full load for {burst.seconds:.1f} s (scaled down: a minute of it would "
        f"be {found.full * burst.factor * 60:.0f} articles): {burst.published} published, {burst.enriched} enriched, "
        f"{len(burst.waits)} told in alerts; read after {burst.drained_seconds:.1f} s, which is "
        f"{burst.published / burst.drained_seconds:.1f} articles/s. The last hundredth waited "
        f"{quantile(late, 0.5):.1f} s for their alerts (median), the longest wait was {max(burst.waits):.1f} s."
    )
    return [
        about,
        "",
        "| resident memory of worker and reading processes | MiB |",
        "|---|---|",
        f"| before | {burst.before / _MIB:.0f} |",
        f"| at the top | {burst.top / _MIB:.0f} |",
        f"| after | {burst.after / _MIB:.0f} |",
        "",
        "What processes share is counted for each of them.",
    ]
