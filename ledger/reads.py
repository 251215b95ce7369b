"""What goes out: frames with the columns of the contract. Amounts are whole minor units of `currency`."""

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import polars as pl
from sqlalchemy import Connection, TextClause, exists, select, text

from kit.columns import columns as packed
from kit.conditions import LISTED
from kit.days import microseconds
from kit.db import frame, stored_day
from ledger import parts, queries, sealed
from ledger.kinds import SET_ASIDE
from ledger.past import Past, open_items_are
from ledger.tables import NEWEST, posting

_TIME = pl.Datetime("us", "UTC")
_LAST_DAY = date(9999, 12, 31)

Schema = dict[str, Any]

RECEIPTS: Schema = {
    **dict.fromkeys(("receipt_id", "source_file"), pl.String),
    "source_line": pl.Int64,
    **dict.fromkeys(("bank_reference", "method"), pl.String),
    "received_on": pl.Date,
    "currency": pl.String,
    "amount": pl.Int64,
    **dict.fromkeys(("payer_name", "payer_account", "customer_number", "status", "reason"), pl.String),
    "confidence": pl.Float64,
    "decided_by": pl.String,
    **dict.fromkeys(("applied_amount", "unapplied_amount"), pl.Int64),
    **dict.fromkeys(("entity", "entry_id", "sha256"), pl.String),
    **dict.fromkeys(("balance", "version"), pl.Int64),
    **dict.fromkeys(("held_in", "decision_id", "decision_customer", "would_apply_if", "explanation"), pl.String),
    "opened_on": pl.Date,
    **dict.fromkeys(("resolution", "assignee"), pl.String),
    "parked_until": pl.Date,
    "asked_again": pl.Int64,
}
APPLICATIONS: Schema = {
    **dict.fromkeys(("receipt_id", "bank_reference", "document_number", "document_type", "customer_number"), pl.String),
    **dict.fromkeys(("cash_amount", "discount_amount", "write_off_amount", "deduction_amount"), pl.Int64),
    **dict.fromkeys(("deduction_reason", "status"), pl.String),
    "rank": pl.Int64,
    "confidence": pl.Float64,
    **dict.fromkeys(("rule", "explanation", "application_id", "item_id", "currency"), pl.String),
    "discount_earned": pl.Boolean,
    **dict.fromkeys(("write_off_kind", "deduction_item_id"), pl.String),
    "gl_date": pl.Date,
    **dict.fromkeys(("decided_by", "certificate_id", "entry_id", "spans", "entity"), pl.String),
    "place": pl.Int64,
}
POSTINGS: Schema = {
    **dict.fromkeys(("posting_id", "entry_id"), pl.String),
    "sequence": pl.Int64,
    "posted_at": _TIME,
    "gl_date": pl.Date,
    **dict.fromkeys(("entity", "account", "currency"), pl.String),
    **dict.fromkeys(("debit", "credit"), pl.Int64),
    **dict.fromkeys(("receipt_id", "document_number", "customer_number", "kind", "reverses_entry_id"), pl.String),
    **dict.fromkeys(("account_name", "role"), pl.String),
}
ITEMS: Schema = {
    **dict.fromkeys(("item_id", "document_number", "document_type", "customer_number"), pl.String),
    **dict.fromkeys(("issue_date", "due_date"), pl.Date),
    "currency": pl.String,
    **dict.fromkeys(("amount", "open_amount"), pl.Int64),
    **dict.fromkeys(("po_number", "terms", "entity", "order_number", "delivery_number"), pl.String),
    **dict.fromkeys(("tax_amount", "freight_amount"), pl.Int64),
    "description": pl.String,
    "gl_date": pl.Date,
    "discount": pl.Int64,
    "discount_until": pl.Date,
    **dict.fromkeys(("origin_item_id", "reason", "held_in"), pl.String),
    "version": pl.Int64,
}
#: An open item in the parts that are due apart: `due_date` and `open_amount` are the part's.
INSTALMENTS: Schema = {**ITEMS, "instalment": pl.Int64}
#: What a customer owes, due before a day (`late`) and later: its sum and the earliest due day.
OWED: Schema = {"customer_number": pl.String, "late": pl.Boolean, "open_amount": pl.Int64, "due_date": pl.Date}
#: What the parts of a document are made from.
_FILLED = ("item_id", "due_date", "amount", "open_amount", "instalment")
EXCEPTIONS: Schema = {
    **dict.fromkeys(("exception_id", "receipt_id", "kind", "reason"), pl.String),
    "amount": pl.Int64,
    **dict.fromkeys(("currency", "customer_number"), pl.String),
    "opened_on": pl.Date,
    "age_days": pl.Int64,
    **dict.fromkeys(("assignee", "best_proposal", "would_apply_if"), pl.String),
    "unapplied_amount": pl.Int64,
    **dict.fromkeys(("payer_name", "bank_reference", "resolution"), pl.String),
    "parked_until": pl.Date,
}
TRIAL_BALANCE: Schema = {
    **dict.fromkeys(("entity", "currency", "account", "account_name", "role"), pl.String),
    **dict.fromkeys(("debit", "credit", "balance"), pl.Int64),
}
ACCOUNTS: Schema = {
    **dict.fromkeys(("entity", "role", "account", "name"), pl.String),
    "control": pl.Boolean,
}
CUSTOMERS: Schema = {
    **dict.fromkeys(("customer_number", "name", "parent_number", "terms", "currency"), pl.String),
    "credit_limit": pl.Int64,
    "entity": pl.String,
    "aliases": pl.List(pl.String),
    **dict.fromkeys(("email", "phone", "address", "tax_id", "duns", "risk_class", "collector", "sales_rep"), pl.String),
}
TERMS: Schema = {
    **dict.fromkeys(("terms", "name"), pl.String),
    "valid_from": pl.Date,
    **dict.fromkeys(("body", "entity"), pl.String),
}
NOT_RECEIVED: Schema = {
    **dict.fromkeys(("item_id", "document_number", "customer_number", "event", "channel"), pl.String),
    "happened_on": pl.Date,
    "note": pl.String,
}
BASE_JOURNAL: Schema = {
    "entry_id": pl.String,
    "gl_date": pl.Date,
    **dict.fromkeys(("entity", "role", "account", "currency"), pl.String),
    **dict.fromkeys(("debit", "credit"), pl.Int64),
    **dict.fromkeys(("kind", "document_number", "item_currency"), pl.String),
}
FINDINGS: Schema = {"source_file": pl.String, "line": pl.Int64} | dict.fromkeys(
    ("code", "severity", "message", "raw", "sha256"), pl.String
)
BANK_FILES: Schema = {
    **dict.fromkeys(("sha256", "name", "format"), pl.String),
    "size": pl.Int64,
    "taken_at": _TIME,
    **dict.fromkeys(("actor", "state"), pl.String),
    **dict.fromkeys(("entries", "findings", "mismatches"), pl.Int64),
}
CONTROLS: Schema = {
    "sha256": pl.String,
    "line": pl.Int64,
    **dict.fromkeys(("name", "scope"), pl.String),
    **dict.fromkeys(("expected", "actual"), pl.Int64),
    "proof": pl.String,
}
BATCHES: Schema = {
    "no": pl.Int64,
    **dict.fromkeys(("entity", "key", "actor", "command"), pl.String),
    "recorded_at": _TIME,
    **dict.fromkeys(("payload", "result"), pl.String),
    "hash": pl.Binary,
}
PINS: Schema = {**dict.fromkeys(("kind", "key", "body", "actor"), pl.String), "recorded_at": _TIME}
ACKNOWLEDGEMENTS: Schema = {
    **dict.fromkeys(("first", "last"), pl.Int64),
    **dict.fromkeys(("state", "reason", "reference"), pl.String),
    "acknowledged_at": _TIME,
}

