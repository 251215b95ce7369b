"""Customers as pages and the contact log over HTTP: one call says what is open, what was said, and what is next."""

import re
import zlib
from urllib.parse import quote

import pytest

from api import admission, slashes
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


def test_a05_one_request_says_where_a_customer_stands_and_the_page_shows_the_same(matched: Served) -> None:
    rows = matched.client.get("/v1/reports/aging").json()["data"]
    late = max(rows, key=lambda row: float(row["past_due"]))
    who = late["customer_number"]
    desk = {"name": "AP desk", "roles": "ap", "email": "ap@x.example", "do_not_email": "yes"}
    matched.client.post(f"/v1/customers/{who}/parts", json={"part": "contact", "facts": desk, "by": "ana"})
    told = matched.client.get(f"/v1/customers/{who}/standing").json()
    (one,) = told["balances"]
    page = matched.client.get(f"/customers/{who}").text

    assert one["past_due"]["minor"] == round(float(late["past_due"]) * 100)
    assert one["balance"]["minor"] == round(float(late["total"]) * 100)
    assert [(one["name"], one["do_not_email"]) for one in told["people"]] == [("AP desk", True)]
    assert "do not e-mail" in page
    assert all(f"<span>{name}</span>" in page for name in ("Open", "Promised", "Exposure of limit", "Last contact"))
    assert matched.client.get("/v1/customers/nobody/standing").status_code == 404
    assert (
        matched.client.get(f"/customers/{who}?as_of=2020-01-01").text.count("Nothing is open with this customer") == 1
    )


def test_a06_a_note_of_ours_is_on_nothing_the_customer_gets(matched: Served) -> None:
    """A06: the contact log is internal; statement, letter and the customer's own figures know nothing of it."""
    rows = matched.client.get("/v1/reports/aging").json()["data"]
    who, mark = max(rows, key=lambda row: float(row["past_due"]))["customer_number"], "QQ-INSIDE"
    said = {**CALL, "note": mark, "person": mark, "next_action": mark}
    logged = matched.client.post(f"/v1/customers/{who}/contacts", json=said)
    matched.client.post(f"/v1/contacts/{logged.json()['contact_id']}/addenda", json={"note": mark, "by": "ben"})
    gets = [
        *(f"/reports/statements.{form}?customer={who}" for form in ("csv", "json")),
        *(f"/v1/customers/{who}{part}" for part in ("", "/standing")),
    ]
    answers = [matched.client.get(path) for path in gets]
    assert [one.status_code for one in answers] == [200] * len(gets)
    assert [path for path, one in zip(gets, answers, strict=True) if mark in one.text] == []
    assert mark in matched.client.get("/v1/contacts", params={"customer_number": who}).text
    pdf = matched.client.get(f"/reports/statements.pdf?customer={who}").content
    streams = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)
    paper = b"".join(zlib.decompress(one) if one[:1] == b"x" else one for one in streams)
    assert who.encode() in paper
    assert mark.encode() not in paper


@pytest.mark.parametrize(
    ("kind", "fields", "says"),
    [
        ("promise", {"on": "2026-12-04", "amount": "0,001.00"}, "is promised by 04 Dec 2026"),
        ("plan", {"on": "2026-12-04", "count": "3"}, "Waits for a second person"),
        ("settlement", {"on": "2026-12-04", "amount": "1.00", "cause": "concession"}, "Waits for a second person"),
        ("credit", {"amount": "1.00", "cause": "price"}, "Waits for a second person"),
    ],
)
def test_a24_a_customers_page_takes_all_that_may_be_agreed(
    matched: Served, kind: str, fields: dict[str, str], says: str
) -> None:
    who, ours, other = _invoices(matched)
    page = matched.client.get(f"/customers/{who}").text
    head = {"X-CSRF-Token": page.split('"X-CSRF-Token": "')[1].split('"')[0], "HX-Request": "true"}
    said = {"kind": kind, "person": "Mo", "by": "ana", "note": "short of cash", **fields}
    path = f"/customers/{who}/agreements"
    refused = matched.client.post(path, data={**said, "documents": other}, headers=head)
    taken = matched.client.post(path, data={**said, "documents": ours}, headers=head)
    promised = matched.client.get("/v1/collections/promises", params={"customer_number": who}).json()["data"]
    waiting = matched.client.get("/v1/requests").json()["data"]

    assert (refused.status_code, f"no document of customer {who}" in refused.text) == (422, True)
    assert (taken.status_code, says in taken.text) == (200, True)
    assert [one["amount"]["minor"] for one in promised] == ([100] if kind == "promise" else [])
    assert [one["customer_number"] for one in waiting] == ([] if kind == "promise" else [who])
    page = matched.client.get(f"/customers/{who}").text
    assert page.count("asked by") == len(waiting), "what waits stands once"
    assert all(f'<a href="/approvals?request={one["request_id"]}">Decide</a>' in page for one in waiting)


def _invoices(served: Served) -> tuple[str, str, str]:
    """Return a customer, the largest of its open invoices, and one of another customer."""
    rows = served.client.get("/v1/items", params={"limit": 200}).json()["data"]
    open_ones = [one for one in rows if one["document_type"] == "invoice" and one["open"]["minor"] > 1000]
    first = max(open_ones, key=lambda one: one["open"]["minor"])
    other = next(one for one in open_ones if one["customer_number"] != first["customer_number"])
    return first["customer_number"], first["document_number"], other["document_number"]


@pytest.mark.parametrize("who", ["A/B 1", "../x", "A%2FB", "/", "2026//7"])
def test_a_slash_in_a_number_is_part_of_it(matched: Served, who: str) -> None:
    new = {"customer_number": who, "facts": {"name": "Slash"}, "by": "ana"}
    made = matched.client.post("/v1/customers", json=new)
    at = f"/v1/customers/{quote(who, safe='')}"
    logged = matched.client.post(f"{at}/contacts", json=CALL)
    (contact,) = matched.client.get("/v1/contacts", params={"customer_number": who}).json()["data"]

    assert (made.status_code, logged.status_code) == (201, 201), (made.text, logged.text)
    assert {matched.client.get(path).status_code for path in (at, f"{at}/standing")} == {200}
    assert contact["customer_number"] == who
    assert matched.client.delete(f"{at}/contacts").status_code == 405


@pytest.mark.parametrize("act", ["contacts", "changes", "parts", "payees", "copies"])
def test_an_address_with_a_slash_in_a_number_asks_for_the_same_scope(act: str) -> None:
    told = slashes.told_apart(f"/v1/customers/A%2fB/{act}".encode())

    assert admission.scope("POST", told) == admission.scope("POST", f"/v1/customers/AB/{act}") is not None
