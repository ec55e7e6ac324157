"""Rules: reading by ours, and by ours with as many of a desk's as make 2,000."""

from __future__ import annotations

from streams.knowledge import load_knowledge, with_rules
from streams.knowledge.files import our_files
from streams.knowledge.opening import refuse_errors
from streams.knowledge.rulesets import RuleSet, read_rules
from streams.settings import Settings
from tests.bench.curves.curve import Curve
from tests.bench.curves.desk_rules import desk_rules
from tests.bench.curves.reading import costs

AIM = 1.15


def measure(rounds: int, articles: int, most: int) -> Curve:
    """Return the curve: our rules alone, then about 200, then as many as `most`."""
    ours = load_knowledge(Settings().model)
    own = _count(read_rules(our_files()))
    by = {f"{own} rules": ours}
    for count in sorted({200, most}):
        rules = read_rules(our_files(), desk_rules(count - own))
        refuse_errors(rules.errors)
        by[f"{_count(rules)} rules"] = with_rules(ours, rules)
    return Curve(
        "Rules",
        "Articles that have news, read by our rules of claims alone, and with rules of a desk's laid over them: each "
        "tells of another thing that happens to another sort of thing, by three triggers (verb, phrase, noun).",
        "ms an article",
        costs("rules", by, rounds, articles),
        f"{own} rules",
        AIM,
    )


def _count(rules: RuleSet) -> int:
    return sum(bool(getattr(rule, "triggers", ())) for rule in rules.rules("claims"))
