"""From a BAI2 transaction (16) to an entry: what it is, which way the money went, who paid and what for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kit.findings import Finding, Severity
from parsers.bai.fields import Detail, amount, day, detail, funds_odd, worded_detail
from parsers.bai.lines import Logical
from parsers.bai.text import NOTHING, Facts, facts, placeholder
from parsers.codes.bai2_types import TypeCode, type_code
from parsers.records import Entry, Kind, Method, Record, Ref, Reference

#: Codes whose customer reference is the serial of a check (1.4), and the returned deposit that names one.
CHECK_CODES = frozenset({"395", "474", "475", "555"})
#: How words name a check: `CK 4471`, `CHECK NO 4471`, `CHK#4471`, `SER NO 0004471`.
_CHECK_NAMED = re.compile(r"\b(?:CHECK|CHEQUE|CHK|CK|SERIAL|SER)[\s.]*(?:NO\.?|NUMBER|NBR|NUM)?[\s:#]*(\d{2,12})\b")
_MESSAGE = "890"
_SPLIT = frozenset({"S", "D"})
#: Looked up once, for a file has many of them.
_ACH = Method.ACH
_RECEIPT, _TOTAL, _RETURN, _OTHER = Kind.RECEIPT, Kind.TOTAL, Kind.RETURN, Kind.OTHER
_MONEY = frozenset({_RECEIPT, _TOTAL})
_LOCKBOX_MAX = 10


@dataclass(frozen=True, slots=True)
class Where:
    """The account an entry stands in: its number, currency and day, and whether its money may be booked."""

    account: str
    currency: str
    as_of: date | None
    final: bool
    trusted: bool
    slashed: bool
    one_reference: bool = False


def entry(record: Logical, where: Where) -> Iterator[Record]:
    """Yield the entry of a 16 and a finding for each oddity; an amount that cannot be read is quarantined."""
    fields = worded_detail(record) if where.one_reference else detail(record)
    code = fields.code.strip().zfill(3)
    kind = type_code(code)
    minor, odd = amount(fields.amount, where.currency)
    text = _text(fields, slashed=where.slashed)
    if code == _MESSAGE and not minor:
        yield _said(record, "message", " ".join(text) or "A message without text.", Severity.NOTE)
        return
    if kind is None or minor is None:
        reason = f"type code {fields.code!r}" if kind is None else f"amount {fields.amount!r}"
        yield _said(
            record,
            "amount_missing" if kind and not odd else "entry_unreadable",
            f"The {reason} cannot be read.",
            Severity.ERROR,
        )
        return
    if kind.sign == "none":
        yield _said(record, "entry_without_direction", f"Code {code} says neither credit nor debit.", Severity.ERROR)
        return
    yield _entry(record, where, fields, kind, minor=minor, text=text)
    yield from _oddities(record, fields, kind, minor, odd)


def _said(record: Logical, code: str, message: str, severity: Severity = Severity.WARNING) -> Finding:
    """Return a finding about one transaction."""
    return Finding(record.line, code, message, severity, "\n".join(record.raw))


def _oddities(record: Logical, fields: Detail, kind: TypeCode, minor: int, odd: str) -> Iterator[Finding]:
    """Yield what deviates from the rules and was repaired (1.10)."""
    if odd:
        yield _said(record, odd, f"The amount {fields.amount!r} was read as {minor}.")
    if fields.sub and fields.funds.strip().upper() in _SPLIT:
        days = ", ".join(f"{when}: {text or 0}" for when, text in _availability(fields))
        yield _said(record, "funds_available", f"Available by days after the report: {days}.", Severity.NOTE)
    if minor < 0:
        yield _said(record, "amount_negative", "A negative amount turns the direction of its type code.")
    if fields.funds not in {"", "Z", "0", "1", "2", "V", "S", "D"} and (funds := funds_odd(fields.funds)):
        yield _said(record, funds, f"Funds type {fields.funds!r}.")
    if not kind.known:
        yield _said(record, "type_code_unknown", f"Code {kind.code} is in no list: read by its range.")
    if len(fields.code.strip()) < 3:
        yield _said(record, "type_code_short", f"Code {fields.code!r} was read as {kind.code}.")
    if record.wrapped:
        yield _said(record, "text_wrapped", f"{record.wrapped} lines of text came without a record code.")


def _availability(fields: Detail) -> list[tuple[str, str]]:
    """Return days after the report and amounts of funds types S and D (1.5); they count in no total."""
    if fields.funds.strip().upper() == "S":
        return list(zip(("0", "1", "2 or more"), fields.sub, strict=False))
    return list(zip(fields.sub[1::2], fields.sub[2::2], strict=False))


def _text(fields: Detail, *, slashed: bool) -> list[str]:
    """Return the lines of text; the slash goes only where every record of the file ends in one (1.2)."""
    return without_slashes(fields.text) if slashed else fields.text


def without_slashes(text: list[str]) -> list[str]:
    """Return lines of text without the slash that ends each record."""
    return [plain for line in text if (plain := line.removesuffix("/").rstrip())]


def _entry(record: Logical, where: Where, fields: Detail, kind: TypeCode, *, minor: int, text: list[str]) -> Entry:
    """Put one entry together."""
    told = facts(text, record.raw, where.currency, abs(minor))
    credit = (kind.sign == "credit") == (minor >= 0)
    bank, customer = fields.bank.strip(), fields.customer.strip()
    bank = "" if placeholder(bank) or bank == where.account else bank
    customer = "" if placeholder(customer) or customer == where.account else customer
    role, total = role_of(kind, told, where, bank, customer) if credit else (_debit_role(kind, minor), None)
    references = (*_given(kind, bank, customer, total), *told.references)
    if role is Kind.RETURN:
        references = pointing_back(references, kind.method, text)
    return Entry(
        line=record.line,
        kind=role if where.final else Kind.NOTICE,
        method=kind.method,
        credit=credit,
        minor=abs(minor),
        currency=where.currency,
        bank_reference=bank,
        booked_on=where.as_of,
        value_on=_value_day(fields, where),
        payer=told.payer,
        account=where.account,
        references=tuple(dict.fromkeys(references)),
        remittance=told.remittance,
        text=tuple(text),
        code=kind.code,
        total_of=total,
        trusted=where.trusted,
        raw="\n".join(record.raw),
    )


def _debit_role(kind: TypeCode, minor: int) -> Kind:
    """Money that leaves is a return or nobody's payment; a credit turned round by its sign is a return."""
    if minor < 0 or kind.kind is Kind.RETURN:
        return Kind.RETURN
    return Kind.OTHER


