"""Watchlists: what a desk wants to hear of, in its own words, and which alerts are on it. Format: `docs/rules.md`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from streams.alerts.alert import Watched
from streams.alerts.fields import SEVERITIES
from streams.entities.names import key_of
from streams.themes.fields import Fields, Problem, RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from streams.alerts.alert import Alert
    from streams.claims.kind import Severity

# Bounds on what a list may ask: lists may come from people we do not know.
MOST_ENTRIES = 300
MOST_ENTRY_CHARS = 80
MOST_WORDS = 8
LISTS_KEPT = 1_024
CONDITIONS = ("countries", "actors", "kinds", "min_severity", "phrases")

_KEYS = ("watchlist", "why", "source", "licence", *CONDITIONS)
_ID = re.compile(r"[a-z]+(-[a-z]+)*\Z")
_ID_SAID = "small letters in words joined by hyphens, such as baltic-desk"
_COUNTRY = re.compile(r"[A-Z]{3}\Z")
# Not that of "Kyiv's", which always parts.
_APOSTROPHES = re.compile(r"['`\u2018\u2019\u02bb\u02bc](?![sS](?!\w))")
_HYPHENS = re.compile(r"[-\u00ad\u2010\u2011]")


@dataclass(frozen=True, slots=True)
class Watchlist:
    """What a desk watches. A condition without entries (or of None) asks nothing; a list has at least one that does.

    `actors` are words of a party or ids of entities, `phrases` words of evidence. `revision` tells which one it is of
    a list that was sent at run time, and is no field of the file.
    """

    id: str
    why: str
    countries: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    min_severity: Severity | None = None
    phrases: tuple[str, ...] = ()
    revision: int | None = None


def parse_watchlist(content: Mapping[str, Any], where: str) -> Watchlist:
    """Return the watchlist that a file's parsed content describes.

    Raises `RuleError`, a `ValueError`, with everything that is wrong; its text names file and field.
    """
    fields = Fields(cast("Mapping[object, object]", content), [])
    watchlist = _watchlist(fields)
    if fields.problems:
        raise RuleError(where, fields.problems)
    return watchlist


def is_on(alert: Alert, watchlist: Watchlist) -> bool:
    """Say whether an alert meets every condition of a list; of the entries of one condition any is enough."""
    return _meets(_Facts(alert), watchlist)


def watched_by(alert: Alert, watchlists: Iterable[Watchlist]) -> tuple[Watched, ...]:
    """Return the lists that an alert is on, by id. However many there are, its words are read once."""
    facts = _Facts(alert)
    found = (Watched(each.id, each.revision) for each in watchlists if _meets(facts, each))
    return tuple(sorted(found, key=lambda watched: watched.id))


def countries_of(alert: Alert) -> frozenset[str]:
    """Return the countries of who acts, of who is acted upon and of the place."""
    parties = (party.countries for party in (alert.actor, alert.recipient) if party)
    place = {alert.location.country} if alert.location and alert.location.country else set()
    return frozenset().union(*parties, place)


def _watchlist(fields: Fields) -> Watchlist:
    fields.known(*_KEYS)
    fields.texts("source", "licence")
    if not any(name in fields.content for name in CONDITIONS):
        wanted = f"wanted at least one of {', '.join(CONDITIONS)}: a list without any would hold every alert"
        fields.problems.append(Problem((), wanted))
    least = fields.one_of("min_severity", SEVERITIES) if "min_severity" in fields.content else None
    return Watchlist(
        id=fields.matching("watchlist", _ID, _ID_SAID),
        why=fields.text("why"),
        countries=_matching(fields, "countries", _COUNTRY, "a code of ISO 3166-1 alpha-3, such as EST"),
        actors=_words(fields, "actors"),
        kinds=_matching(fields, "kinds", _ID, "the id of a kind, such as troop-buildup"),
        min_severity=cast("Severity | None", least),
        phrases=_words(fields, "phrases"),
    )


def _entries(fields: Fields, name: str) -> Sequence[tuple[tuple[object, ...], object]]:
    return fields.items(name, MOST_ENTRIES, least=1) if name in fields.content else ()


def _matching(fields: Fields, name: str, form: re.Pattern[str], said: str) -> tuple[str, ...]:
    kept = []
    for path, found in _entries(fields, name):
        if isinstance(found, str) and len(found) <= MOST_ENTRY_CHARS and form.match(found):
            kept.append(found)
        else:
            fields.wrong(path, said, found)
    return tuple(kept)


def _words(fields: Fields, name: str) -> tuple[str, ...]:
    said = f"1 to {MOST_WORDS} words of letters or digits, at most {MOST_ENTRY_CHARS} characters"
    kept = []
    for path, found in _entries(fields, name):
        is_short = isinstance(found, str) and len(found) <= MOST_ENTRY_CHARS
        if is_short and 0 < len(_wordings(str(found))[0]) <= MOST_WORDS:
            kept.append(str(found))
        else:
            fields.wrong(path, said, found)
    return tuple(kept)


def _meets(facts: _Facts, watchlist: Watchlist) -> bool:
    alert, least = facts.alert, watchlist.min_severity
    return (
        (not watchlist.kinds or alert.kind in watchlist.kinds)
        and (least is None or SEVERITIES.index(alert.severity) <= SEVERITIES.index(least))
        and (not watchlist.countries or not facts.countries.isdisjoint(watchlist.countries))
        and (not watchlist.actors or facts.has_party(watchlist.actors))
        and (not watchlist.phrases or facts.quotes.hold(_runs_of(watchlist.phrases)))
    )


class _Facts:
    """What of an alert lists ask, read when the first of them does."""

    def __init__(self, alert: Alert) -> None:
        parties = [party for party in (alert.actor, alert.recipient) if party]
        self.alert, self.countries = alert, countries_of(alert)
        self.parties = _Texts(party.text for party in parties)
        self.quotes = _Texts(evidence.quote for evidence in alert.evidence)
        self._ids = {party.entity_id.casefold() for party in parties if party.entity_id}

    def has_party(self, actors: tuple[str, ...]) -> bool:
        """Say whether one of these acts or is acted upon."""
        is_named = any(actor.strip().casefold() in self._ids for actor in actors) if self._ids else False
        return is_named or self.parties.hold(_runs_of(actors))


class _Texts:
    """Texts in which runs of words are looked for: read once, however many runs there are."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts
        self._wordings: list[list[str]] | None = None
        self._runs: dict[int, set[str]] = {}

    def hold(self, wanted: Mapping[int, frozenset[str]]) -> bool:
        """Say whether one of the runs, by their number of words, stands in one of the texts."""
        return any(not runs.isdisjoint(self._runs_of(count)) for count, runs in wanted.items())

    def _runs_of(self, count: int) -> set[str]:
        if self._wordings is None:
            self._wordings = [words for text in self._texts for words in _wordings(text)]
        if count not in self._runs:
            self._runs[count] = {
                " ".join(words[first : first + count])
                for words in self._wordings
                for first in range(len(words) - count + 1)
            }
        return self._runs[count]


@lru_cache(maxsize=LISTS_KEPT)
def _runs_of(phrases: tuple[str, ...]) -> Mapping[int, frozenset[str]]:
    """Return the words of phrases, in every wording, by their number."""
    found: dict[int, set[str]] = {}
    for words in (words for phrase in phrases for words in _wordings(phrase)):
        found.setdefault(len(words), set()).add(" ".join(words))
    return {count: frozenset(runs) for count, runs in found.items()}


def _wordings(text: str) -> list[list[str]]:
    """Return the words of a text, without case and accents; several ways where it is a matter of taste what one is.

    A hyphen or apostrophe parts words ("Suwalki's", "al-Qaeda"), or is passed over ("Sana'a", "re-election").
    """
    plain = unicodedata.normalize("NFC", text)
    joined = _APOSTROPHES.sub("", plain)
    ways = dict.fromkeys((plain, joined, _HYPHENS.sub("", joined)))
    return [key_of(way).split() for way in ways]
