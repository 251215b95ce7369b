"""Inquiries are what anybody may ask of the books: frames and plain rows, amounts in minor units; nothing changes."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, RowMapping, bindparam, func, select

import ledger
from kit import folding
from kit.refusals import Invalid, NotFound
from ledger import sealed, tables
from ledger.kinds import SET_ASIDE
from matcher import REASONS
from services import blind, lists, shown
from services.banking import files
from services.banking.advices import AGAIN
from services.decisions.standing import expect
from services.master.customers import customers as known_customers
from services.workspace import Workspace

__all__ = [
    "SENTENCES",
    "by_status",
    "customer_names",
    "customers_like",
    "decided_today",
    "disagreements",
    "exceptions",
    "expect",
    "items",
    "open_items",
    "overview",
    "proposals",
    "receipt",
    "receipt_row",
    "receipts",
    "row",
    "told",
    "waiting",
]

Row = dict[str, Any]
#: Reason a receipt can show -> its sentence, as published.
SENTENCES = REASONS
#: The status of an answer that leaves its receipt waiting for another.
STAYS = "review"


def receipts(
    workspace: Workspace,
    *,
    status: str = "",
    customer: str = "",
    payer: str = "",
    amount: int | None = None,
    written: int | None = None,
    tolerance: int = 0,
    currency: str = "",
    bank_reference: str = "",
    date_from: date | None = None,
    date_to: date | None = None,
    limit: int = 50,
    after: Sequence[Any] | None = None,
) -> pl.DataFrame:
    """Return receipts that fit everything asked, newest first; one row more than `limit` says that more follow.

    `amount` is minor units, whatever their currency; `written` is ten-thousandths of the currency, as a person names
    an amount. `tolerance` is in the same. `after` is the (received_on, receipt_id) of the last row seen.
    """
    asked = {
        "status": status,
        "customer": customer,
        "payer": payer,
        "amount": amount,
        "written": written,
        "tolerance": tolerance,
        "currency": currency,
        "bank_reference": bank_reference,
        "date_from": date_from,
        "date_to": date_to,
        "after": after,
    }
    with workspace.database.reading() as connection:
        conditions = list(lists.narrowed(connection, asked))
        found = lists.receipts(connection, workspace.settings.entity, conditions, limit + 1)
        sealed = blind.sealed(connection, workspace.settings.entity, found["receipt_id"].to_list())
    return blind.blinded_rows(found, sealed)


def by_status(workspace: Workspace) -> dict[str, int]:
    """Count the receipts of each status."""
    with workspace.database.reading() as connection:
        found = lists.glance(connection, workspace.settings.entity)
    return dict(found.group_by("status").agg(pl.col("receipts").sum()).iter_rows())


def receipt_row(workspace: Workspace, receipt_id: str) -> Row:
    """Return one receipt's row of the list. Refused: NotFound."""
    with workspace.database.reading() as connection:
        return row(connection, workspace, receipt_id)


_CURRENCY = select(tables.item.c.currency).where(
    tables.item.c.item_id == bindparam("receipt"),
    tables.item.c.type == "receipt",
    tables.item.c.entity == bindparam("entity"),
)


def receipt_currency(workspace: Workspace, receipt_id: str) -> str:
    """Return the currency of a receipt. Refused: NotFound."""
    asked = {"receipt": receipt_id, "entity": workspace.settings.entity}
    with workspace.database.reading() as connection:
        found: str | None = connection.execute(_CURRENCY, asked).scalar()
    return found or str(receipt_row(workspace, receipt_id)["currency"])


def row(connection: Connection, workspace: Workspace, receipt_id: str) -> Row:
    """Return one receipt's row as a connection sees it. Refused: NotFound."""
    found = lists.receipt(connection, workspace.settings.entity, receipt_id)
    if found is None:
        raise NotFound(f"there is no receipt {receipt_id}")
    return found


