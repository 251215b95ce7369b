"""The transfers of a bank that hands on each message as it received it: Fedwire and FedNow in pacs.008."""

import random
from uuid import UUID
from xml.sax.saxutils import escape

from benchmarks.world import house
from benchmarks.world.bank_text import imad
from benchmarks.world.house import Names
from benchmarks.world.iso20022 import amount, remittance
from benchmarks.world.parties import plain
from benchmarks.world.payments import Payment

XMLNS = "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"
INSTANT_MOST = 100_000_000  # cents; more goes by wire


def _instant(names: Names) -> str:
    """Return the id of an instant payment: day, our bank, a count."""
    return f"{names.long}{house.CLEARING_BANK.aba}{names.next('instant', 30_207, 11):010d}"


def _agent(tag: str, routing: str) -> str:
    """Return a bank by its ABA number."""
    member = f"<ClrSysMmbId><ClrSysId><Cd>USABA</Cd></ClrSysId><MmbId>{routing}</MmbId></ClrSysMmbId>"
    return f"<{tag}><FinInstnId>{member}</FinInstnId></{tag}>"


def _holder(tag: str, name: str, account: str) -> str:
    """Return a party and its account."""
    return f"<{tag}><Nm>{escape(name)}</Nm></{tag}><{tag}Acct><Id><Othr><Id>{account}</Id></Othr></Id></{tag}Acct>"


def _amounts(payment: Payment, names: Names) -> str:
    """Return what was settled; where a bank on the way kept something, what was instructed as well."""
    settled = amount("IntrBkSttlmAmt", payment.amount, payment.currency)
    settled += f"<IntrBkSttlmDt>{names.day.isoformat()}</IntrBkSttlmDt>"
    if payment.noise != "fees_netted":
        return f"{settled}<ChrgBr>SLEV</ChrgBr>"
    fee = sum(due.write_off for due in payment.dues)
    kept = f"<ChrgsInf>{amount('Amt', fee, payment.currency)}{_agent('Agt', house.CLEARING_BANK.aba)}</ChrgsInf>"
    return f"{settled}{amount('InstdAmt', payment.amount + fee, payment.currency)}<ChrgBr>SHAR</ChrgBr>{kept}"


def _transfer(payment: Payment, names: Names, rng: random.Random) -> str:
    """Return the transfer inside a message, an element group a line."""
    account, bank = payment.account, house.BANKS[0] if payment.twice else house.CLEARING_BANK
    uetr = UUID(int=rng.getrandbits(128), version=4)
    end = rng.choice(("NOTPROVIDED", f"E2E{payment.reference[-6:]}"))
    return "\n".join(
        (
            f"<CdtTrfTxInf><PmtId><EndToEndId>{end}</EndToEndId><UETR>{uetr}</UETR></PmtId>",
            _amounts(payment, names),
            _holder("Dbtr", plain(payment.name), account.number) + _agent("DbtrAgt", account.routing),
            _agent("CdtrAgt", bank.aba) + _holder("Cdtr", house.NAME, bank.account),
            f"{remittance(payment)}</CdtTrfTxInf>",
        )
    )


def message(payment: Payment, names: Names, rng: random.Random) -> str:
    """Return one message and set the payment's reference: the message id, which is the IMAD of a Fedwire."""
    wired = rng.random() < 0.5 or payment.twice or payment.amount > INSTANT_MOST
    payment.reference = imad(rng, names) if wired else _instant(names)
    stamp = f"{names.day.isoformat()}T{rng.randint(9, 17):02d}:{rng.randint(0, 59):02d}:00-05:00"
    system = f"<SttlmInf><SttlmMtd>CLRG</SttlmMtd><ClrSys><Cd>{'FDW' if wired else 'FDN'}</Cd></ClrSys></SttlmInf>"
    counted = f"<CreDtTm>{stamp}</CreDtTm><NbOfTxs>1</NbOfTxs>{system}"
    head = f"<GrpHdr><MsgId>{payment.reference}</MsgId>{counted}</GrpHdr>"
    opened = f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{XMLNS}"><FIToFICstmrCdtTrf>{head}'
    return f"{opened}\n{_transfer(payment, names, rng)}\n</FIToFICstmrCdtTrf></Document>\n"


def file(payments: list[Payment], names: Names, rng: random.Random) -> str:
    """Return all messages of the day, one document after another."""
    return "".join(message(payment, names, rng) for payment in payments)
