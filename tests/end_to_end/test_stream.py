"""Articles in, enriched articles and alerts out, through a real worker on a real broker."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import streams
from standing import offline_alerts
from streams.wire.rejections import read_rejection
from tests.chaos.history import standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streams.wire.message import Incoming
    from tests.chaos.history import Alerts

pytestmark = [pytest.mark.broker, pytest.mark.model]

DEMO = Path(streams.__file__).parent / "data" / "demo" / "articles.jsonl"
LIMIT = 1_000_000


def article(number: int, **changes: object) -> bytes:
    fields = {
        "id": f"urn:test:{number}",
        "source": "Northwire",
        "published_at": "2031-03-04T06:30:00Z",
        "body": "Sweden has massed 40,000 troops near the Norwegian border, Oslo said on Monday.",
        **changes,
    }
    return json.dumps(fields).encode()


BAD = {
    "not UTF-8": (b'{"id": "\xff"}', "encoding.not-utf8"),
    "not JSON": (b"Sweden has massed troops", "json.invalid"),
    "JSON of another shape": (b"[1, 2]", "json.not-an-object"),
    "a missing field": (b'{"id": "urn:test:0", "source": "n", "body": "x"}', "field.invalid"),
    "an empty field": (article(0, source=""), "field.invalid"),
    "a body over the limit": (article(0, body="x" * (LIMIT + 1)), "body.too-large"),
    "a nesting bomb": (b'{"id": ' + b"[" * 100_000, "json.too-deep"),
    "a null byte": (article(0, body="a\x00b"), "field.invalid"),
    "a lone surrogate": (b'{"id": "urn:test:0", "body": "\\ud800"}', "json.invalid"),
    "an id of 10,000 characters": (article(0, id="x" * 10_000), "field.invalid"),
    "an unknown content type": (article(0, content_type="application/pdf"), "field.invalid"),
    "a date that is none": (article(0, published_at="the other day"), "field.invalid"),
    "a tombstone": (None, "message.empty"),
}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Alerts:
    """Return the alerts that the demo's articles give without Kafka."""
    return offline_alerts(DEMO.read_bytes().splitlines(), tmp_path_factory.mktemp("offline"))


def test_bad_input_is_set_aside_whole_and_the_stream_goes_on(in_two_processes: Any) -> None:
    installation = in_two_processes
    values = []
    for number, (value, _) in enumerate(BAD.values(), start=1):
        values += [value, article(number)]
    installation.publish(values)
    with installation.worker() as worker:
        rejected = installation.wait_for("articles.rejected", len(BAD), worker)
        enriched = installation.wait_for("articles.enriched", len(BAD), worker)

    found = {message.value: message for message in rejected}
    for name, (value, code) in BAD.items():
        reason = read_rejection(found[value])
        assert reason is not None, name
        assert reason.code == code, name
        assert reason.detail, name
        assert dict(found[value].headers)["trace"] == b"\x00\xff", name
    assert {contents(m)["article"]["id"] for m in enriched} == {
        f"urn:test:{n}" for n in range(1, len(BAD) + 1)
    }


def test_html_that_is_made_to_break_parsers_does_not_stop_the_stream(installation: Any) -> None:
    bombs = [
        "<div>" * 50_000,
        "<p>" + "<b><i>" * 20_000 + "x",
        "<a href='" + "x" * 900_000,
        "<!--" * 100_000,
        "&" * 50_000,
        "<table><tr><td>" * 10_000,
    ]
    values = [article(n, body=bomb, content_type="text/html") for n, bomb in enumerate(bombs, start=100)]
    installation.publish([*values, article(1)])
    with installation.worker() as worker:
        installation.wait_until_idle(worker)

    enriched = {contents(m)["article"]["id"] for m in installation.read("articles.enriched")}
    rejected = {contents(m)["id"] for m in installation.read("articles.rejected")}
    assert "urn:test:1" in enriched
    assert enriched | rejected == {"urn:test:1"} | {f"urn:test:{n}" for n in range(100, 100 + len(bombs))}


def test_an_alert_does_not_wait_for_the_backlog_behind_its_article(installation: Any) -> None:
    quiet = [
        article(
            n, body=" ".join(f"Garden {n} of {street} Lilac Street was in bloom." for street in range(90))
        )
        for n in range(1, 241)
    ]
    installation.publish([article(0), *quiet])
    with installation.with_settings(TOCSIN_IN_FLIGHT="4").worker() as worker:
        installation.wait_until_idle(worker)

    alert = installation.read("alerts")[0]
    enriched = installation.read("articles.enriched")
    its_own = next(each for each in enriched if contents(each)["article"]["id"] == "urn:test:0")
    assert len(enriched) == len(quiet) + 1
    assert sum(its_own.timestamp < each.timestamp < alert.timestamp for each in enriched) < len(quiet) / 8


