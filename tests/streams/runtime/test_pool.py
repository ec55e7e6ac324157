from __future__ import annotations

import asyncio
import operator
import os
import signal
import time
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dying import open_or_die_once, say_so_and_hang
from streams.runtime.pool import Pool, Work
from streams.settings import Settings
from streams.wire.articles import Rejected

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

# The work is done in another process, which can only be handed functions that it can import: the tests read numbers
# and strings instead of articles, with functions of the standard library.


def pool(read: Callable[[Any], Any], **settings: Any) -> Pool:
    return Pool(Settings(processes=1, **settings), Work(repr, os.getpid, read))


@pytest.fixture
async def running() -> AsyncIterator[Callable[[Pool], Any]]:
    started: list[Pool] = []

    async def run(made: Pool) -> Pool:
        started.append(made)
        await made.start()
        return made

    yield run
    for made in started:
        await made.stop()


async def until(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110 - what another process does raises no event here
        await asyncio.sleep(0.01)


def runs(process: str) -> bool:
    return process != "" and Path("/proc", process).exists()


async def test_what_was_read_comes_back(running: Callable[[Pool], Any]) -> None:
    made = await running(pool(len))

    assert [await made.read(text) for text in ("a", "abc")] == [1, 3]  # type: ignore[arg-type]


async def test_an_article_that_takes_too_long_is_rejected_and_the_next_is_read(
    running: Callable[[Pool], Any],
) -> None:
    made = await running(pool(time.sleep, article_seconds=0.5))

    late = await made.read(1000)  # type: ignore[arg-type]

    assert isinstance(late, Rejected)
    assert (late.code, late.detail) == (
        "article.timeout",
        "Reading the article took longer than 0.5 seconds.",
    )
    assert await made.read(0) is None  # type: ignore[arg-type]


async def test_an_article_that_ends_its_process_is_rejected_after_the_set_attempts(
    running: Callable[[Pool], Any],
) -> None:
    made = await running(pool(os._exit, article_attempts=2))

    crashed = await made.read(7)  # type: ignore[arg-type]

    assert isinstance(crashed, Rejected)
    assert (crashed.code, crashed.detail) == (
        "article.crash",
        "Reading the article ended the reading process 2 times.",
    )


async def test_an_error_of_the_reading_is_raised_to_the_caller(running: Callable[[Pool], Any]) -> None:
    made = await running(pool(int))

    with pytest.raises(ValueError, match="invalid literal"):
        await made.read("none")  # type: ignore[arg-type]


async def test_a_process_that_cannot_open_its_knowledge_says_so_at_start() -> None:
    made = Pool(Settings(processes=1), Work(repr, __import__, len))  # type: ignore[arg-type]

    with pytest.raises(TypeError):
        await made.start()
    await made.stop()


async def test_every_process_takes_in_what_is_new_before_its_next_article_and_again_after_a_crash(
    running: Callable[[Pool], Any], tmp_path: Path
) -> None:
    work = Work(repr, os.getpid, operator.call, os.chdir)
    made = await running(Pool(Settings(processes=1), work))
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()

    made.tell(str(first))
    assert await made.read(os.getcwd) == str(first)
    made.tell(str(second))
    assert await made.read(os.getcwd) == str(second)
    assert isinstance(await made.read(os._exit, 7), Rejected)
    assert await made.read(os.getcwd) == str(second)


async def test_an_answer_that_nobody_waits_for_any_more_does_not_cost_the_next_article_its_time(
    running: Callable[[Pool], Any],
) -> None:
    made = await running(pool(time.sleep, article_seconds=2))
    first = asyncio.create_task(made.read(1.5))
    await asyncio.sleep(0)  # it is being read, or about to be
    first.cancel()

    assert await made.read(1.5) is None


async def test_an_article_has_no_part_in_the_end_of_a_process_before_it(
    running: Callable[[Pool], Any],
) -> None:
    made = await running(
        Pool(Settings(processes=1, article_attempts=1), Work(repr, os.getpid, operator.call))
    )
    for _ in range(2):
        os.kill(await made.read(os.getpid), signal.SIGKILL)
        await asyncio.sleep(0.5)  # its end is noticed by a thread that nobody can be asked about

        assert await made.read(len, "abc") == 3


async def test_an_article_has_no_part_in_the_end_of_a_process_that_takes_in_what_is_new(
    running: Callable[[Pool], Any], tmp_path: Path
) -> None:
    armed = tmp_path / "armed"
    armed.touch()
    work = Work(repr, os.getpid, operator.call, partial(open_or_die_once, armed))
    made = await running(Pool(Settings(processes=1, article_attempts=1), work))

    made.tell("news")

    assert await made.read(len, "abc") == 3
    assert not armed.exists(), "the process was ended"


async def test_a_process_that_still_opens_its_knowledge_ends_with_the_pool(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    made = Pool(Settings(processes=1), Work(partial(say_so_and_hang, begun), os.getpid, len))
    starting = asyncio.create_task(made.start())
    await until(lambda: begun.exists() and runs(begun.read_text()))

    await made.stop()

    with pytest.raises(BrokenProcessPool):
        await starting
    await until(lambda: not runs(begun.read_text()))


async def test_a_process_that_ends_while_it_opens_its_knowledge_is_started_again(
    running: Callable[[Pool], Any], tmp_path: Path
) -> None:
    armed = tmp_path / "armed"
    work = Work(partial(open_or_die_once, armed), os.getpid, operator.call)
    made = await running(Pool(Settings(processes=1, article_attempts=1), work))
    armed.touch()

    crashed = await made.read(os._exit, 7)

    assert isinstance(crashed, Rejected)
    assert crashed.code == "article.crash"
    assert await made.read(len, "abc") == 3
    assert not armed.exists(), "one start was ended"
