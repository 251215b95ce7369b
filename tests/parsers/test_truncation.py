"""A file that stops before its own end says so, whatever its format and wherever it was cut."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers
from kit.findings import Finding, Severity
from kit.refusals import Unreadable
from parsers.records import Entry
from tests.parsers.golden import ROOT, bank_files

#: A whole file of each format, and where its last trailer begins.
WHOLE: dict[str, bytes] = {
    "bai2/prior-day.bai": rb"^99,",
    "bai2/slices-of-80.bai": rb"99,",
    "nai/one-reference-wrapped.nai": rb"^99,",
    "lockbox/two-lockboxes.txt": rb"^9",
    "lockbox/no-line-ends.txt": rb"9.{79}\Z",
    "ach/ctx-ccd-ppd-cie.ach": rb"^9(?!9{40})",
    "ach/excerpt-trimmed.ach": rb"^8",
    "ach/every-class.ach": rb"^9(?!9{40})",
    "ach/conventions-markup.ach": rb"^9(?!9{40})",
    "edi820/conventions.edi": rb"IEA",
    "edi820/bare-set-wrapped.edi": rb"SE\W",
    "remadv/deductions-and-refusal.edi": rb"UNZ",
    "remadv/header-sums-wrapped.edi": rb"UNZ",
    "cremul/four-bookings.dat": rb"UNZ",
    "edi823/two-lockboxes.edi": rb"IEA",
    "edi823/bare-set-swapped-totals.edi": rb"SE\W",
    "camt053/statement-v08.xml": rb"</\w+>\s*\Z",
    "camt054/notification.xml": rb"</\w+>\s*\Z",
    "bgmax/two-deposits.txt": rb"^70",
    "coda/old-account-structure.txt": rb"^9",
    "ofx/bank-sgml.qfx": rb"</OFX>",
    "ofx/bank-and-card.xml": rb"</OFX>",
    "pacs008/fedwire-envelope.xml": rb"</\w+>\s*\Z",
    "pacs008/three-v12.xml": rb"</\w+>\s*\Z",
    "pacs009/cover.xml": rb"</\w+>\s*\Z",
    "pacs004/two-returns.xml": rb"</\w+>\s*\Z",
    "remt001/advice-v04.xml": rb"</\w+>\s*\Z",
    "pain001/order-v09.xml": rb"</\w+>\s*\Z",
    "mt900/debit.fin": rb"^-\}",
    "mt103/charges.fin": rb"^-\}",
    "mt950/statement.fin": rb"^-\}",
}
#: Files that are cut, and say so.
CUT = {
    "settlement-stl-cut.csv",
    "cut.csv",
    "cut.nai",
    "cut.xml",
    "cut-in-batch.ach",
    "truncated.bai",
    "truncated-in-account.bai",
    "truncated.txt",
    "truncated.edi",
    "truncated.dat",
    "truncated.ofx",
    "broken.qif",
    "cut-in-deposit.txt",
    "cut-in-statement.txt",
    "without-totals.txt",
    "copy-then-broken.xml",
    "truncated.fin",
    "truncated-mt103.fin",
}


def ends(data: bytes) -> list[Finding]:
    return [found for found in parsers.read(data) if isinstance(found, Finding) and found.code == "file_truncated"]


@pytest.mark.parametrize("path", bank_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_only_a_cut_file_is_called_cut(path: Path) -> None:
    found = ends(path.read_bytes())

    assert bool(found) == (path.name in CUT)
    assert all(finding.severity is Severity.ERROR for finding in found)


@pytest.mark.parametrize("name", WHOLE)
@given(data=st.data())
def test_a_file_cut_before_its_last_trailer_says_so(name: str, data: st.DataObject) -> None:
    content = (ROOT / name).read_bytes()
    trailer = [found.start() for found in re.finditer(WHOLE[name], content, re.MULTILINE)][-1]
    cut = content[: data.draw(st.integers(1, trailer))]
    try:
        found = ends(cut)
    except Unreadable:
        return  # cut before it could be known

    assert found, cut[-80:]


def test_the_second_of_two_files_may_be_the_cut_one() -> None:
    whole = (ROOT / "bai2/prior-day.bai").read_bytes()
    box = (ROOT / "lockbox/numbers-only.txt").read_bytes()
    ach = (ROOT / "ach/ctx-ccd-ppd-cie.ach").read_bytes()
    edi = (ROOT / "edi820/conventions.edi").read_bytes()

    for one in (whole, box, ach, edi):
        half = one[: len(one) // 2].rpartition(b"\n")[0] + b"\n"
        assert not ends(one + one)
        assert len(ends(one + half)) == 1
        assert len(ends(half + one)) == 1, "the first as well"


def test_a_wire_cut_inside_its_amount_is_no_smaller_wire() -> None:
    message = (ROOT / "fedwire/two-messages.txt").read_bytes()
    inside = message.rindex(b"{2000}") + len(b"{2000}00000")

    assert len(ends(message[:inside])) == 1
    assert [one.minor for one in parsers.read(message[:inside]) if isinstance(one, Entry)] == [
        one.minor for one in parsers.read(message) if isinstance(one, Entry)
    ][:1]


def test_a_batch_without_its_control_inside_a_file_is_not_trusted() -> None:
    lines = (ROOT / "ach/ctx-ccd-ppd-cie.ach").read_bytes().splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.startswith(b"8"))
    records = list(parsers.read(b"".join(lines[:first] + lines[first + 1 :])))
    entries = [one for one in records if isinstance(one, Entry)]
    details = [number for number, line in enumerate(lines[:first]) if line.startswith(b"6")]

    assert [one.trusted for one in entries][: len(details)] == [False] * len(details)
    assert any(isinstance(one, Finding) and one.code == "batch_without_control" for one in records)
    assert not any(isinstance(one, Finding) and one.code == "file_truncated" for one in records)
