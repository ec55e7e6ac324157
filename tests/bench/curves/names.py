"""A gazetteer several times as large: people, bodies and towns beside ours, under names that begin as ours do."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from streams.knowledge import DATA
from streams.knowledge.records import read_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SYLLABLES = (
    "ba", "dor", "ek", "fen", "gar", "hol", "is", "jan", "kol", "lem", "mir", "nor", "os", "pek", "run", "sel", "tov",
    "ur", "vas", "wen", "yar", "zel",
)  # fmt: skip
_BODIES = (
    "Council",
    "Front",
    "Agency",
    "Union",
    "Authority",
    "Institute",
    "Movement",
    "Bank",
    "Command",
    "Assembly",
)
_BEFORE = ("San", "Port", "New", "Upper", "East", "Fort", "Saint", "North")


def records_times(times: int) -> Iterator[Mapping[str, Any]]:
    """Yield the records of our gazetteer, and so many times as many in all."""
    ours = list(read_records(DATA / "gazetteer"))
    yield from ours
    chance = random.Random(times)  # noqa: S311 - names that can be made again, no secret
    given = [str(each["name"]).partition(" ")[0] for each in ours if each["kind"] == "person"]
    rows: dict[str, list[str]] = defaultdict(list)
    for record in ours:
        for _ in range(times - 1):
            for row in record.get("rows", ()):
                place = _place(row, chance)
                rows[place[0]].append(place)
            yield from _another(record, given, chance)
    for initial, places in rows.items():
        yield {"kind": "places", "where": "bench", "initial": initial, "rows": sorted(places)}


def _another(
    record: Mapping[str, Any], given: list[str], chance: random.Random
) -> Iterator[Mapping[str, Any]]:
    """Yield a record like that of a person or body under a name of its own; word lists and states stay as they are."""
    name = _name(chance)
    match record["kind"]:
        case "person":
            yield {
                "kind": "person",
                "where": "bench",
                "name": f"{chance.choice(given)} {name}",
                "country": "NOR",
            }
        case "organisation":
            full = f"{name} {chance.choice(_BODIES)}"
            yield {
                "kind": "organisation",
                "where": "bench",
                "name": full,
                "aliases": [f"{full} of {_name(chance)}"],
            }
        case "known":
            known = f"{_name(chance)} {chance.choice(_BODIES)}"
            yield {
                "kind": "known",
                "where": "bench",
                "type": "ORG",
                "name": known,
                "qid": f"Q{chance.randrange(10**8)}",
            }


def _place(row: str, chance: random.Random) -> str:
    """Return a place as large as another, elsewhere, under another name."""
    _, _, *facts = row.split("|")
    name = f"{chance.choice(_BEFORE)} {_name(chance)}" if chance.random() < 0.5 else _name(chance)
    return "|".join((name.lower(), name, *facts))


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=4)).capitalize()
