from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.alerts.evidence import Said
from streams.alerts.sources import count_sources, find_sources
from streams.claims.claim import Claim, Party
from streams.clean.fingerprint import fingerprint
from streams.events.report import Report

SENTENCE = "Columns of armour crossed the river at dawn and took the bridge, the governor of Pala said."
ARTICLE = (
    "Columns of armour crossed the river Mbou at dawn and took the bridge at Kelo, the governor of Pala said. Shops in "
    "the market of Bere stayed shut, and families left for Lai with what they could carry. The army in Moundou sent 40 "
    "trucks. A teacher, Marie Tom, counted 12 tanks on the road to Doba before the line went dead on Tuesday."
)
REPORT = (
    "Residents of Kelo woke to gunfire, and the ministry in Bamako spoke of an invasion by 3 brigades. The president, "
    "on a visit to Accra, broke off his talks with Ghana and flew home. Traders on the bridge lost their goods, a "
    "driver called Issa Ba told reporters in Sarh, and the bank of Tandjile closed its 7 branches until further notice."
)
OTHER = "A second sentence that is long enough to be told from chance."


def said(
    publisher: str,
    quote: str = "Chad invades Mali.",
    status: str = "asserted",
    source: str = "",
    **more: object,
) -> Said:
    claim = Claim(
        "r", "invasion", "ASSAULT", status, (0, 1), (0, 9), quote, source=Party(source) if source else None
    )
    noon = datetime(2031, 3, 4, 12, tzinfo=UTC)
    report = Report(
        f"urn:{publisher}",
        1,
        is_withdrawn=False,
        publisher=publisher,
        published_at=noon,
        **more,
    )
    return Said("0" * 16, claim, report)


@pytest.mark.parametrize(
    ("quote", "copy"),
    [
        pytest.param(SENTENCE, SENTENCE.upper(), id="case"),
        pytest.param(
            SENTENCE, "«Columns of armour crossed the river at dawn – and took the bridge»", id="cut"
        ),
        pytest.param(SENTENCE, SENTENCE.replace("the river", "the river Mbou"), id="a-word-more"),
        pytest.param(SENTENCE, f"PALA, March 4 (Northwire) - {SENTENCE}", id="dateline"),
    ],
)
def test_publishers_that_share_a_sentence_or_nearly_count_once(quote: str, copy: str) -> None:
    assert count_sources([said("Northwire", quote), said("The Ledger", copy)]) == 1


def test_publishers_that_print_the_same_article_count_once() -> None:
    original = said("Northwire", SENTENCE)
    copies = [
        said("The Ledger", OTHER, near_duplicate_of="urn:Northwire"),
        said("Post", near_duplicate_of="urn:Northwire"),
    ]

    assert count_sources([original, *copies]) == count_sources([*copies, original]) == 1
    assert count_sources(copies) == 1
    assert count_sources([original, *copies, said("Courier", "Armour crossed the border.")]) == 2


@given(
    st.permutations(range(4)), st.lists(st.sampled_from([None, "urn:P0", "urn:P3"]), min_size=4, max_size=4)
)
def test_copies_are_told_by_their_texts_whichever_the_stream_took_for_the_first(
    order: list[int], links: list[str | None]
) -> None:
    texts = [ARTICLE, f"{ARTICLE} Officials in Pala confirmed it.", REPORT, ARTICLE.replace("dawn", "noon")]
    evidence = [
        said(
            f"P{number}",
            f"Chad invades Mali, {number}.",
            near_duplicate_of=links[number],
            fingerprint=fingerprint(texts[number]),
        )
        for number in order
    ]

    assert count_sources(evidence) == 2


@pytest.mark.parametrize(
    ("quote", "other"),
    [
        pytest.param("Chad invades Mali.", "Chad invades Mali.", id="too-short-to-tell"),
        pytest.param(SENTENCE, OTHER, id="other-words"),
        pytest.param(
            "At least 12 people were killed in an air strike on a market in Pala on Tuesday.",
            "At least 12 people were killed in an air strike near the market of Pala on Tuesday, doctors said.",
            id="one-form-of-words",
        ),
        pytest.param(
            "Police arrested 30 students in the town of Pala.",
            "Police arrested 45 students in the town of Sarh.",
            id="other-figures",
        ),
    ],
)
def test_desks_that_write_for_themselves_count_each(quote: str, other: str) -> None:
    assert count_sources([said("Northwire", quote), said("The Ledger", other)]) == 2


@pytest.mark.parametrize(
    "credited",
    [
        "Armour took the bridge (Northwire).",
        "(Northwire) Armour took the bridge.",
        "Northwire reported that armour took the bridge.",
        "The bridge was taken, Northwire has reported.",
        "According to Northwire, armour took the bridge.",
        "Armour took the bridge, a minister told Northwire.",
    ],
)
def test_what_is_credited_to_another_publisher_is_that_ones(credited: str) -> None:
    own = said("Northwire", SENTENCE)

    assert count_sources([own, said("The Ledger", credited)]) == 1
    assert count_sources([own, said("The Ledger", credited), said("The Ledger", "We saw it fall.")]) == 2


@pytest.mark.parametrize(
    "named",
    ["Armour passed the Northwire building.", "Northwires crossed the bridge.", "A northwire reported it."],
)
def test_a_name_alone_is_no_credit(named: str) -> None:
    assert count_sources([said("Northwire", SENTENCE), said("The Ledger", named)]) == 2


def test_a_speaker_who_is_a_publisher_is_credited() -> None:
    assert count_sources([said("The Northwire", SENTENCE), said("The Ledger", source="Northwire")]) == 1


def test_those_who_carry_an_absent_agency_under_its_dateline_count_once() -> None:
    copies = [
        said("The Ledger", "PALA (Northwire) - Armour took the bridge."),
        said("Harbour Post", "SARH, March 4 (Northwire) — A bridge fell."),
    ]

    assert count_sources(copies) == 1


def test_sharing_is_handed_on() -> None:
    evidence = [said("Northwire", SENTENCE), said("B", OTHER), said("C", SENTENCE), said("C", OTHER)]

    assert count_sources(evidence) == 1


def test_only_those_who_state_it_count() -> None:
    assert count_sources([said("A", status="denied"), said("B", status="hypothetical")]) == 0


quotes = st.sampled_from([SENTENCE, OTHER, f"(Northwire) {OTHER}", SENTENCE[:60], "Chad invades Mali.", ""])
evidences = st.lists(st.builds(said, st.sampled_from(["Northwire", "B", "C", "D"]), quotes), max_size=6)


@given(evidences.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found + found[:2]))))
def test_order_and_repetition_do_not_matter(pair: tuple[list[Said], list[Said]]) -> None:
    assert count_sources(pair[0]) == count_sources(pair[1])


def test_what_is_of_one_hand_is_one_family_named_as_its_publisher_writes_itself() -> None:
    own = replace(said("The Northwire", SENTENCE), id="1")
    copy = replace(said("Courier", SENTENCE), id="2")
    credited = replace(said("The Ledger", source="Northwire"), id="3")
    other = replace(said("Channel Eight", "We saw it with our own eyes."), id="4")

    found = find_sources([own, copy, credited, other])

    assert found.count == 2
    assert found.family_of["1"] == found.family_of["2"] == found.family_of["3"]
    assert found.family_of["1"] in ("The Northwire", "Courier")
    assert found.family_of["4"] == "Channel Eight"


def test_a_denial_is_its_own_publishers_word() -> None:
    found = find_sources([replace(said("A", SENTENCE), id="1"), replace(said("B", status="denied"), id="2")])

    assert found.family_of == {"1": "A", "2": "B"}
