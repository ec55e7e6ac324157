"""The report: what one version of one article says that happened, as it travels to the alert agent."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from streams.claims.claim import Claim
    from streams.claims.kind import Kind
    from streams.clean.article import Purpose


Genre = Literal["opinion", "history", "satire", "forecast"]


@dataclass(frozen=True, slots=True)
class Report:
    """The claims of one article version, or of those of them that share a partition key.

    Claims of a higher version replace earlier ones under the same key; those of the same version add up, united
    by id. A report without claims, or a withdrawn one, is a marker: it takes back what the article's earlier
    versions claimed under every key, a withdrawn one its own version's claims too.

    `fingerprint` tells copies of the article's text, whichever of them came first; `near_duplicate_of` is what the
    stream made of that at the time. `first_published_at` is when the first version known under the key was
    published; what an article does not date happened, for us, on that day. `genre` is set where the piece may
    support an alert and never opens one. What serves another `purpose` than news meets only its like. `kinds` are
    facts of the kinds of its claims by the rules as of `rules_offset`, None where none were sent at run time.
    `received_at` is when it came, and says nothing of what the article says.
    """

    article_id: str
    version: int
    is_withdrawn: bool
    publisher: str
    published_at: datetime
    claims: tuple[Claim, ...] = ()
    url: str | None = None
    title: str | None = None
    near_duplicate_of: str | None = None
    fingerprint: bytes = b""
    first_published_at: datetime | None = None
    embargoed_until: datetime | None = None
    genre: Genre | None = None
    purpose: Purpose = "news"
    kinds: tuple[Kind, ...] = ()
    rules_offset: int | None = None
    received_at: datetime | None = field(default=None, compare=False, repr=False)

    @property
    def is_marker(self) -> bool:
        """Whether it speaks of the whole article, and not of what this version claims under one key."""
        return self.is_withdrawn or not self.claims

    @property
    def first_published(self) -> datetime:
        """When the first version was published, as far as it is known."""
        return min(self.first_published_at or self.published_at, self.published_at)

    @property
    def as_of(self) -> int:
        """As of which offset of the rules it was made; -1 before any."""
        return -1 if self.rules_offset is None else self.rules_offset

    def for_purpose(self, purpose: Purpose) -> Report:
        """Return it for a purpose that a whole installation serves; what serves another one already stays so."""
        return replace(self, purpose=purpose) if self.purpose == "news" else self


def claim_id(article_id: str, version: int, claim: Claim) -> str:
    """Return the same id for the same claim, however often the article is read.

    64 bits of SHA-256 over what identifies a claim: a million claims collide with odds of one in 37 million.
    """
    what = "\x1f".join((article_id, str(version), claim.rule, str(claim.trigger[0]), str(claim.trigger[1])))
    return hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()[:16]
