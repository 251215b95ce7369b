"""The typed client, written from the OpenAPI document, does the day's work against the served API."""

from io import BytesIO
from typing import Any

from tieout_client import AuthenticatedClient
from tieout_client.api.bank_files import take_bank_files
from tieout_client.api.exceptions import list_exceptions, resolve_exception
from tieout_client.api.ledger import read_report
from tieout_client.api.postings import acknowledge_postings, list_postings
from tieout_client.api.receipts import list_receipts, read_receipt
from tieout_client.models import (
    Accept,
    Acknowledged,
    Acknowledgement,
    BankFile,
    BodyTakeBankFiles,
    PageExceptionItem,
    PagePosting,
    PageReceipt,
    Park,
    Problem,
    ReceiptInFull,
    ResolvedReceipt,
)
from tieout_client.types import File

from tests.api import morning
from tests.api.conftest import Served


def test_a_program_does_the_days_work_through_the_client(served: Served) -> None:
    with AuthenticatedClient(served.url, token="none is asked for") as client:
        file = File(payload=BytesIO(morning.BAI2), file_name="morning.bai")
        taken = take_bank_files.sync(client=client, body=BodyTakeBankFiles(file=[file]), idempotency_key="day-1")
        assert isinstance(taken, BankFile)
        assert (taken.format_, taken.entries.additional_properties) == ("bai2", {"receipt": 7})
        served.settle()

        waiting = list_exceptions.sync(client=client, limit=50)
        assert isinstance(waiting, PageExceptionItem)
        first = next(row for row in waiting.data if row.best_proposal)
        asked: dict[str, Any] = {"client": client, "if_match": f'"{first.version}"'}
        answered = resolve_exception.sync_detailed(first.exception_id, body=Accept(act="accept", rank=1), **asked)
        assert isinstance(answered.parsed, ResolvedReceipt)
        assert answered.parsed.unapplied.minor == 0
        again = resolve_exception.sync(first.exception_id, body=Park(act="park"), **asked)
        assert isinstance(again, Problem)
        assert (again.type_, again.status) == ("not_as_seen", 412)

        receipts = list_receipts.sync(client=client, status="applied")
        assert isinstance(receipts, PageReceipt)
        full = read_receipt.sync(receipts.data[0].receipt_id, client=client)
        assert isinstance(full, ReceiptInFull)
        assert sum(one.cash.minor for one in full.applications) == full.amount.minor

        feed = list_postings.sync(client=client, limit=200)
        assert isinstance(feed, PagePosting)
        body = Acknowledgement(first=1, last=feed.data[-1].sequence, state="accepted")
        kept = acknowledge_postings.sync(client=client, body=body, idempotency_key="erp-1")
        assert isinstance(kept, Acknowledged)
        assert kept.accepted_to == feed.data[-1].sequence

        nothing = read_report.sync("nothing", client=client)
        assert isinstance(nothing, Problem)
        assert nothing.status == 404
