"""The articles of a bench: real ones, as many as it takes, no sentence of news twice.

From ../shared/articles where it is there, else from the demo. Names and numbers differ from copy to copy, so that
nobody is helped by having read something like it before; each copy of the set has publishers of its own, so that
nothing in it is taken for a publisher's furniture. A function of what is asked for: the same list for all sides.
"""

from __future__ import annotations

import json
import random
import re
from datetime import datetime, timedelta
from functools import cache
from itertools import islice, permutations, product
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from streams.demo import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterator

STREAM = Path(__file__).resolve().parents[3] / "shared" / "articles" / "stream.jsonl"
LEAST_CHARS = 2500
# Further apart than claims of one event are: nothing in a copy, or under another name, is told a second time.
DAYS_BETWEEN_NAMES, NAMES = 8, 32
DAYS_BETWEEN_COPIES = DAYS_BETWEEN_NAMES * NAMES
SHORT_CHARS = 50

_LINES = re.compile(r"(\n+)")
# A name within a sentence, and a number that is no year.
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_NUMBER = re.compile(r"\b(?!19\d\d\b|20\d\d\b)\d{3,}\b")
_SYLLABLES = (
    "bar",
    "dek",
    "fal",
    "gor",
    "hul",
    "kem",
    "lin",
    "mor",
    "nas",
    "pel",
    "rov",
    "sten",
    "tar",
    "vik",
)

_COUNTRIES = (
    "Angola", "Argentina", "Australia", "Austria", "Bahrain", "Bangladesh", "Belgium", "Bolivia", "Botswana", "Brazil",
    "Bulgaria", "Cambodia", "Cameroon", "Canada", "Chile", "Colombia", "Croatia", "Cuba", "Denmark", "Ecuador",
    "Egypt", "Estonia", "Ethiopia", "Finland", "Ghana", "Greece", "Honduras", "Hungary", "Iceland", "India",
    "Indonesia", "Ireland", "Italy", "Jamaica", "Japan", "Kazakhstan", "Kenya", "Latvia", "Lithuania", "Malaysia",
    "Mexico", "Morocco", "Namibia", "Nepal", "Nicaragua", "Norway", "Oman", "Pakistan", "Panama", "Paraguay", "Peru",
    "Poland", "Portugal", "Romania", "Senegal", "Serbia", "Slovakia", "Slovenia", "Spain", "Sudan", "Sweden",
    "Thailand", "Tunisia", "Uruguay", "Vietnam", "Zambia",
)  # fmt: skip
_NEWS = (
    "{a} has massed {n} troops near the border with {b}, the government said on Monday.",
    "{a} fired {n} missiles at a naval base in {b} on Tuesday night, officials said.",
    "{a} imposed sanctions on {n} banks of {b} on Wednesday, the foreign ministry said.",
    "Hackers from {a} launched a cyberattack on {n} ministries of {b} on Tuesday, officials said.",
    "{a} delivered {n} tanks to {b} on Friday, the defence ministry said.",
    "Spies of {a} were arrested in {b} on Wednesday, the police said.",
)


def news(name: str) -> Iterator[str]:
    """Yield sentences that ring, each of a situation of its own, for as long as there are any."""
    chance = random.Random(name)  # noqa: S311 - a run that can be repeated, no secret
    situations = list(product(_NEWS, permutations(_COUNTRIES, 2)))
    chance.shuffle(situations)
    for sentence, (a, b) in situations:
        yield sentence.format(a=a, b=b, n=chance.randrange(101, 99_999))


def articles(name: str, count: int, sentences: Iterator[str] | None = None) -> list[bytes]:
    """Return article events, each of which begins with the next of the sentences of news, where there are some."""
    chance = random.Random(f"{name} {count}")  # noqa: S311 - a run that can be repeated, no secret
    return [
        _written(each, chance, next(sentences) if sentences else None)
        for each in islice(_copies(name), count)
    ]


def short(name: str, chars: int) -> Iterator[bytes]:
    """Yield article events without end, each of a few paragraphs of another one, with a person of its own."""
    chance = random.Random(name)  # noqa: S311 - as above
    for each in _copies(name):
        paragraphs = each["body"].strip().split("\n")
        first = chance.randrange(len(paragraphs))
        body = "\n".join(paragraphs[first:] + paragraphs[:first])[:chars]
        # Of more syllables than the names of others: a hundred thousand of these are as many words.
        person = "".join(chance.choices(_SYLLABLES, k=6)).capitalize()
        yield _written({**each, "body": f"{person} said so on Monday. {body}"}, chance)


def origin() -> str:
    """Return in words where the articles come from."""
    lengths = [len(each["body"]) for each in _originals()]
    where = "../shared/articles" if STREAM.exists() else "the demo, several to one"
    mean = sum(lengths) / len(lengths)
    about = f"of at least {LEAST_CHARS} characters (on average {mean:.0f}) from {where}"
    return f"articles {about}, names and numbers varied"


@cache
def _originals() -> tuple[dict[str, Any], ...]:
    """Return the set in an order of its own: any part of it is as long, and about as much, as another."""
    found = list(_long())
    random.Random(len(found)).shuffle(found)  # noqa: S311 - as above
    return tuple(found)


def _long() -> Iterator[dict[str, Any]]:
    if not STREAM.exists():
        yield from _joined([json.loads(line) for line in ARTICLES.read_bytes().splitlines()])
        return
    for each in map(json.loads, STREAM.read_bytes().splitlines()):
        if len(each["body"] or "") >= LEAST_CHARS and "<" not in each["body"]:
            yield each


def _joined(short: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Make long articles of short ones."""
    body = ""
    for each in short:
        body = f"{body}\n\n{each['body'] or ''}".strip()
        if len(body) >= LEAST_CHARS:
            yield {**each, "body": body}
            body = ""


def _copies(name: str) -> Iterator[dict[str, Any]]:
    copy = number = 0
    later = crc32(name.encode()) % NAMES * DAYS_BETWEEN_NAMES
    while True:
        for each in _originals():
            published = datetime.fromisoformat(each["published_at"])
            yield {
                **each,
                "id": f"urn:bench:{name}:{number}",
                "version": 1,
                "status": "usable",
                "source": f"{each['source']} {name} {copy}",
                "published_at": (published + timedelta(days=later + copy * DAYS_BETWEEN_COPIES)).isoformat(),
            }
            number += 1
        copy += 1


def _written(article: dict[str, Any], chance: random.Random, sentence: str | None = None) -> bytes:
    parts = [_varied(each, chance) for each in _LINES.split(article["body"].strip())]
    if sentence:
        parts[0] = (
            sentence  # in the place of a first line that may be a date: what happened years ago rings nowhere
        )
    title = f"{article.get('title') or ''} {_surname(chance)}"
    return json.dumps({**article, "title": title, "body": "".join(parts)}).encode()


def _varied(line: str, chance: random.Random) -> str:
    """Return a line with its first name and its numbers changed; with a name more where it has neither.

    Short ones stay: they may be furniture, to be known as such.
    """
    if len(line) < SHORT_CHARS:
        return line
    changed = _NAME.sub(lambda _: _surname(chance), line, count=1)
    changed = _NUMBER.sub(lambda found: found.group()[:-2] + str(chance.randrange(10, 100)), changed)
    return changed if changed != line else f"{line} {_surname(chance)}"


def _surname(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=4)).capitalize()
