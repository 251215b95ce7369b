"""How three banks put a wire or an ACH credit into words, and into 88 lines."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.world import house
from benchmarks.world.house import Names
from benchmarks.world.parties import plain
from benchmarks.world.payments import Payment
from benchmarks.world.words import STREETS, TOWNS

WIDTH = 77  # what an 80-byte record leaves after `88,`
FED_SOURCES = ("MMQFMP2B", "B1QGC06R", "L2LFBA1C", "I1B7033R", "QMGFT001")


def imad(rng: random.Random, names: Names) -> str:
    """Return an IMAD: day, source of eight, sequence of six."""
    return f"{names.long}{rng.choice(FED_SOURCES)}{names.next('imad', 1_204, 7):06d}"


def _letters(payment: Payment) -> str:
    """Return the payer's name in what an American bank file may hold."""
    return plain(payment.name)[:60]


def wrapped(text: str, split: str = "", width: int = WIDTH) -> list[str]:
    """Cut at a fixed column; where `split` is given, blanks of a fixed field move the cut inside it."""
    at = text.rfind(split) if split else -1
    if at > 0:
        middle = at + max(1, len(split) // 2)
        lead = text.find(" REF:")
        text = text[:lead] + " " * (-middle % width) + text[lead:]
    return [text[start : start + width] for start in range(0, len(text), width)]


def words_wrapped(text: str, width: int = WIDTH) -> list[str]:
    """Cut between words."""
    found = [""]
    for word in text.split():
        if found[-1] and len(found[-1]) + 1 + len(word) > width:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return found


def wire_first(payment: Payment, trn: str, fed: str, rng: random.Random) -> list[str]:
    """Sentences of one long text, cut at a fixed column."""
    account = payment.account
    text = (
        f"FEDWIRE CREDIT VIA: {account.bank}/{account.routing} B/O: {_letters(payment)} "
        f"{rng.choice(STREETS)} {rng.choice(TOWNS)} "
        f"REF: CHGO/CTR/BNF={house.NAME}/AC-00000000{house.BANKS[0].account[-4:]} RFB=O/B {account.bank[:12].strip()} "
        f"ORG=/{account.number} {_letters(payment)} OGB={account.bank} OBI={payment.memo or 'NOTPROVIDED'} "
        f"BBI=/CHGS/USD0,00/ IMAD: {fed[4:]} TRN: {trn}"
    )
    return wrapped(text, payment.split)


def wire_second(payment: Payment, trn: str, fed: str, rng: random.Random) -> list[str]:
    """One datum a line."""
    clock = f"{rng.randint(9, 16):02d}{rng.randint(0, 59):02d}"
    detail = payment.memo or "NONE"
    lines = [
        f"WIRE TYPE:WIRE IN DATE:{fed[2:8]} TIME:{clock} ET TRN:{trn}",
        f"SEQ:{fed[-6:]}/{rng.randint(100_000, 999_999)} ORIG:{_letters(payment)} ID:{payment.account.number}",
        f"SND BK:{payment.account.bank} ID:{payment.account.routing}",
    ]
    text = f"PMT DET:{detail}"
    if payment.split:
        at = text.rfind(payment.split) + len(payment.split) // 2
        return [*lines, text[:at], text[at:]]
    return [*lines, *words_wrapped(text)]


def wire_third(payment: Payment, trn: str, fed: str, rng: random.Random) -> list[str]:
    """Short marks, no account of the payer."""
    text = (
        f"WT FED#{fed[-5:]} {payment.account.bank} /ORG={_letters(payment)} "
        f"SRF# {fed[:8]}{rng.randint(10_000, 99_999)} TRN#{trn} RFB# {payment.memo or 'NONREF'}"
    )
    if payment.split:
        at = text.rfind(payment.split) + max(1, len(payment.split) // 2)
        return [text[:at], text[at:]]
    return words_wrapped(text, 74)


WIRES: tuple[Callable[[Payment, str, str, random.Random], list[str]], ...] = (wire_first, wire_second, wire_third)


def unlabelled(payment: Payment, number: str, rng: random.Random) -> list[str]:
    """The payer among the bank's words, and no label that says which they are."""
    name, memo = _letters(payment), payment.memo
    whole = (
        f"WIRE TRANSFER CREDIT {name} {memo} {number}",
        f"PREAUTHORIZED ACH CREDIT {name} REMIT: {memo}",
        f"INCOMING PAYMENT FROM {name} MEMO:{memo}",
        f"ACH CREDIT {name[:16]} VENDOR PMT {memo}",
    )
    return wrapped(rng.choice(whole))


@dataclass(frozen=True, slots=True)
class Label:
    """What a bank's label text says of one ACH credit."""

    name: str
    company_id: str
    trace: str
    description: str
    sec: str
    ident: str = ""
    note: str = ""


def ach_labels(label: Label, names: Names) -> list[str]:
    """ACH credit with a label before each field, cut at a fixed column."""
    text = (
        f"ORIG CO NAME:{plain(label.name)[:16]} ORIG ID:{label.company_id} DESC DATE:{names.short[2:]} "
        f"CO ENTRY DESCR:{label.description} SEC:{label.sec} TRACE#:{label.trace} EED:{names.short} "
        f"IND ID:{label.ident} IND NAME:{house.NAME[:22]} TRN:{label.trace[-7:]}TC"
    )
    return wrapped(text + (f" PMT INFO:{label.note}" if label.note else ""))


def ach_short(payment: Payment, *, ident: str) -> list[str]:
    """ACH credit in the short form: name first, then marks."""
    text = f"{_letters(payment)[:16]} DES:PAYMENTS ID:{ident or 'NONE'}"
    more = f"INDN:{house.NAME[:22]} CO ID:{payment.account.company_id} CCD"
    return [text, *words_wrapped(more + (f" PMT INFO:{payment.memo}" if payment.memo else ""))]
