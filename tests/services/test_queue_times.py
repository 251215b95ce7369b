"""DUTIES A26, A60: times of queues are recomputed from what happened and when, and breaches are those too long."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from credit.records import ReleaseReason
from kit.refusals import Invalid
from ledger import Adjust
from services import control
from services.credit import holds, orders
from services.reports import made
from services.reports.queue_times import Case, _cases
from services.workspace import Workspace
from tests.ledger.desk import DAY, item, opened
from tests.services.credit.test_orders import limited, order

NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
HOUR = 3_600_000_000


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        """Return the instant it stands at."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Give a clock at noon."""
    return Clock()


@pytest.fixture
def books(empty: Workspace, clock: Clock) -> Workspace:
    """A limit of 1,000.00 and an invoice, with a clock that moves."""
    opened(empty.database, item("I1", 50_000))
    limited(empty, 100_000)
    return replace(empty, clock=clock)


def test_a26_hold_cycle_times_come_from_the_events(books: Workspace, clock: Clock) -> None:
    """DUTIES A26: median hours from hold to decision, and what shipped late because of credit."""
    ships = DAY + timedelta(days=1)
    for number in ("S1", "S2", "S3", "S4"):
        orders.take(books, order(number, 200_000, ships_on=ships), actor="shop")
    clock.now = NOON + timedelta(hours=2)
    holds.reject(books, "S1", note="no", actor="ana")
    clock.now = NOON + timedelta(hours=30)
    asked = holds.release(books, "S2", ReleaseReason.PROMISE, actor="ana", note="they pay")
    control.approve(books, asked.request_id, actor="cleo")
    clock.now = NOON + timedelta(hours=60)
    asked = holds.release(books, "S3", ReleaseReason.PROMISE, actor="ana", note="they pay")
    control.approve(books, asked.request_id, actor="cleo")
    clock.now = NOON + timedelta(hours=61)
    on = DAY + timedelta(days=3)
    (row,) = made(books, "queue-times", on).filter(queue="held orders").to_dicts()
    assert row == {
        "queue": "held orders",
        "cases": 4,
        "decided": 3,
        "waiting": 1,
        "median_hours": 30,
        "longest_hours": 60,
        "sla_hours": 24,
        "breached": 3,
        "shipped_late": 2,
    }
    late = made(books, "queue-times", on, {"by": "breach"}).filter(queue="held orders")
    assert late.select("subject", "hours", "decided_by").rows() == [
        ("S4", 61, ""),
        ("S3", 60, "cleo"),
        ("S2", 30, "cleo"),
    ]


def test_a60_a_breach_is_what_its_instants_say(books: Workspace, clock: Clock) -> None:
    """DUTIES A60: the report of breaches equals a recomputation from the timestamps of the requests."""
    for minor in (1, 2, 3):
        control.ask_adjustment(books, "I1", Adjust.CONCESSION, minor, reason="late", actor="ana", key=f"{minor}")
        clock.now += timedelta(hours=20)
    clock.now = NOON + timedelta(hours=50)
    asked = control.listed(books)["requested_at"].to_list()
    late = [int((clock.now - at).total_seconds() // 3600) for at in asked if clock.now - at >= timedelta(hours=30)]
    given = {"by": "breach", "sla": "1,30,1,1,1"}
    rows = made(books, "queue-times", DAY + timedelta(days=5), given).filter(queue="approvals")
    assert rows["hours"].to_list() == late == [50, 30]


def test_what_is_undone_waits_again() -> None:
    events = [
        ("R1", 0, "wait", ""),
        ("R1", HOUR, "done", "ana"),
        ("R1", 3 * HOUR, "wait", "ana"),
        ("R2", HOUR, "done", ""),
    ]
    assert list(_cases(events, 9 * HOUR)) == [Case("R1", 0, HOUR, "ana"), Case("R1", 3 * HOUR)]
    assert list(_cases(events, HOUR)) == [Case("R1", 0)]


@pytest.mark.parametrize("given", [{"sla": "24"}, {"sla": "0,1,1,1,1"}, {"sla": "a,b,c"}, {"days": "0"}, {"by": "x"}])
def test_what_cannot_be_asked(books: Workspace, given: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        made(books, "queue-times", DAY, given)
