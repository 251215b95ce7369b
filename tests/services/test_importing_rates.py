"""Rates from a sheet, and the revaluation they make."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

import ledger
from kit.refusals import PeriodClosed
from services import exports, periods
from services.importing import rates
from services.importing.rows import RowsRefused
from services.workspace import Workspace
from tests.ledger.desk import booked, invoice_id
from tests.ledger.test_values import euros
from tests.services.conftest import NOON


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


def test_a_day_is_revalued_by_what_changed_since(empty: Workspace, tmp_path: Path) -> None:
    """A trial run before month end, then a payment, then another rate: the day ends at what its last run says."""
    rows = ("EUR,2026-11-02,1.10", "EUR,2026-11-30,1.07")
    rates.rates(empty, sheet(tmp_path, *rows), actor="ana")
    with booked(empty.database, "opened") as book:
        ledger.customers.upsert(book, [ledger.NewCustomer("C1", "One")])
        ledger.items.issue(book, [euros("I1", 1_000_000), euros("I2", 500_000)])
    end, hours = date(2026, 11, 30), count(1)
    empty = replace(empty, clock=lambda: NOON + timedelta(hours=next(hours)))

    def unrealised() -> int:
        told = exports.frame(empty, "base_postings", as_of=end).filter(account="7020", gl_date=end)
        return int(sum(Decimal(row["credit"]) - Decimal(row["debit"]) for row in told.iter_rows(named=True)))

    assert (periods.revalue(empty, end, actor="ana"), unrealised()) == (1, -450)
    with booked(empty.database, "gone") as book:
        ledger.documents.credit(book, invoice_id("I2"), 500_000, 0, gl_on=end, reason="returned")
    assert (periods.revalue(empty, end, actor="ana"), unrealised()) == (1, -300)
    rates.rates(empty, sheet(tmp_path, "EUR,2026-11-30,1.20"), actor="ana")
    assert (periods.revalue(empty, end, actor="ana"), unrealised()) == (1, 1_000)
    assert (periods.revalue(empty, end, actor="ana"), unrealised()) == (0, 1_000)
    with empty.database.reading() as connection:
        assert ledger.checks.run(connection) == []
    with booked(empty.database, "closed") as book:
        ledger.periods.close(book, "2026-11")
    with pytest.raises(PeriodClosed, match="2026-11 is closed"):
        periods.revalue(empty, end, actor="ana")


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
