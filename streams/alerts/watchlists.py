"""Watchlists: what a desk wants to hear of, in its own words, and which alerts are on it. Format: `docs/rules.md`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from streams.alerts.alert import Watched
from streams.alerts.fields import SEVERITIES
from streams.alerts.phrases import Texts, spellings
from streams.themes.fields import Fields, Problem, RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from streams.alerts.alert import Alert
    from streams.claims.kind import Severity

# Bounds on what a list may ask: lists may come from people we do not know.
MOST_ENTRIES = 300
MOST_ENTRY_CHARS = 80
MOST_WORDS = 8
MOST_ALERTS_A_DAY = 10_000
CONDITIONS = ("countries", "actors", "kinds", "min_severity", "phrases")

_KEYS = ("watchlist", "why", "source", "licence", "alerts_a_day", *CONDITIONS)
_ID = re.compile(r"[a-z]+(-[a-z]+)*\Z")
_ID_SAID = "small letters in words joined by hyphens, such as baltic-desk"
_COUNTRY = re.compile(r"[A-Z]{3}\Z")


@dataclass(frozen=True, slots=True)
class Watchlist:
    """What a desk watches. A condition without entries (or of None) asks nothing; a list has at least one that does.

    `actors` are words of a party or ids of entities, `phrases` words of evidence. `alerts_a_day` is how many its desk
    expects, the noise budget. `revision` tells which one it is of
    a list that was sent at run time, and is no field of the file.
    """

    id: str
    why: str
    countries: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    min_severity: Severity | None = None
    phrases: tuple[str, ...] = ()
    alerts_a_day: float | None = None
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
        alerts_a_day=fields.number("alerts_a_day", 0, MOST_ALERTS_A_DAY, default=0.0)
        if "alerts_a_day" in fields.content
        else None,
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
        if is_short and 0 < len(spellings(str(found))[0]) <= MOST_WORDS:
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
        and (not watchlist.phrases or facts.quotes.hold(watchlist.phrases))
    )


class _Facts:
    """What of an alert lists ask, read when the first of them does."""

    def __init__(self, alert: Alert) -> None:
        parties = [party for party in (alert.actor, alert.recipient) if party]
        self.alert, self.countries = alert, countries_of(alert)
        self.parties = Texts(party.text for party in parties)
        self.quotes = Texts(evidence.quote for evidence in alert.evidence)
        self._ids = {party.entity_id.casefold() for party in parties if party.entity_id}

    def has_party(self, actors: tuple[str, ...]) -> bool:
        """Say whether one of these acts or is acted upon."""
        is_named = any(actor.strip().casefold() in self._ids for actor in actors) if self._ids else False
        return is_named or self.parties.hold(actors)
