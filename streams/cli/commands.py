"""The commands, in the order in which a newcomer meets them."""

from __future__ import annotations

import typer

from streams.cli import alerts, analyze, demo, publish, rejected, rules, topics, worker

app = typer.Typer(
    name="tocsin",
    help="A geopolitical alert stream for news: articles in, enriched articles and alerts with evidence out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(demo.demo)
app.command()(worker.worker)
app.command()(analyze.analyze)
app.command()(publish.publish)
app.command()(alerts.alerts)
app.command()(rejected.rejected)
app.add_typer(rules.app, name="rules")
app.add_typer(topics.app, name="topics")
