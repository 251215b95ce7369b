"""How long deciding 300 receipts against 3,000 open items takes, the database left out."""

from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

import matcher
from benchmarks.conftest import SPEC
from matcher.policy import Policy
from services import intake
from services.banking import booking
from services.decisions.asked import asked
from services.workspace import Workspace


def test_proposing(benchmark: BenchmarkFixture, workspace: Workspace, bank_files: list[Path]) -> None:
    """All nine steps, from mentions to certificates."""
    for path in bank_files:
        intake.take(workspace, path.read_bytes(), path.name, actor="bench")
    booking.book(workspace, as_of=SPEC.day, actor="bench")
    with workspace.database.reading() as connection:
        given = asked(connection, workspace, Policy(), SPEC.day)
    frames = (given.receipts, given.remittances, given.items, given.customers, given.links, given.closed)

    decisions = benchmark.pedantic(matcher.propose, args=(*frames, Policy(), SPEC.day), rounds=3, warmup_rounds=1)  # type: ignore[no-untyped-call]

    assert decisions.receipts.height == given.receipts.height > 0
