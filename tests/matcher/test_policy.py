"""A policy is read whole or refused whole, with all that is wrong in it, where, and what was meant."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.policy import AMOUNTS, PLACES, Policy, Way, form
from matcher.policy_file import BadPolicy, example, read, sourced, written
from parsers.records import Method


def test_an_empty_file_is_the_default() -> None:
    assert Policy() == read("")


def test_policies_of_one_name_are_told_apart_by_what_they_say() -> None:
    one, other = Policy(version="q1"), Policy(version="q1", discount_grace_days=9)
    assert one != other
    assert one.digest != other.digest
    assert {one: 1, other: 2}[Policy(version="q1", discount_grace_days=9)] == 2


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ('[proof]\nerror_bound = "0.05%"', "error_bound", 0.0005),
        ('[fees]\nknown = ["15.00", "7.5"]', "bank_fees", (1500, 750)),
        ('[fees]\nmethods = ["wire", "ach"]', "bank_fee_methods", ("wire", "ach")),
        ('[write_offs]\nsmall_balance = "2.00"', "small_balance_limit", 200),
        ('[write_offs]\nsmall_balance = "2 USD"', "small_balance_limit", 200),
        ('currency = "JPY"\n[write_offs]\nsmall_balance = "200"', "small_balance_limit", 200),
        ('currency = "KWD"\n[write_offs]\nsmall_balance = "0.250"', "small_balance_limit", 250),
        ('[deductions]\nshare = "12.5%"', "deduction_share_bp", 1_250),
        ('[conventions]\nequal_items = "oldest"', "benign_ambiguity", "oldest"),
        ('version = "2026-11"', "version", "2026-11"),
        ("small_balance_limit = 200", "small_balance_limit", 200),
    ],
)
def test_values_are_taken(text: str, field: str, value: object) -> None:
    assert getattr(read(text, "USD"), field) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[discounts]\ngrace_day = 3", "line 2: discounts.grace_day: there is no such key, did you mean"),
        ("[dedctions]\nlimit = 3", "line 1: dedctions: there is no such section, did you mean deductions?"),
        ("tolerance = 5", "line 1: tolerance: there is no such key"),
        ("[discounts]\n\ngrace_days = -1", "line 3: discounts.grace_days: must be at least 0"),
        ("[discounts]\nunearned_limit = 100", "line 2: discounts.unearned_limit: an amount is a decimal in quotes"),
        ('[discounts]\nunearned_limit = "1.005"', "at most 2 digits behind the point"),
        ('[discounts]\nunearned_limit = "5 EUR"', 'as in "100.00"; it says'),
        ('[proof]\nerror_bound = "60%"', 'line 2: proof.error_bound: must be less than "50%"'),
        ("[proof]\nerror_bound = 0.001", "a share is a percentage in quotes"),
        ('[deductions]\nshare = "0.001%"', "at most two digits behind the point"),
        ('[conventions]\nequal_items = "guess"', "line 2: conventions.equal_items: Input should be 'oldest' or 'ask'"),
        ('[fees]\nmethods = ["wire", "wier"]', "line 2: fees.methods: Input should be 'check', 'ach', 'wire'"),
        ('[fees]\nknown = ["5.00", "-1.00"]', "line 2: fees.known: an amount is nothing or more; it says '-1.00'"),
        ('[currencies.EUR.fees]\nlimit = "-1.00"', "line 2: currencies.EUR.fees.limit: an amount is nothing or more"),
        ('[currencies.EUR.fees]\nlimit = "5.000"', "at most 2 digits behind the point"),
        ('currency = "USDX"\n[fees]\nlimit = "1,000.00"', "line 3: fees.limit: an amount is a decimal in quotes"),
        ('[currencies.EUR.deductions]\nshare = "5%"', "currencies.EUR.deductions.share: there is no such amount"),
        ('[currencies.USD.deductions]\nlimit = "5"', "another currency than the file's"),
        ('currency = "dollars"\n[fees]\nlimit = "5"', "line 1: currency: three letters"),
        ('small_balance_limit = 200\n[write_offs]\nsmall_balance = "2.00"', "stated before, line 1"),
    ],
)  # fmt: skip
def test_a_problem_is_told_where_it_stands(text: str, said: str) -> None:
    with pytest.raises(BadPolicy) as refused:
        read(text, "USD")

    assert said in "\n".join([refused.value.detail, *refused.value.reasons])


def test_all_problems_are_told_at_once_in_the_order_of_lines() -> None:
    with pytest.raises(BadPolicy) as refused:
        read('tolerance = 5\n[proof]\nerror_bound = "99%"\n[discounts]\ngrace_days = -1\nunearned_limit = 7', "USD")

    told = refused.value.reasons
    assert [line.split(":")[0] for line in told] == ["line 1", "line 3", "line 5", "line 6"]
    assert "4 problems" in refused.value.detail


def test_a_currency_that_cannot_be_read_is_told_once() -> None:
    with pytest.raises(BadPolicy) as refused:
        read('currency = "USDX"\n[fees]\nlimit = "5.00"\n[write_offs]\nby_hand = "2.00"')

    assert "currency: three letters" in refused.value.detail
    assert refused.value.reasons == ()


def test_ways_of_paying_are_those_of_receipts() -> None:
    assert list(get_args(Way)) == [*Method]


def test_amounts_without_a_currency_are_refused() -> None:
    with pytest.raises(BadPolicy, match="say in which currency"):
        read('[fees]\nlimit = "5.00"')


def test_a_file_that_is_no_toml_is_refused_with_its_line() -> None:
    with pytest.raises(BadPolicy, match=r"policy\.toml: .*line 1"):
        read("error_bound = = 3")


def test_old_keys_are_read_with_a_warning_that_says_the_new_name() -> None:
    told = sourced("unexplained_limit = 100000\nerror_bound = 0.0005", "USD")

    assert (told.policy.unexplained_limit, told.policy.error_bound) == (100_000, 0.0005)
    assert told.policy.currency == "", "as before, it holds in every currency"
    assert [line.split(" is now ")[1][:36] for line in told.warnings] == [
        "`unexplained_limit` in [deductions],",
        "`error_bound` in [proof], as a decim",
    ]


def test_what_is_stated_is_known_by_its_line() -> None:
    assert sourced('version = "x"\n[fees]\nlimit = "5"', "USD").stated == {
        "version": "line 1",
        "bank_fee_limit": "line 3",
    }


@pytest.mark.parametrize("currency", ["USD", "JPY", "KWD"])
def test_the_example_states_every_field_and_reads_back_as_the_defaults(currency: str) -> None:
    told = sourced(example(currency, "MAIN"))

    assert told.policy == Policy(currency=currency)
    assert (set(told.stated), told.entity) == (set(PLACES), "MAIN")


@given(minor=st.integers(0, 10**12), share=st.integers(0, 10_000), rate=st.integers(1, 49_999))
def test_what_is_written_reads_back(minor: int, share: int, rate: int) -> None:
    wanted = Policy(currency="EUR", bank_fee_limit=minor, deduction_share_bp=share, error_bound=rate / 100_000)
    fields = ("bank_fee_limit", "deduction_share_bp", "error_bound")
    sections = [PLACES[name].partition(".") for name in fields]
    lines = [
        f"[{section}]\n{key} = {written(name, getattr(wanted, name), 'EUR')}"
        for name, (section, _, key) in zip(fields, sections, strict=True)
    ]

    assert read("\n".join(lines), "EUR") == wanted


def test_another_policy_has_another_digest() -> None:
    assert Policy().digest == Policy().digest != Policy(discount_grace_days=9).digest


def test_every_field_has_its_place_and_its_meaning() -> None:
    own = {name for name in Policy.model_fields if name not in {"currencies", "whole"}}

    assert set(PLACES) == own
    assert [name for name in own if not Policy.model_fields[name].description] == []
    assert all(form(name) in {"amount", "amounts"} for name in AMOUNTS)


def test_in_another_currency_what_needs_a_limit_has_none() -> None:
    policy = read('[fees]\nlimit = "5.00"\n[currencies.EUR.deductions]\nlimit = "70.00"', "USD")
    yen, euro = policy.of("JPY"), policy.of("EUR")

    assert policy.of("USD") is policy
    assert {getattr(yen, name) for name in AMOUNTS} == {0, ()}
    assert (euro.deduction_limit, euro.small_balance_limit, euro.bank_fees) == (7_000, 0, ())
    assert (yen.digest, euro.digest) == (policy.digest, policy.digest), "certificates quote the whole policy"
    assert (yen.error_bound, yen.discount_grace_days) == (policy.error_bound, policy.discount_grace_days)


def test_without_a_file_the_defaults_hold_in_every_currency() -> None:
    assert Policy().of("JPY") == Policy()
