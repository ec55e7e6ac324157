"""Rules that a desk sends while the stream runs: from the command to the alert, through a real worker and broker."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from lanterns import lantern_rule
from streams.wire.rejections import read_rejection

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.broker, pytest.mark.model]

LANTERN = partial(lantern_rule, "lantern-signal", "lantern-signal")
WATCHLIST = """\
watchlist: north-desk
why: For a test.
countries: [NOR]
kinds: [lantern-signal]
"""


def article(number: int) -> bytes:
    fields = {
        "id": f"urn:test:{number}",
        "source": f"Wire {number}",
        "published_at": f"2031-03-04T06:{number:02}:00Z",
        "body": f"Norway hoisted {number + 2} lanterns along the Swedish border on Monday, paper {number} said.",
    }
    return json.dumps(fields).encode()


def tocsin(installation: Any, *arguments: str) -> tuple[int, str, str]:
    done = installation.tocsin(*arguments)
    return done.returncode, done.stdout, done.stderr


def enriched(installation: Any, number: int, worker: Any) -> dict[str, Any]:
    """Publish an article and return what was read out of it."""
    installation.publish([article(number)])
    return json.loads(installation.wait_for("articles.enriched", number, worker)[-1].value)


def last_alert(installation: Any, worker: Any) -> dict[str, Any]:
    installation.wait_until_idle(worker)
    return json.loads(installation.read("alerts")[-1].value)


def test_a_desk_adds_changes_and_removes_a_rule_without_a_restart(installation: Any, tmp_path: Path) -> None:
    rule, watchlist = tmp_path / "lantern-signal.yaml", tmp_path / "north-desk.yaml"
    watchlist.write_text(WATCHLIST)
    with installation.worker() as worker:
        before = enriched(installation, 1, worker)
        assert before["claims"] == []
        assert before["provenance"]["rules_offset"] is None

        rule.write_text(LANTERN("Moderate"))
        code, _, said = tocsin(installation, "rules", "publish", str(rule), str(watchlist), "--wait", "120")
        assert (code, said.splitlines()) == (
            0,
            [
                "claims/lantern-signal: in force as revision 0.",
                "watchlists/north-desk: in force as revision 1.",
            ],
        )
        read = enriched(installation, 2, worker)
        alert = last_alert(installation, worker)
        assert [(claim["kind"], claim["rule_revision"]) for claim in read["claims"]] == [
            ("lantern-signal", 0)
        ]
        assert read["provenance"]["rules_offset"] == 1
        assert (alert["kind_title"], alert["severity"]) == ("Lantern signal", "Moderate")
        assert [each["rule_revision"] for each in alert["evidence"]] == [0]
        assert alert["watchlists"] == [{"id": "north-desk", "revision": 1}]

        rule.write_text(LANTERN("Extreme"))
        assert tocsin(installation, "rules", "publish", str(rule), "--wait", "120")[0] == 0
        enriched(installation, 3, worker)
        changed = last_alert(installation, worker)
        assert (changed["id"], changed["severity"]) == (alert["id"], "Extreme")
        assert [each["rule_revision"] for each in changed["evidence"]] == [0, 2]

        code, listed, _ = tocsin(installation, "rules", "list")
        assert code == 0
        assert ["claims/lantern-signal", "2", "Extreme"] in [line.split()[:3] for line in listed.splitlines()]

        code, _, said = tocsin(installation, "rules", "remove", "lantern-signal", "--wait", "120")
        assert (code, said) == (1, said)
        assert "'watchlists/north-desk' would be wrong then" in said
        code, _, said = tocsin(
            installation, "rules", "remove", "north-desk", "lantern-signal", "--wait", "120"
        )
        assert (code, said.splitlines()) == (
            0,
            ["watchlists/north-desk: taken back.", "claims/lantern-signal: taken back."],
        )
        after = enriched(installation, 4, worker)
        assert after["claims"] == []
        assert after["provenance"]["rules_offset"] == 5


def test_a_bad_rule_is_answered_whole_and_a_rule_outlives_the_worker_that_took_it(
    installation: Any, tmp_path: Path
) -> None:
    rule = tmp_path / "lantern-signal.yaml"
    rule.write_text(LANTERN("Severe"))
    bad = (
        b'{"id": "lantern-signal", "why": "No.", "event_type": "MOBILISE", "triggers": [{"verb": ["hoist"]}]}'
    )
    with installation.worker() as worker:
        installation.wait_until_assigned(worker)
        assert tocsin(installation, "rules", "publish", str(rule), "--wait", "120")[0] == 0
        installation.send("alert-rules", b"claims/lantern-signal", bad)
        installation.send("alert-rules", b"lantern signal", b"{}")
        refused = installation.wait_for("articles.rejected", 2, worker)
    with installation.worker() as successor:
        read = enriched(installation, 1, successor)

    # Messages of two keys may lie in two partitions.
    told = [(reason, message.value) for message in refused if (reason := read_rejection(message))]
    told.sort(key=lambda pair: pair[0].offset)
    assert [(reason.code, reason.field) for reason, _ in told] == [
        ("rule.invalid", "event_type"),
        ("key.invalid", None),
    ]
    assert "did you mean 'MOBILIZE'" in told[0][0].detail
    assert [value for _, value in told] == [bad, b"{}"]
    assert [(claim["kind"], claim["rule_revision"]) for claim in read["claims"]] == [("lantern-signal", 0)]


def test_a_rule_that_is_wrong_stays_at_home_and_an_unanswered_one_waits(
    installation: Any, tmp_path: Path
) -> None:
    rule = tmp_path / "lantern-signal.yaml"
    rule.write_text(LANTERN("Sever"))
    installation.publish([])

    code, _, said = tocsin(installation, "rules", "publish", str(rule))
    assert code != 0
    assert "did you mean 'Severe'" in said
    assert installation.read("alert-rules") == []

    rule.write_text(LANTERN("Severe"))
    code, _, said = tocsin(installation, "rules", "publish", str(rule), "--wait", "1")
    assert (code, said) == (
        3,
        "claims/lantern-signal: sent as revision 0; no worker answered within 1 s. It waits for one.\n",
    )
    assert len(installation.read("alert-rules")) == 1
    code, _, said = tocsin(installation, "rules", "remove", "lantern")
    assert code != 0
    assert "No rule 'lantern' was sent and is in force" in said
