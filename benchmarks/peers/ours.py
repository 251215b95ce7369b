"""Our own reader as a whole process: `python -m benchmarks.peers.ours FILE` reads to the end and says what it cost."""

import json
import resource
import sys
import time
from pathlib import Path

import parsers
from parsers.records import Control, Entry, Proof


def measured(path: Path) -> dict[str, int]:
    """Read a file and return payments, the sum of their amounts, failed controls, milliseconds and kilobytes.

    Milliseconds are of CPU, so that a busy machine changes little. `grown_kb` is what reading added to the process at
    its peak, the file's own bytes not counted.
    """
    data = path.read_bytes()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time_ns()
    payments = minor = failed = proven = 0
    for record in parsers.read(data):
        if isinstance(record, Entry):
            payments += 1
            minor += record.minor
        elif isinstance(record, Control):
            failed += record.proof is Proof.MISMATCHED
            proven += record.proof is Proof.MATCHED
    taken = time.process_time_ns() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "payments": payments,
        "minor": minor,
        "failed": failed,
        "proven": proven,
        "ms": taken // 1_000_000,
        "peak_kb": peak,
        "grown_kb": peak - before,
    }


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]))))
