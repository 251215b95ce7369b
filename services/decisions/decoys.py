"""Decoys counted: the newest kept run is decided once more with decoys in its book, and the wins are written down."""

from dataclasses import replace

import polars as pl

import ledger
from kit.ids import content_id
from kit.refusals import NotFound
from ledger.evidence import DecoyCount, MatchRun
from matcher.posting import decoys
from services.decisions import kept, policies
from services.workspace import Workspace

SEED = "1"
MICROSECONDS = 1_000_000


def count(workspace: Workspace, *, actor: str, seed: str = SEED) -> pl.DataFrame:
    """Return for each stratum the answers and decoy wins of the newest run's morning: columns decoys.WINS.

    Nothing is posted. What people said of strata is left aside, so that a demoted one is counted too. Refused: NotFound
    where no run is kept, FrameLetGo.
    """
    entity = workspace.settings.entity
    with workspace.database.reading() as connection:
        run = max(kept.runs(connection, entity), key=lambda one: (one.record.as_of, -one.no), default=None)
        if run is None:
            raise NotFound("no run is kept: match a morning first")
        question = kept.question(connection, run.record.run_id)
    book = decoys.planted(question.frames["items"], question.frames["closed"], seed)
    frames = {name: frame for name, frame in question.frames.items() if name != "history"}
    answer = replace(question, frames={**frames, "items": book}, policy=policies.of(workspace)).answer()
    found = decoys.wins(answer.receipts, answer.applications)
    _keep(workspace, found, run.record, seed, actor)
    return found


def _keep(workspace: Workspace, found: pl.DataFrame, run: MatchRun, seed: str, actor: str) -> None:
    """Write a count down."""
    at = workspace.now()
    policy = policies.of(workspace).digest
    count_id = content_id("cnt", run.run_id, seed, policy, at.isoformat())
    rows = [
        DecoyCount(count_id, stratum, answers, won, seed, policy, run.as_of, int(at.timestamp()) * MICROSECONDS)
        for stratum, answers, won in found.iter_rows()
    ]
    with ledger.book(
        workspace.database,
        entity=workspace.settings.entity,
        key=count_id,
        actor=actor,
        command="count decoys",
        payload={"run": run.run_id, "seed": seed, "policy": policy},
        recorded_at=at,
    ) as book:
        if book.replayed is None:
            ledger.evidence.add(book, rows)
            book.result = {"strata": len(rows)}
