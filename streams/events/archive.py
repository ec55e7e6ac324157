"""The archive: of each article the reports that stand, whatever order versions arrive in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from streams.events.report import claim_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from streams.claims.claim import Claim
    from streams.events.report import Report

FLOOR = "|"
"""The key of a marker's entry in the state; no partition key is empty on both sides."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a report changed: an article's reports before and after, by partition key, and the state."""

    before: Mapping[str, Report]
    after: Mapping[str, Report]
    entries: tuple[tuple[str, Report | None], ...]


@dataclass(frozen=True, slots=True)
class _Article:
    """The reports that stand, by partition key, and the marker below whose rank nothing does."""

    floor: Report | None = None
    reports: Mapping[str, Report] = field(default_factory=dict)

    def with_floor(self, marker: Report) -> _Article:
        """Return the article as it stands once a marker came: what lies below falls away, under every key."""
        bare = replace(marker, claims=())
        floor = bare if self.floor is None else max(self.floor, bare, key=lambda r: (_rank(r), repr(r)))
        kept = {key: report for key, report in self.reports.items() if _rank(report) >= _rank(floor)}
        return _Article(floor, kept)

    def with_claims(self, key: str, report: Report) -> _Article:
        """Return the article as it stands once claims came: they replace a lower version, under their key only."""
        own = self.reports.get(key)
        least = max(_rank(each) for each in (report, self.floor, own) if each)
        if _rank(report) < least:
            return self
        alike = [own] if own and own.version == report.version else []
        return _Article(self.floor, {**self.reports, key: _united([*alike, report])})

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
        self._leftovers: list[str] = []

    def receive(self, key: str, report: Report) -> Replaced:
        """Take a report in.

        Claims take the place of those of a lower version under the same key, and add to those of the same
        version; a lower one changes nothing. A marker makes everything of the article that is below its rank
        (version, then withdrawal) fall away under every key, also what comes later. `before` and `after` leave
        out keys under which nothing can have changed, but not that of claims: they may come again because
        their effects were lost.
        """
        held = self._articles.get(report.article_id, _Article())
        is_marker = report.is_withdrawn or not report.claims
        article = held.with_floor(report) if is_marker else held.with_claims(key, report)
        self._articles[report.article_id] = article
        keys = held.reports.keys() - article.reports.keys() if is_marker else {key}
        before = {each: held.reports[each] for each in keys if each in held.reports}
        after = {each: article.reports[each] for each in keys if each in article.reports}
        return Replaced(before, after, self._changes(held, article))

    def restore(self, entries: Iterable[tuple[str, Report]]) -> None:
        """Take in what the state holds; entries that a lost write left behind go with the next change."""
        stored = dict(entries)
        for entry_key, report in stored.items():
            self.receive(_key_of(entry_key), report)
        standing = {entry_key for entry_key, _ in self.entries()}
        self._leftovers = sorted(stored.keys() - standing)

    def reports(self) -> Iterator[tuple[str, Report]]:
        """Yield every report that stands, with its partition key."""
        for article in self._articles.values():
            yield from article.reports.items()

    def entries(self) -> Iterator[tuple[str, Report]]:
        """Yield all that the state holds."""
        for article in self._articles.values():
            yield from article.entries().items()

    def _changes(self, held: _Article, article: _Article) -> tuple[tuple[str, Report | None], ...]:
        old, new = held.entries(), article.entries()
        gone = sorted({*old, *self._leftovers} - new.keys())
        self._leftovers = []
        put = [(key, new[key]) for key in sorted(new) if old.get(key) != new[key]]
        return (*put, *((key, None) for key in gone))


def _rank(report: Report) -> tuple[int, bool]:
    return report.version, report.is_withdrawn


def _united(reports: list[Report]) -> Report:
    """Return one report with the claims of all, each id once, in the order of the text."""
    first = min(reports, key=lambda r: (r.published_at, r.publisher, r.url or "", r.title or ""))
    claims: dict[str, Claim] = {}
    for report in reports:
        for claim in report.claims:
            identifier = claim_id(report.article_id, report.version, claim)
            claims[identifier] = min(claims.get(identifier, claim), claim, key=repr)
    ordered = sorted(claims.items(), key=lambda item: (item[1].trigger, item[1].rule, item[0]))
    return replace(first, claims=tuple(claim for _, claim in ordered))


def _entry_key(article_id: str, key: str) -> str:
    return f"{article_id}|{key}"


def _key_of(entry_key: str) -> str:
    """Return the partition key. An article id may hold the sign that parts them, a key has it once."""
    return "|".join(entry_key.rsplit("|", 2)[1:])
