"""Events that no bank file brings: asked by one, booked by another, never more than is there, never twice."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from fastapi.testclient import TestClient

import ledger
from api.app import create_app
from cli.commands.events import Happening
from kit.refusals import Invalid, Refused
from ledger import Adjust
from ledger.refusals import SamePerson, UnknownItem
from services import control, desk, disposition, exports, inquiries, lists, matching, reports
from services.events import BOOKED, Event, Happened
from services.importing import receipts as importing_receipts
from services.workspace import Workspace
from tests.ledger.desk import DAY, balances, item, opened, receipt


@pytest.fixture
def books(workspace: Workspace) -> Workspace:
    """Two invoices of 1,000.00, and 750.00, 971.00 and 300.00 at the bank."""
    payers = (receipt("R1", 75_000, None), receipt("R2", 97_100, None), receipt("R3", 30_000))
    opened(workspace.database, item("I1", 100_000), item("I2", 100_000), receipts=payers)
    return workspace


def told(event: Event, reference: str, minor: int, **more: Any) -> Happened:
    return Happened(event, reference, minor, "USD", DAY, reason="because", **more)


def done(workspace: Workspace, event: Event, reference: str, minor: int, **more: Any) -> str:
    """Ask for an event and approve it; return the request."""
    asked = control.ask_event(workspace, told(event, reference, minor, **more), actor="ana")
    control.approve(workspace, asked.request_id, actor="ben")
    return asked.request_id


def ledgers(workspace: Workspace) -> dict[str, int]:
    """Return the balance of each account, debits positive; the books hold."""
    with workspace.database.reading() as connection:
        assert ledger.checks.run(connection) == []
        return dict(ledger.reads.trial_balance(connection).select("role", "balance").rows())


def moved(workspace: Workspace, event: Event, reference: str, minor: int, **more: Any) -> dict[str, int]:
    """Return by how much an event changes each account."""
    before = ledgers(workspace)
    done(workspace, event, reference, minor, **more)
    after = ledgers(workspace)
    return {role: change for role in sorted(after) if (change := after[role] - before.get(role, 0))}


def refunded(workspace: Workspace) -> str:
    """Approve a refund of 300.00 of C1's receipt; return its request."""
    payee = control.ask_payee(workspace, "C1", "DE02", reason="called back", actor="ana")
    control.approve(workspace, payee.request_id, actor="ben")
    asked = control.ask_adjustment(
        workspace, "rcp_R3", Adjust.REFUND_APPROVED, 30_000, reason="paid twice", actor="ana", payee="DE02"
    )
    control.approve(workspace, asked.request_id, actor="ben")
    return asked.request_id


def test_every_event_can_be_typed_and_is_booked() -> None:
    assert [one.value for one in Happening] == [one.value for one in Event]
    assert set(BOOKED) == set(Event)


def test_a20_a_card_settlement_less_fees_clears_the_capture_and_takes_the_banks_line(books: Workspace) -> None:
    """P23a and P23b: 1,000.00 captured; 971.00 at the bank and 29.00 of fees leave nothing in clearing."""
    assert moved(books, Event.CARD_CAPTURED, "auth 1", 100_000, customer="C1") == {
        "card_clearing": 100_000,
        "unapplied": -100_000,
    }
    assert moved(books, Event.CARD_SETTLED, "po_71", 100_000, fee=2_900, receipt="rcp_R2") == {
        "card_clearing": -100_000,
        "merchant_fees": 2_900,
        "unidentified": 97_100,
    }
    assert ledgers(books)["card_clearing"] == 0
    assert balances(books.database)["rcp_R2"] == 0


