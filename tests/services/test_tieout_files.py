"""Tie-out over files as banks send them: totals of one lockbox and of several, notified batches, files sent again."""

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.banking.told import Told
from services.tieout import Tie, tied
from tests.services.test_tieout import ACH, ADVICE, DAY, IMAD, WIRE, check, deposit, settled, told

OURS = "400711805"


def note(name: str, minor: int, booking: str, **facts: object) -> Told:
    """Return one payment of a notified batch; the batch's booking is named after its own reference."""
    own = {"references": (("end_to_end", f"E{name}"), ("bank", booking)), "account": "DE0011112222"}
    return told(name, "camt054", minor, **({"bank_reference": f"TX{name}"} | own | facts))


def booked(name: str, minor: int, booking: str, **facts: object) -> Told:
    """Return the statement's one line for a batch."""
    given = {"kind": "total", "method": "ach", "bank_reference": booking, "account": "DE0011112222"}
    return told(name, "camt053", minor, **(given | {"total_of": ("ach", booking)} | facts))


def line(name: str, minor: int, **facts: object) -> Told:
    """Return a statement's ACH line of one payer."""
    return told(name, "bai2", minor, method="ach", **facts)


def entry(name: str, minor: int, **facts: object) -> Told:
    """Return an entry of the ACH file."""
    return told(name, "nacha", minor, **facts)


def trace(number: int) -> tuple[tuple[str, str], ...]:
    """Return the reference of one ACH entry."""
    return (("trace", f"{number:015d}"),)


#: what lies on the table -> what is settled by what
MORNINGS: dict[str, tuple[list[Told], dict[str, set[str]]]] = {
    "each lockbox has its own 115": (
        [
            deposit("bank.1", 300, "0068751"),
            deposit("bank.2", 700, "0099310"),
            check("one.1", 100),
            check("one.2", 200),
            check("two.1", 700, "0099310"),
        ],
        {"bank.1": {"one.1", "one.2"}, "bank.2": {"two.1"}},
    ),
    "two lockboxes of equal sums are told apart by their numbers": (
        [
            deposit("bank.1", 300, "0068751"),
            deposit("bank.2", 300, "0099310"),
            check("one.1", 300),
            check("two.1", 300, "0099310"),
        ],
        {"bank.1": {"one.1"}, "bank.2": {"two.1"}},
    ),
    "one 115 for several lockboxes of one file": (
        [
            deposit("bank.1", 1000, ""),
            check("box.1", 300),
            check("box.2", 700, "0099310"),
        ],
        {"bank.1": {"box.1", "box.2"}},
    ),
    "a 115 a batch": (
        [
            deposit("bank.1", 100),
            deposit("bank.2", 200),
            replace(check("box.1", 100), references=(("lockbox", "0068751"), ("batch", "001"))),
            replace(check("box.2", 200), references=(("lockbox", "0068751"), ("batch", "002"))),
        ],
        {"bank.1": {"box.1"}, "bank.2": {"box.2"}},
    ),
    "a batch on the statement is settled by its notified payments": (
        [
            booked("stmt.1", 300, "BATCH7711"),
            booked("stmt.2", 300, "BATCH7712"),
            note("note.1", 100, "BATCH7711"),
            note("note.2", 200, "BATCH7711"),
            note("note.3", 300, "BATCH7712"),
        ],
        {"stmt.1": {"note.1", "note.2"}, "stmt.2": {"note.3"}},
    ),
    "a batch of which one payment was not notified stays": (
        [booked("stmt.1", 300, "BATCH7711"), note("note.1", 100, "BATCH7711")],
        {},
    ),
    "an ACH line with a trace of its own is its own payment": (
        [line("bank.1", 300, references=trace(9), **ACH), entry("ach.1", 300, references=trace(1), **ACH)],
        {},
    ),
    "an ACH line with its entry's trace is that entry": (
        [line("bank.1", 300, references=trace(1), **ACH), entry("ach.1", 300, references=trace(1), **ACH)],
        {"bank.1": {"ach.1"}},
    ),
    "a wire number without its year is that wire's": (
        [
            replace(WIRE, references=(("imad", IMAD),), payer=""),
            replace(ADVICE, references=(("imad", f"2026{IMAD}"),), payer="OTHER"),
        ],
        {"bank.1": {"fed.1"}},
    ),
    "the next day's sequence is another wire": (
        [
            replace(WIRE, references=(("imad", IMAD.replace("1119", "1120", 1)),), day=DAY + timedelta(days=1)),
            replace(ADVICE, references=(("imad", f"2026{IMAD}"),), payer="OTHER"),
        ],
        {},
    ),
    "a detail that names an account of ours speaks of that account only": (
        [
            line("bank.1", 300, account=OURS, **ACH),
            line("other.1", 999, account="888877776", **ACH),
            entry("ach.1", 300, account="888877776", **ACH),
        ],
        {},
    ),
    "a detail that names no account of ours may be told by any": (
        [line("bank.1", 300, account=OURS, **ACH), entry("ach.1", 300, account="12", **ACH)],
        {"bank.1": {"ach.1"}},
    ),
    "likeness ties a whole detail file": (
        [replace(WIRE, references=(), minor=500 + n, entry_id=f"bank.{n}", position=n) for n in (1, 2, 3)]
        + [replace(ADVICE, references=(), minor=500 + n, entry_id=f"fed.{n}", position=n) for n in (1, 2, 3)],
        {f"bank.{n}": {f"fed.{n}"} for n in (1, 2, 3)},
    ),
    "or nothing: a file of which one wire is not on the statement holds money of its own": (
        [replace(WIRE, references=(), minor=500 + n, entry_id=f"bank.{n}", position=n) for n in (1, 2)]
        + [replace(ADVICE, references=(), minor=500 + n, entry_id=f"fed.{n}", position=n) for n in (1, 2, 3)],
        {},
    ),
    "a proven telling leads, an unproven one follows": (
        [
            told("cut.1", "nacha", 70, references=trace(1), trusted=False),
            told("all.1", "nacha", 70, references=trace(1)),
        ],
        {"cut.1": {"all.1"}},
    ),
    "a total explains each detail once, whichever files it comes in": (
        [deposit("bank.1", 300), deposit("copy.1", 300, raw="another"), check("box.1", 300)],
        {"bank.1": {"box.1"}},
    ),
}


