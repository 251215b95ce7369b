"""How long reading a morning's bank files takes: `python -m pytest benchmarks -o python_files='bench_*.py'`."""

from collections import Counter
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import parsers


@pytest.mark.parametrize("start", ["ach_", "bai2_", "camt053_", "camt054_", "fedwire_", "lockbox_"])
def test_reading(benchmark: BenchmarkFixture, bank_files: list[Path], start: str) -> None:
    """Every record of the first file whose name begins so."""
    data = next(path for path in bank_files if path.name.startswith(start)).read_bytes()

    kinds = benchmark(lambda: Counter(type(record).__name__ for record in parsers.read(data)))

    assert kinds["Entry"]
