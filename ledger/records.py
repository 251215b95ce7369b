"""What the verbs of the books are given: frozen records of customers, open items, receipts and applications.

Amounts are whole minor units of the record's currency. Days are arguments; nothing here reads a clock.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kit.ids import content_id
from kit.terms import Instalment
from ledger.kinds import Kind


class ItemType(StrEnum):
    """What an open item is; a receipt is one too (its balance is the cash not yet applied, negative)."""

    INVOICE = "invoice"
    CREDIT_MEMO = "credit_memo"
    DEBIT_MEMO = "debit_memo"
    FINANCE_CHARGE = "finance_charge"
    DEDUCTION = "deduction"
    RECEIPT = "receipt"


class WriteOff(StrEnum):
    """Why a remainder is let go while applying; each has its own account (kinds.SIDES)."""

    BANK_FEE = "bank_fee"  # kept back by a bank on the way (P26)
    SMALL_BALANCE = "small_balance"  # within the tolerance of the policy (P15)
    WITHHELD = "withheld"  # tax or freight withheld by the customer, claimed back (P27)
    AGENCY_FEE = "agency_fee"  # kept back by a collection agency that remits net (P30)
    UNCOLLECTIBLE = "uncollectible"  # settled for less because the customer cannot pay (P31)
    CONCESSION = "concession"  # settled for less as a matter of price: revenue, not a loss (P31)


class Into(StrEnum):
    """Where received money lies until the bank says more."""

    BANK = "bank"
    CARD = "card_clearing"  # captured, settled by the processor later (P23a, P23b)
    LOCKBOX = "lockbox_clearing"  # told by the lockbox; the bank books the day's total (P38)


class Adjust(StrEnum):
    """Why an item changes without cash (DOMAIN section 3); which postings that makes is `adjustments.ADJUSTED`."""

    SMALL_BALANCE = "small_balance"  # P15
    BAD_DEBT = "bad_debt"  # P16, allowance method
    BAD_DEBT_EXPENSED = "bad_debt_expensed"  # P17, direct method
    REINSTATED = "reinstated"  # P18a, before cash that came after a write-off
    REINSTATED_EXPENSED = "reinstated_expensed"  # P18a under the direct method
    CONCESSION = "concession"
    PAYABLE_NETTED = "payable_netted"  # P29
    NOTE_TAKEN = "note_taken"  # P33
    REFUND_APPROVED = "refund_approved"  # P21a
    UNCLAIMED = "unclaimed"  # P34a
    LATE_DISCOUNT = "late_discount"  # P09, above what the policy lets one person allow


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """A customer as the master file gives it; `credit_limit` in minor units of `currency`, None = no limit set."""

    number: str
    name: str
    parent_number: str = ""
    terms: str = ""
    currency: str = "USD"
    credit_limit: int | None = None
    aliases: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    address: str = ""
    tax_id: str = ""
    duns: str = ""
    risk_class: str = ""
    collector: str = ""
    sales_rep: str = ""


@dataclass(frozen=True, slots=True)
class NewItem:
    """A document that opens an item. `minor` is negative for a credit memo and positive for all others.

    `open_minor` is what was left when it came to us (None: all of it); the difference is booked as brought forward.
    `opening=True` is for items another system has already booked (imports): the other side is opening balances, so that
    revenue is never told twice; otherwise revenue, `tax` and `freight` are credited (P01 to P04).
    `gl_on` is the wished GL day (None: `issued_on`); a closed period moves it to the next open one.
    `discount` is what the terms allow on the whole item until `discount_until`.
    `instalments` are its parts where it is due in several, or has several discounts; `due_on` is then the last of them.
    """

    number: str
    type: ItemType
    customer_number: str
    currency: str
    minor: int
    issued_on: date
    due_on: date
    gl_on: date | None = None
    open_minor: int | None = None
    opening: bool = False
    terms: str = ""
    discount: int = 0
    discount_until: date | None = None
    tax: int = 0
    freight: int = 0
    po_number: str = ""
    order_number: str = ""
    delivery_number: str = ""
    description: str = ""
    origin_item_id: str | None = None
    reason: str = ""
    instalments: tuple[Instalment, ...] = ()


@dataclass(frozen=True, slots=True)
class Issued:
    """What came of issuing: ids newly booked, ids that were there already with the same facts, and with other facts."""

    new: tuple[str, ...]
    known: tuple[str, ...]
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewReceipt:
    """Money that reached us, `minor` > 0: without a customer booked as unidentified (P05), else unapplied (P07).

    `deposit`: paid by a known customer before there is anything to owe; held as a liability until it is applied (P22a).
    `opening`: another system has booked it, and `left` of it is not applied there (None: all of it); `number` is its
    number there, if it has one.
    """

    receipt_id: str
    entry_id: str | None
    minor: int
    currency: str
    received_on: date
    gl_on: date
    customer_number: str | None = None
    into: Into = Into.BANK
    deposit: bool = False
    opening: bool = False
    left: int | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Identification:
    """Who paid a receipt (P06), or who really paid it (P35)."""

    receipt_id: str
    customer_number: str
    gl_on: date


@dataclass(frozen=True, slots=True)
class Disposal:
    """A receipt whose rest is placed on account (P10), found to be no customer's payment, or reversed (P19a).

    `minor` is how much of it bounces (P20); None: all of it that has not.
    """

    receipt_id: str
    gl_on: date
    reason: str = ""
    minor: int | None = None


class NewApplication(NamedTuple):
    """What one receipt settles of one item. `cash + discount + write_off + deduction` is what leaves the item.

    A credit memo has negative `cash` and nothing else: it is netted against the other rows of its receipt in the
    same call. `discount_tax` is the part of the discount by which sales tax falls (P37). `deduction` opens a new item
    of type deduction that keeps the invoice link and due day (P12).
    `receipt_version`/`item_version` are those of the frames the plan was made from; where they moved on, `Stale`.
    """

    receipt_id: str
    item_id: str
    cash: int
    gl_on: date
    discount: int = 0
    discount_earned: bool = True
    discount_tax: int = 0
    write_off: int = 0
    write_off_kind: WriteOff | None = None
    deduction: int = 0
    deduction_reason: str = ""
    decided_by: str = "engine"
    rule: str = ""
    confidence: float | None = None
    explanation: str = ""
    certificate_id: str = ""
    receipt_version: int | None = None
    item_version: int | None = None


@dataclass(frozen=True, slots=True)
class Undo:
    """An application to take back; rows netted with a credit memo in one go are taken back together."""

    application_id: str
    gl_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a deduction ends: `minor` of it is allowed (P13, `tax` of it sales tax) or charged back (P14)."""

    item_id: str
    minor: int
    gl_on: date
    reason: str = ""
    tax: int = 0


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A change of an item without cash: `minor` > 0 of it, `tax` the part of it that is sales tax (P16 to P18)."""

    item_id: str
    kind: Adjust
    minor: int
    gl_on: date
    reason: str = ""
    tax: int = 0
    version: int | None = None


class Sent(StrEnum):
    """What became of a document on its way."""

    SENT = "sent"
    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    BOUNCED = "bounced"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Sending:
    """One event of a document on its way to the customer."""

    item_id: str
    event: Sent
    channel: str
    happened_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What one person asks for and another decides: `kind` of what, about `subject`, for `minor` of a currency.

    `body` is all that carrying it out needs, as JSON; `customer_number` gathers what is asked for one customer, so that
    an amount is not split to stay below somebody's limit.
    """

    kind: str
    subject: str
    body: str
    reason: str
    minor: int = 0
    currency: str = ""
    customer_number: str = ""


