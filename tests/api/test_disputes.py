"""A02c, A25: disputes over HTTP and on the page Disputes, from what a customer says to its cause."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.pages import disputes
from kit.db import Database
from services.workspace import Workspace
from tests.services.conftest import workspace_over
from tests.services.dunning.desk import late


@pytest.fixture
def client(sqlite_database: Database, tmp_path: Path) -> TestClient:
    """Give the application over late invoices."""
    desk: Workspace = late(workspace_over(sqlite_database, outbox_folder=tmp_path / "outbox"))
    return TestClient(create_app(desk), base_url="http://127.0.0.1")


def test_a_dispute_from_what_is_said_to_its_cause(client: TestClient) -> None:
    assert "Nothing is disputed" in client.get("/disputes").text
    body = {"document": "I1", "reason": "price", "amount": {"minor": 30_000, "currency": "USD"}, "by": "ann"}
    opened = client.post("/v1/disputes", json=body | {"customer_reason": "old price"})
    assert opened.status_code == 201, opened.text
    case = opened.json()["case_id"]
    path = f"/v1/disputes/{case}"
    task = client.post(f"{path}/tasks", json={"what": "which list?", "due_on": "2026-11-24", "by": "ann"}).json()
    (load,) = client.get("/v1/disputes/departments").json()["data"]
    assert (load["department"], load["tasks"], load["disputed"]["minor"]) == ("pricing", 1, 30_000)
    said = {"note": "the new one", "resolution": "customer_is_wrong", "by": "pat"}
    assert client.post(f"/v1/disputes/tasks/{task['task_id']}/answers", json=said).status_code == 201
    assert client.get("/v1/disputes/tasks").json()["data"][0]["resolution"] == "customer_is_wrong"
    asked = client.post(
        f"{path}/credit", json={"amount": {"minor": 10_000, "currency": "USD"}, "reason": "goodwill", "by": "ann"}
    )
    assert asked.status_code == 202, asked.text
    assert "Credits C1 100.00 USD of I1" in client.get("/approvals").text
    verdict = {"verdict": "approved", "by": "ben"}
    assert client.post(f"/v1/requests/{asked.json()['request_id']}/verdict", json=verdict).status_code == 200
    page = client.get("/disputes").text
    head = {"X-CSRF-Token": page.split('"X-CSRF-Token": "')[1].split('"')[0], "HX-Request": "true"}
    early = client.post(f"/disputes/{case}/end", data={"end": "denied", "reason": "no", "by": "ann"}, headers=head)
    assert early.status_code == 422, "there is no root cause yet"
    names = [one["name"] for one in client.get("/v1/customers").json()["data"] if one["customer_number"] == "C1"]
    assert f'<a href="/customers/C1">{names[0]}</a>' in page
    fact = {"fact": "root_cause", "value": "price list", "by": "ann"}
    assert "is kept" in client.post(f"/disputes/{case}/fact", data=fact, headers=head).text
    ended = client.post(f"{path}/end", json={"end": "denied", "reason": "it was agreed", "by": "ann"})
    assert ended.json()["state"] == "denied"
    (told,) = client.get("/v1/disputes", params={"ended": True}).json()["data"]
    assert {name: one["minor"] for name, one in told["amounts"].items()} == {
        "disputed": 30_000,
        "paid": 0,
        "credited": 10_000,
        "written_off": 0,
        "charged_back": 0,
        "open": 20_000,
    }
    causes = client.get("/v1/disputes/causes", params={"first": "2026-11-01", "last": "2026-11-30"}).json()["data"]
    assert [(one["root_cause"], one["disputed"]["minor"], one["share"]) for one in causes] == [
        ("price list", 30_000, 10_000)
    ]
    noted = client.post(f"{path}/facts", json={"fact": "note", "value": "x", "by": "ann"})
    assert noted.status_code == 422, "it has ended"


def test_a_case_of_which_nothing_is_open_stands_apart_behind_those_that_ask(client: TestClient) -> None:
    def opened(document: str) -> str:
        body = {"document": document, "reason": "price", "amount": {"minor": 5_000, "currency": "USD"}, "by": "ann"}
        case: str = client.post("/v1/disputes", json=body).json()["case_id"]
        return case

    settled, asks = opened("I1"), opened("I2")
    assert "Settled" not in client.get("/disputes").text
    credit = {"amount": {"minor": 5_000, "currency": "USD"}, "reason": "goodwill", "by": "ann"}
    asked = client.post(f"/v1/disputes/{settled}/credit", json=credit).json()["request_id"]
    client.post(f"/v1/requests/{asked}/verdict", json={"verdict": "approved", "by": "ben"})
    page = client.get("/disputes").text
    places = [page.index(part) for part in (f"/disputes/{asks}/end", "<h2>Settled</h2>", f"/disputes/{settled}/end")]
    assert places == sorted(places)


def test_a_department_is_asked_and_answers_on_the_page(client: TestClient) -> None:
    """DUTIES A02c: by the reason's department or another, until a day or within a week; a resolution ends it."""
    body = {"document": "I1", "reason": "price", "amount": {"minor": 5_000, "currency": "USD"}, "by": "ann"}
    assert client.post("/v1/disputes", json=body).status_code == 201
    case = client.get("/v1/disputes").json()["data"][0]["case_id"]
    head = {
        "X-CSRF-Token": client.get("/disputes").text.split('"X-CSRF-Token": "')[1].split('"')[0],
        "HX-Request": "true",
    }
    ask = {"what": "which price was agreed?", "department": "logistics", "by": "ann"}
    nothing = client.post(f"/disputes/{case}/task", data={**ask, "what": ""}, headers=head)
    assert (nothing.status_code, "say which department does what" in nothing.text) == (422, True)
    page = client.post(f"/disputes/{case}/task", data=ask, headers=head).text
    (task,) = client.get("/v1/disputes/tasks").json()["data"]
    assert (task["department"], task["what"]) == ("logistics", ask["what"])
    assert f'hx-post="/disputes/tasks/{task["task_id"]}/answer"' in page
    path = f"/disputes/tasks/{task['task_id']}/answer"
    assert "The old price." in client.post(path, data={"note": "The old price.", "by": "lee"}, headers=head).text
    done = client.post(path, data={"note": "Right.", "resolution": "customer_is_right", "by": "lee"}, headers=head)
    assert "Customer is right" in done.text
    assert path not in done.text, "what is done is not answered again"


