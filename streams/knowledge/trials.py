"""Examples of rule files, tried: each is read as an article would be, and what fired is held against what must."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from streams.claims.examples import PUBLISHED_ON, seen_in, shortfall
from streams.claims.extract import find_claims
from streams.claims.rule import ClaimRule
from streams.clean.article import Article
from streams.entities.resolve import find_entities
from streams.themes.rules import ThemeRule
from streams.themes.score import score_themes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from streams.claims.claim import Claim
    from streams.claims.examples import Example
    from streams.knowledge.opening import Knowledge
    from streams.knowledge.rulesets import Sheet
    from streams.themes.rules import Example as ThemeExample

SILENCE = "the rule is silent"
NOISE = "the rule fires"


@dataclass(frozen=True, slots=True)
class Trial:
    """An example of a rule and what came of it.

    `wrong` says what is not as the example has it, "" where it holds. `fired` names what fired on its text, this
    rule or others: rule or theme, and the words or the score.
    """

    rule: str
    name: str
    line: int
    text: str
    must_fire: bool
    wrong: str
    fired: tuple[str, ...]


def claims_in(
    text: str, knowledge: Knowledge, day: date = PUBLISHED_ON, title: str | None = None
) -> tuple[Claim, ...]:
    """Return the claims of a clean text, read as published on a day."""
    published = datetime.combine(day, time(), UTC)
    article = Article(id="example", source="example", published_at=published, body=text, title=title)
    doc = knowledge.reader.read(text)
    entities = find_entities(doc, knowledge.gazetteer, day)
    return find_claims(
        article, doc, entities, knowledge.claim_rules, knowledge.gazetteer, knowledge.reader.parse
    )


def try_examples(sheet: Sheet, knowledge: Knowledge) -> Iterator[Trial]:
    """Yield a trial of each example of a rule file, in the order of the file."""
    rule = sheet.rule
    if isinstance(rule, ClaimRule):
        counts = {True: 0, False: 0}
        for example in rule.examples:
            way = "fires" if example.fires else "misses"
            place = counts[example.fires]
            counts[example.fires] += 1
            line = sheet.marked.values[("examples", way, place)][0]
            yield _try_claims(rule.id, f"{way}[{place}]", line, example, knowledge)
    elif isinstance(rule, ThemeRule):
        for place, each in enumerate(rule.examples):
            line = sheet.marked.values[("examples", place)][0]
            yield _try_themes(rule.theme, f"[{place}]", line, each, knowledge)


def _try_claims(rule: str, name: str, line: int, example: Example, knowledge: Knowledge) -> Trial:
    claims = claims_in(example.text, knowledge, example.published_on)
    short = shortfall(example, rule, claims)
    wrong = "" if short is None else _said(short, example.expect) or _opposite(example.fires)
    fired = tuple(f"{claim.rule}: {seen_in(claim, example.text)['trigger']}" for claim in claims)
    return Trial(rule, name, line, example.text, example.fires, wrong, fired)


def _said(short: Mapping[str, object], expect: Mapping[str, object]) -> str:
    return "; ".join(f"{field}: {found!r}, not {expect[field]!r}" for field, found in short.items())


def _opposite(must_fire: bool) -> str:
    return SILENCE if must_fire else NOISE


def _try_themes(theme: str, name: str, line: int, example: ThemeExample, knowledge: Knowledge) -> Trial:
    scores = score_themes(example.title, example.text, knowledge.theme_rules)
    is_right = (theme in {score.theme for score in scores}) is example.expect
    fired = tuple(f"{score.theme} {score.score:.2f}" for score in scores)
    wrong = "" if is_right else _opposite(example.expect)
    return Trial(theme, name, line, example.text, example.expect, wrong, fired)
