"""The tables of promises to pay, and of how they ended."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables import join
from ledger.tables.columns import day, logged, of_customer, text, whole

#: A promise to pay so much of a document by a day; within `tolerance` days after it, money still keeps it. `level` is 1
#: and one more for each earlier promise of the document that was not kept.
promise = logged(
    "promise",
    text("promise_id", unique=True),
    text("entity"),
    text("customer_number"),
    text("item_id", ForeignKey("item.item_id")),
    whole("minor", Check("minor >= 1")),
    text("currency", Check("length(currency) = 3")),
    day("made_on"),
    day("promised_on"),
    whole("tolerance", Check("tolerance >= 0")),
    whole("level", Check("level >= 1")),
    text("person", Check("person <> ''")),
    text("note"),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
    Check("promised_on >= made_on"),
)
#: A promise that was withdrawn, or replaced by another.
promise_end = logged(
    "promise_end",
    text("promise_id", ForeignKey("promise.promise_id"), unique=True),
    text("state", Check("state IN ('withdrawn', 'superseded')")),
    day("ended_on"),
    text("note"),
    text("by"),
    whole("recorded_at"),
)
join(promise, promise_end)
