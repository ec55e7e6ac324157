"""`tocsin alerts`: follow the alerts as they come, all of them or those that were asked for."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from schemas import topics
from schemas.alert import AlertV1
from streams.alerts.noise import NoiseMeter
from streams.cli.alert_filter import Follower, Wanted, is_standing, is_wanted
from streams.cli.alert_formats import Format, writer
from streams.cli.alert_line import print_alert
from streams.cli.alert_options import (
    read_certainties,
    read_countries,
    read_kinds,
    read_severity,
    read_since,
    read_statuses,
    read_watchlists,
)
from streams.cli.completion import certainties, countries, kinds, severities, statuses
from streams.cli.console import out, say, write_lines
from streams.cli.countries import load_country_words
from streams.cli.render import render_alert
from streams.cli.watchlists import is_on_one, load_watchlists
from streams.knowledge import open_alerting
from streams.knowledge.changing import usable
from streams.knowledge.files import rule_files
from streams.knowledge.sent import RulesInForce
from streams.runtime.client import read_topic
from streams.runtime.noise import hear
from streams.runtime.refusals import BrokerError
from streams.runtime.rules import read_in_force
from streams.settings import load_settings
from streams.wire.alerts import read_alert
from streams.wire.labels import Label, label_of, read_label

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from streams.knowledge import RuleSet
    from streams.settings import Settings
    from streams.wire.message import Headers, Incoming

Found = TypeVar("Found")

Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind", help="Only these kinds, as troop-buildup,air-strike; may be repeated.", autocompletion=kinds
    ),
]
Countries = Annotated[
    list[str] | None,
    typer.Option(
        "--country",
        help="Only with one of these as actor, recipient or place: NOR, NO or Norway; as --kind.",
        autocompletion=countries,
    ),
]
Least = Annotated[
    str | None,
    typer.Option(
        "--min-severity",
        help="Only as grave as this or graver: Extreme, Severe, Moderate, Minor.",
        autocompletion=severities,
    ),
]
Certainties = Annotated[
    list[str] | None,
    typer.Option(
        "--certainty",
        help="Only as sure as these: Observed, Likely, Possible, Unlikely; as --kind.",
        autocompletion=certainties,
    ),
]
Statuses = Annotated[
    list[str] | None,
    typer.Option(
        "--status", help="Only these: Actual (news), Exercise, Test; as --kind.", autocompletion=statuses
    ),
]
Lists = Annotated[
    list[str] | None,
    typer.Option("--watchlist", help="Only on one of these watchlists, as they are now; as --kind."),
]
Since = Annotated[
    str | None,
    typer.Option(help="Only with evidence from then on: 2h, 3d, 2031-03-04, 2031-03-04T06:30Z (UTC)."),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, as it stands on the topic.")]
As = Annotated[
    Format,
    typer.Option(
        "--format",
        help="For other programs, one a line: CAP 1.2 (XML), a STIX 2.1 bundle, a ninjs 3.1 item; json is --json.",
    ),
]
Evidence = Annotated[
    bool, typer.Option("--evidence", help="With the words for and against, not in one line.")
]
Standing = Annotated[
    bool,
    typer.Option(
        "--standing", help="Each alert once, as it stands now, without those cancelled or expired; then end."
    ),
]
New = Annotated[bool, typer.Option("--new", help="Only what comes from now on.")]
Once = Annotated[
    bool, typer.Option("--once/--follow", help="End when everything that is there now was shown, or go on.")
]


def alerts(  # noqa: PLR0913 - each argument is an option of the command
    *,
    kind: Kinds = None,
    country: Countries = None,
    min_severity: Least = None,
    certainty: Certainties = None,
    status: Statuses = None,
    watchlist: Lists = None,
    since: Since = None,
    as_json: AsJson = False,
    written_as: As = Format.LINE,
    evidence: Evidence = False,
    standing: Standing = False,
    new: New = False,
    once: Once = False,
) -> None:
    """Show the revisions of alerts, one line each, then follow the topic until Ctrl-C.

    ● is a new alert, ◐ an update, ○ one taken back; a ? after the severity marks what is at most possible. Repeats
    are left out. An alert that was shown and then is cancelled, or no longer what was asked for, is shown once
    more. A rule or watchlist that rings more often today than its `alerts_a_day` is named on standard error.
    """
    if standing and new:
        raise typer.BadParameter("what stands was said before now: leave out --new.", param_hint="--standing")
    settings = load_settings()
    wanted = Wanted(
        kinds=_said("--kind", lambda: read_kinds(kind or (), _known_kinds(settings) if kind else ())),
        countries=_said("--country", lambda: read_countries(country or (), load_country_words())),
        min_severity=_said("--min-severity", lambda: read_severity(min_severity))
        if min_severity is not None
        else None,
        certainties=_said("--certainty", lambda: read_certainties(certainty or ())),
        statuses=_said("--status", lambda: read_statuses(status or ())),
        since=_said("--since", lambda: read_since(since, datetime.now(UTC))) if since is not None else None,
        watchlists=_said("--watchlist", lambda: read_watchlists(watchlist, load_watchlists(settings)))
        if watchlist
        else (),
    )
    show = _Show(Format.JSON if as_json else written_as, evidence, settings)
    if standing:
        asyncio.run(_stand(settings, wanted, show))
        return
    asyncio.run(_follow(settings, wanted, show, new=new, once=once))


def label_record(headers: Headers, value: bytes) -> Label | None:
    """Return a record's label; where it has none, as older ones have, the value is parsed for it."""
    try:
        return read_label(headers) or label_of(read_alert(value))
    except ValueError:
        return None


