"""A reader from the package index as a whole process: `python theirs.py PEER FILE [SECONDS]`, in the peers' own place.

Each peer gets the entry point its own documentation shows for reading a whole file; imports are not timed. With
SECONDS the process is ended by SIGXCPU when reading has used more CPU than that.
"""

import json
import math
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def bai2(path: Path) -> Callable[[], int]:
    """PyPI `bai2`: models of file, groups, accounts and transactions, integrity checked."""
    from bai2 import bai2 as reader

    text = path.read_text(encoding="utf-8")
    return lambda: sum(
        len(account.children) for group in reader.parse_from_string(text).children for account in group.children
    )


def ach(path: Path) -> Callable[[], int]:
    """PyPI `ach`: a dictionary of batches and entries."""
    from ach.parser import Parser

    text = path.read_text(encoding="utf-8")

    def read() -> int:
        batches: Any = Parser(text).as_dict()["batches"]
        return sum(len(batch["entries"]) for batch in batches)

    return read


def mt940(path: Path) -> Callable[[], int]:
    """PyPI `mt-940`: transactions with their details."""
    import mt940 as reader

    text = path.read_text(encoding="utf-8")
    return lambda: len(reader.parse(text))


def camt053(path: Path) -> Callable[[], int]:
    """PyPI `camt053`: entries, streamed."""
    from camt053.parse.statement_parser import iter_statement_entries

    text = path.read_text(encoding="utf-8")
    return lambda: sum(1 for _ in iter_statement_entries(text))


def camt053_whole(path: Path) -> Callable[[], int]:
    """PyPI `camt053`: the whole statement."""
    from camt053.parse.statement_parser import parse_statement

    text = path.read_text(encoding="utf-8")
    return lambda: len(parse_statement(text).entries)


def ofxparse(path: Path) -> Callable[[], int]:
    """PyPI `ofxparse` as it is."""
    import io

    from ofxparse import OfxParser

    data = path.read_bytes()
    return lambda: len(OfxParser.parse(io.BytesIO(data)).account.statement.transactions)


def ofxtools(path: Path) -> Callable[[], int]:
    """PyPI `ofxtools`: a tree, then models."""
    from ofxtools.Parser import OFXTree

    def read() -> int:
        tree = OFXTree()
        with path.open("rb") as stream:
            tree.parse(stream)
        return sum(len(statement.transactions) for statement in tree.convert().statements)

    return read


def pyx12(path: Path) -> Callable[[], int]:
    """PyPI `pyx12`: segments, envelope counts checked; the RMR segments are counted."""
    from pyx12.x12file import X12Reader

    def read() -> int:
        with path.open(encoding="ascii") as stream:
            return sum(segment.get_seg_id() == "RMR" for segment in X12Reader(stream))

    return read


PEERS: dict[str, Callable[[Path], Callable[[], int]]] = {
    "bai2": bai2,
    "ach": ach,
    "mt-940": mt940,
    "camt053": camt053,
    "camt053 whole": camt053_whole,
    "ofxparse": ofxparse,
    "ofxtools": ofxtools,
    "pyx12": pyx12,
}


def main() -> None:
    """Read one file with one peer and print what it cost."""
    read = PEERS[sys.argv[1]](Path(sys.argv[2]))
    if len(sys.argv) > 3:
        most = math.ceil(time.process_time() + float(sys.argv[3])) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most, most + 5))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time_ns()
    payments = read()
    taken = time.process_time_ns() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"payments": payments, "ms": taken // 1_000_000, "peak_kb": peak, "grown_kb": peak - before}))


if __name__ == "__main__":
    main()
