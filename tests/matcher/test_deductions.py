"""What a payer says he took off is a deduction with his reason, on the item he says, where all foots to the cent."""

from collections.abc import Sequence
from typing import Any

import pytest

from matcher import Decisions, Policy, propose
from matcher.explanations import reasons
from tests.matcher import build, hand
from tests.matcher.build import TODAY, customer, item, link, receipt

BOOK = [item("6848675", 2083_03), item("6849777", 7940_00), item("INV/26/04048", 2945_94), item("64699-01", 13000_00)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("LESS QUANTITY SHORT 12.58 ON 6848675", [(1258, "quantity", " 6848675")]),
        ("less freight 45.00", [(4500, "freight", "")]),
        ("LESS FREI\nGHT 1,115.12 ON 0090185438", [(111512, "freight", " 0090185438")]),
        ("short paid 20.00 damaged goods", [(2000, "damage", "")]),
        ("LESS  \nPRICING ERROR 147.67 ON INV/26/03341", [(14767, "price", " INV/26/03341")]),
        ("LESS 25.50 FREIGHT ON 6848675", [(2550, "freight", " 6848675")]),
        ("LESS 25.50 DAMAGED GOODS ON 11/12", [(2550, "damage", "")]),  # a day
        ("LESS 25.50 FREIGHT, INV 7 FOR 6848675", [(2550, "freight", "")]),
        ("LESS CO-OP ALLOWANCE 1029.74", [(102974, "promotion", "")]),
        ("MINUS DAMAGED 1.327,19 FOR 64699-01", [(132719, "damage", " 64699-01")]),
        ("abzgl. 1.115,12 Mängelrüge", [(111512, "quality", "")]),
        ("RG 4711 ./. 97,72 Reklamation", [(9772, "quality", "")]),
        ("abz. Bruch 39,00", [(3900, "damage", "")]),
        ("ABZUEGL. TRANSPORTSCHADEN 12,00 AUF 6848675", [(1200, "damage", " 6848675")]),
        ("Kürzung 40,00 Fehlmenge", [(4000, "quantity", "")]),
        ("MOINS 25,50 LITIGE", [(2550, "quality", "")]),
        ("MENO RESO 25,50", [(2550, "return", "")]),
        ("min schade 12,00", [(1200, "damage", "")]),
        ("abzgl. Belastung 99,00", [(9900, "compliance_fine", "")]),
        ("PRICING ERROR DEDUCTION 10.11 ON 26-08648", [(1011, "price", " 26-08648")]),  # the reason before the word
        ("6848675 -456.23 PRICING ERROR FOR INV 26-07769", [(45623, "price", " INV 26-07769")]),
        ("SHORT PAID 18.72 SHORTAGE O\nN CA33716", [(1872, "quantity", " CA33716")]),
        ("LESS 30.70 PALLETS FOR 26-07477", [(3070, "pallet", " 26-07477")]),
        ("INV-30023 DM 4471 40.00", [(4000, "other", "")]),
        ("30023 DEBIT MEMO A-4471 40.00 ON 30023", [(4000, "other", " 30023")]),
        ("30023 RMA 881 40.00", [(4000, "return", "")]),
        ("30023 LESS CM 4471 40.00", []),  # a credit memo
        ("30023 -40.00", []),
        ("abzgl. Skonto 45,00", []),
        ("LESS DISCOUNT 45.00", []),  # a discount is the terms', not a deduction
        ("LESS ADJ 45.00", []),  # no reason
        ("FREIGHT 45.00", []),
        ("LESS 2% DISC", []),
        ("", []),
    ],
)
def test_a_text_states(text: str, said: list[tuple[int, str, str]]) -> None:
    assert [each[:3] for each in reasons.stated_deductions(text, "USD")] == said


