from __future__ import annotations

import pytest

from streams.cli.countries import country_words, load_country_words


@pytest.mark.parametrize(
    ("said", "code"),
    [("nor", "NOR"), ("no", "NOR"), ("norway", "NOR"), ("south sudan", "SSD"), ("xkx", "XKX"), ("gb", "GBR")],
)
def test_a_country_is_found_by_codes_and_name(said: str, code: str) -> None:
    assert load_country_words()[said] == code


def test_a_code_goes_before_a_name_and_a_name_before_an_alias() -> None:
    words = country_words(
        [
            {"code": "AAA", "alpha2": "AA", "name": "Bb", "aliases": ["Cc", "Dd"]},
            {"code": "BBB", "alpha2": "BB", "name": "Cc", "aliases": ["Dd"]},
        ]
    )

    assert words == {"aaa": "AAA", "aa": "AAA", "bbb": "BBB", "bb": "BBB", "cc": "BBB", "dd": "AAA"}
