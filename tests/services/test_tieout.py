"""Which entries are one and the same money: a table of mornings, and laws that hold for every one."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.banking.told import Told
from services.tieout import Tie, tied

DAY = date(2026, 11, 19)  # a Thursday
IMAD = "1119L2LFBA1C001295"


def told(name: str, source: str, minor: int, **facts: object) -> Told:
    file_id, _, position = name.partition(".")
    defaults: dict[str, object] = {
        "entry_id": name,
        "file_id": file_id,
        "position": int(position),
        "source": source,
        "kind": "receipt",
        "method": "check" if source == "lockbox" else "ach" if source == "nacha" else "wire",
        "minor": minor,
        "currency": "USD",
        "day": DAY,
        "raw": name,
    }
    return Told(**(defaults | facts))  # type: ignore[arg-type]


def check(name: str, minor: int, box: str = "0068751", **facts: object) -> Told:
    return told(name, "lockbox", minor, references=(("lockbox", box), ("batch", "001")), **facts)


def deposit(name: str, minor: int, box: str = "0068751", **facts: object) -> Told:
    return told(name, "bai2", minor, kind="total", method="check", total_of=("lockbox", box), **facts)


def settled(ties: list[Tie]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for tie in ties:
        found.setdefault(tie.entry_id, set()).add(tie.by)
    return found


WIRE = told("bank.1", "bai2", 500_00, references=(("imad", IMAD),), payer="REDFERN AERIAL")
ADVICE = told("fed.1", "fedwire", 500_00, references=(("imad", IMAD),), payer="REDFERN AERIAL")
ACH = {"company_id": "1185967292", "payer": "SUMMIT HYDRAULIC"}

#: what lies on the table -> what is settled by what
MORNINGS: dict[str, tuple[list[Told], dict[str, set[str]]]] = {
    "a lockbox total is settled by its checks": (
        [deposit("bank.1", 300), check("box.1", 100), check("box.2", 200)],
        {"bank.1": {"box.1", "box.2"}},
    ),
    "a vendor number is on every payment of a payer: two traces are two payments": (
        [
            told(
                "bank.1",
                "bai2",
                900,
                method="ach",
                references=(("trace", "322537514816242"), ("identification", "938670")),
                raw="INV 77",
                **ACH,
            ),
            told(
                "ach.1",
                "nacha",
                900,
                references=(("trace", "071000010130301"), ("identification", "938670"), ("batch", "44")),
                **ACH,
            ),
        ],
        {},
    ),
    "a line that tells of other numbers than the payer's one entry of that sum is other money": (
        [
            told("bank.1", "bai2", 900, method="ach", raw="ACH CREDIT DES:AP CCD PMT INFO:INV 26 88,1000453", **ACH),
            told(
                "bank.2", "bai2", 800, method="ach", raw="ACH CREDIT DES:AP CCD PMT INFO:INV 100-0454 EED:261119", **ACH
            ),
            told("ach.1", "nacha", 900, references=(("batch", "44"),), raw="622071 705INV 261000978 0001", **ACH),
            told(
                "ach.2",
                "nacha",
                800,
                references=(("batch", "45"),),
                raw="622 705INV 100 00010000620 7050454 0002",
                **ACH,
            ),
        ],
        {"bank.2": {"ach.2"}},
    ),
    "a file's sum says more than one of its batches: a line of another payer and just its sum is other money": (
        [
            told("bank.1", "bai2", 749, kind="total", method="ach", total_of=("ach", "")),
            told("bank.2", "bai2", 599, kind="total", method="ach", raw="CO:NORTHFIELD AUTO ADDENDA:BATCH 45856"),
            *(
                told(f"ach.{at}", "nacha", minor, references=(("batch", str(at)),), company_id=f"9{at}", payer=payer)
                for at, minor, payer in ((1, 599, "WESTBROOK"), (2, 100, "ALDER"), (3, 50, "ZEPHYR"))
            ),
        ],
        {"bank.1": {"ach.1", "ach.2", "ach.3"}},
    ),
    "a total of another lockbox is not": ([deposit("bank.1", 300, "0099310"), check("box.1", 300)], {}),
    "leading zeros of a lockbox number mean nothing": (
        [deposit("bank.1", 300, "68751"), check("box.1", 300)],
        {"bank.1": {"box.1"}},
    ),
    "a total that does not equal its checks stays": (
        [deposit("bank.1", 301), check("box.1", 100), check("box.2", 200)],
        {},
    ),
    "a total weeks away stays": ([deposit("bank.1", 300, day=DAY + timedelta(days=14)), check("box.1", 300)], {}),
    "two totals of one sum and one detail settle once": (
        [deposit("bank.1", 300), deposit("bank.2", 300, day=DAY + timedelta(days=1)), check("box.1", 300)],
        {"bank.1": {"box.1"}},
    ),
    "a line with the trace of an ACH entry is that entry": (
        [
            told("bank.1", "bai2", 24_703, method="ach", references=(("trace", "029704721906047"),), **ACH),
            told("ach.1", "nacha", 24_703, references=(("trace", "029704721906047"),), **ACH),
        ],
        {"bank.1": {"ach.1"}},
    ),
    "a wire's number that a line's end has cut says nothing, the payer does": (
        [replace(WIRE, references=(("imad", IMAD[:8]),)), ADVICE],
        {"bank.1": {"fed.1"}},
    ),
    "a line that names its batch tells of it; another of the same payer and sum is other money": (
        [
            told("bank.1", "bai2", 900, method="ach", references=(("identification", "559607"),), raw="INV 77", **ACH),
            told("bank.2", "bai2", 900, method="ach", raw="ORIG CO NAME:SUMMIT BATCH 0000057", **ACH),
            told("ach.1", "nacha", 900, references=(("identification", "559607"), ("batch", "57")), **ACH),
        ],
        {"bank.2": {"ach.1"}},
    ),
    "what a settlement accounts for is told by no other line of the statement": (
        [
            told("bank.1", "bai2", 900, method="ach", references=(("identification", "559607"),), **ACH),
            told("bank.2", "bai2", 1_000, kind="total", method="ach", total_of=("ach", "")),
            told("ach.1", "nacha", 900, references=(("identification", "559607"), ("batch", "57")), **ACH),
            told("ach.2", "nacha", 100, references=(("batch", "58"),), company_id="2000000000", payer="OTHER CO"),
        ],
        {"bank.2": {"ach.1", "ach.2"}},
    ),
    "a card payout is settled by the sales it pays, another payout of the report is not": (
        [
            told("bank.1", "bai2", 300, kind="total", method="card", total_of=("card", "")),
            told("pay.1", "stripe", 100, method="card", references=(("batch", "po_1"),)),
            told("pay.2", "stripe", 200, method="card", references=(("batch", "po_1"),)),
            told("pay.3", "stripe", 50, method="card", references=(("batch", "po_2"),)),
        ],
        {"bank.1": {"pay.1", "pay.2"}},
    ),
    "a statement's line that names the processor tells its payout": (
        [
            told("bank.1", "mt940", 300, method="wire", payer="STRIPE PAYMENTS EUROPE"),
            told("pay.1", "stripe", 100, method="card", references=(("batch", "po_1"),)),
            told("pay.2", "stripe", 200, method="card", references=(("batch", "po_1"),)),
        ],
        {"bank.1": {"pay.1", "pay.2"}},
    ),
    "a line that names another processor does not": (
        [
            told("bank.1", "mt940", 300, method="wire", payer="ADYEN N.V."),
            told("pay.1", "stripe", 100, method="card", references=(("batch", "po_1"),)),
            told("pay.2", "stripe", 200, method="card", references=(("batch", "po_1"),)),
        ],
        {},
    ),
    "an ACH settlement is settled by its whole file": (
        [
            told("bank.1", "bai2", 300, kind="total", method="ach", total_of=("ach", "")),
            told("ach.1", "nacha", 100, company_id="1"),
            told("ach.2", "nacha", 200, company_id="2"),
        ],
        {"bank.1": {"ach.1", "ach.2"}},
    ),
    "a company's line is settled by that company's entries of a file": (
        [
            told("bank.1", "bai2", 300, method="ach", **ACH),
            told("ach.1", "nacha", 100, references=(("batch", "1"),), **ACH),
            told("ach.2", "nacha", 200, references=(("batch", "1"),), **ACH),
            told("ach.3", "nacha", 999, company_id="7"),
        ],
        {"bank.1": {"ach.1", "ach.2"}},
    ),
    "a line whose words are another payer's tells of nobody's batch, though the sum is the same": (
        [
            told("bank.1", "bai2", 900, method="ach", raw="16,142,900,0,R1,,VALLEY FOODS VENDOR PMT\n88,DEL 88019477"),
            told("ach.1", "nacha", 900, references=(("batch", "57"),), **ACH),
        ],
        {},
    ),
    "a line that names its payer among its words, broken by its record, tells of his batch": (
        [
            told("bank.1", "bai2", 900, method="ach", raw="16,142,900,0,R1,,CO SUMMIT HYD\n88,RAULIC VENDOR PMT"),
            told("ach.1", "nacha", 900, references=(("batch", "57"),), **ACH),
        ],
        {"bank.1": {"ach.1"}},
    ),
    "a line of the bank's own words tells of the batch of its sum": (
        [
            told("bank.1", "bai2", 900, method="ach", raw="16,142,900,0,R1,,ACH CREDIT RECEIVED"),
            told("ach.1", "nacha", 900, references=(("batch", "57"),), **ACH),
        ],
        {"bank.1": {"ach.1"}},
    ),
    "a first word in common makes no one payer of a line and a batch": (
        [
            told("bank.1", "bai2", 900, method="ach", payer="SUMMIT FOODS", raw="x"),
            told("ach.1", "nacha", 900, references=(("batch", "57"),), **ACH),
        ],
        {},
    ),
    "a name that its field cut is the same name": (
        [
            told("bank.1", "bai2", 900, method="ach", payer="SUMMIT HYDRAULICS OF OHIO", raw="x"),
            told("ach.1", "nacha", 900, references=(("batch", "57"),), **ACH),
        ],
        {"bank.1": {"ach.1"}},
    ),
    "a wire is known by its IMAD": ([WIRE, ADVICE], {"bank.1": {"fed.1"}}),
    "a wire without a number is known by amount, day and payer": (
        [replace(WIRE, references=()), replace(ADVICE, references=())],
        {"bank.1": {"fed.1"}},
    ),
    "another payer's wire of the same amount is another wire": (
        [replace(WIRE, references=()), replace(ADVICE, references=(), payer="OAKMERE PACKAGING")],
        {},
    ),
    "two wires that could be the same prove nothing": (
        [
            replace(WIRE, references=()),
            *(replace(ADVICE, entry_id=f"fed.{n}", position=n, references=()) for n in (1, 2)),
        ],
        {},
    ),
    "twins in one file stay two": (
        [replace(WIRE, references=()), replace(WIRE, references=(), entry_id="bank.2", position=2)],
        {},
    ),
    "twins told twice stay two": (
        [replace(one, entry_id=f"{one.file_id}.{n}", position=n) for one in (WIRE, ADVICE) for n in (1, 2)],
        {"bank.1": {"fed.1"}, "bank.2": {"fed.2"}},
    ),
    "a statement sent again in other bytes tells nothing new": (
        [told("bank.1", "bai2", 70, raw="16,195"), told("copy.1", "bai2", 70, raw="16,195")],
        {"copy.1": {"bank.1"}},
    ),
    "an applied telling keeps its place": (
        [replace(WIRE, applied=True), ADVICE],
        {"fed.1": {"bank.1"}},
    ),
    "a payer's own reference ties two formats, never two days of one": (
        [
            told("stmt.1", "camt053", 70, references=(("end_to_end", "INV-77"),)),
            told("next.1", "camt053", 70, references=(("end_to_end", "INV-77"),), day=DAY + timedelta(days=1)),
        ],
        {},
    ),
    "a notification and its statement share the bank's reference": (
        [
            told("stmt.1", "camt053", 70, bank_reference="NRD26111900"),
            told("note.1", "camt054", 70, bank_reference="NRD26111900"),
        ],
        {"stmt.1": {"note.1"}},
    ),
    "statements of two accounts tell of two payments": (
        [
            told("one.1", "bai2", 70, account="00001111", bank_reference="REFERENCE1"),
            told("two.1", "camt053", 70, account="00002222", bank_reference="REFERENCE1"),
        ],
        {},
    ),
    "currencies are never compared": ([WIRE, replace(ADVICE, currency="EUR")], {}),
}


@pytest.mark.parametrize("name", MORNINGS)
def test_each_payment_is_counted_once(name: str) -> None:
    entries, expected = MORNINGS[name]

    assert settled(tied(entries, 3)) == expected


@pytest.mark.parametrize("name", MORNINGS)
def test_the_order_of_arrival_changes_nothing(name: str) -> None:
    entries, _ = MORNINGS[name]
    first = tied(entries, 3)

    assert all(tied(order, 3) == first for order in list(permutations(entries))[:24])


def test_known_ties_stand_and_are_not_told_again() -> None:
    entries = [deposit("bank.1", 300), check("box.1", 300), deposit("other.1", 300)]

    assert tied(entries, 3, [Tie("bank.1", "box.1", "deposit")]) == []


def test_what_was_settled_before_is_settled_when_it_is_told_again() -> None:
    first = deposit("bank.1", 300, raw="16,115")
    again = deposit("again.1", 300, raw="16,115")
    twin = deposit("again.2", 300, raw="16,115")

    ties = tied([first, check("box.1", 300), again, twin], 3, [Tie("bank.1", "box.1", "deposit")])

    assert settled(ties) == {"again.1": {"bank.1"}}


ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from([100, 200, 300]),
        st.sampled_from(["bai2", "fedwire", "nacha", "lockbox", "camt053"]),
        st.sampled_from(["receipt", "total"]),
        st.sampled_from(["", "111122223333", "444455556666"]),
        st.integers(0, 4),
    ),
    max_size=9,
)


@given(ENTRIES)
def test_every_settled_entry_leads_to_one_that_is_booked(rows: list[tuple[str, int, str, str, str, int]]) -> None:
    entries = [
        told(
            f"{file}{source}.{n}",
            source,
            minor,
            kind=kind,
            references=(("trace", trace),),
            day=DAY + timedelta(days=days),
        )
        for n, (file, minor, source, kind, trace, days) in enumerate(rows)
    ]
    ties = settled(tied(entries, 3))

    def booked(name: str, seen: frozenset[str] = frozenset()) -> bool:
        assert name not in seen, "no circle"
        return all(booked(by, seen | {name}) for by in ties.get(name, ()))

    assert all(booked(entry.entry_id) for entry in entries)
    files = {entry.entry_id: entry.file_id for entry in entries}
    assert all(files[name] != files[by] for name, others in ties.items() for by in others)
