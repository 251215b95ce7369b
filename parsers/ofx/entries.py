"""One `STMTTRN` to an entry: repaired by us, interpreted by ofxparse, completed with what that does not hand out."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from kit.findings import Finding, Severity
from kit.money import decimal
from parsers.bai.text import NOTHING, Facts, placeholder
from parsers.codes.currencies import CURRENCIES
from parsers.codes.ofx_types import DIRECTIONS, TYPES
from parsers.ofx import words as ofx_words
from parsers.ofx.interpreted import Transaction, transaction
from parsers.ofx.tags import Told, told
from parsers.ofx.values import Amount, amount, day, no_day
from parsers.records import Entry, Kind, Method, Party, Ref, Reference

#: Elements that ofxparse interprets beyond type, amount, day and id, and as what.
_INTERPRETED = (
    ("NAME", "name"),
    ("PAYEE.NAME", "name"),
    ("EXTDPAYEE.NAME", "name"),
    ("MEMO", "memo"),
    ("CHECKNUM", "checknum"),
    ("SIC", "sic"),
)
#: What a check's serial looks like; CHECKNUM also holds other numbers of the bank's.
_SERIAL = re.compile(r"0*[1-9][0-9]{0,9}", re.ASCII)
#: Element -> which reference it is.
_REFERENCES: tuple[tuple[str, Ref], ...] = (
    ("FITID", Ref.BANK),
    ("SRVRTID", Ref.BANK),
    ("REFNUM", Ref.CUSTOMER),
    ("PAYEEID", Ref.IDENTIFICATION),
)


@dataclass(slots=True)
class Where:
    """The statement around a transaction, and what was met in it so far.

    `ours`: a bank account of ours, where a credit may be a customer's payment. `mark`: the decimal mark the file
    proves. `repeated`: FITIDs that several transactions of the statement bear. `shared`: those that another statement
    bears as well; `earlier` is what stood there under each.
    """

    account: str
    currency: str
    number: int = 0  # which statement of the file
    mark: str = ""
    ours: bool = True
    trusted: bool = True
    repeated: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    earlier: "dict[str, Same]" = field(default_factory=dict)
    made: Counter[str] = field(default_factory=Counter)
    without_id: int = 0


class Same(NamedTuple):
    """What must agree for two transactions of one FITID to be one."""

    statement: int
    account: str
    on: date | None
    minor: int


class _Said(NamedTuple):
    """One transaction with its money and its day told, and what ofxparse made of it."""

    line: int
    raw: str
    values: dict[str, str]
    size: Amount
    currency: str
    on: date | None
    type: str
    pending: bool
    heard: Transaction

    speaks: str  # its words in capitals where they say more than a name and numbers

    def value(self, *names: str) -> str:
        """Return the first of the elements that says something."""
        for name in names:
            if name in self.values:
                return self.values[name]
        return ""


def entry(line: int, raw: str, part: str, where: Where, *, pending: bool = False) -> Iterator[Entry | Finding]:
    """Yield the entry of one transaction and what was repaired, or a finding that keeps it aside.

    `part` holds its elements, `raw` the same as received.
    """
    told_here = told(part)
    values = told_here.values
    if not values:
        severity = Severity.ERROR if told_here.stray else Severity.WARNING
        yield Finding(line, "transaction_empty", "The transaction holds no element.", severity, raw)
        return
    currency = values["CURRENCY.CURSYM"].upper() if "CURRENCY.CURSYM" in values else where.currency
    size = amount(values.get("TRNAMT", ""), currency, where.mark) if "TRNAMT" not in told_here.differing else None
    if size is None:
        yield _no_amount(line, raw, told_here)
        return
    on = _day(values)
    kind = values.get("TRNTYPE", "").upper()
    kind = kind if kind in TYPES else "OTHER"
    heard = _heard(values, size, currency, on, kind)
    capitals = f"{heard.payee} {heard.memo}".upper()
    shown = capitals if ofx_words.speaks(capitals) else ""
    said = _Said(line, raw, values, size, currency, on, kind, pending, heard, shown)
    reference, again = _identity(said, where)
    yield _entry(said, where, reference, again=again)
    if again:
        message = f"FITID {reference!r} stood in an earlier statement of the file: told again, not booked again."
        yield _said(said, "transaction_told_again", message)
    yield from _oddities(said, told_here, where)


def _no_amount(line: int, raw: str, said: Told) -> Finding:
    """Return why the money of a transaction cannot be told."""
    written = said.values.get("TRNAMT", "")
    if "TRNAMT" in said.differing:
        return Finding(line, "amount_twice", "TRNAMT stands twice with two amounts: it is kept aside.", raw=raw)
    if not written:
        return Finding(line, "amount_missing", "TRNAMT is missing or empty: it is kept aside.", raw=raw)
    message = f"TRNAMT {written[:60]!r} is no amount, or could be two: the transaction is kept aside."
    return Finding(line, "amount_not_numeric", message, raw=raw)


def _day(values: dict[str, str]) -> date | None:
    """Return the day it was booked; where DTPOSTED says none, the day it was made or is available."""
    for name in ("DTPOSTED", "DTTRAN", "DTUSER", "DTAVAIL"):
        if (written := values.get(name)) and (found := day(written)):
            return found
    return None


def _heard(values: dict[str, str], size: Amount, currency: str, on: date | None, kind: str) -> Transaction:
    """Return what ofxparse makes of the transaction: every value is one it cannot misread."""
    written = values["TRNAMT"]
    given = {
        "trntype": kind,
        "trnamt": decimal(size.minor, currency) if size.odd or "," in written else written,
        "dtposted": _stamp(on),
        "fitid": values.get("FITID", "none"),
    }
    for name, element in _INTERPRETED:
        if name in values:
            given.setdefault(element, values[name])
    return transaction(given)


@lru_cache(maxsize=1024)
def _stamp(on: date | None) -> str:
    """Return a day as OFX writes it at midnight; eight zeros mean none."""
    return on.strftime("%Y%m%d000000") if on else "00000000"


def _said(said: _Said, code: str, message: str, severity: Severity = Severity.WARNING) -> Finding:
    """Return a finding about a transaction that is read: its text stands with the entry."""
    return Finding(said.line, code, message, severity)


def _oddities(said: _Said, told_here: Told, where: Where) -> Iterator[Finding]:
    """Yield what deviated and was repaired."""
    written = said.values.get("TRNAMT", "")[:60]
    if said.size.odd:
        severity = Severity.ERROR if said.size.odd == "amount_not_whole" else Severity.WARNING
        shown = decimal(said.size.minor, said.currency)
        yield _said(said, said.size.odd, f"TRNAMT {written!r} was read as {shown}.", severity)
    posted = said.values.get("DTPOSTED", said.values.get("DTTRAN", ""))
    if said.on is None:
        yield _said(said, "date_missing", "No day can be read: nothing is posted from it unseen.", Severity.ERROR)
    elif day(posted) is None:
        reason = "is missing" if no_day(posted) else f"{posted[:40]!r} is no day"
        yield _said(said, "date_repaired", f"DTPOSTED {reason}: {said.on} of the same transaction was taken.")
    if said.value("TRNTYPE").upper() not in TYPES:
        yield _said(said, "type_unknown", f"TRNTYPE {said.value('TRNTYPE')[:40]!r} is not in the list: read as OTHER.")
    expected = DIRECTIONS.get(said.type)
    if expected is not None and said.size.minor and expected is not (said.size.minor > 0):
        yield _said(said, "sign_against_type", f"TRNTYPE {said.type} with {written}: the sign counts.")
    if told_here.differing:
        names = ", ".join(told_here.differing)
        yield _said(said, "element_twice", f"Said twice in two ways, the first was taken: {names}.")
    if told_here.stray:
        yield _said(said, "text_outside_element", f"Text that belongs to no element: {told_here.stray[:80]!r}.")
    yield from _other_money(said, where)


def _other_money(said: _Said, where: Where) -> Iterator[Finding]:
    """Yield what is said of other currencies and of other transactions."""
    if said.currency != where.currency:
        rate = said.value("CURRENCY.CURRATE")
        message = f"The amount is in {said.currency}, not in the account's currency; rate {rate!r}."
        known = Severity.NOTE if said.currency in CURRENCIES else Severity.ERROR
        yield _said(said, "transaction_currency", message, known)
    if original := said.value("ORIGCURRENCY.CURSYM"):
        rate = said.value("ORIGCURRENCY.CURRATE")
        yield _said(said, "original_currency", f"Paid in {original}, booked at the rate {rate!r}.", Severity.NOTE)
    if corrected := said.value("CORRECTFITID"):
        action = said.value("CORRECTACTION").upper() or "REPLACE"
        yield _said(said, "transaction_corrected", f"The bank says {action} of {corrected!r}: look at both.")


def _entry(said: _Said, where: Where, reference: str, *, again: bool) -> Entry:
    """Put the entry together."""
    credit = said.size.minor > 0
    name = _name(said)
    memo = said.heard.memo
    lines = tuple(line for line in (*(() if memo.startswith(name) else (name,)), *memo.split("\n")) if line)
    facts = NOTHING
    if said.speaks:
        facts = ofx_words.facts_of(said.heard.payee, memo, said.currency, abs(said.size.minor))
    deleted = said.value("CORRECTACTION").upper() == "DELETE" and bool(said.size.minor)
    method = _method(said)
    kind, total = (Kind.RETURN, None) if deleted else _kind(said, where, facts, method)
    return Entry(
        line=said.line,
        kind=Kind.NOTICE if again else kind,
        method=method,
        credit=credit is not deleted,
        minor=abs(said.size.minor),
        currency=said.currency,
        bank_reference=reference,
        booked_on=said.on,
        value_on=day(said.values["DTAVAIL"]) if "DTAVAIL" in said.values else None,
        payer=_payer(said, "" if kind is Kind.RETURN and ofx_words.returned(name.upper()) else name, facts),
        account=where.account,
        references=_references(said, method, facts, kind, total),
        remittance=facts.remittance,
        text=lines,
        code=said.type,
        total_of=total,
        trusted=_trusted(said, where),
        raw=said.raw,
    )


def _trusted(said: _Said, where: Where) -> bool:
    """Tell whether the entry may be posted without a person."""
    if not where.trusted or said.on is None or said.size.odd == "amount_not_whole":
        return False
    return "CORRECTFITID" not in said.values and (said.currency == where.currency or said.currency in CURRENCIES)


def _name(said: _Said) -> str:
    """Return the name, in full where EXTDNAME goes on with what NAME was cut to."""
    name, full = said.heard.payee, said.value("EXTDNAME")
    return full if full and full.startswith(name) else name


def _method(said: _Said) -> Method:
    """Return how the money travelled: by its type, by the words, as a check where a serial is given."""
    method = TYPES[said.type].method
    if method is not Method.OTHER:
        return method
    if said.speaks and (found := ofx_words.travelled(said.speaks)):
        return found
    return Method.CHECK if _SERIAL.fullmatch(said.heard.checknum) else method


def _kind(said: _Said, where: Where, facts: Facts, method: Method) -> tuple[Kind, tuple[str, str] | None]:
    """Return what an entry is, and for a total what it sums."""
    kind = Kind.NOTICE if said.pending else TYPES[said.type].kind
    if kind is Kind.NOTICE or not where.ours or not said.size.minor:
        return (kind if kind is Kind.NOTICE else Kind.OTHER), None
    if said.size.minor < 0:
        back = kind is Kind.RECEIPT and ofx_words.returned(said.speaks)
        return (Kind.RETURN if back else Kind.OTHER), None
    if said.speaks and kind is Kind.RECEIPT:
        return _credit(said, facts, method)
    return kind, None


def _credit(said: _Said, facts: Facts, method: Method) -> tuple[Kind, tuple[str, str] | None]:
    """Return what the words make of a credit: a receipt, a total of receipts told elsewhere, or nobody's payment."""
    if facts.own or ofx_words.earned(said.speaks):
        return Kind.OTHER, None
    if box := ofx_words.lockbox(said.speaks, facts):
        return Kind.TOTAL, ("lockbox", box)
    if method is Method.ACH and facts.several and not facts.payer.name:
        return Kind.TOTAL, ("ach", facts.payer.company_id or (said.on.isoformat() if said.on else ""))
    return Kind.RECEIPT, None


