"""Rules at run time: what desks send on `alert-rules`, and what is in force, on `alert-rules.applied`."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, get_args

from schemas import topics
from schemas.rule import AppliedRuleV1, RuleFamily
from streams.knowledge.sent import SentRule
from streams.wire.message import Outgoing, cloud_event
from streams.wire.refusal import Rejected

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from streams.wire.message import Incoming

FAMILIES = get_args(RuleFamily)
_KEY = re.compile(r"([a-z]+)/([a-z]+(?:-[a-z]+)*)\Z")
_LONGEST_ID = 60


def read_rule(message: Incoming) -> SentRule | Rejected:
    """Read a message of `alert-rules` as far as its key: what its value holds is for the rules to judge."""
    key = (message.key or b"").decode("utf-8", "replace")
    found = _KEY.match(key)
    if found is None or found[1] not in FAMILIES or len(found[2]) > _LONGEST_ID:
        wanted = f"<family>/<id>, where the family is {', '.join(FAMILIES[:-1])} or {FAMILIES[-1]}"
        said = f"The key of a rule is {wanted}, and the id small letters in words joined by hyphens."
        return Rejected("key.invalid", said)
    return SentRule(found[1], found[2], message.offset, message.value or None)


def write_rule(family: str, name: str, *, content: Mapping[object, object] | None) -> Outgoing:
    """Return the message by which a desk sends a rule, or takes it back where `content` is None."""
    value = None if content is None else json.dumps(content, ensure_ascii=False, default=str).encode()
    key = f"{family}/{name}"
    version = hashlib.sha256(value or b"").hexdigest()[:16]
    return Outgoing(
        topics.RULES.name, key.encode(), value, cloud_event(topics.RULES, f"{key}.{version}", None, key)
    )


def applied_contract(rule: SentRule) -> AppliedRuleV1:
    """Return a rule in force as other systems see it."""
    return AppliedRuleV1.model_validate(
        {
            "family": rule.family,
            "id": rule.id,
            "revision": rule.revision,
            "content": None if rule.raw is None else json.loads(rule.raw),
        }
    )


def write_applied(applied: AppliedRuleV1, now: datetime) -> Outgoing:
    """Return the message that says which revision of a rule is in force, or that it no longer is."""
    key = f"{applied.family}/{applied.id}"
    return Outgoing(
        topic=topics.APPLIED_RULES.name,
        key=key.encode(),
        value=applied.model_dump_json().encode(),
        headers=cloud_event(topics.APPLIED_RULES, f"{key}.{applied.revision}", now, key),
    )


def refuse_rule(faults: Sequence[tuple[str, str]]) -> Rejected:
    """Return the rejection of a rule, with all that is wrong with it: fields and sentences."""
    field, _ = faults[0]
    return Rejected("rule.invalid", "\n".join(sentence for _, sentence in faults), field or None)


def read_applied_rule(raw: bytes) -> SentRule:
    """Return the rule behind a message of `alert-rules.applied`. Raises `ValueError` where there is none."""
    applied = AppliedRuleV1.read(raw)
    content = applied.content
    return SentRule(
        applied.family,
        applied.id,
        applied.revision,
        None if content is None else json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass"),
    )
