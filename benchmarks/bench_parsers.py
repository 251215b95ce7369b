"""How long reading takes: a morning's files by pytest-benchmark; large files against other readers as ratios.

`python -m benchmarks.bench_parsers --peers PYTHON` (make bench-parsers) writes one file of 100,000 payments a format,
reads it as a process of its own, then half of it, then with each peer, and prints the table. Exit 1 where a target is
missed. A peer that needs more than its target allows is stopped: then the ratio is at least what is printed.
"""

import argparse
import json
import pkgutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from rich.console import Console
from rich.table import Table

import parsers
from benchmarks import volumes

PAYMENTS = 100_000
GROWTH_MAX = 2.3
ROUNDS = 3
_PEER_SECONDS = 60
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
#: Format -> megabytes that reading may add to the process at its peak.
GROWN_MB_MAX = {"camt053": 60}
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


def written(folder: Path, name: str, payments: int) -> Path:
    """Write one large file and return where it is.

    A process of its own writes it: what this one holds would count as the peak of each process it starts.
    """
    path = folder / f"{name}-{payments}"
    if not path.exists():
        subprocess.run([sys.executable, "-c", _WRITE, name, str(payments), str(path)], check=True)
    return path


def run(command: list[str], seconds: float | None = None) -> dict[str, int] | None:
    """Run a reader as a process of its own; None where it was stopped for its time."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=True)
    except subprocess.TimeoutExpired:
        return None
    except subprocess.CalledProcessError as failed:
        raise RuntimeError(f"{' '.join(command)} failed:\n{failed.stderr[-2000:]}") from failed
    answer: dict[str, int] = json.loads(done.stdout)
    return answer


def ours(path: Path, rounds: int = ROUNDS) -> dict[str, int]:
    """Return the round of median time."""
    command = [sys.executable, "-m", "benchmarks.peers.ours", str(path)]
    answers = [answer for _ in range(rounds) if (answer := run(command)) is not None]
    return sorted(answers, key=lambda answer: answer["ms"])[len(answers) // 2]


def _progress(text: str) -> None:
    """Say on the error output how far a long run has come."""
    print(text, file=sys.stderr, flush=True)


def growth(folder: Path, names: list[str], payments: int, table: Table) -> dict[str, dict[str, int]]:
    """Read each format at half and at whole size; return what the whole one cost."""
    whole: dict[str, dict[str, int]] = {}
    compared = {peer.format for peer in PEERS}
    for place, name in enumerate(names, start=1):
        rounds = ROUNDS if name in compared else 1
        half = ours(written(folder, name, payments // 2), rounds)
        path = written(folder, name, payments)
        whole[name] = answer = ours(path, rounds)
        table.add_row(
            name,
            f"{answer['payments']:,}",
            f"{path.stat().st_size / 1e6:.1f}",
            f"{answer['ms'] / 1000:.2f}",
            f"{answer['payments'] / max(answer['ms'], 1) * 1000:,.0f}",
            f"{answer['ms'] / max(half['ms'], 1):.2f}",
            f"{answer['grown_kb'] / _KB:.0f}",
            f"{answer['peak_kb'] / _KB:.0f}",
            f"{answer['proven']} matched, {answer['failed']} failed",
        )
        answer["growth_percent"] = answer["ms"] * 100 // max(half["ms"], 1)
        _progress(
            f"{place}/{len(names)} {name}: {answer['ms'] / 1000:.2f} s, 2n/n {answer['growth_percent'] / 100:.2f}"
        )
    return whole


def against(folder: Path, python: str, payments: int, whole: dict[str, dict[str, int]], table: Table) -> list[str]:
    """Read the same files with each peer; return what missed its target."""
    missed = []
    for peer in (peer for peer in PEERS if peer.format in whole):
        mine = whole[peer.format]
        path = written(folder, peer.format, payments)
        seconds = max(_PEER_SECONDS, mine["ms"] / 1000 * peer.ratio * 1.5)
        before = ours(path, 1)["ms"]  # in turn with the peer: a busy machine then slows both
        theirs = run([python, str(Path(__file__).parent / "peers" / "theirs.py"), peer.name, str(path)], seconds)
        ms = theirs["ms"] if theirs else round(seconds * 1000)
        ratio = ms / max((before + ours(path, 1)["ms"]) / 2, 1)
        said = f"{ms / 1000:.2f}" if theirs else f"stopped after {seconds:.0f}"
        memory = f"{theirs['grown_kb'] / _KB:.0f}" if theirs else ""
        count = f"{theirs['payments']:,}" if theirs else ""
        table.add_row(peer.name, peer.format, count, said, f"{ratio:.1f}", f"{peer.ratio:.1f}", memory)
        _progress(f"{peer.name} on {peer.format}: {said} s, {ratio:.1f} times as long as ours")
        if ratio < peer.ratio:
            missed.append(f"{peer.format} is {ratio:.1f} times {peer.name}, {peer.ratio} was aimed at")
    return missed


def over(whole: dict[str, dict[str, int]]) -> list[str]:
    """Return what grew faster than the file, lost a payment, failed a control or took too much memory."""
    missed = [
        f"{name} takes {answer['growth_percent'] / 100} times as long for twice the file"
        for name, answer in whole.items()
        if answer["growth_percent"] > GROWTH_MAX * 100
    ]
    missed += [f"{name}: {answer['failed']} controls failed" for name, answer in whole.items() if answer["failed"]]
    for name, limit in GROWN_MB_MAX.items():
        if name in whole and whole[name]["grown_kb"] > limit * _KB:
            missed.append(f"{name} added {whole[name]['grown_kb'] // _KB} MB, {limit} were aimed at")
    return missed


def million(folder: Path, table: Table) -> list[str]:
    """Read the one very large file."""
    name, payments, limit = MILLION
    path = written(folder, name, payments)
    answer = ours(path, 1)
    table.add_row(
        name,
        f"{answer['payments']:,}",
        f"{path.stat().st_size / 1e6:.1f}",
        f"{answer['ms'] / 1000:.2f}",
        f"{answer['payments'] / answer['ms'] * 1000:,.0f}",
        "",
        f"{answer['grown_kb'] / _KB:.0f}",
        f"{answer['peak_kb'] / _KB:.0f}",
        f"{answer['proven']} matched, {answer['failed']} failed",
    )
    return [f"{name} of a million took {answer['peak_kb'] // _KB} MB"] if answer["peak_kb"] > limit * _KB else []


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="benchmarks.bench_parsers", description=__doc__)
    parser.add_argument("--peers", help="the Python of an environment that has the peers; without it only ours")
    parser.add_argument("--payments", type=int, default=PAYMENTS)
    parser.add_argument("--only", nargs="*", help="these formats alone", default=[])
    parser.add_argument("--no-million", action="store_true")
    options = parser.parse_args()
    sizes = Table(
        "format", "payments", "MB", "CPU s", "payments/s", "2n/n", "MB added", "MB peak", "controls", title="ours"
    )
    ratios = Table("peer", "format", "payments", "CPU s", "ratio", "aim", "MB added", title="others, on the same files")
    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as name:
        folder = Path(name)
        whole = growth(folder, options.only or formats(), options.payments, sizes)
        missed = over(whole)
        if options.peers:
            missed += against(folder, options.peers, options.payments, whole, ratios)
        if not options.no_million and MILLION[0] in whole:
            missed += million(folder, sizes)
    console = Console(width=None if sys.stdout.isatty() else 140)
    console.print(sizes)
    if options.peers:
        console.print(ratios)
    for line in missed:
        print(f"missed: {line}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
