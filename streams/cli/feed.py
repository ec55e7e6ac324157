"""`tocsin feed`: articles from feeds and folders, published as they come."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import aiohttp
import typer

from schemas import topics
from streams.cli.console import plain, say
from streams.cli.publish import article_message
from streams.runtime.client import sender
from streams.runtime.dropped import Dropped, look, put_aside
from streams.runtime.feeds import Feed, Hosts, feed_of, is_dead, settle
from streams.runtime.topics import ensure_there
from streams.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streams.runtime.client import Sender
    from streams.settings import Settings

EXIT_FAILED = 1
LOOK_SECONDS = 2.0
MOST_AT_ONCE = 16

Sources = Annotated[
    list[str],
    typer.Argument(
        help="Addresses of RSS or Atom feeds, files that list such (one a line, # for remarks), and folders into which "
        "files of ninjs, NewsML-G2, RSS, Atom or article events are dropped.",
    ),
]
Once = Annotated[bool, typer.Option("--once", help="Ask each once, take what lies there, and end.")]
Every = Annotated[float, typer.Option(help="Seconds from one asking of a feed to the next.", min=10)]
State = Annotated[
    Path | None,
    typer.Option(help="File that remembers what was told; feeds.json in TOCSIN_DATA_DIR where not given."),
]


def feed(sources: Sources, once: Once = False, every: Every = 300, state: State = None) -> None:
    """Follow feeds and folders, and publish what is new, until Ctrl-C.

    Feeds are asked only whether they changed, one at a time of each host, and less often while they fail; which fail
    and which seem dead is said. Files go to the folder's `done`, or with the reason to `refused`. With --once the exit
    code is 1 where one failed.
    """
    settings = load_settings()
    addresses, folders = sort_sources(sources)
    memory = state or Path(settings.data_dir) / "feeds.json"
    feeds = remembered(memory, addresses)
    asyncio.run(ensure_there(topics.ARTICLES, settings))
    following = _Following(settings, feeds, folders, timedelta(seconds=every), memory)
    is_good = asyncio.run(following.once() if once else following.on_and_on())
    raise typer.Exit(0 if is_good else EXIT_FAILED)


def sort_sources(sources: Iterable[str]) -> tuple[list[str], list[Path]]:
    """Return addresses and folders. Raises `typer.BadParameter` naming what is neither."""
    addresses: dict[str, None] = {}
    folders: list[Path] = []
    for source in sources:
        path = Path(source)
        if source.startswith(("http://", "https://")):
            addresses[source] = None
        elif path.is_dir():
            folders.append(path)
        elif path.is_file():
            lines = (line.split("#", 1)[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
            found = [line for line in lines if line]
            for line in found:
                if not line.startswith(("http://", "https://")):
                    raise typer.BadParameter(f"{source}: {line[:100]!r} is no address of the web.")
            addresses.update(dict.fromkeys(found))
        else:
            raise typer.BadParameter(
                f"{source}: neither an address of the web, nor a folder, nor a list of addresses."
            )
    return list(addresses), folders


def remembered(memory: Path, addresses: Sequence[str]) -> list[Feed]:
    """Return the feeds with what is known of them from last time."""
    try:
        known = {each["address"]: feed_of(each) for each in json.loads(memory.read_text(encoding="utf-8"))}
    except FileNotFoundError:
        known = {}
    except (ValueError, TypeError, KeyError) as error:
        say(
            f"{memory} cannot be read ({error}): entries that were told before are told again, which does no harm."
        )
        known = {}
    return [known.get(address) or Feed(address) for address in addresses]


def keep(memory: Path, feeds: Iterable[Feed]) -> None:
    """Write down what is known of feeds, whole or not at all."""
    memory.parent.mkdir(parents=True, exist_ok=True)
    draft = memory.with_name(f"{memory.name}.tmp")
    draft.write_text(json.dumps([each.as_json() for each in feeds]), encoding="utf-8")
    draft.replace(memory)


class _Following:
    """Feeds and folders, and how each is."""

    def __init__(
        self, settings: Settings, feeds: list[Feed], folders: list[Path], every: timedelta, memory: Path
    ) -> None:
        self._settings, self._feeds, self._folders = settings, feeds, folders
        self._every, self._memory = every, memory
        self._hosts, self._room = Hosts(), asyncio.Semaphore(MOST_AT_ONCE)

    async def once(self) -> bool:
        """Take everything in once; return whether nothing failed."""
        async with sender(self._settings) as opened, aiohttp.ClientSession() as session:
            asked = [self._ask(each, session, opened) for each in self._feeds if not each.is_gone]
            taken = [self._take(folder, opened, datetime.now(UTC)) for folder in self._folders]
            return all(await asyncio.gather(*asked, *taken))

    async def on_and_on(self) -> bool:
        """Take everything in as it comes. Returns only when every feed is gone and there is no folder."""
        async with sender(self._settings) as opened, aiohttp.ClientSession() as session:
            while self._folders or not all(each.is_gone for each in self._feeds):
                now = datetime.now(UTC)
                due = [each for each in self._feeds if each.due <= now and not each.is_gone]
                asked = [self._ask(each, session, opened) for each in due]
                await asyncio.gather(*asked, *(self._take(folder, opened, now) for folder in self._folders))
                await asyncio.sleep(LOOK_SECONDS)
        return False

    async def _ask(self, feed: Feed, session: aiohttp.ClientSession, opened: Sender) -> bool:
        async with self._room:
            visited = await self._hosts.visit(feed, session, datetime.now(UTC))
        for message in visited.messages:
            await opened.send(article_message(message))
        await opened.flush()
        settle(feed, visited, datetime.now(UTC), self._every)
        keep(self._memory, self._feeds)
        for refused in visited.refused:
            say(f"{feed.address}: {plain(refused.name)}: {plain(refused.reason)}")
        if visited.messages:
            say(f"{feed.address}: {len(visited.messages)} published.")
        if visited.said:
            say(f"{feed.address} {plain(visited.said)}{_how_it_stands(feed)}")
        return visited.is_good

    async def _take(self, folder: Path, opened: Sender, now: datetime) -> bool:
        try:
            found = await asyncio.to_thread(lambda: list(look(folder, now)))
        except OSError as error:
            say(f"{folder}: {error.strerror}")
            return False
        for dropped in found:
            for message in dropped.messages:
                await opened.send(article_message(message))
            await opened.flush()
            _say_dropped(dropped, put_aside(dropped))
        return not any(dropped.reason or dropped.refused for dropped in found)


def _how_it_stands(feed: Feed) -> str:
    if not feed.failures or feed.is_gone:
        return ""
    again = f" Failed {feed.failures} times in a row; asked again at {feed.due:%H:%M} UTC."
    return f"{again} It may be dead: have a look." if is_dead(feed) else again


def _say_dropped(dropped: Dropped, at: Path) -> None:
    if dropped.reason:
        say(f"{dropped.path.name} {plain(dropped.reason)} It lies in {at.parent}.")
        return
    for refused in dropped.refused:
        say(f"{dropped.path.name}: {plain(refused.name)}: {plain(refused.reason)}")
    say(f"{dropped.path.name}: {len(dropped.messages)} published. It lies in {at.parent}.")
