"""Opens knowledge: rules, gazetteer and model, once, checked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import yaml

from streams.alerts.policy import Policy, parse_policy
from streams.claims.cues import parse_cues
from streams.claims.rules import RuleBook, build_rule_book
from streams.clean.language import LanguageDetector
from streams.clean.rules import CleaningRules, parse_cleaning_rules
from streams.entities.gazetteer import Gazetteer, build_gazetteer
from streams.knowledge.errors import KnowledgeError
from streams.knowledge.files import DATA, our_files, read_file, users_files
from streams.knowledge.marked import FASTEST
from streams.knowledge.records import read_records
from streams.knowledge.rulesets import read_rules
from streams.knowledge.sent import as_files
from streams.themes.compile import ThemeRules, build_theme_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from streams.claims.kind import Kind
    from streams.claims.rule import ClaimRule
    from streams.entities.nlp import Reader
    from streams.knowledge.rulesets import Finding, RuleSet
    from streams.knowledge.sent import SentRule
    from streams.themes.rules import Context, ThemeRule

# `und`: too short to tell; what is there of it is names, which read alike.
READ_LANGUAGES = frozenset({"en", "und"})
# Of a folder that is wrong throughout, a start says no more than fills a screen.
MOST_FINDINGS_SAID = 20

Parsed = TypeVar("Parsed")


@dataclass(frozen=True, slots=True)
class Versions:
    """What made a result: the same versions give the same result for the same article.

    `rules_offset` is as of which offset of the rules sent at run time, None where none were.
    """

    code: str
    model: str
    rules: str
    rules_offset: int | None = None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that understanding is told. Opened once, read only."""

    cleaning: CleaningRules
    languages: LanguageDetector
    read_languages: frozenset[str]
    reader: Reader
    gazetteer: Gazetteer
    theme_rules: ThemeRules
    claim_rules: RuleBook
    policy: Policy
    versions: Versions

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """The alert kinds by id."""
        return self.claim_rules.kinds


def load_knowledge(model: str, data: Path = DATA, users: Path | None = None) -> Knowledge:
    """Load and check everything, with the rules of a user's folder beside ours. Raises `KnowledgeError`."""
    return open_knowledge(model, open_rules(data, users), data)


def load_alerting(data: Path = DATA, users: Path | None = None) -> tuple[Mapping[str, Kind], Policy]:
    """Load what the alert agent is told: no model, no gazetteer. Raises `KnowledgeError`."""
    return open_alerting(open_rules(data, users), data)


def open_alerting(rules: RuleSet, data: Path = DATA) -> tuple[Mapping[str, Kind], Policy]:
    """Return what the alert agent is told, with rules that were read and checked. Raises `KnowledgeError`."""
    return _claim_rules(rules, data).kinds, _policy(data)


def open_rules(data: Path = DATA, users: Path | None = None) -> RuleSet:
    """Return all rules. Raises `KnowledgeError` naming file, line and column of everything that is wrong."""
    rules = read_all_rules(users, data=data)
    refuse_errors(rules.errors)
    return rules


def read_all_rules(
    users: Path | None = None, more: Iterable[Path] = (), data: Path = DATA, sent: Iterable[SentRule] = ()
) -> RuleSet:
    """Return our rules, those of a user's folder, those sent and single files, with whatever is wrong with them."""
    paths = list(dict.fromkeys(more))
    named = {path.resolve() for path in paths}
    folder = [file for file in users_files(users) if Path(file.name).resolve() not in named]
    return read_rules(our_files(data), folder, as_files(sent), [read_file(path) for path in paths])


def refuse_errors(errors: Sequence[Finding]) -> None:
    """Raise `KnowledgeError` where there are any."""
    if errors:
        said = [str(finding) for finding in errors[:MOST_FINDINGS_SAID]]
        more = len(errors) - len(said)
        raise KnowledgeError("\n".join([*said, *([f"and {more} more"] if more else [])]))


def compile_rules(rules: RuleSet, data: Path = DATA) -> None:
    """Make of rules what articles are read with, and throw it away. Raises `KnowledgeError` where that fails."""
    _claim_rules(rules, data)
    _theme_rules(rules)


