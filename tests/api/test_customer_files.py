"""Files of customers and entities over HTTP: made, read on a past day, changed by one or by two."""

from fastapi.testclient import TestClient

from api.app import create_app
from services.workspace import Workspace
from tests.api.conftest import Served
from tests.ledger.desk import item, opened
from tests.services.conftest import empty  # noqa: F401 - a fixture


def test_a_customer_is_made_changed_by_two_and_read_on_any_day(empty: Workspace) -> None:  # noqa: F811
    opened(empty.database, item("I1", 1_000))
    client = TestClient(create_app(empty), base_url="http://127.0.0.1")
    made = client.post(
        "/v1/customers", json={"customer_number": "K1", "facts": {"name": "Kid", "terms": "NET30"}, "by": "ana"}
    )
    assert (made.status_code, made.json()) == (201, {"written": 1, "request_id": ""})
    again = client.post("/v1/customers", json={"customer_number": "K1", "facts": {"name": "Kid"}, "by": "ana"})
    assert (again.status_code, again.json()["type"].rpartition("/")[2]) == (409, "conflict")

    body = {"facts": {"terms": "NET60", "phone": "555"}, "reason": "new contract", "by": "ana"}
    changed = client.post("/v1/customers/K1/changes", json=body, headers={"Idempotency-Key": "k"})
    assert client.post("/v1/customers/K1/changes", json=body, headers={"Idempotency-Key": "k"}).json() == changed.json()
    assert changed.json()["written"] == 1
    desk = {"part": "contact", "facts": {"name": "AP", "roles": "ap", "do_not_email": "yes"}, "by": "ana"}
    assert client.post("/v1/customers/K1/parts", json=desk).json()["written"] == 1
    found = client.get("/v1/customers/K1").json()
    assert (found["customer"]["terms"], found["customer"]["phone"]) == ("NET30", "555")
    assert [(one["name"], one["roles"], one["do_not_email"]) for one in found["contacts"]] == [("AP", "ap", "yes")]
    (asked,) = found["requests"]
    assert (asked["subject"], asked["state"]) == ("K1: terms NET30 to NET60", "waiting")
    verdict = {"verdict": "approved", "by": "ben"}
    assert client.post(f"/v1/requests/{asked['request_id']}/verdict", json=verdict).status_code == 200
    now = client.get("/v1/customers/K1").json()
    assert [one["terms"] for one in now["history"]] == ["NET30", "NET30", "NET60"]
    assert client.get("/v1/customers/K1?as_of=2026-01-01").json()["customer"]["terms"] == "NET30"
    assert client.get("/v1/customers/NOBODY").status_code == 404


def test_a_payee_and_an_entity_are_asked_for(empty: Workspace) -> None:  # noqa: F811
    opened(empty.database, item("I1", 1_000))
    client = TestClient(create_app(empty), base_url="http://127.0.0.1")
    payee = {"account": "DE02", "holder": "One", "reason": "called back", "by": "ana"}
    asked = client.post("/v1/customers/C1/payees", json=payee)
    assert (asked.status_code, asked.json()["kind"]) == (202, "payee")
    client.post(f"/v1/requests/{asked.json()['request_id']}/verdict", json={"verdict": "approved", "by": "ben"})
    assert client.get("/v1/customers/C1").json()["payees"] == [
        {"account": "DE02", "holder": "One", "maker": "ana", "checker": "ben"}
    ]
    body = {"code": "EU", "facts": {"name": "Europe AG", "currency": "EUR", "time_zone": "Europe/Berlin"}, "by": "ana"}
    assert client.post("/v1/entities", json=body).status_code == 201
    change = {"facts": {"address": "Weg 1"}, "reason": "moved", "by": "ana"}
    assert client.post("/v1/entities/EU/changes", json=change).json()["request_id"].startswith("req_")
    assert client.post("/v1/entities/NO/changes", json=change).status_code == 404
    assert [(one["entity"], one["currency"]) for one in client.get("/v1/entities").json()["data"]] == [
        ("EU", "EUR"),
        ("MAIN", "USD"),
    ]


def test_the_page_of_a_file_is_changed_by_two_and_shows_a_past_day(matched: Served) -> None:
    who = str(matched.client.get("/v1/customers").json()["data"][0]["customer_number"])
    page = matched.client.get(f"/customers/{who}")
    token = page.text.split('"X-CSRF-Token": "')[1].split('"')[0]
    head = {"X-CSRF-Token": token, "HX-Request": "true"}

    def send(path: str, key: str, **fields: str) -> str:
        answer = matched.client.post(
            f"/customers/{who}/{path}", data={"by": "ana", **fields}, headers={**head, "Idempotency-Key": key}
        )
        assert answer.status_code == 200, answer.text
        return answer.text

    waits = send("changes", "a", fact="terms", value="NET77", reason="new contract")
    assert "terms" in waits
    assert "Waits for a second person" in waits
    request_id = waits.split("/requests/")[1].split('"')[0]
    done = send(f"requests/{request_id}", "b", by="ben", verdict="approved")
    assert "Waits for a second person" not in done
    assert "NET77" in done
    assert '<option value="aliases">Also called' in done
    called = send("changes", "n", fact="aliases", value="Dock Traders | New Name", reason="trades so")
    assert "Waits for a second person" in called
    request_id = called.split("/requests/")[1].split('"')[0]
    called = send(f"requests/{request_id}", "o", by="ben", verdict="approved")
    assert "Dock Traders, New Name" in called
    site = send("parts/site", "c", code="DOCK", roles="ship_to", tax_jurisdiction="TX")
    assert "DOCK" in site
    assert "NET77" not in matched.client.get(f"/customers/{who}?as_of=2026-11-01").text.split("Who said what")[0]
    assert matched.client.get(f"/customers/{who}?as_of=soon").status_code == 422
    wish = send("parts/statement_preference", "w", kind="balance_forward", form="xlsx", consolidated="yes")
    assert "Statement preferences" in wish
    assert all(said in wish for said in (">balance forward<", ">xlsx<", ">yes<", ">month<"))
    wrong = matched.client.post(f"/customers/{who}/parts/letter", data={"by": "ana"}, headers=head)
    assert wrong.status_code == 422


def test_the_page_of_entities_takes_a_change_and_its_approval(matched: Served) -> None:
    page = matched.client.get("/entities")
    token = page.text.split('"X-CSRF-Token": "')[1].split('"')[0]

    def send(path: str, key: str, **fields: str) -> str:
        head = {"X-CSRF-Token": token, "HX-Request": "true", "Idempotency-Key": key}
        answer = matched.client.post(f"/entities/MAIN/{path}", data={"by": "ana", **fields}, headers=head)
        assert answer.status_code == 200, answer.text
        return answer.text

    assert "Box 1" in send("changes", "a", remit_to="Box 1")
    waits = send("changes", "b", remit_to="Box 2", reason="moved")
    assert "MAIN: remit to Box 1 to Box 2" in waits
    done = send(f"requests/{waits.split('/requests/')[1].split(chr(34))[0]}", "c", by="ben", verdict="approved")
    assert "<dd>Box 2</dd>" in done
