"""The report of a run: a table of faults, and what the history says."""

from __future__ import annotations

import statistics
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.chaos.history import LAWS
from tests.chaos.run import by_fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.chaos.plans import Part
    from tests.chaos.run import Done, Outcome


HEAD = (Path(__file__).parent / "chaos.head.md").read_text(encoding="utf-8")


def table(outcome: Outcome) -> str:
    """Return a run as Markdown."""
    rows = [_row(name, done) for name, done in by_fault(outcome.done).items()]
    broken = Counter(finding.law for finding in outcome.findings)
    laws = [f"| {law} | {_verdict(broken[law])} |" for law in [*LAWS, *sorted(broken.keys() - LAWS.keys())]]
    examples = [f"- {finding.law}: {finding.what}" for finding in outcome.findings[:20]]
    again = ", ".join(f"{number} {name}" for name, number in outcome.again.items())
    count = (
        f"{outcome.articles} messages in, {outcome.alerts} alerts standing at the end, {outcome.kills} workers killed, "
        f"{outcome.ended} that ended themselves as they must; {outcome.seconds:.0f} s. "
        f"Came again, harmless by their ids: {again}."
    )
    return "\n".join(
        [
            count,
            "",
            "| fault | times | articles again after, median | longest | seen |",
            "|---|---|---|---|---|",
            *rows,
            "",
            "| law | verdict |",
            "|---|---|",
            *laws,
            *(["", *examples] if examples else []),
        ]
    )


def page(told: Sequence[tuple[Part, Outcome | str]], run: str, names: Sequence[str], before: str) -> str:
    """Return the whole document: parts that were run now, and the others as they stand in the one before.

    `run` says by what command, when and of which commit. A part that could not run says why. `names` are those of all
    parts, in order.
    """
    sections = {text.partition("\n")[0]: text for text in before.split("\n## ")[1:]}
    for part, outcome in told:
        text = f"Not run: {outcome}." if isinstance(outcome, str) else table(outcome)
        sections[f"Run: {part.plan.name}"] = f"Run: {part.plan.name}\n\n{part.about} {run}\n\n{text}\n"
    runs = [sections[f"Run: {name}"] for name in names if f"Run: {name}" in sections]
    return HEAD + "".join(f"\n## {text.rstrip()}\n" for text in runs)


def _row(name: str, done: Sequence[Done]) -> str:
    seconds = [each.seconds for each in done]
    trouble = Counter(each.trouble for each in done if each.trouble)
    seen = "; ".join(f"{what} ({times} times)" for what, times in trouble.items()) or "as it must be"
    return f"| {name} | {len(done)} | {statistics.median(seconds):.1f} s | {max(seconds):.1f} s | {seen} |"


def _verdict(broken: int) -> str:
    return f"BROKEN {broken} times" if broken else "held"
