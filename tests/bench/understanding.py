"""Measure what reading an article costs, stage by stage, and what each step towards less of it gave.

    python -m tests.bench.understanding [--rounds N] [--articles N]

On one core: a process of its own with one thread, as those of the pool are.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from itertools import count, islice
from typing import TYPE_CHECKING

from streams.knowledge import load_knowledge
from streams.pipeline import tidy
from streams.runtime.pool import ONE_THREAD
from streams.settings import Settings
from streams.wire.answers import answer
from streams.wire.articles import Rejected, read_article
from tests.bench.corpus import articles, origin
from tests.bench.sampling import sampled
from tests.bench.steps import HEAD, steps
from tests.chaos.workers import ROOT

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator, Sequence

    from streams.clean.article import Article
    from streams.knowledge import Knowledge

# Read before anything is measured: by then a process of the pool knows the words of news.
_WARM = 150
_BAR = 40
_SHORTEST_PARAGRAPH = 40


def measure(rounds: int, number: int, say: Callable[[str], None]) -> str:
    """Return the profile and the table of steps, measured in a process of its own."""
    say(f"  {number} articles, {rounds} rounds for each step")
    return _child(rounds, number, ONE_THREAD)


def main(arguments: Sequence[str]) -> int:
    """Measure in this process."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument(
        "--seconds", action="store_true", help="Write wall and processor time of reading alone."
    )
    asked = parser.parse_args(arguments)
    settings = Settings()
    knowledge = load_knowledge(settings.model)
    read = _articles("understanding", asked.articles, settings)
    if asked.seconds:
        print(*_times(read, knowledge))
    else:
        _warm(knowledge, settings, min(_WARM, asked.articles))
        print("\n\n".join([*_profile(read, knowledge), *_steps(read, knowledge, settings, asked.rounds)]))
    return 0


def _child(rounds: int, number: int, environment: dict[str, str], *more: str) -> str:
    command = [sys.executable, "-m", "tests.bench.understanding"]
    command += ["--rounds", str(rounds), "--articles", str(number), *more]
    done = subprocess.run(
        command, env={**os.environ, **environment}, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.strip()


def _articles(name: str, number: int, settings: Settings) -> list[Article]:
    read = (read_article(each, settings) for each in articles(name, number))
    return [each for each in read if not isinstance(each, Rejected)]


def _warm(knowledge: Knowledge, settings: Settings, number: int) -> None:
    for each in _articles("warm", number, settings):
        answer(each, knowledge, frozenset(), None)


def _profile(read: Sequence[Article], knowledge: Knowledge) -> Iterator[str]:
    begun = time.process_time()
    with sampled() as samples:
        for each in read:
            answer(each, knowledge, frozenset(), None)
    milliseconds = (time.process_time() - begun) * 1000 / len(read)
    yield (
        f"An article costs **{milliseconds:.1f} ms** of one core from article to messages ({len(read)} {origin()}). "
        "By stage, from the call stack looked at every millisecond; what the broker and the alert agent cost is "
        "measured elsewhere:"
    )
    yield f"```\n{_plot(samples, milliseconds)}\n```"


def _plot(samples: Counter[str], milliseconds: float) -> str:
    total, widest = sum(samples.values()), max(samples.values())
    rows = (
        f"{stage:<30} {milliseconds * number / total:5.2f} ms {number / total:6.1%}  "
        f"{'█' * round(_BAR * number / widest)}"
        for stage, number in samples.most_common()
    )
    return "\n".join(row.rstrip() for row in rows)


def _steps(read: Sequence[Article], knowledge: Knowledge, settings: Settings, rounds: int) -> Iterator[str]:
    tidied = [each for each in (tidy(article, knowledge) for article in read) if not each.unread_because]
    yield (
        "The steps. Predicted and measured is processor time where that of the other way is 1, median of "
        f"{rounds} alternating rounds on the same texts; each prediction was made before its step was first measured."
    )
    rows = [each.row(rounds) for each in steps(settings.model, knowledge, tidied)]
    yield HEAD + "\n".join([*rows, _two_threads(rounds, len(read))])
    yield _paragraphs([each.text for each in tidied])


def _two_threads(rounds: int, number: int) -> str:
    """Return the row for two threads of BLAS in a process, with what it does to the time on the wall."""
    times = []
    for _ in range(rounds):
        one, two = (
            [
                float(each)
                for each in _child(1, number, dict.fromkeys(ONE_THREAD, threads), "--seconds").split()
            ]
            for threads in ("1", "2")
        )
        times.append((two[1] / one[1], two[0] / one[0]))
    times.sort()
    processor, wall = times[len(times) // 2]
    return (
        f"| two threads in a process for products of matrices, in place of one | 1.30 | **{processor:.2f}** "
        f"({times[0][0]:.2f} to {times[-1][0]:.2f}), time on the wall {wall:.2f} | "
        "not kept: a second process reads twice as much on the second core |"
    )


def _times(read: Sequence[Article], knowledge: Knowledge) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    for each in read:
        answer(each, knowledge, frozenset(), None)
    return time.perf_counter() - wall, time.process_time() - processor


def _paragraphs(texts: Sequence[str]) -> str:
    """Return what keeping answers by paragraph could give: how much of the text stood in a paragraph seen before."""
    seen: set[str] = set()
    plain = sum(_repeated(text, seen) for text in texts) / len(texts)
    versions = sum(
        _repeated(f"{_without_first(text)}\n\nAdded {at}.", seen) for at, text in zip(count(), texts)
    ) / len(texts)
    return (
        "Answers kept by paragraph (predicted: 0.01 of an ordinary stream, nearly all of versions and wire copies): "
        f"{plain:.3f} of the text of these articles stood in a paragraph seen before, and {versions:.3f} of made-up "
        "versions, one paragraph taken out and one added. Not kept: names are read with the words beyond a paragraph's "
        "ends, and what they stand for with the whole article, so that the answer would not be the same. A version or "
        "copy that is the same to the word is not read again at all (`streams/runtime/readings.py`)."
    )


def _repeated(text: str, seen: set[str]) -> float:
    """Return the share of a text in long paragraphs seen before, which it adds to them."""
    paragraphs = [each for each in text.split("\n\n") if len(each) >= _SHORTEST_PARAGRAPH]
    repeated = sum(len(each) for each in paragraphs if each in seen)
    seen.update(paragraphs)
    return repeated / (sum(map(len, paragraphs)) or 1)


def _without_first(text: str) -> str:
    return "\n\n".join(islice(text.split("\n\n"), 1, None))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
