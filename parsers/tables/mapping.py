"""A mapping says how one bank's tables are read: data that a person confirms once, and never code."""

import json
import re
from collections.abc import Mapping as Json
from collections.abc import Sequence
from dataclasses import dataclass, field

from kit.refusals import Invalid
from parsers.tables.bank_cells import ORDERS
from parsers.tables.bank_columns import NAMES
from parsers.tables.words import DELIMITERS, plain

#: The kind under which a mapping is pinned: `parsers.reading.Pin(PIN, mapping.to_json())`.
PIN = "mapping"
#: How a row says which way money went, and what that means for people.
SIGNS: dict[str, str] = {
    "signed": "a minus is money that left",
    "inverted": "a minus is money that came (a card's own statement)",
    "columns": "the column says it, whatever the sign",
    "columns_signed": "the column says it, a minus in it turns it round",
    "mark": "a column of marks says it, whatever the sign",
    "mark_signed": "a column of marks says it, a minus turns it round",
}
DECIMALS = (".", ",", "")
_CURRENCY = re.compile(r"[A-Z]{3}")
#: What a guess may leave open, and what is asked then.
QUESTIONS: dict[str, str] = {
    "day_order": "no day is above 12: is the first number the day (dmy) or the month (mdy)?",
    "decimal": "every mark has three digits behind it: is the decimal mark a point or a comma?",
    "sign": "nothing shows which amounts came in: signed, inverted, or by a column?",
    "currency": "no column and no amount names the currency: which is it (ISO 4217)?",
}


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a table is read.

    `header`: plain column names in order, empty for a table without a header, which `width` knows then.
    `columns`: role -> columns from 0. `day_order`, `decimal`, `sign` as in `ORDERS`, `DECIMALS`, `SIGNS`; empty where
    still asked. `credit_marks`: the marks that mean money in, where `sign` is by mark. `currency`, `account`: where no
    column says it. `proves`: the balance column must prove every row.
    """

    header: tuple[str, ...]
    columns: dict[str, tuple[int, ...]]
    day_order: str = ""
    decimal: str = ""
    sign: str = ""
    credit_marks: tuple[str, ...] = ()
    currency: str = ""
    account: str = ""
    bank: str = ""
    proves: bool = False
    width: int = 0
    codec: str = ""
    delimiter: str = ""
    asked: tuple[str, ...] = field(default=())

    @property
    def key(self) -> str:
        """Return what tells this table's shape from others: its column names, else its width."""
        return "|".join(self.header) if self.header else f"#{self.width}"

    def fits(self, header: Sequence[str], width: int) -> bool:
        """Whether a table has this shape."""
        return self.header == shape(header) if self.header else not header and width == self.width

    def at(self, role: str) -> int | None:
        """Return the column of a role, None where the table has none."""
        return self.columns[role][0] if self.columns.get(role) else None

    def in_words(self) -> str:
        """Say it for a person who is to confirm it."""
        columns = ", ".join(f"{role} = {_listed(self._names(places))}" for role, places in self.columns.items())
        said = [
            columns,
            f"days as {self.day_order}" if self.day_order else "",
            f"decimal mark {self.decimal}" if self.decimal else "",
            SIGNS.get(self.sign, ""),
            f"money in: {', '.join(self.credit_marks)}" if self.credit_marks and self.sign.startswith("mark") else "",
            f"currency {self.currency}" if self.currency else "",
            "the balance column proves it" if self.proves else "",
            *(QUESTIONS[question] for question in self.asked),
        ]
        return "; ".join(part for part in said if part)

    def to_json(self) -> str:
        """Return canonical JSON; columns by name, or by number from 1 where a name is no use."""
        body: dict[str, object] = {
            "header": list(self.header),
            "columns": {role: self._names(places) for role, places in self.columns.items()},
            "day_order": self.day_order,
            "decimal": self.decimal,
            "sign": self.sign,
            "currency": self.currency,
            "proves": self.proves,
        }
        rest = {
            "bank": self.bank,
            "account": self.account,
            "credit_marks": list(self.credit_marks),
            "width": self.width if not self.header else 0,
            "encoding": self.codec,
            "delimiter": self.delimiter,
            "asked": list(self.asked),
        }
        body |= {name: value for name, value in rest.items() if value}
        return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Mapping":
        """Return a mapping. Refused: Invalid, with what is wrong, where it is no mapping that could read a table."""
        try:
            given = json.loads(text)
        except ValueError as wrong:
            raise Invalid(f"no JSON: {wrong}") from wrong
        if not isinstance(given, dict):
            raise Invalid("a mapping is an object")
        header = tuple(_texts(given, "header"))
        mapping = cls(
            header=header,
            columns=_columns(given.get("columns"), header),
            day_order=_word(given, "day_order", ("", *ORDERS)),
            decimal=_word(given, "decimal", DECIMALS),
            sign=_word(given, "sign", ("", *SIGNS)),
            credit_marks=tuple(_texts(given, "credit_marks")),
            currency=_word(given, "currency", None),
            account=_word(given, "account", None),
            bank=_word(given, "bank", None),
            proves=given.get("proves") is True,
            width=given["width"] if isinstance(given.get("width"), int) else len(header),
            codec=_word(given, "encoding", None),
            delimiter=_word(given, "delimiter", ("", *DELIMITERS)),
            asked=tuple(one for one in _texts(given, "asked") if not given.get(one) or one not in QUESTIONS),
        )
        _refuse_odd(mapping)
        return mapping

    def _names(self, places: Sequence[int]) -> list[str]:
        """Return columns by name where that names one column, else by their number from 1."""
        return [
            self.header[place]
            if place < len(self.header) and self.header[place] and self.header.count(self.header[place]) == 1
            else str(place + 1)
            for place in places
        ]


