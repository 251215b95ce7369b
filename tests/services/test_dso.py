"""A08: DSO of 40 days: the worked quarter told against its target, as best possible and what is late on top of it."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

import ledger
from kit.refusals import Invalid
from ledger import ItemType, NewApplication, NewCustomer, NewReceipt
from services import reports
from services.reports.dso import pictures
from services.targets import targets
from services.targets.setting import Target
from services.workspace import Workspace
from tests.services.test_aging_report import booked, invoice

MARCH = date(2025, 3, 31)
WHOLE = 100


def quarter(workspace: Workspace) -> None:
    """Book DOMAIN section 11: sales 900,000, 800,000 and 1,000,000, closing 1,500,000 of which 1,125,000 is current."""
    late, soon = date(2025, 3, 1), MARCH + timedelta(days=10)
    rows = (
        ("A0", 45_000, date(2024, 11, 1), date(2024, 12, 1)),
        ("O0", 1_355_000, date(2024, 12, 1), date(2024, 12, 31)),
        ("A1", 900_000, date(2025, 1, 10), late),
        ("B1", 675_000, date(2025, 2, 10), late),
        ("B2", 125_000, date(2025, 2, 20), soon),
        ("C1", 1_000_000, date(2025, 3, 5), soon),
    )
    paid = (("O0", 1_355_000), ("A1", 570_000), ("B1", 675_000))
    with booked(workspace, "quarter") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        for name, whole, on, due in rows:
            told: dict[str, Any] = {"issued_on": on, "gl_on": on}
            ledger.items.issue(book, [invoice(name, whole * WHOLE, due, "C1", **told)])
        for name, whole in paid:
            day = date(2025, 3, 20)
            ledger.receipts.receive(
                book, [NewReceipt(f"rcp_{name}", f"ent_{name}", whole * WHOLE, "USD", day, day, "C1")]
            )
            item = ledger.item_id("MAIN", ItemType.INVOICE, name)
            ledger.applications.apply(book, [NewApplication(f"rcp_{name}", item, whole * WHOLE, day)])


def test_a08_the_worked_quarter_is_37_50_best_possible_and_12_50_late_against_40(workspace: Workspace) -> None:
    quarter(workspace)
    targets.set_target(workspace, Target("dso_simple", "USD", "at_most", "40", "ana"), actor="cora")
    (row,) = reports.made(workspace, "dso", MARCH, {"ends": "1"}).rows(named=True)

    names = ("dso", "best_possible", "delinquent", "target", "over", "closing", "current", "sales", "days")
    assert [row[name] for name in names] == [
        *("50.00", "37.50", "12.50", "40", "10.00"),
        *("1500000.00", "1125000.00", "2700000.00", 90),
    ]
    kpis = {one["kpi"]: one["value"] for one in reports.made(workspace, "kpis", MARCH).rows(named=True)}
    assert [kpis[name] for name in ("dso_simple", "dso_best_possible", "days_delinquent")] == [
        row[name] for name in ("dso", "best_possible", "delinquent")
    ]


def test_a08_the_picture_is_drawn_from_the_table_with_the_target_across(workspace: Workspace) -> None:
    quarter(workspace)
    targets.set_target(workspace, Target("dso_simple", "USD", "at_most", "40", "ana"), actor="cora")
    table = reports.made(workspace, "dso", MARCH, {"ends": "2"})
    (picture,) = pictures(table)

    assert (picture.title, picture.line) == ("DSO in days, USD; target 40", 4_000)
    assert [(bar.label, bar.minor, bar.first) for bar in picture.bars][-1] == ("2025-03-31", 5_000, 3_750)
    assert picture.bars[-1].text == "50.00 = 37.50 + 12.50"
    assert picture.parts == ("best possible", "late")
    (early,) = pictures(table.head(1).with_columns(delinquent=pl.lit("-0.11")))
    assert early.bars[0].text.endswith(" - 0.11")


@pytest.mark.parametrize("by_month", [date(2025, 1, 31), date(2025, 2, 28), MARCH])
def test_each_month_end_says_what_the_figures_of_that_day_say(workspace: Workspace, by_month: date) -> None:
    """A target that is set later, or an aim that is no ceiling, leaves the figures alone."""
    quarter(workspace)
    targets.set_target(workspace, Target("dso_simple", "USD", "at_least", "40", "ana"), actor="cora")
    rows = {row["month_end"]: row for row in reports.made(workspace, "dso", MARCH, {"ends": "3"}).rows(named=True)}
    kpis = {one["kpi"]: one["value"] for one in reports.made(workspace, "kpis", by_month).rows(named=True)}

    assert [rows[by_month][name] for name in ("dso", "best_possible", "delinquent", "target", "over")] == [
        *(kpis[name] for name in ("dso_simple", "dso_best_possible", "days_delinquent")),
        *(None, None),
    ]


def test_without_sales_there_is_no_dso(workspace: Workspace) -> None:
    quarter(workspace)
    table = reports.made(workspace, "dso", date(2025, 9, 30), {"ends": "1"})
    assert (table["dso"].to_list(), table["over"].to_list(), pictures(table)) == ([None], [None], ())


@pytest.mark.parametrize("options", [{"ends": "0"}, {"ends": "37"}, {"months": "13"}, {"months": "²"}])
def test_what_makes_no_period_is_refused(empty: Workspace, options: dict[str, str]) -> None:
    with pytest.raises(Invalid, match="months, not"):
        reports.made(empty, "dso", MARCH, options)
