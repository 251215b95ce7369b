"""Which decided receipts are decided anew, and what becomes of them: an advice came later, or a line is explained.

The engine decides them as if their postings were not there. The same answer renews the certificate; another one takes
the old applications back and posts the new ones in one command; an answer that only adds posts the rest. What a person
decided, what the ERP has rejected and what was built upon is never touched: a person is asked, with the new answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import polars as pl
from sqlalchemy import Connection, func, select

import ledger
from kit.conditions import unset
from kit.db import among
from kit.sealing import plain
from ledger import tables
from ledger.kinds import SET_ASIDE
from services.banking import advised
from services.banking.advices import AGAIN
from services.decisions import finals

#: The reason of a receipt about which a person is asked because its remittance came late.
LATE = "late_remittance"
#: The reason of a receipt whose posting a person took back: the engine offers, and posts nothing.
UNDONE = "undone"
#: Acts of a person that decide nothing.
PASSIVE = frozenset({"park"})
#: The reason of a receipt whose lines name something that was not open.
INCOMPLETE = "remittance_incomplete"
ENGINE = "engine"

Row = dict[str, Any]


class Taken(NamedTuple):
    """What one application takes off its item; minor units, cash of a credit memo negative."""

    item_id: str
    cash: int
    discount: int
    write_off: int
    deduction: int
    deduction_reason: str

    @property
    def leaves(self) -> int:
        """Return what leaves the item."""
        return self.cash + self.discount + self.write_off + self.deduction


@dataclass(frozen=True, slots=True)
class Applied:
    """An application that stands: the document's number, what it takes, and the deduction it opened (`""`: none)."""

    application_id: str
    number: str
    taken: Taken
    deduction_item: str = ""


@dataclass(frozen=True, slots=True)
class Reopened:
    """A decided receipt that is decided anew: what of it stands, and the file whose advice came later.

    Without a file only a rest may be applied. `asked` says why a person has the last word, `""` where the engine has.
    `left` is the money that an answer can use, minor units: what was refunded or booked out meanwhile is gone. None in
    runs that were kept before it was asked.
    """

    applied: tuple[Applied, ...]
    source: str
    asked: str = ""
    left: int | None = None

    def plain(self) -> Row:
        """Return it as JSON holds it."""
        return asdict(self)

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> "Reopened":
        """Return it from what JSON holds."""
        applied = [Applied(**{**one, "taken": Taken(*one["taken"])}) for one in plain["applied"]]
        return cls(tuple(applied), plain["source"], plain["asked"], plain.get("left"))


def candidates(
    connection: Connection,
    everything: pl.DataFrame,
    items: pl.DataFrame,
    said: Mapping[str, advised.Advised],
) -> dict[str, Reopened]:
    """Return the receipts to decide anew; those of which nothing is applied wait and are decided in any case.

    They are those whose advice came late, and those with a line that names something which is open now.
    """
    came = late(connection)
    open_numbers = {_plain(number) for number in items["document_number"]}
    decided = decisions(connection)
    chosen: dict[str, str] = {}
    for row in everything.iter_rows(named=True):
        receipt_id, whole = row["receipt_id"], row["unapplied"] == row["amount"]
        if receipt_id in came:
            if not (whole and _waits(row)):
                chosen[receipt_id] = came[receipt_id]
        elif row["unapplied"] and not whole and decided.get(receipt_id, (0, ""))[1] == INCOMPLETE:
            numbers = {_plain(line["reference"]) for line in advised.lines(row, said) if line["reference"]}
            chosen |= {receipt_id: ""} if numbers & open_numbers else {}
    unapplied = dict(everything.select("receipt_id", "unapplied").rows()) if chosen else {}
    return dict(_reopened(connection, chosen, unapplied)) if chosen else {}


