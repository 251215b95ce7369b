"""Many at once: each by itself or all of them or none, by place, once for each key, also where a crash came between."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

import ledger
from api.app import create_app
from kit.db import Database
from kit.refusals import Invalid
from kit.settings import Settings
from ledger import tables
from services import bulk, intake, matching
from services.importing import subledger
from services.master import customer_files
from services.workspace import Workspace
from tests.api import morning
from tests.api.conftest import BYTES_MAX, NOW
from tests.conftest import RING

Shape = dict[str, Any]


@pytest.fixture(scope="module")
def template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give books in which the small morning is matched."""
    folder = tmp_path_factory.mktemp("bulk")
    shutil.copy(sqlite_template, folder / "books.db")
    books = over(folder / "books.db")
    (folder / "customers.csv").write_text(morning.CUSTOMERS, encoding="utf-8")
    (folder / "items.csv").write_text(morning.OPEN_ITEMS, encoding="utf-8")
    subledger.customers(books, folder / "customers.csv", actor="test")
    subledger.items(books, folder / "items.csv", actor="test")
    intake.take(books, morning.BAI2, "morning.bai", actor="test")
    matching.run(books, as_of=books.today(), progress=lambda *_: None)
    books.database.dispose()
    return folder / "books.db"


@pytest.fixture
def books(template: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copy(template, tmp_path / "books.db")
    given = over(tmp_path / "books.db")
    yield given
    given.database.dispose()


@pytest.fixture
def client(books: Workspace) -> TestClient:
    return TestClient(create_app(books), base_url="http://127.0.0.1")


def over(path: Path) -> Workspace:
    return Workspace(Database(f"sqlite:///{path}", RING), Settings(file_bytes_max=BYTES_MAX), lambda: NOW)


def usd(minor: int) -> Shape:
    return {"minor": minor, "currency": "USD"}


def document(number: str, customer: str = "C100", minor: int = 5_000, kind: str = "invoice") -> Shape:
    told = {"document_number": number, "document_type": kind, "customer_number": customer}
    return {**told, "issue_date": "2026-11-01", "amount": usd(minor)}


def states(answer: httpx2.Response) -> list[str]:
    """Return what came of each: its state, or the code of its refusal."""
    assert answer.status_code == 200, answer.text
    return [row["answer"]["state"] if row["answer"] else row["problem"]["type"] for row in answer.json()["data"]]


def commands(books: Workspace) -> int:
    with books.database.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(tables.batch)).scalar_one())


def test_documents_are_booked_each_by_itself(client: TestClient, books: Workspace) -> None:
    rows = [
        document("B-1"),
        document("B-2", customer="NOBODY"),
        document("B-3", minor=-700, kind="credit_memo"),
        document("B-1"),
        document("INV-30011", minor=1),
        document("B-4", minor=-1),
    ]
    answer = client.post("/v1/bulk/items", json={"data": rows})

    assert states(answer) == ["new", "invalid", "new", "invalid", "item_known_otherwise", "invalid"]
    assert (answer.json()["done"], answer.json()["refused"]) == (2, 4)
    assert answer.json()["data"][3]["problem"]["detail"] == "row 0 names the same"
    listed = client.get("/v1/items", params={"customer_number": "C100", "limit": 200}).json()["data"]
    assert {row["document_number"]: row["open"]["minor"] for row in listed if row["document_number"][0] == "B"} == {
        "B-1": 5_000,
        "B-3": -700,
    }
    assert states(client.post("/v1/bulk/items", json={"data": [document("B-1")]})) == ["known"]
    with books.database.reading() as connection:
        assert ledger.checks.run(connection) == []


def test_documents_are_booked_all_or_none(client: TestClient, books: Workspace) -> None:
    before = commands(books)
    answer = client.post("/v1/bulk/items", json={"data": [document("B-1"), document("B-2", "X")], "atomic": True})

    assert (answer.status_code, answer.json()["type"]) == (422, "bulk_refused")
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["type"]) == ("#/data/1", "invalid")
    assert commands(books) == before


def test_amounts_of_one_document_are_in_one_currency(client: TestClient) -> None:
    wrong = {**document("B-1"), "open_amount": {"minor": 1, "currency": "EUR"}}
    answer = client.post("/v1/bulk/items", json={"data": [document("B-0"), wrong]})
    assert answer.json()["errors"][0]["pointer"] == "#/data/1"


def test_customers_are_made_and_changed_and_what_steers_money_waits(client: TestClient, books: Workspace) -> None:
    rows = [
        {"customer_number": "N1", "facts": {"name": "New One"}},
        {"customer_number": "C100", "facts": {"email": "ap@hollis.example"}},
        {"customer_number": "C200", "facts": {"terms": "NET60"}},
        {"customer_number": "C300", "facts": {}},
        {"customer_number": "N2", "facts": {"shoe_size": "43"}},
    ]
    sent = {"data": rows, "by": "sap", "reason": "the ERP's master data of today"}
    answer = client.post("/v1/bulk/customers", json=sent)

    assert states(answer) == ["new", "changed", "waits", "same", "invalid"]
    known = customer_files.of(books, "C100", books.today())["customer"]
    assert (known["name"], known["email"]) == ("Hollis Marine Supply Inc", "ap@hollis.example")
    (asked,) = client.get("/v1/requests").json()["data"]
    assert (asked["kind"], asked["evidence"]) == ("master", {})
    unreasoned = {"data": [{"customer_number": "C200", "facts": {"terms": "NET90"}}], "by": "sap"}
    assert client.post("/v1/bulk/customers", json=unreasoned).json()["type"] == "invalid"


