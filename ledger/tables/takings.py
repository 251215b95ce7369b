"""The tables of bank files that are being taken, and of refused ones: outside the hash chain, rows come and go."""

from sqlalchemy import Column, ForeignKey, LargeBinary, Table

from ledger.tables.columns import BOOKS, text, whole

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

#: A file that was refused: `code` and `reason` are the refusal's, `refused_at` whole millionths of a second.
refused_file = Table(
    "refused_file",
    BOOKS,
    text("entity", primary_key=True),
    text("sha256", primary_key=True),
    text("code", primary_key=True),
    text("name"),
    whole("size"),
    text("reason"),
    text("actor"),
    whole("refused_at"),
    sqlite_strict=True,
)
