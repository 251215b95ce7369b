"""What people confirm from the terminal: guessed, asked, confirmed, taken."""

import json
from pathlib import Path

from tests.cli.test_commands import tieout
from tests.parsers.golden import ROOT

EITHER = str(ROOT / "bank_csv" / "days-either-way.csv")
PROVEN = str(ROOT / "bank_csv" / "newest-first-cp1252.csv")


def test_a_table_is_taken_once_it_is_confirmed(tmp_path: Path) -> None:
    refused = tieout(tmp_path, "ingest", PROVEN)
    assert (refused.returncode, "tieout mapping confirm" in refused.stderr) == (1, True)

    done = tieout(tmp_path, "mapping", "confirm", PROVEN)
    assert (done.returncode, done.stderr) == (0, "")
    assert "currency" in tieout(tmp_path, "mapping", "list").stdout
    assert tieout(tmp_path, "ingest", PROVEN).returncode == 0


def test_a_guess_is_written_edited_and_confirmed(tmp_path: Path) -> None:
    body = tmp_path / "mapping.json"
    guessed = tieout(tmp_path, "mapping", "guess", EITHER, "-o", str(body))
    assert "asked: day_order" in guessed.stdout
    assert tieout(tmp_path, "mapping", "confirm", EITHER).returncode == 1

    body.write_text(json.dumps(json.loads(body.read_text()) | {"day_order": "dmy", "currency": "USD"}))
    done = tieout(tmp_path, "mapping", "confirm", EITHER, "--file", str(body), "--json")
    assert json.loads(done.stdout)["kind"] == "mapping"
    shown = json.loads(tieout(tmp_path, "mapping", "guess", EITHER, "--json").stdout)
    assert (shown["confirmed"], shown["entries"][0][0]) == (True, "2026-02-01")


def test_answers_are_given_on_the_line(tmp_path: Path) -> None:
    answers = ("--answer", "day_order=mdy", "--answer", "currency=USD")
    assert tieout(tmp_path, "mapping", "confirm", EITHER, *answers).returncode == 0
    key = json.loads(tieout(tmp_path, "mapping", "list", "--json").stdout)[0]["key"]
    assert tieout(tmp_path, "mapping", "withdraw", key).returncode == 0
    odd = tieout(tmp_path, "mapping", "confirm", EITHER, "--answer", "dmy")
    assert (odd.returncode, "NAME=VALUE" in odd.stderr) == (1, True)


def test_a_lockbox_layout_is_pinned(tmp_path: Path) -> None:
    layout = tmp_path / "layout.json"
    layout.write_text('{"lockbox":"0068751","on_check":{"number":12}}')
    assert tieout(tmp_path, "lockbox", "pin", str(layout)).returncode == 0
    assert "0068751" in tieout(tmp_path, "lockbox", "list").stdout


def test_who_answers_what_a_bank_takes_back_is_named(tmp_path: Path) -> None:
    """A total of the correction fails, so it asks; the trail names who said yes."""
    paid, wrong = "16,195,10000,0,A1,,ORG=BRACKEN TOOL CO", "16,195,12000,0,A2,,ORG=BRACKEN TOOL CO"
    for name, status, line, total in (("one.bai", "1", paid, 10000), ("two.bai", "3", wrong, 12001)):
        head = [f"01,071000013,CALD,261120,0{status}30,1,,,2/", f"02,CALD,071000013,{status},261119,,USD,2/"]
        tail = [f"49,{total},3/", f"98,{total},1,5/", f"99,{total},1,7/", ""]
        (tmp_path / name).write_text("\n".join([*head, "03,4400123,,,,,/", line, *tail]))
        assert tieout(tmp_path, "run", str(tmp_path / name), "--as-of", "2026-11-21").returncode == 0
    found = json.loads(tieout(tmp_path, "report", "withdrawals", "--as-of", "2026-11-21", "--json").stdout)
    said = tieout(tmp_path, "withdraw", found[0]["file_id"], "--by", "ben", "--json")
    assert (said.returncode, json.loads(said.stdout)["actor"]) == (0, "ben")
