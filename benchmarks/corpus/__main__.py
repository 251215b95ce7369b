"""Read every file of a folder and say, format by format, what was read, and what its manifests expect and did not get.

`make corpus CORPUS=folder` or `python -m benchmarks.corpus FOLDER [--json] [--verbose]`. Exit 1 where an exception
escaped or an expectation did not come true; a file refused with a reason is an answer.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.corpus import units
from benchmarks.corpus.accounted import counted, lost
from benchmarks.corpus.counts import asked, missed
from benchmarks.corpus.expectations import untrue
from benchmarks.corpus.manifests import Said, said
from benchmarks.corpus.outcome import Outcome, outcome
from kit.findings import Severity
from parsers.records import Kind, Proof, Record

#: Files that say something about a folder and are no bank files.
_ASIDE = (".md", ".tsv", ".xsd")
#: The units of larger files are not looked for: each would be sought in all that was read.
_UNITS_MAX = 1_000_000
COLUMNS = (
    *("format", "files", "refused", "escaped", "statements", "entries", "receipts", "advices", "remittance"),
    *("matched", "mismatched", "absent", "errors", "warnings", "lost", "expected", "untrue", "ms"),
)


@dataclass(slots=True)
class Row:
    """What became of the files of one format."""

    numbers: Counter[str] = field(default_factory=Counter)

    def add(self, read: Outcome, expected: int, failed: int) -> None:
        """Count one file."""
        proofs = Counter(control.proof for control in read.controls)
        severities = Counter(found.severity for found in read.findings)
        kinds = Counter(entry.kind for entry in read.entries)
        self.numbers.update(
            files=1,
            refused=bool(read.refused),
            escaped=bool(read.escaped),
            statements=len(read.statements),
            entries=len(read.entries),
            receipts=kinds[Kind.RECEIPT],
            advices=kinds[Kind.ADVICE],
            remittance=sum(len(entry.remittance) for entry in read.entries),
            matched=proofs[Proof.MATCHED],
            mismatched=proofs[Proof.MISMATCHED],
            absent=proofs[Proof.ABSENT],
            errors=severities[Severity.ERROR],
            warnings=severities[Severity.WARNING],
            lost=len(unaccounted(read)),
            expected=expected,
            untrue=failed,
            ms=read.seconds,
        )


def files(corpus: Path) -> list[Path]:
    """Return the files of the folder that a reader is asked to read; expectations of other projects are none."""
    return sorted(
        path
        for path in corpus.rglob("*")
        if path.is_file() and path.suffix not in _ASIDE and "golden" not in path.relative_to(corpus).parts
    )


def failures(read: Outcome, about: Said) -> Iterator[str]:
    """Yield what is wrong with one file: an exception, a count or an expectation that did not come true."""
    if read.escaped:
        yield f"an exception escaped:\n{read.escaped}"
        return
    strict = about.valid != "invalid" or ":61:" in about.counts or "Ntry" in about.counts
    if strict and not read.refused:
        yield from missed(read, about.counts)
    for sentence in about.expected:
        yield from untrue(read, sentence)


def unaccounted(read: Outcome) -> list[str]:
    """Return the lines of a file of lines, the units of any other, that no record and no finding holds."""
    if read.refused or read.escaped:
        return []
    records: list[Record] = [*read.statements, *read.entries, *read.controls, *read.findings]
    if read.format in units.UNITS and len(read.data) <= _UNITS_MAX:
        return list(units.lost(read.data, read.format, records))
    return list(lost(read.data, read.format, records)) if counted(read.data, read.format) else []


def main(arguments: list[str] | None = None) -> int:
    """Read the folder and print the table; return the exit code."""
    parser = argparse.ArgumentParser(prog="benchmarks.corpus", description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="+", help="a folder of bank files, or a part of it")
    parser.add_argument("--json", action="store_true", help="the table as JSON")
    parser.add_argument("--verbose", action="store_true", help="also list refused files with their reason")
    options = parser.parse_args(arguments)
    rows: dict[str, Row] = defaultdict(Row)
    wrong: list[tuple[Path, str]] = []
    refused: list[tuple[Path, str]] = []
    unseen: list[tuple[Path, str]] = []
    for corpus in options.corpus:
        known = said(corpus.resolve())
        for path in track(files(corpus), description="reading", console=Console(stderr=True), transient=True):
            about = known.get(path.resolve(), Said())
            read = outcome(path)
            failed = list(failures(read, about))
            unseen += [(path, line[:200]) for line in unaccounted(read)]
            wrong += [(path, each) for each in failed]
            refused += [(path, read.refused)] if read.refused else []
            rows[read.format or "not known"].add(
                read, len(about.expected) + asked(about.counts, read.format), len(failed)
            )
    _print(rows, as_json=options.json)
    _list("refused", refused if options.verbose else [])
    _list("in no record", unseen if options.verbose else [])
    _list("did not come true", wrong)
    return 1 if wrong else 0


def _print(rows: dict[str, Row], *, as_json: bool) -> None:
    """Print the table, the sum of all formats last."""
    if as_json:
        print(json.dumps({name: dict(row.numbers) for name, row in sorted(rows.items())}, indent=2))
        return
    total = Row(sum((row.numbers for row in rows.values()), Counter()))
    table = Table(*COLUMNS)
    for name, row in [*sorted(rows.items()), ("all", total)]:
        table.add_row(name, *(f"{row.numbers[column]:,}" for column in COLUMNS[1:]))
    Console(width=None if sys.stdout.isatty() else 200).print(table)


def _list(title: str, lines: Iterable[tuple[Path, str]]) -> None:
    """Print what deserves a line of its own."""
    listed = list(lines)
    if listed:
        print(f"\n{title}: {len(listed)}")
    for path, why in listed:
        print(f"  {path}: {why}")


if __name__ == "__main__":
    sys.exit(main())
