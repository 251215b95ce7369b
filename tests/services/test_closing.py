"""The close: the worked tie-out and reserve through the books, prepared by one person and signed by another."""

import re
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

import ledger
from aging.provision import Specific
from kit.refusals import Invalid, PeriodClosed, Stale
from ledger import ItemType, NewApplication, NewCustomer, NewReceipt
from ledger.kinds import Kind
from ledger.records import Movement
from ledger.refusals import SamePerson
from ledger.valuing import keep_rates
from services import closing, control, periods, pools, reports
from services.percents import millionths
from services.reports.unfinished import waiting
from services.workspace import Workspace
from tests.aging import golden
from tests.aging.golden import AS_OF, ILLUSTRATION
from tests.services.month_ends import ready
from tests.services.test_aging_report import booked, invoice

NAMES = ("current", "1-30", "31-60", "61-90", "91+")
AGES = (-5, 10, 40, 70, 120)
GAP = """why,amount,reason,owner,evidence,expected_on
manual_journal,2500.00,accrual on the control account,controller,JE-118,2025-04-10
not_transferred,1200.00,batch 77 not transferred,ar,feed 4711,2025-04-02
gl_date,-500.00,posted next month,ar,JE-131,2025-04-02
"""


def owing(workspace: Workspace) -> None:
    """Book the worked case: 1,500,000 owed by age, and an allowance of 95,000 less 12,000 plus 2,000."""
    table = {row["bucket"]: golden.minor(row["balance"]) for row in golden.table("reserve").iter_rows(named=True)}
    with booked(workspace, "owing") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One"), NewCustomer("C9", "Bankrupt")])
        for name, age in zip(NAMES, AGES, strict=True):
            ledger.items.issue(book, [invoice(f"INV-{name}", table[name], AS_OF - timedelta(days=age))])
        before = date(2025, 1, 31)
        lines = ((Kind.PROVIDED, 9_500_000 - 1_200_000 + 200_000),)
        ledger.general.post(book, [Movement(lines, "USD", before, "opening allowance")])


@pytest.fixture
def gap(tmp_path: Path) -> Path:
    """Give the reconciling items as a sheet."""
    path = tmp_path / "gap.csv"
    path.write_text(GAP)
    return path


def test_a22_b6c_the_worked_gap_is_explained_and_signed(workspace: Workspace, gap: Path) -> None:
    owing(workspace)
    items = closing.reconciling(workspace, gap, "USD")
    tie, asked = closing.tie_out(workspace, AS_OF, "1503200.00", items, actor="ana")

    assert (tie.subledger, tie.difference, tie.explained, tie.unexplained) == (150_000_000, 320_000, 320_000, 0)
    with pytest.raises(SamePerson):
        control.approve(workspace, asked.request_id, actor="Ana")
    control.approve(workspace, asked.request_id, actor="ben")
    (row,) = reports.made(workspace, "tie-outs", AS_OF).rows(named=True)
    assert (row["difference"], row["unexplained"], row["state"]) == ("3200.00", "0.00", "approved")
    assert (row["maker"], row["checker"], row["kind"]) == ("ana", "ben", "tie_out")
    assert "manual_journal 2500.00" in row["items"]


def test_a22_what_is_not_explained_needs_an_exception(workspace: Workspace) -> None:
    owing(workspace)
    with pytest.raises(Invalid, match=r"3,200.00 USD is not explained"):
        closing.tie_out(workspace, AS_OF, "1503200.00", actor="ana")
    tie, asked = closing.tie_out(workspace, AS_OF, "1503200.00", reason="the ERP is down, see 4711", actor="ana")

    assert (tie.unexplained, asked.kind) == (320_000, "tie_out_exception")


def test_a22_a_tie_out_of_other_books_than_it_was_prepared_from_is_stale(workspace: Workspace) -> None:
    owing(workspace)
    _, asked = closing.tie_out(workspace, AS_OF, "1500000.00", actor="ana")
    with booked(workspace, "late") as book:
        ledger.items.issue(book, [invoice("LATE", 100, AS_OF)])

    with pytest.raises(Stale):
        control.approve(workspace, asked.request_id, actor="ben")


