"""A number that lost four characters between two addenda is completed where its neighbours leave no choice."""

from collections.abc import Sequence

import pytest

from kit.findings import Finding
from parsers.records import Entry, Record
from tests.parsers.test_nacha import batch, only

#: What the second line of the payment writes: the end of the first addenda, and the beginning of the next.
_OPENING = "ST*820*0001\\BPR*C*{total}*C*ACH*CTX\\TRN*1*PAY1\\ENT*1\\"


def payment(head: str, tail: str, *beside: str, code: str = "IV", total: str = "1500") -> list[Record]:
    """Read a payment of its neighbours (the first pays 900, others nothing) and of one broken number (600)."""
    lines = "".join(f"RMR*IV*{number}**{0 if place else 900}\\" for place, number in enumerate(beside))
    opening, last = _OPENING.format(total=total) + lines, f"RMR*{code}*{head}"
    filler = f"NTE*GEN*{'X' * ((-len(opening) - len(last) - 9) % 80)}\\"
    whole = opening + filler + last
    assert len(whole) % 80 == 0
    pieces = [whole[at : at + 80] for at in range(0, len(whole), 80)]
    return batch("CTX", *pieces, f"{tail}**600\\SE*7*0001\\")


def last(records: Sequence[Record]) -> tuple[str, bool, list[str]]:
    """Return the last number, whether the entry is trusted, and what was said of completing."""
    entry = only(list(records))
    said = [one.message for one in records if isinstance(one, Finding) and one.code == "number_completed"]
    return entry.remittance[-1].reference, entry.trusted, said


def test_the_number_is_completed_and_what_was_lost_is_told() -> None:
    records = payment("IN", "02", "INV-1001")
    entry = only(records)

    assert [(line.reference, line.paid) for line in entry.remittance] == [("INV-1001", 90000), ("INV-1002", 60000)]
    assert not entry.trusted
    assert "IN\n" not in entry.remittance[-1].text
    (said,) = (one for one in records if isinstance(one, Finding) and one.code == "number_completed")
    assert said.raw == "IN02"
    assert "holds 'IN' (line 4, columns 82 to 83) and '02' at the beginning of the next" in said.message
    assert "RMR*IV*IN0002" in entry.raw, "the lines stay as received: the sequence number 0002 stands where they were"


COMPLETED = {
    ("IN", "02", ("INV-1001", "INV-1007")): "INV-1002",
    ("1", "124", ("10000123", "10000199")): "10000124",
    ("AB-", "9", ("AB-20263",)): "AB-20269",
    ("in", "02", ("inv-1001",)): "inv-1002",
}


@pytest.mark.parametrize(("written", "whole"), COMPLETED.items())
def test_neighbours_tell_what_stood_at_the_break(written: tuple[str, str, tuple[str, ...]], whole: str) -> None:
    head, tail, beside = written

    number, trusted, said = last(payment(head, tail, *beside))

    assert (number, trusted, len(said)) == (whole, False, 1)


LEFT_ALONE = {
    "neighbours of two lengths": ("IN", "02", ("INV-1001", "INV-10003")),
    "neighbours that differ at the break": ("IN", "02", ("INV-1001", "INV-2003")),
    "other beginning": ("RE", "02", ("INV-1001",)),
    "other shape": ("IN", "0A", ("INV-1001",)),
    "five lost": ("I", "02", ("INV-1001",)),
    "three lost": ("INV", "02", ("INV-1001",)),
    "nothing lost": ("INV-1", "002", ("INV-1001",)),
    "the neighbour itself": ("IN", "01", ("INV-1001",)),
    "digits alone, one neighbour": ("1", "124", ("10000123",)),
    "no neighbour": ("IN", "02", ()),
}


@pytest.mark.parametrize(("head", "tail", "beside"), LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_a_number_its_neighbours_do_not_tell_stays_as_it_is(head: str, tail: str, beside: tuple[str, ...]) -> None:
    total = "1500" if beside else "600"

    assert last(payment(head, tail, *beside, total=total)) == (head + tail, True, [])


def test_a_neighbour_of_another_qualifier_tells_nothing() -> None:
    assert last(payment("IN", "02", "INV-1001", code="PO"))[::2] == ("IN02", [])


def test_a_short_number_away_from_a_break_is_a_short_number() -> None:
    text = "ST*820*1\\BPR*C*1500*C*ACH\\TRN*1*P\\RMR*IV*IN02**600\\RMR*IV*INV-1001**900\\SE*6*1\\"
    entry = only(batch("CTX", text[:80], text[80:]))

    assert [line.reference for line in entry.remittance] == ["IN02", "INV-1001"]
    assert entry.trusted


def test_a_payment_whose_lines_give_another_amount_is_left_as_written() -> None:
    """Then more was lost than a part of a number."""
    assert last(payment("IN", "02", "INV-1001", total="1400"))[::2] == ("IN02", [])


def test_a_break_at_a_blank_is_the_end_of_a_number() -> None:
    """An addenda that is not full lost nothing."""
    text = "ST*820*1\\BPR*C*1500*C*ACH\\TRN*1*P\\RMR*IV*INV-1001**900\\RMR*IV*IN"
    entry = next(one for one in batch("CTX", text, "02**600\\SE*6*1\\") if isinstance(one, Entry))

    assert entry.trusted
