"""Manifests beside bank files: tables with a `path` column that say what each file holds or what a reader must get."""

import csv
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

_UP_MAX = 3  # a part of a corpus may be named: its manifests then stand further up
_COUNTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Ntry", re.compile(r"(\d+) Ntry\b")),
    ("TxDtls", re.compile(r"(\d+) TxDtls\b")),
    ("Strd", re.compile(r"(\d+) Strd\b")),
    ("CdtTrfTxInf", re.compile(r"(\d+) CdtTrfTxInf\b")),
    (":61:", re.compile(r"(\d+) :61: lines")),
    ("STMTTRN", re.compile(r"(\d+) STMTTRN\b")),
    ("UNH", re.compile(r"(\d+) UNH\b")),
)


@dataclass(slots=True)
class Said:
    """What the manifests say of one file: its format, whether it is valid, counts by name, sentences to come true."""

    format: str = ""
    valid: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    expected: list[str] = field(default_factory=list)


def said(corpus: Path) -> dict[Path, Said]:
    """Return what every manifest at or above the folder says, by the file's whole path."""
    found: dict[Path, Said] = defaultdict(Said)
    for folder in [corpus, *corpus.parents[:_UP_MAX]]:
        for table in sorted(folder.glob("*.tsv")):
            _take(folder, table, found)
    return found


def _take(folder: Path, table: Path, found: dict[Path, Said]) -> None:
    """Take the rows of one table that has a path column."""
    with table.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        if not rows.fieldnames or "path" not in rows.fieldnames:
            return
        for row in rows:
            about = found[(folder / (row["path"] or "")).resolve()]
            about.format = row.get("format") or about.format
            about.valid = row.get("valid") or row.get("validity") or about.valid
            if row.get("expected"):
                about.expected.append(row["expected"])
            about.counts |= _counts(row.get("note") or "")


def _counts(note: str) -> dict[str, int]:
    """Return the counts that a note states, in words or as an object of JSON."""
    counts = {name: int(match[1]) for name, pattern in _COUNTS if (match := pattern.search(note))}
    start = note.find("{")
    if start != -1:
        try:
            said_so = json.JSONDecoder().raw_decode(note[start:])[0]
        except json.JSONDecodeError:
            return counts
        counts |= {name: value for name, value in said_so.items() if isinstance(value, int)}
        counts |= {f"n.{name}": value for name, value in said_so.get("n", {}).items()}
    return counts
