"""Finds all phrases of all rules in one pass: a trie over words, so that one more rule costs little."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.themes.phrases import ANY, Symbol, spell_out
from streams.themes.words import fold, shape_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.themes.words import Words

# Phrase, first word, and the word after the last.
Found = tuple[int, int, int]

# What may not stand inside a phrase: a sentence's end (an initial, as in "U. S.", is none), or a paragraph's.
_BREAK = re.compile(r"[^\W_]{2}[\"'”’)]*[.!?;:]+[\"'”’)]*\s|\n\s*\n")
_ROOT = 0
_ANY = 0
# A bound on what all rules may ask for together: some 200 MB.
MOST_NODES = 400_000


@dataclass(frozen=True, slots=True)
class Matcher:
    """A trie. `edges[node][symbol]` is the next node, `ends[node]` the phrases complete there.

    `exact` and `stems` tell, for a folded word or beginning of one, the shapes asked for and the symbols met.
    """

    edges: tuple[dict[int, int], ...]
    ends: tuple[tuple[int, ...], ...]
    exact: dict[str, tuple[tuple[int, int], ...]]
    stems: dict[str, tuple[tuple[int, int], ...]]
    stem_lengths: tuple[int, ...]


def build_matcher(phrases: Iterable[str]) -> Matcher:
    """Compile phrases; their positions in the order given are the `phrase` of what is found.

    Raises `ValueError` where they stand for too much together.
    """
    edges: list[dict[int, int]] = [{}]
    ends: list[dict[int, None]] = [{}]
    symbols: dict[Symbol, int] = {ANY: _ANY}
    for index, phrase in enumerate(phrases):
        for spelling in spell_out(phrase):
            node = _ROOT
            for symbol in spelling:
                edge = symbols.setdefault(symbol, len(symbols))
                if edge not in edges[node]:
                    edges[node][edge] = len(edges)
                    edges.append({})
                    ends.append({})
                node = edges[node][edge]
            ends[node][index] = None
        if len(edges) > MOST_NODES:
            raise ValueError("the phrases of all themes stand for too many sequences of words together")
    stems = _by_text(symbols, is_stem=True)
    return Matcher(
        edges=tuple(edges),
        ends=tuple(tuple(indexes) for indexes in ends),
        exact=_by_text(symbols, is_stem=False),
        stems=stems,
        stem_lengths=tuple(sorted({len(stem) for stem in stems})),
    )


def find_phrases(text: str, words: Words, matcher: Matcher) -> list[Found]:
    """Return every place of every phrase, by first word. No phrase runs over a sentence or paragraph."""
    symbols = _symbols_of_each(words.surfaces, matcher)
    starts = words.starts
    found: list[Found] = []
    for first, symbols_here in enumerate(symbols):
        if symbols_here:
            for phrase, last in _walk(first, symbols, matcher):
                if last - first == 1 or not _BREAK.search(text, starts[first], starts[last - 1]):
                    found.append((phrase, first, last))
    return found


def _by_text(symbols: dict[Symbol, int], *, is_stem: bool) -> dict[str, tuple[tuple[int, int], ...]]:
    table: dict[str, list[tuple[int, int]]] = {}
    for symbol, number in symbols.items():
        if number != _ANY and symbol.is_stem == is_stem:
            table.setdefault(symbol.folded, []).append((int(symbol.shape), number))
    return {text: tuple(entries) for text, entries in table.items()}


def _symbols_of_each(surfaces: Sequence[str], matcher: Matcher) -> list[tuple[int, ...]]:
    """Return the symbols that each word answers to; most words answer to none."""
    known = {surface: _symbols_of(surface, matcher) for surface in set(surfaces)}
    return [known[surface] for surface in surfaces]


def _symbols_of(surface: str, matcher: Matcher) -> tuple[int, ...]:
    folded = fold(surface)
    entries = [*matcher.exact.get(folded, ())]
    for length in matcher.stem_lengths:
        if length > len(folded):
            break
        entries.extend(matcher.stems.get(folded[:length], ()))
    if not entries:
        return ()
    shape = shape_of(surface)
    return tuple(number for least, number in entries if shape >= least)


def _walk(first: int, symbols: Sequence[tuple[int, ...]], matcher: Matcher) -> list[tuple[int, int]]:
    """Return the phrases that begin at a word, each with the word after its last."""
    found: list[tuple[int, int]] = []
    nodes = {matcher.edges[_ROOT].get(symbol, _ROOT) for symbol in symbols[first]} - {_ROOT}
    at = first + 1
    while nodes:
        found.extend((phrase, at) for node in nodes for phrase in matcher.ends[node])
        if at == len(symbols):
            break
        nodes = {
            edges[symbol]
            for edges in (matcher.edges[node] for node in nodes)
            if edges
            for symbol in (*symbols[at], _ANY)
            if symbol in edges
        }
        at += 1
    return list(dict.fromkeys(found))
