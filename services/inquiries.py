"""Inquiries are what anybody may ask of the books: frames and plain rows, amounts in minor units; nothing changes."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, RowMapping, func, select

import ledger
from kit.refusals import NotFound
from ledger import tables
from services import telling
from services.customers import customers as known_customers
from services.standing import expect, standing
from services.workspace import Workspace

__all__ = [
    "decided_today",
    "exceptions",
    "expect",
    "files",
    "items",
    "overview",
    "proposals",
    "receipt",
    "receipt_row",
    "receipts",
    "waiting",
]

Row = dict[str, Any]
#: The order of the list of receipts, newest first; a cursor is the (received_on, receipt_id) of the last row seen.
NEWEST_FIRST = ("received_on", "receipt_id")


def receipts(
    workspace: Workspace,
    *,
    status: str = "",
    payer: str = "",
    amount: int | None = None,
    tolerance: int = 0,
    bank_reference: str = "",
    date_from: date | None = None,
    date_to: date | None = None,
    limit: int = 50,
    after: Sequence[Any] | None = None,
) -> pl.DataFrame:
    """Return receipts that fit everything asked, newest first; one row more than `limit` says that more follow."""
    frame = _receipts(workspace)
    wanted = [
        pl.col("status") == status if status else None,
        pl.col("payer_name").str.to_uppercase().str.contains(payer.upper(), literal=True) if payer else None,
        (pl.col("amount") - amount).abs() <= tolerance if amount is not None else None,
        pl.col("received_on") >= date_from if date_from else None,
        pl.col("received_on") <= date_to if date_to else None,
        pl.col("receipt_id").is_in(_referring(workspace, bank_reference)) if bank_reference else None,
        _behind(*after) if after else None,
    ]
    fitting = frame.filter(*[one for one in wanted if one is not None])
    return fitting.sort(NEWEST_FIRST, descending=(True, False)).head(limit + 1)


def _behind(day: date | str, receipt_id: str) -> pl.Expr:
    """Return whether a row comes after the cursor's."""
    last = date.fromisoformat(day) if isinstance(day, str) else day
    same = (pl.col("received_on") == last) & (pl.col("receipt_id") > receipt_id)
    return (pl.col("received_on") < last) | same


def _receipts(workspace: Workspace) -> pl.DataFrame:
    """Return every receipt with its version."""
    with workspace.database.reading() as connection:
        every = ledger.reads.receipts(connection, workspace.settings.entity).drop("version")
        return every.join(_versions(connection), on="receipt_id", how="left")


def _versions(connection: Connection) -> pl.DataFrame:
    """Return how often each receipt was changed: postings, decisions and resolutions."""
    item = tables.item
    versions = select(item.c.item_id, item.c.version).where(item.c.type == "receipt")
    counts = {row[0]: row[1] for row in connection.execute(versions)}
    for table in (tables.decision, tables.resolution):
        for receipt_id, count in connection.execute(
            select(table.c.receipt_id, func.count()).group_by(table.c.receipt_id)
        ):
            counts[receipt_id] = counts.get(receipt_id, 0) + count
    schema = {"receipt_id": pl.String, "version": pl.Int64}
    return pl.DataFrame(list(counts.items()), schema=schema, orient="row")


def _referring(workspace: Workspace, reference: str) -> list[str]:
    """Return the receipts whose bank reference, trace, check number or any other reference is the one asked."""
    entry = tables.bank_entry
    quoted = json.dumps(reference, ensure_ascii=False)
    either = (entry.c.bank_reference == reference) | entry.c.refs.contains(quoted, autoescape=True)
    with workspace.database.reading() as connection:
        found = connection.execute(select(entry.c.entry_id).where(either)).scalars()
        return [ledger.receipt_id(entry_id) for entry_id in found]


def receipt_row(workspace: Workspace, receipt_id: str) -> Row:
    """Return one receipt's row of the list. Refused: NotFound."""
    found = _receipts(workspace).filter(pl.col("receipt_id") == receipt_id)
    if not found.height:
        raise NotFound(f"there is no receipt {receipt_id}")
    return found.row(0, named=True)


def receipt(workspace: Workspace, receipt_id: str) -> Row:
    """Return everything about one receipt: what the bank said, what was decided and why, and who did what."""
    row = receipt_row(workspace, receipt_id)
    with workspace.database.reading() as connection:
        told = _told(connection, receipt_id)
        decided = _decided(connection, receipt_id)
        answers = _answers(connection, receipt_id)
        applied = _applications(connection, workspace, receipt_id)
        spans = _spans(connection, decided.get("decision_id", ""))
        waits = ledger.reads.exceptions(connection, workspace.today(), workspace.settings.entity)
    waiting_ones = waits.filter(pl.col("receipt_id") == receipt_id)
    return {
        **row,
        **told,
        "unapplied": row["unapplied_amount"],
        "spans": spans,
        "explanation": decided.get("explanation", ""),
        "would_apply_if": decided.get("would_apply_if", ""),
        "certificate": decided.get("certificate", ""),
        "note": next((answer["note"] for answer in reversed(answers) if answer["note"]), ""),
        "applications": applied,
        "history": _history(decided, answers),
        "exception_id": waiting_ones["exception_id"][0] if waiting_ones.height else "",
    }


