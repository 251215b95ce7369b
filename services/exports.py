"""Exports are the contract's tables: exact columns, amounts as decimals with the currency's digits, accounts masked."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl
from sqlalchemy import Connection

import ledger
from kit.money import EXPONENTS, decimal, exponent
from kit.refusals import Invalid
from kit.terms import from_body
from ledger.terms import ALWAYS
from services import blind
from services.importing import workbooks
from services.master.masters import MASTERS, Master
from services.workspace import Workspace

FORMATS = ("csv", "json", "parquet", "xlsx")
VISIBLE_DIGITS = 4
_SIGNS = r"[^0-9A-Za-z]"
CONFIDENCE_DIGITS = 4
RFC3339 = "%Y-%m-%dT%H:%M:%S%.6fZ"


@dataclass(frozen=True, slots=True)
class Export:
    """One table given out: its columns in order, which of them are amounts, and where its rows come from."""

    columns: tuple[str, ...]
    amounts: tuple[str, ...]
    rows: Callable[[Connection, str, date], pl.DataFrame]


def _columns(names: str) -> tuple[str, ...]:
    """Return the names of a table's columns."""
    return tuple(names.split())


def _exceptions(connection: Connection, entity: str, as_of: date) -> pl.DataFrame:
    """Return the queue: what waits for a person, and behind it the audits."""
    waiting = ledger.reads.exceptions(connection, as_of, entity)
    return pl.concat([waiting, blind.queued(connection, entity, as_of, waiting.schema)])


def _customers(connection: Connection, entity: str) -> pl.DataFrame:
    """Return customers as the sheet of customers has them."""
    return ledger.reads.customers(connection, entity).with_columns(pl.col("aliases").list.join("|"))


def _terms(connection: Connection, entity: str) -> pl.DataFrame:
    """Return terms as the sheet of terms has them, an instalment a row."""
    rows = []
    for version in ledger.reads.terms(connection, entity).iter_rows(named=True):
        agreed = from_body(version["body"], version["name"])
        whole = (agreed.roll, agreed.basis, agreed.grace_days, agreed.name)
        first = version["valid_from"] == ALWAYS
        when = "" if first else version["valid_from"].isoformat()
        for line in agreed.lines:
            share = line.fixed or (f"{decimal(line.basis_points, '')}%" if line.basis_points else "")
            tiers = "; ".join(map(str, line.tiers))
            rows.append((version["terms"], str(line.due), share, tiers, *map(str, whole), when, version["entity"]))
    columns = dict.fromkeys(EXPORTS["terms"].columns, pl.String)
    return pl.DataFrame(rows, schema=columns, orient="row")


def _master(kind: Master) -> Export:
    """Return master data as an export."""
    return Export(kind.columns, kind.amounts, lambda connection, entity, _: kind.rows(connection, entity))


#: Kind -> table. The columns are the contract's: they may be added to at the end, never renamed or dropped.
EXPORTS: dict[str, Export] = {
    "receipts": Export(
        _columns(
            "receipt_id source_file source_line bank_reference method received_on currency amount payer_name"
            " payer_account customer_number status reason confidence decided_by applied_amount unapplied_amount"
            " entity held_in balance"
        ),
        ("amount", "applied_amount", "unapplied_amount", "balance"),
        lambda connection, entity, _: ledger.reads.receipts(connection, entity),
    ),
    "applications": Export(
        _columns(
            "receipt_id bank_reference document_number document_type customer_number cash_amount discount_amount"
            " write_off_amount deduction_amount deduction_reason status rank confidence rule explanation"
        ),
        ("cash_amount", "discount_amount", "write_off_amount", "deduction_amount"),
        lambda connection, entity, _: ledger.reads.applications(connection, entity),
    ),
    "exceptions": Export(
        _columns(
            "exception_id receipt_id kind reason amount currency customer_number opened_on age_days assignee"
            " best_proposal would_apply_if"
        ),
        ("amount",),
        _exceptions,
    ),
    "postings": Export(
        _columns(
            "posting_id entry_id sequence posted_at gl_date entity account currency debit credit receipt_id"
            " document_number customer_number kind reverses_entry_id"
        ),
        ("debit", "credit"),
        lambda connection, _entity, _as_of: ledger.reads.postings(connection),
    ),
    "items": Export(
        _columns(
            "document_number document_type customer_number issue_date due_date currency amount open_amount"
            " po_number terms entity order_number delivery_number tax_amount freight_amount description"
        ),
        ("amount", "open_amount", "tax_amount", "freight_amount"),
        lambda connection, entity, _: ledger.reads.items(connection, entity),
    ),
    "findings": Export(
        _columns("source_file line code severity message"),
        (),
        lambda connection, _entity, _as_of: ledger.reads.findings(connection),
    ),
    "customers": Export(
        _columns(
            "customer_number name parent_number terms currency credit_limit entity aliases email phone address tax_id"
            " duns risk_class collector sales_rep"
        ),
        ("credit_limit",),
        lambda connection, entity, _: _customers(connection, entity),
    ),
    "not_received": Export(
        _columns("document_number customer_number event channel happened_on note"),
        (),
        lambda connection, entity, _: ledger.reads.not_received(connection, entity),
    ),
    "terms": Export(
        _columns("terms due share discounts roll basis grace_days name valid_from entity"),
        (),
        lambda connection, entity, _: _terms(connection, entity),
    ),
    "base_postings": Export(
        _columns("entry_id gl_date entity account currency debit credit kind document_number item_currency"),
        ("debit", "credit"),
        lambda connection, entity, as_of: ledger.reads.base_journal(connection, as_of, entity),
    ),
    "accounts": Export(
        _columns("entity role account name control"),
        (),
        ledger.reads.accounts,
    ),
    **{name: _master(one) for name, one in MASTERS.items()},
}


