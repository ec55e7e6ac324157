from __future__ import annotations

import pytest

from cleaning import FIRST, FOURTH, SECOND, THIRD, cleaned, reasons


def test_headlines_under_a_heading_for_links_go_with_it() -> None:
    links = "Storm closes the eastern ports\nWho will pay for the new bridge?\nCourt frees two editors after a year"
    body = f"{FIRST}\n\nYou may also like\n\n{links}"

    assert cleaned(body) == [FIRST]
    assert reasons(body) == dict.fromkeys(["You may also like", *links.split("\n")], "related")


def test_links_end_where_prose_goes_on() -> None:
    body = f"{FIRST}\n\nRelated stories\n\nStorm closes the eastern ports\n\n{SECOND}\n\n{THIRD}"

    assert cleaned(body) == [FIRST, SECOND, THIRD]


def test_a_subhead_after_links_stays() -> None:
    body = f"{FIRST}\n\nRelated stories\n\nStorm closes the eastern ports\n\n‘A quiet night’\n\n{SECOND}"

    assert cleaned(body) == [FIRST, "‘A quiet night’", SECOND]


def test_a_label_before_a_subhead_is_the_players() -> None:
    notice = "Your browser does not support this video"
    body = f"{FIRST}\n\n{notice}\n\nIs the island safe?\n\n‘A quiet night’\n\n{SECOND}"

    assert cleaned(body) == [FIRST, "‘A quiet night’", SECOND]
    assert reasons(body)["Is the island safe?"] == "caption"


def test_a_subhead_after_a_player_stays() -> None:
    body = f"{FIRST}\n\nYour browser does not support this video\n\nIs the island safe?\n\n{SECOND}"

    assert cleaned(body) == [FIRST, "Is the island safe?", SECOND]


def test_a_line_that_stands_twice_stands_once() -> None:
    body = f"{FIRST}\n{SECOND}\n{SECOND}\n{THIRD}"

    assert cleaned(body) == [FIRST, SECOND, THIRD]
    assert reasons(body) == {SECOND: "boilerplate-repeated"}


def test_a_question_may_be_asked_again() -> None:
    question = "Who gave the order to leave the island?"

    assert cleaned(f"{question}\n{FIRST}\n{question}\n{SECOND}") == [question, FIRST, question, SECOND]


def test_an_advertiser_speaks_after_the_label() -> None:
    assert cleaned(f"{FIRST}\n\nSponsored:\n\nThree islands that you can buy.\n\n{SECOND}") == [FIRST, SECOND]


@pytest.mark.parametrize(
    "again", ["Navy leaves island", "NAVY LEAVES ISLAND", "World Navy leaves island The last ships"]
)
def test_a_headline_said_again_is_taken_out(again: str) -> None:
    body = f"{again}\n{FIRST}\n{SECOND}"

    assert cleaned(body, title="Navy leaves island") == [FIRST, SECOND]
    assert reasons(body, title="Navy leaves island") == {again: "headline"}


def test_a_flash_of_one_headline_keeps_it() -> None:
    assert cleaned("Navy leaves island", title="Navy leaves island") == ["Navy leaves island"]


def test_a_flash_of_one_picture_keeps_its_text() -> None:
    assert cleaned("Photo: The last ship leaves the island", title="Island") == [
        "Photo: The last ship leaves the island"
    ]


def test_pictures_side_by_side_are_told_from_paragraphs() -> None:
    pictures = [
        "A sailor waves to his family from the deck of the last ship",
        "The barracks stand empty after ninety years on the hill",
    ]
    body = "\n".join(
        [
            FIRST,
            SECOND,
            *pictures,
            "Smoke rises over the quay where the navy burned its papers",
            THIRD,
            FOURTH,
        ]
    )

    assert cleaned(body) == [FIRST, SECOND, THIRD, FOURTH]


def test_one_line_without_a_stop_is_no_picture() -> None:
    lines = [FIRST, SECOND, "How the garrison came to the island a century ago", THIRD, FOURTH]

    assert cleaned("\n".join(lines)) == lines


def test_a_list_that_a_paragraph_announces_stays() -> None:
    points = [
        "Two frigates sail north with the first of the crews",
        "The barracks go to the town council by the summer",
    ]
    lines = [
        FIRST,
        SECOND,
        "This is what was agreed:",
        *points,
        "Nobody spoke of the price on that day.",
        THIRD,
        FOURTH,
    ]

    assert cleaned("\n".join(lines))[3] == points[0]


def test_the_items_of_a_gallery_share_its_title() -> None:
    items = [
        f"The island in pictures {rest}"
        for rest in (
            "Sailors carry the last boxes on board before the ships leave the quay.",
            "Old men watch from the sea wall as the flag comes down.",
            "Children run through the gates of the barracks for the first time.",
        )
    ]

    assert cleaned("\n".join([FIRST, *items, SECOND])) == [FIRST, SECOND]
