"""What an ERP is to be told: each receipt as it stands, where it stands otherwise than the ERP was told last."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl
from sqlalchemy import Connection, func, select

import ledger
from ledger import tables
from ledger.erp import NewInstruction, State, Step
from services.commands import command
from services.erp.records import Instruction, Line, instruction
from services.erp.targets import Target
from services.workspace import Workspace

#: Receipts that no receivable is told of.
_NOT_TOLD = ("not_ar", "settled_elsewhere")
#: What a receipt is called whose documents are in several states.
WORST = (State.REJECTED, State.UNCERTAIN, State.SENT, State.PENDING, State.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Standing:
    """What an ERP was told of a receipt last, whether it has answered, and what stands there; minor units."""

    newest: Instruction
    answered: bool
    rejected: bool
    base: str
    confirmed: Instruction | None
    state: str
    cash: int
    applied: int


def plan(workspace: Workspace, target: Target, actor: str) -> int:
    """Write the instructions that are missing, their documents pending; return how many.

    A receipt whose last instruction is not answered waits. Receipts are read before the books are opened for writing,
    which then takes no longer than what is missing; whatever moved meanwhile waits for the next run. Of receipts that
    an earlier run read nothing is read until something of them moves, or the table of ERPs says something else.
    """
    with workspace.database.reading() as connection:
        newest = connection.scalar(select(func.coalesce(func.max(tables.batch.c.no), 0)))
        read, moved = _unread(connection, target)
        standing = stands(connection, target, moved)
        found = (_next(one, standing.get(one.receipt_id)) for one in wanted(connection, target, moved))
        due = {one.receipt_id: one for one in found if one is not None}
    if not due:
        return 0
    with command(workspace, "erp plan", actor, {"erp": target.name}) as book:
        still = stands(book.connection, target, due)
        fresh = [one for receipt, one in due.items() if still.get(receipt) == standing.get(receipt)]
        rows = [NewInstruction(target.name, one.receipt_id, one.version, one.content()) for one in fresh]
        ledger.erp.add_instructions(book, rows)
        at = int(workspace.now().timestamp() * 1_000_000)
        ledger.erp.add_steps(book, [step for one in fresh for step in _pending(target, one, at)])
        book.result = {"planned": len(fresh), "read": newest if len(fresh) == len(due) else read, "as": _as(target)}
    return len(fresh)


def _unread(connection: Connection, target: Target) -> tuple[int, set[str] | None]:
    """Return up to which batch an earlier run read all receipts, and those that moved since; None: all are read."""
    told = ledger.erp.planned(connection, target.name, target.entity)
    if told.get("as") != _as(target):
        return 0, None
    read = int(told["read"])
    return read, ledger.erp.moved(connection, target.name, target.entity, read)


def _as(target: Target) -> list[str]:
    """Return what of an ERP's table decides which receipts it is told."""
    return [target.adapter, target.suspense_customer, str(target.since or "")]


def wanted(connection: Connection, target: Target, among: Collection[str] | None = None) -> Iterator[Instruction]:
    """Yield each receipt, or some, that the ERP is to hold as it stands now, in order; one taken back has no amount.

    Money that another system had booked before it came to us is there already, and not told.
    """
    receipts = ledger.reads.receipts(connection, target.entity, among).filter(
        ~pl.col("status").is_in(_NOT_TOLD), pl.col("entry_id") != ""
    )
    if target.since is not None:
        receipts = receipts.filter(pl.col("received_on") >= target.since)
    applied = ledger.reads.applied(connection, target.entity, among)
    numbers = {*receipts["customer_number"], *applied["document_number"]}
    keys = ledger.erp.keys(connection, target.name, None if among is None else numbers)
    lines = _lines(connection, applied, keys)
    banks = {row["role"]: row["account"] for row in ledger.reads.accounts(connection, target.entity).to_dicts()}
    for row in receipts.sort("received_on", "receipt_id").iter_rows(named=True):
        known = row["customer_number"] or ""
        customer_erp = keys.get(("customer", known), "") if known else target.suspense_customer
        if not known and not customer_erp:
            continue
        taken_back = row["status"] == "reversed"
        of_receipt = () if taken_back else lines.get(row["receipt_id"], ())
        yield Instruction(
            erp=target.name,
            entity=target.entity,
            receipt_id=row["receipt_id"],
            version=1,
            customer=known,
            customer_erp=customer_erp,
            currency=row["currency"],
            amount=0 if taken_back else row["amount"],
            received_on=row["received_on"].isoformat(),
            gl_on=row["received_on"].isoformat(),
            bank_reference=row["bank_reference"] or "",
            method=row["method"] or "",
            account=banks.get("bank", ""),
            lines=of_receipt,
        )


