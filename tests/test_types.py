"""The types hold: mypy, which takes a minute of one core where it has no cache, runs beside the other tests."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_types_hold() -> None:
    tool = Path(sys.executable).with_name("mypy")
    done = subprocess.run([tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
