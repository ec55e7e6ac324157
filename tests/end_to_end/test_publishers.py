"""Publishers of the documentation, and its rule and article, against a real broker and a real worker."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from streams.demo import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = [pytest.mark.broker, pytest.mark.model]

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
EXAMPLES = DOCS / "examples"
JARS = ROOT / ".kafka" / "libs"
LINES = ARTICLES.read_bytes().splitlines()[:3]
KCAT = next(
    line for line in (DOCS / "publish.md").read_text(encoding="utf-8").splitlines() if "| kcat " in line
)


@pytest.fixture
def broker_with_topics(installation: Any) -> Any:
    installation.tocsin("topics", "create", check=True)
    return installation


def run(installation: Any, command: Sequence[str], folder: Path, text: bytes = b"") -> None:
    """Run a publisher that finds its broker and topic as the examples do."""
    beside = {
        "TOCSIN_BOOTSTRAP": installation.settings.bootstrap,
        "TOCSIN_TOPIC": installation.settings.topic("articles"),
    }
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **beside},
        input=text,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def published(installation: Any) -> dict[str, Any]:
    """Return the articles on the topic, by their keys."""
    return {each.key.decode(): json.loads(each.value) for each in installation.read("articles")}


def as_sent() -> dict[str, Any]:
    return {article["id"]: article for article in map(json.loads, LINES)}


def test_the_python_publisher_sends_each_line_under_its_id(broker_with_topics: Any, tmp_path: Path) -> None:
    run(broker_with_topics, [sys.executable, str(EXAMPLES / "publisher.py")], tmp_path, b"\n".join(LINES))

    assert published(broker_with_topics) == as_sent()


def test_kcat_sends_each_line_under_its_id(broker_with_topics: Any, tmp_path: Path) -> None:
    if not (os.environ.get("KAFKA_BOOTSTRAP") and shutil.which("kcat") and shutil.which("jq")):
        pytest.skip("kcat was not run: it needs kcat, jq and Apache Kafka (`make test-kafka`).")
    (tmp_path / "articles.jsonl").write_bytes(b"\n".join(LINES) + b"\n")
    line = KCAT.replace("-t articles ", '-t "$TOCSIN_TOPIC" ')
    run(broker_with_topics, ["bash", "-o", "pipefail", "-c", line], tmp_path)

    assert published(broker_with_topics) == as_sent()


def test_the_java_publisher_sends_its_article(broker_with_topics: Any, tmp_path: Path) -> None:
    if not (os.environ.get("KAFKA_BOOTSTRAP") and shutil.which("javac") and JARS.exists()):
        pytest.skip("The Java example was not run: it needs a JDK and Apache Kafka (`make test-kafka`).")
    run(broker_with_topics, ["java", "-cp", f"{JARS}/*", str(EXAMPLES / "Publisher.java")], tmp_path)
    ((key, article),) = published(broker_with_topics).items()

    assert key == article["id"] == "urn:example:from-java"
    with broker_with_topics.worker() as worker:
        (alert,) = broker_with_topics.wait_for("alerts", 1, worker)
    assert json.loads(alert.value)["kind"] == "troop-buildup"


def test_the_rule_of_the_page_rings_on_its_article_while_the_stream_runs(installation: Any) -> None:
    with installation.worker() as worker:
        said = installation.tocsin(
            "rules", "publish", EXAMPLES / "airspace-closure.yaml", "--wait", "120", check=True
        )
        installation.tocsin("publish", EXAMPLES / "closure.jsonl", check=True)
        (alert,) = installation.wait_for("alerts", 1, worker)

    assert "claims/airspace-closure: in force as revision 0." in said.stderr
    told = json.loads(alert.value)
    assert (told["kind"], told["actor"]["countries"], told["recipient"]["countries"]) == (
        "airspace-closure",
        ["BOL"],
        ["CHL"],
    )
