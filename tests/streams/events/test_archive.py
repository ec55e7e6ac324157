from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.claims.claim import Claim
from streams.events.archive import Archive
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
            [("x|A", report_of("a", 1, 0)), ("x|B", report_of("a", 2, 5))], {("a", "x|B"): [5]}, id="higher"
        ),
        pytest.param(
            [("x|A", report_of("a", 2, 0)), ("x|B", report_of("a", 1, 5))], {("a", "x|A"): [0]}, id="lower"
        ),
        pytest.param(
            [("x|A", report_of("a", 1, 0)), ("x|A", report_of("a", 1, 5)), ("x|B", report_of("a", 1, 9))],
            {("a", "x|A"): [0, 5], ("a", "x|B"): [9]},
            id="same-version-adds",
        ),
        pytest.param(
            [("x|A", report_of("a", 1, 0)), ("m", report_of("a", 1, gone=True))], {}, id="withdrawn"
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


reports = st.builds(
    lambda article, version, gone, at: report_of(article, version, *(() if gone else at), gone=gone),
    st.sampled_from(["a", "b|c"]),
    st.integers(1, 3),
    st.booleans(),
    st.lists(st.integers(0, 3), max_size=3),
)
messages = st.lists(st.tuples(st.sampled_from(["x|A", "x|B", "y|A"]), reports), max_size=8)


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


def test_entries_of_an_older_version_left_behind_by_a_crash_are_taken_out() -> None:
    archive = Archive()
    archive.restore([("a|x|A", report_of("a", 1, 0)), ("a|x|B", report_of("a", 2, 5))])

    assert archive.receive("x|B", report_of("a", 2, 5)).entries == (("a|x|A", None),)
    assert archive.receive("x|B", report_of("a", 2, 5)).entries == ()


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
