"""One camt `Ntry` to entries: a batch gives one for each of its details, and what is left over one of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kit.days import iso
from kit.findings import Finding, Severity
from kit.money import decimal
from parsers import decimals
from parsers.codes.iso20022_btc import DOMAINS, RETURNS, SUBFAMILIES, method
from parsers.iso20022_parties import party
from parsers.iso20022_remittance import Told, given, joined, minor, remitted
from parsers.iso20022_xml import Node
from parsers.records import Adjustment, Entry, Kind, Method, Party, Ref, Reference, Remittance

_IMAD = re.compile(r"\d{8}[A-Z0-9]{8}\d{6}", re.ASCII)
_TRACE = re.compile(r"\d{15}", re.ASCII)
_TRUE = frozenset({"true", "1"})
_DIRECTIONS = {"CRDT": True, "DBIT": False}
_BOOKED = frozenset({"BOOK", "BOOKED"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What the statement around an entry says of it."""

    account: str
    currency: str
    on: date | None
    status: str  # what an entry without a status is taken for
    copy: bool = False  # a duplicate or copy of a statement: nothing of it is booked again


@dataclass(frozen=True, slots=True)
class Booked:
    """What all details of an entry share."""

    node: Node
    minor: int
    currency: str
    credit: bool
    booked_on: date | None
    value_on: date | None
    code: str
    method: Method
    kind: Kind
    reference: str
    references: tuple[Reference, ...]
    text: tuple[str, ...]
    setting: Setting


def entries(node: Node, setting: Setting) -> Iterator[Entry | Finding]:
    """Yield the entries of one `Ntry`; their signed sum is the amount booked."""
    amount = node.at("Amt")
    currency = (amount.attributes.get("Ccy") if amount else "") or setting.currency
    size = decimals.minor(amount.text, currency) if amount else None
    if size is None:
        text = amount.text if amount else ""
        yield Finding(
            node.line, "amount_not_numeric", "Ntry/Amt holds no amount: the entry is kept aside", raw=text[:200]
        )
        return
    indicator = node.value("CdtDbtInd")
    if indicator not in {"CRDT", "DBIT"}:
        yield Finding(node.line, "direction_missing", "Ntry/CdtDbtInd is neither CRDT nor DBIT", raw=indicator[:200])
        return
    booked = _booked(node, abs(size), currency, setting, credit=(indicator == "CRDT") is (size >= 0))
    if booked.booked_on is None:
        yield Finding(node.line, "booking_date_missing", "The entry has no date", Severity.WARNING)
    details = [detail for group in node.all("NtryDtls") for detail in group.all("TxDtls")]
    if len(details) > 1:
        yield from _several(booked, details)
    else:
        yield _single(booked, details[0] if details else None)


def _booked(node: Node, size: int, currency: str, setting: Setting, *, credit: bool) -> Booked:
    """Read what stands at the entry itself."""
    domain, family, sub = (
        node.value("BkTxCd", "Domn", "Cd"),
        node.value("BkTxCd", "Domn", "Fmly", "Cd"),
        node.value("BkTxCd", "Domn", "Fmly", "SubFmlyCd"),
    )
    code = "/".join(part for part in (domain, family, sub) if part) or node.value("BkTxCd", "Prtry", "Cd")
    booking, value = _day(node.at("BookgDt")), _day(node.at("ValDt"))
    reversal = node.value("RvslInd") in _TRUE
    reference = given(node.value("AcctSvcrRef"))
    own = ((Ref.BANK, reference), (Ref.CUSTOMER, given(node.value("NtryRef"))))
    return Booked(
        node,
        size,
        currency,
        credit,
        booking or value or setting.on,
        value,
        code,
        method(family, sub),
        _kind(node, setting, (domain, sub), credit=credit, reversal=reversal),
        reference,
        tuple(Reference(kind, one) for kind, one in own if one),
        tuple(joined([node.value("AddtlNtryInf")])),
        setting,
    )


def _kind(node: Node, setting: Setting, code: tuple[str, str], *, credit: bool, reversal: bool) -> Kind:
    """Return what an entry is: only what is booked is money; the direction is the account's, also of reversals."""
    status = (node.value("Sts", "Cd") or node.value("Sts") or setting.status).upper()
    if status not in _BOOKED or setting.copy:
        return Kind.NOTICE
    domain, sub = code
    if reversal or sub in RETURNS:
        return Kind.RETURN
    if not credit:
        return Kind.OTHER
    return SUBFAMILIES.get(sub) or DOMAINS.get(domain) or Kind.RECEIPT


def _day(node: Node | None) -> date | None:
    """Return the calendar day as written, of `Dt` or `DtTm`, never moved by an offset."""
    if node is None:
        return None
    return iso((node.value("Dt") or node.value("DtTm") or node.text)[:10])


