"""A remittance that comes after its payment was decided: its answer is renewed, changed or asked."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from sqlalchemy import select

import ledger
from kit.db import Database
from ledger import Adjust, tables
from matcher import History
from matcher.explanations.hypotheses import BY_NAME
from matcher.posting.tracks import total
from services import control, desk, exports, feed, inquiries, intake, matching, reports
from services.decisions import replay, tracks
from services.importing import subledger
from services.workspace import Workspace
from tests.parsers.bai2_files import bai2
from tests.services.conftest import workspace_over
from tests.services.sheets import imported

AS_OF = date(2026, 11, 24)
CUSTOMERS = """customer_number,name,parent_number,terms,currency,credit_limit
C1,REDFERN AERIAL LLC,,NET30,USD,10000.00
"""
HEAD = "document_number,document_type,customer_number,issue_date,due_date,currency,amount,open_amount,po_number,terms\n"
ITEMS = """INV-70011,invoice,C1,2026-10-20,2026-11-19,USD,1250.00,1250.00,,NET30
INV-70012,invoice,C1,2026-10-21,2026-11-20,USD,300.00,300.00,,NET30
INV-70013,invoice,C1,2026-10-22,2026-11-21,USD,950.00,950.00,,NET30
INV-70014,invoice,C1,2026-10-23,2026-11-22,USD,1250.00,1250.00,,NET30
"""
#: 1,250.00 that names an invoice, and carries the number of an advice.
BANK = bai2(["16,142,125000,,BR-1,,REDFERN INV-70011 TRN*1*RA778812*1185967292/"], 125000)
OTHERWISE = ("INV-70012,300.00", "INV-70013,950.00")
THE_SAME = ("INV-70011,1250.00",)


def advice(*lines: str, number: str = "RA778812", total: str = "") -> bytes:
    """Return a remittance advice with a line for each `number,amount`."""
    rows = [f"Redfern Aerial LLC,{number},{line},2026-11-19" for line in lines]
    rows += [f"Total,,,{total},"] if total else []
    return "\n".join(["Payer name,Payment reference,Invoice number,Amount paid,Payment date", *rows, ""]).encode()


@pytest.fixture
def books(copy_of: Callable[[Callable[[Database], None]], Database]) -> Workspace:
    """Give books in which the payment is posted to the invoice it names."""
    return workspace_over(copy_of(posted))


def posted(database: Database) -> None:
    """Take the payment in and post it."""
    workspace = workspace_over(database)
    with TemporaryDirectory() as folder:
        imported(workspace, Path(folder), CUSTOMERS, HEAD + ITEMS)
    intake.take(workspace, BANK, "bank.bai", actor="ana")
    matching.run(workspace, as_of=AS_OF)
    assert applied(workspace) == [("INV-70011", "1250.00")]


def receipt(books: Workspace) -> dict[str, object]:
    """Return the one receipt as it is exported."""
    return exports.frame(books, "receipts", as_of=AS_OF).row(0, named=True)


def rid(books: Workspace) -> str:
    """Return the one receipt's id."""
    return str(receipt(books)["receipt_id"])


def applied(books: Workspace) -> list[tuple[str, str]]:
    """Return what is posted, by document and cash."""
    rows = exports.frame(books, "applications", as_of=AS_OF).filter(pl.col("status") == "posted")
    return sorted(rows.select("document_number", "cash_amount").rows())


def asked(books: Workspace) -> list[tuple[str, str]]:
    """Return what waits for a person: reason and best proposal."""
    return exports.frame(books, "exceptions", as_of=AS_OF).select("reason", "best_proposal").rows()


def comes(books: Workspace, data: bytes, name: str = "advice.csv", as_of: date = AS_OF) -> matching.Summary:
    """Take a file and match."""
    intake.take(books, data, name, actor="ana")
    return matching.run(books, as_of=as_of)


