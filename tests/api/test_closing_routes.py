"""The close over HTTP: prepared by one, signed by another, closed once nothing is in the way."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from services.workspace import Workspace
from tests.services.conftest import empty  # noqa: F401 - a fixture
from tests.services.test_closing import owing

MARCH = "/v1/periods/2025-03"
USD = "USD"
ITEM = {
    "why": "manual_journal",
    "minor": 320_000,
    "reason": "accrual",
    "owner": "controller",
    "evidence": "JE-118",
    "expected_on": "2025-04-10",
}
TIE = {"as_of": "2025-03-31", "gl": {"minor": 150_320_000, "currency": USD}, "items": [ITEM], "by": "ana"}


@pytest.fixture
def client(empty: Workspace) -> TestClient:  # noqa: F811
    owing(empty)
    return TestClient(create_app(empty), base_url="http://127.0.0.1")


def approve(client: TestClient, asked: Any, by: str = "ben") -> int:
    assert asked.status_code == 202, asked.json()
    verdict = f"/v1/requests/{asked.json()['request_id']}/verdict"
    return int(client.post(verdict, json={"verdict": "approved", "by": by}).status_code)


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


def test_a22_a_month_is_tied_out_signed_off_and_closed(client: TestClient) -> None:
    way = client.get(f"{MARCH}/readiness").json()
    assert (way["can_close"], [one["code"] for one in way["blockers"]]) == (False, ["not_tied_out", "not_signed_off"])
    assert refusal(client.post(f"{MARCH}/closing", json={"by": "ana"})) == (409, "close_not_ready")
    assert refusal(client.post("/v1/tie-outs", json=TIE | {"items": []})) == (422, "invalid")

    tie = client.post("/v1/tie-outs", json=TIE, headers={"Idempotency-Key": "k"})
    sums = ("gl", "subledger", "difference", "explained", "unexplained")
    assert [tie.json()[name] for name in sums] == [150_320_000, 150_000_000, 320_000, 320_000, 0]
    assert client.post("/v1/tie-outs", json=TIE, headers={"Idempotency-Key": "k"}).json() == tie.json()
    assert (approve(client, tie, "ana"), approve(client, tie)) == (409, 200)
    assert approve(client, client.post(f"{MARCH}/sign-off", json={"by": "ana", "reason": "by the quarter"})) == 200
    assert client.get(f"{MARCH}/readiness").json()["can_close"] is True
    assert client.post(f"{MARCH}/closing", json={"by": "ana"}).json()["state"] == "closed"


def test_a22_an_exception_lets_a_month_close(client: TestClient) -> None:
    asked = client.post(f"{MARCH}/exception", json={"by": "ana", "reason": "the ERP is down"})
    assert approve(client, asked, "cfo") == 200
    way = client.get(f"{MARCH}/readiness").json()
    assert (way["can_close"], len(way["lifted"])) == (True, 2)
    assert refusal(client.get("/v1/periods/2025-13/readiness")) == (422, "invalid")


def test_a54_the_worked_reserve_over_http(client: TestClient) -> None:
    debt = {"customer_number": "C1", "bucket": "days_91_plus", "minor": 3_000_000, "reason": "bankrupt"}
    body = {
        "as_of": "2025-03-31",
        "rates": [3_000, 80_000, 260_000, 580_000, 820_000],
        "adjustment": 100_000,
        "specifics": [debt],
        "by": "ana",
    }
    asked = client.post("/v1/reserves", json=body)
    assert [asked.json()[name] for name in ("required", "provision")] == [11_412_250, 2_912_250]
    assert (approve(client, asked, "ana"), approve(client, asked)) == (409, 200)
    assert refusal(client.post("/v1/reserves", json=body | {"rates": [1]})) == (422, "invalid")
    nobody = client.post("/v1/reserves", json=body | {"pools": [{"pool": "high", "rates": body["rates"]}]})
    assert nobody.json()["detail"] == "pool 'high': no customer has this risk_class; there is none"


def test_b6c_a_run_of_the_daily_controls(client: TestClient) -> None:
    def run(minor: int, key: str) -> Any:
        body = {"as_of": "2025-03-31", "gl": [{"minor": minor, "currency": USD}], "by": "cron"}
        return client.post("/v1/control-runs", json=body, headers={"Idempotency-Key": key})

    good, bad = run(150_000_000, "a"), run(150_320_000, "b")
    assert [one.status_code for one in (good, bad)] == [201, 201]
    assert [one.json()["state"] for one in (good, bad)] == ["green", "red"]
    assert run(150_000_000, "a").json() == good.json()
    failed = [one for one in bad.json()["controls"] if one["state"] == "red"]
    assert [(one["control"], one["found"]) for one in failed] == [
        (
            "stated balance",
            "general ledger 1503200.00, ours 1500000.00, difference 3200.00, not accepted 0.00, unexplained 3200.00",
        )
    ]


def test_a64_a_customers_list_against_ours(client: TestClient) -> None:
    """Four states; the differences of the lines sum to the gap of the balances."""
    theirs = "document_number,amount\ninv-current,1125000.00\nINV-1-30,200000.00\nINV-31-60,80000\nX-9,55.50\n"
    form = {"customer": "C1", "as_of": "2025-03-31"}
    told = client.post("/v1/comparisons", data=form, files={"file": ("their list.csv", theirs)}).json()

    states = {line["document_number"]: (line["state"], line["difference"]) for line in told["lines"]}
    assert states == {
        "INV-current": ("matched", "0.00"),
        "INV-31-60": ("matched", "0.00"),
        "INV-1-30": ("amount_differs", "-10000.00"),
        "INV-61-90": ("ours_only", "-40000.00"),
        "INV-91+": ("ours_only", "-45000.00"),
        "X-9": ("theirs_only", "55.50"),
    }
    gap = told["theirs"]["minor"] - told["ours"]["minor"]
    assert gap == told["gap"]["minor"] == -9_494_450 == sum(int(d.replace(".", "")) for _, d in states.values())


@pytest.mark.parametrize("name", ["../../x.csv", "..", "", ".hidden", "a/b\\c.csv"])
def test_a_name_is_no_path(client: TestClient, name: str) -> None:
    sheet = "document_number,amount\nINV-current,much\n"
    form = {"customer": "C1", "as_of": "2025-03-31"}
    answer = client.post("/v1/comparisons", data=form, files={"file": (name or "x", sheet)})
    assert refusal(answer) == (422, "invalid")
    assert "is no amount of USD" in answer.json()["detail"]
