"""Write the dashboard for Grafana, or check that it is in step.

python deploy/grafana/dashboard.py [--check]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).with_name("tocsin.json")
WIDTH, HEIGHT = 8, 8
COLUMNS = 24 // WIDTH


class Panel(NamedTuple):
    """A graph: its title, what is asked of Prometheus, what a line is called, and the unit."""

    title: str
    expression: str
    legend: str
    unit: str = "short"


def quantile(share: float, name: str, by: str = "") -> str:
    """Return the question for a share of a histogram."""
    group = f"le, {by}" if by else "le"
    return f"histogram_quantile({share}, sum by ({group}) (rate({name}_bucket[$__rate_interval])))"


PANELS = (
    Panel("Articles in", 'sum(rate(tocsin_messages_total{topic="articles"}[$__rate_interval]))', "articles", "ops"),
    Panel("Alerts told", "sum by (kind) (increase(tocsin_alerts_total[1h]))", "{{kind}}"),
    Panel("Set aside, by why", "sum by (code) (rate(tocsin_rejected_total[$__rate_interval]))", "{{code}}", "ops"),
    Panel("Waiting, by topic", "sum by (topic) (tocsin_lag)", "{{topic}}"),
    Panel("From topic to broker, p50", quantile(0.5, "tocsin_message_seconds", "topic"), "{{topic}}", "s"),
    Panel("From topic to broker, p99", quantile(0.99, "tocsin_message_seconds", "topic"), "{{topic}}", "s"),
    Panel("Reading an article, p50", quantile(0.5, "tocsin_reading_seconds"), "reading", "s"),
    Panel("Reading processes busy", "1 - sum(tocsin_processes_idle) / sum(tocsin_processes)", "busy", "percentunit"),
    Panel("In flight", "sum by (instance) (tocsin_in_flight)", "{{instance}}"),
    Panel("Workers that move", "sum(tocsin_live)", "live"),
    Panel("Workers that are ready", "sum(tocsin_ready)", "ready"),
    Panel("Memory of workers' own processes", "process_resident_memory_bytes", "{{instance}}", "bytes"),
)  # fmt: skip


def dashboard() -> dict[str, Any]:
    """Return the dashboard as Grafana reads it."""
    return {
        "title": "Tocsin",
        "uid": "tocsin",
        "schemaVersion": 39,
        "editable": True,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "templating": {
            "list": [{"name": "source", "label": "Prometheus", "type": "datasource", "query": "prometheus"}]
        },
        "panels": [panel(number, each) for number, each in enumerate(PANELS)],
    }


def panel(number: int, each: Panel) -> dict[str, Any]:
    """Return one graph in its place."""
    source = {"type": "prometheus", "uid": "${source}"}
    return {
        "id": number + 1,
        "type": "timeseries",
        "title": each.title,
        "datasource": source,
        "gridPos": {"x": number % COLUMNS * WIDTH, "y": number // COLUMNS * HEIGHT, "w": WIDTH, "h": HEIGHT},
        "fieldConfig": {"defaults": {"unit": each.unit, "min": 0}, "overrides": []},
        "options": {"legend": {"displayMode": "list", "placement": "bottom"}, "tooltip": {"mode": "multi"}},
        "targets": [
            {"refId": "A", "expr": each.expression, "legendFormat": each.legend, "datasource": source}
        ],
    }


def main(arguments: list[str]) -> int:
    """Write or check; the number returned is the exit code."""
    text = json.dumps(dashboard(), indent=2) + "\n"
    if "--check" not in arguments:
        FILE.write_text(text, encoding="utf-8")
    elif not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
        print(f"{FILE.name} is out of step: run `python deploy/grafana/dashboard.py`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
