"""`tieout replay` as a reviewer and a script meet it: words and exit 0, JSON, and a refusal for what is not there."""

import json
from pathlib import Path

from services.demo import MORNING
from tests.cli.test_commands import tieout


def test_a_decision_is_made_again_and_told_in_words(tmp_path: Path) -> None:
    for kind, sheet in (("customers", "customers.csv"), ("items", "open_items.csv")):
        assert tieout(tmp_path, "import", kind, str(MORNING / sheet)).returncode == 0
    taken = tieout(tmp_path, "run", str(MORNING / "ach_received_20261119_A.ach"), "--as-of", "2026-11-20")
    assert taken.returncode == 0, taken.stderr
    rows = json.loads(tieout(tmp_path, "export", "receipts", "--format", "json").stdout)
    receipt = next(row["receipt_id"] for row in rows if row["status"] == "applied")

    done = tieout(tmp_path, "replay", receipt)
    told = json.loads(tieout(tmp_path, "replay", receipt, "--json").stdout)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "made again: the same, byte for byte"
    assert "best explanation: " in done.stdout
    assert (told["same"], told["same_engine"], told["differences"]) == (True, True, [])
    assert told["decision"]["certificate"]["status"] == "applied"

    missing = tieout(tmp_path, "replay", "rcp_0000000000000000")
    assert (missing.returncode, missing.stderr) == (1, "there is no receipt rcp_0000000000000000\n")
