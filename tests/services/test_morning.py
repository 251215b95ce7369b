"""A morning end to end: files in, money proven, books that hold, on both databases."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import ledger
import parsers
from benchmarks.score import minor
from kit.db import Database
from kit.refusals import AlreadyTaken
from parsers.records import Entry, Kind
from services import demo, exports, intake, matching
from services.banking import booking
from services.importing import rows, subledger
from services.workspace import Workspace
from tests.conftest import RING, Fill
from tests.lending import named
from tests.services.conftest import AS_OF, sample, workspace_over

MORNING = demo.MORNING
FILES = demo.bank_files()
DETAIL_FIRST = sorted(FILES, key=lambda path: path.name.startswith(("bai2", "camt053")))
TOTALS_FIRST = sorted(FILES, key=lambda path: not path.name.startswith(("bai2", "camt053")))


def applications(workspace: Workspace) -> list[tuple[object, ...]]:
    frame = exports.frame(workspace, "applications").filter(pl.col("status") == "posted")
    columns = ["bank_reference", "document_number", "cash_amount", "discount_amount", "deduction_amount"]
    return sorted(frame.select(columns).rows())


def statuses(workspace: Workspace) -> dict[str, str]:
    frame = exports.frame(workspace, "receipts")
    return {f"{row['source_file']}:{row['source_line']}": row["status"] for row in frame.iter_rows(named=True)}


def broken(workspace: Workspace) -> list[object]:
    with workspace.database.reading() as connection:
        return list(ledger.checks.run(connection))


def with_books(workspace: Workspace) -> Workspace:
    for sheet, take in demo.SHEETS:
        take(workspace, MORNING / sheet, actor="test")
    for path in FILES:
        demo.confirm(workspace, path.read_bytes(), path.name, actor="test")
    return workspace


def test_a_morning_is_booked_and_the_books_hold(copy_of: Callable[[Fill], Database]) -> None:
    workspace = workspace_over(copy_of(sample))

    assert broken(workspace) == []
    assert Counter(exports.frame(workspace, "receipts")["status"])["applied"] > 100
    truth = pl.read_csv(MORNING / "truth_totals.csv", infer_schema=False)
    totals = exports.frame(workspace, "receipts").join(truth, on=["bank_reference", "amount"])
    assert set(totals["status"]) == {"settled_elsewhere"}
    assert totals.height == truth.height
    receipts = exports.frame(workspace, "receipts").filter(pl.col("status") != "settled_elsewhere")
    expected = pl.read_csv(MORNING / "truth.csv", infer_schema=False)
    assert sorted(receipts["bank_reference"]) == sorted(expected["bank_reference"])


def test_the_same_morning_in_two_databases_gives_the_same(
    matched: Workspace, postgres_server: str, filled_postgres: Callable[[Fill], str]
) -> None:
    first, second = matched, workspace_over(Database(named(postgres_server, filled_postgres(sample)), RING))

    for kind in exports.EXPORTS:
        times = [name for name in ("posted_at",) if name in exports.EXPORTS[kind].columns]
        one, two = (exports.frame(workspace, kind, as_of=AS_OF).drop(times) for workspace in (first, second))
        assert one.equals(two), kind
    second.database.dispose()


def test_the_same_bytes_under_another_name_are_refused_and_change_nothing(matched: Workspace) -> None:
    before = exports.frame(matched, "postings")
    for path in FILES:
        with pytest.raises(AlreadyTaken, match=path.name):
            intake.take(matched, path.read_bytes(), "another-name.txt", actor="test")

    assert matching.run(matched, as_of=AS_OF).booked == booking.Booked()
    assert exports.frame(matched, "postings").equals(before)


def test_a_file_sent_again_with_other_bytes_brings_no_new_receipt(matched: Workspace) -> None:
    before = exports.frame(matched, "receipts").filter(pl.col("status") != "settled_elsewhere").height
    bank = next(path for path in FILES if path.suffix == ".bai")
    box = next(path for path in FILES if path.name.startswith("lockbox"))
    for path in (bank, box):
        intake.take(matched, path.read_bytes().replace(b"\r\n", b"\n") + b"\n", path.name, actor="test")
    matching.run(matched, as_of=AS_OF)

    after = exports.frame(matched, "receipts").filter(pl.col("status") != "settled_elsewhere").height
    assert after == before
    assert broken(matched) == []


@pytest.mark.parametrize("order", [DETAIL_FIRST, TOTALS_FIRST], ids=["detail first", "totals first"])
def test_the_order_of_files_does_not_matter(order: list[Path], empty: Workspace, matched: Workspace) -> None:
    with_books(empty)
    for path in order:
        intake.take(empty, path.read_bytes(), path.name, actor="test")
        booking.book(empty, as_of=AS_OF, actor="test")
    matching.run(empty, as_of=AS_OF)

    assert broken(empty) == []
    assert {name: status for name, status in statuses(empty).items() if status != "reversed"} == statuses(matched)
    assert applications(empty) == applications(matched)


def test_a_total_without_its_detail_waits_and_is_reversed_when_the_detail_comes(empty: Workspace) -> None:
    with_books(empty)
    for path in TOTALS_FIRST[:2]:
        intake.take(empty, path.read_bytes(), path.name, actor="test")
    matching.run(empty, as_of=AS_OF)
    receipts = exports.frame(empty, "receipts")
    waiting = receipts.filter(pl.col("reason") == "detail_missing")
    for path in TOTALS_FIRST[2:]:
        intake.take(empty, path.read_bytes(), path.name, actor="test")
    summary = matching.run(empty, as_of=AS_OF)

    assert set(waiting["status"]) == {"review"}
    assert waiting.height == 4
    assert summary.booked.reversed >= waiting.height
    settled = exports.frame(empty, "receipts").filter(
        pl.col("bank_reference").is_in(waiting["bank_reference"].to_list())
    )
    assert set(settled["status"]) == {"settled_elsewhere"}
    assert broken(empty) == []


def test_a_second_run_posts_nothing_and_the_next_writes_nothing(matched: Workspace) -> None:
    posted = exports.frame(matched, "postings")
    matching.run(matched, as_of=AS_OF)
    with matched.database.reading() as connection:
        batches = ledger.reads.batches(connection).height
    last = matching.run(matched, as_of=AS_OF)

    assert exports.frame(matched, "postings").equals(posted)
    assert last.by_status == {}
    with matched.database.reading() as connection:
        assert ledger.reads.batches(connection).height == batches


def test_a_run_cut_between_small_batches_is_finished_by_the_next(sqlite_database: Database, matched: Workspace) -> None:
    """What a run of large batches posts is posted."""
    small = workspace_over(sqlite_database, posting_batch=7)
    with_books(small)
    for path in FILES:
        intake.take(small, path.read_bytes(), path.name, actor="test")

    def cut(step: str, done: int, _total: int) -> None:
        if step == "posting" and done >= 60:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        matching.run(small, as_of=AS_OF, progress=cut)
    matching.run(small, as_of=AS_OF)

    assert applications(small) == applications(matched)
    assert broken(small) == []


def test_sheets_taken_again_change_nothing(matched: Workspace) -> None:
    before = exports.frame(matched, "items")

    outcomes = [take(matched, MORNING / sheet, actor="test") for sheet, take in demo.SHEETS]
    assert all(outcome.replayed for outcome in outcomes if isinstance(outcome, rows.ImportOutcome))
    assert exports.frame(matched, "items").equals(before)


def test_a_copy_of_the_sheet_with_another_row_order_adds_nothing(matched: Workspace, tmp_path: Path) -> None:
    turned = tmp_path / "open_items.csv"
    pl.read_csv(MORNING / "open_items.csv", infer_schema=False).reverse().write_csv(turned)

    outcome = subledger.items(matched, turned, actor="test")

    assert (outcome.new, outcome.known) == (0, outcome.rows)
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_two_copies_differ_in_nothing(copied: Callable[[], Workspace]) -> None:
    assert applications(copied()) == applications(copied())


def test_every_format_has_a_file_in_the_morning(matched: Workspace) -> None:
    with matched.database.reading() as connection:
        taken = ledger.reads.bank_files(connection)
    assert set(taken["format"]) == {one.name for one in parsers.FORMATS}
    assert taken.height == len(FILES)


#: Reports of processors: their sales are the money of a bank's line, which then is not counted.
PROVEN_ELSEWHERE = {"stripe", "adyen", "paypal"}


def test_no_money_is_booked_twice(matched: Workspace) -> None:
    """What the banks' lines bring, those that another file tells left out, is by currency what the receipts sum to."""
    brought: Counter[str] = Counter()
    for path in FILES:
        known = parsers.recognised(path.read_bytes())
        if known and known.name not in intake.INTRADAY | PROVEN_ELSEWHERE:
            for one in parsers.read(path.read_bytes()):
                if isinstance(one, Entry) and one.credit and one.kind in {Kind.RECEIPT, Kind.TOTAL, Kind.OTHER}:
                    brought[one.currency] += one.minor
    for row in pl.read_csv(MORNING / "truth_totals.csv", infer_schema=False).iter_rows(named=True):
        if not row["detail_file"].startswith(tuple(PROVEN_ELSEWHERE)):
            brought[row["currency"]] -= minor(row["amount"])

    receipts = exports.frame(matched, "receipts").filter(~pl.col("status").is_in(["settled_elsewhere", "reversed"]))
    counted: Counter[str] = Counter()
    for currency, amount in receipts.select("currency", pl.col("amount").cast(pl.String)).rows():
        counted[currency] += minor(amount)
    assert counted == brought
