"""Each refusal has a page: where a problem's `help` leads, open to everybody, written from the one table."""

import re

from fastapi.testclient import TestClient

from api import problems, refused
from api.app import create_app
from kit.refusals import Refused
from services.workspace import Workspace


def asking(workspace: Workspace) -> TestClient:
    return TestClient(create_app(workspace), base_url="http://127.0.0.1")


def test_a_problem_leads_to_the_page_of_its_code(workspace: Workspace) -> None:
    client = asking(workspace)
    answer = client.get("/v1/receipts/none")

    assert answer.json()["help"] == "/refusals/not_found"
    assert answer.headers["Link"] == '</refusals/not_found>; rel="help"'
    page = client.get(answer.json()["help"], headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "There is no such thing here." in page.text
    assert "Look at the address and its ids" in page.text


def test_every_refusal_has_a_page_with_its_sentence_and_what_to_do(workspace: Workspace) -> None:
    client = asking(workspace)
    listed = client.get("/refusals").text
    for one in refused.refusals():
        assert one.remedy
        assert f'href="/refusals/{one.code}"' in listed
        assert re.search(rf">{one.code}<", client.get(f"/refusals/{one.code}").text)
    assert client.get("/refusals/none").status_code == 404


def test_a_page_whose_session_ended_is_loaded_again_and_nobody_is_asked_for_a_role() -> None:
    told = {one.code: one.remedy for one in refused.refusals()}
    assert {told["session_ended"], told["foreign_origin"]} == {
        "Load the page again, sign in if it asks, and do it once more from there."
    }
    assert told["not_allowed"].startswith("Ask whoever gives out roles")


def test_the_table_holds_every_class_and_every_code_of_the_framework() -> None:
    table = {(one.code, one.status) for one in refused.refusals()}
    ours = {kind for kind in refused.kinds(Refused) if kind.__module__.partition(".")[0] in refused.OURS}

    assert {(kind.code, problems.status_of(kind)) for kind in ours} <= table
    assert set(problems.CODES.values()) <= {code for code, _ in table}
