"""A57: the board is red where any control fails, and waits where a signature is missing."""

import polars as pl
import pytest

from services import closing, control, reports
from services.reports import balances
from services.workspace import Workspace
from tests.aging.golden import AS_OF
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


def test_a57_one_control_that_fails_turns_the_board_red(empty: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Balances that a broken reading would give: the board sees that the ledgers differ."""
    owing(empty)
    real = balances.sums
    monkeypatch.setattr(balances, "sums", lambda *a, **k: real(*a, **k).with_columns(pl.col("open") + 1))
    states = board(empty)

    assert (states["board"], states["subledger"]) == ("red", "red")
