"""A card processor's report explains one line of the bank, and is money only once that line proves it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

import ledger
from kit.db import Database
from services import control, exports, intake, matching, reports
from services.banking import pins
from services.banking.booking import Booked
from services.events import Event, Happened
from services.workspace import Workspace
from tests.conftest import Fill
from tests.ledger.desk import booked
from tests.parsers.bai2_files import bai2
from tests.parsers.golden import ROOT
from tests.services import test_withdrawals as withdrawals
from tests.services.conftest import workspace_over

DAY = date(2026, 11, 19)
LATER = date(2026, 11, 23)
HEADER = (
    "automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,created_utc,available_on_utc,currency,"
    "gross,fee,net,reporting_category,source_id,description,charge_id,customer_id\n"
)
SALE = "po_71,2026-11-19,txn_{0},2026-11-17,2026-11-19,usd,{1},{2},{3},{4},{5},Order INV-7001{0},{5},cus_1\n"
SALES = SALE.format(1, "100.00", "3.20", "96.80", "charge", "ch_1") + SALE.format(
    2, "200.00", "6.10", "193.90", "charge", "ch_2"
)
REFUND = SALE.format(3, "-50.00", "0.00", "-50.00", "refund", "re_3")
FEE = SALE.format(4, "0.00", "2.20", "-2.20", "fee", "fee_4")
BANK = "16,147,{0},,BR-1,,STRIPE TRANSFER/"


def statuses(workspace: Workspace) -> dict[str, list[str]]:
    """Return the statuses of the receipts by the file that told them."""
    rows = exports.frame(workspace, "receipts", as_of=DAY).sort("source_file", "source_line")
    return {name[0]: group["status"].to_list() for name, group in rows.group_by("source_file", maintain_order=True)}


def test_sales_wait_until_the_banks_line_proves_the_payout(workspace: Workspace) -> None:
    intake.take(workspace, (HEADER + SALES).encode(), "stripe.csv", actor="ana")
    first = matching.run(workspace, as_of=DAY)
    assert (first.booked.received, statuses(workspace)) == (0, {})

    intake.take(workspace, bai2([BANK.format(29070)], 29070), "bank.bai", actor="ana")
    second = matching.run(workspace, as_of=DAY)

    assert (second.booked.received, second.booked.settled) == (2, 1)
    assert statuses(workspace)["bank.bai"] == ["settled_elsewhere"]
    assert len(statuses(workspace)["stripe.csv"]) == 2
    assert matching.run(workspace, as_of=DAY).booked.received == 0


def roles(workspace: Workspace) -> dict[str, int]:
    """Return what lies where in the books, in minor units; debits positive."""
    with workspace.database.reading() as connection:
        rows = ledger.reads.trial_balance(connection, LATER).iter_rows(named=True)
        return {row["role"]: row["balance"] for row in rows if row["balance"]}


def test_a_payout_with_a_refund_is_booked_by_its_parts(workspace: Workspace) -> None:
    intake.take(workspace, (HEADER + SALES + REFUND + FEE).encode(), "stripe.csv", actor="ana")
    assert matching.run(workspace, as_of=DAY).booked.received == 0
    intake.take(workspace, bai2([BANK.format(23_850)], 23_850), "bank.bai", actor="ana")
    summary = matching.run(workspace, as_of=DAY)

    assert (summary.booked.received, summary.booked.settled) == (2, 1)
    assert statuses(workspace)["bank.bai"] == ["settled_elsewhere"]
    held = roles(workspace)
    assert (held["bank"], held["merchant_fees"], held["card_clearing"]) == (23_850, 220, 5_000)
    assert matching.run(workspace, as_of=DAY).booked.received == 0
    assert roles(workspace) == held


def test_a_line_booked_before_its_report_came_gives_way_to_the_parts(workspace: Workspace) -> None:
    intake.take(workspace, bai2([BANK.format(24_070)], 24_070), "bank.bai", actor="ana")
    assert matching.run(workspace, as_of=DAY).booked.received == 1
    assert roles(workspace)["bank"] == 24_070
    intake.take(workspace, (HEADER + SALES + REFUND).encode(), "stripe.csv", actor="ana")
    summary = matching.run(workspace, as_of=DAY)

    assert (summary.booked.received, summary.booked.reversed) == (2, 1)
    held = roles(workspace)
    assert (held["bank"], held["card_clearing"]) == (24_070, 5_000)


@pytest.mark.parametrize("minor", [24_071, 29_070, 50_00])
def test_a_line_that_is_not_what_the_parts_come_to_stays_one_for_a_person(workspace: Workspace, minor: int) -> None:
    intake.take(workspace, (HEADER + SALES + REFUND).encode(), "stripe.csv", actor="ana")
    intake.take(workspace, bai2([BANK.format(minor)], minor), "bank.bai", actor="ana")
    summary = matching.run(workspace, as_of=DAY)

    assert (summary.booked.received, summary.booked.settled) == (1, 0)
    assert list(statuses(workspace)) == ["bank.bai"], "cash is what the bank says, never more"
    assert "card_clearing" not in roles(workspace)


#: What a later payout takes back of the first sale -> (its amounts, whether the sale is given back, what stays).
BACK = {
    "a dispute with its fee": (("-100.00", "15.00", "-115.00", "dispute"), True, 0),
    "a refund, the fee kept": (("-100.00", "0.00", "-100.00", "refund"), True, 0),
    "a refund with the fee given back": (("-100.00", "-3.20", "-96.80", "refund"), True, 0),
    "a part of it": (("-40.00", "0.00", "-40.00", "refund"), False, 4_000),
}


@pytest.mark.parametrize("case", BACK)
def test_what_a_payout_takes_back_gives_back_its_sale(workspace: Workspace, case: str) -> None:
    (gross, fee, net, kind), whole, left = BACK[case]
    intake.take(workspace, (HEADER + SALES).encode(), "one.csv", actor="ana")
    intake.take(workspace, bai2([BANK.format(29_070)], 29_070), "bank1.bai", actor="ana")
    matching.run(workspace, as_of=DAY)
    again = SALE.replace("po_71,2026-11-19", "po_72,2026-11-23")
    report = again.format(8, "300.00", "9.00", "291.00", "charge", "ch_8")
    report += again.format(9, gross, fee, net, kind, "x_9").replace("INV-70019,x_9", "INV-70019,ch_1")
    intake.take(workspace, (HEADER + report).encode(), "two.csv", actor="ana")
    assert matching.run(workspace, as_of=LATER).booked.returned == 0, "before the bank proves it"
    came = 29_100 + round(float(net) * 100)
    intake.take(workspace, bai2([BANK.format(came)], came, group=DRAWN), "b.bai", actor="ana")
    summary = matching.run(workspace, as_of=LATER)

    assert (summary.booked.received, summary.booked.returned) == (1, int(whole))
    held = roles(workspace)
    assert held["bank"] == 29_070 + came
    assert held.get("card_clearing", 0) == left
    assert held.get("merchant_fees", 0) == (-round(float(net) * 100) - 9_680 if whole else 0)


#: A processor's report -> the bank's line for its payout (name, minor units, currency), what stays in clearing.
REPORTS = {
    "adyen/batch-118.csv": ("ADYEN N.V. BATCH 118", 21_700, "EUR", 3_000 + 2_550),
    "paypal/activity-days-first.csv": ("PAYPAL TRANSFER", 158_068, "USD", 0),
    "paypal/settlement-stl.csv": ("PAYPAL TRANSFER", 158_068, "USD", 0),
    "stripe/payout.csv": ("STRIPE TRANSFER", 92_882, "USD", 0),
}


@pytest.mark.parametrize("report", REPORTS)
def test_gross_less_refunds_fees_and_chargebacks_is_the_payout(workspace: Workspace, report: str) -> None:
    name, minor, currency, left = REPORTS[report]
    line = f"16,147,{minor},,BR-1,,{name}/"
    group = f"02,CALDERRIDGE,071000013,1,261118,,{currency},2/"
    intake.take(workspace, (ROOT / report).read_bytes(), report, actor="ana")
    intake.take(workspace, bai2([line], minor, group=group), "bank.bai", actor="ana")
    assert matching.run(workspace, as_of=LATER).booked.settled == 1
    found = reports.made(workspace, "card-settlements", LATER, {}).filter(pl.col("deposit").is_not_null())
    (row,) = found.rows(named=True)
    held = roles(workspace)

    amounts = {part: Decimal(row[part]) for part in ("gross", "refunds", "fees", "chargebacks", "other", "deposit")}
    taken_off = amounts["refunds"] + amounts["fees"] + amounts["chargebacks"]
    assert amounts["gross"] - taken_off + amounts["other"] == amounts["deposit"] == Decimal(minor) / 100
    assert (row["state"], held["bank"], held.get("card_clearing", 0)) == ("agrees", minor, left)


def by_hand(workspace: Workspace, event: Event, reference: str, minor: int) -> None:
    """Take the first sale back, or a part of it, by two people."""
    receipt = exports.frame(workspace, "receipts", as_of=DAY).filter(source_file="one.csv", amount="96.80")
    told = Happened(event, reference, minor, "USD", LATER, receipt=receipt["receipt_id"][0], reason="disputed")
    control.approve(workspace, control.ask_event(workspace, told, actor="ana").request_id, actor="ben")


def next_payout(workspace: Workspace, number: int, minor: int, line: str) -> Booked:
    """Take a later payout of a sale of 291.00 and of what is taken off it, and the bank's line for both."""
    payout = f"po_8{number},2026-11-23"
    sold = SALE.format(10 + number, "300.00", "9.00", "291.00", "charge", f"ch_{10 + number}")
    report = (sold + line).replace("po_71,2026-11-19", payout)
    intake.take(workspace, (HEADER + report).encode(), f"{payout}.csv", actor="ana")
    deposit = bai2([BANK.format(29_100 - minor)], 29_100 - minor, group=DRAWN)
    intake.take(workspace, deposit, f"{payout}.bai", actor="ana")
    return matching.run(workspace, as_of=LATER).booked


