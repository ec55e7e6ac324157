"""Rules and watchlists at run time: what desks send on `alert-rules`, and what is in force."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field, RootModel

from schemas.base import Promised

RuleFamily = Literal["claims", "themes", "contexts", "watchlists"]


class RuleContentV1(RootModel[dict[str, Any]]):
    """The content of a rule file, as JSON. Which fields there are, docs/rules.md says; the key is `<family>/<id>`."""

    model_config = ConfigDict(frozen=True)


class AppliedRuleV1(Promised):
    """One rule as it is in force, or that it no longer is."""

    family: RuleFamily
    id: str = Field(max_length=100, examples=["airspace-closure"])
    revision: int = Field(ge=0, description="Offset on `alert-rules` of the message that said so.")
    content: dict[str, Any] | None = Field(
        description="What that message held, the content of a rule file; null where the rule was taken back."
    )
