"""The queue over HTTP: what waits, and every act a person may decide."""

import re
from dataclasses import replace
from typing import Any, get_args

import pytest

from api.app import create_app
from api.schemas.resolutions import ACTS, Resolution
from dunning.cases import DEPARTMENTS
from services.workspace import Workspace
from tests.api import morning
from tests.api.conftest import Served, serving
from tests.api.test_receipts import line

Shape = dict[str, Any]
AMBIGUOUS = 64_000
UNKNOWN = 5_000_000


def waiting(served: Served) -> list[Shape]:
    """Return the queue."""
    data: list[Shape] = served.client.get("/v1/exceptions").json()["data"]
    return data


def one(served: Served, minor: int) -> Shape:
    """Return the exception of an amount."""
    (found,) = [row for row in waiting(served) if row["amount"]["minor"] == minor]
    return found


def resolve(served: Served, row: Shape, body: Shape, **headers: str) -> Any:
    """Decide."""
    return served.client.post(f"/v1/exceptions/{row['exception_id']}/resolution", json=body, headers=headers)


def test_what_waits_says_why_and_shows_its_best_answer(still: Served) -> None:
    row = one(still, AMBIGUOUS)
    assert row["reason"]
    assert row["best_proposal"]
    assert row["payer_name"] == "BRACKEN TOOL CO"


def test_the_queue_turns_its_pages_though_one_left_it_meanwhile(matched: Served) -> None:
    whole = [row["exception_id"] for row in waiting(matched)]
    first = matched.client.get("/v1/exceptions", params={"limit": 2}).json()
    resolve(matched, first["data"][1], {"act": "not_ar", "note": "tax"})
    rest = matched.client.get("/v1/exceptions", params={"after": first["next_cursor"]}).json()["data"]
    assert [row["exception_id"] for row in rest] == whole[2:]


def test_what_was_parked_comes_last_with_its_reason(matched: Served) -> None:
    first = waiting(matched)[0]
    resolve(matched, first, {"act": "park", "note": "asked"})
    last = waiting(matched)[-1]
    assert (last["exception_id"], last["reason"]) == (first["exception_id"], "parked")
    assert last["unapplied"] == last["amount"]


DONE: list[tuple[int, Shape, str]] = [
    (AMBIGUOUS, {"act": "accept", "rank": 1}, "applied"),
    (AMBIGUOUS, {"act": "apply", "lines": [line("INV-30022", 40_000), line("INV-30023", 24_000)]}, "applied"),
    (AMBIGUOUS, {"act": "apply", "lines": [line("INV-30022", 40_000)]}, "partially_applied"),
    (AMBIGUOUS, {"act": "on_account", "customer_number": "C200"}, "unapplied"),
    (UNKNOWN, {"act": "identify", "customer_number": "C100"}, "review"),
    (UNKNOWN, {"act": "not_ar", "note": "own transfer"}, "not_ar"),
    (UNKNOWN, {"act": "park", "note": "asked the bank"}, "review"),
]


