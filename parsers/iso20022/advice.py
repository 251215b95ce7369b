"""Read ISO 20022 advice: remt.001, sent apart from its payment, and pain.001, the payer's order sent along.

Neither brings money: each payment they tell of is an advice, found again by its end-to-end number or UETR, by the
remittance number, or by payer, amount and day.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kit.days import iso
from kit.findings import Finding, Severity
from kit.money import decimal, grouped
from parsers import decimals
from parsers.iso20022.elements import Part, parts
from parsers.iso20022.messages import ASTRAY, astray, heads
from parsers.iso20022.nodes import Node
from parsers.iso20022.parties import account, name, party
from parsers.iso20022.remittance import Told, advised, explained, given, minor, remitted
from parsers.iso20022.transfers import behind
from parsers.payment_references import uetr
from parsers.reading import READING, Reading
from parsers.records import Control, Entry, Kind, Method, Record, Ref, Reference, compared

_ADVICE, _ORDER, _GROUP = "RmtAdvc", "CstmrCdtTrfInitn", "PmtInf"
_TRANSFER, _TOLD = "CdtTrfTxInf", "RmtInf"
_ADVICE_WANTED = ASTRAY | {_TOLD}
_ORDER_WANTED = ASTRAY | {_GROUP}
_DIGITS = re.compile(r"[0-9]{1,15}", re.ASCII)
_SCALE = "UYW"  # a currency of four digits after the point: control sums add numbers of all currencies
#: how the payer says the money travels -> how it does
_METHODS: dict[str, Method] = {"CHK": Method.CHECK}
_LEVELS: dict[str, Method] = {
    "SEPA": Method.ACH,
    "NURG": Method.ACH,
    "NPCA": Method.ACH,
    "URGP": Method.WIRE,
    "URNS": Method.WIRE,
    "INST": Method.INSTANT,
}
#: element of `Refs` or `PmtId` -> what the reference is
REFERENCES: tuple[tuple[str, Ref], ...] = (
    ("EndToEndId", Ref.END_TO_END),
    ("UETR", Ref.UETR),
    ("InstrId", Ref.CUSTOMER),
    ("TxId", Ref.CUSTOMER),
    ("PmtInfId", Ref.BATCH),
    ("MndtId", Ref.MANDATE),
)


def knows_remt(head: bytes) -> bool:
    """Tell whether the first message the bytes open is a remittance advice."""
    return heads(head) == "remt.001"


def knows_pain(head: bytes) -> bool:
    """Tell whether the first message the bytes open is a payer's order of credit transfers."""
    return heads(head) == "pain.001"


def parse(data: bytes, reading: Reading = READING) -> Iterator[Record]:
    """Yield an advice per payment told of, and the totals an order states.

    Refused: a DOCTYPE, nesting and texts beyond the limits.
    """
    order = heads(data[:_HEAD]) != "remt.001"
    course, found = _Course(), 0
    for part in parts(data, _ORDER_WANTED if order else _ADVICE_WANTED, reading.limits):
        if isinstance(part, Finding):
            yield part
            continue
        inside = part.around[-1].name if part.around else ""
        if (part.node.name, inside) in {(_TOLD, _ADVICE), (_TRANSFER, _GROUP)}:
            found += 1
            yield from course.payment(part)
        elif part.node.name == _GROUP and inside == _ORDER:
            yield from course.group(part.node)
        elif part.node.name == _ORDER:
            yield from course.end(part.node)
        elif part.node.name != _ADVICE and (other := astray(part)):
            yield other
    if not found:
        yield Finding(0, "no_advice", "No remittance and no order of a payment stands in the file")


_HEAD = 1 << 14


class _Course:
    """The order being read: what its payments count and sum to, of the group and of the whole."""

    def __init__(self) -> None:
        self.count = self.whole_count = 0
        self.sum = self.whole_sum = 0  # numbers of all currencies together, as control sums add them

    def payment(self, part: Part) -> Iterator[Record]:
        """Yield the advice of one payment."""
        node, around = part.node, part.around[-1]
        self.count += 1
        self.whole_count += 1
        if node.name == _TRANSFER:
            header = next((one for one in reversed(part.around) if one.name == _ORDER), None)
            records = _ordered(node, around, header.at("GrpHdr") if header else None)
        else:
            records = _advised(node, around.at("GrpHdr"))
        for record in records:
            if isinstance(record, Entry):
                yield from self._added(record)
            else:
                yield record

    def _added(self, entry: Entry) -> Iterator[Record]:
        """Count an advice in and yield it; one whose documents do not pay what it is of is not trusted."""
        scaled = decimals.minor(decimal(entry.minor, entry.currency), _SCALE) or 0
        self.sum += scaled
        self.whole_sum += scaled
        proven = list(explained(entry))
        yield from proven
        yield replace(entry, trusted=entry.trusted and not any(isinstance(one, Finding) for one in proven))

    def group(self, node: Node) -> Iterator[Control]:
        """Yield what a group of orders states against what was read."""
        yield from _totals(node, node.value("PmtInfId"), ("group_count", "group_total"), self.count, self.sum)
        self.count = self.sum = 0

    def end(self, node: Node) -> Iterator[Control]:
        """Yield what the whole order states against what was read."""
        header = node.at("GrpHdr")
        if header is not None:
            names = ("payments_count", "payments_total")
            yield from _totals(header, header.value("MsgId"), names, self.whole_count, self.whole_sum)
        self.whole_count = self.whole_sum = 0


