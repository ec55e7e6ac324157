"""Measure what entities cost: reading with them against spaCy's recogniser alone, as the bare model has it.

    python -m tests.bench.entities [--rounds N]

Both read the same articles on one core, in turn, in one run: quote the ratio, not the rates. The articles are the
demo's, and those of ../shared/articles where it is there.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from streams.demo import ARTICLES
from streams.entities.resolve import find_entities
from streams.knowledge import load_knowledge
from streams.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.language import Language

    from streams.knowledge import Knowledge

STREAM = Path(__file__).resolve().parents[3] / "shared" / "articles" / "stream.jsonl"
DAY = date(2026, 11, 1)


def main(arguments: Sequence[str]) -> int:
    """Run the rounds and print the medians."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    print(measure(parser.parse_args(arguments).rounds, print))
    return 0


def measure(rounds: int, say: Callable[[str], None]) -> str:
    """Return what entities cost, in a sentence."""
    settings = Settings()
    knowledge = load_knowledge(settings.model)
    bare = spacy.load(settings.model, enable=["ner"])
    read = texts()
    # In a zone: words that one side knew beforehand would cost it less than the other.
    with bare.memory_zone():
        words = sum(len(bare.make_doc(text)) for text in read)
    ratios = []
    for number in range(1, rounds + 1):
        alone = seconds(lambda: names_alone(read, bare))
        whole = seconds(lambda: with_entities(read, knowledge))
        ratios.append(whole / alone)
        say(
            f"  round {number}: {words / alone:.0f} words/s names alone, {words / whole:.0f} with entities, "
            f"cost {whole / alone:.3f}"
        )
    return (
        f"Processor time for names and entities, where that for names by spaCy alone is 1: "
        f"**{statistics.median(ratios):.3f}** (median of {rounds} rounds of {len(read)} articles, "
        f"{min(ratios):.3f} to {max(ratios):.3f})."
    )


def texts() -> list[str]:
    """Return what is read."""
    lines = ARTICLES.read_bytes().splitlines()
    if STREAM.exists():
        lines += STREAM.read_bytes().splitlines()
    bodies = (json.loads(line)["body"] for line in lines)
    return [body for body in bodies if body and "<" not in body]


def seconds(work: Callable[[], None]) -> float:
    """Return how long something keeps the processor busy."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def names_alone(read: Sequence[str], bare: Language) -> None:
    """Read as a user of the bare model would for names alone."""
    with bare.memory_zone():
        for _ in bare.pipe(read, batch_size=16):
            pass


def with_entities(read: Sequence[str], knowledge: Knowledge) -> None:
    """Read as the pipeline does, up to entities."""
    with knowledge.reader.zone():
        for doc in map(knowledge.reader.read, read):
            find_entities(doc, knowledge.gazetteer, DAY)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
