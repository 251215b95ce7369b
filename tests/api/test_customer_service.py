"""A63, B9b: customer service sends a copy, opens a dispute, takes a promise; it releases and credits nothing."""

import email
import io
from collections.abc import Iterator
from email.policy import default

import pypdf
import pytest

from api.app import create_app
from kit.refusals import Conflict, Invalid, Refused
from ledger.refusals import UnknownItem
from services.dunning import copies
from services.dunning.sending import Ways
from services.dunning.transports import Mail, NotSentError, Outbox, UnsureError
from services.people import keys, persons, roles
from services.workspace import Workspace
from tests.api.conftest import Served, serving
from tests.services.dunning.conftest import dunned as dunned  # noqa: PLC0414 - a fixture

AMOUNT = {"minor": 10_000, "currency": "USD"}


@pytest.fixture
def desk(dunned: Workspace) -> Iterator[Served]:
    """Serve late invoices to customer service."""
    persons.add(dunned, "cs", "Cay", actor="setup", given=["customer_service"])
    bearer = keys.add(dunned, "cs", "t", roles.ROLES["customer_service"], 1, actor="setup")[1]
    for served in serving(create_app(dunned)):
        served.client.headers["Authorization"] = f"Bearer {bearer}"
        yield served


def test_a63_what_customer_service_may_do_and_what_not(desk: Served) -> None:
    promise = {"document": "I1", "promised_on": "2026-11-27", "person": "Jo"}
    dispute = {"document": "I2", "reason": "price", "amount": {"minor": 1_000, "currency": "USD"}}
    may = {"/v1/customers/C1/copies": {"document": "I1"}, "/v1/disputes": dispute, "/v1/collections/promises": promise}
    told = {path: desk.client.post(path, json=body) for path, body in may.items()}
    assert {path: answer.status_code for path, answer in told.items()} == dict.fromkeys(may, 201), told
    write_off = {"item": "I1", "kind": "bad_debt", "amount": AMOUNT, "reason": "no"}
    case = told["/v1/disputes"].json()["case_id"]
    never = {
        "/v1/credit/holds/SO1/release": {"reason": "payment_received"},
        f"/v1/disputes/{case}/credit": {"amount": AMOUNT, "reason": "no"},
        "/v1/adjustments": write_off,
        f"/v1/disputes/{case}/end": {"end": "denied", "reason": "no"},
        "/v1/credit/limits": {},
        "/v1/requests/req_1/verdict": {"verdict": "approved"},
    }
    assert {path: desk.client.post(path, json=body).status_code for path, body in never.items()} == dict.fromkeys(
        never, 403
    )
    workspace: Workspace = desk.app.state.workspace
    (paper,) = list((workspace.settings.outbox_folder / "MAIN").glob("*.eml"))
    mail = email.message_from_bytes(paper.read_bytes(), policy=default)
    assert (mail["To"], mail["Subject"]) == ("ap@one.example", "Copy of I1")
    (page,) = mail.iter_attachments()
    said = pypdf.PdfReader(io.BytesIO(page.get_content())).pages[0].extract_text()
    assert "1,000.00" in said
    logged = desk.client.get("/v1/contacts", params={"customer_number": "C1"}).json()["data"]
    assert "copy of I1 sent to ap@one.example" in {one["note"] for one in logged}


class Broken(Outbox):
    """A way on which nothing leaves."""

    error: Exception = NotSentError("full")

    def hand_over(self, _mail: Mail) -> None:
        """Fail."""
        raise self.error


@pytest.mark.parametrize(
    ("name", "customer", "error", "refusal"),
    [
        ("I3", "", None, Invalid),
        ("I1", "C2", None, UnknownItem),
        ("none", "", None, UnknownItem),
        ("I1", "", NotSentError("full"), Invalid),
        ("I1", "", UnsureError("lost"), Conflict),
    ],
)
def test_a63_a_copy_that_cannot_leave_is_not_in_the_log(
    dunned: Workspace, name: str, customer: str, error: Exception | None, refusal: type[Refused]
) -> None:
    """C2 has no e-mail; I1 is not C2's; the outbox takes nothing; the server was lost."""
    way = Broken(dunned.settings.outbox_folder)
    way.error = error or way.error
    with pytest.raises(refusal):
        copies.send(dunned, name, actor="cs", customer=customer, chosen=Ways(way, way) if error else None)
    with dunned.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM contact_entry").scalar() == 0
