"""Where a key ring lies: in the environment, in a file the settings name, or in one beside an SQLite file."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import URL

from kit.refusals import Conflict, Invalid, NotFound
from kit.sealing import KeyRing, NoKey, fresh
from kit.settings import Settings

#: Rings of books in memory, which end with the process.
_PASSING = fresh()
OWNER_ONLY = 0o600


def ring(settings: Settings, url: URL) -> KeyRing | None:
    """Return the key ring of books; nothing is read before it is needed. None on a server for which none is set."""
    if settings.key_ring is not None:
        return KeyRing(settings.key_ring.get_secret_value)
    path = place(settings, url)
    if path is not None:
        return KeyRing(_reader(path))
    return KeyRing(lambda: _PASSING) if url.get_backend_name() == "sqlite" else None


def place(settings: Settings, url: URL) -> Path | None:
    """Return the file of the ring: the one the settings name, else `BOOKS.key` beside an SQLite file; else none."""
    if settings.key_ring is not None:
        return None
    if settings.key_ring_file is not None:
        return settings.key_ring_file
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return Path(f"{url.database}.key")
    return None


def make(path: Path) -> None:
    """Write a new ring into a file that its owner alone may read. Refused: Conflict where there is one."""
    put = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    _write(put, fresh())
    try:
        os.link(put, path)  # whole or not at all, and never over a ring that is there
    except FileExistsError as there:
        raise Conflict(f"{path}: there is a key ring already") from there
    finally:
        put.unlink()


def make_sure(settings: Settings, url: URL) -> None:
    """Make the ring beside an SQLite file where the settings name none and none is there yet."""
    path = place(settings, url)
    if path is None or settings.key_ring_file is not None or path.exists():
        return
    try:
        make(path)
    except Conflict:  # somebody was quicker: theirs is ours
        return


def replace(path: Path, text: str) -> None:
    """Put a ring's text in the place of the one before, whole or not at all."""
    put = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    _write(put, text)
    put.replace(path)


def text(path: Path) -> str:
    """Return a ring's text. Refused: NotFound; Invalid where others than its owner may read the file."""
    if not path.is_file():
        raise NotFound(f"{path}: there is no key ring")
    if os.name == "posix" and path.stat().st_mode & 0o007:
        raise Invalid(f"{path}: everybody on this machine may read the key ring: chmod 600 {path}")
    return path.read_text()


def beside(settings: Settings, url: URL) -> Path | None:
    """Return the ring's file where it lies beside the books because the settings say nothing else, and is there."""
    path = None if settings.key_ring_file is not None else place(settings, url)
    return path if path is not None and path.is_file() else None


def bring(path: Path, to: Path) -> None:
    """Copy a ring's file. Refused: Conflict where another ring lies there."""
    if not to.exists():
        _write(to, text(path))
    elif to.read_text() != text(path):
        raise Conflict(f"{to}: another key ring lies there: move it away first")


def _reader(path: Path) -> Callable[[], str]:
    """Return what reads the ring when it is needed."""

    def reading() -> str:
        try:
            return text(path)
        except NotFound as missing:
            raise NoKey(f"{missing.detail}; without it what is sealed stays sealed: put it back") from missing

    return reading


def _write(path: Path, content: str) -> None:
    """Write a file that its owner alone may read, down to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "w") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
