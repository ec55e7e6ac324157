"""Score the public command against the evaluation sets and write the figures to docs/quality.md.

    python tests/quality.py
    python tests/quality.py trafilatura     # the analyzer to compare the cleaning with: articles in, texts out

The sets lie beside the checkout, in ../shared/eval; nothing of them is copied, figures apart.
"""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from support.company import b_cubed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).resolve().parent.parent
SCORE = ROOT.parent / "shared" / "eval" / "score.py"
PAGE = ROOT / "docs" / "quality.md"
ANALYZE = f"{ROOT / '.venv/bin/tocsin'} analyze"
COMMAND = 'python ../shared/eval/score.py all --analyze ".venv/bin/tocsin analyze"'

# Floors that the later stages of the work aim at; see the issues that set them.
AIMS = {
    "clean_f": 0.945, "clean_precision": 0.95, "segments_f": 0.935, "lines_body_kept": 0.99,
    "lines_furniture_removed": 0.92, "lines_caption_removed": 0.60, "lines_meta_removed": 0.70,
    "ner_re3d_f": 0.48, "ner_wikigold_f": 0.68, "ner_conllpp_f": 0.72, "geo_within_161km_of_all": 0.62,
    "geo_country_of_named": 0.75, "link_f": 0.45, "plover_actor_country": 0.80,
    "themes_nyt_macro_f": 0.86, "themes_agnews_macro_f": 0.86, "themes_bbc_false_alarms": 0.02,
    "claims_bbc_false_alarms": 0.01, "case_first_kind_macro_f": 0.60, "case_any_kind_recall": 0.75,
    "penta_macro_f": 0.55, "penta_actor_overlap": 0.55, "penta_recipient_overlap": 0.45, "plover_accuracy": 0.50,
    "posture_macro_f": 0.80, "buildup_f": 0.80, "posture_status": 0.85, "posture_status_not_asserted": 0.75,
    "posture_quantity": 0.90, "posture_actor_country": 0.85, "posture_location_overlap": 0.60, "status_macro_f": 0.60,
    "alerts_precision": 0.95, "copies_linked": 0.95, "copies_false_alarms": 0.005,
}  # fmt: skip


# From here on two articles are copies of each other: the share of their runs of five words that both have.
COPY_SHARE = 0.5
RUN_WORDS = 5


