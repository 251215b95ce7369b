"""The policy as people write it: sections, amounts as decimals, shares in percent; refused with all that is wrong."""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from kit.money import decimal, exponent, parsed
from kit.refusals import Invalid
from matcher.policy import AMOUNTS, PLACES, Policy, form

#: Place -> the field it states.
FIELDS: dict[str, str] = {place: name for name, place in PLACES.items()}
#: A table of amounts in other currencies is `[currencies.EUR.deductions]`.
CURRENCIES = "currencies"
#: Names the legal entity the file is for; only its own books read it.
ENTITY = "entity"
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_HEAD = re.compile(r"\s*\[\s*([\w.\-\" ]+?)\s*\]")
_KEY = re.compile(r"\s*([\w\-\".]+?)\s*=")
_PERCENT = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*%", re.ASCII)
_BASIS_POINTS = 10_000


class BadPolicy(Invalid):
    """The policy file holds values that cannot be used; all of them are listed, with their lines."""

    code = "bad_policy"

    def __init__(self, detail: str, reasons: tuple[str, ...] = ()) -> None:
        super().__init__("; ".join((detail, *reasons)) if len(reasons) < 2 else detail)
        self.reasons = reasons if len(reasons) > 1 else ()


@dataclass(frozen=True, slots=True)
class Read:
    """A policy as it was read: where each field was stated (`line 12`), the rest defaults; what is old in it."""

    policy: Policy
    stated: Mapping[str, str]
    warnings: tuple[str, ...] = ()
    entity: str = ""


@dataclass(slots=True)
class _Reading:
    """What has been read so far: values by field, amounts by currency, where, and what is wrong."""

    lines: Mapping[str, int]
    currency: str  # of the file's amounts, `""` where nobody says it or it cannot be read
    misnamed: bool = False  # a currency is named that cannot be read
    values: dict[str, Any] = field(default_factory=dict)
    abroad: dict[str, dict[str, Any]] = field(default_factory=dict)
    stated: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def wrong(self, place: str, what: str) -> None:
        """Note a problem at its line, where the line is known."""
        line = self.lines.get(place, 0)
        self.problems.append((line, f"{f'line {line}: ' if line else ''}{place}: {what}"))

    def take(self, place: str, name: str, value: object) -> None:
        """Take the value of a field; stated twice is wrong."""
        if name in self.stated:
            self.wrong(place, f"stated before, {self.stated[name]}")
            return
        line = self.lines.get(place, 0)
        self.stated[name] = f"line {line}" if line else place
        self.values[name] = value


def read(text: str, currency: str = "", *, name: str = "policy.toml") -> Policy:
    """Read a policy. Refused: BadPolicy with every problem at once."""
    return sourced(text, currency, name=name).policy


def sourced(text: str, currency: str = "", *, name: str = "policy.toml") -> Read:
    """Read a policy with where each field is stated; `currency` is the entity's, that of amounts where none is named.

    Refused: BadPolicy with every problem at once. Old keys without a section are read, in minor units, with a warning.
    """
    try:
        told: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise BadPolicy(f"{name}: {broken}") from broken
    known = _currency(told, currency)
    reading = _Reading(_lines(text), known, misnamed=bool(told.get("currency")) and not known)
    entity = told.pop(ENTITY, "")
    if not isinstance(entity, str):
        reading.wrong(ENTITY, 'a name in quotes, as in "MAIN"')
    for key, value in told.items():
        _top(reading, key, value)
    _settle(reading, told)
    policy = _validated(reading)
    if reading.problems or policy is None:
        reasons = tuple(said for _, said in sorted(reading.problems))
        one = len(reasons) == 1
        raise BadPolicy(f"{name}" if one else f"{name}: {len(reasons)} problems", reasons)
    return Read(policy, reading.stated, tuple(reading.warnings), str(entity))


def _currency(told: Mapping[str, Any], given: str) -> str:
    """Return the currency of the file's amounts, `""` where nobody says."""
    said = told.get("currency", given)
    return said if isinstance(said, str) and _CURRENCY.fullmatch(said) else ""


