"""The matcher by itself: frames in, decisions out, with its stages, its memory and what doubling costs.

`python -m benchmarks.bench_match` decides 10,000 receipts against 100,000 open items on 2 cores; the aim is 2 seconds,
20 seconds and 2 GB for ten times as much, and less than 2.3 times the time for twice as much. The frames come from a
world's own books and are kept in `var/bench`, so that only the matcher is measured.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

import migrations
from benchmarks.one_match import FRAMES, Run
from benchmarks.workload import OURS
from benchmarks.world.spec import PROFILES, Spec
from benchmarks.world.tables import written
from kit import key_files
from kit.settings import Settings
from matcher import Policy, frames
from services import intake
from services.banking import booking
from services.decisions.asked import asked
from services.importing import subledger
from services.workspace import opened

KEPT = Path("var/bench")
#: Seconds a receipt may take, megabytes in all, and how much more twice the work may cost.
SECONDS_A_RECEIPT, MEGABYTES, GROWTH = 2.0 / 10_000, 2_048, 2.3
SAMPLED_EVERY = 0.02


def made(spec: Spec, kept: Path = KEPT) -> Path:
    """Return the folder of a world's frames; they are made once for the engine's columns, in books thrown away."""
    shapes = [(name, shape) for name, shape in vars(frames).items() if name.isupper() and isinstance(shape, dict)]
    columns = sha256(repr(shapes).encode()).hexdigest()[:8]
    folder = kept / f"{spec.profile}-{spec.seed}-{spec.receipts}x{spec.items}-{columns}"
    if not (folder / "day").exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as temporary:
            _write(spec, Path(temporary), folder)
        (folder / "day").write_text(spec.day.isoformat(), encoding="ascii")
    return folder


def _write(spec: Spec, world: Path, folder: Path) -> None:
    """Take a world's files in and write what the matcher is asked."""
    written(spec, world)
    files = sorted(path for path in world.iterdir() if path.name not in OURS)
    books = opened(Settings(database_url=f"sqlite:///{world / 'books.db'}"))
    key_files.make_sure(books.settings, books.database.url)
    migrations.upgrade(books.database)
    subledger.customers(books, world / "customers.csv", actor="bench")
    subledger.items(books, world / "open_items.csv", actor="bench")
    subledger.payer_links(books, world / "payer_links.csv", actor="bench")
    for path in files:
        intake.take(books, path.read_bytes(), path.name, actor="bench")
    booking.book(books, as_of=spec.day, actor="bench")
    with books.database.reading() as connection:
        given = asked(connection, books, Policy(), spec.day)
    for name in FRAMES:
        getattr(given, name).write_parquet(folder / f"{name}.parquet")
    books.database.dispose()


def apart(folder: Path, spec: Spec, workers: int, *, staged: bool = False) -> Run:
    """Measure in a process of its own, with the peak memory of it and all that it starts."""
    command = [sys.executable, "-m", "benchmarks.one_match", str(folder), "--workers", str(workers)]
    command += ["--day", spec.day.isoformat(), *(["--staged"] if staged else [])]
    with tempfile.TemporaryFile("w+") as told:
        child = subprocess.Popen(command, stdout=told)
        peak = 0
        while child.poll() is None:
            peak = max(peak, _resident(child.pid))
            time.sleep(SAMPLED_EVERY)
        told.seek(0)
        said = told.read()
    if child.returncode:
        sys.exit(f"the run ended with {child.returncode}")
    answer = json.loads(said)
    stages = tuple((name, seconds) for name, seconds in answer.pop("stages"))
    return replace(Run(**answer), megabytes=peak >> 20, stages=stages)


def _resident(pid: int) -> int:
    """Return the resident bytes of a process and of all below it; pages they share count for each."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        tasks = Path(f"/proc/{pid}/task").iterdir()
        below = [int(each) for task in tasks for each in (task / "children").read_text(encoding="ascii").split()]
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(map(_resident, below))


def printed(run: Run, staged: Run) -> str:
    """Return the table of a run: the stages of one process, then the whole on all of them."""
    lines = [f"{run.receipts:,} receipts, {run.items:,} open items"]
    lines += [f"  {name:<24}{seconds:>9.2f} s" for name, seconds in staged.stages]
    lines += [_line("one process", staged)] if run.workers > 1 else []
    return "\n".join([*lines, _line(f"{run.workers} processes" if run.workers > 1 else "one process", run)])


def _line(name: str, run: Run) -> str:
    """Return the line of a whole run."""
    rate = run.receipts / run.seconds
    return f"  {name:<24}{run.seconds:>9.2f} s{run.cpu:>9.2f} s of CPU{run.megabytes:>8,} MB{rate:>10,.0f} receipts/s"


def grown(times: float, half: Run, whole: Run) -> str:
    """Return what twice the work took; other work beside it lengthens the time, the CPU's seconds hardly."""
    return f"  twice the work took {times:.2f} times as long and {whole.cpu / half.cpu:.2f} times the CPU"


def arguments() -> argparse.ArgumentParser:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_match", description=__doc__)
    parser.add_argument("--receipts", type=int, default=10_000)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--profile", choices=sorted(PROFILES), default="mixed")
    parser.add_argument("--workers", type=int, default=2, help="processes that decide")
    parser.add_argument("--growth", action="store_true", help="run half of it too")
    parser.add_argument("--json", action="store_true")
    return parser


def _compared(spec: Spec, workers: int, *, growth: bool) -> tuple[list[tuple[Run, Run]], float]:
    """Run half and whole, each staged and plain; return them with how much more the whole took."""
    specs = [replace(spec, receipts=spec.receipts // 2, items=spec.items // 2), spec] if growth else [spec]
    runs = []
    for each in specs:
        folder = made(each)
        runs.append((apart(folder, each, workers), apart(folder, each, 1, staged=True)))
    return runs, runs[-1][0].seconds / runs[0][0].seconds if growth else 0.0


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where the aim was missed."""
    said = arguments().parse_args(words)
    spec = Spec(seed=said.seed, receipts=said.receipts, items=said.items, profile=said.profile)
    runs, times = _compared(spec, said.workers, growth=said.growth)
    if said.json:
        print(json.dumps({"runs": [[asdict(one) for one in pair] for pair in runs], "growth": times}))
    else:
        print("\n".join(printed(*pair) for pair in runs))
        print(grown(times, runs[0][0], runs[-1][0]) if said.growth else "")
    whole = runs[-1][0]
    slow = whole.seconds > SECONDS_A_RECEIPT * whole.receipts
    return int(slow or whole.megabytes > MEGABYTES or times >= GROWTH)


if __name__ == "__main__":
    sys.exit(main())
