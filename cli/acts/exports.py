"""What goes out: exports, as bytes to a file or to standard output."""

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from cli import books
from cli.asked import Asked
from kit import whole_files
from services import exports


def export(asked: Asked, kind: str, output: Path | None, form: str, as_of: date | None) -> None:
    """Give a table out."""
    table = exports.frame(books.reading(asked), kind, as_of=as_of)
    write(exports.written(table, form or wanted(asked, output) or "csv"), output)


def wanted(asked: Asked, output: Path | None, formats: Iterable[str] = exports.FORMATS) -> str:
    """Return the format that --json or the output's name ask for."""
    named = output.suffix.removeprefix(".") if output else ""
    return "json" if asked.json else named if named in formats else ""


def write(data: bytes, output: Path | None) -> None:
    """Write the bytes to standard output, to a device or a pipe, or to a file that is there whole or not at all."""
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    if output.exists() and not output.is_file():
        output.write_bytes(data)
    else:
        whole_files.write(output.resolve(), data)
