"""One run of the matcher in a process of its own: frames in, its seconds and those of its stages out, as JSON.

It imports no more than the matcher, because every process that it starts imports as much before it can help.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import polars as pl

import matcher
from matcher import Policy

FRAMES = ("receipts", "remittances", "items", "customers", "links", "closed")
#: A stage of the matcher and the functions that do it; a stage's seconds leave out those of stages inside it.
STAGES: dict[str, tuple[str, ...]] = {
    "grammar": ("remittance.grammar.learned",),
    "mentions": ("remittance.mentions.found",),
    "references": ("remittance.references.resolved", "remittance.references.narrowed"),
    "payers": ("payer.payers.signs", "payer.payers.weighed"),
    "cases": ("store.store", "day.making.made"),
    "hypotheses": ("explanations.hypotheses.listed",),
    "evidence": ("weighing.calibration.ranked",),
    "batch": ("day.assignment.assigned",),
    "decisions": ("day.proposing.proposed",),
    "certificates": ("shown.telling.frames",),
}


@dataclass(frozen=True, slots=True)
class Run:
    """What one run cost: wall and CPU seconds, peak megabytes of all processes, and the seconds of each stage."""

    receipts: int
    items: int
    workers: int
    seconds: float
    cpu: float
    megabytes: int = 0
    stages: tuple[tuple[str, float], ...] = ()


def measured(folder: Path, day: date, workers: int, *, staged: bool) -> Run:
    """Decide the frames of a folder in this process, with the seconds of each stage if asked for."""
    frames: dict[str, Any] = {name: pl.read_parquet(folder / f"{name}.parquet") for name in FRAMES}
    spent = _watched() if staged else {}
    before = _busy()
    began = time.perf_counter()
    answer = matcher.propose(policy=Policy(), as_of=day, **frames, **_pool(workers))
    seconds = time.perf_counter() - began
    heights = frames["receipts"].height, frames["items"].height
    assert answer.receipts.height == heights[0], "every receipt is decided"
    stages = (*spent.items(), ("the rest", seconds - sum(spent.values()))) if staged else ()
    return Run(*heights, workers, seconds, _busy() - before, stages=stages)


def _pool(workers: int) -> dict[str, Any]:
    """Return how the matcher is told its number of processes."""
    return {"workers": workers} if workers > 1 else {}


def _busy() -> float:
    """Return the CPU seconds of this process and of those it has waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _watched() -> dict[str, float]:
    """Put a clock around the functions of each stage and return where its seconds will stand."""
    spent = dict.fromkeys(STAGES, 0.0)
    running: list[str] = []
    last = [0.0]

    def turned() -> None:
        now = time.perf_counter()
        if running:
            spent[running[-1]] += now - last[0]
        last[0] = now

    def clocked(stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(work)
        def wrapper(*given: Any, **named: Any) -> Any:
            turned()
            running.append(stage)
            try:
                return work(*given, **named)
            finally:
                turned()
                running.pop()

        return wrapper

    for stage, names in STAGES.items():
        for module, _, name in (each.rpartition(".") for each in names):
            place = sys.modules[f"matcher.{module}"]
            setattr(place, name, clocked(stage, getattr(place, name)))
    return spent


def arguments() -> argparse.ArgumentParser:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.one_match", description=__doc__)
    parser.add_argument("folder", type=Path, help="of the frames, as bench_match keeps them")
    parser.add_argument("--day", type=date.fromisoformat, required=True)
    parser.add_argument("--workers", type=int, default=2, help="processes that decide")
    parser.add_argument("--staged", action="store_true", help="with the seconds of each stage")
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print."""
    said = arguments().parse_args(words)
    print(json.dumps(asdict(measured(said.folder, said.day, said.workers, staged=said.staged))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
