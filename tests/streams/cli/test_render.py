from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console

from alerts import PUBLISHED, published_alert
from streams.cli.render import MOST_EVIDENCE, render_alert

if TYPE_CHECKING:
    from schemas.alert import AlertV1


def evidence(number: int) -> dict[str, object]:
    return {**PUBLISHED["evidence"][0], "claim_id": f"{number:016x}", "quote": f"Quote number {number}."}


def shown(made: AlertV1, known: tuple[str, ...] = ()) -> str:
    console = Console(width=200, color_system=None)
    with console.capture() as capture:
        console.print(render_alert(made, known))
    return capture.get()


def test_an_alert_shows_what_who_where_how_many_and_who_says_so() -> None:
    text = shown(published_alert())

    for part in (
        "UPDATE",
        "Troop buildup",
        "Swedish troops (SWE)",
        "the border (NOR)",
        "40,000 troops",
        "said by Oslo",
    ):
        assert part in text


def test_an_alert_shows_the_watchlists_that_it_is_on() -> None:
    assert "on arctic, baltic-desk" in shown(
        published_alert(watchlists=[{"id": "arctic"}, {"id": "baltic-desk"}])
    )
    assert " on " not in shown(published_alert(watchlists=[])).splitlines()[1]


def test_evidence_names_the_revision_of_a_rule_that_was_sent_and_of_no_other() -> None:
    sent = {**evidence(1), "rule": "lantern-signal", "rule_revision": 12}

    assert "· lantern-signal, revision 12" in shown(published_alert(evidence=[sent]))
    assert "revision" not in shown(published_alert(evidence=[evidence(1)]))


def test_evidence_that_was_shown_before_is_not_shown_again() -> None:
    text = shown(published_alert(evidence=[evidence(1), evidence(2)]), (f"{1:016x}",))

    assert "Quote number 1." not in text
    assert "Quote number 2." in text


def test_a_long_list_of_evidence_is_cut_and_counted() -> None:
    text = shown(published_alert(evidence=[evidence(n) for n in range(MOST_EVIDENCE + 3)]))

    assert text.count("Quote number") == MOST_EVIDENCE
    assert "and 3 more" in text


def test_what_an_article_says_is_never_markup() -> None:
    hostile = {**evidence(1), "quote": "[bold red]Troops[/] [link=https://x.example]here[/link]"}

    assert "[bold red]Troops[/] [link=https://x.example]here[/link]" in shown(
        published_alert(evidence=[hostile])
    )
