"""What is not finished on a day: one row an event that waits for somebody before a month can be closed over it."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import polars as pl
from sqlalchemy import Connection, select

import ledger
from kit.days import end_of_month, instant
from kit.money import decimal
from ledger import sealed, tables
from ledger.kinds import SET_ASIDE, Account
from matcher import REASONS
from services import feed
from services.banking import booking, given_back, taken_back, totals
from services.events import Event
from services.reports import balances
from services.reports.asked import Asked, Option
from services.reports.closes import CLOSE, CLOSE_EXCEPTION, EXCEPTION, RESERVE, TIE_OUT
from services.workspace import Workspace

REVIEW, UNIDENTIFIED, UNAPPLIED = "receipt_in_review", "unidentified_cash", "unapplied_cash"
RETURN, FILE = "return_not_linked", "bank_file_in_quarantine"
DETAIL, WITHDRAWAL = "detail_not_booked", "withdrawal_to_answer"
UNSENT, REJECTED = "postings_not_acknowledged", "postings_rejected"
RESERVED = "reserve_not_signed"
APPROVAL, REQUEST, NOT_RECEIVED = "pending_approval", "open_request", "document_not_received"
KINDS = (
    REVIEW,
    UNIDENTIFIED,
    UNAPPLIED,
    RETURN,
    DETAIL,
    WITHDRAWAL,
    FILE,
    UNSENT,
    REJECTED,
    RESERVED,
    APPROVAL,
    REQUEST,
    NOT_RECEIVED,
)
#: Kinds of requests by which a month is signed and closed: they are the close, and not in its way.
SIGNATURES = (CLOSE, CLOSE_EXCEPTION, TIE_OUT, EXCEPTION)
NOTES = (
    "Receipts: what is left of them on that day, with a proposal to review, a payer unknown, or nothing proven.",
    "Withdrawal to answer: what a bank deleted or corrected unproven, or a return that had reversed a payment.",
    "Detail not booked: a deposit's payments came after money of its total had gone out, and wait beside it.",
    "Quarantine: a file with totals that differ, or with records kept aside. Pending approval: it would change the",
    "books; open request: it would not. Not acknowledged: postings the ledger at large has not accepted, counted once",
    "it has ever answered. Money held on account or as a deposit waits for nobody. Reserve not signed: what is owed in",
    "a currency on a month's last day, of which no reserve of that day is signed.",
)
OPTIONS = (Option("event", "one kind of event, or all", "all", ("all", *KINDS)),)
_NAMES = ("event", "about", "since", "age_days", "customer_number", "currency", "amount", "what")
#: Requests whose approval posts.
_POSTING = frozenset({*map(str, ledger.Adjust), *map(str, Event), RESERVE, "rebill"})


class Open(NamedTuple):
    """An event that waits: since when, what it is about, and its money in minor units where it has some."""

    event: str
    about: str
    since: date
    what: str
    minor: int | None = None
    currency: str = ""
    customer: str = ""


def unfinished(workspace: Workspace, given: Asked) -> pl.DataFrame:
    """Return a row an event that waits on a day, in the order of the close, the oldest first."""
    found = waiting(workspace, given.as_of)
    rows = [_row(one, given.as_of) for one in found if given["event"] in {"all", one.event}]
    types: dict[str, Any] = {name: pl.Int64 if name == "age_days" else pl.String for name in _NAMES}
    return pl.DataFrame(rows, types, orient="row")


def waiting(workspace: Workspace, as_of: date) -> list[Open]:
    """Return what waits on a day."""
    entity = workspace.settings.entity
    with workspace.database.reading() as connection:
        entries = booking.left(connection, workspace, as_of)
        found = [
            *_receipts(connection, entity, as_of),
            *_returns(connection, entity, entries, as_of),
            *_details(connection, workspace, entries, as_of),
            *_files(connection, as_of, workspace.settings.time_zone),
            *_postings(connection, entity, as_of),
            *_reserves(connection, entity, as_of),
            *_requests(connection, entity, as_of, workspace.settings.time_zone),
            *_documents(connection, entity, as_of),
        ]
    found += _withdrawals(workspace, as_of)
    return sorted(found, key=lambda one: (KINDS.index(one.event), one.since, one.about))


def counted(found: list[Open]) -> dict[str, int]:
    """Return how many of each kind wait, those of which none does left out."""
    return {kind: count for kind in KINDS if (count := sum(one.event == kind for one in found))}


def _receipts(connection: Connection, entity: str, as_of: date) -> Iterator[Open]:
    """Yield receipts with something left on the day, and the sentence of why."""
    held = ledger.reads.unapplied_cash(connection, as_of, entity).filter(~pl.col("held_in").is_in(SET_ASIDE))
    asked = ledger.reads.exceptions(connection, as_of, entity)
    reasons = dict(asked.select("receipt_id", "reason").rows())
    review = set(asked.filter(kind="review")["receipt_id"])
    for row in held.iter_rows(named=True):
        event = UNIDENTIFIED if row["held_in"] == Account.UNIDENTIFIED else UNAPPLIED
        yield Open(
            REVIEW if row["item_id"] in review else event,
            row["item_id"],
            row["issue_date"],
            REASONS.get(reasons.get(row["item_id"], ""), event.replace("_", " ")),
            -row["open_amount"],
            row["currency"],
            row["customer_number"],
        )


def _returns(connection: Connection, entity: str, entries: pl.DataFrame, as_of: date) -> Iterator[Open]:
    """Yield money the bank took back that reversed nothing yet, with why."""
    waits = given_back.planned(connection, entity, entries).waits
    back = entries.filter(pl.col("entry_id").is_in(sorted(waits)), pl.col("day") <= as_of)
    for row in back.iter_rows(named=True):
        what = f"{row['source_file']}: {waits[row['entry_id']]}"
        yield Open(RETURN, row["entry_id"], row["day"], what, row["minor"], row["currency"])


def _details(connection: Connection, workspace: Workspace, entries: pl.DataFrame, as_of: date) -> Iterator[Open]:
    """Yield totals whose payments are not booked beside them, with why."""
    for one in booking.waiting(connection, workspace, entries):
        if one.total["day"] <= as_of:
            files = ", ".join(sorted({row["source_file"] for row in one.details}))
            what = f"{files}: {len(one.details)} payments of this deposit are not booked: {one.why}; {totals.REMEDY}"
            yield Open(DETAIL, one.receipt, one.total["day"], what, one.total["minor"], one.total["currency"])


def _withdrawals(workspace: Workspace, as_of: date) -> Iterator[Open]:
    """Yield files whose deletions or corrections wait for an answer, with why and what they take back."""
    asks = [one for one in taken_back.listed(workspace) if one.asks and one.withdrawal.day <= as_of]
    for same in taken_back.by_file(asks):
        whys = " ".join(dict.fromkeys(one.why for one in same))
        since = min(one.withdrawal.day for one in same)
        yield Open(WITHDRAWAL, same[0].withdrawal.file_id, since, f"{same[0].source_file}: {whys}")


def _files(connection: Connection, as_of: date, zone: str) -> Iterator[Open]:
    """Yield bank files that cannot be trusted wholly."""
    wrong = ledger.reads.findings(connection).filter(severity="error")
    errors = dict(wrong.group_by("sha256").len().rows())
    for row in ledger.reads.bank_files(connection).iter_rows(named=True):
        since = row["taken_at"].astimezone(ZoneInfo(zone)).date()
        aside = errors.get(row["sha256"], 0)
        if (row["mismatches"] or aside) and since <= as_of:
            yield Open(FILE, row["name"], since, f"{row['mismatches']} totals differ, {aside} records aside")


def _postings(connection: Connection, entity: str, as_of: date) -> Iterator[Open]:
    """Yield what the ERP has not accepted, where it answers at all: one row, and one a rejection that stands."""
    found = feed.outstanding(connection, entity, as_of)
    if found is None:
        return
    rest, rejected = found
    for row in rejected:
        since = row["acknowledged_at"].date()
        yield Open(REJECTED, f"{row['first']} to {row['last']}", since, row["reason"])
        rest = rest.filter(~pl.col("sequence").is_between(row["first"], row["last"]))
    if rest.height:
        first, last = rest["sequence"][0], rest["sequence"][-1]
        oldest = rest["gl_date"].min()
        assert isinstance(oldest, date), oldest
        yield Open(UNSENT, f"{first} to {last}", oldest, f"{rest.height} postings")


def _reserves(connection: Connection, entity: str, as_of: date) -> Iterator[Open]:
    """Yield each currency in which something is owed on the last day of a month, and no reserve of it is signed."""
    if as_of != end_of_month(as_of):
        return
    asked = tables.request
    signed = ledger.approvals.approved(entity, asked.c.currency).where(
        asked.c.kind == RESERVE, asked.c.subject == as_of.isoformat()
    )
    known = set(connection.scalars(signed))
    for currency, minor in balances.held_and_owed(connection, entity, as_of)[1].items():
        if currency not in known:
            yield Open(RESERVED, currency, as_of, f"no reserve of {as_of} in {currency}", minor, currency)


def _requests(connection: Connection, entity: str, as_of: date, zone: str) -> Iterator[Open]:
    """Yield what waits for a second person; a day that it is to be booked on counts before the day it was asked."""
    asked, said = tables.request, tables.verdict
    chosen = (
        select(asked)
        .join(said, said.c.request_id == asked.c.request_id, isouter=True)
        .where(asked.c.entity == entity, said.c.no.is_(None), asked.c.kind.not_in(SIGNATURES))
        .order_by(asked.c.no)
    )
    for row in connection.execute(chosen).mappings():
        told = json.loads(sealed.row(connection, "request", row)["body"] or "{}")
        days = told if isinstance(told, dict) else {}  # changes of master data are a list, and name no day
        on = days.get("gl_on") or days.get("as_of")
        since = date.fromisoformat(on) if on else _local(row["requested_at"], zone)
        if since <= as_of:
            event = APPROVAL if row["kind"] in _POSTING else REQUEST
            what = f"{row['kind'].replace('_', ' ')} of {row['subject']}, asked for by {row['maker']}"
            minor = row["minor"] if row["currency"] else None
            yield Open(event, row["request_id"], since, what, minor, row["currency"], row["customer_number"])


def _documents(connection: Connection, entity: str, as_of: date) -> Iterator[Open]:
    """Yield documents that came back, and were not sent again."""
    came_back = ledger.reads.not_received(connection, entity).filter(pl.col("happened_on") <= as_of)
    for row in came_back.iter_rows(named=True):
        what = f"{row['event']} {row['channel']}".strip()
        yield Open(NOT_RECEIVED, row["document_number"], row["happened_on"], what, customer=row["customer_number"])


def _row(one: Open, as_of: date) -> tuple[Any, ...]:
    """Return a row as it is read."""
    amount = None if one.minor is None else decimal(one.minor, one.currency)
    age = (as_of - one.since).days
    return one.event, one.about, one.since.isoformat(), age, one.customer, one.currency, amount, one.what


def _local(kept: Any, zone: str) -> date:
    """Return the day of an instant as the entity counts it."""
    return instant(kept).astimezone(ZoneInfo(zone)).date()
