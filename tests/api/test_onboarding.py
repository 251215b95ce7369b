"""B5a, A12, A13 over HTTP: an application with its checklist, documents read back, decisions, and the page."""

from typing import Any

import pytest

from credit.bureaus import SCHEMA
from services.workspace import Workspace
from tests.api.conftest import Served
from tests.services.credit.applying import applied

ASKED: dict[str, Any] = {
    "customer_number": "N1",
    "amount": {"minor": 10_000_000, "currency": "USD"},
    "terms": "NET30",
    "applicant": {"legal_name": "North Star LLC", "business_started": "2014-03-01", "exempt_in": ["TX"]},
    "by": "rep",
}


def begun(served: Served, **more: Any) -> str:
    """Apply and return the application."""
    answer = served.client.post("/v1/credit/applications", json={**ASKED, **more})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["application_id"])


def test_an_application_shows_its_checklist_and_a_document_comes_back_as_it_came(served: Served) -> None:
    application = begun(served)
    found = served.client.get(f"/v1/credit/applications/{application}").json()
    assert (found["standing"], found["due_at"], found["overdue"]) == ("prospect", "2026-11-25T14:05:00Z", False)
    assert {point["what"]: point["state"] for point in found["checklist"]}["exemption certificate TX"] == "missing"
    form = {
        "kind": "exemption_certificate",
        "jurisdiction": "TX",
        "signer": "Pat",
        "valid_until": "2027-11-30",
        "by": "rep",
    }
    sent = {"file": ("../tx \u00e9.pdf", b"%PDF\x00\xff")}
    kept = served.client.post("/v1/credit/customers/N1/documents", data=form, files=sent)
    assert kept.status_code == 201, kept.text
    there = kept.json()["document_id"]
    served.client.post(f"/v1/credit/documents/{there}/verdict", json={"state": "verified", "by": "ana"})
    file = served.client.get(f"/v1/credit/documents/{there}/file")
    assert (file.content, file.headers["content-disposition"]) == (
        b"%PDF\x00\xff",
        "attachment; filename*=UTF-8''tx%20%C3%A9.pdf",
    )
    found = served.client.get("/v1/credit/applications").json()["data"][0]
    assert {point["what"]: point["done"] for point in found["checklist"]}["exemption certificate TX"]


@pytest.mark.parametrize(
    ("path", "body", "says"),
    [
        ("approval", {"amount": {"minor": 1, "currency": "USD"}, "terms": "NET30", "note": "x"}, "still open"),
        ("approval", {"amount": {"minor": 1, "currency": "EUR"}, "terms": "NET30", "note": "x"}, "is in USD"),
        ("decline", {"reasons": []}, "say why it is declined"),
        ("states", {"state": "submitted"}, "does not become submitted"),
    ],
)
def test_what_cannot_be_is_refused(served: Served, path: str, body: dict[str, Any], says: str) -> None:
    application = begun(served)
    answer = served.client.post(f"/v1/credit/applications/{application}/{path}", json={**body, "by": "ana"})
    assert (answer.status_code, answer.json()["type"]) == (422, "invalid")
    assert says in answer.json()["detail"]


def test_a_bureaus_report_without_a_known_form_is_refused(served: Served) -> None:
    begun(served)
    answer = served.client.post("/v1/credit/customers/N1/bureau-reports", files={"file": ("x.json", b"{}")})
    assert (answer.status_code, answer.json()["type"]) == (422, "invalid")
    good = f'{{"schema": "{SCHEMA}", "source": "x", "reported_on": "2026-11-01", "paydex": 60}}'.encode()
    answer = served.client.post(
        "/v1/credit/customers/N1/bureau-reports", files={"file": ("x.json", good)}, data={"by": "ana"}
    )
    assert answer.json()["paydex"] == 60


