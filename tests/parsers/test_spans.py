"""What was read is shown where it stands: a law over every fixture, and the cases that decide it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers
from kit.refusals import Refused
from parsers.records import Entry
from parsers.spans import Span, located, values
from tests.parsers.golden import bank_files

#: raw text, value -> where it stands
PLACES: dict[tuple[str, str], list[tuple[int, int]]] = {
    ("pay INV 1001 now", "1001"): [(8, 12)],
    ("1001,1001", "1001"): [(0, 4), (5, 9)],
    ("INV-10\n01 and more", "INV-1001"): [(0, 9)],
    ("INV-10\r\n01", "INV-1001"): [(0, 10)],
    ("31001 10012", "1001"): [],
    ("00000123456INV", "123456"): [(5, 11)],
    ("123456123456", "123456"): [],
    ("ab", "ab"): [],
    ("", "1001"): [],
}


@pytest.mark.parametrize("case", PLACES)
def test_a_value_is_found_where_it_stands(case: tuple[str, str]) -> None:
    raw, value = case

    assert [(one.start, one.end) for one in located(raw, [("invoice", value)])] == PLACES[case]


def test_a_value_has_its_first_name() -> None:
    assert located("1001", [("trn", "1001"), ("invoice", "1001")]) == [Span(0, 4, "trn")]


def entries() -> list[Entry]:
    found: list[Entry] = []
    for path in bank_files():
        try:
            found += [one for one in parsers.read(path.read_bytes()) if isinstance(one, Entry)]
        except Refused:
            continue
    return found


def test_what_lies_in_a_span_is_the_value_in_every_fixture() -> None:
    shown = 0
    for entry in entries():
        known = {value for _, value in values(entry)}
        for span in located(entry.raw, values(entry)):
            assert entry.raw[span.start : span.end].replace("\r", "").replace("\n", "") in known
            shown += 1

    assert shown > 200


@given(
    before=st.text(alphabet="ab1 \n", max_size=20),
    value=st.text(alphabet="AB12-", min_size=3, max_size=12),
    behind=st.text(alphabet="ab1 \n", max_size=20),
    cut=st.integers(0, 12),
)
def test_law(before: str, value: str, behind: str, cut: int) -> None:
    """Set between blanks and broken anywhere, a value is found; whatever is found is the value."""
    broken = value[:cut] + "\n" + value[cut:]
    found = located(f"{before} {broken} {behind}", [("x", value)])
    raw = f"{before} {broken} {behind}"

    assert found
    assert {raw[one.start : one.end].replace("\n", "") for one in found} == {value}
