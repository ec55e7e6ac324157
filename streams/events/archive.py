"""The archive: of each article the reports that stand, whatever order versions arrive in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from streams.events.report import Report, claim_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from streams.claims.claim import Claim

FLOOR = "|"
"""The key of a marker's entry in the state; no partition key is empty on both sides."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a report changed: an article's reports before and after, by partition key, and the state."""

    before: Mapping[str, Report]
    after: Mapping[str, Report]
    entries: tuple[tuple[str, Report | None], ...]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Reports that stand no more because they are old, with their keys, and the entries to take out of the state."""

    reports: tuple[tuple[str, Report], ...]
    entries: tuple[tuple[str, None], ...]


@dataclass(frozen=True, slots=True)
class _Article:
    """The reports that stand, by partition key, and the marker below whose rank nothing does.

    A report that fell leaves when it was first published, so that a later version knows it in any order of arrival.
    """

    floor: Report | None = None
    reports: Mapping[str, Report] = field(default_factory=dict)

    def with_floor(self, marker: Report) -> _Article:
        """Return the article as it stands once a marker came: what lies below falls away, under every key."""
        bare = replace(marker, claims=())
        floor = bare if self.floor is None else max(self.floor, bare, key=lambda r: (_rank(r), repr(r)))
        kept = {
            key: report if _rank(report) >= _rank(floor) else _fallen(report)
            for key, report in self.reports.items()
        }
        return _Article(floor, kept)

    def with_claims(self, key: str, report: Report) -> _Article:
        """Return the article as it stands once claims came: they replace a lower version, under their key only."""
        own = self.reports.get(key)
        first = min(each.first_published for each in (report, own) if each)
        least = max(_rank(each) for each in (report, self.floor, own) if each)
        if _rank(report) < least or not report.claims:
            stands = own if own and own.claims else _fallen(report)
        else:
            alike = [own] if own and own.claims and own.version == report.version else []
            stands = unite([*alike, report])
        return _Article(self.floor, {**self.reports, key: _since(stands, first)})

    def without(self, busy: Collection[str], before: datetime) -> _Article:
        """Return the article without what came before that time, but for `busy` keys."""
        kept = {key: each for key, each in self.reports.items() if key in busy or not _came(each, before)}
        floor = self.floor if self.floor and (kept or not _came(self.floor, before)) else None
        return _Article(floor, kept)

    def standing(self) -> dict[str, Report]:
        """Return the reports that claim something."""
        return {key: report for key, report in self.reports.items() if report.claims}

    def entries(self) -> dict[str, Report]:
        """Return what the state holds of the article."""
        held = {_entry_key(report.article_id, key): report for key, report in self.reports.items()}
        if self.floor:
            held[_entry_key(self.floor.article_id, FLOOR)] = self.floor
        return held


