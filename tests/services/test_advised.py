"""Advices in the books: attached whenever they come, moved when a better payment comes, and never twice."""

import json
from datetime import date
from itertools import permutations
from pathlib import Path

import polars as pl
import pytest

import ledger
from matcher import Policy
from services import exports, inquiries, intake, matching, reports
from services.banking import advised
from services.banking.advised import parted, written
from services.importing import subledger
from services.tieout import Tie
from services.workspace import Workspace
from tests.conftest import RING
from tests.parsers.bai2_files import bai2
from tests.services.sheets import imported

AS_OF = date(2026, 11, 24)
ITEMS = """document_number,document_type,customer_number,issue_date,due_date,currency,amount,open_amount,po_number,terms
INV-70011,invoice,C1,2026-10-20,2026-11-19,USD,1250.00,1250.00,,NET30
INV-70012,invoice,C1,2026-10-21,2026-11-20,USD,300.00,300.00,,NET30
INV-70013,invoice,C1,2026-10-22,2026-11-21,USD,950.00,950.00,,NET30
"""
CUSTOMERS = """customer_number,name,parent_number,terms,currency,credit_limit
C1,REDFERN AERIAL LLC,,NET30,USD,10000.00
"""
#: One ACH credit of 1,250.00, and one that carries the number of the advice.
PLAIN = bai2(["16,165,125000,,BR-1,,REDFERN AERIAL LLC/"], 125000)
NUMBERED = bai2(["16,142,125000,,BR-2,,TRN*1*RA778812*1185967292 REDFERN AERIAL LLC/"], 125000)
ADVICE = b"""Payer name,Payment reference,Invoice number,Amount paid,Payment date
Redfern Aerial LLC,RA778812,INV-70012,300.00,2026-11-19
Redfern Aerial LLC,RA778812,INV-70013,950.00,2026-11-19
"""


