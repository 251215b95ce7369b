"""A backup is a copy of the books taken while they are open; restoring puts it where no books are yet."""

import shutil
import subprocess
from contextlib import closing
from pathlib import Path

from kit import key_files
from kit.refusals import Conflict, Invalid, NotFound
from kit.sqlite import driver
from ledger.refusals import Unwritable
from services.running import server_copies
from services.workspace import Workspace

SQLITE_HEAD = b"SQLite format 3\x00"


def backup(workspace: Workspace, path: Path) -> int:
    """Write a copy of the books to a new file, whole or not at all, and return its bytes; a key ring goes with it.

    Refused: Conflict where the file is there, Unwritable where there is no room for it.
    """
    if path.exists():
        raise Conflict(f"{path}: is there already; name a new file")
    path.parent.mkdir(parents=True, exist_ok=True)
    if workspace.database.dialect == "sqlite":
        _copy(_place(workspace), path)
        if ring := key_files.beside(workspace.settings, workspace.database.url):
            key_files.bring(ring, _ring_of(path))
    else:
        server_copies.write(workspace.database, path)
    return path.stat().st_size


def _copy(place: str, path: Path) -> None:
    """Copy books on SQLite beside the new file and put the copy in its place; of one that failed nothing is left."""
    put = path.with_name(f"{path.name}.part")
    try:
        with closing(driver.connect(place)) as books, closing(driver.connect(put)) as copy:
            books.backup(copy)
        put.replace(path)
    except driver.Error as wrong:
        raise Unwritable(f"{path}: {wrong}") from wrong
    finally:
        for left in (put, put.with_name(f"{put.name}-journal")):
            left.unlink(missing_ok=True)


def restore(workspace: Workspace, path: Path, schema: server_copies.Schema | None = None) -> None:
    """Put a backup where no books are yet; on a server `schema` makes the tables of the copy's revision.

    Refused: NotFound, Invalid (no backup), Conflict (there are books).
    """
    if not path.is_file():
        raise NotFound(f"{path}: there is no such file")
    if workspace.database.dialect != "sqlite":
        if server_copies.is_one(path):
            assert schema is not None
            server_copies.read(workspace.database, path, schema)
            return
        _tool("pg_restore", "--single-transaction", "--no-owner", f"--dbname={_address(workspace)}", str(path))
        return
    with path.open("rb") as held:
        if held.read(len(SQLITE_HEAD)) != SQLITE_HEAD:
            raise Invalid(f"{path}: is no backup of ours")
    place = Path(_place(workspace))
    if place.exists():
        raise Conflict(f"{place}: there are books already; restore beside them")
    place.parent.mkdir(parents=True, exist_ok=True)
    _bring_ring(workspace, path)
    with closing(driver.connect(path)) as copy, closing(driver.connect(place)) as books:
        copy.backup(books)


def _ring_of(path: Path) -> Path:
    """Return where the key ring of a copy lies that was beside its books."""
    return path.with_name(f"{path.name}.key")


def _bring_ring(workspace: Workspace, path: Path) -> None:
    """Put the ring that came with a copy beside its books, unless the settings say where the ring is."""
    to = key_files.place(workspace.settings, workspace.database.url)
    if to is not None and workspace.settings.key_ring_file is None and _ring_of(path).is_file():
        key_files.bring(_ring_of(path), to)


def _place(workspace: Workspace) -> str:
    """Return where the books lie."""
    place = workspace.database.url.database
    if not place or place == ":memory:":
        raise Invalid("books in memory have no copy")
    return place


def _address(workspace: Workspace) -> str:
    """Return the database's address as PostgreSQL's own tools take it."""
    return workspace.database.url.set(drivername="postgresql").render_as_string(hide_password=False)


def _tool(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's tools. Refused: NotFound where it is not installed, Invalid with what it said."""
    program = shutil.which(name)
    if program is None:
        raise NotFound(f"{name} is not installed: it comes with PostgreSQL's client")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        raise Invalid(f"{name}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'failed'}")
