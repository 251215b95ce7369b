"""Bad input through the command line: one line that says what, where and what to do, exit code 1, books unchanged."""

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from kit.db import Database
from services.demo import MORNING, bank_files
from tests import warm
from tests.conftest import RING

FILES = bank_files()
NAMESPACE = b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
STATEMENT = NAMESPACE + b"<BkToCstmrStmt><Stmt><Id>1</Id>"
MEGABYTE = 1 << 20


def morning(pattern: str) -> bytes:
    """Return the first bank file of the morning by its name."""
    return min(MORNING.glob(pattern)).read_bytes()


def half(data: bytes) -> bytes:
    """Return what an interrupted transfer leaves."""
    return data[: len(data) // 2]


def packed(name: str, data: bytes = b"") -> bytes:
    """Return a ZIP archive of one file, which a workbook is as well."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data or morning("bai2*"))
    return held.getvalue()


def bomb() -> bytes:
    """Return a small file whose entities unfold to gigabytes."""
    levels = (b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    return b'<!DOCTYPE a [<!ENTITY e0 "boom">' + b"".join(levels) + b"]>" + NAMESPACE + b"&e9;</Document>"


#: name of the file -> (its bytes, what the refusal says)
BAD: dict[str, tuple[bytes, str]] = {
    "empty.bai": (b"", "empty: fetch it again"),
    "blank.bai": (b" \r\n" * 100, "blanks: fetch it again"),
    "nul.bai": (bytes(MEGABYTE), "blanks: fetch it again"),
    "cut.bai": (half(morning("bai2*")), "send it again, or take what it holds with --partial"),
    "cut.ach": (half(morning("ach*")), "send it again, or take what it holds with --partial"),
    "cut-box.txt": (half(morning("lockbox*")), "send it again, or take what it holds with --partial"),
    "cut.xml": (half(morning("camt053*")), "send it again, or take what it holds with --partial"),
    "cut.edi": (half(morning("*820*")), "send it again, or take what it holds with --partial"),
    "customers.csv": (morning("customers.csv"), "import it (`tieout import --help`)"),
    "report.pdf": (b"%PDF-1.7\n1 0 obj", "The PDF is broken"),
    "scan.png": (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG image: ask the bank for the data file"),
    "mail.zip": (packed("inner.zip", packed("statement.bai")), "unpack it"),
    "book.xlsx": (packed("xl/workbook.xml"), "export it again"),
    "table.parquet": (b"PAR1" + bytes(100), "import it (`tieout import --help`)"),
    "any.bin": (bytes(range(256)) * 100, "binary data: give the bank's own text or XML file"),
    "page.xml": (b"<html><body>Your session has expired</body></html>", "XML (or HTML) of a kind we do not read"),
    "commas.csv": (b"," * MEGABYTE, "separators and no data: fetch it again"),
    "long.bai": (b"01,A,B,261119,0630,1,,,2/\n02,C,A,1,261119,,USD,2/\n03" + b"," * 2 * MEGABYTE, "Line 3"),
    "bomb.xml": (bomb(), "DOCTYPE"),
    "deep.xml": (NAMESPACE + b"<a>" * 100_000, "nested deeper"),
    "endless.xml": (STATEMENT + b"a" * 3 * MEGABYTE, "longer than any message"),
}


def tieout(folder: Path, *arguments: str | bytes) -> subprocess.CompletedProcess[str]:
    """Run the command line over the folder's books."""
    return subprocess.run(
        [warm.tieout(), *arguments],
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=False,
        env=os.environ | {"TIEOUT_DATABASE_URL": f"sqlite:///{folder}/books.db"},
    )


def everything(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    database = Database(f"sqlite:///{folder}/books.db", RING)
    with database.reading() as connection:
        names = inspect(connection).get_table_names()
        found = {name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}"))] for name in names}
    database.dispose()
    return found


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """Give books in which one bank file is taken."""
    folder = tmp_path_factory.mktemp("taken")
    shutil.copy(sqlite_template, folder / "books.db")
    assert tieout(folder, "ingest", str(FILES[0])).returncode == 0
    return folder / "books.db"


@pytest.fixture
def books(tmp_path: Path, taken: Path) -> Path:
    """Give a folder with a copy of those books."""
    shutil.copy(taken, tmp_path)
    return tmp_path


def test_bad_files_are_refused_and_the_good_one_of_the_same_command_is_taken(books: Path) -> None:
    """One command with every bad file and one good: a line each, in the order given."""
    names = [*BAD, "missing.bai", "folder", "pipe"]
    for name, (data, _) in BAD.items():
        (books / name).write_bytes(data)
    (books / "folder").mkdir()
    os.mkfifo(books / "pipe")
    before = everything(books)
    done = tieout(books, "ingest", *(str(books / name) for name in names))

    lines = done.stderr.splitlines()
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(lines) == len(names), done.stderr
    said = dict(zip(names, lines, strict=True))
    for name, (_, words) in BAD.items():
        assert re.match(rf"{re.escape(name)}(:[1-9]\d*)?: ", said[name]), said[name]
        assert words in said[name]
    assert said["missing.bai"].endswith("missing.bai: there is no such file")
    assert said["folder"] == "folder: is a folder: name the files in it"
    assert said["pipe"] == "pipe: is a device or a pipe: name a file"
    after = everything(books)
    noted = after.pop("refused_file")
    assert after == {name: rows for name, rows in before.items() if name != "refused_file"}
    assert {row[3] for row in noted} == set(BAD)
    assert len(noted) == len(BAD)

    mixed = tieout(books, "ingest", str(books / "empty.bai"), str(FILES[1]), str(books / "cut.bai"), "--json")
    assert (mixed.returncode, mixed.stderr.count("\n")) == (1, 2)
    assert f'"name": "{FILES[1].name}"' in mixed.stdout
    assert len(everything(books)["bank_file"]) == len(before["bank_file"]) + 1


def test_what_a_cut_file_holds_is_taken_when_asked(books: Path) -> None:
    (books / "cut.ach").write_bytes(BAD["cut.ach"][0])
    done = tieout(books, "run", str(books / "cut.ach"), "--partial", "--as-of", "2026-11-19")

    assert done.returncode == 0, done.stderr
    assert "cut.ach: error: file_truncated: The file stops before its control (9)" in done.stderr.splitlines()
    assert tieout(books, "db", "check").returncode == 0


def test_a_hundred_megabytes_of_commas_are_refused_before_they_are_read(books: Path) -> None:
    path = books / "commas.csv"
    path.write_bytes(b"," * 100_000_000)
    before = everything(books)

    for command in (["ingest"], ["import", "customers"]):
        done = tieout(books, *command, str(path))
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), command
        assert "split it" in done.stderr or "no row of column names" in done.stderr
    after = everything(books)
    ((_, _, code, name, size, *_),) = after.pop("refused_file")  # the bank's file is among the refused
    assert (code, name, size) == ("file_too_large", "commas.csv", 100_000_000)
    assert after == {name: rows for name, rows in before.items() if name != "refused_file"}


def test_bad_sheets_are_refused_in_one_line(books: Path) -> None:
    before = everything(books)
    (books / "cut.csv").write_bytes(b"customer_number,name,terms\n1,A,NET30\n2,B")
    done = tieout(books, "import", "customers", str(books / "cut.csv"))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "cut.csv: the file stops inside its last row: it was cut, fetch it again\n"
    assert everything(books) == before


def test_a_name_that_is_no_text_is_shown_as_far_as_it_goes(books: Path) -> None:
    odd = os.fsencode(books) + b"/st\xffate\nment.bai"
    Path(os.fsdecode(odd)).write_bytes(FILES[1].read_bytes())
    taken, again = (tieout(books, "ingest", odd) for _ in range(2))

    assert taken.returncode == 0, taken.stderr
    assert again.stderr.startswith("st�ate ment.bai: taken before, ")
    assert again.stderr.count("\n") == 1


#: Command -> what cannot be written or reached.
MACHINE = (
    (("export", "findings", "-o", "{folder}"), "Is a directory"),
    (("export", "findings", "-o", "/dev/full"), "No space left on device"),
    (("--db", "sqlite:////proc/nothing/b.db", "db", "upgrade"), "No such file or directory"),
    (("--db", "postgresql+psycopg://nobody@127.0.0.1:1/none", "db", "check"), "cannot be reached"),
    (("--db", "mysql://x/y", "db", "check"), ""),
)


@pytest.mark.parametrize(("arguments", "words"), MACHINE, ids=lambda given: " ".join(given) if given else "")
def test_what_the_machine_refuses_is_one_line_as_well(arguments: tuple[str, ...], words: str, books: Path) -> None:
    done = tieout(books, *(argument.format(folder=books) for argument in arguments))

    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr


def test_a_reader_that_goes_away_ends_the_command_quietly(books: Path) -> None:
    with Path("/dev/full").open("w") as full:
        for arguments in (["--help"], ["export", "findings"]):
            done = subprocess.run(
                [sys.executable, "-m", "cli.main", *arguments],
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
                env=os.environ | {"TIEOUT_DATABASE_URL": f"sqlite:///{books}/books.db"},
            )
            assert (done.returncode, done.stderr) == (1, "standard output: No space left on device\n"), arguments


def test_the_schema_is_not_made_by_a_refusal_of_the_arguments(tmp_path: Path) -> None:
    done = tieout(tmp_path, "ingest")

    assert done.returncode == 2
    assert not (tmp_path / "books.db").exists()
