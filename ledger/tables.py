"""The tables of the books, for queries; the database's own rules stand beside the DDL in migrations/.

Every append-only table counts its rows without a gap in `no` and names the `batch` that wrote them, so that the hash
chain is recomputed by reading each table once in order. Columns marked derived are kept by triggers from the postings.
"""

from typing import Any

from sqlalchemy import REAL, BigInteger, Column, Date, Double, ForeignKey, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKeyConstraint as References
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.types import TypeEngine

BOOKS = MetaData()

_WHOLE = BigInteger().with_variant(Integer, "sqlite")
_DAY = Date().with_variant(Text, "sqlite")
_REAL: TypeEngine[float] = Double().with_variant(REAL, "sqlite")
_DERIVED = {"derived": True}


def _text(name: str, *args: Any, null: bool = False, **options: Any) -> Column[str]:
    return Column(name, Text, *args, nullable=null, **options)


def _whole(name: str, *args: Any, null: bool = False, **options: Any) -> Column[int]:
    return Column(name, _WHOLE, *args, nullable=null, **options)


def _day(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, _DAY, nullable=null)


def _flag(name: str) -> Column[int]:
    return Column(name, _WHOLE, Check(f"{name} IN (0, 1)"), nullable=False)


def _logged(name: str, *columns: Any) -> Table:
    """Return an append-only table: its rows are numbered, belong to a batch, and enter the hash chain."""
    number = Column("no", _WHOLE, primary_key=True, autoincrement=False)
    batch = Column("batch", _WHOLE, ForeignKey("batch.no", deferrable=True, initially="DEFERRED"), nullable=False)
    return Table(name, BOOKS, number, batch, *columns, sqlite_strict=True)


def _customer(column: str) -> References:
    return References(["entity", column], ["customer.entity", "customer.number"])


