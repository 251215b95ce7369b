"""How long reading takes: a morning's files by pytest-benchmark; large files against other readers as ratios.

`python -m benchmarks.bench_parsers --peers PYTHON` (make bench-parsers) is one run: each format at half and at whole
size, as processes of their own; then each peer in turn with ours on the same file; then a million transactions. It
prints every figure with its aim and whether it is met. Exit 1 where one is missed.

What misses its aim is measured again, twice at most: one disturbance on a busy machine is no result. Of three ratios
the middle counts, of a growth the least cost of each size. A peer that needs more CPU than its aim allows, and more
than 20 s, is stopped: the ratio is then at least what is printed.

Of BAI2 two files are read. `bai2_plain` is the one the aim is for: its lines are what the peer reads as well, fields,
references and text, all totals checked. In `bai2` every second line is a labelled wire or ACH credit, out of whose
words we read payer, account, references and documents; the peer leaves them a text, so that ratio has no aim.
"""

import argparse
import json
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from rich.console import Console
from rich.table import Table

import parsers
from benchmarks import volumes

PAYMENTS = 100_000
GROWTH_MAX = 2.3
TRIES = 3  # how often what misses its aim is measured
_PEER_SECONDS = 20
_STOPPED = 1.15  # a peer is stopped at so many times what its aim allows
_WRITE = """
import importlib, pathlib, sys
name, payments, path = sys.argv[1:]
pathlib.Path(path).write_bytes(importlib.import_module(f"benchmarks.volumes.{name}").content(int(payments)))
"""
_KB = 1024


@dataclass(frozen=True, slots=True)
class Peer:
    """Another reader of a format, and how many times its throughput we aim at; 0: measured without an aim."""

    name: str
    format: str
    ratio: float


PEERS = (
    Peer("bai2", "bai2_plain", 4.0),
    Peer("bai2", "bai2", 0.0),
    Peer("ach", "nacha_plain", 2.5),
    Peer("ach", "nacha", 2.5),
    Peer("mt-940", "mt940", 5.0),
    Peer("camt053", "camt053", 1.6),
    Peer("camt053 whole", "camt053", 1.6),
    Peer("ofxparse", "ofx", 10.0),
    Peer("ofxtools", "ofx", 0.0),
    Peer("pyx12", "edi820", 0.0),
)
#: Files of a format that are written in another way -> that format.
VARIANTS = {"bai2_plain": "bai2", "nacha_plain": "nacha"}
#: Share of the payments in the whole file, where it is not all of them: formats that no other reader is compared on.
_OTHERS_SHARE = 0.5
#: The same where a payment is several lines, a workbook is unpacked, or a setting bounds the file (pages of a PDF).
SHARES = {"advice_csv": 0.1, "advice_email": 0.1, "advice_xlsx": 0.06, "advice_pdf": 0.08, "bank_xlsx": 0.3}
#: Format -> megabytes that reading may add to the process at its peak.
GROWN_MB_MAX = {"camt053": 60, "fedwire": 20, "advice_pdf": 40, "advice_email": 30}
#: The large one: payments, and megabytes of the whole process.
MILLION = ("bai2_plain", 1_000_000, 300)


@pytest.mark.parametrize("start", ["ach_", "bai2_", "camt053_", "camt054_", "fedwire_", "lockbox_"])
def test_reading(benchmark: BenchmarkFixture, bank_files: list[Path], start: str) -> None:
    """Every record of the first file whose name begins so."""
    data = next(path for path in bank_files if path.name.startswith(start)).read_bytes()

    kinds = benchmark(lambda: Counter(type(record).__name__ for record in parsers.read(data)))

    assert kinds["Entry"]


def formats() -> list[str]:
    """Return the formats, and variants of them, of which large files can be written."""
    modules = {module.name for module in pkgutil.iter_modules(volumes.__path__)}
    known = {each.name for each in parsers.FORMATS}
    return sorted(name for name in modules if VARIANTS.get(name, name) in known)


def size_of(name: str, payments: int) -> int:
    """Return how many payments the whole file of a format holds."""
    compared = name in {peer.format for peer in PEERS}
    return max(2, round(payments * SHARES.get(name, 1 if compared else _OTHERS_SHARE)))


