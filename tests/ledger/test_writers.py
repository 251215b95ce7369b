"""Two at once: processes of their own apply the same receipt, or to the same item; one wins, the other is told why."""

from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

import pytest

import ledger
from kit.db import Database
from kit.refusals import Refused
from ledger import NewApplication
from tests.forks import PROCESSES
from tests.ledger.desk import DAY, balances, booked, invoice_id, item, opened, receipt

WRITERS = 4


def _apply(url: str, name: int, planned: NewApplication, together: Barrier, said: "Queue[str]") -> None:
    """Apply, as a process of its own, what all planned from the same state of the books."""
    database = Database(url)
    together.wait(60)
    try:
        with booked(database, f"writer {name}") as book:
            ledger.applications.apply(book, [planned])
    except Refused as refusal:
        said.put(refusal.code)
    else:
        said.put("applied")
    database.dispose()


def at_once(database: Database, planned: list[NewApplication]) -> list[str]:
    """Let as many processes apply at the same moment, and return what each was told."""
    together, said = PROCESSES.Barrier(len(planned)), PROCESSES.Queue()
    url = database.url.render_as_string(hide_password=False)
    writers = [
        PROCESSES.Process(target=_apply, args=(url, name, one, together, said)) for name, one in enumerate(planned)
    ]
    for writer in writers:
        writer.start()
    found = [said.get(timeout=120) for _ in writers]
    for writer in writers:
        writer.join()
    return sorted(found)


@pytest.mark.parametrize(("versions", "reason"), [(True, "stale"), (False, "over_applied")])
def test_of_those_who_apply_one_receipt_one_wins(database: Database, versions: object, reason: str) -> None:
    """With the versions of the plan the others are stale; without, more than is left cannot leave it."""
    opened(database, *(item(f"I{name}", 1_000) for name in range(WRITERS)), receipts=(receipt("R1", 1_000),))
    version = 1 if versions else None
    planned = [
        NewApplication("rcp_R1", invoice_id(f"I{name}"), 1_000, DAY, receipt_version=version) for name in range(WRITERS)
    ]

    assert at_once(database, planned) == ["applied"] + [reason] * (WRITERS - 1)
    left = balances(database)
    assert left.pop("rcp_R1") == 0
    assert sorted(left.values()) == [0] + [1_000] * (WRITERS - 1)
    _sound(database)


@pytest.mark.parametrize(("versions", "reason"), [(True, "stale"), (False, "over_applied")])
def test_of_those_who_settle_one_item_one_wins(database: Database, versions: object, reason: str) -> None:
    opened(database, item("I1", 1_000), receipts=tuple(receipt(f"R{name}", 1_000) for name in range(WRITERS)))
    version = 1 if versions else None
    planned = [
        NewApplication(f"rcp_R{name}", invoice_id("I1"), 1_000, DAY, item_version=version) for name in range(WRITERS)
    ]

    assert at_once(database, planned) == ["applied"] + [reason] * (WRITERS - 1)
    left = balances(database)
    assert left.pop("I1") == 0
    assert sorted(left.values()) == [-1_000] * (WRITERS - 1) + [0]
    _sound(database)


def test_all_who_fit_land(database: Database) -> None:
    """Nothing is lost where each takes a part of the same receipt and the same item."""
    opened(database, item("I1", 1_000), receipts=(receipt("R1", 1_000),))
    planned = [NewApplication("rcp_R1", invoice_id("I1"), 100 + name, DAY) for name in range(WRITERS)]

    assert at_once(database, planned) == ["applied"] * WRITERS
    assert balances(database) == {"I1": 1_000 - 406, "rcp_R1": -1_000 + 406}
    _sound(database)


def _sound(database: Database) -> None:
    with database.reading() as connection:
        assert ledger.checks.run(connection) == []