def receipt(workspace: Workspace, receipt_id: str) -> Row:
    """Return everything about one receipt: what the bank said, what was decided and why, and who did what."""
    with workspace.database.reading() as connection:
        found = row(connection, workspace, receipt_id)
        said = told(connection, receipt_id)
        made = _decisions(connection, receipt_id)
        decided = made[-1] if made else {}
        answers = _answers(connection, receipt_id)
        applied = _applications(connection, workspace, receipt_id)
        spans = _spans(connection, decided.get("decision_id", ""))
        known = _names(connection, workspace, [found["customer_number"], *(one["customer_number"] for one in applied)])
        sealed = blind.sealed(connection, workspace.settings.entity, [receipt_id])
    left = found["status"] in ledger.reads.WAITING and found["held_in"] not in SET_ASIDE and found["balance"] != 0
    waits = left or bool(found["asked_again"])
    whole = {
        **found,
        **said,
        "unapplied": found["unapplied_amount"],
        "spans": spans,
        "explanation": decided.get("explanation", ""),
        "would_apply_if": decided.get("would_apply_if", "") if waits else "",
        "certificate": decided.get("certificate", ""),
        "note": next((answer["note"] for answer in reversed(answers) if answer["note"]), ""),
        "applications": applied,
        "names": known,
        "history": _history(made, answers),
        "exception_id": ledger.exception_id(receipt_id) if waits else "",
    }
    return blind.blinded(whole) if sealed else whole


def _names(connection: Connection, workspace: Workspace, numbers: Sequence[str]) -> dict[str, str]:
    """Return the names of customers by number."""
    wanted = sorted({number for number in numbers if number})
    frame = known_customers(connection, workspace.settings.entity).filter(pl.col("customer_number").is_in(wanted))
    return dict(frame.select("customer_number", "name").iter_rows())


def proposals(workspace: Workspace, receipt_id: str) -> list[Row]:
    """Return what a reviewer is offered for a receipt, best first, each with its lines.

    `spent` names the documents of which less is open by now than it would pay: it can no longer be accepted.
    """
    proposal = tables.proposal
    with workspace.database.reading() as connection:
        decision_id = _decided(connection, receipt_id).get("decision_id", "")
        item = tables.item
        shown = (item.c.number, item.c.type, item.c.customer_number, item.c.balance, item.c.due_on)
        chosen = select(proposal, *shown).join(item, item.c.item_id == proposal.c.item_id)
        mine = chosen.where(proposal.c.decision_id == decision_id, proposal.c.receipt_id == receipt_id)
        rows = connection.execute(mine.order_by(proposal.c.rank, proposal.c.no)).mappings().all()
    ranked: dict[int, Row] = {}
    for row in rows:
        kept = {name: row[name] for name in ("rank", "confidence", "rule", "explanation")}
        ranked.setdefault(row["rank"], {**kept, "lines": []})["lines"].append(_line(row))
    return [
        {**one, "spent": [line["document_number"] for line in one["lines"] if _spent(line)]} for one in ranked.values()
    ]


def _spent(line: Row) -> bool:
    """Tell whether less of a document is open than a line would take, credits the other way round."""
    taken = sum(line[name] for name in ("cash", "discount", "write_off", "deduction"))
    return bool(line["open"] < taken if taken > 0 else line["open"] > taken)


def _line(row: RowMapping) -> Row:
    """Return a proposal's row as a line of it."""
    same = ("item_id", "customer_number", "cash", "discount", "write_off", "deduction", "deduction_reason")
    return {
        **{name: row[name] for name in same},
        "document_number": row["number"],
        "document_type": row["type"],
        "open": row["balance"],
        "due_on": row["due_on"],
        "spans": json.loads(row["spans"] or "[]"),
    }


def exceptions(
    workspace: Workspace,
    *,
    limit: int | None = None,
    after: tuple[int, int, str] | None = None,
    reason: str = "",
    kind: str = "",
) -> list[Row]:
    """Return what waits for a person, the most money left first; one row more than `limit` says that more follow.

    `after` is the place (lists.place) of the last row seen. Columns: lists.QUEUE.
    """
    most = None if limit is None else limit + 1
    with workspace.database.reading() as connection:
        return lists.exceptions(
            connection, workspace.settings.entity, workspace.today(), reason=reason, kind=kind, after=after, limit=most
        )


