"""Customers as pages and the contact log over HTTP: one call says what is open, what was said, and what is next."""

import pytest

from tests.api.conftest import Served

CALL = {
    "channel": "call",
    "outcome": "left_message",
    "by": "ana",
    "happened_on": "2026-11-19",
    "next_action": "call again",
    "next_on": "2026-11-23",
}


def number(served: Served) -> str:
    """Return a customer of the sample morning."""
    return str(served.client.get("/v1/customers").json()["data"][0]["customer_number"])


def test_a02a_a_contact_is_logged_listed_and_added_to(matched: Served) -> None:
    who = number(matched)
    refused = matched.client.post(f"/v1/customers/{who}/contacts", json={**CALL, "next_on": None})
    logged = matched.client.post(f"/v1/customers/{who}/contacts", json=CALL)
    added = matched.client.post(f"/v1/contacts/{logged.json()['contact_id']}/addenda", json={"note": "b", "by": "ben"})
    listed = matched.client.get("/v1/contacts", params={"customer_number": who}).json()["data"]

    assert (refused.status_code, refused.json()["type"]) == (422, "invalid")
    assert (logged.status_code, added.status_code) == (201, 201)
    assert [(one["outcome"], one["next_on"], one["newest"]) for one in listed] == [("left_message", "2026-11-23", True)]
    assert [(one["note"], one["author"]) for one in listed[0]["addenda"]] == [("b", "ben")]


@pytest.mark.parametrize("verb", ["put", "patch", "delete"])
def test_a02a_no_route_edits_a_contact(matched: Served, verb: str) -> None:
    assert getattr(matched.client, verb)("/v1/contacts/con_1").status_code in {404, 405}


def test_a02a_the_page_of_a_customer_takes_a_contact_and_shows_what_is_next(matched: Served) -> None:
    who = number(matched)
    page = matched.client.get(f"/customers/{who}")
    token = page.text.split('"X-CSRF-Token": "')[1].split('"')[0]
    head = {"X-CSRF-Token": token, "HX-Request": "true"}
    refused = matched.client.post(f"/customers/{who}/contacts", data={**CALL, "next_on": ""}, headers=head)
    taken = matched.client.post(f"/customers/{who}/contacts", data=CALL, headers=head)

    assert page.status_code == 200
    assert "Nothing yet." in page.text
    assert refused.status_code == 422
    assert taken.status_code == 200
    assert "call again" in taken.text
    assert "Next, 23 Nov 2026" in matched.client.get(f"/customers/{who}").text


def test_the_pages_of_customers_agree_with_the_aging(matched: Served) -> None:
    rows = matched.client.get("/v1/reports/aging").json()["data"]
    late = max(rows, key=lambda row: float(row["past_due"]))
    listed = matched.client.get("/customers").text
    page = matched.client.get(f"/customers/{late['customer_number']}").text

    assert listed.index(f'/customers/{late["customer_number"]}"') < listed.index("</table>")
    assert f"{float(late['past_due']):,.2f}" in page
    assert f"{float(late['total']):,.2f}" in page
    assert late["name"] in matched.client.get("/customers", params={"part": late["customer_number"]}).text
    assert matched.client.get("/customers/nobody", headers={"Accept": "text/html"}).status_code == 404
