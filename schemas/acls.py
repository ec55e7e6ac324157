"""Who may do what on the broker, no more than each needs, made of the facts of the topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from schemas.topics import SEEN, STATE, TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterator

Operation = Literal["Read", "Write", "Describe", "Create", "DescribeConfigs"]
Resource = Literal["topic", "group"]

ROLES: dict[str, frozenset[str]] = {
    "worker": frozenset({"enrich agent", "rule agent", "alert agent"}),
    "publisher": frozenset({"newsroom systems", "tocsin publish"}),
    "subscriber": frozenset({"tocsin alerts", "desks", "risk teams"}),
    "analyst": frozenset({"archives", "analysts"}),
    "desk": frozenset({"tocsin desk"}),
    "rule-author": frozenset({"rule authors", "tocsin rules", "tocsin rules publish"}),
    "operator": frozenset({"producers", "tocsin rejected", "tocsin doctor", "tocsin feedback export"}),
}
"""Roles, by the names under which they write and read topics."""


class Acl(NamedTuple):
    """One right: a role may do an operation on a resource, or on all whose names begin so."""

    role: str
    operation: Operation
    resource: Resource
    name: str
    is_prefix: bool = False


def acls(app_id: str, prefix: str = "") -> tuple[Acl, ...]:
    """Return the rights of all roles; `app_id` is the workers' consumer group, `prefix` that of the topics.

    Whoever may write to `alert-rules` decides what rings: only rule authors may, and operators, who send a refused rule
    again. The workers find their topics made: `tocsin topics create` is for whoever may make topics.
    """
    found = [each for role in ROLES for each in _of_role(role, app_id, prefix)]
    return tuple(dict.fromkeys(found))


def _of_role(role: str, app_id: str, prefix: str) -> Iterator[Acl]:
    names = ROLES[role]
    for topic in (*TOPICS, SEEN, STATE):
        full = f"{prefix}{topic.name}"
        if not names.isdisjoint(topic.read_by):
            yield Acl(role, "Read", "topic", full)
        if not names.isdisjoint(topic.written_by):
            yield Acl(role, "Write", "topic", full)
        if role in ("worker", "operator") or not names.isdisjoint((*topic.read_by, *topic.written_by)):
            yield Acl(role, "Describe", "topic", full)
        if role == "operator":
            yield Acl(role, "DescribeConfigs", "topic", full)
    if role == "worker":
        yield Acl(role, "Read", "group", app_id)
    if role == "operator":
        yield Acl(role, "Describe", "group", app_id)
    if role in ("subscriber", "analyst"):
        yield Acl(role, "Read", "group", f"{app_id}-{role}", is_prefix=True)