def of_sale(number: int, *cells: str) -> str:
    """Return a line of a payout that takes something of the first sale back: gross, fee, net, kind, its own number."""
    return SALE.format(number, *cells).replace(f"INV-7001{number},{cells[-1]}", f"INV-7001{number},ch_1")


def tied(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Return the returns as they stand; each batch agrees with its deposit, and the books hold."""
    assert set(reports.made(workspace, "card-settlements", LATER, {})["state"]) == {"agrees"}
    with workspace.database.reading() as connection:
        assert ledger.checks.run(connection) == []
    return reports.made(workspace, "returns", LATER).select("code", "state", "why").sort("code").rows()


def test_a_chargeback_booked_by_hand_is_the_payouts_line_and_stops_no_run(
    copy_of: Callable[[Fill], Database],
) -> None:
    """The sale brought 96.80, the processor takes 115.00: what is beyond the sale is a fee, and clearing is empty."""
    workspace = workspace_over(copy_of(paid_out))
    by_hand(workspace, Event.CARD_CHARGEBACK, "card network 7", 9_680)
    assert roles(workspace)["card_clearing"] == -9_680

    done = next_payout(workspace, 1, 11_500, of_sale(9, "-100.00", "15.00", "-115.00", "dispute", "dp_9"))
    assert (done.received, done.settled, done.returned) == (1, 1, 0)
    assert tied(workspace) == [("dispute", "linked", "")]
    held = roles(workspace)
    assert (held.get("card_clearing", 0), held["merchant_fees"]) == (0, 1_820)
    assert held["bank"] == 29_070 + 29_100 - 11_500
    assert matching.run(workspace, as_of=LATER).booked.returned == 0
    assert roles(workspace) == held


@pytest.mark.parametrize(("gross", "fee"), [("100.00", "15.00"), ("40.00", "15.00"), ("100.00", "0.00")])
def test_a_dispute_that_was_won_brings_the_payment_back_and_its_fee_beside_it(
    copy_of: Callable[[Fill], Database], gross: str, fee: str
) -> None:
    """Lost, it took the sale back and a fee; won, or won in part, what the payer paid is his, the fee is none."""
    workspace = workspace_over(copy_of(paid_out))
    next_payout(workspace, 1, 11_500, of_sale(9, "-100.00", "15.00", "-115.00", "dispute", "dp_9"))
    assert roles(workspace)["merchant_fees"] == 1_820
    net = Decimal(gross) + Decimal(fee)
    won = of_sale(8, gross, f"-{fee}", str(net), "dispute_reversal", "dp_8")
    next_payout(workspace, 2, -int(net * 100), won)

    back = exports.frame(workspace, "receipts", as_of=LATER).filter(source_file="po_82,2026-11-23.csv")
    assert sorted(back["amount"].to_list()) == sorted(["291.00", gross])
    held = roles(workspace)
    assert (held.get("card_clearing", 0), held["merchant_fees"]) == (0, 1_820 - int(Decimal(fee) * 100))
    assert tied(workspace) == [("dispute", "linked", "")]


def test_a_chargeback_after_a_refund_of_a_part_ties_out(copy_of: Callable[[Fill], Database]) -> None:
    """Both were booked by hand under the processor's numbers: each is its payout's line, whichever came first."""
    workspace = workspace_over(copy_of(paid_out))
    with booked(workspace.database, "whose") as book:
        receipts = exports.frame(workspace, "receipts", as_of=DAY).filter(source_file="one.csv")["receipt_id"]
        ledger.customers.upsert(book, [ledger.NewCustomer("C1", "One")])
        ledger.receipts.identify(book, [ledger.Identification(one, "C1", DAY) for one in receipts])
    next_payout(workspace, 1, 4_000, of_sale(9, "-40.00", "0.00", "-40.00", "refund", "re_9"))
    assert tied(workspace) == [("refund", "waits", "it names no payment of ours, or more than one")]
    by_hand(workspace, Event.BOUNCED, "re_9", 4_000)
    by_hand(workspace, Event.BOUNCED, "dp_8", 5_680)
    next_payout(workspace, 2, 7_500, of_sale(8, "-60.00", "15.00", "-75.00", "dispute", "dp_8"))

    assert tied(workspace) == [("dispute", "linked", ""), ("refund", "linked", "")]
    held = roles(workspace)
    assert (held.get("card_clearing", 0), held["merchant_fees"]) == (0, 320 + 1_500)
    assert held["bank"] == 29_070 + 2 * 29_100 - 4_000 - 7_500


def test_a_refund_of_a_part_booked_at_gross_ties_out_with_the_fee_that_came_back(
    copy_of: Callable[[Fill], Database],
) -> None:
    """40.00 of 100.00 goes back, 1.20 of the fee comes: the payout brings 38.80 less, the customer has his 40.00."""
    workspace = workspace_over(copy_of(paid_out))
    with booked(workspace.database, "whose") as book:
        receipts = exports.frame(workspace, "receipts", as_of=DAY).filter(source_file="one.csv")["receipt_id"]
        ledger.customers.upsert(book, [ledger.NewCustomer("C1", "One")])
        ledger.receipts.identify(book, [ledger.Identification(one, "C1", DAY) for one in receipts])
    by_hand(workspace, Event.BOUNCED, "re_9", 4_000)
    next_payout(workspace, 1, 3_880, of_sale(9, "-40.00", "-1.20", "-38.80", "refund", "re_9"))

    assert tied(workspace) == [("refund", "linked", "")]
    held = roles(workspace)
    assert (held.get("card_clearing", 0), held["merchant_fees"]) == (0, -120)
    assert held["bank"] == 29_070 + 29_100 - 3_880
    assert held["ar_trade"] == 4_000
    assert matching.run(workspace, as_of=LATER).booked.returned == 0
    assert roles(workspace) == held


DRAWN = "02,CALDERRIDGE,071000013,1,261123,,USD,2/"
DEBIT = "16,451,{0},,BR-2,,STRIPE TRANSFER/"
AGAIN = SALE.replace("po_71,2026-11-19", "po_73,2026-11-23")
WHOLE = AGAIN.format(9, "-100.00", "0.00", "-100.00", "refund", "re_9").replace("INV-70019,re_9", "INV-70019,ch_1")
PART = AGAIN.format(9, "-40.00", "0.00", "-40.00", "refund", "re_9").replace("INV-70019,re_9", "INV-70019,ch_1")
SOLD = AGAIN.format(8, "60.00", "2.00", "58.00", "charge", "ch_8")
COST = AGAIN.format(7, "0.00", "1.50", "-1.50", "fee", "fee_7")
#: Lines of a payout that comes to less than nothing -> (what the bank takes, given back, received, fees, in clearing).
BELOW = {
    "refunds only": (WHOLE, 10_000, 1, 0, 320, 0),
    "a refund of a part": (PART, 4_000, 0, 0, 0, 4_000),
    "a refund and a fee": (WHOLE + COST, 10_150, 1, 0, 470, 0),
    "sales below a refund": (WHOLE + SOLD, 4_200, 1, 1, 320, 0),
    "fees only": (COST, 150, 0, 0, 150, 0),
}


def paid_out(database: Database) -> None:
    """Take the sales and the bank's line that proves their payout."""
    workspace = workspace_over(database)
    intake.take(workspace, (HEADER + SALES).encode(), "one.csv", actor="ana")
    intake.take(workspace, bai2([BANK.format(29_070)], 29_070), "bank1.bai", actor="ana")
    matching.run(workspace, as_of=DAY)


@pytest.mark.parametrize(
    ("case", "debit_first"),
    [*((case, False) for case in BELOW), ("refunds only", True), ("sales below a refund", True)],
)
def test_a_payout_below_nothing_is_booked_by_its_parts(
    copy_of: Callable[[Fill], Database], case: str, *, debit_first: bool
) -> None:
    lines, minor, returned, received, fees, left = BELOW[case]
    workspace = workspace_over(copy_of(paid_out))
    files = [
        ((HEADER + lines).encode(), "two.csv"),
        (bai2([DEBIT.format(minor)], minor, group=DRAWN), "bank2.bai"),
    ]
    for data, name in reversed(files) if debit_first else files:
        intake.take(workspace, data, name, actor="ana")
        found = matching.run(workspace, as_of=LATER).booked

    assert (found.settled, found.returned, found.received) == (1, returned, received)
    held = roles(workspace)
    assert held["bank"] == 29_070 - minor
    assert (held.get("merchant_fees", 0), held.get("card_clearing", 0)) == (fees, left)
    rows = reports.made(workspace, "card-settlements", LATER, {}).filter(pl.col("payout") == "po_73").rows(named=True)
    assert [(row["state"], row["deposit"]) for row in rows] == [("agrees", str(Decimal(-minor).scaleb(-2)))]
    assert matching.run(workspace, as_of=LATER).booked.settled == 0
    assert roles(workspace) == held


@pytest.mark.parametrize(
    "line",
    [
        DEBIT.format(9_999),
        "16,451,10000,,BR-2,,ACME TRANSFER/",
        "16,195,10000,,BR-2,,STRIPE TRANSFER/",
        "16,555,10000,,BR-2,,STRIPE RETURNED ITEM/",
    ],
)
def test_what_is_no_draw_proves_nothing(workspace: Workspace, line: str) -> None:
    intake.take(workspace, (HEADER + WHOLE).encode(), "two.csv", actor="ana")
    minor = int(line.split(",")[2])
    intake.take(workspace, bai2([line], minor, group=DRAWN), "bank2.bai", actor="ana")

    assert matching.run(workspace, as_of=LATER).booked.settled == 0
    assert "card_clearing" not in roles(workspace)


def test_one_debit_draws_one_payout_and_a_second_report_of_it_draws_none(workspace: Workspace) -> None:
    other = WHOLE.replace("po_73", "po_74").replace("txn_9", "txn_19").replace("re_9", "re_19")
    intake.take(workspace, (HEADER + WHOLE + other).encode(), "two.csv", actor="ana")
    intake.take(workspace, (HEADER + WHOLE).encode(), "again.csv", actor="ana")
    debit = DEBIT.format(10_000)
    intake.take(workspace, bai2([debit], 10_000, group=DRAWN), "bank2.bai", actor="ana")
    assert matching.run(workspace, as_of=LATER).booked.settled == 1
    assert roles(workspace)["card_clearing"] == 10_000

    third = debit.replace("BR-2", "BR-3").replace("TRANSFER", "PO_74")
    intake.take(workspace, bai2([third, debit.replace("BR-2", "BR-4")], 20_000, group=DRAWN), "b3.bai", actor="ana")
    assert matching.run(workspace, as_of=LATER).booked.settled == 1, "two payouts, two debits"
    assert roles(workspace)["card_clearing"] == 20_000


def test_a_deposit_that_the_bank_deletes_leaves_the_bank_until_it_is_told_again(workspace: Workspace) -> None:
    """Another file tells of its sales, so a person says yes; then it is in transit, with what it cost."""
    line = "16,147,28850,0,A4,,STRIPE TRANSFER"
    files = (HEADER + SALES + FEE).encode(), withdrawals.told(line), withdrawals.told(status="2", at="0900")
    for number, data in enumerate(files):
        intake.take(workspace, data, f"file {number}", actor="ana")
        matching.run(workspace, as_of=LATER)
    assert roles(workspace) == {"bank": 28_850, "merchant_fees": 220, "unidentified": -29_070}

    pins.confirm_withdrawal(workspace, reports.made(workspace, "withdrawals", LATER)["file_id"][0], actor="ana")
    for _ in range(2):
        matching.run(workspace, as_of=LATER)
        assert roles(workspace) == {"card_clearing": 29_070, "unidentified": -29_070}
    assert reports.made(workspace, "card-settlements", LATER)["state"].to_list() == ["in_transit"]

    intake.take(workspace, withdrawals.told(line, at="1000").replace(b"261119", b"261120"), "again", actor="ana")
    matching.run(workspace, as_of=LATER)
    assert roles(workspace) == {"bank": 28_850, "merchant_fees": 220, "unidentified": -29_070}
    assert reports.made(workspace, "card-settlements", LATER)["state"].to_list() == ["agrees"]
