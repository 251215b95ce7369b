"""What two people may change has a tag: who sends the one they saw changes what they saw, or nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

import ledger
from api.app import create_app
from kit.db import Database
from services import control
from services.commands import command
from services.master import customer_files, entity_files
from services.people import keys, persons
from services.webhooks import endpoints
from services.workspace import Workspace
from tests.services.conftest import workspace_over

Shape = dict[str, Any]


@pytest.fixture
def books(sqlite_database: Database) -> Workspace:
    given = workspace_over(sqlite_database, outside_allowed="127.0.0.1")
    entity_files.create(given, "EU", {"name": "Europe"}, actor="t")
    customer_files.create(given, "C1", {"name": "One"}, actor="t")
    return given


@pytest.fixture
def client(books: Workspace) -> TestClient:
    return TestClient(create_app(books), base_url="http://127.0.0.1")


def customer(_: Workspace) -> tuple[str, str, Shape]:
    return "/v1/customers/C1", "changes", {"facts": {"email": "a@one.example"}, "by": "ana"}


def part(_: Workspace) -> tuple[str, str, Shape]:
    return "/v1/customers/C1", "parts", {"part": "contact", "facts": {"name": "Jo"}, "by": "ana"}


def payee(_: Workspace) -> tuple[str, str, Shape]:
    return "/v1/customers/C1", "payees", {"account": "99887766", "reason": "their letter", "by": "ana"}


def entity(_: Workspace) -> tuple[str, str, Shape]:
    return "/v1/entities/EU", "changes", {"facts": {"address": "Singel 7"}, "by": "ana", "reason": "moved"}


def endpoint(books: Workspace) -> tuple[str, str, Shape]:
    made, _ = endpoints.add(books, "http://127.0.0.1:9", actor="t")
    return f"/v1/webhook-endpoints/{made.endpoint_id}", "disabling", {"reason": "moved"}


def known(books: Workspace) -> tuple[str, str, Shape]:
    fact = {"kind": "payer_link", "subject": "company_id", "key": "118-5967292", "means": "C1", "by": "ana"}
    client = TestClient(create_app(books), base_url="http://127.0.0.1")
    made = client.post("/v1/knowledge", json=fact).json()
    return f"/v1/knowledge/{made['knowledge_id']}", "retirement", {"by": "ben"}


def month(books: Workspace) -> tuple[str, str, Shape]:
    with command(books, "made", "t", {}) as book:
        ledger.periods.ensure(book, [date(2026, 10, 5)])
        ledger.periods.close(book, "2026-10")
    return "/v1/periods/2026-10", "reopening", {"reason": "a late bank file", "by": "ana"}


def asked(books: Workspace) -> tuple[str, str, Shape]:
    month(books)
    made = control.ask_reopening(books, "2026-10", reason="a late bank file", actor="ana")
    return f"/v1/requests/{made.request_id}", "verdict", {"verdict": "approved", "by": "ben"}


#: What two people may change, how it is changed.
THINGS: list[Callable[[Workspace], tuple[str, str, Shape]]] = [
    customer,
    part,
    payee,
    entity,
    endpoint,
    known,
    month,
    asked,
]


@pytest.mark.parametrize("thing", THINGS)
def test_who_saw_what_stands_changes_it_and_who_did_not_changes_nothing(
    books: Workspace, client: TestClient, thing: Callable[[Workspace], tuple[str, str, Shape]]
) -> None:
    where, act, body = thing(books)
    seen = client.get(where).headers["ETag"]
    assert client.get(where).headers["ETag"] == seen, "it stands still"

    stale = client.post(f"{where}/{act}", json=body, headers={"If-Match": '"00000000000000000000"'})
    assert (stale.status_code, stale.json()["type"]) == (412, "not_as_seen")
    assert client.get(where).headers["ETag"] == seen, "nothing was changed"

    done = client.post(f"{where}/{act}", json=body, headers={"If-Match": seen})
    assert done.is_success, done.text
    if thing in {entity, month}:
        return  # it stands as it did until a second person approves
    assert client.get(where).headers["ETag"] != seen
    again = client.post(f"{where}/{act}", json=body, headers={"If-Match": seen})
    assert again.status_code == 412


def test_an_installation_may_ask_for_the_version(books: Workspace) -> None:
    settings = books.settings.model_copy(update={"versions_needed": True})
    client = TestClient(create_app(replace(books, settings=settings)), base_url="http://127.0.0.1")
    where, act, body = customer(books)
    for head in ({}, {"If-Match": "*"}):
        needed = client.post(f"{where}/{act}", json=body, headers=head)
        assert (needed.status_code, needed.json()["type"]) == (428, "version_needed")
    assert client.post(f"{where}/{act}", json=body, headers={"If-Match": "seen"}).status_code == 422
    seen = client.get(where).headers["ETag"]
    assert client.post(f"{where}/{act}", json=body, headers={"If-Match": seen}).status_code == 200


def test_roles_are_given_to_whom_one_saw(books: Workspace, client: TestClient) -> None:
    for login, held in (("ana", []), ("eve", ["admin"])):
        persons.add(books, login, login, actor="setup", given=held)
    client.headers["Authorization"] = f"Bearer {keys.add(books, 'eve', 'hers', ['users'], 30, actor='setup')[1]}"
    seen = client.get("/v1/people/ana").headers["ETag"]
    role = {"role": "reviewer", "reason": "she is trained"}
    for status in (200, 412):  # the second did not see that she reviews
        assert client.post("/v1/people/ana/roles", json=role, headers={"If-Match": seen}).status_code == status
        assert client.delete("/v1/people/ana", headers={"If-Match": seen}).status_code == 412
    now = client.get("/v1/people/ana")
    assert now.json()["roles"] == ["reviewer"]
    taking = client.post("/v1/people/ana/roles/taking", json=role, headers={"If-Match": now.headers["ETag"]})
    assert taking.json()["roles"] == []


def test_a_month_is_closed_as_one_saw_it(books: Workspace, client: TestClient) -> None:
    with command(books, "made", "t", {}) as book:
        ledger.periods.ensure(book, [date(2026, 10, 5)])
    stale = client.post("/v1/periods/2026-10/closing", json={"by": "ana"}, headers={"If-Match": '"0000"'})
    assert stale.status_code == 412
    assert client.get("/v1/periods/2026-10").json()["state"] == "open"
    assert client.get("/v1/periods/2026-09").status_code == 404


def test_a_past_day_has_no_tag(client: TestClient) -> None:
    assert "ETag" not in client.get("/v1/customers/C1", params={"as_of": "2026-01-01"}).headers
