"""The two attitudes of a contract: lenient towards what others write, strict about what we promise."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Accepted(BaseModel):
    """Others write it: unknown fields are ignored, and only what we use is demanded."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Promised(BaseModel):
    """We write it: no field that is not declared, no value that is not of its type."""

    model_config = ConfigDict(extra="forbid", frozen=True)
