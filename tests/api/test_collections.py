"""A24, A29: today's calls and promises over HTTP and on the page Collections."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import ledger
from api.app import create_app
from kit.db import Database
from ledger import NewCustomer
from services import customer
from services.dunning import runs, worklist
from services.reports import balances
from tests.api.conftest import Served
from tests.ledger.desk import booked, item
from tests.services.conftest import workspace_over
from tests.services.dunning.desk import LATE


def test_a_call_ends_in_a_promise_that_cash_will_judge(matched: Served) -> None:
    calls = matched.client.get("/v1/collections/worklist").json()["data"]
    assert calls, "somebody of the sample morning is late"
    scores = [one["score"] for one in calls]
    assert scores == sorted(scores, reverse=True)
    assert all(one["score"] == sum(why["points"] for why in one["reasons"]) for one in calls)
    who = calls[0]["customer_number"]
    assert calls[0]["name"] in matched.client.get("/calls").text.replace("&amp;", "&")
    items = matched.client.get("/v1/items", params={"customer_number": who}).json()["data"]
    document = next(one for one in items if one["document_type"] == "invoice")
    body = {"document": document["item_id"], "promised_on": "2026-11-27", "person": "Jo", "by": "ann"}
    foreign = matched.client.post("/v1/collections/promises", json=body | {"amount": {"minor": 1, "currency": "XXX"}})
    assert (foreign.status_code, foreign.json()["type"]) == (422, "invalid")
    made = matched.client.post("/v1/collections/promises", json=body)
    assert made.status_code == 201, made.text
    (one,) = matched.client.get("/v1/collections/promises", params={"customer_number": who}).json()["data"]
    assert (one["state"], one["level"], one["paid"]["minor"]) == ("open", 1, 0)
    assert one["amount"] == document["open"]
    ended = matched.client.post(
        f"/v1/collections/promises/{one['promise_id']}/withdrawal", json={"note": "they cannot", "by": "ann"}
    )
    assert ended.json()["state"] == "withdrawn"
    (contact,) = matched.client.get("/v1/contacts", params={"customer_number": who}).json()["data"]
    assert (contact["outcome"], contact["next_on"]) == ("promise", "2026-11-27")


def late_ones(database: Database, *numbers: str) -> None:
    """Book customers who are late with an invoice each."""
    with booked(database, f"late {numbers[0]}") as book:
        ledger.customers.upsert(book, [NewCustomer(number, number) for number in numbers])
        rows = [item(f"I-{number}", 100_000, customer=number, issued_on=LATE, due_on=LATE) for number in numbers]
        ledger.items.issue(book, rows)


def counted(work: Callable[..., Any], name: str, asked: list[str]) -> Callable[..., Any]:
    """Return a function that writes its name down whenever it is asked."""

    def counting(*args: Any, **more: Any) -> Any:
        asked.append(name)
        return work(*args, **more)

    return counting


def test_the_pages_of_a_large_book_are_bounded(sqlite_database: Database, tmp_path: Path) -> None:
    """Every customer is on a page of Collections, none on two; Letters shows no more than a person reads."""
    numbers = [f"C{place}" for place in range(120)]
    late_ones(sqlite_database, *numbers)
    workspace = workspace_over(sqlite_database, outbox_folder=tmp_path / "outbox")
    client = TestClient(create_app(workspace), base_url="http://127.0.0.1")
    first = client.get("/calls").text
    (following,) = re.findall(r'href="(/calls[^"]*)" rel="next"', first)
    last = client.get(following.replace("&amp;", "&")).text
    pages = [re.findall(r'href="/customers/(C[0-9]+)"', page) for page in (first, last)]
    assert [len(page) for page in pages] == [100, 20]
    assert sorted(pages[0] + pages[1]) == sorted(numbers)
    assert 'rel="next"' not in last
    assert "120 documents" in (letters := client.get("/letters").text)
    assert letters.count("/customers/C") == 100
    assert client.get("/calls?after=made-up").status_code == 422


def test_what_a_page_works_out_holds_until_the_next_command_and_is_cut_to_who_asks(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = workspace_over(sqlite_database, outbox_folder=tmp_path / "outbox")
    late_ones(workspace.database, "C1", "C2")
    client = TestClient(create_app(workspace), base_url="http://127.0.0.1")
    asked: list[str] = []
    for module, name in ((worklist, "known"), (runs, "propose"), (balances, "sums")):
        monkeypatch.setattr(module, name, counted(getattr(module, name), name, asked))

    def shown(page: str) -> list[str]:
        return sorted(set(re.findall(r'href="/customers/(C[0-9]+)"', client.get(page).text)))

    for page, name in (("/calls", "known"), ("/letters", "propose"), ("/customers", "sums")):
        assert [shown(page), shown(page), asked] == [["C1", "C2"], ["C1", "C2"], [name]], page
        asked.clear()
    late_ones(workspace.database, "C3")
    for page, name in (("/calls", "known"), ("/letters", "propose"), ("/customers", "sums")):
        assert [shown(page), asked] == [["C1", "C2", "C3"], [name]], page
        asked.clear()
    theirs = replace(workspace, customers=frozenset({"C2"}))
    everybody = worklist.today(workspace)
    assert [one.facts.customer_number for one in worklist.theirs(theirs, everybody)] == ["C2"]
    assert worklist.theirs(theirs, everybody) == worklist.of(theirs, theirs.today())
    assert customer.found(theirs, customer.owing(workspace), "") == customer.listed(theirs, "")
    assert [row["customer_number"] for row in customer.listed(theirs, "")] == ["C2"]
