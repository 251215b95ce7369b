"""Reports of credit bureaus: one record, whatever bureau and form it came in; an adapter reads each form.

Our own schema is one JSON object or one CSV row with the fields of `Report` by name: amounts are decimals as text, days
are ISO 8601, alerts in CSV are separated by `|`. What another bureau sends, as a file or as the answer of its service,
is read by an adapter of ADAPTERS: bytes in, a report out.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kit.money import parsed
from kit.refusals import Invalid
from kit.validation import in_words

SCHEMA = "tieout/bureau/1"
#: Fields of which a higher number is worse, and one of which a lower is (DOMAIN section 8.2).
_WORSE_HIGHER, _WORSE_LOWER = ("delinquency_class", "failure_class"), ("paydex",)
#: A PAYDEX may move so far without being a downgrade.
PAYDEX_DROP = 10


class Report(BaseModel):
    """What a bureau says of a company on a day; None is not told. `maximum_credit` is a decimal of `currency`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = Field(min_length=1, max_length=40)
    reported_on: date
    duns: str = Field(default="", max_length=20)
    name: str = Field(default="", max_length=300)
    paydex: int | None = Field(default=None, ge=1, le=100)
    delinquency_class: int | None = Field(default=None, ge=1, le=5)
    failure_class: int | None = Field(default=None, ge=1, le=5)
    maximum_credit: str = ""
    currency: str = Field(default="", pattern=r"^([A-Z]{3})?$")
    business_started: date | None = None
    alerts: tuple[str, ...] = ()

    def maximum(self, currency: str) -> int | None:
        """Return the most that the bureau recommends in minor units, None where it says none in the currency."""
        return parsed(self.maximum_credit, currency) if self.currency == currency else None

    def body(self) -> str:
        """Return the report as one JSON text."""
        return json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)


class Adapter(NamedTuple):
    """How a form of report is read: what it is called, whether bytes are of it, and the fields they tell."""

    name: str
    reads: Callable[[Any], bool]
    told: Callable[[Any], Mapping[str, Any]]


def told(data: bytes) -> tuple[str, dict[str, Any]]:
    """Return the form of a report and the fields that its bytes tell, as they stand there. Refused: Invalid."""
    whole = _opened(data)
    adapter = next((one for one in ADAPTERS if one.reads(whole)), None)
    if adapter is None:
        raise Invalid(f"no bureau's report: there is {', '.join(one.name for one in ADAPTERS)}")
    return adapter.name, dict(adapter.told(whole))


def made(form: str, told: Mapping[str, Any]) -> Report:
    """Return a report of plain fields. Refused: Invalid."""
    try:
        found = Report.model_validate({name: value for name, value in told.items() if value not in ("", None)})
    except ValidationError as error:
        raise Invalid(f"{form}: {in_words(error)}") from error
    if found.maximum_credit and found.maximum(found.currency) is None:
        raise Invalid(f"{form}: maximum_credit: {found.maximum_credit!r} is no amount of {found.currency or 'nothing'}")
    return found


@dataclass(frozen=True, slots=True)
class Downgrade:
    """What became worse between two reports."""

    field: str
    was: int
    now: int

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.field.replace('_', ' ')} {self.was} to {self.now}"


def downgraded(before: Report, after: Report) -> tuple[Downgrade, ...]:
    """Return what became worse: a class by one or more, a PAYDEX by more than PAYDEX_DROP."""
    steps = [(name, 1) for name in _WORSE_HIGHER] + [(name, -1) for name in _WORSE_LOWER]
    pairs = [(name, sign, getattr(before, name), getattr(after, name)) for name, sign in steps]
    known = [(name, sign, was, now) for name, sign, was, now in pairs if was is not None and now is not None]
    floor = dict.fromkeys(_WORSE_LOWER, PAYDEX_DROP)
    return tuple(Downgrade(name, was, now) for name, sign, was, now in known if sign * (now - was) > floor.get(name, 0))


def _opened(data: bytes) -> Any:
    """Return what bytes hold: the value of JSON, or the rows of CSV with a header."""
    try:
        text = data.decode("utf-8-sig")
        if text.lstrip().startswith(("{", "[")):
            return json.loads(text, parse_float=str)
        return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, json.JSONDecodeError, csv.Error, RecursionError) as error:
        raise Invalid(f"no bureau's report: {error}") from error


def _is_own(whole: Any) -> bool:
    """Say whether it is our own schema."""
    return isinstance(whole, dict) and whole.get("schema") == SCHEMA


def _own(whole: Any) -> Mapping[str, Any]:
    """Return the fields of our own schema."""
    return {name: value for name, value in whole.items() if name != "schema"}


def _is_row(whole: Any) -> bool:
    """Say whether it is one row of our own fields."""
    return isinstance(whole, list) and len(whole) == 1 and "source" in whole[0] and "reported_on" in whole[0]


def _row(whole: Any) -> Mapping[str, Any]:
    """Return the fields of a row."""
    alerts = [part.strip() for part in (whole[0].get("alerts") or "").split("|") if part.strip()]
    return {**whole[0], "alerts": alerts}


def _is_data_blocks(whole: Any) -> bool:
    """Say whether it is an answer of D&B's data blocks."""
    return isinstance(whole, dict) and "duns" in _part(whole, "organization")


def _data_blocks(whole: Any) -> Mapping[str, Any]:
    """Return the fields of an answer of D&B's data blocks; what it does not hold is not told."""
    company = _part(whole, "organization")
    most = _part(company, "dnbAssessment", "creditLimitRecommendation", "maximumRecommendedLimit")
    trading = _first(_first(company.get("businessTrading")).get("summary"))
    asked = str(_part(whole, "transactionDetail").get("transactionTimestamp") or "")
    return {
        "source": "dnb",
        "reported_on": asked[:10],
        "duns": str(company["duns"]),
        "name": company.get("primaryName"),
        "paydex": trading.get("paydexScore"),
        "delinquency_class": _part(company, "dnbAssessment", "delinquencyScore").get("classScore"),
        "failure_class": _part(company, "dnbAssessment", "failureScore").get("classScore"),
        "maximum_credit": "" if most.get("value") is None else str(most["value"]),
        "currency": most.get("currency"),
        "business_started": company.get("startDate"),
    }


def _part(whole: Any, *names: str) -> Any:
    """Return a part of nested values, an empty one where it is not there."""
    for name in names:
        whole = (whole.get(name) if isinstance(whole, dict) else None) or {}
    return whole


def _first(whole: Any) -> dict[str, Any]:
    """Return the first of several, or the one there is, empty where there is none."""
    one = next(iter(whole), None) if isinstance(whole, list) else whole
    return one if isinstance(one, dict) else {}


#: Hand-written, the plainest first.
ADAPTERS: tuple[Adapter, ...] = (
    Adapter("tieout JSON", _is_own, _own),
    Adapter("tieout CSV", _is_row, _row),
    Adapter("D&B data blocks", _is_data_blocks, _data_blocks),
)
