from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.claims.claim import Claim
from streams.events.archive import Archive, unite
from streams.events.report import Report

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)


def claim_of(at: int) -> Claim:
    return Claim("r", "talks", "CONSULT", "asserted", (at, at + 3), (at, at + 9), f"Said at {at}.")


def report_of(article: str = "a", version: int = 1, *at: int, gone: bool = False) -> Report:
    return Report(
        article,
        version,
        is_withdrawn=gone,
        publisher="Northwire",
        published_at=NOON,
        claims=tuple(claim_of(each) for each in at),
    )


def standing(archive: Archive) -> dict[tuple[str, str], list[int]]:
    return {
        (report.article_id, key): [claim.trigger[0] for claim in report.claims]
        for key, report in archive.reports()
    }


@pytest.mark.parametrize(
    ("sent", "left"),
    [
        pytest.param(
            [("x|A", report_of("a", 1, 0)), ("x|A", report_of("a", 2, 5))],
            {("a", "x|A"): [5]},
            id="higher-replaces-under-its-key",
        ),
        pytest.param(
            [("x|A", report_of("a", 1, 0)), ("x|B", report_of("a", 2, 5))],
            {("a", "x|A"): [0], ("a", "x|B"): [5]},
            id="higher-leaves-other-keys",
        ),
        pytest.param(
            [("x|A", report_of("a", 2, 0)), ("x|A", report_of("a", 1, 5))],
            {("a", "x|A"): [0]},
            id="lower-changes-nothing",
        ),
        pytest.param(
            [("x|A", report_of("a", 1, 0)), ("x|A", report_of("a", 1, 5)), ("x|B", report_of("a", 1, 9))],
            {("a", "x|A"): [0, 5], ("a", "x|B"): [9]},
            id="same-version-adds",
        ),
        pytest.param(
            [("x|A", report_of("a", 1, 0)), ("x|B", report_of("a", 2, 5)), ("m", report_of("a", 2))],
            {("a", "x|B"): [5]},
            id="marker-takes-all-that-is-lower",
        ),
        pytest.param(
            [("x|A", report_of("a", 1, 0)), ("x|B", report_of("b", 1, 5)), ("m", report_of("a", 2))],
            {("b", "x|B"): [5]},
            id="marker-of-another-article",
        ),
        pytest.param(
            [("x|A", report_of("a", 2, 0)), ("m", report_of("a", 1, gone=True))],
            {("a", "x|A"): [0]},
            id="withdrawal-of-a-lower-version",
        ),
        pytest.param(
            [("x|A", report_of("a", 1, 0)), ("m", report_of("a", 1, gone=True))], {}, id="withdrawn"
        ),
        pytest.param(
            [("x|A", report_of("a", 1, 0)), ("x|A", report_of("a", 1, 5, gone=True))],
            {},
            id="withdrawn-although-it-claims",
        ),
        pytest.param(
            [("m", report_of("a", 1, gone=True)), ("x|A", report_of("a", 1, 0))], {}, id="withdrawn-first"
        ),
        pytest.param([("m", report_of("a", 2)), ("x|A", report_of("a", 1, 0))], {}, id="marker-then-lower"),
        pytest.param(
            [("m", report_of("a", 2)), ("x|A", report_of("a", 2, 0))],
            {("a", "x|A"): [0]},
            id="marker-then-own",
        ),
        pytest.param(
            [("m", report_of("a", 3)), ("m", report_of("a", 2)), ("x|A", report_of("a", 2, 0))],
            {},
            id="lower-marker-comes-last",
        ),
        pytest.param(
            [("m", report_of("a", 1, gone=True)), ("x|A", report_of("a", 2, 0))],
            {("a", "x|A"): [0]},
            id="published-again",
        ),
    ],
)
def test_what_stands_follows_from_versions(
    sent: list[tuple[str, Report]], left: dict[tuple[str, str], list[int]]
) -> None:
    archive = Archive()
    for key, report in sent:
        archive.receive(key, report)

    assert standing(archive) == left


def as_sent(report: Report) -> list[tuple[str, Report]]:
    """Return what the enrich agent sends for a version: claims under their keys, from version 2 on a marker."""
    parts: dict[str, list[Claim]] = {}
    for claim in report.claims:
        parts.setdefault("x|A" if claim.trigger[0] % 2 else "x|B", []).append(claim)
    sent = [(key, replace(report, claims=tuple(part))) for key, part in parts.items()]
    is_marked = report.version > 1 or report.is_withdrawn
    return [*sent, ("a|marker", replace(report, claims=()))] if is_marked else sent


reports = st.builds(
    lambda article, version, publisher, gone, at: replace(
        report_of(article, version, *at, gone=gone), publisher=publisher
    ),
    st.sampled_from(["a", "b|c"]),
    st.integers(1, 3),
    st.sampled_from(["Northwire", "The Ledger"]),
    st.booleans(),
    st.lists(st.integers(0, 3), max_size=3),
)
messages = st.lists(st.tuples(st.sampled_from(["x|A", "x|B", "y|A"]), reports), max_size=8)
editions = st.dictionaries(
    st.integers(1, 4), st.tuples(st.booleans(), st.sets(st.integers(0, 9), max_size=4))
)


