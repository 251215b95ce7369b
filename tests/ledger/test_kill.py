"""A writer killed at any moment loses nothing that it had acknowledged, and the books stay sound."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import ledger
from kit.db import Database
from tests.ledger.desk import opened

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from datetime import UTC, date, datetime
import ledger
from kit.db import Database
from ledger import NewReceipt

database, day = Database(sys.argv[1]), date(2026, 11, 20)
for number in range(10_000):
    now = datetime.now(UTC)
    names = [f"{number}_{n}" for n in range(20)]
    about = {"entity": "MAIN", "key": f"w{number}", "actor": "w", "command": "w", "payload": {}}
    with ledger.book(database, **about, recorded_at=now) as book:
        ledger.receipts.receive(book, [NewReceipt(f"rcp_{n}", f"ent_{n}", 5, "USD", day, day, "C1") for n in names])
    print(number, flush=True)
"""


@pytest.mark.parametrize("milliseconds", [60, 230])
def test_a_killed_writer_loses_nothing_acknowledged(database: Database, milliseconds: int) -> None:
    opened(database)
    url = database.url.render_as_string(hide_password=False)
    writer = subprocess.Popen([sys.executable, "-c", WRITER, url], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    first = writer.stdout.readline()
    time.sleep(milliseconds / 1_000)
    writer.send_signal(signal.SIGKILL)
    acknowledged = [int(line) for line in (first + writer.stdout.read()).split()]
    writer.stdout.close()
    writer.wait()

    with database.writing():
        pass  # waits until the killed writer's transaction is gone
    with database.reading() as connection:
        batches = ledger.reads.batches(connection)
        assert batches["no"].to_list() == list(range(1, batches.height + 1))
        assert batches.filter(command="w").height >= len(acknowledged) >= 1
        assert ledger.reads.receipts(connection).height == 20 * batches.filter(command="w").height
        assert ledger.checks.run(connection) == []
