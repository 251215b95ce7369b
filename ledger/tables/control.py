"""The tables of control: what one person asked for, what another decided, and up to what amounts each may."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables.columns import day, logged, text, whole

request = logged(
    "request",
    text("request_id", unique=True),
    text("entity", ForeignKey("entity.code")),
    text("kind"),
    text("subject"),
    text("customer_number"),
    whole("minor", Check("minor >= 0")),
    text("currency"),
    text("body"),
    text("reason"),
    text("maker", Check("maker <> ''")),
    whole("requested_at"),
)
verdict = logged(
    "verdict",
    text("request_id", ForeignKey("request.request_id"), unique=True),
    text("verdict", Check("verdict IN ('approved', 'refused')")),
    text("checker", Check("checker <> ''")),
    text("note"),
    whole("decided_at"),
)
#: Who may approve what: the newest row of person, kind and currency counts; a row of nobody ('') is the cap of all.
authority = logged(
    "authority",
    text("entity", ForeignKey("entity.code")),
    text("person"),
    text("kind"),
    text("currency", Check("length(currency) = 3")),
    whole("low", Check("low >= 0")),
    whole("high"),
    day("valid_from"),
    day("valid_until", null=True),
    Unique("entity", "person", "kind", "currency", "no"),
    Check("high >= low"),
)
