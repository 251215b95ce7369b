"""`tieout policy` as a controller meets it: an example that holds, problems with their lines, what holds and why."""

import json
from pathlib import Path

import pytest

from tests.api import morning
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


def test_a_policy_in_the_shadow_is_shown_with_what_it_decided(tmp_path: Path) -> None:
    folder = tmp_path / "policies"
    folder.mkdir()
    (tmp_path / "c.csv").write_text(morning.CUSTOMERS, encoding="utf-8")
    (tmp_path / "i.csv").write_text(morning.OPEN_ITEMS, encoding="utf-8")
    (tmp_path / "morning.bai").write_bytes(morning.BAI2)
    (folder / "MAIN.shadow.toml").write_text('version = "v2"\n[write_offs]\nsmall_balance = "0.00"\n', encoding="utf-8")

    def typed(*arguments: str) -> tuple[int, str, str]:
        done = tieout(tmp_path, *arguments, TIEOUT_POLICY_FOLDER=str(folder))
        return done.returncode, done.stdout, done.stderr

    for kind, name in (("customers", "c.csv"), ("items", "i.csv")):
        assert typed("import", kind, str(tmp_path / name))[0] == 0
    code, told, wrong = typed("run", str(tmp_path / "morning.bai"), "--as-of", "2026-11-19")
    assert (code, wrong) == (0, "")
    assert "1 would be posted otherwise by the policy in the shadow: tieout report shadow\n" in told

    shown = json.loads(typed("policy", "shadow", "--json")[1])
    assert shown["differs"] == [
        ["version", "default", "v2"],
        ["currency", "", "USD"],
        ["write_offs.small_balance", "1.00", "0.00"],
    ]
    assert (shown["followed"]["runs"], shown["followed"]["failed"]) == (1, 0)
    assert "1 runs decided since 2026-11-19, 7 answers; 0 runs failed" in typed("policy", "shadow")[1]
    rows = json.loads(typed("report", "shadow", "--format", "json", "--as-of", "2026-11-19")[1])
    assert [(row["scope"], row["change"], row["amount"]) for row in rows][1] == ("total", "changed", "7749.25")
    assert "Newly applied: it posts what waited" in typed("report", "shadow")[1]

    (folder / "MAIN.shadow.toml").write_text("[", encoding="utf-8")
    (tmp_path / "more.bai").write_bytes(morning.bai2((("QUOIN & SONS", 77_001, "NOTHING"),), 2))
    code, told, wrong = typed("run", str(tmp_path / "more.bai"), "--as-of", "2026-11-20")
    assert (code, len(wrong.splitlines())) == (0, 1)
    assert wrong.startswith("the policy in the shadow did not decide: ")
    assert typed("policy", "shadow")[0] == 1

    (folder / "MAIN.shadow.toml").unlink()
    assert typed("policy", "shadow")[1].startswith("no policy stands in the shadow of MAIN")
