"""Files that are dropped into a folder: taken once they are whole, and moved aside when they are dealt with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from streams.wire.files import MOST_BYTES, read_document
from streams.wire.refusal import Refused, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DONE, REFUSED = "done", "refused"
QUIET = timedelta(seconds=2)
"""A file that changed later than so long ago may still be written."""

UNFINISHED = (".tmp", ".part", ".partial", ".filepart")


class Dropped(NamedTuple):
    """A file, its messages, entries that were refused, and why the file as a whole is."""

    path: Path
    messages: tuple[bytes, ...] = ()
    refused: tuple[Refused, ...] = ()
    reason: str = ""


def look(folder: Path, now: datetime) -> Iterator[Dropped]:
    """Yield the files that are there and whole, in the order of their names. Raises `OSError` for the folder."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.suffix in UNFINISHED or path.is_symlink() or not path.is_file():
            continue
        status = path.stat()
        if datetime.fromtimestamp(status.st_mtime, UTC) > now - QUIET:
            continue
        if status.st_size > MOST_BYTES:
            yield Dropped(
                path, reason=f"has {status.st_size} bytes; at most {MOST_BYTES // 1024 // 1024} MB are read."
            )
            continue
        try:
            found = read_document(path.read_bytes(), now)
        except (UnreadableFileError, OSError) as error:
            yield Dropped(path, reason=str(error))
            continue
        yield Dropped(
            path,
            tuple(each for each in found if not isinstance(each, Refused)),
            tuple(each for each in found if isinstance(each, Refused)),
        )


def put_aside(dropped: Dropped) -> Path:
    """Move a file that is dealt with to `done`, or to `refused` with the reason beside it; return where it lies."""
    reasons = (
        [dropped.reason] if dropped.reason else [f"{each.name}: {each.reason}" for each in dropped.refused]
    )
    place = dropped.path.parent / (REFUSED if reasons else DONE)
    place.mkdir(exist_ok=True)
    target = _free(place / dropped.path.name)
    dropped.path.rename(target)
    if reasons:
        target.with_name(f"{target.name}.reason.txt").write_text("\n".join(reasons) + "\n", encoding="utf-8")
    return target


def _free(path: Path) -> Path:
    """Return a path that nothing lies at: files of one name come again."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}.{number}{path.suffix}")
    return free
