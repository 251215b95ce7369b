"""The tables of collection agencies: who they are, what was placed with them, and what became of it."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables import join
from ledger.tables.columns import day, logged, of_customer, text, whole

#: An agency as a second person approved it; the newest of a code counts, an empty `body` takes it off the list.
agency = logged(
    "agency",
    text("entity", ForeignKey("entity.code")),
    text("code", Check("code <> ''")),
    text("body"),
    text("request_id", ForeignKey("request.request_id"), unique=True),
    whole("recorded_at"),
    Unique("entity", "code", "no"),
)
#: What was placed with an agency, at which fee (basis points of what it collects); `file` is what it was given (JSON).
placement = logged(
    "placement",
    text("placement_id", unique=True),
    text("entity"),
    text("customer_number"),
    text("agency", Check("agency <> ''")),
    text("jurisdiction"),
    whole("minor", Check("minor >= 1")),
    text("currency", Check("length(currency) = 3")),
    whole("fee", Check("fee BETWEEN 0 AND 10000")),
    day("placed_on"),
    day("free_until"),
    text("file", Check("file <> ''")),
    text("request_id", ForeignKey("request.request_id"), unique=True),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
)
#: A document that was placed, and what was open of it.
placement_item = logged(
    "placement_item",
    text("placement_id", ForeignKey("placement.placement_id")),
    text("item_id", ForeignKey("item.item_id")),
    whole("minor", Check("minor >= 1")),
    Unique("placement_id", "item_id"),
)
#: What became of a placement, a row each time; recalled or closed, it is with the agency no more.
placement_step = logged(
    "placement_step",
    text("placement_id", ForeignKey("placement.placement_id")),
    text(
        "kind",
        Check(
            "kind IN ('acknowledged', 'promise', 'remitted', 'direct_payment', 'suit_authorised', 'recalled', 'closed')"
        ),
    ),
    text("note"),
    day("happened_on"),
    text("by"),
    whole("recorded_at"),
    Unique("placement_id", "no"),
)
join(agency, placement, placement_item, placement_step)
