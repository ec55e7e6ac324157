"""Write what documents have from the code: tables of settings, topics and fields, and the diagram of the flow.

python tests/documents.py [--check]

Each part stands between `<!-- NAME -->` and `<!-- /NAME -->`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.acls import ROLES, acls
from schemas.article import ArticleV1
from schemas.topics import SEEN, STATE, TOPICS
from streams.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schemas.acls import Acl
    from schemas.topics import Topic

ROOT = Path(__file__).resolve().parent.parent
DAY_MS = 24 * 60 * 60 * 1000


def settings() -> str:
    """Return the table of settings."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = "one for each core" if field.default_factory else str(field.default or "")
        rows.append((f"`TOCSIN_{name.upper()}`", f"`{default}`" if default else "", field.description or ""))
    return _table(("variable", "default", "what"), rows)


def topics() -> str:
    """Return the table of topics."""
    rows = [
        (
            f"`{each.name}`",
            each.about,
            each.key,
            "1" if each.is_one_sequence else str(each.partitions),
            _kept(each),
            ", ".join(each.written_by),
            ", ".join(each.read_by),
        )
        for each in (*TOPICS, SEEN, STATE)
    ]
    return _table(("topic", "what", "key", "partitions", "kept", "written by", "read by"), rows)


def fields() -> str:
    """Return the table of an article event's fields."""
    rows = [
        (f"`{name}`", "yes" if field.is_required() else "", field.description or "")
        for name, field in ArticleV1.model_fields.items()
    ]
    return _table(("field", "needed", "what"), rows)


def rights() -> str:
    """Return the table of who may do what."""
    rows = []
    for role in ROLES:
        mine = [each for each in acls("tocsin") if each.role == role]
        may = {
            operation: _names(each for each in mine if each.operation == operation)
            for operation in ("Read", "Write")
        }
        rows.append((f"`{role}`", may["Read"], may["Write"]))
    return _table(("role", "reads", "writes"), rows)


def _names(found: Iterable[Acl]) -> str:
    return ", ".join(
        f"`{each.name}`"
        + (f" ({'groups that begin so' if each.is_prefix else 'group'})" if each.resource == "group" else "")
        for each in found
    )


def flow() -> str:
    """Return who writes and reads which topic, as a diagram that GitHub and GitLab draw."""
    lines = ["```mermaid", "flowchart LR"]
    agents: dict[str, None] = {}
    for topic in TOPICS:
        lines.append(f'  {_node(topic.name)}[("{topic.name}")]')
        for names, is_writer in ((topic.written_by, True), (topic.read_by, False)):
            inside = [name for name in names if name.endswith(" agent")]
            outside = [name for name in names if not name.endswith(" agent")]
            agents.update(dict.fromkeys(inside))
            nodes = [_node(name) for name in inside]
            if outside:
                # Outsiders of one topic and side are one node: whoever stands on several is drawn on each.
                node = f"{'to' if is_writer else 'of'}_{_node(topic.name)}"
                lines.append(f'  {node}["{"<br>".join(outside)}"]:::outside')
                nodes.append(node)
            arrow = "{0} --> {1}" if is_writer else "{1} --> {0}"
            lines += [f"  {arrow.format(node, _node(topic.name))}" for node in nodes]
    lines += [f'  {_node(agent)}(["{agent}"]):::agent' for agent in agents]
    lines += [
        "  classDef agent stroke-width:3px",
        "  classDef outside stroke-dasharray:4 3,fill:none",
        "```",
    ]
    return "\n".join(lines) + "\n"


PARTS = (
    ("README.md", "settings", settings),
    ("README.md", "flow", flow),
    ("docs/access.md", "acls", rights),
    ("docs/topics.md", "topics", topics),
    ("docs/publish.md", "fields", fields),
)


def with_part(text: str, name: str, part: str) -> str:
    """Return a document with one part put in."""
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, rest = text.split(start)
    return before + start + part + end + rest.split(end)[1]


def main(arguments: Sequence[str]) -> int:
    """Write or check; the number returned is the exit code."""
    stale = 0
    for document, name, part in PARTS:
        path = ROOT / document
        text = path.read_text(encoding="utf-8")
        new = with_part(text, name, part())
        if new == text:
            continue
        if "--check" in arguments:
            stale += 1
            print(f"{document}: {name} is out of step: run `python tests/documents.py`", file=sys.stderr)
        else:
            path.write_text(new, encoding="utf-8")
    return 1 if stale else 0


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("|" + "|".join(_cell(each) for each in row) + "|\n" for row in lines)


def _cell(words: str) -> str:
    return words if words == "---" else f" {words.replace('|', chr(92) + '|')} "


def _node(name: str) -> str:
    return name.replace(" ", "_").replace(".", "_").replace("-", "_")


def _kept(topic: Topic) -> str:
    time = "" if topic.retention_ms < 0 else f"{topic.retention_ms // DAY_MS} days"
    last = "the last of each key" if "compact" in topic.cleanup else ""
    return ", ".join(filter(None, (last, time)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
