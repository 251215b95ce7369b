"""Whose row it is: of which legal entity and of which customer, so that a request is held to what its person may."""

from collections.abc import Callable, Iterable

import polars as pl
from sqlalchemy import Connection, select

import ledger
from dunning.tables import arrangement, placement, promise
from ledger import master, tables
from ledger.tables import BOOKS, contact_entry
from services.workspace import Workspace

#: Part of an address that names a row -> where such rows lie: table, column, and what the id begins with there.
LIES: dict[str, tuple[tuple[str, str, str], ...]] = {
    **dict.fromkeys(
        ("receipt_id", "exception_id", "audit_id"), (("item", "item_id", "rcp_"), ("bank_entry", "entry_id", "ent_"))
    ),
    "application_id": (("application", "application_id", ""), ("credit_application", "application_id", "")),
    "document_id": (("document", "document_id", ""),),
    "file_id": (("bank_file", "sha256", ""),),
    "request_id": (("request", "request_id", ""),),
    "contact_id": (("contact_entry", "contact_id", ""),),
    "promise_id": (("promise", "promise_id", ""),),
    "arrangement_id": (("arrangement", "arrangement_id", ""),),
    "placement_id": (("placement", "placement_id", ""),),
    "notice_id": (("dunning_notice", "notice_id", ""),),
    "case_id": (("dispute", "case_id", ""),),
    "operation_id": (("card_operation", "operation_id", ""),),
    "task_id": (("dispute_task", "task_id", ""), ("account_task", "task_id", "")),
    "delegation_id": (("delegation", "delegation_id", ""),),
    "thread_id": (("inbox_mail", "thread_id", ""),),
    "conflict_id": (("duty_conflict", "conflict_id", ""),),
}
#: Parts that name what each legal entity has of its own, so that another one's cannot be named; words of ours; and what
#: belongs to the whole installation, which takes a role in all legal entities.
OWN = frozenset(
    {
        *("customer_number", "number", "number:path", "month", "knowledge_id", "reference", "erp", "processor"),
        *("name", "form", "part", "act", "verdict", "kind", "version"),
        *("campaign_id", "login", "key_id", "endpoint_id", "message_id"),
    }
)


def owners(workspace: Workspace, part: str, value: str) -> frozenset[str]:
    """Return the legal entities a row belongs to that a part of an address names; none where there is no such row."""
    if part == "code":
        return frozenset({value})
    with workspace.database.reading() as connection:
        if part == "work_id":
            found = select(tables.work.c.entity).where(tables.work.c.work_id == value)
            return frozenset(connection.scalars(found))
        return frozenset(entity for where in LIES.get(part, ()) for entity in _of(connection, *where, value))


def _of(connection: Connection, table: str, column: str, start: str, value: str) -> Iterable[str]:
    """Return the entity whose command wrote a row."""
    rows, heads = BOOKS.tables[table], tables.batch
    named = f"{start}{value.rpartition('_')[2]}" if start else value
    found = select(heads.c.entity).join(rows, rows.c.batch == heads.c.no).where(rows.c[column] == named)
    return connection.scalars(found).all()


def customer(workspace: Workspace, part: str, value: str) -> str:
    """Return the customer a row belongs to that a part of an address names, else an empty text."""
    chosen = {
        "contact_id": select(contact_entry.c.customer_number).where(contact_entry.c.contact_id == value),
        "promise_id": select(promise.c.customer_number).where(promise.c.promise_id == value),
        "arrangement_id": select(arrangement.c.customer_number).where(arrangement.c.arrangement_id == value),
        "placement_id": select(placement.c.customer_number).where(placement.c.placement_id == value),
    }.get(part)
    if chosen is None:
        return value if part in {"customer_number", "number"} else ""
    with workspace.database.reading() as connection:
        return str(connection.scalar(chosen) or "")


def portfolio(workspace: Workspace, names: Iterable[str]) -> frozenset[str]:
    """Return the customers of the workspace's entity that one of the names has today, in whatever part."""
    wanted, entity = set(names), workspace.settings.entity
    with workspace.database.reading() as connection:
        people = ledger.reads.customers(connection, entity)
        assigned = master.held(connection, entity, master.Assignment, workspace.today())
    named = people.filter(pl.col("collector").is_in(wanted) | pl.col("sales_rep").is_in(wanted))
    given = assigned.filter(pl.col("person").is_in(wanted))
    return frozenset(named["customer_number"]) | frozenset(given["customer_number"])


def mine(
    workspace: Workspace, fetch: Callable[[int, int | None], pl.DataFrame], after: int, limit: int | None, place: str
) -> pl.DataFrame:
    """Return rows behind a place in a list over all entities, narrowed to whose rows may be seen, at most `limit`."""
    entity = workspace.within()
    rows = fetch(after, limit)
    if entity is None:
        return rows
    parts, found = [rows.clear()], 0
    while rows.height and (limit is None or found < limit):
        parts.append(rows.filter(pl.col("entity") == entity))
        found += parts[-1].height
        rows = fetch(rows[place][-1], limit)
    return pl.concat(parts).head(limit if limit is not None else found)
