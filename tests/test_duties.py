"""Every duty has a place where it is done and a test that names it: the table of `docs/duties.md` is proven."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from api.pages import PAGES
from cli.main import app
from services.reports import REPORTS

ROOT = Path(__file__).parents[1]
#: The rows that are served today; a row that is served later joins with its test.
ROWS = (
    *(
        "A02a",
        "A02b",
        "A02c",
        "A02d",
        "A02f",
        "A02e",
        "A02g",
        "A02h",
        "A05",
        "A06",
        "A07",
        "A08",
        "A09",
        "A10",
        "A11",
        "A12",
        "A13",
        "A14",
        "A15",
        "A16",
        "A18",
        "A19",
        "A20",
        "A21",
        "A22",
        "A23",
        "A24",
        "A25",
        "A26",
        "A27",
        "A29",
        "A30",
        "A31",
        "A32",
        "A33",
        "A34",
        "A35",
        "A36",
        "A37",
        "A38",
        "A39",
        "A40",
        "A42",
        "A43",
        "A44",
        "A45",
        "A46",
        "A47",
        "A48",
        "A49",
        "A50",
        "A51",
        "A53",
        "A54",
        "A55",
        "A56",
        "A57",
        "A58",
    ),
    *("A59", "A60", "A61", "A62", "A63", "A64", "B04", "B5a", "B5b", "B5c", "B6a", "B6b", "B6c"),
    *("B7a", "B7b", "B7c", "B8a", "B8b", "B8c", "B9a", "B9b", "B9c", "B10a", "B10b", "B10c"),
)


def table() -> dict[str, tuple[str, str, str]]:
    """Return duty, place and tests by row."""
    text = (ROOT / "docs" / "duties.md").read_text(encoding="utf-8")
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:2] == "| "]
    return {row: (duty, where, test) for row, duty, where, test in cells[1:]}


def names(path: Path, row: str) -> list[str]:
    """Return the tests of a module that name a row: in their own name, in what they say, or in what the module says."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    word = re.compile(rf"\b{row}\b")
    whole = bool(word.search(ast.get_docstring(tree) or ""))
    return [
        one.name
        for one in tree.body
        if isinstance(one, ast.FunctionDef)
        and one.name.startswith("test_")
        and (whole or row.lower() in one.name.split("_") or word.search(ast.get_docstring(one) or ""))
    ]


def test_every_row_is_in_the_table() -> None:
    assert tuple(table()) == ROWS


@pytest.mark.parametrize("row", ROWS)
def test_a_row_has_tests_that_name_it(row: str) -> None:
    paths = re.findall(r"`(tests/[^`]+\.py)`", table()[row][2])

    assert paths
    assert [path for path in paths if not names(ROOT / path, row)] == []


@cache
def commands() -> dict[str, Any]:
    """Return the commands of `tieout`, built once."""
    found: dict[str, Any] = get_command(app).commands  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("row", ROWS)
def test_what_a_row_points_at_is_there(row: str) -> None:
    """Commands, reports and pages are called as the code calls them."""
    where = table()[row][1]
    pages = {page.title for page in PAGES}

    assert where
    for command, verb in re.findall(r"`tieout ([a-z-]+) ?([a-z-]*)", where):
        assert command in commands(), command
        assert not verb or verb in commands()[command].commands, verb
    for listed in re.findall(r"reports? ((?:`[a-z-]+`(?:, )?)+)", where):
        assert set(re.findall(r"`([a-z-]+)`", listed)) <= {report.name for report in REPORTS}
    for page in re.findall(r"page ([A-Z][a-z]+)", where):
        assert page in pages, page


def test_a_row_without_a_test_is_found() -> None:
    assert names(ROOT / "tests" / "test_duties.py", "Z99") == []
