"""What a reviewer can do: each act moves the money it says, once, and can be taken back."""

import re
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import polars as pl
import pytest
from fastapi.testclient import TestClient

import ledger
from api.app import create_app
from api.pages import desk as pages
from kit.refusals import Conflict, Invalid, KeyReused, NotFound, OverApplied, Refused
from ledger.refusals import UnknownReceipt
from matcher import REASONS, Policy
from services import desk, exports, feed, inquiries
from services.decisions import asked, replay
from services.desk import Line
from services.importing import subledger
from services.inquiries import Row
from services.reports.queue_times import receipts as receipt_times
from services.workspace import Workspace
from tests.services.conftest import AS_OF

HEAD = "document_number,document_type,customer_number,issue_date,due_date,currency,amount,open_amount"


def left(workspace: Workspace) -> set[str]:
    """Return the receipts that wait for a person."""
    return {row["receipt_id"] for row in inquiries.exceptions(workspace)}


def waiting(workspace: Workspace, *, offered: bool = True) -> str:
    """Return a receipt in review, with proposals or without."""
    for row in inquiries.exceptions(workspace):
        if row["kind"] == "review" and row["currency"] == "USD":
            proposals = inquiries.proposals(workspace, row["receipt_id"])
            if bool(proposals) == offered:
                return str(row["receipt_id"])
    raise AssertionError(offered)


def open_item(workspace: Workspace) -> dict[str, object]:
    items = inquiries.items(workspace).filter(pl.col("currency") == "USD", pl.col("document_type") == "invoice")
    return items.sort("open_amount", descending=True).row(0, named=True)


def holds(workspace: Workspace) -> bool:
    with workspace.database.reading() as connection:
        return ledger.checks.run(connection) == []


def test_what_an_answer_leaves_waiting_is_not_decided(matched: Workspace) -> None:
    """Parked, it waits; decided and undone, it waits again; one receipt counts once however often it is answered."""
    receipt, customer = waiting(matched), str(open_item(matched)["customer_number"])
    acts: tuple[tuple[Callable[[], object], int], ...] = (
        (lambda: desk.park(matched, receipt, "asked the customer", actor="ana", as_of=AS_OF), 0),
        (lambda: desk.identify(matched, receipt, customer, actor="ana", as_of=AS_OF), 0),
        (lambda: desk.not_ar(matched, receipt, "a loan", actor="ana", as_of=AS_OF), 1),
        (lambda: desk.undo(matched, receipt, actor="ana", as_of=AS_OF), 0),
        (lambda: desk.not_ar(matched, receipt, "a loan after all", actor="ana", as_of=AS_OF), 1),
    )
    for act, decided in acts:
        act()
        assert inquiries.decided_today(matched) == decided
        with matched.database.reading() as connection:
            cases = list(receipt_times(connection, matched.settings.entity, until=2**62))
        assert any(one.subject == receipt and one.ended is None for one in cases) is not bool(decided)


def test_accepting_a_proposal_posts_what_was_offered(matched: Workspace) -> None:
    receipt = waiting(matched)
    offered = inquiries.proposals(matched, receipt)[0]
    before = inquiries.receipt(matched, receipt)

    done = desk.accept(matched, receipt, offered["rank"], actor="ana", version=before["version"], as_of=AS_OF)

    cash = sum(line["cash"] for line in offered["lines"])
    assert done.applied == cash
    assert done.unapplied == before["amount"] - cash
    posted = exports.frame(matched, "applications").filter(
        pl.col("receipt_id") == receipt, pl.col("status") == "posted"
    )
    assert sorted(posted["document_number"]) == sorted(line["document_number"] for line in offered["lines"])
    told = exports.frame(matched, "receipts").filter(pl.col("receipt_id") == receipt)
    assert told.select("decided_by", "reason").rows() == [("ana", "accepted")]
    said = inquiries.receipt(matched, receipt)["history"]
    assert str(said[0]["detail"]).startswith(REASONS[before["reason"]].rstrip(".")), "what the engine said stays"
    assert holds(matched)


def test_a_proposal_whose_items_are_paid_meanwhile_says_so_and_is_not_offered(matched: Workspace) -> None:
    """Of two receipts that would pay one invoice the second is not offered what the first has paid."""
    receipt = waiting(matched)
    first = inquiries.proposals(matched, receipt)[0]
    assert first["spent"] == []
    line = first["lines"][0]
    number = line["document_number"]
    waits = (row for row in inquiries.exceptions(matched) if row["currency"] == "USD" and row["receipt_id"] != receipt)
    other = next(row for row in waits if row["kind"] == "review")
    paid = Line(line["item_id"], min(other["amount"], line["open"]))
    desk.apply(matched, other["receipt_id"], [paid], actor="ana")

    assert number in inquiries.proposals(matched, receipt)[0]["spent"]
    pane = TestClient(create_app(matched), base_url="http://127.0.0.1").get(f"/desk/exc_{receipt[4:]}").text
    assert f'paid meanwhile: <span class="mono">{number}' in pane
    assert 'name="rank" value="1"' not in pane


