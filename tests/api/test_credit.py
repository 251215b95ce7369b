"""A15, A33: the order system asks over HTTP, and the page Holds lets an order go."""

import re

import pytest

from tests.api.conftest import Served

ORDER = {
    "number": "SO-1",
    "amount": {"minor": 500, "currency": "USD"},
    "ships_on": "2026-11-30",
    "terms": "NET90",
    "by": "shop",
}


def held(served: Served, number: str = "SO-1") -> dict[str, object]:
    """Take an order of a customer of the sample morning that is held, and return what it came to."""
    who = served.client.get("/v1/customers").json()["data"][0]["customer_number"]
    answer = served.client.post("/v1/credit/orders", json={**ORDER, "number": number, "customer_number": who})
    assert answer.status_code == 200, answer.text
    taken: dict[str, object] = answer.json()
    assert taken["outcome"] == "held"
    return taken


def test_a_held_order_says_why_and_waits_in_the_queue(served: Served) -> None:
    taken = held(served)
    assert "TERMS_CHANGED" in [one["reason"] for one in taken["failed"]]  # type: ignore[attr-defined]
    queue = served.client.get("/v1/credit/holds").json()["data"]
    assert [(one["number"], one["check_id"], one["ready"]) for one in queue] == [("SO-1", taken["check_id"], False)]
    rejected = served.client.post("/v1/credit/holds/SO-1/rejection", json={"note": "no", "by": "ann"})
    assert rejected.json()["verdict"] == "rejected"
    again = served.client.post("/v1/credit/holds/SO-1/rejection", json={"note": "no", "by": "ben"})
    assert (again.status_code, again.json()["type"]) == (422, "invalid")
    unknown = served.client.post("/v1/credit/orders/SO-9/checks", json={"checkpoint": "pick", "by": "shop"})
    assert unknown.status_code == 404


def test_a_limit_is_asked_for_granted_and_read_on_any_day(served: Served) -> None:
    who = served.client.get("/v1/customers").json()["data"][0]["customer_number"]
    limit = {"minor": 9_000_000, "currency": "USD"}
    body = {"customer_number": who, "amount": limit, "valid_from": "2026-11-20", "reason": "pays", "by": "ann"}
    asked = served.client.post("/v1/credit/limits", json=body)
    assert asked.status_code == 202, asked.text
    assert served.client.get("/v1/credit/limits").json()["data"] == []
    verdict = {"verdict": "approved", "by": "ben"}
    assert served.client.post(f"/v1/requests/{asked.json()['request_id']}/verdict", json=verdict).status_code == 200
    granted = served.client.get("/v1/credit/limits", params={"customer_number": who}).json()["data"]
    assert [(one["amount"], one["maker"], one["checker"]) for one in granted] == [(limit, "ann", "ben")]
    found = served.client.get(f"/v1/credit/customers/{who}/limit", params={"as_of": "2026-11-20"}).json()
    assert found["limit"] == limit


@pytest.mark.parametrize(("number", "written"), [("SO-1", "SO-1"), ("SO/26/1", "SO%2F26%2F1")])
def test_the_page_lets_an_order_go(number: str, written: str, served: Served) -> None:
    assert "No order is held" in served.client.get("/holds").text
    taken = held(served, number)
    page = served.client.get("/holds").text
    assert "better than the customer" in page
    token = page.split('"X-CSRF-Token": "')[1].split('"')[0]
    form = {"reason": "PROMISE", "note": "Friday", "by": "ann"}
    head = {"X-CSRF-Token": token, "HX-Request": "true"}
    assert f'hx-post="/holds/{written}/release"' in page
    answer = served.client.post(f"/holds/{written}/release", data=form, headers=head)
    assert answer.status_code == 200
    assert "waits for a second person" in answer.text
    (request,) = served.client.get("/v1/requests").json()["data"]
    assert (request["kind"], request["customer_number"]) == ("order_release", taken["customer_number"])
    assert f'<a href="/approvals?request={request["request_id"]}">' in answer.text


def test_a_customers_page_asks_for_a_limit(served: Served) -> None:
    """DUTIES A15: for good or until a day; a second person grants it, and the page leads there."""
    who = served.client.get("/v1/customers").json()["data"][0]["customer_number"]
    token = served.client.get(f"/customers/{who}").text.split('"X-CSRF-Token": "')[1].split('"')[0]
    head = {"X-CSRF-Token": token, "HX-Request": "true"}
    form = {"amount": "90,000.00", "reason": "pays promptly", "by": "ann"}
    wrong = served.client.post(f"/customers/{who}/limit", data={**form, "amount": "much"}, headers=head)
    assert (wrong.status_code, "much is no amount: write it like 1250.00" in wrong.text) == (422, True)
    for until in ("", "2026-12-31"):
        answer = served.client.post(f"/customers/{who}/limit", data={**form, "until": until}, headers=head)
        request = served.client.get("/v1/requests").json()["data"][-1]
        assert (request["kind"], request["maker"]) == ("credit_limit", "ann")
        assert f'<a href="/approvals?request={request["request_id"]}">' in answer.text
        verdict = {"verdict": "approved", "by": "ben"}
        assert served.client.post(f"/v1/requests/{request['request_id']}/verdict", json=verdict).status_code == 200
    granted = served.client.get("/v1/credit/limits", params={"customer_number": who}).json()["data"]
    assert sorted((one["kind"], one["amount"]["minor"]) for one in granted) == [
        ("base", 9_000_000),
        ("temporary", 9_000_000),
    ]
    used = served.client.get(f"/customers/{who}").text.split('id="limit"')[1].split("</section>")[0]
    assert re.search(r'aria-label="Used of the limit: \d+ %"', used), "a picture, with words for who does not see it"