def sound(books: Workspace) -> pl.DataFrame:
    """Return the feed of books that are proven: balanced, without gaps, and the newest decision comes out again."""
    told = feed.postings(books, limit=1000)
    sides = told.group_by("entry_id", "currency").agg(pl.col("debit", "credit").sum())
    assert sides.filter(pl.col("debit") != pl.col("credit")).height == 0
    assert told["sequence"].to_list() == list(range(1, told.height + 1))
    with books.database.reading() as connection:
        assert ledger.checks.run(connection) == []
    assert replay.replay(books, rid(books)).same
    return told


def test_another_answer_is_a_reversal_pair_in_one_command(books: Workspace) -> None:
    before = feed.postings(books, limit=1000)
    summary = comes(books, advice(*OTHERWISE))

    assert (summary.changed, applied(books)) == (1, [("INV-70012", "300.00"), ("INV-70013", "950.00")])
    assert (receipt(books)["status"], receipt(books)["reason"]) == ("applied", "remittance")
    told = sound(books)
    fresh = told.filter(pl.col("sequence") > before.height)
    assert told.head(before.height).equals(before), "what was told stays told"
    assert fresh["posted_at"].n_unique() == 1
    assert [bool(one) for one in fresh["reverses_entry_id"]] == [True] * 2 + [False] * 4, "the old goes before the new"
    assert fresh["reverses_entry_id"][0] == before["entry_id"][-1]
    with books.database.reading() as connection:
        batches = (
            connection.execute(select(tables.application.c.batch).order_by(tables.application.c.no)).scalars().all()
        )
        reasons = connection.execute(
            select(tables.entry.c.reason).where(tables.entry.c.reverses.is_not(None))
        ).scalars()
        assert list(reasons) == ["late_remittance"]
    assert len(set(batches[1:])) == 1, "taken back and posted anew together"


TAKEN_BACK = [
    # expected, why it was taken back, the rule that had posted it
    (False, "late_remittance", "named_exact:exact"),
    (False, "late_remittance", "named_discount:exact"),
    (False, "late_remittance", "named_deduction:exact"),
    (False, "late_remittance", "remittance:exact"),
    (True, "late_remittance", "named_weak:exact"),
    (True, "late_remittance", "named_fee:exact"),
    (True, "late_remittance", "single:exact"),
    (True, "late_remittance", "subset:exact"),
    (True, "undo", "named_exact:exact"),
    (False, "payer_changed: he says 70014", "single:exact"),
    (False, None, "single:exact"),
]


@pytest.mark.parametrize(("wrong", "why", "rule"), TAKEN_BACK)
def test_a_late_remittance_is_an_error_where_the_engine_had_to_find_the_items(
    *, wrong: bool, why: str | None, rule: str
) -> None:
    assert tracks.found_wrong(why, rule) == wrong
    assert {*tracks.PAYERS_WORD, rule.partition(":")[0]} <= set(BY_NAME)


@pytest.mark.parametrize("named", [True, False])
def test_what_the_payer_had_named_himself_is_no_error_when_he_names_others_later(
    books: Workspace, monkeypatch: pytest.MonkeyPatch, *, named: bool
) -> None:
    """The bank's text named the invoice; were it the engine that had found it, the same reversal would be an error."""
    if not named:
        monkeypatch.setattr(tracks, "PAYERS_WORD", frozenset())
    comes(books, advice(*OTHERWISE))

    with books.database.reading() as connection:
        whole = total(tracks.history(connection, "MAIN").values())
    assert (whole.applied, whole.reversed) == (2, 0 if named else 1)
    found = reports.made(books, "matching", AS_OF).filter(pl.col("scope") == "total")
    assert found.select("found_wrong", "taken_back_right").rows() == [(0, 1) if named else (1, 0)]


def test_a_person_who_confirms_a_late_remittance_says_no_more_than_it_does(books: Workspace) -> None:
    last = feed.postings(books, limit=1000).height
    feed.acknowledge(books, first=1, last=last, state="rejected", reason="unknown customer", actor="erp")
    comes(books, advice(*OTHERWISE))
    assert asked(books) == [("late_remittance", "INV-70012 + INV-70013")]
    desk.accept(books, rid(books), 1, actor="ben", as_of=AS_OF)

    with books.database.reading() as connection:
        assert total(tracks.history(connection, "MAIN").values()).reversed == 0


