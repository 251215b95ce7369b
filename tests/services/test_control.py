"""What one person asks for, another carries out: write-offs, refunds, verified payees, months opened again."""

import json
from datetime import date
from pathlib import Path

import pytest

import ledger
from kit.refusals import Invalid, NotFound, OverApplied
from ledger import Adjust, Adjustment, Disposal
from ledger.contact_log import Channel, Outcome
from ledger.kinds import Kind
from ledger.master import Paper
from ledger.refusals import BeyondAuthority, Decided, SamePerson, UnknownItem
from services import contact_log, control, customer, effects, periods
from services.importing import subledger
from services.workspace import Workspace
from tests.ledger.desk import DAY, balances, booked, granted, invoice_id, item, opened, receipt
from tests.services.month_ends import ready


@pytest.fixture
def books(workspace: Workspace) -> Workspace:
    """An invoice of 880.00 with 65.19 tax, due 400 days ago, and 300.00 of C1 on account."""
    due = DAY.replace(year=2025)
    database = workspace.database
    opened(database, item("I1", 88_000, tax=6_519, issued_on=due, due_on=due), receipts=(receipt("R1", 30_000),))
    with booked(database, "on account") as book:
        ledger.receipts.place_on_account(book, [Disposal("rcp_R1", DAY)])
    return workspace


def test_a50_a_write_off_shows_its_evidence_and_needs_a_second_person(books: Workspace) -> None:
    """DUTIES A50: the proposal tells age and disputes; nothing moves until a checker approves; the tax is split."""
    call = contact_log.Said("C1", Channel.CALL, Outcome.PROMISE, DAY, "Jo", ("I1",), "soon", "look", DAY)
    contact_log.log(books, call, actor="ana")
    contact_log.log(books, contact_log.Said("C1", Channel.EMAIL, Outcome.PAID, DAY), actor="ana")
    papers = [
        Paper("C1", "guaranty", number="G-7", signer="Owner", valid_from=date(2025, 1, 1)),
        Paper("C1", "guaranty", "TX", signer="Late", valid_from=date(2025, 1, 1), valid_until=date(2025, 2, 1)),
    ]
    with booked(books.database, "papers") as book:
        ledger.master.keep(book, papers, approved=True)
    with booked(books.database, "euros") as book:
        ledger.receipts.receive(book, [ledger.NewReceipt("rcp_E", "ent_E", 9_900, "EUR", DAY, DAY, "C1")])
    said = control.ask_adjustment(books, "I1", Adjust.BAD_DEBT, 88_000, reason="bankrupt", actor="ana", claim_tax=True)
    (waiting,) = control.listed(books).iter_rows(named=True)
    evidence = json.loads(waiting["body"])["evidence"]
    assert (waiting["subject"], waiting["amount"], waiting["maker"], waiting["state"]) == (
        "I1",
        88_000,
        "ana",
        "waiting",
    )
    assert evidence == {
        "amount": 88_000,
        "days_past_due": 365,
        "disputed": 0,
        "open": 88_000,
        "unapplied_cash": -30_000,
        "attempts": 1,
        "attempts_customer": 2,
        "promises": 1,
        "last_contact": f"{DAY} paid",
        "guaranty": "Owner G-7",
    }
    told = customer.customer(books, "C1").requests[0]["evidence"]
    assert (told["open"], next(iter(told)), told["tax"]) == ("880.00", "tax", "65.19")
    assert balances(books.database)["I1"] == 88_000

    with pytest.raises(SamePerson):
        control.approve(books, said.request_id, actor="Ana")
    assert control.approve(books, said.request_id, actor="ben").entries == 1
    with books.database.reading() as connection:
        moved = {
            (row["kind"], row["debit"])
            for row in ledger.reads.postings(connection).filter(kind="bad_debt").iter_rows(named=True)
            if row["debit"]
        }
        tax = ledger.reads.postings(connection).filter(kind="bad_debt_tax")["debit"].sum()
        assert ledger.checks.run(connection) == []
    assert (moved, tax) == ({("bad_debt", 81_481)}, 6_519)
    assert balances(books.database)["I1"] == 0
    assert control.listed(books).is_empty()
    assert control.listed(books, waiting=False)["checker"].to_list() == ["ben"]


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [
        ("I2", Adjust.BAD_DEBT, "invoice I2: no sales tax is known of it"),
        ("I1", Adjust.CONCESSION, "tax is claimed of a bad debt, not with concession"),
    ],
)
def test_tax_that_cannot_be_claimed_is_refused(books: Workspace, number: str, kind: Adjust, said: str) -> None:
    """The whole would go to the allowance otherwise, while the maker believes that the state pays its share."""
    with booked(books.database, "untaxed") as book:
        ledger.items.issue(book, [item("I2", 10_000)])
    with pytest.raises(Invalid, match=said):
        control.ask_adjustment(books, number, kind, 10_000, reason="bankrupt", actor="ana", claim_tax=True)
    assert control.listed(books).is_empty()


