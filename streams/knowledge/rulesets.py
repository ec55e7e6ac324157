"""All rules together: read from their files, a user's in place of ours where they share an id, and all checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from streams.alerts.watchlists import Watchlist, parse_watchlist
from streams.claims.rule import ClaimRule, parse_claim_rule
from streams.knowledge.across import problems_across
from streams.knowledge.marked import Marked, read_marked
from streams.knowledge.sent import read_sent
from streams.themes.fields import Problem, RuleError, show
from streams.themes.rules import Context, ThemeRule, parse_context, parse_theme_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from streams.knowledge.files import RuleFile

Family = Literal["claims", "themes", "contexts", "watchlists"]
Rule = ClaimRule | ThemeRule | Context | Watchlist

LEAST_EXAMPLES = 5
# Rules change one at a time: the others need not be read again.
MOST_SHEETS_KEPT = 2_048
# More is wrong with a file than anybody mends at once.
MOST_FINDINGS = 100
# Fields that only one family has; a file is of the family of which it has most.
_OWN: Mapping[Family, tuple[str, ...]] = {
    "claims": ("id", "triggers", "kind", "event_type", "lists", "units", "irregular", "where", "unless"),
    "themes": ("floor", "medtop", "label", "contexts"),
    "contexts": ("context", "idioms"),
    "watchlists": ("watchlist", "countries", "actors", "kinds", "min_severity", "phrases"),
}
_PARSERS: Mapping[Family, Callable[[Mapping[str, object], str], Rule]] = {
    "claims": parse_claim_rule,
    "themes": parse_theme_rule,
    "contexts": parse_context,
    "watchlists": parse_watchlist,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem and its place: `line` and `column` count from 1."""

    file: str
    line: int
    column: int
    problem: Problem

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rule file, read: its rule, None where something is wrong, and what is."""

    file: RuleFile
    family: Family
    marked: Marked
    rule: Rule | None
    findings: tuple[Finding, ...]

    @property
    def content(self) -> Mapping[object, object]:
        """The content of the file, empty where it is no mapping."""
        return self.marked.content if isinstance(self.marked.content, dict) else {}

    def finding(self, problem: Problem) -> Finding:
        """Return a problem with its place in the file."""
        return Finding(self.file.name, *self.marked.place_of(problem), problem)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules that are used together, what is wrong with them, and which of ours a user's file replaces."""

    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...]
    replaced: Mapping[str, str]

    def rules(self, family: Family) -> list[Rule]:
        """Return the rules of a family."""
        return [sheet.rule for sheet in self.sheets if sheet.family == family and sheet.rule is not None]

    @property
    def watchlists(self) -> tuple[Watchlist, ...]:
        """The watchlists, of all tiers."""
        return tuple(rule for rule in self.rules("watchlists") if isinstance(rule, Watchlist))

    @property
    def budgets(self) -> Mapping[str, float]:
        """How many alerts a day are expected, by the ids of the rules and watchlists that say so."""
        named = (sheet.rule for sheet in self.sheets if isinstance(sheet.rule, ClaimRule | Watchlist))
        return {rule.id: rule.alerts_a_day for rule in named if rule.alerts_a_day is not None}

    def located(self, said: str) -> str:
        """Return what was said of a rule, by its id, as said of its file."""
        name = said.split(":", maxsplit=1)[0]
        for sheet in self.sheets:
            if sheet.rule is not None and id_of(sheet.rule) == name:
                return f"{sheet.file.name}:1:1: {said}"
        return said

    @property
    def sayings(self) -> tuple[str, ...]:
        """What a user should be told of their own rules: how many there are, and which of ours they replace."""
        users = [sheet for sheet in self.sheets if not sheet.file.is_ours]
        counts = f"{len(users)} rule files of your own are used." if users else ""
        replaced = [f"{mine} replaces the built-in {ours}." for mine, ours in self.replaced.items()]
        return tuple(sentence for sentence in (counts, *replaced) if sentence)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps the rules from being used: the findings but for notes."""
        return tuple(finding for finding in self.findings if not finding.problem.is_note)


def read_rules(*tiers: Iterable[RuleFile]) -> RuleSet:
    """Read files and check each, then all together: ours, then a user's.

    A rule replaces one of the same id in an earlier tier; two of the same tier are an error. Findings come by file,
    in the order given, then by place.
    """
    by_id: dict[tuple[Family, str], tuple[int, Sheet]] = {}
    findings: list[Finding] = []
    replaced: dict[str, str] = {}
    for tier, file in ((number, file) for number, files in enumerate(tiers) for file in files):
        sheet = read_sheet(file)
        findings.extend(sheet.findings)
        key = (sheet.family, id_of(sheet.rule) if sheet.rule else file.name)
        tier_before, before = by_id.pop(key, (tier, None))
        if before is not None and tier_before < tier:
            sheet = _in_place_of(before, sheet)
            if before.file.is_ours and not file.is_ours:
                replaced[file.name] = before.file.name
        elif before is not None:
            wanted = f"an id of its own: {before.file.name} has this one"
            findings.append(sheet.finding(Problem((_ID_FIELDS[sheet.family],), wanted, show(key[1]))))
        by_id[key] = (tier, sheet)
    sheets = tuple(sheet for _, sheet in by_id.values())
    findings.extend(sheet.finding(problem) for sheet, problem in problems_across(sheets))
    order = {sheet.file.name: place for place, sheet in enumerate(sheets)}
    findings.sort(key=lambda each: (order.get(each.file, -1), each.line, each.column))
    return RuleSet(sheets, tuple(findings), replaced)


@lru_cache(maxsize=MOST_SHEETS_KEPT)
def read_sheet(file: RuleFile) -> Sheet:
    """Read one file by itself."""
    marked = read_marked(file.raw, is_ours=file.is_ours) if file.revision is None else read_sent(file.raw)
    found = [Finding(file.name, *place, problem) for place, problem in marked.problems]
    if not isinstance(marked.content, dict):
        if not found:
            wanted = Problem((), "a rule: a mapping of fields", show(marked.content))
            found.append(Finding(file.name, *marked.place_of(wanted), wanted))
        return Sheet(file, "claims", marked, None, tuple(found))
    family = family_of(marked.content)
    rule: Rule | None = None
    problems: tuple[Problem, ...]
    try:
        rule = _PARSERS[family](marked.content, file.name)
        problems = tuple(_in_its_file(rule, file))
    except RuleError as error:
        problems = error.problems
    sheet = Sheet(file, family, marked, rule, ())
    found.extend(sheet.finding(problem) for problem in problems)
    if len(found) > MOST_FINDINGS:
        more = Problem((), f"{len(found) - MOST_FINDINGS} more faults, after those above are mended")
        found = [*found[:MOST_FINDINGS], replace(found[MOST_FINDINGS], problem=more)]
    if isinstance(rule, ClaimRule | Watchlist) and file.revision is not None:
        rule = replace(rule, revision=file.revision)
    is_usable = all(each.problem.is_note for each in found)
    return replace(sheet, rule=rule if is_usable else None, findings=tuple(found))


def family_of(content: Mapping[object, object]) -> Family:
    """Return what a file is, told by its fields."""
    return max(_OWN, key=lambda family: sum(name in content for name in _OWN[family]))


def id_of(rule: Rule) -> str:
    """Return what a rule is called, whatever it is."""
    if isinstance(rule, ClaimRule | Watchlist):
        return rule.id
    return rule.theme if isinstance(rule, ThemeRule) else rule.name


_ID_FIELDS: Mapping[Family, str] = {
    "claims": "id",
    "themes": "theme",
    "contexts": "context",
    "watchlists": "watchlist",
}


def _in_its_file(rule: Rule, file: RuleFile) -> Iterable[Problem]:
    name = id_of(rule)
    if name != file.stem:
        field = _ID_FIELDS[_family_of_rule(rule)]
        yield Problem((field,), f"the name of the file, {show(file.stem)}", show(name))
    if isinstance(rule, Context | Watchlist) or (isinstance(rule, ClaimRule) and not rule.triggers):
        return
    if isinstance(rule, ClaimRule):
        shown = [each.fires for each in rule.examples]
    else:
        shown = [each.expect for each in rule.examples]
    for what, count in (("examples that must fire", sum(shown)), ("near misses", len(shown) - sum(shown))):
        if count < LEAST_EXAMPLES:
            wanted = f"at least {LEAST_EXAMPLES} {what}"
            yield Problem(("examples",), wanted, str(count), is_note=not file.is_ours)


def _family_of_rule(rule: Rule) -> Family:
    families: Mapping[type[Rule], Family] = {
        ClaimRule: "claims",
        ThemeRule: "themes",
        Context: "contexts",
        Watchlist: "watchlists",
    }
    return families[type(rule)]


def _in_place_of(before: Sheet, sheet: Sheet) -> Sheet:
    """Keep the lists of a claim rule that is replaced: other rules may use them."""
    if not isinstance(before.rule, ClaimRule) or not isinstance(sheet.rule, ClaimRule):
        return sheet
    lists = {**before.rule.lists, **sheet.rule.lists}
    irregular = {**before.rule.irregular, **sheet.rule.irregular}
    return replace(sheet, rule=replace(sheet.rule, lists=lists, irregular=irregular))
