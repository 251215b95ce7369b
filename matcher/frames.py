"""The columns that cross into and out of the matcher; a frame with other columns is our bug and stops."""

from collections.abc import Mapping
from typing import Any

import polars as pl

Schema = dict[str, type[pl.DataType] | pl.DataType]

TEXTS = pl.List(pl.String)

#: One row a receipt that wants a home. `payer_account` is a keyed hash or the raw number: only equality is used.
#: `text` is "\\n".join(lines) of the bank's text: spans of evidence point into it. `references` holds what the
#: bank's own fields name as a payer's reference (RFB, EREF, ids).
RECEIPTS: Schema = {
    "receipt_id": pl.String,
    "entity": pl.String,
    "currency": pl.String,
    "amount": pl.Int64,
    "received_on": pl.Date,
    "method": pl.String,
    "bank_reference": pl.String,
    "payer_name": pl.String,
    "payer_account": pl.String,  # routing and account together, "" where unknown
    "company_id": pl.String,  # ACH company id, "" where unknown
    "account": pl.String,  # our account or virtual account the money reached
    "references": TEXTS,
    "text": pl.String,
    "trusted": pl.Boolean,  # False: control totals failed
    "advice_doubted": pl.Boolean,  # True: not trusted only because of the sums of an advice, the bank's file is sound
    "repeat_of": pl.String,  # the receipt this one repeats (same payer, amount, reference in the window), "" if none
}

#: One row a remittance line, in the payer's order. Amounts are null where the payer did not say.
REMITTANCES: Schema = {
    "receipt_id": pl.String,
    "position": pl.Int32,
    "qualifier": pl.String,  # invoice, credit_memo, purchase_order, account, payer_document, adjustment, unknown ...
    "reference": pl.String,
    "also": TEXTS,  # further references of the same document
    "paid": pl.Int64,  # net of discount and adjustments; negative for a credit memo taken
    "gross": pl.Int64,
    "discount": pl.Int64,
    "adjustment": pl.Int64,  # sum of adjustments, negative reduces the payment
    "adjustment_code": pl.String,  # code of the largest adjustment, "" if none
    "adjustment_text": pl.String,
    "text": pl.String,
    "truncated": pl.Boolean,
}

#: One row an open item. `open` is negative for credit memos. `discount` is what the terms allow on the whole item.
ITEMS: Schema = {
    "item_id": pl.String,
    "entity": pl.String,
    "customer": pl.String,  # customer number
    "document_number": pl.String,
    "document_type": pl.String,  # invoice, credit_memo, debit_memo, finance_charge, deduction
    "currency": pl.String,
    "amount": pl.Int64,
    "open": pl.Int64,
    "issued_on": pl.Date,
    "due_on": pl.Date,
    "discount": pl.Int64,  # 0 where the terms give none
    "discount_until": pl.Date,
    "po_number": pl.String,
    "order_number": pl.String,
    "delivery_number": pl.String,
    "disputed": pl.Boolean,
}

#: Items that are paid: for duplicates and for the density of our numbers.
CLOSED: Schema = {
    "item_id": pl.String,
    "entity": pl.String,
    "customer": pl.String,
    "document_number": pl.String,
    "document_type": pl.String,
    "currency": pl.String,
    "amount": pl.Int64,
    "closed_on": pl.Date,
}

CUSTOMERS: Schema = {
    "customer": pl.String,
    "entity": pl.String,
    "name": pl.String,
    "parent": pl.String,  # "" where it has none
    "aliases": TEXTS,
}

#: What was learned or given of payers: `kind` is account, company_id, name or virtual_account, or receipt for one (its
#: key is the id) that was booked as a customer's; negative = never again.
LINKS: Schema = {
    "kind": pl.String,
    "key": pl.String,
    "customer": pl.String,
    "support": pl.Int32,
    "negative": pl.Boolean,
}

#: What people's answers taught of payers beside LINKS, as it stands on the day: only what is active.
HABITS: Schema = {
    "knowledge_id": pl.String,
    "kind": pl.String,  # payer_link, not_ar, reference_habit, not_reference, deduction_habit
    "customer": pl.String,  # whose habit it is, or to whom a link leads; "" for not_ar
    "form": pl.String,  # of a link or not_ar its kind of mark; else prefix, suffix, tail, head, field, exact, shape,
    # code, words, rate, item (the item's own sum, `pattern` its id)
    "pattern": pl.String,
    "means": pl.String,  # the reason of a deduction habit
    "minor": pl.Int64,  # of the form item: what is taken off it
    "words": pl.String,  # the fact in a sentence
}

