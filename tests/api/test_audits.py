"""Audits over HTTP and on the pages: nothing leaks before the answer, everything is shown after it."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from dunning.cases import DEPARTMENTS
from kit.db import Database
from tests.services.test_audits import books


@pytest.fixture
def client(sqlite_database: Database, tmp_path: Path) -> TestClient:
    """Give the application over books in which every posting is drawn."""
    return TestClient(create_app(books(sqlite_database, tmp_path)), base_url="http://127.0.0.1")


def one(client: TestClient, minor: int = 125_000) -> dict[str, str]:
    data = client.get("/v1/audits").json()["data"]
    (row,) = [row for row in data if row["amount"]["minor"] == minor]
    found: dict[str, str] = row
    return found


def test_no_route_tells_before_the_answer(client: TestClient) -> None:
    audit = one(client)
    receipt = audit["receipt_id"]
    for path in (
        "/v1/audits",
        f"/v1/audits/{audit['audit_id']}",
        "/v1/exceptions?kind=audit",
        f"/v1/receipts/{receipt}",
        f"/v1/receipts/{receipt}/proposals",
        f"/receipts/{receipt}",
        "/audits",
        f"/audits/{audit['audit_id']}",
    ):
        answer = client.get(path, headers={"Accept": "text/html"} if not path.startswith("/v1") else {})
        assert answer.status_code == 200, path
        assert "C100" not in answer.text, path
    assert client.get(f"/v1/receipts/{receipt}").json()["applications"] == []
    refused = client.get(f"/v1/receipts/{receipt}/decision")
    assert (refused.status_code, refused.json()["type"]) == (409, "under_audit")
    aside = client.post(f"/v1/exceptions/{audit['audit_id']}/resolution", json={"act": "undo"})
    assert aside.status_code == 422


def test_the_page_offers_the_reasons_by_which_cases_are_routed(client: TestClient) -> None:
    form = client.get(f"/audits/{one(client)['audit_id']}").text.split('name="deduction_reason"')[1]
    assert re.findall(r'<option value="(\w+)"', form)[: len(DEPARTMENTS)] == list(DEPARTMENTS)


def test_an_answer_over_http(client: TestClient) -> None:
    audit = one(client)
    items = client.get(f"/v1/audits/{audit['audit_id']}/items", params={"customer_number": "C100"}).json()["data"]
    assert items[0]["document_number"] == "INV-30011"
    cash = {"minor": 1_000, "currency": "USD"}
    body = {"act": "apply", "lines": [{"item": "INV-30011", "cash": cash}]}
    done = client.post(f"/v1/audits/{audit['audit_id']}/answer", json=body).json()

    assert (done["verdict"], done["offered"]) == ("contradicted", "undo")
    assert done["posted"][0]["cash"]["minor"] == 125_000
    back = client.post(f"/v1/audits/{audit['audit_id']}/reversal").json()
    assert (back["status"], back["applied"]["minor"]) == ("review", 0)
    page = client.get("/matching", headers={"Accept": "text/html"}).text
    assert '<svg class="bounds"' in page
    assert "Numbers foot exactly, " in page
    assert "not measured yet" not in page


def test_the_report_over_http_and_its_page(client: TestClient) -> None:
    report = client.get("/v1/reports/matching", params={"as_of": "2026-11-20"}).json()
    assert {row["scope"] for row in report["data"]} == {"applied", "total", "stratum"}
    assert report["notes"]
    page = client.get("/matching", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "not measured yet" in page.text
    assert '<svg class="bounds"' not in page.text, "a bound without an answer is not drawn"
    assert "<td>Few answers yet</td>" in page.text
    assert "<td>posterior</td>" not in page.text
    assert page.text.count("<li>") == page.text.count(".</li>"), "a note is a whole sentence"
