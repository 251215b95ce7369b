"""A lockbox file gives one entry a check, with its payer, its documents and totals that prove it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.findings import Finding
from parsers.lockbox import parse, rows
from parsers.lockbox_fields import LAYOUTS, Paid, documents, remittances, routing_valid, settled, signed
from parsers.records import Control, Entry, Kind, Method, Proof, Record, Ref, Reference, Statement
from tests.parsers.golden import ROOT

HEADER = "100CALDERRIDG0071000013261120" + "0630"
BATCH = "50000000068751261119CALDERRIDG0071000013"
FILES = sorted(path for path in (ROOT / "lockbox").iterdir() if path.suffix == ".txt")
LINES = [line for path in FILES for line in path.read_bytes().splitlines(keepends=True) if len(line) < 200]
_ABA = "021000021"


def check(item: int, minor: int, *, serial: str = "0000004471", rest: str = "") -> str:
    return f"6001{item:03}{minor:010}{_ABA}0012345678{serial}{rest}"


def overflow(item: int, sequence: int, data: str, *, last: bool = True) -> str:
    return f"4001{item:03}6{sequence:02}{'9' if last else '0'}{data}"


def lockbox(*lines: str, total: int, count: int) -> bytes:
    """Return a file of one batch with totals."""
    body = [
        HEADER,
        BATCH,
        *lines,
        f"7001000{'0068751'}261119{count:03}{total:010}",
        f"8000000{'0068751'}261119{count:04}{total:010}",
    ]
    return "\n".join(line.ljust(80) for line in [*body, f"9{len(body) + 1:06}"]).encode()


def entries(data: bytes) -> list[Entry]:
    return [record for record in parse(data) if isinstance(record, Entry)]


def codes(data: bytes) -> set[str]:
    return {record.code for record in parse(data) if isinstance(record, Finding)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0000150000", 150000),
        ("    150000", 150000),
        ("", None),
        ("          ", None),
        ("00015000A0", None),
        ("²", None),
        ("000002500-", -2500),
        ("-000002500", -2500),
        ("000017500{", 175000),
        ("000002500}", -25000),
        ("00000012C", 123),
        ("00000012L", -123),
        ("L", None),
        ("-", None),
        ("1-2", None),
    ],
)
def test_an_amount_has_its_sign_before_behind_or_inside(text: str, expected: int | None) -> None:
    assert signed(text) == expected


@pytest.mark.parametrize(
    ("text", "valid"),
    [("021000021", True), ("071000013", True), ("021000022", False), ("000000000", False), ("02100", False)],
)
def test_a_routing_number_is_known_by_its_check_digit(text: str, *, valid: bool) -> None:
    assert routing_valid(text) is valid


@pytest.mark.parametrize(
    ("paid", "minor", "expected"),
    [
        ([Paid("A", 900), Paid("B", 600)], 1500, [(900, None), (600, None)]),
        ([Paid("A", 250, 10, "DMG")], 250, [(250, 260)]),  # net is written
        ([Paid("A", 260, 10, "DMG")], 250, [(250, 260)]),  # gross is written
        ([Paid("A", 260, 10, "DMG")], 999, [(260, 270)]),  # nothing adds up: as the layout says
        ([Paid("A", None)], 250, [(None, None)]),
        ([Paid("A", 300), Paid("C", -50)], 250, [(300, None), (-50, None)]),
        ([Paid("0000", 250)], 250, []),
    ],
)
def test_the_check_tells_whether_amounts_are_net_or_gross(
    paid: list[Paid], minor: int, expected: list[tuple[int | None, int | None]]
) -> None:
    assert [(line.paid, line.gross) for line in remittances(paid, minor)] == expected


def test_a_minus_over_the_last_digit_is_read_so_only_where_that_adds_up() -> None:
    paid = documents("CM-30001        000002500-", LAYOUTS[0], 10)

    assert paid is not None
    assert settled([Paid("A", 175000), *paid], 150000)[1].minor == -25000
    assert settled([Paid("A", 175000), *paid], 172500)[1].minor == -2500


def test_one_check_is_one_entry_with_everything_the_file_says() -> None:
    stub = overflow(1, 1, f"{'INV-20001':<16}{150000:010}{1000:010}DMG")
    data = lockbox(check(1, 150000, rest="261114BRACKEN TOOL CO                CALDER"), stub, total=150000, count=1)

    (entry,) = entries(data)

    assert (entry.kind, entry.method, entry.credit, entry.minor, entry.currency) == (
        Kind.RECEIPT,
        Method.CHECK,
        True,
        150000,
        "USD",
    )
    assert (entry.bank_reference, entry.booked_on, entry.account) == ("4471", date(2026, 11, 19), "68751")
    assert (entry.payer.name, entry.payer.routing, entry.payer.account) == ("BRACKEN TOOL CO", _ABA, "12345678")
    assert entry.references == (
        Reference(Ref.LOCKBOX, "68751"),
        Reference(Ref.BATCH, "001"),
        Reference(Ref.CHECK, "0000004471"),
    )
    assert [(line.reference, line.paid, line.gross) for line in entry.remittance] == [("INV-20001", 150000, 151000)]
    assert [(taken.minor, taken.code) for taken in entry.remittance[0].adjustments] == [(-1000, "DMG")]
    assert stub in entry.raw


def test_check_number_zero_is_a_money_order_and_amount_zero_is_correspondence() -> None:
    data = lockbox(check(1, 700, serial="0000000000"), check(2, 0), overflow(2, 1, "PLEASE CALL"), total=700, count=2)

    order, letter = entries(data)

    assert (order.kind, order.bank_reference) == (Kind.RECEIPT, "")
    assert (letter.kind, letter.text) == (Kind.ADVICE, ("PLEASE CALL",))


@pytest.mark.parametrize(
    "data",
    [
        [f"{'INV-1':<16}{900:010}{0:010}", f"{'INV-2':<16}{600:010}{0:010}"],
        [f"{'INV-1':<10}{900:010}{'INV-2':<10}{600:010}"],
        [f"{'INV-1':<16}{900:010}{'INV-2':<16}{600:010}"],
        [f"{'INV-1':<12}{900:010}{'INV-2':<12}{600:010}"],
        [f"{'INV-1':<20}{900:010}{'INV-2':<20}{600:010}"],
    ],
)
def test_the_layout_of_invoices_is_found_by_what_adds_up(data: list[str]) -> None:
    stubs = [overflow(1, sequence, text, last=sequence == len(data)) for sequence, text in enumerate(data, start=1)]

    (entry,) = entries(lockbox(check(1, 1500), *stubs, total=1500, count=1))

    assert [(line.reference, line.paid) for line in entry.remittance] == [("INV-1", 900), ("INV-2", 600)]


@pytest.mark.parametrize(("records", "counted"), [("checks", 1), ("all", 2)])
def test_both_habits_of_counting_are_right(records: str, counted: int) -> None:
    data = lockbox(check(1, 100), overflow(1, 1, f"{'INV-1':<16}{100:010}"), total=100, count=counted)

    assert all(record.proof is Proof.MATCHED for record in parse(data) if isinstance(record, Control)), records


def test_a_batch_whose_total_fails_is_not_trusted_and_the_rest_is() -> None:
    path = ROOT / "lockbox" / "batch-total-wrong.txt"

    assert [entry.trusted for entry in entries(path.read_bytes())] == [False, True]
    assert "batch_total_mismatch" in codes(path.read_bytes())


def test_each_lockbox_and_day_has_one_statement_and_one_total() -> None:
    records = list(parse((ROOT / "lockbox" / "two-lockboxes.txt").read_bytes()))

    assert [(record.account, str(record.on)) for record in records if isinstance(record, Statement)] == [
        ("68751", "2026-11-19"),
        ("99310", "2026-11-19"),
    ]
    totals = [record for record in records if isinstance(record, Control) and record.name == "deposit_total"]
    assert [(total.scope, total.actual) for total in totals] == [("68751/261119", 150000), ("99310/261119", 5000)]


def test_slices_trimmed_lines_and_lines_say_the_same() -> None:
    files = [
        (ROOT / "lockbox" / name).read_bytes()
        for name in ("two-lockboxes.txt", "no-line-ends.txt", "trimmed-and-crlf.txt")
    ]

    first, *others = [
        [(entry.minor, entry.bank_reference, entry.remittance) for entry in entries(data)] for data in files
    ]

    assert others == [first, first]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([check(1, 100), overflow(2, 1, "INV-1")], "overflow_without_check"),
        ([check(1, 100), overflow(1, 2, "INV-1")], "overflow_out_of_order"),
        ([check(1, 100), "4001001" + "6²9" + "9INV-1", "X"], "unknown_record"),
        ([check(1, 100), overflow(1, 1, "INV-1", last=False)], "overflow_unfinished"),
        ([check(1, 100), overflow(1, 1, f"{'INV-1':<16}{90:010}")], "documents_differ_from_check"),
        ([check(1, 100), overflow(1, 1, f"{'':<16}{100:010}")], "invoice_blank"),
        ([check(1, 100), "6001002000000A000" + _ABA], "amount_not_numeric"),
        ([check(1, 100), "X STRAY"], "unknown_record"),
    ],
)
def test_what_is_odd_is_said_and_the_rest_loads(lines: list[str], code: str) -> None:
    data = lockbox(*lines, total=100, count=1)

    assert [entry.minor for entry in entries(data)] == [100]
    assert code in codes(data)


def lost(data: bytes, records: list[Record]) -> list[str]:
    """Return checks, overflows and strays that stand in no entry and no finding, by a slow and simple search."""
    kept = "\n".join(record.raw for record in records if isinstance(record, Entry | Finding))
    return [text for _, text in rows(data) if text[0] not in "1257890" and text.rstrip() not in kept]


@given(order=st.lists(st.sampled_from(LINES), min_size=1, max_size=20))
def test_nothing_of_a_file_in_disorder_is_lost(order: list[bytes]) -> None:
    data = b"".join(order)

    assert lost(data, list(parse(data))) == []


@given(amounts=st.lists(st.integers(1, 10**9), min_size=1, max_size=20), wrong=st.booleans())
def test_totals_prove_exactly_what_was_read(amounts: list[int], *, wrong: bool) -> None:
    lines = [check(item, minor) for item, minor in enumerate(amounts, start=1)]
    data = lockbox(*lines, total=sum(amounts) + wrong, count=len(amounts))

    found = entries(data)

    assert [entry.minor for entry in found] == amounts
    assert {entry.trusted for entry in found} == {not wrong}
