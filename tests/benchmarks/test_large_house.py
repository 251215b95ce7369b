"""The books of a large house are made whole, small as well, on both databases."""

import ledger
from benchmarks.bench_aging import AS_OF
from benchmarks.bench_load import NOW
from benchmarks.large_house import Size, built
from kit.db import Database
from kit.settings import Settings
from services import customer, inquiries
from services.dunning import disputes, promises, runs, worklist
from services.workspace import Workspace

SMALL = Size(items=60, customers=6, later=4, days=2, files_a_day=2, waiting=3, said=4)


def test_everything_is_there_that_is_timed(database: Database) -> None:
    built(database, SMALL)
    workspace = Workspace(database, Settings(database_url=str(database.url)), lambda: NOW)
    with database.reading() as connection:
        assert ledger.reads.bank_files(connection).height == SMALL.days * SMALL.files_a_day
        assert ledger.reads.items(connection, "MAIN").height == SMALL.items
    assert inquiries.waiting(workspace) == SMALL.waiting
    assert len(disputes.listed(workspace)) == promises.of(workspace, AS_OF).height == SMALL.said // 2
    assert worklist.of(workspace, AS_OF)
    assert runs.listed(workspace).height > 0
    assert customer.listed(workspace, "")
