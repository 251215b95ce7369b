"""A bank's day that comes again with a line changed: what people did about it stands, no money counts twice."""

import hashlib
from pathlib import Path

import pytest

import ledger
from services import desk, intake, lists, matching
from services.people import persons
from services.queues import owners
from services.workspace import Workspace
from tests.parsers.bai2_files import bai2
from tests.services.conftest import AS_OF
from tests.services.sheets import imported
from tests.services.test_morning import broken

ONE = "16,195,100,0,BNK0000001,,FROM NOBODY KNOWN"
TWO = "16,195,200,0,BNK0000002,,ORIG CO NAME:BETA SUPPLY"
NEW = "16,195,250,0,BNK0000003,,FROM GAMMA"


def again(lines: list[str], total: int, *, sooner: bool) -> bytes:
    """Return a day sent again under a new number, whose bytes sort before or behind those of the first file."""
    first = hashlib.sha256(bai2([ONE, TWO], 300)).hexdigest()
    made = (bai2(lines, total).replace(b",0630,1,", f",07{minute:02},2,".encode()) for minute in range(60))
    return next(one for one in made if (hashlib.sha256(one).hexdigest() < first) is sooner)


def run(workspace: Workspace, data: bytes, name: str) -> intake.FileOutcome:
    """Take a file and match it."""
    outcome = intake.take(workspace, data, name, actor="bank")
    matching.run(workspace, as_of=AS_OF)
    return outcome


def waiting(workspace: Workspace) -> list[tuple[int, str, str, str]]:
    """Return amount, receipt, reason and note of what waits."""
    with workspace.database.reading() as connection:
        rows = lists.exceptions(connection, "MAIN", AS_OF)
    return sorted((row["amount"], row["receipt_id"], row["reason"], row["note"]) for row in rows)


def said(outcome: intake.FileOutcome) -> list[str]:
    """Return what is said of files before."""
    return [one.message for one in outcome.findings if one.code == "file_reissued"]


@pytest.fixture
def parked(workspace: Workspace) -> Workspace:
    """Give a day of two receipts, both parked at nine and one given to Ana."""
    persons.add(workspace, "ana", "Ana", actor="setup")
    run(workspace, bai2([ONE, TWO], 300), "nine.bai")
    for _, receipt, *_ in waiting(workspace):
        desk.park(workspace, receipt, "asked the bank", actor="ana")
    owners.assign(workspace, "exceptions", f"exc_{waiting(workspace)[0][1][4:]}", "ana", reason="hers", actor="ben")
    return workspace


@pytest.mark.parametrize("sooner", [True, False])
def test_what_was_parked_stays_parked_whichever_file_sorts_first(parked: Workspace, *, sooner: bool) -> None:
    before = waiting(parked)
    outcome = run(parked, again([ONE, TWO.replace("SUPPLY", "SUPPLY INC")], 300, sooner=sooner), "ten.bai")

    assert waiting(parked) == before
    assert [note for *_, note in before] == ["asked the bank"] * 2
    assert [one.owner for one in owners.of(parked, "exceptions") if one.owner] == ["ana"]
    told = "nine.bai told otherwise of the account and day of this file: no payment is told twice."
    assert said(outcome) == [f"{told} 1 told in other words are booked once."]
    assert broken(parked) == []


#: what the bank tells at ten -> amounts that wait, how many are said to be told twice
OTHERWISE = {
    "another amount under its reference": ([ONE, TWO.replace("200", "250")], 350, [100, 200, 250], 1),
    "another payer under its reference": ([ONE, TWO.replace("BETA SUPPLY", "OTHERS")], 300, [100, 200, 200], 1),
    "another reference, the old line is gone": ([ONE, NEW], 350, [100, 200, 250], 1),
    "without any reference": ([ONE, "16,195,250,0,,,ORIG CO NAME:BETA SUPPLY"], 350, [100, 200, 250], 1),
    "a day that grew": ([ONE, TWO, NEW], 550, [100, 200, 250], None),
    "what came later alone": ([NEW], 250, [100, 200, 250], None),
    "some of it alone": ([ONE], 100, [100, 200], None),
}


@pytest.mark.parametrize("name", OTHERWISE)
def test_what_is_told_otherwise_is_said_and_waits(parked: Workspace, name: str) -> None:
    lines, total, amounts, twice = OTHERWISE[name]
    outcome = run(parked, again(lines, total, sooner=True), "ten.bai")

    assert [amount for amount, *_ in waiting(parked)] == amounts
    assert bool(said(outcome)) == (twice is not None)
    assert not twice or f"which is right of {twice} payments told twice" in said(outcome)[0]
    assert len(doubted(parked)) == (twice or 0)


def doubted(workspace: Workspace) -> list[str]:
    """Return what is not posted without a person."""
    with workspace.database.reading() as connection:
        rows = ledger.worklists.entries(connection, "MAIN").rows(named=True)
    return [row["raw"] for row in rows if not row["trusted"]]


STATEMENT = """:20:STMT
:25:4400123
:28C:1/1
:60F:C261119USD0,00
:61:2611191119C2,00NTRFNONREF//BNK0000002
:86:/ORDP/BETA INC/REMI/INVOICE 4711
:62F:C261119USD2,00
"""


def test_whose_it_is_and_the_note_go_along_to_a_telling_nearer_to_the_payer(parked: Workspace) -> None:
    receipt = waiting(parked)[1][1]
    owners.assign(parked, "exceptions", f"exc_{receipt[4:]}", "ana", reason="hers", actor="ben")
    run(parked, STATEMENT.encode(), "statement.sta")

    (_, first, *_), (_, moved, *rest) = waiting(parked)
    assert (moved != receipt, rest) == (True, ["payer_unknown", "asked the bank"])
    assert {one.item for one in owners.of(parked, "exceptions", "ana")} == {f"exc_{first[4:]}", f"exc_{moved[4:]}"}
    assert broken(parked) == []


def test_what_a_person_put_on_account_keeps_its_place(parked: Workspace, tmp_path: Path) -> None:
    imported(
        parked, tmp_path, "customer_number,name,parent_number,terms,currency,credit_limit\nC1,Delta,,NET30,USD,\n", ""
    )
    receipt = waiting(parked)[1][1]
    desk.on_account(parked, receipt, "C1", actor="ana")
    run(parked, STATEMENT.encode(), "statement.sta")

    assert [amount for amount, *_ in waiting(parked)] == [100]
    with parked.database.reading() as connection:
        assert receipt in ledger.reads.unapplied_cash(connection, entity="MAIN")["item_id"].to_list()
