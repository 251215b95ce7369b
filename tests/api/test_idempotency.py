"""One key, one answer: what is under way is told so, what was answered is answered again, also after a restart."""

import json
import operator
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from api.app import create_app
from api.idempotency import UnderWay, as_key, once
from kit.refusals import Conflict, Invalid
from services.people import keys, persons
from services.running import answers
from services.running.answers import Answer
from services.workspace import Workspace
from tests.api import morning
from tests.api.conftest import NOW, Served, serving

JSON = {"Content-Type": "application/json"}
TABLE = b"Date,Description,Amount\n2026-11-19,HOLLIS MARINE,1250.00\n2026-11-19,BRACKEN TOOL,310.00\n"


def test_while_the_first_is_under_way_the_second_is_told_to_wait() -> None:
    under_way = UnderWay()
    with under_way.alone("k"):
        with pytest.raises(Conflict), under_way.alone("k"):
            pass
        with under_way.alone("other"):
            pass
    with under_way.alone("k"):
        pass


def test_a_refused_request_may_be_tried_again_under_its_key() -> None:
    under_way = UnderWay()
    with pytest.raises(Invalid), under_way.alone("k"):
        raise Invalid
    with under_way.alone("k"):
        pass


def test_without_a_key_every_request_is_its_own() -> None:
    under_way = UnderWay()
    with under_way.alone(""), under_way.alone(""):
        pass


@pytest.mark.parametrize(("sent", "key"), [("abc", "abc"), ('"abc"', "abc"), ("", ""), ('"', '"')])
def test_a_key_may_stand_in_quotes(sent: str, key: str) -> None:
    assert as_key(sent) == key


def test_a_key_without_end_is_refused() -> None:
    with pytest.raises(Invalid):
        as_key("k" * 256)


def test_a_restart_forgets_no_answer(workspace: Workspace) -> None:
    """Upload, decision and acknowledgement are repeated to another process over the same books."""
    key = {"Idempotency-Key": "monday"}
    for first in serving(create_app(workspace)):
        uploaded = first.take("morning.bai", morning.BAI2, **key)
        first.settle()
        row = first.client.get("/v1/exceptions").json()["data"][0]
        decided = _decide(first, row["exception_id"])
        acknowledged = _acknowledge(first)
    for second in serving(create_app(workspace)):
        for before, again in (
            (uploaded, second.take("morning.bai", morning.BAI2, **key)),
            (decided, _decide(second, row["exception_id"])),
            (acknowledged, _acknowledge(second)),
        ):
            assert (again.status_code, again.json()) == (before.status_code, before.json())
            assert "Idempotent-Replayed" not in before.headers
            assert again.headers["Idempotent-Replayed"] == "true"
        other = second.take("morning.bai", morning.bai2(number=2), **key)
        assert (other.status_code, other.json()["type"]) == (422, "idempotency_key_reused")
        assert len(second.client.get("/v1/bank-files").json()["data"]) == 1


#: A write of every kind of place it goes to: the books, secrets, nowhere; the second may not be done twice.
WRITES: dict[str, tuple[dict[str, Any], int]] = {
    "/v1/customers": ({"customer_number": "C900", "facts": {"name": "Ninth Co"}, "by": "bo"}, 201),
    "/v1/contacts/none/addenda": ({"note": "x", "by": "bo"}, 404),
    "/v1/adjustments": (
        {
            "item": "INV-30041",
            "kind": "bad_debt",
            "amount": {"minor": 100, "currency": "USD"},
            "reason": "small",
            "by": "bo",
        },
        202,
    ),
    "/v1/periods/2026-09/exception": ({"reason": "late", "by": "bo"}, 202),
    "/v1/knowledge/previews": ({"kind": "payer_link", "subject": "name", "key": "HOLLIS", "means": "C100"}, 200),
}


@pytest.mark.parametrize("path", WRITES)
def test_every_post_is_carried_out_once_under_its_key(served: Served, path: str) -> None:
    body, status = WRITES[path]
    key = {"Idempotency-Key": f'"{path}"'}
    first = served.client.post(path, json=body, headers=key)
    assert first.status_code == status, first.text
    assert "Idempotent-Replayed" not in first.headers
    commands = served.client.get("/v1/audit", params={"limit": 200}).json()["data"]
    again = served.client.post(path, content=json.dumps(body, indent=1), headers={**key, **JSON})
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again.headers.get("Idempotent-Replayed") == ("true" if status < 400 else None)
    assert served.client.get("/v1/audit", params={"limit": 200}).json()["data"] == commands
    if status < 400:
        other = served.client.post(path, json={**body, "note": "other"}, headers=key)
        assert (other.status_code, other.json()["type"]) == (422, "idempotency_key_reused")


def test_the_same_file_in_another_envelope_is_the_same_request(served: Served) -> None:
    """A client draws the boundary of each form anew."""
    key = {"Idempotency-Key": "k"}
    answers = [
        served.client.post("/v1/mappings/guesses", files={"file": ("t.csv", TABLE)}, headers=key) for _ in range(2)
    ]
    assert [one.headers.get("Idempotent-Replayed") for one in answers] == [None, "true"]
    assert answers[0].json() == answers[1].json()
    renamed = served.client.post("/v1/mappings/guesses", files={"file": ("u.csv", TABLE)}, headers=key)
    assert renamed.json()["type"] == "idempotency_key_reused"


