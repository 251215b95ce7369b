"""Banks that label nothing name the payer among other words: found there, he is known, and stands against nobody."""

from datetime import timedelta
from typing import Any

import pytest

import matcher
from matcher import Policy
from matcher.payer import names, said_names
from matcher.payer.names import Directory
from tests.matcher import build, hand
from tests.matcher.build import TODAY, customer, item, receipt

NAMES = {
    "1": "Uptown Farms USA",
    "2": "Driftwood Printing Enterprises Inc",
    "3": "Driftwood Printing",
    "4": "Müller & Söhne GmbH",
    "5": "Elmore Inc",
    "6": "Elmore Optical Group",
}
KNOWN: Directory = names.directory([(number, name, False) for number, name in NAMES.items()])
FIRST = said_names.index(KNOWN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FEDWIRE CR FROM UPTOWN FARMS USA ORIG BANK: FIRST NATL", ["1"]),
        ("PREAUTHORIZED ACH CREDIT UPTOWN\nFARMS USA REMIT: 77", ["1"]),
        ("WIRE TRANSFER CREDIT UPTOWN FAR\nMS USA", ["1"]),
        ("ACH CREDIT DRIFTWOOD PRINTING ENTERPRISES VENDOR PMT", ["2"]),
        ("ACH CREDIT DRIFTWOOD PRINTING VENDOR PMT", ["3"]),
        ("DRIFTWOOD PRINTI VENDOR PMT 261119", ["2", "3"]),
        ("ZELLE FROM MUELLER AND SOEHNE", ["4"]),
        ("CREDIT FROM ELMORE CITY", []),
        ("UPTOWN FARMSTEAD", []),
        ("PAID BY UPTOWN FARMS USA FOR ELMORE OPTICAL GROUP", ["1", "6"]),
        ("INV 100", []),
    ],
)
def test_a_name_stands_among_words(text: str, expected: list[str]) -> None:
    found = said_names.among(text, KNOWN, FIRST)

    assert expected == [one.customer for one in found]
    assert {one.how for one in found} <= {"name_said"}
    assert sum(one.probability for one in found) < 1


BOOK = [item(f"{71_000 + 37 * at}", 100_001 + at * 7_919, due_on=TODAY + timedelta(days=at)) for at in range(8)]
ITEM, ITS = BOOK[2]["document_number"], BOOK[2]["open"]
OTHERS = item("80441", 55_511, "C2")
PEOPLE = [customer("C1", "Uptown Farms USA"), customer("C2", "Timberline School District 12")]


def decided(text: str, amount: int, **given: Any) -> tuple[str, str, list[tuple[str, int]]]:
    """Return status, reason and what is posted of one receipt."""
    people = [*PEOPLE, *given.pop("people", ())]
    made = matcher.propose(
        build.receipts(receipt(amount=amount, text=text, **given)),
        build.remittances(),
        build.items(*BOOK, OTHERS),
        build.customers(*people),
        build.links(),
        build.closed(),
        Policy(),
        TODAY,
    )
    posted = made.applications.filter(made.applications["rank"] == 0)
    status, reason = made.receipts.select("status", "reason").row(0)
    return status, reason, posted.select("document_number", "cash").rows()