def reserved(workspace: Workspace, tmp_path: Path) -> str:
    """Prepare the worked reserve; return its request."""
    path = tmp_path / "specific.csv"
    path.write_text("customer_number,bucket,amount,rate,reason\nC1,days_91_plus,30000.00,100,bankrupt\n")
    debts = closing.specific(workspace, path, "USD")
    adjust = millionths("10")
    body, asked = closing.reserve(workspace, AS_OF, ILLUSTRATION, adjust, debts, actor="ana")
    assert (body["required"], body["provision"]) == (11_412_250, 2_912_250)
    return asked.request_id


def test_a54_the_worked_reserve_is_provided_once_it_is_signed(workspace: Workspace, tmp_path: Path) -> None:
    owing(workspace)
    request = reserved(workspace, tmp_path)
    with pytest.raises(SamePerson):
        control.approve(workspace, request, actor="ana")
    control.approve(workspace, request, actor="ben")

    with workspace.database.reading() as connection:
        trial = {
            row["role"]: row["balance"] for row in ledger.reads.trial_balance(connection, AS_OF).iter_rows(named=True)
        }
    assert trial["allowance"] == -11_412_250
    assert trial["credit_loss"] == 8_500_000 + 2_912_250
    (row,) = reports.made(workspace, "reserves", AS_OF).rows(named=True)
    assert [row[name] for name in ("required", "allowance", "provision")] == ["114122.50", "85000.00", "29122.50"]
    assert closing.reserve(workspace, AS_OF, ILLUSTRATION, 0, actor="ana")[0]["allowance"] == 11_412_250


def test_a54_a_reserve_is_tested_against_what_was_lost(workspace: Workspace, tmp_path: Path) -> None:
    owing(workspace)
    control.approve(workspace, reserved(workspace, tmp_path), actor="ben")
    day = AS_OF + timedelta(days=20)
    lost = control.ask_adjustment(
        workspace, "INV-91+", ledger.records.Adjust.BAD_DEBT, 4_000_000, reason="bankrupt", actor="ana", as_of=day
    )
    control.approve(workspace, lost.request_id, actor="ben")

    back = control.ask_adjustment(
        workspace, "INV-91+", ledger.records.Adjust.REINSTATED, 500_000, reason="dividend", actor="ana", as_of=day
    )
    with booked(workspace, "after") as book:
        ledger.items.issue(book, [invoice("LATER", 900, AS_OF + timedelta(days=35))])
    new = control.ask_adjustment(
        workspace, "LATER", ledger.records.Adjust.BAD_DEBT, 900, reason="bankrupt", actor="ana", as_of=day
    )
    for asked in (back, new):
        control.approve(workspace, asked.request_id, actor="ben")

    (then,) = reports.made(workspace, "reserves", AS_OF).rows(named=True)
    (later,) = reports.made(workspace, "reserves", day).rows(named=True)
    assert (then["lost"], later["lost"], later["excess"]) == ("0.00", "35000.00", "79122.50")


def test_a54_what_is_provided_once_is_not_provided_again(workspace: Workspace) -> None:
    """Two reserves of a day are prepared from one allowance: once the first is booked, the second is stale."""
    owing(workspace)
    requests = [closing.reserve(workspace, AS_OF, rates, actor="ana")[1] for rates in ([0] * 5, ILLUSTRATION)]
    control.approve(workspace, requests[0].request_id, actor="ben")
    with pytest.raises(Stale, match="allowance of 2025-03-31 has changed"):
        control.approve(workspace, requests[1].request_id, actor="ben")


def test_a54_a_closed_month_is_not_reserved_again(workspace: Workspace) -> None:
    """Its provision would fall into the next month, where the allowance of the day asked for never sees it."""
    owing(workspace)
    _, waits = closing.reserve(workspace, AS_OF, ILLUSTRATION, actor="ana")
    ready(workspace, "2025-03")
    periods.close(workspace, "2025-03", actor="ana")
    with pytest.raises(PeriodClosed, match="2025-03 is closed"):
        closing.reserve(workspace, AS_OF, ILLUSTRATION, actor="ana")
    with pytest.raises(PeriodClosed, match="was closed since"):
        control.approve(workspace, waits.request_id, actor="ben")


