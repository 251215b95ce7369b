"""Fedwire messages of a second bank in FAIM 3.0.6: text in {6000}, or groups of {8400} to {8650}."""

import random

from benchmarks.world import house
from benchmarks.world.bank_text import imad
from benchmarks.world.house import Names
from benchmarks.world.parties import plain
from benchmarks.world.payments import REASONS, Payment, Said
from benchmarks.world.words import STREETS, TOWNS


def _money(minor: int) -> str:
    """Return currency and amount with the decimal comma, negative amounts by their size."""
    return f"USD{abs(minor) // 100},{abs(minor) % 100:02d}*"


def _obi(text: str) -> str:
    """Return up to four lines of 35, cut where they are full."""
    return "".join(text[start : start + 35] + "*" for start in range(0, min(len(text), 140), 35))


def _document(said: Said) -> list[str]:
    """Return the group of one document."""
    kind = "CREN" if said.kind == "credit_memo" else "PUOR" if said.kind == "purchase_order" else "CINV"
    out = [f"{{8400}}{kind}*{said.written}*"]
    if said.paid is not None:
        out.append(f"{{8450}}{_money(said.paid)}")
    if said.gross is not None:
        out.append(f"{{8500}}{_money(said.gross)}")
    if said.discount:
        out.append(f"{{8550}}{_money(said.discount)}")
    if said.deducted and said.reason:
        words, _, code, _, _ = REASONS[said.reason]
        out.append(f"{{8600}}{code}CRDT{_money(said.deducted)}{words}*")
    return [*out, f"{{8650}}{said.issued:%Y%m%d}"] if said.issued else out


def message(payment: Payment, names: Names, rng: random.Random) -> list[str]:
    """Return one message and set the payment's reference, its IMAD."""
    bank, account = house.BANKS[0] if payment.twice else house.FED_BANK, payment.account
    payment.reference = imad(rng, names)
    structured = payment.structured and bool(payment.said)
    stamp = f"{names.day:%m%d}{rng.randint(9, 17):02d}{rng.randint(0, 59):02d}FT03"
    out = [
        "{1100}30P N",
        f"{{1110}}{stamp}",
        f"{{1120}}{names.long}LKTRUS5B{names.next('omad', 402, 3):06d}{stamp}",
        f"{{1500}}30{'':8}P ",
        "{1510}1000",
        f"{{1520}}{payment.reference}",
        f"{{2000}}{payment.amount:012d}",
        f"{{3100}}{account.routing}{account.bank[:18]}*",
        f"{{3320}}{names.long[2:]}{rng.randint(10_000, 99_999)}*",
        f"{{3400}}{bank.aba}{bank.name[:18]}*",
        f"{{3600}}{'CTP' if structured else 'CTR'}",
    ]
    out += ["{3610}RMTS"] if structured else []
    out.append(f"{{4200}}D{bank.account}*{house.NAME}*2100 CALDER RD*COLUMBUS OH*")
    if payment.said and len(payment.said[0].written) <= 16 and len(payment.said) == 1 and not structured:
        out.append(f"{{4320}}{payment.said[0].written}*")
    out.append(f"{{5000}}D{account.number}*{plain(payment.name)[:35]}*{rng.choice(STREETS)}*{rng.choice(TOWNS)}*")
    out.append(f"{{5100}}F{account.routing}*{account.bank}*")
    if payment.noise == "fees_netted":
        out.append(f"{{3700}}B{_money(sum(due.write_off for due in payment.dues))}")
    if structured:
        for said in payment.said:
            out += _document(said)
    elif payment.memo:
        out.append(f"{{6000}}{_obi(payment.memo)}")
    return out


def file(payments: list[Payment], names: Names, rng: random.Random) -> str:
    """Return all messages of the day, one tag a line."""
    return "".join("\n".join(message(payment, names, rng)) + "\n" for payment in payments)
