"""Months made ready to close: tied out to what is open, and signed off, each by two people; early by exception."""

from kit.money import decimal
from services import closing, control, month_end
from services.reports import balances
from services.workspace import Workspace


def tied(workspace: Workspace, month: str, currency: str = "USD") -> str:
    """Tie out the last day of a month to what is open; return the request."""
    as_of = month_end.last_day(month)
    with workspace.database.reading() as connection:
        held = balances.subledger(connection, workspace.settings.entity, as_of, currency)
    _, asked = closing.tie_out(workspace, as_of, decimal(held, currency), currency=currency, actor="ana")
    control.approve(workspace, asked.request_id, actor="ben")
    return asked.request_id


def early(workspace: Workspace, month: str) -> None:
    """Let a month be closed before it is over, where it is not."""
    if any(one.code == month_end.NOT_OVER for one in month_end.readiness(workspace, month).blockers):
        asked = closing.exception(workspace, month, reason="closed early", actor="ana")
        control.approve(workspace, asked.request_id, actor="cfo")


def ready(workspace: Workspace, month: str) -> None:
    """Tie out a month and sign it off over whatever waits."""
    tied(workspace, month)
    early(workspace, month)
    asked = closing.sign_off(workspace, month, reason="it waits for December", actor="ana")
    control.approve(workspace, asked.request_id, actor="ben")