def test_a54_debts_reserved_by_themselves_are_owed(workspace: Workspace, tmp_path: Path) -> None:
    """Every line of the sheet that cannot be is told; a debt is its own customer's, and of its bucket."""
    owing(workspace)
    path = tmp_path / "specific.csv"
    lines = ("C9,days_91_plus,1.00,101,x", "C9,days_91_plus,much,100,x", "C9,days_91_plus,1.00,,", "C9,current,0,,x")
    path.write_text("\n".join(["customer_number,bucket,amount,rate,reason", *lines]))
    with pytest.raises(Invalid) as refused:
        closing.specific(workspace, path, "USD")
    said = ("line 2: a loss lies", "line 3: 'much' is no amount", "line 4: .*says why", "line 5: .*has an amount")
    assert all(re.search(one, refused.value.detail) for one in said)

    with pytest.raises(Invalid, match="there is no bucket moon: there is current, "):
        closing.reserve(workspace, AS_OF, ILLUSTRATION, 0, [Specific("C9", "moon", 1, reason="x")], actor="ana")
    debts = [Specific("C9", "days_91_plus", 10**9, reason="x"), Specific("C7", "current", 200, reason="x")]
    with pytest.raises(
        Invalid, match=r"C9 owes 0.00 USD in days_91_plus, not 10,000,000.00 USD; C7 owes 0.00 USD in current"
    ):
        closing.reserve(workspace, AS_OF, ILLUSTRATION, 0, debts, actor="ana")
    with pytest.raises(Invalid, match="C9: a loss lies from nothing to all"):
        closing.reserve(workspace, AS_OF, ILLUSTRATION, 0, [Specific("C9", "days_91_plus", 1, -1, "x")], actor="ana")


def test_a54_each_currency_is_reserved_and_worth_the_rate_of_its_day(workspace: Workspace) -> None:
    """1,000.00 EUR owed at 1.10: half of it is provided in EUR, and stands in the entity's own books as 550.00."""
    owing(workspace)
    with booked(workspace, "euros") as book:
        keep_rates(book, [("EUR", date(2025, 1, 1), 1_100_000_000)])
        ledger.items.issue(book, [ledger.NewItem("E1", ItemType.INVOICE, "C1", "EUR", 100_000, AS_OF, AS_OF)])
    assert [one.about for one in waiting(workspace, AS_OF) if one.event == "reserve_not_signed"] == ["EUR", "USD"]
    with pytest.raises(Invalid, match="nothing is owed in GBP"):
        closing.reserve(workspace, AS_OF, ILLUSTRATION, currency="GBP", actor="ana")
    with pytest.raises(Invalid, match="'eur' is no ISO 4217 code"):
        closing.tie_out(workspace, AS_OF, "0", currency="eur", actor="ana")
    halves = [millionths("50")] * 5
    body, asked = closing.reserve(workspace, AS_OF, halves, currency="EUR", actor="ana")
    control.approve(workspace, asked.request_id, actor="ben")

    assert (body["required"], body["provision"]) == (50_000, 50_000)
    assert [one.about for one in waiting(workspace, AS_OF) if one.event == "reserve_not_signed"] == ["USD"]
    with workspace.database.reading() as connection:
        journal = ledger.reads.base_journal(connection, AS_OF, "MAIN").filter(pl.col("gl_date") == AS_OF)
        assert ledger.checks.run(connection) == []
    provided = journal.filter(kind="provided").select("role", "debit", "credit").rows()
    assert provided == [("credit_loss", 55_000, 0), ("allowance", 0, 55_000)]


