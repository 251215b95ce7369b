"""QIF: the whole file decides what a day and a mark mean, and nothing is posted unseen."""

import tracemalloc
from datetime import date

import pytest

import parsers
from benchmarks.volumes import qif as qif_volume
from kit.findings import Finding
from parsers import qif
from parsers.qif.dates import reader
from parsers.records import Control, Entry, Kind, Method, Proof, Record
from tests.parsers.golden import ROOT


def read(data: bytes) -> list[Record]:
    return list(parsers.read(data))


def entries(data: bytes) -> list[Entry]:
    return [one for one in read(data) if isinstance(one, Entry)]


def codes(data: bytes) -> set[str]:
    return {one.code for one in read(data) if isinstance(one, Finding)}


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        (date(2013, 8, 12), ["8/12/13", "8/15/13"]),
        (date(2013, 8, 12), ["12/8/13", "15/8/13"]),
        (date(2004, 1, 15), ["1/15'04"]),
        (date(1998, 1, 15), ["1/15/98"]),
        (date(2026, 11, 20), ["20.11.2026"]),
        (date(2026, 11, 2), ["2026-11-02"]),
        (date(2026, 1, 1), ["1/1/26", "2/2/26"]),
        (None, ["1/2/26"]),
        (None, ["13/1/26", "1/13/26"]),
        (None, ["yesterday"]),
    ],
)
def test_the_whole_file_decides_the_order_of_a_day(expected: date | None, written: list[str]) -> None:
    found = reader(written)

    assert (found(written[0]) if found else None) == expected


def test_a_register_is_read_and_nothing_of_it_is_trusted() -> None:
    found = entries((ROOT / "qif/register.qif").read_bytes())

    assert [(one.kind, one.credit, one.minor) for one in found] == [
        (Kind.NOTICE, True, 500000),
        (Kind.RECEIPT, True, 125000),
        (Kind.OTHER, False, 31040),
        (Kind.OTHER, True, 30000),
    ]
    assert (found[1].method, found[1].account, found[1].payer.name) == (
        Method.CHECK,
        "Operating account",
        "Bramble Hardware LLC",
    )
    assert not any(one.trusted for one in found)


def test_days_and_marks_of_other_countries() -> None:
    found = entries((ROOT / "qif/day-first.qif").read_bytes())

    assert [(one.booked_on, one.minor) for one in found] == [(date(2026, 11, 20), 125000), (date(2026, 11, 21), 1250)]


def test_what_is_broken_is_told() -> None:
    data = (ROOT / "qif/broken.qif").read_bytes()

    assert {"date_order_undecided", "file_truncated", "currency_not_said"} <= codes(data)
    assert [one.proof for one in read(data) if isinstance(one, Control)] == [Proof.MISMATCHED]


def test_an_amount_that_could_be_two_is_kept_aside() -> None:
    assert "amount_not_numeric" in codes(b"!Type:Bank\nD1/20/26\nT1,000\nPA\n^\n")
    assert [one.minor for one in entries(b"!Type:Bank\nD1/20/26\nT1,000\n^\nD1/20/26\nT5.50\n^\n")] == [100000, 550]


def test_twins_are_two() -> None:
    record = b"D1/20/26\nT5.50\nPA\n^\n"

    assert len({one.bank_reference for one in entries(b"!Type:Bank\n" + record + record)}) == 2


@pytest.mark.parametrize("head", [b"!important", b"Type:Bank", b"D1/1/26", b""])
def test_what_is_not_qif_is_not_known(head: bytes) -> None:
    assert not qif.knows(head)


def test_what_stands_twice_is_two_and_memory_does_not_grow_with_the_file() -> None:
    last = []
    for count in (400, 2_000):
        data = qif_volume.content(count)
        twins = data + data.partition(b"\n")[2][:4_000].rpartition(b"^\n")[0] + b"^\n"
        named = [one.bank_reference for one in entries(twins)]
        assert len(set(named)) == len(named) > count
        assert sum(one.endswith(":2") for one in named) == len(named) - count
        tracemalloc.start()
        held = 0
        for _ in parsers.read(twins):
            held = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        last.append(held)

    assert last[1] < last[0] + (2_000 - 400) * 30


def test_a_record_that_never_ends_is_kept_aside_in_parts() -> None:
    data = b"!Type:Bank\n" + b"MWords\n" * 25_000 + b"^\nD11/13/26\nT12.00\nPPellam\n^\n"
    cut = [one for one in read(data) if isinstance(one, Finding) and one.code == "file_truncated"]

    assert [one.line for one in cut] == [2, 10_002]
    assert sum(one.raw.count("\n") + 1 for one in cut) == 20_000
    assert [one.minor for one in entries(data)] == [1_200]


def test_the_words_of_a_split_are_told() -> None:
    (entry,) = entries(b"!Type:Bank\nD1/20/26\nT5.50\nPA\nMB\nSSales\nEINV 4711\n$5.50\n^\n")

    assert entry.text == ("A", "B", "INV 4711")
