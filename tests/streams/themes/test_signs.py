from __future__ import annotations

import math

import pytest

from streams.themes.compile import build_theme_rules
from streams.themes.rules import Context, Cue, ThemeRule
from streams.themes.signs import MOST_OF_BACKGROUND, TITLE, Sign, company_of, read_signs, strength_of

reading = ((0, 1.0), (10, 0.5))
half = math.log(2)
one, other = Cue(("war",), 0.5), Cue(("army",), 0.5)


@pytest.mark.parametrize(
    ("sign", "strength"),
    [
        pytest.param(Sign(title_span=(0, 3)), TITLE * half, id="title"),
        pytest.param(Sign(title_span=(0, 3), word=20, span=(90, 93)), TITLE * half, id="title-and-text"),
        pytest.param(Sign(word=0, span=(0, 3)), half, id="first-word"),
        pytest.param(Sign(word=9, span=(40, 43)), half, id="last-of-the-beginning"),
        pytest.param(Sign(word=10, span=(45, 48)), 0.5 * half, id="after-it"),
        pytest.param(Sign(word=5000, span=(30000, 30003)), 0.0, id="background-alone"),
    ],
)
def test_a_cue_counts_as_its_place_says(sign: Sign, strength: float) -> None:
    assert strength_of({0: sign}, [one], reading, {}) == pytest.approx(strength)


def test_background_adds_at_most_its_share() -> None:
    signs = {0: Sign(word=0, span=(0, 3)), 1: Sign(word=5000, span=(30000, 30004))}
    heavy = Cue(("army",), 0.97)

    assert strength_of(signs, [one, heavy], reading, {}) == pytest.approx((1 + MOST_OF_BACKGROUND) * half)


def test_a_cue_of_weight_one_is_still_finite() -> None:
    assert strength_of({0: Sign(word=0, span=(0, 3))}, [Cue(("war",), 1.0)], reading, {}) < math.inf


@pytest.mark.parametrize(
    ("beside", "company"),
    [
        ((), 1.0),
        (("abroad",), 0.4),
        (("abroad", "leaders"), 0.7),
        (("abroad", "sport"), 1.0),
        (("none",), 0.0),
    ],
)
def test_company_is_what_the_contexts_asked_for_make_together(
    beside: tuple[str, ...], company: float
) -> None:
    about = {"abroad": 0.4, "leaders": 0.3, "sport": 2.0, "none": 0.0}

    assert company_of(Cue(("minister",), 0.5, beside), about) == pytest.approx(company)


def test_signs_are_read_for_rules_first_and_then_for_contexts() -> None:
    rule = ThemeRule("war", "why", "medtop:20000056", "label", 0.5, (one, other))
    rules = build_theme_rules([rule], [Context("abroad", "why", (Cue(("Mali",), 0.5),))])

    assert read_signs("War", "The army of Mali at war.", rules) == [
        {0: Sign(word=5, span=(20, 23), title_span=(0, 3)), 1: Sign(word=1, span=(4, 8))},
        {0: Sign(word=3, span=(12, 16))},
    ]