def likely(connection: Connection) -> bool:
    """Return whether anything may have to be decided anew; most runs have nothing."""
    item = tables.item
    incomplete = [one for one, (_, reason) in decisions(connection).items() if reason == INCOMPLETE]
    mine = select(item.c.item_id).where(among(connection, item.c.item_id, incomplete), item.c.balance != 0).limit(1)
    return bool(late(connection)) or bool(incomplete and connection.execute(mine).first())


def taken_back(connection: Connection, receipts: Iterable[str]) -> set[str]:
    """Return those of the receipts about which a person's last word was to take the posting back.

    It stands until somebody says what the receipt pays: a note, or who paid, does not lift it.
    """
    made = tables.resolution
    said = made.c.action.in_((*finals.ANSWERING, *finals.UNDOING))
    newest = select(func.max(made.c.no)).where(said).group_by(made.c.receipt_id)
    chosen = select(made.c.receipt_id).where(made.c.no.in_(newest), made.c.action.in_(finals.UNDOING))
    return set(connection.execute(chosen).scalars()) & set(receipts)


def late(connection: Connection) -> dict[str, str]:
    """Return receipt -> the files of the advices that were attached after the receipt was decided."""
    batches: dict[str, int] = {}
    brought: dict[str, list[str]] = defaultdict(list)
    for advice, (batch, ties) in advised.newest(connection).items():
        for tie in ties:
            if tie.rule != AGAIN:
                batches[tie.by] = max(batch, batches.get(tie.by, 0))
                brought[tie.by].append(advice)
    if not batches:
        return {}
    known = decisions(connection)
    receipts = {ledger.receipt_id(entry): entry for entry in batches}
    came = {one: entry for one, entry in receipts.items() if one in known and batches[entry] > known[one][0]}
    names = _files(connection, {advice for entry in came.values() for advice in brought[entry]})
    return {one: ", ".join(sorted({names[advice] for advice in brought[entry]})) for one, entry in came.items()}


def restored(connection: Connection, items: pl.DataFrame, reopened: Mapping[str, Reopened]) -> pl.DataFrame:
    """Return the open items as if what stands of the receipts were not there."""
    if not reopened:
        return items
    back: dict[str, int] = defaultdict(int)
    for one in reopened.values():
        for applied in one.applied:
            back[applied.taken.item_id] += applied.taken.leaves
    opened = {applied.deduction_item for one in reopened.values() for applied in one.applied}
    closed = ledger.worklists.items_of(connection, set(back) - set(items["item_id"]))
    whole = pl.concat([items, closed.select(items.columns)])
    more = pl.DataFrame(list(back.items()), schema={"item_id": pl.String, "back": pl.Int64}, orient="row")
    return (
        whole.join(more, on="item_id", how="left", maintain_order="left")
        .with_columns(pl.col("open") + pl.col("back").fill_null(0))
        .drop("back")
        .filter(pl.col("open") != 0, ~pl.col("item_id").is_in(sorted(opened)))
    )


def decisions(connection: Connection) -> dict[str, tuple[int, str]]:
    """Return receipt -> the batch and the reason of its newest decision."""
    made = tables.decision
    newest = select(func.max(made.c.no)).group_by(made.c.receipt_id)
    chosen = select(made.c.receipt_id, made.c.batch, made.c.reason).where(made.c.no.in_(newest))
    return {row.receipt_id: (row.batch, row.reason) for row in connection.execute(chosen)}


def _waits(row: Mapping[str, Any]) -> bool:
    """Return whether a receipt waits to be decided: what a person put on account or booked out does not."""
    return row["status"] in ledger.reads.WAITING and row["held_in"] not in SET_ASIDE


def _files(connection: Connection, advices: Iterable[str]) -> dict[str, str]:
    """Return the names of the files that advices came in."""
    entry, file = tables.bank_entry, tables.bank_file
    chosen = select(entry.c.entry_id, file.c.name).join(file, file.c.sha256 == entry.c.sha256)
    return {
        row.entry_id: row.name for row in connection.execute(chosen.where(among(connection, entry.c.entry_id, advices)))
    }


