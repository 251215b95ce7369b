"""Fuzz each parser, guided by coverage, and keep what reached something new: `make fuzz SECONDS=60 FORMAT=bai2`.

Needs `atheris` (requirements/fuzz.txt). Each format runs in a process of its own, from its fixtures and the kept
corpus; inputs that reach new code join the corpus, the shortest first. An input that breaks a law or lets an exception
escape is kept as well, and fails the suite from then on.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import parsers
from tests.fuzz.kept import keep, kept
from tests.parsers.golden import bank_files

_BYTES_MAX = 6000
_KEPT_MAX = 200


def main() -> int:
    """Fuzz the formats asked for; return 1 where an input broke something."""
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each format")
    parser.add_argument("--format", action="append", choices=[known.name for known in parsers.FORMATS])
    options = parser.parse_args()
    broken = [name for name in options.format or [known.name for known in parsers.FORMATS] if not fuzzed(name, options)]
    print(f"broken: {', '.join(broken)}" if broken else "nothing broke")
    return 1 if broken else 0


def fuzzed(name: str, options: argparse.Namespace) -> bool:
    """Fuzz one format and keep its corpus; return whether everything held."""
    with tempfile.TemporaryDirectory(prefix="tieout-fuzz-") as folder:
        seeds = Path(folder, "seeds")
        seeds.mkdir()
        for index, data in enumerate(_seeds(name)):
            (seeds / str(index)).write_bytes(data)
        command = [sys.executable, "-m", "tests.fuzz.target", name]
        bounds = [f"-max_len={_BYTES_MAX}", "-timeout=20", f"-artifact_prefix={folder}/broke-"]
        command += [*bounds, f"-max_total_time={options.seconds}", str(seeds)]
        run = subprocess.run(command, check=False, capture_output=True)
        broke = sorted(Path(folder).glob("broke-*"))
        if run.returncode and not broke:
            raise RuntimeError(run.stderr.decode(errors="replace")[-3000:])
        reached = sorted(seeds.iterdir(), key=lambda path: path.stat().st_size)[:_KEPT_MAX]
        count = keep(name, [path.read_bytes() for path in [*reached, *broke]])
    print(f"{name}: {count} inputs kept, {len(broke)} broke something", flush=True)
    if broke:
        print(run.stderr.decode(errors="replace")[-3000:])
    return not broke


def _seeds(name: str) -> list[bytes]:
    """Return what fuzzing starts from: the format's fixtures and what was kept before."""
    fixtures = [data for path in bank_files() if _named(data := path.read_bytes()) == name and len(data) < _BYTES_MAX]
    return [*fixtures, *kept(name)]


def _named(data: bytes) -> str:
    """Return the format of a file."""
    known = parsers.recognised(data)
    return known.name if known else ""


if __name__ == "__main__":
    sys.exit(main())
