"""Why a payer paid less: the closed list of deduction codes of the desk, and what the formats' own codes mean in it."""

import re
from enum import StrEnum


class Deduction(StrEnum):
    """A reason for an amount taken off or added, as receivables people sort them."""

    SHORTAGE = "SHORTAGE"  # not received, wrong or substituted goods
    DAMAGE = "DAMAGE"
    QUALITY = "QUALITY"
    RETURN = "RETURN"  # goods sent back
    PRICING = "PRICING"
    PROMOTION = "PROMOTION"  # allowances, advertising, slotting
    REBATE = "REBATE"
    FREIGHT = "FREIGHT"
    TAX = "TAX"
    WITHHOLDING = "WITHHOLDING"
    DISCOUNT = "DISCOUNT"
    TERMS = "TERMS"
    COMPLIANCE = "COMPLIANCE"  # routing, packing, labels, notices, dates
    DUPLICATE = "DUPLICATE"
    CHARGE = "CHARGE"  # fees, interest, exchange
    DOCUMENT = "DOCUMENT"  # proof, order or bill missing or late
    NOT_OURS = "NOT_OURS"  # the payer does not know the bill
    DISPUTE = "DISPUTE"
    CANCELLED = "CANCELLED"
    CREDIT = "CREDIT"  # covered by a credit memo
    OVERPAYMENT = "OVERPAYMENT"
    ON_ACCOUNT = "ON_ACCOUNT"
    PARTIAL = "PARTIAL"
    SETTLEMENT = "SETTLEMENT"  # ends an earlier difference
    RETURNED_PAYMENT = "RETURNED_PAYMENT"
    OTHER = "OTHER"


#: Fedwire {8600} reason and ISO 20022 RfrdDocAmt Rsn, where they differ from X12 426 -> deduction
ISO_REASONS: dict[str, Deduction] = {
    "DISC": Deduction.DISCOUNT,
    "DAMG": Deduction.DAMAGE,
    "SHRT": Deduction.SHORTAGE,
    "RETN": Deduction.RETURN,
    "PRIC": Deduction.PRICING,
    "FRGT": Deduction.FREIGHT,
    "TAXR": Deduction.TAX,
    "WHTX": Deduction.WITHHOLDING,
    "CHRG": Deduction.CHARGE,
    "REBA": Deduction.REBATE,
    "DUPL": Deduction.DUPLICATE,
}

#: What people write, most telling word first -> deduction
WORDS: tuple[tuple[str, Deduction], ...] = (
    (r"WITHH?OLDING|\bWHT\b|\bTDS\b", Deduction.WITHHOLDING),
    (r"DUPLICATE|PAID TWICE|BILLED TWICE", Deduction.DUPLICATE),
    (r"SHORT(?:AGE|\s*SHIP|ED)?\b|NOT RECEIVED|MISSING (?:ITEM|GOODS|CASE)", Deduction.SHORTAGE),
    (r"DAMAG|BROKEN", Deduction.DAMAGE),
    (r"DEFECT|QUALITY|SPOIL", Deduction.QUALITY),
    (r"PRICE|PRICING|COST DIFF", Deduction.PRICING),
    (r"REBATE|VOLUME", Deduction.REBATE),
    (r"PROMO|ADVERTIS|CO-?OP|ALLOWANCE|SLOTTING|MARKDOWN|COUPON", Deduction.PROMOTION),
    (r"ROUTING|COMPLIANCE|\bASN\b|LATE SHIP|LABEL|CHARGE-?BACK|PACKING", Deduction.COMPLIANCE),
    (r"FREIGHT|SHIPPING|CARRIER|DELIVERY", Deduction.FREIGHT),
    (r"\bRETURN|\bRMA\b|\bRTV\b", Deduction.RETURN),
    (r"DISCOUNT|CASH DISC|\bDISC\b", Deduction.DISCOUNT),
    (r"\bTAX\b|\bVAT\b|\bGST\b", Deduction.TAX),
    (r"\bFEE|CHARGE|INTEREST", Deduction.CHARGE),
    (r"CREDIT MEMO|CREDIT NOTE", Deduction.CREDIT),
    (r"OVERP(?:AYMENT|AID)", Deduction.OVERPAYMENT),
)
_WORDS = tuple((re.compile(pattern), deduction) for pattern, deduction in WORDS)


def from_words(text: str) -> Deduction | None:
    """Return the deduction free words speak of, or None: the first row of `WORDS` that fits decides."""
    upper = text.upper()
    return next((deduction for pattern, deduction in _WORDS if pattern.search(upper)), None)
