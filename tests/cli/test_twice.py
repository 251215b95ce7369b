"""Twice is once: the same morning in two databases says the same, and again in one database changes nothing."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from services.demo import MORNING, bank_files
from tests.cli.test_bad_input import everything, tieout

#: Banks' tables say nothing of how they are read: somebody confirms it first.
TABLES = sorted(MORNING.glob("bank_*"))
#: What is told of a morning, without the times at which it was told.
KINDS = ("receipts", "applications", "exceptions", "items", "findings")


@pytest.fixture(scope="module")
def mornings(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give two folders with the books of one morning: one by `demo`, one by hand with the files in another order."""
    one, two = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")
    done = tieout(one, "demo", "--no-serve", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    for kind, sheet in (("customers", "customers"), ("items", "open_items"), ("payer-links", "payer_links")):
        assert tieout(two, "import", kind, str(MORNING / f"{sheet}.csv")).returncode == 0
    files = [str(path) for path in reversed(bank_files())]
    for path in TABLES:
        assert tieout(two, "mapping", "confirm", str(path)).returncode == 0
    done = tieout(two, "run", *files, "--as-of", "2026-11-19")
    assert done.returncode == 0, done.stderr
    return one, two


def exported(folder: Path, kind: str) -> list[list[str]]:
    """Return an export's rows, header first."""
    done = tieout(folder, "export", kind, "--as-of", "2026-11-19")
    assert done.returncode == 0, done.stderr
    return list(csv.reader(io.StringIO(done.stdout)))


def test_two_databases_say_the_same_of_one_morning(mornings: tuple[Path, Path]) -> None:
    for kind in KINDS:
        one, two = (exported(folder, kind) for folder in mornings)

        assert len(one) > 1
        assert sorted(one) == sorted(two), kind


def test_the_demo_twice_changes_nothing(mornings: tuple[Path, Path]) -> None:
    before = everything(mornings[0])
    again = tieout(mornings[0], "demo", "--no-serve", "--json")

    assert again.returncode == 0
    assert "files were taken before: nothing changed" in again.stderr
    assert json.loads(again.stdout)["summary"]["booked"]["received"] == 0
    after = everything(mornings[0])
    money = ("journal", "entry", "posting", "item", "application", "bank_file", "bank_entry", "tie")
    assert {name: rows for name, rows in after.items() if name in money} == {
        name: rows for name, rows in before.items() if name in money
    }


def test_the_same_files_under_other_names_bring_no_receipt(mornings: tuple[Path, Path], tmp_path: Path) -> None:
    folder = mornings[1]
    before = exported(folder, "receipts")
    for number, path in enumerate(bank_files()):
        shutil.copy(path, tmp_path / f"download ({number}).txt")
    names = sorted(str(path) for path in tmp_path.iterdir())
    done = tieout(folder, "run", *names, "--as-of", "2026-11-20")

    assert done.returncode == 1
    assert done.stderr.count("\n") == len(names)
    assert all("taken before, on " in line for line in done.stderr.splitlines())
    assert "0 receipts booked, 0 entries settled elsewhere" in done.stdout
    assert len(exported(folder, "receipts")) == len(before)
