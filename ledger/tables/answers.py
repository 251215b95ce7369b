"""The table of answers given under idempotency keys: outside the hash chain, since each is kept for a time."""

from sqlalchemy import Index, Table

from ledger.tables.columns import BOOKS, text, whole

#: What a POST was answered under its key; `asked` is the digest of who asked for what.
answer = Table(
    "answer",
    BOOKS,
    text("entity", primary_key=True),
    text("key", primary_key=True),
    text("asked"),
    whole("status"),
    text("headers"),
    text("body"),
    whole("given_at"),
    sqlite_strict=True,
)
Index("answer_given", answer.c.given_at)