def waiting(workspace: Workspace) -> int:
    """Return how many receipts wait for a person."""
    with workspace.database.reading() as connection:
        return lists.waiting(connection, workspace.settings.entity)


def customer_names(workspace: Workspace, numbers: Sequence[str]) -> dict[str, str]:
    """Return the names of customers by number."""
    with workspace.database.reading() as connection:
        return _names(connection, workspace, numbers)


def customers_like(workspace: Workspace, part: str, limit: int = 20) -> list[tuple[str, str]]:
    """Return (number, name) of customers whose number begins with, or whose name holds, the part."""
    with workspace.database.reading() as connection:
        frame = known_customers(connection, workspace.settings.entity)
    begins = pl.col("customer_number").str.to_uppercase().str.starts_with(part.strip().upper())
    found = frame.filter(begins | folding.holds(frame["name"], part.strip()))
    return found.select("customer_number", "name").head(limit).rows()


def open_items(workspace: Workspace, customer_numbers: Sequence[str], limit: int = 200) -> list[Row]:
    """Return what customers owe, the oldest due day first, at most `limit`."""
    frames = [items(workspace, customer_number=number) for number in customer_numbers]
    every = pl.concat(frames) if frames else pl.DataFrame(schema=lists.ITEMS)
    return every.sort("due_date", "document_number").head(limit).rows(named=True)


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
    most = None if limit is None else limit + 1
    with workspace.database.reading() as connection:
        return lists.items(
            connection,
            workspace.settings.entity,
            customer_number=customer_number,
            open_only=open_only,
            after=after,
            limit=most,
        )


def currency_of(workspace: Workspace, name: str) -> str:
    """Return the currency of an item or receipt by its id or number. Refused: NotFound."""
    table = tables.item
    named = (table.c.item_id == name) | ((table.c.number == name) & (table.c.type != "receipt"))
    chosen = select(table.c.currency).where(table.c.entity == workspace.settings.entity, named)
    with workspace.database.reading() as connection:
        found: str | None = connection.execute(chosen).scalar()
    if found is None:
        raise NotFound(f"there is no item {name}")
    return found


def check_currency(workspace: Workspace, name: str, currency: str) -> None:
    """Refuse an amount in another currency than the item's. Refused: NotFound, Invalid."""
    held = currency_of(workspace, name)
    if held != currency:
        raise Invalid(f"{name} is in {held}, not {currency}")


def overview(workspace: Workspace) -> Row:
    """Return the day at a glance: receipts and money by status, what waits and why."""
    with workspace.database.reading() as connection:
        found = lists.glance(connection, workspace.settings.entity)
        wrong = connection.execute(select(func.count()).select_from(tables.bank_finding)).scalar_one()
    by_status, waits = lists.sums(found, "status"), found.filter(pl.col("waits"))
    since: date | None = waits.select(pl.col("opened_on").min()).item()
    return {
        "by_status": by_status.rows(named=True),
        "reasons": lists.sums(waits, "reason").rows(named=True),
        "automatic": by_status["automatic"].sum(),
        "files": files.count(workspace),
        "findings": wrong,
        "oldest_days": max((workspace.today() - since).days, 0) if since else 0,
        "decided_today": decided_today(workspace),
    }


def disagreements(workspace: Workspace) -> list[str]:
    """Return what does not agree in the sums of the books at a glance; nothing where they balance."""
    with workspace.database.reading() as connection:
        return [finding.message for finding in ledger.checks.glance(connection)]


def newest_command(connection: Connection) -> int:
    """Return the number of the newest command: while it stays, so do the books."""
    number: int = connection.execute(select(func.coalesce(func.max(tables.batch.c.no), 0))).scalar_one()
    return number


def _page(frame: pl.DataFrame, key: str, after: str, limit: int | None) -> pl.DataFrame:
    """Return the rows behind a key, one more than `limit`."""
    rest = frame.filter(pl.col(key) > after) if after else frame
    return rest if limit is None else rest.head(limit + 1)


