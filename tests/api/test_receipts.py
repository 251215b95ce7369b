"""Receipts over HTTP: found by what a clerk knows of them, read in full, applied and reversed by hand."""

import html
import re
from collections.abc import Mapping
from typing import Any

import pytest

from api.words import words
from tests.api import morning
from tests.api.conftest import Served

Shape = dict[str, Any]


def found(served: Served, **asked: Any) -> list[Shape]:
    """Return the receipts that are asked for."""
    answer = served.client.get("/v1/receipts", params=asked)
    assert answer.status_code == 200, answer.text
    data: list[Shape] = answer.json()["data"]
    return data


def amounts(receipts: list[Shape]) -> list[int]:
    """Return the amounts, sorted."""
    return sorted(receipt["amount"]["minor"] for receipt in receipts)


def test_no_receipt_is_lost(still: Served) -> None:
    assert amounts(found(still)) == sorted(cents for _, cents, _ in morning.WIRES)


def test_for_every_receipt_applied_and_unapplied_sum_to_its_amount(still: Served) -> None:
    for receipt in found(still):
        assert receipt["applied"]["minor"] + receipt["unapplied"]["minor"] == receipt["amount"]["minor"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"amount": 125_000}, [125_000]),
        ({"amount": 774_900, "tolerance": 100}, [774_925]),
        ({"payer": "bracken"}, [64_000, 310_000]),
        ({"bank_reference": "20261119000103"}, [310_000]),
        ({"status": "unidentified"}, [5_000_000]),
        ({"date_from": "2026-11-20"}, []),
        ({"date_to": "2026-11-19", "payer": "zz"}, [5_000_000]),
    ],
)
def test_a_receipt_is_found_by_what_a_clerk_knows(still: Served, asked: Mapping[str, Any], expected: list[int]) -> None:
    assert amounts(found(still, **asked)) == expected


def test_the_pages_of_a_list_hold_every_row_once(still: Served) -> None:
    seen, after = [], ""
    while True:
        page = still.client.get("/v1/receipts", params={"limit": 2, "after": after}).json()
        seen += [row["receipt_id"] for row in page["data"]]
        after = page["next_cursor"]
        if after is None:
            break
    assert sorted(seen) == sorted(row["receipt_id"] for row in found(still))


@pytest.mark.parametrize(
    "asked", [{"amont": 1}, {"limit": 0}, {"limit": 201}, {"status": "gone"}, {"after": "made-up"}, {"amount": "x"}]
)
def test_a_question_we_do_not_know_is_refused(still: Served, asked: Mapping[str, Any]) -> None:
    answer = still.client.get("/v1/receipts", params=dict(asked))
    assert (answer.status_code, answer.json()["type"]) == (422, "invalid")


def test_a_receipt_in_full_holds_its_text_its_evidence_and_its_applications(still: Served) -> None:
    (row,) = found(still, amount=125_000)
    answer = still.client.get(f"/v1/receipts/{row['receipt_id']}")
    receipt = answer.json()
    assert receipt["status"] == "applied"
    assert [line["document_number"] for line in receipt["applications"]] == ["INV-30011"]
    assert "INV-30011" in receipt["text"]
    assert receipt["explanation"]
    assert answer.headers["ETag"] == f'"{receipt["version"]}"'
    for place in receipt["evidence"]:
        assert 0 <= place["start"] < place["end"] <= len(receipt["text"])


def test_what_may_be_meant_is_proposed_in_order(still: Served) -> None:
    (row,) = found(still, amount=64_000)
    ranked = still.client.get(f"/v1/receipts/{row['receipt_id']}/proposals").json()["data"]
    assert [proposal["rank"] for proposal in ranked] == list(range(1, len(ranked) + 1))
    assert {"INV-30022", "INV-30023"} & {line["document_number"] for one in ranked for line in one["lines"]}


def line(item: str, minor: int, currency: str = "USD") -> Shape:
    """Return a line that applies cash to an item."""
    return {"item": item, "cash": {"minor": minor, "currency": currency}}


