"""Reports that the clock makes, as people write them in TOML: which report, in which forms, on which days."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kit.refusals import Invalid
from kit.validation import in_words

#: The kind of work that makes one.
KIND = "report"
#: From this hour on, in the entity's time zone, what is due on a day is made.
HOUR = 6
#: A machine that stood still makes up for so many days of one report, the newest ones.
CAUGHT_UP_MAX = 12
EXAMPLE = """\
# Files lie in TIEOUT_WEEKLY_FOLDER/ENTITY/NAME; who may not see them has no access to that folder.
[[reports]]
name = "statements"        # of its folder and files
report = "statements"      # one that `tieout reports` lists
every = "month"            # day, week or month
on = 1                     # of a month the day, 1 to 28; of a week 1 (Monday) to 7
as_of = "day_before"       # or "day": that which the report is of
forms = ["pdf", "csv"]
options = { kind = "balance_forward" }
# to = ["cfo@example.com"]   # who gets the files by e-mail, of a domain in TIEOUT_REPORT_MAIL_DOMAINS
"""


Address = Annotated[str, Field(pattern=r"^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}$")]


class _Said(BaseModel):
    """What is written in the text, and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Timed(_Said):
    """One report by the clock, and who gets it by e-mail."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    report: str
    every: Literal["day", "week", "month"]
    on: int = Field(default=1, ge=1, le=28)
    as_of: Literal["day", "day_before"] = "day"
    forms: tuple[str, ...] = Field(min_length=1, max_length=6)
    options: dict[str, str] = Field(default_factory=dict, max_length=20)
    to: tuple[Address, ...] = Field(default=(), max_length=20)

    @model_validator(mode="before")
    @classmethod
    def listed(cls, told: dict[str, Any]) -> dict[str, Any]:
        """Take a list of TOML for what it is."""
        lists = ((name, told[name]) for name in ("forms", "to") if isinstance(told.get(name), list))
        return told | {name: tuple(one) for name, one in lists}

    @model_validator(mode="after")
    def within_a_week(self) -> Self:
        """Refuse an eighth day of the week."""
        if self.every == "week" and self.on > len("MTWTFSS"):
            raise ValueError("a week has the days 1 (Monday) to 7")
        return self

    def falls_on(self, day: date) -> bool:
        """Say whether it is made on a day."""
        return {"day": True, "week": day.isoweekday() == self.on, "month": day.day == self.on}[self.every]

    def of(self, day: date) -> date:
        """Return the day that the report is of."""
        return day - timedelta(days=1) if self.as_of == "day_before" else day

    def due(self, newest: date, last: date | None, first: date) -> list[date]:
        """Return the days on which it is to be made, the oldest first: up to `newest`, the last whose time has come.

        All that were missed after `last`, CAUGHT_UP_MAX at most; where it was never made, the newest alone, and none
        before `first`, from which it is asked for.
        """
        found: list[date] = []
        for day in _back(newest):
            if (
                day < first
                or (last is not None and day <= last)
                or len(found) == (1 if last is None else CAUGHT_UP_MAX)
            ):
                break
            if self.falls_on(day):
                found.append(day)
        return found[::-1]


def _back(newest: date) -> Iterator[date]:
    """Yield a day and those before it."""
    while True:
        yield newest
        newest -= timedelta(days=1)


class _File(_Said):
    """What is written: any number of reports."""

    reports: list[Timed] = Field(max_length=50)


def read(text: str) -> dict[str, Timed]:
    """Return the reports of a text by name; an empty text has none. Refused: Invalid with all that is wrong."""
    try:
        told = _File.model_validate(tomllib.loads(text)) if text.strip() else _File(reports=[])
    except tomllib.TOMLDecodeError as error:
        raise Invalid(f"reports: {error}") from error
    except ValidationError as error:
        raise Invalid(in_words(error, "reports")) from error
    named = {one.name: one for one in told.reports}
    if len(named) < len(told.reports):
        raise Invalid("reports: two have the same name")
    return named
