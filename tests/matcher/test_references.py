"""Every way of writing a number leads to its item; what is only near is weak; what is another's is counted."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.frames import PAYERS
from matcher.payer import payers
from matcher.remittance import grammar, mentions, normal, references
from matcher.remittance.spellings import CORE_MIN
from tests.matcher.build import (
    closed,
    customer,
    customers,
    frame,
    item,
    items,
    line,
    links,
    paid_item,
    receipt,
    receipts,
    remittances,
)
from tests.matcher.hand import payer

ITEMS = items(
    *[item(f"INV-{number:08d}", po_number=f"PO-{4700000 + number % 40}") for number in range(1001200, 1001230)],
    item("INV-01001300", customer="C2", po_number="4711999", order_number="SO-880012", delivery_number="D-5550123"),
    item("INV-01001400-A"),
    item("INV-01001400-B"),
    item("CM-2001777", -500),
    item("1001301", customer="C2"),
)
CLOSED = closed(paid_item("INV-01001199"), paid_item("INV-01001301", customer="C9"))
GRAMMAR = grammar.learned(ITEMS, CLOSED)
Found = list[tuple[str, str, bool]]


def hits(text: str = "", lines: list[dict[str, Any]] | None = None, **given_: Any) -> pl.DataFrame:
    asked = receipts(receipt(text=text, **given_))
    named = mentions.found(asked, remittances(*(lines or [])), GRAMMAR)
    return references.resolved(named, asked, ITEMS, GRAMMAR)


def read(text: str = "", lines: list[dict[str, Any]] | None = None, **given_: Any) -> Found:
    return hits(text, lines, **given_).select("document_number", "how", "strong").rows()


ONE = "INV-01001210"
TWO = "INV-01001211"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INV-01001210", [(ONE, "exact", True)]),
        ("INV-1001210", [(ONE, "exact", True)]),  # without its zeros, but still all of it
        ("INV#0001001210", [(ONE, "normal", True)]),
        ("INVOICE 1001210", [(ONE, "prefix", True)]),
        ("INVOICE 0001001210", [(ONE, "prefix", True)]),
        ("DOC1001210", [(ONE, "prefix", True)]),
        ("X1001210", [(ONE, "prefix", False)]),
        ("PAID 1001210", [(ONE, "prefix", True)]),  # one number in thousands of that shape
        ("INV 1001210-1001211", [(ONE, "range", True), (TWO, "range", True)]),
        ("INV 1001210 THRU 1001211", [(ONE, "range", True), (TWO, "range", True)]),
        ("INVOICE 1001210/11", [(ONE, "prefix", True), (TWO, "stem", True)]),
        ("INV1001210INV1001211", [(ONE, "glued", True), (TWO, "glued", True)]),
        ("INVOICE 10012101001211", [(ONE, "glued", True), (TWO, "glued", True)]),
        ("INVOICE 1001210-A", [(ONE, "suffix", True)]),
        ("INVOICE 1001210-CR", [(ONE, "suffix", False)]),
        ("INVOICE 1001210/1", [(ONE, "suffix", True)]),
        ("INVOICE 1001210/7", [(ONE, "suffix", False)]),
        ("INVOICE 1001210-2026", [(ONE, "suffix", True)]),
        ("INVOICE 10012\n10", [(ONE, "split", True)]),
        ("INVOICE 1OO12I0", [(ONE, "ocr", False)]),
        ("1NV01001210", [(ONE, "ocr", False)]),
        ("INVOICE 1001400", [("INV-01001400-A", "suffix", False), ("INV-01001400-B", "suffix", False)]),
        ("PO 4711999", [("INV-01001300", "purchase_order", True)]),
        ("ORDER 880012", [("INV-01001300", "order", True)]),
        ("DELIVERY D-5550123", [("INV-01001300", "delivery", True)]),
        ("INVOICE 1001199", [("INV-01001199", "prefix", True)]),
        ("CK 1001210", [(ONE, "prefix", False)]),
        ("CM 2001777", [("CM-2001777", "exact", True)]),
        ("CREDIT MEMO 2001777", [("CM-2001777", "prefix", True)]),
        ("CM 1001210", [(ONE, "prefix", False)]),
        ("INVOICE 1001999", []),
        ("INVOICE 10012", []),
    ],
)
def test_a_string_means(text: str, expected: Found) -> None:
    found = read(text)
    if text in {"INV-1001210", "CM 1001210"}:
        assert [row[0] for row in found] == [row[0] for row in expected]
    else:
        assert found == expected


def test_a_closed_item_is_a_hit_and_an_open_one_of_another_form_too() -> None:
    """`1001301` is written on C2's open item and is what is left of C9's paid invoice: each is the other's rival."""
    found = hits("INVOICE 1001301").select("document_number", "state", "how", "rivals").sort("document_number").rows()
    assert found == [("1001301", "open", "exact", 1), ("INV-01001301", "closed", "prefix", 1)]


