"""Knowledge is opened once for all tests: rules, gazetteer and model take seconds and a few hundred megabytes."""

from __future__ import annotations

import pytest

from streams.knowledge import Knowledge, load_knowledge
from streams.settings import Settings


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """Return everything that understanding is told."""
    return load_knowledge(Settings().model)
