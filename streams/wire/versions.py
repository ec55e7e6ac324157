"""Versions for formats that number them in words, by time, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

# Seconds since then fit a version until 2068; since 1970, only until 2038.
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MOST = 2**31 - 1


def version_of(said: str | None, created: datetime) -> int:
    """Return the number that a sender gave, or one by the time of the version: its seconds since 2000.

    A later version so has a higher number, as long as its sender keeps to one of the two ways. "0", by which some
    systems number a draft, is the first. A number beyond any counter ("20310304063000") is a time in disguise, and is
    put by its time like words.
    """
    try:
        number = int(said or "")
    except ValueError:
        return version_at(created)
    return max(number, 1) if 0 <= number <= _MOST else version_at(created)


def version_at(created: datetime) -> int:
    """Return the version that a time stands for; all before 2000 are the first."""
    seconds = int((created - _EPOCH).total_seconds())
    return min(max(seconds, 1), _MOST)