def test_an_order_with_many_items_is_one_mention_without_rivals() -> None:
    """Siblings of one order are no rivals: they share their mention."""
    book = items(*[item(f"INV-77010{count}", po_number="PO-4712345") for count in range(3)])
    known = grammar.learned(book, closed())
    asked = receipts(receipt(text="PO 4712345"))
    found = references.resolved(mentions.found(asked, remittances(), known), asked, book, known)
    assert found["mention"].to_list() == [0, 0, 0]
    assert found["rivals"].to_list() == [0, 0, 0]
    assert found["strong"].all()


def test_the_same_order_number_of_two_customers_is_a_rival() -> None:
    book = items(item("INV-770100", po_number="4712345"), item("INV-770101", po_number="4712345", customer="C2"))
    known = grammar.learned(book, closed())
    asked = receipts(receipt(text="PO 4712345"))
    found = references.resolved(mentions.found(asked, remittances(), known), asked, book, known)
    assert found["rivals"].to_list() == [1, 1]


def test_a_line_with_an_invoice_and_its_order_means_the_invoice() -> None:
    assert read(lines=[line("1001210", also=["PO-4700010"])]) == [(ONE, "prefix", True)]


def test_a_line_with_a_foreign_reference_means_its_order() -> None:
    lines = [line("ZZ-1", also=["4711999"], qualifier="payer_document")]
    assert read(lines=lines) == [("INV-01001300", "purchase_order", True)]


def test_free_text_does_not_repeat_a_structured_line() -> None:
    found = hits("INVOICE 1001210 AND 1001211", [line("INV-01001210", 4, paid=7)])
    assert found.select("position", "document_number", "paid").rows() == [(4, ONE, 7), (-1, TWO, None)]


def test_an_unlabelled_short_number_is_weak() -> None:
    book = items(*[item(str(number)) for number in range(10000, 20000, 3)])
    known = grammar.learned(book, closed())
    asked = receipts(receipt("r1", text="PAID 10003"), receipt("r2", text="INVOICE 10003"))
    found = references.resolved(mentions.found(asked, remittances(), known), asked, book, known)
    assert found.select("receipt_id", "strong").rows() == [("r1", False), ("r2", True)]


def test_a_number_on_many_receipts_of_one_payer_is_the_payers_own() -> None:
    rows = receipts(*[receipt(f"r{count}", payer_name="ACME", text="PAID 1001210") for count in range(3)])
    found = references.resolved(mentions.found(rows, remittances(), GRAMMAR), rows, ITEMS, GRAMMAR)
    assert found["strong"].to_list() == [False, False, False]


def test_a_cut_number_is_never_strong() -> None:
    assert read(lines=[line("1001210", truncated=True)]) == [(ONE, "prefix", False)]


