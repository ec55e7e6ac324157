"""Score the public command against the evaluation sets and write the figures to docs/quality.md.

    python tests/quality.py

The sets lie beside the checkout, in ../shared/eval; nothing of them is copied, figures apart.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCORE = ROOT.parent / "shared" / "eval" / "score.py"
PAGE = ROOT / "docs" / "quality.md"
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
}  # fmt: skip


def main() -> int:
    """Score, write the page, and say what could not be done."""
    if not SCORE.exists():
        print(f"SKIPPED: {SCORE} is not there, so there is nothing to score against.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        mend(SCORE.parent, Path(folder))
        command = [sys.executable, str(SCORE), "all", "--json", "--data", folder]
        command += ["--analyze", f"{ROOT / '.venv/bin/tocsin'} analyze"]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    PAGE.write_text(page(json.loads(done.stdout)))
    print(f"Written: {PAGE.relative_to(ROOT)}", file=sys.stderr)
    return 0


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
            "`aim` is the floor that the work on that stage is held to.",
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
