"""The words by which a command line may name a country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.knowledge import load_countries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any


def load_country_words() -> dict[str, str]:
    """Return the alpha-3 code for each word of the gazetteer for a country, in lower case."""
    return country_words(load_countries())


def country_words(records: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the alpha-3 code for each code, name and alias. Codes go before names, names before aliases."""
    found: dict[str, str] = {}
    listed = list(records)
    for words_of in (_codes, _names, _aliases):
        for record in listed:
            for word in words_of(record):
                found.setdefault(word.lower(), record["code"])
    return found


def _codes(record: Mapping[str, Any]) -> list[str]:
    return [record["code"], *([record["alpha2"]] if record.get("alpha2") else [])]


def _names(record: Mapping[str, Any]) -> list[str]:
    return [record["name"]]


def _aliases(record: Mapping[str, Any]) -> list[str]:
    return list(record.get("aliases", ()))
