"""What the words beside a number say about it: the tables of labels that banks and payers write."""

from kit import exclusions
from matcher.remittance.normal import INVOICE_WORDS

#: Words for an invoice in the languages payers write, beside those that may lead a number (normal.INVOICE_WORDS).
_INVOICES_ABROAD = (
    *("RECHNUNG", "RECHNUNGEN", "RECHNUNGS", "RECHNUNGSNR", "RECHNUNGS-NR", "RECHNUNGSNUMMER", "RECHN", "RECHNR"),
    *("RNR", "R-NR", "RGNR", "RG-NR", "RG.NR", "RENR", "RE-NR", "RE.NR", "RECHNUNGSNUMMERN", "FAKTURENR", "RE", "RG"),
    *("FACTURE", "FACTURES", "FACT", "FAC", "FACTURA", "FACTURAS", "FRA", "FRAS", "FATTURA", "FATTURE", "FATT"),
    *("FACTUUR", "FACTUREN", "FACTUURNR", "FACTUURNUMMER", "FAKTUUR", "FAKTURA", "FAKTURY", "FAKTURE", "FAKTUR"),
    *("FAKT", "FAKTURANR", "FAKTURANUMMER", "FV", "REGNING", "LASKU", "LASKUN", "SZAMLA"),
    *("FATURA", "NOTA FISCAL", "NF", "NFE"),
)

#: Words before numbers of which only the ends are written; alone `ENDING` is said of weeks and of months.
_ENDS = ("INV ENDING", "INVS ENDING", "INVOICE ENDING", "INVOICES ENDING", "ENDING IN")
#: Words before the number of what is paid in part.
_TOWARDS = ("ON ACCOUNT OF", "ON ACCT OF")

