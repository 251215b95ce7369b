"""A payer's name leads to the customers it can mean, and never further than it can carry."""

import math
import random
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from benchmarks.noisy_names import NOISES, customers, noisy
from matcher.payer import grams, names

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
        ("D2", "Łódzkie Zakłady Sp. z o.o.", False),
        ("D3", "Ελληνική Βιομηχανία ΑΕ", False),
        ("D4", "株式会社山田製作所", False),
        ("D5", "ООО Северный Лес", False),
        ("D6", "Muller Trucking", False),
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
        ("MUELLER & SOEHNE GMBH", "C3", "name"),
        ("Lodzkie Zaklady Sp. z o.o.", "D2", "name"),
        ("ELLINIKI VIOMICHANIA AE", "D3", "name"),
        ("Ελληνική Βιομηχανία", "D3", "name_alike"),
        ("株式会社山田製作所", "D4", "name"),
        ("OOO SEVERNYI LES", "D5", "name"),
        ("Müller Trucking", "D6", "name"),
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


BOTH = names.directory(
    [
        ("E1", "Silver Realty LP DBA Liberty's Clinic", False),
        ("E2", "Liberty Clinic Ltd", False),
        ("E3", "Pioneer Farms Ltd (formerly Zeta Dairies LLC)", False),
        ("E4", "Pioneer Foods LLC", False),
        ("E5", "AKA Trading Co", False),
        ("E6", "Ana M. Reyes", False),
        ("E7", "Ana Reyes", False),
        ("E8", "Ana B. Reyna", False),
    ]
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("LIBERTYS CLINIC", [("E1", "alias")]),
        ("Silver Realty", [("E1", "alias")]),
        ("SILVER REALTY LP DBA LIBERTYS CLINIC", [("E1", "name")]),
        ("PIONEER FARMS", [("E3", "alias")]),
        ("ZETA DAIRIES", [("E3", "alias")]),
        ("TRADING", [("E5", "name_alike")]),  # a name that begins with such letters is one
        ("ANA REYES", [("E7", "name"), ("E6", "name_begun")]),  # whoever writes an initial more may be meant
        ("REYES ANA", [("E7", "name_order"), ("E6", "name_begun")]),
        ("ANA M REYES", [("E6", "name")]),
    ],
)
def test_a_customer_with_two_names_or_an_initial_more_is_meant_by_each(
    written: str, expected: list[tuple[str, str]]
) -> None:
    assert [(one.customer, one.how) for one in names.alike(written, BOTH)] == expected


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


def test_a_name_that_fills_its_field_may_be_any_that_begins_so() -> None:
    """The legal form may be cut, or a word that tells customers apart."""
    book = ["Underhill Lumber LP", "Underhill Lumber Group", "Underhill Lumber Plant 8", "Underhill Dairy"]
    known = names.directory((f"C{place}", name, False) for place, name in enumerate(book))
    found = names.alike("UNDERHILL LUMBER", known)  # 16 letters

    assert {one.customer for one in found} == {"C0", "C1", "C2"}
    assert max(one.probability for one in found) < 0.5
    assert [one.customer for one in names.alike("UNDERHILL LUMBER LP", known)] == ["C0"]
    assert [one.customer for one in names.alike("UNDERHILL DAIRY", known)] == ["C3"]


def test_another_shop_number_is_another_shop() -> None:
    known = names.directory([("C1", "Mister Fixit", True), ("C2", "Mister Fixit 26", True)])

    assert all(one.probability < 0.5 for one in names.alike("MISTER FIXIT 20", known))
    assert names.alike("MISTER FIXIT 26", known)[0].probability > 0.9


def test_noisy_names_lead_to_their_customers() -> None:
    """At 100,000 customers `python -m benchmarks.bench_names` says the same; here few enough for a test."""
    rng = random.Random(5)
    known = customers(4_000, rng)
    asked = list(noisy(known, 1_100, rng))
    directory = names.directory((str(place), name, False) for place, name in enumerate(known))
    found = names.alike_all([name for _, name, _ in asked], directory)
    right = Counter(
        kind
        for (kind, _, meant), several in zip(asked, found, strict=True)
        if several and several[0].customer == str(meant)
    )
    assert sum(right.values()) >= 0.95 * len(asked)
    assert all(right[kind] >= 65 for kind in NOISES), right


def _likeness(one: str, other: str) -> float:
    """Return the likeness of two names, by the words of the rule."""
    tight, other_tight = one.replace(" ", ""), other.replace(" ", "")
    if not tight and not other_tight:
        return 0
    begins = tight.startswith(other_tight) or other_tight.startswith(tight)
    cut = 90 if begins and min(len(tight), len(other_tight)) >= 12 else 0
    best = max(fuzz.ratio(tight, other_tight), fuzz.token_sort_ratio(one, other), cut)
    other_number = 0 if sorted(re.findall(r"\d+", one)) == sorted(re.findall(r"\d+", other)) else names.OTHER_NUMBER
    return max(0, 0.7 * best + 30 * JaroWinkler.similarity(tight, other_tight) - other_number)


_names = st.text("AB C1", max_size=20)


@given(st.lists(st.tuples(_names, _names), max_size=5))
def test_many_names_are_as_alike_as_each_pair(pairs: list[tuple[str, str]]) -> None:
    found = names.likenesses([one for one, _ in pairs], [other for _, other in pairs])
    assert found.tolist() == pytest.approx([_likeness(*pair) for pair in pairs])


@given(st.lists(st.text("AB1", max_size=8), min_size=1, max_size=30), st.text("AB1", max_size=8))
def test_the_nearest_share_the_rarest_letters(forms: list[str], asked: str) -> None:
    """By sets of grams, one name after the other."""
    held = [{f"^{form}$"[at : at + 3] for at in range(len(form))} for form in forms]
    count = Counter(gram for grams_ in held for gram in grams_)
    weight = {gram: math.log1p(len(forms) / number) ** 2 for gram, number in count.items()}
    wanted = {f"^{asked}$"[at : at + 3] for at in range(len(asked))}
    ranks = {
        place: sum(weight[gram] for gram in mine & wanted) / math.sqrt(sum(weight[gram] for gram in mine))
        for place, mine in enumerate(held)
        if mine & wanted
    }
    found = grams.grams(forms).nearest(asked, 10)
    assert len(found) == min(10, len(ranks))
    best = sorted(ranks.values(), reverse=True)[:10]
    assert [ranks[place] for place in found] == pytest.approx(best)
