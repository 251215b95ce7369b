"""Every bank file has its expected result beside it."""

from pathlib import Path

import pytest

import parsers
from parsers.first_bytes import head
from tests.parsers.golden import ROOT, bank_files, expected_path, rendered

#: Format -> folder of its files, where the two names differ.
FOLDERS = {"nacha": "ach", "camt052": "camt053"}


@pytest.mark.parametrize("path", bank_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_bank_file_reads_as_expected(path: Path, *, golden_update: bool) -> None:
    found = rendered(parsers.read(path.read_bytes()))
    if golden_update:
        expected_path(path).write_text(found, encoding="utf-8")

    assert expected_path(path).exists(), "run pytest tests/parsers --golden-update and review the diff"
    assert found == expected_path(path).read_text(encoding="utf-8")


def test_findings_write_money_as_people_do() -> None:
    """Whoever reads a finding on the page Files has an amount of money before them, not a count of cents."""
    told = [path.name for path in ROOT.rglob("*.expected.json") if "minor unit" in path.read_text(encoding="utf-8")]

    assert told == []


def test_no_expectation_is_left_without_its_file() -> None:
    wanted = {expected_path(path) for path in bank_files()}
    orphans = [path.name for path in ROOT.rglob("*.expected.json") if path not in wanted]

    assert orphans == []


@pytest.mark.parametrize("known", parsers.FORMATS, ids=lambda known: known.name)
def test_a_format_has_files_and_says_where_they_come_from(known: parsers.Format) -> None:
    folder = ROOT / FOLDERS.get(known.name, known.name)
    files = [path for path in bank_files() if path.parent == folder]

    assert any(parsers.recognised(path.read_bytes()) == known for path in files)
    assert "invented" in (folder / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", bank_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_exactly_one_format_knows_a_file(path: Path) -> None:
    first = head(path.read_bytes())

    assert [known.name for known in parsers.FORMATS if known.knows(first)] in [
        [known.name] for known in [parsers.recognised(path.read_bytes())] if known
    ]
