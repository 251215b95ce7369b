"""A bank that deletes or corrects a day takes back what it tells no longer, once, and asks where nothing proves it."""

from collections.abc import Callable
from datetime import date
from itertools import permutations

import pytest

import ledger
from kit.db import Database
from kit.refusals import Invalid, NotFound
from ledger import Adjust, Adjustment, Identification, NewApplication, NewCustomer, NewReceipt
from services import control, exports, intake, matching, reports
from services.banking import pins
from services.events import Event, Happened
from services.workspace import Workspace
from tests.conftest import Fill
from tests.ledger.desk import booked, granted, invoice_id, item
from tests.services.conftest import workspace_over

DAY = date(2026, 11, 19)
LATER = date(2026, 11, 21)
ONE = "16,195,10000,0,A1,,ORG=BRACKEN TOOL CO"
TWO = "16,195,20000,0,A2,,ORG=HOLLIS MARINE"
TWO_RIGHT = "16,195,25000,0,A2,,ORG=HOLLIS MARINE"
THREE = "16,195,30000,0,A3,,ORG=PELLAM AND SONS"


def told(*lines: str, status: str = "1", at: str = "0630", sender: str = "071000013", wrong: int = 0) -> bytes:
    """Return a file of one group of one account and day, written at a time; `wrong` goes on its totals."""
    total = sum(int(line.split(",")[2]) for line in lines) + wrong
    head = [f"01,{sender},CALDERRIDGE,261120,{at},1,,,2/", f"02,CALDERRIDGE,{sender},{status},261119,,USD,2/"]
    count = len(lines) + 2
    tail = [f"49,{total},{count}/", f"98,{total},1,{count + 2}/", f"99,{total},1,{count + 4}/"]
    return "\n".join([*head, "03,4400123,,,,,/", *lines, *tail, ""]).encode()


def run(workspace: Workspace, *files: bytes) -> None:
    """Take files, deciding after each."""
    for number, data in enumerate(files, start=1):
        intake.take(workspace, data, f"day{number}.bai", actor="ana")
        matching.run(workspace, as_of=LATER)


def first(database: Database) -> None:
    """Take the bank's first file of the day."""
    run(workspace_over(database), told(ONE, TWO))


@pytest.fixture
def begun(copy_of: Callable[[Fill], Database]) -> Workspace:
    """Give books that took the bank's first file of the day: ONE and TWO."""
    return workspace_over(copy_of(first))


def cash(workspace: Workspace) -> list[str]:
    """Return the amounts that stand in the books."""
    rows = exports.frame(workspace, "receipts", as_of=LATER)
    held = rows.filter(~rows["status"].is_in(["settled_elsewhere", "reversed"]))
    return sorted(map(str, held["amount"].to_list()))