#: Receipts in these states wait for a person.
WAITING = ("review", "unidentified", "unapplied", "partially_applied")


def receipts(connection: Connection, entity: str | None = None, among: Collection[str] | None = None) -> pl.DataFrame:
    """Return every receipt, and every total settled elsewhere, or some: columns RECEIPTS (the contract's first).

    `unapplied_amount` is amount less the cash that stands applied, in every status, as the contract says.
    """
    if among is None:
        asked = text(queries.RECEIPTS).bindparams(entity=entity)
    else:
        asked = _listed(connection, queries.RECEIPTS_OF, entity, among)
    told = frame(connection, asked, RECEIPTS)
    elsewhere = pl.col("status") == "settled_elsewhere"
    return told.with_columns(
        pl.when(elsewhere)
        .then(pl.lit("rcp_") + pl.col("receipt_id").str.replace(r"^[^_]*_", ""))
        .otherwise(pl.col("receipt_id"))
        .alias("receipt_id"),
        _masked(pl.col("payer_account")).alias("payer_account"),
    )


def applications(connection: Connection, entity: str | None = None, receipt_id: str | None = None) -> pl.DataFrame:
    """Return posted applications and the proposals of newest decisions: columns APPLICATIONS."""
    if receipt_id is None:
        return frame(connection, text(queries.APPLICATIONS).bindparams(entity=entity), APPLICATIONS)
    mine = text(queries.APPLICATIONS_OF).bindparams(entity=entity, receipt=receipt_id)
    return frame(connection, mine, APPLICATIONS)


