"""One `TxDtls` of a camt entry: whose money it is, its numbers, its amount in the entry's currency, its charges."""

import re
from collections.abc import Iterator
from functools import lru_cache

from parsers import decimals
from parsers.iso20022.nodes import Node
from parsers.iso20022.parties import account, party
from parsers.iso20022.remittance import PLACEHOLDERS_BEGIN, given, minor
from parsers.payment_references import uetr
from parsers.records import Party, Ref, Reference

_IMAD = re.compile(r"\d{8}[A-Z0-9]{8}\d{6}", re.ASCII)
_TRACE = re.compile(r"\d{15}", re.ASCII)
_IMAD_LENGTH, _TRACE_LENGTH = 22, 15
_ACCOUNT_DIGITS = 6

#: element of `Refs` -> what the reference is; a clearing reference tells itself apart by its shape
REFERENCES: dict[str, Ref] = {
    "AcctSvcrRef": Ref.BANK,
    "EndToEndId": Ref.END_TO_END,
    "UETR": Ref.UETR,
    "InstrId": Ref.CUSTOMER,
    "TxId": Ref.CUSTOMER,
    "AcctOwnrTxId": Ref.CUSTOMER,
    "AcctSvcrTxId": Ref.BANK,
    "MktInfrstrctrTxId": Ref.CUSTOMER,
    "PrcgId": Ref.CUSTOMER,
    "ClrSysRef": Ref.CUSTOMER,
    "MsgId": Ref.BATCH,
    "PmtInfId": Ref.BATCH,
    "MndtId": Ref.MANDATE,
    "ChqNb": Ref.CHECK,
}
#: Kinds whose values are looked at.
_CUSTOMER, _UETR = Ref.CUSTOMER, Ref.UETR
#: Of a return, the numbers that name the payment it takes back.
_ORIGINAL = dict.fromkeys(("EndToEndId", "UETR", "TxId"), Ref.ORIGINAL)
#: What most details do not hold: asked for at once.
SELDOM = frozenset({"RtrInf", "RltdRmtInf", "AddtlTxInf", "AmtDtls"})
CHARGED = frozenset({"Chrgs"})
#: Where a detail says its amount, the booked one first.
_AMOUNTS = (
    ("Amt",),
    ("AmtDtls", "TxAmt", "Amt"),
    ("AmtDtls", "CntrValAmt", "Amt"),
    ("AmtDtls", "InstdAmt", "Amt"),
)
_MEANT = _AMOUNTS[1:]
#: Where a return's reason stands; the last ones in version 1.
_REASONS = (("Rsn", "Cd"), ("Rsn", "Prtry"), ("RtrRsn", "Cd"), ("RtrRsn", "Prtry"))
_RATED = ("InstdAmt", "TxAmt", "CntrValAmt")


def amount(detail: Node, currency: str) -> int | None:
    """Return a detail's amount in the entry's currency: its own, of the transaction, its counter value, as instructed.

    An amount in another currency is never taken for it.
    """
    return _first(detail, _AMOUNTS, currency)


def meant(detail: Node, currency: str) -> int | None:
    """Return what the payer sent in the entry's currency, before charges on the way, where it is said."""
    return _first(detail, _MEANT, currency)


def _first(detail: Node, paths: tuple[tuple[str, ...], ...], currency: str) -> int | None:
    """Return the first amount in a currency."""
    for path in paths:
        stated = detail.money(*path)
        if stated is not None and stated[1] in {currency, None}:
            size = decimals.again(stated[0], currency)
            return size if size is not None and size >= 0 else None
    return None


def charged(node: Node, currency: str) -> int:
    """Return the sum of charges in a currency: repeated `Chrgs` in version 2, records in one later."""
    total = 0
    for charges in node.all("Chrgs"):
        whole = _own(charges.at("TtlChrgsAndTaxAmt"), currency)
        records = [_own(one.at("Amt"), currency) or 0 for one in charges.all("Rcrd") or [charges]]
        total += whole if whole is not None else sum(records)
    return total


