from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import topics
from streams.clean.article import Article
from streams.settings import Settings
from streams.wire.articles import Rejected, read_article
from streams.wire.ninjs import is_ninjs

EXAMPLES = Path(topics.__file__).parent / "examples" / "ninjs"
SETTINGS = Settings(bootstrap="nowhere:1", body_bytes=1000, html_bytes=2000, message_bytes=9000)
ONE = {
    "uri": "urn:test:1",
    "versioncreated": "2031-03-04T08:30:00+02:00",
    "copyrightholder": "Northwire",
    "body_text": "Talks went on.",
}
THREE = {
    "uri": "urn:test:1",
    "versionCreated": "2031-03-04T08:30:00+02:00",
    "copyrightHolder": "Northwire",
    "bodies": [{"value": "Talks went on."}],
}
BY_TIME = 983_687_400


def sent(base: dict[str, object] | None = None, /, **changes: object) -> bytes:
    fields = {**(base or ONE), **changes}
    return json.dumps({name: value for name, value in fields.items() if value is not ...}).encode()


def accepted(raw: bytes) -> Article:
    article = read_article(raw, SETTINGS)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize("base", [ONE, THREE], ids=["1.x", "3.x"])
def test_id_time_publisher_and_text_are_enough(base: dict[str, object]) -> None:
    assert accepted(sent(base)) == Article(
        id="urn:test:1",
        source="Northwire",
        published_at=datetime(2031, 3, 4, 6, 30, tzinfo=UTC),
        body="Talks went on.",
        version=BY_TIME,
    )


@pytest.mark.parametrize("path", sorted((EXAMPLES / "good").glob("*.json")), ids=lambda path: path.stem)
def test_a_good_example_is_read(path: Path) -> None:
    assert accepted(path.read_bytes())


@pytest.mark.parametrize("path", sorted((EXAMPLES / "bad").glob("*.json")), ids=lambda path: path.stem)
def test_a_bad_example_is_rejected_for_one_field(path: Path) -> None:
    answer = read_article(path.read_bytes(), SETTINGS)

    assert isinstance(answer, Rejected)
    assert answer.code == "field.invalid"
    assert answer.field


def example(name: str) -> Article:
    return accepted((EXAMPLES / "good" / f"{name}.json").read_bytes())


def test_ninjs_1_is_read() -> None:
    article = example("1-text")

    assert (article.id, article.version) == ("urn:newsml:northwire.example:20310304:border-talks", 2)
    assert (article.source, article.authors) == ("Northwire", ("Sigrun Aasen",))
    assert article.title == "Border talks open in Reykjavik"
    assert article.content_type == "text/html", "the plain one has run its paragraphs together"
    assert {hint.kind for hint in article.hints} == {
        "located", "subject", "person", "organisation", "place", "genre"
    }  # fmt: skip


def test_ninjs_2_is_read() -> None:
    article = example("2-text")

    assert article.source == "Northwire", "whose content it is, not who sends it, and not who told the facts"
    assert article.title == "Swedish convoy stops short of the Norwegian border"
    assert article.content_type == "text/plain"
    assert article.body.startswith("A convoy of forty"), "the whole text, not the teaser"
    assert article.version == 983_693_700, "by its time, since it is no number"


def test_ninjs_3_is_read() -> None:
    article = example("3-text")

    assert (article.version, article.language) == (4, "en")
    assert article.published_at == datetime(2031, 3, 5, 7, 20, tzinfo=UTC)
    assert article.content_type == "application/xhtml+xml"


def test_what_is_withheld_is_withdrawn_and_needs_no_body() -> None:
    article = example("3-withheld")

    assert (article.is_withdrawn, article.version, article.body) == (True, 5, "")


def test_superdesk_is_read() -> None:
    article = example("superdesk")

    assert article.id == "urn:newsml:desk.northwire.example:2031-03-06T10:04:11.230217:5b1f"
    assert article.evolved_from == "urn:newsml:desk.northwire.example:2031-03-06T08:00:00.118201:77aa"
    assert article.authors == ("Sigrun Aasen", "Paul Hartnell")
    assert (article.source, article.version) == ("Northwire", 3)


def test_a_kill_of_superdesk_withdraws_the_same_article() -> None:
    killed, article = example("superdesk-kill"), example("superdesk")

    assert killed.is_withdrawn
    assert killed.id == article.id
    assert killed.version > article.version


def test_what_is_withdrawn_loses_its_body_however_large() -> None:
    assert accepted(sent(pubstatus="canceled", body_text="x" * 1500)).body == ""


