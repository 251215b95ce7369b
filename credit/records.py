"""What crosses the door of credit: orders as they are told, limits as they are granted, and what a check looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from credit.exposure import Exposure


class LimitKind(StrEnum):
    """What sort of limit: the base holds until the next, the others between their days."""

    BASE = "base"
    TEMPORARY = "temporary"
    INSURANCE = "insurance"


class GuaranteeKind(StrEnum):
    """Who stands in for a customer: a parent or another company, a person, or a bank by letter or guarantee."""

    CORPORATE = "corporate"
    PERSONAL = "personal"
    STANDBY = "standby_letter_of_credit"
    BANK = "bank"


class Scope(StrEnum):
    """Whom a limit is for: the customer alone, or the family of which the customer is the head."""

    CUSTOMER = "customer"
    GROUP = "group"


class Checkpoint(StrEnum):
    """Where on its way an order is checked (DUTIES A02d)."""

    ENTRY = "entry"
    PICK = "pick"
    SHIP = "ship"
    INVOICE = "invoice"


class CheckOutcome(StrEnum):
    """What a check came to: a released order would be held, and somebody has let it go."""

    PASSED = "passed"
    HELD = "held"
    RELEASED = "released"


class Reason(StrEnum):
    """Why an order is held (DOMAIN section 14)."""

    OVER_LIMIT = "OVER_LIMIT"
    GROUP_OVER_LIMIT = "GROUP_OVER_LIMIT"
    NO_LIMIT = "NO_LIMIT"
    LIMIT_EXPIRED = "LIMIT_EXPIRED"
    REVIEW_OVERDUE = "REVIEW_OVERDUE"
    PAST_DUE_DAYS = "PAST_DUE_DAYS"
    PAST_DUE_AMOUNT = "PAST_DUE_AMOUNT"
    OLDEST_ITEM = "OLDEST_ITEM"
    NSF = "NSF"
    ORDER_VALUE = "ORDER_VALUE"
    TERMS_CHANGED = "TERMS_CHANGED"
    DISC_CHANGED = "DISC_CHANGED"
    ORDER_DATA = "ORDER_DATA"
    DOCS_MISSING = "DOCS_MISSING"
    CARD_AUTH_EXPIRED = "CARD_AUTH_EXPIRED"
    MANUAL = "MANUAL"


class ReleaseReason(StrEnum):
    """Why somebody let an order go, or turned it down (DOMAIN section 14)."""

    PAYMENT_RECEIVED = "PAYMENT_RECEIVED"
    PROMISE = "PROMISE"
    LIMIT_RAISED = "LIMIT_RAISED"
    TEMP_LIMIT = "TEMP_LIMIT"
    DISPUTE_VALID = "DISPUTE_VALID"
    PARTIAL_SHIP = "PARTIAL_SHIP"
    PREPAID = "PREPAID"
    MANAGEMENT = "MANAGEMENT"
    ERROR = "ERROR"
    REJECTED = "REJECTED"


@dataclass(frozen=True, slots=True)
class Order:
    """An order as the order system tells it; `customer_number` is who is billed, `ordered_by` who ordered.

    `minor` is all of it with its tax; of that `shipped` has gone out, `billed` was invoiced, `card` is authorised on a
    card until `card_until`. `discount` is in basis points.
    """

    number: str
    customer_number: str
    currency: str
    minor: int
    ships_on: date
    ordered_by: str = ""
    ship_to: str = ""
    state: str = "open"
    shipped: int = 0
    billed: int = 0
    card: int = 0
    card_until: date | None = None
    terms: str = ""
    discount: int = 0
    po_number: str = ""


@dataclass(frozen=True, slots=True)
class OrderTerms:
    """What was agreed for a customer's orders: the discount in basis points, and what every order has to name."""

    customer_number: str
    discount: int = 0
    po_required: bool = False
    ship_to_required: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """The limit of a day: None where there is none; `expired` tells that there was one, which has ended.

    Of it `secured` stands on insurance or guarantees.
    """

    minor: int | None
    currency: str
    expired: bool = False
    secured: int = 0


@dataclass(frozen=True, slots=True)
class Owing:
    """How a customer pays: what is past due, for how long, how old the oldest document is, what came back."""

    past_due: int = 0
    days_past_due: int = 0
    oldest_days: int = 0
    returned: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """All that a check looks at; amounts in minor units of the limit's currency, `value` is the order's worth in it."""

    order: Order
    on: date
    value: int
    exposure: Exposure
    limit: Limits
    group: Exposure | None
    group_limit: Limits | None
    owing: Owing
    agreed: OrderTerms
    master_due: date | None = None
    order_due: date | None = None
    better_discount: bool = False
    review_until: date | None = None
    missing_papers: tuple[str, ...] = ()
    forced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """A rule that an order failed, in words with its figures."""

    reason: Reason
    says: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A check of an order, as it is kept: what failed, and the figures it was decided on."""

    check_id: str
    number: str
    customer_number: str
    checkpoint: Checkpoint
    outcome: CheckOutcome
    failed: tuple[Failed, ...]
    snapshot: Mapping[str, Any]
