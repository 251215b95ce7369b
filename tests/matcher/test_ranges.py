"""A string names several numbers only where we issued them."""

import pytest

from matcher.remittance import ranges
from matcher.remittance.grammar import learned
from tests.matcher.build import closed, item, items

GRAMMAR = learned(
    items(
        *[item(f"INV-{number}") for number in range(100120, 100131)],
        *[item(str(number)) for number in range(10020, 10030)],
        *[item(number) for number in ("10125", "2024-0015", "2024-0016", "AB-700-1")],
        *[item(str(number)) for number in (*range(4472053, 4472058), 4475455)],
        *[item(f"SI/2024/00{number}") for number in range(417, 420)],
        *[item(number) for number in ("7116116", "7117004", "7123900", "7199999")],
    ),
    closed(),
)


@pytest.mark.parametrize(
    ("text", "numbers", "kind"),
    [
        ("INV100123INV100124", ["INV100123", "INV100124"], "glued_member"),
        ("10012310012410125", ["100123", "100124", "10125"], "glued_member"),
        ("INV100123100124", ["INV100123", "100124"], "glued_member"),
        ("0010012300100124", ["00100123", "00100124"], "glued_member"),
        ("100123-127", ["100123", "100124", "100125", "100126", "100127"], "range_member"),
        ("INV-100123-INV-100125", ["INV100123", "INV100124", "INV100125"], "range_member"),
        ("10020-10022", ["10020", "10021", "10022"], "range_member"),
        ("10028-10125", ["10028", "10029", "10125"], "range_member"),  # numbers between may be nobody's: both ends ours
        ("4472053-057", [str(number) for number in range(4472053, 4472058)], "range_member"),
        ("4472053 - 054", ["4472053", "4472054"], "range_member"),
        ("10023/24/29", ["10023", "10024", "10029"], "stem_member"),
        ("10023/4/6", ["10023", "10024", "10026"], "stem_member"),
        ("4472053-54-55", ["4472053", "4472054", "4472055"], "stem_member"),  # not all up to 4475455
        ("INV100123/124", ["INV100123", "INV100124"], "stem_member"),
        ("2024-0015-0016", ["20240015", "20240016"], "range_member"),
        ("SI/2024/00417-00419", ["SI202400417", "SI202400418", "SI202400419"], "range_member"),
        ("INV447205344720554472057", ["4472053", "4472055", "4472057"], "glued_member"),  # INV leads others of ours
        ("2024-0015", ["20240015"], "number"),
        ("AB-700-1", ["AB7001"], "number"),
        ("100122/100125", ["100122", "100125"], "number"),
        ("100122.100125.10020", ["100122", "100125", "10020"], "number"),
        ("100120-100140", ["100120", "100140"], "number"),  # not every member exists: two numbers
        ("ACME-100123", ["100123"], "part"),
    ],
)
def test_a_chunk_is_read_as(text: str, numbers: list[str], kind: str) -> None:
    named = ranges.read(text, GRAMMAR, labelled=True)
    assert [one.number for one in named] == numbers
    assert named[-1].kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "10023-01",
        "10023/1",
        "10023-A",
        "99999",
        "10029-10020",
        "10023-7",
        "ACME",
        "",
        "4472056-001",
        "4472053-059",
        "7116116-117-004",
        "2024-0015-2024",
    ],
)
def test_endings_and_unknown_numbers_are_left_alone(text: str) -> None:
    assert [one for one in ranges.read(text, GRAMMAR, labelled=True) if one.kind != "number"] == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2026-12110/265/273", ["202612110", "202612265", "202612273"]),
        ("2026-12110-2026-12112", ["202612110", "202612111", "202612112"]),
        ("2026-12110-112", ["202612110", "202612111", "202612112"]),
    ],
)
def test_a_year_that_is_a_purchase_order_too_begins_a_number(text: str, numbers: list[str]) -> None:
    ours = [item(f"2026-{number}") for number in (12110, 12111, 12112, 12265, 12273)]
    ordered = learned(items(*ours, item("INV-9", po_number="02026")), closed())
    assert [one.number for one in ranges.read(text, ordered, labelled=True)] == numbers


def test_a_cut_that_chance_could_make_is_doubtful_without_a_label() -> None:
    """Half of all four-digit numbers are ours: eight digits prove nothing."""
    dense = learned(items(*[item(str(number)) for number in range(1000, 10000, 2)]), closed())
    assert {one.kind for one in ranges.read("20024006", dense, labelled=False)} <= {"glued_doubtful"}


def test_zeros_that_fill_a_part_of_a_number_are_not_the_number() -> None:
    assert [one.number for one in ranges.read("2024-000000015", GRAMMAR, labelled=True)] == ["202415"]


def test_a_spoken_range_may_end_in_any_digits() -> None:
    assert ranges.spread("INV100120", "0121", GRAMMAR, spoken=True) == ["INV100120", "INV100121"]
    assert ranges.spread("INV100120", "0121", GRAMMAR) == []


def test_a_range_may_run_over_thousands_of_others_numbers_between_ends_of_ours() -> None:
    """A customer's documents lie as far apart as all others' fill; of a longer range only the ends are read."""
    GRAMMAR.ask(map(str, range(7116116, 7123902)))  # all at once, as a morning's strings are looked up

    assert ranges.spread("7116116", "7123900", GRAMMAR) == ["7116116", "7117004", "7123900"]
    assert ranges.spread("7116116", "7123901", GRAMMAR) == []
    assert ranges.spread("7116116", "7199999", GRAMMAR) == ["7116116", "7199999"]


def test_a_banks_dated_reference_is_not_cut() -> None:
    dated = learned(items(item("2026-11191"), item("INV-004314")), closed())
    assert ranges.read("2026111914314", dated, labelled=False) == []


def test_two_ways_to_cut_are_no_way() -> None:
    grammar = learned(items(*[item(number) for number in ("1234", "12345", "56789", "6789")]), closed())
    assert ranges.read("123456789", grammar, labelled=True) == []