def shape(header: Sequence[str]) -> tuple[str, ...]:
    """Return a header as it is compared: plain names, empty ones at the end left out."""
    names = [plain(cell) for cell in header]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _listed(names: Sequence[str]) -> str:
    """Return names for reading."""
    return " + ".join(name if not name.isdecimal() else f"column {name}" for name in names)


def _texts(given: Json[str, object], name: str) -> list[str]:
    """Return a list of texts. Refused: Invalid for anything else."""
    value = given.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Invalid(f"{name}: a list of texts is meant")
    return [str(one) for one in value]


def _word(given: Json[str, object], name: str, known: Sequence[str] | None) -> str:
    """Return a text, one of those known. Refused: Invalid."""
    value = given.get(name, "")
    if not isinstance(value, str) or (known is not None and value not in known):
        among = f", one of {', '.join(repr(one) for one in known)}" if known is not None else ""
        raise Invalid(f"{name}: {value!r} is not known{among}")
    return value


def _columns(given: object, header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return the columns by role. Refused: Invalid for a role or a column that is not there."""
    if not isinstance(given, dict):
        raise Invalid("columns: an object of role and columns is meant")
    found: dict[str, tuple[int, ...]] = {}
    for role, names in given.items():
        if role not in NAMES:
            raise Invalid(f"columns: {role} is no role; there are {', '.join(NAMES)}")
        listed = [names] if isinstance(names, str) else names
        if not isinstance(listed, list) or not listed:
            raise Invalid(f"columns: {role} names no column")
        found[role] = tuple(_place(name, header, role) for name in listed)
    return found


def _place(name: object, header: Sequence[str], role: str) -> int:
    """Return the column that a name or a number from 1 means."""
    if isinstance(name, str) and name in header:
        return header.index(name)
    number = str(name)
    if number.isascii() and number.isdecimal() and 1 <= int(number) <= max(len(header), 0 if header else 1000):
        return int(number) - 1
    raise Invalid(f"columns: {role} names {name!r}, which is no column of the header")


def _refuse_odd(mapping: Mapping) -> None:
    """Refuse a mapping under which no row could be money on a day."""
    if "booked" not in mapping.columns and "value" not in mapping.columns:
        raise Invalid("columns: no column gives the day (booked)")
    if not mapping.columns.keys() & {"amount", "debit", "credit"}:
        raise Invalid("columns: no column gives the amount (amount, or debit and credit)")
    if mapping.sign.startswith("columns") and not mapping.columns.keys() & {"debit", "credit"}:
        raise Invalid("sign: there is no column for debit and credit")
    if mapping.sign.startswith("mark") and not ("side" in mapping.columns and mapping.credit_marks):
        raise Invalid("sign: by mark needs the column `side` and the `credit_marks`")
    if mapping.proves and "balance" not in mapping.columns:
        raise Invalid("proves: there is no column `balance`")
    if mapping.currency and not _CURRENCY.fullmatch(mapping.currency):
        raise Invalid(f"currency: {mapping.currency!r} is no ISO 4217 code")
    if not mapping.header and not mapping.width:
        raise Invalid("width: a table without a header is known by its number of columns")


def refuse_open(mapping: Mapping) -> None:
    """Refuse a mapping that still asks something: it could be read in two ways."""
    open_ = [name for name in ("day_order", "sign") if not getattr(mapping, name)]
    open_ += ["currency"] if not mapping.currency and "currency" not in mapping.columns else []
    open_ += [name for name in mapping.asked if name not in open_ and not getattr(mapping, name, "")]
    if open_:
        raise Invalid("; ".join(f"{name}: {QUESTIONS[name]}" for name in open_))
