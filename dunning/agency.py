"""A collection agency as people write it, in TOML: licences, fees by age and size, days of free demand and notice."""

import tomllib
from datetime import date
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kit.money import parsed, share
from kit.refusals import Invalid
from kit.validation import in_words

WHOLE = 10_000


class BadAgency(Invalid):
    """The file of an agency holds values that cannot be used; all of them are listed."""

    code = "bad_agency"


class _Said(BaseModel):
    """What is written in an agency's file, and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Licence(_Said):
    """Where an agency may collect, and until when."""

    jurisdiction: str = Field(min_length=1)
    number: str = Field(min_length=1)
    valid_until: date | None = None


class Fee(_Said):
    """What an agency keeps of what it collects, of debts up to an age and from a size on."""

    until_days: int = Field(default=0, ge=0, description="Oldest document at most so many days late; 0: any.")
    minimum: int = Field(default=0, ge=0, description="At least so much, minor units.")
    basis_points: int = Field(ge=0, le=WHOLE)


class Agency(_Said):
    """Who collects for us, and for what; the first fee that fits a placement is taken."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    name: str = Field(min_length=1)
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    email: str = ""
    free_demand_days: int = Field(default=10, ge=0, description="What is paid so soon costs no fee.")
    report_days: int = Field(default=5, ge=0, description="We tell of a payment to us within so many days.")
    licences: tuple[Licence, ...] = Field(min_length=1)
    fees: tuple[Fee, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """Refuse fees of which some debt has none."""
        if self.fees[-1].until_days or self.fees[-1].minimum:
            raise ValueError("fees: the last one is for every debt")
        return self

    def licensed(self, jurisdiction: str, on: date) -> bool:
        """Say whether it may collect in a jurisdiction on a day."""
        mine = (one for one in self.licences if one.jurisdiction.casefold() == jurisdiction.casefold())
        return any(one.valid_until is None or one.valid_until >= on for one in mine)

    def fee(self, minor: int, days: int) -> int:
        """Return what it keeps of such a debt, in basis points."""
        fits = (one for one in self.fees if (not one.until_days or days <= one.until_days) and minor >= one.minimum)
        return next(fits).basis_points


def read(text: str) -> Agency:
    """Return the agency of a TOML text; amounts are decimals. Refused: BadAgency with all that is wrong."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadAgency(str(error)) from error
    for fee in told.get("fees", []):
        if isinstance(fee, dict) and "minimum" in fee:
            minor = parsed(str(fee["minimum"]), str(told.get("currency", "")))
            if minor is None:
                raise BadAgency(f"minimum {fee['minimum']!r} is no amount: write it as text, '100.00'")
            fee["minimum"] = minor
    return checked(told)


def checked(told: dict[str, Any]) -> Agency:
    """Return the agency of plain values. Refused: BadAgency."""
    try:
        return Agency.model_validate(told)
    except ValidationError as error:
        raise BadAgency(in_words(error)) from error


def gross(net: int, basis_points: int) -> int:
    """Return what an agency collected that remits so much after its fee: 750.00 at 25 % is 1,000.00."""
    return share(net, WHOLE, WHOLE - basis_points)
