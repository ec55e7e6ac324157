from __future__ import annotations

import pytest

from streams.themes.nearly import weigh_themes
from streams.themes.rules import Context, Cue, ThemeRule
from streams.themes.score import build_theme_rules, score_themes

WAR = ThemeRule(
    theme="war",
    why="Arms.",
    medtop="medtop:16000000",
    label="war",
    floor=0.5,
    cues=(Cue(("army",), 0.6), Cue(("front",), 0.3), Cue(("general",), 0.9, ("abroad",))),
    contexts=(("sport", -2.0), ("abroad", 0.5)),
)
RULES = build_theme_rules(
    [WAR],
    [
        Context("sport", "Games.", (Cue(("match",), 0.9),)),
        Context("abroad", "States.", (Cue(("Mali",), 0.6),)),
    ],
)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (None, "The army is at the front."),
        ("Army", "A match."),
        (None, "The front moved."),
        (None, "Mali's army and a general."),
        (None, "The general spoke."),
        (None, "Bread."),
        (None, "The army won the match."),
    ],
)
def test_what_is_raised_is_what_the_score_says(title: str | None, text: str) -> None:
    weighed = weigh_themes(title, text, RULES)
    raised = {each.theme: each.score for each in weighed if each.is_raised}

    assert raised == {score.theme: score.score for score in score_themes(title, text, RULES)}


def test_a_theme_below_its_floor_tells_its_words_and_sum() -> None:
    (weighing,) = weigh_themes(None, "The front moved.", RULES)

    assert not weighing.is_raised
    assert [(cue.words, cue.weight) for cue in weighing.cues] == [("front", 0.3)]
    assert weighing.score == weighing.alone == pytest.approx(0.3)


def test_what_speaks_against_a_theme_is_named() -> None:
    (weighing,) = weigh_themes(None, "The army won the match.", RULES)

    assert [name for name, _ in weighing.contexts] == ["sport"]
    assert weighing.contexts[0][1] < 0
    assert weighing.score < weighing.floor <= weighing.alone


def test_a_cue_without_the_context_it_needs_is_shown_as_such() -> None:
    (weighing,) = weigh_themes(None, "The general spoke.", RULES)

    assert (weighing.cues[0].beside, weighing.cues[0].company) == (("abroad",), 0.0)
    assert not weighing.is_raised


def test_a_text_without_any_cue_has_no_weighing() -> None:
    assert weigh_themes(None, "Bread.", RULES) == ()