def test_a_line_whose_money_stands_elsewhere_is_told_as_that(matched: Workspace) -> None:
    """A second telling is no receipt: replay and the desk name its file, its line and where its money is booked."""
    rows = exports.frame(matched, "receipts").filter(pl.col("status") == "settled_elsewhere")
    line = rows.row(0, named=True)
    booked = set(exports.frame(matched, "receipts")["receipt_id"]) - set(rows["receipt_id"])
    place = f"{line['receipt_id']} is no receipt of its own: {line['source_file']}, line {line['source_line']}, "

    for ask in (lambda one: replay.replay(matched, one), lambda one: desk.park(matched, one, "", actor="ana")):
        with pytest.raises(UnknownReceipt) as refused:
            ask(line["receipt_id"])
        told = str(refused.value)
        assert told.startswith(place)
        assert told.removeprefix(place).removeprefix("tells money that is booked as ").split(",")[0] in booked
    with pytest.raises(UnknownReceipt, match=r"^there is no receipt rcp_nothing$"):
        replay.replay(matched, "rcp_nothing")


def test_two_reviewers_do_not_collide(matched: Workspace) -> None:
    receipt = waiting(matched)
    seen = inquiries.receipt(matched, receipt)["version"]
    desk.park(matched, receipt, "asked the customer", actor="ana", version=seen)

    with pytest.raises(Conflict):
        desk.accept(matched, receipt, 1, actor="ben", version=seen)


def test_the_same_request_twice_is_carried_out_once(matched: Workspace) -> None:
    receipt = waiting(matched)
    first = desk.accept(matched, receipt, 1, actor="ana", key="k1", as_of=AS_OF)
    postings = exports.frame(matched, "postings").height

    assert desk.accept(matched, receipt, 1, actor="ana", key="k1", as_of=AS_OF) == first
    assert exports.frame(matched, "postings").height == postings
    with pytest.raises(KeyReused):
        desk.accept(matched, receipt, 2, actor="ana", key="k1", as_of=AS_OF)


def test_undo_reverses_and_the_receipt_waits_again(matched: Workspace) -> None:
    receipt = waiting(matched)
    items = exports.frame(matched, "items")
    desk.accept(matched, receipt, 1, actor="ana", as_of=AS_OF)
    done = desk.undo(matched, receipt, actor="ana", as_of=AS_OF)

    assert (done.applied, done.status, done.reason) == (0, "review", "undone")
    assert (
        exports.frame(matched, "items")
        .filter(pl.col("document_type") != "deduction")
        .equals(items.filter(pl.col("document_type") != "deduction"))
    )
    assert receipt in left(matched)
    assert holds(matched)


def test_a_line_by_hand_takes_cash_write_off_and_deduction(matched: Workspace) -> None:
    receipt = waiting(matched, offered=False)
    item = open_item(matched)
    amount = inquiries.receipt(matched, receipt)["amount"]
    cash = min(amount, 100)
    number = str(item["document_number"])
    line = Line(number, cash, write_off=10, deduction=25, deduction_reason="freight")

    done = desk.apply(matched, receipt, [line], actor="ana", as_of=AS_OF, note="they took off freight")

    assert (done.applied, done.reason) == (cash, "applied_by_hand")
    left = inquiries.items(matched, open_only=False).filter(pl.col("item_id") == item["item_id"])["open_amount"][0]
    assert left == int(str(item["open_amount"])) - cash - 35
    claims = inquiries.items(matched).filter(pl.col("document_type") == "deduction", pl.col("open_amount") == 25)
    assert claims.height == 1
    assert holds(matched)


def test_one_application_can_be_taken_back(matched: Workspace) -> None:
    receipt = waiting(matched, offered=False)
    number = str(open_item(matched)["document_number"])
    desk.apply(matched, receipt, [Line(number, 1)], actor="ana", as_of=AS_OF)
    (application,) = inquiries.receipt(matched, receipt)["applications"]

    done = desk.unapply(matched, receipt, application["application_id"], actor="ana", as_of=AS_OF)

    assert done.applied == 0
    with pytest.raises(NotFound):
        desk.unapply(matched, receipt, application["application_id"], actor="ana", as_of=AS_OF)


