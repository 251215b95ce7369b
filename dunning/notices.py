"""Letters in the books: written once a day, handed over one try at a time, and what became of each."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import polars as pl
from sqlalchemy import Connection, Row, Select, func, select

from dunning.letters import Letter
from dunning.planning import Notice
from dunning.strategy import Strategy, checked, read
from dunning.tables import dunning_block, dunning_line, dunning_notice, dunning_step, dunning_strategy
from kit.columns import columns
from kit.days import microseconds
from kit.db import among, stored_day
from kit.ids import content_id
from kit.refusals import Conflict, Invalid, NotFound
from ledger import configs, contact_log, customers
from ledger.book import Book
from ledger.contact_log import Channel, Contact, Outcome
from ledger.journal import day

TRIES_MAX = 5
#: When somebody looks whether a letter brought money.
AGAIN = timedelta(days=10)


class LetterState(StrEnum):
    """What became of a letter."""

    QUEUED = "queued"
    BEGUN = "begun"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    BOUNCED = "bounced"
    CANCELLED = "cancelled"


#: Letters that count: whoever got one is at its level.
COUNTS = frozenset({LetterState.QUEUED, LetterState.BEGUN, LetterState.SENT, LetterState.FAILED, LetterState.UNCERTAIN})
#: Where nobody knows whether a letter went.
UNKNOWN = frozenset({LetterState.BEGUN, LetterState.UNCERTAIN})


#: The last letter that a document, or an instalment of it, was in.
LEVELS: dict[str, Any] = {
    "item_id": pl.String,
    **dict.fromkeys(("instalment", "level"), pl.Int64),
    "noticed_on": pl.Date,
}


@dataclass(frozen=True, slots=True)
class Queued:
    """A letter that is to be handed over: the row as it was written, and how often it was tried."""

    row: Row[Any]
    state: LetterState
    attempt: int


def notice_id(entity: str, customer: str, currency: str, on: date) -> str:
    """Return the id of the letter of a day: the same however often it is planned."""
    return content_id("ntc", entity, customer, currency, on)


def strategies(connection: Connection, entity: str, on: date) -> dict[str, Strategy]:
    """Return the strategies in force on a day by name."""
    found = {name: checked(json.loads(body), name) for name, body in _before(connection, entity).items() if body}
    for name, version in configs.every(connection, entity, configs.DUNNING, on).items():
        found.pop(name, None)
        if version.body:
            found[name] = read(version.body, name)
    return dict(sorted(found.items()))


def _before(connection: Connection, entity: str) -> dict[str, str]:
    """Return what was in force, as JSON by name, before strategies had versions; it holds until a version begins."""
    table = dunning_strategy
    chosen = select(table.c.name, table.c.body).where(table.c.entity == entity).order_by(table.c.no)
    return {row.name: row.body for row in connection.execute(chosen)}


def block(book: Book, customer: str, kind: str, until: date | None, *, reason: str, at: datetime) -> None:
    """Keep that nobody writes to a customer until a day. Refused: UnknownCustomer, Invalid without reason or end."""
    customers.check(book, [customer])
    if not reason.strip():
        raise Invalid("say why nobody writes to them")
    if kind in {"vip", "other"} and until is None:
        raise Invalid(f"an exclusion as {kind} ends on a day: say which")
    book.write("dunning_block", [(book.entity, customer, kind, until, reason.strip(), book.actor, microseconds(at))])


def blocked(connection: Connection, entity: str, on: date) -> dict[str, Row[Any]]:
    """Return the customers that nobody writes to on a day, by number."""
    table = dunning_block
    chosen = select(table).where(table.c.entity == entity).order_by(table.c.no)
    newest = {row.customer_number: row for row in connection.execute(chosen)}
    return {
        number: row
        for number, row in newest.items()
        if row.kind != "lifted" and (row.blocked_until is None or day(row.blocked_until) >= on)
    }


def queue(book: Book, written: Sequence[tuple[Notice, Letter, Strategy]], at: datetime) -> tuple[str, ...]:
    """Write letters to be handed over and return their ids; the database refuses a second one of a day."""
    rows, lines = [], []
    for notice, letter, strategy in written:
        identity = notice_id(book.entity, notice.customer_number, notice.currency, notice.run_on)
        host = strategy.sender.email.partition("@")[2]
        sender = json.dumps(strategy.sender.model_dump(), sort_keys=True, ensure_ascii=False)
        rows.append(
            (
                identity,
                book.entity,
                notice.customer_number,
                notice.currency,
                notice.strategy,
                notice.level,
                notice.run_on,
                notice.channel,
                letter.language,
                notice.recipient,
                notice.fell_back,
                notice.minor,
                sender,
                letter.subject,
                letter.body,
                f"<{identity}@{host}>",
                book.actor,
                microseconds(at),
            )
        )
        lines += [
            (identity, one.item_id, one.instalment, notice.run_on, one.level, one.days, one.minor, one.charge)
            for one in notice.lines
        ]
    book.write("dunning_notice", rows)
    book.write("dunning_line", lines)
    return tuple(row[0] for row in rows)


def newest() -> Any:
    """Return the newest step of each letter, as a subquery: notice_id, attempt, state, detail."""
    table = dunning_step
    last = select(table.c.notice_id, func.max(table.c.no).label("no")).group_by(table.c.notice_id).subquery()
    return select(table).join(last, last.c.no == table.c.no).subquery()


def told(entity: str) -> Select[Any]:
    """Return the query of an entity's letters, each with its state, attempt and detail."""
    step = newest()
    state = func.coalesce(step.c.state, LetterState.QUEUED).label("state")
    attempt = func.coalesce(step.c.attempt, 0).label("attempt")
    detail = func.coalesce(step.c.detail, "").label("detail")
    joined = select(dunning_notice, state, attempt, detail).join(
        step, step.c.notice_id == dunning_notice.c.notice_id, isouter=True
    )
    return joined.where(dunning_notice.c.entity == entity)