@pytest.mark.parametrize(
    ("text", "amount", "on", "reason"),
    [
        ("RG 6848675 / 6849777 LESS QUANTITY SHORT 12.58 ON 6848675", 10010_45, "6848675", "quantity"),
        ("RG 6848675 / 6849777 LESS DAMAGED 12.58 ON 6849777", 10010_45, "6849777", "damage"),
        ("RG 6848675 / 6849777 LESS 12.58 FREIGHT ON 6849777", 10010_45, "6849777", "freight"),
        ("INV 6848675 LESS FREIGHT 45.00", 2038_03, "6848675", "freight"),
        ("INV 6848675 short paid 20.00 damaged goods", 2063_03, "6848675", "damage"),
        (
            "INVS INV/\n26/04048, 6849777 LESS QUANTITY SHORT 532.94 ON INV \n/26/04048",
            10353_00,
            "INV/26/04048",
            "quantity",
        ),
        ("BILL NO. 64699-01 & 6848675 LESS DAMAGED 1327.19 ON 64699-01", 13755_84, "64699-01", "damage"),
        ("6848675 2083.03 LESS FREIGHT 45.00, 6849777 7940.00", 9978_03, "6848675", "freight"),  # its sum before it
        ("6848675 -15.00 DAMAGED", 2068_03, "6848675", "damage"),
        ("INV 6848675 DM 4471 40.00", 2043_03, "6848675", "other"),
    ],
)
@pytest.mark.parametrize("account", ["PA-1", ""])
def test_the_items_named_less_what_is_said_foot(text: str, amount: int, on: str, reason: str, account: str) -> None:
    made = decided(text, amount, account)
    assert hand.status(made) == ("applied", "named_deduction")
    taken = made.applications.filter(made.applications["deduction"] > 0)
    assert taken.select("document_number", "deduction_reason").rows() == [(on, reason)]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("INV 6848675, 6849777 LESS FREIGHT 45.00", 9978_03),  # which of them?
        ("INV 6848675, 6849777 LESS FREIGHT 45.00 ON 5550001", 9978_03),
        ("6848675 2083.03, 6849777 7940.00 LESS FREIGHT 45.00", 9978_03),  # of both, perhaps
        ("6848675 2083.03 LESS FREIGHT 45.00, 6849777 7000.00", 9978_03),
        ("INV 6848675, 6849777 LESS FREIGHT 45.00 ON 6848675", 9970_00),
        ("INV 6848675, 6849777 LESS ADJ 45.00 ON 6848675", 9978_03),
        ("INV 6848675, 6849777 LESS FREIGHT 2085.00 ON 6848675", 7938_03),
    ],
)
def test_what_does_not_foot_or_names_no_item_is_asked(text: str, amount: int) -> None:
    assert hand.status(decided(text, amount))[0] == "review"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Anzahlung auf Rechnung 6849777", "applied"),
        ("Anzahlung", "unapplied"),
        ("acompte", "unapplied"),
        ("Teilzahlung 6849777", "applied"),
        ("PART PMT 6849777 BALANCE NEXT MONTH", "applied"),
    ],
)
def test_an_advance_that_names_an_invoice_is_a_part_payment(text: str, status: str) -> None:
    assert hand.status(decided(text, 2000_00))[0] == status


def decided(text: str, amount: int, account: str = "PA-1", items: Sequence[Any] = BOOK) -> Decisions:
    return propose(
        build.receipts(receipt(amount=amount, text=text, payer_account=account)),
        build.remittances(),
        build.items(*items),
        build.customers(customer("C1")),
        build.links(link("account", "PA-1")),
        build.closed(),
        Policy(),
        TODAY,
    )


@pytest.mark.parametrize(
    ("text", "fees", "discounts"),
    [
        ("abzgl. Bankspesen 15,00", {1500}, []),
        ("abz. Ueberweisungsgebühr EUR 12,50", {1250}, []),
        ("FRAIS BANCAIRES 25,00", {2500}, []),
        ("LATE FEE 25.00", set(), []),  # no bank's
        ("LESS RESTOCKING FEE 25.00 WIRE FEE 15.00", {1500}, []),
        ("SKONTO 1.361,52", set(), [136152]),
        ("moins escompte 4,02", set(), [402]),
        ("LESS DISC 361.52", set(), [36152]),
        ("Skonto 2,00%", set(), []),
    ],
)
def test_fees_and_discounts_are_read_in_the_payers_words(text: str, fees: set[int], discounts: list[int]) -> None:
    assert reasons.stated_fees(text, "EUR") == fees
    assert [off for _, off in reasons.stated_discounts(text, "EUR")] == discounts


def test_some_of_what_is_named_is_not_paid_in_full_where_the_words_take_a_sum_off_all_of_it() -> None:
    book = [item("6848675", 900_00), item("6849777", 99_00), item("6850001", 25_00)]
    both = "6848675, 6849777 abzgl. 99,00"
    assert hand.status(decided(both, 900_00, items=book)) == ("review", "which_item_is_short")
    assert hand.status(decided("6848675, 6849777 abzgl. 98,00", 900_00, items=book)) == ("applied", "named_some")
