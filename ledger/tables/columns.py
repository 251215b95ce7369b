"""What tables of the books are made of: columns of both databases' types, and the form of an append-only table."""

from typing import Any

from sqlalchemy import REAL, BigInteger, Column, Date, Double, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKeyConstraint as References
from sqlalchemy.types import TypeEngine

BOOKS = MetaData()

WHOLE = BigInteger().with_variant(Integer, "sqlite")
DAY = Date().with_variant(Text, "sqlite")
REAL_NUMBER: TypeEngine[float] = Double().with_variant(REAL, "sqlite")
DERIVED = {"derived": True}


def text(name: str, *args: Any, null: bool = False, **options: Any) -> Column[str]:
    """Return a column of texts."""
    return Column(name, Text, *args, nullable=null, **options)


def whole(name: str, *args: Any, null: bool = False, **options: Any) -> Column[int]:
    """Return a column of whole numbers."""
    return Column(name, WHOLE, *args, nullable=null, **options)


def day(name: str, *, null: bool = False) -> Column[Any]:
    """Return a column of days: text in SQLite."""
    return Column(name, DAY, nullable=null)


def flag(name: str) -> Column[int]:
    """Return a column of 0 and 1."""
    return Column(name, WHOLE, Check(f"{name} IN (0, 1)"), nullable=False)


def logged(name: str, *columns: Any) -> Table:
    """Return an append-only table: its rows are numbered, belong to a batch, and enter the hash chain."""
    number = Column("no", WHOLE, primary_key=True, autoincrement=False)
    batch = Column("batch", WHOLE, ForeignKey("batch.no", deferrable=True, initially="DEFERRED"), nullable=False)
    return Table(name, BOOKS, number, batch, *columns, sqlite_strict=True)


def of_customer(column: str) -> References:
    """Return the reference to a customer of the row's entity."""
    return References(["entity", column], ["customer.entity", "customer.number"])