def proposals(workspace: Workspace, receipt_id: str) -> list[Row]:
    """Return what a reviewer is offered for a receipt, best first, each with its lines."""
    proposal = tables.proposal
    with workspace.database.reading() as connection:
        standing(connection, receipt_id)
        decision_id = _decided(connection, receipt_id).get("decision_id", "")
        chosen = select(proposal, tables.item.c.number, tables.item.c.type, tables.item.c.customer_number).join(
            tables.item, tables.item.c.item_id == proposal.c.item_id
        )
        mine = chosen.where(proposal.c.decision_id == decision_id, proposal.c.receipt_id == receipt_id)
        rows = connection.execute(mine.order_by(proposal.c.rank, proposal.c.no)).mappings().all()
    ranked: dict[int, Row] = {}
    for row in rows:
        kept = {name: row[name] for name in ("rank", "confidence", "rule", "explanation")}
        ranked.setdefault(row["rank"], {**kept, "lines": []})["lines"].append(_line(row))
    return list(ranked.values())


def _line(row: RowMapping) -> Row:
    """Return a proposal's row as a line of it."""
    same = ("item_id", "customer_number", "cash", "discount", "write_off", "deduction", "deduction_reason")
    return {
        **{name: row[name] for name in same},
        "document_number": row["number"],
        "document_type": row["type"],
        "spans": json.loads(row["spans"] or "[]"),
    }


def exceptions(workspace: Workspace, *, limit: int | None = None, after: str = "", reason: str = "") -> pl.DataFrame:
    """Return what waits for a person, the largest amount first; one row more than `limit` says that more follow."""
    with workspace.database.reading() as connection:
        waits = ledger.reads.exceptions(connection, workspace.today(), workspace.settings.entity)
        notes = _notes(connection)
        known = ledger.reads.receipts(connection, workspace.settings.entity)
        versions = _versions(connection)
    added = known.select("receipt_id", "payer_name", "confidence", "bank_reference", "method", "received_on")
    extra = [name for name in added.columns if name == "receipt_id" or name not in waits.columns]
    frame = waits.join(added.select(extra), on="receipt_id", how="left").join(versions, on="receipt_id", how="left")
    frame = frame.join(notes, on="receipt_id", how="left").with_columns(pl.col("note").fill_null(""))
    frame = frame.sort(["amount", "exception_id"], descending=[True, False])
    if reason:
        frame = frame.filter(pl.col("reason") == reason)
    if after:
        seen = frame["exception_id"].index_of(after)
        frame = frame.slice(seen + 1 if seen is not None else 0)
    return frame if limit is None else frame.head(limit + 1)


def waiting(workspace: Workspace) -> int:
    """Return how many receipts wait for a person."""
    with workspace.database.reading() as connection:
        return ledger.reads.exceptions(connection, workspace.today(), workspace.settings.entity).height


def customers(workspace: Workspace, *, limit: int | None = None, after: str = "") -> pl.DataFrame:
    """Return the customers by number."""
    with workspace.database.reading() as connection:
        frame = known_customers(connection, workspace.settings.entity)
    return _page(frame, "customer_number", after, limit)


def items(
    workspace: Workspace,
    *,
    customer_number: str = "",
    open_only: bool = True,
    limit: int | None = None,
    after: str = "",
) -> pl.DataFrame:
    """Return documents with what is left on them, by item id."""
    with workspace.database.reading() as connection:
        frame = ledger.reads.items(connection, workspace.settings.entity, open_only=open_only).sort("item_id")
    if customer_number:
        frame = frame.filter(pl.col("customer_number") == customer_number)
    return _page(frame, "item_id", after, limit)


def files(workspace: Workspace, *, limit: int | None = None) -> pl.DataFrame:
    """Return the files taken, newest first."""
    with workspace.database.reading() as connection:
        frame = ledger.reads.bank_files(connection).reverse()
    return frame if limit is None else frame.head(limit + 1)