def _payer(said: _Said, name: str, facts: Facts) -> Party:
    """Return the party at the other end: what the text labels, else the elements."""
    given = facts.payer
    return Party(
        given.name or ("" if ofx_words.says_no_name(name) else name),
        given.account or said.value("BANKACCTTO.ACCTID", "CCACCTTO.ACCTID"),
        given.routing or said.value("BANKACCTTO.BANKID"),
        given.company_id,
    )


def _references(
    said: _Said, method: Method, facts: Facts, kind: Kind, total: tuple[str, str] | None
) -> tuple[Reference, ...]:
    """Return every reference with its kind; a return points back to the check or transaction it takes back."""
    found: dict[Reference, None] = {}
    for name, reference in _REFERENCES:
        if (value := said.values.get(name)) and not placeholder(value):
            found[Reference(reference, value)] = None
    serial = said.heard.checknum
    if serial and not placeholder(serial):
        is_check = method is Method.CHECK
        found[Reference(Ref.CHECK, serial.lstrip("0")) if is_check else Reference(Ref.CUSTOMER, serial)] = None
    if total and total[0] == "lockbox":
        found[Reference(Ref.LOCKBOX, total[1])] = None
    if corrected := said.value("CORRECTFITID"):
        found[Reference(Ref.ORIGINAL, corrected)] = None
    elif kind is Kind.RETURN and serial.strip("0"):
        found[Reference(Ref.ORIGINAL, serial.lstrip("0"))] = None
    return tuple(found | dict.fromkeys(facts.references)) if facts is not NOTHING else tuple(found)


def _identity(said: _Said, where: Where) -> tuple[str, bool]:
    """Return the reference of the entry, and whether an earlier statement of the file told it already (7.3).

    A FITID that is missing, or that several transactions bear, is none: day, amount and words with an ordinal among
    equals give the same one in the next file.
    """
    given = said.value("FITID")
    if given and given not in where.repeated:
        if given not in where.shared:
            return given, False
        same = Same(where.number, where.account, said.on, said.size.minor)
        before = where.earlier.setdefault(given, same)
        if before.statement == same.statement:
            return given, False
        if before[1:] == same[1:]:
            return given, True
    where.without_id += 1
    day_said = said.on.strftime("%Y%m%d") if said.on else ""
    hashed = sha256(f"{where.account}\n{said.heard.payee}\n{said.heard.memo}".encode()).hexdigest()[:12]
    made = f"{day_said}:{said.size.minor}:{hashed}"
    where.made[made] += 1
    return f"{made}:{where.made[made]}", False
