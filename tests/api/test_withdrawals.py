"""What a bank takes back is seen line by line and carried out on one yes, over HTTP and on the page."""

import re

import pytest

from tests.api.conftest import Served
from tests.services.test_withdrawals import ONE, TWO, TWO_RIGHT, told


@pytest.fixture
def asked(served: Served) -> Served:
    """Serve books where a correction whose totals fail waits for a yes."""
    for number, data in enumerate((told(ONE, TWO), told(ONE, TWO_RIGHT, status="3", at="0900", wrong=7))):
        assert served.take(f"day{number}.bai", data).status_code == 202
        served.settle()
    return served


def held(served: Served) -> list[int]:
    """Return the amounts that stand in the books."""
    rows = served.client.get("/v1/receipts").json()["data"]
    gone = {"settled_elsewhere", "reversed"}
    return sorted(row["amount"]["minor"] // 100 for row in rows if row["status"] not in gone)


def test_a_withdrawal_is_listed_and_carried_out_over_http(asked: Served) -> None:
    assert held(asked) == [100, 200]
    (one,) = asked.client.get("/v1/withdrawals").json()["data"]
    assert (one["status"], one["state"], one["day"]) == ("correction", "asks", "2026-11-19")
    assert "control total" in one["why"]
    lines = {(line["what"], line["amount"]["minor"]) for line in one["lines"]}
    assert lines == {("goes", 20_000), ("stands", 10_000), ("new", 25_000)}

    there, key = f"/v1/withdrawals/{one['file_id']}", {"Idempotency-Key": "yes-1"}
    assert asked.client.post(f"{there}/rejection", json={"reason": ""}).status_code == 422
    no = asked.client.post(f"{there}/rejection", json={"reason": "the bank erred", "by": "ana"}).json()
    assert (no["said"], no["rejected_by"]) == ("no: the bank erred", "ana")
    (rejected,) = asked.client.get("/v1/withdrawals").json()["data"]
    assert (rejected["state"], rejected["why"]) == ("rejected", "the bank erred")
    assert held(asked) == [100, 200]
    assert asked.client.post(f"{there}/rejection", json={"reason": "again"}).status_code == 404
    first = asked.client.post(there, headers=key)
    asked.settle()
    again = asked.client.post(there, headers=key)
    assert (first.status_code, again.json()) == (202, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"
    assert asked.client.post(there).status_code == 404, "it waits no longer"
    assert held(asked) == [100, 250]
    assert asked.client.get("/v1/withdrawals").json()["data"][0]["state"] == "done"


def test_the_desk_says_so_and_carries_it_out(asked: Served) -> None:
    for path in ("/", "/desk", "/files"):
        assert "A bank takes money back" in asked.client.get(path).text, path
    page = asked.client.get("/withdrawals").text
    assert "is reversed" in page
    assert "HOLLIS MARINE" in page
    action = re.search(r'hx-post="(/withdrawals/\w+)"', page)
    token = re.search(r'"X-CSRF-Token": "([^"]+)"', page)
    assert action
    assert token
    headers = {"X-CSRF-Token": token[1], "HX-Request": "true", "Origin": asked.url}
    no = asked.client.post(f"{action[1]}/rejection", headers=headers, data={"reason": "the bank erred"})
    assert no.status_code == 200
    assert "The books stay as they are" in no.text
    page = asked.client.get("/withdrawals").text
    assert "is not booked" in page
    assert "the bank erred" in page
    assert "A bank takes money back" not in asked.client.get("/").text
    assert asked.client.post(action[1], headers=headers).status_code == 200
    asked.settle()

    assert held(asked) == [100, 250]
    assert "was reversed" in asked.client.get("/withdrawals").text
    assert "A bank takes money back" not in asked.client.get("/").text


def test_books_without_any_say_so(served: Served) -> None:
    assert served.client.get("/v1/withdrawals").json() == {"data": []}
    assert "No bank has taken anything back" in served.client.get("/withdrawals").text
