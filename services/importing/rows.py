"""A sheet's rows are read one by one and written all at once: every row, or none and the reasons why."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

import polars as pl

import ledger
from kit.days import iso
from kit.findings import Finding
from kit.ids import content_id
from kit.money import MINOR_MAX, parsed
from kit.refusals import Invalid
from ledger.evidence import BankFinding
from parsers.codes.currencies import CURRENCIES
from services.commands import command
from services.importing.loading import called
from services.workspace import Workspace

#: The column that says which line of the sheet a row is; no column of a sheet can be called so.
LINE = "line of sheet"

Taken = TypeVar("Taken")


class RowsRefused(Invalid):
    """The sheet has rows that cannot be taken, so nothing was taken."""

    code = "rows_refused"

    def __init__(self, name: str, findings: Sequence[Finding]) -> None:
        rows = "1 row" if len(findings) == 1 else f"{len(findings):,} rows"
        super().__init__(f"{name}: {rows} cannot be taken, so nothing was; --partial takes the others")
        self.reasons = tuple(f"{name}:{wrong.line}: {wrong.message}" for wrong in findings)


#: What says yes in a cell.
YES = {"1", "true", "yes", "y"}


class BadRowError(Exception):
    """This row cannot be taken; the message says why."""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What came of a sheet: rows read, newly taken, known before, and the findings of the others."""

    name: str
    rows: int
    new: int
    known: int
    findings: tuple[Finding, ...]
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet, read column by column; what cannot be read says why."""

    cells: Mapping[str, str]

    def text(self, name: str) -> str:
        """Return a cell that may be empty or absent."""
        return self.cells.get(name) or ""

    def needed(self, name: str) -> str:
        """Return a cell that must say something."""
        if value := self.text(name):
            return value
        raise BadRowError(f"{name} is empty")

    def amount(self, name: str, currency: str) -> int:
        """Return a decimal as minor units."""
        value = self.needed(name)
        minor = parsed(value, currency)
        if minor is None:
            raise BadRowError(f"{name} {value!r} is no plain amount in {currency}")
        if abs(minor) > MINOR_MAX:
            raise BadRowError(f"{name} {value} is larger than the books take")
        return minor

    def day(self, name: str) -> date:
        """Return a day written as 2026-11-20; a time after it is ignored."""
        value = self.needed(name)
        day = iso(value[:10])
        if day is None:
            raise BadRowError(f"{name} {value!r} is no day like 2026-11-20")
        return day

    def truth(self, name: str) -> bool:
        """Return whether a cell says yes; an empty one says no."""
        return self.text(name).lower() in YES

    def currency(self, default: str) -> str:
        """Return the row's currency, a code of ISO 4217, or the entity's."""
        value = self.text("currency") or default
        if value not in CURRENCIES and value != default:
            raise BadRowError(f"currency {value!r} is no ISO 4217 code")
        return value


@dataclass(frozen=True, slots=True)
class Sorted(Generic[Taken]):
    """The rows of a sheet that can be taken, and the findings of the others."""

    rows: int
    taken: list[Taken]
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class Request:
    """Which sheet somebody wants taken, and whether its good rows are wanted without the bad ones."""

    path: Path
    kind: str
    actor: str
    partial: bool


#: Writes rows; returns how many were new, how many known, and what is to be said of them.
Write = Callable[[ledger.Book, list[Taken]], tuple[int, int, Iterable[Finding]]]


@dataclass(frozen=True, slots=True)
class Prepared(Generic[Taken]):
    """What was read of one entity's rows, and how it is written."""

    sheet: Sorted[Taken]
    write: Write[Taken]
    named: tuple[str, ...] = ()  # name, currency and time zone of an entity the sheet itself tells of


