"""Legal entities as they were called on a day, made and changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import select

import ledger
from kit.refusals import Conflict, Invalid
from ledger import tables
from ledger.refusals import UnknownEntity
from services.importing import master
from services.master import customer_files
from services.master.customer_files import Changed
from services.workspace import Workspace

COLUMNS: dict[str, Any] = dict.fromkeys(
    ("entity", "name", "currency", "time_zone", "address", "tax_id", "remit_to"), pl.String
)
_KEPT = ("name", "address", "tax_id", "remit_to")


def listed(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return the entities that may be seen as they were called on a day: columns COLUMNS."""
    table = tables.entity
    chosen = select(table.c.code, table.c.currency, table.c.time_zone).order_by(table.c.code)
    if entity := workspace.within():
        chosen = chosen.where(table.c.code == entity)
    rows = []
    with workspace.database.reading() as connection:
        for code, currency, zone in connection.execute(chosen).all():
            called = ledger.entities.called(connection, code, as_of)
            assert called is not None, code
            said = {name: getattr(called, name) for name in _KEPT}
            rows.append({"entity": code, "currency": currency, "time_zone": zone, **said})
    return pl.DataFrame(rows, COLUMNS)


def create(workspace: Workspace, code: str, said: Mapping[str, str], *, actor: str, key: str = "") -> Changed:
    """Make an entity with its chart of accounts. Refused: Conflict where there is one, Invalid for what cannot be."""
    if not code.strip() or "name" not in said:
        raise Invalid("an entity has a code and a name")
    if ledger.entities.found(workspace.database, code):
        raise Conflict(f"there is an entity {code}: change it")
    currency = said.get("currency") or workspace.settings.currency
    zone = said.get("time_zone") or workspace.settings.time_zone
    for wrong in master.unknown(currency, zone):
        raise Invalid(wrong)
    facts = {name: value for name, value in said.items() if name not in {"currency", "time_zone"}}
    own = workspace.of(code)
    customer_files.check_columns(facts, master.SHEETS["entities"])
    ledger.entities.ensure(workspace.database, code, said["name"], currency, zone)
    return customer_files.keep(own, "entities", facts, reason="", actor=actor, key=key)


def change(
    workspace: Workspace, code: str, said: Mapping[str, str], *, reason: str, actor: str, key: str = ""
) -> Changed:
    """Change what an entity is called or where it is. Refused: UnknownEntity, Invalid for what never changes."""
    own = workspace.of(code)
    with workspace.database.reading() as connection:
        before = ledger.entities.called(connection, code, workspace.today())
    if before is None:
        raise UnknownEntity(f"there is no entity {code}")
    facts = {**{name: getattr(before, name) for name in _KEPT}, **said}
    return customer_files.keep(own, "entities", facts, reason=reason, actor=actor, key=key)