def _single(booked: Booked, detail: Node | None) -> Entry:
    """Return the one entry of a `Ntry`: its money is what was booked, whatever its detail says."""
    if detail is None:
        return _undetailed(booked)
    entry = _detailed(booked, detail, booked.minor, credit=booked.credit)
    stated = _detail_minor(detail, booked)
    charge = _charges(detail, booked) or _charges(booked.node, booked)
    if stated is None or not charge or stated == booked.minor:
        return entry
    difference = booked.minor - stated
    if abs(difference) != charge:
        return entry
    words = f"CHARGES {decimal(charge, booked.currency)} {booked.currency}"
    line = Remittance(
        booked.node.line, "adjustment", "", paid=difference, adjustments=(Adjustment(difference, "CHRG"),), text=words
    )
    return replace(entry, remittance=(*entry.remittance, line))


def _undetailed(booked: Booked) -> Entry:
    """Return an entry whose details stand elsewhere: the total of a batch, or a movement nobody explained."""
    batch = booked.node.at("NtryDtls", "Btch")
    entry = _plain(booked, booked.minor, credit=booked.credit)
    if batch is None:
        return entry
    keys = [given(batch.value("MsgId")), given(batch.value("PmtInfId"))]
    references = tuple(Reference(Ref.BATCH, key) for key in keys if key)
    entry = replace(entry, references=entry.references + references)
    number = batch.value("NbOfTxs")
    several = not number.isdecimal() or len(number) > 9 or int(number) != 1
    if entry.kind is not Kind.RECEIPT or not several:
        return entry
    return replace(entry, kind=Kind.TOTAL, total_of=("deposit", booked.reference or next(filter(None, keys), "")))


def _several(booked: Booked, details: Sequence[Node]) -> Iterator[Entry | Finding]:
    """Yield an entry for each detail and one for what they leave of the amount booked."""
    sizes = [_detail_minor(detail, booked) for detail in details]
    if any(size is None for size in sizes):
        yield from _unsized(booked, details)
        return
    found = [
        _detailed(booked, detail, size or 0, credit=_DIRECTIONS.get(detail.value("CdtDbtInd"), booked.credit))
        for detail, size in zip(details, sizes, strict=True)
    ]
    left = (booked.minor if booked.credit else -booked.minor) - sum(_signed(entry) for entry in found)
    explained = left == 0 or abs(left) == _charges(booked.node, booked)
    for entry in found:
        yield entry if explained else replace(entry, trusted=False)
    if left:
        yield from _residual(booked, left, explained=explained)


def _signed(entry: Entry) -> int:
    """Return what an entry moves on the account."""
    return entry.minor if entry.credit else -entry.minor


def _unsized(booked: Booked, details: Sequence[Node]) -> Iterator[Entry | Finding]:
    """Yield one entry for the whole where details state no amount in the entry's currency."""
    message = f"{len(details)} details state no amount in {booked.currency}: read as one total"
    yield Finding(booked.node.line, "detail_amounts_missing", message, Severity.WARNING)
    parts = [_detailed(booked, detail, 0, credit=booked.credit) for detail in details]
    entry = _plain(booked, booked.minor, credit=booked.credit)
    yield replace(
        entry,
        kind=Kind.TOTAL if entry.kind is Kind.RECEIPT else entry.kind,
        total_of=("deposit", booked.reference) if entry.kind is Kind.RECEIPT else None,
        references=tuple(dict.fromkeys((*entry.references, *(one for part in parts for one in part.references)))),
        remittance=tuple(line for part in parts for line in part.remittance),
        text=tuple(dict.fromkeys((*entry.text, *(line for part in parts for line in part.text)))),
    )


def _residual(booked: Booked, left: int, *, explained: bool) -> Iterator[Entry | Finding]:
    """Yield the difference between an entry and its details as an entry of its own: charges, or unexplained."""
    words = "CHARGES" if explained else "NOT EXPLAINED BY DETAILS"
    if not explained:
        message = f"The details differ from the entry by {left} (minor units); the rest is an entry of its own"
        yield Finding(booked.node.line, "details_do_not_sum", message, Severity.WARNING)
    rest = _plain(booked, abs(left), credit=left > 0)
    kind = Kind.NOTICE if booked.kind is Kind.NOTICE else Kind.OTHER
    yield replace(rest, kind=kind, text=(f"{words} {decimal(abs(left), booked.currency)}", *rest.text))


def _plain(booked: Booked, size: int, *, credit: bool) -> Entry:
    """Return an entry with what stands at the `Ntry` alone."""
    return Entry(
        line=booked.node.line,
        kind=booked.kind,
        method=booked.method,
        credit=credit,
        minor=size,
        currency=booked.currency,
        bank_reference=booked.reference,
        booked_on=booked.booked_on,
        value_on=booked.value_on,
        account=booked.setting.account,
        references=booked.references,
        text=booked.text,
        code=booked.code,
    )


