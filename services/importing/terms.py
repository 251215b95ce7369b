"""Importing takes terms of payment and holidays from a sheet: an instalment a row, the rows of a code together."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial as bound
from pathlib import Path

import polars as pl

import ledger
from kit.findings import Finding
from kit.terms import Basis, Line, Roll, Terms, WrongTermsError, basis_points, due, tiers
from ledger.terms import ALWAYS, Holiday, NewTerms
from services.importing import master, sheets
from services.importing.rows import LINE, BadRowError, ImportOutcome, Prepared, Request, Row, Sorted, imported, sort
from services.master import changing
from services.workspace import Workspace

TERMS_COLUMNS = ("terms", "due")
HOLIDAY_COLUMNS = ("date",)
NO = {"0", "false", "no", "n"}


@dataclass(frozen=True, slots=True)
class TermsRow:
    """One instalment of some terms, and what its row says of the whole."""

    at: int
    code: str
    name: str
    line: Line
    basis: Basis
    roll: Roll
    grace_days: int
    valid_from: date | None

    @property
    def whole(self) -> tuple[object, ...]:
        """Return what all rows of the terms must say alike."""
        return self.name, self.basis, self.roll, self.grace_days


def terms(workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Take terms: a known code with other lines gets a new version, for documents from its day on."""
    frame = sheets.read(workspace, path, TERMS_COLUMNS)
    return imported(workspace, Request(path, "terms", actor, partial), frame, _terms)


def holidays(workspace: Workspace, path: Path, *, actor: str, partial: bool = False) -> ImportOutcome:
    """Take holidays, and those that are none after all (`closed` no)."""
    frame = sheets.read(workspace, path, HOLIDAY_COLUMNS)
    return imported(workspace, Request(path, "holidays", actor, partial), frame, _holidays)


def _terms(workspace: Workspace, rows: pl.DataFrame) -> Prepared[NewTerms]:
    """Read the terms of one entity."""
    sheet = sort(rows, _row, lambda one: (ledger.terms.key(one.code), one.line, one.at))
    with workspace.database.reading() as connection:
        known = ledger.terms.agreed(connection, workspace.settings.entity)
        bought_by = ledger.terms.bought_by(connection, workspace.settings.entity)
    held: defaultdict[tuple[str, date | None], list[TermsRow]] = defaultdict(list)
    for one in sheet.taken:
        held[ledger.terms.key(one.code), one.valid_from].append(one)
    made: list[NewTerms] = []
    findings = list(sheet.findings)
    for (code, _), lines in held.items():
        try:
            agreed = _made(lines)
        except WrongTermsError as wrong:
            findings.append(Finding(lines[0].at, "row_not_taken", f"terms {lines[0].code}: {wrong}"))
            continue
        first = known.meaning(code, workspace.today(), bought_by) is None
        made.append(NewTerms(lines[0].code, agreed, lines[0].valid_from or (ALWAYS if first else workspace.today())))
    return Prepared(Sorted(sheet.rows, made, findings), bound(_agree, workspace))


def _row(row: Row) -> TermsRow:
    """Read one row of terms."""
    try:
        return TermsRow(
            at=int(row.needed(LINE)),
            code=row.needed("terms"),
            name=row.text("name"),
            line=_line(row),
            basis=Basis(row.text("basis") or Basis.INVOICE),
            roll=Roll(row.text("roll") or Roll.NONE),
            grace_days=int(row.text("grace_days") or 0),
            valid_from=row.day("valid_from") if row.text("valid_from") else None,
        )
    except ValueError as wrong:
        raise BadRowError(str(wrong)) from wrong


def _line(row: Row) -> Line:
    """Read a row's share, rule and discounts. Refused: WrongTermsError."""
    share = row.text("share").replace(" ", "")
    percent = share.removesuffix("%")
    points = basis_points(percent) if share != percent and percent.replace(".", "", 1).isdecimal() else 0
    if share and share.endswith("%") and not points:
        raise WrongTermsError(f"share {share!r} is no part of the whole")
    return Line(due(row.needed("due")), points, "" if points else share, tiers(row.text("discounts")))


def _made(rows: list[TermsRow]) -> Terms:
    """Put the rows of one code together. Refused: WrongTermsError."""
    first = rows[0]
    if any(row.whole != first.whole for row in rows):
        raise WrongTermsError("its rows differ in name, basis, roll or grace_days")
    return Terms(tuple(row.line for row in rows), first.basis, first.roll, first.grace_days, first.name)


def _holidays(_: Workspace, rows: pl.DataFrame) -> Prepared[Holiday]:
    """Read the holidays of one entity."""
    return Prepared(
        sort(rows, lambda row: Holiday(row.day("date"), row.text("name"), closed=_closed(row)), lambda one: (one.day,)),
        _keep,
    )


def _closed(row: Row) -> bool:
    """Return whether the day is a holiday, or none after all."""
    return row.text("closed").lower() not in NO


def _agree(workspace: Workspace, book: ledger.Book, new: list[NewTerms]) -> tuple[int, int, Iterable[Finding]]:
    """Write terms; new versions of those that are kept are asked for."""
    at_once, waits = changing.of_terms(book, new)
    written = ledger.terms.agree(book, at_once)
    return written, len(at_once) - written, master.waiting(workspace, book, waits, "import terms")


def _keep(book: ledger.Book, new: list[Holiday]) -> tuple[int, int, Iterable[Finding]]:
    """Write holidays."""
    written = ledger.terms.keep_holidays(book, new)
    return written, len(new) - written, ()