@pytest.fixture
def books(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Give books with a customer and its open items."""
    return imported(workspace, tmp_path, CUSTOMERS, ITEMS)


def attached(workspace: Workspace) -> dict[str, tuple[str, str]]:
    """Return bank reference of the payment -> the advice's reference and the rule."""
    with workspace.database.reading() as connection:
        entries = ledger.worklists.entries(connection, workspace.settings.entity)
        ties = [tie for found in advised.attached(connection).values() for tie in found]
    said = dict(entries.select("entry_id", "bank_reference").iter_rows())
    return {said[tie.by]: (said[tie.entry_id], tie.rule) for tie in ties}


def test_an_advice_that_came_first_waits_for_its_payment(books: Workspace) -> None:
    intake.take(books, ADVICE, "advice.csv", actor="ana")
    assert matching.run(books, as_of=AS_OF).booked.advised == 0
    assert reports.made(books, "advices", AS_OF)["reason"].to_list() == ["No payment fits yet: it waits for one."]

    intake.take(books, PLAIN, "bank.bai", actor="ana")
    assert matching.run(books, as_of=AS_OF).booked.advised == 1

    told = reports.made(books, "advices", AS_OF).rows(named=True)
    receipt = exports.frame(books, "receipts", as_of=AS_OF).row(0, named=True)
    assert [(row["state"], row["amount"], row["receipt_ids"]) for row in told] == [
        ("attached", "1250.00", receipt["receipt_id"])
    ]
    assert receipt["status"] == "applied", (
        "the two items the advice names sum to it, the one of its amount is not meant"
    )
    applied = exports.frame(books, "applications", as_of=AS_OF)["document_number"].to_list()
    assert sorted(applied) == ["INV-70012", "INV-70013"]
    assert matching.run(books, as_of=AS_OF).booked.advised == 0, "once is enough"


@pytest.mark.parametrize(
    "words", ["INV-70012 INV-70013", "INV-70012/INV-70013", "INV-700\n88,12 70013", "INV-70012INV-70013"]
)
def test_an_advice_of_the_same_payer_and_sum_does_not_take_a_payment_whose_words_name_other_items(
    books: Workspace, words: str
) -> None:
    said = bai2(f"16,165,125000,,BR-1,,REDFERN AERIAL LLC {words}/".split("\n"), 125000)
    other = b"Payer name,Invoice number,Amount paid,Payment date\nRedfern Aerial LLC,INV-70011,1250.00,2026-11-19\n"
    intake.take(books, other, "advice.csv", actor="ana")
    intake.take(books, said, "bank.bai", actor="ana")
    assert matching.run(books, as_of=AS_OF).booked.advised == 0
    assert reports.made(books, "advices", AS_OF)["reason"].to_list() == ["No payment fits yet: it waits for one."]
    applied = exports.frame(books, "applications", as_of=AS_OF)["document_number"].to_list()
    assert sorted(applied) == ["INV-70012", "INV-70013"]


@pytest.mark.parametrize("account", ["8123481235", "812348123481234"])
def test_a_part_of_the_payers_account_is_no_item_of_ours(books: Workspace, tmp_path: Path, account: str) -> None:
    head, first, *_ = ITEMS.splitlines()
    (tmp_path / "more.csv").write_text(f"{head}\n{first.replace('INV-70011', '81234')}\n", encoding="utf-8")
    subledger.items(books, tmp_path / "more.csv", actor="ana")
    said = f"WIRE TYPE:WIRE IN DATE:261119 TIME:1620 ET ORIG:REDFERN AERIAL LLC ID:{account} PMT DET:NOVEMBER"
    intake.take(books, ADVICE, "advice.csv", actor="ana")
    intake.take(books, bai2([f"16,195,125000,,BR-1,,{said[:60]}", f"88,{said[60:]}/"], 125000), "b.bai", actor="ana")
    assert matching.run(books, as_of=AS_OF).booked.advised == 1
    applied = exports.frame(books, "applications", as_of=AS_OF)["document_number"].to_list()
    assert sorted(applied) == ["INV-70012", "INV-70013"]


def test_one_advice_tells_two_payments_without_their_numbers(books: Workspace) -> None:
    intake.take(books, ADVICE, "advice.csv", actor="ana")
    rows = ["16,165,30000,,BR-1,,REDFERN AERIAL LLC/", "16,165,95000,,BR-2,,REDFERN AERIAL LLC/"]
    intake.take(books, bai2(rows, 125000), "bank.bai", actor="ana")
    assert matching.run(books, as_of=AS_OF).booked.advised == 1
    assert set(attached(books).values()) == {("RA778812", "advice:payer_shared")}
    applied = exports.frame(books, "applications", as_of=AS_OF)
    assert sorted(applied["document_number"].to_list()) == ["INV-70012", "INV-70013"]


def test_the_number_of_an_order_names_its_items_as_well(books: Workspace, tmp_path: Path) -> None:
    head, first, *_ = ITEMS.splitlines()
    more = first.replace("70011", "70021").replace(",,NET30", ",PO183951,NET30")
    (tmp_path / "more.csv").write_text(f"{head}\n{more}\n", encoding="utf-8")
    subledger.items(books, tmp_path / "more.csv", actor="ana")
    said = bai2(["16,165,125000,,BR-1,,REDFERN AERIAL LLC YOUR PO183", "88,951/"], 125000)
    intake.take(
        books, b"Payer name,Invoice number,Amount paid\nRedfern Aerial LLC,INV-70011,1250.00\n", "a.csv", actor="ana"
    )
    intake.take(books, said, "bank.bai", actor="ana")
    assert matching.run(books, as_of=AS_OF).booked.advised == 0
    assert exports.frame(books, "applications", as_of=AS_OF)["document_number"].to_list() == ["INV-70021"]


def test_only_payments_that_an_advice_may_mean_are_looked_at(books: Workspace) -> None:
    """A payment of half a year before is of no advice of today; one without a day may be any payment's."""
    old = PLAIN.replace(b"261119", b"260519").replace(b"261120", b"260520")
    dated = ADVICE.replace(b"RA778812", b"RA778813")
    for name, data in {"old.bai": old, "new.bai": PLAIN.replace(b"BR-1", b"BR-2")}.items():
        intake.take(books, data, name, actor="ana")
    seen = []
    undated = ADVICE.replace(b",Payment date", b"").replace(b",2026-11-19", b"")
    for name, data in (("dated.csv", dated), ("undated.csv", undated)):
        intake.take(books, data, name, actor="ana")
        with books.database.reading() as connection:
            entries = ledger.worklists.entries(connection, books.settings.entity)
            day = pl.coalesce("booked_on", "value_on", pl.lit(AS_OF))
            table = advised.standing(connection, entries.with_columns(day=day, applied=pl.lit(value=False)), Policy())
            seen.append(sorted(one.bank_reference for one in table.payments))
    assert seen == [["BR-2"], ["BR-1", "BR-2"]]


@pytest.mark.parametrize(("applied", "named"), [(False, [("INV-70012", "INV-70013")]), (True, [()])])
def test_words_are_looked_up_only_where_an_advice_may_still_move(
    books: Workspace, *, applied: bool, named: list[tuple[str, ...]]
) -> None:
    """The numbers in a payment's words are asked of all items there ever were."""
    said = bai2(["16,165,125000,,BR-1,,REDFERN AERIAL LLC INV-70012 INV-70013/"], 125000)
    for name, data in (("advice.csv", ADVICE), ("bank.bai", said)):
        intake.take(books, data, name, actor="ana")
    assert matching.run(books, as_of=AS_OF).booked.advised == 1
    with books.database.reading() as connection:
        entries = ledger.worklists.entries(connection, books.settings.entity)
        day = pl.coalesce("booked_on", "value_on", pl.lit(AS_OF))
        table = advised.standing(connection, entries.with_columns(day=day, applied=pl.lit(applied)), Policy())
    assert [one.documents for one in table.payments] == named


def test_the_order_of_files_changes_nothing(copied_books: list[Workspace]) -> None:
    """However they come, and booked after each: the number decides, not who came first."""
    files = {"a.csv": ADVICE, "b.bai": PLAIN, "c.bai": NUMBERED}
    answers = []
    for books, order in zip(copied_books, permutations(files), strict=True):
        for name in order:
            intake.take(books, files[name], name, actor="ana")
            from services.banking import booking

            booking.book(books, as_of=AS_OF, actor="ana")
        answers.append(attached(books))

    assert answers == [{"BR-2": ("RA778812", "advice:trn")}] * 6


@pytest.fixture
def copied_books(sqlite_template: Path, tmp_path: Path) -> list[Workspace]:
    """Give six empty books."""
    import shutil

    from kit.db import Database
    from tests.services.conftest import workspace_over

    paths = [tmp_path / f"books{number}.db" for number in range(6)]
    for path in paths:
        shutil.copy(sqlite_template, path)
    return [workspace_over(Database(f"sqlite:///{path}", RING)) for path in paths]


def test_what_is_applied_keeps_its_advice(books: Workspace) -> None:
    for name, data in (("a.csv", ADVICE), ("b.bai", PLAIN)):
        intake.take(books, data, name, actor="ana")
    matching.run(books, as_of=AS_OF)
    intake.take(books, NUMBERED, "c.bai", actor="ana")
    matching.run(books, as_of=AS_OF)

    assert set(attached(books)) == {"BR-1"}


CHARGE = {"qualifier": "adjustment", "reference": "", "paid": -1500}
DOCUMENT = {"qualifier": "invoice", "reference": "INV-70011", "paid": 125000}


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ([], [DOCUMENT]),
        ([CHARGE], [DOCUMENT, CHARGE]),
        ([DOCUMENT], [DOCUMENT]),
        ([CHARGE, DOCUMENT], [CHARGE, DOCUMENT]),
    ],
)
def test_a_payment_whose_own_lines_are_charges_alone_pays_what_its_advice_says(
    own: list[dict[str, object]], expected: list[dict[str, object]]
) -> None:
    said = {"bank.1": advised.Advised(({**DOCUMENT},), trusted=True)}

    assert advised.lines({"entry_id": "bank.1", "remittance": json.dumps(own)}, said) == expected
    assert advised.lines({"entry_id": "bank.2", "remittance": json.dumps(own)}, said) == own


