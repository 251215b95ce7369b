"""The demo is a morning at the desk: customers, open items and bank files, taken in, matched and posted."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

import ledger
import parsers
from kit.refusals import AlreadyTaken, NotFound
from services import exports, intake, matching
from services.banking import pins
from services.banking.reading import reading
from services.importing import subledger
from services.intake import FileOutcome
from services.matching import Summary
from services.workspace import Progress, Workspace

MORNING = Path(__file__).parents[1] / "fixtures" / "bank_files" / "morning"
ACTOR = "demo"
#: Sheet -> who takes it, in this order.
SHEETS: tuple[tuple[str, Callable[..., object]], ...] = (
    ("customers.csv", subledger.customers),
    ("open_items.csv", subledger.items),
    ("payer_links.csv", subledger.payer_links),
)
#: What lies beside the bank files of the folder: sheets, the truth, and what it is.
BESIDE = {"README.md", "truth.csv", "truth_applications.csv", "truth_totals.csv", *(sheet for sheet, _ in SHEETS)}


@dataclass(frozen=True, slots=True)
class Morning:
    """What the morning came to: its files, the refusals of those taken before, the run, and the result table."""

    files: tuple[FileOutcome, ...]
    before: tuple[str, ...]
    summary: Summary
    table: pl.DataFrame


def morning(workspace: Workspace, *, progress: Progress, folder: Path = MORNING) -> Morning:
    """Take the sample morning in and match it as of its own day; what was taken before is not taken again."""
    if not folder.is_dir():
        raise NotFound(f"{folder}: the sample morning is not there; it comes with the source, not with the package")
    for sheet, take in SHEETS:
        progress(f"importing {sheet}", 0, 0)
        if (folder / sheet).is_file():
            take(workspace, folder / sheet, actor=ACTOR)
    paths = bank_files(folder)
    files: list[FileOutcome] = []
    before: list[str] = []
    for done, path in enumerate(paths):
        progress("reading bank files", done, len(paths))
        data = path.read_bytes()
        confirm(workspace, data, path.name, actor=ACTOR)
        try:
            files.append(intake.take(workspace, data, path.name, actor=ACTOR))
        except AlreadyTaken as known:
            before.append(known.detail)
            files.append(intake.taken(workspace, hashlib.sha256(data).hexdigest()))
    days = [file.latest_on for file in files if file.latest_on]
    summary = matching.run(workspace, as_of=max(days, default=workspace.today()), progress=progress)
    return Morning(tuple(files), tuple(before), summary, result(workspace))


def bank_files(folder: Path = MORNING) -> list[Path]:
    """Return the files of the banks and payers in the folder, by name."""
    return sorted(path for path in folder.iterdir() if path.name not in BESIDE and path.is_file())


def confirm(workspace: Workspace, data: bytes, name: str, *, actor: str) -> None:
    """Confirm how a bank's table is read, as a person would who looked at it; once, and of tables only."""
    known = parsers.recognised(data, reading(workspace))
    if known and known.name in parsers.TABLES and not pins.guess(workspace, data, name).confirmed:
        pins.confirm(workspace, data, name, actor=actor)


def result(workspace: Workspace) -> pl.DataFrame:
    """Return what became of every receipt: a row a method and currency, a column a status, and the money applied."""
    with workspace.database.reading() as connection:
        rows = ledger.reads.receipts(connection, workspace.settings.entity)
    counts = [
        pl.len().alias("receipts"),
        *((pl.col("status") == status).sum().alias(status) for status in STATUSES),
        pl.col("amount").sum(),
        pl.col("applied_amount").sum(),
    ]
    told = rows.filter(pl.col("status") != "settled_elsewhere").group_by("method", "currency").agg(counts)
    table = told.sort("currency", "method")
    return table.with_columns(exports.decimals(table, name) for name in ("amount", "applied_amount"))


#: The statuses of a receipt that is money of its own, as the result table shows them.
STATUSES = ("applied", "partially_applied", "review", "unapplied", "unidentified", "not_ar")
