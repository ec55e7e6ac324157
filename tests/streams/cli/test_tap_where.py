from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.cli.tap_where import read_condition, value_of
from streams.wire.message import Incoming

MESSAGE = Incoming(
    "alerts",
    1,
    7,
    b"urn:1",
    b'{"severity": "Extreme", "sources": 2, "evidence": [{"publisher": "Northwire"}, {"publisher": "The Ledger"}], '
    b'"actor": null, "is_over": false}',
    (("kind", b"air-strike"),),
)


def holds(said: str, message: Incoming = MESSAGE) -> bool:
    return read_condition(said).holds(message, value_of(message))


@pytest.mark.parametrize(
    "said",
    [
        "severity=Extreme",
        "severity!=Minor",
        "sources=2",
        "is_over=false",
        "actor=null",
        "evidence.publisher=The Ledger",
        "evidence.publisher~LEDGER",
        "key=urn:1",
        "header.kind=air-strike",
        "header.kind!=talks",
        "nowhere!=x",
        "headline!=a=b",
    ],
)
def test_what_holds(said: str) -> None:
    assert holds(said)


@pytest.mark.parametrize(
    "said",
    ["severity=extreme", "evidence.publisher=Ledger", "nowhere=", "header.none=x", "severity.x=1", "key~2"],
)
def test_what_does_not(said: str) -> None:
    assert not holds(said)


@pytest.mark.parametrize("said", ["", "severity", "=x", "a b=c", "1=2"])
def test_what_is_no_condition_is_answered_with_what_is(said: str) -> None:
    with pytest.raises(ValueError, match="FIELD=VALUE"):
        read_condition(said)


@given(st.none() | st.binary(max_size=50))
def test_any_bytes_can_be_looked_at(value: bytes | None) -> None:
    assert not holds("nowhere=x", Incoming("articles", 0, 0, None, value))


def test_what_is_nested_to_break_parsers_is_looked_at_as_text() -> None:
    assert str(value_of(Incoming("articles", 0, 0, None, b"[" * 200_000))).startswith("[[[")
