"""The tables of escalations: who was asked for help with a customer, because of which document, and the answer."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables import join
from ledger.tables.columns import day, logged, of_customer, text, whole

#: Somebody is asked for help with a customer; a document is escalated once a step, however often it is looked at.
escalation = logged(
    "escalation",
    text("escalation_id", unique=True),
    text("entity"),
    text("customer_number"),
    text("step", Check("step IN ('sales', 'manager', 'agency')")),
    text("item_id", ForeignKey("item.item_id")),
    text("person"),
    whole("minor", Check("minor >= 1")),
    text("currency", Check("length(currency) = 3")),
    text("why", Check("why <> ''")),
    day("raised_on"),
    text("by"),
    whole("recorded_at"),
    Unique("item_id", "step"),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
)
#: What came of it; paid, it ends by itself.
escalation_end = logged(
    "escalation_end",
    text("escalation_id", ForeignKey("escalation.escalation_id"), unique=True),
    text("note", Check("note <> ''")),
    day("ended_on"),
    text("by"),
    whole("recorded_at"),
)
join(escalation, escalation_end)
