"""The article as understanding sees it, whatever format it came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

Purpose = Literal["news", "exercise", "test"]
HintKind = Literal["subject", "person", "organisation", "place", "genre", "source", "located"]


@dataclass(frozen=True, slots=True)
class Hint:
    """What the newsroom itself says that an article is about, or who and where it is from.

    Their word, not our finding: it stands beside what is found and changes none of it. `code` identifies the thing
    in the sender's vocabulary (an address, a scheme with a code, or a bare code); `creator` is who tagged it, `origin`
    the format that said so.
    """

    kind: HintKind
    name: str
    code: str | None = None
    creator: str | None = None
    origin: Literal["ninjs", "article"] = "ninjs"


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one article. `published_at` is an aware UTC datetime.

    `evolved_from` is the id of the article that this one rewrites under an id of its own. What stands on it is told to
    nobody before `embargoed_until`. What is for another `purpose` than news meets only its like.
    """

    id: str
    source: str
    published_at: datetime
    body: str
    version: int = 1
    is_withdrawn: bool = False
    url: str | None = None
    title: str | None = None
    content_type: str = "text/plain"
    language: str | None = None
    authors: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()
    evolved_from: str | None = None
    first_published_at: datetime | None = None
    embargoed_until: datetime | None = None
    purpose: Purpose = "news"
