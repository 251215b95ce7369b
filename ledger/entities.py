"""Legal entities and their charts of accounts; the default one is `MAIN` in US dollars and New York's time."""

from datetime import date

from sqlalchemy import Connection, insert, select

from kit.db import Database
from ledger import master
from ledger.kinds import CHART, CONTROL
from ledger.master import EntityFact
from ledger.refusals import UnknownEntity
from ledger.tables import account, customer, entity


def ensure(
    database: Database,
    code: str = "MAIN",
    name: str = "Main",
    currency: str = "USD",
    time_zone: str = "America/New_York",
) -> None:
    """Create the entity with its accounts where it is missing (migrations.upgrade calls this for the default one)."""
    with database.reading() as connection:
        if _known(connection, code):
            return
    with database.writing() as connection:
        if _known(connection, code):
            return
        connection.execute(insert(entity).values(code=code, name=name, currency=currency, time_zone=time_zone))
        chart = [
            {"entity": code, "role": role, "code": number, "name": title, "control": int(role in CONTROL)}
            for role, (number, title) in CHART.items()
        ]
        connection.execute(insert(account), chart)


def time_zone(database: Database, code: str = "MAIN") -> str:
    """Return the IANA time zone of the entity. Refused: UnknownEntity."""
    with database.reading() as connection:
        found: str | None = connection.execute(select(entity.c.time_zone).where(entity.c.code == code)).scalar()
    if found is None:
        raise UnknownEntity(f"there is no entity {code}")
    return found


def found(database: Database, code: str) -> tuple[str, str] | None:
    """Return the currency and time zone of an entity, or None where there is none."""
    with database.reading() as connection:
        row = connection.execute(select(entity.c.currency, entity.c.time_zone).where(entity.c.code == code)).first()
    return (row.currency, row.time_zone) if row else None


def called(connection: Connection, code: str, on: date, batch: int = master.NEWEST) -> EntityFact | None:
    """Return what an entity is called on a day and where it is, as `batch` knew it: else the name it began with."""
    held = master.held(connection, code, EntityFact, on, batch=batch)
    if held.height:
        return EntityFact(**held.row(0, named=True))
    name = connection.execute(select(entity.c.name).where(entity.c.code == code)).scalar()
    return EntityFact(name) if name is not None else None


def _known(connection: Connection, code: str) -> bool:
    """Say whether the entity exists."""
    return connection.execute(select(entity.c.code).where(entity.c.code == code)).scalar() is not None


def first(connection: Connection) -> str | None:
    """Return the entity that got its first customer before the others, or None while there are no customers."""
    found: str | None = connection.execute(select(customer.c.entity).order_by(customer.c.no).limit(1)).scalar()
    return found
