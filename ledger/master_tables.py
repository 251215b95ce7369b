"""The tables of master data: what is agreed and known, in versions of which the newest that is valid counts."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import ForeignKeyConstraint as References
from sqlalchemy import UniqueConstraint as Unique

from ledger.columns import day, flag, logged, text, whole

terms = logged(
    "terms",
    text("entity", ForeignKey("entity.code")),
    text("code", Check("code <> ''")),
    text("name"),
    day("valid_from"),
    text("body"),
    Unique("entity", "code", "no"),
)
holiday = logged(
    "holiday",
    text("entity", ForeignKey("entity.code")),
    day("day"),
    text("name"),
    flag("closed"),
    Unique("entity", "day", "no"),
)
#: How an entity maps the roles of accounts to its own; the newest of a role counts for postings written after it, and a
#: role without a row here has the number of the chart it began with (`account`).
account_change = logged(
    "account_change",
    text("entity"),
    text("role"),
    text("code", Check("code <> ''")),
    text("name"),
    text("actor"),
    Unique("entity", "role", "no"),
    References(["entity", "role"], ["account.entity", "account.role"]),
)
#: Units of the entity's currency for one of another, in billionths; the newest row of a day counts.
rate = logged(
    "rate",
    text("entity", ForeignKey("entity.code")),
    text("currency", Check("length(currency) = 3")),
    day("day"),
    whole("nano", Check("nano >= 1")),
    Unique("entity", "currency", "day", "no"),
)
