from __future__ import annotations

from pathlib import Path

import schemas
from schemas.enriched import EnrichedArticleV1
from streams.web.passage import MOST_AROUND, MOST_CHARS, page_of, passage_of

ARTICLE = EnrichedArticleV1.read(
    (Path(schemas.__file__).parent / "examples" / "articles.enriched" / "good" / "whole.json").read_bytes()
)
(CLAIM,) = ARTICLE.claims


def test_a_quote_stands_in_its_paragraph_with_who_where_and_what_marked() -> None:
    found = passage_of(ARTICLE, CLAIM)

    marked = {mark: run["text"] for run in found["runs"] for mark in run["marks"]}
    assert "".join(run["text"] for run in found["runs"]) == "Envoys of both states met in Geneva on Tuesday."
    assert marked["actor"] == "Envoys of both states"
    assert marked["trigger"] == "met"
    assert marked["place"] == "Geneva"
    assert not found["is_cut_before"]
    assert not found["is_cut_after"]


def test_a_long_paragraph_is_cut_around_the_quote() -> None:
    quote = "They met in Geneva."
    before, after = "x" * (MOST_AROUND + 5), "y" * 3
    start = len(before)
    claim = CLAIM.model_copy(
        update={
            "evidence": (start, start + len(quote)),
            "trigger": (start, start + 4),
            "actor": None,
            "location": None,
        }
    )
    article = ARTICLE.model_copy(update={"text": f"{before}{quote}{after}\nNext paragraph."})

    found = passage_of(article, claim)

    text = "".join(run["text"] for run in found["runs"])
    assert text == "x" * MOST_AROUND + quote + after
    assert found["is_cut_before"]
    assert not found["is_cut_after"]


def test_a_page_has_all_that_was_found_and_what_was_taken_out() -> None:
    page = page_of(ARTICLE)

    assert "".join(run["text"] for run in page["runs"]) == ARTICLE.text
    assert page["removed"] == [{"text": "Read more", "reason": "furniture"}]
    assert page["entities"][0] == {"name": "Geneva", "type": "GPE", "country": "CHE", "count": 1}
    assert page["claims"][0]["kind"] == "talks"
    assert any("entity" in run["marks"] for run in page["runs"])


def test_a_huge_article_is_shown_in_part_and_says_so() -> None:
    page = page_of(ARTICLE.model_copy(update={"text": ARTICLE.text + "z" * MOST_CHARS}))

    assert sum(len(run["text"]) for run in page["runs"]) == MOST_CHARS
    assert page["is_cut"]