@dataclass(frozen=True, slots=True)
class NewAuthority:
    """From what to what amount a person may approve a kind; nobody ("") is the cap of all."""

    person: str
    kind: str
    currency: str
    low: int
    high: int
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """An entry that no item takes part in: lines of (kind, minor units), in one currency.

    `reference` names what it is about (a deposit, a settlement, a month): with the kinds it makes the entry's id.
    `reversed_on` turns it round on a later day by itself: revaluation and what is only presented at a close.
    """

    lines: tuple[tuple[Kind, int], ...]
    currency: str
    gl_on: date
    reference: str
    reason: str = ""
    reversed_on: date | None = None


def item_id(entity: str, kind: str, number: str) -> str:
    """Return the id of a document: the same document has the same id in every database."""
    return content_id("itm", entity, kind, number)


def receipt_id(entry_id: str) -> str:
    """Return the id of the receipt told by a bank entry: one entry, one receipt."""
    return f"rcp_{entry_id.partition('_')[2]}"


def exception_id(receipt: str) -> str:
    """Return under which id a receipt waits for a person: one receipt, at most one exception."""
    return f"exc_{receipt.partition('_')[2]}"


def entry_of(receipt: str) -> str:
    """Return the id of the bank entry that a receipt would be told by (`receipt_id` turned round)."""
    return f"ent_{receipt.partition('_')[2]}"
