"""Killed in the middle of telling an ERP: whoever comes next reads its books first, and nothing is there twice."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kit.db import Database
from services.erp.simulator.moods import BAD_DAY, Mood, Temper
from services.erp.simulator.server import running
from tests.services.erp.soak import proven, told
from tests.services.erp.worlds import Clock, fill, workspace_at

ROOT = Path(__file__).parents[3]
RECEIPTS = 48
#: Killed once the ERP holds so many documents.
KILLED_AT = (7, 23)
QUICK = tuple((mood, share) for mood, share in BAD_DAY if mood != Mood.HUNG)


@pytest.mark.parametrize("backend", ["sqlite", "postgres"])
def test_a_kill_in_the_middle_doubles_nothing(request: pytest.FixtureRequest, backend: str) -> None:
    database: Database = request.getfixturevalue(f"{backend}_database")
    url = database.url.render_as_string(hide_password=False)
    clock = Clock()
    workspace = workspace_at(url, clock)
    fill(workspace, RECEIPTS)
    with running("quickbooks", Temper(3, QUICK, 50)) as simulator:
        for count in KILLED_AT:
            worker = subprocess.Popen(
                [sys.executable, "-m", "tests.services.erp.worker", url, "quickbooks", simulator.url], cwd=ROOT
            )
            while len(simulator.books.documents) < count and worker.poll() is None:
                time.sleep(1 / 200)
            worker.send_signal(signal.SIGKILL)
            assert worker.wait() == -signal.SIGKILL
        ended = told(workspace, "quickbooks", simulator, clock)

        assert proven(workspace, simulator) == []
    assert sum(ended.values()) == ended["confirmed"] + ended["rejected"] == RECEIPTS
    workspace.database.dispose()
