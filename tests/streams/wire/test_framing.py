from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.wire.framing import MOST_ID, frame_of, parted, schema_of


@given(st.integers(0, MOST_ID), st.binary())
def test_what_is_framed_comes_apart_again(schema: int, document: bytes) -> None:
    frame, value = parted(frame_of(schema) + document)

    assert (schema_of(frame), value) == (schema, document)


@given(st.binary())
def test_nothing_is_lost_of_what_may_be_no_frame(value: bytes) -> None:
    frame, rest = parted(value)

    assert frame + (rest or b"") == value


@pytest.mark.parametrize(
    "value", [None, b"", b"\x00", b"\x00\x00\x00\x01", b'{"id": 1}', b" \x00\x00\x00\x00\x01"]
)
def test_what_is_not_framed_stays_whole(value: bytes | None) -> None:
    assert parted(value) == (b"", value)
    assert schema_of(b"") is None


def test_the_frame_is_the_one_that_readers_of_a_registry_know() -> None:
    assert frame_of(258) == b"\x00\x00\x00\x01\x02"


@pytest.mark.parametrize("schema", [-1, MOST_ID + 1])
def test_a_number_that_is_no_id_makes_no_frame(schema: int) -> None:
    with pytest.raises(ValueError, match="no id"):
        frame_of(schema)
