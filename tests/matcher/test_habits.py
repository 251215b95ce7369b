"""What was learned of a payer lets the matcher read him, and never more than that: each habit with what it changes."""

import json
from typing import Any

import polars as pl
import pytest

import matcher
from matcher import Policy
from matcher.frames import CLOSED, HABITS, empty
from matcher.remittance import habits
from tests.matcher import build
from tests.matcher.build import TODAY, customer, frame, item, line, link, receipt

#: Odd amounts, in which nothing sums to anything by chance.
BOOK = [item(f"602{17_372 + 31 * at}", 71_013 + 9_173 * at + at * at, f"1000{1 + at % 3}") for at in range(30)]
MINE = [row for row in BOOK if row["customer"] == "10001"]
FIRST, SECOND = MINE[0], MINE[1]


def habit(kind: str = "reference_habit", form: str = "", pattern: str = "", **given: Any) -> dict[str, Any]:
    """Return a habit of customer 10001."""
    words = f"{kind} {form} {pattern}"
    usual = {"knowledge_id": f"kno_{kind}_{form}_{pattern}", "kind": kind, "customer": "10001", "form": form}
    return usual | {"pattern": pattern, "means": "", "minor": None, "words": words} | given


def proposed(
    payment: dict[str, Any], *taught: dict[str, Any], lines: list[dict[str, Any]] | None = None, **given: Any
) -> dict[str, Any]:
    """Decide one receipt of a payer whose account we know; return its decision with what it posts."""
    decisions = matcher.propose(
        build.receipts(payment | {"payer_account": "a1"}),
        build.remittances(*(lines or [])),
        build.items(*BOOK),
        build.customers(*(customer(f"1000{at}", f"Name {at} Works") for at in (1, 2, 3))),
        build.links(link("account", "a1", "10001")),
        empty(CLOSED),
        given.get("policy", Policy()),
        TODAY,
        taught=frame(HABITS, *taught),
    )
    decided = decisions.receipts.row(0, named=True)
    rows = decisions.applications.filter(pl.col("rank") == 0)
    return decided | {"posted": rows.select("document_number", "cash", "deduction", "deduction_reason").rows()}


def said(text: str, amount: int = FIRST["open"]) -> dict[str, Any]:
    return receipt(amount=amount, text=text)


