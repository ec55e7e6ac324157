"""Articles to clean, for tests, by the rules that come with Tocsin."""

from __future__ import annotations

from datetime import UTC, datetime

import yaml

from streams.clean.article import Article
from streams.clean.cleaning import clean
from streams.clean.rules import parse_cleaning_rules
from streams.knowledge import DATA

_FILE = DATA / "cleaning" / "furniture.yaml"
RULES = parse_cleaning_rules(yaml.safe_load(_FILE.read_text(encoding="utf-8")), _FILE.name)

FIRST = "The garrison left the island before dawn on Tuesday, two officers of the navy said."
SECOND = "Fishermen saw three grey ships sail north and heard no shots, the mayor told reporters."
THIRD = "The ministry would not say where the ships were bound or how many soldiers they carried."
FOURTH = "“Nobody here will miss them,” said a baker whose shop stands beside the old barracks."


def an_article(body: str, **more: object) -> Article:
    known = {"id": "a", "source": "example.org", "published_at": datetime(2024, 5, 3, tzinfo=UTC)}
    return Article(**{**known, **more, "body": body})  # type: ignore[arg-type]


def cleaned(body: str, **more: object) -> list[str]:
    """Return the paragraphs that stay."""
    text = clean(an_article(body, **more), RULES).text
    return text.split("\n\n") if text else []


def reasons(body: str, **more: object) -> dict[str, str]:
    """Return why each line that goes does."""
    return {each.text: each.reason for each in clean(an_article(body, **more), RULES).removed}