@pytest.mark.parametrize(
    ("status", "is_withdrawn"),
    [
        ("usable", False), ("stat:usable", False), (None, False), ("canceled", True), ("cancelled", True),
        ("Canceled", True), ("stat:canceled", True), ("withheld", True),
    ],
)  # fmt: skip
def test_the_status_decides_whether_it_stands(status: str | None, is_withdrawn: bool) -> None:
    assert accepted(sent(THREE, pubStatus=status)).is_withdrawn is is_withdrawn


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        pytest.param({"firstcreated": "2031-03-01T00:00:00Z"}, 4, id="the version's own time"),
        pytest.param(
            {"versioncreated": ..., "firstcreated": "2031-03-01T00:00:00Z"}, 1, id="else the first's"
        ),
        pytest.param(
            {"versioncreated": ..., "firstpublished": "2031-03-02T00:00:00Z"}, 2, id="else Superdesk's"
        ),
    ],
)
def test_the_time_is_the_best_that_was_sent(changes: dict[str, object], day: int) -> None:
    assert accepted(sent(**changes)).published_at.day == day


@pytest.mark.parametrize(
    ("changes", "source"),
    [
        pytest.param({"source": " The Fjord Post "}, "The Fjord Post", id="as Superdesk says it"),
        pytest.param({"source": "", "infosource": [{"name": "TT"}]}, "TT", id="an info source"),
        pytest.param({"infosource": [{"literal": "tt"}]}, "tt", id="by its literal"),
        pytest.param(
            {
                "infosource": [
                    {"name": "A", "role": "isrol:enhancedby"},
                    {"name": "B", "role": "isrol:origcont"},
                ]
            },
            "B",
            id="whose content it is",
        ),
        pytest.param(
            {"infosource": [{"name": "Police", "role": "isrol:originfo"}]}, "Northwire", id="no publisher"
        ),
        pytest.param({"infosource": []}, "Northwire", id="who holds the rights"),
        pytest.param({"copyrightholder": ..., "providedBy": "TT"}, "TT", id="who provides it"),
    ],
)
def test_the_publisher_is_the_nearest_to_the_text(changes: dict[str, object], source: str) -> None:
    assert accepted(sent(**changes)).source == source


@pytest.mark.parametrize(
    ("changes", "authors"),
    [
        pytest.param(
            {"byline": "Sigrun Aasen and Even Brattli"}, ("Sigrun Aasen and Even Brattli",), id="1.x"
        ),
        pytest.param({"by": "Sigrun Aasen"}, ("Sigrun Aasen",), id="2.x"),
        pytest.param({"by": "X", "authors": [{"name": "A"}, {"name": "B"}]}, ("A", "B"), id="listed"),
        pytest.param({"byline": " ", "authors": []}, (), id="empty"),
        pytest.param({"authors": ["A", None, {"uri": "x"}], "by": "B"}, ("B",), id="listed in another shape"),
    ],
)
def test_authors_are_those_listed_or_the_byline(changes: dict[str, object], authors: tuple[str, ...]) -> None:
    assert accepted(sent(**changes)).authors == authors


@pytest.mark.parametrize("version", [7, 7.0, "7", " 7"])
def test_a_version_is_a_number_in_whatever_type(version: object) -> None:
    assert accepted(sent(version=version)).version == 7


