"""The commands, in the order in which a newcomer meets them."""

from __future__ import annotations

import typer

from streams.cli import (
    alerts,
    analyze,
    backtest,
    demo,
    desk,
    doctor,
    explain,
    feed,
    feedback,
    feedback_check,
    publish,
    rejected,
    rules,
    rules_sent,
    tap,
    topics,
    worker,
)
from streams.cli.examples import add_examples

app = typer.Typer(
    name="tocsin",
    help="A geopolitical alert stream for news: articles in, enriched articles and alerts with evidence out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(demo.demo)
app.command()(worker.worker)
app.command()(analyze.analyze)
app.command()(explain.explain)
app.command()(backtest.backtest)
app.command()(publish.publish)
app.command()(feed.feed)
app.command()(alerts.alerts)
app.command()(desk.desk)
app.command()(rejected.rejected)
app.command()(tap.tap)
app.command()(doctor.doctor)
rules.app.command()(explain.explain)
rules.app.command()(rules_sent.publish)
rules.app.command("list")(rules_sent.show)
rules.app.command()(rules_sent.remove)
feedback.app.command()(feedback_check.check)
app.add_typer(rules.app, name="rules")
app.add_typer(topics.app, name="topics")
app.add_typer(feedback.app, name="feedback")
add_examples(app)
