"""The feed tells the ERP every posting, in order and without gaps, until it says how it took them."""

import json
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import polars as pl
from sqlalchemy import Connection, bindparam, literal_column, select

import ledger
from kit.ids import content_id
from kit.refusals import Conflict, Invalid, NotAllowed
from ledger import tables
from ledger.evidence import Acknowledgement
from ledger.kinds import CONTROL
from services.commands import command
from services.people.rows import mine
from services.workspace import Workspace

STATES = ("accepted", "rejected")
LIMIT_MAX = 10_000
#: Said as the index of accepted ranges says it: a parameter might be any state.
_ACCEPTED = tables.acknowledgement.c.state == literal_column("'accepted'")


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """How far the ERP is: the range it answered, and up to which sequence everything is accepted without a gap."""

    first: int
    last: int
    state: str
    accepted_to: int
    replayed: bool = field(default=False, compare=False)


def postings(workspace: Workspace, *, after: int = 0, limit: int = 1000) -> pl.DataFrame:
    """Return the postings after a sequence, amounts in minor units; an empty frame says that there is nothing newer.

    Who holds roles in one legal entity alone is told its postings alone; their numbers then have gaps.
    """
    if after < 0 or not 1 <= limit <= LIMIT_MAX:
        raise Invalid(f"after is a sequence from 0 on, limit is 1 to {LIMIT_MAX:,}")
    with workspace.database.reading() as connection:
        return mine(workspace, partial(ledger.reads.postings, connection), after, limit, "sequence")


def acknowledge(
    workspace: Workspace,
    *,
    first: int,
    last: int,
    state: str,
    reason: str = "",
    reference: str = "",
    actor: str,
    key: str = "",
) -> Acknowledged:
    """Keep the ERP's answer to the postings `first` to `last`; accepted is final, rejected is not.

    Refused: Invalid (no such range or state, a rejection without a reason), Conflict (a part was accepted before).
    """
    _possible(workspace, first, last, state, reason)
    said = {"first": first, "last": last, "state": state, "reason": reason, "reference": reference}
    with command(workspace, "acknowledge", actor, said, key or content_id("ack", *said.values())) as book:
        if book.replayed is None:
            if overlap := _accepted_within(book.connection, first, last):
                raise Conflict(f"postings {overlap[0]} to {overlap[1]} were accepted before, which is final")
            at = int(workspace.now().timestamp() * 1_000_000)
            ledger.evidence.add(book, [Acknowledgement(first, last, state, reason, reference, at)])
            book.result = {"first": first, "last": last, "state": state, "accepted_to": accepted_to(book.connection)}
        answer = book.replayed or book.result
    return Acknowledged(**answer, replayed=book.replayed is not None)


def accepted_to(connection: Connection) -> int:
    """Return up to which sequence the ERP has accepted everything.

    Goes on from where the newest answer that is kept left it; accepted ranges never overlap, so each is one step.
    """
    table = tables.acknowledgement
    reached = _kept(connection)
    step = select(table.c.last).where(_ACCEPTED, table.c.first == bindparam("next"))
    while last := connection.execute(step, {"next": reached + 1}).scalar():
        reached = last
    return reached


def _kept(connection: Connection) -> int:
    """Return what the newest finished answer said to be accepted without a gap, 0 before the first."""
    table, batch = tables.acknowledgement, tables.batch
    newest = select(batch.c.result).join(table, table.c.batch == batch.c.no).order_by(table.c.no.desc()).limit(1)
    result = connection.execute(newest).scalar()
    return int(json.loads(result).get("accepted_to", 0)) if result else 0


def outstanding(connection: Connection, entity: str, as_of: date) -> tuple[pl.DataFrame, list[dict[str, Any]]] | None:
    """Return the postings up to a GL day that the ERP has not accepted, and its rejections that stand among them.

    None where it has never answered: then nothing is fed.
    """
    answers = ledger.reads.acknowledgements(connection)
    if answers.is_empty():
        return None
    rest = ledger.reads.postings(connection, accepted_to(connection))
    rest = rest.filter(pl.col("entity") == entity, pl.col("gl_date") <= as_of)
    for first, last in answers.filter(state="accepted").select("first", "last").rows():
        rest = rest.filter(~pl.col("sequence").is_between(first, last))
    rejected = answers.filter(state="rejected").rows(named=True)
    held = [row for row in rejected if rest["sequence"].is_between(row["first"], row["last"]).any()]
    return rest, held


def not_accepted(connection: Connection, entity: str, as_of: date) -> dict[str, int]:
    """Return by currency what of the control accounts the ERP has not accepted, in minor units, debits positive."""
    found = outstanding(connection, entity, as_of)
    if found is None:
        return {}
    mine = found[0].filter(pl.col("role").is_in(sorted(CONTROL)))
    return dict(mine.group_by("currency").agg((pl.col("debit") - pl.col("credit")).sum()).sort("currency").rows())


def _possible(workspace: Workspace, first: int, last: int, state: str, reason: str) -> None:
    """Refuse an answer to postings that are not there, or one that says nothing."""
    if state not in STATES:
        raise Invalid(f"state is {' or '.join(STATES)}")
    if state == "rejected" and not reason:
        raise Invalid("a rejection says its reason")
    with workspace.database.reading() as connection:
        if not 1 <= first <= last or not ledger.reads.posted(connection, last):
            raise Invalid(f"there are no postings {first} to {last}")
        if not workspace.confined:
            return
        told = ledger.reads.postings(connection, first - 1, last - first + 1)
    if set(told["entity"]) != {workspace.settings.entity}:
        raise NotAllowed(f"postings {first} to {last} are not all of {workspace.settings.entity}")


def _accepted_within(connection: Connection, first: int, last: int) -> tuple[int, int] | None:
    """Return the accepted range that overlaps, the last of several, or None: the last to begin, for none overlap."""
    table = tables.acknowledgement
    begun = select(table.c.first, table.c.last).where(_ACCEPTED, table.c.first <= last)
    found = connection.execute(begun.order_by(table.c.first.desc()).limit(1)).one_or_none()
    return (found[0], found[1]) if found and found[1] >= first else None
