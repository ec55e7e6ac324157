"""Articles that nobody here reads are still cleaned and kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cleaning import RULES
from streams.clean.article import Article
from streams.clean.cleaning import clean
from streams.clean.habits import line_key
from streams.clean.language import detect_language

REPORTS = {
    "sv": [
        "Sverige skickade två korvetter till sundet på måndagen, uppger försvarsdepartementet i Stockholm.",
        "Norges flotta säger att den inte har sett några andra fartyg norr om Bodø sedan samtalen bröt samman.",
        "”Vi kommer inte att backa”, sade ministern vid en presskonferens på tisdagen.",
    ],
    "de": [
        "Schweden hat am Montag zwei Korvetten in die Meerenge geschickt, teilte das Ministerium in Stockholm mit.",
        "Die norwegische Marine erklärte, sie habe seit dem Ende der Gespräche keine anderen Schiffe gesehen.",
        "„Wir weichen nicht zurück“, sagte die Ministerin am Dienstag vor der Presse.",
    ],
    "fr": [
        "La Suède a envoyé lundi deux corvettes dans le détroit, a annoncé le ministère à Stockholm.",
        "La marine norvégienne dit n'avoir vu aucun autre navire au nord de Bodø depuis la fin des pourparlers.",
        "« Nous ne reculerons pas », a déclaré la ministre mardi devant la presse.",
    ],
    "ru": [
        "Швеция направила в понедельник в пролив два корвета, сообщило министерство в Стокгольме.",
        "Флот Норвегии заявил, что не видел других кораблей к северу от Будё с тех пор, как сорвались переговоры.",
        "«Мы не отступим», — сказала министр журналистам во вторник.",
    ],
    "ar": [
        "أرسلت السويد يوم الاثنين سفينتين حربيتين إلى المضيق، حسبما أعلنت الوزارة في ستوكهولم.",
        "وقالت البحرية النرويجية إنها لم تر أي سفن أخرى شمال بودو منذ انهيار المحادثات.",
        "وقالت الوزيرة للصحفيين يوم الثلاثاء: لن نتراجع.",
    ],
    "zh": [
        "瑞典国防部周一在斯德哥尔摩表示，已向该海峡派出两艘轻型护卫舰。",
        "挪威海军说，自谈判破裂以来，在博德以北没有看到其他船只。",
        "部长星期二对记者说：“我们不会退让。”",
        "当地渔民说，港口整个星期都很平静，只有海岸警卫队的船只在防波堤外来回巡逻，夜里也没有听到任何声音。",
        "两国自二〇二八年渔业条约到期以来一直就鳕鱼配额争执不下，双方代表在奥斯陆会谈三轮，均未达成一致。",
        "首相办公室发言人拒绝说明舰艇将停留多久，只表示政府会在议会休会之前向各党派领导人通报情况。",
        "港务局则要求商船在海峡内减速行驶，并随时与岸上的无线电台保持联系，直到另行通知为止。",
    ],
}
FURNITURE = {"sv": "Annons", "de": "Anzeige", "fr": "Publicité", "ru": "Реклама", "ar": "إعلان", "zh": "广告"}


def an_article(body: str, content_type: str) -> Article:
    return Article("a", "nordpost", datetime(2031, 3, 3, tzinfo=UTC), body, content_type=content_type)


def as_text(lines: list[str]) -> tuple[str, str]:
    return "\n\n".join(lines), "text/plain"


def as_fragment(lines: list[str]) -> tuple[str, str]:
    return "".join(f"<p>{line}</p>" for line in lines), "text/html"


def as_page(lines: list[str]) -> tuple[str, str]:
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = (
        "<!doctype html><html><head><title>Nordpost</title></head><body><nav><a href='/'>Nordpost</a></nav>"
    )
    return f"{page}<article>{body}</article><footer>© 2031 Nordpost</footer></body></html>", "text/html"


@pytest.mark.parametrize("send", [as_text, as_fragment, as_page])
@pytest.mark.parametrize("language", REPORTS)
def test_a_report_is_kept_whatever_its_language(language: str, send: object) -> None:
    result = clean(an_article(*send(REPORTS[language])), RULES)  # type: ignore[operator]

    assert result.text.split("\n\n") == REPORTS[language]
    assert detect_language(result.text, None) == language


@pytest.mark.parametrize("send", [as_text, as_fragment])
@pytest.mark.parametrize("language", REPORTS)
def test_its_furniture_is_taken_out(language: str, send: object) -> None:
    lines = REPORTS[language]
    body = send([lines[0], FURNITURE[language], *lines[1:]])  # type: ignore[operator]

    result = clean(an_article(*body), RULES)

    assert result.text.split("\n\n") == lines
    assert [(each.text, each.reason) for each in result.removed] == [(FURNITURE[language], "furniture")]


@pytest.mark.parametrize("language", REPORTS)
def test_what_its_publisher_repeats_is_taken_out(language: str) -> None:
    slogan = {
        "sv": "Norden, som det är", "de": "Der Norden, wie er ist", "fr": "Le Nord, tel quel",
        "ru": "Север как есть", "ar": "الشمال كما هو", "zh": "北方如其所是",
    }[language]  # fmt: skip
    lines = REPORTS[language]
    keys = frozenset(map(line_key, [*lines, slogan]))

    result = clean(an_article(*as_text([*lines, slogan])), RULES, keys)

    assert result.text.split("\n\n") == lines
    assert result.applied == (line_key(slogan),)
