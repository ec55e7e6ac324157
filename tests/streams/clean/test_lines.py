from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from streams.clean.lines import part, split_lines

WRAPPED = "Fishermen saw three grey ships sail\nnorth and heard no shots at all, the\nmayor told reporters on the quay."


def texts(body: str) -> list[str]:
    return [line.text for line in split_lines(body)[0]]


def test_lines_know_what_stands_before_them() -> None:
    lines, _ = split_lines("one\ntwo\n\nthree\n \nfour")

    assert [(line.text, line.follows_blank) for line in lines] == [
        ("one", True),
        ("two", False),
        ("three", True),
        ("four", True),
    ]


def test_a_line_knows_where_it_stood() -> None:
    body = "\n  one two \r\nthree"

    assert [body[slice(*line.span)] for line in split_lines(body)[0]] == ["one two", "three"]


def test_wrapped_lines_are_joined() -> None:
    assert texts(f"{WRAPPED}\n\nNext.") == [WRAPPED.replace("\n", " "), "Next."]


def test_a_list_of_short_lines_is_not_wrapped() -> None:
    lines = ["Storm closes the eastern ports", "Court frees two editors", "Who pays for the bridge?"]

    assert texts("\n".join(lines)) == lines


def test_paragraphs_on_single_lines_are_not_wrapped() -> None:
    lines = [WRAPPED.replace("\n", " "), "A short one.", WRAPPED.replace("\n", " ")]

    assert texts("\n".join(lines)) == lines


@given(st.text(min_size=1).filter(lambda text: bool(split_lines(text)[0])), st.data())
def test_a_part_of_a_line_lies_inside_it(body: str, data: st.DataObject) -> None:
    line = split_lines(body)[0][0]
    start = data.draw(st.integers(0, len(line.text)))
    end = data.draw(st.integers(start, len(line.text)))

    found = part(line, start, end)

    if found is None:
        assert not line.text[start:end].strip(" ")
    else:
        assert found.text == line.text[start:end].strip(" ")
        assert line.span[0] <= found.span[0] < found.span[1] <= line.span[1]