entity = Table(
    "entity",
    BOOKS,
    Column("code", Text, primary_key=True),
    _text("name"),
    _text("currency", Check("length(currency) = 3")),
    _text("time_zone"),
    sqlite_strict=True,
)
account = Table(
    "account",
    BOOKS,
    Column("entity", Text, ForeignKey("entity.code"), primary_key=True),
    Column("role", Text, primary_key=True),
    _text("code"),
    _text("name"),
    _flag("control"),  # 1: every posting names an item, so that the balance is the sum of the items held in it
    Unique("entity", "code"),
    sqlite_strict=True,
)
period = Table(
    "period",
    BOOKS,
    Column("entity", Text, ForeignKey("entity.code"), primary_key=True),
    Column("month", Text, primary_key=True),
    _text("state", Check("state IN ('open', 'closed')")),
    sqlite_strict=True,
)
batch = Table(
    "batch",
    BOOKS,
    Column("no", _WHOLE, primary_key=True, autoincrement=False),
    _text("entity", ForeignKey("entity.code")),
    _text("key"),
    Column("request_hash", LargeBinary, Check("length(request_hash) = 32"), nullable=False),
    _text("actor"),
    _text("command"),
    _whole("recorded_at"),  # microseconds UTC
    _text("payload"),
    _text("result"),
    Column("prev_hash", LargeBinary, Check("length(prev_hash) = 32"), nullable=False),
    Column("hash", LargeBinary, Check("length(hash) = 32"), nullable=False),
    Unique("entity", "key"),
    sqlite_strict=True,
)
customer = _logged("customer", _text("entity", ForeignKey("entity.code")), _text("number"), Unique("entity", "number"))
customer_fact = _logged(
    "customer_fact",
    _text("entity"),
    _text("number"),
    _text("name"),
    _text("parent_number"),
    _text("terms"),
    _text("currency", Check("length(currency) = 3")),
    _whole("credit_limit", null=True),
    _text("aliases"),
    _text("email"),
    _text("phone"),
    _text("address"),
    _text("tax_id"),
    _text("duns"),
    _text("risk_class"),
    _text("collector"),
    _text("sales_rep"),
    Unique("entity", "number", "no"),
    _customer("number"),
)
period_change = _logged(
    "period_change",
    _text("entity", ForeignKey("entity.code")),
    _text("month", Check("length(month) = 7")),
    _text("state", Check("state IN ('open', 'closed')")),
    _text("actor"),
    Unique("entity", "month", "no"),
)
entry = _logged(
    "entry",
    _text("entity", ForeignKey("entity.code")),
    _text("entry_id", unique=True),
    _text("kind"),
    _day("gl_on"),
    _day("doc_on"),
    _whole("reverses", ForeignKey("entry.no"), null=True, unique=True),
    _text("reason"),
)
item = _logged(
    "item",
    _text("entity", ForeignKey("entity.code")),
    _text("item_id", unique=True),
    _text(
        "type",
        Check("type IN ('invoice', 'credit_memo', 'debit_memo', 'finance_charge', 'deduction', 'receipt')"),
    ),
    _text("number"),
    _text("customer_number", null=True),
    _text("currency", Check("length(currency) = 3")),
    _whole("amount", Check("abs(amount) BETWEEN 1 AND 10000000000000")),
    _day("issued_on"),
    _day("due_on"),
    _day("gl_on"),
    _text("terms"),
    _whole("discount"),
    _day("discount_until", null=True),
    _whole("tax"),
    _whole("freight"),
    _text("po_number"),
    _text("order_number"),
    _text("delivery_number"),
    _text("description"),
    _text("origin_item_id", ForeignKey("item.item_id"), null=True),
    _text("reason"),
    _text("bank_entry_id", null=True),
    _whole("entry_no", ForeignKey("entry.no")),
    _whole("balance", info=_DERIVED, server_default="0"),
    _whole("version", info=_DERIVED, server_default="0"),
    _text("held_in", info=_DERIVED, server_default=""),
    _text("held_for", null=True, info=_DERIVED),
    Unique("entity", "type", "number"),
    _customer("customer_number"),
    Check("(type IN ('credit_memo', 'receipt')) = (amount < 0)"),
    Check("(type = 'receipt') = (customer_number IS NULL)"),
    Check(
        "(amount > 0 AND balance BETWEEN 0 AND amount) OR (amount < 0 AND balance BETWEEN amount AND 0)", "item_balance"
    ),
)
posting = _logged(
    "posting",
    _text("entity"),
    _whole("entry_no", ForeignKey("entry.no")),
    _whole("line", Check("line >= 1")),
    _text("kind"),
    _text("dr_account"),
    _text("dr_item", ForeignKey("item.item_id"), null=True),
    _text("dr_customer", null=True),
    _whole("dr_version", null=True),
    _text("cr_account"),
    _text("cr_item", ForeignKey("item.item_id"), null=True),
    _text("cr_customer", null=True),
    _whole("cr_version", null=True),
    _whole("minor", Check("minor BETWEEN 1 AND 10000000000000")),
    _text("currency", Check("length(currency) = 3")),
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
application = _logged(
    "application",
    _text("application_id", unique=True),
    _whole("entry_no", ForeignKey("entry.no")),
    _text("receipt_id", ForeignKey("item.item_id")),
    _text("item_id", ForeignKey("item.item_id")),
    _whole("cash"),
    _whole("discount"),
    _flag("discount_earned"),
    _whole("write_off"),
    _text("write_off_kind"),
    _whole("deduction"),
    _text("deduction_reason"),
    _text("deduction_item_id", ForeignKey("item.item_id"), null=True),
    _day("gl_on"),
    _text("decided_by"),
    _text("rule"),
    Column("confidence", _REAL, nullable=True),
    _text("explanation"),
    _text("certificate_id"),
    _whole("reverses", ForeignKey("application.no"), null=True, unique=True),
)
bank_file = _logged(
    "bank_file",
    _text("sha256", Check("length(sha256) = 64"), unique=True),
    _text("name"),
    _text("format"),
    Column("content", LargeBinary, nullable=False),
    _whole("size"),
    _whole("taken_at"),
    _text("actor"),
    _text("state"),
)
bank_entry = _logged(
    "bank_entry",
    _text("entry_id", unique=True),
    _text("sha256", ForeignKey("bank_file.sha256")),
    _whole("position"),
    _whole("line"),
    _text("kind"),
    _text("method"),
    _flag("credit"),
    _whole("minor", Check("minor >= 0")),
    _text("currency", Check("length(currency) = 3")),
    _text("bank_reference"),
    _day("booked_on", null=True),
    _day("value_on", null=True),
    _text("payer_name"),
    _text("payer_account"),
    _text("payer_routing"),
    _text("company_id"),
    _text("ultimate"),
    _text("account"),
    _text("refs"),
    _text("remittance"),
    _text("text"),
    _text("code"),
    _text("total_kind"),
    _text("total_key"),
    _flag("trusted"),
    _text("raw"),
)
bank_control = _logged(
    "bank_control",
    _text("sha256"),
    _whole("line"),
    _text("name"),
    _text("scope"),
    Column("expected", _WHOLE, nullable=True),
    _whole("actual"),
    _text("proof"),
)
bank_finding = _logged(
    "bank_finding",
    _text("sha256"),
    _text("source"),
    _whole("line"),
    _text("code"),
    _text("message"),
    _text("severity"),
    _text("raw"),
)
tie = _logged(
    "tie",
    _text("entry_id", ForeignKey("bank_entry.entry_id")),
    _text("settled_by"),
    _text("how"),
    Unique("entry_id", "settled_by"),
)
decision = _logged(
    "decision",
    _text("decision_id"),
    _text("receipt_id"),
    _text("status"),
    _text("reason"),
    _text("customer"),
    Column("confidence", _REAL, nullable=True),
    _text("would_apply_if"),
    _text("explanation"),
    _text("certificate"),
    _text("engine"),
    _whole("decided_at"),
    _day("as_of"),
    Unique("receipt_id", "no"),
)
proposal = _logged(
    "proposal",
    _text("decision_id"),
    _text("receipt_id"),
    _whole("rank", Check("rank >= 1")),
    _text("item_id", ForeignKey("item.item_id")),
    _whole("cash"),
    _whole("discount"),
    _flag("discount_earned"),
    _whole("write_off"),
    _text("write_off_kind"),
    _whole("deduction"),
    _text("deduction_reason"),
    Column("confidence", _REAL, nullable=True),
    _text("rule"),
    _text("explanation"),
    _text("spans"),
)
resolution = _logged(
    "resolution",
    _text("receipt_id"),
    _text("action"),
    _text("actor"),
    _whole("resolved_at"),
    _text("status"),
    _text("reason"),
    _whole("rank", null=True),
    _text("assignee"),
    _day("until", null=True),
    _text("note"),
    Unique("receipt_id", "no"),
)
payer_link = _logged(
    "payer_link",
    _text("kind"),
    _text("key"),
    _text("customer_number"),
    _whole("support"),
    _flag("negative"),
    _text("source"),
    Unique("kind", "key", "customer_number", "no"),
)
acknowledgement = _logged(
    "acknowledgement",
    Column("first", _WHOLE, nullable=False),
    Column("last", _WHOLE, nullable=False),
    _text("state", Check("state IN ('accepted', 'rejected')")),
    _text("reason"),
    _text("reference"),
    _whole("acknowledged_at"),
)
pin = _logged(
    "pin",
    _text("kind"),
    _text("key"),
    _text("body"),
    _text("actor"),
    _whole("recorded_at"),
    Unique("kind", "key", "no"),
)
match_run = _logged(
    "match_run",
    _text("run_id", unique=True),
    _day("as_of"),
    _text("engine"),
    _text("build"),
    _text("policy"),
    _text("frames"),
    _text("beside"),
)
#: What runs were given, under the SHA-256 of the bytes. A run names its frames and is chained; old frames are let go.
match_frame = Table(
    "match_frame",
    BOOKS,
    Column("sha256", Text, Check("length(sha256) = 64"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    _whole("size"),
    sqlite_strict=True,
)
automatic = _logged(
    "automatic",
    _text("receipt_id"),
    _text("decision_id"),
    _text("stratum"),
    Column("confidence", _REAL, nullable=False),
    _text("state", Check("state IN ('posted', 'drawn', 'demoted')")),
    _day("as_of"),
    Unique("receipt_id", "no"),
)
audit = _logged(
    "audit",
    _text("receipt_id"),
    _text("decision_id"),
    _text("verdict", Check("verdict IN ('confirmed', 'contradicted', 'parked')")),
    _text("actor"),
    _whole("answered_at"),
    _text("customer_number"),
    _text("lines"),
    _text("note"),
    Unique("receipt_id", "no"),
)
stratum_change = _logged(
    "stratum_change",
    _text("stratum"),
    _text("state", Check("state IN ('demoted', 'promoted')")),
    _whole("reviewed"),
    _whole("wrong"),
    _whole("applied"),
    _whole("reversed"),
    _text("error_bound"),
    _day("as_of"),
    _whole("changed_at"),
    Unique("stratum", "no"),
)
decoy_count = _logged(
    "decoy_count",
    _text("count_id"),
    _text("stratum"),
    _whole("answers"),
    _whole("wins"),
    _text("seed"),
    _text("policy"),
    _day("as_of"),
    _whole("counted_at"),
    Unique("count_id", "stratum"),
)
shadow_decision = _logged(
    "shadow_decision",
    _text("policy"),
    _text("version"),
    _text("receipt_id"),
    _text("decision_id"),
    _text("status"),
    _text("reason"),
    _text("customer"),
    _text("stratum"),
    _text("lines"),
    _text("live"),
    _day("as_of"),
    _whole("decided_at"),
    Unique("policy", "receipt_id", "no"),
)
lesson = _logged(
    "lesson",
    _text("knowledge_id"),
    _text("kind"),
    _text("subject"),
    _text("key"),
    _text("form"),
    _text("pattern"),
    _text("means"),
    _text("event"),
    _text("receipt_id"),
    _text("actor"),
    _day("taught_on"),
    _whole("taught_at"),
    _whole("reach_receipts"),
    _whole("reach_minor"),
    _text("reach_currency"),
    _text("note"),
    Unique("knowledge_id", "no"),
)
#: Tables that came after books were in use: they enter a batch's hash where it wrote to them, and nowhere else, so that
#: the hashes of older batches stay what they were.
LATER = frozenset(
    {"pin", "match_run", "automatic", "audit", "stratum_change", "decoy_count", "shadow_decision", "lesson"}
)

#: Append-only table -> the columns written and hashed, in order; rows carry `no` and `batch` before these.
LOGGED: dict[str, tuple[str, ...]] = {
    table.name: tuple(c.name for c in table.columns if c.name not in {"no", "batch"} and not c.info.get("derived"))
    for table in BOOKS.sorted_tables
    if "batch" in table.columns
}
