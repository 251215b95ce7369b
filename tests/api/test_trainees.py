"""A02g, B9a: a trainee proposes any decision; none happens before somebody who may decide it does."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest

from api.app import create_app
from kit.db import Database
from ledger import checks
from ledger.book import Book, book
from ledger.refusals import Trainee
from services.people import keys, persons, proofs, roles
from services.people.refusals import DutiesConflict
from services.workspace import Workspace
from tests.api.conftest import NOW, Served, serving
from tests.api.morning import BAI2
from tests.ledger.desk import opened

PASSWORD = "a long enough phrase 7"
WHO = {"tina": "trainee", "tom": "trainee", "rob": "reviewer", "col": "collector", "app": "approver"}


@pytest.fixture
def morning(workspace: Workspace) -> Iterator[Served]:
    """Serve the morning, matched, to two trainees, a reviewer, a collector and an approver."""
    for served in serving(create_app(workspace)):
        assert served.take("morning.bai", BAI2).status_code == 202
        served.settle()
        for login, role in WHO.items():
            persons.add(workspace, login, login, actor="setup", given=[role])
        yield served


def as_(served: Served, login: str) -> dict[str, str]:
    """Return the head of somebody's key."""
    workspace: Workspace = served.app.state.workspace
    return {"Authorization": f"Bearer {keys.add(workspace, login, 't', roles.ROLES[WHO[login]], 1, actor='setup')[1]}"}


def first(served: Served) -> str:
    """Return the exception at the head of the queue."""
    return str(served.client.get("/v1/exceptions", headers=as_(served, "rob")).json()["data"][0]["exception_id"])


def of(served: Served, exception: str) -> dict[str, object]:
    """Return how its receipt stands."""
    told = served.client.get(f"/v1/receipts/rcp_{exception[4:]}", headers=as_(served, "rob")).json()
    return {name: told[name] for name in ("status", "reason", "version")}


def test_a02g_a_proposed_decision_waits_for_who_may_make_it(morning: Served) -> None:
    tina, rob = as_(morning, "tina"), as_(morning, "rob")
    one = first(morning)
    before, path = of(morning, one), f"/v1/exceptions/{one}/resolution"
    said = {"act": "park", "note": "asked them", "by": "tina"}
    proposed = morning.client.post(path, json=said, headers=tina)
    assert (proposed.status_code, proposed.json()["kind"]) == (202, "proposal")
    assert of(morning, one) == before, "nothing happened"
    there = f"/v1/proposals/{proposed.json()['request_id']}/verdict"
    for login, code in (
        ("tina", "not_allowed"),
        ("tom", "not_allowed"),
        ("app", "not_allowed"),
        ("col", "not_allowed"),
    ):
        no = morning.client.post(there, json={"verdict": "approved"}, headers=as_(morning, login))
        assert (login, no.status_code, no.json()["type"]) == (login, 403, code)
    plain = f"/v1/requests/{proposed.json()['request_id']}/verdict"
    assert morning.client.post(plain, json={"verdict": "approved"}, headers=as_(morning, "app")).status_code == 422
    done = morning.client.post(there, json={"verdict": "approved", "note": "right"}, headers=rob)
    assert (done.status_code, done.json()["verdict"]) == (200, "approved"), done.text
    assert of(morning, one)["reason"] == "parked"
    assert morning.client.post(there, json={"verdict": "approved"}, headers=rob).status_code == 409
    (row,) = morning.client.get("/v1/requests", params={"waiting": False}, headers=rob).json()["data"]
    assert (row["maker"], row["checker"], row["note"]) == ("tina", "rob", "right")
    trail = [row for row in morning.client.get("/v1/audit", headers=rob).json()["data"] if row["actor"] != "setup"]
    assert (trail[-1]["actor"], trail[-1]["command"]) == ("rob", "desk park"), "one command holds deed and verdict"
    with morning.app.state.workspace.database.reading() as connection:
        assert list(checks.run(connection)) == []


