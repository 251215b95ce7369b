"""EDIFACT codes of remittance and bank messages in the trade's words (UN/EDIFACT 1001, 1153, 4465, 5025; our words)."""

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

#: Codes of AJT 4465, the reasons for an adjustment.
ADJUSTMENTS = frozenset({*map(str, range(1, 101)), "ZZZ"})


def adjustment_code(code: str) -> str:
    """Return the code of an AJT with its list, `4465-53`: by that number X12's list has another meaning."""
    return f"4465-{code}" if code in ADJUSTMENTS else code


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