#: role -> words (one or two, in capitals) that give the number behind them this role.
ROLES: dict[str, tuple[str, ...]] = {
    "invoice": tuple(
        sorted(
            INVOICE_WORDS.union(_INVOICES_ABROAD, _ENDS, _TOWARDS)
            - {"NO", "NOS", "NR", "NUM", "NUMBER", "NBR", "REF", "IN", "FOR", "PAY", "PMT", "PAYMENT", "ITEM"}
        )
    ),
    "purchase_order": (
        "PO",
        "POS",
        "PONO",
        "P.O",
        "P/O",
        "PURCHASE ORDER",
        "PURCH ORD",
        "PUR ORD",
        "CUST PO",
        "YOUR PO",
        *("BESTELLUNG", "BESTELLNR", "BESTELLNUMMER", "BEST-NR", "COMMANDE", "PEDIDO", "ORDINE", "BESTELLING"),
    ),
    "order": (
        *("ORDER", "ORDERS", "ORD", "SO", "S/O", "SALES ORDER", "OE"),
        *("CONTRACT", "QUOTE", "QUOTATION", "ESTIMATE", "SOW", "AUFTRAG", "AUFTRAGSNR", "AUFTRAGSNUMMER", "ORDRE"),
    ),
    "delivery": (
        *("DELIVERY", "DELIV", "DLV", "BOL", "B/L", "SHIPMENT", "SHIP", "DELIVERY NOTE", "PACKING SLIP", "PRO"),
        *("LIEFERSCHEIN", "LIEFERSCHEINNR", "LIEFERUNG"),
    ),
    "credit_memo": (
        *("CM", "CMS", "CR MEMO", "CREDIT MEMO", "CREDIT NOTE", "CREDITMEMO", "CRMEMO", "CN"),
        *("GUTSCHRIFT", "GUTSCHRIFTEN", "AVOIR", "NOTA CREDITO", "NOTA DE CREDITO", "CREDITNOTA", "KREDITNOTA"),
    ),
    "account": (
        "ACCT",
        "ACCOUNT",
        "ACCTNO",
        "A/C",
        "CUST",
        "CUSTOMER",
        "CUSTNO",
        "CUSTID",
        "CUST ID",
        "CLIENT",
        "STMT",
        "STATEMENT",
        "MEMBER",
        *("KUNDENNR", "KUNDEN-NR", "KUNDENNUMMER", "KUNDE", "KDNR", "KD-NR", "KD.NR", "KNR", "KLANTNUMMER", "CLIENTE"),
    ),
    "payer": (
        *(
            "VOUCHER",
            "VCHR",
            "VOUCH",
            "VENDOR",
            "VEND",
            "VENDORNO",
            "SUPPLIER",
            "SUPP",
            "CK",
            "CHK",
            "CHECK",
            "CHEQUE",
            "CHKNO",
            "CKNO",
        ),
        *("OUR DOC", "OUR DOCUMENT", "OUR VOUCHER", "OUR NO", "OUR NUMBER", "UNSER ZEICHEN", "UNSERE NR"),
        *("PAYMENT NO", "PAYMENT NUMBER", "PAYMENT ID", "PMT NO", "PMT NUMBER", "PMT ID", "PYMT NO"),
        *("BATCH", "RUN", "OUR REF", "PYMT-ID", "PYMTID", "JOB", "CLAIM", "SERIAL", "CHKN", "CHECK NUMBER"),
    ),
    "noise": (
        *(
            "TRACE",
            "TRC",
            "TRN",
            "TRID",
            "IMAD",
            "OMAD",
            "UETR",
            "SEQ",
            "SSN",
            "EIN",
            "TIN",
            "FEIN",
            "DUNS",
            "ABA",
            "RTN",
            "ROUTING",
            "RTE",
        ),
        *(
            "PHONE",
            "TEL",
            "FAX",
            "PH",
            "CALL",
            "ZIP",
            "DATE",
            "DTD",
            "DATED",
            "EED",
            "EFF",
            "TIME",
            "DTM",
            "ORIG ID",
            "CO ID",
            "ORIGID",
        ),
        *(
            "COMPANY ID",
            "COID",
            "FED",
            "FED REF",
            "FEDREF",
            "SRF",
            "CARD",
            "TERMINAL",
            "TERM",
            "MID",
            "BOX",
            "POB",
            "SUITE",
            "STE",
        ),
        *(
            "UNIT",
            "FLOOR",
            "DESC DATE",
            "DESCDATE",
            "GS ID",
            "BATCH ID",
            "LOCKBOX",
            "BNF BK",
            "SND BK",
            "VIA",
            "CHIPS",
            "BIC",
            "SWIFT",
        ),
        *("IBAN", "DACT", "DABA", "CACT", "CABA", "DBIC", "CBIC", "ORIGIN", "VER", "ITEM COUNT", "EREF", "SEC"),
    ),
    "amount": (
        "AMT",
        "AMOUNT",
        "TOTAL",
        "TTL",
        "USD",
        "NET",
        "GROSS",
        "DISC",
        "DISCOUNT",
        "LESS",
        "TAX",
        "FREIGHT",
        "SUM",
        "BPR",
        "FEE",
    ),
    "reference": (
        "REF",
        "REFERENCE",
        "RFB",
        "OBI",
        "REMI",
        "REMARK",
        "REMARKS",
        "PMT INFO",
        "PMT DET",
        "ADDENDA",
        "CREF",
        "DETAILS",
        "DES",
        "ID",
        "IND ID",
        "BBI",
        *("MEMO", "MSG", "MESSAGE", "NOTE", "NOTES", "COMMENT", "COMMENTS", "REMIT", "REMITTANCE", "RMT INFO"),
        *("PURPOSE", "DETAIL", "PAYMENT INFO", "IN DISPUTE"),
    ),
    "excluded": exclusions.BEFORE,
    "name": (
        "INDN",
        "ORIG CO NAME",
        "COMPANY NAME",
        "CO NAME",
        "ORIG",
        "ORG",
        "B/O",
        "BO",
        "IND NAME",
        "CRNM",
        "DBNM",
        "BNF",
        "NAME",
        "OGB",
        "ORIG BANK",
        "FROM",
        *("SENDER", "ORIGINATOR", "PAYER", "PAYOR", "REMITTER", "DEBTOR", "ORDERING CUSTOMER", "BY ORDER OF"),
    ),
}

