"""Loading is where a path somebody named becomes bytes, or the reason why it cannot be read."""

import os
from pathlib import Path

from kit.refusals import NotFound, TooLarge, Unreadable


def loaded(path: Path, bytes_max: int) -> bytes:
    """Return a file's bytes. Refused before it is read: NotFound, Unreadable for what is no file, and TooLarge."""
    name = called(path)
    try:
        if path.is_dir():
            raise Unreadable(f"{name}: is a folder: name the files in it")
        if not path.exists():
            raise NotFound(f"{path_shown(path)}: there is no such file")
        if not path.is_file():
            raise Unreadable(f"{name}: is a device or a pipe: name a file")
        if (size := path.stat().st_size) > bytes_max:
            raise TooLarge.of(name, size, bytes_max)
        return path.read_bytes()
    except OSError as wrong:
        raise Unreadable(f"{name}: cannot be read: {wrong.strerror or wrong}") from wrong


def called(path: Path) -> str:
    """Return a file's name as text that can be kept and printed: bytes that are no UTF-8 become question marks."""
    return _text(path.name)


def path_shown(path: Path) -> str:
    """Return a whole path as text that can be printed."""
    return _text(str(path))


def _text(name: str) -> str:
    """Return a name without what no text may hold."""
    return " ".join(os.fsencode(name).decode("utf-8", errors="replace").split())
