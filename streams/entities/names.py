"""Words of a text as the gazetteer knows them: folded, with their place, cheap enough to do for every word."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# Dotted capitals are one word ("U.S.", "D.R.C"); hyphens and apostrophes part words ("US-Russian", "Iran's").
_WORD = re.compile(r"[A-Z](?:\.[A-Z])+\b\.?|[^\W_]+")
# Letters that do not decompose into a base letter and a mark.
_PLAIN = str.maketrans(
    {
        "ł": "l",
        "Ł": "l",
        "ø": "o",
        "Ø": "o",
        "đ": "d",
        "Đ": "d",
        "ı": "i",
        "æ": "ae",
        "ß": "ss",
        "ð": "d",
        "þ": "th",
        "ə": "a",
    }
)
_LONGEST_ACRONYM = 6


class Word(NamedTuple):
    """One word: its letters without dots, folded, its half-open code point offsets, whether a capital begins it."""

    text: str
    key: str
    start: int
    end: int
    is_capital: bool

    def has_dot(self, text: str) -> bool:
        """Whether the dot of an abbreviation follows that is no part of the word ("Fla.")."""
        return text[self.end : self.end + 1] == "." and text[self.end - 1] != "."


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order. Runs over every word of every article: no call that can be spared."""
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        if "." in word:
            word = word.replace(".", "")
        key = word.lower() if word.isascii() else fold(word)
        found.append(Word(word, key, match.start(), match.end(), word[0].isupper()))
    return found


def key_of(name: str) -> str:
    """Return the form under which a name is filed: folded words parted by single spaces."""
    return " ".join(word.key for word in words_of(name))


def is_acronym(name: str) -> bool:
    """Whether a name is written in capitals alone and must be met so: "US" is a state, "us" is not."""
    letters = name.replace(".", "").replace("-", "")
    return len(letters) <= _LONGEST_ACRONYM and letters.isupper() and " " not in name


def fold(word: str) -> str:
    """Return a word without accents and case."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.translate(_PLAIN))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