def offered(connection: Connection, entity: str | None = None) -> pl.DataFrame:
    """Return the first proposals of newest decisions whose receipts still wait: columns APPLICATIONS."""
    return frame(connection, text(queries.APPLICATIONS_FIRST).bindparams(entity=entity), APPLICATIONS)


def applied(connection: Connection, entity: str | None = None, among: Collection[str] | None = None) -> pl.DataFrame:
    """Return the applications that stand, of all receipts or of some: columns APPLICATIONS."""
    if among is None:
        return applications(connection, entity).filter(pl.col("status") == "posted")
    return frame(connection, _listed(connection, queries.APPLICATIONS_AMONG, entity, among), APPLICATIONS)


def _listed(connection: Connection, query: str, entity: str | None, listed: Collection[str]) -> TextClause:
    """Return a query about what is listed."""
    asked = text(query.replace("[listed]", LISTED[connection.dialect.name]))
    return asked.bindparams(entity=entity, listed=json.dumps(sorted(listed)))


def postings(connection: Connection, after: int = 0, limit: int | None = None) -> pl.DataFrame:
    """Return the feed after a sequence, one row a side, in order and without gaps: columns POSTINGS."""
    most = NEWEST if limit is None else limit
    first = after // 2
    bounds = {"after": after, "limit": most, "first": first, "last": min(first + most, NEWEST)}
    return frame(connection, text(queries.POSTINGS).bindparams(**bounds), POSTINGS)