def written(folder: Path, name: str, payments: int) -> Path:
    """Write one large file and return where it is.

    A process of its own writes it: what this one holds would count as the peak of each process it starts.
    """
    path = folder / f"{name}-{payments}"
    if not path.exists():
        subprocess.run([sys.executable, "-c", _WRITE, name, str(payments), str(path)], check=True)
    return path


def run(command: list[str]) -> dict[str, int] | None:
    """Run a reader as a process of its own; None where it was stopped for its time."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except subprocess.CalledProcessError as failed:
        if failed.returncode == -signal.SIGXCPU:
            return None
        raise RuntimeError(f"{' '.join(command)} failed:\n{failed.stderr[-2000:]}") from failed
    answer: dict[str, int] = json.loads(done.stdout)
    return answer


def ours(path: Path) -> dict[str, int]:
    """Return what reading a file cost."""
    answer = run([sys.executable, "-m", "benchmarks.peers.ours", str(path)])
    assert answer is not None, "ours is never stopped"
    return answer


def _progress(text: str) -> None:
    """Say on the error output how far a long run has come."""
    print(text, file=sys.stderr, flush=True)


def tried(measure: Callable[[], float], *, met: Callable[[float], bool]) -> float:
    """Measure once, and where the aim is missed, so often that one measurement is the middle one."""
    found = [measure()]
    while not met(found[-1]) and len(found) < TRIES:
        found.append(measure())
    return found[0] if len(found) == 1 else sorted(found)[len(found) // 2]


@dataclass(slots=True)
class Grown:
    """What one format cost at whole size, and how many times that of half the file."""

    name: str
    payments: int
    bytes: int
    whole: dict[str, int]
    growth: float

    def missed(self) -> Iterator[str]:
        """Yield what grew faster than the file, failed a control or took too much memory."""
        if self.growth > GROWTH_MAX:
            yield f"{self.name} takes {self.growth:.2f} times as long for twice the file"
        if self.whole["failed"]:
            yield f"{self.name}: {self.whole['failed']} controls failed"
        limit = GROWN_MB_MAX.get(self.name)
        if limit and self.whole["grown_kb"] > limit * _KB:
            yield f"{self.name} added {self.whole['grown_kb'] // _KB} MB, {limit} were aimed at"


def growth(folder: Path, name: str, payments: int) -> Grown:
    """Read a format at half and at whole size."""
    half, path = written(folder, name, payments // 2), written(folder, name, payments)
    halves, wholes = [ours(half)["ms"]], [ours(path)]
    while _times(halves, wholes) > GROWTH_MAX and len(wholes) < TRIES:
        halves.append(ours(half)["ms"])
        wholes.append(ours(path))
    half.unlink()
    whole, times = min(wholes, key=lambda cost: cost["ms"]), _times(halves, wholes)
    _progress(f"{name}: {whole['ms'] / 1000:.2f} s, 2n/n {times:.2f}")
    return Grown(name, payments, path.stat().st_size, whole, times)


def _times(halves: list[int], wholes: list[dict[str, int]]) -> float:
    """Return how many times the least cost of the halves the least cost of the wholes is."""
    return min(cost["ms"] for cost in wholes) / max(min(halves), 1)


def _row(name: str, payments: int, size: int, whole: dict[str, int], more: tuple[str, str]) -> tuple[str, ...]:
    """Return one line of the table of ours; `more` is the growth and whether every aim is met."""
    return (
        name,
        f"{payments:,}",
        f"{size / 1e6:.1f}",
        f"{whole['ms'] / 1000:.2f}",
        f"{payments / max(whole['ms'], 1) * 1000:,.0f}",
        more[0],
        f"{whole['grown_kb'] / _KB:.0f}",
        f"{whole['peak_kb'] / _KB:.0f}",
        f"{whole['proven']} matched, {whole['failed']} failed",
        more[1],
    )


def against(peer: Peer, path: Path, python: str) -> tuple[tuple[str, ...], list[str]]:
    """Read a file with a peer and with ours in turn; return the line of the table and what missed its aim."""
    told: list[tuple[dict[str, int] | None, float]] = []
    command = [python, str(Path(__file__).parent / "peers" / "theirs.py"), peer.name, str(path)]

    def measure() -> float:
        before = ours(path)["ms"]
        seconds = max(_PEER_SECONDS, before / 1000 * peer.ratio * _STOPPED)
        theirs = run([*command, f"{seconds:.0f}"])
        ms = theirs["ms"] if theirs else round(seconds * 1000)
        told.append((theirs, ms / 1000))
        return ms / max((before + ours(path)["ms"]) / 2, 1)

    ratio = tried(measure, met=lambda found: found >= peer.ratio)
    theirs, seconds = told[-1]
    said = f"{seconds:.2f}" if theirs else f"stopped after {seconds:.0f}"
    met = ratio >= peer.ratio
    row = (
        peer.name,
        peer.format,
        f"{theirs['payments']:,}" if theirs else "",
        said,
        f"{ratio:.2f}" if theirs else f"{ratio:.1f} at least",
        f"{peer.ratio:.1f}" if peer.ratio else "none",
        ("met" if met else "MISSED") if peer.ratio else "",
        f"{theirs['grown_kb'] / _KB:.0f}" if theirs else "",
    )
    _progress(f"{peer.name} on {peer.format}: {said} s, {ratio:.2f} times as long as ours")
    return row, [] if met else [f"{peer.format} is {ratio:.2f} times {peer.name}, {peer.ratio} was aimed at"]


def million(folder: Path, table: Table) -> list[str]:
    """Read the one very large file."""
    name, payments, limit = MILLION
    path = written(folder, name, payments)
    answer = ours(path)
    missed = answer["peak_kb"] > limit * _KB
    table.add_row(*_row(name, payments, path.stat().st_size, answer, (f"{limit} MB", "MISSED" if missed else "met")))
    return [f"{name} of a million took {answer['peak_kb'] // _KB} MB, {limit} were aimed at"] if missed else []


def arguments() -> argparse.ArgumentParser:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="benchmarks.bench_parsers", description=__doc__)
    parser.add_argument("--peers", help="the Python of an environment that has the peers; without it only ours")
    parser.add_argument("--payments", type=int, default=PAYMENTS)
    parser.add_argument("--only", nargs="*", help="these formats alone", default=[])
    parser.add_argument("--no-million", action="store_true")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="formats read at the same time")
    return parser


def main() -> int:
    """Measure and print; return the exit code."""
    options = arguments().parse_args()
    began = time.monotonic()
    names = options.only or formats()
    columns = ("format", "payments", "MB", "CPU s", "payments/s", f"2n/n, aim {GROWTH_MAX}", "MB added", "MB peak")
    sizes = Table(*columns, "controls", "aims", title="ours")
    ratios = Table(
        "peer", "format", "payments", "CPU s", "ratio", "aim", "", "MB added", title="others, the same files"
    )
    missed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as name:
        folder = Path(name)
        for peer in PEERS if options.peers else ():
            if peer.format in names:
                path = written(folder, peer.format, size_of(peer.format, options.payments))
                row, less = against(peer, path, options.peers)
                ratios.add_row(*row)
                missed += less
        if not options.no_million and MILLION[0] in names:
            missed += million(folder, sizes)
        with ThreadPoolExecutor(options.jobs) as pool:
            for grown in pool.map(lambda each: growth(folder, each, size_of(each, options.payments)), names):
                less = list(grown.missed())
                more = (f"{grown.growth:.2f}", "MISSED" if less else "met")
                sizes.add_row(*_row(grown.name, grown.payments, grown.bytes, grown.whole, more))
                missed += less
    console = Console(width=None if sys.stdout.isatty() else 150)
    console.print(sizes)
    if options.peers:
        console.print(ratios)
    used = getrusage(RUSAGE_CHILDREN)
    print(f"{time.monotonic() - began:.0f} s of wall time, {used.ru_utime + used.ru_stime:.0f} s of CPU")
    for line in missed:
        print(f"missed: {line}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
