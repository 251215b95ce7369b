"""Whether a process can serve: its books answer and are of its schema, their disk has room, and its work goes on."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text

from kit.refusals import Refused
from services.workspace import Workspace, reachable


class NotReady(Refused):
    """The process is not ready to serve."""

    code = "not_ready"
    retry = True


def check(workspace: Workspace, *, schema: str, working: bool) -> None:
    """Refuse to call a process ready that is not. Refused: Unreachable, NotReady with everything that is wrong.

    `schema` is the revision the program was made for, empty where nobody says; `working` whether its worker is alive.
    """
    reachable(workspace)
    wrong = [*_schema(workspace, schema), *_room(workspace)]
    if not working:
        wrong.append("the worker of this process has ended: start the process again")
    if wrong:
        raise NotReady("; ".join(wrong))


def _schema(workspace: Workspace, schema: str) -> Iterator[str]:
    """Yield that the books are of another schema."""
    if not schema:
        return
    with workspace.database.reading() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found != schema:
        yield f"the books are of schema {found}, this program is made for {schema}: tieout db upgrade"


def _room(workspace: Workspace) -> Iterator[str]:
    """Yield that the disk of an SQLite file is nearly full; a server's disk is watched where it is."""
    url, least = workspace.database.url, workspace.settings.disk_bytes_min
    if workspace.database.dialect != "sqlite" or not url.database or url.database == ":memory:":
        return
    free = shutil.disk_usage(Path(url.database).resolve().parent).free
    if free < least:
        yield f"the disk of the books has {free:,} bytes left, less than {least:,}: make room"
