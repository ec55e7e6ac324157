"""What the options of `tocsin alerts` say, read and checked: wrong words are answered with the right ones."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar, get_args

from streams.alerts.alert import CapStatus, Certainty
from streams.alerts.fields import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from streams.alerts.watchlists import Watchlist
    from streams.claims.kind import Severity

Word = TypeVar("Word", bound=str)

CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
"""From the surest down."""
STATUSES: tuple[CapStatus, ...] = get_args(CapStatus)

UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
SPAN = re.compile(r"(\d{1,6})([mhdw])")


def read_kinds(said: Iterable[str], known: Collection[str]) -> frozenset[str]:
    """Return ids of kinds. Raises `ValueError`."""
    kinds = sorted(known)
    return frozenset(_word(word, kinds, "kind") for word in _split(said))


def read_countries(said: Iterable[str], known: Mapping[str, str]) -> frozenset[str]:
    """Return codes of countries; `known` are those by every word for them, in lower case. Raises `ValueError`."""
    return frozenset(_country(word, known) for word in _split(said))


def read_severity(said: str) -> Severity:
    """Return a severity. Raises `ValueError`."""
    return _word(said, SEVERITIES, "severity")


def read_certainties(said: Iterable[str]) -> frozenset[Certainty]:
    """Return certainties. Raises `ValueError`."""
    return frozenset(_word(word, CERTAINTIES, "certainty") for word in _split(said))


def read_statuses(said: Iterable[str]) -> frozenset[CapStatus]:
    """Return CAP statuses. Raises `ValueError`."""
    return frozenset(_word(word, STATUSES, "status") for word in _split(said))


def read_watchlists(said: Iterable[str], known: Mapping[str, Watchlist]) -> tuple[Watchlist, ...]:
    """Return watchlists, each once; `known` are those in force, by id. Raises `ValueError`."""
    names = [_word(word, sorted(known), "watchlist") for word in _split(said)]
    return tuple(known[name] for name in dict.fromkeys(names))


def read_since(said: str, now: datetime) -> datetime:
    """Return the instant meant by a date, a time (UTC where it names no zone) or a span back from `now`.

    Raises `ValueError`.
    """
    word = said.strip()
    try:
        if span := SPAN.fullmatch(word.lower()):
            return now - timedelta(**{UNITS[span[2]]: int(span[1])})
        instant = datetime.fromisoformat(word)
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise ValueError(
            f"{_cut(word)!r} is neither a date (2031-03-04), a time (2031-03-04T06:30Z) nor a span back from now: "
            "30m, 2h, 3d, 1w."
        ) from None


def _split(said: Iterable[str]) -> Iterator[str]:
    """Yield the words of an option that may be repeated and may hold commas."""
    for value in said:
        words = [word.strip() for word in value.split(",")]
        if not any(words):
            raise ValueError("names nothing.")
        yield from filter(None, words)


def _word(said: str, words: Collection[Word], what: str) -> Word:
    by_lower = {word.lower(): word for word in words}
    found = by_lower.get(said.strip().lower())
    if found is None:
        hint = _meant(said, by_lower)
        meant = f" Did you mean {by_lower[hint]}?" if hint else ""
        allowed = f"Allowed: {', '.join(words)}." if words else "There is none."
        raise ValueError(f"{_cut(said)!r} is no {what}.{meant} {allowed}")
    return found


def _country(said: str, known: Mapping[str, str]) -> str:
    found = known.get(said.lower())
    if found is None:
        hint = _meant(said, known)
        meant = f" Did you mean {hint.title()} ({known[hint]})?" if hint else ""
        raise ValueError(
            f"{_cut(said)!r} is no country.{meant} Allowed: codes of ISO 3166-1 (NOR, NO) and English names (Norway)."
        )
    return found


def _meant(said: str, words: Iterable[str]) -> str | None:
    return next(iter(get_close_matches(_cut(said).lower(), words, n=1)), None)


def _cut(said: str) -> str:
    return said[:60]
