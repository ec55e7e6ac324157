"""What is wrong between rules: names that nobody defines, or that two define."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from streams.claims.rule import ClaimRule
from streams.knowledge.records import country_codes
from streams.themes.fields import MOST_HINTS, Problem, nearest_to, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from streams.claims.kind import Kind
    from streams.knowledge.rulesets import Sheet
    from streams.themes.fields import Path

_NAMES = (("themes", "theme"), ("contexts", "context"), ("claims", "kind"))
_TEXTS = ("examples", "why", "source", "licence", "title")


def problems_across(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Problem]]:
    """Yield what is wrong with each file in view of the others, files with faults of their own included."""
    rules = [(sheet, sheet.rule) for sheet in sheets if isinstance(sheet.rule, ClaimRule)]
    yield from _lists_told_twice(rules)
    yield from _kinds_told_twice(rules)
    yield from _new_families(rules)
    lists = {name for sheet in sheets for name in _mapping(sheet.content.get("lists"))}
    lists |= {name for _, rule in rules for name in rule.lists}
    themes, contexts, kinds = (_names(sheets, *each) for each in _NAMES)
    for sheet in sheets:
        if sheet.family == "claims":
            yield from islice(_undefined_lists(sheet, {f"${name}" for name in lists}), MOST_HINTS)
            yield from _unknown_theme(sheet, themes)
        elif sheet.family == "watchlists":
            yield from islice(_unknown_in_watchlist(sheet, kinds), MOST_HINTS)
        else:
            yield from islice(_unknown_contexts(sheet, contexts), MOST_HINTS)


def _names(sheets: Sequence[Sheet], family: str, field: str) -> set[str]:
    found = (sheet.content.get(field) for sheet in sheets if sheet.family == family)
    return {str(name) for name in found if name is not None}


def _unknown_theme(sheet: Sheet, known: set[str]) -> Iterator[tuple[Sheet, Problem]]:
    theme = sheet.content.get("theme")
    if sheet.content.get("kind") is not None and isinstance(theme, str) and theme not in known:
        yield sheet, _unknown(("theme",), theme, known, "a theme that some file has")


def _unknown(path: Path, name: str, known: Iterable[str], wanted: str, *, is_key: bool = False) -> Problem:
    return Problem(path, wanted, show(name), nearest_to(name, known), is_key=is_key)


def _lists_told_twice(claims: Sequence[tuple[Sheet, ClaimRule]]) -> Iterator[tuple[Sheet, Problem]]:
    owners: dict[str, Sheet] = {}
    for sheet, rule in claims:
        for name in rule.lists:
            owner = owners.setdefault(name, sheet)
            if owner is not sheet:
                wanted = f"a name of its own: {owner.file.name} has a list of this one"
                yield sheet, Problem(("lists", name), wanted, show(name), is_key=True)


def _kinds_told_twice(claims: Sequence[tuple[Sheet, ClaimRule]]) -> Iterator[tuple[Sheet, Problem]]:
    owners: dict[str, tuple[Sheet, Kind]] = {}
    for sheet, rule in claims:
        if rule.kind is None:
            continue
        owner, kind = owners.setdefault(rule.kind.id, (sheet, rule.kind))
        for field in ("title", "theme", "severity", "family", "principal", "event_type"):
            mine, theirs = getattr(rule.kind, field), getattr(kind, field)
            if mine != theirs:
                wanted = f"{field}: {theirs!r}, as {owner.file.name} has it for the same kind"
                yield sheet, Problem((field,), wanted, show(mine))


def _undefined_lists(sheet: Sheet, names: set[str]) -> Iterator[tuple[Sheet, Problem]]:
    for key, value in sheet.content.items():
        for path, text in _texts((key,), value) if key not in _TEXTS else ():
            name = text.strip()
            if name.startswith("$") and name not in names:
                yield sheet, _unknown(path, name, names, "a list that some file has")


def _texts(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts((*path, step), inner)


def _unknown_contexts(sheet: Sheet, known: set[str]) -> Iterator[tuple[Sheet, Problem]]:
    for name in _mapping(sheet.content.get("contexts")):
        if name not in known:
            yield (
                sheet,
                _unknown(("contexts", name), str(name), known, "a context that some file has", is_key=True),
            )
    cues = sheet.content.get("cues")
    for place, cue in enumerate(cues if isinstance(cues, list) else ()):
        beside = _mapping(cue).get("beside")
        for at, name in enumerate(beside if isinstance(beside, list) else ()):
            path: Path = ("cues", place, "beside", at)
            if sheet.family == "contexts":
                yield sheet, Problem(path, "no `beside`: it is for the cues of themes", show(name))
            elif name not in known:
                yield sheet, _unknown(path, str(name), known, "a context that some file has")


def _unknown_in_watchlist(sheet: Sheet, kinds: set[str]) -> Iterator[tuple[Sheet, Problem]]:
    for path, name in _texts_of(sheet, "countries"):
        if name not in country_codes():
            # Codes of three letters look alike: the nearest one is another country.
            yield sheet, Problem(path, "a country's code of ISO 3166-1 alpha-3", show(name))
    for path, name in _texts_of(sheet, "kinds"):
        if name not in kinds:
            yield sheet, _unknown(path, name, kinds, "a kind that some rule has")


def _texts_of(sheet: Sheet, field: str) -> Iterator[tuple[Path, str]]:
    """Yield the entries of a list with which nothing is wrong yet."""
    wrong = {finding.problem.path for finding in sheet.findings}
    entries = sheet.content.get(field)
    for place, entry in enumerate(entries if isinstance(entries, list) else ()):
        path: Path = (field, place)
        if isinstance(entry, str) and path not in wrong:
            yield path, entry


def _mapping(value: object) -> dict[object, object]:
    return value if isinstance(value, dict) else {}


def _new_families(claims: Sequence[tuple[Sheet, ClaimRule]]) -> Iterator[tuple[Sheet, Problem]]:
    families = {rule.kind.family for sheet, rule in claims if rule.kind and sheet.file.is_ours}
    for sheet, rule in claims:
        if rule.kind and rule.kind.family not in families:
            found = rule.kind.family
            wanted = (
                f"a family of kinds that meet; {found!r} is a new one, beside {', '.join(sorted(families))}"
            )
            near = nearest_to(found, families)
            yield sheet, Problem(("family",), wanted, show(found), near, is_note=True)