def test_a54_a_reserve_in_another_currency_stands_at_the_closes_rate(empty: Workspace) -> None:
    """IAS 21: 500.00 EUR reserved at 1.10 are 600.00 at 1.20; owed are 1,000.00, so that the net gains 50.00.

    Turned round the day after; a second close at 1.10 books nothing, and one at 1.05 loses on what is owed.
    """
    later, after = AS_OF + timedelta(days=30), AS_OF + timedelta(days=31)
    owing(empty)
    with booked(empty, "euros") as book:
        keep_rates(book, [("EUR", date(2025, 1, 1), 1_100_000_000)])
        ledger.items.issue(book, [ledger.NewItem("E1", ItemType.INVOICE, "C1", "EUR", 100_000, AS_OF, AS_OF)])
    _, asked = closing.reserve(empty, AS_OF, [millionths("50")] * 5, currency="EUR", actor="ana")
    control.approve(empty, asked.request_id, actor="ben")

    def unrealised(day: date) -> int:
        with empty.database.reading() as connection:
            journal = ledger.reads.base_journal(connection, day, "MAIN").filter(role="ar_revaluation")
            assert ledger.checks.run(connection) == []
        return int(journal["debit"].sum()) - int(journal["credit"].sum())

    def told() -> list[list[tuple[object, ...]]]:
        names = ("roll-forward", "reserves")
        return [reports.made(empty, name, later).filter(currency="EUR").rows() for name in names]

    before = told()
    assert periods.revalue(empty, AS_OF, actor="ana") == 0, "all of it stands at the rate of the day"
    for rate, net in ((1_200_000_000, 5_000), (1_100_000_000, 0), (1_050_000_000, -2_500)):
        with booked(empty, f"rate {rate}") as book:
            keep_rates(book, [("EUR", later, rate)])
        runs = [periods.revalue(empty, later, actor=f"{who} {rate}") for who in ("ana", "ben")]
        assert (runs, unrealised(later), unrealised(after)) == ([2, 0], net, 0)
    assert told() == before, "what is owed and reserved in EUR moves with no rate"


def pooled_reserve(workspace: Workspace, tmp_path: Path, by: str, *rows: str) -> tuple[dict[str, object], str]:
    """Prepare a reserve with rates of pools; return what it says, and its request."""
    path = tmp_path / "pools.csv"
    path.write_text("\n".join([",".join(pools.COLUMNS), *rows]) + "\n")
    told = pools.read(workspace, path)
    body, asked = closing.reserve(workspace, AS_OF, ILLUSTRATION, 100_000, pooled=told, pool_by=by, actor="ana")
    return body, asked.request_id


@pytest.fixture
def mixed(empty: Workspace) -> Workspace:
    """The worked case's customer bears a low risk, another of Texas a high one: it owes 1,000.00, 10 days past due."""
    owing(empty)
    with booked(empty, "another") as book:
        ledger.customers.upsert(book, [NewCustomer("C2", "Two", risk_class="High")])
        ledger.master.keep(book, [ledger.master.Site("C2", "HQ", ("bill_to",), tax_jurisdiction="US-TX")])
        ledger.items.issue(book, [invoice("TWO", 100_000, AS_OF - timedelta(days=10), customer="C2")])
    return empty


@pytest.mark.parametrize(("by", "name"), [("risk_class", "high"), ("region", "US-TX")])
def test_a54_customers_that_share_their_risk_are_reserved_by_rates_of_their_own(
    mixed: Workspace, tmp_path: Path, by: str, name: str
) -> None:
    """DOMAIN 10: half of the 1,000.00 in the pool, 10 % beyond history, is 550.00; all others as in the worked case."""
    one = closing.reserve(mixed, AS_OF, ILLUSTRATION, 100_000, actor="ana")[0]
    body, request = pooled_reserve(mixed, tmp_path, by, f"{name},5,50,60,70,80")
    worked = int(str(one["required"])) - 8_800  # 8.8 % of the 1,000.00
    assert body["required"] == worked + 55_000
    control.approve(mixed, request, actor="ben")
    (row,) = [row for row in reports.made(mixed, "reserves", AS_OF).rows(named=True) if row["state"] == "approved"]
    assert row["pools"] == f"{name} 550.00; others {worked // 100}.{worked % 100:02d}"


def test_a54_a_pool_that_changed_since_is_reserved_again(mixed: Workspace, tmp_path: Path) -> None:
    _, request = pooled_reserve(mixed, tmp_path, "region", "US-TX,5,50,60,70,80")
    with booked(mixed, "moved") as book:
        ledger.items.issue(book, [invoice("MORE", 100, AS_OF - timedelta(days=10), customer="C2")])
        ledger.documents.credit(
            book, ledger.item_id("MAIN", ItemType.INVOICE, "INV-1-30"), 100, 0, gl_on=AS_OF, reason="x"
        )
    with pytest.raises(Stale, match="what is owed"):
        control.approve(mixed, request, actor="ben")


