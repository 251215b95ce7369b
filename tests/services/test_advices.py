"""An advice is attached to the one payment it can mean, or it waits."""

from services.advices import attached
from services.tieout import Tie
from tests.services.test_tieout import ACH, told

ADVICE = told("adv.1", "edi820", 500, kind="advice", references=(("trn", "88123"),), **ACH)


def test_the_trace_number_names_the_payment() -> None:
    payments = [told("bank.1", "bai2", 500, references=(("trn", "88123"),)), told("bank.2", "bai2", 500, **ACH)]

    assert attached([ADVICE], payments) == [Tie("adv.1", "bank.1", "advice:trn")]


def test_company_and_amount_name_it_where_the_number_does_not() -> None:
    assert attached([ADVICE], [told("bank.2", "bai2", 500, **ACH)]) == [Tie("adv.1", "bank.2", "advice:company")]


def test_two_payments_that_could_be_meant_leave_it_waiting() -> None:
    assert attached([ADVICE], [told("bank.1", "bai2", 500, **ACH), told("bank.2", "bai2", 500, **ACH)]) == []


def test_another_amount_is_another_payment() -> None:
    assert attached([ADVICE], [told("bank.1", "bai2", 501, references=(("trn", "88123"),))]) == []


def test_the_payments_own_number_is_repeated_by_iso_advice() -> None:
    advice = told("adv.1", "remt001", 500, kind="advice", references=(("end_to_end", "BF-1"),), **ACH)
    payments = [
        told("bank.1", "camt053", 500, references=(("end_to_end", "BF-1"),)),
        told("bank.2", "bai2", 500, **ACH),
    ]

    assert attached([advice], payments) == [Tie("adv.1", "bank.1", "advice:number")]
