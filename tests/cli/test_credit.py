"""`tieout credit` as an analyst meets it: an order is held, a limit granted, the order ready and let go."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.main import app
from credit.policy import BadCreditPolicy
from kit.db import Database

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "check-orders-against-credit.md"
ORDER = ("credit", "order", "SO-1", "--customer", "K1", "--amount", "120.00", "--ships", "2026-12-01")


@pytest.fixture
def desk(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give books with one customer."""
    monkeypatch.setenv("TIEOUT_DATABASE_URL", str(sqlite_database.url))
    tieout("customer", "create", "K1", "--set", "name=Kid", "--set", "terms=NET30", "--by", "ana")


def tieout(*arguments: str, exits: int = 0) -> str:
    """Run a command within this process, and return what it printed."""
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == exits, done.output
    return done.stdout


def told(*arguments: str) -> dict[str, Any]:
    """Run a command, and return its JSON."""
    answer: dict[str, Any] = json.loads(tieout(*arguments, "--json"))
    return answer


@pytest.mark.usefixtures("desk")
def test_an_order_is_held_and_let_go() -> None:
    assert tieout(*ORDER, exits=1) == "SO-1 held\n  NO_LIMIT: no limit was granted\n"
    asked = told("credit", "grant", "K1", "119.99", "--reason", "new", "--by", "ana")
    tieout("request", "approve", asked["request_id"], "--by", "ben")
    assert "limit 119.99 USD" in tieout("credit", "limit", "K1")
    queue = told("credit", "holds")["holds"]
    assert [(one["number"], one["still"]) for one in queue] == [("SO-1", ["OVER_LIMIT"])]
    waits = told("credit", "release", "SO-1", "--reason", "PROMISE", "--cap", "125.00", "--by", "ana")
    assert (waits["verdict"], waits["cap"]) == ("pending", 12_500)
    tieout("request", "approve", waits["request_id"], "--by", "ben")
    assert tieout("credit", "check", "SO-1", "--at", "pick").splitlines()[0] == "SO-1 released"
    tieout("credit", "hold", "K1", "--note", "their lawyer wrote", "--by", "ana")
    assert "their lawyer wrote" in tieout("credit", "check", "SO-1", "--at", "ship", exits=1)
    assert "Held orders" in tieout("credit", "holds")
    assert tieout("credit", "reject", "SO-1", "--note", "gone", "--by", "ana") == "SO-1 is turned down\n"


@pytest.mark.usefixtures("desk")
def test_the_examples_of_the_guide_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy, case, _late_charges = re.findall(
        r"^```toml\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    (tmp_path / "case.toml").write_text(case, encoding="utf-8")
    scored = told("credit", "score", str(tmp_path / "case.toml"))
    limit = scored["limit"]
    assert (scored["score"]["total"], limit["bound_by"], limit["minor"]) == ("70.00", "need", 6_000_000)
    assert "binds" in tieout("credit", "score", str(tmp_path / "case.toml"))
    file = tmp_path / "credit.toml"
    monkeypatch.setenv("TIEOUT_CREDIT_FILE", str(file))
    file.write_text(policy, encoding="utf-8")
    assert "DOCS_MISSING: no valid credit application, w9" in tieout(*ORDER, exits=1)
    file.write_text(policy + 'order_worth = "1"\n', encoding="utf-8")
    with pytest.raises(BadCreditPolicy, match="order_worth"):
        tieout(*ORDER)