def _reopened(
    connection: Connection, chosen: Mapping[str, str], unapplied: Mapping[str, int]
) -> Iterator[tuple[str, Reopened]]:
    """Yield the receipts with what stands of them; without an advice only those that are the engine's alone."""
    standing = _standing(connection, chosen)
    people = _people(connection, chosen)
    moved = _moved(connection, [row for rows in standing.values() for row in rows])
    refused = _rejected(connection, [row for rows in standing.values() for row in rows])
    for receipt_id, source in sorted(chosen.items()):
        rows = standing.get(receipt_id, [])
        why = {
            "a person decided it": receipt_id in people or any(row["decided_by"] != ENGINE for row in rows),
            "the ERP rejected its posting": any(row["entry_no"] in refused for row in rows),
            "a deduction it opened was settled": any(row["deduction_item_id"] in moved for row in rows),
            "nothing of it stands that could be taken back": not rows,
        }
        asked = next((said for said, holds in why.items() if holds), "")
        if source or not asked:
            left = unapplied[receipt_id] + sum(row["cash"] for row in rows)
            yield receipt_id, Reopened(tuple(map(_applied, rows)), source, asked, left)


def _applied(row: Mapping[str, Any]) -> Applied:
    """Return an application as it is remembered."""
    taken = Taken(*(row[name] for name in Taken._fields))
    return Applied(row["application_id"], row["number"], taken, row["deduction_item_id"] or "")


def _standing(connection: Connection, receipts: Iterable[str]) -> dict[str, list[Row]]:
    """Return the applications of receipts that stand, in their order."""
    table, later, item = tables.application, tables.application.alias("later"), tables.item
    undone = select(later.c.no).where(later.c.reverses == table.c.no).exists()
    chosen = select(table, item.c.number).join(item, item.c.item_id == table.c.item_id)
    mine = chosen.where(among(connection, table.c.receipt_id, receipts), unset(table.c.reverses), ~undone)
    found: dict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(mine.order_by(table.c.no)).mappings():
        found[row["receipt_id"]].append(dict(row))
    return found


def _people(connection: Connection, receipts: Iterable[str]) -> set[str]:
    """Return the receipts about which a person decided something."""
    made = tables.resolution
    mine = among(connection, made.c.receipt_id, receipts)
    return set(connection.execute(select(made.c.receipt_id).where(mine, made.c.action.not_in(PASSIVE))).scalars())


def _moved(connection: Connection, rows: Sequence[Row]) -> set[str]:
    """Return the deductions that were opened and are no longer whole."""
    item = tables.item
    wanted = {row["deduction_item_id"] for row in rows if row["deduction_item_id"]}
    chosen = select(item.c.item_id).where(among(connection, item.c.item_id, wanted), item.c.balance != item.c.amount)
    return set(connection.execute(chosen).scalars()) if wanted else set()


def _rejected(connection: Connection, rows: Sequence[Row]) -> set[int]:
    """Return the entries of which the ERP rejected a posting and has not accepted it since."""
    said, posting = tables.acknowledgement, tables.posting
    answers = connection.execute(select(said.c.first, said.c.last, said.c.state).order_by(said.c.no)).all()
    if not any(one.state == "rejected" for one in answers):
        return set()
    wanted = among(connection, posting.c.entry_no, {row["entry_no"] for row in rows})
    found: set[int] = set()
    for number, entry_no in connection.execute(select(posting.c.no, posting.c.entry_no).where(wanted)):
        for sequence in (2 * number - 1, 2 * number):  # a posting is two rows of the feed
            states = [one.state for one in answers if one.first <= sequence <= one.last]
            if states and states[-1] == "rejected":
                found.add(entry_no)
    return found


def _plain(number: str) -> str:
    """Return a number as two parties write it alike."""
    return plain(number).lstrip("0")