def test_a50_a_write_off_takes_a_checker_within_their_authority(books: Workspace) -> None:
    """DUTIES A50: beyond the checker's row it stays asked and moves nothing; whoever's row reaches so far decides."""
    with booked(books.database, "authorities", actor="admin") as book:
        rows = [
            ledger.NewAuthority(who, "bad_debt", "USD", 0, high, DAY)
            for who, high in (("ben", 87_999), ("cfo", 88_000))
        ]
        ledger.approvals.authorise(book, rows)
    asked = control.ask_adjustment(books, "I1", Adjust.BAD_DEBT, 88_000, reason="bankrupt", actor="ana")
    with pytest.raises(BeyondAuthority):
        control.approve(books, asked.request_id, actor="ben")
    assert balances(books.database)["I1"] == 88_000
    assert control.listed(books)["state"].to_list() == ["waiting"]
    control.approve(books, asked.request_id, actor="cfo")
    assert balances(books.database)["I1"] == 0


def test_a56_a_refund_goes_to_a_verified_payee_from_cash_that_is_free(books: Workspace) -> None:
    """DUTIES A56."""

    def refund(name: str, minor: int, payee: str) -> control.Asked:
        return control.ask_adjustment(
            books, name, Adjust.REFUND_APPROVED, minor, reason="overpaid", actor="ana", payee=payee
        )

    with pytest.raises(Invalid, match="is no verified payee of C1"):
        refund("rcp_R1", 30_000, "DE02")
    asked = control.ask_payee(books, "C1", " DE02 ", reason="called back", actor="ana")
    with pytest.raises(Invalid, match="is no verified payee"):
        refund("rcp_R1", 30_000, "DE02")
    control.approve(books, asked.request_id, actor="ben")
    with pytest.raises(Invalid, match="takes no refund_approved"):
        refund("I1", 10, "DE02")
    with pytest.raises(Invalid, match="between nothing and what is left"):
        refund("rcp_R1", 30_001, "DE02")
    wanted = refund("rcp_R1", 30_000, "DE02")
    with pytest.raises(Invalid, match=rf"0\.00 USD is left beside what waits \({wanted.request_id}\), not 0\.01 USD"):
        refund("rcp_R1", 1, "DE02")
    with pytest.raises(SamePerson):
        control.approve(books, wanted.request_id, actor="ana")
    control.approve(books, wanted.request_id, actor="ben")

    assert balances(books.database)["rcp_R1"] == 0
    with pytest.raises(Decided):
        control.approve(books, wanted.request_id, actor="cyd")


def test_what_waits_is_not_asked_for_again_nor_more_than_it_leaves(books: Workspace) -> None:
    """A write-off of an item is asked for once, by whoever; a part of it may wait beside another part."""

    def ask(kind: Adjust, minor: int, actor: str = "ben") -> str:
        return control.ask_adjustment(books, "I1", kind, minor, reason="bankrupt", actor=actor).request_id

    first = ask(Adjust.BAD_DEBT, 50_000, "ana")
    with pytest.raises(Invalid, match=f"{first} asks for the same and waits"):
        ask(Adjust.BAD_DEBT, 50_000)
    with pytest.raises(Invalid, match=rf"380\.00 USD is left beside what waits \({first}\), not 380\.01 USD"):
        ask(Adjust.CONCESSION, 38_001)
    ask(Adjust.CONCESSION, 38_000)
    control.refuse(books, first, actor="cyd", note="he paid")
    assert ask(Adjust.BAD_DEBT, 50_000)


def test_a_request_that_no_longer_fits_is_not_carried_out(books: Workspace) -> None:
    second = control.ask_adjustment(books, "I1", Adjust.CONCESSION, 1, reason="price", actor="ana")
    approved = granted(books.database, "bad_debt")
    with booked(books.database, "gone") as book:
        approved(book)
        ledger.adjustments.adjust(book, [Adjustment(invoice_id("I1"), Adjust.BAD_DEBT, 88_000, DAY)])
    with pytest.raises(OverApplied):
        control.approve(books, second.request_id, actor="ben")
    assert control.listed(books)["request_id"].to_list() == [second.request_id]
    control.refuse(books, second.request_id, actor="ben", note="written off before")
    assert control.listed(books).is_empty()


def test_the_same_key_asks_and_approves_once(books: Workspace) -> None:
    first, again = (
        control.ask_adjustment(books, "I1", Adjust.BAD_DEBT, 10, reason="b", actor="ana", key="k") for _ in range(2)
    )
    assert (again.request_id, again.replayed) == (first.request_id, True)
    done = [control.approve(books, first.request_id, actor="ben", key="a") for _ in range(2)]
    assert [one.replayed for one in done] == [False, True]


