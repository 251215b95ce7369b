"""A bank's table over HTTP and at the desk: guessed, asked, confirmed, then taken."""

import json
import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from kit.db import Database
from tests.api.conftest import Served
from tests.parsers.golden import ROOT
from tests.services.conftest import workspace_over

EITHER = (ROOT / "bank_csv" / "days-either-way.csv").read_bytes()
PROVEN = (ROOT / "bank_csv" / "newest-first-cp1252.csv").read_bytes()


def test_a_guess_says_how_and_changes_nothing(served: Served) -> None:
    answer = served.client.post("/v1/mappings/guesses", files={"file": ("a.csv", EITHER)})

    told = answer.json()
    assert (answer.status_code, told["asked"], told["confirmed"]) == (200, ["day_order", "currency"], False)
    assert told["entries"][0] == {"on": "", "minor": 150000, "currency": "XXX", "text": "Bracken Mills deposit"}
    assert served.client.get("/v1/mappings").json() == {"data": []}


def test_a_table_is_taken_once_it_is_confirmed(served: Served) -> None:
    refused = served.take("a.csv", PROVEN)
    assert (refused.status_code, refused.json()["type"]) == (422, "mapping_unconfirmed")

    done = served.client.post("/v1/mappings", files={"file": ("a.csv", PROVEN)})
    assert (done.status_code, done.json()["confirmed_by"]) == (201, "api")
    assert [one["key"] for one in served.client.get("/v1/mappings").json()["data"]] == [done.json()["key"]]
    assert served.take("a.csv", PROVEN).json()["entries"] == {"other": 1, "receipt": 3}


def test_open_questions_are_refused_until_they_are_answered(served: Served) -> None:
    file = {"file": ("a.csv", EITHER)}
    refused = served.client.post("/v1/mappings", files=file)
    assert (refused.status_code, refused.json()["type"]) == (422, "invalid")

    answered = {"answered": json.dumps({"day_order": "dmy", "currency": "GBP"})}
    key = {"Idempotency-Key": "confirm-1"}
    first = served.client.post("/v1/mappings", files=file, data=answered, headers=key)
    again = served.client.post("/v1/mappings", files=file, data=answered, headers=key)
    assert (first.status_code, first.json()["mapping"]["day_order"]) == (201, "dmy")
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (first.json(), "true")


@pytest.mark.parametrize("answered", ["{", "[]", '{"day_order": 1}', '{"colour": "red"}'])
def test_odd_answers_are_refused(served: Served, answered: str) -> None:
    answer = served.client.post("/v1/mappings", files={"file": ("a.csv", EITHER)}, data={"answered": answered})

    assert (answer.status_code, answer.json()["type"]) == (422, "invalid")


def test_the_desk_shows_a_guess_and_confirms_it(served: Served) -> None:
    page = served.client.get("/files").text
    token = re.search(r'"X-CSRF-Token": "([^"]+)"', page)
    headers = {"X-CSRF-Token": token[1] if token else "", "HX-Request": "true", "Origin": served.url}
    shown = served.client.post("/files", files={"file": ("a.csv", EITHER)}, headers=headers)
    body = re.search(r'name="body" value="([^"]+)"', shown.text)
    assert body is not None
    assert "Bracken Mills deposit" in shown.text
    assert '<select name="day_order" required>' in shown.text

    form = {"name": "a.csv", "body": body[1].replace("&#34;", '"'), "day_order": "dmy", "currency": "gbp"}
    done = served.client.post("/files/mappings", data=form, headers=headers)
    assert (done.status_code, "Confirmed." in done.text) == (200, True)
    assert served.take("a.csv", EITHER).status_code == 202
    open_ = served.client.post("/files/mappings", data={"name": "a.csv", "body": form["body"]}, headers=headers)
    assert open_.status_code == 422


@pytest.fixture
def by_two(sqlite_database: Database) -> TestClient:
    books = workspace_over(sqlite_database, versions_needed=True, mappings_by_two=True)
    return TestClient(create_app(books), base_url="http://127.0.0.1")


def test_a_second_person_lets_a_mapping_count_that_both_saw(by_two: TestClient) -> None:
    file = {"file": ("a.csv", PROVEN)}
    needed = by_two.post("/v1/mappings", files=file)
    assert (needed.status_code, needed.json()["type"]) == (428, "version_needed")
    before = by_two.get("/v1/mappings").headers["ETag"]
    asked = by_two.post("/v1/mappings", files=file, headers={"If-Match": before}).json()
    assert by_two.get("/v1/mappings").json() == {"data": []}
    where = f"/v1/requests/{asked['request_id']}"
    for by, status in (("api", 409), ("ben", 200)):
        seen = {"If-Match": by_two.get(where).headers["ETag"]}
        done = by_two.post(f"{where}/verdict", json={"verdict": "approved", "by": by}, headers=seen)
        assert done.status_code == status, done.text
    (known,) = by_two.get("/v1/mappings").json()["data"]
    assert (known["key"], known["confirmed_by"], known["request_id"]) == (asked["key"], "ben", "")
    stale = by_two.post("/v1/mappings", files=file, headers={"If-Match": before})
    assert (stale.status_code, stale.json()["type"]) == (412, "not_as_seen")


def test_the_desk_says_that_a_second_person_is_asked(by_two: TestClient) -> None:
    token = re.search(r'"X-CSRF-Token": "([^"]+)"', by_two.get("/files").text)
    headers = {"X-CSRF-Token": token[1] if token else "", "HX-Request": "true", "Origin": "http://127.0.0.1"}
    form = {
        "name": "a.csv",
        "body": by_two.post("/v1/mappings/guesses", files={"file": ("a.csv", PROVEN)}).json()["mapping"],
    }
    done = by_two.post("/files/mappings", data=form | {"body": json.dumps(form["body"])}, headers=headers)
    assert "Waits for a second person" in done.text, done.text
    shown = by_two.get("/approvals").text
    assert "Lets files be read so from now on" in shown
    assert "booked = buchungstag" in shown
