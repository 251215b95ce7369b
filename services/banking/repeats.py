"""A receipt repeats an earlier one when payer, amount and the payer's reference agree within the policy's window."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

#: References that the payer chose; the others are given anew to every payment by a bank.
PAYERS_OWN = ("beneficiary", "creditor", "customer", "end_to_end")
FILLERS = {"NOTPROVIDED", "NONREF", "NONE"}


class Payment(NamedTuple):
    """A receipt as far as repeats ask."""

    day: date
    number: tuple[int, str]  # the bank's own, which counts up
    receipt_id: str
    applied: bool


def repeats(receipts: Iterator[Mapping[str, Any]], days: int) -> dict[str, str]:
    """Return receipt -> the earlier one it repeats; `days` is the window.

    One whose payer gave no reference repeats none. Of several alike on one day the first by the bank's number leads. A
    receipt that is applied already is never called a repeat.
    """
    alike: dict[tuple[object, ...], list[Payment]] = defaultdict(list)
    for row in receipts:
        if key := _key(row):
            number = (len(row["bank_reference"]), row["bank_reference"])
            alike[key].append(Payment(row["received_on"], number, row["receipt_id"], row["unapplied"] < row["amount"]))
    found: dict[str, str] = {}
    for payments in alike.values():
        payments.sort(key=lambda payment: (not payment.applied, payment[:-1]))
        leader, *others = payments
        for payment in others:
            if not payment.applied and abs((payment.day - leader.day).days) <= days:
                found[payment.receipt_id] = leader.receipt_id
    return found


def _key(row: Mapping[str, Any]) -> tuple[object, ...]:
    """Return what two tellings of one payment share; nothing where payer or reference is not said."""
    payer = row["payer_account"] or row["company_id"] or " ".join(row["payer_name"].upper().split())
    said = sorted({line["reference"] for line in json.loads(row["remittance"]) if line["reference"]})
    own = [value for kind, value in json.loads(row["refs"]) if kind in PAYERS_OWN and value not in FILLERS]
    reference = tuple(said or sorted(own))
    return (row["currency"], row["amount"], payer, reference) if payer and reference else ()
