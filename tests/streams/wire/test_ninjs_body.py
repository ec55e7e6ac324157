from __future__ import annotations

import pytest

from schemas.ninjs import NinjsV1
from streams.wire.ninjs_body import Body, find_body

LONG = "One sentence. Another sentence."
BROKEN = "One sentence.\n\nAnother sentence."
MARKED = "<p>One sentence.</p><p>Another sentence.</p>"


def body(**fields: object) -> Body:
    found = find_body(NinjsV1.model_validate({"uri": "a", **fields}), 1)
    assert isinstance(found, Body), found
    return found


def plain(value: str, role: str | None = None) -> dict[str, object]:
    return {"value": value, "role": role, "contenttype": "text/plain"}


def marked(value: str, role: str | None = None) -> dict[str, object]:
    return {"value": value, "role": role, "contentType": "text/html; charset=utf-8"}


@pytest.mark.parametrize(
    ("bodies", "path"),
    [
        pytest.param([plain(LONG)], "bodies.0.value", id="the only one"),
        pytest.param(
            [plain(LONG, "main"), marked(MARKED, "richtext")], "bodies.1.value", id="paragraphs before main"
        ),
        pytest.param(
            [marked(MARKED, "html"), plain(BROKEN, "text")], "bodies.1.value", id="plain before markup"
        ),
        pytest.param(
            [plain(BROKEN, "text"), plain(BROKEN, "main")], "bodies.1.value", id="main before others"
        ),
        pytest.param(
            [plain(BROKEN, "teaser"), plain(LONG, "main")], "bodies.1.value", id="the whole before a teaser"
        ),
        pytest.param([plain(BROKEN, "teaser")], "bodies.0.value", id="a teaser where there is no more"),
        pytest.param(
            [marked("<p>A flash.</p>"), plain("A flash.")], "bodies.1.value", id="a flash of one paragraph"
        ),
        pytest.param(
            [plain(" ", "main"), plain(LONG, "odd")], "bodies.1.value", id="blank ones are passed over"
        ),
        pytest.param([plain(BROKEN), plain(BROKEN)], "bodies.0.value", id="the sender's order"),
        pytest.param(
            [{"value": "<x/>", "contentType": "application/xml"}, plain(LONG)],
            "bodies.1.value",
            id="a type not read",
        ),
    ],
)
def test_the_body_is_the_one_that_reads_best(bodies: list[object], path: str) -> None:
    assert body(bodies=bodies).path == path


@pytest.mark.parametrize(
    ("fields", "path", "content_type"),
    [
        pytest.param({"body_text": LONG}, "body_text", "text/plain", id="text"),
        pytest.param({"body_text": LONG, "body_xhtml": MARKED}, "body_xhtml", "text/html", id="xhtml"),
        pytest.param({"body_text": None, "body_html": MARKED}, "body_html", "text/html", id="html"),
        pytest.param({"body_nitf": "<nitf><p>a</p></nitf>"}, "body_nitf", "text/html", id="unknown, markup"),
        pytest.param({"body_summary": "A."}, "body_summary", "text/plain", id="unknown, text"),
        pytest.param(
            {"body_summary": BROKEN, "body_text": LONG}, "body_text", "text/plain", id="known first"
        ),
    ],
)
def test_bodies_of_1_go_by_the_ending_of_their_name(
    fields: dict[str, object], path: str, content_type: str
) -> None:
    found = body(**fields)

    assert (found.path, found.content_type) == (path, content_type)


@pytest.mark.parametrize(
    ("role", "content_type"), [("xhtml", "text/html"), ("main", "text/plain"), (None, "text/plain")]
)
def test_a_body_without_a_type_goes_by_its_role(role: str | None, content_type: str) -> None:
    assert body(bodies=[{"value": "With <b>bold</b> words.", "role": role}]).content_type == content_type
