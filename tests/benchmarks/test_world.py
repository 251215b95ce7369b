"""A world is the same for the same seed, has what was asked for, and its truth adds up."""

import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from benchmarks.world import PROFILES, Spec, made
from benchmarks.world.decide import TESTS
from benchmarks.world.noises import NOISES, RAILS
from benchmarks.world.payments import REASONS
from benchmarks.world.tables import texts
from tests.benchmarks.worlds import cents, files, table

STATUSES = {"applied", "partially_applied", "review", "unapplied", "unidentified", "not_ar"}


def test_the_same_seed_gives_the_same_bytes() -> None:
    spec = Spec(seed=3, receipts=80, items=600)
    assert texts(spec) == texts(spec)


def test_another_seed_gives_another_world() -> None:
    assert texts(Spec(seed=3, receipts=80, items=600)) != texts(Spec(seed=4, receipts=80, items=600))


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_every_kind_of_noise_occurs_in_every_profile(profile: str) -> None:
    seen = {row["class"] for row in table(files(profile)["truth.csv"])}
    assert set(NOISES) - seen == set()


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_counts_are_those_that_were_asked_for(profile: str) -> None:
    found = files(profile)
    items = table(found["open_items.csv"])
    is_open = [cents(item["open_amount"]) != 0 for item in items]
    assert len(table(found["truth.csv"])) == 200
    assert len(table(found["customers.csv"])) == 60
    assert Counter(is_open) == {True: 1_500, False: 450}
    assert is_open == sorted(is_open, reverse=True)


def test_closed_items_can_be_left_out() -> None:
    items = table(texts(Spec(receipts=60, items=600, closed=False))["open_items.csv"])
    assert len(items) == 600
    assert all(cents(item["open_amount"]) for item in items)


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_no_receipt_applies_more_cash_than_it_brought(profile: str) -> None:
    found = files(profile)
    applied: dict[tuple[str, str], int] = defaultdict(int)
    for row in table(found["truth_applications.csv"]):
        applied[row["source_file"], row["bank_reference"]] += cents(row["cash_amount"])
    for row in table(found["truth.csv"]):
        home = applied.pop((row["source_file"], row["bank_reference"]), 0)
        assert home == cents(row["applied_amount"])
        assert 0 <= home <= cents(row["amount"]), row
        if home < cents(row["amount"]):
            assert "applied" not in row["expected_status"].split("|") or row["class"] == "overpayment", row
    assert applied == {}


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_no_item_is_closed_beyond_what_is_open(profile: str) -> None:
    found = files(profile)
    items = {item["document_number"]: item for item in table(found["open_items.csv"])}
    used: dict[str, int] = defaultdict(int)
    columns = ("cash_amount", "discount_amount", "write_off_amount", "deduction_amount")
    for row in table(found["truth_applications.csv"]):
        used[row["document_number"]] += sum(cents(row[column]) for column in columns)
    for number, amount in used.items():
        assert amount == cents(items[number]["open_amount"]), number


def test_the_currency_of_an_application_is_the_receipts() -> None:
    found = files()
    items = {item["document_number"]: item["currency"] for item in table(found["open_items.csv"])}
    receipts = {(row["source_file"], row["bank_reference"]): row["currency"] for row in table(found["truth.csv"])}
    for row in table(found["truth_applications.csv"]):
        assert items[row["document_number"]] == receipts[row["source_file"], row["bank_reference"]]


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_references_tell_every_receipt_apart(profile: str) -> None:
    found = files(profile)
    references = [row["bank_reference"] for row in table(found["truth.csv"]) + table(found["truth_totals.csv"])]
    assert len(set(references)) == len(references)


def test_document_and_customer_numbers_are_issued_once() -> None:
    found = files()
    for name, column in (("open_items.csv", "document_number"), ("customers.csv", "customer_number")):
        numbers = [row[column] for row in table(found[name])]
        assert len(set(numbers)) == len(numbers)


def test_items_and_links_belong_to_customers() -> None:
    found = files()
    customers = {row["customer_number"]: row for row in table(found["customers.csv"])}
    for name in ("open_items.csv", "payer_links.csv"):
        assert {row["customer_number"] for row in table(found[name])} <= set(customers)
    assert {row["parent_number"] for row in customers.values()} - {""} <= set(customers)
    for item in table(found["open_items.csv"]):
        assert item["currency"] == customers[item["customer_number"]]["currency"]


def test_about_six_of_ten_payers_are_known() -> None:
    world = made(Spec(seed=5, items=5_000, receipts=60))
    known = sum(one.account.known for one in world.parties.customers)
    assert 50 <= 100 * known // len(world.parties.customers) <= 70


def test_the_table_of_noises_names_what_exists() -> None:
    for name, noise in NOISES.items():
        assert set(noise.rails) <= {*RAILS, "book"}, name
        assert noise.sure in TESTS, name
        assert set(noise.expected) <= STATUSES, name


def test_reasons_of_deductions_are_of_the_list() -> None:
    reasons = {row["deduction_reason"] for row in table(files()["truth_applications.csv"])}
    assert reasons <= {"", "bank_fee", "unexplained", "unearned_discount", *REASONS}


def test_whole_dollars_are_whole() -> None:
    items = table(files("whole_dollars")["open_items.csv"])
    plain = [item for item in items if item["document_type"] == "invoice" and item["amount"] == item["open_amount"]]
    assert {cents(item["amount"]) % 100 for item in plain} == {0}


def test_plan_prices_repeat() -> None:
    amounts = Counter(item["amount"] for item in table(files("plan_prices")["open_items.csv"]))
    assert amounts.most_common(1)[0][1] > 30


def test_a_name_alone_never_makes_a_payment_decidable() -> None:
    world = made(Spec(seed=9, receipts=400, items=3_000))
    by_amount = [one for one in world.payments if one.noise in {"amount_only", "not_provided", "name_cut"}]
    assert by_amount
    assert all(one.account.known and one.account_told for one in by_amount if one.decidable)


def test_strangers_and_doubles_are_never_decidable() -> None:
    for row in table(files()["truth.csv"]):
        if row["class"] in {"stranger", "closed_item", "prepayment", "interest", "other_currency"}:
            assert row["decidable"] == "0"
            assert row["applied_amount"] == "0.00"


def test_a_keying_slip_hits_a_number_that_was_issued_to_somebody_else() -> None:
    world = made(Spec(seed=9, receipts=400, items=3_000))
    numbers = {item.number: item for item in world.items}
    slips = [one for one in world.payments if one.noise == "keying_slip" and one.said]
    assert slips
    for one in slips:
        assert numbers[one.said[0].written].customer.root != one.dues[0].item.customer.root


def test_the_command_writes_what_the_generator_makes(tmp_path: Path) -> None:
    options = ["--seed", "3", "--receipts", "80", "--items", "600", "--profile", "plan_prices", "--out", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.world", *options], check=True, capture_output=True, text=True
    )
    expected = texts(Spec(seed=3, receipts=80, items=600, profile="plan_prices"))
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == expected
    assert all(name in done.stdout for name in expected)
