"""Card numbers are known however they are written, and told masked; what only looks long is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import card_numbers
from kit.card_numbers import CardNumber, found, luhn, refuse

#: The numbers that schemes and processors publish for tests -> as they are told.
CARDS = {
    "4111111111111111": "411111******1111",
    "4222222222222": "422222***2222",
    "4000000000000000006": "400000*********0006",
    "5555555555554444": "555555******4444",
    "2223003122003222": "222300******3222",
    "2223000048400011": "222300******0011",
    "378282246310005": "378282*****0005",
    "6011111111111117": "601111******1117",
    "3530111333300000": "353011******0000",
    "30569309025904": "305693****5904",
    "6205500000000000004": "620550*********0004",
    "6445644564456445": "644564******6445",
    "371449635398431": "371449*****8431",
    "3566002020360505": "356600******0505",
    "36006666333344": "360066****3344",
    "3056930009020004": "305693******0004",
    "8171999927660000": "817199******0000",
    "6759649826438453": "675964******8453",
    "6771798021000008": "677179******0008",
    "2201382000000013": "220138******0013",
    "5019717010103742": "501971******3742",
    "5066991111111118": "506699******1118",
    "6362970000457013": "636297******7013",
    "6062826786276634": "606282******6634",
    "6073849700004947": "607384******4947",
    "9792030394440796": "979203******0796",
    "5060666666666666666": "506066*********6666",
}


@pytest.mark.parametrize("number", CARDS)
def test_a_card_number_is_known_and_told_masked(number: str) -> None:
    assert found(f"paid with {number}, thanks") == [CARDS[number]]
    assert found(f"card{number}") == [CARDS[number]]
    assert found(" - ".join(number), anyhow=True) == [CARDS[number]]


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1111 12/28 123",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "tel 0049 4111111111111111",
        "４１１１１１１１１１１１１１１１",
        "pan=4111\xa01111\xa01111\xa01111;",
    ],
)
def test_however_it_is_written(text: str) -> None:
    assert found(text) == ["411111******1111"]


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111112",  # its check digit is wrong
        "41111111111111111",  # no Visa has 17
        "1795802341123456",  # an instant
        "9999999999999995",  # nobody's prefix
        "c4ca4238a0b923820dcc509a6f4111111111111111aa75849b",  # a digest
        "2026-11-20 4111.11 11.11 111 111.11",  # an amount a piece
        "ABA 026009593, invoice 411111111116, account 4222 2222 2222 09",  # check digits or groups, of no card
        "IBAN FI4300000000970789",  # an account behind its country
        "to DK6200400440116248 and BE62510007547061",
        "",
    ],
)
def test_what_is_no_card_number(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["4300000000970789", "FI4300000000970789x 4300000000970789", "FI4111111111111111"])
def test_digits_are_an_account_behind_a_country_whose_check_digits_hold_alone(text: str) -> None:
    assert len(found(text)) == 1


@given(st.text("0123456789", min_size=1, max_size=19))
def test_the_check_digit_is_that_of_the_slow_way(digits: str) -> None:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        total += sum(map(int, str(2 * int(digit)))) if place % 2 else int(digit)
    assert luhn(digits) == (total % 10 == 0)


def test_a_field_with_a_card_number_is_refused_by_its_name() -> None:
    refuse(note="order 4711", customer="C1")
    with pytest.raises(CardNumber, match=r"^note: ") as no:
        refuse(customer="C1", note="4 1 1 1 1111 1111 1111")
    assert "1111" not in str(no.value)


def test_each_prefix_has_a_length_it_can_have() -> None:
    assert {length for *_, lengths in card_numbers.PREFIXES for length in lengths} == set(range(13, 20))
