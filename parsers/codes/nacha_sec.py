"""What each standard entry class puts where (Nacha Operating Rules, appendix on record formats; the words are ours)."""

from enum import StrEnum


class Layout(StrEnum):
    """How columns 40 to 78 of an entry are cut."""

    NAMED = "named"  # 40-54 identification, 55-76 name
    SWAPPED = "swapped"  # 40-54 name, 55-76 identification
    EXCHANGE = "exchange"  # 40-54 identification, 55-58 addenda count, 59-74 name
    CHECK = "check"  # 40-54 check serial, 55-76 name
    TERMINAL = "terminal"  # 40-48 check serial, 49-54 place, 55-76 name
    CARD = "card"  # 40-43 expiry, 44-54 document, 55-76 card account
    INTERNATIONAL = "international"  # 13-16 addenda count, 40-74 account
    ACCOUNTING = "accounting"  # 28-39 amount, 55-76 name


#: class -> (layout, what it is for)
CLASSES: dict[str, tuple[Layout, str]] = {
    "ACK": (Layout.EXCHANGE, "acknowledges a corporate credit"),
    "ADV": (Layout.ACCOUNTING, "accounting advice of the operator"),
    "ARC": (Layout.CHECK, "check received by mail"),
    "ATX": (Layout.EXCHANGE, "acknowledges an exchange credit"),
    "BOC": (Layout.CHECK, "check converted in the back office"),
    "CBR": (Layout.NAMED, "cross-border corporate, old"),
    "CCD": (Layout.NAMED, "corporate credit or debit"),
    "CIE": (Layout.SWAPPED, "bill paid through the customer's bank"),
    "COR": (Layout.NAMED, "notification of change"),
    "CTX": (Layout.EXCHANGE, "corporate trade exchange"),
    "DNE": (Layout.NAMED, "death notice"),
    "ENR": (Layout.NAMED, "enrolment"),
    "IAT": (Layout.INTERNATIONAL, "international"),
    "MTE": (Layout.SWAPPED, "cash machine"),
    "PBR": (Layout.NAMED, "cross-border consumer, old"),
    "POP": (Layout.TERMINAL, "check converted at the till"),
    "POS": (Layout.NAMED, "card at the till"),
    "PPD": (Layout.NAMED, "arranged with a consumer"),
    "RCK": (Layout.CHECK, "returned check presented again"),
    "SHR": (Layout.CARD, "card in a shared network"),
    "TEL": (Layout.NAMED, "agreed by telephone"),
    "TRC": (Layout.CHECK, "check truncation"),
    "TRX": (Layout.EXCHANGE, "check truncation exchange"),
    "WEB": (Layout.NAMED, "agreed online"),
    "XCK": (Layout.CHECK, "destroyed check"),
}
