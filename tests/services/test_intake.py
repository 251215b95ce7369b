"""A bank file is taken once and whole, or refused with its reason and nothing changed."""

import io
import re
import zipfile
from typing import Any

import pytest

import ledger
from kit.refusals import AlreadyTaken, NotFound, Refused, TooLarge
from services import demo, intake, matching
from services.importing import loading
from services.workspace import Workspace
from tests.parsers.bai2_files import bai2
from tests.services.conftest import AS_OF, workspace_over

BAI2, LOCKBOX, NACHA, CAMT = (
    min(demo.MORNING.glob(pattern)).read_bytes() for pattern in ("bai2*", "lockbox*", "ach*", "camt053*")
)
NAMESPACE = b"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
BOMB = b'<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><Document xmlns="' + NAMESPACE + b'">&c;</Document>'


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("statement.bai", BAI2)
    return held.getvalue()


BAD = {
    "empty": (b"", "unreadable_file"),
    "blank": (b"  \r\n \n", "unreadable_file"),
    "binary": (bytes(range(256)) * 20, "unreadable_file"),
    "wrong type": (b"customer_number,name\n1,A\n", "unreadable_file"),
    "commas": (b"," * 1_000_000, "unreadable_file"),
    "archive": (archive(), "unreadable_file"),
    "XML bomb": (BOMB, "unreadable_file"),
    "cut BAI2": (BAI2[: len(BAI2) // 2], "file_truncated"),
    "cut lockbox": (LOCKBOX[: len(LOCKBOX) // 2], "file_truncated"),
    "cut NACHA": (NACHA[: len(NACHA) // 2], "file_truncated"),
    "cut XML": (CAMT[: len(CAMT) // 2], "file_truncated"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_by_name_and_changes_nothing(name: str, empty: Workspace) -> None:
    data, code = BAD[name]

    with pytest.raises(Refused, match=r"^bank\.txt(:[1-9]\d*)?: ") as refused:
        intake.take(empty, data, "bank.txt", actor="test")
    assert refused.value.code == code
    assert "\n" not in refused.value.detail
    with empty.database.reading() as connection:
        assert ledger.reads.bank_files(connection).height == 0
        assert ledger.reads.batches(connection).height == 0


def test_a_file_above_the_limit_is_refused_before_it_is_read(sqlite_database: object) -> None:
    small = workspace_over(sqlite_database, file_bytes_max=1000)  # type: ignore[arg-type]

    with pytest.raises(TooLarge, match="1,000"):
        intake.take(small, BAI2, "bank.bai", actor="test")
    with pytest.raises(TooLarge):
        loading.loaded(min(demo.MORNING.glob("bai2*")), small.settings.file_bytes_max)
    with pytest.raises(NotFound):
        loading.loaded(demo.MORNING / "nothing.bai", small.settings.file_bytes_max)


def test_a_file_is_taken_once_under_whatever_name(workspace: Workspace) -> None:
    outcome = intake.take(workspace, BAI2, "monday.bai", actor="test")

    assert outcome.format == "bai2"
    assert outcome.controls["matched"] > 0
    assert outcome.controls["mismatched"] == 0
    assert outcome.money_in["USD"] > 0
    with pytest.raises(AlreadyTaken, match=r"2026-11-20 17:00 UTC as monday\.bai"):
        intake.take(workspace, BAI2, "tuesday.bai", actor="test")
    assert intake.taken(workspace, outcome.file_id) == outcome
    with pytest.raises(NotFound):
        intake.taken(workspace, "0" * 64)


def test_of_two_who_take_a_file_at_once_the_second_is_told(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_known, others = intake._refuse_known, iter(("somebody",))

    def meanwhile(*args: Any) -> None:
        refuse_known(*args)
        for actor in others:
            intake.take(workspace, BAI2, "monday.bai", actor=actor)

    monkeypatch.setattr(intake, "_refuse_known", meanwhile)
    with pytest.raises(AlreadyTaken, match=r"as monday\.bai"):
        intake.take(workspace, BAI2, "tuesday.bai", actor="test")


def test_what_is_taken_of_a_cut_file_is_never_posted_without_a_person(empty: Workspace) -> None:
    for sheet, take in demo.SHEETS:
        take(empty, demo.MORNING / sheet, actor="test")
    cut = intake.take(empty, NACHA[: len(NACHA) // 2], "cut.ach", actor="test", partial=True)
    summary = matching.run(empty, as_of=AS_OF)

    assert cut.entries["receipt"] > 3
    assert summary.booked.received == cut.entries["receipt"]
    assert "applied" not in summary.by_status
    assert summary.applied.get("USD", 0) == 0


def test_one_bad_record_does_not_keep_the_others_out(empty: Workspace) -> None:
    damaged = re.sub(rb"16,195,\d+,", b"16,195,12x4,", BAI2, count=1)
    assert damaged != BAI2
    outcome = intake.take(empty, damaged, "bank.bai", actor="test")

    assert outcome.entries["receipt"] > 10
    assert any(wrong.line > 0 for wrong in outcome.findings)


def test_the_files_of_an_archive_are_taken_each_by_itself(empty: Workspace) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("two.bai", bai2(["16,195,500,,W2,,WIRE/"], 500))
        packed.writestr("one\n.bai", bai2(["16,195,700,,W1,,WIRE/"], 700))
    parts = intake.opened(empty, buffer.getvalue(), "day.zip")
    taken = [intake.take(empty, data, name, actor="ana") for name, data in parts]

    assert [(file.name, file.money_in) for file in taken] == [
        ("day.zip/one.bai", {"USD": 700}),
        ("day.zip/two.bai", {"USD": 500}),
    ]
