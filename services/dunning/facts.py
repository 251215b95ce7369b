"""What a plan of letters is made from: what is open, whom to write to, and why something is left alone."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
from sqlalchemy import Connection, text

import ledger
from credit import charges
from dunning import agencies, arrangements, cases, notices, promises
from dunning.planning import PARTS, Addressee
from dunning.promises import State
from dunning.suppressed import DO_NOT_EMAIL
from kit.db import frame, stored_day
from ledger.kinds import SET_ASIDE
from ledger.master import Contact
from ledger.records import ItemType
from services.credit import policies
from services.workspace import Workspace

#: Contacts before this many days are in no cap.
CONTACTS_BACK = timedelta(days=60)
ONE_DAY = timedelta(days=1)
#: Whose money comes to mind first: accounts payable, then whoever else is there.
_AP = "ap"
_SPOKEN = (
    "SELECT customer_number, note, happened_on FROM contact_entry WHERE entity = :entity AND happened_on >= :first"
)
_GUESSED = """
WITH waiting AS (SELECT item_id FROM item WHERE entity = :entity AND type = 'receipt' AND balance <> 0
  AND held_in NOT IN ({aside})),
last AS (SELECT d.decision_id, d.customer FROM waiting w JOIN decision d ON d.receipt_id = w.item_id
  AND d.no = (SELECT max(x.no) FROM decision x WHERE x.receipt_id = w.item_id))
SELECT customer FROM last WHERE customer <> ''
UNION SELECT t.held_for FROM last l JOIN proposal p ON p.decision_id = l.decision_id AND p.rank = 1
  JOIN item t ON t.item_id = p.item_id WHERE t.held_for IS NOT NULL
""".replace("{aside}", ", ".join(f"'{one}'" for one in SET_ASIDE))
#: What is looked at of what is owed, and what a part calls it.
_NAMED = {
    "document_number": "number",
    "issue_date": "issued_on",
    "due_date": "due_on",
    "amount": "original",
    "open_amount": "minor",
}
_PART = ("customer_number", "currency", "item_id", "instalment", *_NAMED, "document_type")
#: Who knows why documents are left alone on a day: id of the document -> reason. The first that says something counts.
Alone = Callable[[Connection, str, date], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is open on a day (columns PARTS), and whom to write to."""

    parts: pl.DataFrame
    people: Mapping[str, Addressee]


def of(workspace: Workspace, connection: Connection, on: date, *, letters_before: date | None = None) -> Facts:
    """Return the facts of a day; of a past day as the books say it was.

    With `letters_before` the letters of that day and later count as if they had not been written.
    """
    entity = workspace.settings.entity
    held, cash = ledger.reads.held(connection, on, entity, columns=_PART)
    alone = documents(connection, entity, on)
    levels = notices.levels(connection, entity, min(on, letters_before - ONE_DAY) if letters_before else on)
    parts = _parts(held, alone, levels, ledger.reads.arrived(connection, entity, on))
    return Facts(parts, _people(workspace, connection, on, held, cash, letters_before))


def _parts(
    held: pl.DataFrame, alone: Mapping[str, str], levels: pl.DataFrame, arrived: Collection[str]
) -> pl.DataFrame:
    """Return what is owed, with the last letter it was in: columns PARTS."""
    owed = held.filter((pl.col("open_amount") > 0) & (pl.col("customer_number") != "")).rename(_NAMED)
    told = {"item_id": list(alone), "left_alone": list(alone.values())}
    why = pl.DataFrame(told, dict.fromkeys(told, pl.String))
    usual = pl.when(pl.col("document_type") == ItemType.DEDUCTION).then(pl.lit("disputed")).otherwise(pl.lit(""))
    both = owed.join(why, on="item_id", how="left").join(levels, on=["item_id", "instalment"], how="left")
    here = pl.col("item_id").is_in(list(arrived)).alias("arrived")
    filled = (pl.col("left_alone").fill_null(usual), pl.col("level").fill_null(0), here)
    return both.with_columns(*filled).select(list(PARTS))


