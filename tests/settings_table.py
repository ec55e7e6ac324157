"""Write the README's table of settings from the settings themselves, or check that it is in step.

python tests/settings_table.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

from streams.settings import Settings

README = Path(__file__).resolve().parent.parent / "README.md"
START, END = "<!-- settings -->\n", "<!-- /settings -->"


def table() -> str:
    """Return the table as Markdown."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = "one for each core" if field.default_factory else field.default
        shown = "" if default in (None, "") else f"`{default}`"
        rows.append(f"| `TOCSIN_{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(["| variable | default | what |", "|---|---|---|", *rows]) + "\n"


def with_table(text: str) -> str:
    """Return the README with the table put in."""
    before, rest = text.split(START)
    return before + START + table() + END + rest.split(END)[1]


def main(arguments: list[str]) -> int:
    """Write or check; the number returned is the exit code."""
    text = README.read_text(encoding="utf-8")
    if "--check" not in arguments:
        README.write_text(with_table(text), encoding="utf-8")
    elif with_table(text) != text:
        print(
            "README.md: the settings are out of step: run `python tests/settings_table.py`", file=sys.stderr
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
