"""What is called decidable is decidable: judged by the slow way over the written tables."""

from collections import defaultdict
from itertools import combinations

import pytest

from benchmarks.world import PROFILES, Book, Spec, World, made
from benchmarks.world.morning import BY_AMOUNT
from benchmarks.world.noises import NOISES
from tests.benchmarks.worlds import cents, files, table


@pytest.fixture(scope="module")
def world() -> World:
    """A world large enough to hold collisions."""
    return made(Spec(seed=13, receipts=600, items=4_000, profile="references_dirty"))


def _families(found: dict[str, str]) -> dict[str, str]:
    """Return the head of each customer's family."""
    parents = {row["customer_number"]: row["parent_number"] for row in table(found["customers.csv"])}
    heads = {}
    for number in parents:
        head = number
        while parents[head]:
            head = parents[head]
        heads[number] = head
    return heads


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_a_decidable_amount_is_the_amount_of_one_item_and_of_no_pair(profile: str) -> None:
    found = files(profile)
    heads = _families(found)
    owner = {item["document_number"]: item for item in table(found["open_items.csv"])}
    family: dict[tuple[str, str], list[int]] = defaultdict(list)
    for item in owner.values():
        if cents(item["open_amount"]):
            family[heads[item["customer_number"]], item["currency"]].append(cents(item["open_amount"]))
    due = {(row["source_file"], row["bank_reference"]): row for row in table(found["truth_applications.csv"])}
    for row in table(found["truth.csv"]):
        if row["decidable"] == "1" and row["class"] in {"amount_only", "not_provided", "name_cut"}:
            item = owner[due[row["source_file"], row["bank_reference"]]["document_number"]]
            amounts = family[heads[item["customer_number"]], item["currency"]]
            amount = cents(row["amount"])
            assert amounts.count(amount) == 1
            assert not any(one + other == amount for one, other in combinations(amounts, 2))


def test_a_decidable_number_means_one_document(world: World) -> None:
    digits: dict[str, list[str]] = defaultdict(list)
    for item in world.items:
        for text in (item.number, item.po, item.order, item.delivery):
            bare = "".join(letter for letter in text if letter.isdigit()).lstrip("0")
            if bare:
                digits[bare].append(item.number)
    checked = 0
    for payment in world.payments:
        if payment.decidable and NOISES[payment.noise].sure == "names":
            for due in payment.dues:
                bare = "".join(letter for letter in due.item.number if letter.isdigit()).lstrip("0")
                same = {number for number in digits[bare] if number != due.item.number}
                mine = [item for item in world.items if item.number in same]
                checked += 1
                assert all(item.customer.root != due.item.customer.root and item.open != due.item.open for item in mine)
    assert checked > 300


def test_what_is_told_by_amount_alone_is_told_by_a_known_account(world: World) -> None:
    by_account = [one for one in world.payments if NOISES[one.noise].sure == "amounts"]
    assert {one.decidable for one in by_account} == {True, False}
    assert all(one.account.known and one.account_told for one in by_account if one.decidable)


def test_items_nobody_named_are_marked_so(world: World) -> None:
    for one in world.payments:
        unnamed = NOISES[one.noise].sure in BY_AMOUNT
        assert all(due.named is not unnamed for due in one.dues), one.noise


def test_equal_amounts_in_a_family_are_not_singled_out() -> None:
    world = made(Spec(seed=2, receipts=60, items=2_000, profile="plan_prices"))
    book = Book(world.spec, world.parties, world.items, world.rng)
    twins = defaultdict(list)
    for item in book.open:
        twins[item.customer.root, item.currency, item.open].append(item)
    pairs = [items for items in twins.values() if len(items) > 1]
    assert pairs
    assert not any(book.sole_amount(items[0], items[0].open) for items in pairs)
