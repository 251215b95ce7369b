"""The command line as a user and a script meet it: processes, exit codes, one reason a line on stderr."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from parsers import FORMATS
from services.demo import MORNING, bank_files
from tests import warm

FILES = [str(path) for path in bank_files()]
HEADERS = {
    "receipts": "receipt_id,source_file,source_line,bank_reference,method,received_on,currency,amount,payer_name,"
    "payer_account,customer_number,status,reason,confidence,decided_by,applied_amount,unapplied_amount",
    "applications": "receipt_id,bank_reference,document_number,document_type,customer_number,cash_amount,"
    "discount_amount,write_off_amount,deduction_amount,deduction_reason,status,rank,confidence,rule,explanation",
    "postings": "posting_id,entry_id,sequence,posted_at,gl_date,entity,account,currency,debit,credit,receipt_id,"
    "document_number,customer_number,kind,reverses_entry_id",
    "exceptions": "exception_id,receipt_id,kind,reason,amount,currency,customer_number,opened_on,age_days,assignee,"
    "best_proposal,would_apply_if",
}


def tieout(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command line over the folder's books."""
    command, settled = [str(warm.tieout()), *arguments], environment(folder, **settings)
    return subprocess.run(command, capture_output=True, text=True, check=False, env=settled)


def started(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "cli.main", *arguments]


def environment(folder: Path, **settings: str) -> dict[str, str]:
    return os.environ | {"TIEOUT_DATABASE_URL": f"sqlite:///{folder}/books.db"} | settings


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the morning's books and nothing taken yet."""
    folder = tmp_path_factory.mktemp("books")
    for kind, sheet in (
        ("customers", "customers.csv"),
        ("items", "open_items.csv"),
        ("payer-links", "payer_links.csv"),
    ):
        done = tieout(folder, "import", kind, str(MORNING / sheet))
        assert done.returncode == 0, done.stderr
    for table in MORNING.glob("bank_*"):
        assert tieout(folder, "mapping", "confirm", str(table)).returncode == 0
    return folder


