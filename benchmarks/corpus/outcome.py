"""What came of one file: its records by kind, or why it was refused, or the exception that escaped."""

import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

import parsers
from kit.findings import Finding, Severity
from kit.refusals import Refused
from parsers.records import Control, Entry, Record, Statement


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file read to its end. `refused` and `escaped` are empty where it was read."""

    path: Path
    data: bytes
    format: str
    seconds: int  # whole milliseconds
    statements: list[Statement] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused: str = ""
    escaped: str = ""

    @property
    def set_aside(self) -> list[Finding]:
        """Return what was quarantined: records of the file that became a finding instead of an entry."""
        return [found for found in self.findings if found.severity is Severity.ERROR and found.raw]


def outcome(path: Path) -> Outcome:
    """Read one file; whatever happens is an outcome."""
    data = path.read_bytes()
    known = parsers.recognised(data)
    read = Outcome(path, data, known.name if known else "", 0)
    began = time.perf_counter_ns()
    refused = escaped = ""
    try:
        for record in parsers.read(data):
            _sorted(read, record)
    except Refused as refusal:
        refused = refusal.detail
    except Exception:  # noqa: BLE001 - an exception that escapes is what this tool looks for
        escaped = traceback.format_exc(limit=-3)
    taken = (time.perf_counter_ns() - began) // 1_000_000
    kept = read.statements, read.entries, read.controls, read.findings
    return Outcome(path, data, read.format, taken, *kept, refused, escaped)


def _sorted(read: Outcome, record: Record) -> None:
    """Put a record where it belongs."""
    match record:
        case Statement():
            read.statements.append(record)
        case Entry():
            read.entries.append(record)
        case Control():
            read.controls.append(record)
        case Finding():
            read.findings.append(record)
