"""A20: a scan of books, exports and logs finds a card number wherever it was planted, and nothing else."""

import gzip
import io
import json
import zipfile
from dataclasses import asdict
from pathlib import Path

import polars as pl
import pytest

import ledger
from kit.refusals import Invalid
from ledger import NewCustomer
from ledger.evidence import BankFile
from services.cards import scanning
from services.cards.scanning import Found
from services.workspace import Workspace
from tests.ledger.desk import booked

VISA, MASKED = "4111111111111111", "411111******1111"


def archive(text: str) -> bytes:
    """Return an archive with a file in it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as put:
        put.writestr("a.csv", text)
    return held.getvalue()


def table(text: str) -> bytes:
    """Return a Parquet file of one text."""
    held = io.BytesIO()
    pl.DataFrame({"n": [1], "t": [text]}).write_parquet(held)
    return held.getvalue()


def test_the_books_and_exports_are_looked_through_sealed_or_not(empty: Workspace) -> None:
    assert scanning.scan(empty).found == []
    with booked(empty.database, "planted") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", f"One {VISA}", email="a@b.example")])
        content = archive("a,4111 1111 1111 1111\n")
        ledger.evidence.add(book, [BankFile("a" * 64, "b.zip", "csv", content, len(content), 1, "t")])
    found = scanning.scan(empty).found
    assert {(one.place, one.column, one.masked) for one in found} >= {
        ("customer_fact", "name", MASKED),
        ("bank_file", "content", MASKED),
        ("export customers", "name", MASKED),
    }
    kept = json.dumps({"found": [asdict(one) for one in found]}).encode()
    again = scanning.scan(empty, judged=scanning.read(kept))
    assert (again.found, again.judged) == ([], len(found))


def test_files_are_looked_through(empty: Workspace, tmp_path: Path) -> None:
    contents = {"a": VISA.encode(), "b": gzip.compress(VISA.encode()), "c": archive(VISA), "d": table(VISA)}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "broken").write_bytes(b"PK\x03\x04 " + VISA.encode())
    (tmp_path / "clean.log").write_text("request 4711 took 4111 ms\n")
    done = scanning.scan(empty, [tmp_path])
    assert done.found == [Found(str(tmp_path / name), "1", "", MASKED) for name in sorted((*contents, "broken"))]


def test_what_is_not_there_is_refused(empty: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="not there"):
        scanning.scan(empty, [tmp_path / "gone"])
    with pytest.raises(Invalid):
        scanning.read(b"[{}]")
