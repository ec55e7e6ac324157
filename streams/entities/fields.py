"""Fields of a gazetteer line, checked: each error names list, line and field."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_CODE_CHARS = 3


def text_of(record: Mapping[str, Any], field: str, where: str, default: str | None = None) -> str:
    """Return a text that must be there, unless there is a default."""
    value = record.get(field, default)
    if not isinstance(value, str) or not value:
        raise ValueError(f"{where}: {field}: a text is wanted, not {value!r}")
    return value


def texts_of(record: Mapping[str, Any], field: str, where: str) -> tuple[str, ...]:
    """Return a list of texts, empty where there is none."""
    values = record.get(field, [])
    if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
        raise ValueError(f"{where}: {field}: a list of texts is wanted")
    return tuple(values)


def pairs_of(record: Mapping[str, Any], field: str, where: str) -> dict[str, str]:
    """Return a mapping of texts to texts."""
    values = record.get(field)
    if not isinstance(values, dict) or not all(
        isinstance(value, str) for pair in values.items() for value in pair
    ):
        raise ValueError(f"{where}: {field}: a mapping of texts to texts is wanted")
    return values


def country_of(record: Mapping[str, Any], field: str, where: str) -> str | None:
    """Return an ISO 3166-1 alpha-3 code, None where there is none."""
    value = record.get(field)
    if value is not None and not (isinstance(value, str) and len(value) == _CODE_CHARS and value.isupper()):
        raise ValueError(f"{where}: {field}: an ISO 3166-1 alpha-3 code is wanted, not {value!r}")
    return value


def qid_of(record: Mapping[str, Any], field: str, where: str) -> str | None:
    """Return a Wikidata id, None where there is none."""
    value = record.get(field)
    if value is not None and not (isinstance(value, str) and value[:1] == "Q" and value[1:].isdigit()):
        raise ValueError(f"{where}: {field}: a Wikidata id is wanted, not {value!r}")
    return value


def degrees_of(record: Mapping[str, Any], field: str, where: str) -> float | None:
    """Return a coordinate, None where there is none."""
    value = record.get(field)
    if value is not None and (not isinstance(value, int | float) or abs(value) > 180):  # noqa: PLR2004 - degrees
        raise ValueError(f"{where}: {field}: degrees are wanted, not {value!r}")
    return value


def number_of(record: Mapping[str, Any], field: str, where: str) -> int | None:
    """Return a whole number, None where there is none."""
    value = record.get(field)
    if value is not None and not isinstance(value, int):
        raise ValueError(f"{where}: {field}: a whole number is wanted, not {value!r}")
    return value


def days_of(record: Mapping[str, Any], where: str) -> tuple[date, date | None]:
    """Return the days `from` and `to` of an office."""
    try:
        since, until = date.fromisoformat(record["from"]), record.get("to")
        return since, date.fromisoformat(until) if until is not None else None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(
            f"{where}: offices: from and to: days such as 2012-05-07 are wanted ({error})"
        ) from None