#: Words between a label and its numbers, or between the numbers of a list: they change no role.
CONNECTIVES = frozenset(
    {
        "AND",
        "NO",
        "NOS",
        "NR",
        "NUM",
        "NUMBER",
        "NUMBERS",
        "NBR",
        "N",
        "PLUS",
        "ALSO",
        "THRU",
        "THROUGH",
        "TO",
        "OUR",
        "YOUR",
        "YR",
        "S",
        *("ET", "UND", "U", "Y", "E", "EN", "OG", "OCH", "I"),
        *("VON", "DU", "DAL", "DEL", "BIS", "A", "AL", "AU", "TILL", "TIL", "TOT", "T/M", "DO", "ATE", "HASTA"),
    }
)
#: Words that make two numbers the ends of a range.
RANGE_WORDS = frozenset(
    {"THRU", "THROUGH", "TO", "UNTIL", "TILL", "BIS", "A", "AL", "AU", "T/M", "TOT", "TIL", "DO", "ATE", "HASTA"}
)
#: Words behind a number that say it is paid in part.
PART_WORDS = frozenset(
    {"PARTIAL", "PART", "PRTL", "PARTIALLY", "INSTALLMENT", "TEILZAHLUNG", "ACOMPTE", "PARCIAL", "PARTIEL"}
    | {"TEILZ", "TEILBETRAG", "DEELBETALING", "DELBETALING", "DELBETALNING", "PARZIALE"}
)
#: Words that say that the sum behind them was taken off, whatever for.
LESS = (
    *("LESS", "MINUS", "SHORT", "SHORTED", "SHORTAGE", "SHORTPAID", "SHORTPAY", "WITHHELD", "WITHELD"),
    *("DEDUCT", "DEDUCTED", "DEDUCTION", "DEDUCTIONS", "DED"),
    *("ABZ", "ABZGL", "ABZUGL", "ABZÜGL", "ABZUEGL", "ABZUGLICH", "ABZÜGLICH", "ABZUEGLICH", "ABZUG"),
    *("KURZUNG", "KÜRZUNG", "KUERZUNG", "MOINS", "MENO", "MENOS", "MIN"),
)
#: Words before an amount that was not paid but taken off: those, and what payers take sums off for.
TAKEN_OFF = frozenset(LESS).union(
    ("DISC", "DISCOUNT", "SKONTO", "SKTO", "ESCOMPTE", "SCONTO", "KORTING", "DESCUENTO", "ALLOWANCE", "BONUS"),
    ("TAX", "FREIGHT", "FRT", "FRACHT", "DAMAGED", "DAMAGE", "BRUCH", "SCHADEN", "AVARIE", "LITIGE", "RESO"),
    ("FEE", "FEES", "CHARGES", "SPESEN", "BANKSPESEN", "FRAIS", "SPESE", "GASTOS"),
)
#: Words of a payer's own paper about what he takes off, before its number: `DM 4471 40.00`.
DEBITS = (
    *("DM", "D/M", "CB", "DEBIT MEMO", "DEBIT NOTE", "CHARGEBACK", "CHARGE BACK", "CLAIM", "RMA", "RTV"),
    *("DEDUCTION", "DEDUCTIONS", "DED"),
)
#: Roles that hold for one number only; the others hold for the whole list behind the word.
SINGLE = frozenset({"noise", "payer", "amount"})
#: Roles whose numbers name nothing of ours.
SILENT = frozenset({"noise", "name", "excluded"})
#: role -> the kind of mention it makes.
KINDS = {
    "invoice": "number",
    "purchase_order": "purchase_order",
    "order": "order",
    "delivery": "delivery",
    "credit_memo": "credit_memo",
    "account": "account",
    "payer": "payer_document",
}

#: qualifier of a structured remittance line -> kind of mention.
QUALIFIERS = {
    "invoice": "number",
    "credit_memo": "credit_memo",
    "debit_memo": "number",
    "purchase_order": "purchase_order",
    "order": "order",
    "contract": "order",
    "shipment": "delivery",
    "delivery": "delivery",
    "account": "account",
    "payer_document": "payer_document",
    "adjustment": "adjustment",
}

#: Texts that fill a field and say nothing.
PLACEHOLDERS = frozenset(
    {
        *(
            "",
            "NOTPROVIDED",
            "NONREF",
            "NONE",
            "NA",
            "NIL",
            "NULL",
            "UNKNOWN",
            "BLANK",
            "TBD",
            "VARIOUS",
            "SEEATTACHED",
            "SEEREMITTANCE",
        ),
        *("REMITTANCE", "PAYMENT", "INVOICE", "INVOICES", "MULTIPLE", "NOREF", "NOREFERENCE", "XXX", "TEST"),
    }
)

#: Two letters before five digits that make them a ZIP code; those that are trade words too (IN, CO, OR, ME …) stay out.
STATES = frozenset(
    {
        *("AL", "AK", "AZ", "AR", "CA", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "IL", "KS", "KY"),
        *("LA", "MA", "MD", "MI", "MN", "MO", "MS", "MT", "NC", "NE", "NH", "NJ", "NM", "NV", "NY"),
        *("OH", "OK", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV", "WY"),
    }
)

WORDS: dict[str, str] = {word: role for role, words in ROLES.items() for word in words}
assert len(WORDS) == sum(map(len, ROLES.values())), "a word has one role"


def placeholder(number: str) -> bool:
    """Tell whether a tight number only fills its field: a known filler, or one digit or letter repeated."""
    return number in PLACEHOLDERS or (len(set(number)) == 1 and (number[0] in "0X9" or len(number) > 3))
