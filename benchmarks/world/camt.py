"""The euro account in ISO 20022: a camt.053 whose one batch booking has its details in a camt.054, and a camt.052."""

import random
from dataclasses import dataclass
from xml.sax.saxutils import escape

from benchmarks.world import house, iso20022
from benchmarks.world.house import Names
from benchmarks.world.payments import Payment

URN = "urn:iso:std:iso:20022:tech:xsd"
OPENING = 41_228_310
#: message -> its root, the element inside, and when the bank made it.
MESSAGES: dict[int, tuple[str, str, str]] = {
    52: ("BkToCstmrAcctRpt", "Rpt", "12:00:00"),
    53: ("BkToCstmrStmt", "Stmt", "19:05:00"),
    54: ("BkToCstmrDbtCdtNtfctn", "Ntfctn", "19:05:00"),
}


def _amount(tag: str, minor: int) -> str:
    """Return an amount element in euro."""
    return iso20022.amount(tag, minor, "EUR")


def _details(payment: Payment, *, own: bool) -> str:
    """Return TxDtls; `own` gives it an account servicer reference where the entry's is not its own."""
    account = payment.account
    refs = f"<AcctSvcrRef>{payment.reference}</AcctSvcrRef>" if own else ""
    end = "NOTPROVIDED" if not payment.structured else f"E2E-{payment.reference[-6:]}"
    parties = (
        f"<RltdPties><Dbtr><Pty><Nm>{escape(payment.name)}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>{account.number}</IBAN></Id></DbtrAcct></RltdPties>"
        f"<RltdAgts><DbtrAgt><FinInstnId><BICFI>{account.routing}</BICFI></FinInstnId></DbtrAgt></RltdAgts>"
    )
    return (
        f"<TxDtls><Refs>{refs}<EndToEndId>{end}</EndToEndId></Refs>{_amount('Amt', payment.amount)}"
        f"<CdtDbtInd>CRDT</CdtDbtInd>{parties}{iso20022.remittance(payment)}</TxDtls>"
    )


def _entry(names: Names, amount: int, reference: str, details: str) -> str:
    """Return one Ntry of the day."""
    day = names.day.isoformat()
    code = "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
    return (
        f"<Ntry>{_amount('Amt', amount)}<CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt><AcctSvcrRef>{reference}</AcctSvcrRef>{code}<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def _balance(kind: str, minor: int, day: str) -> str:
    """Return one balance."""
    typed = f"<Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
    return f"<Bal>{typed}{_amount('Amt', minor)}<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"


def _document(names: Names, number: int, body: str) -> str:
    """Return a document with its header, one entry a line."""
    root, second, clock = MESSAGES[number]
    stamp = f"{names.day.isoformat()}T{clock}+01:00"
    head = f"<GrpHdr><MsgId>NORD{names.long}{number}</MsgId><CreDtTm>{stamp}</CreDtTm></GrpHdr>"
    account = f"<Acct><Id><IBAN>{house.EURO_IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
    start = f"<{second}><Id>{names.long}-{number}</Id><CreDtTm>{stamp}</CreDtTm>{account}"
    opened = f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{URN}:camt.0{number}.001.08"><{root}>'
    text = f"{opened}{head}{start}{body}</{second}></{root}></Document>\n"
    return (
        text.replace("<Ntry>", "\n<Ntry>")
        .replace("<Bal>", "\n<Bal>")
        .replace("<TxDtls>", "\n  <TxDtls>")
        .replace("<Strd>", "\n    <Strd>")
    )


@dataclass(frozen=True, slots=True)
class Euro:
    """The three files, the reference of the batch booking, and the payments inside it."""

    report: str
    statement: str
    notice: str
    batch: str
    inside: list[Payment]


def files(payments: list[Payment], names: Names, rng: random.Random) -> Euro:
    """Return the files; every third payment is booked in the batch, the report tells half of the others at noon."""
    for payment in payments:
        payment.reference = f"NRD{names.short}{names.next('camt', 100_402, rng.randint(1, 30)):09d}"
    inside = payments[1::3]
    alone = [payment for at, payment in enumerate(payments) if at % 3 != 1]
    batch = f"NRD{names.short}B{names.next('camt batch', 7_000):08d}"
    amount = sum(payment.amount for payment in inside)
    total = _amount("TtlAmt", amount)
    count = f"<Btch><NbOfTxs>{len(inside)}</NbOfTxs>{total}<CdtDbtInd>CRDT</CdtDbtInd></Btch>"
    entries = [_entry(names, payment.amount, payment.reference, _details(payment, own=False)) for payment in alone]
    if inside:
        entries.append(_entry(names, amount, batch, count))
    before = names.day.fromordinal(names.day.toordinal() - 1).isoformat()
    closing = OPENING + sum(payment.amount for payment in payments)
    balances = _balance("OPBD", OPENING, before) + _balance("CLBD", closing, names.day.isoformat())
    told = _entry(names, amount, batch, count + "".join(_details(payment, own=True) for payment in inside))
    early = (len(alone) + 1) // 2
    so_far = OPENING + sum(payment.amount for payment in alone[:early])
    interim = _balance("ITBD", so_far, names.day.isoformat()) + "".join(entries[:early])
    return Euro(
        _document(names, 52, interim),
        _document(names, 53, balances + "".join(entries)),
        _document(names, 54, told),
        batch,
        inside,
    )
