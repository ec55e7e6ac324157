"""The frame that readers of a schema registry look for before a value: a zero byte, and the schema's id in four."""

from __future__ import annotations

MAGIC = b"\x00"
FRAME_BYTES = 5
MOST_ID = 2**31 - 1


def frame_of(schema: int) -> bytes:
    """Return the frame that names a schema. Raises `ValueError` where that can be no id."""
    if not 0 <= schema <= MOST_ID:
        raise ValueError(f"{schema} is no id of a schema")
    return MAGIC + schema.to_bytes(FRAME_BYTES - 1, "big")


def parted(value: bytes | None) -> tuple[bytes, bytes | None]:
    """Return the frame of a value, empty where it has none, and what is in it.

    No document in JSON begins with a zero byte, so what is framed is known by itself.
    """
    if value is None or not value.startswith(MAGIC) or len(value) < FRAME_BYTES:
        return b"", value
    return value[:FRAME_BYTES], value[FRAME_BYTES:]


def schema_of(frame: bytes) -> int | None:
    """Return the id of the schema that a frame names."""
    return int.from_bytes(frame[len(MAGIC) :], "big") if frame else None