@pytest.fixture(scope="module")
def run(books: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder in which the morning was run."""
    folder = tmp_path_factory.mktemp("run")
    shutil.copytree(books, folder, dirs_exist_ok=True)
    done = tieout(folder, "run", *FILES, "--as-of", "2026-11-19", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told["by_status"]["applied"] > 100
    assert len(told["files"]) == len(FILES)
    return folder


def exported(folder: Path, kind: str) -> pl.DataFrame:
    path = folder / f"{kind}.csv"
    done = tieout(folder, "export", kind, "-o", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return pl.read_csv(path, infer_schema=False)


def test_help_is_quick_and_shows_examples(tmp_path: Path) -> None:
    began = os.times()
    subprocess.run(started("--help"), capture_output=True, check=True)
    ended = os.times()

    assert "Example" in tieout(tmp_path, "run", "--help").stdout
    seconds = ended.children_user + ended.children_system - began.children_user - began.children_system
    assert 0 < seconds < 2, "of the processor: how loaded the machine is does not matter"
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "cli.main", "--help"], capture_output=True, text=True, check=True
    )
    assert not [line for line in loaded.stderr.splitlines() if line.endswith((" polars", " sqlalchemy", " fastapi"))]


def test_exports_have_the_contracts_columns(run: Path) -> None:
    for kind, header in HEADERS.items():
        given = exported(run, kind).columns
        assert ",".join(given[: header.count(",") + 1]) == header, "columns are added at the end alone"


def test_amounts_of_every_receipt_add_up(run: Path) -> None:
    receipts = exported(run, "receipts").with_columns(
        pl.col("amount", "applied_amount", "unapplied_amount").cast(pl.Decimal(20, 2))
    )
    posted = exported(run, "applications").filter(pl.col("status") == "posted")
    cash = posted.group_by("receipt_id").agg(pl.col("cash_amount").cast(pl.Decimal(20, 2)).sum())

    assert receipts.filter(pl.col("applied_amount") + pl.col("unapplied_amount") != pl.col("amount")).height == 0
    both = receipts.join(cash, on="receipt_id")
    assert both.filter(pl.col("cash_amount") != pl.col("applied_amount")).height == 0
    sides = exported(run, "postings").with_columns(pl.col("debit", "credit").cast(pl.Decimal(20, 2)))
    sums = sides.group_by("entry_id", "currency").agg(pl.col("debit", "credit").sum())
    assert sums.filter(pl.col("debit") != pl.col("credit")).height == 0
    assert not exported(run, "receipts").filter(pl.col("payer_account").str.len_chars() > 8).height


def test_the_books_are_proven_copied_and_brought_back(run: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"

    assert tieout(run, "db", "check").returncode == 0
    assert tieout(run, "db", "backup", str(copy)).returncode == 0
    assert tieout(tmp_path, "db", "restore", str(copy)).returncode == 0
    assert tieout(tmp_path, "export", "receipts").stdout == tieout(run, "export", "receipts").stdout
    again = tieout(tmp_path, "db", "restore", str(copy))
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")
def test_nobody_else_of_the_machine_reads_the_books_or_a_copy(tmp_path: Path) -> None:
    """Names, amounts and what payers wrote lie there in clear."""
    before = os.umask(0)
    try:
        for words in (("db", "upgrade"), ("db", "backup", str(tmp_path / "copy.db"))):
            subprocess.run(started(*words), capture_output=True, check=True, env=environment(tmp_path))
    finally:
        os.umask(before)
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in made} >= {"copy.db", "books.db"}
    assert [path for path in made if path.stat().st_mode & 0o027] == []


def test_the_same_files_again_are_refused_one_line_each(run: Path) -> None:
    before = tieout(run, "export", "postings").stdout
    done = tieout(run, "ingest", *FILES)

    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [Path(name).name for name in FILES]
    assert tieout(run, "export", "postings").stdout == before


def test_reports_and_formats(run: Path) -> None:
    table = tieout(run, "report", "aging", "--as-of", "2026-11-19")
    rows = json.loads(tieout(run, "--json", "report", "aging", "--as-of", "2026-11-19").stdout)

    assert "days 91 plus" in table.stdout
    assert {"customer_number", "current", "total"} <= set(rows[0])
    assert all(row["total"].count(".") == 1 for row in rows)
    assert tieout(run, "export", "items", "--format", "parquet", "-o", str(run / "items.parquet")).returncode == 0
    assert pl.read_parquet(run / "items.parquet").height > 1000


def test_what_is_read_is_listed(run: Path) -> None:
    listed = json.loads(tieout(run, "formats", "--json").stdout)["formats"]

    assert [one["name"] for one in listed] == [one.name for one in FORMATS]
    assert "NACHA (ACH) file" in tieout(run, "formats").stdout


REFUSED = (
    (("report", "weather"), 1),
    (("export", "receipts", "--db", "sqlite:///nowhere/at/all.db"), 1),
    (("ingest", "no-such-file.bai"), 1),
    (("match", "--db", "nonsense"), 1),
    (("serve", "--host", "0.0.0.0"), 1),
    (("export", "weather"), 2),
    (("match", "--as-of", "yesterday"), 2),
    (("dance",), 2),
)


@pytest.mark.parametrize(("arguments", "code"), REFUSED, ids=str)
def test_what_is_refused_and_what_is_wrong_usage(
    arguments: tuple[str, ...], code: int, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = tieout(run, *arguments)

    assert done.returncode == code
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    if code == 1:
        assert done.stderr.count("\n") == 1


def test_a_run_killed_in_the_middle_is_finished_by_the_next(books: Path, run: Path, tmp_path: Path) -> None:
    shutil.copytree(books, tmp_path, dirs_exist_ok=True)
    assert tieout(tmp_path, "ingest", *FILES).returncode == 0
    log = tmp_path / "books.db-wal"
    process = subprocess.Popen(
        started("match", "--as-of", "2026-11-19"),
        env=environment(tmp_path, TIEOUT_POSTING_BATCH="5"),
        stdout=subprocess.DEVNULL,
    )
    began = time.monotonic()
    while process.poll() is None and time.monotonic() - began < 60:
        posted = tieout(tmp_path, "export", "applications") if log.exists() else None
        if posted and posted.stdout.count(",posted,") > 10:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert tieout(tmp_path, "db", "check").returncode == 0
    assert tieout(tmp_path, "match", "--as-of", "2026-11-19").returncode == 0

    columns = ["bank_reference", "document_number", "cash_amount", "discount_amount"]
    finished, whole = (
        exported(folder, "applications").filter(pl.col("status") == "posted") for folder in (tmp_path, run)
    )
    assert sorted(finished.select(columns).rows()) == sorted(whole.select(columns).rows())
    assert tieout(tmp_path, "db", "check").returncode == 0
