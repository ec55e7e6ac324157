from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from boards import KINDS, POLICY, START, claim_of, party, report_of
from streams.backtest.compare import compare
from streams.backtest.replay import Course, Told, replay
from streams.events.keys import split_report

BUILDUP = claim_of("troop-buildup", actor=party("SWE"), recipient=party("NOR"))
TALKS = claim_of("talks", at=60, actor=party("MLI"), recipient=party("TCD"))
LATER = START + timedelta(days=9)


def courses_of(*reports: object) -> tuple[Course, ...]:
    parts = [part for report in reports for part in split_report(report, KINDS)]
    return replay(parts, KINDS, POLICY, LATER)


BOTH = courses_of(report_of("a", BUILDUP, TALKS), report_of("b", BUILDUP, hours=2, publisher="Fjord Post"))


def told_as(course: Course, **more: object) -> Course:
    return Course(tuple(Told(each.at, replace(each.alert, **more)) for each in course.told))


def test_the_same_alerts_differ_in_nothing() -> None:
    found = compare(BOTH, BOTH)

    assert (found.gained, found.lost, found.regraded, found.reworded) == ((), (), (), ())
    assert found.same == len(BOTH) == 2
    assert found.ids == frozenset()


def test_what_only_one_set_tells_is_gained_or_lost() -> None:
    assert [course.alert.kind for course in compare(BOTH[:1], BOTH).gained] == [BOTH[1].alert.kind]
    assert [course.alert.kind for course in compare(BOTH, BOTH[:1]).lost] == [BOTH[1].alert.kind]


def test_another_severity_says_why() -> None:
    graver = told_as(BOTH[0], severity="Extreme")
    raised = told_as(BOTH[0], severity="Extreme", severity_reason="60,000 troops.")

    (pair,) = compare(BOTH, (graver, BOTH[1])).regraded
    assert (pair.before.alert.severity, pair.after.alert.severity) == ("Minor", "Extreme")
    assert pair.why == "The kind itself is graver by the draft."
    assert compare((graver,), BOTH[:1]).regraded[0].why == "The kind itself is less grave by the draft."
    assert compare(BOTH[:1], (raised,)).regraded[0].why == "60,000 troops."
    assert compare((raised,), BOTH[:1]).regraded[0].why == "No longer: 60,000 troops."


def test_an_alert_under_another_id_is_the_same_by_its_words() -> None:
    renamed = told_as(BOTH[0], id="f" * 16)
    found = compare(BOTH, (renamed, BOTH[1]))

    assert (found.gained, found.lost, found.same) == ((), (), 2)


def test_words_that_another_kind_tells_now_are_named() -> None:
    other = told_as(BOTH[0], id="e" * 16, kind="invasion", headline="Invasion")
    found = compare(BOTH[:1], (other,))

    assert [course.id for course in found.gained] == ["e" * 16]
    assert found.instead == {BOTH[0].id: "e" * 16}


def test_what_is_taken_back_in_one_set_alone_is_told_otherwise() -> None:
    last = BOTH[0].told[-1]
    cancelled = Told(last.at, replace(last.alert, message_type="Cancel", state="cancelled"))
    over = Course((*BOTH[0].told, cancelled))
    found = compare(BOTH, (over, BOTH[1]))

    assert [pair.after for pair in found.reworded] == [over]
    assert found.ids == {BOTH[0].id}
