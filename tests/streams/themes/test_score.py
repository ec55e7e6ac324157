from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.themes.rules import Context, Cue, ThemeRule
from streams.themes.score import build_theme_rules, score_themes

war = ThemeRule(
    theme="armed-conflict",
    why="War.",
    medtop="medtop:20000056",
    label="armed conflict",
    floor=0.4,
    cues=(
        Cue(("war",), 0.5),
        Cue(("civil war*",), 0.8),
        Cue(("shelling", "shelled"), 0.6),
        Cue(("soldier*",), 0.4),
        Cue(("kill*",), 0.5, ("abroad",)),
    ),
    contexts=(("abroad", 0.5), ("sport", -1.0)),
)
trade = ThemeRule("energy-and-trade", "Trade.", "medtop:20000373", "trade", 0.4, (Cue(("trade war*",), 0.7),))
abroad = Context("abroad", "States.", (Cue(("Mali",), 0.5), Cue(("Chad",), 0.5)))
sport = Context("sport", "Sport.", (Cue(("match",), 0.6), Cue(("coach",), 0.6)), ("price war*", "trade war*"))
rules = build_theme_rules([war, trade], [abroad, sport])
filler = "word " * 150


def score_of(text: str, title: str | None = None, theme: str = "armed-conflict") -> float:
    return next((each.score for each in score_themes(title, text, rules) if each.theme == theme), 0.0)


def test_a_score_shows_the_words_that_earned_it() -> None:
    title, text = "Soldiers march", "The town was shelled. A civil war began; soldiers fell."

    (score,) = score_themes(title, text, rules)

    assert score.theme == "armed-conflict"
    assert score.medtop == "medtop:20000056"
    assert [text[start:end] for start, end in score.spans] == ["shelled", "civil war", "soldiers"]
    assert [title[start:end] for start, end in score.title_spans] == ["Soldiers"]


def test_one_cue_scores_its_weight_and_two_add_up() -> None:
    assert score_of("shelling") == pytest.approx(0.6)
    assert score_of("war and shelling") == pytest.approx(1 - 0.5 * 0.4)


def test_below_the_floor_there_is_no_theme() -> None:
    assert score_themes(None, "Nothing happened.", rules) == ()
    assert score_of("x " * 100 + "soldiers") == 0


def test_a_cue_counts_once_however_often_and_in_whichever_spelling() -> None:
    assert score_of("shelling, shelling; they shelled and shelled") == score_of("shelling")


def test_the_longest_cue_counts_and_not_the_words_inside_it() -> None:
    assert score_of("civil war") == pytest.approx(0.8)


def test_a_cue_inside_an_idiom_does_not_count() -> None:
    assert score_of("a price war") == 0
    assert score_of("a price war, then war") == pytest.approx(0.5)


def test_an_idiom_may_itself_be_a_cue() -> None:
    assert score_of("a trade war", theme="energy-and-trade") == pytest.approx(0.7)
    assert score_of("a trade war") == 0


def test_the_title_weighs_more_than_the_text_and_the_beginning_more_than_the_end() -> None:
    later = "word " * 60

    assert score_of("", "shelling") > score_of("shelling") > score_of(f"{later} shelling") > 0


def test_the_background_alone_raises_nothing() -> None:
    assert score_of(f"{filler} civil war, shelling, soldiers, war") == 0


def test_the_background_adds_to_what_the_news_said() -> None:
    assert score_of("shelling") < score_of(f"shelling {filler} civil war soldiers war") < 0.85


def test_a_context_speaks_for_a_theme() -> None:
    assert score_of("war in Mali") == pytest.approx(1 - 0.5 * 0.5**0.5)


def test_a_context_speaks_against_a_theme() -> None:
    assert score_of("The coach went to war before the match.") == 0


def test_one_ambiguous_word_hardly_speaks_against_a_theme() -> None:
    assert score_of("civil war, and a match") > 0.4


def test_a_context_alone_raises_nothing() -> None:
    assert score_of("Mali and Chad") == 0


def test_a_cue_that_needs_company_counts_only_in_it() -> None:
    assert score_of("They killed ten.") == 0
    assert score_of("They killed ten in Mali.") > 0.4


def test_what_did_not_count_is_not_shown() -> None:
    (score,) = score_themes(None, "They killed ten in the civil war.", rules)

    assert len(score.spans) == 1


@pytest.mark.parametrize("title", [None, ""])
def test_a_text_without_words_has_no_themes(title: str | None) -> None:
    assert score_themes(title, "", rules) == ()


vocabulary = st.sampled_from(
    [
        "war",
        "civil",
        "shelled",
        "soldiers",
        "Mali",
        "match",
        "coach",
        "price",
        "trade",
        "killed",
        "é",
        "\n\n",
        ".",
    ]
)
texts = st.lists(vocabulary, max_size=40).map(" ".join)


@given(st.one_of(st.none(), texts), texts)
def test_scores_are_in_order_and_their_spans_inside_title_and_text(title: str | None, text: str) -> None:
    scores = score_themes(title, text, rules)

    assert list(scores) == sorted(scores, key=lambda score: (-score.score, score.theme))
    for score in scores:
        assert 0.4 <= score.score <= 1
        assert score.spans + score.title_spans
        assert all(0 <= start < end <= len(text) for start, end in score.spans)
        assert all(0 <= start < end <= len(title or "") for start, end in score.title_spans)


@given(texts)
def test_to_say_it_all_again_changes_nothing(text: str) -> None:
    assert score_themes(None, f"{text}\n\n{text}", rules) == score_themes(None, text, rules)


@given(texts)
def test_the_order_of_rules_and_contexts_does_not_matter(text: str) -> None:
    turned = build_theme_rules([trade, war], [sport, abroad])

    assert score_themes(None, text, turned) == score_themes(None, text, rules)
