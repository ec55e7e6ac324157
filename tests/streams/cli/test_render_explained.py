from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from alerts import alert_of
from streams.backtest.silence import Verdict
from streams.claims.claim import Claim, Party
from streams.claims.fired import Firing, Met
from streams.claims.nearly import NearMiss, Reason
from streams.claims.rule import ClaimRule, Trigger
from streams.clean.article import Article
from streams.cli.render_explained import MOST_NEAR, explained_as_json, only, render_explained, said
from streams.pipeline import Enriched, Explained

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT = "[bold]Chad[/] massed troops. The firm deployed software."
ARTICLE = Article(id="a", source="s", published_at=datetime(2031, 3, 4, tzinfo=UTC), body="")
CLAIM = Claim(
    rule="troop-buildup",
    kind="troop-buildup",
    event_type="MOBILIZE",
    status="asserted",
    trigger=(14, 20),
    evidence=(0, 28),
    quote=TEXT[:28],
    actor=Party("Chad", ("TCD",)),
)
NEAR = NearMiss(
    "arms", "arms", (38, 46), (29, 56), (Reason("where", ("object",), ("$forces",), ("software",)),)
)


def explained(near: tuple[NearMiss, ...] = (NEAR,), unread: str | None = None) -> Explained:
    return Explained(Enriched(ARTICLE, TEXT, "en", claims=(CLAIM,), unread_because=unread), near)


def shown(
    found: Explained,
    verdicts: Sequence[Verdict] = (),
    chosen: Sequence[ClaimRule] = (),
    *,
    everything: bool = False,
) -> str:
    console = Console(width=200, color_system=None)
    with console.capture() as capture:
        console.print(render_explained(found, verdicts, chosen, everything=everything))
    return capture.get()


def test_what_fired_and_what_nearly_did_stand_with_their_words() -> None:
    page = shown(explained())

    assert "● troop-buildup on “massed”  asserted · actor Chad (TCD)" in page
    assert "○ arms on “deployed”" in page
    assert "wanted in object: $forces; found: software" in page


def test_each_claim_says_what_met_its_conditions_and_what_becomes_of_it() -> None:
    met = Met(("object",), ("$forces",), ("troops",))
    found = replace(explained(), firings=(Firing("troop-buildup", (14, 20), "verb", (met,)),))
    silent = Verdict(None, "it is told as history")

    assert "wanted in object: $forces; found: troops" in shown(found, [silent])
    assert "fired, but does not ring: it is told as history" in shown(found, [silent])
    assert "rings: Moderate, Likely" in shown(found, [Verdict(alert_of())])
    assert explained_as_json(found, [silent])["claims"][0]["silent_because"] == "it is told as history"


def test_a_rule_that_was_asked_for_is_shown_alone_and_named_where_it_is_silent() -> None:
    found, verdicts = only({"arms", "riot"}, explained(), [Verdict(None, "no")])
    riot = ClaimRule("riot", "why", triggers=(Trigger("verb", ("riot", "loot")),))
    page = shown(found, verdicts, [riot])

    assert "troop-buildup" not in page
    assert "○ arms on “deployed”" in page
    assert "○ riot: none of its words stand in the article" in page
    assert "looks for a verb: riot, loot" in page
    assert "Themes" not in page


def test_what_an_article_says_is_never_markup() -> None:
    assert "“[bold]Chad[/] massed troops.”" in shown(explained())


def test_a_long_list_of_near_misses_is_cut_unless_all_are_asked_for() -> None:
    many = explained((NEAR,) * (MOST_NEAR + 5))

    assert "and 5 more (--all)" in shown(many)
    assert shown(many, everything=True).count("○ arms") == MOST_NEAR + 5


def test_an_article_that_was_not_read_says_why() -> None:
    assert "Not read: language:de" in shown(explained(unread="language:de"))


def test_offsets_in_json_point_into_its_text() -> None:
    data = explained_as_json(explained())

    assert data["text"][slice(*data["claims"][0]["trigger"])] == data["claims"][0]["words"] == "massed"
    assert data["near_claims"][0]["quote"] == "The firm deployed software."


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (
            Reason("where", ("object", "of"), ("tank",)),
            "wanted in object or of: tank; found nothing of it there",
        ),
        (Reason("unless", ("near",), ("aid", "food"), ("aid",)), "unwanted in near: aid"),
        (Reason("unless", ("near",), ("@country",)), "unwanted in near: @country"),
        (
            Reason("part of speech", wanted=("verb",), found=("raid (noun)",)),
            "wanted as a verb; found raid (noun)",
        ),
        (Reason("outdone", found=("raid", "raided")), "raid says it, on “raided”"),
        (Reason("unpolitical"), "the sentence names no country and no known organisation"),
        (
            Reason("where", ("any",), tuple("abcdefghij")),
            "wanted in any: a, b, c, d, e, f, g, h, …; found nothing",
        ),
    ],
    ids=lambda value: value.why if isinstance(value, Reason) else "",
)
def test_each_reason_is_a_sentence(reason: Reason, words: str) -> None:
    assert said(reason).startswith(words)
