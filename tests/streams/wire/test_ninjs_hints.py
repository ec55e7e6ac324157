from __future__ import annotations

import pytest

from schemas.ninjs import NinjsV1
from streams.clean.article import Hint
from streams.wire.ninjs_hints import find_hints


def hints(**fields: object) -> tuple[Hint, ...]:
    return find_hints(NinjsV1.model_validate({"uri": "a", **fields}))


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        pytest.param(
            {"located": " Oslo,\n Norway "}, Hint("located", "Oslo, Norway"), id="where it was written"
        ),
        pytest.param(
            {"person": [{"name": "Karin Ekholm"}]}, Hint("person", "Karin Ekholm"), id="a person of 1.x"
        ),
        pytest.param(
            {"people": [{"name": "Karin Ekholm"}]}, Hint("person", "Karin Ekholm"), id="a person of 2.x"
        ),
        pytest.param(
            {"organisations": [{"name": "UN", "uri": "http://x.example/un"}]},
            Hint("organisation", "UN", "http://x.example/un"),
            id="by its address",
        ),
        pytest.param(
            {"place": [{"name": "Norway", "scheme": "http://x.example/", "code": "no"}]},
            Hint("place", "Norway", "http://x.example/no"),
            id="by an address of two parts",
        ),
        pytest.param(
            {"subject": [{"name": "talks", "scheme": "mediatopic", "code": 20000639}]},
            Hint("subject", "talks", "mediatopic:20000639"),
            id="by a scheme and a number",
        ),
        pytest.param(
            {"subjects": [{"literal": "13010000"}]}, Hint("subject", "13010000", "13010000"), id="no name"
        ),
        pytest.param(
            {"subjects": [{"name": "talks", "creator": "desk", "confidence": 90}]},
            Hint("subject", "talks", None, "desk"),
            id="by whom",
        ),
        pytest.param({"genres": [{"name": "Opinion"}]}, Hint("genre", "Opinion"), id="genre"),
        pytest.param({"infosources": [{"name": "TT"}]}, Hint("source", "TT"), id="source"),
    ],
)
def test_what_the_newsroom_says_is_a_hint(fields: dict[str, object], hint: Hint) -> None:
    assert hints(**fields) == (hint,)


@pytest.mark.parametrize(
    "value", ["x", 5, {}, [None], ["x"], [{}], [{"name": 5, "uri": []}], [{"name": " "}]]
)
def test_a_hint_of_another_shape_is_passed_over(value: object) -> None:
    assert hints(subject=value, located=value if isinstance(value, list) else None) == ()


def test_the_others_stay_where_one_is_passed_over() -> None:
    assert hints(place=[None, {"name": "Oslo"}, 7]) == (Hint("place", "Oslo"),)


def test_hints_are_bounded_in_number_and_length_and_not_repeated() -> None:
    subjects = [{"name": f"{number} {'x' * 1000}"} for number in range(500)]

    found = hints(subjects=[*subjects[:1], *subjects], people=[{"name": "Karin Ekholm"}])

    assert len(found) == 51
    assert max(len(hint.name) for hint in found) == 300
    assert found[0] != found[1]
    assert found[-1] == Hint("person", "Karin Ekholm"), "many of one kind do not crowd out another"