@pytest.mark.parametrize(
    ("by", "rows", "said"),
    [
        ("risk_class", ("medium,1,2,3,4,5",), "pool 'medium': no customer has this risk_class; there is high"),
        ("colour", ("red,1,2,3,4,5",), "pooled by risk_class or region, not by 'colour'"),
        ("risk_class", ("high,1,2,3,4,5", "HIGH,1,2,3,4,5"), "two pools have one name"),
        ("risk_class", ("high,1,2,3,4,500",), "reserve of pool high: .* a loss lies from nothing to all"),
        ("risk_class", ("high,1,2,three,4,5",), "line 2: 'three' is no percentage"),
    ],
)
def test_pools_that_cannot_be_are_refused(
    mixed: Workspace, tmp_path: Path, by: str, rows: tuple[str, ...], said: str
) -> None:
    with pytest.raises(Invalid, match=said):
        pooled_reserve(mixed, tmp_path, by, *rows)


@pytest.mark.parametrize(
    ("text", "rate"), [("0.33", 3_300), ("8", 80_000), ("100", 1_000_000), ("-5.5", -55_000), (".25", 2_500)]
)
def test_percentages_are_read_exactly(text: str, rate: int) -> None:
    assert millionths(text) == rate


@pytest.mark.parametrize("text", ["", "8%", "0.33333", "1,5", "x", "1.2.3"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="no percentage"):
        millionths(text)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("manual_journal", "moon", "line 2: why 'moon' is none of manual_journal"),
        ("2500.00", "much", "line 2: .*amount"),
        ("2025-04-10", "soon", "line 2: expected_on 'soon' is no day"),
        ("controller", "", "owner"),
    ],
)
def test_what_explains_nothing_is_refused(empty: Workspace, gap: Path, old: str, new: str, said: str) -> None:
    gap.write_text(GAP.replace(old, new))
    with pytest.raises(Invalid, match=said):
        closing.tie_out(empty, AS_OF, "3200.00", closing.reconciling(empty, gap, "USD"), actor="ana")


def test_a54_shares_of_past_month_ends_give_rates_and_a_reserve(workspace: Workspace) -> None:
    """DOMAIN §10: 20, 35, 50 and 60 % moved on and 70 % of the last is lost: 97,072.50 on the worked balances.

    What stands in a bucket stood in the one before a month ago; the rest of that one was paid in March.
    """
    owing(workspace)
    before = date(2025, 2, 28)
    paid = ((105_000_000 - 21_000_000), (22_857_143 - 8_000_000), (8_000_000 - 4_000_000), (7_500_000 - 4_500_000))
    with booked(workspace, "past") as book:
        for place, (minor, age) in enumerate(zip(paid, AGES, strict=False)):
            ledger.items.issue(book, [invoice(f"OLD-{place}", minor, before - timedelta(days=age))])
            ledger.receipts.receive(book, [NewReceipt(f"rcp_{place}", None, minor, "USD", AS_OF, AS_OF, "C1")])
            old = ledger.item_id("MAIN", ItemType.INVOICE, f"OLD-{place}")
            ledger.applications.apply(book, [NewApplication(f"rcp_{place}", old, minor, AS_OF)])

    table = reports.made(workspace, "roll-rates", AS_OF, {"months": "2", "last": "70"})
    assert table["share_percent"].to_list()[:5] == ["20.0000", "35.0000", "50.0000", "60.0000", "70.0000"]
    assert table["loss_percent"].to_list()[:5] == ["1.4700", "7.3500", "21.0000", "42.0000", "70.0000"]
    assert table.row(5) == ("total", "1500000.00", None, None, "97072.50", "USD")


@pytest.mark.parametrize("wrong", [{"months": "1"}, {"months": "x"}, {"last": "101"}, {"last": "8%"}])
def test_a54_rates_of_nothing_are_refused(empty: Workspace, wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        reports.made(empty, "roll-rates", AS_OF, wrong)
