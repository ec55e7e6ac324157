"""Acronyms of an article: which name each stands for, whether it is given after the full form or before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.entities.mention import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from streams.entities.reading import Reading

_LONGEST = 8
# Two letters stand for much else; without brackets they tell nothing.
_SHORTEST_UNSAID = 3
_MINOR = frozenset(["of", "the", "and", "for", "in", "on", "to", "de", "la", "du", "des", "al", "s"])


def find_acronyms(mentions: Sequence[Mention], reading: Reading) -> dict[str, str]:
    """Return folded full names by folded acronym.

    Said by brackets, either way round, or by "or" and "known as"; unsaid, where the initials of one name of the
    article and of no other are the acronym.
    """
    full = {mention.key: mention for mention in mentions if " " in mention.key and mention.type != "PERSON"}
    found: dict[str, str] = {}
    for mention in mentions:
        if mention.key in full:
            for short in _said_after(mention, reading):
                found.setdefault(short, mention.key)
        elif _is_short(mention.first, reading) and reading.gap(mention.last) == " (":
            long = next((name for name in mentions if name.first == mention.last and name.key in full), None)
            if long is not None and _abbreviates(mention.key, long.key):
                found.setdefault(mention.key, long.key)
    for short in {mention.key for mention in mentions if _is_unsaid(mention, reading)} - set(found):
        names = [key for key, mention in full.items() if mention.type == "ORG" and short in _initials(key)]
        if len(names) == 1:
            found[short] = names[0]
    return found


def with_acronyms(
    mentions: Sequence[Mention], acronyms: Mapping[str, str], reading: Reading
) -> list[Mention]:
    """Add the acronyms that nothing else took for names."""
    kinds = {mention.key: mention.type for mention in mentions}
    taken = {at for mention in mentions for at in range(mention.first, mention.last)}
    added = [
        Mention(at, at + 1, kinds[acronyms[word.key]], word.key)
        for at, word in enumerate(reading.words)
        if word.key in acronyms and at not in taken and _is_short(at, reading)
    ]
    return sorted([*mentions, *added], key=lambda mention: mention.first)


def _said_after(mention: Mention, reading: Reading) -> Iterator[str]:
    """Yield the acronyms of "Name (ABC)", "Name, or ABC," and "Name, known as ABC"."""
    at = mention.last
    if reading.gap(at) in {" (", " (the ", ' ("', " (“"}:
        key = reading.key(at)
        # Bodies of abroad keep the initials of their own tongue: only where the name is known must they fit.
        is_foreign = mention.type == "ORG" and not mention.entries
        if _is_short(at, reading) and (is_foreign or key[0] == mention.key[0]):
            yield key
        return
    if reading.gap(at) not in {", ", " "}:
        return
    said = at + 1 if reading.key(at) == "or" else at + 2 if reading.name(at, at + 2) == "known as" else 0
    said += bool(said) and reading.key(said) == "the"
    if said and _is_short(said, reading) and _abbreviates(reading.key(said), mention.key):
        yield reading.key(said)


def _is_short(at: int, reading: Reading) -> bool:
    text = reading.words[at].text if at < len(reading.words) else ""
    return 1 < len(text) <= _LONGEST and text.isupper() and text.isalpha()


def _is_unsaid(mention: Mention, reading: Reading) -> bool:
    is_known = bool(mention.entries) or mention.type not in ("ORG", "GPE", "PERSON")
    return not is_known and len(mention.key) >= _SHORTEST_UNSAID and _is_short(mention.first, reading)


def _abbreviates(short: str, name: str) -> bool:
    """Whether an acronym's letters are initials of a name's words, in their order, hardly any left out."""
    words = name.split()
    letters = iter(word[0] for word in words)
    major = sum(word not in _MINOR for word in words)
    return short[0] == words[0][0] and all(letter in letters for letter in short) and len(short) >= major - 1


def _initials(name: str) -> tuple[str, str]:
    words = name.split()
    return "".join(word[0] for word in words), "".join(word[0] for word in words if word not in _MINOR)
