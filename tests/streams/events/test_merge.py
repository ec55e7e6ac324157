from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from streams.events.merge import Cell, Merger

if TYPE_CHECKING:
    from collections.abc import Collection

WINDOW = 2


def cell(marks: str, day: int = 0) -> Cell:
    return Cell(frozenset(marks.split()), day)


def events_of(*cells: Cell) -> set[frozenset[Cell]]:
    merger = Merger(WINDOW)
    merger.change(cells, ())
    return {frozenset(c for c in merger.homes if merger.homes[c] == home) for home in merger.homes.values()}


def as_written(cells: Collection[Cell]) -> dict[Cell, Cell]:
    """Return homes by the relation word for word, over all cells at once."""
    homes: dict[Cell, Cell] = {}
    for marks in sorted({cell.marks for cell in cells}, key=len, reverse=True):
        start = last = -WINDOW - 1
        for here in sorted(c for c in cells if c.marks == marks):
            near = [c for c in cells if marks < c.marks and abs(c.day - here.day) <= WINDOW]
            fit = {homes[c] for c in near if not any(c.marks < other.marks for other in near)}
            if len(fit) == 1:
                homes[here] = fit.pop()
                continue
            start = here.day if here.day - last > WINDOW else start
            homes[here], last = Cell(marks, start), here.day
    return homes


def test_cells_of_equal_marks_form_a_chain_of_steps_within_the_window() -> None:
    a, b, c, late = (cell("by:TCD at:MLI", day) for day in (0, 2, 4, 7))

    assert events_of(a, b, c, late) == {frozenset({a, b, c}), frozenset({late})}


def test_a_cell_that_says_less_joins_the_one_event_that_it_fits() -> None:
    vague, full = cell("by:TCD", 1), cell("by:TCD at:MLI")

    assert events_of(vague, full) == {frozenset({vague, full})}


def test_a_cell_that_fits_two_events_joins_neither_and_does_not_bring_them_together() -> None:
    vague, one, other = cell("by:TCD"), cell("by:TCD at:MLI"), cell("by:TCD at:PER")

    assert events_of(vague, one, other) == {frozenset({vague}), frozenset({one}), frozenset({other})}


def test_cells_that_each_say_something_else_stay_apart() -> None:
    one, other = cell("by:TCD"), cell("at:MLI")

    assert events_of(one, other) == {frozenset({one}), frozenset({other})}


def test_a_cell_out_of_the_window_of_the_fuller_one_stands_alone() -> None:
    vague, full = cell("by:TCD", WINDOW + 1), cell("by:TCD at:MLI")

    assert events_of(vague, full) == {frozenset({vague}), frozenset({full})}


def test_of_several_fuller_cells_the_fullest_decide() -> None:
    vague, fuller, fullest = cell("by:TCD"), cell("by:TCD at:MLI"), cell("by:TCD at:MLI spot:x")

    assert events_of(vague, fuller, fullest) == {frozenset({vague, fuller, fullest})}


cells = st.builds(
    Cell,
    st.frozensets(st.sampled_from(["by:TCD", "by:MLI", "at:PER", "spot:x"]), min_size=1),
    st.integers(0, 12),
)


changes = st.lists(st.tuples(st.sets(cells, max_size=5), st.sets(cells, max_size=3)), max_size=6)


@given(changes)
def test_homes_follow_from_the_cells_however_these_came_and_went(
    steps: list[tuple[set[Cell], set[Cell]]],
) -> None:
    merger, held = Merger(WINDOW), set[Cell]()
    for added, removed in steps:
        before = dict(merger.homes)
        told = merger.change(added, removed - added)
        held = (held | added) - (removed - added)

        assert merger.homes == as_written(held)
        moved = {c for c in before.keys() | merger.homes.keys() if before.get(c) != merger.homes.get(c)}
        assert moved <= told


@given(st.sets(cells))
def test_every_cell_of_an_event_fits_the_fullest_of_it(found: set[Cell]) -> None:
    for event in events_of(*found):
        fullest = max((each.marks for each in event), key=len)
        assert all(each.marks <= fullest for each in event)


@given(st.sets(cells))
def test_an_event_has_no_gap_longer_than_the_window(found: set[Cell]) -> None:
    for event in events_of(*found):
        days = sorted(each.day for each in event)
        assert all(later - earlier <= WINDOW for earlier, later in pairwise(days))


@given(st.sets(cells))
def test_each_event_stands_under_one_of_its_cells(found: set[Cell]) -> None:
    homes = as_written(found)

    assert homes.keys() == found
    assert all(homes[home] == home for home in homes.values())
