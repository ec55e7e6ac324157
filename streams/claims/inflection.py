"""The forms of an English word, so that text can be searched for a lemma without tagging it first.

Spelling alone does not tell whether a final consonant doubles; both spellings are given. A form that does not
exist costs nothing: it stands in no text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_VOWELS = "aeiou"
_HISSING = ("s", "x", "z", "ch", "sh", "o")


def forms_of(word: str, part: str, irregular: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the forms of a lower-case word as a `verb`, a `noun`, or both (any other `part`)."""
    if word.startswith("="):
        return frozenset([word[1:]])
    found: set[str] = set()
    for spelling in _spellings(word):
        found |= {spelling, *irregular.get(spelling, ())}
        if part != "noun":
            found |= _verb_forms(spelling)
        if part != "verb":
            found |= {_with_s(spelling)}
    return frozenset(found)


def _spellings(word: str) -> tuple[str, ...]:
    if word.endswith("ise"):
        return word, word[:-3] + "ize"
    if word.endswith("ize"):
        return word, word[:-3] + "ise"
    return (word,)


def _verb_forms(word: str) -> set[str]:
    forms = {_with_s(word)}
    if word.endswith("ie"):
        return forms | {word + "d", word[:-2] + "ying"}
    if word.endswith("e"):
        return forms | {word + "d", (word if word.endswith("ee") else word[:-1]) + "ing"}
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return forms | {word[:-1] + "ied", word + "ing"}
    stems = {word}
    if len(word) > 2 and word[-1] not in _VOWELS + "wxy" and word[-2] in _VOWELS:  # noqa: PLR2004 - "go", "do"
        stems.add(word + word[-1])
    return forms | {stem + ending for stem in stems for ending in ("ed", "ing")}


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    if word.endswith(_HISSING):
        return word + "es"
    return word + "s"
