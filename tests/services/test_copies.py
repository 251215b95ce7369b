"""A file that holds itself twice is booked once, whatever its format; twins of one statement stay two."""

from collections import Counter

import pytest

import parsers
from parsers.records import Entry, Kind, Statement
from services import intake, matching
from services.banking import copies
from services.workspace import Workspace
from tests.parsers.bai2_files import bai2
from tests.parsers.golden import ROOT
from tests.services.conftest import AS_OF

MONEY = {Kind.RECEIPT, Kind.TOTAL, Kind.RETURN, Kind.OTHER}
TWIN = "16,195,100,0,,,FROM ACME"
NUMBERED = "16,195,100,0,R1,,FROM ACME"

DOUBLED = (
    "bai2/prior-day.bai",
    "ach/ctx-ccd-ppd-cie.ach",
    "mt940/german.sta",
    "camt053/statement-v08.xml",
    "camt054/notification.xml",
    "lockbox/two-lockboxes.txt",
    "cremul/four-bookings.dat",
    "bgmax/two-deposits.txt",
    "coda/two-statements.txt",
    "pacs008/three-v12.xml",
    "mt103/charges.fin",
)


def once(data: bytes) -> tuple[list[Entry], list[str]]:
    """Return the entries of a file as they are kept, and the codes of what is said of copies."""
    known = parsers.recognised(data)
    assert known is not None
    entries: list[Entry] = []
    heads: list[tuple[int, Statement]] = []
    for record in parsers.read(data):
        if isinstance(record, Entry):
            entries.append(record)
        elif isinstance(record, Statement):
            heads.append((len(entries), record))
    _, judged, found = copies.once(known.name, heads, entries)
    return judged, [one.code for one in found]


def money(entries: list[Entry]) -> Counter[tuple[str, bool, int]]:
    """Return what is booked without a person."""
    return Counter((one.bank_reference, one.credit, one.minor) for one in entries if one.kind in MONEY and one.trusted)


@pytest.mark.parametrize("name", DOUBLED)
def test_a_file_behind_itself_moves_money_once(name: str) -> None:
    data = (ROOT / name).read_bytes()
    whole, none = once(data)
    doubled, said = once(data + data)

    assert none == []
    assert set(said) == {"statement_repeated"}
    assert len(doubled) == 2 * len(whole)
    assert money(doubled) == money(whole)


def test_a_copy_is_kept_and_booked_once(empty: Workspace) -> None:
    outcome = intake.take(empty, bai2([NUMBERED], 100) * 2, "twice.bai", actor="test")
    summary = matching.run(empty, as_of=AS_OF)

    assert [one.line for one in outcome.findings if one.code == "statement_repeated"] == [10]
    assert [one.code for one in intake.taken(empty, outcome.file_id).findings].count("statement_repeated") == 1
    assert summary.booked.received == 1


@pytest.mark.parametrize(
    ("data", "kinds", "trusted"),
    [
        (bai2([TWIN, TWIN], 200), ["receipt", "receipt"], [True, True]),
        (bai2([TWIN], 100) * 2, ["receipt", "receipt"], [True, False]),
        (bai2([NUMBERED], 100) * 2, ["receipt", "notice"], [True, True]),
        (bai2([NUMBERED], 100) + bai2([NUMBERED], 100, account="03,9900987,,,,,/"), ["receipt"] * 2, [True] * 2),
        (bai2([NUMBERED], 100) + bai2([NUMBERED.replace("R1", "R2")], 100), ["receipt"] * 2, [True] * 2),
    ],
    ids=["twins", "a copy without references", "a copy", "another account", "another payment"],
)
def test_only_what_stands_there_again_word_for_word_is_a_copy(
    data: bytes, kinds: list[str], trusted: list[bool]
) -> None:
    entries, _ = once(data)

    assert [one.kind.value for one in entries] == kinds
    assert [one.trusted for one in entries] == trusted
