"""The tables of master data: what is agreed and known, in versions of which the newest that is valid counts."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import ForeignKeyConstraint as References
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables.columns import day, flag, logged, of_customer, text, whole

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

#: What is known of customers beside their facts (`ledger.master`): of a key's versions the one of the latest
#: `valid_from` counts on a day, of one day the later row, and none where its `valid_until` has passed.
site = logged(
    "site",
    text("entity"),
    text("customer_number"),
    text("code", Check("code <> ''")),
    text("roles"),
    text("name"),
    text("address"),
    text("tax_jurisdiction"),
    text("tax_group"),
    text("terms"),
    day("valid_from"),
    day("valid_until", null=True),
    Unique("entity", "customer_number", "code", "no"),
    of_customer("customer_number"),
    Check("roles NOT LIKE '%ship_to%' OR tax_jurisdiction <> ''"),
    Check("valid_until >= valid_from"),
)
contact = logged(
    "contact",
    text("entity"),
    text("customer_number"),
    text("name", Check("name <> ''")),
    text("roles"),
    text("email"),
    text("phone"),
    text("channel"),
    text("hours"),
    flag("do_not_email"),
    day("bounced_on", null=True),
    day("valid_from"),
    day("valid_until", null=True),
    Unique("entity", "customer_number", "name", "no"),
    of_customer("customer_number"),
    Check("valid_until >= valid_from"),
)
assignment = logged(
    "assignment",
    text("entity"),
    text("customer_number"),
    text("role", Check("role IN ('collector', 'sales_rep', 'credit_analyst')")),
    text("person", Check("person <> ''")),
    day("valid_from"),
    day("valid_until", null=True),
    Unique("entity", "customer_number", "role", "no"),
    of_customer("customer_number"),
    Check("valid_until >= valid_from"),
)
statement_preference = logged(
    "statement_preference",
    text("entity"),
    text("customer_number"),
    text("kind", Check("kind IN ('none', 'open_item', 'balance_forward')")),
    flag("consolidated"),
    text("form", Check("form IN ('pdf', 'xlsx', 'csv')")),
    text("cadence", Check("cadence IN ('week', 'month', 'quarter')")),
    day("valid_from"),
    day("valid_until", null=True),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
    Check("valid_until >= valid_from"),
)
paper = logged(
    "paper",
    text("entity"),
    text("customer_number"),
    text("kind", Check("kind <> ''")),
    text("jurisdiction"),
    text("number"),
    text("signer"),
    text("sha256", Check("length(sha256) IN (0, 64)")),
    text("note"),
    day("valid_from"),
    day("valid_until", null=True),
    Unique("entity", "customer_number", "kind", "jurisdiction", "no"),
    of_customer("customer_number"),
    Check("valid_until >= valid_from"),
)
review = logged(
    "review",
    text("entity"),
    text("customer_number"),
    text("reviewer", Check("reviewer <> ''")),
    text("note"),
    day("valid_from"),
    day("valid_until", null=True),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
    Check("valid_until >= valid_from"),
)
#: What an entity is called and where it is: its code, currency and time zone never change.
entity_fact = logged(
    "entity_fact",
    text("entity", ForeignKey("entity.code")),
    text("name", Check("name <> ''")),
    text("address"),
    text("tax_id"),
    text("remit_to"),
    day("valid_from"),
    day("valid_until", null=True),
    Unique("entity", "no"),
    Check("valid_until >= valid_from"),
)
#: The entity's own chart of accounts; where it keeps one, roles are mapped to accounts of it alone.
gl_account = logged(
    "gl_account",
    text("entity", ForeignKey("entity.code")),
    text("code", Check("code <> ''")),
    text("name"),
    text("kind", Check("kind IN ('asset', 'liability', 'equity', 'income', 'expense')")),
    day("valid_from"),
    day("valid_until", null=True),
    Unique("entity", "code", "no"),
    Check("valid_until >= valid_from"),
)
#: As `account_change`, for postings of a GL day from `valid_from` on that are written after it.
account_mapping = logged(
    "account_mapping",
    text("entity"),
    text("role"),
    text("code", Check("code <> ''")),
    text("name"),
    day("valid_from"),
    text("actor"),
    Unique("entity", "role", "no"),
    References(["entity", "role"], ["account.entity", "account.role"]),
)
