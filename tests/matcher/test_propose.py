"""The whole way, from bank text to decisions: rows in any order give the same bytes, and money is never made."""

import json
import random
from datetime import timedelta
from typing import Any

import polars as pl
import pytest

import matcher
from matcher import Policy, shelf
from matcher.day import assignment
from matcher.frames import APPLICATIONS, CLOSED, DECISIONS, REMITTANCES, empty
from tests.matcher import build
from tests.matcher.build import TODAY, customer, item, line, link, receipt

CUSTOMERS = [
    customer("10001", "Brook Valley Foods Inc"),
    customer("10002", "Harlan Steel LLC"),
    customer("10003", "Ostby Ltd"),
]
BOOK = [
    item(
        f"INV-{40_000 + 7 * place}",
        31_013 + 9_173 * place,
        f"1000{1 + place % 3}",
        due_on=TODAY + timedelta(days=place % 9),
    )
    for place in range(36)
]


def frames(seed: int = 0) -> dict[str, pl.DataFrame]:
    """Return a small morning; another seed only orders its rows otherwise."""
    texts = [
        (BOOK[0]["open"] + BOOK[3]["open"], f"PMT {BOOK[0]['document_number']} {BOOK[3]['document_number']}", "a1"),
        (BOOK[1]["open"], "", "a2"),
        (BOOK[4]["open"] - 1_234, f"INVOICE {BOOK[4]['document_number']}", "a2"),
        (BOOK[2]["open"], "THANK YOU", ""),
        (BOOK[6]["open"], "", "a1"),
        (BOOK[6]["open"], "", "a1"),
        (999, "HELLO", ""),
    ]
    receipts = [
        receipt(f"r{at}", amount, text=text, payer_account=account) for at, (amount, text, account) in enumerate(texts)
    ]
    lines = [line("INV-40014", 0, "r3", paid=BOOK[2]["open"])]
    rows: dict[str, list[Any]] = {
        "receipts": receipts,
        "remittances": lines,
        "items": list(BOOK),
        "customers": list(CUSTOMERS),
        "links": [link("account", "a1", "10001"), link("account", "a2", "10002")],
    }
    dice = random.Random(seed)
    for each in rows.values():
        dice.shuffle(each)
    return {name: getattr(build, name)(*each) for name, each in rows.items()}


def proposed(given: dict[str, pl.DataFrame]) -> matcher.Decisions:
    return matcher.propose(
        given["receipts"],
        given["remittances"],
        given["items"],
        given["customers"],
        given["links"],
        empty(CLOSED),
        Policy(),
        TODAY,
    )


def test_the_order_of_rows_changes_no_byte() -> None:
    first = proposed(frames())
    for seed in (1, 2, 3):
        again = proposed(frames(seed))
        assert first.receipts.write_json() == again.receipts.write_json()
        assert first.applications.write_json() == again.applications.write_json()


def test_a_value_of_many_rows_is_one_object_and_still_the_value() -> None:
    rows = build.items(*(item(f"{at}", 100 + at, f"C{at % 2}") for at in range(6)), item("6", discount_until=TODAY))
    found = {name: shelf.cells(rows[name]) for name in rows.columns}

    assert found == {name: rows[name].to_list() for name in rows.columns}
    assert len({id(value) for value in found["customer"]}) == len(set(found["customer"])) > 1
    assert len({id(value) for value in found["due_on"]}) == 1


def test_every_receipt_is_decided_once_in_the_schema_that_crosses() -> None:
    made = proposed(frames())

    assert [f"r{at}" for at in range(7)] == made.receipts["receipt_id"].to_list()
    assert dict(made.receipts.schema) == DECISIONS
    assert dict(made.applications.schema) == APPLICATIONS


def test_what_is_posted_is_never_more_than_came_nor_than_is_open() -> None:
    given = frames()
    posted = proposed(given).applications.filter(pl.col("rank") == 0)
    by_receipt = posted.group_by("receipt_id").agg(pl.col("cash").sum()).join(given["receipts"], on="receipt_id")
    leaves = pl.sum_horizontal("cash", "discount", "write_off", "deduction").alias("leaves")
    by_item = posted.group_by("item_id").agg(leaves.sum()).join(given["items"], on="item_id")

    assert posted.height > 3
    assert (by_receipt["cash"] <= by_receipt["amount"]).all()
    assert (by_item["leaves"] <= by_item["open"]).all()


def test_the_certificate_is_canonical_and_names_its_proof() -> None:
    made = proposed(frames())
    for written in made.receipts["certificate"]:
        body = json.loads(written)
        assert json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False) == written
        assert {"engine", "policy", "inputs", "status", "reason"} <= set(body)
    proof = json.loads(made.receipts.row(0, named=True)["certificate"])
    assert {
        "hypothesis",
        "evidence",
        "exact_subsets_of_all_sizes",
        "expected_by_chance",
        "stratum",
        "stratum_bound",
    } <= set(proof)


def test_a_morning_without_receipts_is_no_problem() -> None:
    given = frames() | {"receipts": build.receipts(), "remittances": empty(REMITTANCES)}

    assert proposed(given).receipts.is_empty()


Six = tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]


def chained(seed: int = 0) -> Six:
    """Return thirteen receipts that each name two items, one of them the next one's too; a seed orders the rows."""
    numbers = [f"INV69{3000 + 7 * at}" for at in range(14)]
    book = [item(number, 100_00 + at * 13_37) for at, number in enumerate(numbers)]
    paid = [
        receipt(
            f"r{at:02d}", book[at]["open"] + book[at + 1]["open"], payer_account="PA-1", text=" ".join(numbers[at:][:2])
        )
        for at in range(13)
    ]
    dice = random.Random(seed)
    rows = [dice.sample(each, len(each)) if seed else each for each in (paid, book)]
    known = build.customers(customer("C1")), build.links(link("account", "PA-1")), build.closed()
    return build.receipts(*rows[0]), build.remittances(), build.items(*rows[1]), *known


def test_a_day_that_cannot_be_proven_within_its_work_is_asked_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the work, every second receipt posts; without it nobody is given an item, and all are offered theirs."""
    proven = matcher.propose(*chained(), Policy(), TODAY)
    for limit in ("NODES_MAX", "SOLVE_MAX", "WORK_MAX"):
        monkeypatch.setattr(assignment, limit, 0)
    made = [matcher.propose(*chained(seed), Policy(), TODAY) for seed in (0, 1)]

    assert proven.receipts["status"].to_list()[::2] == ["applied"] * 7
    assert made[0].receipts.select("status", "reason").unique().rows() == [("review", "contested_item")]
    assert made[0].applications.filter(pl.col("rank") == 0).is_empty()
    assert made[0].applications.filter(pl.col("rank") == 1).height == 26
    assert {json.loads(one)["batch_margin"] for one in made[0].receipts["certificate"]} == {"0.000"}
    assert made[0].receipts.equals(made[1].receipts)
    assert made[0].applications.equals(made[1].applications)
