"""What the enrich agent keeps of each article, on the topic `articles.state`. Tocsin's own."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from schemas.article import Identifier
from schemas.base import Promised
from schemas.claim import Offset


class SeenV1(Promised):
    """The highest version of one article so far, and what was decided when it was read."""

    article_id: Identifier
    version: int = Field(ge=1)
    is_withdrawn: bool = False
    publisher: str
    on: date = Field(description="The day of its publication, UTC.")
    partition: Offset = Field(description="Where on `articles` this version lies, with `offset`.")
    offset: Offset
    story: Identifier = Field(description="Id of the first article seen that has the same text.")
    fingerprint: str = Field(default="", description="Base64; how alike two texts are is told from it.")
    repeatable: tuple[str, ...] = ()
    applied: tuple[str, ...] = ()