def _settle(reading: _Reading, told: Mapping[str, Any]) -> None:
    """Say in which currency the amounts are: a file of old keys alone holds in each, as it did."""
    said = told.get("currency", "")
    if reading.misnamed:
        reading.wrong("currency", "three letters, as in USD")
    if said == "" and "currency" in told:
        reading.values.pop("currency", None)
    if any(isinstance(value, dict) for value in told.values()) or said:
        reading.values["currency"] = reading.currency
    if reading.abroad:
        reading.values["currencies"] = [
            [currency, sorted(amounts.items())] for currency, amounts in sorted(reading.abroad.items())
        ]


def _top(reading: _Reading, key: str, value: object) -> None:
    """Read what stands before the sections, and each section."""
    if key == CURRENCIES and isinstance(value, dict):
        for currency, sections in value.items():
            _abroad(reading, currency, sections)
    elif isinstance(value, dict):
        _section(reading, key, value)
    elif key in FIELDS:
        reading.take(key, FIELDS[key], value)
    elif key in PLACES:
        section, _, name = PLACES[key].partition(".")
        reading.warnings.append(
            f"{key} (minor units) is now `{name}` in [{section}], as a decimal where it is an amount"
        )
        reading.take(key, key, value)
    else:
        reading.wrong(key, _unknown(key, [*FIELDS, CURRENCIES, ENTITY]))


def _section(reading: _Reading, section: str, told: Mapping[str, Any]) -> None:
    """Read one section."""
    sections = sorted({place.partition(".")[0] for place in FIELDS if "." in place} | {CURRENCIES})
    if section not in sections:
        reading.wrong(section, _unknown(section, sections, "section"))
        return
    for key, value in told.items():
        place = f"{section}.{key}"
        if place not in FIELDS:
            reading.wrong(place, _unknown(place, [*FIELDS]))
            continue
        plain = _plain(reading, place, value, reading.currency)
        if plain is not None:
            reading.take(place, FIELDS[place], plain)


def _abroad(reading: _Reading, currency: str, sections: object) -> None:
    """Read the amounts that hold in another currency."""
    where = f"{CURRENCIES}.{currency}"
    if not _CURRENCY.fullmatch(currency) or currency == reading.currency or not isinstance(sections, dict):
        reading.wrong(where, "a table named after another currency than the file's, as in [currencies.EUR.deductions]")
        return
    amounts = {PLACES[name]: name for name in AMOUNTS}
    reading.abroad[currency] = {}
    for section, told in sections.items():
        for key, value in told.items() if isinstance(told, dict) else [("", None)]:
            place = f"{section}.{key}".removesuffix(".")
            if place not in amounts:
                reading.wrong(f"{where}.{place}", _unknown(place, [*amounts], "amount"))
                continue
            plain = _plain(reading, f"{where}.{place}", value, currency, amounts[place])
            if plain is not None:
                reading.abroad[currency][amounts[place]] = plain


def _plain(reading: _Reading, place: str, value: object, currency: str, name: str = "") -> object:
    """Return a value as the matcher wants it; what cannot be is noted, and None."""
    kind = form(name or FIELDS[place])
    if kind == "plain":
        return value
    if kind in {"share", "rate"}:
        return _share(reading, place, value, whole=kind == "share")
    if not currency and not reading.misnamed:
        reading.wrong(place, 'say in which currency amounts are: currency = "USD" before the first section')
    if kind == "amount":
        return _amount(reading, place, value, currency)
    if not isinstance(value, list):
        reading.wrong(place, f"a list of amounts, as in [{_sample(currency)}]")
        return None
    found = [_amount(reading, place, one, currency) for one in value]
    return None if None in found else found


def _amount(reading: _Reading, place: str, value: object, currency: str) -> int | None:
    """Return an amount written as a decimal, with or without its currency, in minor units."""
    text = value.removesuffix(currency).strip() if isinstance(value, str) else ""
    minor, digits = parsed(text, currency), exponent(currency)
    longer = len(text.partition(".")[2]) > digits > 0  # 5.000 is five thousand to some and five to others
    if minor is None or longer:
        reading.wrong(
            place,
            f"an amount is a decimal in quotes with at most {digits} digits behind the "
            f"point, as in {_sample(currency)}; it says {value!r}",
        )
    elif minor < 0:
        reading.wrong(place, f"an amount is nothing or more; it says {value!r}")
    return None if longer or minor is None or minor < 0 else minor


