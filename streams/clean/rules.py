"""Rules that tell one line of a page's furniture from a line that a reporter wrote, parsed and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from streams.clean.text import reasons

scopes = ("whole", "opening", "ending", "anywhere", "cut")
headings = ("links", "advert", "player")

# What of a line is looked at: rules about long lines look at their beginning or their end.
_HEAD_CHARS = 1000
_TAIL_CHARS = 300
_ANY_WORDS = 1_000_000
_SHOUTED_WORDS = 6
_FIELDS = {
    "id",
    "reason",
    "why",
    "scope",
    "phrases",
    "patterns",
    "max_words",
    "needs",
    "cased",
    "unfinished",
    "opens",
    "examples",
}
_MACRO = re.compile(r"\{([a-z_]+)\}")
_QUOTES = str.maketrans("‘’‚‛“”„‟′″", "''''\"\"\"\"'\"")
# Not in the middle of a word; after a space or a lookahead that a pattern ends with, anything goes.
_WORD_ENDS = r"(?!(?<=\w)\w)"
_STOP = re.compile(r"[.!?…。！？｡।؟][\"')\]»”’ ]*$")


@dataclass(frozen=True, slots=True)
class Seen:
    """A line as rules look at it: with straight quotes, character for character; the rest follows from that.

    `is_finished` lines end as a sentence does, or with the colon that leads on to the next line. `is_shouted` lines
    are in capitals throughout, as old wires are: what rules know of capitals says nothing there.
    """

    text: str
    lowered: str
    words: int
    is_finished: bool
    is_shouted: bool


@dataclass(frozen=True, slots=True)
class LineRule:
    """One rule about a single line.

    `reason` is what a removed line is said to be. `unfinished` rules leave sentences alone, that is lines with a
    full stop or a colon at their end. `opens` says what may follow the line: a list of links, one advertisement,
    the title of a player. A `cut` rule takes the end of a line only.
    """

    id: str
    reason: str
    scope: str
    pattern: re.Pattern[str]
    max_words: int
    needs: tuple[str, ...] = ()
    is_cased: bool = False
    unfinished: bool = False
    opens: str | None = None
    examples: tuple[tuple[str, bool], ...] = ()

    def search(self, seen: Seen) -> re.Match[str] | None:
        """Return the match, whose offsets count in the line's text."""
        return self._find(seen.text) if self._is_about(seen) else None

    def _is_about(self, seen: Seen) -> bool:
        return (
            seen.words <= self.max_words
            and not (self.unfinished and seen.is_finished)
            and not (self.is_cased and seen.is_shouted)
            and (not self.needs or any(need in seen.lowered for need in self.needs))
        )

    def _find(self, text: str) -> re.Match[str] | None:
        if self.scope in ("ending", "cut"):
            return self.pattern.search(text, max(0, len(text) - _TAIL_CHARS))
        if self.scope == "whole":
            return self.pattern.fullmatch(text) if len(text) <= _HEAD_CHARS else None
        if self.scope == "opening":
            return self.pattern.match(text, 0, _HEAD_CHARS)
        return self.pattern.search(text, 0, _HEAD_CHARS)


@dataclass(frozen=True, slots=True)
class CleaningRules:
    """All rules about lines, in the order in which they are asked; the first that matches gives the reason.

    `repeated` rules take nothing out: they say which lines would be furniture if they were seen in many articles.
    """

    lines: tuple[LineRule, ...]
    cuts: tuple[LineRule, ...] = ()
    repeated: tuple[LineRule, ...] = ()


def see(line: str) -> Seen:
    """Return the line as rules look at it."""
    text = line.translate(_QUOTES)
    is_finished = text.endswith(":") or _STOP.search(text, max(0, len(text) - 8)) is not None
    words = text.count(" ") + 1
    return Seen(text, text.lower(), words, is_finished, words > _SHOUTED_WORDS and text.isupper())


def parse_cleaning_rules(content: Mapping[str, Any], where: str) -> CleaningRules:
    """Read the parsed content of a rule file.

    Raises:
        ValueError: naming file and field, where something is missing, unknown or no pattern.

    """
    words = dict[str, str]()
    for name, parts in _words(content, where).items():
        words[name] = _alternatives(parts, words, f"{where}: words.{name}")
    rules = _rules(content.get("rules"), words, f"{where}: rules")
    repeated = _rules(content["repeated"], words, f"{where}: repeated") if "repeated" in content else []
    ids = [rule.id for rule in (*rules, *repeated)]
    twice = {name for name in ids if ids.count(name) > 1}
    if twice:
        raise ValueError(f"{where}: rules: id used twice: {', '.join(sorted(twice))}")
    return CleaningRules(
        lines=tuple(rule for rule in rules if rule.scope != "cut"),
        cuts=tuple(rule for rule in rules if rule.scope == "cut"),
        repeated=tuple(repeated),
    )


