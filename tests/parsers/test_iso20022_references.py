"""A payment reference with check digits has one spelling, and a mistyped one is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.iso20022_references import canonical

SPELLINGS = {
    "RF18 5390 0754 7034": "RF18539007547034",
    "rf18539007547034": "RF18539007547034",
    "RF471234567890": "RF471234567890",
    "RF18539007547035": None,
    "RF": None,
    "210000000003139471430009017": "210000000003139471430009017",
    "21 00000 00003 13947 14300 09017": "210000000003139471430009017",
    "210000000003139471430009018": None,
    "+++090/9337/55493+++": "090933755493",
    "***090/9337/55493***": "090933755493",
    "+++090/9337/55494+++": None,
    "INV 48812": None,
    "": None,
    "²¹⁰⁰⁰⁰⁰⁰⁰⁰⁰³¹³⁹⁴⁷¹⁴³⁰⁰⁰⁹⁰¹⁷": None,
}


@pytest.mark.parametrize(("text", "meant"), SPELLINGS.items(), ids=list(SPELLINGS))
def test_one_spelling_where_the_check_digits_hold(text: str, meant: str | None) -> None:
    assert canonical(text) == meant


@given(
    body=st.text(alphabet="ABCXYZ0123456789", min_size=1, max_size=21),
    at=st.integers(0, 20),
    digit=st.sampled_from("0123456789"),
)
def test_no_single_mistyped_digit_passes(body: str, at: int, digit: str) -> None:
    value = "".join(str(int(mark, 36)) for mark in body + "RF00")
    good = f"RF{98 - int(value) % 97:02}{body}"
    place = 4 + at % len(body)
    wrong = good[:place] + digit + good[place + 1 :]

    assert canonical(good) == good
    assert (canonical(wrong) is None) or wrong == good or not good[place].isdecimal()
