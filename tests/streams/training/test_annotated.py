from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.training.annotated import LABELS, Annotated, join, read_annotated

PIECES = st.lists(
    st.tuples(
        st.text(st.characters(exclude_characters="[]|\n\r", exclude_categories=["Cs", "Zl", "Zp", "Cc"]), min_size=1),
        st.sampled_from([None, *sorted(LABELS)]),
    )
)  # fmt: skip


def test_names_lie_where_they_are_marked() -> None:
    (document,) = read_annotated("[[Hezbollah|ORG]] fighters left [[Arsal|GPE]].", "conflict.txt")

    assert document.text == "Hezbollah fighters left Arsal."
    assert [(document.text[start:end], label) for start, end, label in document.names] == [
        ("Hezbollah", "ORG"),
        ("Arsal", "GPE"),
    ]


def test_empty_lines_part_documents_and_lines_are_paragraphs() -> None:
    found = list(read_annotated("Floods\nIn [[Bern|GPE]].\n\n\n[[Nauru|GPE]] votes\n", "local.txt"))

    assert [document.text for document in found] == ["Floods\n\nIn Bern.", "Nauru votes"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("in [[Bern|CITY]]", id="label that is none"),
        pytest.param("in [[Bern]]", id="no label"),
        pytest.param("in [[Bern|GPE]", id="not closed"),
        pytest.param("in Bern|GPE]]", id="not opened"),
        pytest.param("the [[University of [[Bern|GPE]]|ORG]]", id="nested"),
    ],
)
def test_a_broken_mark_is_named_with_its_line(line: str) -> None:
    with pytest.raises(ValueError, match=r"^local\.txt:2: "):
        list(read_annotated(f"Headline\n{line}", "local.txt"))


@given(PIECES)
def test_pieces_make_the_text_they_came_from(pieces: list[tuple[str, str | None]]) -> None:
    document = join(pieces)

    assert "".join(piece for piece, _ in document.pieces()) == document.text
    assert join(document.pieces()) == document


def test_the_first_line_keeps_its_names_alone() -> None:
    document = join([("Goma", "GPE"), (" quiet\n\nIn ", None), ("Goma", "GPE")])

    assert document.first_line() == Annotated("Goma quiet", ((0, 4, "GPE"),))
