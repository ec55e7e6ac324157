from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streams.entities.countries import countries_of

if TYPE_CHECKING:
    from streams.entities.gazetteer import Gazetteer

WINTER_2022 = date(2022, 1, 10)


@pytest.mark.parametrize(
    ("phrase", "codes"),
    [
        pytest.param("Washington and Kyiv", ("USA", "UKR"), id="capitals for their states, in order"),
        pytest.param("Kyiv and Washington", ("UKR", "USA"), id="the other order"),
        pytest.param("Russian troops", ("RUS",), id="nationality"),
        pytest.param("the Kremlin", ("RUS",), id="seat of power"),
        pytest.param("Downing Street", ("GBR",), id="address"),
        pytest.param("the Lebanese army", ("LBN",), id="army"),
        pytest.param("the U.S. Navy", ("USA",), id="dotted acronym"),
        pytest.param("US-Russian talks", ("USA", "RUS"), id="hyphen"),
        pytest.param("Georgia’s parliament", ("GEO",), id="possessive"),
        pytest.param("the Iranian president", ("IRN",), id="leader by nationality"),
        pytest.param("Mr Lavrov", ("RUS",), id="minister by surname"),
        pytest.param("North Korean leader Kim Jong Un", ("PRK",), id="each country once"),
        pytest.param("South Sudanese and Sudanese officials", ("SSD", "SDN"), id="the longer name first"),
        pytest.param("the People's Republic of China", ("CHN",), id="official name"),
        pytest.param("Aleppo", ("SYR",), id="town"),
        pytest.param("New York", ("USA",), id="town of two words"),
        pytest.param("Houthi fighters", ("YEM",), id="armed group"),
        pytest.param("the Islamic Revolutionary Guard Corps", ("IRN",), id="force"),
        pytest.param("US-backed forces", (), id="who is only backed by a state is not its own"),
        pytest.param("pro-Russian separatists", (), id="who is for a state is not its own"),
        pytest.param("anti-Chinese protesters", (), id="who is against a state is not its own"),
        pytest.param("the Saudi-led coalition", ("SAU",), id="whom a state leads, speaks for it"),
        pytest.param("NATO", (), id="above states"),
        pytest.param("they told us", (), id="us is no acronym"),
        pytest.param("turkey and chips", (), id="small letters name no state"),
        pytest.param("its South Island", ("NZL",), id="an island is not Iceland"),
        pytest.param("the Bush administration", ("USA",), id="whose rule"),
        pytest.param("the city of Nice", ("FRA",), id="a common word led by the city of"),
        pytest.param("Nice words", (), id="a common word"),
        pytest.param("Foreign Minister Sofia Lund", (), id="a given name that is a capital"),
        pytest.param("Victoria Nuland", (), id="a given name that is a state"),
        pytest.param("Mr London", (), id="addressed"),
        pytest.param("Admiral Houston", (), id="behind a rank"),
        pytest.param("Houston Police", ("USA",), id="a town's police"),
        pytest.param("Icelandic and Slovenian envoys", ("ISL", "SVN"), id="adjectives"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_a_phrase_speaks_for_states(phrase: str, codes: tuple[str, ...], gazetteer: Gazetteer) -> None:
    assert countries_of(phrase, gazetteer, WINTER_2022) == codes


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        pytest.param(date(2017, 3, 1), ("GBR",), id="in office"),
        pytest.param(date(2012, 3, 1), (), id="before"),
        pytest.param(date(2021, 3, 1), (), id="after"),
    ],
)
def test_a_common_surname_is_a_leaders_only_while_in_office(
    day: date, codes: tuple[str, ...], gazetteer: Gazetteer
) -> None:
    assert countries_of("Mrs May", gazetteer, day) == codes


@pytest.mark.parametrize("surname", ["Ali", "Aziz", "Martin", "Omar", "Schmidt"])
def test_a_common_surname_alone_is_not_the_one_leader_who_had_it(surname: str, gazetteer: Gazetteer) -> None:
    assert countries_of(surname, gazetteer, date(2016, 10, 13)) == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(phrase=st.text(max_size=200))
def test_any_text_gives_codes_each_once(phrase: str, gazetteer: Gazetteer) -> None:
    codes = countries_of(phrase, gazetteer, WINTER_2022)

    assert len(set(codes)) == len(codes)
    assert set(codes) <= set(gazetteer.countries)
