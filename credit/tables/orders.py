"""The tables of orders: as they stood, every check of them, and who let one through."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables import join
from ledger.tables.columns import day, flag, logged, of_customer, text, whole

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
join(sales_order, order_terms, order_check, hold_release, forced_hold)
