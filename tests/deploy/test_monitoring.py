"""What Prometheus and Grafana are told to look at: metrics that a worker tells."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from streams.app import TocsinApp
from streams.settings import Settings

DEPLOY = Path(__file__).parents[2] / "deploy"
ALERTS = DEPLOY / "prometheus" / "alerts.yaml"
NAMED = re.compile(r"\btocsin_[a-z_]+")


@pytest.fixture(scope="module")
def told() -> set[str]:
    """Return the names of all metrics of a worker, that of each series in them."""
    app = TocsinApp(Settings(), (), broker="kafka://127.0.0.1:1", datadir="/nowhere")
    families = re.findall(r"^# TYPE (\S+) (\S+)$", app.metrics.text().decode(), re.MULTILINE)
    series = {"histogram": ("_bucket", "_sum", "_count")}
    return {f"{name}{ending}" for name, kind in families for ending in series.get(kind, ("",))}


@pytest.mark.parametrize("path", [ALERTS, DEPLOY / "grafana" / "tocsin.json"], ids=lambda path: path.name)
def test_every_metric_that_is_looked_at_is_told(path: Path, told: set[str]) -> None:
    named = set(NAMED.findall(path.read_text(encoding="utf-8")))

    assert named
    assert named <= told


def rules() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]
    found: list[dict[str, Any]] = group["rules"]
    return found


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["alert"])
def test_every_alert_says_how_grave_it_is_and_what_to_do(rule: dict[str, Any]) -> None:
    page, _, anchor = rule["annotations"]["runbook"].partition("#")
    heads = re.findall(r"^## (.+)$", (DEPLOY.parent / page).read_text(encoding="utf-8"), re.MULTILINE)

    assert rule["labels"]["severity"] in ("page", "ticket")
    assert anchor in {head.lower().replace(" ", "-") for head in heads}
