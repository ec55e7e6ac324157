"""Knowledge: rules, gazetteer and model, opened and checked once. The only module that reads `streams/data`."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from streams.alerts.policy import Policy, parse_policy
from streams.claims.cues import parse_cues
from streams.claims.rules import RuleBook, build_rule_book, parse_claim_rule
from streams.clean.language import LanguageDetector
from streams.clean.rules import CleaningRules, parse_cleaning_rules
from streams.entities.gazetteer import Gazetteer, build_gazetteer
from streams.entities.nlp import Reader
from streams.themes.compile import ThemeRules, build_theme_rules
from streams.themes.rules import parse_context, parse_theme_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from streams.claims.kind import Kind

DATA = Path(__file__).parent / "data"
# `und`: too short to tell; what is there of it is names, which read alike.
READ_LANGUAGES = frozenset({"en", "und"})

Parsed = TypeVar("Parsed")


class KnowledgeError(Exception):
    """A rule, list or model that does not load; the text names file and field."""


@dataclass(frozen=True, slots=True)
class Versions:
    """What made a result: the same versions give the same result for the same article."""

    code: str
    model: str
    rules: str


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


def load_knowledge(model: str, data: Path = DATA) -> Knowledge:
    """Load and check everything. Raises `KnowledgeError`."""
    claim_rules, policy = _claim_rules(data), _policy(data)
    reader = _reader(model)
    return Knowledge(
        cleaning=_only(data / "cleaning", parse_cleaning_rules),
        languages=LanguageDetector(),
        read_languages=READ_LANGUAGES,
        reader=reader,
        gazetteer=_checked(lambda: build_gazetteer(_records(data / "gazetteer"))),
        theme_rules=_theme_rules(data),
        claim_rules=claim_rules,
        policy=policy,
        versions=Versions(
            code=f"tocsin {metadata.version('tocsin')}", model=reader.model, rules=_fingerprint(data)
        ),
    )


def load_alerting(data: Path = DATA) -> tuple[Mapping[str, Kind], Policy]:
    """Load what the alert agent is told: no model, no gazetteer. Raises `KnowledgeError`."""
    return _claim_rules(data).kinds, _policy(data)


def _claim_rules(data: Path) -> RuleBook:
    cues = _only(data / "factuality", parse_cues)
    rules = _each(data / "claims", parse_claim_rule)
    return _checked(lambda: build_rule_book(rules, cues))


def _theme_rules(data: Path) -> ThemeRules:
    rules, contexts = _each(data / "themes", parse_theme_rule), _each(data / "contexts", parse_context)
    return _checked(lambda: build_theme_rules(rules, contexts))


def _policy(data: Path) -> Policy:
    return _only(data / "alerts", parse_policy)


def _only(folder: Path, parse: Callable[[Mapping[str, Any], str], Parsed]) -> Parsed:
    """Parse the one file of a folder."""
    found = _each(folder, parse)
    if len(found) != 1:
        raise KnowledgeError(f"{folder.name}: holds {len(found)} files where one is expected")
    return found[0]


def _reader(model: str) -> Reader:
    try:
        return Reader(model)
    except OSError:
        raise KnowledgeError(
            f"The spaCy model {model!r} is not installed: install it, or set TOCSIN_MODEL to one that is."
        ) from None


def _each(folder: Path, parse: Callable[[Mapping[str, Any], str], Parsed]) -> list[Parsed]:
    """Parse every rule file of a folder, in the order of their names."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise KnowledgeError(f"{path.name}: {error}") from None
        if not isinstance(content, dict):
            raise KnowledgeError(f"{path.name}: a rule file holds a mapping of fields")
        found.append(_checked(partial(parse, content, path.name)))
    return found


def _records(folder: Path) -> Iterator[Mapping[str, Any]]:
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    yield {**json.loads(line), "where": f"{path.name}:{number}"}
                except ValueError as error:
                    raise KnowledgeError(f"{path.name}:{number}: {error}") from None


def _checked(build: Callable[[], Parsed]) -> Parsed:
    try:
        return build()
    except ValueError as error:
        raise KnowledgeError(str(error)) from None


def _fingerprint(data: Path) -> str:
    """Hash every file that understanding reads, names included."""
    digest = hashlib.sha256()
    for path in sorted(
        p for p in data.rglob("*") if p.suffix in {".yaml", ".jsonl"} and "demo" not in p.parts
    ):
        digest.update(path.relative_to(data).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
