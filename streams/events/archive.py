"""The archive: of each article the reports that stand, whatever order versions arrive in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from streams.events.report import claim_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from streams.claims.claim import Claim
    from streams.events.report import Report


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a report changed: an article's reports before and after, by partition key, and the state."""

    before: Mapping[str, Report]
    after: Mapping[str, Report]
    entries: tuple[tuple[str, Report | None], ...]


@dataclass(slots=True)
class _Article:
    """`latest` is any report of the highest version; it stands for the article where no claims do."""

    latest: Report
    reports: dict[str, Report] = field(default_factory=dict)

    def entries(self) -> dict[str, Report]:
        """Return what the state holds of the article: its claims, or else the mere fact of its version."""
        if not self.reports:
            return {_entry_key(self.latest.article_id, "|"): replace(self.latest, claims=())}
        return {_entry_key(self.latest.article_id, key): report for key, report in self.reports.items()}


class Archive:
    """Reports in, the reports that stand out: a function of which reports came, not of order or number."""

    def __init__(self) -> None:
        self._articles: dict[str, _Article] = {}
        self._leftovers: list[str] = []

    def receive(self, key: str, report: Report) -> Replaced:
        """Take a report in.

        A higher version takes the place of all that came before, under whatever key; a withdrawal does so too
        at its own version; the same version adds claims; a lower one changes nothing. `before` and `after`
        leave out keys under which nothing can have changed, but not the report's own: it may come again
        because its effects were lost.
        """
        held = self._articles.get(report.article_id)
        if held is None or _rank(report) > _rank(held.latest):
            article = _Article(report, _with_claims(key, report))
            before, after = held.reports if held else {}, article.reports
        elif _rank(report) < _rank(held.latest):
            article, before, after = held, {}, {}
        else:
            own = {key: held.reports[key]} if key in held.reports else {}
            after = _with_claims(key, _united([*own.values(), report])) if report.claims else own
            article, before = _Article(held.latest, {**held.reports, **after}), own
        self._articles[report.article_id] = article
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

    def _changes(self, held: _Article | None, article: _Article) -> tuple[tuple[str, Report | None], ...]:
        old = held.entries() if held else {}
        new = article.entries()
        gone = sorted({*old, *self._leftovers} - new.keys())
        self._leftovers = []
        put = [(key, new[key]) for key in sorted(new) if old.get(key) != new[key]]
        return (*put, *((key, None) for key in gone))


def _rank(report: Report) -> tuple[int, bool]:
    return report.version, report.is_withdrawn


def _with_claims(key: str, report: Report) -> dict[str, Report]:
    return {key: _united([report])} if report.claims and not report.is_withdrawn else {}


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
