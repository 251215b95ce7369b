"""Where a card number lies although none may: every text and file of the books, every export, logs and letters."""

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
from sqlalchemy import Connection, LargeBinary, String, Table, select

import parsers
from kit.card_numbers import found
from kit.refusals import Invalid
from ledger import sealed
from ledger.tables import bank_file
from ledger.tables.columns import BOOKS
from services import exports
from services.cards.fields import apart
from services.workspace import Workspace

ROWS_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """A number that looks like a card's: where it lies, and what may be told of it."""

    place: str
    row: str
    column: str
    masked: str


@dataclass(slots=True)
class Scan:
    """What was looked at, and what was found."""

    tables: int = 0
    rows: int = 0
    exports: int = 0
    files: int = 0
    judged: int = 0
    found: list[Found] = field(default_factory=list)


def scan(workspace: Workspace, paths: Sequence[Path] = (), judged: Collection[Found] = ()) -> Scan:
    """Look through the books as they say it unsealed, all exports, letters and reports written, and files named.

    Bank files are looked through field by field. What a person judged to be no card, as an earlier scan told it, is
    counted and left out. Refused: Invalid for a path that is not there; NoKey.
    """
    done = Scan()
    with workspace.database.reading() as connection:
        named = connection.execute(select(bank_file.c.sha256, bank_file.c.format))
        formats = {row.sha256: row.format for row in named}
        for table in BOOKS.sorted_tables:
            done.tables += 1
            for row in _rows(connection, table):
                done.rows += 1
                done.found.extend(_of_row(table, row, formats))
    for kind in exports.EXPORTS:
        done.exports += 1
        done.found.extend(_of_frame(f"export {kind}", exports.frame(workspace, kind)))
    for path in _files(workspace, paths):
        done.files += 1
        done.found.extend(_of_file(workspace, path))
    known = set(judged)
    done.judged = sum(one in known for one in done.found)
    done.found = [one for one in done.found if one not in known]
    return done


def read(content: bytes) -> list[Found]:
    """Return what an earlier scan found, from its JSON or the list in it. Refused: Invalid."""
    try:
        told = json.loads(content)
        rows = told["found"] if isinstance(told, dict) else told
        return [Found(**row) for row in rows]
    except (ValueError, TypeError, KeyError) as wrong:
        raise Invalid("that is not what `tieout card scan --json` found") from wrong


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table as they were before they were sealed."""
    large = table.name in {"bank_file", "match_frame"}
    chosen = select(table).order_by(*table.primary_key)
    options = {"stream_results": True, "yield_per": 1 if large else ROWS_A_TIME}
    for row in connection.execute(chosen, execution_options=options).mappings():
        yield sealed.row(connection, table.name, row) if table.name in sealed.OF else dict(row)


def _of_row(table: Table, row: dict[str, Any], formats: Mapping[str, str]) -> Iterator[Found]:
    """Yield what is found in a row; `formats` by the hash of the file from which it came."""
    kind = formats.get(row.get("sha256", ""), "")
    for column in table.columns:
        value = row[column.name]
        if not value or not isinstance(column.type, (String, LargeBinary)):
            continue
        texts = [value] if isinstance(value, str) else _texts(bytes(value))
        numbers = [number for text in texts for field in apart(kind, text) for number in found(field)]
        key = " ".join(str(row[one.name]) for one in table.primary_key)
        yield from (Found(table.name, key, column.name, number) for number in numbers)


def _of_frame(place: str, frame: pl.DataFrame) -> Iterator[Found]:
    """Yield what is found in the texts of a frame."""
    for name, kind in frame.schema.items():
        if kind == pl.String:
            for number, text in enumerate(frame[name].to_list(), 1):
                yield from (Found(place, str(number), name, one) for one in found(text or ""))


def _files(workspace: Workspace, paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files named, and those that the installation writes. Refused: Invalid."""
    own = (workspace.settings.outbox_folder, workspace.settings.weekly_folder)
    wanted = list(paths)
    if gone := [str(path) for path in wanted if not path.exists()]:
        raise Invalid(f"{', '.join(gone)}: not there")
    for path in (*wanted, *(folder for folder in own if folder is not None and folder.is_dir())):
        yield from sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]


def _of_file(workspace: Workspace, path: Path) -> Iterator[Found]:
    """Yield what is found in a file, by its lines."""
    try:
        content = path.read_bytes()
    except OSError as wrong:
        raise Invalid(f"{path}: {wrong.strerror}") from wrong
    for text in _texts(content):
        kind = workspace.read(parsers.named, text.encode("latin-1", errors="replace"), parsers.Reading())
        for number, line in enumerate(text.splitlines(), 1):
            yield from (Found(str(path), str(number), "", one) for field in apart(kind, line) for one in found(field))


def _texts(content: bytes) -> Iterator[str]:
    """Yield what bytes say: the parts of an archive, the texts of a table; else, and if broken, the bytes as text."""
    opened = next((read for head, read in _OPENED.items() if content.startswith(head)), None)
    try:
        parts = list(opened(content)) if opened else [content.decode("latin-1")]
    except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, pl.exceptions.PolarsError):
        parts = [content.decode("latin-1")]
    for part in parts:
        yield from [part] if isinstance(part, str) else _texts(part)


def _zipped(content: bytes) -> Iterator[bytes]:
    """Yield the files of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        yield from map(held.read, held.namelist())


def _packed(content: bytes) -> Iterator[str]:
    """Yield the texts of a frame, a value a line."""
    frame = pl.read_parquet(io.BytesIO(content))
    for name, kind in frame.schema.items():
        if kind == pl.String:
            yield "\n".join(frame[name].drop_nulls())


#: How content begins -> what is in it.
_OPENED: Mapping[bytes, Callable[[bytes], Iterable[bytes | str]]] = {
    b"PK\x03\x04": _zipped,
    b"\x1f\x8b": lambda content: [gzip.decompress(content)],
    b"PAR1": _packed,
}
