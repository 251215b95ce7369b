"""Terms and holidays from a sheet: the 88 worked due days through the books, versions, instalments, refusals."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import ledger
from ledger import Disposal, NewApplication
from ledger.records import ItemType
from services import control
from services.importing import subledger
from services.importing import terms as importing_terms
from services.importing.rows import RowsRefused
from services.workspace import Workspace
from tests.ledger.desk import booked, receipt

FOLDER = Path("fixtures/terms")
GOLDEN = list(csv.DictReader((FOLDER / "terms_due_dates.csv").read_text(encoding="utf-8").splitlines()))
ROLLS = {"none": "due_date", "following": "due_next_business_day", "preceding": "due_previous_business_day"}
HEAD = "terms,due,share,discounts,roll,basis,valid_from\n"


class Sheets:
    """Write a sheet and import it."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.workspace = workspace
        self.folder = folder
        self.count = 0

    def take(self, verb: object, text: str, workspace: Workspace | None = None) -> object:
        self.count += 1
        path = self.folder / f"sheet{self.count}.csv"
        path.write_text(text, encoding="utf-8")
        return verb(workspace or self.workspace, path, actor="test")  # type: ignore[operator]

    def terms(self, *rows: str, workspace: Workspace | None = None) -> object:
        return self.take(importing_terms.terms, HEAD + "".join(f"{row}\n" for row in rows), workspace)

    def items(self, *rows: str, workspace: Workspace | None = None) -> object:
        head = "document_number,document_type,customer_number,issue_date,due_date,amount,open_amount,terms,ship_date\n"
        return self.take(subledger.items, head + "".join(f"{row}\n" for row in rows), workspace)


@pytest.fixture
def sheets(workspace: Workspace, tmp_path: Path) -> Sheets:
    found = Sheets(workspace, tmp_path)
    found.take(subledger.customers, "customer_number,name\nC1,One\n")
    return found


def facts(workspace: Workspace) -> dict[str, dict[str, object]]:
    with workspace.database.reading() as connection:
        return {row["document_number"]: row for row in ledger.reads.items(connection).iter_rows(named=True)}


@pytest.mark.parametrize("roll", ROLLS)
def test_b5b_the_worked_due_days_are_reproduced(sheets: Sheets, roll: str) -> None:
    """DUTIES B5b: all 88 rows, through terms as data, the import and the books."""
    given = (FOLDER / "terms.csv").read_text(encoding="utf-8").splitlines()
    sheets.take(importing_terms.terms, "\n".join([given[0], *(f"{line}{roll}" for line in given[1:])]) + "\n")
    sheets.items(
        *(
            f'{place},invoice,C1,{row["invoice_date"]},,1000.00,1000.00,"{row["terms"]}",'
            for place, row in enumerate(GOLDEN)
        )
    )
    found = facts(sheets.workspace)

    assert len(GOLDEN) == 88
    assert [
        (str(found[str(place)]["due_date"]), str(found[str(place)]["discount_until"] or ""))
        for place in range(len(GOLDEN))
    ] == [(row[ROLLS[roll]], row["discount_date"]) for row in GOLDEN]
    assert {found[str(place)]["discount"] for place, row in enumerate(GOLDEN) if row["discount_pct"]} == {2_000}


def test_b5b_changed_terms_touch_later_invoices_alone(sheets: Sheets) -> None:
    """DUTIES B5b: what is issued keeps its day, and a document of an earlier day takes the terms of that day."""
    later = Workspace(
        sheets.workspace.database, sheets.workspace.settings, lambda: datetime(2026, 12, 1, 17, tzinfo=UTC)
    )
    sheets.terms("STD,net(30),,,,,")
    sheets.items("A,invoice,C1,2026-11-01,,10.00,10.00,STD,")
    sheets.terms("STD,net(60),,,,,", workspace=later)
    (asked,) = control.listed(later)["request_id"]
    control.approve(later, asked, actor="ben")
    sheets.items("B,invoice,C1,2026-11-01,,10.00,10.00,STD,", "C,invoice,C1,2026-12-01,,10.00,10.00,std,")

    found = facts(sheets.workspace)
    assert {number: str(row["due_date"]) for number, row in found.items()} == {
        "A": "2026-12-01",
        "B": "2026-12-01",
        "C": "2027-01-30",
    }


def test_b5b_terms_of_the_trade_hold_until_the_day_they_are_kept_otherwise(sheets: Sheets) -> None:
    sheets.terms("Net 30,net(45),,,,,2026-01-01")
    sheets.items("A,invoice,C1,2025-12-31,,10.00,10.00,net 30,", "B,invoice,C1,2026-01-01,,10.00,10.00,NET 30,")

    found = facts(sheets.workspace)
    assert {number: str(row["due_date"]) for number, row in found.items()} == {"A": "2026-01-30", "B": "2026-02-15"}


def test_the_same_terms_again_are_known(sheets: Sheets) -> None:
    sheets.terms("STD,net(30),,2% net(10),,,")
    outcome = sheets.terms("STD,net(30),,2% net(10),,,", "NEW,net(45),,,,,")

    assert (outcome.new, outcome.known) == (1, 1)  # type: ignore[attr-defined]


