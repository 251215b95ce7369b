"""What no book could take becomes a finding, and nothing else does."""

from dataclasses import replace
from datetime import date

import pytest

from kit.findings import Finding
from kit.money import MINOR_MAX
from parsers.bounds import bounded
from parsers.records import Adjustment, Entry, Kind, Method, Remittance, Statement

ENTRY = Entry(7, Kind.RECEIPT, Method.WIRE, True, 1500, "USD", "B1", None, raw="as received")  # noqa: FBT003
LINE = Remittance(7, "invoice", "INV-1", paid=1500)


@pytest.mark.parametrize("currency", ["", "usd", "US", "USDX", "U$D", "ＵＳＤ", "U1D"])
def test_a_currency_that_is_none_is_set_aside(currency: str) -> None:
    (found,) = bounded([replace(ENTRY, currency=currency)])

    assert isinstance(found, Finding)
    assert (found.line, found.code, found.raw) == (7, "currency_unreadable", "as received")


@pytest.mark.parametrize(("minor", "code"), [(MINOR_MAX, None), (MINOR_MAX + 1, "amount_beyond_reason"), (0, None)])
def test_an_amount_beyond_reason_is_set_aside(minor: int, code: str | None) -> None:
    (found,) = bounded([replace(ENTRY, minor=minor)])

    assert (found.code if isinstance(found, Finding) else None) == code


@pytest.mark.parametrize(
    "line",
    [
        replace(LINE, paid=-MINOR_MAX - 1),
        replace(LINE, gross=MINOR_MAX + 1),
        replace(LINE, discount=MINOR_MAX + 1),
        replace(LINE, adjustments=(Adjustment(MINOR_MAX + 1),)),
    ],
)
def test_a_remittance_line_beyond_reason_is_left_off_and_the_entry_held_back(line: Remittance) -> None:
    finding, entry = bounded([replace(ENTRY, remittance=(LINE, line))])

    assert isinstance(finding, Finding)
    assert entry == replace(ENTRY, remittance=(LINE,), trusted=False)


def test_what_is_in_bounds_stays_as_it_is() -> None:
    entry = replace(ENTRY, remittance=(LINE, replace(LINE, paid=None)))

    assert list(bounded([entry, entry])) == [entry, entry]


@pytest.mark.parametrize(
    ("said", "currency", "on"),
    [
        (1, "DEM", date(2025, 11, 19)),
        (1, "MRO", None),
        (1, "HRK", date(2023, 1, 15)),
        (0, "HRK", date(2023, 1, 14)),
        (0, "EUR", date(2025, 11, 19)),
        (0, "BRL", None),
    ],
)
def test_money_that_is_no_more_is_said_once(said: int, currency: str, on: date | None) -> None:
    entry = replace(ENTRY, currency=currency, booked_on=on)
    statement = Statement(3, "1", currency, on)

    found = list(bounded([statement, entry, entry]))

    assert [one for one in found if not isinstance(one, Finding)] == [statement, entry, entry]
    assert [one.code for one in found if isinstance(one, Finding)] == ["currency_historic"] * said


def test_a_statement_makes_no_currency_known_that_is_none() -> None:
    statement, finding = bounded([Statement(3, "1", "", None), replace(ENTRY, currency="")])

    assert isinstance(statement, Statement)
    assert isinstance(finding, Finding)
    assert finding.code == "currency_unreadable"
