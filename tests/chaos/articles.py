"""Articles for the chaos runs: small events of a made-up world, many of a kind, with versions, copies and bad ones.

A function of a seed. Each value comes with what it deserves, known here because it was made that way.
"""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from streams.demo import ARTICLES
from tests.chaos.history import ACCEPTED

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNTRIES = (
    ("Sweden", "Stockholm"), ("Norway", "Oslo"), ("Finland", "Helsinki"), ("Denmark", "Copenhagen"),
    ("Portugal", "Lisbon"), ("Spain", "Madrid"), ("Belgium", "Brussels"), ("Chile", "Santiago"),
    ("Peru", "Lima"), ("Kenya", "Nairobi"), ("Japan", "Tokyo"), ("Canada", "Ottawa"),
)  # fmt: skip
EVENTS = (
    "{a} has massed {n},000 troops near the border with {b}, the government in {capital} said on Monday.",
    "{a} fired {n} missiles at a naval base in {b} on Tuesday night, officials in {capital} said.",
    "{a} imposed sanctions on {n} banks of {b} on Wednesday, the foreign ministry said.",
    "{a} expelled {n} diplomats of {b} on Thursday, the foreign ministry said.",
    "{a} and {b} signed a peace accord on Friday after {n} days of talks, mediators said.",
    "{a} denied that it has massed troops near the border with {b}.",
    "The chess club of {capital} met for the {n}th time on Saturday and drank tea.",
)
PUBLISHERS = ("Northwire", "The Fjord Post", "Meridian Times", "Channel Eight")
BEGUN = datetime(2031, 3, 3, 6, tzinfo=UTC)


WATCHED = ("SWE", "NOR", "ESP", "KEN", "JPN", "CAN")


class Sent(NamedTuple):
    """A value for `articles`, its key, and what it deserves."""

    value: bytes | None
    key: bytes | None
    fate: str


def articles(seed: int, crashing: str = "", *, demo: bool = True) -> Iterator[Sent]:
    """Yield articles without end: those of the demo first where it is wanted, then made ones.

    `crashing` is put into the text of some: a worker that knows the word dies of it.
    """
    chance = random.Random(seed)  # noqa: S311 - a run that can be repeated, no secret
    if demo:
        yield from (_sent(json.loads(line)) for line in ARTICLES.read_bytes().splitlines())
    number = 0
    standing: list[dict[str, Any]] = []
    while True:
        number += 1
        fields = _article(chance, f"urn:chaos:{seed}:{number}", number)
        if crashing and number % 40 == 0:
            yield _sent({**fields, "body": f"{fields['body']} {crashing}"}, "article.crash")
            continue
        standing = [*standing[-200:], fields]
        yield _sent(fields)
        yield from _more(chance, standing, number)


def watchlists(seed: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield key and value for `alert-rules` without end: one watchlist, of other countries each time."""
    chance = random.Random(seed)  # noqa: S311 - a run that can be repeated, no secret
    while True:
        content = {"watchlist": "chaos", "why": "For a chaos run.", "countries": chance.sample(WATCHED, 3)}
        yield b"watchlists/chaos", json.dumps(content).encode()


def _article(chance: random.Random, name: str, number: int) -> dict[str, Any]:
    (a, _), (b, capital) = chance.sample(COUNTRIES, 2)
    said = chance.choice(EVENTS).format(a=a, b=b, capital=capital, n=chance.randint(3, 60))
    published = BEGUN + timedelta(minutes=7 * (number % 1500))
    return {
        "id": name,
        "version": 1,
        "source": chance.choice(PUBLISHERS),
        "title": f"Report {number} from {capital}",
        "body": f"{said}\n\nThis is number {number} of its day, written by hand.",
        "published_at": published.isoformat(),
    }


def _more(chance: random.Random, standing: list[dict[str, Any]], number: int) -> Iterator[Sent]:
    """Yield what follows an article now and then: an update, a withdrawal, a repeat, a late version, a bad message."""
    dice = chance.random()
    place = chance.randrange(len(standing))
    old = standing[place]
    if dice < 0.08:
        said = old["body"].replace("said", "said again", 1)
        standing[place] = old | {"version": old["version"] + 1, "body": said}
        yield _sent(standing[place])
    elif dice < 0.11:
        gone = {"version": old["version"] + 1, "status": "withdrawn", "body": "Withdrawn."}
        standing[place] = old | gone
        yield _sent(standing[place])
    elif dice < 0.14:
        yield _sent(old)
    elif dice < 0.16 and old["version"] > 1:
        yield _sent(old | {"version": 1, "status": "usable", "body": f"An early draft, number {number}."})
    elif dice < 0.20:
        yield _bad(chance, number)


def _bad(chance: random.Random, number: int) -> Sent:
    key = b"urn:chaos:bad:%d" % number
    kinds = (
        (b'{"id": "\xff %d"}' % number, "encoding.not-utf8"),
        (b"Number %d is no JSON" % number, "json.invalid"),
        (b"[%d]" % number, "json.not-an-object"),
        (b'{"id": "urn:chaos:bad:%d", "source": "n", "body": "x"}' % number, "field.invalid"),
    )
    value, code = chance.choice(kinds)
    return Sent(value, key, code)


def _sent(fields: dict[str, Any], fate: str = ACCEPTED) -> Sent:
    return Sent(json.dumps(fields).encode(), str(fields["id"]).encode(), fate)
