from __future__ import annotations

from dataclasses import replace

from boards import START, claim_of, party, report_of
from streams.backtest.reread import Reread, settle
from streams.clean.article import Article
from streams.clean.memory import Memory
from streams.knowledge import DATA
from streams.settings import Settings
from streams.wire.articles import read_article

DEMO = [
    read_article(line, Settings()) for line in (DATA / "demo" / "articles.jsonl").read_bytes().splitlines()
]
CLAIM = claim_of("troop-buildup", actor=party("SWE"))
ARTICLE = Article("a", "Northwire", START, "")


def read_of(article: Article = ARTICLE, **more: object) -> Reread:
    report = replace(report_of(article.id, CLAIM), version=article.version)
    return Reread(article, (((("posture|SWE"), report),),), replace(report, claims=()), **more)


def test_a_first_version_sends_its_reports_and_no_marker() -> None:
    ((sent,),) = settle(read_of(), (0, 1), Memory(9)) or ((),)

    assert sent[0] == "posture|SWE"


def test_a_later_version_marks_the_one_before_as_out_of_date_and_not_the_other_way() -> None:
    memory = Memory(9)
    (sent,) = settle(read_of(replace(ARTICLE, version=2)), (0, 1), memory) or ((),)

    assert [(key, bool(report.claims)) for key, report in sent] == [
        ("posture|SWE", True),
        ("a|marker", False),
    ]
    assert settle(read_of(), (0, 2), memory) is None


def test_a_recorded_article_says_itself_what_it_copies() -> None:
    memory = Memory(9)
    recorded = read_of(is_recorded=True, copies="original")
    original = read_of(replace(ARTICLE, id="original"), is_recorded=True)
    ((copy,),) = settle(recorded, (0, 1), memory) or ((),)
    ((first,),) = settle(original, (0, 2), memory) or ((),)

    assert copy[1].near_duplicate_of == "original"
    assert first[1].near_duplicate_of is None
