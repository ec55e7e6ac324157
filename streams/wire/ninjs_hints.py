"""What a newsroom itself says that its article is about: the concepts of ninjs as hints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.clean.article import Hint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schemas.ninjs import ConceptV1, NinjsV1
    from streams.clean.article import HintKind

# More than any desk tags by hand; machines that tag everything are cut off.
_MOST_OF_A_KIND = 50
_MOST_CHARS = 300


def find_hints(sent: NinjsV1) -> tuple[Hint, ...]:
    """Return the hints by kind, each in the sender's order, without repeats; what has no name goes by its code."""
    located = _text(sent.located)
    kinds: tuple[tuple[HintKind, Iterable[ConceptV1 | None] | None], ...] = (
        ("subject", sent.subjects),
        ("person", sent.people),
        ("organisation", sent.organisations),
        ("place", sent.places),
        ("genre", sent.genres),
        ("source", sent.info_sources),
    )
    found = [Hint("located", located)] if located else []
    for kind, concepts in kinds:
        found += list(dict.fromkeys(_hints(kind, concepts or ())))[:_MOST_OF_A_KIND]
    return tuple(found)


def _hints(kind: HintKind, concepts: Iterable[ConceptV1 | None]) -> Iterator[Hint]:
    for concept in concepts:
        code = _code(concept) if concept else None
        name = (_text(concept.name) if concept else None) or code
        if concept and name:
            yield Hint(kind, name, code, _text(concept.creator))


def _code(concept: ConceptV1) -> str | None:
    """Return what identifies a concept: the address of 2.x and 3.x, or scheme and code of 1.x, made one."""
    code, scheme = _text(concept.code), _text(concept.scheme)
    if code and scheme:
        code = _text(scheme + code if scheme.endswith(("/", "#", ":", "=")) else f"{scheme}:{code}")
    return _text(concept.uri) or _text(concept.qcode) or code or _text(concept.literal)


def _text(said: str | None) -> str | None:
    """Return one line of bounded length, or nothing."""
    return " ".join((said or "")[: 2 * _MOST_CHARS].split())[:_MOST_CHARS] or None
