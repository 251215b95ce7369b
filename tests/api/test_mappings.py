"""A bank's table over HTTP and at the desk: guessed, asked, confirmed, then taken."""

import json
import re

import pytest

from tests.api.conftest import Served
from tests.parsers.golden import ROOT

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
