"""The two attitudes of a contract: lenient towards what others write, strict about what we promise."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict


class Accepted(BaseModel):
    """Others write it: unknown fields are ignored, and only what we use is demanded."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Promised(BaseModel):
    """We write it: no field that is not declared, no value that is not of its type."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def read(cls, raw: bytes) -> Self:
        """Return what the bytes hold, fields of a later version passed over. Raises `ValueError`.

        While workers are upgraded one by one, those of the version before read what the new ones write.
        """
        return cls.model_validate_json(raw, extra="ignore")
