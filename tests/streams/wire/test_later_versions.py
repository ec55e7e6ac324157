"""While workers are upgraded one by one, those of the version before read what the new ones write, and the reverse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from streams.wire.alerts import read_alert
from streams.wire.claims import read_report
from streams.wire.enriched import read_enriched
from streams.wire.memory import read_seen
from streams.wire.rules import read_applied_rule

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[3] / "schemas" / "examples"

READERS: dict[str, Callable[[bytes], object]] = {
    "claims": read_report,
    "alerts": read_alert,
    "articles.enriched": read_enriched,
    "articles.state": read_seen,
    "alert-rules.applied": read_applied_rule,
}
NEW_SINCE = {"rule_revision", "kinds", "rules_offset", "watchlists"}


def deepened(value: Any) -> Any:
    """Return a value with a field in each of its objects that nobody knows."""
    if isinstance(value, dict):
        return {name: deepened(each) for name, each in value.items()} | {"of_a_later_version": [1]}
    return [deepened(each) for each in value] if isinstance(value, list) else value


def aged(value: Any) -> Any:
    """Return a value without the fields that the version before did not have."""
    if isinstance(value, dict):
        return {name: aged(each) for name, each in value.items() if name not in NEW_SINCE}
    return [aged(each) for each in value] if isinstance(value, list) else value


SEEN = b"""{"article_id": "a", "version": 1, "publisher": "n", "on": "2031-03-04", "partition": 0, "offset": 7,
"story": "a"}"""

MESSAGES = {
    f"{path.parts[-3]}/{path.stem}": (READERS[path.parts[-3]], path.read_bytes())
    for path in sorted(EXAMPLES.glob("*/good/*.json"))
    if path.parts[-3] in READERS
} | {"articles.state": (read_seen, SEEN)}


def test_every_topic_that_we_read_ourselves_has_a_message_here() -> None:
    assert {name.partition("/")[0] for name in MESSAGES} == READERS.keys()


@pytest.mark.parametrize(("read", "raw"), MESSAGES.values(), ids=MESSAGES.keys())
def test_a_field_of_a_later_version_is_passed_over(read: Callable[[bytes], object], raw: bytes) -> None:
    later = json.dumps(deepened(json.loads(raw))).encode()

    if read is read_applied_rule:  # what a rule says is its desk's own, and kept whole
        later = json.dumps(json.loads(raw) | {"of_a_later_version": [1]}).encode()
    assert read(later) == read(raw)


@pytest.mark.parametrize(("read", "raw"), MESSAGES.values(), ids=MESSAGES.keys())
def test_a_message_of_the_version_before_is_read(read: Callable[[bytes], object], raw: bytes) -> None:
    assert isinstance(read(json.dumps(aged(json.loads(raw))).encode()), type(read(raw)))
