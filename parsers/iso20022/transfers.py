"""One payment of a pacs message to an entry: a credit transfer, the cover of one, or its return."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kit.days import iso
from kit.findings import Finding, Severity
from kit.money import decimal
from parsers import decimals
from parsers.iso20022.nodes import Node
from parsers.iso20022.parties import account, bank, name, party
from parsers.iso20022.remittance import Told, advised, explained, given, minor, remitted
from parsers.payment_references import uetr
from parsers.records import Entry, Kind, Method, Party, Record, Ref, Reference

_IMAD = re.compile(r"\d{8}[A-Z0-9]{8}\d{6}", re.ASCII)

#: clearing system -> how the money travels; every other one carries wires
CLEARING: dict[str, Method] = {
    **dict.fromkeys(("TCH", "FDN", "RTP", "TIPS", "RT1", "IPS"), Method.INSTANT),
    **dict.fromkeys(("ACH", "STEP2", "ST2", "STG", "BACS", "CHN"), Method.ACH),
}
#: local instrument or service level that says the same where no clearing system is named
_INSTANT = frozenset({"INST", "FDNA", "STANDARD"})

#: element of `PmtId` -> what the reference is
REFERENCES: tuple[tuple[str, Ref], ...] = (
    ("EndToEndId", Ref.END_TO_END),
    ("UETR", Ref.UETR),
    ("InstrId", Ref.CUSTOMER),
    ("TxId", Ref.CUSTOMER),
    ("ClrSysRef", Ref.BANK),
)


def transfer(node: Node, group: Node | None, underlying: Node | None) -> Iterator[Record]:
    """Yield one credit transfer as a receipt; of a cover, payer and remittance are the underlying customer's.

    The bank reference is the message id: the IMAD of a Fedwire.
    """
    amount = node.at("IntrBkSttlmAmt")
    currency = amount.attributes.get("Ccy", "") or "USD" if amount else "USD"
    size = minor(amount, currency)
    if size is None:
        message = "IntrBkSttlmAmt holds no amount: the transfer is kept aside"
        yield Finding(node.line, "amount_not_numeric", message, raw=node.raw)
        return
    said = underlying or node
    told = remitted(said.at("RmtInf") or node.at("RmtInf"), currency)
    references = [*_message(group), *_numbers(node), *_virtual(said), *told.references, *advised(node)]
    text = (*told.text, *_instructions(node), *_exchanged(node, currency), *_charges(node, currency))
    entry = Entry(
        line=node.line,
        kind=Kind.RECEIPT if size else Kind.NOTICE,
        method=_method(node, group),
        credit=True,
        minor=size,
        currency=currency,
        bank_reference=group.value("MsgId") if group else "",
        booked_on=_settled(node, group),
        payer=behind(party(said, said, "Dbtr"), told, name(node, "InitgPty")),
        account=account(said.at("CdtrAcct")) or account(node.at("CdtrAcct")),
        references=tuple(dict.fromkeys(one for one in references if one.value)),
        remittance=told.lines,
        text=tuple(dict.fromkeys(text)),
        code=_code(node),
        raw=node.raw,
    )
    yield from explained(entry, _meant(node, currency))
    yield entry
    yield from _short(node, size, currency)


def returned(node: Node, group: Node | None, *, incoming: bool) -> Iterator[Record]:
    """Yield one return: money taken back from us; it comes to us where the envelope says that it comes in.

    `ORIGINAL` are the numbers of the payment it takes back: end-to-end, UETR, transaction and instruction number, and
    the message it came in.
    """
    amount = node.any("RtrdIntrBkSttlmAmt", "OrgnlIntrBkSttlmAmt", "RtrdInstdAmt")
    currency = amount.attributes.get("Ccy", "") or "USD" if amount else "USD"
    size = minor(amount, currency)
    if size is None:
        message = "RtrdIntrBkSttlmAmt holds no amount: the return is kept aside"
        yield Finding(node.line, "amount_not_numeric", message, raw=node.raw)
        return
    original = node.at("OrgnlTxRef") or node
    told = remitted(original.at("RmtInf"), currency)
    references = [*_message(group), *_originals(node, group), *told.references]
    if number := given(node.value("RtrId")):
        references.append(Reference(Ref.CUSTOMER, number))
    references += [Reference(kind, value) for element, kind in REFERENCES[1:2] if (value := given(node.value(element)))]
    text = (*_reasons(node), *told.text, *_charges(node, currency))
    yield Entry(
        line=node.line,
        kind=Kind.RETURN if size else Kind.NOTICE,
        method=_method(original, group),
        credit=incoming,
        minor=size,
        currency=currency,
        bank_reference=group.value("MsgId") if group else "",
        booked_on=_settled(node, group),
        payer=_sender_back(node),
        account=account(original.at("CdtrAcct")) or account(node.at("RtrChain", "DbtrAcct")),
        references=tuple(dict.fromkeys(one for one in references if one.value)),
        remittance=told.lines,
        text=tuple(dict.fromkeys(text)),
        code=next(iter(_reason_codes(node)), ""),
        raw=node.raw,
    )


def behind(payer: Party, told: Told, initiator: str = "") -> Party:
    """Return the payer with the one behind him: as he says, else whom the documents were made out to, who ordered."""
    for other in (told.invoicee, initiator):
        if other and not payer.ultimate and other.casefold() != payer.name.casefold():
            return replace(payer, ultimate=other)
    return payer


def _method(node: Node, group: Node | None) -> Method:
    """Return how the money travelled: by the clearing system, else by the local instrument."""
    system = group.value("SttlmInf", "ClrSys", "Cd") or group.value("SttlmInf", "ClrSys", "Prtry") if group else ""
    kinds = node.at("PmtTpInf")
    instrument = kinds.value("LclInstrm", "Cd") or kinds.value("LclInstrm", "Prtry") if kinds else ""
    return CLEARING.get(system) or (Method.INSTANT if not system and instrument in _INSTANT else Method.WIRE)


def _code(node: Node) -> str:
    """Return the payment's own type: its local instrument, else its service level."""
    kinds = node.at("PmtTpInf")
    if kinds is None:
        return ""
    return kinds.value("LclInstrm", "Prtry") or kinds.value("LclInstrm", "Cd") or kinds.value("SvcLvl", "Cd")


