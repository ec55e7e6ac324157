from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

from schemas.compatibility import RELEASED, breaks, main
from schemas.generate import CONTRACTS, schema_path, schema_text
from schemas.topics import ALERTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BEFORE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "maxLength": 20},
        "severity": {"enum": ["Extreme", "Severe"], "type": "string"},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "parties": {"type": "array", "items": {"$ref": "#/$defs/Party"}},
    },
    "required": ["id", "severity"],
    "$defs": {"Party": {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}},
}


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    after = copy.deepcopy(BEFORE)
    change(after)
    return after


@pytest.mark.parametrize(
    ("change", "to_readers", "to_writers"),
    [
        (lambda s: s.update(title="A thing"), "", ""),
        (lambda s: s["properties"].update(more={"type": "string"}), "", ""),
        (lambda s: s["required"].append("note"), "", "note is needed now"),
        (lambda s: s["required"].remove("severity"), "severity may be left out now", ""),
        (lambda s: s["properties"].pop("note"), "note is gone", "note is no longer read"),
        (
            lambda s: s["properties"]["severity"]["enum"].append("Dire"),
            'severity may now be "Dire"',
            "",
        ),
        (lambda s: s["properties"]["severity"]["enum"].pop(), "", 'severity "Severe" is no longer taken'),
        (lambda s: s["properties"]["severity"].pop("enum"), "severity may now be any word", ""),
        (lambda s: s["properties"]["note"]["anyOf"].pop(), "", "note null is no longer taken"),
        (
            lambda s: s["properties"]["id"].update(anyOf=[{"type": "string"}, {"type": "null"}]),
            "id may now be null",
            "",
        ),
        (lambda s: s["properties"]["id"].update(maxLength=10), "", "id maxLength is 10 now"),
        (lambda s: s["properties"]["id"].update(pattern="^a"), "", "id must match ^a now"),
        (
            lambda s: s["$defs"]["Party"]["properties"].pop("text"),
            "parties[].text is gone",
            "parties[].text is no longer read",
        ),
        (
            lambda s: s["$defs"]["Party"]["properties"]["text"].update(type="integer"),
            "parties[].text may now be integer",
            "parties[].text string is no longer taken",
        ),
    ],
)
def test_a_change_is_named_to_whom_it_breaks(
    change: Callable[[dict[str, Any]], object], to_readers: str, to_writers: str
) -> None:
    after = changed(change)

    assert [f"{each.path} {each.what}" for each in breaks(BEFORE, after, is_read=False)] == (
        [to_readers] if to_readers else []
    )
    assert [f"{each.path} {each.what}" for each in breaks(BEFORE, after, is_read=True)] == (
        [to_writers] if to_writers else []
    )


def test_a_contract_that_breaks_somebody_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for contract in CONTRACTS:
        schema = json.loads(schema_text(contract))
        if contract.name == "alerts":
            schema["properties"]["gone"] = {"type": "string"}
        (tmp_path / schema_path(contract).name).write_text(json.dumps(schema))
    monkeypatch.setattr("schemas.compatibility.RELEASED", tmp_path)

    assert main([]) == 1
    assert capsys.readouterr().err == f"alerts: gone is gone: breaks {', '.join(ALERTS.read_by)}\n"


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda each: each.name)
def test_every_contract_was_released(contract: Any) -> None:
    assert (RELEASED / schema_path(contract).name).exists()
