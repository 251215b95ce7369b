"""The read model: named views of the books with documented columns, for whoever asks what no report answers (A51)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

TEXT, DAY, AMOUNT, COUNT = "text", "day", "amount", "number"
#: What a column holds -> how it is read. An amount is minor units of the row's `currency`.
READ: Mapping[str, Any] = {TEXT: pl.String, DAY: pl.Date, AMOUNT: pl.Int64, COUNT: pl.Int64}


@dataclass(frozen=True, slots=True)
class Field:
    """A column: what it holds, in what words, and where it comes from."""

    kind: str
    says: str
    sql: str


@dataclass(frozen=True, slots=True)
class View:
    """A view: its columns, the tables they come from, and in which order rows are told.

    Every view has `entity` and `customer_number`, by which rows are narrowed to whoever asks.
    """

    says: str
    tables: str
    order: str
    fields: Mapping[str, Field]

    @property
    def sql(self) -> str:
        """Return the query of all rows."""
        columns = ", ".join(f"{field.sql} AS {name}" for name, field in self.fields.items())
        return f"SELECT {columns}, {self.order} AS place FROM {self.tables}"  # noqa: S608 - our own names


#: The customers as they are called now, a row each.
_NOW = "(SELECT * FROM customer_fact WHERE no IN (SELECT max(no) FROM customer_fact GROUP BY entity, number))"
#: Not by an index: rows are read in the order in which they are told, and need no sorting.
_ENTITY = Field(TEXT, "the legal entity", "coalesce(t.entity, '')")


def _customer(number: str) -> dict[str, Field]:
    """Return the columns that say whose a row is, and who minds them."""
    return {
        "customer_number": Field(TEXT, "whose it is; empty where nobody is named", f"coalesce({number}, '')"),
        "customer_name": Field(TEXT, "the customer's name today", "coalesce(c.name, '')"),
        "collector": Field(TEXT, "who collects from the customer, by its file", "coalesce(c.collector, '')"),
        "sales_rep": Field(TEXT, "who sells to the customer, by its file", "coalesce(c.sales_rep, '')"),
    }


def _with(table: str, number: str) -> str:
    """Return a table with the customers of its rows."""
    newest = f"(SELECT max(x.no) FROM customer_fact x WHERE x.entity = t.entity AND x.number = {number})"  # noqa: S608 - our own names
    return f"{table} LEFT JOIN customer_fact c ON c.entity = t.entity AND c.number = {number} AND c.no = {newest}"


_CURRENCY = Field(TEXT, "ISO 4217", "t.currency")
_APPLIED = "application a JOIN item t ON t.item_id = a.item_id JOIN item r ON r.item_id = a.receipt_id"

#: Hand-written: name -> view.
VIEWS: Mapping[str, View] = {
    "customers": View(
        "customers as they are known now",
        f"{_NOW} t",
        "t.no",
        {
            "entity": _ENTITY,
            "customer_number": Field(TEXT, "its number", "t.number"),
            "customer_name": Field(TEXT, "its name", "t.name"),
            "parent_number": Field(TEXT, "the customer above it", "t.parent_number"),
            "terms": Field(TEXT, "its payment terms", "t.terms"),
            "currency": _CURRENCY,
            "credit_limit": Field(AMOUNT, "the limit of its file; nothing where none is set", "t.credit_limit"),
            "risk_class": Field(TEXT, "its risk class", "t.risk_class"),
            "collector": Field(TEXT, "who collects from it", "t.collector"),
            "sales_rep": Field(TEXT, "who sells to it", "t.sales_rep"),
            "email": Field(TEXT, "its own address", "t.email"),
            "phone": Field(TEXT, "its telephone", "t.phone"),
        },
    ),
    "items": View(
        "documents, open and settled",
        _with("item t", "t.customer_number") + " WHERE t.type <> 'receipt'",
        "t.no",
        {
            "entity": _ENTITY,
            "no": Field(COUNT, "its place in the books, by which webhooks tell of it", "t.no"),
            "item_id": Field(TEXT, "its id", "t.item_id"),
            "document_number": Field(TEXT, "its number", "t.number"),
            "document_type": Field(TEXT, "invoice, credit_memo, debit_memo, finance_charge, deduction", "t.type"),
            **_customer("t.customer_number"),
            "currency": _CURRENCY,
            "amount": Field(AMOUNT, "what it was issued for; credits below nothing", "t.amount"),
            "open_amount": Field(AMOUNT, "what is left of it", "t.balance"),
            "issue_date": Field(DAY, "when it was issued", "t.issued_on"),
            "due_date": Field(DAY, "when it is due", "t.due_on"),
            "gl_date": Field(DAY, "its day in the general ledger", "t.gl_on"),
            "terms": Field(TEXT, "its payment terms", "t.terms"),
            "po_number": Field(TEXT, "the customer's order", "t.po_number"),
            "order_number": Field(TEXT, "our order", "t.order_number"),
            "reason": Field(TEXT, "why, of a deduction or a memo", "t.reason"),
        },
    ),
    "receipts": View(
        "money that came, applied and not",
        _with("item t", "t.held_for") + " WHERE t.type = 'receipt'",
        "t.no",
        {
            "entity": _ENTITY,
            "receipt_id": Field(TEXT, "its id", "t.item_id"),
            **_customer("t.held_for"),
            "currency": _CURRENCY,
            "amount": Field(AMOUNT, "what came", "-t.amount"),
            "unapplied_amount": Field(AMOUNT, "what of it is not applied", "-t.balance"),
            "received_on": Field(DAY, "when it came", "t.issued_on"),
            "held_in": Field(TEXT, "where it rests", "t.held_in"),
        },
    ),
    "applications": View(
        "which money paid which document; what was taken back has a row of its own, below nothing",
        _with(_APPLIED, "t.customer_number"),
        "a.no",
        {
            "entity": _ENTITY,
            "application_id": Field(TEXT, "its id", "a.application_id"),
            "receipt_id": Field(TEXT, "the money", "a.receipt_id"),
            "document_number": Field(TEXT, "the document", "t.number"),
            **_customer("t.customer_number"),
            "currency": _CURRENCY,
            "cash_amount": Field(AMOUNT, "money applied", "a.cash"),
            "discount_amount": Field(AMOUNT, "discount given with it", "a.discount"),
            "write_off_amount": Field(AMOUNT, "written off with it", "a.write_off"),
            "deduction_amount": Field(AMOUNT, "deducted with it", "a.deduction"),
            "received_on": Field(DAY, "when the money came", "r.issued_on"),
            "gl_date": Field(DAY, "its day in the general ledger", "a.gl_on"),
            "rule": Field(TEXT, "what explained it", "a.rule"),
            "decided_by": Field(TEXT, "who decided", "a.decided_by"),
        },
    ),
    "contacts": View(
        "what was said with customers; notes are ours alone",
        _with("contact_entry t", "t.customer_number"),
        "t.no",
        {
            "entity": _ENTITY,
            "contact_id": Field(TEXT, "its id", "t.contact_id"),
            **_customer("t.customer_number"),
            "happened_on": Field(DAY, "when", "t.happened_on"),
            "channel": Field(TEXT, "how", "t.channel"),
            "outcome": Field(TEXT, "what came of it", "t.outcome"),
            "next_action": Field(TEXT, "what is done next", "t.next_action"),
            "next_on": Field(DAY, "and when", "t.next_on"),
            "author": Field(TEXT, "who wrote it down", "t.author"),
        },
    ),
    "promises": View(
        "what customers promised; whether it was kept, the page Collections says",
        _with("promise t JOIN item i ON i.item_id = t.item_id", "t.customer_number"),
        "t.no",
        {
            "entity": _ENTITY,
            "promise_id": Field(TEXT, "its id", "t.promise_id"),
            "document_number": Field(TEXT, "the document", "i.number"),
            **_customer("t.customer_number"),
            "currency": _CURRENCY,
            "amount": Field(AMOUNT, "what was promised", "t.minor"),
            "made_on": Field(DAY, "when", "t.made_on"),
            "promised_on": Field(DAY, "for which day", "t.promised_on"),
            "level": Field(COUNT, "1, and one more for each earlier one not kept", "t.level"),
        },
    ),
    "letters": View(
        "dunning letters as they were written",
        _with("dunning_notice t", "t.customer_number"),
        "t.no",
        {
            "entity": _ENTITY,
            "notice_id": Field(TEXT, "its id", "t.notice_id"),
            **_customer("t.customer_number"),
            "currency": _CURRENCY,
            "amount": Field(AMOUNT, "what it asks for", "t.minor"),
            "run_on": Field(DAY, "its day", "t.run_on"),
            "level": Field(COUNT, "which letter of the strategy", "t.level"),
            "channel": Field(TEXT, "email or letter", "t.channel"),
        },
    ),
}
