"""Certainty as a number, for formats that want one."""

from __future__ import annotations

CONFIDENCE = {"Observed": 95, "Likely": 70, "Possible": 40, "Unlikely": 15}
"""Of 100, by the scale in STIX's appendix: high from 70, medium from 30, low below."""
