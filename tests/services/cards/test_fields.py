"""A20: the fields of a bank's records are looked at one by one, and a card number in any of them is found."""

import pytest

from kit.card_numbers import found, is_card
from services.cards.fields import apart

VISA, MASKED = "4111111111111111", "411111******1111"
#: Format -> records in which digits of several fields look like a card's number.
CHANCES = {
    "lockbox": ["4001006602960217397        000015109000", "4002001602960217507        000045154300"],
    "cremul": ["UNB+UNOC:3+4012345000016:14+4098765000013:14+261119:0930+R1'", "NAD+BF+4098765000013::9'"],
    "nacha": ["622400005560000000" + " " * 21 + "4".ljust(15) + "ACME".ljust(22) + "  0021000020000001"],
}
#: Format -> records of which one field holds a card's number.
CARDS = {
    "lockbox": [f"40010066029{VISA}        ", f"6001006      {VISA}", f"1 {VISA}"],
    "cremul": [f"FTX+PMD+++{VISA}'", "UNB+UNOC:3+4222222222222:ZZ+X'", "RFF+AAA:4222222222222:14'"],
    "nacha": [
        f"627{'02100002':9}{VISA:17}",
        f"627021000021{'1' * 17}0000001000{'2' * 15}{VISA:22}  0021000020000001",
        f"627021000021{'1' * 17}0000001000{'2' * 15}0001{VISA:16}    0021000020000001",
        f"705{VISA:80}00010000001",
    ],
    "csv": [f"a,{VISA}"],
    "": [f"a {VISA} b"],
}


def numbers(kind: str, text: str) -> list[str]:
    """Return what looks like a card's number in a text of a format."""
    return [number for field in apart(kind, text) for number in found(field)]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in CHANCES.items() for text in texts])
def test_digits_of_several_fields_are_no_number(kind: str, text: str) -> None:
    assert numbers(kind, text) == []


@pytest.mark.parametrize("text", [*CHANCES["lockbox"], "4098765000013"])
def test_they_look_like_one_elsewhere(text: str) -> None:
    assert numbers("", text) != []


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in CARDS.items() for text in texts])
def test_a_number_in_one_field_is_found(kind: str, text: str) -> None:
    assert set(numbers(kind, text)) <= {MASKED, "422222***2222"}
    assert numbers(kind, text)


def test_a_file_without_line_ends_is_cut_into_its_records() -> None:
    record = CARDS["nacha"][1].ljust(94)
    assert is_card(VISA)
    assert numbers("nacha", record * 3) == numbers("nacha", "\n".join([record] * 3)) == [MASKED] * 3
