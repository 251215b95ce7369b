"""Every route of the document, asked wrongly, says no in one way: a problem with a stable code and a sentence."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from api.app import create_app
from kit.db import Database
from kit.settings import Settings
from services.workspace import Workspace
from tests.api.conftest import BYTES_MAX, NOW, Served, serving
from tests.api.document import PATHS
from tests.conftest import RING

OPERATIONS = [(method, path) for path, methods in PATHS.items() for method in methods]
#: Paths that `none-` is no part of, or that ask which two versions are to be compared.
MALFORMED = ("/v1/periods/{month}/readiness", "/v1/configs/{kind}/versions/{version}", "/v1/configs/{kind}/diff")
PAGED = [
    path
    for path, methods in PATHS.items()
    if any(parameter["name"] == "limit" for parameter in methods.get("get", {}).get("parameters", []))
]
#: What is asked for a day: path and parameter.
DAYS = [
    (path, parameter["name"])
    for path, methods in PATHS.items()
    for parameter in methods.get("get", {}).get("parameters", [])
    if parameter["in"] == "query" and '"format": "date"' in json.dumps(parameter["schema"])
]


@pytest.fixture(scope="module")
def served(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve one empty set of books to all of these: whatever is refused changes nothing."""
    path = tmp_path_factory.mktemp("refusing") / "books.db"
    shutil.copy(sqlite_template, path)
    workspace = Workspace(Database(f"sqlite:///{path}", RING), Settings(file_bytes_max=BYTES_MAX), lambda: NOW)
    yield from serving(create_app(workspace))
    workspace.database.dispose()


def filled(path: str) -> str:
    """Return a path whose places are filled with ids of nothing."""
    return path.replace("{", "none-").replace("}", "")


def refused(answer: httpx2.Response, *statuses: int) -> None:
    """Check that an answer is a problem of one of these statuses, with its members."""
    assert answer.status_code in statuses, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["type"].replace("_", "").isalpha()
    assert told["status"] == answer.status_code
    assert len(told["detail"]) > 10
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(("method", "path"), [one for one in OPERATIONS if "{" in one[1] and one[0] == "get"])
def test_what_is_not_there_is_not_found(served: Served, method: str, path: str) -> None:
    refused(served.client.request(method, filled(path)), 422 if path in MALFORMED else 404)


@pytest.mark.parametrize("path", PATHS)
def test_another_method_is_refused_and_told_which_there_are(served: Served, path: str) -> None:
    answer = served.client.patch(filled(path))
    refused(answer, 405)
    assert {method.lower() for method in answer.headers["Allow"].split(", ")} >= set(PATHS[path])


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_what_nobody_asks_is_not_passed_over(served: Served, method: str, path: str) -> None:
    """A misspelled filter would else answer with everything."""
    answer = served.client.request(method, filled(path), params={"colour": "red"})
    refused(answer, 422)
    assert answer.json()["errors"] == [{"parameter": "colour", "detail": answer.json()["errors"][0]["detail"]}]


@pytest.mark.parametrize("path", PAGED)
def test_a_question_is_answered_once(served: Served, path: str) -> None:
    answer = served.client.get(filled(path), params=[("limit", "1"), ("limit", "2")])
    refused(answer, 422)
    assert answer.json()["errors"] == [{"parameter": "limit", "detail": "this is asked once"}]


@pytest.mark.parametrize("path", [path for method, path in OPERATIONS if method == "post"])
@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b'{"unknown": 1}'])
def test_a_body_that_is_none_is_refused(served: Served, path: str, body: bytes) -> None:
    answer = served.client.post(filled(path), content=body, headers={"Content-Type": "application/json"})
    refused(answer, 404, 422)


@pytest.mark.parametrize("path", PAGED)
@pytest.mark.parametrize("asked", [{"limit": 0}, {"limit": "many"}, {"unknown": 1}, {"after": "made-up"}])
def test_a_question_nobody_can_answer_is_refused(served: Served, path: str, asked: dict[str, Any]) -> None:
    refused(served.client.get(filled(path), params=asked), 404, 422)


@pytest.mark.parametrize("path", ["/v1/knowledge/previews", "/v1/knowledge/settlements"])
def test_an_address_of_its_own_is_no_other_routes_place(served: Served, path: str) -> None:
    """GET would else ask for knowledge that is called `previews`."""
    answer = served.client.get(path)
    refused(answer, 405)
    assert answer.headers["Allow"] == "POST"


@pytest.mark.parametrize("day", ["0", "1700000000", "20261120", "2026-11-20T00:00:00", "2026-13-01", ""])
def test_a_day_is_written_as_a_day(served: Served, day: str) -> None:
    refused(served.client.get("/v1/entities", params={"as_of": day}), 422)
    refused(served.client.get("/v1/receipts", params={"date_to": day}), 422)


@pytest.mark.parametrize(("path", "name"), DAYS)
def test_no_number_is_a_day(served: Served, path: str, name: str) -> None:
    """It would else count seconds since 1970."""
    for none in ("0", "0001-01-01", "9999-12-31"):  # nothing could be counted on or back from the last two
        answer = served.client.get(filled(path), params={name: none})
        refused(answer, 422)
        assert name in {wrong["parameter"] for wrong in answer.json()["errors"]}


@pytest.mark.parametrize("number", ["450.00", "450.0", "4.5e4", " 45", "4_5", "+45", "\u0664\u0665"])
def test_a_whole_number_is_written_as_one(served: Served, number: str) -> None:
    """An amount is in minor units: 450.00 would be 4.50, and find nothing or another's."""
    for path, name in (("/v1/receipts", "amount"), ("/v1/receipts/search", "tolerance"), ("/v1/items", "limit")):
        answer = served.client.get(path, params={name: number})
        refused(answer, 422)
        assert [wrong["parameter"] for wrong in answer.json()["errors"]] == [name]


def test_there_is_no_other_route(served: Served) -> None:
    refused(served.client.get("/v1/nothing"), 404)


def test_at_least_the_promised_lists_turn_their_pages() -> None:
    assert {"/v1/receipts", "/v1/exceptions", "/v1/postings", "/v1/items", "/v1/customers"} <= set(PAGED)


def test_applications_of_one_process_answer_each_for_its_own_books(served: Served, still: Served) -> None:
    """They share their routes, and nothing that a route knows."""
    for one, some in ((still, True), (served, False), (still, True)):
        assert bool(one.client.get("/v1/customers").json()["data"]) is some
