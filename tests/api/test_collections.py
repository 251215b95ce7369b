"""A24, A29: today's calls and promises over HTTP and on the page Collections."""

from tests.api.conftest import Served


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