def stands(connection: Connection, target: Target, receipts: Collection[str] | None = None) -> dict[str, Standing]:
    """Return by receipt what the ERP was told last and how it took it; of all receipts, or of these alone."""
    told: defaultdict[str, list[Instruction]] = defaultdict(list)
    for content in ledger.erp.instructions(connection, target.name, target.entity, receipts)["content"]:
        one = instruction(content)
        told[one.receipt_id].append(one)
    steps: defaultdict[tuple[str, int], list[Mapping[str, Any]]] = defaultdict(list)
    for row in ledger.erp.deliveries(connection, target.name, receipts=receipts).iter_rows(named=True):
        steps[row["receipt_id"], row["version"]].append(row)
    return {receipt: _standing(versions, steps) for receipt, versions in told.items()}


def _standing(versions: list[Instruction], steps: Mapping[tuple[str, int], list[Mapping[str, Any]]]) -> Standing:
    """Return how a receipt stands in an ERP after its versions so far.

    What was taken without an id keeps our reference in its place, so that no later version makes a second document.
    """
    base, confirmed, cash, applied = "", None, 0, 0
    for one in versions:
        first, *rest = sorted(steps[one.receipt_id, one.version], key=lambda row: row["step"])
        taken = first["state"] == State.CONFIRMED
        if taken or first["erp_id"]:
            base = "" if taken and one.void else first["erp_id"] or first["reference"]
            cash, applied = first["cash"] or (one.amount if taken else 0), first["applied"]
        if taken and all(row["state"] == State.CONFIRMED for row in rest):
            confirmed, applied = one, one.applied
    last = [row["state"] for row in steps[versions[-1].receipt_id, versions[-1].version]]
    worst = next(state for state in WORST if state in last)
    answered = worst in {State.REJECTED, State.CONFIRMED}
    return Standing(versions[-1], answered, worst == State.REJECTED, base, confirmed, str(worst), cash, applied)


def _next(one: Instruction, standing: Standing | None) -> Instruction | None:
    """Return the instruction that is due; None: it stands as told, or the last one waits for its answer."""
    if standing is None:
        return None if one.void else one
    keyed = standing.rejected  # an id that was missing then is a reason to try again
    if not standing.answered or _facts(one, keyed=keyed) == _facts(standing.newest, keyed=keyed):
        return None
    if one.void and not standing.base:
        return None
    last = standing.confirmed if standing.base else None
    return replace(
        one,
        version=standing.newest.version + 1,
        before=last.lines if last else (),
        base=standing.base,
        same=last is not None and _whose(last) == _whose(one),
    )


def _whose(one: Instruction) -> tuple[Any, ...]:
    """Return whose money it is, and how much."""
    return (one.customer, one.customer_erp, one.currency, one.amount)


def changed(one: Instruction, standing: Standing) -> bool:
    """Say whether a receipt stands otherwise than the ERP was told last."""
    return _facts(one, keyed=False) != _facts(standing.newest, keyed=False)


def _facts(one: Instruction, *, keyed: bool) -> tuple[Any, ...]:
    """Return what makes an instruction another one; what was taken back is that and nothing else."""
    if one.void:
        return (0,)
    customer = (one.customer, one.customer_erp if keyed or not one.customer else "")
    lines = tuple(
        (line.document, line.type, line.cash, line.discount, line.write_off, line.deduction, line.erp_id * keyed)
        for line in one.lines
    )
    return (one.amount, one.currency, customer, lines)


def _pending(target: Target, one: Instruction, at: int) -> Iterator[Step]:
    """Yield the documents of an instruction, each pending."""
    for step, _ in enumerate(target.kind.steps(one), 1):
        yield Step(target.name, one.reference(step), one.receipt_id, one.version, step, 1, State.PENDING, at)


def _lines(
    connection: Connection, applied: pl.DataFrame, keys: Mapping[tuple[str, str], str]
) -> dict[str, tuple[Line, ...]]:
    """Return by receipt what it settles of each document, combined, in order of the documents."""
    left = ledger.erp.left(connection, applied["item_id"].unique())
    sums = applied.group_by("receipt_id", "document_type", "document_number", "item_id").agg(
        pl.col("cash_amount", "discount_amount", "write_off_amount", "deduction_amount").sum(),
        pl.col("deduction_reason").filter(pl.col("deduction_reason") != "").first().fill_null(""),
    )
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for row in sums.sort("receipt_id", "document_type", "document_number").iter_rows(named=True):
        open_amount, due_on = left.get(row["item_id"], (None, ""))
        line = Line(
            row["document_number"],
            row["document_type"],
            row["cash_amount"],
            row["discount_amount"],
            row["write_off_amount"],
            row["deduction_amount"],
            row["deduction_reason"],
            keys.get(("document", row["document_number"]), ""),
            open_amount == 0,
            due_on,
        )
        if any((line.cash, line.discount, line.write_off, line.deduction)):
            found[row["receipt_id"]].append(line)
    return {receipt: tuple(lines) for receipt, lines in found.items()}
