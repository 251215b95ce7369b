"""Every line or unit of a file is in the text of a record or finding, or speaks of the file; a stray one is told."""

import random
import re
from pathlib import Path

import pytest

import parsers
from benchmarks.corpus import units
from benchmarks.corpus.accounted import counted, lost
from kit.refusals import Refused
from parsers.records import Entry
from tests.parsers.golden import ROOT, bank_files

#: Files that are no lines of text, or whose heading is one of columns.
ASIDE = frozenset({".xlsx", ".pdf", ".xml", ".eml", ".csv"})
STRAY = "QZSTRAY 4711"
PLACES = 8  # of each file, where a stray line is put
#: Format -> lines behind which a stray line becomes part of what the file says of itself.
HEADS = {
    "ofx": re.compile(r"(?!<(?:NAME|MEMO|FITID|TRNAMT|/?STMTTRN)\b)"),
    "qif": re.compile(r"!|NOperating|TBank"),
    "cremul": re.compile(r".*(?:UN[TZ]|CNT)"),
}


def known(path: Path) -> str:
    """Return the format of a file, empty where it is none of lines."""
    found = parsers.recognised(path.read_bytes()) if path.suffix not in ASIDE else None
    return found.name if found and counted(path.read_bytes(), found.name) else ""


FILES = {path: name for path in bank_files() if (name := known(path))}


def whole(path: Path) -> str:
    """Return the format of a file of elements, rows, printed lines or parts, empty where it is none or is refused."""
    found = parsers.recognised(path.read_bytes()) if path.suffix in ASIDE else None
    return found.name if found and found.name in units.UNITS else ""


WHOLES = {path: name for path in bank_files() if (name := whole(path))}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_line_is_in_a_record_or_speaks_of_the_file(path: Path) -> None:
    data = path.read_bytes()

    assert list(lost(data, FILES[path], parsers.read(data))) == []


def test_a_line_that_no_record_holds_is_seen() -> None:
    data = (ROOT / "bai2/prior-day.bai").read_bytes()
    without = [one for one in parsers.read(data) if "NORTHGATE" not in getattr(one, "raw", "")]

    assert any("NORTHGATE" in line for line in lost(data, "bai2", without))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_stray_line_is_told(path: Path) -> None:
    data = path.read_bytes()
    end = b"\r\n" if b"\r\n" in data else b"\n"
    lines = data.split(end)
    heads = HEADS.get(FILES[path], re.compile(r"$^"))
    places = [at for at in range(1, len(lines) - 1) if not heads.match(lines[at - 1].decode("latin-1"))]
    for at in random.Random(path.name).sample(places, min(PLACES, len(places))):
        stray = end.join([*lines[:at], STRAY.encode(), *lines[at:]])
        try:
            told = any("QZSTRAY" in repr(one) for one in parsers.read(stray))
        except Refused:
            told = True
        assert told, f"line {at + 1} behind {lines[at - 1][:60]!r}"


@pytest.mark.parametrize("path", WHOLES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_element_row_printed_line_and_attachment_is_in_a_record(path: Path) -> None:
    data = path.read_bytes()
    try:
        records = list(parsers.read(data))
    except Refused:
        return  # nothing of it is taken

    assert list(units.lost(data, WHOLES[path], records)) == []


@pytest.mark.parametrize(
    ("path", "sign"),
    [
        ("camt053/statement-v08.xml", "<TxDtls>"),
        ("pacs004/two-returns.xml", "HM-18"),
        ("bank_csv/gap.csv", ""),
        ("advice_pdf/two-payments.pdf", ""),
    ],
)
def test_a_unit_that_no_record_holds_is_seen(path: str, sign: str) -> None:
    """The account fails where a record is taken away."""
    data, name = (ROOT / path).read_bytes(), WHOLES[ROOT / path]
    records = list(parsers.read(data))
    entries = [one for one in records if isinstance(one, Entry) and sign in one.raw]
    assert entries

    assert list(units.lost(data, name, [one for one in records if one is not entries[-1]]))