#: A wire of 1,235.00 that says what its bank kept, and an advice of one document that tells what was sent.
WIRED = bai2(["16,195,123500,,BR-3,,REDFERN AERIAL LLC LESS WIRE FEE 15.00/"], 123500)
SENT = b"""Payer name,Payment reference,Invoice number,Amount paid,Payment date
Redfern Aerial LLC,RA778812,INV-70011,1250.00,2026-11-19
"""


@pytest.mark.parametrize("order", [("a.csv", "b.bai"), ("b.bai", "a.csv")])
def test_an_advice_whose_wire_lost_a_stated_fee_is_attached_and_the_fee_is_named(
    books: Workspace, order: tuple[str, str]
) -> None:
    for name in order:
        intake.take(books, {"a.csv": SENT, "b.bai": WIRED}[name], name, actor="ana")
        matching.run(books, as_of=AS_OF)

    assert attached(books) == {"BR-3": ("RA778812", "advice:payer_charged")}
    columns = ("document_number", "cash_amount", "write_off_amount", "rule")
    assert exports.frame(books, "applications", as_of=AS_OF).select(columns).rows() == [
        ("INV-70011", "1235.00", "15.00", "remittance:bank_fee")
    ]


@pytest.mark.parametrize(
    ("last", "standing"),
    [(b"INV-70013", ("applied", "remittance")), (b"INV-70019", ("review", "file_not_trusted"))],
)
def test_an_advice_whose_totals_fail_is_shown_and_counts_only_where_its_items_ask_what_came(
    books: Workspace, last: bytes, standing: tuple[str, str]
) -> None:
    wrong = ADVICE.replace(b"INV-70013", last) + b"Total,,,1300.00,\n"
    for name, data in (("a.csv", wrong), ("b.bai", PLAIN)):
        intake.take(books, data, name, actor="ana")
    matching.run(books, as_of=AS_OF)

    receipt = exports.frame(books, "receipts", as_of=AS_OF).row(0, named=True)
    (told,) = inquiries.receipt(books, receipt["receipt_id"])["advices"]
    assert (receipt["status"], receipt["reason"]) == standing
    assert (told["source_file"], told["trusted"]) == ("a.csv", False)


