"""What other formats call a country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from schemas.alert import AlertV1


@dataclass(frozen=True, slots=True)
class Country:
    """A country's codes of ISO 3166-1 and its English name; `alpha2` is empty where it has none."""

    code: str
    alpha2: str
    name: str


def countries_by_code(records: Iterable[Mapping[str, Any]]) -> dict[str, Country]:
    """Return the gazetteer's countries by alpha-3 code."""
    found = (Country(each["code"], each.get("alpha2") or "", each["name"]) for each in records)
    return {country.code: country for country in found}


def codes_of(alert: AlertV1) -> tuple[str, ...]:
    """Return the countries of who acts, of who is acted upon and of the place, alpha-3, sorted."""
    place = {alert.location.country} if alert.location and alert.location.country else set()
    parties = (party.countries for party in (alert.actor, alert.recipient) if party)
    return tuple(sorted(place.union(*parties)))


def names_of(alert: AlertV1, countries: Mapping[str, Country]) -> tuple[str, ...]:
    """Return their names; of a code that is not known the code."""
    return tuple(countries[code].name if code in countries else code for code in codes_of(alert))