def _words(content: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    words = content.get("words", {})
    if not isinstance(words, Mapping):
        raise ValueError(f"{where}: words: expected a mapping of lists")  # noqa: TRY004 - bad data, not a bad call
    return words


def _rules(entries: object, words: Mapping[str, str], where: str) -> list[LineRule]:
    if not isinstance(entries, Sequence) or isinstance(entries, str) or not entries:
        raise ValueError(f"{where}: expected a list")
    return [_rule(entry, words, f"{where}[{at}]") for at, entry in enumerate(entries)]


def _rule(entry: object, words: Mapping[str, str], where: str) -> LineRule:
    if not isinstance(entry, Mapping):
        raise ValueError(f"{where}: expected a mapping")  # noqa: TRY004 - as above
    for field in ("id", "reason", "why", "scope"):
        if not isinstance(entry.get(field), str) or not entry[field]:
            raise ValueError(f"{where}: {field}: expected text")
    where = f"{where} ({entry['id']})"
    if unknown := set(entry) - _FIELDS:
        raise ValueError(f"{where}: unknown field: {', '.join(sorted(map(str, unknown)))}")
    return LineRule(
        id=entry["id"],
        reason=_one_of(entry["reason"], reasons, f"{where}: reason"),
        scope=_one_of(entry["scope"], scopes, f"{where}: scope"),
        pattern=_pattern(entry, words, where),
        max_words=_count(entry.get("max_words", _ANY_WORDS), f"{where}: max_words"),
        needs=tuple(_texts(entry.get("needs", []), f"{where}: needs")),
        is_cased=_flag(entry, "cased", where),
        unfinished=_flag(entry, "unfinished", where),
        opens=_one_of(entry["opens"], headings, f"{where}: opens") if "opens" in entry else None,
        examples=_examples(entry.get("examples"), f"{where}: examples"),
    )


def _pattern(entry: Mapping[str, Any], words: Mapping[str, str], where: str) -> re.Pattern[str]:
    phrases = [re.escape(phrase) for phrase in _texts(entry.get("phrases", []), f"{where}: phrases")]
    patterns = _texts(entry.get("patterns", []), f"{where}: patterns")
    if not phrases and not patterns:
        raise ValueError(f"{where}: needs phrases or patterns")
    inner = _alternatives([*phrases, *patterns], words, where)
    edges = {
        "whole": rf"[\W_]{{0,8}}{inner}[\W_]{{0,8}}",
        "opening": rf"[^\w\"']{{0,4}}{inner}{_WORD_ENDS}",
        "ending": rf"{inner}[^\w.!?]{{0,3}}$",
        "cut": rf"{inner}$",
        "anywhere": rf"(?<!\w){inner}{_WORD_ENDS}",
    }
    flags = re.NOFLAG if _flag(entry, "cased", where) else re.IGNORECASE
    return re.compile(edges[_one_of(entry["scope"], scopes, f"{where}: scope")], flags)


def _alternatives(parts: object, words: Mapping[str, str], where: str) -> str:
    def expand(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise ValueError(f"{where}: no words named {match[1]}")
        return words[match[1]]

    expanded = [_MACRO.sub(expand, part) for part in _texts(parts, where)]
    for part in expanded:
        try:
            re.compile(part)
        except re.error as error:
            raise ValueError(f"{where}: not a pattern: {part!r}: {error}") from error
    return f"(?:{'|'.join(expanded)})"


def _texts(value: object, where: str) -> list[str]:
    if (
        not isinstance(value, Sequence)
        or isinstance(value, str)
        or not all(isinstance(text, str) for text in value)
    ):
        raise ValueError(f"{where}: expected a list of texts")
    return list(value)


def _examples(value: object, where: str) -> tuple[tuple[str, bool], ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValueError(f"{where}: expected a list")  # noqa: TRY004 - as above
    found = [
        (each.get("text"), each.get("expect")) if isinstance(each, Mapping) else (None, None)
        for each in value
    ]
    if not all(isinstance(text, str) and isinstance(expect, bool) for text, expect in found):
        raise ValueError(f"{where}: each needs a text and what to expect of it")
    if {expect for _, expect in found} != {True, False}:
        raise ValueError(f"{where}: needs one that must match and one that must not")
    return tuple((str(text), bool(expect)) for text, expect in found)


def _one_of(value: object, allowed: Sequence[str], where: str) -> str:
    if value not in allowed:
        raise ValueError(f"{where}: expected one of {', '.join(allowed)}")
    return str(value)


def _count(value: object, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"{where}: expected a whole number above 0")
    return value


def _flag(entry: Mapping[str, Any], field: str, where: str) -> bool:
    value = entry.get(field, False)
    if not isinstance(value, bool):
        raise ValueError(f"{where}: {field}: expected true or false")  # noqa: TRY004 - as above
    return value
