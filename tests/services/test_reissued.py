"""A file that comes again under its own number: what it tells otherwise is named with both files, and waits."""

from dataclasses import replace

import pytest

import ledger
import parsers
from parsers.records import Entry, Statement
from services import intake, matching
from services.banking import reissued
from services.workspace import Workspace
from tests.parsers.bai2_files import bai2
from tests.parsers.golden import bank_files
from tests.services.conftest import AS_OF

ONE = "16,195,100,0,R1,,FROM ACME"
TWO = "16,195,200,0,R2,,FROM BETA"


def found(outcome: intake.FileOutcome) -> list[str]:
    return [one.message for one in outcome.findings if one.code == "file_reissued"]


def test_what_is_told_otherwise_waits_for_a_person_and_both_files_are_named(empty: Workspace) -> None:
    intake.take(empty, bai2([ONE, TWO], 300), "monday.bai", actor="test")
    again = intake.take(empty, bai2([ONE, TWO.replace("200", "250")], 350), "tuesday.bai", actor="test")
    summary = matching.run(empty, as_of=AS_OF)

    assert len(found(again)) == 1
    assert found(again)[0].startswith("monday.bai told otherwise under the number of this file: a person decides")
    assert "1 payments told twice" in found(again)[0]
    assert found(intake.taken(empty, again.file_id)) == found(again)
    with empty.database.reading() as connection:
        (kept,) = [row for row in ledger.reads.findings(connection).rows(named=True) if row["code"] == "file_reissued"]
        rows = ledger.worklists.entries(connection, "MAIN").rows(named=True)
    assert (kept["source_file"], kept["line"]) == ("tuesday.bai", 3)
    trusted = {(row["source_file"], row["bank_reference"]): row["trusted"] for row in rows}
    assert trusted == {("monday.bai", "R1"): True, ("monday.bai", "R2"): True} | {
        ("tuesday.bai", "R1"): True,
        ("tuesday.bai", "R2"): False,
    }
    assert summary.booked.received == 3  # R1 once, R2 as each of the two files tells it


def test_a_sender_that_numbers_its_files_badly_is_told_and_nothing_waits(empty: Workspace) -> None:
    intake.take(empty, bai2([ONE, "16,195,5,0,R,,X", "16,195,6,0,R,,X"], 111), "early.bai", actor="test")
    late = intake.take(empty, bai2([TWO, "16,195,7,0,R,,X"], 207), "late.bai", actor="test")

    assert [one.endswith("no payment is told twice.") for one in found(late)] == [True]
    with empty.database.reading() as connection:
        assert ledger.worklists.entries(connection, "MAIN")["trusted"].all()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("other line ends", bai2([ONE, TWO], 300).replace(b"\n", b"\r\n")),
        ("another id", bai2([ONE], 100).replace(b"0630,1,", b"0630,2,")),
        ("another day", bai2([ONE], 100).replace(b",261119,", b",261118,")),
        ("another account", bai2([ONE], 100, account="03,9900987,,,,,/")),
        ("intraday", bai2([ONE], 100).replace(b"USD,2/", b"USD,3/")),
        ("a correction", bai2([ONE], 100).replace(b",071000013,1,", b",071000013,3,")),
        ("no id", bai2([ONE], 100).replace(b"0630,1,", b"0630,,")),
    ],
)
def test_what_is_no_other_telling_of_the_same_is_not_held_back(empty: Workspace, name: str, data: bytes) -> None:
    intake.take(empty, bai2([ONE, TWO], 300), "monday.bai", actor="test")

    assert found(intake.take(empty, data, f"{name}.bai", actor="test")) == []


def test_a_companys_payments_of_another_class_are_no_other_telling() -> None:
    """A bank that gives each class a file of its own may give them one modifier."""
    path = next(one for one in bank_files() if one.suffix == ".ach")
    head = next(one for one in parsers.read(path.read_bytes()) if isinstance(one, Statement))
    number = reissued.NUMBERS["nacha"]
    told = {number(replace(head, labels=head.labels | {"class": sec})) for sec in ("CCD", "CTX", "CCD")}

    assert len(told) == 2
    assert number(head)


@pytest.mark.parametrize("source", sorted(reissued.NUMBERS))
def test_each_of_these_formats_gives_a_number(source: str) -> None:
    told: list[str] = []
    for path in bank_files():
        data = path.read_bytes()
        known = parsers.recognised(data)
        if known is None or known.name != source:
            continue
        records = list(parsers.read(data))
        entries = [one for one in records if isinstance(one, Entry)]
        heads = [
            (sum(isinstance(before, Entry) for before in records[:at]), one)
            for at, one in enumerate(records)
            if isinstance(one, Statement)
        ]
        parts = reissued.parts(source, heads, entries)
        told += [key for key, part in parts.items() if not part.day]
        numbered = [part for part in parts.values() if not part.day]
        positions = sorted(position for part in numbered for position in part.positions)
        assert positions == sorted(set(positions))
        assert set(positions) <= set(range(len(entries)))

    assert told
