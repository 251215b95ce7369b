"""The tables of arrangements: what a customer agreed to pay by when, for which documents, and how it ended."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables import join
from ledger.tables.columns import day, logged, of_customer, text, whole

#: A payment plan, or with a `waiver` a settlement: `minor` was open of its documents on the day it was agreed, `waived`
#: of it is written off once the rest came. A part may be late by `grace` days; `misses` later ones end it.
arrangement = logged(
    "arrangement",
    text("arrangement_id", unique=True),
    text("entity"),
    text("customer_number"),
    whole("minor", Check("minor >= 1")),
    text("currency", Check("length(currency) = 3")),
    text("waiver", Check("waiver IN ('', 'bad_debt', 'bad_debt_expensed', 'concession')")),
    whole("waived"),
    day("agreed_on"),
    whole("grace", Check("grace >= 0")),
    whole("misses", Check("misses >= 1")),
    text("person", Check("person <> ''")),
    text("conditions"),
    text("request_id", ForeignKey("request.request_id"), unique=True),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
    Check("waived >= 0 AND waived < minor AND (waived = 0) = (waiver = '')"),
)
#: A document of an arrangement, and what was open of it.
arrangement_item = logged(
    "arrangement_item",
    text("arrangement_id", ForeignKey("arrangement.arrangement_id")),
    text("item_id", ForeignKey("item.item_id")),
    whole("minor", Check("minor >= 1")),
    Unique("arrangement_id", "item_id"),
)
#: A part of what is to be paid, and its day.
arrangement_due = logged(
    "arrangement_due",
    text("arrangement_id", ForeignKey("arrangement.arrangement_id")),
    day("due_on"),
    whole("minor", Check("minor >= 1")),
    Unique("arrangement_id", "due_on"),
)
#: An arrangement that was cancelled, or a settlement whose rest was written off.
arrangement_end = logged(
    "arrangement_end",
    text("arrangement_id", ForeignKey("arrangement.arrangement_id"), unique=True),
    text("state", Check("state IN ('cancelled', 'settled')")),
    day("ended_on"),
    text("note"),
    text("by"),
    whole("recorded_at"),
)
join(arrangement, arrangement_item, arrangement_due, arrangement_end)
