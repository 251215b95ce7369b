"""What crosses between the books and an ERP: an instruction in, a request out, and what the ERP says it booked."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from kit.ids import content_id
from kit.money import decimal, parsed

#: A JSON text that begins so is written as a number: amounts stay the decimals that they are.
_NUMBER = "\x01"
_NUMBERS = re.compile(r'"\\u0001(-?[0-9]+(?:\.[0-9]+)?)"')


class UntoldError(Exception):
    """This ERP cannot be told this instruction; the message says why and what a person does."""


class UnreadableError(Exception):
    """What the ERP answered is not what it answers."""


def known(erp_id: str, what: str) -> str:
    """Return an ERP's own id of something. UntoldError where it was never told us."""
    if not erp_id:
        raise UntoldError(f"{what} is not known: tieout erp keys")
    return erp_id


@dataclass(frozen=True, slots=True)
class Line:
    """What of a receipt, and beside it, settles one document; minor units, a credit memo's cash is negative.

    `erp_id` is the ERP's own id of the document, where it was told us; `settles`: nothing of it is left open; `due_on`
    an ISO day.
    """

    document: str
    type: str
    cash: int
    discount: int = 0
    write_off: int = 0
    deduction: int = 0
    reason: str = ""
    erp_id: str = ""
    settles: bool = False
    due_on: str = ""

    @property
    def settled(self) -> int:
        """Return what the document is less by, in minor units."""
        return self.cash + self.discount + self.write_off + self.deduction


@dataclass(frozen=True, slots=True)
class Instruction:
    """A receipt as an ERP is to hold it. `before` is what it was told last, `base` its document that stands there.

    `same`: payer, currency and amount are those of the document that stands; only what it pays is another.
    """

    erp: str
    entity: str
    receipt_id: str
    version: int
    customer: str
    customer_erp: str
    currency: str
    amount: int
    received_on: str
    gl_on: str
    bank_reference: str
    method: str
    account: str
    lines: tuple[Line, ...] = ()
    before: tuple[Line, ...] = ()
    base: str = ""
    same: bool = False

    @property
    def applied(self) -> int:
        """Return the cash that is applied, in minor units."""
        return sum(line.cash for line in self.lines)

    @property
    def added(self) -> tuple[Line, ...]:
        """Return the lines that are all that changed: money that lay there now pays them; none where more changed."""
        paid = {(line.document, line.type): line.cash for line in self.before}
        kept = [line for line in self.lines if (line.document, line.type) in paid]
        if not self.same or {(line.document, line.type): line.cash for line in kept} != paid:
            return ()
        return tuple(line for line in self.lines if line not in kept)

    @property
    def numbers(self) -> Mapping[str, str]:
        """Return our number of each document by what the ERP calls it."""
        return {line.erp_id or line.document: line.document for line in self.lines}

    @property
    def void(self) -> bool:
        """Say whether the receipt was taken back."""
        return self.amount == 0

    def content(self) -> str:
        """Return the instruction as canonical JSON.

        What came later is left out while it says nothing: earlier instructions keep their content and references.
        """
        held = asdict(self)
        if not self.same:
            del held["same"]
        for line in (*held["lines"], *held["before"]):
            if not line["due_on"]:
                del line["due_on"]
        return json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def reference(self, step: int) -> str:
        """Return our reference of a document: 16 letters and digits, from content alone, so that none is used twice."""
        return f"T{content_id('t', self.content()).removeprefix('t_')[:14].upper()}{step}"


def instruction(content: str) -> Instruction:
    """Return an instruction from its JSON."""
    held = json.loads(content)
    for name in ("lines", "before"):
        held[name] = tuple(Line(**line) for line in held[name])
    return Instruction(**held)


@dataclass(frozen=True, slots=True)
class Request:
    """What an ERP is asked: the path is put behind its address; `url` where it answers this at another one, whole."""

    method: str
    path: str
    body: bytes = b""
    media_type: str = "application/json"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """A document as an ERP says it holds it: `cash` the money of the receipt, `lines` what it applied, minor units."""

    reference: str
    erp_id: str
    cash: int
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def applied(self) -> int:
        """Return what is applied, in minor units."""
        return sum(self.lines.values())


@dataclass(frozen=True, slots=True)
class Told:
    """What is at hand where a document is written: its number among the steps, its reference, what stands there.

    `names` are what the installation says of its ERP; `earlier` the ERP's ids of the steps before; `held` its document;
    `attempt` counts from 1 how often this document is sent.
    """

    step: int
    reference: str
    names: Mapping[str, str]
    earlier: Sequence[str] = ()
    held: Mapping[str, Any] = field(default_factory=dict)
    attempt: int = 1


def number(minor: int, currency: str) -> str:
    """Return an amount that `written` makes a number of JSON."""
    return _NUMBER + decimal(minor, currency)


def written(data: object) -> bytes:
    """Return data as JSON, amounts as decimals."""
    return _NUMBERS.sub(r"\1", json.dumps(data, separators=(",", ":"))).encode()


def read(body: bytes) -> Any:
    """Return JSON with its numbers as they are written. UnreadableError where it is none."""
    try:
        return json.loads(body, parse_float=str)
    except ValueError as wrong:
        raise UnreadableError("the answer is no JSON") from wrong


def minor(value: object, currency: str) -> int:
    """Return an amount of an ERP in minor units. UnreadableError where it is none, or has parts of a cent."""
    found = parsed(str(value), currency)
    if found is None:
        raise UnreadableError(f"no amount in {currency}: {value!r}")
    return found


def digits(value: object) -> str:
    """Return an id as text, whether the ERP wrote it as a text or as a number."""
    return "" if value is None else str(value)
