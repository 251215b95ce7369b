"""What comes in: sheets, bank files, and the run that matches them."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import typer

from cli import books, say
from cli.asked import Asked
from kit.money import grouped
from kit.refusals import Refused, TooLarge
from parsers import FORMATS
from services import intake, matching
from services.banking import turned_away
from services.importing import accounts, authorities, languages, master, rates, receipts, sendings, subledger, terms
from services.importing.loading import called, loaded
from services.intake import FileOutcome
from services.matching import Summary
from services.workspace import Workspace

ACTOR = "cli"
FINDINGS_SHOWN = 20
SHEETS = {
    "customers": subledger.customers,
    "items": subledger.items,
    "payer-links": subledger.payer_links,
    "terms": terms.terms,
    "holidays": terms.holidays,
    "accounts": accounts.accounts,
    "authorities": authorities.authorities,
    "languages": languages.languages,
    "rates": rates.rates,
    "receipts": receipts.receipts,
    "sendings": sendings.sendings,
    **master.IMPORTS,
}


def sheet(asked: Asked, kind: str, path: Path, *, partial: bool) -> None:
    """Import one sheet."""
    outcome = SHEETS[kind](books.writing(asked), path, actor=ACTOR, partial=partial)
    again = " (taken before: nothing changed)" if outcome.replayed else ""
    rows = "1 row" if outcome.rows == 1 else f"{outcome.rows:,} rows"
    told = f"{outcome.name}: {rows}, {outcome.new:,} new, {outcome.known:,} known{again}"
    say.result(outcome, as_json=asked.json, lines=[told])
    for wrong in outcome.findings:
        say.reason(f"{intake.place(outcome.name, wrong.line)}: {wrong.message}")


def ingest(asked: Asked, files: Sequence[Path], *, partial: bool) -> None:
    """Take bank files; what is refused is told, the others are taken."""
    taken, refused = _take(asked, books.writing(asked), files, partial=partial)
    say.result({"files": taken}, as_json=asked.json)
    if refused:
        sys.exit(1)


def formats(asked: Asked) -> None:
    """List the formats that are read."""
    if asked.json:
        say.result({"formats": [{"name": one.name, "title": one.title} for one in FORMATS]}, as_json=True)
        return
    say.table(("format", "what it is"), [(one.name, one.title) for one in FORMATS])


def match(asked: Asked, as_of: date | None, cluster: str = "") -> None:
    """Match what waits, on the cluster of this address where one is given."""
    workspace = books.writing(asked)
    _summary(asked, _match(asked, workspace.deciding_on(cluster) if cluster else workspace, as_of), {})


def run(asked: Asked, files: Sequence[Path], as_of: date | None, *, partial: bool) -> None:
    """Take bank files, then match."""
    workspace = books.writing(asked)
    taken, refused = _take(asked, workspace, files, partial=partial)
    _summary(asked, _match(asked, workspace, as_of), {"files": taken})
    if refused:
        sys.exit(1)


def _take(asked: Asked, workspace: Workspace, files: Sequence[Path], *, partial: bool) -> tuple[list[FileOutcome], int]:
    """Take each file by itself; return the outcomes, and how many were refused."""
    taken: list[FileOutcome] = []
    refused = 0
    with say.progress(quiet=asked.json) as progress:
        for done, path in enumerate(files):
            progress(f"reading {called(path)}", done, len(files))
            for outcome in _each(workspace, path, partial=partial):
                if isinstance(outcome, Refused):
                    say.reason(outcome.detail)
                    refused += 1
                else:
                    taken.append(outcome)
    if not asked.json and taken:
        _told(taken)
    return taken, refused


def _each(workspace: Workspace, path: Path, *, partial: bool) -> Iterator[FileOutcome | Refused]:
    """Yield what came of a file, or of each file in an archive."""
    try:
        content = loaded(path, workspace.settings.file_bytes_max)
    except TooLarge:
        yield turned_away.unread(workspace, called(path), path.stat().st_size, ACTOR)
        return
    except Refused as refused:
        yield refused
        return
    try:
        with turned_away.noting(workspace, content, called(path), ACTOR):
            parts = intake.opened(workspace, content, called(path))
    except Refused as refused:
        yield refused
        return
    for name, data in parts:
        try:
            with turned_away.noting(workspace, data, name, ACTOR):
                outcome = intake.take(workspace, data, name, actor=ACTOR, partial=partial)
            yield outcome
        except Refused as refused:
            yield refused


def _told(taken: Sequence[FileOutcome]) -> None:
    """Print what came of the files: their control totals, and what is wrong with them."""
    rows = [
        (
            file.name,
            file.format,
            sum(file.entries.values()),
            ", ".join(f"{grouped(minor, currency)} {currency}" for currency, minor in file.money_in.items()),
            *file.controls.values(),
            len(file.findings),
        )
        for file in taken
    ]
    names = ("file", "format", "entries", "money in", "totals matched", "mismatched", "absent", "findings")
    say.table(names, rows)
    for file in taken:
        for wrong in file.findings[:FINDINGS_SHOWN]:
            say.reason(f"{intake.place(file.name, wrong.line)}: {wrong.severity}: {wrong.code}: {wrong.message}")
        if len(file.findings) > FINDINGS_SHOWN:
            say.reason(f"{file.name}: {len(file.findings) - FINDINGS_SHOWN:,} more: tieout export findings")


def _match(asked: Asked, workspace: Workspace, as_of: date | None) -> Summary:
    """Match with progress."""
    with say.progress(quiet=asked.json) as progress:
        return matching.run(workspace, as_of=as_of or workspace.today(), progress=progress)


def _summary(asked: Asked, summary: Summary, more: dict[str, object]) -> None:
    """Print what the run did."""
    for warning in summary.warnings:
        say.reason(warning)
    if asked.json:
        say.result({**more, **say.plain(summary)}, as_json=True)
        return
    booked = summary.booked
    typer.echo(
        f"as of {summary.as_of}: {booked.received:,} receipts booked, {booked.settled:,} entries settled elsewhere,"
        f" {booked.reversed:,} reversed, {booked.returned:,} returned by the bank, {summary.considered:,} considered"
    )
    for line in besides(summary):
        typer.echo(line)
    if summary.by_status:
        say.table(("status", "receipts"), list(summary.by_status.items()))
    for currency, minor in summary.applied.items():
        typer.echo(f"applied {grouped(minor, currency)} {currency}")


def besides(summary: Summary) -> Iterator[str]:
    """Yield what a run did besides deciding: what changed, what is looked at again, which kinds of answer may post."""
    if summary.changed:
        yield f"{summary.changed:,} changed: their remittance came after they were posted"
    if summary.shadowed:
        yield f"{summary.shadowed:,} would be posted otherwise by the policy in the shadow: tieout report shadow"
    if summary.drawn:
        yield f"{summary.drawn:,} drawn for audit: tieout audit list"
    yield from (f"demoted, asks from now on: {one}: tieout report matching" for one in summary.demoted)
    yield from (f"promoted, posts again: {one}" for one in summary.promoted)