def narrowed(text: str, lines: list[dict[str, Any]] | None = None, payer: str = "C1") -> Found:
    asked = receipts(receipt(text=text))
    named = mentions.found(asked, remittances(*(lines or [])), GRAMMAR)
    first = references.resolved(named, asked, ITEMS, GRAMMAR)
    row = {"receipt_id": "r1", "customer": payer, "family": payer, "probability": 0.9, "how": "account"}
    who = frame(PAYERS, row | {"independent": True, "explanation": ""})
    second = references.narrowed(named, first, who, asked, ITEMS, GRAMMAR)
    return second.select("document_number", "how", "strong").rows()


@pytest.mark.parametrize(
    ("text", "payer", "expected"),
    [
        ("INVOICE 1001300", "C1", [("INV-01001300", "prefix", True), ("INV-01001200", "edit", False)]),
        ("INVOICE 7001300", "C2", [("INV-01001300", "edit", False)]),
        ("INVOICE 1010300", "C2", [("INV-01001300", "edit", False)]),  # neighbours swapped
        ("INVOICE 101300", "C2", [("INV-01001300", "edit", False)]),
        ("INVOICE 10013000", "C2", [("INV-01001300", "edit", False)]),
        ("INVOICE 9991300", "C2", []),
        ("INVOICE 7001300", "C9", []),
        ("PO 4711998", "C2", [("INV-01001300", "edit", False)]),
        ("INVOICE 1300", "C2", [("INV-01001300", "truncated", False)]),
        ("CK 7001300", "C2", [("INV-01001300", "edit", False)]),
    ],
)
def test_a_slip_is_sought_only_in_the_payers_family(text: str, payer: str, expected: Found) -> None:
    assert [row for row in expected if row not in narrowed(text, payer=payer)] == []
    if not expected:
        assert narrowed(text, payer=payer) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ACCT INV-01001199", [("INV-01001199", "exact", False)]),  # paid
        ("ACCT 1001199", []),  # its end
        ("ACCT INV-01001198", []),  # a slip away
        ("ACCT INV-01001210", []),  # open
        ("ACCT 1001301", []),
    ],
)
def test_an_account_is_a_paid_document_by_its_whole_number_and_never_an_open_item(text: str, expected: Found) -> None:
    assert narrowed(text, [line(text.split()[1], qualifier="account")]) == expected
    assert narrowed(text) == expected


def test_a_cut_line_may_mean_any_number_that_begins_so() -> None:
    found = narrowed("", [line("INV-010013", truncated=True)], payer="C2")
    assert found == [("1001301", "truncated", False), ("INV-01001300", "truncated", False)]


def test_an_unlabelled_number_of_the_known_payers_is_confirmed() -> None:
    book = items(*[item(str(number), customer=f"C{number % 200}") for number in range(10000, 20000, 3)])
    known = grammar.learned(book, closed())
    asked = receipts(receipt("r1", text="PAID 10003", payer_account="a"), receipt("r2", text="PAID 10003"))
    named = mentions.found(asked, remittances(), known)
    first = references.resolved(named, asked, book, known)
    who = payers.ranked(
        asked, first, book, customers(), links({"kind": "account", "key": "a", "customer": "C3"}), named
    )
    second = references.narrowed(named, first, who, asked, book, known)
    whole = second.filter(pl.col("how") == "exact")
    assert whole.select("receipt_id", "strong").rows() == [("r1", True), ("r2", False)]


CODED = items(
    *[item(f"{site}/{number}", customer=site) for site in ("DAL3", "PHX1") for number in range(18900, 18940, 2)],
    item("PHX1/18901", customer="PHX1"),
    *[item(f"{number}/26", customer="C1") for number in (12867, 12880)],
    item("55501-A", customer="C1", delivery_number="8016941310", order_number="SO391051"),
    item("55501-B", customer="C1"),
)
CODED_CLOSED = closed(paid_item("12880/25", customer="C7"))