def _said(option: str, read: Callable[[], Found]) -> Found:
    try:
        return read()
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None


def _known_kinds(settings: Settings) -> set[str]:
    return set(open_alerting(asyncio.run(_rules_in_force(settings)))[0])


async def _rules_in_force(settings: Settings) -> RuleSet:
    """Return the rules as they are now; where no broker answers, who reads from it next says so."""
    try:
        now = await read_in_force(settings)
    except BrokerError:
        now = RulesInForce()
    return usable(now, rule_files(settings.rules))[0]


class _Show:
    """Writes records to standard output; evidence that was shown before is not shown again."""

    def __init__(self, wanted: Format, evidence: bool, settings: Settings) -> None:
        self._write = None if wanted is Format.LINE else writer(wanted, settings)
        self._evidence = evidence
        self._known: dict[str, set[str]] = {}

    def __call__(self, message: Incoming) -> None:
        try:
            if self._write:
                write_lines([self._write(message)])
            else:
                self._print(AlertV1.read(message.value or b""))
        except ValueError:
            _say_no_alert(message)

    def _print(self, alert: AlertV1) -> None:
        if self._evidence:
            out.print(render_alert(alert, self._known.get(alert.id, ())))
            self._known[alert.id] = {each.claim_id for each in alert.evidence}
        else:
            print_alert(alert, out)


async def _follow(settings: Settings, wanted: Wanted, show: _Show, *, new: bool, once: bool) -> None:
    follower = Follower(wanted)
    budgets = {} if once else (await _rules_in_force(settings)).budgets
    meter = NoiseMeter(lambda: budgets)
    async for message, label in _labelled(settings, follow=not once, last=0 if new else None):
        is_listed = partial(is_on_one, message.value or b"", wanted.watchlists)
        if follower.takes(label, _sent(message), is_listed):
            show(message)
        for warning in hear(message, meter, datetime.now(UTC)):
            say(warning)


async def _stand(settings: Settings, wanted: Wanted, show: _Show) -> None:
    now = datetime.now(UTC)
    last: dict[str, tuple[Label, Incoming | None]] = {}
    async for message, label in _labelled(settings, follow=False, last=None):
        if label.id not in last or label.revision > last[label.id][0].revision:
            stands = is_standing(label, now) and is_wanted(label, wanted)
            is_shown = stands and is_on_one(message.value or b"", wanted.watchlists)
            last[label.id] = label, message if is_shown else None
    for _, kept in sorted(last.values(), key=lambda pair: (pair[0].last_seen, pair[0].id)):
        if kept:
            show(kept)


async def _labelled(
    settings: Settings, follow: bool, last: int | None
) -> AsyncIterator[tuple[Incoming, Label]]:
    async for message in read_topic(topics.ALERTS.name, settings, follow=follow, last=last):
        if message.value is None:
            continue
        label = label_record(message.headers, message.value)
        if label:
            yield message, label
        else:
            _say_no_alert(message)


def _sent(message: Incoming) -> datetime | None:
    return None if message.timestamp is None else datetime.fromtimestamp(message.timestamp, UTC)


def _say_no_alert(message: Incoming) -> None:
    say(f"Not an alert: partition {message.partition}, offset {message.offset}.")
