"""The article as understanding sees it, whatever format it came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one article. `published_at` is an aware UTC datetime."""

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
