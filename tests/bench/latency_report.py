"""Latencies as a table and a plot in plain text."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

# Upper ends of the plot's rows, in seconds.
_STEPS = (0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0)
_WIDTH = 20
_MIB = 2**20

MOST_OF_BACKLOG = 1.1
MOST_MEMORY = 1.1


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


class Memory(NamedTuple):
    """Resident memory in bytes of the worker's own process, and of its reading processes together."""

    main: int
    reading: int


class Fresh(NamedTuple):
    """An article that came after the burst: what stood before it, in seconds of reading, and its wait for its alert."""

    backlog_seconds: float
    wait: float

    @property
    def beyond(self) -> float:
        """What it waited beyond the backlog, in seconds; below 0 where it overtook some of it."""
        return self.wait - self.backlog_seconds


@dataclass(frozen=True)
class Burst:
    """How a burst went; times in seconds from its begin, `waits` in the order of publication.

    `hops` are the times from an article enriched to its alert, of all that came in the burst and after it.
    """

    factor: int
    seconds: float
    published: int
    enriched: int
    drained_seconds: float
    waits: Sequence[float]
    hops: Sequence[float]
    fresh: Sequence[Fresh]
    before: Memory
    highest_backlog: Memory
    top: Memory
    after: Memory

    @property
    def of_backlog(self) -> float:
        """What fresh articles waited as a share of the backlog before them, where that is over a second: the median."""
        deep = (each for each in self.fresh if each.backlog_seconds > 1)
        return quantile([each.wait / each.backlog_seconds for each in deep], 0.5)


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
    lost = burst.published - burst.enriched
    about = (
        f"A burst of {burst.factor} times the full load for {burst.seconds:.0f} s: {burst.published} published, "
        f"{burst.enriched} enriched ({lost or 'none'} lost), {len(burst.waits)} told in alerts; read after "
        f"{burst.drained_seconds:.0f} s, which is {burst.published / burst.drained_seconds:.1f} articles/s. The "
        f"longest wait for an alert was {max(burst.waits, default=0):.0f} s."
    )
    return [about, "", *_behind(burst), "", *_memory(burst), "", _aims(burst, lost)]


def _aims(burst: Burst, lost: int) -> str:
    """Return what was aimed at, and whether it was met."""
    memory = sum(burst.highest_backlog) / sum(burst.before)
    aims = [
        ("none lost", str(lost), not lost),
        (
            f"waits of at most {MOST_OF_BACKLOG:g} times the backlog",
            f"{burst.of_backlog:.2f}",
            burst.of_backlog <= MOST_OF_BACKLOG,
        ),
        (
            f"with the largest backlog memory of at most {MOST_MEMORY:g} times that before",
            f"{memory:.2f}",
            memory <= MOST_MEMORY,
        ),
    ]
    told = (f"{aim}: {figure}, {'met' if is_met else 'not met'}" for aim, figure, is_met in aims)
    return f"Aimed at: {'; '.join(told)}."


def _behind(burst: Burst) -> list[str]:
    """Return how those fared that came behind the burst."""
    about = (
        "Old alerts do not delay new ones beyond the backlog: while it was read, articles went on coming at a tenth of "
        f"the full load, {len(burst.fresh)} of them told in alerts. What each had before it, at the rate at which the "
        "backlog was read, beside what it waited for its alert:"
    )
    return [
        about,
        "",
        "| of the fresh articles | a tenth at most | half at most | nine tenths at most | longest |",
        "|---|---|---|---|---|",
        _spread("backlog before it", [each.backlog_seconds for each in burst.fresh]),
        _spread("wait for its alert", [each.wait for each in burst.fresh]),
        _spread("wait beyond the backlog", [each.beyond for each in burst.fresh]),
        _spread("from enriched to alert, those of the burst too", burst.hops),
        "",
        f"Wait as a share of a backlog of over a second: **{burst.of_backlog:.2f}** (median).",
    ]


def _spread(name: str, values: Sequence[float]) -> str:
    return (
        f"| {name} | "
        + " | ".join(f"{quantile(values, share):.2f} s" for share in (0.1, 0.5, 0.9, 1.0))
        + " |"
    )


def _memory(burst: Burst) -> list[str]:
    rows = {
        "before": burst.before,
        "when the backlog was largest": burst.highest_backlog,
        "at the top": burst.top,
        "after": burst.after,
    }
    told = len(burst.waits) + len(burst.fresh)
    each = (sum(burst.after) - sum(burst.before)) / max(1, told) / 1000
    about = (
        "The backlog stays on the broker, and takes no memory. What grows as it is read is what is remembered: the "
        "window of articles, about 5 kB each until it is full, and the reports and alerts of the last weeks, as many "
        f"as there are situations. Here each article is one: {each:.0f} kB for each of {told} told in alerts "
        "(docs/capacity.md plans with it). What processes share is counted for each of them."
    )
    return [
        "| resident memory | worker's own process, MiB | reading processes, MiB | together, beside before |",
        "|---|---|---|---|",
        *(
            f"| {name} | {each.main / _MIB:.0f} | {each.reading / _MIB:.0f} | {sum(each) / sum(burst.before):.2f} |"
            for name, each in rows.items()
        ),
        "",
        about,
    ]