def test_one_key_is_one_answer(client: TestClient, books: Workspace) -> None:
    sent = {"data": [document("B-1"), document("B-2", "X")]}
    first = client.post("/v1/bulk/items", json=sent, headers={"Idempotency-Key": "k"})
    before = commands(books)
    again = client.post("/v1/bulk/items", json=sent, headers={"Idempotency-Key": "k"})

    assert (again.json(), again.headers["Idempotent-Replayed"]) == (first.json(), "true")
    other = client.post("/v1/bulk/items", json={**sent, "atomic": True}, headers={"Idempotency-Key": "k"})
    assert (other.status_code, other.json()["type"]) == (422, "idempotency_key_reused")
    assert commands(books) == before


def test_an_answer_that_was_not_kept_is_made_from_the_books(books: Workspace) -> None:
    """Between the write and the keeping of its answer a process can end: what came of each stands in the command."""
    rows = [{"customer_number": "N1", "name": "New One"}, {"customer_number": "N2"}]
    said: Shape = {"atomic": False, "reason": "", "actor": "t", "key": "k"}
    first = bulk.customers(books, rows, **said)
    before = commands(books)
    again = bulk.customers(books, rows, **said)

    assert [str(one) for one in again] == [str(one) for one in first] == ["new", "name is empty"]
    assert isinstance(again[1], Invalid)
    assert commands(books) == before


@pytest.fixture
def decisions(client: TestClient) -> list[Shape]:
    """Give three decisions, the second on a version that has moved on."""
    waiting = client.get("/v1/exceptions").json()["data"][:3]
    return [
        {
            "exception_id": row["exception_id"],
            "version": row["version"] + 7 * (place == 1),
            "resolution": {"act": "park", "note": "asked", "by": "ana"},
        }
        for place, row in enumerate(waiting)
    ]


def test_decisions_each_by_itself(client: TestClient, decisions: list[Shape]) -> None:
    data = client.post("/v1/bulk/decisions", json={"data": decisions}).json()["data"]
    assert [row["status"] for row in data] == [200, 412, 200]
    assert [row["problem"] and row["problem"]["type"] for row in data] == [None, "not_as_seen", None]
    assert data[0]["answer"]["reason"] == "parked"


def test_decisions_all_or_none(client: TestClient, decisions: list[Shape], books: Workspace) -> None:
    """The first is done and then taken back with the others."""
    before = commands(books)
    answer = client.post("/v1/bulk/decisions", json={"data": decisions, "atomic": True})
    assert (answer.status_code, answer.json()["errors"][0]["type"]) == (422, "not_as_seen")
    assert commands(books) == before
    assert client.get("/v1/exceptions").json()["data"][0]["reason"] != "parked"

    good = [decisions[0], decisions[2]]
    assert client.post("/v1/bulk/decisions", json={"data": good, "atomic": True}).json()["done"] == 2
    assert commands(books) == before + 2
    with books.database.reading() as connection:
        assert ledger.checks.run(connection) == []


def test_a_crash_in_the_middle_is_made_up_for_under_the_same_key(books: Workspace) -> None:
    """What was done before it is not done twice."""
    done: list[str] = []

    def deed(place: int) -> bulk.Deed[int]:
        def carry_out(workspace: Workspace, key: str) -> int:
            if place == 1 and not done:
                done.append("crashed")
                raise OSError("the power goes")
            customer_files.create(workspace, f"P{place}", {"name": "P"}, actor="t", key=key)
            return place

        return carry_out

    with pytest.raises(OSError, match="power"):
        bulk.each(books, [deed(0), deed(1)], atomic=False, key="k")
    before = commands(books)
    assert bulk.each(books, [deed(0), deed(1)], atomic=False, key="k") == [0, 1]
    assert commands(books) == before + 1


def test_acknowledgements_in_both_ways(client: TestClient) -> None:
    def said(first: int, last: int, state: str = "accepted") -> Shape:
        return {"first": first, "last": last, "state": state, "reason": "why"}

    torn = {"data": [said(1, 2), said(2, 3)], "atomic": True}
    assert client.post("/v1/bulk/acknowledgements", json=torn).json()["errors"][0]["type"] == "conflict"
    each = client.post("/v1/bulk/acknowledgements", json={"data": [said(1, 2), said(2, 3), said(3, 4)]}).json()
    assert [row["status"] for row in each["data"]] == [201, 409, 201]
    assert each["data"][2]["answer"]["accepted_to"] == 4


def test_results_of_an_erp_we_do_not_know(client: TestClient) -> None:
    one = {"erp": "main", "reference": "r", "state": "confirmed"}
    (row,) = client.post("/v1/bulk/results", json={"data": [one]}).json()["data"]
    assert (row["status"], row["problem"]["type"]) == (404, "not_found")