def test_a_receipt_is_applied_by_hand_and_taken_back(matched: Served) -> None:
    (row,) = found(matched, amount=64_000)
    path = f"/v1/receipts/{row['receipt_id']}"
    applied = matched.client.post(f"{path}/applications", json={"lines": [line("INV-30023", 64_000)]})
    assert applied.status_code == 201, applied.text
    assert (applied.json()["status"], applied.json()["unapplied"]["minor"]) == ("applied", 0)
    (application,) = matched.client.get(path).json()["applications"]
    back = matched.client.delete(f"{path}/applications/{application['application_id']}")
    assert back.status_code == 200, back.text
    assert back.json()["unapplied"]["minor"] == 64_000
    assert matched.client.get(path).json()["applications"] == []


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([line("INV-30023", 64_001)], "over_applied"),
        ([line("INV-99999", 1)], "unknown_item"),
        ([line("INV-30023", 1, "EUR")], "invalid"),
        ([], "invalid"),
        ([{**line("INV-30023", 1), "extra": 1}], "invalid"),
        ([{"item": "INV-30023", "cash": {"minor": "1", "currency": "USD"}}], "invalid"),
        ([{"item": "INV-30023", "cash": {"minor": 1.0, "currency": "USD"}}], "invalid"),
    ],
)
def test_what_cannot_be_applied_is_refused_and_nothing_moves(still: Served, lines: list[Shape], code: str) -> None:
    (row,) = found(still, amount=64_000)
    answer = still.client.post(f"/v1/receipts/{row['receipt_id']}/applications", json={"lines": lines})
    assert answer.json()["type"] == code
    assert 400 <= answer.status_code < 500
    assert found(still, amount=64_000) == [row]


@pytest.mark.parametrize("path", ["/v1/receipts/rcp_none", "/v1/receipts/rcp_none/proposals"])
def test_a_receipt_that_is_not_there_is_not_found(still: Served, path: str) -> None:
    assert still.client.get(path).status_code == 404


def test_how_a_receipt_was_decided_is_read_in_words_and_with_its_run(still: Served) -> None:
    posted = found(still, status="applied")[0]["receipt_id"]
    decision = still.client.get(f"/v1/receipts/{posted}/decision").json()

    assert (decision["receipt_id"], decision["status"]) == (posted, "applied")
    assert decision["run_id"].startswith("run_")
    assert decision["certificate"]["inputs"] in decision["words"][-1]
    assert any(line.startswith("best rival") for line in decision["words"])
    assert still.client.get("/v1/receipts/rcp_0000000000000000/decision").status_code == 404


def test_a55_a_search_answers_with_every_application_and_who_made_it(still: Served) -> None:
    applied = still.client.get("/v1/receipts", params={"status": "applied"}).json()["data"][0]
    minor = applied["amount"]["minor"]
    asked = {"amount": minor + 5, "tolerance": 5, "payer": applied["payer_name"][:5].lower()}
    rows = still.client.get("/v1/receipts/search", params=asked).json()["data"]
    (found,) = [row for row in rows if row["receipt_id"] == applied["receipt_id"]]
    page = still.client.get("/receipts", params={"amount": f"{minor / 100:.2f}"}).text
    whole = still.client.get(f"/receipts/{applied['receipt_id']}").text

    assert sum(one["cash"]["minor"] for one in found["applications"]) == applied["applied"]["minor"] > 0
    assert {(one["by"], bool(one["why"]), one["undone_by"]) for one in found["applications"]} == {
        ("engine", True, None)
    }
    for one in found["applications"]:
        assert one["document_number"] in page
        assert one["why"].split("\n")[0][:40] in html.unescape(whole)
    assert "Every application" in whole


def test_a_receipt_that_waits_says_so_and_is_not_decided_with_nothing_certain(still: Served) -> None:
    waits = still.client.get("/v1/exceptions").json()["data"]
    unsure = [one["receipt_id"] for one in waits if not one["confidence"]]
    assert unsure, "the morning has one that nothing explains"
    for one in waits:
        page = still.client.get(f"/receipts/{one['receipt_id']}").text
        assert f"Waits for a person: {words(one['reason'])}" in page
        assert "Decided by" not in page
        assert not re.search(r"\b0 % certain", page)


@pytest.mark.parametrize(
    "address", ["/v1/receipts?payer=%00", "/v1/receipts/search?bank_reference=a%00", "/v1/receipts/%00"]
)
def test_a_nul_is_refused_before_a_database_sees_it(address: str, still: Served) -> None:
    """PostgreSQL takes none in a text and says so with an error."""
    assert (still.client.get(address).status_code, still.client.get(address).json()["type"]) == (422, "invalid")
