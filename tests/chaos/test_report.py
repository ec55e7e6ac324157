"""The report: what was not run stays as it stands, and the head of the document is the one that is kept here."""

from __future__ import annotations

from tests.chaos.__main__ import DOCUMENT
from tests.chaos.plans import LONG
from tests.chaos.report import HEAD, page

NAMES = [part.plan.name for part in LONG]


def test_the_document_has_the_head_that_is_kept_for_it() -> None:
    assert DOCUMENT.read_text(encoding="utf-8").startswith(HEAD), "`python -m tests.chaos --part --write`"


def test_parts_that_were_not_run_stay_and_come_in_the_order_of_the_plans() -> None:
    before = page([(LONG[1], "no java")], "Run.", NAMES, "")

    after = page([(LONG[0], "no broker")], "Run.", NAMES, before)

    assert [after.index(f"## Run: {name}\n") for name in NAMES[:2]] == sorted(
        after.index(f"## Run: {name}\n") for name in NAMES[:2]
    )
    assert page([], "", NAMES, after) == after
    assert "Not run: no java." in after
    assert after.count("## Run: ") == 2
