"""What a user may type: examples for the help of each command."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import typer

EXAMPLES: dict[str, tuple[str, ...]] = {
    "demo": ("tocsin demo",),
    "worker": (
        "TOCSIN_BOOTSTRAP=kafka:9092 tocsin worker",
        "TOCSIN_RULES=/etc/tocsin/rules TOCSIN_PROCESSES=4 tocsin worker",
    ),
    "analyze": (
        "tocsin analyze articles.jsonl > enriched.jsonl",
        "tocsin analyze --alerts articles.jsonl | jq -r .headline",
    ),
    "explain": (
        "tocsin explain article.txt",
        "echo 'Chad massed 3,000 troops along its border with Sudan.' | tocsin explain -",
        "tocsin explain urn:example:1 --rule troop-buildup",
        "tocsin explain article.json --rule my-rule.yaml --json | jq .claims",
    ),
    "backtest": (
        "tocsin backtest my-rule.yaml --from articles.jsonl",
        "tocsin backtest my-rule.yaml --from topic --since 7d --html report.html",
        "tocsin backtest new-rules --against old-rules --from articles.jsonl --json",
    ),
    "publish": (
        "tocsin publish articles.jsonl",
        "tocsin publish feed.rss item.xml story.json",
    ),
    "feed": (
        "tocsin feed https://news.example/world.rss https://wire.example/atom.xml",
        "tocsin feed feeds.txt incoming --every 120",
        "tocsin feed feeds.txt --once",
    ),
    "alerts": (
        "tocsin alerts",
        "tocsin alerts --country Norway,SWE --min-severity Severe",
        "tocsin alerts --standing --status Actual",
        "tocsin alerts --format cap --min-severity Severe",
        "tocsin alerts --kind air-strike --since 3d --once --json | jq .headline",
    ),
    "desk": (
        "tocsin desk",
        "TOCSIN_DESK=0.0.0.0:8040 TOCSIN_DESK_TOKEN=$(openssl rand -hex 16) tocsin desk",
    ),
    "rejected": (
        "tocsin rejected",
        "tocsin rejected --json | jq -r .code | sort | uniq -c",
        "tocsin rejected --retry 0:17",
    ),
    "tap": (
        "tocsin tap articles.rejected",
        "tocsin tap alerts --where severity=Extreme --follow",
        "tocsin tap articles.enriched --where claims.kind=air-strike --json | jq .value.article.title",
    ),
    "doctor": ("tocsin doctor", "tocsin doctor --json | jq 'select(.level == \"bad\")'"),
    "rules check": ("tocsin rules check", "tocsin rules check my-rule.yaml"),
    "rules test": ("tocsin rules test my-rule.yaml",),
    "rules explain": ("tocsin rules explain article.txt --rule my-rule.yaml",),
    "rules publish": ("tocsin rules publish my-rule.yaml", "tocsin rules publish my-desk.yaml --wait 60"),
    "rules list": ("tocsin rules list", "tocsin rules list --json"),
    "rules remove": ("tocsin rules remove my-rule", "tocsin rules remove watchlists/my-desk"),
    "topics create": ("TOCSIN_REPLICATION=3 tocsin topics create",),
    "topics acls": ("tocsin topics acls > acls.sh",),
    "topics show": ("tocsin topics show",),
    "feedback export": ("tocsin feedback export > cases.jsonl",),
    "feedback check": (
        "tocsin feedback check cases.jsonl",
        "tocsin feedback check cases.jsonl --rule my-rule.yaml",
    ),
}
"""By the words of each command."""


def add_examples(app: typer.Typer) -> None:
    """Put the examples under the help of each command."""
    for words, command in _commands(app):
        command.epilog = "\n".join(("Examples:", *EXAMPLES[words]))


def _commands(app: typer.Typer, before: str = "") -> Iterator[tuple[str, typer.models.CommandInfo]]:
    for command in app.registered_commands:
        name = command.name or (command.callback.__name__ if command.callback else "")
        yield f"{before}{name}", command
    for group in app.registered_groups:
        if group.typer_instance:
            yield from _commands(group.typer_instance, f"{before}{group.name} ")
