"""Each way of damaging a number does to it what its name says."""

import re
from collections.abc import Callable
from difflib import SequenceMatcher

import pytest

from benchmarks.world import Payment, Spec, World, made
from benchmarks.world.items import core
from benchmarks.world.terms import days_late
from benchmarks.world.wording import segments


@pytest.fixture(scope="module")
def world() -> World:
    """A world with many of each kind."""
    return made(Spec(seed=17, receipts=900, items=9_000, profile="further"))


def text(payment: Payment) -> str:
    """Return everything the payer wrote."""
    return " ".join([payment.memo, *(said.written for said in payment.said), payment.identification])


def numbers(payment: Payment) -> list[str]:
    """Return the numbers of what it pays."""
    return [due.item.number for due in payment.dues]


def whole_digits(payment: Payment) -> bool:
    """Say whether the significant digits of every number are still there in one run, marks aside."""
    bare = re.sub(r"[-./ #]", "", text(payment))
    return all(core(number) in bare for number in numbers(payment))


#: kind -> what must hold of every payment of it.
HOLDS: dict[str, Callable[[Payment], bool]] = {
    "clean": lambda one: all(number in text(one) for number in numbers(one)),
    "prefix_dropped": lambda one: not any(number in text(one) for number in numbers(one)),
    "prefix_added": lambda one: bool(re.search(r"(INV#?|IN-|CRS-|I)\d", text(one))) and whole_digits(one),
    "leading_zeros": lambda one: not any(re.search(rf"\b{number}\b", text(one)) for number in numbers(one)),
    "separators": whole_digits,
    "range": lambda one: len(numbers(one)) > 1 and numbers(one)[0] in text(one) and len(text(one)) < 60,
    "shared_stem": lambda one: len(numbers(one)) > 1 and numbers(one)[1] not in text(one),
    "suffix": lambda one: all(number in text(one) for number in numbers(one)),
    "cut_by_field": lambda one: len(one.memo) > 80 and numbers(one)[-1] not in one.memo[:80],
    "glued_list": lambda one: not re.search(r"\d \d", one.memo),
    "amount_only": lambda one: not re.search(r"\d", text(one)),
    "po_number": lambda one: all(due.item.po in text(one) for due in one.dues),
    "order_number": lambda one: all(due.item.order in text(one) for due in one.dues),
    "delivery_number": lambda one: all(due.item.delivery in text(one) for due in one.dues),
    "account_number": lambda one: one.payer is not None and one.payer.number in text(one),
    "payer_document": lambda one: not any(core(number) in text(one) for number in numbers(one)),
    "repeated_remittance": lambda one: sum(said.paid or 0 for said in one.said) == 2 * one.amount,
    "ends_only": lambda one: not any(number in text(one) for number in numbers(one)),
    "two_slips": lambda one: whole_digits(one) is False and len(text(one)) >= len(numbers(one)[0]),
    "revised_list": lambda one: all(number in text(one) for number in numbers(one)) and len(one.said) in {0, 6},
    "no_labels": lambda one: one.rail in {"wire", "ach_line"} and not one.structured,
    "part_otherwise": lambda one: not re.search(r"\bPART", one.memo) and one.amount < one.dues[0].item.open,
    "range_with_gaps": lambda one: len(numbers(one)) > 1 and numbers(one)[0] in text(one) and len(text(one)) < 60,
    "remitter_cut": lambda one: one.account.holder.upper().startswith(one.name) and len(one.name) <= 24,
    "lines_do_not_foot": lambda one: sum(said.paid or 0 for said in one.said) != one.amount,
    "totals_do_not_foot": lambda one: sum(due.item.open for due in one.dues) != one.amount,
    "name_cut": lambda one: len(one.name) <= 16,
    "name_variant": lambda one: one.name != one.account.holder.upper(),
    "non_ascii": lambda one: not one.account.holder.isascii(),
    "several_customers": lambda one: len({due.item.customer.number for due in one.dues}) > 1,
    "agent_payer": lambda one: len({due.item.customer.root for due in one.dues}) > 1 and one.payer is None,
    "parent_payer": lambda one: one.payer not in {due.item.customer for due in one.dues},
    "several_payments": lambda one: one.amount < one.dues[0].item.open,
    "overpayment": lambda one: one.amount > sum(due.item.open for due in one.dues),
    "credit_memo_netted": lambda one: any(due.cash < 0 for due in one.dues),
    "tax_withheld": lambda one: one.dues[0].deduction == one.dues[0].item.tax > 0,
    "freight_withheld": lambda one: one.dues[0].deduction == one.dues[0].item.freight > 0,
    "fees_netted": lambda one: one.dues[0].write_off == one.dues[0].item.open - one.amount > 0,
    "discount_earned": lambda one: all(due.discount > 0 and not due.deduction for due in one.dues),
    "discount_unearned": lambda one: all(due.deduction > 0 and not due.discount for due in one.dues),
}


@pytest.mark.parametrize("kind", sorted(HOLDS))
def test_a_kind_of_noise_is_what_its_name_says(world: World, kind: str) -> None:
    found = [payment for payment in world.payments if payment.noise == kind]
    assert found
    for payment in found:
        assert HOLDS[kind](payment), (kind, text(payment), numbers(payment))


@pytest.mark.parametrize("kind", ["ocr_swap", "ocr_drop"])
def test_a_machine_misreads_one_number_by_one_letter(world: World, kind: str) -> None:
    for payment in (one for one in world.payments if one.noise == kind):
        pairs = zip(payment.said, numbers(payment), strict=True)
        (bad,) = [(said.written, number) for said, number in pairs if said.written != number]
        assert len(bad[0]) == len(bad[1]) - (kind == "ocr_drop")
        assert SequenceMatcher(None, *bad, autojunk=False).ratio() > 0.7


def test_discounts_are_taken_when_their_names_say(world: World) -> None:
    late = {"discount_earned": (-99, 0), "discount_grace": (1, 5), "discount_unearned": (10, 99)}
    for payment in (one for one in world.payments if one.noise in late):
        least, most = late[payment.noise]
        for due in payment.dues:
            assert least <= days_late(due.item.customer.terms, due.item.issued, world.spec.day) <= most


def test_both_parts_of_a_payment_in_two_make_the_item(world: World) -> None:
    parts: dict[str, int] = {}
    opened: dict[str, int] = {}
    for payment in (one for one in world.payments if one.noise == "several_payments"):
        item = payment.dues[0].item
        parts[item.number] = parts.get(item.number, 0) + payment.amount
        opened[item.number] = item.open
    assert parts == opened


def test_no_segments_are_cut_but_where_cutting_is_the_noise(world: World) -> None:
    for payment in (one for one in world.payments if one.rail == "ccd" and one.noise != "cut_by_field"):
        assert len(segments(payment) if payment.structured and payment.said else payment.memo) <= 80
