"""What the shell offers when the user presses Tab: the words that an option knows."""

from __future__ import annotations

from schemas.topics import SEEN, STATE, TOPICS
from streams.alerts.fields import SEVERITIES
from streams.cli.alert_options import CERTAINTIES, STATUSES
from streams.knowledge import load_countries, open_alerting, open_rules
from streams.settings import load_settings

TOPIC_NAMES = [topic.name for topic in (*TOPICS, SEEN, STATE)]


def topic_names(incomplete: str) -> list[str]:
    """Return the topics that begin so."""
    return _beginning(TOPIC_NAMES, incomplete)


def severities(incomplete: str) -> list[str]:
    """Return the severities that begin so."""
    return _beginning(SEVERITIES, incomplete)


def certainties(incomplete: str) -> list[str]:
    """Return the certainties that begin so."""
    return _beginning(CERTAINTIES, incomplete)


def statuses(incomplete: str) -> list[str]:
    """Return the CAP statuses that begin so."""
    return _beginning(STATUSES, incomplete)


def kinds(incomplete: str) -> list[str]:
    """Return the kinds of alert that begin so, those of TOCSIN_RULES among them; of the built-in rules and files."""
    found, _ = open_alerting(open_rules(users=load_settings().rules))
    return _beginning(sorted(found), incomplete)


def countries(incomplete: str) -> list[tuple[str, str]]:
    """Return the codes of countries that begin so, or whose name does, with the name."""
    known = ((str(each["code"]), str(each["name"])) for each in load_countries())
    low = incomplete.lower()
    return [
        (code, name) for code, name in known if code.lower().startswith(low) or name.lower().startswith(low)
    ]


def _beginning(words: tuple[str, ...] | list[str], incomplete: str) -> list[str]:
    return [word for word in words if word.lower().startswith(incomplete.lower())]
