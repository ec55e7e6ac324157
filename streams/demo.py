"""The demo's script: the articles of the exercise, and what a newsroom that was sent them must have been told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from schemas.alert import AlertV1

FOLDER = Path(__file__).parent / "data" / "demo"
ARTICLES = FOLDER / "articles.jsonl"
SCALE = ("Unlikely", "Possible", "Likely", "Observed")


@dataclass(frozen=True, slots=True)
class Script:
    """What must have come at the end. `alerts` and `quiet` as the file describes them."""

    enriched: int
    alerts: tuple[Mapping[str, Any], ...]
    quiet: tuple[str, ...]
    never_quoted: tuple[str, ...]
    others_at_most: int


def load_script() -> Script:
    """Read the expectations."""
    content = yaml.safe_load((FOLDER / "expectations.yaml").read_text(encoding="utf-8"))
    return Script(
        enriched=content["articles"]["enriched"],
        alerts=tuple(content["alerts"]),
        quiet=tuple(entry["article"] for entry in content["quiet"]),
        never_quoted=tuple(content["never_quoted"]),
        others_at_most=content["others_at_most"],
    )


def problems(script: Script, enriched: int, alerts: Sequence[AlertV1]) -> list[str]:
    """Return what is not as expected, a sentence each. `alerts` are the last revisions, `enriched` a count."""
    found = []
    if enriched != script.enriched:
        found.append(f"{enriched} articles were enriched, not {script.enriched}.")
    answering = {entry["name"]: [a for a in alerts if _answers(a, entry)] for entry in script.alerts}
    for entry in script.alerts:
        found += _of_entry(entry, answering[entry["name"]])
    found += _of_silence(script, [alert for alert in alerts if alert.message_type != "Cancel"])
    expected = {alert.id for answers in answering.values() for alert in answers}
    others = [a.headline for a in alerts if a.id not in expected and a.message_type != "Cancel"]
    if len(others) > script.others_at_most:
        found.append(
            f"{len(others)} alerts that nobody expects, not {script.others_at_most}: {'; '.join(others)}"
        )
    return found


def _answers(alert: AlertV1, entry: Mapping[str, Any]) -> bool:
    """Say whether an alert is the one that an entry is about: kind, sides and place, and that it stands or not."""
    actor = alert.actor.countries if alert.actor else ()
    recipient = alert.recipient.countries if alert.recipient else ()
    tests = (
        alert.kind == entry["kind"],
        alert.message_type in entry.get("message_type", ["Alert", "Update"]),
        "actor" not in entry or entry["actor"] in actor,
        "recipient" not in entry or entry["recipient"] in recipient,
        "between" not in entry or set(entry["between"]) <= {*actor, *recipient},
        "place" not in entry or (alert.location and alert.location.country in entry["place"]),
    )
    return all(tests)


def _of_entry(entry: Mapping[str, Any], answers: Sequence[AlertV1]) -> list[str]:
    name = entry["name"]
    if len(answers) != 1:
        return [f"{name}: {len(answers)} alerts answer to it, not one."]
    (alert,) = answers
    quoted = _last_parts(e.article_id for e in alert.evidence)
    denying = _last_parts(e.article_id for e in alert.evidence if e.status == "denied")
    value = alert.quantity.value if alert.quantity else None
    checks = {
        f"its certainty is {alert.certainty}": _within(
            SCALE.index(alert.certainty), entry.get("certainty", {}), SCALE.index
        ),
        f"its number is {value}": value == entry.get("quantity", value),
        f"it counts {alert.source_count} sources": _within(alert.source_count, entry.get("sources", {}), int),
        f"its evidence is {sorted(quoted)}": quoted >= set(entry.get("evidence", ())),
        f"its denials are {sorted(denying)}": denying >= set(entry.get("denied_in", ())),
    }
    return [f"{name}: {said}." for said, is_right in checks.items() if not is_right]


def _of_silence(script: Script, standing: Sequence[AlertV1]) -> list[str]:
    found = []
    for alert in standing:
        wrong = _last_parts(e.article_id for e in alert.evidence) & set(script.quiet)
        found += [f"{article} must raise nothing, but did: {alert.headline}" for article in sorted(wrong)]
        said = " ".join([alert.headline, *(e.quote for e in alert.evidence)])
        found += [
            f"{words!r} is quoted in: {alert.headline}" for words in script.never_quoted if words in said
        ]
    return found


def _within(value: int, bounds: Mapping[str, Any], measure: Callable[[Any], int]) -> bool:
    low, high = bounds.get("at_least"), bounds.get("at_most")
    return (low is None or value >= measure(low)) and (high is None or value <= measure(high))


def _last_parts(ids: Iterable[str]) -> set[str]:
    return {identifier.rpartition(":")[2] for identifier in ids}
