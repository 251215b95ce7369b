"""Strategies of dunning as people write them, in TOML: levels, days, caps, words and whose name is under a letter."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kit.money import decimal, parsed, share
from kit.refusals import Invalid
from kit.validation import in_words, tupled

STANDARD = Path(__file__).parent / "standard.toml"
YEAR_DAYS, WHOLE = 365, 10_000
#: The strategy of customers that no other one names.
USUAL = "standard"
#: What people write as decimals of the strategy's currency.
AMOUNTS = frozenset({"floor", "minimum"})


class BadStrategy(Invalid):
    """The dunning strategy holds values that cannot be used; all of them are listed."""

    code = "bad_strategy"


class _Said(BaseModel):
    """What is written in a strategy's file, and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Level(_Said):
    """One letter of the sequence. Amounts are minor units of the strategy's currency."""

    days: int = Field(ge=1, description="Days past due from which a document gets this letter.")
    after: int = Field(default=0, ge=0, description="Days since the letter before.")
    channel: Literal["email", "letter"] = Field(default="email", description="Without an address: a letter.")
    template: str = Field(description="Which words it says.")
    minimum: int = Field(default=0, ge=0, description="Together at least so much.")
    interest: int = Field(default=0, ge=0, le=10_000, description="Late charge told, basis points a year.")


class Call(_Said):
    """From when on customers are called; it gives points on the worklist. Amounts as those of a level."""

    days: int = Field(ge=1, description="Days past due of the oldest document from which they are called.")
    every: int = Field(default=14, ge=1, description="Not where somebody spoke to them within so many days.")
    minimum: int = Field(default=0, ge=0, description="At least so much can be asked for.")
    points: int = Field(default=20, ge=1, le=1_000, description="The points it gives.")


class Sender(_Said):
    """In whose name a letter goes; `email` is the address that answers come to."""

    name: str = Field(min_length=1)
    email: str = Field(pattern=r"^[^\s@<>+]+@[A-Za-z0-9.-]+$")
    phone: str = ""
    address: str = ""


class Words(_Said):
    """A letter in one language, as a template."""

    subject: str = Field(min_length=1)
    body: str = Field(min_length=1)


class Strategy(_Said):
    """When whom is written what; `risk_classes` names whose it is, the one called `standard` is all others'."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    risk_classes: tuple[str, ...] = ()
    floor: int = Field(ge=0, description="Nobody is written to about less.")
    bank_days: int = Field(default=1, ge=0, description="Business days that the bank's newest entry may be old.")
    quiet_days: int = Field(default=5, ge=0, description="Nothing is written so soon after any contact.")
    contacts_max: int = Field(default=3, ge=1, description="Contacts within `contact_days`, whatever the channel.")
    contact_days: int = Field(default=7, ge=1)
    arrived_only: bool = Field(default=False, description="Only of documents that are known to have arrived.")
    sender: Sender
    levels: tuple[Level, ...] = Field(min_length=1)
    calls: tuple[Call, ...] = Field(default=(), description="When customers are called; the last step reached counts.")
    templates: dict[str, dict[str, Words]]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """Refuse a first level that waits for another, levels that do not rise, and words that are missing."""
        if self.levels[0].after:
            raise ValueError("levels: the first cannot depend on one before it")
        days = [level.days for level in self.levels]
        if days != sorted(set(days)):
            raise ValueError("levels: each begins on a later day than the one before")
        if (steps := [call.days for call in self.calls]) != sorted(set(steps)):
            raise ValueError("calls: each begins on a later day than the one before")
        missing = sorted(
            {level.template for level in self.levels if "en" not in self.templates.get(level.template, {})}
        )
        if missing:
            raise ValueError(f"templates: {', '.join(missing)} has no words in English (en)")
        return self


def read(text: str, name: str = "strategy") -> Strategy:
    """Return the strategy of a TOML text; amounts are decimals. Refused: BadStrategy with all that is wrong."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadStrategy(f"{name}: {error}") from error
    wrong = [*_amounts(told, str(told.get("currency", "")))]
    try:
        found = Strategy.model_validate(tupled(told))
    except ValidationError as error:
        raise BadStrategy(f"{name}: {'; '.join([*wrong, in_words(error)])}") from error
    if wrong:
        raise BadStrategy(f"{name}: {'; '.join(wrong)}")
    return found