def with_rules(
    knowledge: Knowledge, rules: RuleSet, offset: int | None = None, data: Path = DATA
) -> Knowledge:
    """Return the same knowledge with other rules, read and checked. Raises `KnowledgeError`."""
    versions = replace(knowledge.versions, rules=_fingerprint(data, rules), rules_offset=offset)
    return replace(
        knowledge,
        claim_rules=_claim_rules(rules, data),
        theme_rules=_theme_rules(rules),
        versions=versions,
    )


def open_knowledge(model: str, rules: RuleSet, data: Path = DATA) -> Knowledge:
    """Return everything, with rules that were read and checked. Raises `KnowledgeError`."""
    claim_rules, policy = _claim_rules(rules, data), _policy(data)
    reader = _reader(model, data / "names" / "model")
    return Knowledge(
        cleaning=_only(data / "cleaning", parse_cleaning_rules),
        languages=LanguageDetector(),
        read_languages=READ_LANGUAGES,
        reader=reader,
        gazetteer=_checked(lambda: build_gazetteer(read_records(data / "gazetteer"))),
        theme_rules=_theme_rules(rules),
        claim_rules=claim_rules,
        policy=policy,
        versions=Versions(
            code=f"tocsin {metadata.version('tocsin')}",
            model=reader.model,
            rules=_fingerprint(data, rules),
        ),
    )


def _claim_rules(rules: RuleSet, data: Path) -> RuleBook:
    cues = _only(data / "factuality", parse_cues)
    claims = cast("Iterable[ClaimRule]", rules.rules("claims"))
    try:
        return build_rule_book(claims, cues)
    except ValueError as error:
        raise KnowledgeError(rules.located(str(error))) from None


def _theme_rules(rules: RuleSet) -> ThemeRules:
    themes = cast("Iterable[ThemeRule]", rules.rules("themes"))
    contexts = cast("Iterable[Context]", rules.rules("contexts"))
    try:
        return build_theme_rules(themes, contexts)
    except ValueError as error:
        raise KnowledgeError(rules.located(str(error))) from None


def _policy(data: Path) -> Policy:
    return _only(data / "alerts", parse_policy)


def _only(folder: Path, parse: Callable[[Mapping[str, Any], str], Parsed]) -> Parsed:
    """Parse the one file of a folder."""
    paths = sorted(folder.glob("*.yaml"))
    if len(paths) != 1:
        raise KnowledgeError(f"{folder.name}: holds {len(paths)} files where one is expected")
    (path,) = paths
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=FASTEST)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path.name}: {error}") from None
    if not isinstance(content, dict):
        raise KnowledgeError(f"{path.name}: a rule file holds a mapping of fields")
    return _checked(partial(parse, content, path.name))


def _reader(model: str, names: Path) -> Reader:
    if not names.is_dir():
        raise KnowledgeError(f"{names}: the recogniser of names is not there; `make train` makes it.")
    try:
        # Half a second, that most commands can do without.
        from streams.entities.nlp import Reader  # noqa: PLC0415

        return Reader(model, names)
    except OSError:
        raise KnowledgeError(
            f"The spaCy model {model!r} is not installed: install it, or set TOCSIN_MODEL to one that is."
        ) from None


def _checked(build: Callable[[], Parsed]) -> Parsed:
    try:
        return build()
    except ValueError as error:
        raise KnowledgeError(str(error)) from None


def _fingerprint(data: Path, rules: RuleSet) -> str:
    """Hash every file that understanding reads, names included: ours, then a user's. Watchlists are not for reading."""
    digest = hashlib.sha256()
    for path in sorted(
        p for p in data.rglob("*") if p.suffix in {".yaml", ".jsonl"} and "demo" not in p.parts
    ):
        digest.update(path.relative_to(data).as_posix().encode())
        digest.update(path.read_bytes())
    for sheet in rules.sheets:
        if not sheet.file.is_ours and sheet.family != "watchlists":
            digest.update(sheet.file.stem.encode())
            digest.update(sheet.file.raw)
    return digest.hexdigest()[:16]
