"""The tables of bank files that are being taken: outside the hash chain, a whole file has no row in them."""

from sqlalchemy import Column, ForeignKey, LargeBinary, Table

from ledger.columns import BOOKS, text, whole

#: A part of a file that is not written yet: `content` holds its rows, of which the first is row `start` of the file.
taking = Table(
    "taking",
    BOOKS,
    text("sha256", ForeignKey("bank_file.sha256"), primary_key=True),
    whole("start", primary_key=True, autoincrement=False),
    text("entity", ForeignKey("entity.code")),
    text("actor"),
    Column("content", LargeBinary, nullable=False),
    sqlite_strict=True,
)

#: Why the database refuses a row of a file, in words that say nothing of the row: the file waits, and nobody sees it.
taking_fault = Table(
    "taking_fault",
    BOOKS,
    text("sha256", ForeignKey("bank_file.sha256"), primary_key=True),
    text("reason"),
    sqlite_strict=True,
)
