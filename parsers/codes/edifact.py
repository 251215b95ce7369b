"""EDIFACT codes of remittance and bank messages in the trade's words (UN/EDIFACT 1001, 1153, 4465, 5025; our words)."""

from parsers.codes.deductions import Deduction

#: DOC 1001 -> our qualifier; the list is open, what is not here is `unknown`
DOCUMENTS: dict[str, str] = {
    **dict.fromkeys(("380", "384", "389", "393", "325", "326", "386", "388", "390", "395", "82", "130"), "invoice"),
    **dict.fromkeys(("381", "396", "261", "262", "308", "420", "83", "457"), "credit_memo"),
    **dict.fromkeys(("383", "84", "458"), "debit_memo"),
    **dict.fromkeys(("105", "220", "221"), "purchase_order"),
    **dict.fromkeys(("351", "705", "714", "730", "740"), "shipment"),
    **dict.fromkeys(("315", "316"), "contract"),
}
#: The payer's own number of a payment with a Norwegian KID.
KID = "999"
#: Documents that lower a payment; a payer may write their amounts positive. 457 takes back a debit.
CREDITS = frozenset({"381", "396", "261", "262", "308", "420", "83", "457"})

#: RFF 1153 under a document -> our qualifier
REFERENCES: dict[str, str] = {
    **dict.fromkeys(("IV", "OI", "VN"), "invoice"),
    **dict.fromkeys(("ON", "CO", "OP"), "purchase_order"),
    **dict.fromkeys(("DQ", "AAK", "BM", "CN", "AAS"), "shipment"),
    **dict.fromkeys(("CT", "BC"), "contract"),
    **dict.fromkeys(("IT", "ADE", "AVE", "AVC"), "account"),
    **dict.fromkeys(("PQ", "PR", "CR", "ACE", "TN"), "payer_document"),
}

#: AJT 4465 -> deduction. These codes are other numbers than X12's, so they are told as `4465-53`.
ADJUSTMENTS: dict[Deduction, tuple[str, ...]] = {
    Deduction.DISCOUNT: ("39", "66", "68", "91"),
    Deduction.TERMS: ("31", "46", "50", "56"),  # discount beyond terms or wrong, terms of sale
    Deduction.PROMOTION: ("19", "21", "72", "75", "77", "79"),
    Deduction.REBATE: ("38", "74", "78"),  # bonus, quantity and volume
    Deduction.SHORTAGE: ("4", "14", "32", "49", "54"),  # short, wrong, missing, substituted, weight
    Deduction.DAMAGE: ("3", "17"),
    Deduction.QUALITY: ("2",),
    Deduction.RETURN: ("15", "16", "29", "35"),
    Deduction.PRICING: ("5", "48", "57", "70", "98", "99", "100"),
    Deduction.DISPUTE: ("9", "52"),
    Deduction.DUPLICATE: ("53",),
    Deduction.COMPLIANCE: ("20", "33", "76"),  # late
    Deduction.FREIGHT: ("22", "40", "55", "92", "93", "94", "95"),
    Deduction.CHARGE: ("10", "11", "12", "23", "24", "25", "96"),  # drafts, banks, agents, exchange
    Deduction.TAX: ("26", "73"),
    Deduction.CREDIT: ("41", "42"),
    Deduction.ON_ACCOUNT: ("7", "28", "30", "34", "61"),
    Deduction.DOCUMENT: ("6", "36", "37", "51"),
    Deduction.SETTLEMENT: ("1", "45", "63"),
    Deduction.OTHER: ("13", "27", "43", "59", "60", "97", "ZZZ"),  # counter-claims, insolvency, agreed by the two
}
_LIST = "4465-"
#: code as an adjustment tells it -> deduction, the same table turned round
DEDUCTIONS: dict[str, Deduction] = {
    _LIST + code: deduction for deduction, codes in ADJUSTMENTS.items() for code in codes
}


def adjustment_code(code: str) -> str:
    """Return the code of an AJT as an adjustment tells it: with its list where it is of the standard's."""
    return _LIST + code if _LIST + code in DEDUCTIONS else code


#: What messages are that we do not read.
OTHER_MESSAGES: dict[str, str] = {
    "APERAK": "application error",
    "AUTACK": "acknowledgement of authenticity",
    "BANSTA": "banking status",
    "COMDIS": "commercial dispute",
    "CONTRL": "syntax acknowledgement",
    "CREADV": "credit advice",
    "DEBADV": "debit advice",
    "DESADV": "despatch advice",
    "DIRDEB": "direct debit",
    "FINCAN": "cancellation of a payment",
    "FINPAY": "multiple interbank funds transfer",
    "FINSTA": "account statement",
    "INVOIC": "invoice",
    "INVRPT": "inventory report",
    "MSCONS": "metered consumption",
    "ORDERS": "purchase order",
    "ORDRSP": "answer to an order",
    "PAYDUC": "payroll deductions",
    "PAYEXT": "extended payment order",
    "PAYMUL": "multiple payment order",
    "PAYORD": "payment order",
    "PRICAT": "price list",
    "RECADV": "receiving advice",
    "UTILMD": "utility master data",
}