def _detailed(booked: Booked, detail: Node, size: int, *, credit: bool) -> Entry:
    """Return the entry of one detail."""
    told = _told(detail, booked.currency)
    returned = detail.at("RtrInf")
    kind = Kind.RETURN if returned is not None and booked.kind is not Kind.NOTICE else booked.kind
    if kind is Kind.RECEIPT and not credit:
        kind = Kind.OTHER
    reference = given(detail.value("Refs", "AcctSvcrRef")) or booked.reference
    references = _references(detail, returning=kind is Kind.RETURN)
    text = told.text + _reasons(returned) + tuple(joined([detail.value("AddtlTxInf")]))
    return replace(
        _plain(booked, size, credit=credit),
        line=detail.line,
        kind=kind,
        bank_reference=reference,
        payer=_counterparty(detail, credit=credit, returning=kind is Kind.RETURN),
        references=tuple(dict.fromkeys((*references, *booked.references, *told.references))),
        remittance=told.lines,
        text=tuple(dict.fromkeys(text or booked.text)),
    )


def _told(detail: Node, currency: str) -> Told:
    """Return the remittance of a detail, and where it was sent if it was sent apart."""
    told = remitted(detail.at("RmtInf"), currency)
    apart = tuple(
        Reference(Ref.TRN, one.value("RmtId")) for one in detail.all("RltdRmtInf") if given(one.value("RmtId"))
    )
    return replace(told, references=told.references + apart)


def _counterparty(detail: Node, *, credit: bool, returning: bool) -> Party:
    """Return the other side: the debtor of a credit, the creditor of a debit; of a return whichever is named."""
    parties, agents = detail.at("RltdPties"), detail.at("RltdAgts")
    sides = ("Dbtr", "Cdtr") if credit or returning else ("Cdtr", "Dbtr")
    found = [party(parties, agents, side) for side in sides]
    return next((one for one in found if one.name or one.account), found[0]) if returning else found[0]


def _reasons(returned: Node | None) -> tuple[str, ...]:
    """Return why a payment came back, in the bank's code and words."""
    if returned is None:
        return ()
    words = [returned.value("Rsn", "Cd") or returned.value("Rsn", "Prtry")]
    words += [one.text for one in returned.all("AddtlInf")]
    return tuple(word for word in words if word)


#: element of `Refs` -> what the reference is; a clearing reference tells itself apart by its shape
_REFS: tuple[tuple[str, Ref], ...] = (
    ("AcctSvcrRef", Ref.BANK),
    ("EndToEndId", Ref.END_TO_END),
    ("UETR", Ref.UETR),
    ("InstrId", Ref.CUSTOMER),
    ("TxId", Ref.CUSTOMER),
    ("AcctOwnrTxId", Ref.CUSTOMER),
    ("ClrSysRef", Ref.CUSTOMER),
    ("MsgId", Ref.BATCH),
    ("PmtInfId", Ref.BATCH),
    ("MndtId", Ref.MANDATE),
    ("ChqNb", Ref.CHECK),
)


def _references(detail: Node, *, returning: bool) -> tuple[Reference, ...]:
    """Return the references of a detail; a return's end-to-end number names the payment it takes back."""
    node = detail.at("Refs")
    if node is None:
        return ()
    found = [Reference(_shaped(value, kind), value) for name, kind in _REFS if (value := given(node.value(name)))]
    found += [
        Reference(_shaped(value, Ref.CUSTOMER), value)
        for one in node.all("Prtry")
        if (value := given(one.value("Ref")))
    ]
    if returning:
        found += [Reference(Ref.ORIGINAL, one.value) for one in found if one.kind is Ref.END_TO_END]
    return tuple(found)


def _shaped(value: str, kind: Ref) -> Ref:
    """Return IMAD or trace for a reference of that shape, the kind given otherwise."""
    if kind is not Ref.CUSTOMER:
        return kind
    return Ref.IMAD if _IMAD.fullmatch(value) else (Ref.TRACE if _TRACE.fullmatch(value) else kind)


def _detail_minor(detail: Node, booked: Booked) -> int | None:
    """Return a detail's amount in the entry's currency: its own, of the transaction, or as instructed."""
    for path in (("Amt",), ("AmtDtls", "TxAmt", "Amt"), ("AmtDtls", "InstdAmt", "Amt")):
        node = detail.at(*path)
        if node is not None and node.attributes.get("Ccy", booked.currency) == booked.currency:
            return minor(node, booked.currency)
    return None


def _charges(node: Node, booked: Booked) -> int:
    """Return the sum of charges in the entry's currency: repeated `Chrgs` in version 2, records in one later."""
    total = 0
    for charges in node.all("Chrgs"):
        whole = minor(charges.at("TtlChrgsAndTaxAmt"), booked.currency)
        records = [minor(one.at("Amt"), booked.currency) or 0 for one in charges.all("Rcrd") or [charges]]
        total += whole if whole is not None else sum(records)
    return total
