"""Every example on disk is what its folder says: good ones are accepted, bad ones refused, by model and schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from pydantic import ValidationError

from schemas import topics
from schemas.generate import CONTRACTS, Format, schema_path, schema_text

if TYPE_CHECKING:
    from schemas.topics import Topic

EXAMPLES = Path(topics.__file__).parent / "examples"
# What JSON Schema cannot say and the model does.
ONLY_THE_MODEL_KNOWS = {"empty-body", "null-byte", "no-offset", "time-without-offset"}


def examples(kind: str) -> list[object]:
    return [
        pytest.param(topic, path, id=f"{topic.name}/{path.stem}")
        for topic in CONTRACTS
        for path in sorted((EXAMPLES / topic.name / kind).glob("*.json"))
    ]


@pytest.mark.parametrize("topic", CONTRACTS, ids=lambda topic: topic.name)
def test_every_contract_has_good_and_bad_examples(topic: Topic | Format) -> None:
    for kind in ("good", "bad"):
        assert list((EXAMPLES / topic.name / kind).glob("*.json")), kind


@pytest.mark.parametrize(("topic", "path"), examples("good"))
def test_a_good_example_is_accepted_by_model_and_schema(topic: Topic | Format, path: Path) -> None:
    topic.value.model_validate_json(path.read_bytes())
    jsonschema.validate(json.loads(path.read_text()), json.loads(schema_text(topic)))


@pytest.mark.parametrize(("topic", "path"), examples("bad"))
def test_a_bad_example_is_refused_by_model_and_schema(topic: Topic | Format, path: Path) -> None:
    with pytest.raises(ValidationError):
        topic.value.model_validate_json(path.read_bytes())
    if path.stem not in ONLY_THE_MODEL_KNOWS:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json.loads(path.read_text()), json.loads(schema_text(topic)))


@pytest.mark.parametrize("topic", CONTRACTS, ids=lambda topic: topic.name)
def test_the_schema_on_disk_is_the_one_of_the_model(topic: Topic | Format) -> None:
    assert schema_path(topic).read_text() == schema_text(topic)


SHARED = Path(__file__).resolve().parents[3] / "shared" / "facts" / "ninjs"
OFFICIAL = {"1-text": "ninjs_1.6", "2-text": "ninjs_2.2", "3-text": "ninjs_3.1", "3-withheld": "ninjs_3.1"}


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not beside the checkout")
@pytest.mark.parametrize("name", OFFICIAL)
def test_an_example_of_ninjs_is_what_the_standard_says(name: str) -> None:
    official = json.loads((SHARED / f"{OFFICIAL[name]}.json").read_text())
    # The one schema that it refers to lies on the network.
    text = json.dumps(official).replace("https://geojson.org/schema/GeoJSON.json#", "#/$defs/geo")
    schema = json.loads(text)
    schema.setdefault("$defs", {})["geo"] = {}

    jsonschema.validate(json.loads((EXAMPLES / "ninjs" / "good" / f"{name}.json").read_text()), schema)
