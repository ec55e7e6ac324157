"""A plan as a document, step by step, so that every figure in it can be calculated again by hand."""

from __future__ import annotations

import re
import textwrap
from dataclasses import fields, replace
from math import ceil
from typing import TYPE_CHECKING

from schemas import topics
from tests.bench.capacity_plan import (
    ABOUT,
    DAY_SECONDS,
    GIB,
    HOUR_SECONDS,
    MIB,
    REMEMBERED_BYTES,
    TooMuchError,
    days_kept,
    plan,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.capacity_plan import Asked, Measured, Plan

CAPACITIES = (1.5, 2, 3, 5, 10)
BURST_MINUTES = (1, 10, 60)
_WIDTH = 120


def text(measured: Measured, asked: Asked, command: str, about: str) -> str:
    """Return the document. Raises `TooMuchError` where what is asked for cannot be had."""
    made = plan(measured, asked)
    parts = [
        _head(made, command),
        _inputs(measured, asked, about),
        _workers(made),
        _alerting(made),
        _partitions(made),
        _burst(made, measured),
        _memory(made),
        _brokers(made),
        _cost(made),
        _limits(made),
    ]
    return "\n\n".join(_wrapped(block) for part in parts for block in part.split("\n\n")) + "\n"


def _wrapped(block: str) -> str:
    """Return a paragraph or a list in lines of even length; headings and tables as they are."""
    if block.startswith(("|", "#")):
        return block
    items = re.split(r"\n(?=- |\d\. )", block)
    indents = ["" if not re.match(r"- |\d\. ", each) else " " * each.index(" ") + " " for each in items]
    return "\n".join(
        textwrap.fill(
            " ".join(each.split()),
            _WIDTH,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for each, indent in zip(items, indents, strict=True)
    )


def _head(made: Plan, command: str) -> str:
    asked = made.asked
    minute = made.wait(1)
    workers = f"{made.crew.workers} worker{'s' if made.crew.workers > 1 else ''}"
    return f"""# Capacity: what a world news feed takes

Written by `{command}` from measured figures. Do not edit: run it again, with your own feed, machines and prices
(`--help`). Only the first table of the next section is measured; everything after it is arithmetic.

**{asked.articles_a_day:,.0f} articles a day take {workers} with {made.crew.readers} reading processes each
({made.worker_cores} cores), {asked.replicas} brokers, {made.memory_gib:,.0f} GiB of memory, {made.disk_gib:,.0f} GiB
of disk and {made.crew.partitions} partitions: about {sum(made.month.values()):,.0f} US dollars a month at the
assumed prices.** That reads {asked.capacity:g} times the mean; after a burst of {asked.burst:g} times for a minute
the last article has waited {_time(minute.longest_seconds)}, and after {_time(minute.drained_seconds)} more all is as
before."""


def _inputs(measured: Measured, asked: Asked, about: str) -> str:
    rows = {
        "reading processes, processor time": f"{measured.reading_ms:.1f} ms",
        "worker's own process, processor time": f"{measured.main_ms:.1f} ms",
        "broker, one copy, processor time": f"{measured.broker_ms:.1f} ms",
        "following what other workers saw, processor time": f"{measured.remembering_ms:.2f} ms",
        "messages on `claims`": f"{measured.claims:.2f}",
        "the alert agent's time for one of them": f"{measured.claim_ms:.1f} ms",
        "the processor time in that": f"{measured.claim_cpu_ms:.1f} ms",
        "memory for a report kept": f"{measured.report_kept_bytes / 1000:.1f} kB",
        "processor time for taking it up again": f"{measured.report_restored_ms:.2f} ms",
        **{f"bytes on `{name}`": f"{each / 1000:.1f} kB" for name, each in measured.topic_bytes.items()},
    }
    memory = f"a worker's own process {measured.main_mib:.0f} MiB, a reading process {measured.reading_mib:.0f} MiB"
    assumed = [
        f"| {ABOUT[each.name]} | {getattr(asked, each.name):,.10g} | `--{each.name.replace('_', '-')}` |"
        for each in fields(asked)
    ]
    return f"""## What goes in

Measured, for one article ({about.rstrip(".")}):

{_table(("", "an article"), rows.items())}

Resident at the start, what is shared divided: {memory}.

Assumed, for want of anything measured; prices in US dollars, round figures of the size of list prices in late 2026,
from no particular vendor:

| what | assumed | option |
|---|---|---|
{chr(10).join(assumed)}"""


def _workers(made: Plan) -> str:
    m, asked, crew = made.measured, made.asked, made.crew
    left = asked.busy - crew.following - crew.marking
    others = (crew.workers - 1) * crew.readers * crew.reader_rate
    return f"""## Workers

1. The mean is {asked.articles_a_day:,.0f} / {DAY_SECONDS:,} s = **{made.mean:.1f} articles/s**; to be read are
{asked.capacity:g} times as many, **{made.target:.1f} articles/s**.
2. A reading process reads 1000 ms x {asked.busy:g} / {m.reading_ms:.1f} ms = {crew.reader_rate:.1f} articles/s.
3. A worker's own process follows all articles, whoever read them: {made.target:.1f} x {m.remembering_ms:.2f} ms =
{crew.following:.1%} of a core; and takes {crew.markers:.1f} markers/s (below) x {m.claim_cpu_ms:.1f} ms =
{crew.marking:.1%}. Of {asked.busy:.0%}, {left:.0%} are left for articles of its own: at {m.main_ms:.1f} ms each it
can have {left * 1000 / m.main_ms:.0f} articles/s.
4. **{crew.workers} workers** are the least that do it: {crew.held} of {crew.partitions} partitions are the most that
one has, {made.target:.1f} x {crew.held} / {crew.partitions} = {crew.articles:.1f} articles/s, which are
{crew.articles / crew.reader_rate:.2f} reading processes' work, so **{crew.readers}** of the
{asked.machine_cores - 1} for which its machine has cores; its own process is busy for {crew.main:.0%}, its alert
agent (below) for {crew.alerting:.0%}. Together {made.worker_cores} cores.
5. When one of them is down, the others read {others:.0f} articles/s, {others / made.mean:.1f} times the mean."""


def _alerting(made: Plan) -> str:
    m, asked, crew = made.measured, made.asked, made.crew
    return f"""## The alert agent

It takes the messages of a worker's partitions of `claims` in turn. With a backlog one takes it {m.claim_ms:.1f} ms,
of which {m.claim_cpu_ms:.1f} ms are processor time, and the rest is waiting until the broker has what follows. A
worker has {crew.articles:.1f} articles/s x {m.claims:.2f} (the {asked.claiming:.0%} that claim) = {crew.claims:.1f}
of them a second; and for each later version and each withdrawal one marker in each partition ([decision
0004](decisions/0004-versions-across-partitions.md)): {made.target:.1f} articles/s x {asked.updates:.0%} x
{crew.held} partitions of its = {crew.markers:.1f} markers/s. Together ({crew.claims:.1f} + {crew.markers:.1f}) x
{m.claim_ms:.1f} ms = **{crew.alerting:.0%} of its time**.

Further workers make the claims of each fewer, and the markers only where they need no further partitions. On a
cluster, where a confirmation takes longer than on one machine, measure there and calculate anew."""


def _partitions(made: Plan) -> str:
    asked, crew, declared = made.asked, made.crew, topics.CLAIMS.partitions
    said = (
        f"The {declared} that are declared are enough"
        if crew.partitions <= declared
        else f"`TOCSIN_PARTITIONS={crew.partitions}` before `tocsin topics create`, for {declared} are declared, and "
        "topics that exist stay as they are"
    )
    return f"""## Partitions

{asked.partitions_a_worker} for each worker are asked for, so that what one that is down had goes to several, fewer
where the alert agent could not take their markers, and no fewer than the {declared} that are declared:
**{crew.partitions} partitions** for {crew.workers} workers. {said}. No more workers than partitions have work.

What changes when they grow later:

- `articles` alone may grow at any time: versions of an article that then lie on two partitions are told apart by
what all workers remember, and a version that comes too late is refused by name.
- `claims` and `alerts.state` may not. A situation is kept under its partition: its later claims would go to another
one, which does not know it, and ring again. Choose them for the workers of the years to come, or begin anew under
another `TOCSIN_TOPIC_PREFIX`.
- Each later version costs one message for each partition of `claims`: {crew.partitions} x {asked.updates:.0%} =
{crew.partitions * asked.updates:.1f} markers for each article, in the mean of all. So no more partitions than these
workers and those to come need.
- One key is one partition, and one worker: a war that every agency reports is read by all workers, and told by one."""


def _burst(made: Plan, measured: Measured) -> str:
    rows, without = [], ""
    for capacity in CAPACITIES:
        try:
            rows.append(_burst_row(plan(measured, replace(made.asked, capacity=capacity))))
        except TooMuchError as error:
            without += f"Not in this way: {capacity:g} times the mean, for {error}.\n\n"
    factor, mean, target = made.asked.burst, made.mean, made.target
    minute = made.wait(1)
    heads = " | ".join(f"wait, drain: {each} min" for each in BURST_MINUTES)
    return f"""## A burst

Articles wait on the broker, and none is lost; the question is for how long. {factor:g} times the mean for a minute
is {factor * mean:.0f} articles/s, of which {target:.0f} are read: ({factor:g} - {made.asked.capacity:g}) x
{mean:.1f} x 60 = {minute.backlog:,.0f} articles are left over. The last one waits {minute.backlog:,.0f} /
{target:.0f} = {_time(minute.longest_seconds)}; the mean goes on behind it, so that the backlog shrinks by
{target:.0f} - {mean:.0f} articles/s and is gone after {_time(minute.drained_seconds)}. What another capacity makes
of bursts of a minute and longer:

| times the mean | workers | partitions | cores | memory, GiB | $ a month | {heads} |
|---|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}

{without}Bursts that last an hour need workers that are started for them: a worker that comes takes its share as soon
as it knows what the others remember (below), if there are partitions for it."""


def _burst_row(made: Plan) -> str:
    waits = (made.wait(minutes) for minutes in BURST_MINUTES)
    cells = [f"{_time(each.longest_seconds)}, {_time(each.drained_seconds)}" for each in waits]
    return (
        f"| {made.asked.capacity:g} | {made.crew.workers} | {made.crew.partitions} | {made.cores} "
        f"| {made.memory_gib:,.0f} | {sum(made.month.values()):,.0f} | " + " | ".join(cells) + " |"
    )


def _memory(made: Plan) -> str:
    m, asked = made.measured, made.asked
    days = topics.SEEN.retention_ms / topics.DAY_MS
    hour = made.mean * HOUR_SECONDS
    hour_takes = hour * m.remembering_ms / 1000
    rows = {name: f"{each:,.0f} MiB" for name, each in made.worker_mib.items()}
    total = sum(made.worker_mib.values()) / 1024
    taking_over = made.kept * made.crew.workers / made.crew.partitions
    return f"""## Memory

{_table(("of a worker", ""), rows.items())}

Together {total:,.1f} GiB for each of {made.crew.workers} workers.

- *Remembered:* {asked.remember_hours:g} h x {made.mean:.1f} articles/s = {made.remembered:,.0f} articles x
{REMEMBERED_BYTES / 1000:.0f} kB, in every worker: `TOCSIN_WINDOW_ARTICLES={ceil(made.remembered)}`. The default of
20,000 is {_time(20_000 / made.mean)} of such a feed: copies and versions that come later than that are not known
again.
- *What a start takes:* a worker follows `articles.state` from its start on before its first article. An hour of it
is {hour:,.0f} x {m.remembering_ms:.2f} ms = {_time(hour_takes)}; the {days:g} days for which the topic is declared
are {_time(hour_takes * 24 * days)}. Set the topic's `retention.ms` to
{asked.remember_hours * HOUR_SECONDS * 1000:.0f}, what is remembered.
- *Reports kept:* {asked.articles_a_day:,.0f} x {asked.keep_days:g} days x {m.claims:.2f} / {made.crew.workers}
workers = {made.kept:,.0f}, each {m.report_kept_bytes / 1000:.1f} kB. `keep_days` is what makes them fewer.
- *What taking over a partition costs:* its reports, {taking_over:,.0f}, are taken up again from `alerts.state`, each
{m.report_restored_ms:.2f} ms, not counting what the client takes:
{_time(taking_over * m.report_restored_ms / 1000)}. So long its alerts wait; more partitions make each of them less."""


def _brokers(made: Plan) -> str:
    m, asked = made.measured, made.asked
    days = days_kept(asked)
    sent = {name: f"{each / MIB:.1f}" for name, each in made.sent_bytes.items()}
    at_top = f"{sum(made.sent_bytes.values()) * asked.capacity / MIB:.0f} MiB/s"
    disk = [
        f"| `{name}` | {m.topic_bytes[name] / 1000:.1f} kB | {days[name]:.3g} | {each / GIB:,.0f} GiB |"
        for name, each in made.disk_bytes.items()
    ]
    return f"""## Brokers

{made.target:.1f} articles/s x {m.broker_ms:.1f} ms x {asked.replicas} copies / {asked.busy:g} =
{made.broker_cores:.1f} cores on {asked.replicas} brokers: one that follows is counted as one that leads, which is
too much.

Network, at the mean; with all of the capacity {asked.capacity:g} times as much, {at_top}:

{_table(("who sends", "MiB/s"), sent.items())}

Disk, on all brokers; nothing is compressed, of compacted topics every revision is counted, and of claims and alerts
the share of articles that claim:

| topic | an article | days kept | {asked.articles_a_day:,.0f} a day, {asked.replicas} copies |
|---|---|---|---|
{chr(10).join(disk)}

Together **{made.disk_gib:,.0f} GiB**. Alerts are kept for ever: a year of them is counted."""


def _cost(made: Plan) -> str:
    asked = made.asked
    of = {
        "cores": f"{made.cores} x {asked.core_hour:g} $ x 730 h",
        "memory": f"{made.memory_gib:,.0f} GiB x {asked.gib_hour:g} $ x 730 h",
        "disk": f"{made.disk_gib:,.0f} GiB x {asked.gib_month:g} $",
        "network": f"{sum(made.sent_bytes.values()) / MIB:.1f} MiB/s for 30 days x {asked.gib_sent:g} $ a GiB",
    }
    rows = [f"| {name} | {of[name]} | {each:,.0f} |" for name, each in made.month.items()]
    total = sum(made.month.values())
    million = total / (asked.articles_a_day * 30 / 1_000_000)
    return f"""## Cost

| | | $ a month |
|---|---|---|
{chr(10).join(rows)}
| together | | **{total:,.0f}** |

That is {million:.2f} $ for a million articles. All traffic is counted as if it went between zones."""


def _limits(made: Plan) -> str:
    m = made.measured
    return f"""## What this leaves out

- Articles of another length than those measured ({m.topic_bytes[topics.ARTICLES.name] / 1000:.1f} kB a message):
reading grows with their length, in proportion. Copies and versions that change nothing are read for much less, and
those that claim nothing for less; all are counted as those measured.
- Processor time of another machine: measure there (`python -m tests.bench.report --part scale`) and calculate anew.
- Hot keys: one partition of `claims` may have many times the mean. Its agent can take {1000 / m.claim_ms:.0f}
messages/s.
- Machines come in sizes, and prices with discounts. Monitoring, backups and people are not counted."""


def _table(head: Sequence[str], rows: object) -> str:
    lines = [f"| {name} | {value} |" for name, value in rows]  # type: ignore[attr-defined]
    return "\n".join([f"| {head[0]} | {head[1]} |", "|---|---|", *lines])


def _time(seconds: float) -> str:
    """Return a time in the unit in which it is read best."""
    for limit, unit in ((120, ("s", 1)), (120 * 60, ("min", 60)), (72 * 3600, ("h", 3600))):
        if seconds < limit:
            return f"{seconds / unit[1]:.0f} {unit[0]}"
    return f"{seconds / DAY_SECONDS:.0f} days"
