"""Write topics and users for Strimzi from the facts of the topics, or check that they are in step.

python deploy/kubernetes/strimzi/generate.py [--check]

They are for a cluster that is called `kafka`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from schemas.acls import ROLES, Acl, acls
from schemas.topics import SEEN, STATE, TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.topics import Topic

HERE = Path(__file__).resolve().parent
CLUSTER = "kafka"
HEAD = "# Written by generate.py from schemas/topics.py and schemas/acls.py: do not edit.\n"


def topic(each: Topic) -> dict[str, Any]:
    """Return a topic as Strimzi's operator makes it."""
    return _resource(
        "KafkaTopic",
        each.name,
        {"topicName": each.name, "partitions": each.partitions, "replicas": 1, "config": each.config},
    )


def user(role: str, rights: Iterable[Acl]) -> dict[str, Any]:
    """Return a role's user, with a password that the operator makes, and what it may do."""
    together: dict[tuple[str, str, bool], list[str]] = {}
    for each in rights:
        together.setdefault((each.resource, each.name, each.is_prefix), []).append(each.operation)
    may = [
        {
            "resource": {"type": kind, "name": name, "patternType": "prefix" if is_prefix else "literal"},
            "operations": sorted(operations),
        }
        for (kind, name, is_prefix), operations in together.items()
    ]
    spec = {
        "authentication": {"type": "scram-sha-512"},
        "authorization": {"type": "simple", "acls": may},
    }
    return _resource("KafkaUser", f"tocsin-{role}", spec)


def files() -> dict[Path, str]:
    """Return what is written, by where."""
    rights = acls("tocsin")
    topics = [topic(each) for each in (*TOPICS, SEEN, STATE)]
    users = [user(role, [each for each in rights if each.role == role]) for role in ROLES]
    return {HERE / "topics.yaml": _text(topics), HERE / "users.yaml": _text(users)}


def main(arguments: list[str]) -> int:
    """Write or check; the number returned is the exit code."""
    stale = [path for path, text in files().items() if not path.exists() or path.read_text() != text]
    if "--check" not in arguments:
        for path in stale:
            path.write_text(files()[path])
        return 0
    for path in stale:
        print(f"{path} is out of step: run `python deploy/kubernetes/strimzi/generate.py`", file=sys.stderr)
    return 1 if stale else 0


def _resource(kind: str, name: str, spec: dict[str, Any]) -> dict[str, Any]:
    labels = {"strimzi.io/cluster": CLUSTER}
    return {
        "apiVersion": "kafka.strimzi.io/v1beta2",
        "kind": kind,
        "metadata": {"name": name, "labels": labels},
        "spec": spec,
    }


def _text(resources: list[dict[str, Any]]) -> str:
    return HEAD + yaml.safe_dump_all(resources, sort_keys=False, width=110)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
