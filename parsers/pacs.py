"""Read ISO 20022 customer credit transfers (pacs.008) as a bank hands on the wires and instant payments it received."""

import re
from collections.abc import Iterator

from kit.days import iso
from kit.findings import Finding
from kit.money import decimal
from parsers.iso20022_parties import account, bank, party
from parsers.iso20022_remittance import given, minor, remitted
from parsers.iso20022_xml import Node, Part, parts, root_names
from parsers.records import Entry, Kind, Method, Record, Ref, Reference

_MESSAGE = "FIToFICstmrCdtTrf"
_TRANSFER = "CdtTrfTxInf"
_WANTED = frozenset({_TRANSFER})
_ANNOUNCED = re.compile(rb"(?:MsgDefIdr>\s*|tech:xsd:\W?)pacs\.008\.")
_IMAD = re.compile(r"\d{8}[A-Z0-9]{8}\d{6}", re.ASCII)

#: clearing system -> how the money travels; every other one carries wires
_CLEARING: dict[str, Method] = {"TCH": Method.INSTANT, "FDN": Method.INSTANT, "RTP": Method.INSTANT}


def knows(head: bytes) -> bool:
    """Tell whether the first bytes open a customer credit transfer, bare or in an envelope."""
    names = root_names(head)
    return _MESSAGE in names or ((not names or "AppHdr" in names) and _ANNOUNCED.search(head) is not None)


def parse(data: bytes) -> Iterator[Record]:
    """Yield a receipt per transfer. Its bank reference is the message id: the IMAD of a Fedwire."""
    found = 0
    for part in parts(data, _WANTED):
        if isinstance(part, Finding):
            yield part
        elif part.around and part.around[-1].name == _MESSAGE:
            found += 1
            yield _entry(part)
    if not found:
        yield Finding(0, "no_transfer", "No customer credit transfer stands in the file")


def _entry(part: Part) -> Entry | Finding:
    """Return one transfer, or why its money cannot be told."""
    node, group = part.node, part.around[-1].at("GrpHdr")
    amount = node.at("IntrBkSttlmAmt")
    currency = amount.attributes.get("Ccy", "USD") if amount else "USD"
    size = minor(amount, currency)
    if size is None:
        return Finding(node.line, "amount_not_numeric", "IntrBkSttlmAmt holds no amount: the transfer is kept aside")
    message = group.value("MsgId") if group else ""
    clearing = group.value("SttlmInf", "ClrSys", "Cd") if group else ""
    settled = node.value("IntrBkSttlmDt") or (group.value("IntrBkSttlmDt") if group else "")
    told = remitted(node.at("RmtInf"), currency)
    return Entry(
        line=node.line,
        kind=Kind.RECEIPT if size else Kind.NOTICE,
        method=_CLEARING.get(clearing, Method.WIRE),
        credit=True,
        minor=size,
        currency=currency,
        bank_reference=message,
        booked_on=iso(settled[:10]),
        payer=party(node, node, "Dbtr"),
        account=account(node.at("CdtrAcct")),
        references=_references(node, message) + told.references,
        remittance=told.lines,
        text=told.text + tuple(_instructions(node)) + tuple(_charges(node, currency)),
        code=node.value("PmtTpInf", "LclInstrm", "Prtry") or node.value("PmtTpInf", "LclInstrm", "Cd"),
    )


#: element of `PmtId` -> what the reference is
_REFS: tuple[tuple[str, Ref], ...] = (
    ("EndToEndId", Ref.END_TO_END),
    ("UETR", Ref.UETR),
    ("InstrId", Ref.CUSTOMER),
    ("TxId", Ref.CUSTOMER),
    ("ClrSysRef", Ref.BANK),
)


def _references(node: Node, message: str) -> tuple[Reference, ...]:
    """Return the numbers of a transfer; the end-to-end number is what {4320} was, the reference for us."""
    found = [Reference(Ref.IMAD if _IMAD.fullmatch(message) else Ref.BANK, message)]
    found += [Reference(kind, value) for name, kind in _REFS if (value := given(node.value("PmtId", name)))]
    found += [Reference(Ref.TRN, one.value("RmtId")) for one in node.all("RltdRmtInf")]
    return tuple(dict.fromkeys(one for one in found if one.value))


def _instructions(node: Node) -> Iterator[str]:
    """Yield what the sender tells our bank, where numbers hide as well."""
    for one in node.all("InstrForCdtrAgt") + node.all("InstrForNxtAgt"):
        if text := one.value("InstrInf"):
            yield text


def _charges(node: Node, currency: str) -> Iterator[str]:
    """Yield the charges taken on the way in words: they explain a receipt that is short."""
    for one in node.all("ChrgsInf"):
        charged = one.at("Amt")
        size = minor(charged, currency)
        if size and charged is not None:
            money = charged.attributes.get("Ccy", currency)
            yield f"CHARGES {decimal(size, money)} {money} {bank(one.at('Agt'))}".rstrip()
