"""An archive is no file of its own: it is unpacked, and each file in it is taken by itself."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from kit.refusals import TooLarge, Unreadable
from parsers.packed import most
from parsers.reading import READING, Limits

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"
#: What stands in archives beside the files, made by the programs that packed them.
_ASIDE = ("__MACOSX/", ".")
#: What a ZIP holds that is a document of its own: workbooks and other office files.
_DOCUMENT = ("[Content_Types].xml", "mimetype", "xl/workbook.xml")
_STEP = 1 << 20


def is_archive(data: bytes) -> bool:
    """Whether a file begins as an archive does; workbooks and other office files do as well."""
    return data.startswith((*_ZIP, _GZIP))


def unpacked(data: bytes, name: str, limits: Limits = READING.limits) -> list[tuple[str, bytes]]:
    """Return the files in an archive as (name in the archive, bytes); of any other file, the file itself.

    ZIP (EBICS deliveries are ZIPs of XML) and gzip are unpacked, one level deep; a workbook is a file. Refused:
    Unreadable (damaged, encrypted, nothing in it, an archive in an archive), TooLarge (more files, bytes, or bytes for
    each packed one than the limits allow).
    """
    try:
        if data.startswith(_GZIP):
            found = [(name.removesuffix(".gz"), _inflated(data, name, limits))]
        elif data.startswith(_ZIP) and not _document(data):
            found = list(_members(data, name, limits))
        else:
            return [(name, data)]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as wrong:
        raise Unreadable(f"{name}: The archive is damaged or encrypted: fetch it again, or unpack it first.") from wrong
    if not found:
        raise Unreadable(f"{name}: The archive holds no file: fetch it again.")
    for member, content in found:
        if is_archive(content) and not _document(content):
            raise Unreadable(f"{name}: {member} is an archive inside an archive, which is not opened: unpack it first.")
    return found


def _document(data: bytes) -> bool:
    """Whether a ZIP is an office document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(member in _DOCUMENT for member in archive.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        return False


def _members(data: bytes, name: str, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a ZIP in the order of their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = sorted((part for part in archive.infolist() if _wanted(part)), key=lambda part: part.filename)
        if len(parts) > limits.archive_files_max:
            raise TooLarge(
                f"{name}: {len(parts):,} files in one archive; at most {limits.archive_files_max:,} are taken."
            )
        room = limits.bytes_max
        for part in parts:
            with archive.open(part) as stream:
                content = _bounded(stream, part.compress_size, room, limits, f"{name}: {part.filename}")
            room -= len(content)
            yield f"{name}/{part.filename}", content


def _wanted(part: zipfile.ZipInfo) -> bool:
    """Whether a member is a file somebody sent."""
    last = part.filename.rpartition("/")[2]
    return not part.is_dir() and not part.filename.startswith(_ASIDE) and not last.startswith(".")


def _inflated(data: bytes, name: str, limits: Limits) -> bytes:
    """Return what a gzip holds."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        return _bounded(stream, len(data), limits.bytes_max, limits, f"{name}: it")


def _bounded(stream: IO[bytes] | gzip.GzipFile, packed: int, room: int, limits: Limits, what: str) -> bytes:
    """Read to the end, a piece at a time, and stop where it is more than the packed bytes can explain."""
    allowed = most(packed, room, limits)
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(_STEP):
        size += len(piece)
        if size > allowed:
            raise TooLarge(f"{what} unpacks to more than {allowed:,} bytes: it is not taken. Send it unpacked.")
        pieces.append(piece)
    return b"".join(pieces)
