from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from streams.knowledge.files import our_files
from streams.knowledge.marked import DEEPEST, MOST_BYTES, read_marked
from streams.themes.fields import Problem

RULE = b"""\
id: a
triggers:
  - verb: [mass, "on"]
    where: {object: [tank]}
"""


def test_everything_has_its_place() -> None:
    found = read_marked(RULE)

    assert found.content == yaml.safe_load(RULE)
    assert found.values["triggers", 0, "verb", 1] == (3, 18)
    assert found.keys["triggers", 0, "where", "object"] == (4, 13)
    assert found.place_of(Problem(("triggers", 0, "where", "object"), "", is_key=True)) == (4, 13)
    assert found.place_of(Problem(("triggers", 0, "noun"), "")) == (3, 5)
    assert found.place_of(Problem(("why",), "")) == (1, 1)


@pytest.mark.parametrize(
    ("raw", "place", "said"),
    [
        pytest.param(b"a: 1\nb: 2\na: 3\n", (3, 1), "each field once", id="key twice"),
        pytest.param(b"a: &x [b]\n", (1, 4), "the anchor &x", id="anchor"),
        pytest.param(b"a: &x [b]\nc: *x\n", (2, 4), "the alias *x", id="alias"),
        pytest.param(b"a: !!python/object/apply:os.system [ls]\n", (1, 4), "no tags", id="python"),
        pytest.param(b"a: !mine b\n", (1, 4), "no tags", id="tag"),
        pytest.param(b"a:\n  <<: {b: 1}\n", (2, 3), "no merge", id="merge"),
        pytest.param(b"a: 1\n---\nb: 2\n", (2, 1), "one document", id="documents"),
        pytest.param(b"a:\n\t- b\n", (2, 1), "indent with spaces", id="tab"),
        pytest.param(b"a: b: c\n", (1, 5), "need quotes", id="colon"),
        pytest.param(b"a: [b\n", (2, 1), "no YAML", id="open list"),
        pytest.param(b"a: 1\nb: \xff", (2, 4), "UTF-8", id="encoding"),
        pytest.param(b"a: 1\nb: \x01", (2, 4), "control", id="control"),
        pytest.param(b"? [a]\n: b\n", (1, 3), "a text", id="list as a key"),
        pytest.param(b"a: 2022-13-45\n", (1, 4), "quotes", id="no date"),
        pytest.param(b"a: 0x" + b"f" * 5_000, (1, 4), "a number of at most", id="long number"),
        pytest.param(b"a" * (MOST_BYTES + 1), (1, 1), "at most 100000 bytes", id="large"),
        pytest.param(b"[" * 50_000, (1, DEEPEST + 2), "inside one another", id="deep lists"),
        pytest.param(b"{a: " * 20_000, (1, 82), "inside one another", id="deep mappings"),
        pytest.param(b"- " * 40_000, (1, 43), "inside one another", id="deep blocks"),
    ],
)
def test_what_a_rule_file_has_no_use_for_is_told_with_its_place(
    raw: bytes, place: tuple[int, int], said: str
) -> None:
    problems = [(where, str(problem)) for where, problem in read_marked(raw).problems]

    assert any(where == place and said in text for where, text in problems), problems


def test_an_alias_does_not_grow() -> None:
    bomb = b"a: &a [x, x]\n" + b"".join(
        b"%c: &%c [*%c, *%c]\n" % (n + 1, n + 1, n, n) for n in range(97, 117)
    )
    found = read_marked(bomb)

    assert len(found.values) < 100
    assert found.content == {"a": ["x", "x"], **{chr(n): [None, None] for n in range(98, 118)}}


def test_the_first_of_two_keys_is_kept() -> None:
    assert read_marked(b"a: 1\na: 2\n").content == {"a": 1}


@given(st.binary(max_size=200))
@example(b"\xc2\xa0\t")
@example(b"a:\tb")
@example(b"|#")
@example("\n\ufeffa".encode())
def test_any_bytes_are_content_or_a_problem(raw: bytes) -> None:
    found = read_marked(raw)

    assert found.problems or found.content == yaml.safe_load(raw)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_what_yaml_writes_is_read_as_yaml_reads_it(value: object) -> None:
    raw = yaml.safe_dump(value, allow_unicode=True).encode()
    found = read_marked(raw)

    if not found.problems:
        assert found.content == yaml.safe_load(raw)
    else:
        assert b"&id" in raw


def test_our_rules_are_read_fast_as_a_users_are() -> None:
    files = our_files()

    assert files
    assert [read_marked(file.raw, is_ours=True) for file in files] == [
        read_marked(file.raw) for file in files
    ]
