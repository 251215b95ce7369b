"""Audits: postings drawn by chance are answered anew by a reviewer who is not shown them, and the answers compared."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, func, select

import ledger
from kit import db
from kit.ids import content_id
from kit.refusals import Conflict, Invalid, NotFound
from ledger import tables
from ledger.evidence import Audited
from matcher.posting import auditing
from services import blind, desk, inquiries, lists
from services.commands import command
from services.decisions import alike, finals
from services.decisions.standing import item
from services.desk import Line, Resolved
from services.workspace import Workspace

Row = dict[str, Any]

KIND = "audit"
#: After the receipts of the queue, the parked ones among them.
AUDITS_LAST = 2
SAID = "It was drawn for audit: answer it as if nothing had been posted."
MICROSECONDS = 1_000_000
#: What a reviewer may answer to an audit; a receipt that pays nothing of ours contradicts whatever was posted.
ACTS = ("apply", "on_account", "not_ar", "park")


class OwnWork(Conflict):
    """Whoever worked on a receipt does not audit it."""

    code = "own_work"
    retry = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an audit: the verdict, our lines and theirs for comparison, and the act that is offered."""

    audit_id: str
    receipt_id: str
    verdict: str
    posted: tuple[Row, ...]
    answered: tuple[Row, ...]
    offered: str  # `undo` where the posting may be reversed, else nothing


def receipt_of(name: str) -> str:
    """Return the receipt an audit is about. Refused: NotFound."""
    if not name.startswith("aud_"):
        raise NotFound(f"there is no audit {name}")
    return f"rcp_{name.partition('_')[2]}"


def waiting(workspace: Workspace) -> list[Row]:
    """Return the audits that wait, the most money first, as rows of the queue; nothing in them says what was posted."""
    with workspace.database.reading() as connection:
        drawn = {row["receipt_id"]: row for row in blind.drawn(connection, workspace.settings.entity)}
        facts = _facts(connection, sorted(drawn))
    today = workspace.today()
    rows = [{**fact, **_queued(fact, drawn[fact["receipt_id"]], today)} for fact in facts]
    return sorted(rows, key=place)


def _queued(fact: Row, drawn: Row, today: date) -> Row:
    """Return the queue's columns of an audit; those that would tell are empty."""
    return {
        **dict.fromkeys(("customer_number", "assignee", "best_proposal", "would_apply_if"), ""),
        "exception_id": blind.audit_id(fact["receipt_id"]),
        "kind": KIND,
        "reason": blind.REASON,
        "unapplied_amount": fact["amount"],
        "confidence": None,
        "version": 0,
        "note": drawn["note"],
        "opened_on": drawn["as_of"],
        "age_days": max((today - drawn["as_of"]).days, 0),
    }


def place(row: Mapping[str, Any]) -> tuple[int, int, str]:
    """Return where a row stands in the queue: audits behind receipts, the most money first."""
    if row["kind"] != KIND:
        return lists.place(row)
    return AUDITS_LAST, -row["unapplied_amount"], row["exception_id"]


def queue(
    workspace: Workspace,
    *,
    kind: str = "",
    reason: str = "",
    limit: int | None = None,
    after: tuple[int, int, str] | None = None,
) -> list[Row]:
    """Return what waits for a person, audits last; one row more than `limit` says that more follow."""
    most = None if limit is None else limit + 1
    rows: list[Row] = []
    if kind != KIND and (after is None or after[0] != AUDITS_LAST):
        rows = inquiries.exceptions(workspace, reason=reason, kind=kind, limit=limit, after=after)
    if kind in {"", KIND} and reason in {"", blind.REASON} and (most is None or len(rows) < most):
        behind = after if after and after[0] == AUDITS_LAST else (0, 0, "")
        rows += [row for row in waiting(workspace) if place(row) > behind]
    return rows[:most]


