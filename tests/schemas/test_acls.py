from __future__ import annotations

from schemas.acls import ROLES, Acl, acls
from schemas.topics import SEEN, STATE, TOPICS

RIGHTS = acls("tocsin", "uk.")


def who_may(operation: str, name: str) -> set[str]:
    return {each.role for each in RIGHTS if (each.operation, each.name) == (operation, name)}


def test_publishers_write_articles_and_nothing_else() -> None:
    assert [each for each in RIGHTS if each.role == "publisher"] == [
        Acl("publisher", "Write", "topic", "uk.articles"),
        Acl("publisher", "Describe", "topic", "uk.articles"),
    ]


def test_nobody_but_workers_rings_and_nobody_but_who_writes_rules_decides_what() -> None:
    assert who_may("Write", "uk.alerts") == {"worker"}
    assert who_may("Write", "uk.claims") == {"worker"}
    assert who_may("Write", "uk.alert-rules") == {"rule-author", "operator"}
    assert who_may("Write", "uk.alert-rules.applied") == {"worker"}


def test_subscribers_read_alerts_in_groups_of_their_own() -> None:
    mine = [each for each in RIGHTS if each.role == "subscriber"]

    assert {each.operation for each in mine} == {"Read", "Describe"}
    assert Acl("subscriber", "Read", "group", "tocsin-subscriber", is_prefix=True) in mine
    assert {each.name for each in mine if each.resource == "topic"} == {"uk.alerts", "uk.alert-rules.applied"}


def test_everybody_who_reads_or_writes_a_topic_has_a_role() -> None:
    known = frozenset[str]().union(*ROLES.values())

    assert {name for topic in (*TOPICS, SEEN, STATE) for name in (*topic.written_by, *topic.read_by)} <= known
