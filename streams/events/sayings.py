"""Sayings: which accounts only say again, in the same words, what was published on an earlier day."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from streams.events.accounts import Account

LEAST_WORDS = 8
"""Two desks do not hit on the same sentence of this length; a shorter one may be true twice."""

_WORD = re.compile(r"\w+")
# What a desk changes in a paragraph that it carries along, when the day of the week no longer says which day.
_TIME_WORDS = frozenset((
    "on", "last", "this", "today", "yesterday", "earlier", "week", "month", "the", "a", "an", "had", "has", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
))  # fmt: skip


class Sayings:
    """Accounts in, accounts as they are to be filed out.

    A paragraph that tells again what the story said days before is filed under the day on which its sentences were
    new, as a repeat: it may belong to the event of that day, and is none of its own. An account with one sentence
    that was not published before is news. A function of the accounts held, not of how they came.
    """

    def __init__(self) -> None:
        self._tellers: dict[str, dict[tuple[str, ...], Account]] = defaultdict(dict)

    def replace(
        self, old: Iterable[Account], new: Iterable[Account]
    ) -> tuple[tuple[Account, ...], tuple[Account, ...]]:
        """Take accounts out and in; return those that change as they were filed, then as they are filed now."""
        old, new = tuple(old), tuple(new)
        sentences = {sentence for account in (*old, *new) for sentence in _sentences(account)}
        before = self._filed((*old, *self._all(sentences)))
        for account in old:
            for sentence in _sentences(account):
                self._tellers[sentence].pop(account.ids, None)
        for account in new:
            for sentence in _sentences(account):
                self._tellers[sentence][account.ids] = account
        after = self._filed((*new, *self._all(sentences)))
        for sentence in sentences:
            if not self._tellers[sentence]:
                del self._tellers[sentence]
        return before, after

    def sharing(self, account: Account) -> Iterator[Account]:
        """Yield the accounts with a sentence of this one, itself too: on which day each is new follows from all."""
        return self._all(_sentences(account))

    def _all(self, sentences: Iterable[str]) -> Iterator[Account]:
        for sentence in sentences:
            yield from self._tellers.get(sentence, {}).values()

    def _filed(self, accounts: Iterable[Account]) -> tuple[Account, ...]:
        return tuple(
            self.filed(account) for account in {account.ids: account for account in accounts}.values()
        )

    def filed(self, account: Account) -> Account:
        """Return an account that is held as it is filed."""
        sentences = _sentences(account)
        firsts = [
            min(each.day for each in self._tellers[s].values()) for s in sentences if self._tellers.get(s)
        ]
        if len(firsts) < len(account.claims) or not firsts:
            return account
        day = max(firsts)
        return replace(account, day=day, is_repeat=True) if day < account.day else account


def _sentences(account: Account) -> tuple[str, ...]:
    """Return the sentences long enough to be known again, without what tells their day; one for each claim."""
    if account.is_dated or account.is_history:
        return ()
    found = (_WORD.findall(claim.quote.casefold()) for claim in account.claims)
    kept = (
        " ".join(word for word in words if word not in _TIME_WORDS)
        for words in found
        if len(words) >= LEAST_WORDS
    )
    return tuple(kept)
