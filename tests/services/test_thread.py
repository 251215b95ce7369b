"""The whole thread on both databases: files in, matched, worked at the desk, told to the ERP, proven."""

import polars as pl

import ledger
from services import demo, desk, exports, feed, inquiries, matching
from services.auditing import trail
from services.banking import booking
from services.workspace import Workspace
from tests.services.conftest import AS_OF, quiet


def queue(workspace: Workspace) -> pl.DataFrame:
    """Return the receipts that wait for a person, with a proposal or without, best first."""
    frame = exports.frame(workspace, "exceptions", as_of=AS_OF)
    return frame.filter(pl.col("kind") == "review", pl.col("currency") == "USD").sort("receipt_id")


def test_a_morning_from_the_bank_to_the_erp(workspace: Workspace) -> None:
    demo.morning(workspace, progress=quiet)
    waiting = queue(workspace)
    offered = [one for one in waiting["receipt_id"] if inquiries.proposals(workspace, one)]
    bare = [one for one in waiting["receipt_id"] if one not in offered]
    accepted = desk.accept(workspace, offered[0], 1, actor="ana", as_of=AS_OF)
    parked = desk.park(workspace, offered[1], "asked the customer", actor="ana")
    out = desk.not_ar(workspace, bare[0], "our own transfer", actor="ben", as_of=AS_OF)
    undone = desk.undo(workspace, accepted.receipt_id, actor="ben", as_of=AS_OF)
    again = desk.accept(workspace, offered[0], 1, actor="ana", as_of=AS_OF)

    assert (parked.status, out.status, undone.status) == ("review", "not_ar", "review")
    assert again.applied == accepted.applied > 0
    assert queue(workspace).height == waiting.height - 2

    told = pl.DataFrame()
    while (page := feed.postings(workspace, after=told.height, limit=500)).height:
        told = pl.concat([told, page])
    assert told["sequence"].to_list() == list(range(1, told.height + 1))
    sides = told.group_by("entry_id", "currency").agg(pl.col("debit", "credit").sum())
    assert sides.filter(pl.col("debit") != pl.col("credit")).height == 0
    done = feed.acknowledge(workspace, first=1, last=told.height, state="accepted", actor="erp")
    assert done.accepted_to == told.height

    after = matching.run(workspace, as_of=AS_OF)
    assert after.booked == booking.Booked()
    assert feed.postings(workspace, after=told.height).height == 0, "what a person decided stays decided"
    assert {"ana", "ben", "erp", "demo"} <= set(trail.commands(workspace)["actor"])
    with workspace.database.reading() as connection:
        assert ledger.checks.run(connection) == []
