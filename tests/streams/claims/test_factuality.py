from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from model import opened_reader
from streams.claims.cues import parse_cues
from streams.claims.factuality import Judgement, judge

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.model

WORDS = [
    "troops", "left", "will", "not", "may", "deny", "denied", "plan", "to", "withdraw", "if", "the", "invasion", "of",
    "1994", "years", "ago", "after", "said", "that", "no", "and", "or", "?", "in", "would", "have", "been", "when",
    "until", "was", "agreed", ",", "without",
]  # fmt: skip
TODAY = date(2022, 1, 10)


@pytest.fixture(scope="module")
def judged() -> Callable[..., tuple[Judgement, str]]:
    """Return how a sentence's word is judged, with the words that decided."""
    reader = opened_reader()
    cues = parse_cues(
        yaml.safe_load((files("streams") / "data/factuality/cues.yaml").read_text("utf-8")), "cues"
    )

    def run(text: str, word: str, published_on: date = TODAY) -> tuple[Judgement, str]:
        sentence = reader.parse([reader.read(text)[:]])[0]
        trigger = next(token for token in sentence if token.text == word)
        judgement = judge(sentence, trigger, published_on, cues)
        return judgement, text[slice(*judgement.cue)] if judgement.cue else ""

    return run


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Turkish troops crossed the border on Monday.", "crossed"),
        ("The spokesman said that the troops had left.", "left"),
        ("The army began withdrawing from the town.", "withdrawing"),
        ("The president condemned the invasion.", "invasion"),
        ("The separatists accuse the army of massing tanks near the line.", "massing"),
        ("The troops have been stationed there since 1953.", "stationed"),
        ("Troops left the base in December 2021.", "left"),
        ("The minister did not say why the troops had withdrawn.", "withdrawn"),
        ("Talks could not resume after the withdrawal of the delegation.", "withdrawal"),
        ("Eight years after Russia seized Crimea, NATO is sending troops east.", "sending"),
        ("Thousands marked the anniversary of the invasion with a rally.", "rally"),
        ("Veterans of the Vietnam War marched in Washington.", "marched"),
        ("Police fired tear gas to disperse the crowd.", "disperse"),
        ("They will bury the victims of an attack on a mosque.", "attack"),
        ("The raids did not shake the government.", "raids"),
        ("The troops had to be airlifted to the border.", "airlifted"),
        ("The region saw 2000 attacks.", "attacks"),
        ("In the aftermath of the Cold War the alliance moved east.", "moved"),
        ("Hardly – 90,000 soldiers remain on the border.", "remain"),
        ("Not really: the army has massed tanks near the line.", "massed"),
        ("No, the tanks remain on the bridge.", "remain"),
        ("Chad and Sudan have agreed to a truce from midnight.", "truce"),
        ("No group has claimed the bombing in Lima.", "bombing"),
        ("The army shelled nothing but a barn.", "shelled"),
    ],
)
def test_what_is_told_as_fact_is_asserted(
    judged: Callable[..., tuple[Judgement, str]], text: str, word: str
) -> None:
    assert judged(text, word) == (Judgement("asserted"), "")


@pytest.mark.parametrize(
    ("text", "word", "cue"),
    [
        ("Turkey will deploy 2,000 soldiers to Libya.", "deploy", "will"),
        ("The two sides agreed to hold talks in Geneva.", "talks", "agreed"),
        ("The general ordered his men to withdraw.", "withdraw", "ordered"),
        ("The ministry announced the deployment of two ships.", "deployment", "announced"),
        ("Pakistan is to host talks in March.", "host", "is"),
        ("Turkey to send troops to Libya", "send", "to"),
        ("US to deploy four jets in South Korea on Wednesday", "deploy", "to"),
        ("The talks aim at a withdrawal of both armies.", "withdrawal", "aim"),
        ("The minister said that more soldiers would be sent.", "sent", "would"),
        ("The planned exercise worries the neighbours.", "exercise", "planned"),
        ("They welcomed the decision to pull the troops out.", "pull", "decision"),
        ("The soldiers stay until the rebels leave the town.", "leave", "until"),
        ("The two armies will agree to a truce.", "truce", "agree"),
        ("Chad and Sudan agreed to sign a treaty.", "treaty", "agreed"),
        ("The accord that sends the soldiers home was signed in Lima.", "sends", "accord"),
    ],
)
def test_what_is_announced_is_planned(
    judged: Callable[..., tuple[Judgement, str]], text: str, word: str, cue: str
) -> None:
    judgement, words = judged(text, word)

    assert (judgement.status, words) == ("planned", cue)