def test_the_desk_says_that_the_answer_changed_and_why(books: Workspace) -> None:
    comes(books, advice(*OTHERWISE))
    shown = inquiries.receipt(books, rid(books))

    assert shown["explanation"].startswith(
        "The remittance advice.csv came after the decision and changed the answer: INV-70011 1,250.00 USD was taken"
    )
    assert [one["what"] for one in shown["history"]] == ["applied", "applied"]
    assert shown["exception_id"] == ""


def test_it_happens_once(books: Workspace) -> None:
    """Neither another run nor the same advice in another file changes anything."""
    comes(books, advice(*OTHERWISE))
    height = feed.postings(books, limit=1000).height
    again = comes(books, advice(*OTHERWISE) + b"\n", "again.csv")

    assert again.changed == matching.run(books, as_of=AS_OF).changed == 0
    assert feed.postings(books, limit=1000).height == height == sound(books).height


def test_the_same_answer_renews_the_certificate_only(books: Workspace) -> None:
    first, height = replay.decision(books, rid(books)), feed.postings(books, limit=1000).height
    comes(books, advice(*THE_SAME))
    second = replay.decision(books, rid(books))

    assert feed.postings(books, limit=1000).height == sound(books).height == height
    assert second.certificate["inputs"] != first.certificate["inputs"]
    assert "came after the decision and says the same" in second.explanation


def test_in_a_closed_month_the_pair_stands_in_the_next_open_one(books: Workspace) -> None:
    before = feed.postings(books, limit=1000).height
    with ledger.book(
        books.database, entity="MAIN", key="close", actor="ana", command="close", payload={}, recorded_at=books.now()
    ) as book:
        ledger.periods.close(book, "2026-11")
    comes(books, advice(*OTHERWISE))

    fresh = sound(books).filter(pl.col("sequence") > before)
    assert fresh["gl_date"].unique().to_list() == [date(2026, 12, 1)]


def test_what_a_person_applied_is_asked_and_changed_only_by_him(books: Workspace) -> None:
    desk.undo(books, rid(books), actor="ben", as_of=AS_OF)
    desk.apply(books, rid(books), [desk.Line("INV-70014", 125000)], actor="ben", as_of=AS_OF)
    height = feed.postings(books, limit=1000).height
    assert comes(books, advice(*OTHERWISE)).changed == 0

    assert (feed.postings(books, limit=1000).height, applied(books)) == (height, [("INV-70014", "1250.00")])
    assert asked(books) == [("late_remittance", "INV-70012 + INV-70013")]
    assert receipt(books)["status"] == "applied", "what stands is still so"
    assert "for a person decided it" in inquiries.receipt(books, rid(books))["explanation"]
    assert matching.run(books, as_of=AS_OF).changed == 0
    assert inquiries.waiting(books) == 1

    done = desk.accept(books, rid(books), 1, actor="ben", as_of=AS_OF)
    assert (done.status, done.unapplied) == ("applied", 0)
    assert applied(books) == [("INV-70012", "300.00"), ("INV-70013", "950.00")]
    assert (asked(books), inquiries.waiting(books)) == ([], 0)
    sound(books)


def test_what_a_person_applied_stays_where_he_parks_the_question(books: Workspace) -> None:
    desk.undo(books, rid(books), actor="ben", as_of=AS_OF)
    desk.apply(books, rid(books), [desk.Line("INV-70014", 125000)], actor="ben", as_of=AS_OF)
    comes(books, advice(*OTHERWISE))
    desk.park(books, rid(books), "the payer confirmed 70014 by telephone", actor="ben")

    matching.run(books, as_of=AS_OF)
    assert (asked(books), applied(books)) == ([], [("INV-70014", "1250.00")])


