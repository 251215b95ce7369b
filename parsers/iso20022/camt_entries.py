"""One camt `Ntry` to entries: a batch gives one for each of its details, and what is left over one of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from kit.days import iso
from kit.findings import Finding, Severity
from kit.money import Money, decimal
from parsers import decimals
from parsers.codes.iso20022_btc import DOMAINS, RETURNS, SUBFAMILIES, method
from parsers.iso20022 import camt_details
from parsers.iso20022.nodes import Node, Paths
from parsers.iso20022.remittance import advised, distinct, given, remitted
from parsers.records import Adjustment, Control, Entry, Kind, Method, Party, Ref, Reference, Remittance, compared

_TRUE = frozenset({"true", "1"})
_DIRECTIONS = {"CRDT": True, "DBIT": False, "crdt": True, "dbit": False}  # small letters break the schema alone
_BOOKED = frozenset({"BOOK", "BOOKED"})
_STATUSES = _BOOKED | {"PDNG", "PENDING", "INFO", "FUTR", "FUTURE"}
_DETAIL = "TxDtls"
_OWN_DETAILS = frozenset({"TxDtls", "Btch"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What the statement around an entry says of it."""

    account: str
    currency: str
    on: date | None
    status: str  # what an entry without a status is taken for
    copy: bool = False  # a duplicate or copy of a statement: nothing of it is booked again


@dataclass(slots=True)
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

    @property
    def moved(self) -> int:
        """Return what the entry moves on the account."""
        return self.minor if self.credit else -self.minor


def entries(node: Node, setting: Setting) -> Iterator[Entry | Finding | Control]:
    """Yield the entries of one `Ntry`; their signed sum is the amount booked.

    One entry where it has no `TxDtls` or one; one for each of several, and one for what they leave of the amount.
    """
    stated = node.money("Amt")
    currency = (stated[1] if stated else "") or setting.currency
    size = decimals.again(stated[0], currency) if stated else None
    if size is None:
        message = f"Ntry/Amt holds no amount in {currency}: the entry is kept aside"
        yield Finding(node.line, "amount_not_numeric", message, raw=node.raw)
        return
    booked = _booked(node, size, currency, setting)
    if isinstance(booked, Finding):
        yield booked
        return
    if booked.value_on is None and booked.booked_on == setting.on and not _day(node.value("BookgDt", "Dt")):
        yield from _undated(node, setting)
    if booked.kind is Kind.NOTICE:
        yield from _unknown_status(node)
    groups = node.all("NtryDtls") or _first_version(node)
    details: Sequence[Node] = (
        groups[0].all(_DETAIL) if len(groups) == 1 else [detail for group in groups for detail in group.all(_DETAIL)]
    )
    if len(details) > 1:
        yield from _several(booked, details, groups)
    else:
        yield from _single(booked, details[0] if details else None)


def _first_version(node: Node) -> Sequence[Node]:
    """Return an entry as the group of its own details: in version 1 they stand in it without `NtryDtls`."""
    return (node,) if node.holds(_OWN_DETAILS) else ()


def _batch(node: Node) -> Node | None:
    """Return what an entry says of the batch it sums."""
    return node.at("NtryDtls", "Btch") or node.at("Btch")


def _unknown_status(node: Node) -> Iterator[Finding]:
    """Say that an entry's status is none of the standard's: whether it was booked cannot be told."""
    status = node.value("Sts", "Cd") or node.value("Sts")
    if status and status.upper() not in _STATUSES:
        message = f"Ntry/Sts {status!r} is no status: the entry is a notice, nothing is booked from it"
        yield Finding(node.line, "entry_status_unknown", message, Severity.WARNING)


def _undated(node: Node, setting: Setting) -> Iterator[Finding]:
    """Say where an entry has no day of its own."""
    if not _day(node.value("BookgDt", "DtTm") or node.value("BookgDt")):
        taken = f"the statement's day {setting.on} is taken" if setting.on else "none is known"
        yield Finding(node.line, "booking_date_missing", f"The entry has no date: {taken}", Severity.WARNING)


