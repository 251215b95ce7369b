"""An IBAN is the whole mark of an account, whether or not the bank's code stands before it."""

import pytest

from kit.ibans import alone, is_iban


@pytest.mark.parametrize(
    ("number", "mark"),
    [
        ("COBADEFFXXXDE89370400440532013000", "DE89370400440532013000"),
        ("INGBNL2ANL20INGB0001234567", "NL20INGB0001234567"),
        ("DE89370400440532013000", "DE89370400440532013000"),
        (
            "GB29NWBK60161331926819",
            "GB29NWBK60161331926819",
        ),  # its fifth to tenth signs might begin a number of their own
        ("NO9386011117947", "NO9386011117947"),
        ("370400440532013000", "370400440532013000"),  # a German bank and account from before the IBAN
        ("0210000214455667788", "0210000214455667788"),
        ("COBADEFFXXX0532013000", "COBADEFFXXX0532013000"),
        ("", ""),
    ],
)
def test_the_mark_of_an_account(number: str, mark: str) -> None:
    assert alone(number) == mark


@pytest.mark.parametrize(
    ("number", "told"), [("DE89370400440532013000", True), ("0532013000", False), ("COBADEFFXXX", False), ("", False)]
)
def test_what_has_the_form_of_an_iban(number: str, told: bool) -> None:  # noqa: FBT001
    assert is_iban(number) is told