@pytest.mark.parametrize(
    ("text", "word", "cue"),
    [
        ("Moscow may send more troops to the region.", "send", "may"),
        ("Officials fear an invasion.", "invasion", "fear"),
        ("If Moscow invades, Europe will answer.", "invades", "If"),
        ("He threatened to act unless they withdraw.", "withdraw", "unless"),
        ("The council will act if the army does not withdraw.", "withdraw", "if"),
        ("Is Moscow planning to invade?", "invade", "?"),
        ("The minister demanded the withdrawal of the troops.", "withdrawal", "demanded"),
        ("The minister refused to say whether troops had crossed the border.", "crossed", "whether"),
        ("They did not rule out an attack.", "attack", "not"),
        ("The general cannot deny that troops crossed the border.", "crossed", "not"),
        ("France has not ruled out sending troops.", "sending", "not"),
        ("Rumours of a coup spread through the capital.", "coup", "Rumours"),
        ("Had Chad massed troops on the border, Sudan would have answered.", "massed", "Had"),
        ("Israel is willing to withdraw its troops.", "withdraw", "willing"),
        ("The opposition told the army to leave the capital.", "leave", "told"),
        ("Chile refused to reopen the canal before the soldiers left.", "left", "before"),
    ],
)
def test_what_is_feared_asked_or_thought_of_is_hypothetical(
    judged: Callable[..., tuple[Judgement, str]], text: str, word: str, cue: str
) -> None:
    judgement, words = judged(text, word)

    assert (judgement.status, words) == ("hypothetical", cue)


@pytest.mark.parametrize(
    ("text", "word", "cue"),
    [
        ("Turkey has not deployed any troops.", "deployed", "not"),
        ("No troops were withdrawn, an official said.", "withdrawn", "No"),
        ("Kyiv says Moscow denies massing troops near the border.", "massing", "denies"),
        ("Moscow denied that it planned to invade its neighbour.", "invade", "denied"),
        ("The minister ruled out a withdrawal.", "withdrawal", "ruled"),
        ("The planned withdrawal of troops was cancelled.", "withdrawal", "cancelled"),
        ("The army failed to take the town.", "take", "failed"),
        ("The government rejected claims that its soldiers had crossed the border.", "crossed", "rejected"),
        ("There is no evidence of a military buildup.", "buildup", "no"),
        ("Analysts do not believe that the army has left the town.", "left", "not"),
        ("They left the town without firing a shot.", "firing", "without"),
        ("No-one was arrested, and no soldiers left.", "left", "no"),
        ("Chad denied that it had massed soldiers.", "massed", "denied"),
        ("Brazil denied invasion claims.", "invasion", "denied"),
    ],
)
def test_what_is_negated_denied_or_prevented_is_denied(
    judged: Callable[..., tuple[Judgement, str]], text: str, word: str, cue: str
) -> None:
    judgement, words = judged(text, word)

    assert (judgement.status, words) == ("denied", cue)


@pytest.mark.parametrize(
    ("text", "word", "cue"),
    [
        ("Russia annexed the peninsula in 2014.", "annexed", "2014"),
        (
            "Eight years after Russia seized Crimea, NATO is sending troops east.",
            "seized",
            "Eight years after",
        ),
        ("Moscow sent tanks into the region two years ago.", "sent", "two years ago"),
        ("Thousands marked the anniversary of the invasion with a rally.", "invasion", "anniversary"),
        ("During the Cold War the army massed on that river.", "massed", "Cold War"),
        ("The troops were withdrawn in the 1990s.", "withdrawn", "1990s"),
        ("A court sentenced four men over the 2015 bombing of a market.", "bombing", "2015"),
        ("1979: Soviet troops enter Afghanistan in force.", "enter", "1979"),
        ("In 1940 Germany invaded the country.", "invaded", "1940"),
        ("In the novel, Peru invades Chile.", "invades", "novel"),
        ("The video game lets players invade Chile.", "invade", "game"),
        ("The general wrote a book about the invasion of Chile.", "invasion", "book"),
        ("A scholar said the Soviet Union invaded the country.", "invaded", "Soviet Union"),
        ("The pier was closed in March 1991, when the marines left.", "left", "1991"),
    ],
)
def test_what_lies_a_year_or_more_back_or_is_told_by_a_work_is_historical(
    judged: Callable[..., tuple[Judgement, str]], text: str, word: str, cue: str
) -> None:
    judgement, words = judged(text, word)

    assert (judgement.status, words) == ("historical", cue)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
@settings(max_examples=40, deadline=None)
def test_the_cue_of_any_words_lies_inside_them(
    judged: Callable[..., tuple[Judgement, str]], words: list[str]
) -> None:
    text = " ".join(words)

    judgement, _ = judged(text, words[-1])

    assert judgement.cue is None or 0 <= judgement.cue[0] < judgement.cue[1] <= len(text)


def test_the_day_of_the_article_decides_what_is_history(judged: Callable[..., tuple[Judgement, str]]) -> None:
    text = "The troops crossed the river in March 2014."

    assert judged(text, "crossed", date(2014, 5, 1))[0].status == "asserted"
    assert judged(text, "crossed", date(2015, 6, 1))[0].status == "historical"