@pytest.mark.parametrize("name", MORNINGS)
def test_each_payment_is_counted_once(name: str) -> None:
    entries, expected = MORNINGS[name]

    assert settled(tied(entries, 3)) == expected


def in_order(files: Sequence[Sequence[Told]], known: Sequence[Tie] = ()) -> list[Tie]:
    """Take the files one after the other, with a tie-out after each."""
    ties, there = list(known), list[Told]()
    for file in files:
        there += file
        ties += tied(there, 3, ties)
    return ties


def by_file(entries: Sequence[Told]) -> list[list[Told]]:
    """Sort entries by their file."""
    return [[one for one in entries if one.file_id == name] for name in sorted({one.file_id for one in entries})]


#: Which accounts are ours is known when their statements have come: what came before was judged without it.
NEEDS_ALL = {"a detail that names an account of ours speaks of that account only"}


@pytest.mark.parametrize("name", sorted(set(MORNINGS) - NEEDS_ALL))
def test_files_taken_one_by_one_settle_the_same_money(name: str) -> None:
    """Whichever file comes first: what ends booked is the same."""
    entries, expected = MORNINGS[name]
    for seed in range(6):
        files = by_file(entries)
        random.Random(seed).shuffle(files)
        gone = settled(in_order(files))

        booked = [sorted((one.kind, one.minor) for one in entries if one.entry_id not in of) for of in (gone, expected)]
        assert booked[0] == booked[1], [file[0].file_id for file in files]


WAYS = ("wire", "ach", "box")


@st.composite
def mornings(draw: st.DrawFn) -> tuple[list[Told], Counter[int]]:
    """Draw what files tell of some payments, and the amounts that must end booked.

    Wires stand on the statement and in their own file under one number, checks as one total a lockbox, ACH payments
    as one settlement of their file; some days a file does not come, or comes twice in other bytes.
    """
    amounts = st.integers(1, 4).map(lambda n: n * 100)
    entries: list[Told] = []
    money: Counter[int] = Counter()
    for way in WAYS:
        payments = draw(st.lists(amounts, max_size=4))
        detail = draw(st.booleans()) or not payments
        lines = _statement(way, payments)
        details = _details(way, payments) if detail else []
        entries += [*lines, *details]
        if draw(st.booleans()):
            entries += [replace(one, entry_id=f"again{one.entry_id}", file_id="again") for one in lines]
        money.update(payments if details or way == "wire" else [sum(payments)] if payments else [])
    return entries, money


