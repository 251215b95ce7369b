"""What each standard entry class puts where (Nacha Operating Rules, appendix on record formats; the words are ours)."""

import re
from enum import StrEnum
from typing import NamedTuple

from parsers.records import Ref

#: A batch header: its service class, and the entry class at 51-53.
_BATCH_HEADER = re.compile(rb"[\r\n\x00 ]*5(?:200|220|225|280)[^\r\n]{46}[A-Za-z]{3}")


def is_batch(data: bytes) -> bool:
    """Tell whether the bytes behind a file header begin a NACHA batch: a lockbox has the same record types."""
    return _BATCH_HEADER.match(data) is not None


class Layout(StrEnum):
    """How columns 13 to 78 of an entry are cut."""

    NAMED = "named"  # 40-54 identification, 55-76 name
    SWAPPED = "swapped"  # 40-54 name, 55-76 identification
    EXCHANGE = "exchange"  # 40-54 identification, 55-58 addenda count, 59-74 name
    CHECK = "check"  # 40-54 check serial, 55-76 name
    TRUNCATED = "truncated"  # 40-54 check serial, 55-60 process control, 61-76 item research number
    TERMINAL = "terminal"  # 40-48 check serial, 49-52 town, 53-54 state, 55-76 name
    CARD = "card"  # 40-43 expiry, 44-54 document, 55-76 card account
    INTERNATIONAL = "international"  # 13-16 addenda count, 40-74 account
    ACCOUNTING = "accounting"  # 13-27 account, 28-39 amount, 55-76 name


class Columns(NamedTuple):
    """Where a layout has the receiver's number and name, and the words that neither is."""

    number: slice
    kind: Ref
    name: slice
    words: tuple[slice, ...] = ()


_NOWHERE = slice(0, 0)
_NUMBER = slice(39, 54)
_NAME = slice(54, 76)

#: layout -> its columns; an international entry has both in its addenda
COLUMNS: dict[Layout, Columns] = {
    Layout.NAMED: Columns(_NUMBER, Ref.IDENTIFICATION, _NAME),
    Layout.SWAPPED: Columns(_NAME, Ref.IDENTIFICATION, _NUMBER),
    Layout.EXCHANGE: Columns(_NUMBER, Ref.IDENTIFICATION, slice(58, 74)),
    Layout.CHECK: Columns(_NUMBER, Ref.CHECK, _NAME),
    Layout.TRUNCATED: Columns(_NUMBER, Ref.CHECK, _NOWHERE, (slice(54, 60), slice(60, 76))),
    Layout.TERMINAL: Columns(slice(39, 48), Ref.CHECK, _NAME, (slice(48, 52), slice(52, 54))),
    Layout.CARD: Columns(slice(43, 54), Ref.IDENTIFICATION, _NOWHERE),
    Layout.INTERNATIONAL: Columns(_NOWHERE, Ref.IDENTIFICATION, _NOWHERE),
    Layout.ACCOUNTING: Columns(_NOWHERE, Ref.IDENTIFICATION, _NAME, (slice(39, 48), slice(48, 53))),
}
assert set(COLUMNS) == set(Layout), "every layout has its columns"


class Class(NamedTuple):
    """A standard entry class. `moves`: its entries may carry money; the others tell something and are of zero.

    `original`: the identification number is the trace of the entry that is answered.
    """

    layout: Layout
    purpose: str
    moves: bool = True
    original: bool = False


#: class -> how it is laid out and what it is for
CLASSES: dict[str, Class] = {
    "ACK": Class(Layout.NAMED, "acknowledges a corporate credit", moves=False, original=True),
    "ADV": Class(Layout.ACCOUNTING, "accounting advice of the operator"),
    "ARC": Class(Layout.CHECK, "check received by mail"),
    "ATX": Class(Layout.EXCHANGE, "acknowledges an exchange credit", moves=False, original=True),
    "BOC": Class(Layout.CHECK, "check converted in the back office"),
    "CBR": Class(Layout.NAMED, "cross-border corporate, old"),
    "CCD": Class(Layout.NAMED, "corporate credit or debit"),
    "CIE": Class(Layout.SWAPPED, "bill paid through the customer's bank"),
    "COR": Class(Layout.NAMED, "notification of change", moves=False),
    "CTX": Class(Layout.EXCHANGE, "corporate trade exchange"),
    "DNE": Class(Layout.NAMED, "death notice", moves=False),
    "ENR": Class(Layout.EXCHANGE, "enrolment", moves=False),
    "IAT": Class(Layout.INTERNATIONAL, "international"),
    "MTE": Class(Layout.SWAPPED, "cash machine"),
    "PBR": Class(Layout.NAMED, "cross-border consumer, old"),
    "POP": Class(Layout.TERMINAL, "check converted at the till"),
    "POS": Class(Layout.NAMED, "card at the till"),
    "PPD": Class(Layout.NAMED, "arranged with a consumer"),
    "RCK": Class(Layout.CHECK, "returned check presented again"),
    "SHR": Class(Layout.CARD, "card in a shared network"),
    "TEL": Class(Layout.NAMED, "agreed by telephone"),
    "TRC": Class(Layout.TRUNCATED, "check truncation"),
    "TRX": Class(Layout.EXCHANGE, "check truncation exchange"),
    "WEB": Class(Layout.NAMED, "agreed online"),
    "XCK": Class(Layout.TRUNCATED, "destroyed check"),
}
#: What an entry of no class, or of one we do not know, is read as.
UNKNOWN = Class(Layout.NAMED, "")