def role_of(kind: TypeCode, told: Facts, where: Where, bank: str, customer: str) -> tuple[Kind, tuple[str, str] | None]:
    """Return what a credit is, and for a total what it sums."""
    if kind.sign != "credit":
        return _RETURN, None  # a debit turned round by its sign
    if told.own and kind.kind is _RECEIPT:
        return _OTHER, None  # interest, a sweep: nobody's payment
    if kind.family == "lockbox":
        return _TOTAL, ("lockbox", told.lockbox or _lockbox_number(customer) or _lockbox_number(bank))
    if kind.kind is _TOTAL and not (kind.code == "166" and _own_payer(told)):
        return _TOTAL, (kind.family, _key(told, where, customer))
    if kind.kind in _MONEY and kind.method is _ACH and not _own_payer(told):
        return _TOTAL, ("ach", _key(told, where, ""))
    return (_RECEIPT if kind.kind is _TOTAL else kind.kind), None


def _own_payer(told: Facts) -> bool:
    """Tell whether an ACH credit names one payer, or at least speaks of no settlement of several."""
    return bool(told.payer.name) or not (told.several or told is NOTHING)


def _key(told: Facts, where: Where, reference: str) -> str:
    """Return what ties a total to its detail: company id, trace, reference or day, the first that is given."""
    trace = next((reference.value for reference in told.references if reference.kind is Ref.TRACE), "")
    return told.payer.company_id or trace or reference or (where.as_of.isoformat() if where.as_of else "")


def _lockbox_number(reference: str) -> str:
    """Return a reference that can be a lockbox number, without pad zeros."""
    plain = reference.lstrip("0")
    return plain if reference.isdigit() and 1 < len(plain) <= _LOCKBOX_MAX else ""


def _given(kind: TypeCode, bank: str, customer: str, total: tuple[str, str] | None) -> Iterator[Reference]:
    """Yield the references of the record's own fields."""
    if bank:
        yield Reference(Ref.BANK, bank)
    if customer:
        yield Reference(Ref.CHECK if kind.code in CHECK_CODES else Ref.CUSTOMER, customer)
    if total and total[0] == "lockbox" and total[1]:
        yield Reference(Ref.LOCKBOX, total[1])


def pointing_back(references: tuple[Reference, ...], method: Method, text: list[str]) -> tuple[Reference, ...]:
    """Name, for a return, the reference of the payment it takes back: its check, its trace, else what was given.

    Where no field gives the serial of a check that comes back, and the words name one, it is that.
    """
    if method is Method.CHECK and all(reference.kind is not Ref.CHECK for reference in references):
        named = {found[1] for found in _CHECK_NAMED.finditer(" ".join(text).upper())}
        references += tuple(Reference(Ref.CHECK, serial) for serial in named if len(named) == 1)
    for wanted in (Ref.CHECK, Ref.TRACE, Ref.CUSTOMER):
        for reference in references:
            if reference.kind is wanted:
                return (*references, replace(reference, kind=Ref.ORIGINAL))
    return references


def _value_day(fields: Detail, where: Where) -> date | None:
    """Return the value day of funds type V; one before the day of the report is read as that day (1.5)."""
    if fields.funds.strip().upper() != "V" or not fields.sub:
        return None
    return valued(fields.sub[0], where)


def valued(text: str, where: Where) -> date | None:
    """Return a value day; one before the day of the report is read as that day (1.5)."""
    value = day(text)
    return max(value, where.as_of) if value and where.as_of else value
