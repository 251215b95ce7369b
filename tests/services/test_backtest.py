"""Another policy over the runs that are kept: what it would post otherwise, and what people think of that."""

from pathlib import Path

import pytest

from kit.db import Database
from ledger import tables
from matcher import Policy
from services import desk
from services.decisions import audits, policies
from services.decisions.backtest import Backtest, backtest
from services.desk import Line
from services.workspace import Workspace
from tests.services.conftest import quiet
from tests.services.test_audits import books, first


@pytest.fixture
def drawn(sqlite_database: Database, tmp_path: Path) -> Workspace:
    """Give the small morning, every posting drawn."""
    return books(sqlite_database, tmp_path)


def outcome(workspace: Workspace, chosen: Policy) -> Backtest:
    return backtest(workspace, chosen, progress=quiet)


def test_the_same_policy_changes_nothing_and_nothing_is_written(drawn: Workspace) -> None:
    with drawn.database.reading() as connection:
        before = connection.execute(tables.batch.select()).all()
    found = outcome(drawn, policies.of(drawn))

    assert (found.differences.height, found.receipts, found.let_go) == (0, 7, 0)
    with drawn.database.reading() as connection:
        assert connection.execute(tables.batch.select()).all() == before


@pytest.fixture
def strict(sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Give the small morning under a policy that lets next to nothing post."""
    monkeypatch.setattr(
        policies, "of", lambda _workspace, _on=None, **_within: Policy(error_bound=1e-9, audit_share_bp=0)
    )
    return books(sqlite_database, tmp_path)


def test_a_lenient_policy_posts_more_and_is_held_against_peoples_answers(strict: Workspace) -> None:
    fresh = outcome(strict, Policy())
    assert set(fresh.differences["change"]) == {"newly_applied"}
    assert set(fresh.differences["judged"]) == {"unjudged"}
    amounts = dict(fresh.differences.select("receipt_id", "amount").iter_rows())
    assert {125_000, 310_000} <= set(amounts.values())

    by_amount = {amount: receipt_id for receipt_id, amount in amounts.items()}
    desk.not_ar(strict, by_amount[310_000], "tax", actor="ana")
    desk.accept(strict, by_amount[125_000], 1, actor="ana")
    again = outcome(strict, Policy())
    judged = dict(again.differences.select("receipt_id", "judged").iter_rows())
    assert (judged[by_amount[310_000]], judged[by_amount[125_000]]) == ("wrong", "right")
    assert (again.sums["wrong"].sum(), again.sums["right"].sum()) == (1, 1)
    assert again.sums["receipts"].sum() == len(amounts)
    assert again.sums["amount"].sum() == sum(amounts.values())


def test_a_strict_policy_posts_less_and_an_audit_judges(drawn: Workspace) -> None:
    row = first(drawn)
    audits.answer(drawn, row["exception_id"], "apply", actor="ana", lines=[Line("INV-30011", 125_000)])
    found = outcome(drawn, policies.of(drawn).model_copy(update={"error_bound": 1e-9}))
    mine = [one for one in found.differences.rows(named=True) if one["receipt_id"] == row["receipt_id"]]

    assert [(one["change"], one["judged"], one["amount"]) for one in mine] == [("no_longer_applied", "right", 125_000)]