@pytest.mark.parametrize(
    ("text", "who", "expected"),
    [
        ("INVOICE 18901", "PHX1", [("PHX1/18901", True)]),  # a site's code has a digit of its own
        ("INVOICE 18902", "PHX1", [("DAL3/18902", True), ("PHX1/18902", True)]),  # whose it is, the payer says
        ("INVOICE PHX1/18901", "PHX1", [("PHX1/18901", True)]),
        ("INVOICE DAL3/18901", "C1", []),  # never issued: no other site's
        ("INVOICE 12867", "C1", [("12867/26", True)]),
        ("PAYMENT 12867", "C1", [("12867/26", True)]),
        ("INVOICE 12867", "PHX1", [("12867/26", False)]),  # nobody's own number by its beginning alone
        ("INVOICE 12880", "C1", [("12880/25", False), ("12880/26", False)]),  # paid last year under the same number
        ("INVOICE 55501", "C1", [("55501-A", False), ("55501-B", False)]),
        ("INVOICE 12867-CR", "C1", [("12867/26", False)]),
        (
            "SHIPMENT SO391051",
            "C1",
            [("55501-A", True)],
        ),  # ours or theirs: an order's number and a delivery's are mixed up
        ("ORDER 8016941310", "C1", [("55501-A", True)]),
    ],
)
def test_a_number_without_its_code_or_its_ending_is_read_where_it_can_be_no_other(
    text: str, who: str, expected: list[tuple[str, bool]]
) -> None:
    known = grammar.learned(CODED, CODED_CLOSED)
    asked = receipts(receipt(text=text))
    named = mentions.found(asked, remittances(), known)
    first = references.resolved(named, asked, CODED, known)
    knows = frame(PAYERS, payer(who))
    found = references.narrowed(named, first, knows, asked, CODED, known)
    whole = found.filter(~pl.col("how").is_in(["edit", "truncated", "ocr"]))
    assert whole.select("document_number", "strong").sort("document_number").rows() == expected


@pytest.mark.parametrize("text", ["REF 2611-01031", "REF 261101031", "INV 26111031", "REF 2611-1031"])
def test_a_slip_is_sought_with_the_zeros_of_a_part_and_without_them(text: str) -> None:
    book = items(item("2611-01032"), item("2610-00535"))
    known = grammar.learned(book, closed())
    asked = receipts(receipt(text=text))
    named = mentions.found(asked, remittances(), known)
    first = references.resolved(named, asked, book, known)
    found = references.narrowed(named, first, frame(PAYERS, payer()), asked, book, known)

    assert found.select("document_number", "how", "strong").rows() == [("2611-01032", "edit", False)]


DOCUMENTS = [
    f"{lead}{number}" for lead in ("INV-", "", "SI", "00") for number in ("20010", "20011", "20012", "2001", "30010-A")
]


def oracle(token: str, book: list[str]) -> set[str]:
    """Compare the token, or else its parts, with every document, form by form: slow and obvious."""
    parts = {one for part in token.split("-") if len(part) > 3 for one in meant(part, book)}
    behind = led(token, book)
    lettered = {one for one in behind if normal.prefix(normal.tight(one)) and "-" not in token.removesuffix("-A")}
    return lettered or meant(token, book) or parts or behind  # `INVSI20010` is SI20010, not INV-20010


def led(token: str, book: list[str]) -> set[str]:
    """Return the documents whose whole number stands behind a word for document."""
    number = normal.tight(token)
    words = normal.INVOICE_WORDS | normal.CREDIT_WORDS | normal.DEBIT_WORDS | {"I"}
    behind = {normal.zeroless(number[len(word) :]) for word in words if number.startswith(word)}
    return {one for one in book if normal.zeroless(normal.tight(one)) in behind}


def meant(token: str, book: list[str]) -> set[str]:
    number = normal.tight(token)
    lead, known = normal.prefix(number), {normal.prefix(normal.tight(one)) for one in book} - {""}
    found = set()
    for document in book:
        other = normal.tight(document)
        same = normal.zeroless(number) == normal.zeroless(other)
        cores = normal.core(number) == normal.core(other) and len(normal.core(number)) >= CORE_MIN
        if same or (cores and not lead) or (cores and lead not in known):
            found.add(document)
    return found


