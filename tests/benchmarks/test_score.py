"""Verdicts: what is right, what is wrong, and where two answers are allowed."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.score import Outcome, Row, as_json, minor, printed, scored
from benchmarks.world.spec import Spec
from benchmarks.world.tables import written
from tests.benchmarks.worlds import table

RECEIPTS = ("receipt_id", "source_file", "bank_reference", "amount", "status")
APPLICATIONS = (
    "receipt_id", "bank_reference", "document_number", "cash_amount", "discount_amount", "write_off_amount",
    "deduction_amount", "status", "rank",
)  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A written world of 120 receipts."""
    folder = tmp_path_factory.mktemp("world")
    written(Spec(seed=11, receipts=120, items=1_000, twice=1), folder)
    return folder


@pytest.fixture
def answer(world: Path) -> tuple[list[Row], list[Row]]:
    """The right answer as an export would give it: receipts, applications."""
    receipts, ids = [], {}
    for at, row in enumerate(table((world / "truth.csv").read_text())):
        ids[row["source_file"], row["bank_reference"]] = f"r{at}"
        receipts.append({**row, "receipt_id": f"r{at}", "status": row["expected_status"].split("|")[0]})
    applications = [
        {**row, "receipt_id": ids[row["source_file"], row["bank_reference"]], "status": "posted", "rank": ""}
        for row in table((world / "truth_applications.csv").read_text())
    ]
    return receipts, applications


