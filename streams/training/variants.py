"""Variants of a marked text: other persons and towns in the same sentences, and headlines in capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.training.annotated import Annotated, join

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

_KEPT_NAMES = 0.4
# A headline in capitals for so many documents, one in title case for as many.
_HEADLINES = 0.3


def renamed(
    document: Annotated, persons: Sequence[str], towns: Sequence[str], chance: random.Random
) -> Annotated:
    """Return the text with persons and towns changed for others, the same throughout the text.

    The sentences teach then, and not the names. Some names stay as they are, and so do places that are no towns. The
    surname of a changed person changes where it stands alone, too.
    """
    changed: dict[tuple[str, str | None], str] = {}
    known = frozenset(towns)
    for name, label in document.pieces():
        if (name, label) in changed or chance.random() < _KEPT_NAMES:
            continue
        if label == "GPE" and name in known:
            changed[name, label] = chance.choice(towns)
        elif label == "PERSON" and " " in name:
            changed[name, label] = new = chance.choice(persons)
            changed.setdefault((name.split()[-1], label), new.split()[-1])
    return join((changed.get((part, label), part), label) for part, label in document.pieces())


def headlines(document: Annotated, chance: random.Random) -> list[Annotated]:
    """Return the first line in capitals, in title case, both or neither."""
    first = document.first_line()
    found = []
    if chance.random() < _HEADLINES:
        found.append(join((part.upper(), label) for part, label in first.pieces()))
    if chance.random() < _HEADLINES:
        found.append(join((part if label else _titled(part), label) for part, label in first.pieces()))
    return found


def _titled(part: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in part.split(" "))
