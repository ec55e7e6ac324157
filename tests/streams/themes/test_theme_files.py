"""The rule files themselves: what they promise, they keep."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

from streams.themes.phrases import spell_out
from streams.themes.rules import Context, Cue, ThemeRule, parse_context, parse_theme_rule
from streams.themes.score import build_theme_rules, score_themes

root = Path(__file__).parents[3]
data = root / "streams" / "data"
shared = root.parent / "shared"

rules: list[ThemeRule] = [
    parse_theme_rule(yaml.safe_load(path.read_text(encoding="utf-8")), path.name)
    for path in sorted((data / "themes").glob("*.yaml"))
]
contexts: list[Context] = [
    parse_context(yaml.safe_load(path.read_text(encoding="utf-8")), path.name)
    for path in sorted((data / "contexts").glob("*.yaml"))
]
compiled = build_theme_rules(rules, contexts)
by_theme = {rule.theme: rule for rule in rules}
examples = [
    pytest.param(rule.theme, example.title, example.text, example.expect, id=f"{rule.theme}-{number}")
    for rule in rules
    for number, example in enumerate(rule.examples)
]
owners = [
    pytest.param(owner.cues, id=name) for name, owner in (*by_theme.items(), *((c.name, c) for c in contexts))
]


def themes_of(title: str | None, text: str) -> list[str]:
    return [score.theme for score in score_themes(title, text, compiled)]


@pytest.mark.parametrize(("theme", "title", "text", "expect"), examples)
def test_an_example_does_what_it_says(theme: str, title: str | None, text: str, expect: bool) -> None:
    assert (theme in themes_of(title, text)) is expect


@pytest.mark.parametrize("rule", rules, ids=by_theme.keys())
def test_every_theme_has_five_examples_and_five_near_misses(rule: ThemeRule) -> None:
    counts = Counter(example.expect for example in rule.examples)

    assert counts[True] >= 5
    assert counts[False] >= 5


def test_a_file_is_named_after_its_theme_or_context() -> None:
    assert sorted(path.stem for path in (data / "themes").glob("*.yaml")) == sorted(by_theme)
    assert sorted(path.stem for path in (data / "contexts").glob("*.yaml")) == sorted(
        c.name for c in contexts
    )


@pytest.mark.parametrize("cues", owners)
def test_no_phrase_is_written_twice_for_one_theme_or_context(cues: tuple[Cue, ...]) -> None:
    phrases = [(phrase, set(spell_out(phrase))) for cue in cues for phrase in cue.phrases]
    times = Counter(spelling for _, spellings in phrases for spelling in spellings)

    assert [phrase for phrase, spellings in phrases if min(times[each] for each in spellings) > 1] == []


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param(
            "Rovers bombard United in cup battle",
            "The visitors attacked from the first whistle and their strikers shot on sight, but the home "
            "defence held out under siege until a late penalty killed the match. The coach praised them.",
            id="football",
        ),
        pytest.param(
            "Sri Lanka's bowlers destroy Pakistan",
            "Pakistan lost seven wickets for 40 runs in Colombo as the spinners attacked the stumps; their "
            "captain fought alone and made 60 before he was run out in the third Test match of the series.",
            id="cricket-between-states",
        ),
        pytest.param(
            "Supermarkets open new front in price war",
            "Shares in both retailers fell after the larger chain fired the first shot with cuts on 400 "
            "products. Analysts expect casualties among smaller firms and lower profits for all.",
            id="price-war",
        ),
        pytest.param(
            "Airline repels hostile takeover",
            "Shareholders voted down the raid by its German rival after talks between the two companies "
            "failed. The chairman called the bid an ultimatum, and the airline's stock rose 4 percent.",
            id="takeover",
        ),
        pytest.param(
            "War epic storms the box office",
            "The film, in which a sniper and a spy escape from an occupied city, took 80 million dollars "
            "in its first weekend. Critics praised the battle scenes and the actor who plays the general.",
            id="war-film",
        ),
        pytest.param(
            "New shooter lets players invade the moon",
            "The video game sends gamers into combat against alien troops with missiles, drones and tanks. "
            "It is out for PlayStation and Xbox on Friday.",
            id="video-game",
        ),
        pytest.param(
            "Peace at last between singer and label",
            "The two sides signed a treaty of sorts: the band will record two albums, and the label drops "
            "its lawsuit.",
            id="music",
        ),
        pytest.param(
            "Scientists target cancer cells with guided missiles",
            "Researchers say the drug attacks the tumour and spares the patient's healthy tissue.",
            id="medicine",
        ),
    ],
)
def test_war_words_elsewhere_raise_nothing(title: str, text: str) -> None:
    assert themes_of(title, text) == []


@pytest.mark.parametrize(
    "title",
    [
        "Retailer tests delivery drones over suburbs",
        "Chip maker unveils faster processor",
        "Gas leak kills three in apartment block",
        "Merrill Lynch cuts jobs in London",
        "Arsenal sign goalkeeper on loan",
        "Leaders combat climate change with new fund",
        "Chief executive resigns amid boardroom turmoil",
        "Teenager kidnapped in Florida found safe",
        "Alien species invade the lake",
        "Rocket carries crew to space station",
        "Fans revolt over ticket prices",
        "Nuclear fusion start-up raises $200m",
        "Tax relief for savers to end in April",
        "Chess champion defends title",
    ],
)
def test_one_word_of_war_in_a_headline_raises_nothing(title: str) -> None:
    assert themes_of(title, "") == []


@pytest.mark.parametrize(
    ("title", "theme"),
    [
        ("Army launches 120 drones and missiles at Kyiv overnight", "armed-conflict"),
        ("Taiwan scrambles jets as Chinese warships circle island", "military-posture"),
        ("Suicide bombers strike mosque in Peshawar", "terrorism"),
        ("Iran enriches uranium to 60 percent, inspectors say", "nuclear"),
        ("Finland and Turkey end row after talks in Ankara", "diplomacy"),
        ("Armenia and Azerbaijan sign peace deal over Karabakh", "peace-process"),
        ("EU adopts 14th package of sanctions against Russia", "sanctions"),
        ("Protesters clash with police in Tbilisi over law on foreign agents", "domestic-unrest"),
        ("Exit polls put opposition ahead in Senegal", "elections"),
        ("Thousands flee as rebels enter Goma", "humanitarian"),
        ("Hackers linked to China breach telecom networks", "cyber"),
        ("Two arrested in Berlin on suspicion of spying for Russia", "espionage"),
        ("OPEC extends cuts to output", "energy-and-trade"),
        ("Uyghur activists jailed for 15 years", "human-rights"),
        ("Hundreds of migrants drown off Greece", "migration"),
        ("Coast guards of China and the Philippines collide at disputed shoal", "maritime-and-territory"),
    ],
)
def test_a_headline_alone_may_raise_a_theme(title: str, theme: str) -> None:
    assert theme in themes_of(title, "")


@pytest.mark.shared
def test_the_seed_article_is_about_diplomacy_and_military_posture() -> None:
    if not shared.exists():
        pytest.skip(f"{shared} is not there")
    body = json.loads((shared / "articles" / "seed.json").read_text(encoding="utf-8"))["body"]

    themes = themes_of(None, body[: body.index("Articles You May Like")])

    assert {"diplomacy", "military-posture"} <= set(themes[:3])


@pytest.mark.shared
def test_there_is_a_file_for_each_theme_of_the_contract() -> None:
    if not shared.exists():
        pytest.skip(f"{shared} is not there")
    contract = json.loads((shared / "eval" / "kinds.json").read_text(encoding="utf-8"))["themes"]

    assert sorted(by_theme) == sorted(contract)
