"""A45: the rules over HTTP and on the page Configuration: proposed, approved, compared, brought back."""

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from services.workspace import Workspace
from tests.services.conftest import empty, workspace_over  # noqa: F401 - a fixture

LENIENT, STRICT = (f'[write_offs]\nsmall_balance = "{amount}"\n' for amount in ("5.00", "0.10"))


@pytest.fixture
def client(empty: Workspace) -> TestClient:  # noqa: F811 - the fixture
    """Give the application."""
    found = TestClient(create_app(workspace_over(empty.database)), base_url="http://127.0.0.1")
    token = found.get("/configs").text.split('"X-CSRF-Token": "')[1].split('"')[0]
    found.headers.update({"X-CSRF-Token": token})
    return found


def approved(client: TestClient, request_id: str) -> None:
    """Approve a request."""
    done = client.post(f"/v1/requests/{request_id}/verdict", json={"verdict": "approved", "by": "boss"})
    assert done.status_code == 200, done.text


def test_a45_rules_over_http(client: TestClient) -> None:
    for text, day in ((LENIENT, "2026-11-22"), (STRICT, None)):
        body = {"text": text, "reason": "audit", "effective_from": day, "by": "ana"}
        asked = client.post("/v1/configs/policy/proposals", json=body)
        assert asked.status_code == 202, asked.text
        approved(client, asked.json()["request_id"])
    held = {one["kind"]: one for one in client.get("/v1/configs").json()["data"]}
    assert (held["policy"]["holds"], held["credit"]["holds"]) == ("version 2, since 2026-11-20", "the defaults")
    assert [one["version"] for one in held["policy"]["coming"]] == [1]
    assert client.get("/v1/configs/policy/text", params={"as_of": "2026-11-22"}).json()["text"] == LENIENT
    assert client.get("/v1/configs/policy/text", params={"as_of": "2026-11-19"}).status_code == 404
    assert client.get("/v1/configs/policy/versions/2").json()["version"]["decided_by"] == "boss"
    lines = client.get("/v1/configs/policy/diff", params={"first": 1, "second": 2}).json()["lines"]
    assert lines[-1] == '+small_balance = "0.10"'
    back = {"version": 1, "reason": "too strict", "by": "ana"}
    approved(client, client.post("/v1/configs/policy/reversions", json=back).json()["request_id"])
    versions = client.get("/v1/configs/policy/versions").json()["data"]
    assert [(one["version"], one["restores"]) for one in versions] == [(3, 1), (2, 0), (1, 0)]


def test_what_cannot_hold_is_refused_and_changes_nothing(client: TestClient) -> None:
    body = {"text": "faster = true\ndaily_letters = 1\n", "reason": "x", "by": "ana"}
    refused = client.post("/v1/configs/flags/proposals", json=body)
    assert (refused.status_code, refused.json()["type"]) == (422, "bad_flags")
    assert "faster" in refused.json()["detail"]
    assert "daily_letters" in refused.json()["detail"]
    assert client.get("/v1/configs/flags/versions").json()["data"] == []
    assert client.get("/v1/configs/colours/versions").status_code == 404


def test_the_page_proposes_shows_what_differs_and_brings_back(client: TestClient) -> None:
    assert 'href="/configs/worklist"' in client.get("/configs").text
    assert "No version yet: the defaults hold." in client.get("/configs/worklist").text
    for text in ("floor = 50\n", "floor = 60\n"):
        form = {"text": text, "reason": "smaller customers", "by": "ana"}
        said = client.post("/configs/worklist/propose", data=form).text
        approved(client, said.split(" waits for a second person")[0].rsplit(">", 1)[1])
    page = client.get("/configs/worklist").text
    assert ("-floor = 50" in page, "+floor = 60" in page, "From version 1 to 2" in page) == (True, True, True)
    asked = client.post("/configs/worklist/revert", data={"version": "1", "reason": "as before", "by": "ana"})
    assert "waits for a second person" in asked.text
    assert "brings back" in client.get("/approvals").text
    wrong = client.post("/configs/worklist/propose", data={"text": "floor = 1", "reason": "x", "start": "soon"})
    assert wrong.status_code == 422