def test_a_worker_killed_in_mid_stream_loses_nothing_and_rings_nothing_twice(
    in_two_processes: Any, expected: Alerts
) -> None:
    installation = in_two_processes
    events = DEMO.read_bytes().splitlines()
    installation.publish(events)
    for kill_after in (3, 20):
        with installation.worker() as worker:
            installation.wait_for("articles.enriched", kill_after, worker)
    with installation.worker() as worker:
        installation.wait_until_idle(worker)

    enriched = [contents(message)["article"] for message in installation.read("articles.enriched")]
    assert {(a["id"], a["version"]) for a in enriched} == {
        (a["id"], a.get("version", 1)) for a in map(json.loads, events)
    }
    alerts = installation.read("alerts")
    assert one_content_for_each_revision(alerts)
    assert standing(alerts) == expected


def test_two_workers_share_the_work(installation: Any, expected: Alerts) -> None:
    events = DEMO.read_bytes().splitlines()
    with installation.worker() as first, installation.worker() as second:
        installation.publish(events)
        installation.wait_for("articles.enriched", len(events), first)
        installation.wait_until_idle(second)

    assert standing(installation.read("alerts")) == expected


def test_a_worker_without_partitions_takes_over_those_of_a_killed_one(
    installation: Any, expected: Alerts
) -> None:
    installation = installation.with_settings(TOCSIN_PARTITIONS="1")
    events = DEMO.read_bytes().splitlines()
    installation.publish(events[:6])
    with installation.worker() as second:
        with installation.worker() as first:
            installation.wait_until_assigned(first, second)
            installation.publish(events[6:])
            installation.wait_for("articles.enriched", 10, first)
        installation.wait_until_idle(second)

    assert standing(installation.read("alerts")) == expected


def test_a_copy_is_known_to_every_worker_and_to_a_successor(installation: Any) -> None:
    story = json.loads(DEMO.read_bytes().splitlines()[0])["body"]
    assert len(story.split()) > 40, "a text long enough to be told from others"
    installation.publish([article(0, body=story)])
    with installation.worker() as first:
        installation.wait_for("articles.enriched", 1, first)
    copies = range(1, 9)
    with installation.worker() as second, installation.worker():
        installation.publish([article(n, source=f"Paper {n}", body=f"{story}\n\nCopy {n}.") for n in copies])
        installation.wait_until_idle(second)

    enriched = map(contents, installation.read("articles.enriched"))
    assert {(each["article"]["id"], each["near_duplicate_of"]) for each in enriched} == {
        ("urn:test:0", None),
        *((f"urn:test:{n}", "urn:test:0") for n in copies),
    }


def test_what_a_publisher_prints_under_everything_is_learned_and_outlives_the_worker(
    installation: Any,
) -> None:
    label = "Northwire Weekend, the magazine of the north"
    stories = [
        f"The council of village {n} met on Monday to speak of its harbour, its mayor said.\n\n{label}"
        for n in range(7)
    ]
    days = [f"2031-03-0{n + 1}T06:30:00Z" for n in range(7)]
    events = [article(n, body=stories[n], published_at=days[n]) for n in range(7)]
    installation.publish(events[:6])
    with installation.worker() as first:
        installation.wait_until_idle(first)
    installation.publish(events[6:])
    with installation.worker() as second:
        installation.wait_until_idle(second)

    enriched = {contents(m)["article"]["id"]: contents(m) for m in installation.read("articles.enriched")}
    assert label in enriched["urn:test:0"]["text"], "once, it may be a reporter's line"
    assert label not in enriched["urn:test:6"]["text"]
    assert [(r["text"], r["reason"]) for r in enriched["urn:test:6"]["removed"]] == [
        (label, "boilerplate-repeated")
    ]


def test_a_version_that_comes_after_a_later_one_is_set_aside(installation: Any) -> None:
    installation.publish([article(1, version=2, body="The talks go on."), article(1, version=1), article(2)])
    with installation.worker() as worker:
        installation.wait_until_idle(worker)

    (late,) = installation.read("articles.rejected")
    reason = read_rejection(late)
    assert reason is not None
    assert (reason.code, contents(late)["version"]) == ("version.outdated", 1)
    assert {
        (contents(m)["article"]["id"], contents(m)["article"]["version"])
        for m in installation.read("articles.enriched")
    } == {("urn:test:1", 2), ("urn:test:2", 1)}


def test_faust_starts_the_worker_too(installation: Any) -> None:
    installation.publish([article(1)])
    with installation.worker((sys.executable, "-m", "faust", "-A", "streams.app", "worker")) as worker:
        (enriched,) = installation.wait_for("articles.enriched", 1, worker)

    assert contents(enriched)["article"]["id"] == "urn:test:1"


def contents(message: Incoming) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(message.value or b"")
    return found


def one_content_for_each_revision(alerts: Iterable[Incoming]) -> bool:
    """Say whether what came twice came as the same bytes: then consumers drop it by its id."""
    seen: dict[tuple[str, int], bytes | None] = {}
    return all(
        seen.setdefault((contents(m)["id"], contents(m)["revision"]), m.value) == m.value for m in alerts
    )
