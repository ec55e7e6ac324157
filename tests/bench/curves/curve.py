"""A curve: the cost of one thing at several sizes, measured in rounds, and how it is told."""

from __future__ import annotations

import multiprocessing
import os
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from streams.runtime.pool import ONE_THREAD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ValueT = TypeVar("ValueT")

BAR_CHARS = 40


class Curve(NamedTuple):
    """Costs by size: `costs[label]` has one for each round, in `unit`.

    `base` is the size that the last one is held against, `aim` the most that the ratio should be. `how` says in a
    sentence or two what was measured.
    """

    title: str
    how: str
    unit: str
    costs: Mapping[str, Sequence[float]]
    base: str
    aim: float

    @property
    def ratios(self) -> list[float]:
        """The cost at the last size, where that at the base is 1, of each round."""
        *_, last = self.costs
        return [much / little for little, much in zip(self.costs[self.base], self.costs[last], strict=True)]

    @property
    def ratio(self) -> float:
        """The median over the rounds."""
        return statistics.median(self.ratios)

    @property
    def is_met(self) -> bool:
        """Whether the aim is."""
        return self.ratio <= self.aim


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return how long something keeps the processor busy."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def alternated(works: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Return the costs that each work gives, in rounds that begin with another one each."""
    costs: dict[str, list[float]] = {label: [] for label in works}
    order = list(works)
    for number in range(rounds):
        first = number % len(order)
        for label in (*order[first:], *order[:first]):
            costs[label].append(works[label]())
    return costs


def apart(work: Callable[..., ValueT], *args: Any) -> ValueT:
    """Return what work gives in a process of its own, with one thread for matrices, as a reading process has."""
    os.environ.update(ONE_THREAD)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
        return alone.submit(work, *args).result()


def told(curve: Curve) -> str:
    """Return a curve as a section: what was measured, a table with a plot, and whether the aim is met."""
    middles = {label: statistics.median(costs) for label, costs in curve.costs.items()}
    most = max(middles.values())
    ratios = {
        label: statistics.median(
            each / base for each, base in zip(costs, curve.costs[curve.base], strict=True)
        )
        for label, costs in curve.costs.items()
    }
    rows = "\n".join(
        f"| {label} | {middle:.3g} | {ratios[label]:.3f} | `{'#' * max(1, round(BAR_CHARS * middle / most))}` |"
        for label, middle in middles.items()
    )
    return (
        f"### {curve.title}\n\n{curve.how}\n\n"
        f"| size | {curve.unit} | ratio to {curve.base} | |\n|---|---:|---:|---|\n{rows}\n\n{_aim(curve)}\n"
    )


def _aim(curve: Curve) -> str:
    said = "met" if curve.is_met else "**not met**"
    spread = f"{min(curve.ratios):.3f} to {max(curve.ratios):.3f} in {len(curve.ratios)} rounds"
    return f"Aim: at most {curve.aim:g}. Measured: **{curve.ratio:.3f}** ({spread}): {said}."


def overview(curves: Sequence[Curve]) -> str:
    """Return all curves as one table."""
    rows = "\n".join(
        f"| {curve.title} | {curve.base} to {list(curve.costs)[-1]} | {curve.aim:g} | {curve.ratio:.3f} | "
        f"{'met' if curve.is_met else '**not met**'} |"
        for curve in curves
    )
    return f"| what grows | from, to | aim at most | measured | |\n|---|---|---:|---:|---|\n{rows}\n"
