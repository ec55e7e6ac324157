"""Offices as the words of a text name them: "Foreign Secretary", "prime minister of", "a spokeswoman"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streams.entities.reading import Reading

_MOST_WORDS = 5
_INSIDE = frozenset([" ", "-", ". ", "\n", "\u00a0"])
_OF_STATE = ("of", "state")
# One office in several spellings.
_SAME = {
    "defense": "defence",
    "premier": "prime minister",
    "advisor": "adviser",
    "gen": "general",
    "col": "colonel",
    "sen": "senator",
    "gov": "governor",
    "spokesperson": "spokesman",
    "spokeswoman": "spokesman",
}
# Heads that name the holder of a longer office as well: "the minister" is the foreign minister. "The president" is no
# vice president.
_SHORT = frozenset(
    [
        "minister",
        "secretary",
        "general",
        "spokesman",
        "leader",
        "adviser",
        "commander",
        "envoy",
        "prosecutor",
    ]
)


@dataclass(frozen=True, slots=True)
class Title:
    """Words `first` up to but not including `last` that name an office; `office` is its one name."""

    first: int
    last: int
    office: str

    @property
    def offices(self) -> tuple[str, ...]:
        """The office, and the shorter name that it goes by."""
        head = self.office.rpartition(" ")[2]
        return (
            (self.office, head) if head in _SHORT and not self.office.startswith("prime ") else (self.office,)
        )


def title_from(at: int, reading: Reading) -> Title | None:
    """Return the longest office that the words from one on name."""
    best = None
    last = at
    while last - at < _MOST_WORDS and (last == at or reading.gap(last) in _INSIDE):
        if reading.is_in("office_head", last) and _is_of_state(last, reading):
            best = last = last + len(_OF_STATE) + 1
            continue
        if not reading.is_in("office_head", last) and not reading.is_in("office_word", last):
            break
        last += 1
        best = last if reading.is_in("office_head", last - 1) else best
    return Title(at, best, office_of(reading.name(at, best))) if best else None


def title_to(at: int, reading: Reading) -> Title | None:
    """Return the office that the words before one name: what stands before a name that begins there."""
    first = at
    while at - first < _MOST_WORDS and (first == at or reading.gap(first) in _INSIDE):
        if not reading.is_in("office_head", first - 1) and not _is_inner(first - 1, reading):
            break
        first -= 1
    title = title_from(first, reading) if first < at else None
    return title if title is not None and title.last == at else None


def office_of(title: str) -> str:
    """Return the one name of an office, as of its bearer: "secretary general of nato" is a secretary general."""
    if not title.startswith("secretary of state"):
        title = title.partition(" of ")[0]
    plain = " ".join(_SAME.get(word, word) for word in title.split())
    return _SAME.get(plain, plain)


def is_past(first: int, last: int, reading: Reading) -> bool:
    """Whether the words beside an office say that it is held no more, or not yet."""
    if reading.is_in("office_past", first - 1) and reading.gap(first) in {" ", "-"}:
        return True
    return reading.key(last) in {"elect", "designate", "candidate"} and reading.gap(last) in {" ", "-"}


def _is_of_state(at: int, reading: Reading) -> bool:
    return reading.key(at) == "secretary" and (reading.key(at + 1), reading.key(at + 2)) == _OF_STATE


def _is_inner(at: int, reading: Reading) -> bool:
    return reading.is_in("office_word", at) or (
        reading.key(at) in _OF_STATE and any(_is_of_state(at - back, reading) for back in (1, 2))
    )
