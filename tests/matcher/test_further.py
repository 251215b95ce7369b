"""A list that was cut is offered whole: the items it goes on with are found, and never posted."""

import pytest

from tests.matcher import build, hand

#: Amounts no two sets of which meet.
BOOK = [build.item(f"S41{place:02}", 50_000 + 7_919 * place + place**3) for place in range(1, 13)]
OPEN = {item["document_number"]: item["open"] for item in BOOK}
#: As long as the field is: the rest of the list is lost.
FIELD = 80


@pytest.mark.parametrize(
    ("named", "lost"),
    [
        (("S4101", "S4104"), ("S4106", "S4109", "S4112")),  # in the order of numbers: sought behind the last one
        (("S4103", "S4104"), ("S4105", "S4106")),  # a run
        (("S4108", "S4102"), ("S4105", "S4111")),  # in no order: sought everywhere
    ],
)
def test_the_rest_of_a_cut_list_is_offered(named: tuple[str, ...], lost: tuple[str, ...]) -> None:
    text = " ".join(named).rjust(FIELD, "X")
    places = {number: text.index(number) for number in named}
    hits = [
        hand.hit(number, at, start=places[number], end=places[number] + len(number)) for at, number in enumerate(named)
    ]
    amount = sum(OPEN[number] for number in (*named, *lost))
    made = hand.decided([build.receipt(amount=amount, text=text)], BOOK, hits, [hand.payer()])

    assert hand.status(made)[0] == "review"
    assert sorted([*named, *lost]) in [sorted(row[0] for row in hand.rows(made, rank)) for rank in (1, 2, 3)]
