"""The tables of the journal: customers, items, receipts, entries and their postings, and what an item is open with."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import Column, ForeignKey, LargeBinary, Table, Text, column, table
from sqlalchemy import ForeignKeyConstraint as References
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables.columns import BOOKS, DERIVED, REAL_NUMBER, WHOLE, day, flag, logged, of_customer, text, whole

entity = Table(
    "entity",
    BOOKS,
    Column("code", Text, primary_key=True),
    text("name"),
    text("currency", Check("length(currency) = 3")),
    text("time_zone"),
    sqlite_strict=True,
)
account = Table(
    "account",
    BOOKS,
    Column("entity", Text, ForeignKey("entity.code"), primary_key=True),
    Column("role", Text, primary_key=True),
    text("code"),
    text("name"),
    flag("control"),  # 1: every posting names an item, so that the balance is the sum of the items held in it
    Unique("entity", "code"),
    sqlite_strict=True,
)
period = Table(
    "period",
    BOOKS,
    Column("entity", Text, ForeignKey("entity.code"), primary_key=True),
    Column("month", Text, primary_key=True),
    text("state", Check("state IN ('open', 'closed')")),
    sqlite_strict=True,
)
batch = Table(
    "batch",
    BOOKS,
    Column("no", WHOLE, primary_key=True, autoincrement=False),
    text("entity", ForeignKey("entity.code")),
    text("key"),
    Column("request_hash", LargeBinary, Check("length(request_hash) = 32"), nullable=False),
    text("actor"),
    text("command"),
    whole("recorded_at"),  # microseconds UTC
    text("payload"),
    text("result"),
    Column("prev_hash", LargeBinary, Check("length(prev_hash) = 32"), nullable=False),
    Column("hash", LargeBinary, Check("length(hash) = 32"), nullable=False),
    Unique("entity", "key"),
    sqlite_strict=True,
)
customer = logged("customer", text("entity", ForeignKey("entity.code")), text("number"), Unique("entity", "number"))
customer_fact = logged(
    "customer_fact",
    text("entity"),
    text("number"),
    text("name"),
    text("parent_number"),
    text("terms"),
    text("currency", Check("length(currency) = 3")),
    whole("credit_limit", null=True),
    text("aliases"),
    text("email"),
    text("phone"),
    text("address"),
    text("tax_id"),
    text("duns"),
    text("risk_class"),
    text("collector"),
    text("sales_rep"),
    Unique("entity", "number", "no"),
    of_customer("number"),
)
period_change = logged(
    "period_change",
    text("entity", ForeignKey("entity.code")),
    text("month", Check("length(month) = 7")),
    text("state", Check("state IN ('open', 'closed')")),
    text("actor"),
    Unique("entity", "month", "no"),
)
#: As the number of a batch: every command there will ever be.
NEWEST = 2**62
entry = logged(
    "entry",
    text("entity", ForeignKey("entity.code")),
    text("entry_id", unique=True),
    text("kind"),
    day("gl_on"),
    day("doc_on"),
    whole("reverses", ForeignKey("entry.no"), null=True, unique=True),
    text("reason"),
)
item = logged(
    "item",
    text("entity", ForeignKey("entity.code")),
    text("item_id", unique=True),
    text(
        "type",
        Check("type IN ('invoice', 'credit_memo', 'debit_memo', 'finance_charge', 'deduction', 'receipt')"),
    ),
    text("number"),
    text("customer_number", null=True),
    text("currency", Check("length(currency) = 3")),
    whole("amount", Check("abs(amount) BETWEEN 1 AND 10000000000000")),
    day("issued_on"),
    day("due_on"),
    day("gl_on"),
    text("terms"),
    whole("discount"),
    day("discount_until", null=True),
    whole("tax"),
    whole("freight"),
    text("po_number"),
    text("order_number"),
    text("delivery_number"),
    text("description"),
    text("origin_item_id", ForeignKey("item.item_id"), null=True),
    text("reason"),
    text("bank_entry_id", null=True),
    whole("entry_no", ForeignKey("entry.no")),
    whole("balance", info=DERIVED, server_default="0"),
    whole("version", info=DERIVED, server_default="0"),
    text("held_in", info=DERIVED, server_default=""),
    text("held_for", null=True, info=DERIVED),
    Unique("entity", "type", "number"),
    of_customer("customer_number"),
    Check("(type IN ('credit_memo', 'receipt')) = (amount < 0)"),
    Check("(type = 'receipt') = (customer_number IS NULL)"),
    Check(
        "(amount > 0 AND balance BETWEEN 0 AND amount) OR (amount < 0 AND balance BETWEEN amount AND 0)", "item_balance"
    ),
)
#: The items with something left, narrow: a view on SQLite, on PostgreSQL a table that the postings keep.
open_item = table(
    "open_item",
    *(column(name, WHOLE) for name in ("no", "balance")),
    *(column(name, Text) for name in ("entity", "held_for", "currency")),
)
posting = logged(
    "posting",
    text("entity"),
    whole("entry_no", ForeignKey("entry.no")),
    whole("line", Check("line >= 1")),
    text("kind"),
    text("dr_account"),
    text("dr_item", ForeignKey("item.item_id"), null=True),
    text("dr_customer", null=True),
    whole("dr_version", null=True),
    text("cr_account"),
    text("cr_item", ForeignKey("item.item_id"), null=True),
    text("cr_customer", null=True),
    whole("cr_version", null=True),
    whole("minor", Check("minor BETWEEN 1 AND 10000000000000")),
    text("currency", Check("length(currency) = 3")),
    Unique("entry_no", "line"),
    Unique("dr_item", "dr_version"),
    Unique("cr_item", "cr_version"),
    References(["entity", "dr_account"], ["account.entity", "account.role"]),
    References(["entity", "cr_account"], ["account.entity", "account.role"]),
    Check("(dr_item IS NULL) = (dr_version IS NULL)"),
    Check("(cr_item IS NULL) = (cr_version IS NULL)"),
    Check(
        "dr_account <> cr_account OR coalesce(dr_item, '') <> coalesce(cr_item, '')"
        " OR coalesce(dr_customer, '') <> coalesce(cr_customer, '')"
    ),
)
application = logged(
    "application",
    text("application_id", unique=True),
    whole("entry_no", ForeignKey("entry.no")),
    text("receipt_id", ForeignKey("item.item_id")),
    text("item_id", ForeignKey("item.item_id")),
    whole("cash"),
    whole("discount"),
    flag("discount_earned"),
    whole("write_off"),
    text("write_off_kind"),
    whole("deduction"),
    text("deduction_reason"),
    text("deduction_item_id", ForeignKey("item.item_id"), null=True),
    day("gl_on"),
    text("decided_by"),
    text("rule"),
    Column("confidence", REAL_NUMBER, nullable=True),
    text("explanation"),
    text("certificate_id"),
    whole("reverses", ForeignKey("application.no"), null=True, unique=True),
)
#: Parts of a document that are due apart; a document without rows here is its own one part. What is settled fills them
#: in order of their due days (`reads.open_instalments`). `offers`: discounts as JSON, [[last day, minor], …].
instalment = logged(
    "instalment",
    text("item_id", ForeignKey("item.item_id")),
    whole("seq", Check("seq >= 1")),
    day("due_on"),
    whole("minor", Check("minor >= 1")),
    text("offers"),
    Unique("item_id", "seq"),
)
#: What postings in another currency are worth in the entity's own: of each item and in sum as balanced as they are. An
#: item that has none is not valued yet; it is when it first moves after a rate is known.
valuation = logged(
    "valuation",
    text("entity"),
    whole("entry_no", ForeignKey("entry.no")),
    whole("line", Check("line >= 1")),
    text("kind"),
    text("dr_account"),
    text("dr_item", ForeignKey("item.item_id"), null=True),
    text("cr_account"),
    text("cr_item", ForeignKey("item.item_id"), null=True),
    whole("minor", Check("minor >= 1")),
    Unique("entry_no", "line"),
    References(["entity", "dr_account"], ["account.entity", "account.role"]),
    References(["entity", "cr_account"], ["account.entity", "account.role"]),
)
#: What became of a document on its way to the customer; the newest of a document counts.
sending = logged(
    "sending",
    text("item_id", ForeignKey("item.item_id")),
    text("event", Check("event IN ('sent', 'delivered', 'accepted', 'bounced', 'rejected')")),
    text("channel"),
    day("happened_on"),
    text("note"),
    Unique("item_id", "no"),
)
#: Numbers that we give documents ourselves, each series from 1 without a gap.
series_number = logged(
    "series_number",
    text("entity", ForeignKey("entity.code")),
    text("series"),
    whole("value", Check("value >= 1")),
    Unique("entity", "series", "value"),
)