#: What every entry is asked, in the order `_booked` takes it.
_HEAD: Paths = (
    ("CdtDbtInd",),
    ("Sts", "Cd"),
    ("Sts",),
    ("RvslInd",),
    ("BookgDt", "Dt"),
    ("BookgDt", "DtTm"),
    ("BookgDt",),
    ("ValDt", "Dt"),
    ("ValDt", "DtTm"),
    ("ValDt",),
    ("AcctSvcrRef",),
    ("NtryRef",),
    ("BkTxCd", "Domn", "Cd"),
    ("BkTxCd", "Domn", "Fmly", "Cd"),
    ("BkTxCd", "Domn", "Fmly", "SubFmlyCd"),
    ("BkTxCd", "Prtry", "Cd"),
    ("AddtlNtryInf",),
)


def _booked(node: Node, size: int, currency: str, setting: Setting) -> Booked | Finding:
    """Read what stands at the entry itself, or say that its direction is not told."""
    (
        indicator,
        status_code,
        status,
        reversal,
        booking_day,
        booking_time,
        booking_text,
        value_day,
        value_time,
        value_text,
        servicer,
        number,
        domain,
        family,
        sub,
        proprietary,
        words,
    ) = node.values(_HEAD)
    if indicator not in _DIRECTIONS:
        return Finding(node.line, "direction_missing", "Ntry/CdtDbtInd is neither CRDT nor DBIT", raw=node.raw)
    credit = _DIRECTIONS[indicator] is (size >= 0)
    value = _day(value_day or value_time or value_text)
    reference = given(servicer)
    own = [Reference(Ref.BANK, reference)] if reference else []
    if number and given(number):
        own.append(Reference(Ref.CUSTOMER, number))
    told = tuple(camt_details.exchange(node, currency)) if node.holds(camt_details.SELDOM) else ()
    on_book = (status_code or status or setting.status).upper() in _BOOKED and not setting.copy
    code, by, kind = _coded(domain, family, sub, credit, reversal in _TRUE)
    return Booked(
        node=node,
        minor=abs(size),
        currency=currency,
        credit=credit,
        booked_on=_day(booking_day or booking_time or booking_text) or value or setting.on,
        value_on=value,
        code=code or proprietary,
        method=by,
        kind=kind if on_book else Kind.NOTICE,
        reference=reference,
        references=tuple(own),
        text=((words,) if words else ()) + told,
        setting=setting,
    )


@lru_cache(maxsize=512)
def _coded(domain: str, family: str, sub: str, credit: bool, reversal: bool) -> tuple[str, Method, Kind]:  # noqa: FBT001 - asked of every entry, by place
    """Return the bank's code of a booked entry, how its money travelled and what it is."""
    return "/".join(filter(None, (domain, family, sub))), method(family, sub), _kind(domain, sub, credit, reversal)


def _kind(domain: str, sub: str, credit: bool, reversal: bool) -> Kind:  # noqa: FBT001 - asked of every entry, by place
    """Return what a booked entry is; the direction is the account's, also of reversals."""
    if reversal or sub in RETURNS:
        return Kind.RETURN
    if not credit:
        return Kind.OTHER
    return SUBFAMILIES.get(sub) or DOMAINS.get(domain) or Kind.RECEIPT


def _day(text: str) -> date | None:
    """Return the calendar day as written, never moved by an offset."""
    return _read(text[:10]) if text else None


_read = lru_cache(maxsize=512)(iso)


def _single(booked: Booked, detail: Node | None) -> Iterator[Entry | Finding]:
    """Yield the one entry of a `Ntry`: its money is what was booked, whatever its detail says."""
    if detail is None:
        yield _undetailed(booked)
        return
    entry = _detailed(booked, detail, booked.minor, credit=booked.credit, raw=booked.node.raw)
    stated = camt_details.amount(detail, booked.currency)
    if (
        stated == booked.minor
        and not detail.holds(camt_details.CHARGED)
        and not booked.node.holds(camt_details.CHARGED)
    ):
        yield _summed(booked, entry)
        return
    charge = camt_details.charged(detail, booked.currency) or camt_details.charged(booked.node, booked.currency)
    if charge and (kept := _kept(booked, stated, camt_details.meant(detail, booked.currency), charge)):
        entry = replace(entry, remittance=(*entry.remittance, _charge(booked, kept)))
    elif stated is not None and stated != booked.minor:
        message = f"The detail says {decimal(stated, booked.currency)}; what was booked is taken"
        yield Finding(detail.line, "details_do_not_sum", message, Severity.WARNING)
    yield _summed(booked, entry)


