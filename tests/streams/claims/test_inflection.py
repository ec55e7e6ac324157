from __future__ import annotations

import pytest

from streams.claims.inflection import forms_of


@pytest.mark.parametrize(
    ("word", "part", "form"),
    [
        ("mass", "verb", "massing"),
        ("deploy", "verb", "deployed"),
        ("mobilise", "verb", "mobilized"),
        ("annex", "verb", "annexed"),
        ("bury", "verb", "buried"),
        ("die", "verb", "dying"),
        ("flee", "verb", "fleeing"),
        ("kidnap", "verb", "kidnapped"),
        ("battery", "noun", "batteries"),
        ("clash", "noun", "clashes"),
        ("army", "word", "armies"),
    ],
)
def test_a_lemma_finds_its_forms(word: str, part: str, form: str) -> None:
    assert form in forms_of(word, part, {})


def test_a_noun_has_no_forms_of_a_verb() -> None:
    assert forms_of("force", "noun", {}) == {"force", "forces"}


def test_irregular_forms_come_from_data() -> None:
    assert "struck" in forms_of("strike", "verb", {"strike": ("struck",)})


def test_an_exact_word_has_one_form() -> None:
    assert forms_of("=arms", "noun", {"arms": ("armses",)}) == {"arms"}