def _totals(node: Node, scope: str, names: tuple[str, str], count: int, total: int) -> Iterator[Control]:
    """Yield the count and the sum of numbers that a header states, in ten-thousandths for the sum."""
    number = node.value("NbOfTxs")
    stated = decimals.minor(node.value("CtrlSum"), _SCALE)
    wanted = (int(number) if _DIGITS.fullmatch(number) else None, stated)
    for called, expected, actual in zip(names, wanted, (count, total), strict=True):
        if expected is not None:
            yield compared(node.line, called, scope, expected, actual)


def _advised(node: Node, header: Node | None) -> Iterator[Record]:
    """Yield the advice of one remittance (`RmtAdvc/RmtInf`): what it says of the original payment leads to it."""
    original = node.at("OrgnlPmtInf")
    refs = original.at("Refs") if original else None
    amount, currency = _stated(original.at("Amt") if original else None)
    told = remitted(node, currency)
    size = minor(amount, currency)
    stated = size is not None
    if size is None and told == Told():
        message = "The advice says neither an amount nor what is paid: it is kept aside"
        yield Finding(node.line, "advice_empty", message, raw=node.raw)
        return
    if size is None:
        size = max(sum(line.paid or 0 for line in told.lines), 0)
        taken = f"{grouped(size, currency)} {currency}".rstrip()
        message = f"The advice states no amount of the payment: what its lines pay is taken, {taken}"
        yield Finding(node.line, "advice_without_amount", message, Severity.WARNING)
    number = given(node.value("RmtId"))
    message_id = given(header.value("MsgId")) if header else ""
    references = [Reference(Ref.TRN, number)] if number else []
    references += [*_numbers(refs), *told.references]
    when = _day(original, header, "ReqdExctnDt")
    yield Entry(
        line=node.line,
        kind=Kind.ADVICE,
        method=Method.OTHER,
        credit=True,
        minor=size,
        currency=currency,
        bank_reference=number or next((one.value for one in references if one.kind is Ref.END_TO_END), message_id),
        booked_on=when,
        payer=behind(party(original, original, "Dbtr"), told),
        account=account(original.at("CdtrAcct")) if original else "",
        references=tuple(dict.fromkeys(references)),
        remittance=told.lines,
        text=told.text,
        trusted=stated or size > 0,
        raw=node.raw,
    )


def _ordered(node: Node, group: Node, header: Node | None) -> Iterator[Record]:
    """Yield the advice of one order (`PmtInf/CdtTrfTxInf`); the payer stands at the group."""
    amount, currency = _stated(node.at("Amt"))
    size = minor(amount, currency)
    if size is None:
        yield Finding(node.line, "amount_not_numeric", "The order states no amount: it is kept aside", raw=node.raw)
        return
    told = remitted(node.at("RmtInf"), currency)
    references = [*_numbers(node.at("PmtId")), *told.references, *advised(node)]
    if number := given(group.value("PmtInfId")):
        references.append(Reference(Ref.BATCH, number))
    if number := given(node.value("ChqInstr", "ChqNb")):
        references.append(Reference(Ref.CHECK, number))
    payer = party(group, group, "Dbtr")
    behind_payer = name(node, "UltmtDbtr")
    end_to_end = next((one.value for one in references if one.kind is Ref.END_TO_END), "")
    yield Entry(
        line=node.line,
        kind=Kind.ADVICE,
        method=_method(node, group),
        credit=True,
        minor=size,
        currency=currency,
        bank_reference=end_to_end or (given(header.value("MsgId")) if header else ""),
        booked_on=_day(group, header, "ReqdExctnDt"),
        payer=behind(payer, Told(invoicee=behind_payer or told.invoicee)),
        account=account(node.at("CdtrAcct")),
        references=tuple(dict.fromkeys(references)),
        remittance=told.lines,
        text=told.text,
        code=_level(node, group),
        raw=node.raw,
    )


def _stated(amounts: Node | None) -> tuple[Node | None, str]:
    """Return the amount ordered and its currency: as instructed, else the equivalent to be paid out."""
    if amounts is None:
        return None, "USD"
    found = amounts.at("InstdAmt") or amounts.at("EqvtAmt", "Amt")
    return found, found.attributes.get("Ccy", "") or "USD" if found else "USD"


def _numbers(refs: Node | None) -> Iterator[Reference]:
    """Yield the numbers of a payment."""
    if refs is None:
        return
    for element, kind in REFERENCES:
        if value := given(refs.value(element)):
            yield Reference(kind, uetr(value) or value if kind is Ref.UETR else value)


def _level(node: Node, group: Node) -> str:
    """Return the service level of an order, of the group where it has none."""
    for one in (node, group):
        kinds = one.at("PmtTpInf")
        if kinds is not None:
            return kinds.value("LclInstrm", "Cd") or kinds.value("SvcLvl", "Cd") or kinds.value("LclInstrm", "Prtry")
    return ""


def _method(node: Node, group: Node) -> Method:
    """Return how the payer orders the money to travel."""
    return _METHODS.get(group.value("PmtMtd")) or _LEVELS.get(_level(node, group)) or Method.OTHER


def _day(node: Node | None, header: Node | None, element: str) -> date | None:
    """Return the day a payment is asked for, else the day the message was made."""
    texts = [node.value(element, "Dt"), node.value(element, "DtTm"), node.value(element)] if node else []
    texts.append(header.value("CreDtTm") if header else "")
    return next((found for text in texts if (found := iso(text[:10]))), None)
