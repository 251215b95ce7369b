"""Targets of key figures: a figure that misses its own opens one action, and its owner says what was done (A47)."""

from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, Row

from aging.kpis import KPIS
from kit.days import microseconds
from kit.ids import content_id
from kit.refusals import Invalid, NotFound, refuse
from ledger.book import Book
from services.commands import command
from services.reports import kpis
from services.reports.actions import chosen
from services.reports.asked import asked
from services.targets.setting import AT_LEAST, AT_MOST, NONE, Target, targets
from services.workspace import Workspace


def set_target(workspace: Workspace, row: Target, *, actor: str, key: str = "") -> None:
    """Set a target, or with `none` take it away. Refused: Invalid for no figure, no number, or nobody who answers."""
    wrong = {
        f"there is no figure {row.kpi}: there is {', '.join(one.name for one in KPIS)}": row.kpi
        not in {one.name for one in KPIS},
        f"a target is {AT_LEAST}, {AT_MOST} or {NONE}": row.sense not in {AT_LEAST, AT_MOST, NONE},
        f"{row.target!r} is no number": "/" in row.target or not (row.sense == NONE or _is_number(row.target)),
        "say who answers for it": row.sense != NONE and not row.owner.strip(),
    }
    refuse(wrong)
    facts = (row.kpi, row.currency, row.sense, row.target.strip(), row.owner.strip())
    with command(workspace, "kpi-target", actor, {"said": list(facts)}, key) as book:
        if book.replayed is None:
            book.write("kpi_target", [(book.entity, *facts, book.actor, microseconds(workspace.now()))])
            book.result = {}


def _is_number(text: str) -> bool:
    """Tell whether a text is a number."""
    try:
        Fraction(text)
    except (ValueError, ZeroDivisionError):
        return False
    return True


def check(workspace: Workspace, as_of: date, *, actor: str, key: str = "") -> list[str]:
    """Open an action for each figure of the day that misses its target and has none open; return their ids."""
    with workspace.database.reading() as connection:
        if not (wanted := targets(connection, workspace.settings.entity)):
            return []
    table = kpis.kpis(workspace, asked(kpis.OPTIONS, as_of, {}))
    values = {(row["kpi"], row["currency"]): row["value"] for row in table.iter_rows(named=True)}
    missed = [(one, value) for one in wanted if (value := values.get((one.kpi, one.currency))) and one.missed(value)]
    said = [as_of.isoformat(), [[one.kpi, one.currency, value] for one, value in missed]]
    own = content_id("cmd", "kpi-check", workspace.now().isoformat(), said)
    with command(workspace, "kpi-check", actor, {"said": said}, key or own) as book:
        if book.replayed is None:
            book.result = {"opened": _opened(book, missed, as_of, microseconds(workspace.now()))}
        return list((book.replayed or book.result)["opened"])


def end(workspace: Workspace, action_id: str, note: str, *, actor: str, key: str = "") -> None:
    """Say what was done about a figure; a figure that still misses its target opens another action.

    Refused: NotFound; Invalid where it is ended, or without a note.
    """
    with command(workspace, "kpi-action-ended", actor, {"said": [action_id, note]}, key) as book:
        if book.replayed is not None:
            return
        row = next((one for one in _rows(book.connection, book.entity) if one.action_id == action_id), None)
        if row is None:
            raise NotFound(f"there is no action {action_id}")
        if row.ended_on is not None or not note.strip():
            raise Invalid(f"{action_id} is ended" if row.ended_on is not None else "say what was done")
        ended = (action_id, workspace.today(), note.strip(), book.actor, microseconds(workspace.now()))
        book.write("kpi_action_end", [ended])
        book.result = {}


def _opened(book: Book, missed: list[tuple[Target, str]], on: date, at: int) -> list[str]:
    """Write an action for each figure that has none open."""
    waits = {(row.kpi, row.currency) for row in _rows(book.connection, book.entity) if row.ended_on is None}
    rows = [
        (
            content_id("act", book.entity, one.kpi, one.currency, book.batch),
            *(book.entity, one.kpi, one.currency, on, value, one.sense, one.target, one.owner, at),
        )
        for one, value in missed
        if (one.kpi, one.currency) not in waits
    ]
    book.write("kpi_action", rows)
    return [str(row[0]) for row in rows]


def _rows(connection: Connection, entity: str) -> list[Row[Any]]:
    """Return every action with its end."""
    return list(connection.execute(chosen(entity)))