def test_money_can_be_parked_put_on_account_or_booked_out(matched: Workspace) -> None:
    customer = str(open_item(matched)["customer_number"])
    parked = desk.park(matched, waiting(matched), "waits for the remittance", actor="ana")
    held = desk.on_account(matched, waiting(matched, offered=False), customer, actor="ana", as_of=AS_OF)
    out = desk.not_ar(matched, waiting(matched, offered=False), "tax refund", actor="ana", as_of=AS_OF)

    assert (parked.status, parked.reason) == ("review", "parked")
    assert held.status == "unapplied"
    assert out.status == "not_ar"
    assert desk.undo(matched, out.receipt_id, actor="ana", as_of=AS_OF).status == "review"
    desk.not_ar(matched, out.receipt_id, "tax refund after all", actor="ana", as_of=AS_OF)
    assert parked.receipt_id in left(matched)
    assert not {held.receipt_id, out.receipt_id} & left(matched)
    assert holds(matched)


def test_what_was_put_on_account_can_be_taken_back_and_waits_again(matched: Workspace) -> None:
    customer = str(open_item(matched)["customer_number"])
    receipt = waiting(matched, offered=False)
    desk.on_account(matched, receipt, customer, actor="ana", as_of=AS_OF)
    assert receipt not in left(matched)

    done = desk.undo(matched, receipt, actor="ana", as_of=AS_OF)

    assert (done.status, done.reason) == ("review", "undone")
    assert receipt in left(matched)
    assert holds(matched)


def test_an_answer_teaches_who_the_payer_is(matched: Workspace) -> None:
    receipt = waiting(matched, offered=False)
    customer = str(open_item(matched)["customer_number"])
    before = support(matched, customer)
    desk.identify(matched, receipt, customer, actor="ana", as_of=AS_OF)

    assert support(matched, customer) > before
    assert inquiries.receipt(matched, receipt)["customer_number"] == customer
    desk.undo(matched, receipt, actor="ana", as_of=AS_OF)
    assert support(matched, customer) == before


def support(workspace: Workspace, customer: str) -> int:
    """Return how many confirmations lead to a customer, as the matcher is told."""
    with workspace.database.reading() as connection:
        links = asked.asked(connection, workspace, Policy(), AS_OF).links
    return int(links.filter(pl.col("customer") == customer)["support"].sum())


REFUSED: list[tuple[Callable[[Workspace, str], object], type[Refused]]] = [
    (lambda workspace, receipt: desk.accept(workspace, receipt, 99, actor="ana"), NotFound),
    (lambda workspace, _: desk.accept(workspace, "rcp_none", 1, actor="ana"), NotFound),
    (lambda workspace, receipt: desk.apply(workspace, receipt, [], actor="ana"), Invalid),
    (lambda workspace, receipt: desk.apply(workspace, receipt, [Line("no such", 1)], actor="ana"), NotFound),
    (lambda workspace, receipt: desk.on_account(workspace, receipt, "nobody", actor="ana"), NotFound),
    (
        lambda workspace, receipt: desk.apply(
            workspace, receipt, [Line(str(open_item(workspace)["item_id"]), 10**12)], actor="ana"
        ),
        OverApplied,
    ),
]


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_what_cannot_be_is_refused_and_changes_nothing(number: int, matched: Workspace) -> None:
    act, refusal = REFUSED[number]
    before = exports.frame(matched, "postings")

    with pytest.raises(refusal):
        act(matched, waiting(matched))
    assert exports.frame(matched, "postings").equals(before)


#: What an ERP answers, range by range, and up to where all is accepted then; None: refused.
ANSWERS = (
    (3, 4, "accepted", 0),
    (7, 9, "accepted", 0),
    (1, 1, "rejected", 0),
    (1, 1, "accepted", 1),
    (2, 3, "accepted", None),
    (2, 2, "accepted", 4),
    (8, 12, "rejected", None),
    (11, 12, "accepted", 4),
    (5, 6, "accepted", 9),
    (10, 10, "accepted", 12),
    (1, 20, "accepted", None),
    (13, 14, "rejected", 12),
)


def test_how_far_the_erp_is_goes_on_from_its_newest_answer(matched: Workspace) -> None:
    done: set[int] = set()
    for place, (first, last, state, reached) in enumerate(ANSWERS):
        with nullcontext() if reached is not None else pytest.raises(Conflict, match="were accepted before"):
            told = feed.acknowledge(
                matched, first=first, last=last, state=state, reason="no", reference=str(place), actor="erp"
            )
            assert told.accepted_to == reached
            done |= set(range(first, last + 1)) if state == "accepted" else set()
        with matched.database.reading() as connection:
            assert feed.accepted_to(connection) == next(n for n in range(21) if n + 1 not in done)