def _statement(way: str, payments: Sequence[int]) -> list[Told]:
    """Return what the bank's statement says of the payments of one way."""
    if way == "wire":
        wires = enumerate(payments)
        return [told(f"bank.{n}", "bai2", minor, references=(("imad", f"1119W{n:013d}"),)) for n, minor in wires]
    total = sum(payments)
    kinds = {"ach": ("ach", "ach", ""), "box": ("check", "lockbox", "0068751")}
    method, kind, key = kinds[way]
    position = 50 if way == "ach" else 60
    return (
        [told(f"bank.{position}", "bai2", total, kind="total", method=method, total_of=(kind, key))] if payments else []
    )


def _details(way: str, payments: Sequence[int]) -> list[Told]:
    """Return the detail file of the payments of one way."""
    every = enumerate(payments)
    if way == "wire":
        return [told(f"fed.{n}", "fedwire", minor, references=(("imad", f"20261119W{n:013d}"),)) for n, minor in every]
    if way == "ach":
        return [entry(f"ach.{n}", minor, references=trace(n + 1), company_id=str(n)) for n, minor in every]
    return [check(f"box.{n}", minor) for n, minor in every]


@given(mornings(), st.randoms(use_true_random=False))
def test_nothing_is_lost_and_nothing_counted_twice_in_any_order(
    morning: tuple[list[Told], Counter[int]], random_order: random.Random
) -> None:
    """What ends booked is what was paid, to the cent, whatever came first and whatever came twice."""
    entries, money = morning
    files = by_file(entries)
    random_order.shuffle(files)
    ties = in_order(files)
    gone = {tie.entry_id for tie in ties}

    assert Counter(one.minor for one in entries if one.entry_id not in gone) == money


@given(mornings(), st.randoms(use_true_random=False))
def test_every_cent_is_booked_or_explained(
    morning: tuple[list[Told], Counter[int]], random_order: random.Random
) -> None:
    """A line is settled by one telling of the same amount, or by a sum that equals it; no detail is summed up twice."""
    entries = morning[0]
    files = by_file(entries)
    random_order.shuffle(files)
    ties = in_order(files)
    there = {one.entry_id: one for one in entries}
    bys: dict[str, list[str]] = {}
    for tie in ties:
        bys.setdefault(tie.entry_id, []).append(tie.by)

    assert all(there[name].minor == sum(there[by].minor for by in by_which) for name, by_which in bys.items())
    assert sum(one.minor for one in entries) == sum(there[name].minor for name in there if name not in bys) + sum(
        there[name].minor for name in bys
    )
    summed = Counter(by for name, which in bys.items() for by in which if there[name].file_id == "bank")
    assert all(times == 1 for times in summed.values()), "a line of one statement explains a detail once"


@given(mornings())
def test_money_that_is_applied_keeps_its_place(morning: tuple[list[Told], Counter[int]]) -> None:
    """A statement line that was applied before its detail came is never settled by it; money is still counted once."""
    entries, money = morning
    wires = [one for one in entries if one.file_id == "bank" and one.method == "wire" and one.kind == "receipt"]
    applied = {one.entry_id for one in wires}
    now = [replace(one, applied=one.entry_id in applied) for one in entries]
    gone = {tie.entry_id for tie in tied(now, 3)}

    assert not applied & gone
    assert Counter(one.minor for one in now if one.entry_id not in gone) == money


def test_true_twins_of_one_file_stay_two_however_often_they_are_told() -> None:
    twin = [told(f"bank.{n}", "bai2", 700, payer="OAKMERE", raw="16,195,700") for n in (1, 2)]
    again = [told(f"copy.{n}", "bai2", 700, payer="OAKMERE", raw="16,195,700") for n in (1, 2)]
    third = [told(f"more.{n}", "bai2", 700, payer="OAKMERE", raw="16,195,700") for n in (1, 2, 3)]

    assert tied(twin, 3) == []
    assert len(settled(in_order([twin, again]))) == 2
    assert len(settled(in_order([twin, again, third]))) == 4, "the reissue has one more: that one is new"
    assert len(settled(in_order([third, again, twin]))) == 4


def test_a_file_issued_again_with_one_more_line_brings_one_payment() -> None:
    first = [entry(f"ach.{n}", 100 * n, references=trace(n), company_id=str(n)) for n in (1, 2, 3)]
    again = [replace(one, entry_id=one.entry_id.replace("ach", "new"), file_id="new") for one in first]
    more = entry("new.9", 900, references=trace(9), company_id="9")
    ties = in_order([first, [*again, more]])

    gone = {tie.entry_id for tie in ties}
    assert sorted(one.minor for one in (*first, *again, more) if one.entry_id not in gone) == [100, 200, 300, 900]
    assert re.match("new", max(gone))