@pytest.mark.parametrize(("minor", "body", "status"), DONE, ids=lambda value: str(value)[:40])
def test_an_act_leaves_the_receipt_as_it_says(matched: Served, minor: int, body: Shape, status: str) -> None:
    row = one(matched, minor)
    answer = resolve(matched, row, body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["status"] == status
    assert answer.headers["ETag"] == f'"{answer.json()["version"]}"'
    assert answer.json()["applied"]["minor"] + answer.json()["unapplied"]["minor"] == minor


def test_of_what_is_applied_in_part_the_desk_says_how_much_still_waits(matched: Served) -> None:
    row = one(matched, AMBIGUOUS)
    token = matched.client.get("/desk").text.split('"X-CSRF-Token": "')[1].split('"')[0]
    form = {
        "item": "INV-30022",
        "cash": "400.00",
        "discount": "",
        "write_off": "",
        "deduction": "",
        "deduction_reason": "",
    }
    head = {"X-CSRF-Token": token, "HX-Request": "true", "If-Match": f'"{row["version"]}"'}
    answer = matched.client.post(f"/desk/{row['exception_id']}/apply", data=form, headers=head).text
    assert "Applied by hand: 400.00 of 640.00 USD from BRACKEN TOOL CO; 240.00 still waits" in answer
    assert "Rest of what was applied" in answer, "the row does not say that it was accepted, as if it were done"


@pytest.mark.parametrize(
    ("body", "wrong"), [({"note": "x"}, "`act` is missing"), ({"act": "pay"}, "`act` 'pay' is none we know")]
)
def test_a_resolution_without_an_act_we_know_is_told_which_there_are(still: Served, body: Shape, wrong: str) -> None:
    answer = resolve(still, one(still, AMBIGUOUS), body)
    acts = "accept, apply, park, on_account, identify, not_ar, undo"
    assert (answer.status_code, answer.json()["errors"]) == (
        422,
        [{"pointer": "#/act", "detail": f"{wrong}: say one of {acts}."}],
    )


def test_the_acts_that_are_told_are_those_there_are() -> None:
    assert tuple(one.model_fields["act"].annotation.__args__[0] for one in get_args(get_args(Resolution)[0])) == ACTS


def test_what_a_person_applied_is_told_as_his_not_as_what_the_engine_could_not(matched: Served) -> None:
    row = one(matched, AMBIGUOUS)
    doubt = f"/receipts/{row['receipt_id']}"
    assert "Would apply if" in matched.client.get(doubt).text
    resolve(matched, row, {"act": "accept", "rank": 1})

    page = matched.client.get(doubt).text
    assert "<b>Applied, decided by" in page
    assert "Before that the engine said: " in page
    assert "Would apply if" not in page
    assert matched.client.get(f"/v1{doubt}").json()["reason"] == "accepted"
    assert matched.client.get(f"/v1{doubt}").json()["would_apply_if"] == ""


def test_the_desk_offers_the_reasons_by_which_cases_are_routed(matched: Served) -> None:
    """A deduction coded with any of them is a case of the department that knows, not one of an unknown reason."""
    row = one(matched, AMBIGUOUS)
    pane = matched.client.get(f"/desk/{row['exception_id']}").text
    form = pane.split("</template>")[0].split('name="deduction_reason"')[1]
    assert re.findall(r'<option value="(\w+)"', form) == list(DEPARTMENTS)

    short = {"deduction": {"minor": 24_000, "currency": "USD"}, "deduction_reason": "freight"}
    body = {"act": "apply", "lines": [{**line("INV-30022", 40_000), **short}, line("INV-30023", 24_000)]}
    assert resolve(matched, row, body).json()["status"] == "applied"
    (case,) = matched.client.get("/v1/disputes").json()["data"]
    assert (case["reason"], case["department"]) == ("freight", "logistics")


def test_a_deduction_is_coded_with_its_reason(matched: Served) -> None:
    row = one(matched, AMBIGUOUS)
    short = {"deduction": {"minor": 24_000, "currency": "USD"}, "deduction_reason": "price"}
    body = {"act": "apply", "lines": [{**line("INV-30022", 40_000), **short}, line("INV-30023", 24_000)]}
    assert resolve(matched, row, body).json()["status"] == "applied"
    applied = matched.client.get(f"/v1/receipts/{row['receipt_id']}").json()["applications"]
    assert [one["deduction_reason"] for one in applied if one["deduction"]["minor"] == 24_000] == ["price"]
    items = matched.client.get("/v1/items", params={"customer_number": "C200"}).json()["data"]
    assert [item["open"]["minor"] for item in items if item["document_type"] == "deduction"] == [24_000]


def test_what_was_accepted_is_undone_by_a_reversal(matched: Served) -> None:
    row = one(matched, AMBIGUOUS)
    resolve(matched, row, {"act": "accept", "rank": 1})
    back = resolve(matched, row, {"act": "undo"})
    assert (back.json()["status"], back.json()["applied"]["minor"]) == ("review", 0)
    assert one(matched, AMBIGUOUS)["exception_id"] == row["exception_id"]
    kinds = [posting["kind"] for posting in matched.client.get("/v1/postings").json()["data"]]
    assert len(kinds) > len(set(kinds))


def test_who_decides_on_an_old_reading_is_told_so(matched: Served) -> None:
    row = one(matched, AMBIGUOUS)
    tag = f'"{row["version"]}"'
    first = resolve(matched, row, {"act": "park"}, **{"If-Match": tag})
    assert first.status_code == 200, first.text
    second = resolve(matched, row, {"act": "accept", "rank": 1}, **{"If-Match": tag})
    assert (second.status_code, second.json()["type"]) == (412, "not_as_seen")
    third = resolve(matched, row, {"act": "accept", "rank": 1}, **{"If-Match": first.headers["ETag"]})
    assert third.status_code == 200, third.text


@pytest.mark.parametrize("tag", ["3", '"x"', 'W/"3"'])
def test_a_tag_we_never_gave_is_refused(still: Served, tag: str) -> None:
    answer = resolve(still, one(still, AMBIGUOUS), {"act": "park"}, **{"If-Match": tag})
    assert (answer.status_code, answer.json()["type"]) == (422, "invalid")


def test_a_decision_repeated_under_its_key_is_one_decision(matched: Served) -> None:
    row = one(matched, AMBIGUOUS)
    body = {"act": "accept", "rank": 1}
    first = resolve(matched, row, body, **{"Idempotency-Key": "d-1"})
    again = resolve(matched, row, body, **{"Idempotency-Key": "d-1"})
    assert (again.status_code, again.json()) == (200, first.json())
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    other = resolve(matched, row, {"act": "park"}, **{"Idempotency-Key": "d-1"})
    assert (other.status_code, other.json()["type"]) == (422, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/"),
        ({"act": "guess"}, "#/"),
        ({"act": "accept"}, "#/accept/rank"),
        ({"act": "accept", "rank": "1"}, "#/accept/rank"),
        ({"act": "accept", "rank": True}, "#/accept/rank"),
        ({"act": "accept", "rank": 1, "extra": 1}, "#/accept/extra"),
    ],
)
def test_a_body_of_another_shape_is_refused_with_its_place(still: Served, body: Shape, pointer: str) -> None:
    answer = resolve(still, one(still, AMBIGUOUS), body)
    assert (answer.status_code, answer.json()["type"]) == (422, "invalid")
    assert answer.json()["errors"][0]["pointer"].startswith(pointer.rstrip("/"))


def test_a_rank_that_was_not_offered_is_refused(still: Served) -> None:
    answer = resolve(still, one(still, AMBIGUOUS), {"act": "accept", "rank": 99})
    assert answer.status_code == 404


def test_an_exception_that_is_not_there_is_not_found(still: Served) -> None:
    answer = resolve(still, {"exception_id": "exc_none"}, {"act": "park"})
    assert answer.status_code == 404


def test_an_installation_may_ask_for_the_version_of_every_decision(workspace: Workspace) -> None:
    """Without it two people decide one receipt and the second never hears of the first."""
    asking = replace(workspace, settings=workspace.settings.model_copy(update={"versions_needed": True}))
    for served in serving(create_app(asking)):
        served.take("morning.bai", morning.BAI2)
        served.settle()
        row = one(served, AMBIGUOUS)
        for tag in ({}, {"If-Match": "*"}):
            refused = resolve(served, row, {"act": "park"}, **tag)
            assert (refused.status_code, refused.json()["type"]) == (428, "version_needed")
        read = served.client.get(f"/v1/receipts/{row['receipt_id']}")
        done = resolve(served, row, {"act": "park"}, **{"If-Match": read.headers["ETag"]})
        assert done.status_code == 200, done.text
