"""Knowledge over HTTP: an answer says what it taught and what else it would settle; a second person approves."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from api.line import AT_ONCE, Line
from services.jobs.apart import Apart
from services.knowledge.settling import Change
from services.workspace import Workspace
from tests.api.conftest import Served
from tests.services.knowledge.small import AS_OF, line, made, morning

Shape = dict[str, Any]
TAX = {"payer": "CITY TAX OFFICE", "company": "9999999999"}


@pytest.fixture
def workspace(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Give a morning in which nobody knows two payers."""
    lines = [line("R1", 125317), line("R2", 31741), line("R3", 95283), line("R4", 5555, **TAX), line("R5", 777, **TAX)]
    morning(made(workspace, tmp_path), lines, as_of=AS_OF)
    return workspace


def queue(served: Served) -> dict[int, Shape]:
    """Return what waits by its amount."""
    rows = served.client.get("/v1/exceptions").json()["data"]
    return {row["amount"]["minor"]: row for row in rows}


def resolve(served: Served, minor: int, body: Shape, **query: Any) -> Shape:
    path = f"/v1/exceptions/{queue(served)[minor]['exception_id']}/resolution"
    answer = served.client.post(path, json=body, params=query)
    assert answer.status_code == 200, answer.text
    told: Shape = answer.json()
    return told


def ask(served: Served, path: str, body: Shape | None = None, **headers: str) -> tuple[int, Shape]:
    client = served.client
    answer = client.get(path) if body is None else client.post(path, json=body, headers=headers)
    return answer.status_code, answer.json()


def test_an_answer_says_what_it_taught_and_what_it_would_settle(served: Served) -> None:
    told = resolve(served, 125317, {"act": "accept", "rank": 1, "by": "ana"})

    assert [(one["amount"]["minor"], one["would"]) for one in told["also_settles"]] == [
        (95283, "post"),
        (31741, "post"),
    ]
    known = ask(served, f"/v1/knowledge/{told['learned'][0]}")[1]
    assert (known["status"], known["taught_by"], known["lessons"][0]["by"]) == ("active", ["ana"], "ana")
    again = ask(served, f"/v1/exceptions/exc_{told['receipt_id'][4:]}/also-settles")[1]
    assert again["data"] == told["also_settles"]

    shown = [{name: one[name] for name in ("receipt_id", "decision_id")} for one in told["also_settles"]]
    for _ in range(2):  # the same request again gets the first answer
        status, done = ask(
            served, "/v1/knowledge/settlements", {"by": "ana", "receipts": shown}, **{"Idempotency-Key": "s1"}
        )
        assert (status, sorted(done["receipts"])) == (200, sorted(one["receipt_id"] for one in shown))
    assert ask(served, "/v1/knowledge/settlements", {"by": "ana", "receipts": shown})[0] == 409
    assert sorted(queue(served)) == [777, 5555]


class Elsewhere(Apart):
    """A place apart that notes what it was asked, and by whom a place in line was held meanwhile."""

    def __init__(self, served: Served) -> None:
        super().__init__(served.app.state.workspace.settings)
        self.line: Line = served.app.state.line
        self.asked: list[tuple[str, str]] = []

    def foresee(self, entity: str, receipt_id: str) -> list[Change]:
        assert [asyncio.run(self.line.place(reads=True)) for _ in range(AT_ONCE["sqlite"])] == [True, True]
        self.line.leave()
        self.line.leave()
        self.asked.append((entity, receipt_id))
        return []


def test_what_it_would_settle_is_asked_in_the_process_apart_and_holds_no_place_in_line(served: Served) -> None:
    place = served.app.state.apart = Elsewhere(served)
    told = resolve(served, 125317, {"act": "accept", "rank": 1})
    again = ask(served, f"/v1/exceptions/exc_{told['receipt_id'][4:]}/also-settles")[1]

    assert (told["also_settles"], again["data"]) == ([], [])
    assert place.asked == [("MAIN", told["receipt_id"])] * 2


def test_nobody_has_to_wait_for_what_else_it_settles(served: Served) -> None:
    told = resolve(served, 125317, {"act": "accept", "rank": 1}, also_settles=False)
    assert told["learned"]
    assert told["also_settles"] == []


def test_a_proposal_is_previewed_made_and_taken_back(served: Served) -> None:
    fact = {"kind": "payer_link", "subject": "company_id", "key": "118-5967292", "means": "C1"}
    status, shown = ask(served, "/v1/knowledge/previews", fact)
    assert (status, [one["would"] for one in shown["data"]]) == (200, ["post", "post", "post"])
    status, known = ask(served, "/v1/knowledge", {**fact, "by": "ana", "note": "their letter"})
    assert (status, known["status"], known["sentence"]) == (201, "active", "company id 1185967292 is customer C1")
    assert known["reach"] == {"receipts": 3, "money": {"minor": 252341, "currency": "USD"}}

    path = f"/v1/knowledge/{known['knowledge_id']}"
    assert len(ask(served, f"{path}/preview?act=retire")[1]["data"]) == 3
    assert ask(served, f"{path}/approval", {"by": "ana"})[1]["type"] == "same_person"
    assert ask(served, f"{path}/approval", {"by": "ben"})[1]["approved_by"] == "ben"
    assert ask(served, f"{path}/retirement", {"by": "ben"})[1]["why"] == "taken back"


@pytest.mark.parametrize(
    ("fact", "status"),
    [
        ({"kind": "payer_link", "subject": "customer", "key": "C1", "means": "C1"}, 422),
        ({"kind": "payer_link", "subject": "name", "key": "A", "means": "C99"}, 404),
        ({"kind": "reference_habit", "subject": "customer", "key": "C1", "form": "tail", "pattern": "x"}, 422),
        ({"kind": "deduction_habit", "subject": "customer", "key": "C1", "form": "rate", "pattern": "200"}, 422),
        ({"kind": "reference_habit", "subject": "customer", "key": "C1", "form": "field", "pattern": "po"}, 422),
    ],
)
def test_what_cannot_be_known_is_refused(served: Served, fact: Shape, status: int) -> None:
    assert ask(served, "/v1/knowledge", {**fact, "by": "ana"})[0] == status


def test_the_list_turns_its_pages_and_narrows(served: Served) -> None:
    resolve(served, 125317, {"act": "accept", "rank": 1})
    resolve(served, 5555, {"act": "not_ar", "note": "tax"})
    first = ask(served, "/v1/knowledge?limit=2")[1]
    rest = ask(served, f"/v1/knowledge?limit=2&after={first['next_cursor']}")[1]
    whole = [one["sentence"] for one in (*first["data"], *rest["data"])]

    assert whole == sorted(whole)
    assert len(whole) == 3
    assert rest["next_cursor"] is None
    assert [one["kind"] for one in ask(served, "/v1/knowledge?kind=not_ar")[1]["data"]] == ["not_ar"]
    assert len(ask(served, "/v1/knowledge?customer_number=C1&status=active")[1]["data"]) == 2