def test_what_was_read_is_marked_in_the_raw_lines(books: Workspace) -> None:
    for name, data in (("a.csv", ADVICE), ("b.bai", PLAIN)):
        intake.take(books, data, name, actor="ana")
    matching.run(books, as_of=AS_OF)
    receipt_id = exports.frame(books, "receipts", as_of=AS_OF)["receipt_id"][0]
    receipt = inquiries.receipt(books, receipt_id)
    (told,) = receipt["advices"]

    assert {told["raw"][start:end] for start, end, _ in told["raw_spans"]} == {
        "RA778812",
        "INV-70012",
        "INV-70013",
        "Redfern Aerial LLC",
    }
    assert {receipt["raw"][start:end] for start, end, _ in receipt["raw_spans"]} >= {"BR-1"}
    assert [line["reference"] for line in receipt["remittance"]] == ["INV-70012", "INV-70013"]


def test_an_answer_may_come_back_and_is_never_written_twice() -> None:
    before = [("p.1", "advice:payer"), ("#1", "advice:withdrawn")]

    assert list(written({"a": before}, "a", [Tie("a", "p.1", "advice:trn")])) == [Tie("a", "p.1#2", "advice:trn")]
    assert list(written({"a": before}, "a", [Tie("a", "p.2", "advice:trn")])) == [Tie("a", "p.2", "advice:trn")]
    assert list(written({"a": before}, "a", [])) == [Tie("a", "#2", "advice:withdrawn")]


def test_lines_of_one_advice_are_parted_among_its_payments_in_one_way_only() -> None:
    lines = [{"paid": minor} for minor in (100, 200, 50)]

    assert parted(lines, {"x": 300, "y": 50}) == {"x": lines[:2], "y": lines[2:]}
    assert parted(lines, {"x": 250, "y": 100}) == {"y": lines[:1], "x": lines[1:]}
    assert parted([{"paid": 100}, {"paid": 100}], {"x": 100, "y": 100}) == {}, "either could be either's"
    assert parted(lines, {"x": 150, "y": 200}) == {}
    assert parted([{"paid": None}], {"x": 1, "y": 2}) == {}
