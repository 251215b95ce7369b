"""Whatever ends the lines of a file, and whether its last one ends at all: the same money is read from it."""

from pathlib import Path

import pytest

import parsers
from kit.refusals import Refused
from parsers.records import Entry, Kind
from tests.parsers.golden import ROOT, bank_files

MARK = b"\xef\xbb\xbf"
#: Files whose lines are not what ends their records, and those that stop inside a record on purpose.
ASIDE = frozenset({".xlsx", ".pdf", ".xml", ".eml"})
CUT = frozenset({"mt940/truncated.fin"})
_NO_MONEY = frozenset({Kind.NOTICE, Kind.ADVICE})


def money(data: bytes) -> list[tuple[bool, int, str, Kind]] | None:
    """Return what a file says of money, None where it is refused."""
    try:
        found = [record for record in parsers.read(data) if isinstance(record, Entry)]
    except Refused:
        return None
    return [(entry.credit, entry.minor, entry.currency, entry.kind) for entry in found if entry.kind not in _NO_MONEY]


FILES = [
    path
    for path in bank_files()
    if path.suffix not in ASIDE and b"\n" in (data := path.read_bytes()) and data[:1] not in {b"\xff", b"\xfe"}
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_ends_of_lines_mean_nothing(path: Path) -> None:
    data = path.read_bytes()
    plain = data.replace(b"\r\n", b"\n")
    written = [plain, plain.replace(b"\n", b"\r\n"), plain.replace(b"\n", b"\r")]
    if path.relative_to(ROOT).as_posix() not in CUT:
        written.append(data.rstrip(b"\r\n"))
    written += [plain.replace(b"\n", b"\0\n") + b"\x1a\0\0"] if path.relative_to(ROOT).as_posix() not in CUT else []
    if data.isascii():
        written += [MARK + data, data.decode().encode("utf-16-le")]

    assert [money(each) for each in written] == [money(data)] * len(written)


#: Formats whose files some programs fill up to one width, or write with a blank line behind every line.
LINES = [path for path in FILES if path.parent.name in {"bai2", "ach", "lockbox", "coda", "bgmax", "mt103", "mt202"}]


@pytest.mark.parametrize("path", LINES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_blanks_at_the_ends_of_lines_and_between_them_mean_nothing(path: Path) -> None:
    plain = path.read_bytes().replace(b"\r\n", b"\n")
    written = [plain.replace(b"\n", b"   \n"), plain.replace(b"\n", b"\n\n"), plain.replace(b"\n", b"\r\r\n")]

    assert [money(each) for each in written] == [money(plain)] * len(written)


def test_double_line_ends_cut_no_details_in_two() -> None:
    data = (ROOT / "mt940/dutch.fin").read_bytes()
    read, doubled = (
        [(one.payer, one.references, one.text) for one in parsers.read(each) if isinstance(one, Entry)]
        for each in (data, data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\r\n"))
    )

    assert doubled == read


@pytest.mark.parametrize("name", ["coda/two-statements.txt", "bgmax/two-deposits.txt"])
@pytest.mark.parametrize("end", [b"", b"\n\n"])
def test_records_of_a_fixed_width_need_no_line_ends(name: str, end: bytes) -> None:
    data = (ROOT / name).read_bytes().replace(b"\r\n", b"\n")
    codec = "utf-8" if data.isascii() else "latin-1"
    width = max(map(len, data.decode(codec).splitlines()))
    lines = [line.ljust(width) for line in data.splitlines()]

    assert money(end.join(lines)) == money(data)
    assert money(data)