def shown(workspace: Workspace, name: str) -> Row:
    """Return one audit with the bank's words, and nothing else. Refused: NotFound where none waits under that id."""
    receipt_id = receipt_of(name)
    row = next((one for one in waiting(workspace) if one["receipt_id"] == receipt_id), None)
    if row is None:
        raise NotFound(f"there is no audit {name} that waits")
    with workspace.database.reading() as connection:
        return {**row, **inquiries.told(connection, receipt_id), "sentence": SAID}


def items(workspace: Workspace, name: str, customer_number: str) -> list[Row]:
    """Return a customer's open items as they would stand without the posting, the oldest due first."""
    receipt_id = shown(workspace, name)["receipt_id"]
    table = tables.item
    entity = workspace.settings.entity
    owned = (table.c.entity == entity, table.c.customer_number == customer_number, table.c.type != "receipt")
    with workspace.database.reading() as connection:
        ours = ledger.automatic.lines(connection, entity, [receipt_id]).filter(pl.col("undone_why").is_null())
        opened = select(tables.application.c.deduction_item_id).where(tables.application.c.receipt_id == receipt_id)
        made_by_it = set(connection.execute(opened).scalars())
        rows = db.frame(connection, alike.items_asked().where(*owned), alike.FACTS)
    sums = [pl.col(name) for name in finals.LEAVES]
    taken = dict(ours.group_by("item_id").agg(pl.sum_horizontal(sums).sum().alias("taken")).iter_rows())
    before = [{**row, "open": row["balance"] + taken.get(row["item_id"], 0)} for row in rows.iter_rows(named=True)]
    still = [row for row in before if row["open"] and row["item_id"] not in made_by_it]
    return sorted(still, key=lambda row: (row["due_on"], row["document_number"]))


def answer(
    workspace: Workspace,
    name: str,
    act: str,
    *,
    actor: str,
    lines: Sequence[Line] = (),
    customer_number: str = "",
    note: str = "",
    key: str = "",
) -> Answer:
    """Keep a reviewer's answer and hold it against the posting; only then is the posting shown.

    Refused: NotFound where no such audit waits, Invalid (no lines, another act), OwnWork.
    """
    if act not in ACTS:
        raise Invalid(f"an audit is answered by {', '.join(ACTS)}, not by {act}")
    if act == "apply" and not lines:
        raise Invalid("name at least one item it pays")
    receipt_id = receipt_of(name)
    said = {"audit": name, "act": act, "lines": [asdict(line) for line in lines], "customer": customer_number}
    with command(
        workspace,
        f"audit {act}",
        actor,
        {**said, "note": note},
        key or content_id("act", "audit", actor, json.dumps(said, sort_keys=True), note),
    ) as book:
        if book.replayed is None:
            drawn = _open(book.connection, workspace.settings.entity, receipt_id, name)
            _another(book.connection, receipt_id, actor)
            theirs = [_line(book.connection, line) for line in lines] if act == "apply" else []
            verdict = "parked" if act == "park" else _verdict(book.connection, workspace, drawn, theirs)
            at = int(workspace.now().timestamp()) * MICROSECONDS
            kept = json.dumps(theirs, default=str)
            record = Audited(receipt_id, drawn["decision_id"], verdict, actor, at, customer_number, kept, note)
            ledger.evidence.add(book, [record])
            book.result = {"verdict": verdict, "decision_id": drawn["decision_id"], "answered": json.loads(kept)}
        done = book.replayed or book.result
    return _answer(workspace, name, done)


def reverse(
    workspace: Workspace, name: str, *, actor: str, note: str = "", key: str = "", as_of: date | None = None
) -> Resolved:
    """Take back a posting that its audit contradicted: the receipt waits again. Refused: NotFound, Conflict."""
    receipt_id = receipt_of(name)
    with workspace.database.reading() as connection:
        rows = ledger.automatic.answers(connection, workspace.settings.entity, receipt_id=receipt_id)
    if not any(row["verdict"] == "contradicted" for row in rows.iter_rows(named=True)):
        raise Conflict(f"audit {name} contradicts nothing: only what it contradicts is reversed here")
    why = note or "contradicted by its audit"
    return desk.undo(workspace, receipt_id, actor=actor, note=why, key=key, as_of=as_of)


