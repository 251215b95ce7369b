"""An answer that the books refuse holds up its own receipt and no other."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import ledger
from kit.db import Database
from kit.refusals import Invalid
from ledger import NewApplication
from services import inquiries, intake, matching
from services.banking import booking
from services.decisions import policies
from services.workspace import Workspace
from tests.api import morning
from tests.services.sheets import imported
from tests.services.test_audits import DAY, drawing


def taken(database: Database, folder: Path) -> Workspace:
    """Give the small morning, taken in and not matched yet."""
    given = drawing(database, folder, 0)
    imported(given, folder, morning.CUSTOMERS, morning.OPEN_ITEMS, actor="test")
    intake.take(given, morning.bai2(), "morning.bai", actor="test")
    return given


def applied(workspace: Workspace) -> dict[str, str]:
    """Return each receipt's status."""
    return dict(inquiries.receipts(workspace).select("receipt_id", "status").iter_rows())


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_others_are_posted_and_the_next_run_tries_again(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    workspace = taken(database, tmp_path)
    booking.book(workspace, as_of=DAY, actor="test")
    _, plans = matching.planned(workspace, policies.of(workspace, DAY), DAY)
    bad = [plan.decision.receipt_id for plan in plans if plan.posted][place]
    book_it = ledger.applications.apply

    def refusing(book: Any, rows: Sequence[NewApplication]) -> Any:
        if any(row.receipt_id == bad for row in rows):
            raise Invalid(f"receipt {bad}: its credit memos are more than the invoices they are netted against")
        return book_it(book, rows)

    monkeypatch.setattr(ledger.applications, "apply", refusing)
    first = matching.run(workspace, as_of=DAY)

    left = applied(workspace)
    assert [warning for warning in first.warnings if bad in warning and "credit memos are more" in warning]
    assert len(first.warnings) == 1
    assert left.pop(bad) not in {"applied", "partially_applied"}
    assert sum(first.by_status.values()) == len(left) == len(plans) - 1

    monkeypatch.setattr(ledger.applications, "apply", book_it)
    again = matching.run(workspace, as_of=DAY)

    assert applied(workspace)[bad] == "applied"
    assert {key: one for key, one in applied(workspace).items() if key != bad} == left
    assert again.warnings == ()
    assert matching.run(workspace, as_of=DAY).by_status == {}