@pytest.mark.parametrize(
    ("raw", "code", "field"),
    [
        pytest.param(sent(uri="  "), "field.invalid", "uri", id="blank id"),
        pytest.param(
            sent(uri=..., guid=5), "field.invalid", "guid", id="id of another type, in Superdesk's name"
        ),
        pytest.param(sent(type="picture"), "field.invalid", "type", id="no text"),
        pytest.param(sent(type="event"), "field.invalid", "type", id="an event of 3.x"),
        pytest.param(sent(versioncreated="soon"), "field.invalid", "versioncreated", id="no date"),
        pytest.param(
            sent(versioncreated=1930000000), "field.invalid", "versioncreated", id="a bare number as date"
        ),
        pytest.param(
            sent(versioncreated="0001-01-01T00:00:00+14:00"),
            "field.invalid",
            "versioncreated",
            id="before all time",
        ),
        pytest.param(
            sent(THREE, versionCreated="2031-03-04"), "field.invalid", "versionCreated", id="3.x: a day"
        ),
        pytest.param(sent(versioncreated=...), "field.invalid", "versioncreated", id="1.x: no time"),
        pytest.param(sent(THREE, versionCreated=...), "field.invalid", "versionCreated", id="3.x: no time"),
        pytest.param(sent(pubstatus="gone"), "field.invalid", "pubstatus", id="unknown status"),
        pytest.param(sent(THREE, pubStatus=7), "field.invalid", "pubStatus", id="status of another type"),
        pytest.param(sent(version={}), "field.invalid", "version", id="version of another type"),
        pytest.param(sent(copyrightholder=...), "field.invalid", "infosource", id="1.x: no publisher"),
        pytest.param(sent(THREE, copyrightHolder=""), "field.invalid", "infoSources", id="3.x: no publisher"),
        pytest.param(
            sent(uri=..., guid="a", copyrightholder=...),
            "field.invalid",
            "source",
            id="Superdesk: no publisher",
        ),
        pytest.param(
            sent(infosources=[{"name": "a\nb"}]),
            "field.invalid",
            "infosources.0.name",
            id="a name of two lines",
        ),
        pytest.param(sent(headline=["x"]), "field.invalid", "headline", id="headline of another type"),
        pytest.param(
            sent(THREE, headlines=[{"value": "a"}, {"value": None}]),
            "field.invalid",
            "headlines.1.value",
            id="headline",
        ),
        pytest.param(sent(body_text=...), "field.invalid", "body_text", id="1.x: no body"),
        pytest.param(sent(body_text=" "), "field.invalid", "body_text", id="1.x: blank body"),
        pytest.param(sent(body_html=7), "field.invalid", "body_html", id="1.x: body of another type"),
        pytest.param(sent(body_text="a\x00b"), "field.invalid", "body_text", id="1.x: null byte"),
        pytest.param(sent(THREE, bodies=...), "field.invalid", "bodies", id="3.x: no body"),
        pytest.param(sent(THREE, bodies=[]), "field.invalid", "bodies", id="3.x: no bodies"),
        pytest.param(
            sent(THREE, bodies=[{"value": 5}]), "field.invalid", "bodies.0.value", id="3.x: another type"
        ),
        pytest.param(
            sent(THREE, bodies=[{"value": ""}]), "field.invalid", "bodies.0.value", id="3.x: blank body"
        ),
        pytest.param(
            sent(THREE, bodies=[{"value": "x", "contentType": "application/pdf"}]),
            "field.invalid",
            "bodies.0.contentType",
            id="3.x: a body that is not read",
        ),
        pytest.param(
            sent(THREE, bodies=[{"value": "x" * 1001}]),
            "body.too-large",
            "bodies.0.value",
            id="3.x: over the limit",
        ),
        pytest.param(
            sent(body_text=..., body_html="<p>" + "x" * 2000),
            "body.too-large",
            "body_html",
            id="1.x: over the limit",
        ),
    ],
)
def test_bad_input_is_answered_with_code_and_field(raw: bytes, code: str, field: str) -> None:
    answer = read_article(raw, SETTINGS)

    assert isinstance(answer, Rejected)
    assert (answer.code, answer.field) == (code, field)


@pytest.mark.parametrize(
    ("keys", "is_it"),
    [
        ({"uri"}, True),
        ({"guid", "type"}, True),
        ({"id", "source", "published_at", "body"}, False),
        ({"id", "source", "published_at", "body", "uri", "guid"}, False),
        ({"uri", "published_at"}, False),
        ({"uri", "body"}, False),
        ({"id"}, False),
        (set(), False),
    ],
)
def test_ninjs_is_told_by_its_fields(keys: set[str], is_it: bool) -> None:
    assert is_ninjs(keys) is is_it


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
    | st.sampled_from(["usable", "text", "2031-03-04T06:30:00Z", "main", "text/html", "<p>a</p>", "a\nb"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["name", "value", "role", "contenttype", "contentType", "uri", "code", "scheme", "literal"])
        | st.text(max_size=5),
        inner,
        max_size=4,
    ),
    max_leaves=8,
)  # fmt: skip
NAMES = st.sampled_from(
    [
        "uri", "guid", "type", "version", "pubstatus", "pubStatus", "versioncreated", "versionCreated", "firstcreated",
        "language", "headline", "headlines", "title", "bodies", "body_text", "body_html", "body_x", "by", "byline",
        "authors", "source", "infosource", "infoSources", "copyrightholder", "copyrightHolder", "located", "subject",
        "subjects", "people", "person", "places", "genre", "organisation", "evolvedfrom", "id", "provider",
        "named_bodies",
    ]
)  # fmt: skip


@settings(max_examples=300)
@given(st.dictionaries(NAMES, VALUES, max_size=8), st.sampled_from([{}, ONE, THREE]))
def test_any_object_is_an_article_or_a_rejection(fields: dict[str, object], base: dict[str, object]) -> None:
    assert isinstance(read_article(json.dumps({**base, **fields}).encode(), SETTINGS), Article | Rejected)


def test_embargo_and_first_publication_are_read() -> None:
    article = accepted(sent(embargoed="2031-03-05T06:00:00+02:00", firstpublished="2031-03-03T06:00:00Z"))

    assert article.embargoed_until == datetime(2031, 3, 5, 4, tzinfo=UTC)
    assert article.first_published_at == datetime(2031, 3, 3, 6, tzinfo=UTC)
