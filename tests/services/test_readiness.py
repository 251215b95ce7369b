"""A process is ready while its books are of its schema, their disk has room and its worker works."""

from dataclasses import replace

import pytest

import migrations
from services.jobs.worker import Worker
from services.running import readiness
from services.running.readiness import NotReady
from services.workspace import Workspace


def test_what_is_not_as_it_must_be_is_named(empty: Workspace) -> None:
    readiness.check(empty, schema=migrations.newest(), working=True)
    full = replace(empty, settings=empty.settings.model_copy(update={"disk_bytes_min": 2**62}))

    with pytest.raises(NotReady) as refused:
        readiness.check(full, schema="9999", working=False)
    schema, room, worker = refused.value.detail.split("; ")
    assert schema.startswith(f"the books are of schema {migrations.newest()}, this program is made for 9999")
    assert "bytes left" in room
    assert worker.startswith("the worker of this process has ended")


def test_a_worker_that_ended_works_no_more(empty: Workspace) -> None:
    worker = Worker(empty, threads=1)
    assert worker.working  # it was not asked to work yet
    worker.start()
    assert worker.working
    worker.stop(5)
    assert not worker.working
