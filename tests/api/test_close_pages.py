"""The page of the close and of comparing: prepared by one name, signed by another, told in place."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from services import pools
from services.workspace import Workspace
from tests.services.conftest import empty  # noqa: F401 - a fixture
from tests.services.test_closing import GAP, owing

MONTH = "2025-03"


@pytest.fixture
def client(empty: Workspace) -> TestClient:  # noqa: F811
    owing(empty)
    found = TestClient(create_app(empty), base_url="http://127.0.0.1")
    token = found.get("/compare").text.split('"X-CSRF-Token": "')[1].split('"')[0]
    found.headers.update({"X-CSRF-Token": token, "HX-Request": "true"})
    return found


def send(client: TestClient, act: str, files: Any = None, **form: str) -> str:
    """Send a form of the page for March and return what comes back."""
    answer = client.post(f"/close/{act}", data={"month": MONTH, **form}, files=files)
    return f"{answer.status_code} {answer.text}"


def signed(client: TestClient, page: str, by: str = "ben") -> str:
    """Sign the paper that a page shows."""
    request = re.findall(r"/close/requests/(req_\w+)/approve", page)[-1]
    return send(client, f"requests/{request}/approve", by=by)


def test_a22_a57_a_month_is_closed_on_the_page(client: TestClient) -> None:
    first = client.get(f"/close?month={MONTH}").text
    assert "Not ready" in first
    assert "No tie-out of 31 Mar 2025 in USD is signed." in first
    assert "409" in send(client, "month", by="ana")

    gap = {"items": ("gap.csv", GAP)}
    assert send(client, "tie-out", by="ana", gl="1503200.00").startswith("422")
    prepared = send(client, "tie-out", gap, by="ana", gl="1,503,200.00")
    assert prepared.startswith("200")
    assert "second person" in signed(client, prepared, by="Ana")
    assert "To be signed" not in signed(client, prepared)
    ready = signed(client, send(client, "sign-off", by="ana", reason="reserved by the quarter"))
    assert "Nothing is in the way" in ready
    closed = send(client, "month", by="ana")
    assert f"{MONTH} is closed, and 2024-11, 2024-12, 2025-01, 2025-02 with it." in closed


def test_a54_the_reserve_is_prepared_on_the_page(client: TestClient) -> None:
    debts = "customer_number,bucket,amount,rate,reason\nC1,days_91_plus,30000.00,100,bankrupt\n"
    page = send(client, "reserve", {"specific": ("s.csv", debts)}, by="ana", rates="0.3, 8, 26, 58, 82", adjust="10")
    assert "29,122.50" in page
    assert "409" in signed(client, page, by="ana")
    assert "approved" in signed(client, page)
    assert "no percentage" in send(client, "reserve", by="ana", rates="8%")
    rated = {"rated": ("pools.csv", f"{','.join(pools.COLUMNS)}\nhigh,1,1,1,1,1\n")}
    assert "no customer has this region" in send(
        client, "reserve", rated, by="ana", rates="1,1,1,1,1", pool_by="region"
    )
    assert "nothing is owed in EUR" in send(client, "reserve", by="ana", rates="1,1,1,1,1", currency="eur")


def test_an_exception_and_a_refusal(client: TestClient) -> None:
    page = send(client, "exception", by="ana", reason="the ERP is down")
    request = re.findall(r"/close/requests/(req_\w+)/refuse", page)[-1]
    assert "say why it is refused" in send(client, f"requests/{request}/refuse", by="cfo")
    assert "refused" in send(client, f"requests/{request}/refuse", by="cfo", note="wait for it")
    page = send(client, "exception", by="ana", reason="it is down for a week")
    assert "Nothing is in the way but what an exception lifts" in signed(client, page, "cfo")


def test_a57_b6c_the_board_is_red_once_a_control_fails(client: TestClient) -> None:
    assert "Fails" not in client.get("/close/board").text
    assert "A daily control fails." not in client.get("/").text
    assert "Holds" in client.post("/close/controls", data={"by": "ana", "gl": "1500000.00"}).text
    failed = client.post("/close/controls", data={"by": "ana", "gl": "1500000.01"}).text
    assert 'class="badge failed">Fails' in failed
    assert "stated balance of USD" in failed
    assert "A daily control fails." in client.get("/").text
    client.post("/close/controls", data={"by": "ana", "gl": ""})
    assert "A daily control fails." in client.get("/").text
    assert (
        "stated balance of EUR"
        in client.post("/close/controls", data={"by": "ana", "gl": "USD=1500000.00, eur=5.00"}).text
    )
    client.post("/close/controls", data={"by": "ana", "gl": "EUR=0.00"})
    assert "A daily control fails." not in client.get("/").text


def test_a64_a_list_is_compared_on_the_page(client: TestClient) -> None:
    assert "their list" in client.get("/compare").text.lower()
    theirs = "document_number,amount\ninv-current,1125000.00\nINV-1-30,200000.00\nX-9,55.50\n"
    form = {"customer": "C1", "as_of": "2025-03-31"}
    page = client.post("/compare", data=form, files={"file": ("list.csv", theirs)}).text
    assert "-174,944.50" in page
    for state, count in (("Matched", 1), ("Amount differs", 1), ("Ours only", 3), ("Theirs only", 1)):
        assert f'{state} <span class="dim">{count}</span>' in page
    wrong = client.post("/compare", data={"customer": "nobody"}, files={"file": ("list.csv", theirs)})
    assert (wrong.status_code, "there is no customer nobody" in wrong.text) == (422, True)


@pytest.mark.parametrize("month", ["2025-13", "march", "../x"])
def test_what_is_no_month_is_told(client: TestClient, month: str) -> None:
    assert client.get("/close", params={"month": month}).status_code == 422


def test_nobody_signs_without_a_name(client: TestClient) -> None:
    assert "say who you are" in send(client, "exception", reason="the ERP is down")
