"""Which lines of a body a reporter did not write: each line by the rules, then by the company it keeps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.clean.company import captions, galleries, headlines, repetitions
from streams.clean.habits import line_key
from streams.clean.repeating import repeatable
from streams.clean.rules import see

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from streams.clean.lines import Line
    from streams.clean.rules import CleaningRules, LineRule, Seen

_QUOTED = re.compile(r"[\"'].*[\"']")
_LINK_WORDS = range(3, 80)
_LINKS_AT_MOST = 15
_SUBHEAD_WORDS = 6
_LONE_SUBHEAD_WORDS = 4
_ADVERT_WORDS = 25
_LABEL_WORDS = 14
_FLASH_LINES = 2
# More lines to remember an article does not get: what stands first stands for the rest.
_MOST_REPEATABLE = 40


@dataclass(frozen=True, slots=True)
class Judgement:
    """For each line why it is taken out, or None where it stays; keys as `CleanText` has them."""

    reasons: tuple[str | None, ...]
    repeatable: tuple[str, ...]
    applied: tuple[str, ...]


def judge(
    lines: Sequence[Line],
    titles: Sequence[str],
    rules: CleaningRules,
    learned: frozenset[str] = frozenset(),
    *,
    has_captions: bool,
) -> Judgement:
    """Return which lines are taken out.

    `learned` are keys of lines that the publisher repeats. `has_captions` says that captions may stand among the
    paragraphs unmarked, as in a body without markup. Judging what stayed takes out nothing more: what depends on
    neighbours is asked again until nothing changes.
    """
    looks = {text: see(text) for text in dict.fromkeys(line.text for line in lines)}
    seen = [looks[line.text] for line in lines]
    reasons = _by_line(lines, seen, rules)
    while changes := (
        list(_by_company(seen, reasons, titles, has_captions=has_captions))
        or list(_by_habit(seen, reasons, rules, learned))
    ):
        for at, reason in changes:
            reasons[at] = reason
    repeated = [at for at, reason in enumerate(reasons) if reason == "boilerplate-repeated"]
    mine = [at for at, reason in enumerate(reasons) if reason in (None, "boilerplate-repeated")]
    if all(reasons) and len(lines) <= _FLASH_LINES:
        # A picture with its text, or a headline alone, is a flash: that is the report.
        reasons = [None if reason in ("caption", "headline") else reason for reason in reasons]
    return Judgement(
        tuple(reasons),
        repeatable=_keys(repeatable(mine, seen, rules.repeated), seen)[:_MOST_REPEATABLE],
        applied=tuple(key for key in _keys(repeated, seen) if key in learned),
    )


def _by_line(lines: Sequence[Line], seen: Sequence[Seen], rules: CleaningRules) -> list[str | None]:
    rule_of = {line: next((rule for rule in rules.lines if rule.search(line)), None) for line in set(seen)}
    found = [rule_of[line] for line in seen]
    reasons = [rule.reason if rule else None for rule in found]
    for at, rule in enumerate(found):
        if rule is not None and rule.opens is not None:
            for other, reason in list(_opened(at, rule, lines, seen, reasons)):
                reasons[other] = reason
    return reasons


def _opened(
    at: int, rule: LineRule, lines: Sequence[Line], seen: Sequence[Seen], reasons: Sequence[str | None]
) -> Iterator[tuple[int, str]]:
    """Yield what belongs to the heading, the label or the player that stands before it."""
    after = range(at + 1, min(at + 1 + _LINKS_AT_MOST, len(seen)))
    if rule.opens == "links":
        yield from ((other, "related") for other in _links(after, lines, seen, reasons))
    elif rule.opens == "advert" and after and seen[after[0]].words <= _ADVERT_WORDS:
        yield after[0], rule.reason
    elif rule.opens == "player" and len(after) > 1 and all(_is_label(seen[n], reasons[n]) for n in after[:2]):
        # Two headings in a row never stand in a report: the first is the player's.
        yield after[0], "caption"


def _links(
    after: Sequence[int], lines: Sequence[Line], seen: Sequence[Seen], reasons: Sequence[str | None]
) -> list[int]:
    """Return the run of headlines under a heading: until prose, or until the list's own spacing ends."""
    run = list[int]()
    for at in after:
        is_apart = run and lines[at].follows_blank and not lines[run[-1]].follows_blank
        if reasons[at] is not None or not _is_link(seen[at]) or is_apart:
            break
        run.append(at)
    # The last one before the report goes on may be its subhead.
    goes_on = run and run[-1] + 1 < len(seen) and lines[run[-1]].follows_blank
    return (
        run[:-1]
        if goes_on and _is_subhead(seen[run[-1]], _SUBHEAD_WORDS if run[1:] else _LONE_SUBHEAD_WORDS)
        else run
    )


def _by_company(
    seen: Sequence[Seen], reasons: Sequence[str | None], titles: Sequence[str], *, has_captions: bool
) -> Iterator[tuple[int, str]]:
    kept = [at for at, reason in enumerate(reasons) if reason is None]
    yield from ((at, "headline") for at in headlines(kept, seen, titles))
    yield from ((at, "boilerplate-repeated") for at in repetitions(kept, seen))
    if has_captions:
        shown = sum(reason == "caption" for reason in reasons)
        yield from ((at, "caption") for at in galleries(kept, seen))
        yield from ((at, "caption") for at in captions(kept, seen, shown))


def _by_habit(
    seen: Sequence[Seen], reasons: Sequence[str | None], rules: CleaningRules, learned: frozenset[str]
) -> Iterator[tuple[int, str]]:
    kept = [at for at, reason in enumerate(reasons) if reason is None]
    for at in repeatable(kept, seen, rules.repeated) if learned else ():
        if line_key(seen[at].text) in learned:
            yield at, "boilerplate-repeated"


def _keys(lines: Iterable[int], seen: Sequence[Seen]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line_key(seen[at].text) for at in lines))


def _is_link(line: Seen) -> bool:
    text = line.text
    ends = not line.is_finished or text.endswith(("?", "?'", '?"', "..."))
    return ends and line.words in _LINK_WORDS and not text[0].islower() and not text.endswith((":", ";", ","))


def _is_label(line: Seen, reason: str | None) -> bool:
    return reason is None and line.words <= _LABEL_WORDS and (not line.is_finished or line.text.endswith("?"))


def _is_subhead(line: Seen, most_words: int) -> bool:
    return line.words <= most_words or _QUOTED.fullmatch(line.text) is not None
