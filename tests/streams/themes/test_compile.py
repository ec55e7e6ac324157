from __future__ import annotations

import pytest

from streams.themes.compile import build_theme_rules
from streams.themes.rules import Context, Cue, ThemeRule
from streams.themes.score import score_themes


def rule(theme: str, *cues: Cue, contexts: tuple[tuple[str, float], ...] = ()) -> ThemeRule:
    return ThemeRule(theme, "why", "medtop:20000056", "label", 0.5, cues, contexts)


sport = Context("sport", "why", (Cue(("match",), 0.6),))
against_sprot = rule("war", contexts=(("sprot", -1.0),))
beside_abraod = rule("war", Cue(("army",), 0.5, ("abraod",)))
in_need = Context("crowd", "why", (Cue(("fans",), 0.5, ("sport",)),))


@pytest.mark.parametrize(
    ("rules", "contexts", "message"),
    [
        pytest.param([rule("war"), rule("war")], [], "war comes twice", id="theme-twice"),
        pytest.param([], [sport, sport], "sport comes twice", id="context-twice"),
        pytest.param([rule("sport")], [sport], "sport comes twice", id="one-name-for-both"),
        pytest.param(
            [rule("war", contexts=(("sprot", -1.0),))], [sport], "war: contexts: 'sprot'", id="unknown"
        ),
        pytest.param(
            [rule("war", Cue(("army",), 0.5, ("abraod",)))], [sport], "war: beside: 'abraod'", id="beside"
        ),
        pytest.param(
            [], [Context("a", "why", (Cue(("b",), 0.5, ("a",)),))], "a: beside", id="beside-in-context"
        ),
    ],
)
def test_rules_that_do_not_fit_together_are_refused(
    rules: list[ThemeRule], contexts: list[Context], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        build_theme_rules(rules, contexts)


def test_without_contexts_a_rule_stands_alone() -> None:
    alone = build_theme_rules([rule("war", Cue(("army",), 0.6, ("abroad",)), contexts=(("sport", -1.0),))])

    assert [score.theme for score in score_themes(None, "An army at the match.", alone)] == ["war"]


def test_two_rules_may_share_a_phrase() -> None:
    rules = build_theme_rules([rule("war", Cue(("army",), 0.6)), rule("force", Cue(("army",), 0.7))])

    assert [score.theme for score in score_themes(None, "The army.", rules)] == ["force", "war"]
