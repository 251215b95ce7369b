"""X12 820 qualifiers and codes in the trade's words (ASC X12 elements 128, 305, 591; the words are ours)."""

from parsers.records import Method

#: RMR01 and REF01 (element 128) -> our qualifier
QUALIFIERS: dict[str, str] = {
    **dict.fromkeys(("IV", "IK", "OI", "R7"), "invoice"),
    **dict.fromkeys(("PO", "CO", "VN", "OP"), "purchase_order"),
    **dict.fromkeys(("VV", "CR", "TN", "EF", "CK"), "payer_document"),
    **dict.fromkeys(("CM", "CL", "CD"), "credit_memo"),
    **dict.fromkeys(("DB", "DL"), "debit_memo"),
    **dict.fromkeys(("AP", "AJ", "11", "12", "14", "23", "LD", "1L", "38", "AZ"), "account"),
    **dict.fromkeys(("BM", "CN", "SI", "WY", "PK"), "shipment"),
    "CT": "contract",
}

#: REF01 under a document that gives the seller's invoice number: it wins over another reference in RMR02.
INVOICE_NUMBERS = frozenset({"IV", "IK"})

#: RMR01 of documents that lower the payment.
CREDITS = frozenset({"CM", "CL", "CD"})

#: BPR04 (element 591) -> how the money travels
METHODS: dict[str, Method] = {
    "ACH": Method.ACH,
    "CHK": Method.CHECK,
    "FWT": Method.WIRE,
    "FEW": Method.WIRE,
    "CWT": Method.WIRE,
    "SWT": Method.WIRE,
    "CCC": Method.CARD,
    **dict.fromkeys(("DCC", "DZC", "DXC"), Method.ACH),
}

#: BPR01 (element 305) of sets that move no money of their own
NO_MONEY = frozenset({"I", "H", "P"})
