"""Who "he", "she" and "it" are that say something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from streams.claims.claim import Claim

pytestmark = pytest.mark.model

SENT = "she had sent 3,000 troops to the border with Norway."


def source_of(claims_of: Callable[[str, str], list[Claim]], text: str) -> str | None:
    """Return who is said to say the one troop buildup of a text."""
    (claim,) = claims_of(text, "troop-buildup")
    return claim.source and claim.source.text


@pytest.mark.parametrize(
    ("before", "said", "source"),
    [
        (
            "Swedish President Anna Berg met reporters in Stockholm.",
            f"She said {SENT}",
            "Swedish President Anna Berg",
        ),
        (
            "“We are ready,” Swedish President Anna Berg said on Monday. She added that talks were over.",
            f"She said {SENT}",
            "Swedish President Anna Berg",
        ),
        (
            "A spokesman for President Anna Berg said the talks were over.",
            "He said that Sweden had sent 3,000 troops to the border with Norway.",
            "A spokesman for President Anna Berg",
        ),
        (
            "The road is closed, said Jonas Lind, who speaks for the army.",
            "Sweden has sent 3,000 troops to the border with Norway, he said.",
            "Jonas Lind",
        ),
        (
            "The Swedish army said on Monday that the road was closed.",
            "It said that it had sent 3,000 troops to the border with Norway.",
            "The Swedish army",
        ),
    ],
)
def test_a_pronoun_that_speaks_is_who_spoke_before(
    claims_of: Callable[[str, str], list[Claim]], before: str, said: str, source: str
) -> None:
    assert source_of(claims_of, f"{before} {said}") == source


@pytest.mark.parametrize(
    ("before", "said", "pronoun"),
    [
        ("The sea was calm on Monday.", f"She said {SENT}", "She"),
        ("Officials said the road was closed, and Anna Berg and Eva Lind left.", f"She said {SENT}", "She"),
        ("The ministry said the road was closed.", f"She said {SENT}", "She"),
        (
            "Anna Berg said the road was closed.",
            "They said Sweden had sent 3,000 troops to the border.",
            "They",
        ),
        ("Anna Berg said it.", f"After Eva Lind had left, she said {SENT}", "she"),
    ],
)
def test_a_pronoun_stays_where_whom_it_means_is_not_sure(
    claims_of: Callable[[str, str], list[Claim]], before: str, said: str, pronoun: str
) -> None:
    assert source_of(claims_of, f"{before} {said}") == pronoun


def test_who_says_that_she_did_it_did_it(claims_of: Callable[[str, str], list[Claim]]) -> None:
    before = "Swedish President Anna Berg met reporters in Stockholm."
    (claim,) = claims_of(
        f"{before} She said she had deployed 3,000 troops on the border with Norway.", "troop-buildup"
    )

    assert claim.actor
    assert claim.actor.countries == ("SWE",)


def test_who_only_tells_of_it_did_not_do_it(claims_of: Callable[[str, str], list[Claim]]) -> None:
    (claim,) = claims_of(
        "Interior Ministry spokesman Jonas Lind spoke to reporters. He said: “There is no hostage-taking.”",
        "abduction",
    )

    assert claim.actor is None
    assert claim.source
    assert claim.source.text == "Interior Ministry spokesman Jonas Lind"


TROOPS = "Sweden has sent 3,000 troops to the border with Norway."


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            f"“We are ready,” President Anna Berg said on Monday. “{TROOPS} It is over.”",
            "President Anna Berg",
        ),
        (
            f'"We are ready," President Anna Berg said on Monday. "{TROOPS} It is over."',
            "President Anna Berg",
        ),
        (f"“{TROOPS} It is over,” President Anna Berg said on Monday.", "President Anna Berg"),
        (f"President Anna Berg said: “It is over. {TROOPS}”", "President Anna Berg"),
        (f"Minister Anna Berg said:\n\nI am appalled. I hear that {TROOPS}", "Anna Berg"),
        (f"A ministry spokesman said:\n\n“{TROOPS}”", "A ministry spokesman"),
        (f"Anna Berg left at noon. “It is over,” she said. “{TROOPS}”", "Anna Berg"),
        (f"Anna Berg left at noon. “It is over,” said Jonas Lind. “{TROOPS}”", "Jonas Lind"),
    ],
)
def test_who_is_quoted_says_all_that_is_quoted(
    claims_of: Callable[[str, str], list[Claim]], text: str, source: str
) -> None:
    assert source_of(claims_of, text) == source


@pytest.mark.parametrize(
    "text",
    [
        f"The ministry said the road was closed. “{TROOPS}”",
        f"“It is over,” Anna Berg said. {TROOPS}",
        f"Anna Berg said: “It is over.” {TROOPS}",
        f"“{TROOPS}”",
    ],
)
def test_what_nobody_is_said_to_say_nobody_says(
    claims_of: Callable[[str, str], list[Claim]], text: str
) -> None:
    assert source_of(claims_of, text) is None


def test_we_in_a_quotation_is_who_is_quoted(claims_of: Callable[[str, str], list[Claim]]) -> None:
    (claim,) = claims_of(
        "“It is over,” Swedish President Anna Berg said. “We have sent 3,000 troops to the border with Norway.”",
        "troop-buildup",
    )

    assert claim.actor
    assert claim.actor.countries == ("SWE",)
