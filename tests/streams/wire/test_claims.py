from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from streams.claims.claim import Claim, Party, Place, Quantity
from streams.clean.article import Article
from streams.events.report import Report
from streams.wire.claims import read_report, write_markers, write_report, write_report_value

CLAIM = Claim(
    rule="troop-buildup",
    kind="troop-buildup",
    event_type="MOBILIZE",
    status="asserted",
    trigger=(10, 16),
    evidence=(0, 40),
    quote="Some 40,000 troops massed at the border.",
    cue=None,
    actor=Party("Ruritanian troops", ("RUS", "BLR"), (0, 17), "Q1"),
    recipient=Party("Kyiv", ("UKR",)),
    location=Place("the border", "UKR", 50.45, 30.5, (20, 30), "geonames:1"),
    quantity=Quantity("40,000 troops", 40000.0, "troops", (5, 18)),
    source=None,
    happened_on=date(2031, 3, 3),
)
REPORT = Report(
    article_id="urn:test:1",
    version=2,
    is_withdrawn=False,
    publisher="Northwire",
    published_at=datetime(2031, 3, 4, 6, 30, tzinfo=UTC),
    claims=(CLAIM,),
    url="https://northwire.example/1",
    title="Troops mass",
)


def test_a_report_comes_back_as_it_was_written() -> None:
    assert read_report(write_report_value(REPORT)) == REPORT


def test_when_and_for_what_a_report_counts_comes_back_too() -> None:
    report = replace(
        REPORT,
        first_published_at=datetime(2031, 3, 3, tzinfo=UTC),
        embargoed_until=datetime(2031, 3, 5, tzinfo=UTC),
        genre="opinion",
        purpose="exercise",
        received_at=datetime(2031, 3, 4, 7, tzinfo=UTC),
    )

    back = read_report(write_report_value(report))

    assert (back, back.received_at) == (report, report.received_at)


def test_markers_are_under_the_embargo_of_their_version() -> None:
    until = datetime(2031, 3, 5, tzinfo=UTC)
    article = Article("a", "Northwire", REPORT.published_at, "…", version=2, embargoed_until=until)

    assert [read_report(m.value or b"").embargoed_until for m in write_markers(article, range(2))] == [
        until
    ] * 2


@given(
    st.text(min_size=1, max_size=50).filter(lambda s: s.strip() and s.isprintable()), st.integers(1, 10**6)
)
def test_the_same_report_is_the_same_bytes(article_id: str, version: int) -> None:
    report = replace(REPORT, article_id=article_id.strip(), version=version)

    assert write_report("k", report) == write_report("k", report)


def test_reports_of_two_keys_of_one_article_have_different_ids() -> None:
    first, second = (dict(write_report(key, REPORT).headers)["ce_id"] for key in ("a|RUS", "b|RUS"))

    assert first != second


def article(**changes: Any) -> Article:
    return replace(
        Article(id="urn:test:1", source="Northwire", published_at=REPORT.published_at, body="", version=2),
        **changes,
    )


def test_markers_reach_every_partition_and_claim_nothing() -> None:
    markers = write_markers(article(), range(3))

    assert [marker.partition for marker in markers] == [0, 1, 2]
    assert all(read_report(marker.value or b"").claims == () for marker in markers)


def test_a_first_version_needs_no_markers_unless_it_is_withdrawn() -> None:
    assert write_markers(article(version=1), range(3)) == []
    assert len(write_markers(article(version=1, is_withdrawn=True), range(3))) == 3
