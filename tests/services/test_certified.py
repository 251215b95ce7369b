"""A certificate in words says everything that is in it."""

import json

from sqlalchemy import select

from ledger import tables
from services.decisions import certified
from services.workspace import Workspace

#: Places in a text are shown as marks, not said.
UNSAID = {"spans"}


def test_every_key_of_every_certificate_is_said(matched: Workspace) -> None:
    """A key that a newer engine adds is told as it stands, so that nothing is held back; none stands so today."""
    with matched.database.reading() as connection:
        kept = connection.execute(select(tables.decision.c.certificate)).scalars().all()
    said = {key for one in kept for key in json.loads(one)} - UNSAID

    assert len(kept) > 100
    assert said <= certified.KNOWN


def test_an_answer_is_told_with_its_items_and_differences() -> None:
    hypothesis = {
        "rule": "named_discount",
        "difference": "discount",
        "on_account": 500,
        "waiting": 0,
        "named": [],
        "weak": [],
        "pieces": [["itm_1", 9800, 200, 0, 0, "discount", ""], ["itm_2", 100, 0, 0, 50, "deduction", "freight"]],
    }
    certificate = {
        "status": "partially_applied",
        "reason": "overpayment",
        "hypothesis": hypothesis,
        "probability": "0.999900",
        "explanations_listed": 2,
        "best_rival": None,
        "distance_to_rival": None,
        "novelty": 7,
    }

    second = "itm_2 1.00 USD (deduction 0.50 USD, freight)"
    assert certified.words(certificate, "USD", {"itm_1": "INV-1"}) == [
        "partially_applied: overpayment: The items named are paid in full and the rest stays on account.",
        f"best explanation: named_discount: INV-1 98.00 USD (discount 2.00 USD); {second}; 5.00 USD on account",
        "probability: 0.999900, of 2 explanations",
        "best rival: none",
        "novelty: 7",
    ]