def _share(reading: _Reading, place: str, value: object, *, whole: bool) -> int | float | None:
    """Return a share written in percent: in basis points where they are whole, else as a rate."""
    found = _PERCENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        reading.wrong(place, f'a share is a percentage in quotes, as in "2.5%"; it says {value!r}')
        return None
    rate = Decimal(found[1]) / 100
    if whole and (rate * _BASIS_POINTS) % 1:
        reading.wrong(place, f"a share has at most two digits behind the point; it says {value!r}")
        return None
    return int(rate * _BASIS_POINTS) if whole else float(rate)


def _validated(reading: _Reading) -> Policy | None:
    """Return the policy, or note what its fields refuse."""
    try:
        return Policy.model_validate(reading.values)
    except ValidationError as wrong:
        for each in wrong.errors():
            name = str(each["loc"][0])
            place = name if name in reading.lines else PLACES.get(name, name)
            reading.wrong(place, f"{_said(name, each)}")
        return None


def _said(name: str, error: Any) -> str:
    """Return what a field refuses, in the words of the file."""
    limits = {
        key: written(name, limit, "") for key, limit in error.get("ctx", {}).items() if key in {"ge", "gt", "le", "lt"}
    }
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    if limits:
        return ", ".join(f"must be {words[key]} {limit}" for key, limit in limits.items())
    return str(error["msg"])


def written(name: str, value: Any, currency: str) -> str:
    """Return a field's value as the file writes it; amounts in minor units where no currency is named."""
    kind = form(name)
    if kind in {"share", "rate"}:
        rate = Decimal(value) / 100 if kind == "share" else Decimal(str(value)) * 100
        return f'"{rate.normalize():f}%"'
    if kind == "amount" and currency:
        return f'"{decimal(value, currency)}"'
    if kind == "amounts" and currency:
        return f"[{', '.join(_quoted(decimal(one, currency)) for one in value)}]"
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(_quoted(one) if isinstance(one, str) else str(one) for one in value)}]"
    return _quoted(value) if isinstance(value, str) else str(value)


def example(currency: str = "USD", entity: str = "MAIN") -> str:
    """Return a file that states every field with its default, each with its meaning; it reads back as the defaults."""
    return "\n".join(_example(currency, entity)) + "\n"


def _example(currency: str, entity: str) -> Iterator[str]:
    """Yield the lines of the example."""
    yield "# What may be posted without a person. Every value here is the default: state only what you change."
    yield f"{ENTITY} = {_quoted(entity)}"
    section = ""
    for name, place in PLACES.items():
        head, _, key = place.rpartition(".")
        if head != section:
            yield f"\n[{head}]"
            section = head
        value = currency if name == "currency" else Policy.model_fields[name].default
        yield f"# {Policy.model_fields[name].description}"
        yield f"{key} = {written(name, value, currency)}"
    yield "\n# Amounts in another currency; without such a table nothing that needs a limit is posted in it."
    yield "# [currencies.EUR.deductions]"
    yield '# limit = "5000.00"'


def _lines(text: str) -> dict[str, int]:
    """Return the line of every key and section, as far as a glance can tell."""
    found: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if head := _HEAD.match(line):
            section = head[1].replace('"', "").replace(" ", "")
            found.setdefault(section, number)
        elif key := _KEY.match(line):
            name = key[1].replace('"', "")
            found.setdefault(f"{section}.{name}".removeprefix("."), number)
    return found


def _unknown(key: str, known: list[str], what: str = "key") -> str:
    """Return that there is no such key, and which was perhaps meant."""
    last = {one: one.rpartition(".")[2] for one in known}
    near = difflib.get_close_matches(key, known, n=1) or [
        one for one, name in last.items() if name == key.rpartition(".")[2]
    ]
    near = near or [one for one in known if difflib.get_close_matches(key.rpartition(".")[2], [last[one]], n=1)]
    return f"there is no such {what}{f', did you mean {near[0]}?' if near else ''}"


def _sample(currency: str) -> str:
    """Return how a hundred is written in a currency."""
    return _quoted(decimal(100 * 10 ** exponent(currency), currency))


def _quoted(text: object) -> str:
    """Return a text as TOML writes it."""
    return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