@pytest.mark.parametrize(("name", "refusal"), [("I9", UnknownItem), ("", UnknownItem)])
def test_what_is_not_there_is_not_adjusted(books: Workspace, name: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        control.ask_adjustment(books, name, Adjust.BAD_DEBT, 1, reason="b", actor="ana")


def test_a_month_is_closed_and_opened_again_by_two(books: Workspace) -> None:
    with pytest.raises(Invalid, match="is no month"):
        periods.close(books, "2026-13", actor="ana")
    with pytest.raises(NotFound):
        control.ask_reopening(books, "2031-01", reason="late", actor="ana")
    ready(books, "2026-11")
    periods.close(books, "2026-11", actor="ana")
    with pytest.raises(SamePerson):
        control.approve(
            books, control.ask_reopening(books, "2026-11", reason="late", actor="ana").request_id, actor="ana"
        )
    asked = control.listed(books)["request_id"][0]
    control.approve(books, asked, actor="ben")

    (month,) = periods.listed(books).filter(month="2026-11").iter_rows(named=True)
    assert (month["state"], month["changed_by"], month["changes"]) == ("open", "ben", 3)
    with pytest.raises(Invalid, match="2026-11 is open"):
        control.ask_reopening(books, "2026-11", reason="late", actor="ana")


def test_a_day_whose_month_was_closed_meanwhile_is_told_before_and_after(books: Workspace) -> None:
    wanted = control.ask_adjustment(books, "I1", Adjust.BAD_DEBT, 10, reason="b", actor="ana", as_of=DAY)
    assert control.one(books, wanted.request_id)["books_on"] == DAY
    ready(books, "2026-11")
    periods.close(books, "2026-11", actor="ana")
    (waits,) = effects.waiting(books)
    assert waits.facts[0] == ("would be booked on", "2026-12-01: 2026-11 is closed")
    done = control.approve(books, wanted.request_id, actor="ben")
    assert (done.booked_on, done.moved) == (["2026-12-01"], f"booked on 2026-12-01, not on {DAY}")
    assert control.one(books, wanted.request_id)["books_on"] is None


def test_no_path_posts_into_a_closed_month(books: Workspace, tmp_path: Path) -> None:
    """DOMAIN §15, 9: whatever is done with a day of a closed month is booked in the next open one."""
    wanted = control.ask_adjustment(books, "I1", Adjust.BAD_DEBT, 10, reason="b", actor="ana", as_of=DAY)
    ready(books, "2026-11")
    periods.close(books, "2026-11", actor="ana")
    last = _entries(books)
    sheet = tmp_path / "items.csv"
    sheet.write_text(
        "document_number,document_type,customer_number,issue_date,due_date,amount,open_amount\n"
        "N1,invoice,C1,2026-11-03,2026-11-30,5.00,3.00\n"
    )
    subledger.items(books, sheet, actor="ana")
    control.approve(books, wanted.request_id, actor="ben")
    deduction = ledger.item_id("MAIN", "deduction", "I1-D1")
    with booked(books.database, "every verb") as book:
        ledger.items.issue(book, [item("N2", 100), item("N3", -50, ledger.ItemType.CREDIT_MEMO)])
        ledger.receipts.receive(book, [receipt("A", 500), receipt("B", 70, None), receipt("C", 9), receipt("D", 60)])
        ledger.receipts.identify(book, [ledger.Identification("rcp_B", "C1", DAY)])
        ledger.applications.apply(
            book,
            [
                ledger.NewApplication("rcp_A", ledger.item_id("MAIN", "invoice", "I1"), 40, DAY, deduction=8),
                ledger.NewApplication("rcp_A", ledger.item_id("MAIN", "invoice", "N2"), 60, DAY),
                ledger.NewApplication("rcp_D", ledger.item_id("MAIN", "invoice", "N1"), 60, DAY),
            ],
        )
        ledger.receipts.bounce(book, [Disposal("rcp_D", DAY)])
        ledger.deductions.allow(book, [ledger.Settlement(deduction, 3, DAY)])
        ledger.deductions.charge_back(book, [ledger.Settlement(deduction, 3, DAY)])
        ledger.receipts.not_ar(book, [Disposal("rcp_B", DAY)])
        ledger.receipts.take_back_not_ar(book, [Disposal("rcp_B", DAY)])
        ledger.receipts.place_on_account(book, [Disposal("rcp_B", DAY)])
        ledger.receipts.reverse(book, [Disposal("rcp_C", DAY)])
        ledger.general.post(book, [ledger.Movement(((Kind.PROVIDED, 5),), "USD", DAY, "x")])
    with booked(books.database, "undone") as book:
        applied = ledger.applications.apply(
            book, [ledger.NewApplication("rcp_A", ledger.item_id("MAIN", "invoice", "I1"), 40, DAY)]
        )
        ledger.applications.unapply(book, [ledger.Undo(applied[0], DAY)])

    booked_on = _entries(books)[len(last) :]
    assert len(booked_on) > 18
    assert {day[:7] for _, day in booked_on} == {"2026-12"}
    assert {"issued", "opened", "applied", "reversal", "bounced", "charged_back", "bad_debt"} <= {
        kind for kind, _ in booked_on
    }


def _entries(books: Workspace) -> list[tuple[str, str]]:
    """Return kind and GL day of every entry, in order."""
    with books.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT kind, gl_on FROM entry ORDER BY no")
        return [(str(row[0]), str(row[1])) for row in rows]
