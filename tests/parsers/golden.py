"""Records as JSON for golden files: one object a record, what is empty left out."""

import json
from collections.abc import Iterable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from pathlib import Path

from parsers.records import Record

ROOT = Path(__file__).parents[2] / "fixtures" / "bank_files"
#: Files that explain or expect, and the folder whose files agree with each other and have the truth beside them.
_NOT_BANK_FILES = (".expected.json", ".md")
_OWN_TRUTH = "morning"


def bank_files() -> list[Path]:
    """Return every bank file that must have its expected result beside it."""
    return sorted(
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not path.name.endswith(_NOT_BANK_FILES) and _OWN_TRUTH not in path.relative_to(ROOT).parts
    )


def expected_path(path: Path) -> Path:
    """Return where the expected result of a bank file stands."""
    return path.with_suffix(".expected.json")


def rendered(records: Iterable[Record]) -> str:
    """Return records as JSON, one a line."""
    rows = (json.dumps({"record": type(record).__name__} | _plain(record), ensure_ascii=False) for record in records)
    return "[\n" + ",\n".join(rows) + "\n]\n"


def _plain(record: object) -> dict[str, object]:
    """Return a record's fields that are not at their defaults."""
    assert is_dataclass(record), record
    said = {}
    for each in fields(record):
        value = getattr(record, each.name)
        default = each.default if each.default is not MISSING else None
        if value != default and value not in ((), {}, ""):
            said[each.name] = _json(value)
    return said


def _json(value: object) -> object:
    """Return what JSON can hold."""
    if is_dataclass(value):
        return _plain(value)
    if isinstance(value, tuple | list):
        return [_json(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