def posted(connection: Connection, sequence: int) -> bool:
    """Say whether the feed has come to a sequence: each posting has two, its debit and then its credit."""
    return connection.scalar(select(exists().where(posting.c.no == (sequence + 1) // 2))) or False


def items(connection: Connection, entity: str | None = None, *, open_only: bool = False) -> pl.DataFrame:
    """Return documents with what is left on them: columns ITEMS."""
    return _items(connection, entity, None, None, open_only=open_only)


def open_items(
    connection: Connection, as_of: date | None = None, entity: str | None = None, known_at: datetime | None = None
) -> pl.DataFrame:
    """Return documents with something left on a day by GL date (None: now): columns ITEMS.

    `known_at` leaves out what was recorded after that instant: the day as it was known then.
    """
    return _items(connection, entity, as_of, known_at, open_only=True)


def open_instalments(
    connection: Connection,
    as_of: date | None = None,
    entity: str | None = None,
    known_at: datetime | None = None,
    *,
    columns: Collection[str] = INSTALMENTS,
) -> pl.DataFrame:
    """Return open items in the parts that are due apart, what is settled filling the earliest: columns INSTALMENTS.

    Where few `columns` are named these alone are read, beside what parts are made from: a fraction of the time.
    """
    wanted = {name: kind for name, kind in INSTALMENTS.items() if name in columns or name in _FILLED}
    names = [one for one in wanted if one in ITEMS]
    left = _items(connection, entity, as_of, known_at, open_only=True, columns=names)
    return parts.in_parts(left, parts.of(connection), wanted)


def held(
    connection: Connection, as_of: date, entity: str, *, columns: Collection[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return what was open on a day: documents as `open_instalments`, money as `unapplied_cash`; read together."""
    wanted = {name: kind for name, kind in INSTALMENTS.items() if name in columns or name in _FILLED}
    schema = {name: kind for name, kind in ITEMS.items() if name in {*wanted, "document_type"}}
    found = Past(connection, entity, as_of, NEWEST, schema, of_receipts=None).items(open_items_are(connection))
    money = pl.col("document_type") == "receipt"
    return parts.in_parts(found.filter(~money), parts.of(connection), wanted), found.filter(money)


def owed(
    connection: Connection,
    as_of: date,
    entity: str,
    currency: str,
    *,
    listed: Collection[str],
    columns: Collection[str],
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return what is owed on a day, as sums where that will do: columns OWED, and others as `open_instalments`.

    Summed are documents in a currency that are due at once; those in others, short payments, and the `listed` are not,
    nor are credits. That takes a fraction of the time that reading all of them does.
    """
    wanted = {name: kind for name, kind in INSTALMENTS.items() if name in columns or name in _FILLED}
    schema = {name: kind for name, kind in ITEMS.items() if name in {*wanted, *OWED, "currency", "document_type"}}
    then, among = Past(connection, entity, as_of, NEWEST, schema), LISTED[connection.dialect.name]
    cut, moved = parts.of(connection), then.moved()
    named = json.dumps(sorted(listed))
    apart = then.stands(queries.ONE_BY_ONE.replace("[listed]", among), currency=currency, listed=named)
    single = (pl.col("currency") != currency) | (pl.col("document_type") == "deduction")
    single |= pl.col("item_id").is_in([*listed, *cut["item_id"].unique()])
    others = pl.concat([apart.join(moved, on="item_id", how="anti"), moved.filter(single).select(apart.columns)])
    bounds = {"entity": entity, "day": stored_day(connection, as_of), "currency": currency}
    left_out = json.dumps([*listed, *moved["item_id"].unique()])
    stands = packed(connection, queries.OWED.replace("[listed]", among), _STANDS, bounds | {"listed": left_out})
    return _summed(stands, moved.filter(~single), as_of), parts.in_parts(others, cut, wanted)


#: What is owed as it stands, before a day and from it on, each with its earliest due day.
_STANDS: Schema = {
    "customer_number": pl.String,
    "late": pl.Int64,
    "first": pl.Date,
    "coming": pl.Int64,
    "next": pl.Date,
}


def _summed(stands: pl.DataFrame, moved: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return what customers owe, from what stands and from documents that moved since: columns OWED."""
    halves = [
        stands.select("customer_number", pl.lit(late).alias("late"), open_amount=minor, due_date=due)
        for late, minor, due in ((True, "late", "first"), (False, "coming", "next"))
    ]
    back = moved.select("customer_number", (pl.col("due_date") < as_of).alias("late"), "open_amount", "due_date")
    owed_ = pl.concat([*halves, back]).filter(pl.col("open_amount") > 0)
    sums = owed_.group_by("customer_number", "late").agg(pl.col("open_amount").sum(), pl.col("due_date").min())
    return sums.select(list(OWED))


def unapplied_cash(
    connection: Connection, as_of: date | None = None, entity: str | None = None, known_at: datetime | None = None
) -> pl.DataFrame:
    """Return what is left of receipts on a day by GL date, negative, as ITEMS: for aging and ties to the ledger.

    Each stands with the customer and in the account it was held for and in on that day.
    """
    return _items(connection, entity, as_of, known_at, open_only=True, of_receipts=True, some=queries.OPEN_RECEIPTS)


def exceptions(connection: Connection, as_of: date, entity: str | None = None) -> pl.DataFrame:
    """Return receipts that wait for a person, those placed on account by one not among them: columns EXCEPTIONS.

    Among them are those for which a remittance has come that says otherwise than what was decided. `unapplied_amount`
    is what is left: a refund, and what was settled where a receipt was taken over from, is no more.
    """
    left = pl.col("status").is_in(WAITING) & (~pl.col("held_in").is_in(SET_ASIDE)) & (pl.col("balance") != 0)
    waiting = receipts(connection, entity).filter(left | (pl.col("asked_again") == 1))
    best = (
        applications(connection, entity)
        .filter(pl.col("rank") == 1)
        .group_by("receipt_id", maintain_order=True)
        .agg(pl.col("document_number").str.join(" + ").alias("best_proposal"))
    )
    return (
        waiting.join(best, on="receipt_id", how="left", maintain_order="left")
        .with_columns(
            (pl.lit("exc_") + pl.col("receipt_id").str.replace(r"^[^_]*_", "")).alias("exception_id"),
            pl.col("status").alias("kind"),
            (pl.lit(as_of) - pl.col("opened_on")).dt.total_days().alias("age_days"),
            (-pl.col("balance")).alias("unapplied_amount"),
            pl.col("best_proposal").fill_null(""),
        )
        .select(list(EXCEPTIONS))
        .cast(pl.Schema(EXCEPTIONS))
        .sort("amount", "receipt_id", descending=[True, False])
    )


def findings(connection: Connection) -> pl.DataFrame:
    """Return what was wrong with files taken: columns FINDINGS."""
    return sealed.frame(connection, "bank_finding", frame(connection, text(queries.FINDINGS), FINDINGS))


def trial_balance(
    connection: Connection, as_of: date | None = None, entity: str | None = None, known_at: datetime | None = None
) -> pl.DataFrame:
    """Return per entity, currency and account the sums of debits and credits up to a GL day: columns TRIAL_BALANCE."""
    day = stored_day(connection, as_of or _LAST_DAY)
    bounds = {"day": day, "known": _known(connection, known_at), "entity": entity}
    return frame(connection, text(queries.TRIAL_BALANCE).bindparams(**bounds), TRIAL_BALANCE)


def accounts(connection: Connection, entity: str | None = None, as_of: date | None = None) -> pl.DataFrame:
    """Return the chart of accounts as it is mapped for postings of a GL day, else of the last: columns ACCOUNTS."""
    bounds = {"day": stored_day(connection, as_of or _LAST_DAY), "known": _known(connection, None), "entity": entity}
    return frame(connection, text(queries.ACCOUNTS).bindparams(**bounds), ACCOUNTS)


def customers(connection: Connection, entity: str | None = None) -> pl.DataFrame:
    """Return the newest facts of each customer: columns CUSTOMERS."""
    return frame(connection, text(queries.CUSTOMERS).bindparams(entity=entity), CUSTOMERS)


def terms(connection: Connection, entity: str | None = None) -> pl.DataFrame:
    """Return every version of terms, in order: columns TERMS."""
    return frame(connection, text(queries.TERMS).bindparams(entity=entity), TERMS)


def not_received(connection: Connection, entity: str) -> pl.DataFrame:
    """Return open documents that bounced or were rejected and were not sent again: columns NOT_RECEIVED.

    Nobody is reminded of what never reached them.
    """
    return frame(connection, text(queries.NOT_RECEIVED).bindparams(entity=entity), NOT_RECEIVED)


def arrived(connection: Connection, entity: str, as_of: date) -> frozenset[str]:
    """Return the open documents that had reached their customers by a day, as what was told last of them says."""
    bounds = {"entity": entity, "day": stored_day(connection, as_of)}
    return frozenset(connection.execute(text(queries.ARRIVED), bounds).scalars())


def base_journal(connection: Connection, as_of: date | None = None, entity: str | None = None) -> pl.DataFrame:
    """Return every movement in the entity's own currency up to a GL day, one row a side: columns BASE_JOURNAL."""
    bounds = {"day": stored_day(connection, as_of or _LAST_DAY), "entity": entity}
    return frame(connection, text(queries.BASE_JOURNAL).bindparams(**bounds), BASE_JOURNAL)


def carried(connection: Connection, as_of: date, entity: str) -> pl.DataFrame:
    """Return what is open in each other currency on a day and what the books carry it at: currency, minor, worth."""
    bounds = {"day": stored_day(connection, as_of), "entity": entity}
    schema = {"currency": pl.String, "minor": pl.Int64, "worth": pl.Int64}
    return frame(connection, text(queries.CARRIED).bindparams(**bounds), schema)


def reserved(connection: Connection, as_of: date, entity: str) -> pl.DataFrame:
    """Return what the allowance holds in each other currency on a day and what it is carried at: as `carried`.

    Credits are negative. What was provided before any rate was known is not told.
    """
    bounds = {"day": stored_day(connection, as_of), "entity": entity}
    schema = {"currency": pl.String, "minor": pl.Int64, "worth": pl.Int64}
    return frame(connection, text(queries.RESERVED).bindparams(**bounds), schema)


def bank_files(connection: Connection) -> pl.DataFrame:
    """Return the files taken, without their bytes, newest last: columns BANK_FILES."""
    return frame(connection, text(queries.BANK_FILES), BANK_FILES)


def controls(connection: Connection, sha256: str | None = None) -> pl.DataFrame:
    """Return the control totals of one file or of all: columns CONTROLS."""
    return frame(connection, text(queries.CONTROLS).bindparams(sha256=sha256), CONTROLS)


def batches(connection: Connection, after: int = 0, limit: int | None = None) -> pl.DataFrame:
    """Return the commands carried out: who, what, when, and their hashes: columns BATCHES."""
    bounds = {"after": after, "limit": NEWEST if limit is None else limit}
    return frame(connection, text(queries.BATCHES).bindparams(**bounds), BATCHES)


def acknowledgements(connection: Connection) -> pl.DataFrame:
    """Return how the ERP answered, in order: columns ACKNOWLEDGEMENTS."""
    return frame(connection, text(queries.ACKNOWLEDGEMENTS), ACKNOWLEDGEMENTS)


def pins(connection: Connection, entity: str) -> pl.DataFrame:
    """Return what people of an entity confirmed and have not taken back, the oldest first: columns PINS."""
    return frame(connection, text(queries.PINS).bindparams(entity=entity), PINS)


def _items(
    connection: Connection,
    entity: str | None,
    as_of: date | None,
    known_at: datetime | None,
    *,
    open_only: bool,
    of_receipts: bool = False,
    columns: Collection[str] = ITEMS,
    some: str = "",
) -> pl.DataFrame:
    """Return items of one sort, as ITEMS; of a day only those that were open, and only the columns named, unordered.

    `some` is a condition on what did not move since.
    """
    sort = "=" if of_receipts else "<>"
    if as_of is None and known_at is None:
        asked = queries.ITEMS.replace("[is]", sort).replace("[some]", some)
        bounds = {"entity": entity, "open_only": int(open_only)}
        return packed(connection, asked, ITEMS, bounds).select(list(columns))
    assert open_only, "what was settled then is asked of nobody"
    known = _known(connection, known_at)
    if len(columns) < len(ITEMS) and not of_receipts:
        schema = {name: ITEMS[name] for name in columns}
        then = Past(connection, entity, as_of or _LAST_DAY, known, schema)
        return then.items(open_items_are(connection)).select(list(columns))
    past = queries.later(queries.ITEMS_OF, entity, told=known < NEWEST).replace("[is]", sort).replace("[some]", some)
    values = {"entity": entity, "day": stored_day(connection, as_of or _LAST_DAY), "known": known}
    given = {name: value for name, value in values.items() if f":{name}" in past}
    return frame(connection, text(f"{past}{queries.IN_ORDER}"), ITEMS, given)


def _known(connection: Connection, instant: datetime | None) -> int:
    """Return the last batch that was recorded up to an instant; the clock of batches never runs back."""
    if instant is None:
        return NEWEST
    found: int = connection.execute(text(queries.KNOWN).bindparams(instant=microseconds(instant))).scalar_one()
    return found


def _masked(account: pl.Expr) -> pl.Expr:
    """Return an account number with its last four digits alone."""
    masked = pl.lit("****") + pl.when(account.str.len_chars() > 4).then(account.str.tail(4)).otherwise(pl.lit(""))
    return pl.when(account == "").then(pl.lit("")).otherwise(masked)
