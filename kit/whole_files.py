"""Files that are there whole or not at all, whenever the power goes."""

import fcntl
import glob
import os
from contextlib import suppress
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write a file in the place of the one before, down to the disk; an OSError names it and leaves that one as it was.

    What a writer that was killed left beside it is taken away.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    _clear(path)
    try:
        with beside.open("wb") as out:
            fcntl.flock(out, fcntl.LOCK_EX)  # whoever finds it so leaves it to us
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
            beside.replace(path)
    except OSError as wrong:
        wrong.filename = str(path)
        with suppress(OSError):
            beside.unlink()
        raise


def _clear(path: Path) -> None:
    """Take away what was begun beside a file and nobody writes on."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*"):
        with suppress(OSError), left.open("rb") as begun:
            fcntl.flock(begun, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()
