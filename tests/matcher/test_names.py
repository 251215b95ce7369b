"""A payer's name leads to the customers it can mean, and never further than it can carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import names

KNOWN = names.directory(
    [
        ("C1", "Acme Industrial Supply, Inc.", False),
        ("C2", "Acme Industrial Services LLC", False),
        ("C3", "Müller & Söhne GmbH", False),
        ("C4", "Northwind Traders International Corporation", False),
        ("C4", "NWT", True),
        ("C5", "Smith Bros. Mfg. Co.", False),
        ("C6", "First National Bank of Omaha", False),
        ("C7", "The Blue Door Company", False),
        ("C8", "Delta Foods Inc", False),
        ("C9", "Delta Foods LLC", False),
        ("D1", "A.B.C. Tooling L.L.C.", False),
    ]
)


@pytest.mark.parametrize(
    ("written", "customer", "how"),
    [
        ("ACME INDUSTRIAL SUPPLY", "C1", "name"),
        ("acme industrial supply, inc", "C1", "name"),
        ("ACME INDL SUPPLY CO", "C1", "name"),
        ("SUPPLY ACME INDUSTRIAL", "C1", "name_order"),
        ("MULLER AND SOHNE", "C3", "name"),
        ("M LLER & S HNE", "C3", "name_alike"),
        ("NORTHWIND TRADER", "C4", "name_cut"),
        ("NORTHWIND TRADERS INTE", "C4", "name_cut"),
        ("Northwind Traders International Cor", "C4", "name_cut"),
        ("NORTHWND TRADRS INTL", "C4", "name_alike"),
        ("NWT INC", "C4", "alias"),
        ("SMITH BROTHERS MANUFACTURING", "C5", "name"),
        ("JOES DINER DBA SMITH BROS MFG", "C5", "name"),
        ("PAYMENT AGENTS OBO ACME INDUSTRIAL SERVICES", "C2", "name"),
        ("BLUE DOOR CO", "C7", "name"),
        ("ABC TOOLING", "D1", "name"),
        ("DELTA FOODS INC", "C8", "name"),
    ],
)
def test_a_name_means(written: str, customer: str, how: str) -> None:
    found = names.alike(written, KNOWN)
    assert (found[0].customer, found[0].how) == (customer, how)


@pytest.mark.parametrize(
    "written", ["ZZZ TOP", "ACME", "NATIONAL BANK", "FOODS", "INDUSTRIAL", "INC", "", "& -", "株式会社"]
)
def test_a_name_that_says_too_little_means_nobody(written: str) -> None:
    """A part of a name is not the name: token_set_ratio would call these 100."""
    assert names.alike(written, KNOWN) == []


def test_a_shared_name_is_shared_in_equal_parts() -> None:
    found = names.alike("DELTA FOODS", KNOWN)
    assert [one.customer for one in found] == ["C8", "C9"]
    assert found[0].probability == found[1].probability == pytest.approx(0.95 / 2)


def test_a_cut_that_fits_two_is_shared() -> None:
    assert {one.customer for one in names.alike("ACME INDUSTRIAL", KNOWN)} == {"C1", "C2"}


@given(st.text(max_size=40))
def test_any_text_gives_a_distribution(written: str) -> None:
    found = names.alike(written, KNOWN)
    assert sum(one.probability for one in found) < 1
    assert len({one.customer for one in found}) == len(found)


@given(st.sampled_from([name for _, name, _ in KNOWN.entries]), st.integers(0, 30), st.sampled_from("AEXQ"))
def test_one_wrong_letter_keeps_the_customer(name: str, place: int, letter: str) -> None:
    if len(name) < 15:
        return
    at = min(place, len(name) - 1)
    written = name[:at] + letter + name[at + 1 :]
    customers = {customer for customer, known, _ in KNOWN.entries if known == name}
    assert customers & {one.customer for one in names.alike(written, KNOWN)}