def test_a20_money_no_bank_file_brought_is_applied_and_taken_back(books: Workspace, tmp_path: Path) -> None:
    """P22b, P23a, P38 and cash taken over from another system: what came by hand pays what people say, and back."""
    for event in (Event.DEPOSITED, Event.CARD_CAPTURED, Event.BOXED):
        moved(books, event, "by hand", 10_000, customer="C1")
    sheet = tmp_path / "receipts.csv"
    sheet.write_text(f"receipt_id,received_on,amount,balance,customer_number\nOLD-1,{DAY},100.00,-100.00,C1\n")
    importing_receipts.receipts(books, sheet, actor="ana")
    came = exports.frame(books, "receipts").filter(pl.col("amount") == "100.00")["receipt_id"].to_list()
    before = ledgers(books)

    for receipt_id in came:
        assert desk.apply(books, receipt_id, [desk.Line("I1", 10_000)], actor="ana", as_of=DAY).unapplied == 0
    assert (len(came), balances(books.database)["I1"]) == (4, 60_000)
    for receipt_id in came:
        desk.undo(books, receipt_id, actor="ana", as_of=DAY)
    assert ledgers(books) == before
    for receipt_id in came:
        desk.on_account(books, receipt_id, "C1", actor="ana", as_of=DAY)
    with books.database.reading() as connection:
        assert ledger.checks.run(connection) == []


def test_a36_money_booked_as_a_customers_is_shown_with_his_invoices(books: Workspace) -> None:
    """A capture on the customer's account has no words of a payer: the books themselves say whose it is."""
    done(books, Event.CARD_CAPTURED, "auth 9", 12_345, customer="C1")
    done(books, Event.CARD_CAPTURED, "auth 10", 100_000, customer="C1")

    matching.run(books, as_of=DAY, actor="ana")

    told = {row["amount"]: row for row in exports.frame(books, "receipts").to_dicts()}
    assert [told[one]["customer_number"] for one in ("123.45", "1000.00")] == ["C1", "C1"]
    assert [told[one]["reason"] for one in ("123.45", "1000.00")] == ["nothing_explains", "interchangeable_items"]
    offered = inquiries.proposals(books, told["1000.00"]["receipt_id"])
    assert {line["document_number"] for one in offered for line in one["lines"]} == {"I1", "I2"}


def test_the_banks_line_that_a_payout_explains_is_no_return(books: Workspace) -> None:
    """The roll-forward's NSF line is what banks took back, and nothing that is only told elsewhere."""
    done(books, Event.CARD_CAPTURED, "auth 1", 100_000, customer="C1")
    done(books, Event.CARD_SETTLED, "po_71", 100_000, fee=2_900, receipt="rcp_R2")

    def lines() -> dict[str, str]:
        return dict(reports.made(books, "roll-forward", DAY).select("line", "amount").rows())

    before = lines()
    assert (before.get("nsf_reversals"), before["unexplained"]) == (None, "0.00")
    assert before["unapplied_cash_net_increase"] == "-2050.00"
    done(books, Event.RETURNED, "BR-9", 30_000, receipt="rcp_R3")
    assert (lines()["nsf_reversals"], lines()["unexplained"]) == ("300.00", "0.00")


def test_a_second_person_reads_what_clearing_holds_as_money(books: Workspace) -> None:
    moved(books, Event.CARD_CAPTURED, "auth 1", 100_000, customer="C1")
    control.ask_event(books, told(Event.CARD_SETTLED, "po_71", 60_000, fee=2_900), actor="ana")
    (waits,) = control.listed(books).iter_rows(named=True)

    assert disposition.told(waits["body"], "USD") == {"held": "1,000.00", "left": "400.00"}


@pytest.mark.parametrize(
    ("before", "event", "minor", "more", "change"),
    [
        (
            (Event.BOXED, 98_000, {"customer": "C1"}),
            Event.LOCKBOX_BANKED,
            98_000,
            {},
            {"bank": 98_000, "lockbox_clearing": -98_000},
        ),
        (None, Event.RETURN_FEE, 1_200, {}, {"bank": -1_200, "bank_charges": 1_200}),
        (None, Event.DEPOSITED, 50_000, {"customer": "C1"}, {"bank": 50_000, "deposits": -50_000}),
        (None, Event.PROVIDED, 2_912_250, {}, {"allowance": -2_912_250, "credit_loss": 2_912_250}),
        (
            (Event.PROVIDED, 500, {}),
            Event.PROVISION_RELEASED,
            400,
            {},
            {"allowance": 400, "credit_loss": -400},
        ),
        (
            None,
            Event.AGENCY_REMITTED,
            100_000,
            {"fee": 25_000, "receipt": "rcp_R1", "item": "I1"},
            {"agency_fees": 25_000, "ar_trade": -100_000, "unidentified": 75_000},
        ),
    ],
)
def test_an_event_moves_what_its_posting_says(
    books: Workspace,
    before: tuple[Event, int, dict[str, Any]] | None,
    event: Event,
    minor: int,
    more: dict[str, Any],
    change: dict[str, int],
) -> None:
    """P19c, P22a, P30, P32, P38 of the postings."""
    if before:
        done(books, before[0], "before", before[1], **before[2])
    assert moved(books, event, "ref", minor, **more) == change


