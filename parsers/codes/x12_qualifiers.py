"""X12 820 and 823 qualifiers and codes in the trade's words (ASC X12 elements 128, 305, 591; the words are ours)."""

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
    **dict.fromkeys(("IA", "VR", "PQ"), "vendor"),
    **dict.fromkeys(("LB", "BT"), "lockbox"),
    **dict.fromkeys(("ST", "LU", "DP"), "location"),
    **dict.fromkeys(("TJ", "EI"), "party"),
    "RZ": "return",
    "PD": "promotion",
    "CT": "contract",
    "ZZ": "unknown",  # agreed between the two
    "TXP": "account",
    "DED": "account",
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
    **dict.fromkeys(("BOP", "NON", "BKW", "CDA"), Method.OTHER),
}

#: BPR01 (element 305) of sets that move no money of their own
NO_MONEY = frozenset({"I", "H", "P"})

#: BPR06 and BPR12 (element 506): what kind of bank id follows; some banks write their own names for it
BANK_IDS = frozenset({"01", "02", "03", "04", "ZZ"})
#: BPR08 and BPR14 (element 569): what kind of account number follows
ACCOUNT_KINDS = frozenset({"DA", "SG", "03", "GL", "LN", "ALC", "ZZ"})

#: ST01 (element 143) of sets we do not read -> what they are
OTHER_SETS: dict[str, str] = {
    "810": "invoice",
    "812": "credit or debit adjustment",
    "821": "financial information reporting",
    "822": "account analysis",
    "824": "application advice",
    "827": "financial return notice",
    "828": "debit authorization",
    "831": "application control totals",
    "834": "benefit enrollment",
    "835": "health care claim payment",
    "837": "health care claim",
    "850": "purchase order",
    "855": "purchase order acknowledgment",
    "856": "ship notice",
    "860": "purchase order change",
    "864": "text message",
    "996": "file transfer",
    "997": "functional acknowledgment",
    "999": "implementation acknowledgment",
}
