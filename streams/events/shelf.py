"""The shelf: all accounts of one key and kind, and their events, kept up as accounts come and go."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from streams.events.merge import Merger, cell_of
from streams.events.past import Past
from streams.events.sayings import Sayings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from streams.clean.article import Purpose
    from streams.events.accounts import Account
    from streams.events.merge import Cell

Accounts = dict[tuple[str, ...], "Account"]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, on the strength of accounts, in the order of days, then of publication.

    `id` is made of key, kind, and marks and day of the account published first among those of the first day,
    so that a later article or a new version leaves it as it is. `history` are accounts that support it and
    make no event of their own.
    """

    id: str
    key: str
    kind: str
    accounts: tuple[Account, ...]
    history: tuple[Account, ...] = ()
    purpose: Purpose = "news"


@dataclass(frozen=True, slots=True)
class Change:
    """What a change of accounts did.

    `gone` are the ids of events that are no more, each with the ids of those that hold now what was theirs.
    `events` are those that are new, or changed, or hold an account that was put.
    """

    gone: dict[str, tuple[str, ...]]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Leaning:
    """The ids of events, and accounts of no event or of any, that are what they are because of another event."""

    events: Collection[str]
    waiting: Sequence[Account]


class Shelf:
    """Accounts in, events out: a function of which accounts it holds, not of how they came.

    Accounts of fewer than `least_marks` meet no other article's.

    A change costs what lies around its days and the accounts of the events that it touches.
    """

    def __init__(
        self, key: str, kind: str, window_days: int, least_marks: int = 1, purpose: Purpose = "news"
    ) -> None:
        self._key, self._kind, self._purpose = key, kind, purpose
        self._sayings = Sayings()
        self._cell_of = partial(cell_of, least_marks=least_marks)
        self._merger = Merger(window_days)
        self._accounts: dict[Cell, Accounts] = {}
        self._cells_of: dict[Cell, set[Cell]] = defaultdict(set)
        self._home_of: dict[Cell, Cell] = {}
        self._name_of: dict[Cell, str] = {}
        self._home_named: dict[str, Cell] = {}
        self._past = Past(self._merger, self._cell_of)

    def replace(self, old: Collection[Account], new: Collection[Account]) -> Change:
        """Take accounts out and put accounts in; one that is in both stays."""
        old, new = self._sayings.replace(old, new)
        told = [account for account in new if not self._is_past(account)]
        staying = {self._file_of(account) for account in new}
        leaving = [account for account in old if self._file_of(account) not in staying]
        for account in told:
            self._accounts.setdefault(self._cell_of(account), {})[account.ids] = account
        emptied = [
            self._cell_of(account)
            for account in leaving
            if not self._is_past(account) and self._take(account)
        ]
        moved = self._merger.change({self._cell_of(account) for account in told}, emptied)
        past = self._past.replace(leaving, new, moved)
        touched = {self._cell_of(account) for account in (*old, *new) if not self._is_past(account)}
        return self._rename(moved | touched, past)

    def is_empty(self) -> bool:
        """Say whether it holds no accounts: then it is as a new one."""
        return not self._accounts and self._past.is_empty()

    def event(self, name: str) -> Event | None:
        """Return the event of this id, if there is one."""
        home = self._home_named.get(name)
        return self._event(home) if home else None

    def events(self) -> Iterator[Event]:
        """Yield all events."""
        return (self._event(home) for home in self._name_of)

    def events_of(self, accounts: Iterable[Account]) -> Iterator[Event]:
        """Yield the events that hold any of these accounts, which the shelf has, each once."""
        homes = dict.fromkeys(self._home(self._sayings.filed(account)) for account in accounts)
        return (self._event(home) for home in homes if home)

    def leaning_on(self, event: Event) -> Leaning:
        """Return what might be sorted otherwise without this event: what says less and lies near, or says it again."""
        cells = self._cells_of[self._home_named[event.id]]
        vaguer = {each for cell in cells for each in self._merger.vaguer(cell)}
        events = {self._name_of[self._home_of[cell]] for cell in vaguer} - {event.id}
        own = {account.ids: account for account in (*event.accounts, *event.history)}
        waiting = [account for cell in cells for account in self._past.waiting_near(cell)]
        again = [each for account in own.values() for each in self._sayings.sharing(account)]
        return Leaning(events, tuple(each for each in (*waiting, *again) if each.ids not in own))

    def _home(self, account: Account) -> Cell | None:
        cell = self._cell_of(account)
        return self._past.home_of(cell) if self._is_past(account) else self._home_of.get(cell)

    def _is_past(self, account: Account) -> bool:
        return account.is_background(self._merger.window_days)

    def _file_of(self, account: Account) -> tuple[object, ...]:
        return self._cell_of(account), account.ids, self._is_past(account)

    def _take(self, account: Account) -> bool:
        """Take an account out; say whether its cell is empty now."""
        cell = self._cell_of(account)
        held = self._accounts.get(cell, {})
        held.pop(account.ids, None)
        if held or cell not in self._accounts:
            return False
        del self._accounts[cell]
        return True

    def _rename(self, cells: Collection[Cell], past: Collection[Cell]) -> Change:
        """Sort cells under their homes and name the events that changed; `past` are homes whose history did."""
        now = self._merger.homes
        homes = {self._home_of[cell] for cell in cells if cell in self._home_of}
        homes |= {now[cell] for cell in cells if cell in now} | set(past)
        names = {
            self._name_of[home]: frozenset(self._cells_of[home]) for home in homes if home in self._name_of
        }
        for cell in cells:
            self._sort(cell)
        for home in homes:
            self._home_named.pop(self._name_of.pop(home, ""), None)
        standing = sorted(
            (self._name(self._cells_of[home]), home) for home in homes if home in self._cells_of
        )
        for name, home in standing:
            self._name_of[home], self._home_named[name] = name, home
        gone = {name: self._heirs(names[name]) for name in sorted(names.keys() - self._home_named.keys())}
        return Change(gone, tuple(self._event(home) for _, home in standing))

    def _sort(self, cell: Cell) -> None:
        before, now = self._home_of.pop(cell, None), self._merger.homes.get(cell)
        if before is not None:
            self._cells_of[before].discard(cell)
            if not self._cells_of[before]:
                del self._cells_of[before]
        if now is not None:
            self._home_of[cell] = now
            self._cells_of[now].add(cell)

    def _name(self, cells: Collection[Cell]) -> str:
        """Return the id. A cell is in one event only, so no two events have the same."""
        first = min(cell.day for cell in cells)
        marks, day = min(
            (cell for cell in cells if cell.day == first),
            key=lambda cell: (self._first_published(cell), sorted(cell.marks)),
        )
        aside = () if self._purpose == "news" else (self._purpose,)
        what = "\x1f".join((self._key, self._kind, str(day), *sorted(marks), *aside))
        return hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def _first_published(self, cell: Cell) -> datetime:
        return min(account.report.first_published for account in self._accounts[cell].values())

    def _heirs(self, cells: Iterable[Cell]) -> tuple[str, ...]:
        return tuple(sorted({self._name_of[self._home_of[cell]] for cell in cells if cell in self._home_of}))

    def _event(self, home: Cell) -> Event:
        held = (account for cell in self._cells_of[home] for account in self._accounts[cell].values())
        return Event(
            id=self._name_of[home],
            key=self._key,
            kind=self._kind,
            accounts=_in_order(held),
            history=_in_order(self._past.of(home)),
            purpose=self._purpose,
        )


def _in_order(accounts: Iterable[Account]) -> tuple[Account, ...]:
    return tuple(sorted(accounts, key=lambda a: (a.day, a.report.published_at, a.report.article_id, a.ids)))
