"""`tocsin explain`, as a user calls it."""

from __future__ import annotations

import json
from functools import partial

import pytest

import command

pytestmark = pytest.mark.model

TEXT = (
    "Sweden has massed 40,000 troops near the border of Norway. In 1998 Sweden massed troops there as well. "
    "The bakery massed its loaves."
)
tocsin = partial(command.tocsin, columns=160)


def test_one_rule_alone_is_explained_where_it_fired_and_where_its_words_stand() -> None:
    done = tocsin("explain", "-", "--rule", "troop-buildup", "--rule", "coup", text=TEXT)
    lines = [line.strip() for line in done.stdout.splitlines()]

    assert done.returncode == 0
    assert lines[1].startswith("● troop-buildup on “massed”")
    assert lines[3].endswith("found: troops")
    assert "rings: Severe, Likely" in lines
    assert "fired, but does not ring: it is told as history" in lines
    assert "○ troop-buildup on “massed”" in lines
    assert "in “The bakery massed its loaves.”" in lines
    assert "○ coup: none of its words stand in the article" in lines
    assert any(line.startswith("looks for a noun: ") for line in lines)
    assert "Themes" not in done.stdout


def test_json_says_of_each_claim_what_met_its_conditions_and_whether_it_rings() -> None:
    done = tocsin("explain", "-", "--json", "--rule", "troop-buildup", text=TEXT)
    found = json.loads(done.stdout)
    stated, history = found["claims"]

    assert (stated["rings"], stated["severity"], stated["certainty"]) == (True, "Severe", "Likely")
    assert stated["met"][0]["found"] == ["troops"]
    assert (history["rings"], history["silent_because"]) == (False, "it is told as history")
    assert {miss["rule"] for miss in found["near_claims"]} == {"troop-buildup"}


def test_a_theme_alone_is_explained_without_claims() -> None:
    done = tocsin("explain", "-", "--rule", "military-posture", text=TEXT)

    assert done.stdout.startswith("Themes")
    assert "military-posture" in done.stdout


def test_the_old_name_does_the_same() -> None:
    one, other = (tocsin(*name, "-", text=TEXT) for name in (("explain",), ("rules", "explain")))

    assert one.stdout == other.stdout
    assert one.returncode == other.returncode == 0


def test_a_rule_that_is_not_there_names_the_nearest() -> None:
    done = tocsin("explain", "-", "--rule", "troop-bildup", text=TEXT)

    assert done.returncode == 1
    assert "Did you mean 'troop-buildup'?" in done.stderr


def test_an_id_is_looked_up_on_the_broker_which_is_away() -> None:
    done = tocsin("explain", "urn:test:1")

    assert done.returncode == 1
    assert done.stderr.startswith(
        "urn:test:1: there is no such file. Nor can the id be looked up: No Kafka broker"
    )
