"""Rules as people write them: facts with their bounds, an outcome; the first rule all of whose bounds hold speaks."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

_BOUND = re.compile(r"(<=|>=|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}


class Rule(BaseModel):
    """A rule: `when` is fact -> bound (`"< 40"`); all have to hold, and one of a fact that is not known does not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=100)
    says: str = Field(min_length=1, max_length=60)
    when: dict[str, str] = Field(min_length=1)

    @field_validator("when")
    @classmethod
    def _bounds(cls, when: dict[str, str]) -> dict[str, str]:
        """Refuse a bound that is none."""
        if wrong := [f"{name} {text!r}" for name, text in when.items() if not _BOUND.fullmatch(text.strip())]:
            raise ValueError(f"{wrong[0]} is no bound like '< 40'")
        return when

    def holds(self, facts: Mapping[str, Decimal | int | None]) -> bool:
        """Say whether every bound holds."""
        return all(_within(facts.get(name), text) for name, text in self.when.items())

    def said(self, facts: Mapping[str, Decimal | int | None]) -> str:
        """Return what the rule saw, for people: `score 35 < 40`."""
        return ", ".join(f"{name.replace('_', ' ')} {facts.get(name)} {text}" for name, text in self.when.items())


def first(rules: Sequence[Rule], facts: Mapping[str, Decimal | int | None]) -> Rule | None:
    """Return the first rule that holds, None where none does."""
    return next((rule for rule in rules if rule.holds(facts)), None)


def check(rules: Sequence[Rule], facts: frozenset[str], outcomes: frozenset[str]) -> None:
    """Refuse a rule about a fact that there is not, with another outcome, or a name told twice: ValueError."""
    names = [rule.name for rule in rules]
    for rule in rules:
        if stray := sorted(set(rule.when) - facts):
            raise ValueError(f"rule {rule.name}: there is no {stray[0]}: there is {', '.join(sorted(facts))}")
        if rule.says not in outcomes:
            raise ValueError(f"rule {rule.name}: {rule.says!r} is none of {', '.join(sorted(outcomes))}")
        if names.count(rule.name) > 1:
            raise ValueError(f"rule {rule.name}: there are two of that name")


def _within(value: Decimal | int | None, text: str) -> bool:
    """Say whether a value lies within a bound; one that is not known does not."""
    found = _BOUND.fullmatch(text.strip())
    assert found is not None, text
    return value is not None and _COMPARED[found[1]](value, Decimal(found[2]))
