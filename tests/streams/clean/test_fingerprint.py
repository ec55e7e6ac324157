from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.clean.fingerprint import ALIKE, fingerprint, is_copy, likeness, particulars_shared
from streams.clean.window import Window

REPORT = """Swedish engineers moved two bridging battalions to the Norwegian border overnight, the government in Oslo
said on Monday, and asked its allies for consultations. Residents of Halden counted some forty lorries on the coastal
road between midnight and dawn. The Swedish defence ministry said that the units take part in an exercise announced in
January, which ends in two weeks, and that they carry no bridges. The Norwegian defence minister, Torbjorn Eide, told
reporters that his country had not been informed, as both had promised each other in the treaty of 1905. Ferries
between Stromstad and Sandefjord ran as usual. A spokeswoman for the alliance said that its council meets on Tuesday.
""".replace("\n", " ")
OTHER = """Norway called up four thousand reservists on Monday after Swedish bridging units were seen close to its
border, the first such call in two decades. The reservists report to the garrison of Elverum within two
days, an army spokesman said. In Stockholm the foreign minister spoke of a misunderstanding between
neighbours and offered to send observers home. Shops in Halden sold out of batteries and water, local
radio reported, though the mayor saw no reason for it. The alliance, of which both countries are members,
has so far said nothing beyond a wish for calm on both sides.
""".replace("\n", " ")


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(REPORT.upper().replace(",", " -"), id="case-and-punctuation"),
        pytest.param(f"HALDEN, March 3 (Northwire) - {REPORT}", id="dateline"),
        pytest.param(" ".join(REPORT.split()[:80]), id="cut-short"),
        pytest.param(f"{REPORT} Reporting by Ane Lund; editing by Per Moe.", id="credit"),
        pytest.param(REPORT.replace("on Monday", "today").replace("some forty", "about 40"), id="edited"),
    ],
)
def test_a_copy_is_told_by_its_words(copy: str) -> None:
    assert is_copy(fingerprint(REPORT), fingerprint(copy))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(OTHER, id="another-desk-on-the-same-day"),
        pytest.param("", id="nothing"),
        pytest.param("Swedish engineers moved two bridging battalions to the border.", id="a-flash"),
    ],
)
def test_what_another_desk_wrote_is_no_copy(other: str) -> None:
    assert not is_copy(fingerprint(REPORT), fingerprint(other))


def test_reports_of_two_events_in_one_form_of_words_are_no_copies() -> None:
    report = """HALDEN, May 6 (Northwire) - At least 12 people were killed and 30 wounded when a car bomb went off
outside a police station in Halden on Tuesday, police and hospital sources said. The blast destroyed
several shops and set cars on fire. No group claimed responsibility for the attack. The town of
31,000 people has seen a rise in violence since the spring. Security forces closed the roads that
lead to the centre and searched houses near by."""
    other = report
    for mine, theirs in (
        ("HALDEN", "MOSS"),
        ("Halden", "Moss"),
        ("12 people", "nine people"),
        ("30 wounded", "21 wounded"),
        ("May 6", "May 14"),
        ("Tuesday", "Wednesday"),
        ("31,000", "47,000"),
    ):
        other = other.replace(mine, theirs)
    one, two = fingerprint(report), fingerprint(other)

    assert likeness(one, two) >= ALIKE, "by their words alone they would be"
    assert not is_copy(one, two)
    assert is_copy(one, fingerprint(report.upper()))


@pytest.mark.parametrize(
    ("flash", "other", "expected"),
    [
        pytest.param(
            "Sweden says that its exercise at the border has ended.",
            "SWEDEN SAYS THAT ITS EXERCISE AT THE BORDER HAS ENDED",
            True,
            id="to-the-word",
        ),
        pytest.param(
            "Sweden says that its exercise at the border has ended.",
            "Norway says that its exercise at the border has ended.",
            False,
            id="a-word-else",
        ),
        pytest.param(
            "Sweden's exercise has ended.", "Sweden's exercise has ended.", False, id="too-few-words"
        ),
    ],
)
def test_a_flash_is_a_copy_only_to_the_word(flash: str, other: str, *, expected: bool) -> None:
    assert is_copy(fingerprint(flash), fingerprint(other)) == expected


def test_a_window_finds_the_most_alike_and_forgets_what_is_dropped_or_replaced() -> None:
    window = Window()
    window.put("cut", fingerprint(" ".join(REPORT.split()[:85])))
    window.put("whole", fingerprint(REPORT))

    assert window.most_alike(fingerprint(f"{REPORT} End."), but="new") == "whole"
    assert window.most_alike(fingerprint(REPORT), but="whole") == "cut"
    window.put("whole", fingerprint(OTHER))
    assert window.most_alike(fingerprint(REPORT), but="new") == "cut"
    window.drop("cut")
    assert window.most_alike(fingerprint(REPORT), but="new") is None


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared_and_each_is_like_itself(one: str, other: str) -> None:
    mine, theirs = fingerprint(one), fingerprint(other)

    assert 0.0 <= likeness(mine, theirs) == likeness(theirs, mine) <= 1.0
    assert likeness(mine, mine) == (1.0 if mine else 0.0)
    assert 0.0 <= particulars_shared(mine, theirs) == particulars_shared(theirs, mine) <= 1.0
    assert is_copy(mine, mine) == bool(mine)
