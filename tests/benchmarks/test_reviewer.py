"""The reviewer who knows the truth: after his sitting nothing of it waits, and nothing he applied is wrong."""

from pathlib import Path

from benchmarks import reviewer
from benchmarks.score import Outcome, scored
from benchmarks.world.spec import DAY, Spec
from benchmarks.world.tables import written
from kit.db import Database
from services import demo, exports, inquiries
from services.workspace import Workspace
from tests.services.conftest import quiet, workspace_over


def test_a_sitting_settles_what_waits_as_the_truth_has_it(sqlite_database: Database, tmp_path: Path) -> None:
    empty = workspace_over(sqlite_database)
    world = tmp_path / "world"
    world.mkdir()
    written(Spec(seed=12, receipts=60, items=500), world)
    demo.morning(empty, progress=quiet, folder=world)
    waiting = inquiries.waiting(empty)

    did = reviewer.answered(empty, world, as_of=DAY)

    assert waiting > 4
    assert sum(did.values()) == waiting
    assert did["left"] == 0
    assert did["accept"] + did["apply"] > 0
    assert not [act for act in did if act.startswith("refused")]
    score = scored(world, exported(empty, tmp_path))
    assert [one for one in score.verdicts if one.outcome in {Outcome.WRONG, Outcome.FIRST, Outcome.ASKED}] == []


def exported(workspace: Workspace, folder: Path) -> Path:
    for kind in ("receipts", "applications"):
        frame = exports.frame(workspace, kind)
        (folder / f"{kind}.csv").write_bytes(exports.written(frame, "csv"))
    return folder
