"""The matcher's benchmark measures functions that there are, and says what it measured."""

import importlib

from benchmarks.bench_match import grown, printed
from benchmarks.one_match import STAGES, Run


def test_every_stage_names_functions_of_the_matcher() -> None:
    for names in STAGES.values():
        for module, _, name in (each.rpartition(".") for each in names):
            assert callable(getattr(importlib.import_module(f"matcher.{module}"), name))


def test_a_run_is_told_with_its_stages_and_its_rate() -> None:
    alone = Run(100, 1_000, 1, 2.0, 1.9, 300, (("grammar", 1.5), ("the rest", 0.5)))
    text = printed(Run(100, 1_000, 2, 1.0, 2.2, 500), alone)
    assert text.splitlines()[0] == "100 receipts, 1,000 open items"
    assert "grammar" in text
    assert text.splitlines()[-1].split() == [
        "2",
        "processes",
        "1.00",
        "s",
        "2.20",
        "s",
        "of",
        "CPU",
        "500",
        "MB",
        "100",
        "receipts/s",
    ]


def test_growth_is_told_in_time_and_in_cpu() -> None:
    half, whole = Run(50, 500, 2, 1.0, 1.5), Run(100, 1_000, 2, 2.5, 3.0)
    assert "2.50 times as long and 2.00 times the CPU" in grown(2.5, half, whole)
