"""A24, A29: today's calls and promises over HTTP and on the page Collections."""

import re
from pathlib import Path

from fastapi.testclient import TestClient

import ledger
from api.app import create_app
from kit.db import Database
from ledger import NewCustomer
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


def test_the_pages_of_a_large_book_are_bounded(sqlite_database: Database, tmp_path: Path) -> None:
    """Every customer is on a page of Collections, none on two; Letters shows no more than a person reads."""
    numbers = [f"C{place}" for place in range(120)]
    with booked(sqlite_database, "late") as book:
        ledger.customers.upsert(book, [NewCustomer(number, number) for number in numbers])
        rows = [item(f"I-{number}", 100_000, customer=number, issued_on=LATE, due_on=LATE) for number in numbers]
        ledger.items.issue(book, rows)
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
