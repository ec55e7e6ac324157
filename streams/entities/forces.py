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
    mentions = _with_short_bodies(mentions, reading)
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


def _with_short_bodies(mentions: Sequence[Mention], reading: Reading) -> Sequence[Mention]:
    """Add bodies that their capital alone makes a name of: "the Coalition"."""
    taken = {at for mention in mentions for at in range(mention.first, mention.last)}
    added = [
        Mention(at, at + 1, "ORG", reading.key(at))
        for at in range(len(reading.words))
        if reading.is_in("short_body", at) and at not in taken and _is_short_body(at, reading)
    ]
    return sorted([*mentions, *added], key=lambda mention: mention.first) if added else mentions


def _is_short_body(at: int, reading: Reading) -> bool:
    """Whether a capital shows a name, which stands alone: not in a headline, nor as part of a longer name."""
    if not reading.is_capital(at) or reading.words[at].text.isupper():
        return False
    is_led = reading.gap(at) == ", " or (
        reading.gap(at) == " " and (reading.key(at - 1) == "the" or not reading.is_capital(at - 1))
    )
    return is_led and not (reading.gap(at + 1) == " " and reading.is_capital(at + 1))


def _force_end(mention: Mention, until: int, reading: Reading) -> int:
    """Return where the force's name ends, "government forces" with it; 0 where none follows before the next name.

    Troops of what stands above states have no name of their own: "NATO troops" are NATO.
    """
    is_force = mention.type == "ORG" and mention.country and reading.is_in("force_head", mention.last - 1)
    is_short = reading.gazetteer.is_word("short_body", mention.key)
    is_known = mention.type == "NORP" or mention.entries or is_force or is_short
    if mention.type not in _OWNERS or not is_known:
        return 0
    is_above = mention.type == "ORG" and mention.country is None and not is_short
    last = 0
    at = mention.last
    while at < min(mention.last + _MOST_BETWEEN + 1, until) and reading.gap(at) in {" ", "-"}:
        head = _head(at, reading)
        if head:
            last = head
        elif not reading.is_in("force_mid", at):
            break
        at = head or at + 1
    return (
        0 if is_above and reading.gazetteer.is_word("lent_head", _last_word(mention, last, reading)) else last
    )


def _head(at: int, reading: Reading) -> int:
    """Return the word after the head of a force's name that begins at a word; 0 where none does."""
    if reading.gazetteer.is_word("force_head", reading.name(at, at + 2)) and reading.gap(at + 1) == " ":
        return at + 2
    if not reading.is_in("force_head", at):
        return 0
    # "The Syrian opposition", not "the Syrian opposition leader".
    is_adjective = reading.is_in("opposition", at) and reading.is_in("opposition_noun", at + 1)
    return 0 if is_adjective and reading.gap(at + 1) == " " else at + 1


def _last_word(mention: Mention, last: int, reading: Reading) -> str:
    """Return the head of a force's name, of one word or two."""
    two = reading.name(last - 2, last) if last - 2 >= mention.last else ""
    return two if reading.gazetteer.is_word("force_head", two) else reading.key(last - 1)


def _is_ruled(mention: Mention, reading: Reading) -> bool:
    """Whether "government of" or the like stands right before a state's name."""
    first = mention.first
    is_of = reading.key(first - 1) == "of" and reading.gap(first - 1) == reading.gap(first) == " "
    return is_of and mention.type == "GPE" and reading.is_in("force_head", first - 2)


def _lengthened(mention: Mention, first: int, last: int, reading: Reading) -> Mention:
    """Return the force. Who is only backed by a state is not the state's: "US-backed forces" have no country.

    The fighters of a group are the group: "Hezbollah fighters" are Hezbollah.
    """
    is_foreign = any(reading.is_in("loose_after", at) for at in range(mention.last, last))
    head = _last_word(mention, last, reading) if last > mention.last else ""
    is_alone = last - mention.last == len(head.split())
    is_group = mention.type == "ORG" and is_alone and reading.gazetteer.is_word("group_head", head)
    return Mention(
        first,
        last,
        "ORG",
        mention.key if reading.gazetteer.is_word("short_body", mention.key) else reading.name(first, last),
        mention.entries if is_group and not is_foreign else (),
        None if is_foreign else mention.country,
    )
