"""A repeat is a second telling by the payer, not a second payment of the same amount."""

import json
from datetime import date, timedelta
from typing import Any

from services.banking.repeats import repeats

DAY = date(2026, 11, 19)


def receipt(name: str, **facts: Any) -> dict[str, Any]:
    lines = [{"reference": reference} for reference in facts.pop("paid", ["INV-1"])]
    return {
        "receipt_id": name,
        "bank_reference": name,
        "received_on": DAY,
        "currency": "USD",
        "amount": 500,
        "unapplied": 500,
        "payer_account": "0612345",
        "company_id": "",
        "payer_name": "Redfern",
        "remittance": json.dumps(lines),
        "refs": "[]",
    } | facts


def test_the_same_payer_amount_and_reference_repeat() -> None:
    first, second = receipt("r1", unapplied=0), receipt("r2", received_on=DAY + timedelta(days=9))

    assert repeats(iter([second, first]), 45) == {"r2": "r1"}


def test_another_reference_amount_payer_or_a_later_season_does_not() -> None:
    first = receipt("r1", unapplied=0)
    others = [
        receipt("r2", paid=["INV-2"]),
        receipt("r3", amount=501, unapplied=501),
        receipt("r4", payer_account="0699999"),
        receipt("r5", received_on=DAY + timedelta(days=46)),
        receipt("r6", paid=[]),
    ]

    assert repeats(iter([first, *others]), 45) == {}


def test_what_is_applied_is_never_called_a_repeat() -> None:
    assert repeats(iter([receipt("r1", unapplied=0), receipt("r2", unapplied=0)]), 45) == {}


def test_of_two_in_one_file_the_second_waits() -> None:
    assert repeats(iter([receipt("r2"), receipt("r1")]), 45) == {"r2": "r1"}
    first, second = receipt("r9", bank_reference="999"), receipt("r1", bank_reference="1000")  # ids follow no order
    assert repeats(iter([second, first]), 45) == {"r1": "r9"}
