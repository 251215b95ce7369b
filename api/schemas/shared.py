"""What all shapes share: bodies are strict and closed, amounts are minor units with a currency, lists have cursors."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Generic, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationInfo,
    field_validator,
)

from kit.days import YEARS
from kit.money import MINOR_MAX

#: What any sum in the books stays below: the largest whole number of the databases.
SUM_MAX = 2**63 - 1
#: As `kit.days.YEARS` has them.
_DAY = re.compile(r"[1-8]\d{3}-\d{2}-\d{2}", re.ASCII)
_WHOLE = re.compile(r"-?[0-9]+", re.ASCII)
#: A form's field that may be left empty.
DAY_OR_NONE = f"^({_DAY.pattern})?$"
LIMIT = 50
LIMIT_MAX = 200

Row = TypeVar("Row")


class Body(BaseModel):
    """What a caller sends as JSON: nothing is converted, nothing unknown is passed over."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Query(BaseModel):
    """What a caller sends behind the question mark: text by nature, but nothing unknown is passed over.

    A whole number is written as one: 450.00 of money would else be 450 of its minor units.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _whole(cls, value: object, info: ValidationInfo) -> object:
        """Refuse a number with a point or an exponent where a whole one is asked for."""
        wants = cls.model_fields[info.field_name or ""].annotation
        if int in {wants, *get_args(wants)} and isinstance(value, str) and not _WHOLE.fullmatch(value):
            raise ValueError("this is a whole number, without a point: 45000")
        return value


class Told(BaseModel):
    """What we answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Paged(Query):
    """The part of every list's query that turns its pages."""

    limit: int = Field(LIMIT, ge=1, le=LIMIT_MAX, description="Rows a page.")
    after: str = Field("", max_length=500, description="The `next_cursor` of the page before.")


class Page(Told, Generic[Row]):
    """One page of a list; `next_cursor` is null on the last."""

    data: list[Row]
    next_cursor: str | None


class Amount(Body):
    """An amount: whole minor units of an ISO 4217 currency."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"minor": 125000, "currency": "USD"}]})

    minor: int = Field(
        ge=-MINOR_MAX,
        le=MINOR_MAX,
        description=f"Sent, at most {MINOR_MAX}; a sum over the books may be larger.",
        json_schema_extra={"minimum": -SUM_MAX, "maximum": SUM_MAX},
    )
    currency: str = Field(pattern=r"^[A-Z]{3}$")


def amount(minor: int, currency: str) -> Amount:
    """Return minor units of a currency as the API says them; a sum over the books may be larger than one posting."""
    return Amount.model_construct(minor=minor, currency=currency)


def _utc(value: datetime) -> datetime:
    """Read a time without a zone as UTC, which is what the books hold."""
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: RFC 3339 in UTC: `2026-11-20T14:03:00Z`.
Instant = Annotated[
    datetime,
    AfterValidator(_utc),
    PlainSerializer(lambda value: value.isoformat(timespec="seconds").replace("+00:00", "Z"), return_type=str),
]


def _as_written(value: object) -> object:
    """Refuse a day that is not written as one: a number would else count seconds since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError(f"a day is written like 2026-11-20, in the years {YEARS[0]} to {YEARS[-1]}")


#: A day that a caller names, as text: RFC 3339, full-date.
Day = Annotated[date, BeforeValidator(_as_written), Field(strict=False)]


class Problem(BaseModel):
    """RFC 9457: `type` is a stable refusal code; `retry` tells whether the same request can help later."""

    type: str = Field(examples=["not_found"])
    title: str
    status: int
    detail: str
    retry: bool
    help: str = Field(examples=["/refusals/not_found"], description="The page that explains the code.")
    errors: list[dict[str, str]] = Field([], description="Each with a `pointer` into the body or the `parameter`.")
    file_id: str = Field("", description="With `file_already_taken`: the file taken first, the same bytes.")


#: What every route may answer besides its success; set once for all routers.
REFUSALS: dict[int | str, dict[str, object]] = {
    "default": {
        "description": "Refused: the problem says why and what to do.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}