@pytest.mark.parametrize("act", ["on_account", "not_ar"])
def test_what_a_person_put_elsewhere_is_asked(books: Workspace, act: str) -> None:
    desk.undo(books, rid(books), actor="ben", as_of=AS_OF)
    if act == "on_account":
        desk.on_account(books, rid(books), "C1", actor="ben", as_of=AS_OF)
    else:
        desk.not_ar(books, rid(books), "a loan", actor="ben", as_of=AS_OF)
    comes(books, advice(*OTHERWISE))

    assert (asked(books)[0][1], applied(books)) == ("INV-70012 + INV-70013", [])
    desk.accept(books, rid(books), 1, actor="ben", as_of=AS_OF)
    assert applied(books) == [("INV-70012", "300.00"), ("INV-70013", "950.00")]
    sound(books)


def test_what_a_person_took_back_the_engine_only_offers(books: Workspace) -> None:
    desk.undo(books, rid(books), actor="ben", as_of=AS_OF, note="payer_changed: he wants 70014 paid")
    matching.run(books, as_of=AS_OF)
    assert (applied(books), asked(books)) == ([], [("undone", "INV-70011")])

    comes(books, advice(*OTHERWISE))
    assert (applied(books), asked(books)) == ([], [("undone", "INV-70012 + INV-70013")])


#: What people do with a receipt after an undo that does not say what it pays.
BESIDE: dict[str, Callable[[Workspace], object]] = {
    "park": lambda books: desk.park(books, rid(books), "asked him", actor="ben"),
    "identify": lambda books: desk.identify(books, rid(books), "C1", actor="ben", as_of=AS_OF),
    "run": lambda books: matching.run(books, as_of=AS_OF),
}


@pytest.mark.parametrize("between", ["", "park", "identify", "run identify", "identify run", "run park identify"])
def test_an_undo_stands_until_somebody_says_what_the_receipt_pays(
    books: Workspace, monkeypatch: pytest.MonkeyPatch, between: str
) -> None:
    """Whatever lies between: the answer is offered with the reason, and never posted again by itself."""
    monkeypatch.setattr(tracks, "history", lambda *_: History())
    desk.undo(books, rid(books), actor="ben", as_of=AS_OF)
    for act in between.split():
        BESIDE[act](books)
    matching.run(books, as_of=AS_OF + timedelta(days=1))

    assert applied(books) == []
    with books.database.reading() as connection:
        newest = connection.execute(select(tables.decision).order_by(tables.decision.c.no.desc()).limit(1)).one()
    assert (newest.reason, asked(books)[0][1]) == ("undone", "INV-70011")
    desk.accept(books, rid(books), 1, actor="ben", as_of=AS_OF)
    assert applied(books) == [("INV-70011", "1250.00")]
    sound(books)


def test_an_undo_is_the_reason_where_its_stratum_lost_the_right_to_post_by_it(books: Workspace) -> None:
    """The error is counted once: the receipt is not judged again as one of a demoted stratum."""
    desk.undo(books, rid(books), actor="ben", as_of=AS_OF)
    assert matching.run(books, as_of=AS_OF).demoted
    assert asked(books) == [("undone", "INV-70011")]
    desk.apply(books, rid(books), [desk.Line("INV-70014", 125_000)], actor="ben", as_of=AS_OF)

    with books.database.reading() as connection:
        (track,) = tracks.history(connection, "MAIN").values()
    assert (track.applied, track.reversed, track.reviewed, track.wrong) == (1, 1, 0, 0)


def test_what_was_put_on_account_and_taken_back_is_offered_again(books: Workspace) -> None:
    for act in (
        lambda: desk.undo(books, rid(books), actor="ben", as_of=AS_OF),
        lambda: desk.on_account(books, rid(books), "C1", actor="ben", as_of=AS_OF),
        lambda: desk.undo(books, rid(books), actor="ben", as_of=AS_OF),
        lambda: matching.run(books, as_of=AS_OF),
    ):
        act()

    assert (receipt(books)["status"], asked(books)) == ("review", [("undone", "INV-70011")])
    desk.accept(books, rid(books), 1, actor="ben", as_of=AS_OF)
    sound(books)


def test_what_the_erp_rejected_is_asked(books: Workspace) -> None:
    last = feed.postings(books, limit=1000).height
    feed.acknowledge(books, first=1, last=last, state="rejected", reason="unknown customer", actor="erp")
    comes(books, advice(*OTHERWISE))
    assert applied(books) == [("INV-70011", "1250.00")]
    assert asked(books) == [("late_remittance", "INV-70012 + INV-70013")]