def documents(connection: Connection, entity: str, on: date) -> dict[str, str]:
    """Return the documents nobody is asked for, and why; what stands first in DOCUMENTS goes before."""
    found: dict[str, str] = {}
    for told in reversed(DOCUMENTS):
        found |= told(connection, entity, on)
    return found


def _promised(connection: Connection, entity: str, on: date) -> Mapping[str, str]:
    """Return what is promised and not due by the promise yet."""
    found = promises.of(connection, entity, on)
    return {one.item_id: "promised" for one in found if one.state is State.OPEN}


def _disputed(connection: Connection, entity: str, _on: date) -> Mapping[str, str]:
    """Return what is disputed beside the deductions."""
    return dict.fromkeys(cases.disputed(connection, entity), "disputed")


def _in_plan(connection: Connection, entity: str, on: date) -> Mapping[str, str]:
    """Return what is in a plan or a settlement that is kept so far."""
    return dict.fromkeys(arrangements.held(connection, entity, on), "in_plan")


def _not_received(connection: Connection, entity: str, _on: date) -> Mapping[str, str]:
    """Return what never reached the customer (DUTIES B6a)."""
    return dict.fromkeys(ledger.reads.not_received(connection, entity)["item_id"].to_list(), "not_received")


#: Hand-written, what speaks most first.
DOCUMENTS: tuple[Alone, ...] = (_disputed, _promised, _in_plan, _not_received)


def _people(  # noqa: PLR0917 - each is needed
    workspace: Workspace,
    connection: Connection,
    on: date,
    held: pl.DataFrame,
    cash: pl.DataFrame,
    letters_before: date | None,
) -> dict[str, Addressee]:
    """Return everybody we know, with what is needed to write to them."""
    entity = workspace.settings.entity
    alone = _customers(workspace, connection, on, cash)
    kept = _credits(held, cash)
    languages = ledger.customers.spoken(connection, entity)
    contacts = ledger.master.held(connection, entity, Contact, on)
    mails, back = _mails(contacts), notices.bounced(connection, entity)
    by_statute = charges.statutory(policies.of(workspace, on)) is not None
    agreed = charges.bases(connection, entity, on)
    billed = dict(ledger.master.billed(connection, entity, on).select("customer_number", "address").iter_rows())
    without = notices.since(connection, entity, letters_before)
    spoken = _spoken(connection, entity, on, without)
    written = notices.written_on(connection, entity, on, without)
    return {
        row["customer_number"]: Addressee(
            row["customer_number"],
            row["name"],
            email,
            (billed.get(row["customer_number"]) or row["address"]).strip(),
            fell_back=why,
            left_alone=alone.get(row["customer_number"], ""),
            written=frozenset(written[row["customer_number"]]),
            barred=_silent(mails[row["customer_number"]]),
            language=languages.get(row["customer_number"], "en"),
            risk_class=row["risk_class"],
            contacted=tuple(spoken[row["customer_number"]]),
            credits=kept[row["customer_number"]],
            chargeable=by_statute or row["customer_number"] in agreed,
        )
        for row in ledger.reads.customers(connection, entity).iter_rows(named=True)
        for email, why in [_mail(row["email"].strip(), mails[row["customer_number"]], back)]
    }


def address(connection: Connection, entity: str, number: str, on: date) -> str:
    """Return where e-mail to one customer goes, empty where none may."""
    mine = pl.col("customer_number") == number
    mails = _mails(ledger.master.held(connection, entity, Contact, on).filter(mine))
    own = ledger.reads.customers(connection, entity).filter(mine)["email"].to_list()
    return _mail(own[0].strip() if own else "", mails[number], set(notices.bounced(connection, entity)))[0]


@dataclass(slots=True)
class _Mails:
    """The addresses of a customer's people, the first to be written to first, and those that must not be."""

    usable: list[str]
    barred: dict[str, str]


