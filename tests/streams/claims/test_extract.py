from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from streams.claims.extract import find_claims
from streams.clean.article import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Doc, Span

    from streams.claims.claim import Claim
    from streams.knowledge import Knowledge

SEED = Path(__file__).parents[4] / "shared" / "articles" / "seed.json"

pytestmark = pytest.mark.model


def of_kind(claims: Sequence[Claim], kind: str) -> list[Claim]:
    return [claim for claim in claims if claim.kind == kind]


@pytest.mark.parametrize(
    "text",
    [
        "Russia invaded Georgia on Friday.",
        "Georgia was invaded by Russia on Friday.",
        "Russia launched an invasion of Georgia.",
        "The Russian invasion of Georgia alarmed Tbilisi.",
        "Russia's invasion of Georgia alarmed Tbilisi.",
        "Russia, which invaded Georgia on Friday, called up reservists.",
        "Russia plans to invade Georgia.",
        "Russia massed tanks and invaded Georgia.",
        "Officials said that Russia had invaded Georgia.",
        "Moscow accused Tbilisi of lying after Russia invaded Georgia.",
    ],
)
def test_grammar_does_not_hide_who_invades_whom(
    text: str, read_claims: Callable[..., tuple[Claim, ...]]
) -> None:
    found = of_kind(read_claims(text), "invasion")[0]

    assert found.actor is not None
    assert found.recipient is not None
    assert (found.actor.countries, found.recipient.countries) == (("RUS",), ("GEO",))


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Chad said it had sent troops to the border.", ("TCD",)),
        ("Mali is willing to withdraw its troops from the north.", ("MLI",)),
        ("US to deploy jets in Romania", ("USA",)),
        ("Kenyan troops were massed on the frontier.", ("KEN",)),
        ("Kenya and Uganda massed troops on the frontier.", ("KEN", "UGA")),
        ("Peru warned Chile. Its soldiers remain on the border.", ()),
    ],
    ids=["pronoun", "willing", "headline", "passive", "both", "unsure"],
)
def test_whose_troops_they_are(
    text: str, countries: tuple[str, ...], read_claims: Callable[..., tuple[Claim, ...]]
) -> None:
    found = [claim for claim in read_claims(text) if claim.kind in {"troop-buildup", "troop-withdrawal"}]

    assert (found[0].actor.countries if found[0].actor else ()) == countries


def test_an_earlier_sentence_tells_whose_troops_they_are(
    read_claims: Callable[..., tuple[Claim, ...]],
) -> None:
    text = "Russia massed tanks near Ukraine. More than 90,000 soldiers were deployed along the border."
    found = of_kind(read_claims(text), "troop-buildup")

    assert [claim.actor.countries for claim in found if claim.actor] == [("RUS",), ("RUS",)]


def test_spans_are_offsets_into_the_text(read_claims: Callable[..., tuple[Claim, ...]]) -> None:
    text = "Intro.\n\n“Iran has massed 3,000 troops near Basra,” officials in Baghdad said.\n\nEnd."
    claim = of_kind(read_claims(text), "troop-buildup")[0]

    assert text[slice(*claim.trigger)] == "massed"
    assert text[slice(*claim.evidence)] == claim.quote
    for part in (claim.actor, claim.location, claim.quantity, claim.source):
        if part is not None and part.span is not None:
            assert text[slice(*part.span)] == part.text


def test_only_sentences_with_a_trigger_are_parsed(knowledge: Knowledge) -> None:
    parsed: list[str] = []

    def parse(sentences: Sequence[Span]) -> list[Doc]:
        parsed.extend(sentence.text for sentence in sentences)
        return knowledge.reader.parse(sentences)

    text = "The weather was mild. Russia invaded Georgia. Bread was baked."
    article = Article(id="a", source="test", published_at=datetime(2022, 1, 10, tzinfo=UTC), body=text)
    find_claims(article, knowledge.reader.read(text), (), knowledge.claim_rules, knowledge.gazetteer, parse)

    assert parsed == ["Russia invaded Georgia."]


def test_an_article_about_something_else_brings_no_grave_news_by_the_way(
    read_claims: Callable[..., tuple[Claim, ...]],
) -> None:
    text = (
        "Shares fell as investors sold stocks and profits slipped, brokers said. Militants shot dead nine villagers "
        "in Mali."
    )

    assert [claim.kind for claim in read_claims(text) if claim.kind] == []
    assert read_claims(text.partition(". ")[2])[0].kind == "attack-on-civilians"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "?", "\u200b", "troops " * 400, "“" * 50, "massed, " * 90])
def test_any_text_gives_an_answer(text: str, read_claims: Callable[..., tuple[Claim, ...]]) -> None:
    for claim in read_claims(text):
        assert text[slice(*claim.evidence)] == claim.quote


@pytest.mark.shared
def test_the_seed_article_says_what_it_says(read_claims: Callable[..., tuple[Claim, ...]]) -> None:
    if not SEED.exists():
        pytest.skip(f"{SEED} is not here")
    claims = read_claims(json.loads(SEED.read_text(encoding="utf-8"))["body"])

    counted = [claim for claim in of_kind(claims, "troop-buildup") if claim.quantity]
    assert [claim.quantity.value for claim in counted if claim.quantity] == [100_000, 100_000]
    assert all(claim.actor and claim.actor.countries == ("RUS",) for claim in counted)
    assert {claim.status for claim in counted} == {"asserted"}
    said = next(claim for claim in counted if claim.source)
    assert said.source is not None
    assert set(said.source.countries) == {"USA", "UKR"}
    assert {"hypothetical", "denied"} <= {claim.status for claim in of_kind(claims, "invasion")}
    assert [claim.status for claim in of_kind(claims, "territory-seized")] == ["historical"]
    assert any(
        claim.status == "asserted" and claim.location and "Geneva" in claim.location.text
        for claim in of_kind(claims, "talks")
    )
