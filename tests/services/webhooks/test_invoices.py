"""B9c: an invoice schedules its reminder, and whoever listens is told of it at least once, under one id."""

from datetime import timedelta

import ledger
from ledger import NewApplication
from services import reports
from services.jobs.worker import Worker
from services.reports.asked import pairs
from services.webhooks import endpoints
from services.workspace import Workspace
from tests.ledger.desk import DAY, booked, invoice_id, item, receipt
from tests.services.conftest import workspace_over
from tests.services.dunning.conftest import dunned  # noqa: F401 - a fixture
from tests.services.receiver import receiving
from tests.services.webhooks.test_webhooks import due_now


def scheduled(workspace: Workspace) -> dict[str, object]:
    """Return from which day each document's next letter is due."""
    rows = reports.made(workspace, "reminders", DAY)
    return dict(rows.select("document_number", "scheduled_on").iter_rows())


def worked(workspace: Workspace) -> None:
    """Do what waits."""
    worker = Worker(workspace, threads=1)
    worker.drain()
    worker.stop(5)


def test_b9c_an_invoice_schedules_its_reminder_and_is_told_at_least_once(dunned: Workspace) -> None:  # noqa: F811
    """B9c: invoice event, reminder scheduled; a webhook that was not taken comes again under the same id."""
    here = workspace_over(dunned.database, outside_allowed="127.0.0.1")
    before = scheduled(here)
    due = DAY + timedelta(days=30)
    with receiving([500, 204]) as receiver:
        endpoints.add(here, receiver.url, ["items.issued"], actor="anna")
        with booked(here.database, "issued") as book:
            ledger.items.issue(book, [item("N1", 20_000, issued_on=DAY, due_on=due)])
        assert set(scheduled(here)) - set(before) == {"N1"}
        assert scheduled(here)["N1"] > due  # type: ignore[operator]
        worked(here)
        due_now(here)
        worked(here)
        ids = [headers["webhook-id"] for headers, _ in receiver.requests]
        assert (len(ids), len(set(ids))) == (2, 1), "the receiver knows the second by its id"
        (told,) = receiver.took().values()
    where = told["data"]["read"].partition("where%3D")[2].replace("%3E", ">")
    options = pairs(["view=items", f"where={where}", "columns=document_number"])
    assert reports.made(here, "query", DAY, options).rows() == [("N1",)]
    with booked(here.database, "paid") as book:
        ledger.receipts.receive(book, [receipt("9", 20_000)])
        ledger.applications.apply(book, [NewApplication("rcp_9", invoice_id("N1"), 20_000, DAY)])
    assert set(scheduled(here)) == set(before)