def test_a02g_what_cannot_be_done_stays_proposed_and_a_mentor_says_why_not(morning: Served) -> None:
    tina, rob, one = as_(morning, "tina"), as_(morning, "rob"), first(morning)
    path = f"/v1/exceptions/{one}/resolution"
    asked = morning.client.post(path, json={"act": "accept", "rank": 99}, headers={**tina, "If-Match": '"77"'}).json()
    there = f"/v1/proposals/{asked['request_id']}/verdict"
    no = morning.client.post(there, json={"verdict": "approved"}, headers=rob)
    assert no.status_code in {404, 412, 422}, no.text
    assert [row["request_id"] for row in morning.client.get("/v1/requests", headers=rob).json()["data"]] == [
        asked["request_id"]
    ]
    assert morning.client.post(there, json={"verdict": "refused"}, headers=rob).status_code == 422, "say why"
    done = morning.client.post(there, json={"verdict": "refused", "note": "look at rank 1"}, headers=rob)
    assert done.json()["verdict"] == "refused"
    assert {path: morning.client.post(path, json={}, headers=tina).status_code for path in WRITES} == WRITES


def test_a02g_the_desk_itself_takes_proposals_and_the_page_decides_them(morning: Served) -> None:
    for login in ("tina", "rob"):
        proofs.set_password(morning.app.state.workspace, login, PASSWORD, actor=login)
    one = first(morning)
    head = signed_in(morning, "tina")
    answer = morning.client.post(f"/desk/{one}/park", data={"note": "asked them"}, headers=head)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (202, "#notice")
    assert "nothing happened yet" in answer.text
    head = signed_in(morning, "rob")
    page = morning.client.get("/approvals").text
    assert f"POST /desk/{one}/park" in page
    assert "asked them" in page
    there = re.findall(r'hx-post="(/proposals/[^"]*/approved)"', page)[0]
    done = morning.client.post(there, data={"note": ""}, headers=head)
    assert (done.status_code, "approved." in done.text) == (200, True), done.text
    assert of(morning, one)["reason"] == "parked"


#: A write -> what a trainee is answered: kept as a proposal, or refused.
WRITES = {
    "/v1/bulk/decisions": 403,
    "/v1/requests/req_x/verdict": 403,
    "/v1/people": 403,
    "/v1/bank-files": 403,
    "/v1/adjustments": 202,
    "/v1/credit/holds/SO1/release": 202,
    "/v1/customers/C100/changes": 202,
}


def test_a02g_a_trainee_holds_no_other_work(workspace: Workspace) -> None:
    persons.add(workspace, "tina", "Tina", actor="setup", given=["trainee", "auditor"])
    for role in (name for name, scopes in roles.ROLES.items() if scopes - {"read", "propose"}):
        with pytest.raises(DutiesConflict):
            persons.grant(workspace, "tina", role, actor="setup")


def test_a02g_the_database_refuses_what_a_trainee_writes(database: Database) -> None:
    """Whatever program writes it: a batch of a trainee that is no question is not sealed; elsewhere they are nobody."""
    opened(database)
    for place in ("", "MAIN", "MAIN/ana"):
        grant(database, place, held=1)
        write(database, "ask", "tina", place)
        for command, actor in (("desk accept", "TINA"), ("approve", "tina")):
            with pytest.raises(Trainee):
                write(database, command, actor, place)
        write(database, "desk accept", "rob", place)
        grant(database, place, held=0)
        write(database, "desk accept", "tina", place)
    grant(database, "MAINE", held=1)
    write(database, "approve", "tina", "elsewhere")


def grant(database: Database, place: str, *, held: int) -> None:
    """Give or take the role."""
    with wrote(database, "give role", "setup", f"{place}{held}") as one:
        one.write("role_grant", [("MAIN", "tina", "trainee", place, held, "", "setup")])


def write(database: Database, command: str, actor: str, key: str) -> None:
    """Write an empty command."""
    with wrote(database, command, actor, f"{command}{actor}{key}"):
        pass


def wrote(database: Database, command: str, actor: str, key: str) -> AbstractContextManager[Book]:
    """Open the books."""
    return book(database, entity="MAIN", key=key, actor=actor, command=command, payload={}, recorded_at=NOW)


def signed_in(served: Served, login: str) -> dict[str, str]:
    """Sign somebody in and return the head that their page sends."""
    served.client.cookies.clear()
    csrf = token(served.client.get("/", headers={"Accept": "text/html"}).text)
    given = {"login": login, "password": PASSWORD}
    assert served.client.post("/sign-in/person", data=given, headers={"X-CSRF-Token": csrf}).status_code == 200
    return {"X-CSRF-Token": token(served.client.get("/me").text), "HX-Request": "true"}


def token(page: str) -> str:
    """Return what a page sends with every write."""
    return page.split('"X-CSRF-Token": "')[1].split('"', maxsplit=1)[0]
