from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.knowledge.marked import DEEPEST, MOST_BYTES
from streams.knowledge.sent import RulesInForce, SentRule, as_files, read_sent


def nested(depth: int) -> bytes:
    return b'{"a": ' + b"[" * depth + b"]" * depth + b"}"


BAD = {
    "not-json": (b"id: airspace-closure", "wanted JSON in UTF-8"),
    "not-utf8": (b'{"id": "\xff"}', "wanted JSON in UTF-8"),
    "not-a-number": (b'{"id": NaN}', "NaN is no number"),
    "a-field-twice": (b'{"id": "a", "why": "b", "id": "c"}', "'id' stands twice"),
    "too-large": (b'{"why": "' + b"x" * MOST_BYTES + b'"}', f"at most {MOST_BYTES} bytes"),
    "too-deep": (nested(DEEPEST + 1), f"at most {DEEPEST} lists and mappings"),
    "a-nesting-bomb": (b'{"a": ' + b"[" * 50_000, "wanted JSON in UTF-8"),
    "a-terminal-escape": (b'{"why": "\\u001b[2J"}', "without control characters"),
    "an-escape-in-a-name": (b'{"\\u009b2J": 1}', "without control characters"),
    "a-lone-surrogate": (b'{"why": "\\ud800"}', "without control characters"),
}


@pytest.mark.parametrize(("raw", "said"), BAD.values(), ids=BAD.keys())
def test_what_no_file_could_hold_is_refused_with_the_reason(raw: bytes, said: str) -> None:
    read = read_sent(raw)

    assert read.content is None
    assert [said in str(problem) for _, problem in read.problems] == [True]


@given(
    st.dictionaries(
        st.text("abcé", min_size=1), st.recursive(st.text("xyzß\n") | st.integers() | st.booleans(), st.lists)
    )
)
def test_the_content_of_a_file_comes_through_as_it_is(content: dict[str, object]) -> None:
    read = read_sent(json.dumps(content, ensure_ascii=False).encode())

    assert read.content == content
    assert not read.problems


def sent(name: str, revision: int, raw: bytes | None = b"{}") -> SentRule:
    return SentRule("claims", name, revision, raw)


SAID = st.lists(
    st.builds(sent, st.sampled_from("abc"), st.integers(0, 50), st.sampled_from([b"{}", None])),
    unique_by=lambda rule: rule.revision,
)


@given(SAID, st.randoms())
def test_what_is_in_force_does_not_depend_on_the_order_or_number_in_which_it_is_heard(
    said: list[SentRule], chance: object
) -> None:
    shuffled = said * 2
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one = other = RulesInForce()
    for rule in sorted(said, key=lambda each: each.revision):
        one = one.after(rule)
    for rule in shuffled:
        other = other.after(rule)

    assert one == other
    assert one.offset == max((rule.revision for rule in said), default=None)


def test_a_removal_leaves_the_offset_and_takes_the_rule() -> None:
    now = RulesInForce().after(sent("a", 1)).after(sent("b", 2)).after(sent("a", 5, None))

    assert [rule.id for rule in now.standing] == ["b"]
    assert (now.offset, now.revision_of("claims/a"), now.revision_of("claims/z")) == (5, 5, -1)
    assert [file.revision for file in as_files(now.last)] == [2]