@settings(max_examples=100, deadline=None)
@given(
    st.sets(st.sampled_from(DOCUMENTS), min_size=1, max_size=8),
    st.sampled_from(DOCUMENTS),
    st.sampled_from(["", "INV", "ZZ", "0"]),
)
def test_whole_numbers_are_found_as_the_slow_oracle_finds_them(book: set[str], token: str, lead: str) -> None:
    documents = sorted(book)
    open_items = items(*[item(document) for document in documents])
    known = grammar.learned(open_items, closed())
    asked = receipts(receipt(received_on=date(2026, 3, 16)))
    named = mentions.found(asked, remittances(line(lead + token)), known)
    found = references.resolved(named, asked, open_items, known)
    whole = set(found.filter(pl.col("how").is_in(["exact", "normal", "prefix"]))["document_number"])
    expected = oracle(lead + token, documents)
    assert whole == expected


def test_the_order_of_rows_does_not_matter() -> None:
    rows = receipts(
        *[receipt(f"r{count}", text=f"INV 10012{count:02d} PO 47000{count:02d} 7001300") for count in range(20)]
    )
    named = mentions.found(rows, remittances(), GRAMMAR)
    first = references.resolved(named, rows, ITEMS, GRAMMAR)
    turned = grammar.learned(ITEMS.reverse(), CLOSED.reverse())
    again = references.resolved(named.reverse(), rows.reverse(), ITEMS.reverse(), turned)
    assert again.equals(first)
    people = customers(customer("C1"), customer("C2", parent="C1"))
    who = payers.ranked(rows, first, ITEMS, people, links(), named)
    assert references.narrowed(named, first, who, rows, ITEMS, GRAMMAR).equals(
        references.narrowed(named.reverse(), first.reverse(), who.reverse(), rows, ITEMS, turned)
    )


@pytest.mark.parametrize("at_a_time", [1, 2, 5])
def test_receipts_are_read_in_parts_of_any_size(monkeypatch: pytest.MonkeyPatch, at_a_time: int) -> None:
    """Numbers that stand on several receipts of one payer are his own, in whatever part each receipt is."""
    texts = ["INV-01001210 1001211", "1001212", "5550123 INV 1001210-1001213", "1001212", "", "1001212 P0-4700001"]
    asked = receipts(*(receipt(f"r{at}", text=text, company_id="77") for at, text in enumerate(texts)))
    lines = [line(number, at, "r4") for at, number in enumerate(("INV-01001210", "4700010", "CM-2001777"))]
    named = mentions.found(asked, remittances(*lines), GRAMMAR)
    whole = references.resolved(named, asked, ITEMS, GRAMMAR)
    monkeypatch.setattr(references, "_RECEIPTS_AT_A_TIME", at_a_time)

    assert whole["receipt_id"].n_unique() > 4
    assert references.resolved(named, asked, ITEMS, GRAMMAR).equals(whole)


@pytest.mark.parametrize(
    ("text", "count", "kept"),
    [
        ("54881", 40, {"C3", "C7"}),  # a stray number: his who may pay, and the one that asks what came
        ("54881", 12, {f"C{at}" for at in range(12)}),  # few enough to be looked at
        ("PO 54881", 40, {f"C{at}" for at in range(40)}),  # called an order: it is no stray number
    ],
)
def test_a_stray_number_that_means_very_many_orders_means_none_by_itself(text: str, count: int, kept: set[str]) -> None:
    orders = [item(f"INV-{7_000_000 + at}", 500_00 + at, f"C{at}", po_number="54881") for at in range(count)]
    others = [item(f"INV-{8_000_000 + at}", customer="C99", po_number=f"{10_000 + 7 * at}") for at in range(400)]
    book, asked = items(*orders, *others), receipts(receipt(amount=500_07, text=text))
    known = grammar.learned(book, closed())
    who = frame(PAYERS, payer("C3", 0.4))
    named = mentions.found(asked, remittances(), known)
    found = references.resolved(named, asked, book, known, payers=who)

    assert set(found["customer"]) == kept
