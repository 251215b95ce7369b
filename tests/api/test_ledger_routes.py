"""The feed, the rest of the books, and signs of life, over HTTP."""

from collections import Counter
from typing import Any

import pytest

from tests.api import morning
from tests.api.conftest import Served

Shape = dict[str, Any]


def postings(served: Served, **asked: Any) -> Shape:
    """Return a page of the feed."""
    answer = served.client.get("/v1/postings", params=asked)
    assert answer.status_code == 200, answer.text
    page: Shape = answer.json()
    return page


def test_the_feed_balances_and_has_no_gaps(still: Served) -> None:
    rows = postings(still)["data"]
    assert [row["sequence"] for row in rows] == list(range(1, len(rows) + 1))
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row["entry_id"]] += row["debit"]["minor"] - row["credit"]["minor"]
    assert set(sums.values()) == {0}
    assert rows[0]["posted_at"].endswith("Z")


def test_the_feed_goes_on_behind_what_the_erp_has(matched: Served) -> None:
    first = postings(matched, limit=3)
    assert first["next_cursor"] == "3"
    assert postings(matched, limit=1, after=3)["data"][0]["sequence"] == 4
    assert postings(matched, after=10_000) == {"data": [], "next_cursor": None}


def test_page_by_page_the_feed_is_whole(still: Served) -> None:
    whole = [row["posting_id"] for row in postings(still, limit=1000)["data"]]
    seen: list[str] = []
    cursor: str | None = "0"
    while cursor is not None:
        page = postings(still, limit=3, after=cursor)
        seen += [row["posting_id"] for row in page["data"]]
        cursor = page["next_cursor"]
    assert seen == whole
    assert len(whole) == len(set(whole))


def test_what_the_erp_rejected_it_may_accept_later(matched: Served) -> None:
    path = "/v1/postings/acknowledgements"
    rejected = {"first": 1, "last": 2, "state": "rejected", "reason": "the period is closed in the ERP"}
    answer = matched.client.post(path, json=rejected)
    assert (answer.status_code, answer.json()["accepted_to"]) == (201, 0), answer.text
    later = matched.client.post(path, json={"first": 1, "last": 2, "state": "accepted"})
    assert (later.status_code, later.json()["accepted_to"]) == (201, 2), later.text


def test_the_erp_says_how_it_took_them(matched: Served) -> None:
    said = {"first": 1, "last": 2, "state": "accepted", "reference": "JE-1"}
    answer = matched.client.post("/v1/postings/acknowledgements", json=said)
    assert (answer.status_code, answer.json()["accepted_to"]) == (201, 2), answer.text
    again = matched.client.post("/v1/postings/acknowledgements", json={**said, "first": 2, "last": 3})
    assert (again.status_code, again.json()["type"]) == (409, "conflict")


def test_an_acknowledgement_is_given_once_under_its_key(matched: Served) -> None:
    said = {"first": 1, "last": 2, "state": "accepted"}
    key = {"Idempotency-Key": "ack-1"}
    first = matched.client.post("/v1/postings/acknowledgements", json=said, headers=key)
    again = matched.client.post("/v1/postings/acknowledgements", json=said, headers=key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize(
    "said",
    [
        {"first": 1, "last": 2, "state": "maybe"},
        {"first": 1, "last": 2, "state": "rejected"},
        {"first": 2, "last": 1, "state": "accepted"},
        {"first": 1, "last": 100_000, "state": "accepted"},
        {"first": False, "last": 2, "state": "accepted"},
        {"first": 1, "last": 2, "state": "accepted", "more": 1},
    ],
)
def test_an_acknowledgement_that_cannot_be_is_refused(still: Served, said: Shape) -> None:
    answer = still.client.post("/v1/postings/acknowledgements", json=said)
    assert (answer.status_code, answer.json()["type"]) == (422, "invalid")


def test_customers_are_listed_by_number(served: Served) -> None:
    first = served.client.get("/v1/customers", params={"limit": 3}).json()
    rest = served.client.get("/v1/customers", params={"limit": 3, "after": first["next_cursor"]}).json()
    numbers = [row["customer_number"] for row in (*first["data"], *rest["data"])]
    assert (numbers, rest["next_cursor"]) == (["C100", "C200", "C300", "C400"], None)


def test_items_show_what_is_left_on_them(still: Served) -> None:
    left = still.client.get("/v1/items", params={"limit": 200}).json()["data"]
    every = still.client.get("/v1/items", params={"limit": 200, "open_only": False}).json()["data"]
    assert {item["document_number"] for item in every} == {number for number, _, _ in morning.ITEMS}
    assert all(item["open"]["minor"] != 0 for item in left)
    assert "INV-30011" not in {item["document_number"] for item in left}


def test_a_report_is_made_as_of_a_day(still: Served) -> None:
    report = still.client.get("/v1/reports/aging", params={"as_of": "2026-11-20"}).json()
    assert (report["name"], report["as_of"]) == ("aging", "2026-11-20")
    assert {row["customer_number"] for row in report["data"]} >= {"C400"}
    assert set(report["data"][0]) == set(report["columns"])


@pytest.mark.parametrize(("path", "status"), [("/v1/reports/none", 404), ("/v1/reports/aging?as_of=soon", 422)])
def test_a_report_that_cannot_be_made_is_refused(served: Served, path: str, status: int) -> None:
    assert served.client.get(path).status_code == status


def test_the_audit_trail_tells_every_command_in_order(matched: Served) -> None:
    first = matched.client.get("/v1/audit", params={"limit": 2}).json()
    assert [row["number"] for row in first["data"]] == [1, 2]
    rest = matched.client.get("/v1/audit", params={"after": first["next_cursor"]}).json()["data"]
    assert "ingest" in {row["command"] for row in rest}
    assert all(len(row["hash"]) == 64 for row in rest)


def test_the_contracts_address_of_webhooks_lists_the_endpoints(served: Served) -> None:
    assert served.client.get("/v1/webhooks").json() == {"data": [], "next_cursor": None}


@pytest.mark.parametrize(("path", "status"), [("/healthz", "alive"), ("/readyz", "ready")])
def test_it_says_how_it_is(served: Served, path: str, status: str) -> None:
    assert served.client.get(path).json() == {"status": status}


def test_the_policy_that_holds_is_read(still: Served) -> None:
    policy = still.client.get("/v1/policy").json()
    values = {one["key"]: (one["value"], one["source"]) for one in policy["values"]}

    assert (policy["entity"], policy["file"], policy["version"]) == ("MAIN", "", "default")
    assert values["write_offs.small_balance"] == ("1.00", "default")
    assert len(policy["digest"]) == 64
