"""Work and webhooks over HTTP and on their pages."""

import json
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from api.app import create_app
from ledger.tables import work
from services.workspace import Workspace
from tests.api import morning
from tests.api.conftest import PATIENCE, Served, serving
from tests.services.receiver import receiving


def told(served: Served, endpoint_id: str) -> dict[str, object]:
    """Wait until the newest message is told or given up."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = served.client.get(f"/v1/webhook-endpoints/{endpoint_id}/deliveries").json()["data"]
        if found and found[0]["state"] in {"done", "dead"}:
            return dict(found[0])
        time.sleep(0.05)
    raise AssertionError("nothing was told")


def test_the_matching_of_an_upload_is_work_with_its_history(matched: Served) -> None:
    (found,) = matched.client.get("/v1/jobs", params={"kind": "match"}).json()["data"]
    assert (found["state"], found["entity"], found["result"]["review"] > 0) == ("done", "MAIN", True)

    one = matched.client.get(f"/v1/jobs/{found['work_id']}").json()
    assert [each["outcome"] for each in one["tries"]] == ["done"]
    refused = matched.client.post(f"/v1/jobs/{found['work_id']}/retry")
    assert (refused.status_code, refused.json()["type"]) == (409, "work_not_waiting")
    assert matched.client.get("/v1/jobs/wrk_none").status_code == 404
    assert 'tieout_work{kind="match",state="done"} 1.0' in matched.client.get("/metrics").text

    page = matched.client.get("/jobs").text
    assert "Book, decide and post what was taken in" in page
    assert "done" in matched.client.get(f"/jobs/{found['work_id']}").text


def test_what_was_given_up_is_shown_with_its_reason_and_tried_again(matched: Served, workspace: Workspace) -> None:
    (found,) = matched.client.get("/v1/jobs", params={"kind": "match"}).json()["data"]
    with workspace.database.beside() as connection:
        connection.execute(update(work).values(state="dead", reason="the disk is full"))
    assert "the disk is full" in matched.client.get("/jobs/rows").text

    again = matched.client.post(f"/v1/jobs/{found['work_id']}/retry")
    assert again.status_code == 200
    matched.settle()
    tries = matched.client.get(f"/v1/jobs/{found['work_id']}").json()["tries"]
    assert [each["outcome"] for each in tries] == ["done", "asked again", "done"]


def test_a_lost_e_mail_of_a_report_is_asked_about_on_the_page(workspace: Workspace, tmp_path: Path) -> None:
    settings = workspace.settings.model_copy(update={"weekly_folder": tmp_path})
    kept = tmp_path / "MAIN" / "aging" / "aging-2026-11-30.mail.json"
    kept.parent.mkdir(parents=True)
    kept.write_text('{"cfo@ours.example": "begun", "ap@ours.example": "sent"}')
    app = create_app(Workspace(workspace.database, settings, workspace.clock))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        page = client.get("/jobs").text
        assert page.count("Did this e-mail leave?") == 1
        head = {"X-CSRF-Token": page.split('"X-CSRF-Token": "')[1].split('"')[0], "Idempotency-Key": "k"}
        form = {"report": "aging", "as_of": "2026-11-30", "to": "cfo@ours.example", "sent": "no", "note": "not there"}
        done = client.post("/jobs/report-mail", data={**form, "by": "ana"}, headers=head)
    assert (done.status_code, "Did this" in done.text) == (200, False)
    assert json.loads(kept.read_text()) == {"ap@ours.example": "sent", "cfo@ours.example": "failed"}


@pytest.fixture
def here(workspace: Workspace) -> Workspace:
    """Give books that may call this machine."""
    settings = workspace.settings.model_copy(update={"outside_allowed": "127.0.0.1"})
    return Workspace(workspace.database, settings, workspace.clock)


def test_an_endpoint_is_told_of_the_morning_and_answers_are_kept(here: Workspace) -> None:
    with receiving([204]) as receiver:
        for served in serving(create_app(here)):
            made = served.client.post(
                "/v1/webhook-endpoints", json={"url": receiver.url, "events": ["postings.created"]}
            )
            assert made.status_code == 201
            endpoint_id = made.json()["endpoint"]["endpoint_id"]
            assert made.json()["secret"].startswith("whsec_")
            assert "secret" not in served.client.get(f"/v1/webhook-endpoints/{endpoint_id}").json()
            assert served.take("morning.bai", morning.BAI2).status_code == 202
            served.settle()
            newest = told(served, endpoint_id)
            assert newest["event"] == "postings.created"
            assert served.client.post(f"/v1/webhook-endpoints/{endpoint_id}/test").status_code == 202
            rotated = served.client.post(f"/v1/webhook-endpoints/{endpoint_id}/rotation").json()
            assert rotated["secret"] != made.json()["secret"]
            path = f"/v1/webhook-endpoints/{endpoint_id}/deliveries/{newest['message_id']}/replay"
            assert served.client.post(path).status_code == 202
            assert receiver.url in served.client.get("/webhooks").text
            off = served.client.post(f"/v1/webhook-endpoints/{endpoint_id}/disabling", json={"reason": "moved"})
            assert (off.json()["active"], off.json()["reason"]) == (False, "moved")
            assert served.client.post(f"/v1/webhook-endpoints/{endpoint_id}/enabling").json()["active"]
            assert served.client.post(f"/v1/webhook-endpoints/{endpoint_id}/replay").json() == {"messages": 0}


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "http://192.168.0.4/x", "https://[::1]/"])
def test_an_address_of_our_network_is_refused(served: Served, url: str) -> None:
    refused = served.client.post("/v1/webhook-endpoints", json={"url": url})
    assert (refused.status_code, refused.json()["type"]) == (422, "address_not_allowed")
