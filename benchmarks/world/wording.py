"""The words between payer and us: free text made from remittance lines, and X12 segments."""

import random

from benchmarks.world.payments import CODED, REASONS, Payment, Said, money

X12_KINDS = {"invoice": "IV", "credit_memo": "CM", "purchase_order": "PO", "account": "AJ", "payer_document": "VV"}


def rmr(said: Said) -> str:
    """Return the RMR segment of one line without terminator: net paid, gross and discount as X12 wants them."""
    paid = "" if said.paid is None else money(said.paid)
    gross = "" if said.gross is None else money(said.gross)
    discount = money(said.discount) if said.discount else ""
    return "*".join(("RMR", X12_KINDS[said.kind], said.written, "", paid, gross, discount)).rstrip("*")


def adx(said: Said) -> list[str]:
    """Return the ADX segment of a deduction that has a code."""
    return [f"ADX*{money(-said.deducted)}*{REASONS[said.reason][1]}"] if said.deducted and said.reason else []


def spoken(payment: Payment, rng: random.Random) -> str:
    """Return the free text: the memo as it is, or the lines as a clerk types them into one field."""
    if payment.memo or not payment.said:
        return payment.memo
    told = any(said.deducted or said.discount or said.kind == "credit_memo" for said in payment.said)
    if told:
        return " ".join(_told(said) for said in payment.said)
    numbers = [said.written for said in payment.said]
    if all(said.paid is not None for said in payment.said) and len(numbers) > 1 and rng.random() < 0.3:
        return " ".join(f"{said.written} {money(said.paid or 0)}" for said in payment.said)
    lead = rng.choice(("INV ", "INVOICE ", "PAYMENT OF INVOICE ", "", "INV# ", "INV NO. "))
    return lead + rng.choice((" ", ", ", " ", " / ") if len(numbers) > 1 else ("",)).join(numbers)


def _told(said: Said) -> str:
    """Return one line with what is left out, in words."""
    if said.kind == "credit_memo":
        return f"LESS CREDIT {said.written} {money(-(said.paid or 0))}"
    text = f"INV {said.written}"
    if said.discount:
        text += f" LESS DISC {money(said.discount)}"
    if said.deducted:
        words = REASONS[said.reason][0] if said.reason else "ADJ"
        text += f" LESS {words} {money(said.deducted)}"
    return text


def segments(payment: Payment) -> str:
    """Return the lines as RMR segments for one addenda of 80 bytes."""
    return "".join(text + "\\" for said in payment.said for text in (rmr(said), *adx(said)))


def fits(payment: Payment, text: str, capacity: int) -> bool:
    """Say whether the rail can carry what the payer means to say."""
    if payment.rail in CODED or payment.rail == "book":
        return True
    if payment.noise == "cut_by_field":
        return True
    if payment.structured and payment.said:
        return payment.rail != "ccd" or len(segments(payment)) <= capacity
    return len(text) <= capacity