def _kept(booked: Booked, stated: int | None, meant: int | None, charge: int) -> int | None:
    """Return what the charges did to the amount, where they explain it; None where they were booked apart."""
    for size in (stated, meant):
        if size is not None and abs(booked.minor - size) == charge:
            return booked.minor - size
    return None


def _charge(booked: Booked, difference: int) -> Remittance:
    """Return charges as a line of their own, so that the document can be closed whole."""
    words = f"CHARGES {decimal(abs(difference), booked.currency)} {booked.currency}"
    adjustment = Adjustment(difference, "CHRG")
    return Remittance(booked.node.line, "adjustment", "", paid=difference, adjustments=(adjustment,), text=words)


def _summed(booked: Booked, entry: Entry) -> Entry:
    """Return the entry; a total where its one detail stands for a batch of several."""
    batch = _batch(booked.node)
    number = batch.value("NbOfTxs") if batch else ""
    if not number or not _several_stated(number) or entry.kind is not Kind.RECEIPT or entry.remittance:
        return entry
    return _total(booked, entry)


def _several_stated(number: str) -> bool:
    """Tell whether a batch says that it holds more than one payment."""
    return not number.isdecimal() or len(number) > 9 or int(number) != 1


def _total(booked: Booked, entry: Entry) -> Entry:
    """Return the entry as a total whose details come in another file, with the numbers by which they are found."""
    batch = _batch(booked.node)
    keys = [given(batch.value(name)) for name in ("MsgId", "PmtInfId")] if batch else []
    numbers = tuple(Reference(Ref.BATCH, key) for key in keys if key)
    key = booked.reference or next(filter(None, keys), "")
    references = tuple(dict.fromkeys((*entry.references, *numbers)))
    return replace(entry, kind=Kind.TOTAL, total_of=("deposit", key), references=references)


def _undetailed(booked: Booked) -> Entry:
    """Return an entry whose details stand elsewhere: the total of a batch, or a movement nobody explained."""
    entry = _plain(booked, booked.minor, credit=booked.credit, raw=booked.node.raw)
    batch = _batch(booked.node)
    if batch is None:
        return entry
    if entry.kind is Kind.RECEIPT and _several_stated(batch.value("NbOfTxs")):
        return _total(booked, entry)
    keys = [given(batch.value(name)) for name in ("MsgId", "PmtInfId")]
    return replace(entry, references=entry.references + tuple(Reference(Ref.BATCH, key) for key in keys if key))


def _several(booked: Booked, details: Sequence[Node], groups: Sequence[Node]) -> Iterator[Entry | Finding | Control]:
    """Yield an entry for each detail and one for what they leave of the amount booked."""
    moved = 0
    for detail in details:
        size = camt_details.amount(detail, booked.currency)
        if size is None:
            yield from _unsized(booked, details)
            return
        moved += size if _comes_in(booked, detail) else -size
    yield from _counted(booked, groups)
    left = booked.moved - moved
    explained = left == 0 or abs(left) in _charges(booked, details)
    for place, detail in enumerate(details):
        size = camt_details.amount(detail, booked.currency) or 0
        raw = detail.raw if place else booked.node.outside(_DETAIL) + detail.raw
        entry = _detailed(booked, detail, size, credit=_comes_in(booked, detail), raw=raw)
        yield entry if explained else replace(entry, trusted=False)
    if left:
        yield from _residual(booked, left, explained=explained)


def _comes_in(booked: Booked, detail: Node) -> bool:
    """Return a detail's direction: its own, else the entry's."""
    return _DIRECTIONS.get(detail.value("CdtDbtInd"), booked.credit)


def _charges(booked: Booked, details: Sequence[Node]) -> tuple[int, int]:
    """Return the charges at the entry, and those of its details together."""
    apart = sum(camt_details.charged(detail, booked.currency) for detail in details)
    return camt_details.charged(booked.node, booked.currency), apart


