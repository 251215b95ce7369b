"""The policy of credit as people write it, `credit.toml`: what counts as exposure, and what holds an order."""

import json
import tomllib
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from credit.onboarding import Onboarding
from credit.reviews import Reviews
from kit.money import parsed
from kit.refusals import Invalid
from kit.validation import in_words, tupled


class BadCreditPolicy(Invalid):
    """The credit policy holds values that cannot be used; all of them are listed."""

    code = "bad_credit_policy"


class CreditPolicy(BaseModel):
    """What counts and what holds; a rule whose bound is None holds nothing. Amounts are minor units of `currency`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    currency: str = Field(default="", description="ISO 4217, of the amounts; empty: the entity's.")
    horizon_days: int = Field(default=90, ge=0, description="Open orders that ship later than this do not count.")
    cash_covers: bool = Field(default=True, description="Unapplied cash takes away from the exposure.")
    memos_cover: bool = Field(default=True, description="Open credit memos take away from the exposure.")
    without_limit: bool = Field(default=False, description="Orders of a customer without any limit pass.")
    order_value: int | None = Field(default=None, ge=0, description="The most that one order may be.")
    past_due_days: int | None = Field(
        default=30, ge=0, description="So many days past due, grace included, are allowed."
    )
    past_due_amount: int | None = Field(default=None, ge=0, description="So much past due is allowed.")
    past_due_percent: int | None = Field(
        default=None, ge=0, description="So much past due is allowed, in % of the limit."
    )
    oldest_days: int | None = Field(
        default=None, ge=0, description="The oldest open document may be so old, from its issue."
    )
    returned_days: int | None = Field(default=60, ge=0, description="A payment that came back holds for so many days.")
    returned_fee: int | None = Field(
        default=None,
        ge=0,
        description="The most that a customer is charged for a payment that came back; none: no fee.",
    )
    reviews: bool = Field(default=True, description="A review that is overdue holds.")
    papers: tuple[str, ...] = Field(default=(), description="Kinds of papers that have to be there and not expired.")
    discount_percent: int = Field(
        default=0, ge=0, le=100, description="Discount on an order of a customer with no terms of it."
    )
    release_percent: int = Field(
        default=105, ge=100, description="A release lets the order grow to so much of its value."
    )
    release_days: int = Field(default=14, ge=0, description="A release that names no day ends after so many days.")

    statute: str = Field(
        default="", description="The statute that lets us charge interest without a clause; empty: none."
    )
    statutory_interest: int = Field(default=0, ge=0, le=10_000, description="What it allows, basis points a year.")
    nightly: Reviews = Field(default=Reviews(), description="How accounts are looked at by night.")
    onboarding: Onboarding = Field(default=Onboarding(), description="How applications are looked at.")

    @model_validator(mode="after")
    def _stated(self) -> Self:
        """Refuse a statute without its rate, and a rate without its statute."""
        if bool(self.statute) != bool(self.statutory_interest):
            raise ValueError("statute and statutory_interest are told together")
        return self


#: Fields that people write as decimals of the currency.
AMOUNTS = frozenset({"order_value", "past_due_amount", "returned_fee"})


def read(path: Path | None, currency: str) -> CreditPolicy:
    """Read a policy file; None: the defaults. Refused: BadCreditPolicy with all that is wrong."""
    if path is None:
        return CreditPolicy(currency=currency)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadCreditPolicy(f"{path}: {error}") from error
    return told(text, currency, path.name)


def told(text: str, currency: str, name: str = "credit.toml") -> CreditPolicy:
    """Return the policy of a text; `currency` is that of amounts where it names none.

    Refused: BadCreditPolicy with all that is wrong.
    """
    try:
        said: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadCreditPolicy(f"{name}: {error}") from error
    money = str(said.setdefault("currency", currency))
    amounts = {key: parsed(str(said.pop(key)), money) for key in sorted(AMOUNTS & set(said))}
    wrong = [f"{key} is no amount of {money}: write it as text, '5000.00'" for key in amounts if amounts[key] is None]
    try:
        found = CreditPolicy.model_validate(tupled(said | {key: it for key, it in amounts.items() if it is not None}))
    except ValidationError as error:
        raise BadCreditPolicy(f"{name}: {'; '.join([*wrong, in_words(error)])}") from error
    if wrong:
        raise BadCreditPolicy(f"{name}: {'; '.join(wrong)}")
    return found


def example(currency: str) -> str:
    """Return a text with every plain value at its default, each with its meaning; a bound that is none is left out."""
    said = {"currency": currency}
    lines = ["# What counts as exposure and what holds an order. State only what you change."]
    for name, field in CreditPolicy.model_fields.items():
        value = said.get(name, field.default)
        if isinstance(value, BaseModel):
            continue
        lines.append(f"# {field.description}")
        lines.append(f"# {name} =" if value is None else f"{name} = {json.dumps(value)}")
    return "\n".join(lines) + "\n"