def imported(
    workspace: Workspace,
    request: Request,
    frame: pl.DataFrame,
    prepare: Callable[[Workspace, pl.DataFrame], "Prepared[Taken]"],
) -> ImportOutcome:
    """Read each legal entity's rows; write them all, or none where a row cannot be taken."""
    parts = [(own, prepare(own, rows)) for own, rows in _entities(workspace, frame)]
    findings = sorted((wrong for _, part in parts for wrong in part.sheet.findings), key=lambda wrong: wrong.line)
    if findings and not request.partial:
        raise RowsRefused(request.path.name, findings)
    outcomes = [_take(own, request, part) for own, part in parts]
    return ImportOutcome(
        request.path.name,
        frame.height,
        sum(outcome.new for outcome in outcomes),
        sum(outcome.known for outcome in outcomes),
        tuple(wrong for outcome in outcomes for wrong in outcome.findings),
        replayed=all(outcome.replayed for outcome in outcomes) and bool(outcomes),
    )


def _entities(workspace: Workspace, frame: pl.DataFrame) -> Iterator[tuple[Workspace, pl.DataFrame]]:
    """Yield each legal entity's rows, with their lines, and the workspace of its books; `entity` may be left out."""
    named = pl.col("entity") if "entity" in frame.columns else pl.lit("")
    entity = pl.when(named == "").then(pl.lit(workspace.settings.entity)).otherwise(named)
    numbered = frame.with_row_index(LINE, offset=2).with_columns(pl.col(LINE).cast(pl.String), entity=entity)
    for rows in numbered.partition_by("entity", maintain_order=True):
        yield workspace.of(rows["entity"][0]), rows


def sort(
    frame: pl.DataFrame,
    read: Callable[[Row], Taken],
    key: Callable[[Taken], tuple[object, ...]],
    *,
    again: bool = False,
) -> Sorted[Taken]:
    """Read every row; one that names what an earlier row named is reported, not merged. The header is line 1.

    With `again` a row that says just what an earlier one said is no mistake.
    """
    taken: dict[tuple[object, ...], Taken] = {}
    findings: list[Finding] = []
    lines: dict[tuple[object, ...], int] = {}
    for cells in frame.iter_rows(named=True):
        line = int(cells[LINE])
        try:
            one = read(Row(cells))
        except BadRowError as wrong:
            findings.append(Finding(line, "row_not_taken", str(wrong)))
            continue
        name = key(one)
        if again and taken.get(name) == one:
            continue
        if name in taken:
            findings.append(Finding(line, "row_repeats", f"the same as line {lines[name]} names"))
            continue
        taken[name], lines[name] = one, line
    return Sorted(frame.height, list(taken.values()), findings)


def _take(workspace: Workspace, request: Request, part: Prepared[Taken]) -> ImportOutcome:
    """Write one entity's rows in one command; the same sheet with the same bad rows is the same command."""
    path, sheet = request.path, part.sheet
    code = workspace.settings.entity
    ledger.entities.ensure(workspace.database, code, *(part.named or (code, workspace.settings.currency)))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    payload = {"kind": request.kind, "sha256": sha256, "left_out": [wrong.line for wrong in sheet.findings]}
    with command(
        workspace,
        f"import {request.kind}",
        request.actor,
        payload,
        content_id("imp", request.kind, sha256, payload["left_out"]),
    ) as book:
        if book.replayed is not None:
            return ImportOutcome(called(path), sheet.rows, 0, len(sheet.taken), tuple(sheet.findings), replayed=True)
        new, known, more = part.write(book, sheet.taken)
        findings = (*sheet.findings, *more)
        ledger.evidence.add(book, [_kept(sha256, called(path), wrong) for wrong in findings])
        book.result = {"rows": sheet.rows, "new": new, "known": known, "findings": len(findings)}
    return ImportOutcome(called(path), sheet.rows, new, known, findings)


def _kept(sha256: str, name: str, wrong: Finding) -> BankFinding:
    """Return a finding as it is kept."""
    return BankFinding(sha256, name, wrong.line, wrong.code, wrong.message, wrong.severity.value, wrong.raw)
