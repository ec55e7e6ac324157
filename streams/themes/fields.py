"""Fields of a rule file. Everything that is wrong is kept, so that its writer is told of all of it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

Path = tuple[object, ...]

# Rules may come from people we do not know: no text of a rule is longer than this, and none is shown whole.
MOST_TEXT_CHARS = 2_000
SHOWN_CHARS = 60
# A file that is wrong throughout needs no advice on each word of it.
MOST_HINTS = 50
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one place of a rule file: what was found there and what is wanted instead.

    `nearest` is the allowed word that looks most like the one found, "" where none does. `is_key` tells that the
    name of the field is wrong, not its value. A note (`is_note`) is worth a look and keeps no rule from loading.
    """

    path: Path
    wanted: str
    found: str = ""
    nearest: str = ""
    is_key: bool = False
    is_note: bool = False

    def __str__(self) -> str:
        where = f"{path_text(self.path)}: " if self.path else ""
        found = f"found {self.found}, " if self.found else ""
        wanted = f"wanted {self.wanted}" if found else self.wanted
        nearest = f"; did you mean {self.nearest!r}?" if self.nearest else ""
        return f"{where}{found}{wanted}{nearest}"


class RuleError(ValueError):
    """A rule that cannot be used. `problems` says all that is wrong with it, in the order of the file's fields."""

    def __init__(self, where: str, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(f"{where}: {problem}" for problem in problems))
        self.problems = tuple(problems)


def path_text(path: Path) -> str:
    """Return a path as its writer would say it: `triggers[0].where.object`."""
    parts = [f"[{step}]" if type(step) is int else f".{step}" for step in path]
    return "".join(parts).removeprefix(".")


def show(value: object) -> str:
    """Return a value as it stands in a message, cut where it is long."""
    if isinstance(value, Mapping):
        return "a mapping" if value else "an empty mapping"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return f"{str(value).lower()} (as YAML reads an unquoted on, off, yes or no: quote it)"
    text = repr(value[: SHOWN_CHARS + 1] if isinstance(value, str) else value)
    return text if len(text) <= SHOWN_CHARS else f"{text[: SHOWN_CHARS - 1]}…"


def nearest_to(word: object, allowed: Iterable[str]) -> str:
    """Return the allowed word that looks most like `word`, "" where none does."""
    found = get_close_matches(str(word)[:SHOWN_CHARS], [*allowed], n=1)
    return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping of a rule file. What is wrong goes to `problems`, and a harmless value stands in for it."""

    content: Mapping[object, object]
    problems: list[Problem]
    path: Path = ()

    def wrong(self, path: Path, wanted: str, found: object = None, allowed: Iterable[str] = ()) -> None:
        """Keep a problem with the value at a path."""
        self.problems.append(Problem(path, wanted, show(found), self.nearest(found, allowed)))

    def nearest(self, word: object, allowed: Iterable[str]) -> str:
        """Return the allowed word that looks most like `word`, as long as not too much is wrong already."""
        return nearest_to(word, allowed) if len(self.problems) < MOST_HINTS else ""

    def known(self, *keys: str) -> None:
        """Keep a problem for each field that is none of these."""
        for key in self.content:
            if key not in keys:
                near = self.nearest(key, keys)
                wanted = "a known field" if near else f"one of the fields {', '.join(keys)}"
                self.problems.append(Problem((*self.path, key), wanted, show(key), near, is_key=True))

    def text(self, key: str, most: int = MOST_TEXT_CHARS) -> str:
        """Return a text that must be there."""
        found = self.content.get(key)
        if isinstance(found, str) and len(found.strip()) > 0 and len(found) <= most:
            return found.strip()
        self.wrong((*self.path, key), f"a text of at most {most} characters", found)
        return ""

    def texts(self, *keys: str) -> None:
        """Check texts that may be there and that only people read."""
        for key in keys:
            if key in self.content:
                self.text(key)

    def matching(self, key: str, form: re.Pattern[str], said: str) -> str:
        """Return a text of a form; `said` describes the form in words."""
        found = self.content.get(key)
        if isinstance(found, str) and len(found) <= SHOWN_CHARS and form.match(found):
            return found
        self.wrong((*self.path, key), said, found)
        return ""

    def one_of(self, key: str, allowed: Sequence[str]) -> str:
        """Return one of the allowed values."""
        found = self.content.get(key)
        if isinstance(found, str) and found in allowed:
            return found
        self.wrong((*self.path, key), f"one of {', '.join(allowed)}", found, allowed)
        return allowed[0]

    def number(self, key: object, low: float, high: float, default: float | None = None) -> float:
        """Return a number within bounds; a whole one is wanted where the default is."""
        found = self.content.get(key, default)
        kinds = (int,) if isinstance(default, int) else (int, float)
        if isinstance(found, kinds) and not isinstance(found, bool) and low <= found <= high:
            return found
        what = "a whole number" if isinstance(default, int) else "a number"
        self.wrong((*self.path, key), f"{what} from {low} to {high}", found)
        return low

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Return true or false."""
        found = self.content.get(key, default)
        if isinstance(found, bool):
            return found
        self.wrong((*self.path, key), "true or false", found)
        return False

    def items(self, key: object, most: int, least: int = 0) -> list[tuple[Path, object]]:
        """Return the entries of a list, each with its path. A missing list is an empty one."""
        found = self.content.get(key, [])
        path = (*self.path, key)
        if isinstance(found, list) and least <= len(found) <= most:
            return [((*path, place), each) for place, each in enumerate(found)]
        self.wrong(path, f"a list of {least} to {most} entries", found if key in self.content else None)
        return []

    def under(self, key: object, most: int) -> Fields:
        """Return the fields of a mapping. A missing mapping is an empty one."""
        return self.at((*self.path, key), self.content.get(key, {}), most)

    def at(self, path: Path, found: object, most: int = 100) -> Fields:
        """Return the fields of what stands at a path, which must be a mapping."""
        if isinstance(found, Mapping) and len(found) <= most:
            return Fields(found, self.problems, path)
        self.wrong(path, f"a mapping of at most {most} fields", found)
        return Fields({}, self.problems, path)