def to_send(connection: Connection, entity: str) -> list[Queued]:
    """Return the letters that were not handed over yet, or that nobody knows of, in the order they were written."""
    rows = connection.execute(told(entity).order_by(dunning_notice.c.no)).all()
    waiting = {LetterState.QUEUED, LetterState.FAILED, *UNKNOWN}
    found = [Queued(row, LetterState(row.state), row.attempt) for row in rows if LetterState(row.state) in waiting]
    return [one for one in found if one.state is not LetterState.FAILED or one.attempt < TRIES_MAX]


def state_of(connection: Connection, entity: str, identity: str) -> Queued:
    """Return a letter with its state. Refused: NotFound."""
    row = connection.execute(told(entity).where(dunning_notice.c.notice_id == identity)).first()
    if row is None:
        raise NotFound(f"there is no letter {identity}")
    return Queued(row, LetterState(row.state), row.attempt)


def step(book: Book, seen: Queued, state: LetterState, detail: str, at: datetime) -> None:
    """Write what became of a letter. Refused: Conflict where it moved since it was read."""
    now = state_of(book.connection, book.entity, seen.row.notice_id)
    if (now.state, now.attempt) != (seen.state, seen.attempt):
        raise Conflict(f"{seen.row.notice_id} is {now.state}: read it again")
    attempt = max(seen.attempt + (state is LetterState.BEGUN), 1)
    row = (seen.row.notice_id, attempt, str(state), detail[:1000], book.actor, microseconds(at))
    book.write("dunning_step", [row])


def lines_of(connection: Connection, ids: Iterable[str]) -> list[Row[Any]]:
    """Return what letters ask for, in order."""
    table = dunning_line
    return list(connection.execute(select(table).where(among(connection, table.c.notice_id, ids)).order_by(table.c.no)))


