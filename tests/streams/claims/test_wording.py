from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from streams.claims.wording import fits, make_wording, run_of


def test_words_in_a_row_are_found_in_any_form() -> None:
    wording = make_wording(["air strike", "tank"], lambda entry: run_of(entry, "word", {}))

    assert list(wording.matches(["two", "air", "strikes", "hit", "tanks"])) == [(1, 3), (4, 5)]


def test_a_hyphen_is_a_token_of_its_own() -> None:
    assert len(run_of("build-up", "noun", {})) == 3


def test_a_number_behind_a_hyphen_belongs_to_its_word() -> None:
    wording = make_wording(["f-16"], lambda entry: run_of(entry, "noun", {}))

    assert list(wording.matches(["six", "f-16s"])) == [(1, 2)]


def test_classes_are_kept_apart_from_words() -> None:
    wording = make_wording(["@country", "army"], lambda entry: run_of(entry, "word", {}))

    assert wording.classes == {"@country"}
    assert "army" in wording.openers
    assert "@country" not in wording.openers


@given(st.lists(st.sampled_from(["air", "strikes", "tank", "the", "strike"]), max_size=12))
def test_a_text_without_openers_holds_no_words(words: list[str]) -> None:
    wording = make_wording(["air strike", "tank"], lambda entry: run_of(entry, "word", {}))
    found = list(wording.matches(words))

    assert not found or wording.openers & set(words)
    assert all(0 <= start < end <= len(words) for start, end in found)


def test_a_run_does_not_reach_over_the_end() -> None:
    assert not fits(run_of("air strike", "noun", {}), ["air"], 0)
