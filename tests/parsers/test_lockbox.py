"""A lockbox file gives one entry a check, with its payer, its documents and totals that prove it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.findings import Finding
from parsers.lockbox.fields import Paid, documents, remittances, routing_valid, settled, signed
from parsers.lockbox.layout import LockboxLayout, Stub
from parsers.lockbox.lines import rows
from parsers.lockbox.reader import knows, parse
from parsers.reading import Pin, Reading
from parsers.records import Adjustment, Control, Entry, Kind, Method, Proof, Record, Ref, Reference, Statement
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
    paid = documents("CM-30001        000002500-", Stub(16, 10, 1, 10, 3))

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


#: What stands before the documents on a check record, and how wide it is.
LEADS = {"day and name": "261118{name:<30}", "name": "{name:<30}"}
NAMES = ("HARROW SUPPLY CO", "BRACKEN TOOL AND DIE", "3M HEALTH CARE", "OLD FORGE LLC", "PELLAM & SONS")


def led(lead: str, pairs: list[list[tuple[str, int]]], *, short: int = 0, named: int = 0) -> bytes:
    """Return checks of pairs behind a lead; `short`: what the documents lack, `named`: checks with names alone."""
    lines, total = [], 0
    for item, paid in enumerate(pairs, start=1):
        minor = sum(amount for _, amount in paid)
        rest = lead.format(name=NAMES[item % len(NAMES)])
        if item > named:
            rest += "".join(f"{number:<10}{amount - short:010}" for number, amount in paid)
        lines.append(check(item, minor, serial=f"{4471 + 37 * item:010}", rest=rest))
        total += minor
    return lockbox(*lines, total=total, count=len(pairs))


PAIRS = [
    [(f"INV{item:05}", 15000 + 731 * item)]
    + ([(f"CM{item:04}X", 4000 + item), ("7781", 91 * item)] if item % 3 == 0 else [])
    for item in range(1, 12)
]


@pytest.mark.parametrize("lead", LEADS.values(), ids=LEADS)
@pytest.mark.parametrize("named", [0, 4])
def test_documents_behind_a_remitters_name_are_read_where_sums_prove_them(lead: str, named: int) -> None:
    found = entries(led(lead, PAIRS, named=named))

    assert [entry.payer.name for entry in found] == [NAMES[item % len(NAMES)] for item in range(1, 12)]
    assert [[(one.reference, one.paid) for one in entry.remittance] for entry in found] == [
        *[[]] * named,
        *PAIRS[named:],
    ]
    assert {entry.trusted for entry in found} == {True}


@pytest.mark.parametrize("lead", LEADS.values(), ids=LEADS)
def test_documents_behind_a_name_that_do_not_add_up_stay_text(lead: str) -> None:
    found = entries(led(lead, PAIRS, short=3))

    assert [entry.remittance for entry in found] == [()] * len(PAIRS)
    assert all(PAIRS[place][0][0] in "".join(entry.text) for place, entry in enumerate(found))


def test_a_person_pins_the_columns_of_a_name() -> None:
    pin = Pin("lockbox", LockboxLayout(lead=36, on_check=Stub(10, 10)).to_json())
    records = list(parse(led(LEADS["day and name"], PAIRS, short=3), Reading(pins=(pin,))))
    first = next(record for record in records if isinstance(record, Entry))

    assert (first.payer.name, first.remittance[0].reference) == (NAMES[1], "INV00001")


def ambiguous() -> bytes:
    return (ROOT / "lockbox" / "serial-of-9-or-10.txt").read_bytes()


def test_where_two_layouts_fit_it_is_asked_for_and_nothing_is_trusted() -> None:
    assert "lockbox_layout_ambiguous" in codes(ambiguous())
    assert {entry.trusted for entry in entries(ambiguous())} == {False}


@pytest.mark.parametrize(
    ("layout", "references", "trusted"),
    [
        (LockboxLayout(serial=9, on_check=Stub(20)), ["31-20001", "72-20455", "55-20907"], True),
        (LockboxLayout(on_check=Stub(20)), ["1-20001", "2-20455", "5-20907"], True),
        (LockboxLayout(serial=9, on_check=Stub(20), origin="71000013", lockbox="68751"), ["31-20001"], True),
        (LockboxLayout(serial=9, on_check=Stub(20), origin="71000014"), ["1-20001"], False),
        (LockboxLayout(serial=9, on_check=Stub(20), lockbox="99999"), ["1-20001"], False),
    ],
)
def test_a_pinned_layout_is_the_answer_for_its_lockbox(
    layout: LockboxLayout, references: list[str], *, trusted: bool
) -> None:
    found = list(parse(ambiguous(), Reading(pins=(Pin("lockbox", layout.to_json()),))))

    read = [record for record in found if isinstance(record, Entry)]
    assert [entry.remittance[0].reference for entry in read][: len(references)] == references
    assert {entry.trusted for entry in read} == {trusted}
    assert any(isinstance(record, Finding) and "ambiguous" in record.code for record in found) is not trusted


def test_the_newer_of_two_pins_counts_and_a_broken_one_is_said() -> None:
    pins = (
        Pin("lockbox", LockboxLayout(on_check=Stub(20)).to_json()),
        Pin("lockbox", "{"),
        Pin("lockbox", LockboxLayout(serial=9, on_check=Stub(20)).to_json()),
        Pin("table", "{}"),
    )
    found = list(parse(ambiguous(), Reading(pins=pins)))

    assert [record.code for record in found if isinstance(record, Finding)] == ["pin_unreadable"]
    assert next(record for record in found if isinstance(record, Entry)).bank_reference == "4471"


def test_the_statement_hands_on_the_layout_so_that_it_can_be_pinned() -> None:
    data = (ROOT / "lockbox" / "wide-160-days-of-8.txt").read_bytes()
    statement = next(record for record in parse(data) if isinstance(record, Statement))
    pin = statement.labels["layout_pin"]

    assert LockboxLayout.from_json(pin).origin == "0071000013"
    assert statement.labels["layout_score"] == "3 of 3 check digits, 2 of 2 batch totals, 3 sums of documents"
    pinned = list(parse(data, Reading(pins=(Pin("lockbox", pin),))))
    assert [record for record in pinned if isinstance(record, Entry)] == entries(data)
    assert next(record for record in pinned if isinstance(record, Statement)).labels["layout_score"] == "pinned"


def test_one_header_for_a_lockbox_holds_for_all_its_batches() -> None:
    found = entries((ROOT / "lockbox" / "wide-160-days-of-8.txt").read_bytes())

    assert [(entry.account, str(entry.booked_on), entry.trusted) for entry in found] == [
        ("68751", "2026-11-19", True)
    ] * 3


def test_checks_without_a_header_belong_to_the_lockbox_of_their_total() -> None:
    found = list(parse((ROOT / "lockbox" / "without-batch-headers-two-files.txt").read_bytes()))

    assert [record.account for record in found if isinstance(record, Entry)] == ["68751"] * 3
    assert all(record.proof is Proof.MATCHED for record in found if isinstance(record, Control))


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (HEADER, True),
        ("101 071000013 1234567892611200630A094101", False),
        (check(1, 5000) + "\n" + overflow(1, 1, "INV-1"), True),
        (check(1, 5000).ljust(94) + "\n" + check(2, 5000).ljust(94), True),
        ("6001001000000500012345678900123456780000004471\n", False),
        ("62207200032640071180".ljust(90) + "\n" + "6220720003264007118", False),
    ],
)
def test_a_lockbox_file_is_known_by_its_first_record(head: str, *, known: bool) -> None:
    assert knows(head.encode()) is known


def test_a_record_of_many_slices_is_cut_as_its_header_says() -> None:
    lines = (ROOT / "lockbox" / "wide-160-days-of-8.txt").read_text().splitlines()
    first, second = (
        [(one.line, one.minor, one.remittance) for one in entries(end.join(lines).encode())] for end in ("", "\n")
    )

    assert first == second


def test_where_nothing_proves_a_layout_nothing_is_trusted() -> None:
    data = f"{HEADER}\n{BATCH}\n6001001000001000012345678900123456780000004471\n9000004".encode()

    assert "lockbox_layout_unproven" in codes(data)
    assert [entry.trusted for entry in entries(data)] == [False]


def test_words_without_money_are_no_invoice() -> None:
    data = lockbox(
        check(1, 700),
        overflow(1, 1, f"{'INV-1':<16}{700:010}{0:010}"),
        check(2, 0),
        overflow(2, 1, f"{'CORRESPONDENCE':<16}{0:010}{0:010}"),
        total=700,
        count=2,
    )

    assert entries(data)[1].text == ("CORRESPONDENCE",)
    assert entries(data)[1].remittance == ()


def test_a_reason_may_be_wider_than_its_column_at_the_end_of_a_record() -> None:
    stubs = [("INV-1", 700, 0, ""), ("INV-2", 650, 50, "DAM"), ("INV-3", 9_10, 90, "DAMAGE"), ("INV-4", 80, 20, "RTN")]
    lines = [
        row
        for at, (number, paid, off, why) in enumerate(stubs, start=1)
        for row in (check(at, paid), overflow(at, 1, f"{number:<16}{paid:010}{off:010}{why}"))
    ]
    found = entries(lockbox(*lines, total=sum(each[1] for each in stubs), count=len(stubs)))

    assert [(one.remittance[0].reference, one.remittance[0].paid) for one in found] == [each[:2] for each in stubs]
    assert found[2].remittance[0].adjustments == (Adjustment(-90, "DAMAGE"),)


def test_a_sentence_whose_number_stands_where_amounts_do_is_words() -> None:
    data = lockbox(
        *(row for at in (1, 2, 3) for row in (check(at, 700), overflow(at, 1, f"{f'INV-{at}':<16}{700:010}"))),
        check(4, 18_949),
        overflow(4, 1, "VCHR 1318185 INV 604107838"),
        total=3 * 700 + 18_949,
        count=4,
    )

    assert entries(data)[3].text == ("VCHR 1318185 INV 604107838",)
    assert "documents_differ_from_check" not in codes(data)
