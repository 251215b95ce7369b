"""An archive is taken as the files in it, and a bomb is not unpacked."""

import gzip
import io
import zipfile

import pytest

from kit.refusals import Refused, TooLarge, Unreadable
from parsers import Limits, unpacked

BANK = b"01,A,B,261120,0630,1,,,2/\n99,0,0,2/\n"


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_each_file_of_an_archive_is_a_file_in_the_order_of_names() -> None:
    data = zipped({"b.xml": b"<b/>", "a/one.bai": BANK, "__MACOSX/a": b"x", ".DS_Store": b"x", "a/.hidden": b"x"})

    assert unpacked(data, "day.zip") == [("day.zip/a/one.bai", BANK), ("day.zip/b.xml", b"<b/>")]


@pytest.mark.parametrize("data", [BANK, b"", zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})])
def test_what_is_no_archive_is_itself(data: bytes) -> None:
    assert unpacked(data, "a") == [("a", data)]


def test_gzip_is_one_file() -> None:
    assert unpacked(gzip.compress(BANK), "one.bai.gz") == [("one.bai", BANK)]


#: what is refused -> (bytes, limits, the class, a word of the reason)
REFUSED: dict[str, tuple[bytes, Limits, type[Refused], str]] = {
    "a bomb in a ZIP": (zipped({"a": bytes(50_000_000)}), Limits(), TooLarge, "unpacks"),
    "a bomb in gzip": (gzip.compress(bytes(50_000_000)), Limits(), TooLarge, "unpacks"),
    "more bytes than a file may have": (zipped({"a": BANK * 9, "b": BANK * 9}), Limits(bytes_max=400), TooLarge, "b"),
    "too many files": (zipped({str(n): b"x" for n in range(9)}), Limits(archive_files_max=8), TooLarge, "9 files"),
    "an archive in an archive": (zipped({"inner.zip": zipped({"a": BANK})}), Limits(), Unreadable, "inside"),
    "gzip in a ZIP": (zipped({"inner.gz": gzip.compress(BANK)}), Limits(), Unreadable, "inside"),
    "nothing in it": (zipped({"folder/": b""}), Limits(), Unreadable, "no file"),
    "cut short": (zipped({"a": BANK})[:40], Limits(), Unreadable, "damaged"),
    "cut short, gzip": (gzip.compress(BANK)[:20], Limits(), Unreadable, "damaged"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=list(REFUSED))
def test_what_is_refused(case: tuple[bytes, Limits, type[Refused], str]) -> None:
    data, limits, refusal, word = case

    with pytest.raises(refusal, match=word):
        unpacked(data, "day.zip", limits)


def test_a_size_that_lies_is_found_out() -> None:
    """The directory of the archive says one byte; what is read counts."""
    data = zipped({"a": bytes(5_000_000)})
    told = data.replace((5_000_000).to_bytes(4, "little"), (1).to_bytes(4, "little"))

    with pytest.raises(Refused):
        unpacked(told, "day.zip")