def test_the_list_is_read_page_by_page_and_an_act_stays_on_its_page(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disputes, "ROWS_A_PAGE", 2)
    for document in ("I1", "I2", "I3"):
        body = {"document": document, "reason": "price", "amount": {"minor": 5_000, "currency": "USD"}, "by": "ann"}
        assert client.post("/v1/disputes", json=body).status_code == 201
    cases = [one["case_id"] for one in client.get("/v1/disputes").json()["data"]]
    first = client.get("/disputes").text
    following = re.search(r'href="(/disputes\?after=[^"]+)"', first)
    assert following is not None
    second = client.get(following[1]).text
    assert [re.findall(r'hx-post="/disputes/(\w+)/fact', page) for page in (first, second)] == [cases[:2], cases[2:]]
    assert 'rel="next"' not in second
    act = re.search(rf'hx-post="(/disputes/{cases[2]}/fact[^"]*)"', second)
    assert act is not None
    head = {"X-CSRF-Token": second.split('"X-CSRF-Token": "')[1].split('"')[0], "HX-Request": "true"}
    done = client.post(act[1], data={"fact": "note", "value": "asked", "by": "ann"}, headers=head).text
    assert "is kept" in done
    assert re.findall(r'hx-post="/disputes/(\w+)/fact', done) == cases[2:]
    assert client.get("/disputes", params={"after": "x"}).status_code == 422
