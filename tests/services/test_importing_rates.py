"""Rates from a sheet, and the revaluation they make."""

from datetime import date
from pathlib import Path

import pytest

import ledger
from services import exports, periods
from services.importing import rates
from services.importing.rows import RowsRefused
from services.workspace import Workspace
from tests.ledger.desk import booked
from tests.ledger.test_values import euros


def sheet(folder: Path, *rows: str) -> Path:
    path = folder / "rates.csv"
    path.write_text("currency,date,rate\n" + "".join(f"{row}\n" for row in rows))
    return path


def test_open_items_are_revalued_at_the_days_rate_once(workspace: Workspace, tmp_path: Path) -> None:
    rows = ("EUR,2026-11-02,1.10", "EUR,2026-11-30,1.07")
    assert rates.rates(workspace, sheet(tmp_path, *rows), actor="ana").new == 2
    with booked(workspace.database, "opened") as book:
        ledger.customers.upsert(book, [ledger.NewCustomer("C1", "One")])
        ledger.items.issue(book, [euros("I1", 1_000_000)])
    end = date(2026, 11, 30)

    assert [periods.revalue(workspace, end, actor="ana") for _ in range(2)] == [1, 0]
    told = exports.frame(workspace, "base_postings", as_of=end)
    assert told.filter(kind="revalued_down").select("account", "debit", "credit").rows() == [
        ("7020", "300.00", "0.00"),
        ("1180", "0.00", "300.00"),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("USD,2026-11-02,1.10", "is the entity's own"),
        ("EUR,2026-11-02,0", "is no decimal"),
        ("EUR,2026-11-02,-1", "is no decimal"),
        ("EUR,2026-11-02,1.0123456789", "is no decimal"),
        ("EUR,02.11.2026,1.1", "is no day"),
        ("euro,2026-11-02,1.1", "is no ISO 4217 code"),
    ],
)
def test_a_rate_that_cannot_be_is_refused(empty: Workspace, tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(RowsRefused) as refused:
        rates.rates(empty, sheet(tmp_path, row), actor="ana")
    assert said in refused.value.reasons[0]