def test_what_the_erp_accepted_at_last_is_changed(books: Workspace) -> None:
    last = feed.postings(books, limit=1000).height
    feed.acknowledge(books, first=1, last=last, state="rejected", reason="unknown customer", actor="erp")
    feed.acknowledge(books, first=1, last=last, state="accepted", actor="erp")

    assert comes(books, advice(*OTHERWISE)).changed == 1


def test_an_advice_that_is_not_trusted_changes_nothing_unseen(books: Workspace) -> None:
    comes(books, advice(*OTHERWISE, total="1300.00"))

    assert applied(books) == [("INV-70011", "1250.00")]
    assert [reason for reason, _ in asked(books)] == ["late_remittance"]
    assert "the new answer is not proven" in inquiries.receipt(books, rid(books))["explanation"]


def test_what_another_receipt_has_is_asked(books: Workspace) -> None:
    """The advice names an invoice that another receipt has paid meanwhile."""
    comes(books, bai2(["16,142,30000,,BR-2,,REDFERN INV-70012/"], 30000), "second.bai")
    comes(books, advice(*OTHERWISE))

    assert applied(books) == [("INV-70011", "1250.00"), ("INV-70012", "300.00")]
    assert ("late_remittance" in dict(asked(books))) is True


@pytest.mark.parametrize("first", ["INV-70011,1250.00", "INV-70014,1250.00"])  # it adds, it changes
def test_what_was_refunded_meanwhile_is_not_applied_and_stops_no_run(
    empty: Workspace, tmp_path: Path, first: str
) -> None:
    (tmp_path / "policy.toml").write_text('[proof]\nerror_bound = "1%"\n', encoding="utf-8")
    workspace = workspace_over(empty.database, policy_file=tmp_path / "policy.toml")
    links = "kind,key,customer_number\ncompany_id,1185967292,C1\n"
    imported(workspace, tmp_path, CUSTOMERS, HEAD + "".join(ITEMS.splitlines(keepends=True)[::3]), links)
    payer = "ORIG CO NAME:REDFERN AERIAL LLC ORIG ID:1185967292 DESCR:INV-70011"
    comes(workspace, bai2([f"16,142,155000,,BR-1,,{payer} TRN*1*RA778812*1185967292/"], 155000), "b.bai")
    (tmp_path / "more.csv").write_text(HEAD + ITEMS.splitlines(keepends=True)[1], encoding="utf-8")
    subledger.items(workspace, tmp_path / "more.csv", actor="ana")
    assert (receipt(workspace)["reason"], applied(workspace)) == ("overpayment", [("INV-70011", "1250.00")])
    payee = control.ask_payee(workspace, "C1", "DE02", reason="seen", actor="ana")
    control.approve(workspace, payee.request_id, actor="ben")
    asking = control.ask_adjustment(
        workspace, rid(workspace), Adjust.REFUND_APPROVED, 1_000, reason="overpaid", actor="ana", payee="DE02"
    )
    control.approve(workspace, asking.request_id, actor="ben")

    comes(workspace, advice(first, OTHERWISE[0]))

    assert applied(workspace) == [("INV-70011", "1250.00")]
    assert [reason for reason, _ in asked(workspace)] == ["late_remittance"]
    said = str(inquiries.receipt(workspace, rid(workspace))["explanation"])
    assert "takes more than is left of the receipt. Of the receipt 1,540.00 USD is left. Now: " in said
    sound(workspace)


