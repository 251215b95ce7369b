"""The tables of contacts: what was said with customers, what was added to it, and the language they are written in."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables.columns import day, logged, of_customer, text, whole

#: A contact that ended nothing names its next action and the day of it; what is open with a customer is what the newest
#: contact says.
contact_entry = logged(
    "contact_entry",
    text("contact_id", unique=True),
    text("entity", ForeignKey("entity.code")),
    text("customer_number"),
    text("channel", Check("channel IN ('call', 'email', 'letter', 'meeting', 'message', 'portal')")),
    text("outcome", Check("outcome <> ''")),
    text("person"),
    text("items"),
    text("note"),
    day("happened_on"),
    text("next_action"),
    day("next_on", null=True),
    text("author", Check("author <> ''")),
    whole("recorded_at"),
    of_customer("customer_number"),
    Check(
        "outcome IN ('paid', 'resolved', 'no_action')"
        " OR (next_on IS NOT NULL AND next_on >= happened_on AND next_action <> '')"
    ),
    Unique("entity", "customer_number", "no"),
)
contact_addendum = logged(
    "contact_addendum",
    text("contact_id", ForeignKey("contact_entry.contact_id")),
    text("note", Check("note <> ''")),
    text("author", Check("author <> ''")),
    whole("recorded_at"),
    Unique("contact_id", "no"),
)
#: The language in which letters and statements go to a customer (ISO 639-1); the newest row counts.
customer_language = logged(
    "customer_language",
    text("entity", ForeignKey("entity.code")),
    text("customer_number"),
    text("language", Check("length(language) = 2")),
    of_customer("customer_number"),
    Unique("entity", "customer_number", "no"),
)
