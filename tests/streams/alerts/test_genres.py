from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import streams
from streams.alerts.genres import Genres, parse_genres
from streams.alerts.policy import parse_policy
from streams.clean.article import Hint

POLICY_FILE = Path(streams.__file__).parent / "data" / "alerts" / "policy.yaml"


@pytest.fixture(scope="module")
def genres() -> Genres:
    return parse_policy(yaml.safe_load(POLICY_FILE.read_text(encoding="utf-8")), POLICY_FILE.name).genres


def hint(code: str | None, name: str = "x") -> Hint:
    return Hint("genre", name, code)


@pytest.mark.parametrize(
    ("told", "genre"),
    [
        pytest.param(
            {"hints": [hint("http://cv.iptc.org/newscodes/genre/Opinion")]}, "opinion", id="address"
        ),
        pytest.param({"hints": [hint("genre:Forecast")]}, "forecast", id="scheme-and-code"),
        pytest.param({"hints": [hint(None, "Satire")]}, "satire", id="name"),
        pytest.param({"hints": [hint("genre:Retrospective")]}, "history", id="looking-back"),
        pytest.param({"hints": [hint("genre:Current")]}, None, id="a-report"),
        pytest.param({"hints": [Hint("subject", "Opinion")]}, None, id="a-subject-is-no-genre"),
        pytest.param({"title": "Opinion: The strait is not ours"}, "opinion", id="label-before"),
        pytest.param({"title": "The strait is not ours | Comment"}, "opinion", id="label-after"),
        pytest.param({"title": "On this day: the march on Sarh"}, "history", id="a-day-in-history"),
        pytest.param({"title": "Opinion is split in Chad over the strike"}, None, id="a-word-in-the-title"),
        pytest.param({"title": "Pala strike: nine killed"}, None, id="a-colon-alone"),
        pytest.param(
            {"url": "https://news.example/opinion/2031/strait"}, "opinion", id="address-of-the-page"
        ),
        pytest.param({"url": "https://opinion.example/2031/strait"}, None, id="name-of-the-host"),
        pytest.param(
            {"text": "The strait is not ours.\n\nThe views expressed in this article are the author's own."},
            "opinion",
            id="what-stands-under-it",
        ),
        pytest.param({}, None, id="nothing-told"),
    ],
)
def test_what_a_piece_is(genres: Genres, told: dict[str, Any], genre: str | None) -> None:
    found = genres.find(told.get("hints", []), told.get("title"), told.get("url"), told.get("text", ""))

    assert found == genre


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        pytest.param([], "background", id="a-list"),
        pytest.param({"gossip": {}}, "background: gossip", id="no-such-genre"),
        pytest.param({"satire": {"words": []}}, "background: satire", id="no-such-field"),
        pytest.param({"satire": {"codes": "satire"}}, "background: satire: codes", id="a-text-for-a-list"),
    ],
)
def test_a_wrong_sign_is_named(sent: object, named: str) -> None:
    with pytest.raises(ValueError, match=f"^{named}: expected"):
        parse_genres(sent, "background")