def _mails(contacts: pl.DataFrame) -> defaultdict[str, _Mails]:
    """Return the e-mail addresses of customers' people."""
    found: defaultdict[str, _Mails] = defaultdict(lambda: _Mails([], {}))
    rows = sorted(contacts.iter_rows(named=True), key=lambda row: (_AP not in row["roles"], row["name"]))
    for row in rows:
        mine, address = found[row["customer_number"]], row["email"].strip()
        if address and (row["do_not_email"] or row["bounced_on"] is not None):
            mine.barred[address] = DO_NOT_EMAIL if row["do_not_email"] else "bounced"
        elif address and _AP in row["roles"]:
            mine.usable.append(address)
    return found


def _mail(own: str, mine: _Mails, bounced: set[str]) -> tuple[str, str]:
    """Return where e-mail goes, to accounts payable or else to the customer's own address; or why it goes nowhere."""
    wished = [*mine.usable, *([own] if own else [])]
    barred = mine.barred | dict.fromkeys(bounced.intersection(wished), "bounced")
    usable = [one for one in wished if one not in barred and _plain(one)]
    if usable:
        return usable[0], ""
    return "", next((barred[one] for one in [*wished, *mine.barred] if one in barred), "")


def _silent(mine: _Mails) -> tuple[str, ...]:
    """Return the addresses that said not to be mailed."""
    return tuple(address for address, why in mine.barred.items() if why == DO_NOT_EMAIL)


def _plain(address: str) -> bool:
    """Say whether an address is one that mail can go to: nothing in it can begin another header or address."""
    name, at, host = address.partition("@")
    return bool(name and at and host) and address.isascii() and not set(address) & set(' \t\r\n,;:<>()[]"\\')


def _customers(workspace: Workspace, connection: Connection, on: date, cash: pl.DataFrame) -> dict[str, str]:
    """Return the customers nobody writes to, and why."""
    entity = workspace.settings.entity
    waiting = cash.filter(~pl.col("held_in").is_in(SET_ASIDE))["customer_number"].to_list()
    guessed = connection.execute(text(_GUESSED).bindparams(entity=entity)).scalars() if _is_now(workspace, on) else ()
    found = dict.fromkeys([*waiting, *guessed], "cash_waiting")
    for told in reversed(CUSTOMERS):
        found |= told(connection, entity, on)
    return found | dict.fromkeys(notices.blocked(connection, entity, on), "blocked")


#: Who else knows why nobody writes to a customer: number -> reason.
CUSTOMERS: tuple[Alone, ...] = (agencies.placed,)


def _is_now(workspace: Workspace, on: date) -> bool:
    """Say whether what waits today waited on the day as well."""
    return on >= workspace.today()


def _credits(held: pl.DataFrame, cash: pl.DataFrame) -> defaultdict[str, dict[str, int]]:
    """Return what customers have to their credit: open credit memos, and cash that is held for them on purpose."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    kept = cash.filter(pl.col("held_in").is_in(SET_ASIDE))
    names = ("customer_number", "currency", "open_amount")
    both = pl.concat([held.filter(pl.col("open_amount") < 0).select(names), kept.select(names)])
    for number, currency, minor in both.iter_rows():
        found[number][currency] = found[number].get(currency, 0) - minor
    return found


def _spoken(connection: Connection, entity: str, on: date, without: Collection[str]) -> defaultdict[str, list[date]]:
    """Return the days of contacts with customers, up to a day, but for some letters."""
    first = stored_day(connection, on - CONTACTS_BACK)
    schema = {"customer_number": pl.String, "note": pl.String, "happened_on": pl.Date}
    held = frame(connection, text(_SPOKEN).bindparams(entity=entity, first=first), schema)
    found: defaultdict[str, list[date]] = defaultdict(list)
    for number, note, when in held.filter(pl.col("happened_on") <= on).iter_rows():
        if notices.about(note) not in without:
            found[number].append(when)
    return found
