from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from streams.training.annotated import join
from streams.training.variants import headlines, renamed

DOCUMENT = join(
    [
        ("Anna Berg", "PERSON"), (" of ", None), ("Arsal", "GPE"), (" met ", None), ("Lebanon", "GPE"),
        ("'s leaders.\n\n", None), ("Berg", "PERSON"), (" left ", None), ("Arsal", "GPE"), (" again.", None),
    ]
)  # fmt: skip
SEEDS = st.integers(0, 10_000).map(Random)


@given(SEEDS)
def test_a_name_is_changed_the_same_throughout(chance: Random) -> None:
    changed = renamed(DOCUMENT, ["Karel Novy"], ["Arsal", "Byesville"], chance)
    names = [name for name, label in changed.pieces() if label]

    assert names[0].split()[-1] == names[3]
    assert names[1] == names[4]


@given(SEEDS)
def test_what_is_no_town_stays(chance: Random) -> None:
    changed = renamed(DOCUMENT, ["Karel Novy"], ["Arsal", "Byesville"], chance)

    assert [name for name, label in changed.pieces() if label][2] == "Lebanon"


@given(SEEDS)
def test_labels_and_words_between_names_stay(chance: Random) -> None:
    changed = renamed(DOCUMENT, ["Karel Novy"], ["Arsal", "Byesville"], chance)

    assert [label for _, label in changed.pieces()] == [label for _, label in DOCUMENT.pieces()]
    assert [part for part, label in changed.pieces() if label is None] == [
        part for part, label in DOCUMENT.pieces() if label is None
    ]


def test_headlines_are_the_first_line_in_other_capitals() -> None:
    document = join([("Floods near ", None), ("Goma", "GPE"), ("\n\nIt rained.", None)])

    chance = Random(1)  # noqa: S311 - variety, not secrecy
    found = {each.text for _ in range(40) for each in headlines(document, chance)}

    assert found == {"FLOODS NEAR GOMA", "Floods Near Goma"}
