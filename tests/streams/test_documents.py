"""The documents: commands are understood, links lead somewhere, settings exist, what is shown is true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import typer

from command import tocsin
from command_lines import commands_in, understand
from streams.settings import Settings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", *DOCS.rglob("*.md"))
}
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"tocsin( [a-z]+)+")
INLINE = re.compile(r"(?<!`)`(tocsin [^`\n]+)`(?!`)")


def shown_commands() -> list[tuple[str, str]]:
    found = []
    for name, text in PAGES.items():
        blocks = [block for language, block in FENCED.findall(text) if language in ("", "sh", "console")]
        lines = [line for block in blocks for line in block.splitlines()]
        lines += INLINE.findall(FENCED.sub("", text))
        found += [(name, line) for line in lines if any(True for _ in commands_in(line))]
    return sorted(set(found))


COMMANDS = shown_commands()


def test_the_documents_show_commands() -> None:
    assert {"README.md", "docs/publish.md", "docs/runbook.md", "docs/rules.md"} <= {
        page for page, _ in COMMANDS
    }


@pytest.mark.parametrize(("page", "line"), COMMANDS)
def test_commands_are_understood(
    page: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in commands_in(line):
        try:
            understand(words, tmp_path)
        except typer.BadParameter:
            assert NAME.fullmatch(line)  # in a sentence a command goes by its name alone


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    targets = re.findall(
        r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)|srcset=\"([^\"]+)\"|src=\"([^\"]+)\"", PAGES[page]
    )
    links = ["".join(groups) for groups in targets]

    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_settings_that_are_named_exist(page: str) -> None:
    known = {f"TOCSIN_{name.upper()}" for name in Settings.model_fields}
    # What the examples of publishers and subscribers take beside them.
    named = set(re.findall(r"\bTOCSIN_[A-Z]+(?:_[A-Z]+)*\b", PAGES[page])) - {"TOCSIN_TOPIC"}

    assert named - known == set()


@pytest.mark.parametrize("page", ["docs/threats.md", "docs/access.md"])
def test_tests_that_are_named_exist(page: str) -> None:
    named = set(re.findall(r"`((?:streams|end_to_end|schemas)/[\w/]+\.py)`", PAGES[page]))

    assert {
        name for name in named if not (ROOT / "tests" / name).exists() and not (ROOT / name).exists()
    } == set()


@pytest.mark.parametrize("name", ["publisher.py", "Publisher.java"])
def test_what_is_shown_of_an_example_stands_in_it(name: str) -> None:
    part = PAGES["docs/publish.md"].split(f"<!-- {name} -->\n")[1].split(f"<!-- /{name} -->")[0]
    ((_, shown),) = FENCED.findall(part)
    example = (DOCS / "examples" / name).read_text(encoding="utf-8")
    first, *_ = shown.splitlines()
    indent = next(line for line in example.splitlines() if line.strip() == first).removesuffix(first)

    assert indent + shown.rstrip().replace("\n", f"\n{indent}") in example


@pytest.mark.model
def test_the_article_of_the_readme_rings_as_it_says() -> None:
    article = next(block for language, block in FENCED.findall(PAGES["README.md"]) if language == "json")
    told = PAGES["README.md"].split("\n> ")[1:3]
    headline, rest = " ".join(each.split("\n")[0] for each in told).replace("**", "").split(". *", 1)
    line = json.dumps(json.loads(article))
    (alert,) = map(json.loads, tocsin("analyze", "--alerts", text=line, check=True).stdout.splitlines())

    assert alert["headline"] == headline
    assert rest.startswith(f"{alert['severity']}.")