#: One row a receipt: what was decided. `status` and `reason` are the contract's; `certificate` is canonical JSON.
DECISIONS: Schema = {
    "receipt_id": pl.String,
    "status": pl.String,  # applied, partially_applied, review, unapplied, unidentified
    "reason": pl.String,
    "customer": pl.String,  # "" where unknown
    "confidence": pl.Float64,  # a probability, never money
    "would_apply_if": pl.String,
    "explanation": pl.String,
    "certificate": pl.String,
}

#: One row an item of a proposal. `rank` 0 is the decision itself (posted); 1, 2, 3 … are what a reviewer is offered.
#: cash + discount + write_off + deduction is what leaves the item; `deduction_item` cash of credit memos is negative.
APPLICATIONS: Schema = {
    "receipt_id": pl.String,
    "rank": pl.Int32,
    "item_id": pl.String,
    "document_number": pl.String,
    "customer": pl.String,
    "cash": pl.Int64,
    "discount": pl.Int64,
    "discount_earned": pl.Boolean,
    "write_off": pl.Int64,  # bank fee or small balance, by name in `rule`
    "deduction": pl.Int64,
    "deduction_reason": pl.String,
    "confidence": pl.Float64,  # null where an answer was only searched for, not weighed
    "rule": pl.String,
    "explanation": pl.String,
    "spans": pl.String,  # JSON: [[start, end, what], …] into the receipt's `text`
}

#: One row a string that may name something (step 1). `mention` counts from 0 within its receipt. `position` is the
#: remittance line it came from (-1: free text or a reference field). `start`/`end` span the receipt's `text` (-1 where
#: it is not there).
MENTIONS: Schema = {
    "receipt_id": pl.String,
    "mention": pl.Int32,
    "source": pl.String,  # remittance, reference, text
    "position": pl.Int32,
    "start": pl.Int32,
    "end": pl.Int32,
    "raw": pl.String,
    "normal": pl.String,  # the normal form that is looked up
    "kind": pl.String,  # number, purchase_order, order, delivery, account, range_member, credit_memo, unknown …
    "paid": pl.Int64,  # the amount the payer set beside it, null where none
    "truncated": pl.Boolean,
}

#: One row a reading of a mention (step 3): which item it can mean. `rivals` counts the other documents, open or closed,
#: of any customer the same string could mean; `state` is open or closed (closed items carry their own item_id).
HITS: Schema = {
    "receipt_id": pl.String,
    "mention": pl.Int32,
    "position": pl.Int32,
    "item_id": pl.String,
    "customer": pl.String,
    "document_number": pl.String,
    "state": pl.String,
    "how": pl.String,  # exact, normal, purchase_order, range, stem, suffix, glued, ocr, edit, truncated …
    "strong": pl.Boolean,  # False: needs a second, independent signal
    "rivals": pl.Int32,
    "paid": pl.Int64,
    "start": pl.Int32,
    "end": pl.Int32,
}

#: One row a customer who may be the payer (step 4): a distribution per receipt, not a guess. `family` joins parent and
#: children.
PAYERS: Schema = {
    "receipt_id": pl.String,
    "customer": pl.String,
    "family": pl.String,
    "probability": pl.Float64,
    "how": pl.String,  # receipt, account, company_id, virtual_account, name, alias, mentioned, parent …
    "independent": pl.Boolean,  # True: known from bank data, not from a name or a number
    "explanation": pl.String,
}


#: Columns that came later, by frame -> what they are in frames that were kept before.
LATER: Mapping[str, Mapping[str, Any]] = {"receipts": {"advice_doubted": False}}


def completed(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame as it was asked by this version or an earlier one, with the columns that came later."""
    later = {column: value for column, value in LATER.get(name, {}).items() if column not in frame.columns}
    return frame.with_columns(pl.lit(value).alias(column) for column, value in later.items())


def empty(schema: Schema) -> pl.DataFrame:
    """Return a frame of the schema with no rows."""
    return pl.DataFrame(schema=schema)


def checked(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """Return the frame with the schema's columns in order; another type or a missing column is our bug."""
    missing = set(schema) - set(frame.columns)
    assert not missing, missing
    if frame.schema == pl.Schema(schema):
        return frame
    return frame.select(pl.col(name).cast(kind, strict=True) for name, kind in schema.items())


def ordered(frame: pl.DataFrame, schema: Schema, key: str) -> pl.DataFrame:
    """Return the frame as `checked` does, its rows in the order of a key; what is in order already is not copied."""
    rows = checked(frame, schema)
    return rows if rows[key].is_sorted() else rows.sort(key)
