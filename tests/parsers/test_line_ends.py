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
    if data.isascii():
        written.append(MARK + data)

    assert [money(each) for each in written] == [money(data)] * len(written)


@pytest.mark.parametrize("name", ["coda/two-statements.txt", "bgmax/two-deposits.txt"])
@pytest.mark.parametrize("end", [b"", b"\n\n"])
def test_records_of_a_fixed_width_need_no_line_ends(name: str, end: bytes) -> None:
    data = (ROOT / name).read_bytes().replace(b"\r\n", b"\n")
    codec = "utf-8" if data.isascii() else "latin-1"
    width = max(map(len, data.decode(codec).splitlines()))
    lines = [line.ljust(width) for line in data.splitlines()]

    assert money(end.join(lines)) == money(data)
    assert money(data)
