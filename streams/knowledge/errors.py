"""What stops a start: knowledge that cannot be used."""

from __future__ import annotations


class KnowledgeError(Exception):
    """A rule, list or model that does not load; the text names file and field."""
