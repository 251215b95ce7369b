"""B7a: letters over HTTP and on the page Letters: proposed, approved, planned, queued, sent, settled."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from dunning import notices
from kit.db import Database
from services.dunning import strategies
from services.workspace import Workspace
from tests.ledger.desk import booked
from tests.services.conftest import workspace_over
from tests.services.dunning.desk import late


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> Workspace:
    """Give late invoices, without any strategy."""
    return late(workspace_over(sqlite_database, outbox_folder=tmp_path / "outbox"))


@pytest.fixture
def client(desk: Workspace) -> TestClient:
    """Give the application."""
    found = TestClient(create_app(desk), base_url="http://127.0.0.1")
    token = found.get("/letters").text.split('"X-CSRF-Token": "')[1].split('"')[0]
    found.headers.update({"X-CSRF-Token": token})
    return found


def test_letters_from_the_strategy_to_the_outbox(client: TestClient, desk: Workspace) -> None:
    assert "No strategy is in force" in client.get("/letters").text
    wrong = client.post("/v1/dunning/strategies", json={"toml": "name = 1", "reason": "x", "by": "ann"})
    assert (wrong.status_code, wrong.json()["type"]) == (422, "bad_strategy")
    toml = strategies.starting()
    tried = client.post("/v1/dunning/simulations", json={"toml": toml, "first": "2026-11-20", "days": 2}).json()
    assert tried["days"][0]["letters"] == {"1 email": 1, "1 letter": 1}
    asked = client.post("/v1/dunning/strategies", json={"toml": toml, "reason": "to begin", "by": "ann"})
    assert asked.status_code == 202, asked.text
    assert "Puts the dunning strategy standard in force" in client.get("/approvals").text
    verdict = client.post(
        f"/v1/requests/{asked.json()['request_id']}/verdict", json={"verdict": "approved", "by": "ben"}
    )
    assert verdict.status_code == 200, verdict.text
    plan = client.get("/v1/dunning/plan").json()
    assert [(one["customer_number"], one["amount"]["minor"]) for one in plan["letters"]] == [
        ("C1", 105_000),
        ("C2", 7_000),
    ]
    ran = client.post("/v1/dunning/runs", json={"by": "ann"})
    assert (ran.status_code, len(ran.json()["notice_ids"])) == (201, 2)
    with desk.database.reading() as connection:
        mail, paper = notices.to_send(connection, "MAIN")
    with booked(desk.database, "begun") as book:
        notices.step(book, paper, notices.LetterState.BEGUN, "", desk.now())
        notices.step(
            book,
            notices.state_of(book.connection, "MAIN", paper.row.notice_id),
            notices.LetterState.UNCERTAIN,
            "",
            desk.now(),
        )
    page = client.get("/letters").text
    assert "It <select" in page, "what nobody knows of is settled here"
    settled = client.post(f"/letters/{paper.row.notice_id}/settle", data={"went": "true", "note": "seen", "by": "ann"})
    assert settled.status_code == 200, settled.text
    assert "1 sent" in client.post("/letters/send", data={"by": "ann"}).text
    listed = client.get("/v1/dunning/letters", params={"state": "sent"}).json()["data"]
    assert {one["notice_id"] for one in listed} == {mail.row.notice_id, paper.row.notice_id}
    whole = client.get(f"/v1/dunning/letters/{mail.row.notice_id}").json()
    assert [line["document_number"] for line in whole["lines"]] == ["I1", "I2"]
    assert "0 letters are queued" in client.post("/letters/run", data={"by": "bob"}).text


def test_a_customer_is_left_alone_over_http(client: TestClient) -> None:
    body = {"customer_number": "C1", "kind": "vip", "reason": "talks", "by": "ann"}
    assert client.post("/v1/dunning/blocks", json=body).status_code == 422, "an exclusion ends"
    assert client.post("/v1/dunning/blocks", json=body | {"until": "2026-12-01"}).status_code == 201
    plan = client.get("/v1/dunning/plan").json()
    assert {one["customer_number"]: one["reason"] for one in plan["left_alone"]} == {
        "C1": "blocked",
        "C2": "no_strategy",
    }