def test_credits_are_presented_at_the_close_and_turned_round(books: Workspace) -> None:
    """P36: what is shown as a liability at the end of November is gone on the first of December."""
    done(books, Event.CREDITS_PRESENTED, "2026-11", 30_000)
    with books.database.reading() as connection:
        trial = ledger.reads.trial_balance(connection, DAY)
    assert trial.filter(role="customer_credits")["balance"].to_list() == [-30_000]
    assert ledgers(books)["customer_credits"] == 0


def test_a_refund_is_paid_once_and_only_once_it_is_approved(books: Workspace) -> None:
    """P21a and P21b: unapplied cash becomes a liability, and the liability leaves the bank once."""
    with pytest.raises(Invalid, match="no approved refund"):
        control.ask_event(books, told(Event.REFUND_PAID, "req_x", 30_000), actor="ana")
    request = refunded(books)
    with pytest.raises(Invalid, match=r"the refund is 300\.00 USD"):
        control.ask_event(books, told(Event.REFUND_PAID, request, 29_999), actor="ana")

    first = control.ask_event(books, told(Event.REFUND_PAID, request, 30_000), actor="ana")
    with pytest.raises(Invalid, match=f"ana asked for it already, and {first.request_id} waits"):
        control.ask_event(books, told(Event.REFUND_PAID, request, 30_000), actor="cyd")
    (waiting,) = control.listed(books).rows(named=True)
    assert (waiting["request_id"], waiting["customer_number"]) == (first.request_id, "C1")
    with pytest.raises(SamePerson):
        control.approve(books, first.request_id, actor="ana")
    control.approve(books, first.request_id, actor="ben")
    after = ledgers(books)
    assert (after["refunds"], after["bank"]) == (0, 75_000 + 97_100)
    with pytest.raises(Invalid, match=f"booked before, by {first.request_id}"):
        control.ask_event(books, told(Event.REFUND_PAID, request, 30_000), actor="cyd")


@pytest.mark.parametrize(
    ("event", "minor", "more", "refusal", "said"),
    [
        (Event.CARD_SETTLED, 1, {}, Invalid, r"card clearing holds 0\.00 USD on 2026-11-20, not 0\.01"),
        (Event.LOCKBOX_BANKED, 1, {}, Invalid, "lockbox clearing holds"),
        (Event.UNCLAIMED_REMITTED, 1, {}, Invalid, "unclaimed holds"),
        (Event.PROVISION_RELEASED, 1, {}, Invalid, "allowance holds"),
        (Event.CREDITS_PRESENTED, 30_001, {}, Invalid, r"unapplied and on account holds 300\.00 USD"),
        (Event.RETURN_FEE, 0, {}, Invalid, "positive"),
        (Event.RETURN_FEE, 5, {"fee": 1}, Invalid, "it has no fee"),
        (Event.CARD_SETTLED, 5, {"fee": 6}, Invalid, "part of the amount"),
        (Event.DEPOSITED, 5, {}, Invalid, "it needs customer"),
        (Event.AGENCY_REMITTED, 5, {"receipt": "rcp_R1"}, Invalid, "it needs item"),
        (Event.CARD_CHARGEBACK, 5, {}, Invalid, "it needs receipt"),
        (Event.CARD_CHARGEBACK, 5, {"receipt": "rcp_R3"}, Invalid, r"the receipt is 300\.00"),
        (Event.CARD_CHARGEBACK, 5, {"receipt": "I1"}, Invalid, "that is no receipt"),
        (Event.CARD_CHARGEBACK, 5, {"receipt": "rcp_none"}, UnknownItem, "there is no item"),
        (
            Event.AGENCY_REMITTED,
            75_001,
            {"receipt": "rcp_R1", "item": "I1"},
            Invalid,
            r"750\.00 USD of the receipt is left",
        ),
    ],
)
def test_what_cannot_have_happened(
    books: Workspace, event: Event, minor: int, more: dict[str, Any], refusal: type[Refused], said: str
) -> None:
    with pytest.raises(refusal, match=said):
        control.ask_event(books, told(event, "ref", minor, **more), actor="ana")
    assert control.listed(books, waiting=False).is_empty()