def told(folder: Path, answer: tuple[list[Row], list[Row]]) -> Path:
    """Write an answer as exports."""
    for name, columns, rows in zip(("receipts", "applications"), (RECEIPTS, APPLICATIONS), answer, strict=True):
        with (folder / f"{name}.csv").open("w", newline="") as out:
            writer = csv.DictWriter(out, columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def rows_of(answer: tuple[list[Row], list[Row]], kind: str) -> tuple[Row, list[Row]]:
    """Return the first receipt of a class with its applications."""
    receipt = next(row for row in answer[0] if row["class"] == kind)
    return receipt, [row for row in answer[1] if row["receipt_id"] == receipt["receipt_id"]]


def outcome(world: Path, folder: Path, answer: tuple[list[Row], list[Row]], receipt: Row) -> Outcome:
    """Return what the score makes of one receipt."""
    verdicts = scored(world, told(folder, answer)).verdicts
    (found,) = [one for one in verdicts if one.receipt["bank_reference"] == receipt["bank_reference"]]
    return found.outcome


Answer = tuple[list[Row], list[Row]]


def test_the_truth_itself_scores_full_marks(world: Path, tmp_path: Path, answer: Answer) -> None:
    score = scored(world, told(tmp_path, answer))
    assert (score.automatic, score.precision, score.twice) == (1.0, 1.0, [])
    assert {one.outcome for one in score.verdicts} == {Outcome.RIGHT, Outcome.RIGHTLY}


def test_a_cent_too_much_is_wrong(world: Path, tmp_path: Path, answer: Answer) -> None:
    receipt, rows = rows_of(answer, "clean")
    rows[0]["cash_amount"] = f"{(minor(rows[0]['cash_amount']) + 1) / 100:.2f}"
    assert outcome(world, tmp_path, answer, receipt) is Outcome.WRONG


def test_another_document_is_wrong_where_one_was_named(world: Path, tmp_path: Path, answer: Answer) -> None:
    receipt, rows = rows_of(answer, "po_number")
    rows[0]["document_number"] = answer[1][-1]["document_number"]
    assert outcome(world, tmp_path, answer, receipt) is Outcome.WRONG


def test_a_part_of_what_is_right_is_part(world: Path, tmp_path: Path, answer: Answer) -> None:
    receipt, rows = rows_of(answer, "several_customers")
    answer[1].remove(rows[0])
    assert outcome(world, tmp_path, answer, receipt) is Outcome.PART


def test_posting_a_double_is_wrong(world: Path, tmp_path: Path, answer: Answer) -> None:
    receipt, _ = rows_of(answer, "closed_item")
    answer[1].append({**answer[1][0], "receipt_id": receipt["receipt_id"]})
    assert outcome(world, tmp_path, answer, receipt) is Outcome.WRONG


@pytest.mark.parametrize(("rank", "expected"), [("1", Outcome.FIRST), ("3", Outcome.THREE), ("4", Outcome.ASKED)])
def test_a_question_is_judged_by_where_the_answer_stands(
    world: Path, tmp_path: Path, answer: Answer, rank: str, expected: Outcome
) -> None:
    receipt, rows = rows_of(answer, "clean")
    receipt["status"] = "review"
    for row in rows:
        row["status"], row["rank"] = "proposed", rank
    for other in range(1, int(rank)):
        answer[1].append({**rows[0], "rank": str(other), "cash_amount": "0.01"})
    assert outcome(world, tmp_path, answer, receipt) is expected


def test_a_short_payment_may_leave_its_rest_open(world: Path, tmp_path: Path, answer: Answer) -> None:
    receipt, rows = rows_of(answer, "short_without_reason")
    for row in rows:
        row["deduction_amount"] = "0.00"
    assert outcome(world, tmp_path, answer, receipt) is Outcome.RIGHT


def test_an_earned_discount_is_a_discount_and_nothing_else(world: Path, tmp_path: Path, answer: Answer) -> None:
    receipt, rows = rows_of(answer, "discount_earned")
    for row in rows:
        row["deduction_amount"], row["discount_amount"] = row["discount_amount"], "0.00"
    assert outcome(world, tmp_path, answer, receipt) is Outcome.WRONG


def test_tax_withheld_may_be_written_off_but_not_left(world: Path, tmp_path: Path, answer: Answer) -> None:
    receipt, rows = rows_of(answer, "tax_withheld")
    rows[0]["write_off_amount"], rows[0]["deduction_amount"] = rows[0]["deduction_amount"], "0.00"
    assert outcome(world, tmp_path, answer, receipt) is Outcome.RIGHT
    rows[0]["write_off_amount"] = "0.00"
    assert outcome(world, tmp_path, answer, receipt) is Outcome.WRONG


def test_missing_money_is_lost(world: Path, tmp_path: Path, answer: Answer) -> None:
    receipt, _ = rows_of(answer, "clean")
    answer[0].remove(receipt)
    assert outcome(world, tmp_path, answer, receipt) is Outcome.LOST


def test_a_total_that_claims_to_be_money_is_counted_twice(world: Path, tmp_path: Path, answer: Answer) -> None:
    total = table((world / "truth_totals.csv").read_text())[0]
    answer[0].append({**total, "receipt_id": "t1", "status": "unapplied"})
    assert [row["receipt_id"] for row in scored(world, told(tmp_path, answer)).twice] == ["t1"]
    answer[0][-1]["status"] = "settled_elsewhere"
    assert scored(world, told(tmp_path, answer)).twice == []


def test_a_wire_told_twice_may_be_booked_from_either_file_but_once(world: Path, tmp_path: Path, answer: Answer) -> None:
    receipt = next(row for row in answer[0] if row["also_reference"])
    answer[0].append({**receipt, "receipt_id": "f1", "bank_reference": receipt["also_reference"]})
    assert len(scored(world, told(tmp_path, answer)).twice) == 1
    answer[0][-1]["status"] = "settled_elsewhere"
    assert scored(world, told(tmp_path, answer)).twice == []


def test_under_the_mark_the_command_says_so_by_its_exit(world: Path, tmp_path: Path, answer: Answer) -> None:
    answer[0].remove(rows_of(answer, "clean")[0])
    command = [sys.executable, "-m", "benchmarks.score", str(world), str(told(tmp_path, answer)), "--min-automatic"]
    assert [subprocess.run([*command, mark], check=False, capture_output=True).returncode for mark in ("0.5", "1")] == [
        0,
        1,
    ]


def test_what_is_wrong_is_printed_with_what_was_expected(world: Path, tmp_path: Path, answer: Answer) -> None:
    receipt, rows = rows_of(answer, "clean")
    rows[0]["cash_amount"] = "0.07"
    score = scored(world, told(tmp_path, answer))
    text = printed(score)
    assert f"wrong: clean {receipt['source_file']} {receipt['bank_reference']}" in text
    assert f"got      {rows[0]['document_number']} 0.07" in text
    assert '"outcome": "wrong"' in as_json(score)