def frame(workspace: Workspace, kind: str, *, as_of: date | None = None) -> pl.DataFrame:
    """Return a table as it is given out. Refused: Invalid where there is no such table."""
    if kind not in EXPORTS:
        raise Invalid(f"there is no export {kind!r}: there is {', '.join(EXPORTS)}")
    export = EXPORTS[kind]
    with workspace.database.reading() as connection:
        rows = export.rows(connection, workspace.settings.entity, as_of or workspace.today())
    return given_out(rows, export.columns, export.amounts)


def given_out(rows: pl.DataFrame, columns: tuple[str, ...], amounts: tuple[str, ...]) -> pl.DataFrame:
    """Return the columns with amounts as decimals and accounts masked."""
    changed = [decimals(rows, name) for name in amounts]
    if "payer_account" in columns:
        changed.append(rows.select(masked(pl.col("payer_account"))).to_series())
    if "confidence" in columns:
        changed.append(rows["confidence"].cast(pl.Float64).round(CONFIDENCE_DIGITS))
    return rows.with_columns(changed).select(columns)


def decimals(rows: pl.DataFrame, name: str) -> pl.Series:
    """Return a column of minor units as plain decimals with the digits of each row's currency: kit.money, by column."""
    minor = pl.col(name)
    digits = pl.col("currency").replace_strict(EXPONENTS, default=exponent(""), return_dtype=pl.Int64)
    plain = minor.abs().cast(pl.String).str.zfill(digits + 1)
    pointed = plain.str.head(-digits) + "." + plain.str.tail(digits)
    unsigned = pl.when(digits == 0).then(plain).otherwise(pointed)
    return rows.select(pl.when(minor < 0).then("-" + unsigned).otherwise(unsigned).alias(name)).to_series()


def masked(accounts: pl.Expr) -> pl.Expr:
    """Return a column of account numbers with only the last four digits to be seen."""
    plain = accounts.fill_null("").str.replace_all(_SIGNS, "")
    return pl.when(plain == "").then(plain).otherwise(pl.lit("****") + plain.str.slice(-VISIBLE_DIGITS))


def last_four(account: str) -> str:
    """Return one account number as `masked` does."""
    plain = re.sub(_SIGNS, "", account)
    return f"****{plain[-VISIBLE_DIGITS:]}" if plain else ""


def written(table: pl.DataFrame, form: str) -> bytes:
    """Return the table's bytes as CSV, JSON (a list of rows), Parquet or XLSX. Refused: Invalid for another format."""
    if form == "csv":
        return table.write_csv(datetime_format=RFC3339).encode()
    if form == "json":
        return (table.write_json() + "\n").encode()
    if form == "parquet":
        held = io.BytesIO()
        table.write_parquet(held)
        return held.getvalue()
    if form == "xlsx":
        return workbooks.written(table)
    raise Invalid(f"there is no format {form!r}: there is {', '.join(FORMATS)}")
