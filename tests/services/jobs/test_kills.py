"""A worker killed at any point loses nothing, doubles nothing, and leaves sound books (a few here, many by soak)."""

from pathlib import Path
from random import Random

import pytest

from kit.db import Database
from services.erp.simulator.moods import CALM, Temper
from services.erp.simulator.server import running
from tests.services.jobs import kills
from tests.services.receiver import receiving

CALM_ERP = Temper(moods=CALM)


def test_three_kills_lose_and_double_nothing(database: Database, tmp_path: Path) -> None:
    dice = Random(7)
    with receiving() as receiver, running(kills.ERP, CALM_ERP) as erp:
        of = kills.morning(database, tmp_path, (receiver, erp), files=5)
        for _ in range(3):
            of.killed(dice)
        of.finished()
        kills.proven(of)
    assert of.kills


def test_work_done_twice_is_seen(sqlite_database: Database, tmp_path: Path) -> None:
    """The proof can fail: a receiver that holds a posting twice is told apart."""
    with receiving() as receiver, running(kills.ERP, CALM_ERP) as erp:
        of = kills.morning(sqlite_database, tmp_path, (receiver, erp), files=1)
        of.finished()
        kills.proven(of)
        headers, body = receiver.requests[0]
        receiver.requests.append(({**headers, "webhook-id": "msg_other"}, body))
        with pytest.raises(AssertionError):
            kills.proven(of)
