"""A57: the board is red where any control fails, and waits where a signature is missing."""

from collections.abc import Callable

import polars as pl
import pytest

import ledger
from services import closing, control, daily, feed, intake, reports
from services.workspace import Workspace
from tests.aging.golden import AS_OF
from tests.ledger.test_checks import forge
from tests.parsers.bai2_files import bai2
from tests.services.month_ends import tied
from tests.services.test_aging_report import booked, invoice
from tests.services.test_closing import owing


def board(workspace: Workspace) -> dict[str, str]:
    """Return the state of each control."""
    return dict(reports.made(workspace, "controls", AS_OF).select("control", "state").rows())


def test_a57_the_board_waits_for_signatures_and_then_is_green(workspace: Workspace) -> None:
    owing(workspace)
    assert board(workspace) == {
        "board": "waits",
        "subledger": "green",
        "roll-forward": "green",
        "bank files": "green",
        "tie-out": "waits",
        "reserve": "waits",
    }
    _, tie = closing.tie_out(workspace, AS_OF, "1500000.00", actor="ana")
    control.approve(workspace, tie.request_id, actor="ben")
    _, kept = closing.reserve(workspace, AS_OF, [0, 0, 0, 0, 0], actor="ana")
    control.approve(workspace, kept.request_id, actor="ben")

    assert set(board(workspace).values()) == {"green"}


def test_a57_each_currency_has_its_papers_and_they_still_hold(workspace: Workspace) -> None:
    """A tie-out in one currency says nothing of another, nor of books that moved since."""
    owing(workspace)
    tied(workspace, "2025-03")
    with booked(workspace, "euros") as book:
        ledger.items.issue(book, [ledger.NewItem("E1", ledger.ItemType.INVOICE, "C1", "EUR", 700, AS_OF, AS_OF)])
        ledger.items.issue(book, [invoice("LATE", 100, AS_OF)])
    table = reports.made(workspace, "controls", AS_OF).filter(pl.col("control").is_in(["tie-out", "reserve"]))

    assert table.select("about", "found").rows() == [
        ("2025-03-31 EUR", "not prepared"),
        ("2025-03-31 USD", "changed since it was signed"),
        ("2025-03-31 EUR", "not prepared"),
        ("2025-03-31 USD", "not prepared"),
    ]


def damaged(workspace: Workspace) -> None:
    """Change the balance of an item past every rule."""
    forge(workspace.database, "UPDATE item SET balance = balance + 1 WHERE type = 'invoice' AND no = 1")


def moved_unseen(workspace: Workspace) -> None:
    """Change what a posting of the month moved, past every rule."""
    forge(workspace.database, "UPDATE posting SET minor = minor + 1 WHERE no = (SELECT min(no) FROM posting)")


def misread(workspace: Workspace) -> None:
    """Take a bank file whose own total is not that of its lines."""
    wrong = bai2(["16,142,123000,,BR-1,,HELLO/"], 123001)
    intake.take(workspace, wrong, "wrong.bai", actor="ana", partial=True)


def rejected(workspace: Workspace) -> None:
    """Let the ledger at large reject a posting."""
    feed.acknowledge(workspace, first=1, last=2, state="rejected", reason="no", actor="erp")


def stated_otherwise(workspace: Workspace) -> None:
    """Run the daily controls against another balance of the ledger at large."""
    daily.run(workspace, AS_OF, gl={"USD": "1.00"}, actor="cron")


@pytest.mark.parametrize(
    ("break_one", "control"),
    [
        (damaged, "subledger"),
        (moved_unseen, "subledger"),
        (misread, "bank file"),
        (rejected, "general ledger"),
        (stated_otherwise, "daily run"),
    ],
)
def test_a57_any_control_that_fails_turns_the_board_red(
    empty: Workspace, break_one: Callable[[Workspace], object], control: str
) -> None:
    """DUTIES A57: each daily control, broken by itself, is red, and the board with it."""
    owing(empty)
    assert board(empty)["board"] == "waits"
    break_one(empty)
    states = board(empty)

    assert (states["board"], states[control]) == ("red", "red")
