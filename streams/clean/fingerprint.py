"""Fingerprints: whether two texts are copies, told from a few hundred bytes of each.

Two things are compared. MinHash (Broder 1997) over runs of five words: wire copy shares most of them, two desks'
reports of one event hardly any. And particulars, the names and figures inside sentences: two reports of one form of
words, on two bombs in two towns, share their runs and not these.
"""

from __future__ import annotations

import re
import zlib
from array import array
from itertools import islice

import rensa

PERMUTATIONS = 128
"""Values of a fingerprint; the share of equal ones estimates the share of runs in common, give or take 0.04."""

RUNS_BYTES = PERMUTATIONS * 2

ALIKE = 0.4
"""Least share of runs in common. Copies that share over half come out at 0.45 and more, other articles below 0.3."""

SAME_PARTICULARS = 0.5
"""Least share of particulars in common, of the text that has fewer. Copies come out at 0.7 and more, however edited
or cut short; look-alikes far below."""

_RUN_WORDS = 5
# Shorter texts are flashes, which look alike because nothing else fits into them: a copy is the same to the word.
_FLASH_WORDS = 30
# Two desks may hit on so few words by themselves.
_LEAST_WORDS = 10
# A copy gives itself away by its beginning; the time that this takes is bounded.
_MOST_WORDS = 20_000
_MOST_PARTICULARS = 64
_WORD = re.compile(r"\w+")
# A capital at the beginning of a sentence says nothing.
_PARTICULAR = re.compile(r"(?<=[a-z0-9,;:]\s)[A-Z]\w+|\d+")
_SEED = 1
_LOW_BITS = 0xFFFF


def fingerprint(text: str, *, to_the_word: bool = False) -> bytes:
    """Return 128 numbers of 16 bits for the runs and up to 64 for the particulars; nothing for a few words.

    `to_the_word` takes the text as one run: then only what has the same words, all of them, is its copy.
    """
    words = [found.group().lower() for found in islice(_WORD.finditer(text), _MOST_WORDS)]
    if len(words) < _LEAST_WORDS:
        return b""
    run = len(words) if to_the_word or len(words) < _FLASH_WORDS else _RUN_WORDS
    minhash = rensa.RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    minhash.update([" ".join(words[at : at + run]) for at in range(len(words) - run + 1)])
    runs = array("H", (value & _LOW_BITS for value in minhash.digest()))
    return runs.tobytes() + _particulars(text).tobytes()


def is_copy(one: bytes, other: bytes) -> bool:
    """Return whether two fingerprints are those of one text, edited or cut short."""
    return likeness(one, other) >= ALIKE and particulars_shared(one, other) >= SAME_PARTICULARS


def likeness(one: bytes, other: bytes) -> float:
    """Return the estimated share of runs in common (Jaccard), in 0 to 1; 0 where there is no fingerprint."""
    mine, theirs = array("H", one[:RUNS_BYTES]), array("H", other[:RUNS_BYTES])
    if not mine or len(mine) != len(theirs):
        return 0.0
    return sum(a == b for a, b in zip(mine, theirs, strict=True)) / PERMUTATIONS


def particulars_shared(one: bytes, other: bytes) -> float:
    """Return the share of particulars in common, of the text that has fewer; 1 where one of them has none.

    Of a text with many only the least hashes are kept: what lies beyond the last that both can have is left out.
    """
    mine, theirs = array("H", one[RUNS_BYTES:]), array("H", other[RUNS_BYTES:])
    last = min(kept[-1] if len(kept) == _MOST_PARTICULARS else _LOW_BITS for kept in (mine, theirs))
    ours, others = ({value for value in kept if value <= last} for kept in (mine, theirs))
    fewest = min(len(ours), len(others))
    return len(ours & others) / fewest if fewest else 1.0


def _particulars(text: str) -> array[int]:
    found = {each.group().lower() for each in islice(_PARTICULAR.finditer(text), _MOST_WORDS)}
    return array("H", sorted({zlib.crc32(each.encode()) & _LOW_BITS for each in found})[:_MOST_PARTICULARS])