def test_what_was_there_when_it_was_asked_is_asked_again(books: Workspace) -> None:
    """Two settlements of one clearing balance: the second is refused when it is approved."""
    done(books, Event.CARD_CAPTURED, "auth 1", 100_000, customer="C1")
    asked = [
        control.ask_event(books, told(Event.CARD_SETTLED, name, 60_000), actor="ana").request_id
        for name in ("po_1", "po_2")
    ]
    control.approve(books, asked[0], actor="ben")
    with pytest.raises(Invalid, match="card clearing holds"):
        control.approve(books, asked[1], actor="ben")
    assert ledgers(books)["card_clearing"] == 40_000


def test_nothing_leaves_an_account_before_it_was_there(books: Workspace) -> None:
    """A capture of the 20th is not settled on the 19th; credits are shown as they were on their day."""
    done(books, Event.CARD_CAPTURED, "auth 1", 100_000, customer="C1")
    early = replace(told(Event.CARD_SETTLED, "po_1", 60_000), gl_on=DAY - timedelta(days=1))
    with pytest.raises(Invalid, match=r"card clearing holds 0\.00 USD on 2026-11-19, not 600\.00 USD"):
        control.ask_event(books, early, actor="ana")

    later = DAY + timedelta(days=12)
    request = desk.apply(books, "rcp_R3", [desk.Line("I1", 30_000)], actor="ana", as_of=later)
    assert request.unapplied == 0
    shown = told(Event.CREDITS_PRESENTED, "2026-11", 130_000)
    assert control.ask_event(books, shown, actor="ana").kind == "credits_presented"
    with pytest.raises(Invalid, match=r"holds 1,300\.00 USD on 2026-11-20, not 1,300\.01 USD"):
        control.ask_event(books, replace(shown, reference="again", minor=130_001), actor="ana")


def test_a_chargeback_opens_what_the_card_paid(books: Workspace) -> None:
    """P23c: the capture and its application are reversed; the invoice is owed again from clearing."""
    done(books, Event.AGENCY_REMITTED, "ag 1", 75_000, receipt="rcp_R1", item="I1")
    assert balances(books.database)["I1"] == 25_000
    change = moved(books, Event.CARD_CHARGEBACK, "dp_1", 75_000, receipt="rcp_R1")
    assert change == {"ar_trade": 75_000, "bank": -75_000}
    assert balances(books.database)["I1"] == 100_000


def test_a_bounced_receipt_is_owed_anew(books: Workspace) -> None:
    """P20: what it paid stays paid."""
    done(books, Event.AGENCY_REMITTED, "ag 1", 75_000, receipt="rcp_R1", item="I1")
    change = moved(books, Event.BOUNCED, "NSF 1", 75_000, receipt="rcp_R1")
    assert change == {"ar_trade": 75_000, "bank": -75_000}
    assert (balances(books.database)["I1"], balances(books.database)["rcp_R1-R"]) == (25_000, 75_000)


def test_a_refund_is_cancelled_before_it_is_paid_and_never_both(books: Workspace) -> None:
    """The check bounced before the refund went out: the credit comes back, and the receipt is reversed as any other."""
    request = refunded(books)
    change = moved(books, Event.REFUND_CANCELLED, request, 30_000)
    assert change == {"refunds": 30_000, "unapplied": -30_000}
    for event, said in ((Event.REFUND_PAID, "refund_cancelled of"), (Event.REFUND_CANCELLED, "booked before")):
        with pytest.raises(Invalid, match=said):
            control.ask_event(books, told(event, request, 30_000), actor="ana")
    assert moved(books, Event.RETURNED, "BR-9", 30_000, receipt="rcp_R3") == {"bank": -30_000, "unapplied": 30_000}


def test_a_refund_whose_payment_waits_is_not_cancelled(books: Workspace) -> None:
    request = refunded(books)
    control.ask_event(books, told(Event.REFUND_PAID, request, 30_000), actor="ana")
    with pytest.raises(Invalid, match=r"refund_paid of .* was asked for or booked"):
        control.ask_event(books, told(Event.REFUND_CANCELLED, request, 30_000), actor="cyd")


