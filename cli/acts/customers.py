"""What `tieout customer` and `tieout entity` do."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cli import books, say
from cli.asked import Asked
from kit.money import decimal
from services.master import customer_files, entity_files
from services.master.customer_files import Changed
from services.reports.asked import pairs

LISTED = ("customer_number", "name", "family", "terms", "risk_class", "collector", "sales_rep")
#: Columns of a part that are shown, without those that are the same in every row.
_PLAIN = ("customer_number",)


def listed(asked: Asked, parent: str, as_of: date | None) -> None:
    """List customers."""
    workspace = books.reading(asked)
    found = customer_files.listed(workspace, as_of or workspace.today(), parent=parent).select(LISTED)
    if asked.json:
        say.result({"customers": found.rows(named=True)}, as_json=True)
        return
    say.table(LISTED, found.rows())


def shown(asked: Asked, number: str, as_of: date | None) -> None:
    """Show a customer's file."""
    workspace = books.reading(asked)
    found = customer_files.of(workspace, number, as_of or workspace.today())
    if asked.json:
        say.result(found, as_json=True)
        return
    facts = found["customer"]
    said = [(name, _cell(value, facts)) for name, value in facts.items() if value not in ("", None, [])]
    say.table(("fact", "value"), said)
    family = [*found["parents"], number, *(f"  {child}" for child in found["children"])]
    if len(family) > 1:
        say.result(None, as_json=False, lines=["family: " + " > ".join(map(str.strip, family))])
    for kind in customer_files.PARTS:
        _part(f"{kind}s", found[kind])
    _part("verified payees", found["payees"])
    asked_for = ("request_id", "subject", "state", "maker")
    _part("requests", [{name: row[name] for name in asked_for} for row in found["requests"]])
    _part("history", [_step(row) for row in found["history"]])


def created(asked: Asked, number: str, facts: Sequence[str], by: str) -> None:
    """Make a customer."""
    _told(asked, customer_files.create(books.writing(asked), number, pairs(facts), actor=by), f"{number} is a customer")


def changed(asked: Asked, number: str, facts: Sequence[str], reason: str, by: str) -> None:
    """Change a customer."""
    done = customer_files.change(books.writing(asked), number, pairs(facts), reason=reason, actor=by)
    _told(asked, done, f"{number} is changed")


def added(asked: Asked, number: str, kind: str, facts: Sequence[str], *, reason: str, by: str) -> None:
    """Add a part of a customer's file."""
    done = customer_files.add(books.writing(asked), number, kind, pairs(facts), reason=reason, actor=by)
    _told(asked, done, f"{number} has a new {kind}")


def entities_listed(asked: Asked, as_of: date | None) -> None:
    """List the entities."""
    workspace = books.reading(asked)
    found = entity_files.listed(workspace, as_of or workspace.today())
    if asked.json:
        say.result({"entities": found.rows(named=True)}, as_json=True)
        return
    say.table(found.columns, found.rows())


def entity_created(asked: Asked, code: str, facts: Sequence[str], by: str) -> None:
    """Make an entity."""
    _told(asked, entity_files.create(books.writing(asked), code, pairs(facts), actor=by), f"{code} is an entity")


def entity_changed(asked: Asked, code: str, facts: Sequence[str], reason: str, by: str) -> None:
    """Change an entity."""
    done = entity_files.change(books.writing(asked), code, pairs(facts), reason=reason, actor=by)
    _told(asked, done, f"{code} is changed")


def _told(asked: Asked, done: Changed, said: str) -> None:
    """Say what came of a change."""
    lines = [said] * bool(done.written) + [say.waiting(done.request_id)] * bool(done.request_id)
    say.result(done, as_json=asked.json, lines=lines or ["nothing changed"])


def _part(title: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Print the rows of a part, without columns in which nothing stands."""
    names = [name for name in (rows[0] if rows else ()) if name not in _PLAIN]
    names = [name for name in names if any(row[name] not in ("", None, False) for row in rows)]
    if names:
        say.table(names, [[_cell(row[name], {}) for name in names] for row in rows], title=title)


def _step(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a version of facts as the history tells it."""
    shown = ("recorded_at", "actor", "command", "name", "parent_number", "terms", "collector", "sales_rep")
    return {name: row[name] for name in shown}


def _cell(value: Any, facts: Mapping[str, Any]) -> str:
    """Return a value for people; a limit in its currency."""
    if isinstance(value, int) and not isinstance(value, bool):
        return decimal(value, facts.get("currency", ""))
    if isinstance(value, list):
        return ", ".join(value)
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value)
