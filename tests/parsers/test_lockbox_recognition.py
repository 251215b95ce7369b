"""Whatever layout a bank writes, it is recognised or asked for, and never misread."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.lockbox_variants.__main__ import main, verdicts
from parsers.lockbox.recognition import recognised, sampled

VARIANTS = 500
RECOGNISED_LEAST = 495


def test_of_500_variants_99_in_100_are_recognised_and_none_is_misread() -> None:
    found = Counter(verdict.partition(":")[0] for _, _, verdict in verdicts(VARIANTS, 7))

    assert found["misread"] == 0
    assert found["recognised"] >= RECOGNISED_LEAST
    assert found.total() == VARIANTS


def test_the_command_prints_a_table(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["lockbox_variants", "3", "7"])

    main()

    assert capsys.readouterr().out.splitlines()[-1].split() == ["all", "3", "3", "0", "0"]


@given(rows=st.lists(st.from_regex(r"[1245-9][ -~]{0,120}", fullmatch=True), max_size=12))
def test_no_records_make_it_raise(rows: list[str]) -> None:
    recognised(sampled(enumerate(rows, start=1)))
