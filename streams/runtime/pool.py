"""The process pool: articles are read in processes of their own, one at a time in each.

Each lane is a pool of one process, so that an article that hangs or crashes its process is known by name and
takes no other article with it.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from streams.runtime import reading
from streams.wire.articles import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

    from streams.settings import Settings

# One thread per process: BLAS threads of several processes fight over the same cores.
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "BLIS_NUM_THREADS": "1",
}

PAUSE_SECONDS = 1.0

log = logging.getLogger(__name__)


AnswerT = TypeVar("AnswerT")


class Work(NamedTuple, Generic[AnswerT]):
    """What a process does: `open` once, then `read` one article after the other, each with what belongs to it.

    `ready` returns once it is open, or raises what went wrong in `open`. `take` is told what is new before the next
    article, where there is such a thing.
    """

    open: Callable[[Settings], object]
    ready: Callable[[], object]
    read: Callable[..., AnswerT]
    take: Callable[[Any], object] | None = None


READING = Work(reading.open_knowledge, reading.ready, reading.read, reading.take)


class Pool(Generic[AnswerT]):
    """Reads articles in `processes` processes. `start` before use, `stop` after."""

    def __init__(self, settings: Settings, work: Work[AnswerT]) -> None:
        self._settings = settings
        self._work = work
        self._idle: asyncio.Queue[_Lane[AnswerT]] = asyncio.Queue()
        self._lanes: list[_Lane[AnswerT]] = []
        self._news: object = None
        self._reading: set[asyncio.Task[AnswerT | Rejected]] = set()

    def tell(self, news: object) -> None:
        """Have every process take in what is new before its next article; only the last that was told counts."""
        self._news = news

    @property
    def idle(self) -> int:
        """How many processes wait for work."""
        return self._idle.qsize()

    async def start(self) -> None:
        """Start the processes. Raises `KnowledgeError` where rules, gazetteer or model do not load."""
        os.environ.update(ONE_THREAD)
        self._lanes = [_Lane(self._settings, self._work) for _ in range(self._settings.processes)]
        await asyncio.gather(*(lane.start() for lane in self._lanes))
        for lane in self._lanes:
            self._idle.put_nowait(lane)

    async def stop(self) -> None:
        """End the processes, whatever they are at."""
        for task in self._reading:
            task.cancel()
        for lane in self._lanes:
            lane.kill()

    async def read(self, *task: object) -> AnswerT | Rejected:
        """Return what the work makes of a task, or a `Rejected` where it takes too long or ends its process.

        Where nobody waits for the answer any more, the process finishes all the same before it is given the next.
        """
        lane = await self._idle.get()
        answer = asyncio.create_task(self._read_in(lane, task))
        self._reading.add(answer)
        answer.add_done_callback(self._reading.discard)
        return await asyncio.shield(answer)

    async def _read_in(self, lane: _Lane[AnswerT], task: tuple[object, ...]) -> AnswerT | Rejected:
        try:
            return await self._read(task, lane)
        finally:
            self._idle.put_nowait(lane)

    async def _read(self, task: tuple[object, ...], lane: _Lane[AnswerT]) -> AnswerT | Rejected:
        attempt = 0
        while attempt < self._settings.article_attempts:
            attempt += 1
            try:
                await lane.take(self._news)
                return await lane.read(task, self._settings.article_seconds)
            except _DeadBeforeError:
                attempt -= 1
                log.warning("A reading process ended between two articles.")
                await lane.restart()
            except TimeoutError:
                await lane.restart()
                seconds = self._settings.article_seconds
                return Rejected(
                    "article.timeout", f"Reading the article took longer than {seconds:g} seconds."
                )
            except BrokenProcessPool:
                log.warning("An article ended the process that read it, attempt %d.", attempt)
                await lane.restart()
        times = self._settings.article_attempts
        return Rejected("article.crash", f"Reading the article ended the reading process {times} times.")


class _DeadBeforeError(Exception):
    """The process had ended before it was given the article, which has no part in it."""


class _Lane(Generic[AnswerT]):
    """One process."""

    def __init__(self, settings: Settings, work: Work[AnswerT]) -> None:
        self._settings = settings
        self._work = work
        self._executor: ProcessPoolExecutor | None = None
        self._taken: object = None

    async def start(self) -> None:
        self._taken = None
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["streams.runtime.reading", "streams.entities.nlp"])
        self._executor = ProcessPoolExecutor(
            max_workers=1, mp_context=context, initializer=self._work.open, initargs=(self._settings,)
        )
        await asyncio.get_running_loop().run_in_executor(self._executor, self._work.ready)

    async def take(self, news: object) -> None:
        if news is self._taken or self._work.take is None:
            return
        try:
            await asyncio.get_running_loop().run_in_executor(self._executor, self._work.take, news)
        except BrokenProcessPool:
            raise _DeadBeforeError from None
        self._taken = news

    async def read(self, task: tuple[object, ...], seconds: float) -> AnswerT:
        try:
            answer = asyncio.get_running_loop().run_in_executor(self._executor, self._work.read, *task)
        except BrokenProcessPool:
            raise _DeadBeforeError from None
        return await asyncio.wait_for(answer, seconds)

    async def restart(self) -> None:
        """End the process and start another, as often as it takes: whatever ends that one is no article's doing."""
        while True:
            self.kill()
            try:
                await self.start()
            except BrokenProcessPool:
                log.warning("A reading process ended while it opened its knowledge; starting another.")
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return

    def kill(self) -> None:
        if self._executor is None:
            return
        # A private attribute: no other way leads to a process that still opens its knowledge, and an interpreter does
        # not end before its processes do.
        for process in list((self._executor._processes or {}).values()):  # noqa: SLF001 - see above
            process.kill()
        self._executor.shutdown(wait=False, cancel_futures=True)