def test_only_the_rest_is_applied_when_a_waiting_line_is_explained(database: Database, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text('[proof]\nerror_bound = "1%"\n', encoding="utf-8")
    workspace = workspace_over(database, policy_file=tmp_path / "policy.toml")
    rows = ITEMS.splitlines(keepends=True)
    there, later = [row for row in rows if "70012" not in row], [row for row in rows if "70012" in row]
    links = "kind,key,customer_number\ncompany_id,1185967292,C1\n"
    imported(workspace, tmp_path, CUSTOMERS, HEAD + "".join(there), links)
    payer = "ORIG CO NAME:REDFERN AERIAL LLC ORIG ID:1185967292"
    paid = bai2([f"16,142,375000,,BR-1,,{payer} TRN*1*RA778812*1185967292/"], 375000)
    intake.take(workspace, paid, "b.bai", actor="ana")
    comes(workspace, advice("INV-70011,1250.00", "INV-70013,950.00", "INV-70014,1250.00", *OTHERWISE[:1]))
    first = [("INV-70011", "1250.00"), ("INV-70013", "950.00"), ("INV-70014", "1250.00")]
    assert (receipt(workspace)["reason"], applied(workspace)) == ("remittance_incomplete", first)
    before = feed.postings(workspace, limit=1000)
    matching.run(workspace, as_of=AS_OF)
    assert feed.postings(workspace, limit=1000).height == before.height, "nothing to explain it yet"

    (tmp_path / "more.csv").write_text(HEAD + "".join(later), encoding="utf-8")
    subledger.items(workspace, tmp_path / "more.csv", actor="ana")
    matching.run(workspace, as_of=AS_OF)

    fresh = sound(workspace).filter(pl.col("sequence") > before.height, pl.col("receipt_id") != "")
    assert (receipt(workspace)["status"], fresh["reverses_entry_id"].unique().to_list()) == ("applied", [""])
    assert applied(workspace) == sorted([*first, ("INV-70012", "300.00")])
    assert "is open now" in str(inquiries.receipt(workspace, rid(workspace))["explanation"])


def test_two_that_change_places_do_so_together(books: Workspace) -> None:
    """Each takes what the other frees: both pairs stand in one command."""
    second = bai2(["16,142,125000,,BR-2,,REDFERN INV-70014 TRN*1*RA990001*1185967292/"], 125000)
    comes(books, second, "second.bai")
    intake.take(books, advice("INV-70014,1250.00"), "one.csv", actor="ana")
    summary = comes(books, advice("INV-70011,1250.00", number="RA990001"), "two.csv")

    rows = exports.frame(books, "applications", as_of=AS_OF).select("bank_reference", "document_number").rows()
    assert (summary.changed, sorted(rows)) == (2, [("BR-1", "INV-70014"), ("BR-2", "INV-70011")])
    sound(books)


def test_words_and_a_late_remittance_that_name_two_of_one_amount_are_asked(books: Workspace) -> None:
    """The words name the payer as well, so the item they name speaks against the one that the remittance names."""
    whole = bai2(["16,142,125000,,BR-2,,REDFERN AERIAL LLC INV-70014 TRN*1*RA990001*1185967292/"], 125000)
    desk.undo(books, rid(books), actor="ben", as_of=AS_OF)
    comes(books, whole, "second.bai")
    summary = comes(books, advice("INV-70011,1250.00", number="RA990001"), "two.csv")

    assert (summary.changed, applied(books)) == (0, [("INV-70014", "1250.00")])
    assert ("late_remittance", "INV-70011") in asked(books)
    sound(books)


def test_what_one_that_stays_has_no_other_takes(books: Workspace) -> None:
    """The first is asked because the ERP rejected it, so what it has is not free for the second."""
    last = feed.postings(books, limit=1000).height
    comes(books, bai2(["16,142,125000,,BR-2,,REDFERN INV-70014 TRN*1*RA990001*1185967292/"], 125000), "2.bai")
    feed.acknowledge(books, first=1, last=last, state="rejected", reason="unknown customer", actor="erp")
    intake.take(books, advice("INV-70014,1250.00"), "one.csv", actor="ana")
    summary = comes(books, advice("INV-70011,1250.00", number="RA990001"), "two.csv")

    assert (summary.changed, applied(books)) == (0, [("INV-70011", "1250.00"), ("INV-70014", "1250.00")])
    assert [reason for reason, _ in asked(books)] == ["late_remittance"] * 2
    told = exports.frame(books, "receipts", as_of=AS_OF).filter(pl.col("bank_reference") == "BR-2")["receipt_id"][0]
    assert "takes what another receipt has" in inquiries.receipt(books, told)["explanation"]