def test_an_event_of_one_reference_is_asked_for_again_once_it_was_refused(books: Workspace) -> None:
    """Two people ask for one settlement: the second is told who did at asking, and may once the first is refused."""
    wanted = told(Event.RETURN_FEE, "BR-9", 1_200)
    first = control.ask_event(books, wanted, actor="ana", key="k")
    assert control.ask_event(books, wanted, actor="ana", key="k").replayed, "the same asking is no second one"
    with pytest.raises(Invalid, match="ana asked for it already"):
        control.ask_event(books, wanted, actor="cyd")
    control.refuse(books, first.request_id, actor="ben", note="the bank gave it back")
    assert control.ask_event(books, wanted, actor="cyd").request_id != first.request_id


def test_what_was_paid_back_of_a_receipt_bounces_and_is_never_reversed(books: Workspace) -> None:
    """200.00 of 300.00 was refunded, then the payment came back: 300.00 is owed anew, the rest stays a credit."""
    control.approve(books, control.ask_payee(books, "C1", "DE02", reason="r", actor="ana").request_id, actor="ben")
    asked = control.ask_adjustment(
        books, "rcp_R3", Adjust.REFUND_APPROVED, 20_000, reason="twice", actor="ana", payee="DE02"
    )
    control.approve(books, asked.request_id, actor="ben")
    for event in (Event.RETURNED, Event.CARD_CHARGEBACK):
        with pytest.raises(Invalid, match=r"200\.00 USD of it is paid back to its customer: let it bounce"):
            control.ask_event(books, told(event, "BR-9", 30_000, receipt="rcp_R3"), actor="ana")

    assert moved(books, Event.BOUNCED, "BR-9", 30_000, receipt="rcp_R3") == {"ar_trade": 30_000, "bank": -30_000}
    after = balances(books.database)
    assert (after["rcp_R3-R"], after["rcp_R3"]) == (30_000, -10_000)
    with pytest.raises(Invalid, match="bounced already"):
        control.ask_event(books, told(Event.RETURNED, "BR-10", 30_000, receipt="rcp_R3"), actor="ana")


def test_the_queue_shows_what_is_left_after_a_refund(books: Workspace) -> None:
    """What waits is what the control accounts hold, page by page, whatever took the rest of a receipt."""
    control.approve(books, control.ask_payee(books, "C1", "DE02", reason="r", actor="ana").request_id, actor="ben")
    asked = control.ask_adjustment(
        books, "rcp_R3", Adjust.REFUND_APPROVED, 20_000, reason="twice", actor="ana", payee="DE02"
    )
    control.approve(books, asked.request_id, actor="ben")
    seen: list[tuple[str, int]] = []
    after = None
    while page := inquiries.exceptions(books, limit=1, after=after)[:1]:
        seen.append((page[0]["receipt_id"], page[0]["unapplied_amount"]))
        after = lists.place(page[0])
    assert seen == [("rcp_R2", 97_100), ("rcp_R1", 75_000), ("rcp_R3", 10_000)]
    held = ledgers(books)
    assert sum(left for _, left in seen) == -held["unapplied"] - held["unidentified"]
    with books.database.reading() as connection:
        assert ledger.reads.exceptions(connection, DAY)["unapplied_amount"].sum() == 182_100
    assert desk.apply(books, "rcp_R3", [desk.Line("I1", 10_000)], actor="ana", as_of=DAY).unapplied == 0


def test_a_customer_pays_the_fee_of_a_payment_that_came_back_where_the_policy_lets_us(
    books: Workspace, tmp_path: Path
) -> None:
    """P19b: Dr AR trade 35, Cr NSF fee income 35; once a receipt, and never where nothing came back."""
    fee = told(Event.NSF_FEE_CHARGED, "NSF 1", 3_500, receipt="rcp_R3")
    with pytest.raises(Invalid, match="names no returned_fee in USD"):
        control.ask_event(books, fee, actor="ana")
    (tmp_path / "credit.toml").write_text('returned_fee = "35.00"\n')
    settings = books.settings.model_copy(update={"credit_file": tmp_path / "credit.toml"})
    allowed = replace(books, settings=settings)
    with pytest.raises(Invalid, match="did not come back"):
        control.ask_event(allowed, fee, actor="ana")
    with pytest.raises(Invalid, match=r"lets 35\.00 USD be charged, not 35\.01 USD"):
        control.ask_event(allowed, replace(fee, minor=3_501), actor="ana")

    done(allowed, Event.RETURNED, "BR-9", 30_000, receipt="rcp_R3")
    change = moved(allowed, Event.NSF_FEE_CHARGED, "NSF 1", 3_500, receipt="rcp_R3")
    assert change == {"ar_trade": 3_500, "nsf_fees": -3_500}
    assert balances(books.database)["FC-000001"] == 3_500
    with pytest.raises(Invalid, match="a fee was charged for it before"):
        control.ask_event(allowed, replace(fee, reference="NSF 2"), actor="ana")


