"""Merging: which cells of claims are one event. See docs/decisions/0003-merging-claims.md."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from streams.events.marks import MOST_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from streams.events.accounts import Account
    from streams.events.marks import Marks


class Cell(NamedTuple):
    """What accounts of one key and kind are sorted by: who and where, and the day (a proleptic ordinal)."""

    marks: Marks
    day: int


def cell_of(account: Account, least_marks: int = 1) -> Cell:
    """Return where an account is filed. One with fewer marks says too little to meet another article's."""
    if len(account.marks) >= least_marks:
        return Cell(account.marks, account.day)
    return Cell(
        frozenset(sorted(account.marks)[: MOST_MARKS - 1]) | {f"in:{account.report.article_id}"}, account.day
    )


class Merger:
    """Cells in, events out: each cell has a home, the cell that stands for its event.

    A cell that says less than others within the window joins them where they are one event; where they are
    several, it may be any of these or none, and stands alone. Cells that stand join those of equal marks,
    from one to the next within the window, under the earliest. So all claims of an event fit its fullest
    ones, whatever else is unknown: nothing is chained through a claim that says little.

    Homes follow from the set of cells. A change costs what lies within some windows of it, and the length of
    the chain that it touches: what says less never decides about what says more.
    """

    def __init__(self, window_days: int) -> None:
        self.window_days = window_days
        self._days: dict[Marks, list[int]] = {}
        self._standing: dict[Marks, list[int]] = {}
        self._fuller: dict[tuple[Marks, int], set[Marks]] = {}
        self._joined: dict[Cell, Cell | None] = {}
        self.homes: dict[Cell, Cell] = {}

    def change(self, added: Iterable[Cell], removed: Iterable[Cell]) -> set[Cell]:
        """Put cells in, take cells out; return all whose home is another than before, or first there, or gone."""
        turned = {cell for cell in added if self._put(cell)} | {cell for cell in removed if self._take(cell)}
        changed = set(turned)
        due: dict[int, set[Cell]] = defaultdict(set)
        for cell in turned:
            due[len(cell.marks)].add(cell)
            self._call_vaguer(cell, due)
        while due:
            asked = due.pop(max(due))
            for cell in self._stand({cell for cell in asked if self._rejoin(cell)} | (asked & turned)):
                changed.add(cell)
                self._call_vaguer(cell, due)
        return changed

    def fitting(self, cell: Cell, *, or_equal: bool = False) -> Cell | None:
        """Return the home of the fullest cells within the window that say more, if they have exactly one.

        With `or_equal`, a cell that says the same will do: for history, which makes no event of its own.
        """
        found: set[Cell] = set()
        for day in self._window_around(cell.day):
            here = self._fuller.get((cell.marks, day), set())
            same = {cell.marks} if or_equal and Cell(cell.marks, day) in self.homes else set()
            for marks in here | same:
                if not self._is_outdone(marks, cell.day):
                    found.add(self.homes[Cell(marks, day)])
            if len(found) > 1:
                return None
        return found.pop() if found else None

    def vaguer(self, cell: Cell) -> Iterator[Cell]:
        """Yield the cells whose home may follow from this one's."""
        for marks in parts_of(cell.marks):
            for day in self._days_near(marks, cell.day):
                yield Cell(marks, day)

    def _days_near(self, marks: Marks, day: int) -> Sequence[int]:
        days = self._days.get(marks, [])
        return days[bisect_left(days, day - self.window_days) : bisect_right(days, day + self.window_days)]

    def _put(self, cell: Cell) -> bool:
        if cell in self.homes:
            return False
        insort(self._days.setdefault(cell.marks, []), cell.day)
        insort(self._standing.setdefault(cell.marks, []), cell.day)
        for marks in parts_of(cell.marks):
            self._fuller.setdefault((marks, cell.day), set()).add(cell.marks)
        self.homes[cell], self._joined[cell] = cell, None
        return True

    def _take(self, cell: Cell) -> bool:
        if self.homes.pop(cell, None) is None:
            return False
        _remove(self._days, cell)
        if self._joined.pop(cell) is None:
            _remove(self._standing, cell)
        for marks in parts_of(cell.marks):
            held = self._fuller[marks, cell.day]
            held.discard(cell.marks)
            if not held:
                del self._fuller[marks, cell.day]
        return True

    def _call_vaguer(self, cell: Cell, due: dict[int, set[Cell]]) -> None:
        """Note the cells whose home may follow from this one's."""
        for each in self.vaguer(cell):
            due[len(each.marks)].add(each)

    def _rejoin(self, cell: Cell) -> bool:
        """Look anew for the event that a cell joins; say whether it is another than before, or none now."""
        if cell not in self.homes:
            return False
        before, now = self._joined[cell], self.fitting(cell)
        self._joined[cell] = now
        if before is None and now is not None:
            _remove(self._standing, cell)
        elif before is not None and now is None:
            insort(self._standing.setdefault(cell.marks, []), cell.day)
        return before != now

    def _stand(self, loose: Iterable[Cell]) -> Iterator[Cell]:
        """Give homes to these cells and to those that they chain; yield all whose home is another than before."""
        for cell in sorted(loose, key=lambda c: c.day):
            joined = self._joined.get(cell)
            if joined is not None and self._move(cell, joined):
                yield cell
            yield from self._chain_from(cell)

    def _chain_from(self, cell: Cell) -> Iterator[Cell]:
        days = self._standing.get(cell.marks, [])
        at = bisect_left(days, cell.day)
        last = days[at - 1] if at else None
        home = cell if last is None else self.homes[Cell(cell.marks, last)]
        for day in days[at:]:
            here = Cell(cell.marks, day)
            if last is None or day - last > self.window_days:
                home = here
            if self._move(here, home):
                yield here
            elif day > cell.day:
                return  # from here on the chain is as it was
            last = day

    def _move(self, cell: Cell, home: Cell) -> bool:
        if self.homes[cell] == home:
            return False
        self.homes[cell] = home
        return True

    def _is_outdone(self, marks: Marks, day: int) -> bool:
        return any((marks, each) in self._fuller for each in self._window_around(day))

    def _window_around(self, day: int) -> range:
        return range(day - self.window_days, day + self.window_days + 1)


def parts_of(marks: Marks) -> Iterator[Marks]:
    """Yield every set of some but not all of these marks."""
    ordered = sorted(marks)
    return (frozenset(part) for size in range(1, len(ordered)) for part in combinations(ordered, size))


def _remove(rows: dict[Marks, list[int]], cell: Cell) -> None:
    days = rows[cell.marks]
    del days[bisect_left(days, cell.day)]
    if not days:
        del rows[cell.marks]
