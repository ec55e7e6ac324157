"""The manifests: they select what they mean to, and let nobody do more than needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.acls import ROLES
from schemas.topics import ALERTS, SEEN, STATE, TOPICS
from streams.settings import Settings

BASE = Path(__file__).parents[2] / "deploy" / "kubernetes" / "base"
STRIMZI = BASE.parent / "strimzi"


def read(path: Path) -> list[dict[str, Any]]:
    return [each for each in yaml.safe_load_all(path.read_text(encoding="utf-8")) if each]


def of_kind(kind: str) -> list[dict[str, Any]]:
    return [each for path in sorted(BASE.glob("*.yaml")) for each in read(path) if each["kind"] == kind]


PODS = {each["metadata"]["name"]: each["spec"]["template"] for each in of_kind("Deployment")}


@pytest.mark.parametrize("name", PODS)
def test_a_pod_is_nobody_and_writes_nowhere(name: str) -> None:
    spec = PODS[name]["spec"]
    (container,) = spec["containers"]

    assert spec["securityContext"]["runAsNonRoot"]
    assert spec["automountServiceAccountToken"] is False
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {each["name"] for each in container["volumeMounts"] if not each.get("readOnly")} == {"scratch"}
    assert "limits" in container["resources"]


@pytest.mark.parametrize("name", PODS)
def test_every_setting_exists_and_no_secret_stands_in_it(name: str) -> None:
    (generator,) = read(BASE / "kustomization.yaml")[0]["configMapGenerator"]
    named = {each.split("=")[0] for each in generator["literals"]}
    named |= {each["name"] for each in PODS[name]["spec"]["containers"][0]["env"]}

    assert named <= {f"TOCSIN_{field.upper()}" for field in Settings.model_fields}
    assert not {"TOCSIN_PASSWORD", "TOCSIN_DESK_TOKEN"} & named


def test_a_worker_has_the_time_to_hand_over() -> None:
    assert PODS["worker"]["spec"]["terminationGracePeriodSeconds"] > Settings().drain_seconds + 5


def test_policies_budgets_and_services_select_pods_that_are_there() -> None:
    # What kustomize puts on every pod.
    (common,) = read(BASE / "kustomization.yaml")[0]["labels"]
    labels = [{**pod["metadata"]["labels"], **common["pairs"]} for pod in PODS.values()]
    selectors = [each["spec"]["podSelector"]["matchLabels"] for each in of_kind("NetworkPolicy")]
    selectors += [each["spec"]["selector"]["matchLabels"] for each in of_kind("PodDisruptionBudget")]
    selectors += [each["spec"]["selector"] for each in of_kind("Service")]

    assert common["includeTemplates"]
    assert all(any(selector.items() <= each.items() for each in labels) for selector in selectors)


def test_topics_and_users_are_those_of_the_facts() -> None:
    topics = {each["spec"]["topicName"]: each["spec"] for each in read(STRIMZI / "topics.yaml")}
    users = {
        each["metadata"]["name"]: each["spec"]["authorization"]["acls"]
        for each in read(STRIMZI / "users.yaml")
    }

    assert set(topics) == {topic.name for topic in (*TOPICS, SEEN, STATE)}
    assert topics["alerts"]["config"] == ALERTS.config
    assert set(users) == {f"tocsin-{role}" for role in ROLES}
    assert users["tocsin-publisher"] == [
        {
            "resource": {"type": "topic", "name": "articles", "patternType": "literal"},
            "operations": ["Describe", "Write"],
        }
    ]
