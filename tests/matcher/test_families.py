"""Of more families than are searched, those for whom an item speaks come first: a cut name may be thirty customers'."""

import pytest

import matcher
from matcher import Policy, propose
from matcher.cases import BOOKS_MAX
from tests.matcher import build
from tests.matcher.build import TODAY, customer, item, receipt

ALIKE = BOOKS_MAX + 8
NUMBERS = ("2026-73324", "2026-98687", "2026-170561", "2026-199647")
LIST = [item(number, 500_00 + 13 * at * at, f"C{ALIKE - 1:02}") for at, number in enumerate(NUMBERS)]
BOOK = [item(f"{71_000 + at}", 100_00 + 7 * at, f"C{at:02}") for at in range(ALIKE)]


def first(amount: int, text: str) -> matcher.Decisions:
    """Decide a receipt whose payer's name is cut where many customers' names are still one."""
    return propose(
        build.receipts(receipt(amount=amount, payer_name="NORTHGATE MEDICA", text=text)),
        build.remittances(),
        build.items(*BOOK, *LIST, item("INV-073324", 777_00, "C99")),
        build.customers(*[customer(f"C{at:02}", f"Northgate Medical Supplies {at} Inc") for at in range(ALIKE)]),
        build.links(),
        build.closed(),
        Policy(),
        TODAY,
    )


@pytest.mark.parametrize("at", [0, BOOKS_MAX - 1, BOOKS_MAX, ALIKE - 1])
def test_whoever_owes_just_what_came_is_among_those_searched(at: int) -> None:
    made = first(100_00 + 7 * at, "")

    assert made.receipts["status"].item() == "review"
    assert made.applications["rank"][0] == 1
    assert made.applications["document_number"][0] == f"{71_000 + at}"
    assert made.applications["rule"][0].startswith("single")


def test_whose_item_a_number_means_is_among_those_searched() -> None:
    """Three numbers are his; the first, glued to its label, may be his or, as that one is written, a stranger's."""
    made = first(sum(row["open"] for row in LIST), "INV2026-73324;2026-98687;2026-170561;2026-199647")

    assert made.receipts["status"].item() == "applied"
    assert set(made.applications["document_number"]) == set(NUMBERS)
