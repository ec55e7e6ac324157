"""Persons by the pronouns that they speak by."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streams.entities.entity import Entity
from streams.entities.reading import read_words
from streams.entities.voices import is_pronoun, with_voices

if TYPE_CHECKING:
    from streams.entities.gazetteer import Gazetteer

NAMES = ("Anna Berg", "Berg", "Jonas Lind", "Lind", "Eva Holm")
WHOSE = {"Berg": "Anna Berg", "Lind": "Jonas Lind"}


def persons_in(text: str) -> list[Entity]:
    """Return persons named in a text, longest names first, a surname with the full name."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for match in re.finditer("|".join(NAMES), text):
        spans.setdefault(WHOSE.get(match.group(), match.group()), []).append(match.span())
    return [Entity(name, "PERSON", name, tuple(found)) for name, found in spans.items()]


def voices(text: str, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """Return the pronouns that were added, in the order of the text, each with whose it is."""
    found = with_voices(persons_in(text), read_words(text, gazetteer, date(2023, 4, 12)))
    added = [(span, each.name) for each in found for span in each.spans if is_pronoun(text[slice(*span)])]
    return [(text[slice(*span)], name) for span, name in sorted(added)]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Anna Berg said no. She added that ships would sail.", "Anna Berg"),
        ("Swedish President Anna Berg met reporters. She said no.", "Anna Berg"),
        ("“Ships will sail,” said Anna Berg, who leads them. She also warned of ice.", "Anna Berg"),
        ("Anna Berg, the defence minister, said no. The sea was calm. She has since said yes.", "Anna Berg"),
        ("Anna Berg spoke. “Ships will sail. Soon,” she said.", "Anna Berg"),
        ("The port was shut, Mr. Lind told reporters. He insisted that it was full.", "Jonas Lind"),
        ("The spokesman for ports, Jonas Lind, said no. He added that it was full.", "Jonas Lind"),
        ("Anna Berg said she was ill.", "Anna Berg"),
        ("Anna Berg told reporters that she was ill.", "Anna Berg"),
        ("“No,” Anna Berg said.\n\n‘Jonas Lind is weak’\n\n“It is late,” she said.", "Anna Berg"),
        ("In Oslo, he said, ships would sail. Jonas Lind said he was sure.", "Jonas Lind"),
    ],
)
def test_who_speaks_is_who_spoke_before(text: str, whose: str, gazetteer: Gazetteer) -> None:
    (*_, (pronoun, name)) = voices(text, gazetteer)

    assert pronoun.lower() in {"he", "she"}
    assert name == whose


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The sea was calm. She said no.", id="nobody named"),
        pytest.param("Anna Berg said no. She left early.", id="does not speak"),
        pytest.param("A spokesman for Anna Berg said no. He said it was late.", id="who speaks for her"),
        pytest.param(
            "Anna Berg met Jonas Lind. A clerk said no. He said it was late.", id="somebody unknown"
        ),
        pytest.param("Ships carried Anna Berg and Jonas Lind. He said no.", id="two of whom none acts"),
        pytest.param("Anna Berg said no. After Jonas Lind left, he said yes.", id="another named before"),
        pytest.param("Anna Berg’s doctor was away. He said it was late.", id="her doctor"),
        pytest.param("Mr Lind said no. She said yes.", id="not a woman"),
        pytest.param("Mrs Berg said he was ill.", id="not herself"),
        pytest.param("Anna Berg said no. One. Two. Three. Four. She said yes.", id="long ago"),
        pytest.param("Officials who know Jonas Lind, said no. He said it was late.", id="who know him"),
    ],
)
def test_it_is_nobody_where_that_is_not_sure(text: str, gazetteer: Gazetteer) -> None:
    assert voices(text, gazetteer) == []


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        pytest.param("“I will sail,” Anna Berg said.", "Anna Berg", id="behind"),
        pytest.param('"I will sail," said Anna Berg.', "Anna Berg", id="behind, verb first"),
        pytest.param("Anna Berg said: “It is late. I will sail.”", "Anna Berg", id="before"),
        pytest.param("Anna Berg spoke. “It is late,” she said. “I will sail.”", "Anna Berg", id="goes on"),
        pytest.param(
            "“No,” said Jonas Lind.\n\n“I will sail,” said Anna Berg.", "Anna Berg", id="each his own"
        ),
        pytest.param("“No,” said Anna Berg.\n\n“It is late.\n\n“I will sail.”", "Anna Berg", id="paragraphs"),
        pytest.param("Minister Anna Berg said:\n\nI will sail.", "Anna Berg", id="a statement without marks"),
        pytest.param("“They asked me to sail,” Anna Berg said.", "Anna Berg", id="me"),
    ],
)
def test_the_first_person_is_who_is_quoted(text: str, whose: str, gazetteer: Gazetteer) -> None:
    (*_, (pronoun, name)) = voices(text, gazetteer)

    assert pronoun in {"I", "me"}
    assert name == whose


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Anna Berg left. I saw her.", id="who writes"),
        pytest.param("“I will sail.” Anna Berg left.", id="nobody says it"),
        pytest.param("“I will sail,” a clerk said. Anna Berg left.", id="somebody unknown"),
        pytest.param("“No,” said Anna Berg.\n\nJonas Lind came.\n\n“I will sail.”", id="another came"),
        pytest.param("“Carlos I will sail,” Anna Berg said.", id="a number"),
        pytest.param("“Ask I. Newton,” Anna Berg said.", id="an initial"),
    ],
)
def test_the_first_person_is_nobody_where_that_is_not_sure(text: str, gazetteer: Gazetteer) -> None:
    assert [pronoun for pronoun, _ in voices(text, gazetteer) if pronoun in {"I", "me"}] == []


PARTS = (
    "Anna Berg", "Berg", "Mr Lind", "Jonas Lind", "he", "She", "I", "me", "said", "added", "told reporters", "that",
    "the minister", ",", ", who is ill,", ".", ". ", "“", "”", '"', ":", "\n\n", "’s", "also", "of", "sailed",
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.sampled_from(PARTS), max_size=40))
def test_whatever_is_told_names_stay_and_each_pronoun_is_one_persons(
    gazetteer: Gazetteer, parts: list[str]
) -> None:
    text = " ".join(parts)
    before = persons_in(text)
    after = with_voices(before, read_words(text, gazetteer, date(2023, 4, 12)))

    assert [(each.id, set(each.spans)) for each in before] == [
        (each.id, {span for span in each.spans if not is_pronoun(text[slice(*span)])}) for each in after
    ]
    spans = sorted(span for each in after for span in each.spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
