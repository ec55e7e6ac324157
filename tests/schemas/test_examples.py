"""Every example on disk is what its folder says: good ones are accepted, bad ones refused, by model and schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

from schemas import topics
from schemas.generate import schema_path, schema_text
from schemas.topics import TOPICS, Topic

EXAMPLES = Path(topics.__file__).parent / "examples"
# What JSON Schema cannot say and the model does.
ONLY_THE_MODEL_KNOWS = {"empty-body", "null-byte", "no-offset"}


def examples(kind: str) -> list[object]:
    return [
        pytest.param(topic, path, id=f"{topic.name}/{path.stem}")
        for topic in TOPICS
        for path in sorted((EXAMPLES / topic.name / kind).glob("*.json"))
    ]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_every_topic_has_good_and_bad_examples(topic: Topic) -> None:
    for kind in ("good", "bad"):
        assert list((EXAMPLES / topic.name / kind).glob("*.json")), kind


@pytest.mark.parametrize(("topic", "path"), examples("good"))
def test_a_good_example_is_accepted_by_model_and_schema(topic: Topic, path: Path) -> None:
    topic.value.model_validate_json(path.read_bytes())
    jsonschema.validate(json.loads(path.read_text()), json.loads(schema_text(topic)))


@pytest.mark.parametrize(("topic", "path"), examples("bad"))
def test_a_bad_example_is_refused_by_model_and_schema(topic: Topic, path: Path) -> None:
    with pytest.raises(ValidationError):
        topic.value.model_validate_json(path.read_bytes())
    if path.stem not in ONLY_THE_MODEL_KNOWS:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json.loads(path.read_text()), json.loads(schema_text(topic)))


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_the_schema_on_disk_is_the_one_of_the_model(topic: Topic) -> None:
    assert schema_path(topic).read_text() == schema_text(topic)