def overview(workspace: Workspace) -> Row:
    """Return the day at a glance: receipts and money by status, what waits, and whether the books hold."""
    with workspace.database.reading() as connection:
        every = ledger.reads.receipts(connection, workspace.settings.entity)
        waits = ledger.reads.exceptions(connection, workspace.today(), workspace.settings.entity)
        taken = ledger.reads.bank_files(connection).height
        wrong = ledger.reads.findings(connection).height
        broken = ledger.checks.run(connection)
    sums = [pl.len().alias("receipts"), pl.col("amount").sum(), pl.col("unapplied_amount").sum().alias("unapplied")]
    by_status = every.group_by("status", "currency").agg(sums).sort("status", "currency")
    return {
        "by_status": by_status.rows(named=True),
        "automatic": every.filter(pl.col("status") == "applied", pl.col("decided_by") == "engine").height,
        "files": taken,
        "findings": wrong,
        "broken": broken,
        "oldest_days": waits["age_days"].max() or 0,
        "decided_today": decided_today(workspace),
    }


def _page(frame: pl.DataFrame, key: str, after: str, limit: int | None) -> pl.DataFrame:
    """Return the rows behind a key, one more than `limit`."""
    rest = frame.filter(pl.col(key) > after) if after else frame
    return rest if limit is None else rest.head(limit + 1)


def decided_today(workspace: Workspace) -> int:
    """Count what people decided today, in the entity's time zone."""
    resolution = tables.resolution
    midnight = workspace.midnight()
    with workspace.database.reading() as connection:
        counted = select(func.count()).where(resolution.c.resolved_at >= int(midnight.timestamp() * 1_000_000))
        return connection.execute(counted).scalar_one()


def _told(connection: Connection, receipt_id: str) -> Row:
    """Return the bank's own words of a receipt: text, references, remittance."""
    entry = tables.bank_entry
    entry_id = f"ent_{receipt_id.partition('_')[2]}"
    row = connection.execute(select(entry).where(entry.c.entry_id == entry_id)).mappings().first()
    if row is None:
        return {"text": "", "remittance": [], "references": [], "raw": ""}
    lines = json.loads(row["remittance"]) or json.loads(telling.advised(connection).get(entry_id, "[]"))
    return {"text": row["text"], "remittance": lines, "references": json.loads(row["refs"]), "raw": row["raw"]}


def _decided(connection: Connection, receipt_id: str) -> Row:
    """Return the newest decision of a receipt, or nothing."""
    decision = tables.decision
    chosen = select(decision).where(decision.c.receipt_id == receipt_id).order_by(decision.c.no.desc()).limit(1)
    row = connection.execute(chosen).mappings().first()
    return dict(row) if row else {}


def _answers(connection: Connection, receipt_id: str) -> list[Row]:
    """Return what people decided about a receipt, oldest first."""
    resolution = tables.resolution
    chosen = select(resolution).where(resolution.c.receipt_id == receipt_id).order_by(resolution.c.no)
    return [dict(row) for row in connection.execute(chosen).mappings()]


def _notes(connection: Connection) -> pl.DataFrame:
    """Return the newest note on each receipt."""
    resolution = tables.resolution
    chosen = select(resolution.c.receipt_id, resolution.c.note).where(resolution.c.note != "").order_by(resolution.c.no)
    newest = {row[0]: row[1] for row in connection.execute(chosen)}
    return pl.DataFrame(list(newest.items()), schema={"receipt_id": pl.String, "note": pl.String}, orient="row")


def _spans(connection: Connection, decision_id: str) -> list[Any]:
    """Return the marked spans of the best proposal, or of the certificate's answer."""
    proposal = tables.proposal
    chosen = select(proposal.c.spans).where(proposal.c.decision_id == decision_id, proposal.c.rank == 1)
    spans = [span for kept in connection.execute(chosen).scalars() for span in json.loads(kept or "[]")]
    return sorted({tuple(span) for span in spans})


def _applications(connection: Connection, workspace: Workspace, receipt_id: str) -> list[Row]:
    """Return what is applied from a receipt, amounts by their short names."""
    frame = ledger.reads.applications(connection, workspace.settings.entity)
    mine = frame.filter(pl.col("receipt_id") == receipt_id, pl.col("status") == "posted")
    short = {name: name.removesuffix("_amount") for name in mine.columns if name.endswith("_amount")}
    return mine.rename(short).rows(named=True)


def _history(decided: Row, answers: Sequence[Row]) -> list[Row]:
    """Return who did what with a receipt, oldest first."""
    engine = [
        {
            "at": decided["decided_at"],
            "actor": "engine",
            "what": decided["status"],
            "detail": decided["explanation"] or decided["reason"],
        }
    ]
    people = [
        {"at": one["resolved_at"], "actor": one["actor"], "what": one["action"], "detail": one["note"]}
        for one in answers
    ]
    return sorted([*(engine if decided else []), *people], key=lambda event: event["at"])
