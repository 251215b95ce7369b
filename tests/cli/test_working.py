"""`tieout work` and `tieout webhook` as an operator meets them."""

import json
from pathlib import Path

from tests.cli.test_commands import tieout
from tests.services.receiver import receiving


def test_an_endpoint_is_added_tested_and_its_log_read(tmp_path: Path) -> None:
    here = {"TIEOUT_OUTSIDE_ALLOWED": "127.0.0.1", "TIEOUT_WEEKLY_FOLDER": str(tmp_path / "weekly")}
    assert tieout(tmp_path, "db", "upgrade").returncode == 0
    with receiving() as receiver:
        made = json.loads(tieout(tmp_path, "webhook", "add", receiver.url, "--json", **here).stdout)
        endpoint_id = made["endpoint"]["endpoint_id"]
        assert made["secret"].startswith("whsec_")
        sent = tieout(tmp_path, "webhook", "test", endpoint_id, "--by", "ops")
        assert sent.stdout.endswith("is on its way once `tieout serve` or `tieout work` runs\n")
        done = tieout(tmp_path, "work", "--once", **here)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    (told,) = json.loads(tieout(tmp_path, "webhook", "log", endpoint_id, "--json").stdout)
    assert (told["event"], told["state"], told["attempts"][0]["status"]) == ("webhooks.test", "done", 204)
    listed = json.loads(tieout(tmp_path, "work", "list", "--json").stdout)
    assert sorted((one["kind"], one["state"]) for one in listed) == [
        ("accounts", "done"),
        ("collections", "done"),
        ("controls", "done"),
        ("deliver", "done"),
        ("weekly", "done"),
    ]
    refused = tieout(tmp_path, "work", "retry", listed[0]["work_id"])
    assert (refused.returncode, refused.stderr[-26:]) == (1, "one: nothing of it failed\n")
    assert (tmp_path / "weekly" / "MAIN").is_dir()