@given(editions=editions, data=st.data())
def test_once_the_markers_are_in_the_claims_of_the_highest_version_stand_and_no_others(
    editions: dict[int, tuple[bool, set[int]]], data: st.DataObject
) -> None:
    versions = [
        report_of("a", version, *(() if gone else at), gone=gone) for version, (gone, at) in editions.items()
    ]
    sent = [message for report in versions for message in as_sent(report)]
    archive = Archive()
    for key, report in data.draw(st.permutations(sent)):
        archive.receive(key, report)

    last = max(versions, key=lambda report: report.version, default=report_of("a"))
    standing_reports = [report for _, report in archive.reports()]
    assert {claim for report in standing_reports for claim in report.claims} == set(last.claims)
    assert {report.version for report in standing_reports} <= {last.version}


@given(messages.flatmap(lambda sent: st.tuples(st.just(sent), st.permutations(sent + sent[:3]))))
def test_order_and_repetition_do_not_matter(
    pair: tuple[list[tuple[str, Report]], list[tuple[str, Report]]],
) -> None:
    found = []
    for sent in pair:
        archive = Archive()
        for key, report in sent:
            archive.receive(key, report)
        found.append((standing(archive), dict(archive.entries())))

    assert found[0] == found[1]


@given(messages)
def test_the_entries_written_are_the_entries_held_and_restore_to_the_same(
    sent: list[tuple[str, Report]],
) -> None:
    archive, stored = Archive(), dict[str, Report]()
    for key, report in sent:
        for name, value in archive.receive(key, report).entries:
            stored.pop(name, None) if value is None else stored.update({name: value})
    again = Archive()
    again.restore(stored.items())

    assert stored == dict(archive.entries()) == dict(again.entries())


def test_a_late_lower_version_is_ignored_after_a_restart_too() -> None:
    before, after = Archive(), Archive()
    for key, report in (("x|B", report_of("a", 2, 5)), ("a|marker", report_of("a", 2))):
        before.receive(key, report)
    after.restore(list(before.entries()))

    replaced = after.receive("x|A", report_of("a", 1, 0))

    assert (replaced.before, replaced.after) == ({}, {})
    assert [(key, bool(report and report.claims)) for key, report in replaced.entries] == [("a|x|A", False)]
    assert standing(after) == {("a", "x|B"): [5]}


def test_entries_of_an_older_version_left_behind_by_a_crash_are_put_right() -> None:
    archive = Archive()
    archive.restore(
        [("a|x|A", report_of("a", 1, 0)), ("a|x|B", report_of("a", 2, 5)), ("a||", report_of("a", 2))]
    )

    ((key, left),) = archive.receive("x|B", report_of("a", 2, 5)).entries

    assert key == "a|x|A"
    assert left is not None
    assert not left.claims
    assert archive.receive("x|B", report_of("a", 2, 5)).entries == ()


def test_markers_of_one_version_that_disagree_about_the_article_leave_the_same_state_in_any_order() -> None:
    one, other = report_of("a", 2), replace(report_of("a", 2), publisher="The Ledger")
    found = []
    for sent in ((one, other), (other, one)):
        archive = Archive()
        for report in sent:
            archive.receive("a|marker", report)
        found.append(list(archive.entries()))

    assert found[0] == found[1]


def test_reports_of_one_version_that_disagree_about_the_article_count_alike_in_any_order() -> None:
    one = report_of("a", 1, 0)
    other = replace(report_of("a", 1, 5), publisher="The Ledger")
    found = []
    for sent in ((one, other), (other, one)):
        archive = Archive()
        for report in sent:
            archive.receive("x|A", report)
        found.append(list(archive.reports()))

    assert found[0] == found[1]


@given(st.permutations([None, NOON - timedelta(days=1), NOON - timedelta(days=3)]))
def test_of_reports_of_one_version_the_earliest_first_publication_is_kept(
    firsts: list[datetime | None],
) -> None:
    said = [replace(report_of("a", 2, n), first_published_at=first) for n, first in enumerate(firsts)]

    assert unite(said).first_published == NOON - timedelta(days=3)


@given(st.permutations(range(4)), st.lists(st.lists(st.integers(0, 3), max_size=4), min_size=4, max_size=4))
def test_reports_of_one_version_are_united_alike_whichever_come_first(
    order: list[int], claimed: list[list[int]]
) -> None:
    genres = ("", "opinion", "", "analysis")
    said = [replace(report_of("a", 1, *at), genre=genre) for at, genre in zip(claimed, genres, strict=True)]
    one_by_one = reduce(lambda held, number: unite([unite([held]), said[number]]), order[1:], said[order[0]])

    assert unite([one_by_one]) == unite(said)
