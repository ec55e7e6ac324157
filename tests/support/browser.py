"""A browser for tests: Debian's Chromium, driven by Playwright; and a desk to look at in it."""

from __future__ import annotations

import os
import shutil
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port

from streams.settings import Settings
from streams.web.desk import Desk
from streams.web.routes import application

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser

    from desk_topics import DeskTopics

# Without these it asks for its vendor's hosts at every start.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
)


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """Yield a browser; skips the test where none is installed."""
    playwright = pytest.importorskip("playwright.async_api", reason="playwright is not installed")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.skip("no Chromium: `apt-get install chromium`, or CHROMIUM=path")
    async with playwright.async_playwright() as driver:
        opened = await driver.chromium.launch(
            executable_path=chromium, args=list(ARGUMENTS), chromium_sandbox=os.geteuid() != 0
        )
        yield opened
        await opened.close()


class Server:
    """A desk on a port of its own, which can be stopped and started again."""

    def __init__(self, topics: DeskTopics) -> None:
        self.topics = topics
        self.port = unused_port()
        self._runner: web.AppRunner | None = None

    @property
    def address(self) -> str:
        """Return where it answers."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Answer."""
        desk = Desk(Settings(), self.topics.ports())
        self._runner = web.AppRunner(application(desk, ""), shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def stop(self) -> None:
        """Answer no more."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None