@pytest.mark.parametrize(
    ("text", "amount", "expected"),
    [
        (f"CREDIT FROM UPTOWN FARMS USA INV {ITEM} LESS FREIGHT 50.00", ITS - 5_000, ("applied", "named_deduction")),
        (f"CREDIT FROM UPTOWN FARMS USA DOWN PMT INV {ITEM}", ITS // 2, ("applied", "named_part")),
        (f"UPTOWN FARMS USA {ITEM} 1 OF 2", ITS // 2, ("applied", "named_part")),
        (f"UPTOWN FARMS USA 50 PCT OF {ITEM}", ITS // 2, ("applied", "named_part")),
        (f"UPTOWN FARMS USA ON ACCOUNT OF INV {ITEM}", ITS // 2, ("applied", "named_part")),
        ("CREDIT FROM UPTOWN FARMS USA", ITS, ("review", "name_alone")),
        (f"TIMBERLINE SCHOOL DISTRICT 12 INV {ITEM}", ITS, ("applied", "named_exact")),
    ],
)
def test_who_is_named_among_words_is_known_and_stands_against_nobody(
    text: str, amount: int, expected: tuple[str, str]
) -> None:
    """The last is a clerk's own word for whom he pays: a name in a field would be asked about."""
    assert expected == decided(text, amount)[:2]


def test_a_name_that_anothers_goes_on_from_may_be_that_one_cut() -> None:
    """A lockbox cut the name where another customer's ends: the number and the sum say whose it is."""
    alike = {"people": [customer("C3", "Timberline School Inc")], "payer_name": "TIMBERLINE SCHOOL"}

    assert decided("INV 80441", 55_511, **alike) == ("applied", "named_exact", [("80441", 55_511)])
    assert decided("INV 80441", 55_511, people=alike["people"], payer_name="TIMBERLINE SCHOOL INC")[1] == (
        "another_customers_item"
    )
    assert decided("INV 80441", 50_000, **alike)[0] == "review"


def test_a_number_behind_a_label_nobody_knows_is_read_and_keeps_other_sets_from_posting() -> None:
    """A name ends at any word with a colon; a set of five that foots by chance is not what the payer wrote."""
    few = [item("SIN032458", 151_914), item("SIN043547", 11_368)]
    chance = [item(f"SIN02{at}99", minor) for at, minor in enumerate((4_283, 133_219, 11_886, 2_525))]
    for label in ("MEMO", "XYZ"):
        made = matcher.propose(
            build.receipts(
                receipt(
                    amount=163_281,
                    payer_name="Uptown Farms USA",
                    text=f"FROM:UPTOWN FARMS USA {label}:SIN032458, SIN043547",
                )
            ),
            build.remittances(),
            build.items(*few, *chance),
            build.customers(*PEOPLE),
            build.links(),
            build.closed(),
            Policy(),
            TODAY,
        )
        offered = made.applications.filter(made.applications["rank"] <= 1)["document_number"].to_list()

        assert sorted(offered) == ["SIN032458", "SIN043547"]


def test_a_strangers_item_by_a_part_of_an_orders_number_does_not_fill_up_what_the_payer_names() -> None:
    """A list that lost its beginning: `10` ends a number of his own, and another customer's order is 0000010."""
    items = [item("54115", 118_800), item("53710", 75_000), item("50618", 75_000, "C2")]
    read = [hand.hit("54115", 1), hand.weak("50618", customer="C2", how="purchase_order")]
    known = [hand.payer(how="name_said", independent=False, probability=0.9)]
    came = [receipt(amount=193_800, text="REMARK=10 54115")]
    assert hand.status(hand.decided(came, items, read, known)) == ("review", "another_customers_item")
    whole = [hand.hit("54115", 1), hand.weak("50618", customer="C2", how="exact")]
    assert hand.status(hand.decided(came, items, whole, known))[1] != "another_customers_item"


@pytest.mark.parametrize(
    ("share", "hit", "owners", "status"),
    [
        (0.1, ("exact", True), ("C2", "C3"), "applied"),  # a service pays for several: its name is a little like C1's
        (0.1, ("exact", True), ("C1", "C3"), "review"),  # C1 pays, and a number of his slipped on to another's
        (0.9, ("exact", True), ("C2", "C3"), "review"),
        (0.0, ("order", True), ("C2", "C3"), "applied"),  # a marketplace names orders
        (0.0, ("order", False), ("C2", "C3"), "review"),
    ],
)
def test_whole_numbers_of_several_others_and_nobody_else_say_that_he_pays_for_them(
    share: float, hit: tuple[str, bool], owners: tuple[str, str], status: str
) -> None:
    book = [item("54115", 1_188_13, owners[0]), item("53710", 750_29, owners[1]), item("50001", 1_00)]
    how, strong = hit
    read = [
        hand.hit(number, at, customer=owner, how=how, strong=strong)
        for at, (number, owner) in enumerate(zip(("54115", "53710"), owners, strict=True))
    ]
    known = [hand.by_name(probability=share, how="name_cut")] if share else []

    assert hand.status(hand.decided([receipt(amount=1_938_42)], book, read, known))[0] == status
