"""The plot of a back-test's page: bars of two sets of rules side by side, as SVG."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streams.backtest.days import Bin

WIDTH, HEIGHT = 760, 240
LEFT, RIGHT, TOP, BOTTOM = 34, 6, 30, 26
MOST_NAMES = 8
MOST_LINES = 5
WIDEST_BAR = 26
LEAST_SCALE = 5
LOOKS = ("before", "after")


def draw_bars(bins: Sequence[Bin], sets: Sequence[str]) -> str:
    """Return the plot; whoever cannot see it is told the sums."""
    sums = [sum(each.counts[place] for each in bins) for place in range(len(sets))]
    told = ", ".join(f"{name}: {total} alerts" for name, total in zip(sets, sums, strict=True))
    step = step_of(max((count for each in bins for count in each.counts), default=0))
    top = step * MOST_LINES
    return "\n".join(
        (
            f'<div class=plot><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(told)}">',
            *_legend(sets, sums),
            *_lines(step),
            *_bars(bins, top),
            *_names(bins),
            "</svg></div>",
        )
    )


def step_of(most: int) -> int:
    """Return the distance of the lines, a round number, so that they reach over the highest bar."""
    least = max(most, LEAST_SCALE) / MOST_LINES
    power = 1
    while True:
        for digit in (1, 2, 5):
            if digit * power >= least:
                return digit * power
        power *= 10


def _legend(sets: Sequence[str], sums: Sequence[int]) -> Iterator[str]:
    x = LEFT
    for name, total, look in zip(sets, sums, LOOKS, strict=True):
        yield f'<rect class={look} x="{x}" y="6" width="12" height="12" rx="2"/>'
        yield f'<text x="{x + 18}" y="16">{escape(name)}, {total:,} in all</text>'
        x += 160


def _lines(step: int) -> Iterator[str]:
    for place in range(MOST_LINES + 1):
        y = TOP + (HEIGHT - TOP - BOTTOM) * (1 - place / MOST_LINES)
        yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{place * step:,}</text>'


def _bars(bins: Sequence[Bin], top: int) -> Iterator[str]:
    room = (WIDTH - LEFT - RIGHT) / max(len(bins), 1)
    width = min(room * 0.42, WIDEST_BAR)
    full = HEIGHT - TOP - BOTTOM
    for place, each in enumerate(bins):
        middle = LEFT + room * (place + 0.5)
        for side, (count, look) in enumerate(zip(each.counts, LOOKS, strict=True)):
            if not count:
                continue
            height = full * count / top
            x, y = middle + (side - 1) * width, TOP + full - height
            yield (
                f'<rect class={look} x="{x:.1f}" y="{y:.1f}" width="{max(width - 0.5, 0.5):.1f}" '
                f'height="{height:.1f}"><title>{escape(each.name)}: {count}</title></rect>'
            )


def _names(bins: Sequence[Bin]) -> Iterator[str]:
    room = (WIDTH - LEFT - RIGHT) / max(len(bins), 1)
    every = -(-len(bins) // MOST_NAMES) or 1
    for place in range(0, len(bins), every):
        x = LEFT + room * (place + 0.5)
        yield f'<text x="{x:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{escape(bins[place].name)}</text>'