def test_a_part_of_a_payment_bounces_and_the_rest_after_it(books: Workspace) -> None:
    """A chargeback of 400.00 of a captured 1,000.00: owed anew out of card clearing, what it paid stays paid."""
    done(books, Event.CARD_CAPTURED, "auth 1", 100_000, customer="C1")
    receipt_id = next(name for name, left in balances(books.database).items() if left == -100_000)
    desk.apply(books, receipt_id, [desk.Line("I1", 100_000)], actor="ana", as_of=DAY)
    with pytest.raises(Invalid, match=r"1,000\.00 USD: a part of it bounces"):
        control.ask_event(books, told(Event.CARD_CHARGEBACK, "dp_1", 40_000, receipt=receipt_id), actor="ana")

    change = moved(books, Event.BOUNCED, "dp_1", 40_000, receipt=receipt_id)
    assert change == {"ar_trade": 40_000, "card_clearing": -40_000}
    with pytest.raises(Invalid, match="a part of it bounced before"):
        control.ask_event(books, told(Event.RETURNED, "dp_2", 100_000, receipt=receipt_id), actor="ana")
    with pytest.raises(Invalid, match=r"600\.00 USD of it has not bounced"):
        control.ask_event(books, told(Event.BOUNCED, "dp_2", 60_001, receipt=receipt_id), actor="ana")
    done(books, Event.BOUNCED, "dp_2", 60_000, receipt=receipt_id)
    left = balances(books.database)
    assert (left["I1"], left[f"{receipt_id}-R"], left[f"{receipt_id}-R2"]) == (0, 40_000, 60_000)
    with pytest.raises(Invalid, match="has bounced already"):
        control.ask_event(books, told(Event.BOUNCED, "dp_3", 1, receipt=receipt_id), actor="ana")


def test_an_event_over_http(books: Workspace) -> None:
    client = TestClient(create_app(books), base_url="http://127.0.0.1")
    body = {
        "kind": "return_fee",
        "reference": "BR-9",
        "amount": {"minor": 1_200, "currency": "USD"},
        "reason": "returned check",
        "by": "ana",
    }
    wrong = client.post("/v1/events", json={**body, "fee": 1})
    assert (wrong.status_code, wrong.json()["type"].rpartition("/")[2]) == (422, "invalid")
    asked = client.post("/v1/events", json=body, headers={"Idempotency-Key": "k"})
    assert asked.status_code == 202
    assert client.post("/v1/events", json=body, headers={"Idempotency-Key": "k"}).json() == asked.json()
    verdict = f"/v1/requests/{asked.json()['request_id']}/verdict"
    assert client.post(verdict, json={"verdict": "approved", "by": "ana"}).status_code == 409
    assert client.post(verdict, json={"verdict": "approved", "by": "ben"}).json()["entries"] == 1
    assert ledgers(books)["bank_charges"] == 1_200


def test_a_refund_leaves_only_credit_whose_owner_is_known(books: Workspace) -> None:
    """A30: what is unidentified, or owed to us, is never paid out."""
    payee = control.ask_payee(books, "C1", "DE02", reason="called back", actor="ana")
    control.approve(books, payee.request_id, actor="ben")
    for name, said in (("rcp_R1", "its payer is unknown, identify it first"), ("I1", "takes no refund")):
        with pytest.raises(Invalid, match=said):
            control.ask_adjustment(
                books, name, Adjust.REFUND_APPROVED, 100, reason="r", actor="ana", payee="DE02", as_of=DAY
            )
