"""Answers and knowledge on the command line: what was learned, what else it settles, and the second person."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.main import app
from kit.db import Database
from kit.refusals import Refused
from tests.conftest import Fill
from tests.services.conftest import workspace_over
from tests.services.knowledge.small import AS_OF, line, made, morning

DAY = AS_OF.isoformat()
TAX = {"payer": "CITY TAX OFFICE", "company": "9999999999"}


def unknown(database: Database) -> None:
    """Fill books in which nobody knows two payers."""
    lines = [line("R1", 125317), line("R2", 31741), line("R3", 95283), line("R4", 5555, **TAX), line("R5", 777, **TAX)]
    with TemporaryDirectory() as folder:
        morning(made(workspace_over(database), Path(folder)), lines)


@pytest.fixture
def books(filled_sqlite: Callable[[Fill], Path], tmp_path: Path) -> str:
    """Give the URL of a copy of them."""
    shutil.copy(filled_sqlite(unknown), tmp_path / "books.db")
    return f"sqlite:///{tmp_path / 'books.db'}"


def told(books: str, *typed: str) -> Any:
    """Return what a command answers as JSON."""
    done = CliRunner().invoke(app, [*typed, "--as-of", DAY, "--db", books, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


def waiting(books: str) -> dict[int, str]:
    """Return the exceptions by amount."""
    done = CliRunner().invoke(app, ["export", "exceptions", "--format", "json", "--db", books], catch_exceptions=False)
    rows = json.loads(done.output)
    return {int(row["amount"].replace(".", "")): row["exception_id"] for row in rows}


def test_one_answer_settles_the_rest_where_it_is_asked_to(books: str) -> None:
    first = waiting(books)[125317]
    done = told(books, "resolve", first, "--accept", "1", "--by", "ana", "--settle")

    assert done["status"] == "applied"
    assert [one["would"] for one in done["also_settles"]] == ["post", "post"]
    assert len(done["settled"]) == 2
    assert sorted(waiting(books)) == [777, 5555]
    assert {one["sentence"] for one in told(books, "knowledge", "list")} == {
        "company id 1185967292 is customer C1",
        "name ZQX HOLDINGS is customer C1",
    }


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        (
            ["--apply", "60217372=1000.00", "--deduct", "60217372=253.17:freight", "--customer", "C1"],
            "partially_applied",
        ),
        (["--customer", "C2"], "review"),
        (["--on-account", "--customer", "C2"], "unapplied"),
        (["--not-ar", "--note", "refund"], "not_ar"),
        (["--park"], "review"),
    ],
)
def test_every_act_of_the_desk(books: str, typed: list[str], status: str) -> None:
    assert told(books, "resolve", waiting(books)[125317], *typed)["status"] == status


@pytest.mark.parametrize(
    "typed",
    [[], ["--park", "--undo"], ["--apply", "60217372"], ["--deduct", "60217372=1.00"], ["--apply", "60217372=many"]],
)
def test_a_decision_that_is_none_is_refused(books: str, typed: list[str]) -> None:
    with pytest.raises(Refused):
        told(books, "resolve", waiting(books)[125317], *typed)


def test_knowledge_by_hand(books: str) -> None:
    added = told(books, "knowledge", "add", "payer_link", "company_id", "118-5967292", "--means", "C1", "--by", "ana")
    assert (added["status"], added["reach"]["receipts"]) == ("active", 3)
    shown = told(books, "knowledge", "preview", added["id"], "--retired")
    assert [one["becomes"] for one in shown] == ["payer_unknown"] * 3
    with pytest.raises(Refused):
        told(books, "knowledge", "approve", added["id"], "--by", "ana")
    assert told(books, "knowledge", "approve", added["id"], "--by", "ben")["approved_by"] == "ben"
    assert told(books, "knowledge", "retire", added["id"], "--by", "ben")["why"] == "taken back"
    assert told(books, "knowledge", "list", "--status", "active") == []


def test_it_reads_well_on_a_terminal(books: str) -> None:
    done = CliRunner().invoke(
        app, ["resolve", waiting(books)[125317], "--accept", "1", "--as-of", DAY, "--db", books], catch_exceptions=False
    )
    assert "learned: company id 1185967292 is customer C1 (active)" in done.output
    assert "2 waiting receipts: it would decide otherwise; --settle does so" in done.output
    table = CliRunner().invoke(app, ["knowledge", "list", "--db", books, "--as-of", DAY], catch_exceptions=False)
    assert "3 receipts, 2,523.41 USD" in table.output
