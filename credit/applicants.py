"""What applicants say of themselves, and what others say of them: the forms that people fill in."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from kit.days import iso
from kit.money import MINOR_MAX, parsed
from kit.refusals import Invalid
from kit.validation import in_words

_TEXT = 300


class _Form(BaseModel):
    """A form: nothing but its fields. Amounts are minor units of the application's currency."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _as_written(value: object) -> object:
    """Refuse a day that is not written as one."""
    if isinstance(value, date) or (isinstance(value, str) and iso(value)):
        return value
    raise ValueError("a day is written like 2026-11-20")


_Day = Annotated[date, BeforeValidator(_as_written), Field(strict=False)] | None
_Texts = Annotated[tuple[str, ...], Field(strict=False, max_length=60)]


class Applicant(_Form):
    """Who asks to buy on credit (DOMAIN section 8.1); None is not told."""

    legal_name: str = Field(min_length=1, max_length=_TEXT)
    trading_name: str = Field(default="", max_length=_TEXT)
    entity_type: str = Field(default="", max_length=_TEXT)
    state: str = Field(default="", max_length=_TEXT)
    tax_id: str = Field(default="", max_length=40)
    duns: str = Field(default="", max_length=20)
    address: str = Field(default="", max_length=1000)
    business_started: _Day = None
    principals: _Texts = ()
    monthly_volume: int | None = Field(default=None, ge=0, le=MINOR_MAX)
    net_worth: int | None = Field(default=None, ge=0, le=MINOR_MAX)
    current_ratio: str = Field(default="", max_length=20)
    ap_name: str = Field(default="", max_length=_TEXT)
    ap_email: str = Field(default="", max_length=_TEXT)
    ap_phone: str = Field(default="", max_length=60)
    invoice_channel: str = Field(default="", max_length=60)
    po_required: bool = False
    exempt_in: _Texts = Field(default=(), description="Jurisdictions that each need an exemption certificate.")
    bank: str = Field(default="", max_length=_TEXT)
    bank_permission: bool = False
    sales_rep: str = Field(default="", max_length=_TEXT)
    rep_email: str = Field(default="", max_length=_TEXT, pattern=r"^([^\s@<>]+@[A-Za-z0-9.-]+)?$")


class TradeReference(_Form):
    """What another seller answered; `checked`: we looked its number up ourselves."""

    name: str = Field(min_length=1, max_length=_TEXT)
    phone: str = Field(default="", max_length=60)
    checked: bool = False
    opened_on: _Day = None
    terms: str = Field(default="", max_length=60)
    limit: int | None = Field(default=None, ge=0, le=MINOR_MAX)
    high_credit: int | None = Field(default=None, ge=0, le=MINOR_MAX)
    balance: int | None = Field(default=None, ge=0, le=MINOR_MAX)
    past_due: int | None = Field(default=None, ge=0, le=MINOR_MAX)
    days_beyond_terms: int | None = Field(default=None, ge=0, le=999)
    last_sale: _Day = None
    returned_payments: int = Field(default=0, ge=0, le=999)
    comments: str = Field(default="", max_length=2000)


class BankReference(_Form):
    """What a bank answered."""

    name: str = Field(min_length=1, max_length=_TEXT)
    checked: bool = False
    since: _Day = None
    balance_range: str = Field(default="", max_length=60)
    loans: str = Field(default="", max_length=_TEXT)
    returned_payments: int = Field(default=0, ge=0, le=999)
    rating: Literal["good", "fair", "poor"]
    comments: str = Field(default="", max_length=2000)


class Clauses(_Form):
    """What an agreement says: late interest in basis points a year, where courts sit, who guarantees."""

    interest: int | None = Field(default=None, ge=1, le=10_000)
    venue: str = Field(default="", max_length=_TEXT)
    guaranty: str = Field(default="", max_length=_TEXT)


F = TypeVar("F", Applicant, TradeReference, BankReference, Clauses)
#: Fields that people write as decimals of a currency.
AMOUNTS = frozenset({"monthly_volume", "net_worth", "limit", "high_credit", "balance", "past_due"})


def filled(sort: type[F], told: Mapping[str, Any]) -> F:
    """Return a form filled with plain values. Refused: Invalid with all that is wrong."""
    try:
        return sort.model_validate(dict(told))
    except ValidationError as error:
        raise Invalid(in_words(error)) from error


def read(sort: type[F], path: Path, currency: str) -> F:
    """Return a form of a TOML file in which amounts are decimals. Refused: Invalid."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=str)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Invalid(f"{path}: {error}") from error
    return filled(sort, {name: _minor(name, value, currency) for name, value in told.items()})


def _minor(name: str, value: Any, currency: str) -> Any:
    """Return an amount in minor units, any other value as it is. Refused: Invalid."""
    if name not in AMOUNTS:
        return value
    found = parsed(str(value), currency)
    if found is None:
        raise Invalid(f"{name}: {value!r} is no plain amount in {currency}")
    return found
