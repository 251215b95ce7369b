"""A policy is read whole or refused whole, with everything that is wrong in it."""

import pytest

from matcher.policy import BadPolicy, Policy, read


def test_an_empty_file_is_the_default() -> None:
    assert Policy() == read("")


def test_values_are_taken() -> None:
    assert read("error_bound = 0.0005\nbank_fees = [1500]").error_bound == 0.0005


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(BadPolicy) as refused:
        read('error_bound = 2\ndiscount_grace_days = -1\nbenign_ambiguity = "guess"\ntolerance = 5')

    assert all(
        key in str(refused.value) for key in ("error_bound", "discount_grace_days", "benign_ambiguity", "tolerance")
    )


def test_a_file_that_is_no_toml_is_refused() -> None:
    with pytest.raises(BadPolicy, match=r"policy\.toml"):
        read("error_bound =")


def test_another_policy_has_another_digest() -> None:
    assert Policy().digest == Policy().digest != Policy(discount_grace_days=9).digest