def _open(connection: Connection, entity: str, receipt_id: str, name: str) -> Row:
    """Return the drawn posting of a receipt. Refused: NotFound where none waits for an answer."""
    rows = blind.drawn(connection, entity, receipt_id)
    if not rows:
        raise NotFound(f"there is no audit {name} that waits")
    return rows[-1]


def _another(connection: Connection, receipt_id: str, actor: str) -> None:
    """Refuse whoever decided something about the receipt himself."""
    table = tables.resolution
    mine = select(func.count()).where(table.c.receipt_id == receipt_id, table.c.actor == actor)
    if connection.execute(mine).scalar_one():
        raise OwnWork(f"{actor} worked on receipt {receipt_id}: somebody else audits it")


def _verdict(connection: Connection, workspace: Workspace, drawn: Row, theirs: Sequence[Row]) -> str:
    """Return whether the answer takes the same from the same items as the posting."""
    ours = finals.likes(_posted(connection, workspace.settings.entity, drawn["receipt_id"], drawn["decision_id"]))
    return "confirmed" if auditing.agree(ours, finals.likes(theirs)) else "contradicted"


def _posted(connection: Connection, entity: str, receipt_id: str, decision_id: str) -> list[Row]:
    """Return what a decision posted of a receipt."""
    rows = ledger.automatic.lines(connection, entity, [receipt_id])
    return rows.filter(pl.col("decision_id") == decision_id, pl.col("decided_by") == finals.ENGINE).rows(named=True)


def _answer(workspace: Workspace, name: str, done: Mapping[str, Any]) -> Answer:
    """Return an answer as it is given, the posting beside it unless the audit was only parked."""
    receipt_id, verdict = receipt_of(name), done["verdict"]
    with workspace.database.reading() as connection:
        posted = _posted(connection, workspace.settings.entity, receipt_id, done["decision_id"])
    shown_rows = tuple(_plain(row) for row in posted) if verdict != "parked" else ()
    answered = tuple(_plain(row) for row in done["answered"])
    return Answer(name, receipt_id, verdict, shown_rows, answered, "undo" if verdict == "contradicted" else "")


def _plain(row: Mapping[str, Any]) -> Row:
    """Return a line as it is shown."""
    return {name: row[name] for name in ("document_number", "document_type", "customer_number", *finals.LEAVES)}


def _line(connection: Connection, line: Line) -> Row:
    """Return a reviewer's line with the facts of its item. Refused: UnknownItem, Invalid."""
    held = item(connection, line.item)
    fact = db.frame(connection, alike.items_asked().where(tables.item.c.item_id == held.item_id), alike.FACTS).row(
        0, named=True
    )
    return {**fact, **{name: getattr(line, name) for name in finals.LEAVES}}


def _facts(connection: Connection, receipts: Sequence[str]) -> list[Row]:
    """Return what the bank said of receipts, in short."""
    held, told = tables.item, tables.bank_entry
    chosen = (
        select(
            held.c.item_id,
            (-held.c.amount).label("amount"),
            held.c.currency,
            held.c.issued_on,
            told.c.method,
            told.c.payer_name,
            told.c.bank_reference,
        )
        .join(told, told.c.entry_id == held.c.bank_entry_id)
        .where(db.among(connection, held.c.item_id, receipts))
    )
    schema = {
        "receipt_id": pl.String,
        "amount": pl.Int64,
        "currency": pl.String,
        "received_on": pl.Date,
        **dict.fromkeys(("method", "payer_name", "bank_reference"), pl.String),
    }
    return db.frame(connection, chosen, schema).rows(named=True) if receipts else []