def _settled(node: Node, group: Node | None) -> date | None:
    """Return the day of settlement: of the payment, of the group, else the day the message was made."""
    texts = [node.value("IntrBkSttlmDt")]
    if group is not None:
        texts += [group.value("IntrBkSttlmDt"), group.value("CreDtTm")]
    return next((found for text in texts if (found := iso(text[:10]))), None)


def _message(group: Node | None) -> Iterator[Reference]:
    """Yield the message's number, which for a Fedwire is its IMAD."""
    if group is not None:
        number = given(group.value("MsgId"))
        yield Reference(Ref.IMAD if _IMAD.fullmatch(number) else Ref.BANK, number)


def _numbers(node: Node) -> Iterator[Reference]:
    """Yield the numbers of a payment; the end-to-end number is what {4320} was, the reference for us."""
    for element, kind in REFERENCES:
        if value := given(node.value("PmtId", element)):
            yield Reference(kind, uetr(value) or value if kind is Ref.UETR else value)


def _virtual(said: Node) -> Iterator[Reference]:
    """Yield the account of the party behind us, where the payer was given one of his own to pay to."""
    if number := account(said.at("UltmtCdtrAcct")):
        yield Reference(Ref.IDENTIFICATION, number)


def _originals(node: Node, group: Node | None) -> Iterator[Reference]:
    """Yield the numbers of the payment a return takes back."""
    for element in ("OrgnlEndToEndId", "OrgnlUETR", "OrgnlTxId", "OrgnlInstrId", "OrgnlClrSysRef"):
        if value := given(node.value(element)):
            yield Reference(Ref.ORIGINAL, uetr(value) or value if element == "OrgnlUETR" else value)
    message = node.value("OrgnlGrpInf", "OrgnlMsgId") or (group.value("OrgnlGrpInf", "OrgnlMsgId") if group else "")
    if value := given(message):
        yield Reference(Ref.ORIGINAL, value)


def _reason_codes(node: Node) -> Iterator[str]:
    """Yield the codes that say why a payment came back."""
    for one in node.all("RtrRsnInf"):
        if code := one.value("Rsn", "Cd") or one.value("Rsn", "Prtry"):
            yield code


def _reasons(node: Node) -> Iterator[str]:
    """Yield why a payment came back, in code and words."""
    yield from _reason_codes(node)
    for one in node.all("RtrRsnInf"):
        for words in one.all("AddtlInf"):
            if words.text:
                yield words.text


def _sender_back(node: Node) -> Party:
    """Return who had paid: the debtor of the original, else the one the return goes to, else who sends it."""
    chain, original = node.at("RtrChain"), node.at("OrgnlTxRef")
    for parties, side in ((original, "Dbtr"), (chain, "Cdtr"), (chain, "Dbtr")):
        found = party(parties, parties, side)
        if found.name or found.account:
            return found
    return Party(routing=bank(node.at("InstdAgt")))


def _instructions(node: Node) -> Iterator[str]:
    """Yield what the sender tells our bank, where numbers hide as well."""
    for element in ("InstrForCdtrAgt", "InstrForNxtAgt"):
        for one in node.all(element):
            if text := one.value("InstrInf"):
                yield text


def _exchanged(node: Node, currency: str) -> Iterator[str]:
    """Yield in words what was sent in another currency, and the rate."""
    sent = node.at("InstdAmt")
    money = sent.attributes.get("Ccy", currency) if sent else currency
    if sent is not None and money != currency and decimals.minor(sent.text, money) is not None:
        rate = node.value("XchgRate")
        yield f"SENT {sent.text} {money}" + (f" AT {rate}" if rate else "")


def _charges(node: Node, currency: str) -> Iterator[str]:
    """Yield the charges taken on the way in words: they explain a receipt that is short."""
    for one in node.all("ChrgsInf"):
        charged = one.at("Amt")
        money = charged.attributes.get("Ccy", currency) if charged else currency
        size = minor(charged, money)
        if size:
            yield f"CHARGES {decimal(size, money)} {money} {bank(one.any('Agt', 'Pty'))}".rstrip()


def _meant(node: Node, currency: str) -> int | None:
    """Return what the payer sent, where he sent it in the currency that arrived."""
    sent = node.at("InstdAmt")
    return minor(sent, currency) if sent is not None and sent.attributes.get("Ccy", currency) == currency else None


def _short(node: Node, size: int, currency: str) -> Iterator[Finding]:
    """Say where less or more arrived than was sent, and the charges stated do not explain it."""
    meant = _meant(node, currency)
    charged = 0
    for one in node.all("ChrgsInf"):
        amount = one.at("Amt")
        if amount is not None and amount.attributes.get("Ccy", currency) == currency:
            charged += minor(amount, currency) or 0
    if meant is not None and size not in {meant, meant - charged, meant + charged}:
        message = (
            f"{decimal(meant, currency)} {currency} was sent, and charges of {decimal(charged, currency)} are told"
        )
        yield Finding(node.line, "amounts_differ", message, Severity.WARNING)