def test_a_secret_is_not_told_to_a_repeat_and_nowhere_kept(peopled_key: tuple[Served, dict[str, str]]) -> None:
    served, admin = peopled_key
    asked = {"login": "dee", "name": "uploads", "scopes": ["files"]}
    made = [served.client.post("/v1/people/keys", json=asked, headers={**admin, "Idempotency-Key": "k"}) for _ in "12"]
    assert made[0].json()["bearer"].startswith("tok_live_")
    assert made[1].json() == {**made[0].json(), "bearer": ""}
    assert len(served.client.get("/v1/people/keys", headers=admin).json()["data"]) == 2
    with served.app.state.workspace.database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT body FROM answer").scalars().all()
    assert made[0].json()["bearer"] not in "".join(kept)


def test_one_persons_key_is_not_anothers(peopled_key: tuple[Served, dict[str, str]]) -> None:
    served, admin = peopled_key
    bearer = keys.add(served.app.state.workspace, "dee", "dee's", ["read", "files"], 1, actor="setup")[1]
    key = {"Idempotency-Key": "k"}
    assert served.client.post("/v1/mappings/guesses", files=_table(), headers={**admin, **key}).status_code == 403
    mine = {"Authorization": f"Bearer {bearer}", **key}
    assert served.client.post("/v1/mappings/guesses", files=_table(), headers=mine).status_code == 200
    people = served.client.post("/v1/people", json={"login": "eve"}, headers={**admin, **key})
    assert people.json()["type"] == "idempotency_key_reused"


def test_an_answer_is_kept_for_thirty_days(workspace: Workspace) -> None:
    told = Answer(201, {"etag": '"1"'}, "{}")
    answers.keep(workspace, "k", "asked", told)
    for days, kept in ((29, told), (30, None)):
        later = replace(workspace, clock=partial(operator.add, NOW, timedelta(days=days)))
        assert answers.given(later, "k", "asked") == kept
    answers.keep(later, "other", f"{answers.CLEARS}asked", told)
    assert answers.given(workspace, "k", "asked") is None


def test_whose_process_ended_before_the_answer_was_kept_is_answered_from_the_books(served: Served) -> None:
    body = {"customer_number": "C900", "facts": {"name": "Ninth Co"}, "by": "bo"}
    first = served.client.post("/v1/customers", json=body, headers={"Idempotency-Key": "k"})
    with served.app.state.workspace.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM answer")
    again = served.client.post("/v1/customers", json=body, headers={"Idempotency-Key": "k"})
    assert (again.status_code, again.json()) == (first.status_code, first.json())


def test_of_two_servers_at_the_same_moment_the_second_says_that_it_repeats(workspace: Workspace) -> None:
    """Both ask before either has kept its answer; the books carry the request out once."""
    both = threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        clients = [TestClient(_server(workspace, both, name)) for name in ("one", "two")]
        headers = {"Idempotency-Key": "k"}
        told = [one.result() for one in [pool.submit(client.post, "/", headers=headers) for client in clients]]

    assert sorted(one.headers.get("Idempotent-Replayed", "") for one in told) == ["", "true"]
    assert told[0].json() == told[1].json()
    assert {one.status_code for one in told} == {201}


def _server(workspace: Workspace, both: threading.Barrier, name: str) -> Starlette:
    """Return a server whose one route answers its name once the other server's has been asked too."""

    async def post(_: Request) -> Response:
        await run_in_threadpool(both.wait, 10)
        return JSONResponse(name, 201)

    async def asked(request: Request) -> Response:
        request.state.acting = SimpleNamespace(person=None)
        return await once(post)(request)

    app = Starlette(routes=[Route("/", asked, methods=["POST"])])
    app.state.workspace, app.state.under_way = workspace, UnderWay()
    return app


@pytest.fixture
def peopled_key(workspace: Workspace) -> Iterator[tuple[Served, dict[str, str]]]:
    """Serve to an admin and to a clerk, dee; give what the admin's program sends."""
    persons.add(workspace, "ann", "Ann", actor="setup", given=["admin"])
    persons.add(workspace, "dee", "Dee", actor="setup", given=["clerk"])
    bearer = keys.add(workspace, "ann", "test", ["users", "read"], 1, actor="setup")[1]
    for served in serving(create_app(workspace)):
        yield served, {"Authorization": f"Bearer {bearer}"}


def _table() -> dict[str, tuple[str, bytes]]:
    """Return a bank's table as it is uploaded."""
    return {"file": ("t.csv", TABLE)}


def _decide(served: Served, exception_id: str) -> httpx2.Response:
    """Take the exception out of receivables, under a key."""
    path = f"/v1/exceptions/{exception_id}/resolution"
    return served.client.post(path, json={"act": "not_ar", "note": "tax"}, headers={"Idempotency-Key": "decide-1"})


def _acknowledge(served: Served) -> httpx2.Response:
    """Accept the first postings, under a key."""
    said = {"first": 1, "last": 4, "state": "accepted"}
    return served.client.post("/v1/postings/acknowledgements", json=said, headers={"Idempotency-Key": "ack-1"})
