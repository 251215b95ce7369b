"""The tables of limits, in versions, and of what others guarantee."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables import join
from ledger.tables.columns import day, logged, of_customer, text, whole

#: A limit of a customer, or of the family of which the customer is the head. `base` holds until the next one, the
#: others between their days; of insurance the covered part counts: `share` basis points of `minor`.
credit_limit = logged(
    "credit_limit",
    text("entity"),
    text("scope", Check("scope IN ('customer', 'group')")),
    text("customer_number"),
    text("kind", Check("kind IN ('base', 'temporary', 'insurance')")),
    whole("minor", Check("minor BETWEEN 0 AND 10000000000000")),
    text("currency", Check("length(currency) = 3")),
    whole("share", Check("share BETWEEN 0 AND 10000")),
    day("valid_from"),
    day("valid_until", null=True),
    text("request_id", ForeignKey("request.request_id"), unique=True),
    text("reason", Check("reason <> ''")),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
    Check("valid_until >= valid_from"),
    Check("(kind = 'base') = (valid_until IS NULL)"),
)
#: What somebody stands in for a customer or a family with, up to `minor`, of which `share` basis points count; one of a
#: company or a person may hold until it is replaced. It stands on a document; after `call_by` it secures nothing.
guarantee = logged(
    "guarantee",
    text("entity"),
    text("scope", Check("scope IN ('customer', 'group')")),
    text("customer_number"),
    text("kind", Check("kind IN ('corporate', 'personal', 'standby_letter_of_credit', 'bank')")),
    text("guarantor", Check("guarantor <> ''")),
    whole("minor", Check("minor BETWEEN 0 AND 10000000000000")),
    text("currency", Check("length(currency) = 3")),
    whole("share", Check("share BETWEEN 0 AND 10000")),
    day("valid_from"),
    day("valid_until", null=True),
    day("call_by", null=True),
    text("document_id", ForeignKey("document.document_id")),
    text("request_id", ForeignKey("request.request_id"), unique=True),
    text("reason", Check("reason <> ''")),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
    Check("valid_until >= valid_from"),
    Check("call_by >= valid_from"),
    Check("valid_until IS NOT NULL OR kind IN ('corporate', 'personal')"),
)
join(credit_limit, guarantee)