def _counted(booked: Booked, groups: Sequence[Node]) -> Iterator[Control]:
    """Compare what a batch says it holds with the details given under it."""
    for group in groups:
        number, stated = group.value("Btch", "NbOfTxs"), group.at("Btch", "TtlAmt")
        details = group.all(_DETAIL)
        if not details or len(group.all("Btch")) > 1:  # version 1 does not say which detail is whose
            continue
        scope = group.value("Btch", "PmtInfId") or group.value("Btch", "MsgId") or booked.reference
        if number.isascii() and number.isdecimal() and len(number) <= 9 and int(number) != len(details):
            yield compared(group.line, "batch_count", scope, int(number), len(details))
        if stated is not None and stated.attributes.get("Ccy", booked.currency) == booked.currency:
            size = decimals.minor(stated.text, booked.currency)
            sizes = (camt_details.amount(detail, booked.currency) or 0 for detail in details)
            if size is not None:
                yield compared(group.line, "batch_total", scope, abs(size), sum(sizes))


def _unsized(booked: Booked, details: Sequence[Node]) -> Iterator[Entry | Finding]:
    """Yield one entry for the whole where details state no amount in the entry's currency."""
    message = f"{len(details)} details state no amount in {booked.currency}: read as one total"
    yield Finding(booked.node.line, "detail_amounts_missing", message, Severity.WARNING)
    parts = [_detailed(booked, detail, 0, credit=booked.credit, raw="") for detail in details]
    entry = _plain(booked, booked.minor, credit=booked.credit, raw=booked.node.raw)
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
        gap = Money(left, booked.currency)
        message = f"The details differ from the entry by {gap}; the rest is an entry of its own"
        yield Finding(booked.node.line, "details_do_not_sum", message, Severity.WARNING)
    rest = _plain(booked, abs(left), credit=left > 0, raw="")
    kind = Kind.NOTICE if booked.kind is Kind.NOTICE else Kind.OTHER
    yield replace(rest, kind=kind, text=(f"{words} {decimal(abs(left), booked.currency)}", *rest.text))


def _plain(booked: Booked, size: int, *, credit: bool, raw: str) -> Entry:
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
        raw=raw,
    )


def _detailed(booked: Booked, detail: Node, size: int, *, credit: bool, raw: str) -> Entry:
    """Return the entry of one detail."""
    told = remitted(detail.at("RmtInf"), booked.currency)
    more = detail.holds(camt_details.SELDOM)
    returned = detail.at("RtrInf") if more else None
    kind = Kind.RETURN if returned is not None and booked.kind is not Kind.NOTICE else booked.kind
    if not credit and kind is Kind.RECEIPT:
        kind = Kind.OTHER
    returning = kind is Kind.RETURN
    references = camt_details.references(detail, returning=returning)
    references += (*booked.references, *told.references)
    if more:
        references += advised(detail)
    if credit:
        references += camt_details.virtual(detail, booked.setting.account)
    text = told.text
    if more:
        more_text = (*camt_details.reasons(returned), *camt_details.words(detail))
        text += (*more_text, *camt_details.exchange(detail, booked.currency))
    return Entry(
        line=detail.line,
        kind=kind,
        method=booked.method,
        credit=credit,
        minor=size,
        currency=booked.currency,
        bank_reference=given(detail.value("Refs", "AcctSvcrRef")) or booked.reference,
        booked_on=booked.booked_on,
        value_on=booked.value_on,
        payer=_behind(camt_details.counterparty(detail, credit=credit, returning=returning), told.invoicee),
        account=booked.setting.account,
        references=distinct(references),
        remittance=told.lines,
        text=(text if len(text) == 1 else tuple(dict.fromkeys(text))) if text else booked.text,
        code=booked.code,
        raw=raw,
    )


def _behind(payer: Party, invoicee: str) -> Party:
    """Return the payer; where he names nobody behind him, the one the documents were made out to stands there."""
    if not invoicee or payer.ultimate or invoicee.casefold() == payer.name.casefold():
        return payer
    return replace(payer, ultimate=invoicee)
