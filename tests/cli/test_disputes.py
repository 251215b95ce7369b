"""`tieout dispute` as a collector meets it: whom was asked what, and by which id it is answered."""

from pathlib import Path

import pytest

from tests.cli.test_credit import desk, told  # noqa: F401 - the books

HEAD = "document_number,document_type,customer_number,issue_date,due_date,currency,amount,open_amount,po_number,terms"


@pytest.mark.usefixtures("desk")
def test_the_tasks_of_a_case_are_found_again(tmp_path: Path) -> None:
    """Who was given a task finds its id, and what was answered stays beside it."""
    (tmp_path / "items.csv").write_text(
        f"{HEAD}\nI1,invoice,K1,2026-11-01,2026-12-01,USD,90.00,90.00,,NET30\n", "utf-8"
    )
    told("import", "items", str(tmp_path / "items.csv"))
    case = told("dispute", "open", "I1", "--reason", "price", "--by", "ana")["case_id"]
    assert told("dispute", "tasks", case)["tasks"] == []
    task = told("dispute", "task", case, "was it all there?", "--due", "2026-12-04", "--by", "ana")["task_id"]
    (waits,) = told("dispute", "tasks")["tasks"]
    assert (waits["task_id"], waits["what"], waits["department"]) == (task, "was it all there?", "pricing")
    told("dispute", "answer", task, "two cartons short", "--resolution", "customer_is_right", "--by", "ware")
    assert told("dispute", "tasks")["tasks"] == []
    (done,) = told("dispute", "tasks", case)["tasks"]
    assert (done["resolution"], done["answers"]) == ("customer_is_right", [["ware", "two cartons short"]])