def test_the_page_takes_an_application_with_its_papers_and_references(served: Served) -> None:
    """Who opens accounts needs no command: papers come with their files, are judged, and the checklist follows."""
    page = served.client.get("/applications").text
    head = {"X-CSRF-Token": page.split('"X-CSRF-Token": "')[1].split('"')[0], "HX-Request": "true"}

    def post(path: str, files: dict[str, Any] | None = None, **form: str) -> str:
        answer = served.client.post(path, data={"by": "ana", **form}, files=files, headers=head)
        assert answer.status_code == 200, answer.text
        return answer.text

    page = post("/applications", number="N1", name="North Star", amount="100,000.00", terms="NET30", exempt_in="tx")
    assert "North Star applied" in page
    assert "exemption certificate TX: missing" in page
    (case,) = served.client.get("/v1/credit/applications").json()["data"]
    there = f"/applications/{case['application_id']}"
    paper = {"kind": "exemption_certificate", "jurisdiction": "TX", "signer": "Pat", "until": "2027-11-30"}
    page = post(f"{there}/documents", {"file": ("tx <1>.pdf", b"%PDF")}, **paper)
    assert "tx &lt;1&gt;.pdf is kept: somebody has to look at it." in page
    assert "exemption certificate TX: received" in page
    name = page.split('href="/v1/credit/documents/')[1].split("/")[0]
    assert served.client.get(f"/v1/credit/documents/{name}/file").content == b"%PDF"
    page = post(f"/applications/documents/{name}/verdict", state="verified")
    assert "exemption certificate TX: verified" in page
    page = post(f"{there}/references", name="Alder & Co", late="7", checked="true", comments="pays")
    assert "Alder &amp; Co, another seller: 7 days beyond terms" in page
    page = post(f"{there}/references", name="First", rating="good")
    assert 'First, a bank: good <span class="dim">not checked: it does not count</span>' in page
    said = f'{{"schema": "{SCHEMA}", "source": "dnb", "reported_on": "2026-11-01", "paydex": 60}}'.encode()
    page = post(f"{there}/bureau-reports", {"file": ("dnb.json", said)})
    assert "The report of dnb, 2026-11-01, is kept." in page
    page = post(f"{there}/states", state="waiting_on_applicant", note="the W-9")
    assert f"{case['application_id']} is waiting on applicant." in page
    empty = {"file": ("w.pdf", b"")}
    refused = served.client.post(
        f"{there}/documents", data={"kind": "w9", "signer": "Pat", "by": "x"}, files=empty, headers=head
    )
    assert refused.status_code == 422
    assert "the file is empty" in refused.text


def test_the_page_shows_the_queue_and_decides(served: Served) -> None:
    assert "Nobody waits for credit" in served.client.get("/applications").text
    workspace: Workspace = served.app.state.workspace
    begun(served)
    whole = applied(workspace, "N2")
    page = served.client.get("/applications").text
    for seen in (
        "exemption certificate TX: missing",
        "To be decided by 25 Nov 2026, 09:05",
        "trade references: done",
        "60,000.00",
    ):
        assert seen in page
    token = page.split('"X-CSRF-Token": "')[1].split('"')[0]
    head = {"X-CSRF-Token": token, "HX-Request": "true"}
    form = {"amount": "60,000.00", "terms": "NET30", "note": "sound", "by": "ana"}
    answer = served.client.post(f"/applications/{whole}/approval", data=form, headers=head)
    assert f"{whole} waits for another person" in answer.text
    other = applied(workspace, "N3")
    declined = {"reasons": ["BUREAU", "TOO_NEW"], "by": "ana"}
    answer = served.client.post(f"/applications/{other}/decline", data=declined, headers=head)
    assert f"{other} is declined" in answer.text
    ended = served.client.get("/v1/credit/applications", params={"ended": "true"}).json()["data"]
    assert [(one["decision"]["verdict"], one["decision"]["reasons"]) for one in ended] == [
        ("declined", ["BUREAU", "TOO_NEW"])
    ]
