"""The one workload: a morning of a size through the commands, with seconds and peak memory.

`python -m benchmarks.workload` runs 10,000 receipts against 100,000 open items; the aim is from ingest to posted within
60 seconds and 2 GB on one machine. `--growth` runs half of it too: twice the work shall cost little more than twice.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.score import Score, scored
from benchmarks.world.spec import PROFILES, Spec

COMMAND = (sys.executable, "-c", "import sys; from cli.main import main; sys.exit(main())")
#: Files of a world that are not the bank's.
OURS = {"customers.csv", "open_items.csv", "payer_links.csv", "truth.csv", "truth_applications.csv", "truth_totals.csv"}
COUNTED = {"ingest", "match"}  # the stages that the aim is about
#: A small process between us and the command: Linux counts what a child held before it became the command.
MEASURED = """
import os, resource, subprocess, sys
code = subprocess.run(sys.argv[2:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as told:
    told.write(f"{used.ru_maxrss} {used.ru_utime + used.ru_stime}")
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Stage:
    """One command's cost: wall seconds, the largest resident memory in megabytes, and seconds of CPU."""

    name: str
    seconds: float
    megabytes: int
    cpu: float = 0.0


def make(folder: Path, spec: Spec) -> None:
    """Write the world in a process of its own, so that its memory is not counted against the stages."""
    sizes = ["--seed", str(spec.seed), "--receipts", str(spec.receipts), "--items", str(spec.items)]
    command = [sys.executable, "-m", "benchmarks.world", *sizes, "--profile", spec.profile, "--out", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def run(name: str, command: Sequence[str], database: str) -> Stage:
    """Run one command to its end and measure it; a refusal stops the workload with the command's own words."""
    environment = {**os.environ, "TIEOUT_DATABASE_URL": database}
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "usage"
        launched = [sys.executable, "-S", "-c", MEASURED, str(told), *command]
        began = time.perf_counter()
        done = subprocess.run(
            launched, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True
        )
        seconds = time.perf_counter() - began
        if done.returncode:
            sys.exit(f"{name} ended with {done.returncode}:\n{done.stdout[-4000:]}")
        kilobytes, cpu = told.read_text(encoding="ascii").split()
    return Stage(name, seconds, int(kilobytes) // 1024, float(cpu))


def stages(folder: Path, spec: Spec, database: str) -> list[Stage]:
    """Run a world's morning from an empty database to the exports."""
    files = [str(path) for path in sorted(folder.iterdir()) if path.name not in OURS]
    plan: list[tuple[str, list[str]]] = [
        ("db upgrade", ["db", "upgrade"]),
        ("import customers", ["import", "customers", str(folder / "customers.csv")]),
        ("import items", ["import", "items", str(folder / "open_items.csv")]),
        ("import payer-links", ["import", "payer-links", str(folder / "payer_links.csv")]),
        ("ingest", ["ingest", *files]),
        ("match", ["match", "--as-of", spec.day.isoformat()]),
    ]
    exports = folder / "exports"
    exports.mkdir()
    kinds = ("receipts", "applications")
    plan += [(f"export {kind}", ["export", kind, "-o", str(exports / f"{kind}.csv")]) for kind in kinds]
    return [run(name, [*COMMAND, *command], database) for name, command in plan]


def printed(found: list[Stage], spec: Spec) -> str:
    """Return the table of stages and what ingest and match cost together."""
    lines = [f"{spec.receipts:,} receipts, {spec.items:,} open items, profile {spec.profile}, seed {spec.seed}"]
    lines += [
        f"{stage.name:<20}{stage.seconds:>9.2f} s{stage.megabytes:>8,} MB{stage.cpu:>9.2f} s of CPU" for stage in found
    ]
    seconds, megabytes = cost(found)
    busy = sum(stage.cpu for stage in found if stage.name in COUNTED)
    said = f"{seconds:>9.2f} s{megabytes:>8,} MB{busy:>9.2f} s of CPU"
    lines.append(f"{'ingest to posted':<20}{said}   {spec.receipts / seconds:,.0f} receipts/s")
    return "\n".join(lines)


def cost(found: list[Stage]) -> tuple[float, int]:
    """Return the seconds of ingest and match together and the larger of their peaks."""
    counted = [stage for stage in found if stage.name in COUNTED]
    return sum(stage.seconds for stage in counted), max(stage.megabytes for stage in counted)


def arguments() -> argparse.ArgumentParser:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workload", description=__doc__)
    parser.add_argument("--receipts", type=int, default=10_000)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--profile", choices=sorted(PROFILES), default="mixed")
    parser.add_argument("--db", default="", help="an empty database; without it SQLite in a temporary folder")
    parser.add_argument("--max-seconds", type=float, default=60.0)
    parser.add_argument("--max-megabytes", type=int, default=2_048)
    parser.add_argument("--growth", action="store_true", help="run half of it first and print what doubling costs")
    parser.add_argument("--json", action="store_true")
    return parser


def grown(half: list[Stage], whole: list[Stage]) -> str:
    """Return how many times the CPU and memory of half the workload each stage of the whole takes."""
    lines = ["twice the receipts and items cost so many times the CPU, and the memory:"]
    for small, large in zip(half, whole, strict=True):
        times = large.cpu / max(small.cpu, 0.01)
        lines.append(f"{large.name:<20}{times:>9.2f}  {large.megabytes / max(small.megabytes, 1):>9.2f}")
    return "\n".join(lines)


def morning(spec: Spec, database: str) -> tuple[list[Stage], Score]:
    """Make a world, run it from an empty database to the exports, and score what came out."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "world"
        make(folder, spec)
        found = stages(folder, spec, database or f"sqlite:///{temporary}/tieout.db")
        return found, scored(folder, folder / "exports")


def main() -> int:
    """Make the world, run it, print what it cost and how it scored; 1 where it missed the aim."""
    said = arguments().parse_args()
    spec = Spec(seed=said.seed, receipts=said.receipts, items=said.items, profile=said.profile)
    half = morning(replace(spec, receipts=spec.receipts // 2, items=spec.items // 2), "")[0] if said.growth else []
    found, score = morning(spec, said.db)
    seconds, megabytes = cost(found)
    if said.json:
        marks = {"automatic_of_decidable": score.automatic, "precision": score.precision}
        halves = {"half": list(map(asdict, half))} if half else {}
        all_stages = {"stages": list(map(asdict, found)), **halves}
        print(json.dumps({"receipts": spec.receipts, "items": spec.items, **all_stages, **marks}))
    else:
        print(printed(found, spec))
        print(f"automatic and right, of the decidable: {score.automatic:.2%}   precision: {score.precision:.2%}")
        if half:
            print(grown(half, found))
    return int(seconds > said.max_seconds or megabytes > said.max_megabytes)


if __name__ == "__main__":
    sys.exit(main())
