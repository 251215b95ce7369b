"""`tieout audit` and `tieout report matching` on the terminal."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from kit.db import Database
from tests.services.test_audits import books


def test_audits_on_the_terminal(sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    books(sqlite_database, tmp_path)
    monkeypatch.setenv("TIEOUT_DATABASE_URL", str(sqlite_database.url))
    runner = CliRunner()

    def typed(*words: str) -> str:
        done = runner.invoke(app, words, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    (row,) = [row for row in json.loads(typed("audit", "list", "--json")) if row["amount"] == 125_000]
    audit = row["exception_id"]
    assert audit in typed("audit", "list")
    assert "INV-30012" in typed("audit", "show", audit, "--customer", "C100")
    said = typed("audit", "answer", audit, "--item", "INV-30011=1250.00", "--by", "ana")
    assert "confirmed" in said
    report = json.loads(typed("report", "matching", "--as-of", "2026-11-20", "--json"))
    assert next(line for line in report if line["scope"] == "total")["audited"] == 1
    assert "Clopper-Pearson" in typed("report", "matching", "--as-of", "2026-11-20")
    again = json.loads(typed("backtest", "--json"))
    assert (again["receipts"], again["differences"]) == (7, [])
    assert "unjudged" in typed("backtest")
    counted = json.loads(typed("audit", "decoys", "--json"))
    assert sum(row["wins"] for row in counted) == 0
    assert sum(row["answers"] for row in counted) > 0
    report = json.loads(typed("report", "matching", "--as-of", "2026-11-20", "--json"))
    assert next(line for line in report if line["scope"] == "total")["decoy_answers"] > 0