def decided_today(workspace: Workspace) -> int:
    """Count the receipts that people decided today, in the entity's time zone, whose newest answer lets them go."""
    said, midnight = tables.resolution.c, int(workspace.midnight().timestamp() * 1_000_000)
    newest = select(func.max(said.no)).where(said.resolved_at >= midnight).group_by(said.receipt_id)
    mine = select(tables.item.c.item_id).where(tables.item.c.entity == workspace.settings.entity)
    decided = (said.no.in_(newest), said.status != STAYS, said.receipt_id.in_(mine))
    with workspace.database.reading() as connection:
        return connection.execute(select(func.count()).where(*decided)).scalar_one()


def told(connection: Connection, receipt_id: str) -> Row:
    """Return the bank's own words of a receipt: text, references, remittance."""
    entry = tables.bank_entry
    entry_id = f"ent_{receipt_id.partition('_')[2]}"
    kept = connection.execute(select(entry).where(entry.c.entry_id == entry_id)).mappings().first()
    if kept is None:
        return {"text": "", "remittance": [], "references": [], "raw": "", "raw_spans": [], "advices": []}
    row = sealed.row(connection, "bank_entry", kept)
    advices = shown.advices(connection, entry_id)
    said = [line for one in advices if one["rule"] != AGAIN for line in one["lines"]]
    return {
        "text": row["text"],
        "remittance": json.loads(row["remittance"]) or said,
        "references": json.loads(row["refs"]),
        "raw": row["raw"],
        "raw_spans": shown.marks(row["raw"], dict(row)),
        "advices": advices,
    }


def _decided(connection: Connection, receipt_id: str) -> Row:
    """Return the newest decision of a receipt, or nothing."""
    made = _decisions(connection, receipt_id)
    return made[-1] if made else {}


def _decisions(connection: Connection, receipt_id: str) -> list[Row]:
    """Return the engine's decisions of a receipt, oldest first."""
    decision = tables.decision
    chosen = select(decision).where(decision.c.receipt_id == receipt_id).order_by(decision.c.no)
    return [dict(row) for row in connection.execute(chosen).mappings()]


def _answers(connection: Connection, receipt_id: str) -> list[Row]:
    """Return what people decided about a receipt, oldest first."""
    resolution = tables.resolution
    chosen = select(resolution).where(resolution.c.receipt_id == receipt_id).order_by(resolution.c.no)
    return [dict(row) for row in connection.execute(chosen).mappings()]


def _spans(connection: Connection, decision_id: str) -> list[Any]:
    """Return the marked spans of the best proposal, or of the certificate's answer."""
    proposal = tables.proposal
    chosen = select(proposal.c.spans).where(proposal.c.decision_id == decision_id, proposal.c.rank == 1)
    spans = [span for kept in connection.execute(chosen).scalars() for span in json.loads(kept or "[]")]
    return sorted({tuple(span) for span in spans})


def _applications(connection: Connection, workspace: Workspace, receipt_id: str) -> list[Row]:
    """Return what is applied from a receipt, amounts by their short names."""
    frame = ledger.reads.applications(connection, workspace.settings.entity, receipt_id)
    mine = frame.filter(pl.col("status") == "posted")
    short = {name: name.removesuffix("_amount") for name in mine.columns if name.endswith("_amount")}
    return mine.rename(short).rows(named=True)


def _history(decisions: Sequence[Row], answers: Sequence[Row]) -> list[Row]:
    """Return who did what with a receipt, oldest first."""
    engine = [
        {
            "at": one["decided_at"],
            "actor": "engine",
            "what": one["status"],
            "detail": one["explanation"] or one["reason"],
        }
        for one in decisions
    ]
    people = [
        {"at": one["resolved_at"], "actor": one["actor"], "what": one["action"], "detail": one["note"]}
        for one in answers
    ]
    return sorted([*engine, *people], key=lambda event: event["at"])