def test_the_feed_is_gap_free_and_remembers_how_far_the_erp_is(matched: Workspace) -> None:
    first = feed.postings(matched, after=0, limit=10)
    rest = feed.postings(matched, after=10, limit=10)

    assert [*first["sequence"], *rest["sequence"]] == list(range(1, 21))
    assert feed.acknowledge(matched, first=1, last=10, state="accepted", actor="erp").accepted_to == 10
    assert feed.acknowledge(matched, first=13, last=14, state="accepted", actor="erp").accepted_to == 10
    with pytest.raises(Conflict):
        feed.acknowledge(matched, first=5, last=12, state="rejected", reason="no", actor="erp")
    with pytest.raises(Invalid):
        feed.acknowledge(matched, first=1, last=10**9, state="accepted", actor="erp")
    with pytest.raises(Invalid):
        feed.acknowledge(matched, first=11, last=12, state="rejected", actor="erp")


def offer(number: str, minor: int = 120_00, *, of: str = "C1", spans: tuple[int, ...] = (), spent: bool = False) -> Row:
    """Return a proposal that pays one item all that it asks."""
    line = {"document_number": number, "customer_number": of, "cash": minor, "open": minor, "spans": spans}
    return {"lines": [line], "spent": [number] if spent else []}


@pytest.mark.parametrize(
    ("proposals", "expected"),
    [
        ([offer("A1"), offer("A2")], ["A3", "A4"]),
        ([offer("A1"), offer("A2"), offer("A3"), offer("A4")], []),
        ([offer("A1", spans=(0, 4))], []),  # it is named: no other is meant
        ([offer("A1", spent=True)], []),
        ([offer("B1", of="C2")], []),
        ([offer("A1", 60_00)], []),  # it asks less than came
        ([], []),
    ],
)
def test_the_equal_items_of_one_that_is_offered_by_its_amount_are_at_hand(
    proposals: list[Row], expected: list[str]
) -> None:
    owed = [{"document_number": f"A{at}", "customer_number": "C1", "open_amount": 120_00} for at in (1, 2, 3, 4)]
    other = {"document_number": "A5", "customer_number": "C1", "open_amount": 80_00}

    assert [one["document_number"] for one in pages.equals(proposals, [*owed, other], 120_00)] == expected


def test_an_equal_item_that_is_not_offered_is_one_press_away(matched: Workspace, tmp_path: Path) -> None:
    """Eight more items at the price of one that an amount alone offers: each is listed, and a press applies it all."""
    waits = [
        (row["receipt_id"], inquiries.proposals(matched, row["receipt_id"])) for row in inquiries.exceptions(matched)
    ]
    alone = [
        (one, made) for one, made in waits if made and len(made[0]["lines"]) == 1 and not made[0]["lines"][0]["spans"]
    ]
    receipt, made = next(
        (one, made) for one, made in alone if made[0]["lines"][0]["cash"] == made[0]["lines"][0]["open"]
    )
    line = made[0]["lines"][0]
    price = f"{line['cash'] / 100:.2f}"
    rows = [
        f"EQ-{at},invoice,{line['customer_number']},2026-10-20,2026-11-2{at},USD,{price},{price}" for at in range(8)
    ]
    sheet = tmp_path / "items.csv"
    sheet.write_text("\n".join([HEAD, *rows]) + "\n")
    subledger.items(matched, sheet, actor="ana")
    client = TestClient(create_app(matched), base_url="http://127.0.0.1")

    pane = client.get(f"/desk/exc_{receipt[4:]}").text
    press = re.findall(r'name="item" value="(EQ-\d)" data-key="(\d)"', pane)
    assert len(re.findall(r'name="item" value="EQ-\d"', pane)) == 8
    assert [key for _, key in press] == [str(at) for at in range(len(made) + 1, 10)]

    token = re.search(r'"X-CSRF-Token": "([^"]+)"', pane)
    empty = dict.fromkeys(["discount", "write_off", "deduction", "deduction_reason"], "")
    answer = client.post(
        f"/desk/exc_{receipt[4:]}/apply",
        data={**empty, "cash": price, "item": press[0][0]},
        headers={"X-CSRF-Token": token[1] if token else "", "Idempotency-Key": "k1"},
    )
    assert answer.status_code == 200
    assert inquiries.receipt(matched, receipt)["unapplied_amount"] == 0
