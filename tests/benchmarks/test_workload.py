"""The workload measures a process's own time and memory, and stops where a command refuses."""

import sys

import pytest

from benchmarks.workload import Stage, cost, grown, printed, run
from benchmarks.world.spec import Spec


def test_a_stage_is_measured_by_its_own_process() -> None:
    hungry = [sys.executable, "-c", "held = bytearray(300_000_000)"]
    modest = [sys.executable, "-c", "pass"]
    stages = [run(name, command, "sqlite://") for name, command in (("hungry", hungry), ("modest", modest))]
    assert [stage.name for stage in stages] == ["hungry", "modest"]
    assert 290 < stages[0].megabytes < 400
    assert stages[1].megabytes < 100
    assert all(stage.seconds > 0 for stage in stages)


def test_the_database_is_given_by_its_variable() -> None:
    look = "import os, sys; sys.exit(os.environ['TIEOUT_DATABASE_URL'] != 'sqlite:///there.db')"
    assert run("look", [sys.executable, "-c", look], "sqlite:///there.db").name == "look"


def test_a_refusal_stops_the_workload_with_its_words() -> None:
    with pytest.raises(SystemExit, match=r"match ended with 1:\nno such period"):
        run("match", [sys.executable, "-c", "import sys; sys.exit('no such period')"], "sqlite://")


def test_ingest_to_posted_counts_ingest_and_match_alone() -> None:
    stages = [Stage("import items", 50.0, 900), Stage("ingest", 2.5, 300, 1.0), Stage("match", 7.5, 700, 5.0)]
    assert cost(stages) == (10.0, 700)
    assert "10.00 s     700 MB     6.00 s of CPU   20 receipts/s" in printed(stages, Spec(receipts=200, items=1_500))


def test_growth_is_told_stage_by_stage() -> None:
    assert grown([Stage("match", 9.0, 400, 4.0)], [Stage("match", 9.0, 600, 10.0)]).endswith("2.50       1.50")
