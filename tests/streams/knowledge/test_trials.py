from __future__ import annotations

import pytest

from streams.knowledge import Knowledge, with_rules
from streams.knowledge.files import RuleFile, our_files
from streams.knowledge.rulesets import RuleSet, read_rules
from streams.knowledge.trials import NOISE, SILENCE, Trial, try_examples

pytestmark = pytest.mark.model

CLAIMS = b"""\
id: lantern
why: For a test.
event_type: CONSULT
triggers:
  - verb: [lantern]
examples:
  fires:
    - text: Norway massed 500 troops near the border.
    - {text: Sweden lanterned in Oslo., expect: {actor: Norway, status: asserted}}
    - text: Sweden lanterned in Oslo.
  misses:
    - text: Sweden lanterned again in Oslo.
    - text: It rained.
"""
THEMES = b"""\
theme: lanterns
label: lanterns
medtop: medtop:20000001
why: For a test.
floor: 0.5
cues: [{phrase: lantern*, weight: 0.7}]
examples:
  - {text: A lantern., expect: true}
  - {text: A lamp., expect: true}
  - {text: "Another lantern.", expect: false}
"""


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    sent = {"lantern": CLAIMS, "lanterns": THEMES}
    files = [RuleFile(f"{name}.yaml", name, raw, is_ours=False) for name, raw in sent.items()]
    return read_rules(our_files(), files)


@pytest.fixture(scope="module")
def trials(rules: RuleSet, knowledge: Knowledge) -> dict[str, list[Trial]]:
    knowledge = with_rules(knowledge, rules)
    sheets = {sheet.file.stem: sheet for sheet in rules.sheets if not sheet.file.is_ours}
    return {name: list(try_examples(sheet, knowledge)) for name, sheet in sheets.items()}


def test_each_claim_example_is_held_against_what_fires(trials: dict[str, list[Trial]]) -> None:
    assert [trial.wrong for trial in trials["lantern"]] == [
        SILENCE,
        "actor: 'Sweden', not 'Norway'",
        "",
        NOISE,
        "",
    ]


def test_what_fired_instead_is_told_with_its_words_and_the_examples_line(
    trials: dict[str, list[Trial]],
) -> None:
    first = trials["lantern"][0]

    assert "troop-buildup: massed" in first.fired
    assert (first.rule, first.name, first.line, first.must_fire) == ("lantern", "fires[0]", 8, True)


def test_each_theme_example_is_held_against_the_scores(trials: dict[str, list[Trial]]) -> None:
    assert [trial.wrong for trial in trials["lanterns"]] == ["", SILENCE, NOISE]
    assert trials["lanterns"][0].fired == ("lanterns 0.70",)
