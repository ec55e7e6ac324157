"""Rule files on disk: ours, and those of a user, which are bounded in number and size."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from streams.knowledge.errors import KnowledgeError
from streams.knowledge.marked import MOST_BYTES

DATA = Path(__file__).parents[1] / "data"
FAMILIES = ("claims", "themes", "contexts")
MOST_FILES = 2_000
MOST_BYTES_OF_ALL = 10_000_000
_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A rule file as it was read. `name` is how messages call it; `is_ours` where it came with Tocsin.

    One that was sent at run time has a `revision`, and JSON in it.
    """

    name: str
    stem: str
    raw: bytes
    is_ours: bool
    revision: int | None = None


def our_files(data: Path = DATA) -> list[RuleFile]:
    """Return the rule files that came with Tocsin."""
    paths = (path for family in FAMILIES for path in sorted((data / family).glob("*.yaml")))
    return [
        RuleFile(path.relative_to(data).as_posix(), path.stem, path.read_bytes(), is_ours=True)
        for path in paths
    ]


def users_files(folder: Path | None) -> list[RuleFile]:
    """Return the rule files of a user's folder and of the folders directly in it. None: a user without rules.

    Names that begin with a dot are passed over: mounted volumes and editors keep their own there.
    """
    if folder is None:
        return []
    if not folder.is_dir():
        raise KnowledgeError(f"TOCSIN_RULES: there is no folder {folder}")
    found = sorted(path for path in (*folder.glob("*"), *folder.glob("*/*")) if _is_rule(path, folder))
    if len(found) > MOST_FILES:
        raise KnowledgeError(f"TOCSIN_RULES: {folder} holds {len(found)} rule files, more than {MOST_FILES}")
    files = [read_file(path) for path in found]
    if (size := sum(len(file.raw) for file in files)) > MOST_BYTES_OF_ALL:
        raise KnowledgeError(f"TOCSIN_RULES: {folder} holds {size} bytes, more than {MOST_BYTES_OF_ALL}")
    return files


def rule_files(users: Path | None, data: Path = DATA) -> tuple[list[RuleFile], list[RuleFile]]:
    """Return our rule files and a user's, over which rules are laid that are sent at run time."""
    return our_files(data), users_files(users)


def read_file(path: Path) -> RuleFile:
    """Read one file, and of a large one no more than tells that it is too large."""
    try:
        if not path.is_file():
            raise KnowledgeError(f"{path}: there is no such file")
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise KnowledgeError(f"{path}: {error.strerror}") from None
    return RuleFile(str(path), path.stem, raw, is_ours=path.resolve().is_relative_to(DATA))


def _is_rule(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    return path.suffix in _SUFFIXES and not any(part.startswith(".") for part in parts)
