"""The tables of work that is done beside requests: what is to be done, how far it is, and every try of it.

They are outside the hash chain: no money, no decision is in them. What work writes into the books is in the chain.
"""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import Index, Table
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables.columns import BOOKS, text, whole

#: One piece of work for each kind, entity and key; times are seconds of the database's clock. `fence` counts the hands
#: it went through: only the newest may write.
work = Table(
    "work",
    BOOKS,
    text("work_id", primary_key=True),
    text("kind"),
    text("entity"),
    text("key"),
    text("payload"),
    whole("priority"),
    text("actor"),
    text("state", Check("state IN ('ready', 'running', 'done', 'dead')")),
    whole("due_at"),
    whole("failures"),
    whole("losses"),
    whole("fence"),
    text("owner"),
    whole("slot"),
    whole("lease_until"),
    text("step"),
    whole("done"),
    whole("total"),
    text("result"),
    text("reason"),
    whole("made_at"),
    whole("ended_at", null=True),
    Unique("kind", "entity", "key"),
    sqlite_strict=True,
)
Index(
    "work_slot",
    work.c.kind,
    work.c.entity,
    work.c.slot,
    unique=True,
    sqlite_where=work.c.state == "running",
    postgresql_where=work.c.state == "running",
)
Index("work_due", work.c.state, work.c.due_at)
#: Every time somebody had a piece of work in hand, and what came of it.
work_try = Table(
    "work_try",
    BOOKS,
    text("work_id", primary_key=True),
    whole("fence", primary_key=True),
    text("owner"),
    whole("began_at"),
    whole("ended_at", null=True),
    text("outcome"),
    text("reason"),
    sqlite_strict=True,
)
