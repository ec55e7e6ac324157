from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from streams.web.runs import Mark, harmless, runs

TEXTS = st.text(st.sampled_from("ab \n\u202e\u00e9\U0001f600"), max_size=40)
MARKS = st.lists(
    st.builds(Mark, st.integers(0, 45), st.integers(0, 45), st.sampled_from(["actor", "place", "cue"])),
    max_size=6,
)


@given(TEXTS, MARKS, st.integers(0, 20), st.integers(20, 60))
def test_the_pieces_are_the_whole_stretch(text: str, marks: list[Mark], start: int, end: int) -> None:
    start = min(start, len(text))

    assert "".join(run["text"] for run in runs(text, marks, start, end)) == harmless(text[start:end])


@given(TEXTS, MARKS)
def test_each_character_has_the_marks_that_lie_on_it(text: str, marks: list[Mark]) -> None:
    found = [run["marks"] for run in runs(text, marks) for _ in run["text"]]

    expected = [sorted({m.name for m in marks if m.start <= place < m.end}) for place in range(len(text))]
    assert found == expected


def test_marks_may_overlap_and_count_code_points() -> None:
    found = runs("\U0001f600 Oslo said so", [Mark(2, 6, "source"), Mark(4, 11, "quote")])

    assert [(run["text"], run["marks"]) for run in found] == [
        ("\U0001f600 ", []),
        ("Os", ["source"]),
        ("lo", ["quote", "source"]),
        (" said", ["quote"]),
        (" so", []),
    ]


def test_what_steers_the_text_around_it_is_shown_as_a_dot() -> None:
    assert harmless("safe\u202egnp.exe\u200b\x07") == "safe\u00b7gnp.exe\u00b7\u00b7"


def test_what_belongs_to_words_of_other_scripts_stays() -> None:
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"

    assert harmless(persian) == persian
