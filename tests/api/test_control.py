"""Dual control over HTTP: asked by one, decided by another, refused as problems."""

from fastapi.testclient import TestClient

from api.app import create_app
from services.workspace import Workspace
from tests.ledger.desk import balances, item, opened
from tests.services.conftest import empty  # noqa: F401 - a fixture
from tests.services.month_ends import ready


def test_an_adjustment_is_asked_and_approved(empty: Workspace) -> None:  # noqa: F811
    opened(empty.database, item("I1", 1_000))
    client = TestClient(create_app(empty), base_url="http://127.0.0.1")
    body = {
        "item": "I1",
        "kind": "bad_debt",
        "amount": {"minor": 1_000, "currency": "USD"},
        "reason": "bankrupt",
        "by": "ana",
    }
    wrong = client.post("/v1/adjustments", json={**body, "amount": {"minor": 1, "currency": "EUR"}})
    assert (wrong.status_code, wrong.json()["type"].rpartition("/")[2]) == (422, "invalid")
    asked = client.post("/v1/adjustments", json=body, headers={"Idempotency-Key": "k"})
    assert asked.status_code == 202
    assert client.post("/v1/adjustments", json=body, headers={"Idempotency-Key": "k"}).json() == asked.json()
    (waiting,) = client.get("/v1/requests").json()["data"]
    assert (waiting["state"], waiting["maker"], waiting["amount"]["minor"]) == ("waiting", "ana", 1_000)

    verdict = f"/v1/requests/{asked.json()['request_id']}/verdict"
    same = client.post(verdict, json={"verdict": "approved", "by": "ana"})
    assert (same.status_code, same.json()["type"].rpartition("/")[2]) == (409, "same_person")
    done = client.post(verdict, json={"verdict": "approved", "by": "ben"})
    assert (done.status_code, done.json()["entries"]) == (200, 1)
    assert balances(empty.database)["I1"] == 0
    assert client.post(verdict, json={"verdict": "refused", "by": "cyd", "note": "late"}).status_code == 409
    assert client.get("/v1/requests").json()["data"] == []
    assert len(client.get("/v1/requests?waiting=false").json()["data"]) == 1


def test_a_month_is_closed_and_opened_again(empty: Workspace) -> None:  # noqa: F811
    opened(empty.database, item("I1", 1_000))
    client = TestClient(create_app(empty), base_url="http://127.0.0.1")
    early = client.post("/v1/periods/2026-11/closing", json={"by": "ana"})
    assert (early.status_code, early.json()["type"].rpartition("/")[2]) == (409, "close_not_ready")
    ready(empty, "2026-11")
    closed = client.post("/v1/periods/2026-11/closing", json={"by": "ana"})
    assert (closed.status_code, closed.json()["state"]) == (200, "closed")
    assert client.post("/v1/periods/2026-11/closing", json={"by": "ana", "more": 1}).status_code == 422
    asked = client.post("/v1/periods/2026-11/reopening", json={"by": "ana", "reason": "late invoice"})
    done = client.post(f"/v1/requests/{asked.json()['request_id']}/verdict", json={"verdict": "approved", "by": "ben"})
    assert done.json()["verdict"] == "approved"
    (month,) = client.get("/v1/periods").json()["data"]
    assert (month["month"], month["state"], month["changed_by"], month["changes"]) == ("2026-11", "open", "ben", 3)


def test_an_invoice_is_billed_again(empty: Workspace) -> None:  # noqa: F811
    """The whole of its freight stays freight; what its parts do not leave room for is a problem."""
    opened(empty.database, item("I1", 1_000, freight=200))
    client = TestClient(create_app(empty), base_url="http://127.0.0.1")
    body = {
        "item": "I1",
        "number": "I1A",
        "amount": {"minor": 900, "currency": "USD"},
        "reason": "price",
        "by": "ana",
    }
    wrong = client.post("/v1/rebillings", json={**body, "tax": 701})
    assert (wrong.status_code, wrong.json()["type"].rpartition("/")[2]) == (422, "invalid")
    asked = client.post("/v1/rebillings", json=body)
    assert asked.status_code == 202, asked.text
    client.post(f"/v1/requests/{asked.json()['request_id']}/verdict", json={"verdict": "approved", "by": "ben"})
    assert balances(empty.database) == {"I1": 0, "CM-000001": 0, "I1A": 900}
