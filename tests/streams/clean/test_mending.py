from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.clean.mending import Piece, cut, mend


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("itâ€™s over", "it’s over"),
        ("â€œNo,â€\x9d he said", "“No,” he said"),
        ("ErdoÄ\x9fan spoke", "Erdoğan spoke"),
        ("the mayor\x92s \x93plan\x94", "the mayor’s “plan”"),
        ("cafe\u0301", "café"),
        ("a\u00a0b\u2009c\u3000d", "a b c d"),
        ("one  two\t three", "one two three"),
        ("R&amp;D &#8212; &quot;x&quot; &amp;amp; &nbsp;y", 'R&D — "x" & y'),
        ("the mayor #39;s car", "the mayor's car"),
        ("zero\u200bwidth\ufeff \u202etrap\u202c", "zerowidth trap"),
        ("\ud83d\ude00 \ud800x", "😀 x"),
        ("nul\x00 bell\x07", "nul bell"),
        ("<b>bold</b> <a href='x'>link</a>", "bold link"),
    ],
)
def test_what_machines_broke_is_mended(raw: str, mended: str) -> None:
    assert mend(raw, 0).text == mended


@pytest.mark.parametrize(
    "raw",
    [
        "“It’s over,” she said – ‘at last’ — and left…",
        "Mr Müller, Señora Ñáñez, Łódź, Đà Nẵng, Kraków, İzmir",
        "AT&T at 3 < 4 > 2, ?a=1&lt=2",
        "Ça va? ¡Sí! £5 and €6, 20 °C, ½, №5",
        "Президент посетил Київ",
        "می‌خواهم",
        "👩‍👧 family",
        "ﬁne",
        "#39 and #hashtag",
    ],
)
def test_what_a_reporter_wrote_stays(raw: str) -> None:
    mended = mend(raw, 7)

    assert mended.text == raw
    assert mended.pieces == (Piece(raw, 7, 7 + len(raw)),)


def test_every_piece_keeps_its_place() -> None:
    assert mend("itâ€™s  R&amp;D", 100).pieces == (
        Piece("it", 100, 102),
        Piece("’", 102, 105),
        Piece("s", 105, 106),
        Piece(" ", 106, 108),
        Piece("R", 108, 109),
        Piece("&", 109, 114),
        Piece("D", 114, 115),
    )


def test_dropped_markup_is_told() -> None:
    assert mend("a <b>bold</b> word", 10).markup == ((12, 15), (19, 23))


@given(st.text())
def test_mending_twice_equals_once(raw: str) -> None:
    once = mend(raw, 0).text

    assert mend(once, 0).text == once


@given(st.text(), st.integers(0, 1000))
def test_pieces_go_forward_inside_the_line(raw: str, offset: int) -> None:
    at = offset
    for piece in mend(raw, offset).pieces:
        assert at <= piece.start < piece.end <= offset + len(raw)
        assert piece.text
        at = piece.end


@given(st.text(), st.data())
def test_a_cut_keeps_text_and_place(raw: str, data: st.DataObject) -> None:
    mended = mend(raw, 0)
    start = data.draw(st.integers(0, len(mended.text)))
    end = data.draw(st.integers(start, len(mended.text)))

    part = cut(mended.pieces, start, end)

    assert "".join(piece.text for piece in part) == mended.text[start:end]
    assert all(0 <= piece.start < piece.end <= len(raw) for piece in part)
