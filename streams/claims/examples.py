"""Examples of a claim rule: texts that must fire with the fields they name, and near misses that must not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, get_args

from streams.claims.claim import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from streams.claims.claim import Claim, Party
    from streams.themes.fields import Fields

MOST_EXAMPLES = 200
PUBLISHED_ON = date(2022, 1, 10)
EXPECTED = (
    "trigger", "status", "actor", "actor_countries", "recipient", "recipient_countries", "location",
    "location_country", "quantity", "quantity_value", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A text, read as if published on a day. `expect` holds the fields that the rule's first claim must have."""

    text: str
    fires: bool
    expect: Mapping[str, object] = field(default_factory=dict)
    published_on: date = PUBLISHED_ON


def parse_examples(fields: Fields) -> tuple[Example, ...]:
    """Return the examples under `fires`, then the near misses under `misses`."""
    sent = fields.under("examples", 2)
    sent.known("fires", "misses")
    return tuple(
        _example(sent.at(path, found), fires=way == "fires")
        for way in ("fires", "misses")
        for path, found in sent.items(way, MOST_EXAMPLES)
    )


def _example(fields: Fields, *, fires: bool) -> Example:
    fields.known("text", "published_on", *(["expect"] if fires else []))
    expect = fields.under("expect", len(EXPECTED)) if fires else None
    if expect:
        expect.known(*EXPECTED)
        if "status" in expect.content:
            expect.one_of("status", get_args(Status))
    expected = {str(name): value for name, value in expect.content.items()} if expect else {}
    return Example(fields.text("text"), fires, expected, _day(fields))


def _day(fields: Fields) -> date:
    found = fields.content.get("published_on", PUBLISHED_ON)
    if type(found) is date:
        return found
    try:
        return date.fromisoformat(str(found))  # JSON has no dates
    except ValueError:
        fields.wrong((*fields.path, "published_on"), "a date such as 2022-01-10", found)
        return PUBLISHED_ON


def shortfall(example: Example, rule: str, claims: Iterable[Claim]) -> dict[str, object] | None:
    """Return what is not as an example says, None where all is: of the fields that it names, what was read instead.

    An empty mapping says that the rule fired or kept silent where it must not.
    """
    mine = [claim for claim in claims if claim.rule == rule]
    if bool(mine) is not example.fires:
        return {}
    seen = seen_in(mine[0], example.text) if mine else {}
    wrong = {name: seen.get(name) for name, value in example.expect.items() if seen.get(name) != value}
    return wrong or None


def seen_in(claim: Claim, text: str) -> dict[str, object]:
    """Return a claim in the words of `expect`; `text` is the clean text that its spans point into."""
    location, quantity = claim.location, claim.quantity
    return {
        "trigger": text[slice(*claim.trigger)],
        "status": claim.status,
        **_party("actor", claim.actor),
        **_party("recipient", claim.recipient),
        "location": location and location.text,
        "location_country": location and location.country,
        "quantity": quantity and quantity.text,
        "quantity_value": quantity and quantity.value,
        "source": claim.source and claim.source.text,
    }


def _party(name: str, party: Party | None) -> dict[str, object]:
    return {name: party and party.text, f"{name}_countries": list(party.countries) if party else []}