def main() -> int:
    """Score, write the page, and say what could not be done."""
    if sys.argv[1:] == ["trafilatura"]:
        return extract_with_trafilatura()
    if not SCORE.exists():
        print(f"SKIPPED: {SCORE} is not there, so there is nothing to score against.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        mend(SCORE.parent, Path(folder))
        figures = score("all", ANALYZE, folder)
    figures |= beside_trafilatura()
    figures["news_clusters"] = copies_linked("news_clusters", "event_id")
    figures["ecbplus"] = copies_linked("ecbplus", "subtopic")
    figures["news_clusters alerts"] = company("news_clusters")
    PAGE.write_text(page(figures))
    print(f"Written: {PAGE.relative_to(ROOT)}", file=sys.stderr)
    return 0


def score(task: str, analyze: str, folder: str) -> dict[str, dict[str, float]]:
    """Return the figures that the scorer gives for a command, by task."""
    command = [sys.executable, str(SCORE), task, "--json", "--data", folder, "--analyze", analyze]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    figures: dict[str, dict[str, float]] = json.loads(done.stdout)
    return figures


def beside_trafilatura() -> dict[str, dict[str, float]]:
    """Return what trafilatura alone reaches on the pages of the two cleaning sets."""
    analyze = f"{sys.executable} {Path(__file__).resolve()} trafilatura"
    return {
        f"{task} by trafilatura": {
            f"trafilatura_{name}": value
            for name, value in score(task, analyze, str(SCORE.parent))[task].items()
            if name != "answered"
        }
        for task in ("clean", "segments")
    }


def extract_with_trafilatura() -> int:
    """Answer article events with what trafilatura finds in them, as it comes."""
    import trafilatura  # noqa: PLC0415 - a second to import, for one of the two commands

    for line in sys.stdin:
        article = json.loads(line)
        text = trafilatura.extract(article["body"], include_comments=False) or ""
        print(json.dumps({"article": {"id": article["id"]}, "text": text}))
    return 0


def copies_linked(name: str, event: str, split: str = "dev") -> dict[str, float]:
    """Return how many pairs of copies are linked to one root, and how many pairs of different events are."""
    lines = (SCORE.parent / name / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line]
    root = roots(rows)
    runs = {row["id"]: runs_of_words(row["text"]) for row in rows}
    pairs = list(combinations(rows, 2))

    def share_linked(chosen: Callable[[Any, Any], bool]) -> tuple[int, float]:
        linked = [root[a["id"]] == root[b["id"]] for a, b in pairs if chosen(a, b)]
        return len(linked), sum(linked) / max(1, len(linked))

    copies, linked = share_linked(lambda a, b: overlap(runs[a["id"]], runs[b["id"]]) > COPY_SHARE)
    others, wrong = share_linked(lambda a, b: a[event] != b[event])
    print(f"{name}: {copies} pairs of copies, {others} pairs of different events", file=sys.stderr)
    return {"copies_linked": linked, "copies_false_alarms": wrong}


def roots(rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Return for each article the first one of which it is a copy, or a copy's copy, as the public command says."""
    articles = [
        {
            "id": row["id"],
            "source": row.get("domain") or f"source of {row['id']}",
            "title": row.get("title"),
            "body": row["text"],
            "published_at": f"{row.get('date') or '2020-01-01'}T00:00:00Z",
        }
        for row in sorted(rows, key=lambda row: row.get("date") or "")
    ]
    answers = [json.loads(line) for line in analysed(articles)]
    parent = {answer["article"]["id"]: answer["near_duplicate_of"] for answer in answers}

    def root(identifier: str) -> str:
        while parent.get(identifier):
            identifier = parent[identifier]
        return identifier

    return {article["id"]: root(article["id"]) for article in articles}


def company(name: str, split: str = "dev") -> dict[str, float]:
    """Return how well the alerts of the public command keep real events apart, and together."""
    lines = (SCORE.parent / name / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, filter(None, lines)) if row["category"] == "world"]
    articles = [
        {
            "id": row["id"],
            "source": row["domain"],
            "title": row["title"],
            "body": row["text"],
            "published_at": f"{row['date']}T12:00:00Z",
        }
        for row in rows
    ]
    alerts = [json.loads(line) for line in analysed(articles, "--alerts")]
    evidence = [{each["article_id"] for each in alert["evidence"]} for alert in alerts]
    found = b_cubed(evidence, {row["id"]: row["event"] for row in rows})
    print(
        f"{name}: {len(alerts)} alerts on {len(rows)} articles, {found.together} of two or more",
        file=sys.stderr,
    )
    return {"alerts_precision": found.precision, "alerts_recall": found.recall}


def analysed(articles: Iterable[dict[str, Any]], *options: str) -> list[str]:
    """Return the lines that the public command writes for articles."""
    done = subprocess.run(
        [*ANALYZE.split(), *options],
        cwd=ROOT,
        input="".join(json.dumps(article) + "\n" for article in articles),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def runs_of_words(text: str) -> frozenset[tuple[str, ...]]:
    """Return every run of so many words."""
    words = re.findall(r"\w+", text.lower())
    return frozenset(tuple(words[at : at + RUN_WORDS]) for at in range(len(words) - RUN_WORDS + 1))


def overlap(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Return the share of all runs that both have."""
    return len(one & other) / max(1, len(one | other))


def mend(sets: Path, folder: Path) -> None:
    """Show the sets in a folder, with the one thing mended that the scorer stumbles over.

    Rows of `posture` whose sentence opens its text have null for the sentence before, which the scorer adds to a
    string; an empty one gives the same article and the same figures.
    """
    for path in sets.iterdir():
        if path.is_dir() and path.name != "posture":
            (folder / path.name).symlink_to(path)
    (folder / "posture").mkdir()
    for path in (sets / "posture").glob("*.jsonl"):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        mended = [{**row, "before": row["before"] or "", "after": row["after"] or ""} for row in rows]
        (folder / "posture" / path.name).write_text("".join(json.dumps(row) + "\n" for row in mended))


def page(figures: dict[str, dict[str, float]]) -> str:
    """Return the page for these figures, by task."""
    rows = [row(task, name, value) for task, scores in figures.items() for name, value in scores.items()]
    return "\n".join(
        [
            "# Quality",
            "",
            "Written by `make quality`; do not edit. Figures on the development parts of the evaluation sets,",
            "in 0 to 1; higher is better, but for `…_false_alarms`.",
            "`aim` is the floor that the work on that stage is held to, or the ceiling of `…_false_alarms`.",
            "`… by trafilatura` is what that library alone, without comments, reaches on the same pages.",
            f"`copies_linked`: of the pairs that share more than {COPY_SHARE} of their runs of {RUN_WORDS}",
            "words, those that `near_duplicate_of` leads to one article; `copies_false_alarms`: of the pairs about",
            "different events, those that it does.",
            "`alerts_…`: B-cubed of the evidence of `tocsin analyze --alerts` against the events that articles are of,",
            "over the articles in alerts.",
            "",
            f"- command: `{COMMAND}`,",
            "  over the sets with null sentences in `posture` read as empty (see `tests/quality.py`)",
            f"- commit: `{commit()}`",
            f"- date: {datetime.now(UTC):%Y-%m-%d}",
            f"- Python {platform.python_version()} on {platform.machine()}",
            "",
            "| task | figure | value | aim | |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def row(task: str, name: str, value: float) -> str:
    """Return a line of the table; counts are no scores and have no aim."""
    aim = AIMS.get(name)
    if aim is None:
        return f"| {task} | {name} | {value:.3f} | | |"
    met = value <= aim if name.endswith("_false_alarms") else value >= aim
    return f"| {task} | {name} | {value:.3f} | {aim:.3f} | {'met' if met else 'below' if value < aim else 'above'} |"


def commit() -> str:
    """Return the commit that was scored, marked where the work tree differs from it."""
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=12"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main())
