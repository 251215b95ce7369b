"""`tieout policy` as a controller meets it: an example that holds, problems with their lines, what holds and why."""

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import tieout


def test_the_example_is_written_once_and_holds(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    assert tieout(tmp_path, "policy", "example", "-o", str(path)).returncode == 0
    again = tieout(tmp_path, "policy", "example", "-o", str(path))
    checked = tieout(tmp_path, "policy", "check", str(path), "--json")

    assert (again.returncode, again.stdout) == (1, "")
    assert json.loads(checked.stdout)["entity"] == "MAIN"
    assert tieout(tmp_path, "policy", "example").stdout == path.read_text(encoding="utf-8")


def test_every_problem_is_a_line_and_the_exit_code_is_1(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text('[discounts]\ngrace_day = 3\nunearned_limit = 100\n[fees]\nunstated = "maybe"\n', encoding="utf-8")
    done = tieout(tmp_path, "policy", "check", str(path))

    assert (done.returncode, done.stdout) == (1, "")
    assert [line.partition(":")[0] for line in done.stderr.splitlines()[1:]] == ["line 2", "line 3", "line 5"]


def test_what_holds_is_shown_before_there_are_books(tmp_path: Path) -> None:
    (tmp_path / "NORTH.toml").write_text('[fees]\nlimit = "75.00"\n', encoding="utf-8")
    done = tieout(tmp_path, "policy", "show", "--entity", "NORTH", "--json", TIEOUT_POLICY_FOLDER=str(tmp_path))
    values = {one["place"]: (one["value"], one["source"]) for one in json.loads(done.stdout)["values"]}

    assert values["fees.limit"] == ("75.00", "NORTH.toml, line 2")
    assert values["fees.unstated"][1] == "default"


@pytest.mark.parametrize("text", ["small_balance_limit = 200\n"])
def test_an_old_file_is_read_with_a_warning(tmp_path: Path, text: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    done = tieout(tmp_path, "policy", "check", str(path))

    assert done.returncode == 0
    assert "small_balance_limit (minor units) is now `small_balance` in [write_offs]" in done.stderr
