"""The tables of webhooks: who is told, up to where, what was told, and every attempt; outside the hash chain."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import Index, Table

from ledger.tables.columns import BOOKS, flag, text, whole

#: Who is told. `secret` signs; `before` still signs beside it until `before_until` (seconds since 1970).
webhook_endpoint = Table(
    "webhook_endpoint",
    BOOKS,
    text("endpoint_id", primary_key=True),
    text("url"),
    text("secret"),
    text("before"),
    whole("before_until"),
    flag("active"),
    text("reason"),
    text("actor"),
    whole("made_at"),
    sqlite_strict=True,
)
#: Up to which row of the books an endpoint was told of an event.
webhook_cursor = Table(
    "webhook_cursor",
    BOOKS,
    text("endpoint_id", primary_key=True),
    text("event", primary_key=True),
    whole("upto", Check("upto >= 0")),
    sqlite_strict=True,
)
#: What an endpoint is told; its delivery is work of the same key.
webhook_message = Table(
    "webhook_message",
    BOOKS,
    text("message_id", primary_key=True),
    text("endpoint_id"),
    text("event"),
    text("body"),
    whole("made_at"),
    sqlite_strict=True,
)
Index("webhook_message_made", webhook_message.c.endpoint_id, webhook_message.c.made_at)
#: Every attempt: `status` 0 where no answer came.
webhook_attempt = Table(
    "webhook_attempt",
    BOOKS,
    text("message_id", primary_key=True),
    whole("number", primary_key=True),
    whole("at"),
    whole("status"),
    whole("milliseconds"),
    text("said"),
    sqlite_strict=True,
)