def test_a_fixed_share_is_its_amount_however_it_is_written(sheets: Sheets) -> None:
    """A workbook's number has no pad zeros: the same terms from there change nothing, and ask nobody."""
    sheets.terms("AMT,net(30),100.00,,", "AMT,net(60),,,")
    again = sheets.terms("AMT,net(30),100,,", "AMT,net(60),,,")

    assert (again.new, again.known, again.findings) == (0, 1, ())  # type: ignore[attr-defined]


def test_instalments_fall_due_apart_and_fill_in_order(sheets: Sheets) -> None:
    sheets.terms("THIRDS,net(30),33.33%,1% net(5),,,", "THIRDS,net(60),33.33%,,,,", "THIRDS,net(90),,,,,")
    sheets.items("A,invoice,C1,2026-11-01,,100.00,100.00,THIRDS,", "B,invoice,C1,2026-11-01,,5.00,5.00,NET 10,")
    database = sheets.workspace.database
    invoice = ledger.item_id("MAIN", ItemType.INVOICE, "A")

    def left(as_of: date | None = None) -> list[tuple[object, ...]]:
        with database.reading() as connection:
            found = ledger.reads.open_instalments(connection, as_of)
            few = ledger.reads.open_instalments(connection, as_of, columns=("document_number", "entity"))
            assert few.equals(found.select(few.columns))
        return found.select("document_number", "instalment", "due_date", "open_amount").rows()

    days = [date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 30)]
    whole = [("A", 1, days[0], 3_333), ("A", 2, days[1], 3_333), ("A", 3, days[2], 3_334)]
    other = ("B", 1, date(2026, 11, 11), 500)
    assert left() == [*whole, other]

    with booked(database, "paid") as book:
        ledger.receipts.receive(book, [receipt("R", 4_000)])
        ledger.applications.apply(book, [NewApplication("rcp_R", invoice, 4_000, date(2026, 11, 20))])
    assert left() == [("A", 2, days[1], 2_666), whole[2], other]
    assert left(date(2026, 11, 19)) == [*whole, other]

    with booked(database, "back") as book:
        ledger.receipts.reverse(book, [Disposal("rcp_R", date(2026, 11, 25), "NSF")])
    assert left() == [*whole, other]
    with database.reading() as connection:
        assert ledger.checks.run(connection) == []


def test_a_holiday_moves_the_due_day_and_can_be_taken_back(sheets: Sheets) -> None:
    sheets.terms("STD,net(30),,,following,,")
    sheets.take(importing_terms.holidays, "date,name\n2026-12-01,Founders\n2026-12-02,Founders\n")
    sheets.items("A,invoice,C1,2026-11-01,,10.00,10.00,STD,")
    sheets.take(importing_terms.holidays, "date,closed\n2026-12-01,no\n")
    sheets.items("B,invoice,C1,2026-11-01,,10.00,10.00,STD,")

    found = facts(sheets.workspace)
    assert {number: str(row["due_date"]) for number, row in found.items()} == {"A": "2026-12-03", "B": "2026-12-01"}


def test_terms_may_count_from_the_day_of_shipping(sheets: Sheets) -> None:
    sheets.terms("SHIPPED,net(10),,,,ship,")
    sheets.items("A,invoice,C1,2026-11-01,,10.00,10.00,SHIPPED,2026-11-05")

    assert str(facts(sheets.workspace)["A"]["due_date"]) == "2026-11-15"
    with pytest.raises(RowsRefused) as refused:
        sheets.items("B,invoice,C1,2026-11-01,,10.00,10.00,SHIPPED,")
    assert "ship_date is empty" in refused.value.reasons[0]


@pytest.mark.parametrize(
    ("rows", "line", "said"),
    [
        (["X,net(30),50%,,,,"], 2, "exactly one line takes the remainder"),
        (["X,net(30),,,,,", "Y,soon,,,,,"], 3, "is no rule"),
        (["X,net(30),,,sideways,,"], 2, "sideways"),
        (["X,net(30),0%,,,,"], 2, "is no part of the whole"),
        (["X,net(30),50%,,,,", "X,net(30),,,following,,"], 2, "its rows differ"),
        (["X,net(30),,2% later(1),,,"], 2, "is no rule"),
    ],
)
def test_terms_that_cannot_be_are_refused_with_their_line(
    sheets: Sheets, rows: list[str], line: int, said: str
) -> None:
    with pytest.raises(RowsRefused) as refused:
        sheets.terms(*rows)
    assert refused.value.reasons[0].startswith(f"sheet2.csv:{line}: ")
    assert said in refused.value.reasons[0]


def test_an_amount_that_terms_do_not_divide_is_refused(sheets: Sheets) -> None:
    sheets.terms("FIX,net(0),250.00,,,,", "FIX,net(30),,,,,")
    with pytest.raises(RowsRefused) as refused:
        sheets.items("A,invoice,C1,2026-11-01,,100.00,100.00,FIX,")
    assert "do not divide this amount" in refused.value.reasons[0]
    with pytest.raises(RowsRefused) as refused:
        sheets.items("A,invoice,C1,2026-11-01,2026-11-09,900.00,900.00,FIX,")
    assert "the last instalment's by its terms" in refused.value.reasons[0]
