"""The table of configuration versions: what a kind of rules says from a day on, as two people agreed."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables.columns import day, logged, text, whole

#: A version stands on the verdict of a second person; an empty `body` ends the kind, so that its file or its defaults
#: hold again. `restores` is the number of the older version that it brings back, 0 where it brings none.
config_version = logged(
    "config_version",
    text("entity", ForeignKey("entity.code")),
    text("kind", Check("kind <> ''")),
    text("name"),
    whole("version", Check("version >= 1")),
    text("body"),
    day("effective_from"),
    whole("restores", Check("restores >= 0")),
    text("request_id", ForeignKey("verdict.request_id"), unique=True),
    whole("recorded_at"),
    Unique("entity", "kind", "name", "version"),
    Check("restores < version"),
)
