"""How each queue is worked, in our own words: shown beside it, changed as versions, the newest counts (DUTIES A02g)."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from kit.days import instant
from kit.refusals import Invalid
from ledger.tables import batch, playbook
from services.commands import command
from services.queues import kinds
from services.workspace import Workspace

#: What a queue says before anybody changed it.
STARTING = Path(__file__).with_name("starting")
LETTERS_MAX = 20_000


@dataclass(frozen=True, slots=True)
class Version:
    """A playbook as somebody wrote it; the one to begin with has no author and no moment."""

    markdown: str
    reason: str = ""
    author: str = ""
    written_at: datetime | None = None


def versions(workspace: Workspace, queue: str) -> list[Version]:
    """Return every version of a playbook, the newest first; the last is what it began with. Refused: NotFound."""
    kinds.queue(queue)
    mine = (playbook.c.entity == workspace.settings.entity, playbook.c.queue == queue)
    columns = (playbook.c.markdown, playbook.c.reason, playbook.c.actor, batch.c.recorded_at)
    chosen = select(*columns).join(batch, batch.c.no == playbook.c.batch).where(*mine)
    with workspace.database.reading() as connection:
        rows = connection.execute(chosen.order_by(playbook.c.no.desc())).all()
    began = Version((STARTING / f"{queue}.md").read_text(encoding="utf-8"))
    return [*(Version(row[0], row[1], row[2], instant(row[3])) for row in rows), began]


def write(workspace: Workspace, queue: str, markdown: str, *, reason: str, actor: str, key: str = "") -> Version:
    """Write a new version; the old ones stay. Refused: NotFound; Invalid without a text or a reason, or too long."""
    kinds.queue(queue)
    if not markdown.strip() or not reason.strip() or len(markdown) > LETTERS_MAX:
        raise Invalid(f"a playbook has a text of at most {LETTERS_MAX:,} letters, and a reason why it changes")
    with command(workspace, "playbook", actor, {"said": [queue, markdown, reason]}, key) as book:
        if book.replayed is None:
            book.write("playbook", [(book.entity, queue, markdown, reason.strip(), book.actor)])
    return versions(workspace, queue)[0]