def _own(node: Node | None, currency: str) -> int | None:
    """Return an amount if it is of the currency."""
    if node is None or node.attributes.get("Ccy", currency) != currency:
        return None
    return minor(node, currency)


def references(detail: Node, *, returning: bool) -> list[Reference]:
    """Return the references of a detail; a return's own numbers name the payment it takes back."""
    node = detail.at("Refs")
    if node is None:
        return []
    found = [
        _reference(kind, value)
        for kind, text in node.told(REFERENCES)
        if (value := given(text) if text[0] in PLACEHOLDERS_BEGIN else text)
    ]
    found += [_reference(_CUSTOMER, value) for one in node.all("Prtry") if (value := given(one.value("Ref")))]
    if returning:
        found += [Reference(kind, value) for kind, text in node.told(_ORIGINAL) if (value := given(text))]
    return found


def _reference(kind: Ref, value: str) -> Reference:
    """Return a reference: IMAD or trace where a customer's has that shape, a UETR in its one spelling."""
    if kind is _UETR:
        return Reference(kind, uetr(value) or value)
    if kind is not _CUSTOMER:
        return Reference(kind, value)
    if len(value) == _IMAD_LENGTH and _IMAD.fullmatch(value):
        kind = Ref.IMAD
    elif len(value) == _TRACE_LENGTH and _TRACE.fullmatch(value):
        kind = Ref.TRACE
    return Reference(kind, value)


def virtual(detail: Node, own: str) -> Iterator[Reference]:
    """Yield the account a payer was given to pay to, where it is not the statement's own: it tells who he is."""
    number = account(detail.at("RltdPties", "CdtrAcct"))
    if number and not _same(number, own):
        yield Reference(Ref.IDENTIFICATION, number)


@lru_cache(maxsize=256)
def _same(one: str, other: str) -> bool:
    """Tell whether two numbers may be one account, in two notations: the digits of one end the other's."""
    first, second = ("".join(filter(str.isdigit, number)).lstrip("0") for number in (one, other))
    tail = min(len(first), len(second))
    return one == other or (tail >= _ACCOUNT_DIGITS and first[-tail:] == second[-tail:])


def counterparty(detail: Node, *, credit: bool, returning: bool) -> Party:
    """Return the other side: the debtor of a credit, the creditor of a debit; of a return whichever is named."""
    parties, agents = detail.at("RltdPties"), detail.at("RltdAgts")
    sides = ("Dbtr", "Cdtr") if credit or returning else ("Cdtr", "Dbtr")
    found = party(parties, agents, sides[0])
    if not returning or found.name or found.account:
        return found
    other = party(parties, agents, sides[1])
    return other if other.name or other.account else found


def reasons(returned: Node | None) -> Iterator[str]:
    """Yield why a payment came back, in the bank's code and words."""
    if returned is None:
        return
    if code := next(filter(None, (returned.value(*path) for path in _REASONS)), ""):
        yield code
    for one in (*returned.all("AddtlInf"), *returned.all("AddtlRtrRsnInf")):
        if one.text:
            yield one.text


def exchange(node: Node, currency: str) -> Iterator[str]:
    """Yield in words what was sent in another currency and at which rate: it is told, never added."""
    details = node.at("AmtDtls")
    if details is None:
        return
    for name in ("InstdAmt", "TxAmt"):
        stated = details.at(name, "Amt")
        money = stated.attributes.get("Ccy", currency) if stated else currency
        if stated is None or money == currency or decimals.minor(stated.text, money) is None:
            continue
        rate = next((found for each in _RATED if (found := details.value(each, "CcyXchg", "XchgRate"))), "")
        yield f"SENT {stated.text} {money}" + (f" AT {rate}" if rate else "")
        return


def words(detail: Node) -> Iterator[str]:
    """Yield the bank's own text about a detail."""
    if text := detail.value("AddtlTxInf"):
        yield text