def checked(told: dict[str, Any], name: str = "strategy") -> Strategy:
    """Return the strategy of plain values, as `Strategy.model_dump(mode="json")` gives them. Refused: BadStrategy."""
    try:
        return Strategy.model_validate(tupled(told))
    except ValidationError as error:
        raise BadStrategy(f"{name}: {in_words(error)}") from error


def charge(minor: int, basis_points: int, days: int) -> int:
    """Return simple interest of some days at a rate a year: 8,000.00 at 18 % for 45 days is 177.53 (DOMAIN 9.1)."""
    return share(minor, basis_points * days, WHOLE * YEAR_DAYS)


def called(strategy: Strategy | None, days: int, minor: int, spoken_days: int | None) -> Call | None:
    """Return the call that a strategy asks for: the last step that lateness, amount and silence reach, else None.

    `days` is how late the oldest document is, `minor` what can be asked for, `spoken_days` how long ago somebody spoke
    to the customer, None: never.
    """
    reached = [
        call
        for call in (strategy.calls if strategy else ())
        if days >= call.days and minor >= call.minimum and (spoken_days is None or spoken_days >= call.every)
    ]
    return reached[-1] if reached else None


def chosen(strategies: dict[str, Strategy], risk_class: str) -> Strategy | None:
    """Return the strategy of a risk class: the first by name that names it, else the usual one."""
    named = (one for _, one in sorted(strategies.items()) if risk_class and risk_class.casefold() in _classes(one))
    return next(named, strategies.get(USUAL))


def _classes(one: Strategy) -> set[str]:
    """Return the risk classes of a strategy, in small letters."""
    return {name.casefold() for name in one.risk_classes}


def _steps(told: dict[str, Any]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Yield the levels and the calls as they were written, with their place, where they are tables at all."""
    for name in ("levels", "calls"):
        steps = told.get(name, [])
        for number, one in enumerate(steps if isinstance(steps, list) else []):
            if isinstance(one, dict):
                yield name, number, one


def _amounts(told: dict[str, Any], money: str) -> Iterator[str]:
    """Turn the amounts of a strategy into minor units, and yield what is no amount; nothing stands in its place."""
    places = [(told, "floor", "floor")]
    places += [(step, "minimum", f"{name}.{number}.minimum") for name, number, step in _steps(told)]
    for place, key, called in places:
        if key not in place:
            continue
        found = parsed(place[key], money) if isinstance(place[key], str) else None
        place[key] = found or 0
        if found is None:
            yield f"{called} is no amount of {money or 'a currency'}: write it as text, '100.00'"


def written(strategy: Strategy) -> str:
    """Return a strategy as people write it; it reads back as it is."""
    told: dict[str, Any] = strategy.model_dump(mode="json")
    sender, templates = told.pop("sender"), told.pop("templates")
    steps = [(name, told.pop(name)) for name in list(told) if _tables(told[name])]
    lines = [*_lines(told, strategy.currency), "", "[sender]", *_lines(sender, strategy.currency)]
    for name, tables in steps:
        lines += [line for table in tables for line in ("", f"[[{name}]]", *_lines(table, strategy.currency))]
    for template, languages in templates.items():
        for language, words in languages.items():
            head = f"[templates.{_toml(template)}.{_toml(language)}]"
            lines += ["", head, *_lines(words, strategy.currency)]
    return "\n".join(lines) + "\n"


def _tables(value: object) -> bool:
    """Say whether a value is a list of tables."""
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def _lines(told: dict[str, Any], money: str) -> Iterator[str]:
    """Yield the lines of a table; its amounts as decimals of the currency."""
    for name, value in told.items():
        yield f"{name} = {_toml(decimal(value, money) if name in AMOUNTS else value)}"


def _toml(value: object) -> str:
    """Return a text, a number or a list of them as TOML writes it: its basic strings are JSON's, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