class Archive:
    """Reports in, the reports that stand out: a function of which reports came, not of order or number.

    A marker is a report without claims, or a withdrawn one; it speaks of the whole article. That a new version
    says no more what the last one did is known only once its marker is there: its claims under one key tell
    nothing of those that are still on their way under another.
    """

    def __init__(self) -> None:
        self._articles: dict[str, _Article] = {}
        self._came_on: dict[int, dict[str, None]] = {}
        self._leftovers: dict[str, Report | None] = {}

    def receive(self, key: str, report: Report) -> Replaced:
        """Take a report in.

        Claims take the place of those of a lower version under the same key, and add to those of the same
        version; a lower one changes nothing. A marker makes everything of the article that is below its rank
        (version, then withdrawal) fall away under every key, also what comes later. `before` and `after` leave
        out keys under which nothing can have changed, but not that of claims: they may come again because
        their effects were lost.
        """
        held = self._articles.get(report.article_id, _Article())
        article = held.with_floor(report) if report.is_marker else held.with_claims(key, report)
        self._articles[report.article_id] = article
        self._note(report)
        before, after = held.standing(), article.standing()
        keys = before.keys() - after.keys() if report.is_marker else {key}
        return Replaced(
            {each: before[each] for each in keys & before.keys()},
            {each: after[each] for each in keys & after.keys()},
            self._changes(held, article),
        )

    def restore(self, entries: Iterable[tuple[str, Report]]) -> None:
        """Take in what the state holds; entries that a lost write left behind go with the next change."""
        stored = dict(entries)
        for entry_key, report in stored.items():
            held, key = self._articles.get(report.article_id, _Article()), _key_of(entry_key)
            self._articles[report.article_id] = (
                held.with_floor(report) if key == FLOOR else held.with_claims(key, report)
            )
            self._note(report)
        standing = dict(self.entries())
        self._leftovers = {key: standing.get(key) for key in stored if standing.get(key) != stored[key]}

    def reports(self) -> Iterator[tuple[str, Report]]:
        """Yield every report that stands, with its partition key."""
        for article in self._articles.values():
            yield from article.standing().items()

    def entries(self) -> Iterator[tuple[str, Report]]:
        """Yield all that the state holds."""
        for article in self._articles.values():
            yield from article.entries().items()

    def older(self, before: datetime) -> Iterator[tuple[str, Report]]:
        """Yield the reports that stand and came before that time, with their keys. Costs what is that old."""
        for name in self._names(self._days_until(before)):
            standing = self._articles[name].standing()
            yield from ((key, report) for key, report in standing.items() if _came(report, before))

    def forget(self, busy: Mapping[str, Collection[str]], before: datetime) -> Forgotten:
        """Let go of what came before that time, but for `busy` keys of articles. Costs what is that old."""
        gone: list[tuple[str, Report]] = []
        entries: list[tuple[str, None]] = []
        days = self._days_until(before)
        names = self._names(days)
        for day in days:
            del self._came_on[day]
        for name in names:
            held = self._articles[name]
            article = held.without(busy.get(name, ()), before)
            gone += [(key, each) for key, each in held.standing().items() if key not in article.reports]
            entries += [(key, None) for key in sorted(held.entries().keys() - article.entries().keys())]
            for report in article.entries().values():
                self._note(report)
            if article.floor or article.reports:
                self._articles[name] = article
            else:
                del self._articles[name]
        return Forgotten(tuple(gone), tuple(entries))

    def _days_until(self, before: datetime) -> list[int]:
        return sorted(day for day in self._came_on if day <= before.toordinal())

    def _names(self, days: Iterable[int]) -> list[str]:
        """Return the articles of which something came on these days, each once."""
        names = dict.fromkeys(name for day in days for name in self._came_on[day])
        return [name for name in names if name in self._articles]

    def _note(self, report: Report) -> None:
        """File an article under the day on which something of it came."""
        if report.received_at is not None:
            self._came_on.setdefault(report.received_at.toordinal(), {})[report.article_id] = None

    def _changes(self, held: _Article, article: _Article) -> tuple[tuple[str, Report | None], ...]:
        old, new = held.entries(), article.entries()
        changed = self._leftovers | dict.fromkeys(old.keys() - new.keys())
        changed |= {key: report for key, report in new.items() if old.get(key) != report}
        self._leftovers = {}
        return tuple(sorted(changed.items(), key=lambda entry: (entry[1] is None, entry[0])))


def _rest(report: Report) -> str:
    """Return what uniting takes from one report, and does not gather from all of them."""
    return repr(
        replace(report, claims=(), kinds=(), rules_offset=None, received_at=None, first_published_at=None)
    )


def _rank(report: Report) -> tuple[int, bool]:
    return report.version, report.is_withdrawn


def unite(reports: Sequence[Report]) -> Report:
    """Return one report of a version with the claims of all, each id once, in the order of the text.

    The rest of it is that of one of them, chosen by itself alone: the same whichever two were united first.
    """
    first = min(reports, key=lambda r: (r.published_at, r.publisher, r.url or "", r.title or "", _rest(r)))
    claims: dict[str, Claim] = {}
    for report in reports:
        for claim in report.claims:
            identifier = claim_id(report.article_id, report.version, claim)
            claims[identifier] = min(claims.get(identifier, claim), claim, key=repr)
    ordered = sorted(claims.items(), key=lambda item: (item[1].trigger, item[1].rule, item[0]))
    received = [report.received_at for report in reports if report.received_at]
    by_rules = sorted(reports, key=lambda report: (report.as_of, repr(report.kinds)))
    kinds = {kind.id: kind for report in by_rules for kind in report.kinds}
    united = replace(
        first,
        claims=tuple(claim for _, claim in ordered),
        kinds=tuple(kinds[name] for name in sorted(kinds)),
        rules_offset=by_rules[-1].rules_offset,
        received_at=max(received, default=None),
    )
    return _since(united, min(report.first_published for report in reports))


def _fallen(report: Report) -> Report:
    """Return all that is kept of a report that fell: when it was first published."""
    return Report(
        report.article_id,
        1,
        is_withdrawn=False,
        publisher="",
        published_at=report.first_published,
        received_at=report.received_at,
    )


def _since(report: Report, first: datetime) -> Report:
    """Return a report with when it was first published, said only where that is not plain."""
    if not report.claims:
        return replace(report, published_at=first)
    return replace(report, first_published_at=first if first < report.published_at else None)


def _came(report: Report, before: datetime) -> bool:
    return report.received_at is not None and report.received_at < before


def _entry_key(article_id: str, key: str) -> str:
    return f"{article_id}|{key}"


def _key_of(entry_key: str) -> str:
    """Return the partition key. An article id may hold the sign that parts them, a key has it once."""
    return "|".join(entry_key.rsplit("|", 2)[1:])
