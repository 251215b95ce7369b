"""The tables of credit: limits in versions, orders as they stood, every check of them, and who let one through."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import UniqueConstraint as Unique

from ledger.columns import day, flag, logged, of_customer, text, whole
from ledger.tables import join

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
#: An order as the order system told it, a row each time it told it anew; the newest of a number counts. `minor` is all
#: of it with its tax, of which `shipped` has gone out, `billed` is in the items and `card` is authorised on a card.
sales_order = logged(
    "sales_order",
    text("entity"),
    text("number", Check("number <> ''")),
    text("customer_number"),
    text("ordered_by"),
    text("ship_to"),
    text("state", Check("state IN ('open', 'closed', 'cancelled')")),
    text("currency", Check("length(currency) = 3")),
    whole("minor", Check("minor BETWEEN 0 AND 10000000000000")),
    whole("shipped", Check("shipped BETWEEN 0 AND minor")),
    whole("billed", Check("billed BETWEEN 0 AND minor")),
    whole("card", Check("card BETWEEN 0 AND minor")),
    day("card_until", null=True),
    day("ships_on"),
    text("terms"),
    whole("discount", Check("discount BETWEEN 0 AND 10000")),
    text("po_number"),
    Unique("entity", "number", "no"),
    of_customer("customer_number"),
)
#: What was agreed for a customer's orders; the newest counts.
order_terms = logged(
    "order_terms",
    text("entity"),
    text("customer_number"),
    whole("discount", Check("discount BETWEEN 0 AND 10000")),
    flag("po_required"),
    flag("ship_to_required"),
    text("request_id", ForeignKey("request.request_id"), unique=True),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
)
#: A check of an order at a step of its way: what failed, and what it was decided on (JSON). An order's newest counts.
order_check = logged(
    "order_check",
    text("check_id", unique=True),
    text("entity"),
    text("number"),
    whole("order_no", ForeignKey("sales_order.no")),
    text("checkpoint", Check("checkpoint IN ('entry', 'pick', 'ship', 'invoice')")),
    day("on_day"),
    text("outcome", Check("outcome IN ('passed', 'held', 'released')")),
    text("failed"),
    text("snapshot"),
    whole("recorded_at"),
    Unique("entity", "number", "no"),
    Check("(outcome = 'passed') = (failed = '[]')"),
)
#: What a person decided of a held order: it goes, up to `cap` and until a day, or it does not. `scope` customer lets
#: the customer's other orders go as well.
hold_release = logged(
    "hold_release",
    text("check_id", ForeignKey("order_check.check_id"), unique=True),
    text("entity"),
    text("number"),
    text("customer_number"),
    text("verdict", Check("verdict IN ('released', 'rejected')")),
    text("scope", Check("scope IN ('order', 'customer')")),
    text("reason", Check("reason <> ''")),
    text("note"),
    text("currency", Check("length(currency) = 3")),
    whole("cap", Check("cap >= 0")),
    day("until"),
    text("terms"),
    text("by"),
    text("request_id"),
    whole("recorded_at"),
    Unique("entity", "number", "no"),
    of_customer("customer_number"),
)
#: A hold by hand, of a customer or of one order (`number`); the newest of the two counts. It never lifts by itself.
forced_hold = logged(
    "forced_hold",
    text("entity"),
    text("customer_number"),
    text("number"),
    text("reason", Check("reason <> ''")),
    flag("held"),
    text("note"),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "customer_number", "number", "no"),
    of_customer("customer_number"),
)
join(credit_limit, guarantee, sales_order, order_terms, order_check, hold_release, forced_hold)
