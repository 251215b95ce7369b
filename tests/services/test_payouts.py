"""A card processor's report explains one line of the bank, and is money only once that line proves it."""

from datetime import date

from services import exports, intake, matching
from services.workspace import Workspace
from tests.parsers.bai2_files import bai2

DAY = date(2026, 11, 19)
HEADER = (
    "automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,created_utc,available_on_utc,currency,"
    "gross,fee,net,reporting_category,source_id,description,charge_id,customer_id\n"
)
SALE = "po_71,2026-11-19,txn_{0},2026-11-17,2026-11-19,usd,{1},{2},{3},{4},{5},Order INV-7001{0},{5},cus_1\n"
SALES = SALE.format(1, "100.00", "3.20", "96.80", "charge", "ch_1") + SALE.format(
    2, "200.00", "6.10", "193.90", "charge", "ch_2"
)
REFUND = SALE.format(3, "-50.00", "0.00", "-50.00", "refund", "re_3")
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


def test_a_payout_with_a_refund_stays_one_line_for_a_person(workspace: Workspace) -> None:
    intake.take(workspace, (HEADER + SALES + REFUND).encode(), "stripe.csv", actor="ana")
    intake.take(workspace, bai2([BANK.format(24070)], 24070), "bank.bai", actor="ana")
    summary = matching.run(workspace, as_of=DAY)

    assert (summary.booked.received, summary.booked.settled) == (1, 0)
    assert list(statuses(workspace)) == ["bank.bai"], "cash is what the bank says, never more"
