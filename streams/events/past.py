"""The past: background, which may belong to an event but never makes one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from streams.events.merge import Cell, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from streams.events.accounts import Account
    from streams.events.marks import Marks
    from streams.events.merge import Merger

Accounts = dict[tuple[str, ...], "Account"]


class Past:
    """Accounts that tell of events as background: each with the one event that it fits, or waiting for one."""

    def __init__(self, merger: Merger, cell_of: Callable[[Account], Cell]) -> None:
        self._merger, self._cell_of = merger, cell_of
        self._accounts: dict[Cell, Accounts] = {}
        self._home_of: dict[Cell, Cell | None] = {}
        self._cells_of: dict[Cell, set[Cell]] = defaultdict(set)
        self._days: dict[Marks, set[int]] = defaultdict(set)

    def is_empty(self) -> bool:
        """Say whether it holds nothing."""
        return not self._accounts

    def of(self, home: Cell) -> Iterator[Account]:
        """Yield the accounts that tell of the event of this home."""
        for cell in self._cells_of.get(home, ()):
            yield from self._accounts[cell].values()

    def home_of(self, cell: Cell) -> Cell | None:
        """Return the home of the event that the accounts of a cell tell of."""
        return self._home_of.get(cell)

    def waiting_near(self, cell: Cell) -> Iterator[Account]:
        """Yield the accounts that tell of no event, and might of one of this cell."""
        for marks in (*parts_of(cell.marks), cell.marks):
            for near in self._near(marks, cell.day):
                if self._home_of.get(near) is None:
                    yield from self._accounts.get(near, {}).values()

    def replace(self, old: Iterable[Account], new: Iterable[Account], moved: Iterable[Cell]) -> set[Cell]:
        """Take accounts out and in, fit anew those near cells that moved; return homes whose history changed."""
        touched = set()
        for account in old:
            if self._is_past(account) and self._cell_of(account) in self._accounts:
                self._accounts[self._cell_of(account)].pop(account.ids, None)
                touched.add(self._cell_of(account))
        for account in new:
            # History without a date could be any occasion.
            if self._is_past(account) and (account.is_dated or not account.is_history):
                self._accounts.setdefault(self._cell_of(account), {})[account.ids] = account
                self._days[self._cell_of(account).marks].add(self._cell_of(account).day)
                touched.add(self._cell_of(account))
        for cell in moved if self._accounts else ():
            for marks in (*parts_of(cell.marks), cell.marks):
                touched.update(self._near(marks, cell.day))
        return {home for cell in touched for home in self._fit(cell) if home}

    def _is_past(self, account: Account) -> bool:
        return account.is_background(self._merger.window_days)

    def _near(self, marks: Marks, day: int) -> Iterator[Cell]:
        window = self._merger.window_days
        return (Cell(marks, each) for each in self._days.get(marks, ()) if abs(each - day) <= window)

    def _fit(self, cell: Cell) -> tuple[Cell | None, Cell | None]:
        before = self._home_of.pop(cell, None)
        if before:
            self._cells_of[before].discard(cell)
        if not self._accounts[cell]:
            del self._accounts[cell]
            self._days[cell.marks].discard(cell.day)
            return before, None
        now = self._home_of[cell] = self._merger.fitting(cell, or_equal=True)
        if now:
            self._cells_of[now].add(cell)
        return before, now
