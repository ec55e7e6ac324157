"""A rule of a user for tests: lanterns at sea, of which no rule of ours knows."""

from __future__ import annotations

_RULE = """\
id: {name}
why: Lanterns at sea warn of a fleet.
kind: {kind}
title: Lantern signal
theme: military-posture
severity: {severity}
family: posture
principal: actor
event_type: MOBILIZE
triggers:
  - verb: [hoist]
    where: {{object: [lantern]}}
"""


def lantern_rule(name: str = "lantern", kind: str = "lantern", severity: str = "Severe") -> str:
    """Return the text of its file."""
    return _RULE.format(name=name, kind=kind, severity=severity)
