"""An uploaded file is bytes and a name to show; the name never becomes a path."""

import hashlib
from dataclasses import dataclass

from fastapi import UploadFile

from kit.refusals import TooLarge

NAME_LENGTH_MAX = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """What was sent: the bytes, and what the sender calls them."""

    name: str
    data: bytes

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


def shown_name(given: str) -> str:
    """Return the last part of a name, printable and of a sensible length; `unnamed` where nothing is left."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:NAME_LENGTH_MAX] or "unnamed"
