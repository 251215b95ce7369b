"""When the mailbox is looked into: every so many minutes where the settings name one, in one legal entity's books."""

from sqlalchemy import select

from ledger.tables import work
from services.jobs import kinds
from services.workspace import Workspace

KIND = "mailbox"


def tick(workspace: Workspace) -> int:
    """Ask for a look whose time has come and that nobody has asked for, and return how many."""
    said = workspace.settings
    if not said.imap_host:
        return 0
    key = f"every {workspace.seconds() // 60 // said.imap_minutes}"
    mine = work.c.kind == KIND, work.c.entity == said.entity
    with workspace.database.reading() as connection:
        open_ones = work.c.state.in_(("ready", "running")) | (work.c.key == key)
        if connection.scalar(select(work.c.work_id).where(*mine, open_ones).limit(1)) is not None:
            return 0
    with workspace.database.beside() as connection:
        kinds.ask(connection, KIND, said.entity, key, actor=kinds.SCHEDULER)
    return 1
