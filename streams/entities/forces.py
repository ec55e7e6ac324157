"""Forces and governments without a name of their own: "the Lebanese army", "Houthi fighters", "government of Iraq"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.entities.mention import Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.entities.reading import Reading

_MOST_BETWEEN = 3
_OWNERS = ("NORP", "GPE", "ORG", "PERSON")


def with_forces(mentions: Sequence[Mention], reading: Reading) -> list[Mention]:
    """Lengthen names of states, peoples and groups to the force or government that the words around make of them."""
    found: list[Mention] = []
    for number, mention in enumerate(mentions):
        until = mentions[number + 1].first if number + 1 < len(mentions) else len(reading.words)
        last = _force_end(mention, until, reading)
        if last:
            found.append(_lengthened(mention, mention.first, last, reading))
        elif _is_ruled(mention, reading) and (not found or found[-1].last <= mention.first - 2):
            found.append(_lengthened(mention, mention.first - 2, mention.last, reading))
        else:
            found.append(mention)
    return found


def _force_end(mention: Mention, until: int, reading: Reading) -> int:
    """Return where the force's name ends; 0 where none follows before the next name.

    Troops of what stands above states have no name of their own: "NATO troops" are NATO.
    """
    if mention.type not in _OWNERS or (mention.type != "NORP" and not mention.entries):
        return 0
    is_above = mention.type == "ORG" and mention.country is None
    for at in range(mention.last, min(mention.last + _MOST_BETWEEN + 1, until)):
        if reading.gap(at) not in {" ", "-"}:
            return 0
        if reading.is_in("force_head", at):
            return 0 if is_above and reading.is_in("lent_head", at) else at + 1
        if not reading.is_in("force_mid", at):
            return 0
    return 0


def _is_ruled(mention: Mention, reading: Reading) -> bool:
    """Whether "government of" or the like stands right before a state's name."""
    first = mention.first
    is_of = reading.key(first - 1) == "of" and reading.gap(first - 1) == reading.gap(first) == " "
    return is_of and mention.type == "GPE" and reading.is_in("force_head", first - 2)


def _lengthened(mention: Mention, first: int, last: int, reading: Reading) -> Mention:
    """Return the force. Who is only backed by a state is not the state's: "US-backed forces" have no country."""
    is_foreign = any(reading.is_in("loose_after", at) for at in range(mention.last, last))
    return Mention(first, last, "ORG", reading.name(first, last), (), None if is_foreign else mention.country)