#: The lines of letters that count, up to a day, in order.
_LINES = """
SELECT l.item_id, l.instalment, l.level, l.run_on AS noticed_on FROM dunning_line l
WHERE l.run_on <= :until AND l.notice_id IN (
  SELECT n.notice_id FROM dunning_notice n
  LEFT JOIN dunning_step s ON s.no = (SELECT max(x.no) FROM dunning_step x WHERE x.notice_id = n.notice_id)
  WHERE n.entity = :entity AND (s.state IS NULL OR s.state IN ({counts})))
ORDER BY l.no
""".replace("{counts}", ", ".join(f"'{state}'" for state in sorted(COUNTS)))


def levels(connection: Connection, entity: str, until: date) -> pl.DataFrame:
    """Return the last letter that each document, or instalment, was in up to a day: columns LEVELS."""
    lines = columns(connection, _LINES, LEVELS, {"entity": entity, "until": stored_day(connection, until)})
    return lines.unique(["item_id", "instalment"], keep="last")


def since(connection: Connection, entity: str, first: date | None) -> frozenset[str]:
    """Return the ids of letters of a day and later; none where no day is said."""
    if first is None:
        return frozenset()
    table = dunning_notice.c
    late = (table.entity == entity, table.run_on >= stored_day(connection, first))
    return frozenset(connection.execute(select(table.notice_id).where(*late)).scalars())


def about(note: str) -> str:
    """Return the id of the letter that an entry of the contact log is about, as `contacted` writes it; else nothing."""
    head, _, tail = note.rpartition("(")
    return tail.removesuffix(")") if head and tail.startswith("ntc_") and tail.endswith(")") else ""


def written_on(connection: Connection, entity: str, on: date, without: Collection[str]) -> defaultdict[str, set[str]]:
    """Return the currencies in which each customer has a letter of a day, whatever became of it, but for some."""
    table = dunning_notice.c
    mine = (table.entity == entity, table.run_on == stored_day(connection, on))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for number, currency, identity in connection.execute(
        select(table.customer_number, table.currency, table.notice_id).where(*mine)
    ):
        if identity not in without:
            found[number].add(currency)
    return found


def bounced(connection: Connection, entity: str) -> set[str]:
    """Return the e-mail addresses from which the newest letter came back."""
    told_ = told(entity).where(dunning_notice.c.channel == "email").order_by(dunning_notice.c.no).subquery()
    chosen = select(told_.c.recipient, told_.c.state).order_by(told_.c.no)
    newest_ = {row.recipient: LetterState(row.state) for row in connection.execute(chosen)}
    return {address for address, state in newest_.items() if state is LetterState.BOUNCED}


def steps_of(connection: Connection, identity: str) -> list[Row[Any]]:
    """Return what became of a letter, in order."""
    table = dunning_step
    return list(connection.execute(select(table).where(table.c.notice_id == identity).order_by(table.c.no)))


def contacted(book: Book, seen: Queued, on: date, at: datetime) -> None:
    """Write a letter that went into the contact log, where the next look at it is said."""
    row, lines = seen.row, lines_of(book.connection, [seen.row.notice_id])
    spoke = Contact(
        row.customer_number,
        Channel.EMAIL if row.channel == "email" else Channel.LETTER,
        Outcome.LEFT_MESSAGE,
        on,
        "",
        tuple(sorted({line.item_id for line in lines})),
        f"{row.subject} ({row.notice_id})",
        "see that the money came",
        on + AGAIN,
    )
    contact_log.log(book, spoke, at)


def named(connection: Connection, entity: str) -> dict[str, str]:
    """Return the ids of an entity's letters, by Message-ID and by themselves: what an answer may name."""
    table = dunning_notice
    rows = connection.execute(select(table.c.notice_id, table.c.message_id).where(table.c.entity == entity)).all()
    return {row.notice_id: row.notice_id for row in rows} | {row.message_id: row.notice_id for row in rows}
