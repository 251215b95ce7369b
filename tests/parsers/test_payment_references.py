"""A payment reference with check digits has one spelling, and a mistyped one is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import payment_references as references

SPELLINGS = {
    "RF18 5390 0754 7034": "RF18539007547034",
    "rf18539007547034": "RF18539007547034",
    "r f18539007547034": "RF18539007547034",
    "RF471234567890": "RF471234567890",
    "RF18539007547035": None,
    "RF": None,
    "210000000003139471430009017": "210000000003139471430009017",
    "21 00000 00003 13947 14300 09017": "210000000003139471430009017",
    "210000000003139471430009018": None,
    "+++090/9337/55493+++": "090933755493",
    "***090/9337/55493***": "090933755493",
    "+++090/9337/55493": None,
    "+++090/9337/55494+++": None,
    "090933755493": None,
    "INV 48812": None,
    "": None,
    "²¹⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰³¹³⁹⁴⁷¹⁴³⁰⁰⁰⁹⁰¹⁷": None,
}


@pytest.mark.parametrize(("text", "meant"), SPELLINGS.items(), ids=list(SPELLINGS))
def test_one_spelling_where_the_check_digits_hold(text: str, meant: str | None) -> None:
    assert references.canonical(text) == meant


#: reader, text -> its canonical form
KINDS = {
    (references.finnish, "1232"): "1232",
    (references.finnish, "0000 1234561"): "1234561",
    (references.finnish, "1233"): None,
    (references.finnish, "0010"): None,
    (references.norwegian, "2345676"): "2345676",
    (references.norwegian, "23456789"): None,
    (references.norwegian, "1234567-"): None,
    (references.norwegian, "0002-"): None,
    (references.norwegian, "0000006-"): "0000006-",
    (references.norwegian, "0-1"): None,
    (references.swedish, "12345674"): "12345674",
    (references.swedish, "12345675"): None,
    (references.swedish, "4"): None,
    (references.dutch, "5000.0569.2870.1041"): None,
    (references.dutch, "9000 0000 0000 0001"): "9000000000000001",
    (references.dutch, "1234567"): "1234567",
    (references.dutch, "271234567"): "271234567",
    (references.dutch, "181234567"): None,
    (references.dutch, "12345678"): None,
    (references.belgian, "090933755493"): "090933755493",
    (references.belgian, "000000009797"): "000000009797",
    (references.belgian, "000000009700"): None,
    (references.uetr, "8A562C67-CA16-48BA-B074-65581BE6F011"): "8a562c67-ca16-48ba-b074-65581be6f011",
    (references.uetr, "8a562c67-ca16-18ba-b074-65581be6f011"): None,
    (references.iban, "gb82 west 1234 5698 7654 32"): "GB82WEST12345698765432",
    (references.iban, "GB82WEST12345698765433"): None,
    (references.iban, "GB82WEST1234569876543"): None,
    (references.iban, "ZZ82WEST12345698765432"): None,
}


@pytest.mark.parametrize(("asked", "meant"), KINDS.items(), ids=[f"{read.__name__} {text}" for read, text in KINDS])
def test_each_kind_has_its_own_check(asked: tuple[references.Reader, str], meant: str | None) -> None:
    read, text = asked

    assert read(text) == meant


#: scheme, text -> canonical form
STATED = {
    ("SCOR", "RF18 5390 0754 7034"): "RF18539007547034",
    ("QRR", "RF18539007547034"): None,
    ("KID", "2345676"): "2345676",
    ("", "2345676"): None,
    ("", "090/9337/55493"): "090933755493",
    ("MADE UP", "210000000003139471430009017"): "210000000003139471430009017",
}


@pytest.mark.parametrize(("asked", "meant"), STATED.items(), ids=[" ".join(key) for key in STATED])
def test_bare_digits_are_a_reference_only_where_a_field_says_which(asked: tuple[str, str], meant: str | None) -> None:
    scheme, text = asked

    assert references.stated(text, scheme) == meant


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

    assert references.canonical(good) == good
    assert (references.canonical(wrong) is None) or wrong == good or not good[place].isdecimal()


@given(body=st.text(alphabet="0123456789", min_size=3, max_size=19), at=st.integers(0, 18), step=st.integers(1, 9))
@pytest.mark.parametrize("read", [references.finnish, references.swedish])
def test_a_mistyped_digit_fails_the_check_of_bare_digits(
    read: references.Reader, body: str, at: int, step: int
) -> None:
    body = "1" + body[1:]
    good = next(body + digit for digit in "0123456789" if read(body + digit))
    place = at % len(good)
    wrong = good[:place] + str((int(good[place]) + step) % 10) + good[place + 1 :]

    assert read(wrong) is None


@given(text=st.text(max_size=40))
def test_no_text_makes_a_check_raise(text: str) -> None:
    assert all(references.stated(text, scheme) != "" for scheme in references.SCHEMES)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("pays +++090/9337/55493+++ thanks", ["090933755493"]),
        ("***090/9337/55493*** and RF18539007547034.", ["RF18539007547034", "090933755493"]),
        ("+++090/9337/55494+++", []),
        ("+++090/9337/55493***", []),
        ("SURF18539007547034", []),
        ("RF18539007547035 RF18", []),
        ("090/9337/55493", []),
        ("pays RF18 5390 0754 7034 THAN KS", ["RF18539007547034"]),
        ("pays RF18 5390 0754 7035", []),
    ],
)
def test_what_tells_itself_apart_is_found_among_words(text: str, meant: list[str]) -> None:
    assert list(references.within(text)) == meant


#: text of a line of words, or of a field for the creditor's reference -> what of it fails its check digits
MISTYPED = {
    "RF18 5390 0754 7035": ["RF18539007547035"],
    "pays RF18539007547035 today": ["RF18539007547035"],
    "RF18539007547034 pays": [],
    "RF12 SOME WORD": [],
    "RF2026": [],
}


@pytest.mark.parametrize(("text", "meant"), MISTYPED.items(), ids=MISTYPED)
def test_what_was_mistyped_is_told_among_words(text: str, meant: list[str]) -> None:
    assert list(references.mistyped_within(text)) == meant


def test_a_field_of_the_creditors_reference_is_told_by_its_shape() -> None:
    assert references.mistyped("210000000003139471430009018") == "210000000003139471430009018"
    assert references.mistyped("210000000003139471430009017") is None
    assert references.mistyped("INV-77") is None