N1, N2 = FIRST["document_number"], SECOND["document_number"]
BOTH = FIRST["open"] + SECOND["open"]
#: habit -> (its row, what the payer writes for two items of his).
HIDDEN: dict[str, tuple[dict[str, Any], str]] = {
    "prefix": (habit(form="prefix", pattern="7788"), f"INVOICE 7788{N1} INVOICE 7788{N2}"),
    "suffix": (habit(form="suffix", pattern="7788"), f"INVOICE {N1}7788 INVOICE {N2}7788"),
    "tail": (habit(form="tail", pattern="6"), f"INVOICE {N1[-6:]} INVOICE {N2[-6:]}"),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_a_number_of_ours_is_found_in_his(name: str) -> None:
    taught, text = HIDDEN[name]
    by_habit = proposed(said(text, BOTH), taught)

    assert sorted(number for number, *_ in by_habit["posted"]) == sorted([N1, N2])
    assert by_habit["reason"] == "named_exact"
    assert json.loads(by_habit["certificate"])["knowledge"] == [taught["knowledge_id"]]
    assert taught["words"] in by_habit["explanation"]
    assert proposed(said(text, BOTH))["reason"] != "named_exact"


@pytest.mark.parametrize("name", HIDDEN)
def test_a_habit_is_the_payers_alone(name: str) -> None:
    taught, text = HIDDEN[name]
    stranger = proposed(said(text, BOTH), taught | {"customer": "10002"})
    assert stranger["reason"] != "named_exact"
    assert "knowledge" not in json.loads(stranger["certificate"])


@pytest.mark.parametrize(("name", "other"), [("prefix", f"9988{N1}"), ("suffix", f"{N1}9988"), ("tail", N1[-5:])])
def test_another_way_of_writing_is_not_the_habit(name: str, other: str) -> None:
    found = proposed(said(f"INVOICE {other}"), HIDDEN[name][0])
    assert "knowledge" not in json.loads(found["certificate"])


def test_what_is_read_by_habit_stays_inside_the_payers_book() -> None:
    """Another customer's number in the same disguise is not read."""
    other = next(row for row in BOOK if row["customer"] == "10002")
    found = proposed(said(f"INVOICE 7788{other['document_number']}", other["open"]), HIDDEN["prefix"][0])
    assert found["posted"] == []


@pytest.mark.parametrize(("length", "strong"), [("4", False), ("6", True)])
def test_few_signs_of_a_number_are_never_strong(length: str, *, strong: bool) -> None:
    """Four digits in a book of ten items meet one of them by chance too often."""
    rows = build.items(*MINE, *(item(f"605{number}", 1_000 + number, "10001") for number in range(10_000, 10_030)))
    payers = frame(
        matcher.frames.PAYERS, {"receipt_id": "r1", "customer": "10001", "family": "10001", "probability": 1}
    )
    mention = {"receipt_id": "r1", "mention": 0, "normal": N1[-int(length) :], "kind": "number", "position": -1}
    held = {"r1": (habits.Habit(**habit(form="tail", pattern=length)),)}
    read = habits.read(
        empty(matcher.frames.HITS), frame(matcher.frames.MENTIONS, mention), held, payers, rows, empty(CLOSED)
    )
    assert read.select("document_number", "strong").rows() == [(N1, strong)]


def test_a_number_of_his_own_does_not_hold_the_receipt_back() -> None:
    """The amount means one item; a strange number beside it made us ask."""
    text = "INVOICE AP-77/123456"
    own = habit("not_reference", "shape", "AP99999999")
    assert proposed(said(text))["reason"] == "number_not_ours"
    assert proposed(said(text), own)["reason"] == "single"
    assert proposed(said(text), habit("not_reference", "exact", "AP77123456"))["reason"] == "single"
    assert proposed(said("INVOICE AP-77/1234567"), own)["reason"] == "number_not_ours"


def test_a_document_of_ours_is_never_called_his_own() -> None:
    found = proposed(said(f"INVOICE {N1}"), habit("not_reference", "exact", N1))
    assert [number for number, *_ in found["posted"]] == [N1]
    assert found["reason"] == "named_exact"


def test_his_code_for_a_deduction_is_read_as_the_reason_it_means() -> None:
    given = line(N1, paid=FIRST["open"] - 1_234, gross=FIRST["open"], adjustment=-1_234, adjustment_code="Q7")
    payment = receipt(amount=FIRST["open"] - 1_234)
    taught = habit("deduction_habit", "code", "Q7", means="quality")
    row = (N1, FIRST["open"] - 1_234, 1_234)
    assert proposed(payment, lines=[given])["posted"] == [(*row, "other")]
    assert proposed(payment, taught, lines=[given])["posted"] == [(*row, "quality")]


#: 2.5 % of the item to the cent, and a sum of the item's own.
RATE = habit("deduction_habit", "rate", "250", means="allowance")
ALLOWED = (FIRST["open"] * 250 + 5_000) // 10_000
FREIGHT = habit("deduction_habit", "item", str(FIRST["item_id"]), means="freight", minor=9_50)


@pytest.mark.parametrize(("taught", "taken"), [(RATE, ALLOWED), (FREIGHT, 9_50)])
def test_what_he_always_takes_is_a_named_difference(taught: dict[str, Any], taken: int) -> None:
    payment = said(f"INVOICE {N1}", FIRST["open"] - taken)
    by_habit = proposed(payment, taught)
    assert by_habit["posted"] == [(N1, FIRST["open"] - taken, taken, taught["means"])]
    assert (by_habit["status"], by_habit["reason"]) == ("applied", "named_habit")
    assert json.loads(by_habit["certificate"])["knowledge"] == [taught["knowledge_id"]]


def test_a_cent_more_is_not_what_he_always_takes() -> None:
    found = proposed(said(f"INVOICE {N1}", FIRST["open"] - ALLOWED - 1), RATE)
    assert found["reason"] != "named_habit"
    assert {reason for *_, reason in found["posted"]} <= {"unexplained"}


def test_several_items_each_less_what_he_always_takes() -> None:
    both = BOTH - ALLOWED - (SECOND["open"] * 250 + 5_000) // 10_000
    found = proposed(said(f"INVOICE {N1} {N2}", both), RATE)
    assert found["reason"] == "named_habit"
    assert {reason for *_, reason in found["posted"]} == {"allowance"}


def test_without_a_number_it_is_only_proposed() -> None:
    found = proposed(receipt(amount=FIRST["open"] - ALLOWED), RATE)
    assert (found["posted"], found["reason"]) == ([], "only_a_proposal")


def test_the_policy_bounds_what_he_takes() -> None:
    found = proposed(said(f"INVOICE {N1}", FIRST["open"] - ALLOWED), RATE, policy=Policy(deduction_limit=ALLOWED - 1))
    assert (found["posted"], found["reason"]) == ([], "deduction_too_large")


def test_money_of_who_is_no_customer_waits() -> None:
    no_customer = habit("not_ar", "account", "a1", customer="")
    assert proposed(receipt(amount=FIRST["open"]))["reason"] == "single"
    assert proposed(receipt(amount=FIRST["open"]), no_customer)["reason"] == "payer_not_ar"
    assert proposed(receipt(amount=4_711), no_customer)["reason"] == "payer_not_ar"
    assert proposed(said(f"INVOICE {N1}"), no_customer)["reason"] == "named_exact", "he pays us after all"


def test_without_knowledge_nothing_changes() -> None:
    """No habit that holds: the same bytes, certificate and all."""
    payment = said(f"INVOICE {N1}")
    assert proposed(payment, habit(form="prefix", pattern="7", customer="10003")) == proposed(payment)
