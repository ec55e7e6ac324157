"""A run: an installation under faults, and at its end the history checked."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.chaos.brokers import broker
from tests.chaos.disks import small_disk
from tests.chaos.faults import FaultError, of_use
from tests.chaos.field import PATIENCE_SECONDS, Field
from tests.chaos.history import ACCEPTED, Finding, History, check, repeats
from tests.chaos.network import BROKER_HOST, namespaces
from tests.chaos.versions import checked_out
from tests.chaos.workers import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tests.chaos.faults import Fault

RECOVERY_SECONDS = 180.0
"""After a fault articles must come out again within this time."""

IDLE_SECONDS = 600.0


@dataclass(frozen=True)
class Plan:
    """What to run. `only` names faults by a part of their names; `nodes` is 0 for the embedded broker.

    `before` is the commit of an earlier version, whose workers begin.
    """

    name: str
    seed: int = 1
    seconds: float = 60
    kills: int = 0
    nodes: int = 0
    workers: int = 2
    rate: float = 20
    only: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    is_poisoned: bool = False
    has_demo: bool = True
    most_behind: int = 200
    is_cabled: bool = False
    disk_bytes: int = 0
    before: str = ""
    keep: Path | None = None


class Done(NamedTuple):
    """One fault as it went: how long until articles came out again, what it saw, and what was wrong with it."""

    fault: str
    seconds: float
    note: str
    trouble: str


@dataclass(frozen=True)
class Outcome:
    """What came of a run."""

    plan: Plan
    seconds: float
    done: tuple[Done, ...]
    kills: int
    articles: int
    alerts: int
    again: Mapping[str, int]
    findings: tuple[Finding, ...]
    ended: int = 0

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost and every fault went as it must."""
        return not self.findings and not any(each.trouble for each in self.done)


def run(plan: Plan, say: Callable[[str], None]) -> Outcome:
    """Run a plan; every fault of use comes at least once, then by weight, until time and kills are reached."""
    begun = time.monotonic()
    with ExitStack() as stack:
        folder = plan.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tocsin-chaos-")))
        cables = stack.enter_context(namespaces(plan.workers + 1)) if plan.is_cabled else []
        running = stack.enter_context(broker(plan.nodes, BROKER_HOST if cables else "127.0.0.1"))
        ground = Field(
            running,
            folder,
            dict(plan.environment),
            plan.workers,
            plan.seed,
            plan.rate,
            cables,
            plan.is_poisoned,
            plan.has_demo,
            plan.most_behind,
        )
        if plan.before:
            ground.tree = checked_out(plan.before, folder / "before")
        if plan.disk_bytes:
            ground.disk = stack.enter_context(small_disk(folder / "disk", plan.disk_bytes))
        with ground.open():
            done, kills = _break_things(ground, plan, say)
            say("Waiting until everything is through.")
            findings = (
                []
                if ground.wait_until_idle(IDLE_SECONDS)
                else [Finding("the stream goes on", "still behind")]
            )
            findings += [Finding("no worker ends by itself", each) for each in ground.unexpected]
            say("Checking the history.")
            history = _history(ground)
        history = replace(history, expected=_offline(history, folder))
        findings += check(history)
        return Outcome(
            plan,
            time.monotonic() - begun,
            tuple(done),
            kills,
            len(history.published),
            len(history.expected),
            repeats(history),
            tuple(findings),
            ground.ended,
        )


def _break_things(ground: Field, plan: Plan, say: Callable[[str], None]) -> tuple[list[Done], int]:
    if ground.wait_for_articles(10, RECOVERY_SECONDS) is None:
        return [Done("start", 0, "", "no article came out")], 0
    deadline = time.monotonic() + plan.seconds
    allowed = [
        each for each in of_use(ground) if not plan.only or any(part in each.name for part in plan.only)
    ]
    upcoming, done, kills = list(allowed), [], 0
    ground.chance.shuffle(upcoming)
    upcoming.sort(key=lambda fault: fault.weight > 0)  # taken from the end: what happens once comes last
    while upcoming or time.monotonic() < deadline or kills < plan.kills:
        killing = [each for each in allowed if each.kills]
        pool = allowed if time.monotonic() < deadline or not killing else killing
        fault = upcoming.pop() if upcoming else ground.chance.choices(pool, [each.weight for each in pool])[0]
        time.sleep(ground.chance.uniform(0, 2))
        done.append(_one(fault, ground))
        kills += fault.kills
        left = max(0.0, deadline - time.monotonic())
        say(f"{len(done)} faults, {kills} kills, {left:.0f} s left: {_told(done[-1])}")
    return done, kills


def _one(fault: Fault, ground: Field) -> Done:
    trouble, note = "", ""
    if fault.may_end:
        ground.excused_until = math.inf
    try:
        note = fault.act(ground)
    except FaultError as error:
        trouble = str(error)
    if fault.may_end:
        ground.excused_until = time.monotonic() + PATIENCE_SECONDS
    seconds = ground.wait_for_articles(5, RECOVERY_SECONDS)
    if seconds is None:
        trouble = trouble or f"no article came out for {RECOVERY_SECONDS:g} s"
    return Done(fault.name, seconds or RECOVERY_SECONDS, note, trouble)


def _told(done: Done) -> str:
    note = f" ({done.note})" if done.note else ""
    return f"{done.fault}{note}: {done.trouble or f'articles again after {done.seconds:.1f} s'}"


def _history(ground: Field) -> History:
    return History(
        published=ground.read("articles"),
        fates={each.value: each.fate for each in ground.sent},
        enriched=ground.read("articles.enriched"),
        rejected=ground.read("articles.rejected"),
        alerts=ground.read("alerts"),
        confirmed=ground.confirmed,
        rules=ground.read("alert-rules"),
        applied=ground.read("alert-rules.applied"),
    )


def _offline(history: History, folder: Path) -> dict[str, dict[str, object]]:
    """Return the alerts that the accepted articles give without Kafka."""
    file = folder / "accepted.jsonl"
    accepted: Iterable[bytes] = (
        message.value
        for message in history.published
        if message.value and history.fates[message.value] == ACCEPTED
    )
    file.write_bytes(b"\n".join(accepted))
    command = [sys.executable, "-m", "streams.cli", "analyze", "--alerts", str(file)]
    done = subprocess.run(command, check=False, capture_output=True, cwd=ROOT)
    return {alert["id"]: alert for alert in map(json.loads, done.stdout.splitlines())}


def by_fault(done: Iterable[Done]) -> dict[str, list[Done]]:
    """Return what was done, by fault, in the order of the names."""
    found: dict[str, list[Done]] = defaultdict(list)
    for each in done:
        found[each.fault].append(each)
    return dict(sorted(found.items()))
