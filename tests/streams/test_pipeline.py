from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from streams.clean.article import Article
from streams.pipeline import analyse, explain, reportable
from streams.wire.answers import answer

if TYPE_CHECKING:
    from streams.knowledge import Knowledge
    from streams.pipeline import Enriched

pytestmark = pytest.mark.model

ARTICLE = Article(
    id="urn:test:1",
    source="Northwire",
    published_at=datetime(2031, 3, 3, 5, 40, tzinfo=UTC),
    title="Sweden masses troops near Norway",
    body=(
        "Sweden has massed about 40,000 troops along its border with Norway, Norwegian Foreign Minister Torbjorn Eide "
        "said on Monday.\n\nRead more: Ten walks in the fjords\n\nSweden denied that it was planning an invasion."
    ),
)


@pytest.fixture(scope="module")
def enriched(knowledge: Knowledge) -> Enriched:
    return analyse(ARTICLE, knowledge)


def test_an_article_is_read_from_text_to_claims(enriched: Enriched) -> None:
    assert "Ten walks" not in enriched.text
    assert "Ten walks" in " ".join(piece.text for piece in enriched.removed)
    assert {"SWE", "NOR"} <= {entity.country for entity in enriched.entities}
    assert "military-posture" in [theme.theme for theme in enriched.themes]
    (buildup,) = [claim for claim in enriched.claims if claim.kind == "troop-buildup"]
    assert buildup.status == "asserted"
    assert buildup.actor is not None
    assert buildup.actor.countries == ("SWE",)
    assert buildup.quantity is not None
    assert buildup.quantity.value == 40_000


def test_every_span_lies_inside_the_text_and_shows_its_words(enriched: Enriched) -> None:
    spans = [span for entity in enriched.entities for span in entity.spans]
    spans += [span for theme in enriched.themes for span in theme.spans]
    for claim in enriched.claims:
        spans += [claim.trigger, claim.evidence]
        assert enriched.text[slice(*claim.evidence)] == claim.quote
        assert claim.evidence[0] <= claim.trigger[0] < claim.trigger[1] <= claim.evidence[1]
    assert all(0 <= start < end <= len(enriched.text) for start, end in spans)


def test_the_same_article_gives_the_same_bytes(knowledge: Knowledge) -> None:
    assert answer(ARTICLE, knowledge, frozenset(), None) == answer(ARTICLE, knowledge, frozenset(), None)


def test_a_withdrawn_article_is_not_read(knowledge: Knowledge) -> None:
    withdrawn = analyse(replace(ARTICLE, is_withdrawn=True), knowledge)

    assert withdrawn.unread_because == "withdrawn"
    assert (withdrawn.text, withdrawn.claims) == ("", ())


def test_an_article_in_another_language_is_cleaned_and_kept_with_the_reason(knowledge: Knowledge) -> None:
    body = "Der Bundestag hat am Montag über den Haushalt beraten. Die Debatte dauerte bis in die Nacht."
    german = analyse(replace(ARTICLE, body=body, title=None), knowledge)

    assert (german.language, german.unread_because) == ("de", "language:de")
    assert german.text == body
    assert german.claims == ()


@pytest.mark.parametrize(
    "body",
    [
        "x",
        "....",
        "\u202e\u200b\ufeff" * 50,
        "A" * 50_000,
        "word " * 3_000,
        "\n\n".join("?!" for _ in range(2_000)),
    ],
    ids=["one letter", "full stops", "invisible", "one long word", "the same word", "marks only"],
)
def test_text_that_nobody_would_write_is_read_without_trouble(body: str, knowledge: Knowledge) -> None:
    assert analyse(replace(ARTICLE, body=body), knowledge).claims == ()


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "A last battery holds out",
            (
                "In the film, which opens in cinemas on Friday, rebels seize the capital and the army shells its own "
                "suburbs. The actors learned to march for it; the air raid was shot in one take."
            ),
        ),
        (
            "Storm front moves in",
            (
                "An army of clouds massed off the coast on Sunday, forecasters said, and will bombard the cape "
                "with hail until Tuesday. Umbrellas are advised."
            ),
        ),
    ],
    ids=["a film", "the weather"],
)
def test_words_of_war_about_something_else_ring_nothing(title: str, body: str, knowledge: Knowledge) -> None:
    assert reportable(analyse(replace(ARTICLE, title=title, body=body), knowledge)) == ()


def test_what_is_explained_is_what_is_analysed(knowledge: Knowledge) -> None:
    body = (
        "Sweden has massed 40,000 troops near the Norwegian border. The firm deployed new software in Oslo."
    )
    article = replace(ARTICLE, body=body)
    found = explain(article, knowledge)

    assert found.enriched == analyse(article, knowledge)
    assert {each.theme: each.score for each in found.weighings if each.is_raised} == {
        theme.theme: theme.score for theme in found.enriched.themes
    }
    assert "deployed" in {found.enriched.text[slice(*miss.trigger)] for miss in found.near_misses}


def test_of_an_article_that_is_not_read_nothing_is_explained(knowledge: Knowledge) -> None:
    found = explain(replace(ARTICLE, is_withdrawn=True), knowledge)

    assert (found.enriched.unread_because, found.near_misses, found.weighings) == ("withdrawn", (), ())
