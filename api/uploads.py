"""An uploaded file is bytes and a name to show; the name never becomes a path."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import UploadFile

from api.problems import TakenAs
from kit.refusals import AlreadyTaken, Refused, TooLarge
from services import intake
from services.banking import turned_away
from services.intake import FileOutcome
from services.jobs.apart import Apart, taken
from services.workspace import Workspace

NAME_LENGTH_MAX = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """What was sent: the bytes, and what the sender calls them."""

    name: str
    data: bytes
    unread: int = 0  # so many bytes are more than may be read: `data` has none of them

    @property
    def sha256(self) -> str:
        """Return the hash of the bytes, in hex."""
        return hashlib.sha256(self.data).hexdigest()


def received(file: UploadFile, bytes_max: int) -> Upload:
    """Read an upload up to the limit. Refused: TooLarge."""
    name = shown_name(file.filename or "")
    data = file.file.read(bytes_max + 1)
    if len(data) > bytes_max:
        raise TooLarge(f"{name}: the file is larger than the limit of {bytes_max:,} bytes")
    return Upload(name, data)


def brought(file: UploadFile, bytes_max: int) -> Upload:
    """Read an upload up to the limit; one beyond it is not read, and `each` refuses it."""
    size = file.size or 0
    return Upload(shown_name(file.filename or ""), b"", size) if size > bytes_max else received(file, bytes_max)


@contextmanager
def laid_down(upload: Upload) -> Iterator[Path]:
    """Lay an upload down for a reader that asks for a path, under its shown name, and take it away again."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / (upload.name.lstrip(".") or "list")
        path.write_bytes(upload.data)
        yield path


def each(
    workspace: Workspace, upload: Upload, actor: str, apart: Apart | None = None
) -> Iterator[FileOutcome | Refused]:
    """Take an upload, or each file in an archive, ask for its matching, and yield what came of it."""
    if upload.unread:
        yield turned_away.unread(workspace, upload.name, upload.unread, actor)
        return
    try:
        with turned_away.noting(workspace, upload.data, upload.name, actor):
            parts = intake.opened(workspace, upload.data, upload.name)
    except Refused as refused:
        yield refused
        return
    for name, data in parts:
        try:
            with turned_away.noting(workspace, data, name, actor):
                outcome = taken(apart, workspace, data, name, actor)
            yield outcome
        except AlreadyTaken as known:
            yield TakenAs(known.detail, Upload(name, data).sha256)
        except Refused as refused:
            yield refused


def shown_name(given: str) -> str:
    """Return the last part of a name, printable and of a sensible length; `unnamed` where nothing is left."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:NAME_LENGTH_MAX] or "unnamed"
