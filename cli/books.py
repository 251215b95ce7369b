"""The books a command works on: made on first use by a command that writes, asked for by one that reads."""

from typing import ClassVar

from pydantic import ValidationError

import migrations
from cli.asked import Asked
from kit import key_files
from kit.db import Database
from kit.refusals import Invalid, NotFound
from kit.settings import Settings
from services.workspace import Workspace, opened, reachable, settled


class NoBooks(NotFound):
    """There are no books here yet: `tieout db upgrade` makes them."""

    code: ClassVar[str] = "no_books"


def closed(asked: Asked) -> Workspace:
    """Return the workspace that is asked for; nothing is touched yet."""
    try:
        return opened(Settings(database_url=asked.db) if asked.db else Settings())
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise Invalid(f"setting TIEOUT_{'_'.join(map(str, first['loc'])).upper()}: {first['msg']}") from wrong


def writing(asked: Asked) -> Workspace:
    """Return the workspace with its schema made or brought to the newest."""
    workspace = closed(asked)
    reachable(workspace)
    if migrations.revision(workspace.database) < migrations.SEALED:
        key_files.make_sure(workspace.settings, workspace.database.url)
    migrations.upgrade(workspace.database)
    return settled(workspace)


def newest() -> str:
    """Return the revision of the schema that this program is made for."""
    return migrations.newest()


def schema(database: Database, to: str = "") -> None:
    """Make the schema of a revision, or bring it to the newest."""
    migrations.upgrade(database, to)


def reading(asked: Asked) -> Workspace:
    """Return the workspace. Refused: NoBooks where there is none of the newest schema."""
    workspace = closed(asked)
    place = workspace.database.url
    reachable(workspace)
    if not migrations.at_head(workspace.database):
        raise NoBooks(
            f"{place.render_as_string()}: there are no books of this version here; tieout db upgrade makes them"
        )
    return settled(workspace)
