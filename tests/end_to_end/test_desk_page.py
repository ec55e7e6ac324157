"""The desk as somebody sees it, in a real browser."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import schemas
import streams
from alerts import EVIDENCE, NOON, alert_of
from browser import Server, browser
from command import tocsin
from desk_topics import DeskTopics
from schemas.enriched import EnrichedArticleV1
from schemas.feedback import FeedbackV1
from streams.claims.claim import Party, Place
from streams.wire.alerts import read_alert
from streams.wire.feedback import write_feedback

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Locator, Page

    from streams.alerts.alert import Alert

pytestmark = [pytest.mark.browser]

DEMO = Path(streams.__file__).parent / "data" / "demo" / "articles.jsonl"
ARTICLE = EnrichedArticleV1.read(
    (Path(schemas.__file__).parent / "examples" / "articles.enriched" / "good" / "whole.json").read_bytes()
)
(CLAIM,) = ARTICLE.claims
SAID = alert_of(
    id="a" * 16,
    kind="talks",
    kind_title="Talks",
    theme="diplomacy",
    headline="Talks: Norway and Sweden in Geneva",
    severity="Moderate",
    actor=Party("Envoys", ("NOR", "SWE")),
    location=Place("Geneva", "CHE", 46.2, 6.15),
    evidence=(
        replace(
            EVIDENCE,
            claim_id=CLAIM.id,
            article_id=ARTICLE.article.id,
            quote=CLAIM.quote,
            url=ARTICLE.article.url,
        ),
    ),
)
STRIKE = alert_of(
    id="b" * 16,
    kind="air-strike",
    kind_title="Air strike",
    headline="Air strike on Pala",
    severity="Extreme",
    location=Place("Pala", "TCD", 9.36, 14.9),
)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    made = Server(DeskTopics())
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


@pytest.fixture
async def page(chromium: Browser) -> AsyncIterator[Page]:
    """Yield a page on which nothing may go wrong."""
    opened = await chromium.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("dialog", lambda dialog: faults.append(dialog.message))
    opened.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
    yield opened
    assert not faults


def listed(page: Page, alert: Alert) -> Locator:
    return page.locator("#alerts .headline", has_text=alert.headline)


async def headlines(page: Page) -> list[str]:
    return await page.locator("#alerts .headline").all_inner_texts()


async def test_alerts_come_change_and_go_while_one_looks(server: Server, page: Page) -> None:
    await page.goto(server.address)
    await page.get_by_text("No alert is like that.").wait_for()

    await server.topics.tell(SAID)
    await listed(page, SAID).wait_for()
    await server.topics.tell(STRIKE)
    await listed(page, STRIKE).wait_for()
    assert await headlines(page) == [STRIKE.headline, SAID.headline]  # the gravest first

    await server.topics.tell(replace(SAID, revision=2, message_type="Update", changes=("Oslo denies it.",)))
    await page.get_by_text("Oslo denies it.").wait_for()

    await server.topics.tell(replace(STRIKE, revision=2, message_type="Cancel"))
    await listed(page, STRIKE).wait_for(state="detached")
    await page.get_by_label("also cancelled and over").check()
    await page.get_by_text("Cancelled").first.wait_for()


async def test_an_alert_shows_who_says_what_in_which_words(server: Server, page: Page) -> None:
    await server.topics.enrich(ARTICLE)
    await server.topics.tell(SAID, replace(SAID, revision=2, changes=("Oslo denies it.",)))
    await page.goto(server.address)
    await listed(page, SAID).click()

    detail = page.locator("#detail")
    await detail.get_by_role("heading", name="Stated").wait_for()
    await detail.locator("mark.is-actor").wait_for()
    assert await detail.locator("mark.is-actor").inner_text() == "Envoys of both states"
    assert await detail.locator("mark.is-place").inner_text() == "Geneva"
    assert await detail.locator(".timeline > li").count() == 2
    await detail.get_by_text(f"{ARTICLE.provenance.code}, model {ARTICLE.provenance.model}").wait_for()
    assert page.url.endswith(f"/alerts/{SAID.id}")

    await detail.get_by_role("link", name="article", exact=True).click()
    await detail.get_by_role("heading", name="Border talks open in Geneva").wait_for()
    assert "/articles/" in page.url
    await page.go_back()
    await detail.get_by_role("heading", name="Stated").wait_for()


async def test_a_view_can_be_shared_by_its_address(server: Server, page: Page, chromium: Browser) -> None:
    await server.topics.tell(SAID, STRIKE)
    await page.goto(server.address)
    await page.get_by_role("button", name="Moderate").click()
    await listed(page, STRIKE).wait_for(state="detached")
    await listed(page, SAID).click()
    await page.locator("#detail h2").wait_for()

    other = await chromium.new_page()
    await other.goto(page.url)
    await other.locator("#detail h2").wait_for()

    assert await headlines(other) == [SAID.headline]
    assert await other.locator("#detail h2").inner_text() == SAID.headline


async def test_words_countries_and_menus_filter(server: Server, page: Page) -> None:
    await server.topics.tell(SAID, STRIKE)
    await page.goto(server.address)
    await listed(page, SAID).wait_for()

    await page.get_by_role("button", name="Chad: 1 alert").press("Enter")
    await listed(page, SAID).wait_for(state="detached")
    assert "country=TCD" in page.url
    await page.get_by_role("button", name="Clear").click()
    await listed(page, SAID).wait_for()
    await page.get_by_role("searchbox").fill("geneva talks")
    await listed(page, STRIKE).wait_for(state="detached")
    await page.get_by_role("button", name="Clear").click()
    await page.get_by_text("Kind", exact=True).press("Enter")
    await page.get_by_label("Air strike (1)").check()
    await listed(page, SAID).wait_for(state="detached")
    await page.get_by_label("Talks (1)").press("Space")
    await listed(page, SAID).wait_for()
    assert "kind=air-strike&kind=talks" in page.url
    await page.get_by_label("Talks (1)").press("Escape")
    await page.get_by_label("Talks (1)").wait_for(state="hidden")


async def test_a_page_goes_on_after_the_desk_was_started_again(server: Server, page: Page) -> None:
    await server.topics.tell(SAID)
    await page.goto(server.address)
    await listed(page, SAID).wait_for()

    await server.stop()
    await page.get_by_text("does not answer").wait_for()
    await server.topics.tell(STRIKE)
    await server.start()

    await listed(page, STRIKE).wait_for()
    await page.locator("#pulse").get_by_text("Live").wait_for()
    assert await headlines(page) == [STRIKE.headline, SAID.headline]


async def test_everything_can_be_done_with_keys(server: Server, page: Page) -> None:
    await server.topics.tell(SAID, STRIKE)
    await page.goto(server.address)
    await listed(page, SAID).wait_for()

    await page.keyboard.press("j")
    await page.get_by_role("heading", name=STRIKE.headline).wait_for()
    await page.keyboard.press("j")
    await page.get_by_role("heading", name=SAID.headline).wait_for()
    await page.keyboard.press("f")
    await page.locator("#detail").get_by_text("Judged false").wait_for()
    await page.locator("#alerts").get_by_text("judged false").wait_for()
    await page.keyboard.press("Escape")
    await page.get_by_text("Choose an alert").wait_for()
    await page.keyboard.press("/")
    await page.keyboard.type("pala")
    await listed(page, SAID).wait_for(state="detached")
    assert [m.key for m in server.topics.records["feedback"]] == [SAID.id.encode()]


async def test_a_verdict_says_who_why_and_of_what_it_is_a_double(server: Server, page: Page) -> None:
    other = replace(SAID, id="d" * 16, headline="Talks: Sweden and Norway in Geneva")
    await server.topics.tell(SAID, other, STRIKE)
    await page.goto(f"{server.address}/alerts/{SAID.id}")
    detail = page.locator("#detail")
    await detail.get_by_role("button", name="duplicate").click()
    await detail.get_by_text("Judged duplicate").wait_for()
    await page.get_by_label("Your name").fill("night desk")
    await page.get_by_label("Your name").press("Tab")
    await detail.get_by_text("Judged duplicate by night desk").wait_for()
    await page.get_by_label("Note").fill("Same talks <b>twice</b>.")
    await page.get_by_label("Tells of the same as").select_option(label=other.headline)
    await detail.get_by_role("link", name="open it").click()
    await page.get_by_role("heading", name=other.headline).wait_for()

    verdict = FeedbackV1.read(server.topics.records["feedback"][-1].value or b"")
    assert (verdict.alert_id, verdict.verdict, verdict.duplicate_of) == (SAID.id, "duplicate", other.id)
    assert (verdict.given_by, verdict.note) == ("night desk", "Same talks <b>twice</b>.")
    await page.keyboard.press("r")
    await detail.get_by_text("Judged right by night desk").wait_for()


HOSTILE = (
    "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 1'> safe\u202egnp.exe "
    "zero\u200bwidth \u05e9\u05dc\u05d5\u05dd javascript:alert(1) ${alert(1)} "
)


async def test_nothing_from_an_article_acts_on_the_page(server: Server, page: Page) -> None:
    text = HOSTILE * 4000
    facts = ARTICLE.article.model_copy(
        update={
            "id": "urn:x/<b>?#",
            "title": HOSTILE,
            "source": HOSTILE[:80],
            "url": "javascript:window.pwned=1",
        }
    )
    await server.topics.enrich(ARTICLE.model_copy(update={"article": facts, "text": text}))
    (evidence,) = SAID.evidence
    evil = replace(
        evidence, article_id=facts.id, publisher=HOSTILE, quote=HOSTILE, url="javascript:window.pwned=1"
    )
    await server.topics.tell(replace(SAID, headline=HOSTILE, changes=(HOSTILE,), evidence=(evil,)))
    await page.goto(server.address)
    await page.locator("#alerts a").click()
    await page.locator("#detail h2").wait_for()
    assert await page.locator("#detail a[href^='javascript']").count() == 0
    await page.locator("#detail").get_by_role("link", name="article", exact=True).click()
    await page.locator("#detail .text").wait_for()

    shown = await page.locator("#detail .text").inner_text()
    assert "<script>window.pwned = 1</script>" in shown
    assert "\u202e" not in shown
    assert "\u200b" not in shown
    assert await page.evaluate("window.pwned") is None
    assert await page.locator("#detail img, #detail script").count() == 0


async def test_ten_thousand_alerts_are_drawn_as_one_scrolls(server: Server, page: Page) -> None:
    many = [
        alert_of(id=f"{n:016x}", headline=f"Protest number {n}", last_seen=NOON - timedelta(minutes=n))
        for n in range(10_000)
    ]
    await server.topics.tell(*many)
    await page.goto(server.address)
    await page.locator("#alerts .headline").get_by_text("Protest number 0", exact=True).wait_for()

    assert await page.locator("#count").inner_text() == "10000"
    assert await page.locator("#alerts li").count() < 500
    await page.locator("#alerts .end").scroll_into_view_if_needed()
    await page.locator("#alerts .headline").get_by_text("Protest number 150", exact=True).wait_for()
    await page.get_by_role("searchbox").fill("number 9999")
    await page.locator("#alerts .headline").get_by_text("Protest number 9999", exact=True).wait_for()
    assert await page.locator("#count").inner_text() == "1 of 10000"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
async def test_axe_finds_no_serious_fault(server: Server, chromium: Browser, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.async_playwright", reason="axe is not installed")
    await server.topics.enrich(ARTICLE)
    await server.topics.tell(SAID, STRIKE, alert_of(id="c" * 16, message_type="Cancel", revision=2))
    await server.topics.publish(
        write_feedback(FeedbackV1(alert_id=SAID.id, revision=1, verdict="duplicate", given_at=NOON))
    )
    context = await chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = await context.new_page()
    chosen = "/?show=all&country=NOR&country=CHE&publisher=Northwire"
    for path in ("/", chosen, f"/alerts/{SAID.id}", f"/articles/{ARTICLE.article.id}"):
        await page.goto(server.address + path)
        await page.locator("#pulse").get_by_text("Live").wait_for()
        if "?" not in path and path != "/":
            await page.locator("#detail h2").wait_for()
        found = await axe.Axe().run(page)
        faults = [each for each in found.response["violations"] if each["impact"] in ("serious", "critical")]
        assert not faults, [(each["id"], [node["html"] for node in each["nodes"]]) for each in faults]
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is cut"
    await context.close()


@pytest.mark.model
async def test_the_demo_on_the_desk(server: Server, chromium: Browser, tmp_path: Path) -> None:
    """The exercise of the demo as the README shows it; PICTURES=docs/images writes the pictures."""
    folder = Path(os.environ.get("PICTURES", tmp_path))
    for line in (await run("analyze", str(DEMO))).splitlines():
        await server.topics.enrich(EnrichedArticleV1.read(line.encode()))
    alerts = [
        read_alert(line.encode()) for line in (await run("analyze", "--alerts", str(DEMO))).splitlines()
    ]
    await server.topics.tell(*alerts)
    shown = max(alerts, key=lambda alert: (len(alert.denied_by) > 0, len(alert.evidence)))
    for name, scheme, width, path in (
        ("desk-light", "light", 1280, f"/alerts/{shown.id}"),
        ("desk-dark", "dark", 1280, f"/alerts/{shown.id}"),
        ("desk-narrow", "light", 390, "/"),
    ):
        page = await chromium.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
        await page.goto(server.address + path)
        await page.locator("#alerts .headline").first.wait_for(
            state="visible" if path == "/" or width > 1000 else "attached"
        )
        if path != "/":
            await page.locator("#detail mark").first.wait_for()
        await page.screenshot(path=folder / f"{name}.png")
        assert len(await headlines(page)) == len(alerts)


async def run(*arguments: str) -> str:
    return (await asyncio.to_thread(tocsin, *arguments, TOCSIN_PURPOSE="exercise")).stdout