def listed(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Return (state, what, amount) of the report."""
    rows = reports.made(workspace, "withdrawals", LATER, {}).rows(named=True)
    return [(row["state"], row["what"], row["amount"]) for row in rows]


#: What the bank sends after ONE and TWO -> (what then stands, what the report says).
CASES: dict[str, tuple[bytes, list[str], list[tuple[str, str, str]]]] = {
    "a correction of one line": (
        told(ONE, TWO_RIGHT, status="3", at="0900"),
        ["100.00", "250.00"],
        [("done", "goes", "200.00"), ("done", "stands", "100.00"), ("done", "new", "250.00")],
    ),
    "a correction that leaves a line out": (
        told(ONE, status="3", at="0900"),
        ["100.00"],
        [("done", "goes", "200.00"), ("done", "stands", "100.00")],
    ),
    "a correction that only adds": (
        told(ONE, TWO, THREE, status="3", at="0900"),
        ["100.00", "200.00", "300.00"],
        [("done", "stands", "100.00"), ("done", "stands", "200.00"), ("done", "new", "300.00")],
    ),
    "a deletion": (
        told(status="2", at="0900"),
        [],
        [("done", "goes", "100.00"), ("done", "goes", "200.00")],
    ),
    "an update adds": (told(TWO, THREE, at="0900"), ["100.00", "200.00", "300.00"], []),
    "a correction written before is none of what came after": (
        told(THREE, status="3", at="0600"),
        ["100.00", "200.00", "300.00"],
        [("done", "new", "300.00")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_the_bank_takes_back_is_taken_back(begun: Workspace, case: str) -> None:
    data, standing, said = CASES[case]
    run(begun, data)

    assert cash(begun) == standing
    assert sorted(listed(begun)) == sorted(said)
    assert matching.run(begun, as_of=LATER).booked.withdrawn == 0, "once"
    assert cash(begun) == standing


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_arrival_changes_nothing(workspace: Workspace, order: tuple[int, ...]) -> None:
    files = (told(ONE, TWO), told(ONE, TWO_RIGHT, status="3", at="0900"), told(TWO_RIGHT, THREE, status="3", at="1100"))
    run(workspace, *(files[place] for place in order))

    assert cash(workspace) == ["250.00", "300.00"]


def test_two_lines_alike_are_two(workspace: Workspace) -> None:
    run(workspace, told(ONE, ONE, TWO), told(ONE, TWO, status="3", at="0900"))

    assert cash(workspace) == ["100.00", "200.00"]


#: What does not prove itself -> why.
ASKED = {
    "a total that fails": (told(ONE, TWO_RIGHT, status="3", at="0900", wrong=5), "control total"),
    "another sender": (told(ONE, TWO_RIGHT, status="3", at="0900", sender="021000021"), "another sender"),
}


@pytest.mark.parametrize("case", ASKED)
def test_what_proves_nothing_is_asked_and_one_yes_carries_it_out(begun: Workspace, case: str) -> None:
    data, why = ASKED[case]
    run(begun, data)
    rows = reports.made(begun, "withdrawals", LATER, {}).rows(named=True)

    assert cash(begun) == ["100.00", "200.00"]
    assert sorted(listed(begun)) == [
        ("asks", "goes", "200.00"),
        ("asks", "new", "250.00"),
        ("asks", "stands", "100.00"),
    ]
    assert all(why in row["why"] for row in rows)
    pins.confirm_withdrawal(begun, rows[0]["file_id"], actor="ana")
    assert matching.run(begun, as_of=LATER).booked.withdrawn == 1
    assert cash(begun) == ["100.00", "250.00"]
    with pytest.raises(NotFound):
        pins.confirm_withdrawal(begun, rows[0]["file_id"], actor="ana")


@pytest.mark.parametrize("case", ASKED)
def test_after_a_no_the_books_stay_as_they_are_until_a_yes(begun: Workspace, case: str) -> None:
    run(begun, ASKED[case][0])
    file_id = reports.made(begun, "withdrawals", LATER, {}).rows(named=True)[0]["file_id"]

    with pytest.raises(Invalid):
        pins.reject_withdrawal(begun, file_id, "  ", actor="ana")
    pins.reject_withdrawal(begun, file_id, "the bank  erred", actor="ana")
    rows = reports.made(begun, "withdrawals", LATER, {}).rows(named=True)

    assert matching.run(begun, as_of=LATER).booked.withdrawn == 0
    assert cash(begun) == ["100.00", "200.00"]
    assert {(row["state"], row["why"]) for row in rows} == {("rejected", "the bank erred")}
    with pytest.raises(NotFound):
        pins.reject_withdrawal(begun, file_id, "again", actor="ana")
    pins.confirm_withdrawal(begun, file_id, actor="ben")
    assert matching.run(begun, as_of=LATER).booked.withdrawn == 1
    assert cash(begun) == ["100.00", "250.00"]


def test_what_was_rejected_holds_nothing_for_what_the_bank_says_next(begun: Workspace) -> None:
    run(begun, told(ONE, TWO_RIGHT, status="3", at="0900", wrong=5))
    file_id = reports.made(begun, "withdrawals", LATER, {}).rows(named=True)[0]["file_id"]
    pins.reject_withdrawal(begun, file_id, "its total fails", actor="ana")
    run(begun, told(ONE, TWO_RIGHT, status="3", at="1100"))

    assert cash(begun) == ["100.00", "250.00"]
    assert sorted({state for state, _, _ in listed(begun)}) == ["done", "rejected"]


def test_a_no_undoes_nothing_that_proved_itself(begun: Workspace) -> None:
    run(begun, told(ONE, TWO_RIGHT, status="3", at="0900"))
    file_id = reports.made(begun, "withdrawals", LATER, {}).rows(named=True)[0]["file_id"]

    with pytest.raises(NotFound):
        pins.reject_withdrawal(begun, file_id, "too late", actor="ana")
    assert cash(begun) == ["100.00", "250.00"]


def test_a_return_taken_back_whose_payment_stands_is_asked_about(begun: Workspace) -> None:
    """The payment would have to come back, and a reversal is never reversed unseen."""
    back = "16,555,20000,0,R9,A2,RETURNED ITEM"
    run(begun, told(back, at="0700"), told(ONE, TWO, status="3", at="0900"))

    assert ("asks", "goes", "-200.00") in listed(begun)


def test_a_return_and_its_payment_taken_back_are_no_money(begun: Workspace) -> None:
    back = "16,555,20000,0,R9,A2,RETURNED ITEM"
    run(begun, told(back, at="0700"), told(ONE, status="3", at="0900"))

    assert cash(begun) == ["100.00"]
    assert {state for state, _, _ in listed(begun)} == {"done"}


def returned(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Return (state, amount, why) of the report of returns; those that wait are unfinished, and no others."""
    rows = reports.made(workspace, "returns", LATER)
    waits = reports.made(workspace, "unfinished", LATER, {"event": "return_not_linked"})
    assert waits["about"].to_list() == rows.filter(state="waits")["return_id"].to_list()
    return rows.select("state", "amount", "why").rows()


def test_a_return_that_the_bank_took_back_or_told_again_waits_for_nobody(begun: Workspace) -> None:
    """The bank corrects its day: a return that it tells no longer is none, one that it tells again is told again."""
    one, two = "16,555,20000,0,R9,A9,RETURNED ITEM", "16,555,10000,0,R8,A1,RETURNED ITEM"
    run(begun, told(one, two, at="0700"))
    assert sorted(returned(begun)) == [
        ("linked", "100.00", ""),
        ("waits", "200.00", "it names no payment of ours, or more than one"),
    ]
    run(begun, told(ONE, TWO, two, status="3", at="0900"))
    assert sorted(returned(begun)) == [("linked", "100.00", ""), ("told again", "100.00", "")]
    receipts = reports.made(begun, "returns", LATER)["receipt_id"]
    assert receipts.n_unique() == 1
    assert receipts[0]


def test_a_deposit_of_a_processor_that_the_bank_deleted_is_none(begun: Workspace) -> None:
    run(begun, told("16,147,30000,0,A4,,STRIPE TRANSFER", at="0700"))
    assert reports.made(begun, "card-settlements", LATER, {})["state"].to_list() == ["report_missing"]
    run(begun, told(ONE, TWO, status="3", at="0900"))
    assert reports.made(begun, "card-settlements", LATER, {}).is_empty()


def test_what_was_refunded_meanwhile_holds_nothing_else_up(begun: Workspace) -> None:
    """The bank deletes the day: the receipt of which 40.00 went back waits, with what came after it booked as ever."""
    rows = exports.frame(begun, "receipts", as_of=LATER)
    receipt = rows.filter(amount="100.00")["receipt_id"][0]
    approved = granted(begun.database, "refund_approved")
    with booked(begun.database, "refund") as book:
        approved(book)
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        ledger.receipts.identify(book, [Identification(receipt, "C1", LATER)])
        ledger.adjustments.adjust(book, [Adjustment(receipt, Adjust.REFUND_APPROVED, 4_000, LATER)])

    run(begun, told(status="2", at="0900"), told(THREE, at="1000").replace(b"261119", b"261120"))
    assert cash(begun) == ["100.00", "200.00", "300.00"]
    assert {state for state, _, _ in listed(begun)} == {"asks"}
    pins.confirm_withdrawal(begun, reports.made(begun, "withdrawals", LATER)["file_id"][0], actor="ana")
    matching.run(begun, as_of=LATER)
    assert cash(begun) == ["100.00", "200.00", "300.00"], "a yes alone cannot bring back what is gone"

    event = Happened(Event.BOUNCED, "A1", 10_000, "USD", LATER, receipt=receipt, reason="deleted by the bank")
    control.approve(begun, control.ask_event(begun, event, actor="ana").request_id, actor="ben")
    matching.run(begun, as_of=LATER)
    assert {state for state, _, _ in listed(begun)} == {"done"}
    with begun.database.reading() as connection:
        held = dict(ledger.reads.trial_balance(connection).select("role", "balance").rows())
        assert ledger.checks.run(connection) == []
    assert (held["bank"], held["ar_trade"], held["refunds"]) == (30_000, 10_000, -4_000)


BACK = "16,555,20000,0,R9,A2,RETURNED ITEM"


def stands(workspace: Workspace) -> dict[str, int]:
    """Return the accounts that hold something; the books hold."""
    with workspace.database.reading() as connection:
        assert ledger.checks.run(connection) == []
        held = dict(ledger.reads.trial_balance(connection).select("role", "balance").rows())
    return {role: minor for role, minor in held.items() if minor}


def deleted_return(begun: Workspace, back: str = BACK) -> str:
    """Pay invoice I1 with TWO less a discount, let the bank return it and correct its day; give the file that asks."""
    receipt = exports.frame(begun, "receipts", as_of=LATER).filter(amount="200.00")["receipt_id"][0]
    with booked(begun.database, "paid") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One")])
        ledger.items.issue(book, [item("I1", 20_400, issued_on=DAY, due_on=DAY)])
        ledger.receipts.identify(book, [Identification(receipt, "C1", DAY)])
        ledger.applications.apply(book, [NewApplication(receipt, invoice_id("I1"), 20_000, DAY, discount=400)])
    run(begun, told(back, at="0700"), told(ONE, TWO, status="3", at="0900"))
    assert returned(begun)[0][0] == "linked"
    assert "report withdrawals" in returned(begun)[0][2]
    return str(reports.made(begun, "withdrawals", LATER)["file_id"][0])


def test_a_payment_stands_again_once_somebody_says_that_its_return_was_none(begun: Workspace) -> None:
    """What it had paid is paid anew, with its discount; until the yes the month's end and the report say what waits."""
    file_id = deleted_return(begun)
    waits = reports.made(begun, "unfinished", LATER, {"event": "withdrawal_to_answer"})
    assert (waits["about"].to_list(), "stands again" in waits["what"][0]) == ([file_id], True)
    assert exports.frame(begun, "items", as_of=LATER)["open_amount"].to_list() == ["204.00"]

    pins.confirm_withdrawal(begun, file_id, actor="ana")
    assert matching.run(begun, as_of=LATER).booked.reinstated == 1
    assert matching.run(begun, as_of=LATER).booked.reinstated == 0, "once"
    assert exports.frame(begun, "items", as_of=LATER)["open_amount"].to_list() == ["0.00"]
    assert cash(begun) == ["100.00", "200.00"]
    assert stands(begun) == {"bank": 30_000, "unidentified": -10_000, "revenue": -20_400, "discounts_earned": 400}
    assert reports.made(begun, "unfinished", LATER, {"event": "withdrawal_to_answer"}).is_empty()


def test_what_was_paid_otherwise_meanwhile_is_left_to_a_person(begun: Workspace) -> None:
    file_id = deleted_return(begun)
    with booked(begun.database, "paid otherwise") as book:
        ledger.receipts.receive(book, [NewReceipt("rcp_X", None, 5_000, "USD", DAY, DAY, "C1")])
        ledger.applications.apply(book, [NewApplication("rcp_X", invoice_id("I1"), 5_000, DAY)])
    pins.confirm_withdrawal(begun, file_id, actor="ana")
    matching.run(begun, as_of=LATER)

    held = exports.frame(begun, "receipts", as_of=LATER).filter(amount="200.00")
    assert sorted(held["status"].to_list()) == ["reversed", "settled_elsewhere", "unapplied"]
    assert stands(begun)["unapplied"] == -20_000


def test_a_return_that_is_told_after_all_reverses_what_stands_again(begun: Workspace) -> None:
    pins.confirm_withdrawal(begun, deleted_return(begun), actor="ana")
    matching.run(begun, as_of=LATER)
    run(begun, told(BACK, at="1100"))

    assert cash(begun) == ["100.00"]
    assert stands(begun) == {"bank": 10_000, "unidentified": -10_000, "revenue": -20_400, "ar_trade": 20_400}
