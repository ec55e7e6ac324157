from __future__ import annotations

import pytest

from streams.clean.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministers met on Tuesday to speak about the border, but nothing was signed.", "en"),
        ("Die Minister trafen sich am Dienstag, um über die Grenze zu sprechen.", "de"),
        ("Les ministres se sont réunis mardi pour parler de la frontière.", "fr"),
        ("Los ministros se reunieron el martes para hablar de la frontera.", "es"),
        ("Министры встретились во вторник, чтобы поговорить о границе.", "ru"),
        ("Міністри зустрілися у вівторок, щоб поговорити про кордон.", "uk"),
        ("اجتمع الوزراء يوم الثلاثاء للحديث عن الحدود.", "ar"),
        ("部长们星期二会面，讨论边界问题。", "zh"),
        ("大臣らは火曜日に会談し、国境について話し合った。", "ja"),
        ("Bakanlar sınırı görüşmek üzere salı günü bir araya geldi.", "tr"),
    ],
    ids=lambda value: value if len(value) == 2 else "",
)
def test_a_sentence_tells_its_language(text: str, language: str) -> None:
    assert detect_language(text, None) == language


@pytest.mark.parametrize(
    "headline",
    [
        "Navy leaves island",
        "Lavrov and Blinken meet in Geneva",
        "Erdogan visits Tashkent",
        "NATO summit opens in Vilnius",
        "Tokyo shares close lower",
        "Hezbollah fires rockets at Haifa",
        "Ten dead in Kabul blast",
    ],
)
def test_a_headline_of_names_stays_english(headline: str) -> None:
    assert detect_language(headline, None) == "en"


@pytest.mark.parametrize(
    "text", ["", " \n", "1,234 (56%)", "…", "https://example.org/de/nachrichten", "\ud800"]
)
def test_no_letters_tell_nothing(text: str) -> None:
    assert detect_language(text, None) == "und"


@pytest.mark.parametrize("hint", ["en-GB", "EN", "en_US", " en "])
def test_the_sender_decides_where_the_text_does_not(hint: str) -> None:
    assert detect_language("2:1", hint) == "en"


def test_the_text_decides_against_the_sender() -> None:
    text = "Die Minister trafen sich am Dienstag, um über die Grenze und die Zölle zu sprechen. " * 3

    assert detect_language(text, "en") == "de"


@pytest.mark.parametrize("hint", ["", "english", "x", "und", "12", "-"])
def test_a_hint_that_is_no_tag_is_not_followed(hint: str) -> None:
    assert detect_language("123", hint) == "und"
