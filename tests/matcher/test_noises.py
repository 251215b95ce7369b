"""Every kind of noise in the list: what payers write, and the decision it deserves; the right one may be to ask."""

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from benchmarks.world.noises import FURTHER, NOISES
from matcher import Policy, propose
from tests.matcher import build
from tests.matcher.build import TODAY, customer, item, line, link, paid_item, receipt

BOOK = [
    item("INV-0040113", 312_50),
    item("INV-0040117", 498_21),
    item("INV-0040120", 1204_33),
    item("INV-0040124", 77_19, po_number="PO-77310", order_number="SO-55120", delivery_number="80044112"),
    item("INV-0040126", 640_00),
    item("INV-0040128", 640_00),
    item("CM-2207", -50_00),
    item("7100250", 915_40, "C2"),
    item("7100263", 2210_75, "C2"),
    item("7100277", 333_10, "C2"),
    item("7100278", 145_66, "C2"),
    item("INV-0040139", 889_90, "C3"),
    item("NWK-B-48213", 1530_00, "C4"),
    item("NWK-B-48220", 410_07, "C4"),
    item("7100290", 1000_00, "C2", currency="EUR"),
]
CLOSED = [paid_item("INV-0040101", 275_00), paid_item("INV-0040130", 99_99, "C2")]
CUSTOMERS = [
    customer("C1", "Harlan Steel LLC"),
    customer("C2", "Ostby Foods Inc"),
    customer("C3", "Harlan Steel West", parent="C1"),
    customer("C4", "Łódzka Śruba Sp. z o.o.", aliases=["Corner Pantry 12"]),
]
OURS = {"payer_account": "PA-1"}
THEIRS = {"company_id": "CO-2"}
NOBODY = {"payer_name": "AP SERVICES FBO"}


class Told(NamedTuple):
    """One receipt: the sum, its text, its lines, what is known of the payer, and what is posted (nothing: asked)."""

    amount: int
    text: str
    posted: dict[str, int]
    lines: tuple[dict[str, Any], ...] = ()
    given: dict[str, Any] = OURS


def paid(*documents: str) -> dict[str, int]:
    """Return the documents paid in full."""
    return {row["document_number"]: row["open"] for row in BOOK if row["document_number"] in documents}


A, B, C, D = "INV-0040113", "INV-0040117", "INV-0040120", "INV-0040124"
TWO, THREE = 312_50 + 498_21, 312_50 + 498_21 + 1204_33
ASKED: dict[str, int] = {}

#: kind of noise -> receipts; the last of each kind is one that a person must see.
KINDS: dict[str, tuple[Told, ...]] = {
    "prefix dropped or added": (
        Told(TWO, "40113 40117", paid(A, B)),
        Told(915_40, "INV7100250", paid("7100250"), given=THEIRS),
        Told(1530_00, "INVNWK-B-48213", paid("NWK-B-48213"), given=NOBODY),
        Told(
            1530_00 + 410_07, "48213 48220", paid("NWK-B-48213", "NWK-B-48220"), given={"payer_name": "CORNER PANTRY"}
        ),
        Told(915_41, "INV7100251", ASKED, given=THEIRS),
    ),
    "leading zeros": (
        Told(312_50, "INV-40113", paid(A)),
        Told(915_40, "INVOICE 0007100250", paid("7100250"), given=THEIRS),
        Told(300_00, "00040", ASKED),
    ),
    "separators": (
        Told(312_50, "INV0040113", paid(A)),
        Told(1530_00, "INVOICE NWK B 48213", paid("NWK-B-48213"), given=NOBODY),
        Told(1530_00, "48 213", ASKED, given=NOBODY),
    ),
    "glued lists": (
        Told(TWO, "INV00401130040117", paid(A, B)),
        Told(TWO + 5_00, "INV0040113004011", ASKED),
    ),
    "ranges": (
        Told(THREE, "INV-0040113 THRU INV-0040120", paid(A, B, C)),
        Told(THREE, "INVOICES 0040113-0040120", paid(A, B, C)),
        Told(1530_00 + 410_07, "NWK-B-48213~NWK-B-48220", paid("NWK-B-48213", "NWK-B-48220"), given=NOBODY),
        Told(THREE - 40_00, "INV-0040113 THRU INV-0040120", ASKED),
    ),
    "shared stems": (
        Told(TWO, "INV 0040113/17", paid(A, B)),
        Told(THREE, "INV-0040113,117,120", paid(A, B, C)),
        Told(THREE, "INV-0040113/77/78", ASKED),
    ),
    "ends of numbers": (
        Told(TWO, "INV 113, 117", paid(A, B)),
        Told(915_40 + 2210_75, "0250 0263", paid("7100250", "7100263"), given=THEIRS),
        Told(TWO, "", paid(A, B), (line("0113", 0, paid=312_50), line("0117", 1, paid=498_21))),
        Told(TWO, "", paid(A, B), (line("113", 0, paid=312_50), line("117", 1, paid=498_21))),
        Told(TWO, "", ASKED, (line("113", 0, paid=312_50), line("124", 1, paid=498_21))),
        Told(TWO, "INV 113, 119", ASKED, given=NOBODY),
    ),
    "slips of two digits": (
        Told(333_10, "INV 7100727", paid("7100277"), given=THEIRS),
        Told(312_50, "INV-0041003", ASKED),  # two of five
        Told(640_00, "INV-0040162", ASKED),
    ),
    "suffixes": (
        Told(312_50, "INV-0040113-A", paid(A)),
        Told(100_00, "INV-0040113 PARTIAL", {A: 100_00}),
        Told(100_00, "INV-0040113-CR", ASKED),
    ),
    "cut by field length": (
        Told(TWO + 77_19, "INV 0040113 0040117 004012", paid(A, B, D)),
        Told(TWO + 640_00, "0040113 0040117 00401", ASKED),
    ),
    "split across lines": (
        Told(312_50, "PMT INV-004\n0113", paid(A)),
        Told(312_55, "PMT INV-00\n40", ASKED),
    ),
    "OCR swap, merge, drop": (
        Told(1204_33, "", paid(C), (line("INV-OO4012O", paid=1204_33),)),
        Told(2210_75, "", paid("7100263"), (line("710O263", paid=2210_75),), THEIRS),
        Told(640_00, "", ASKED, (line("INV-00401Z7", paid=640_00),)),
    ),
    "keying slips landing on another issued number": (
        Told(333_10, "INV 7100276", paid("7100277"), given=THEIRS),
        Told(498_21, "INV-0040113", ASKED),
    ),
    "PO, order, delivery instead": (
        Told(77_19, "PO 77310", paid(D)),
        Told(77_19, "SALES ORDER 55120", paid(D)),
        Told(77_19, "DELIVERY 80044112", paid(D)),
        Told(70_00, "PO 77311", ASKED),
    ),
    "payer's own document or vendor number": (
        Told(1204_33, "VOUCHER 993817", paid(C)),
        Told(640_00, "VENDOR 993817", ASKED),
    ),
    "statement or account number": (
        Told(3604_91, "STATEMENT CUSTOMER C2", paid("7100250", "7100263", "7100277", "7100278"), given=THEIRS),
        Told(915_40 + 2210_75 + 145_66, "STATEMENT BALANCE OTHER THAN 7100277", ASKED, given=THEIRS),
        Told(433_10, "STMT BAL EXCL INV 7100277 DISPUTED", ASKED, given=THEIRS),
        Told(1530_00, "CUSTOMER C4 STATEMENT BALANCE OF NOVEMBER LESS 1000.00", ASKED, given={}),
    ),
    "amount only": (
        Told(1204_33, "", paid(C)),
        Told(640_00, "", ASKED),
        Told(1204_33, "", ASKED, given=NOBODY),
    ),
    "closed item or duplicate payment": (
        Told(275_00 + 312_50, "", paid(A), (line("INV-0040101", 0, paid=275_00), line(A, 1, paid=312_50))),
        Told(275_00, "INV-0040101", ASKED),
        Told(312_50, "INV-0040113", ASKED, given=OURS | {"repeat_of": "r0"}),
    ),
    "someone else's item": (
        Told(TWO, "INV-0040113 INV-0040117", paid(A, B), given=NOBODY),
        Told(915_40, "INVOICE 7100250", ASKED),
    ),
    "payer-name variants, abbreviations, DBA": (
        Told(TWO, "INV-0040113 INV-0040117", paid(A, B), given={"payer_name": "THE HARLAN STL CO"}),
        Told(410_07, "INVOICE NWK-B-48220", paid("NWK-B-48220"), given={"payer_name": "CORNER PANTRY 12"}),
        Told(410_07, "", ASKED, given={"payer_name": "CORNER PANTRY"}),
    ),
    "names among a bank's words, or cut anywhere": (
        Told(915_40, "ACH CREDIT OSTBY FOODS INC VENDOR PMT 7100250", paid("7100250"), given={}),
        Told(
            900_40,
            "INCOMING PAYMENT FROM OSTBY\nFOODS INC MEMO:7100250 LESS FREIGHT 15.00",
            {"7100250": 900_40},
            given={},
        ),
        Told(312_50, "INV-0040113", paid(A), given={"payer_name": "HARLAN STE"}),
        Told(889_90, "INV-0040139", paid("INV-0040139"), given={"payer_name": "HARLAN STEEL"}),
        Told(915_40, "CREDIT FROM OSTBY FOODS INC", ASKED, given={}),
    ),
    "agent or parent as payer": (
        Told(889_90, "INV-0040139", paid("INV-0040139")),
        Told(915_40, "INVOICE 7100250", paid("7100250"), given=NOBODY),
        Told(915_40, "", ASKED, given=NOBODY),
    ),
    "non-ASCII and stripped characters": (
        Told(410_07, "Faktura n° NWK–B–48220", paid("NWK-B-48220"), given={"payer_name": "LODZKA SRUBA SP ZOO"}),
        Told(410_07, "", ASKED, given={"payer_name": "?ODZKA ?RUBA"}),
    ),
    "dates, phones and amounts that look like numbers": (
        Told(312_50, "PAID 03152026 INV-0040113 TEL 312-555-0147 USD312.50", paid(A)),
        Told(300_00, "CALL 800-710-0250 DATED 03/15/2026", ASKED, given=NOBODY),
    ),
    "totals that do not foot": (
        Told(TWO, "", paid(A, B), (line(A, 0, paid=312_50), line(B, 1, paid=498_21))),
        Told(TWO - 8_00, "", ASKED, (line(A, 0, paid=312_50), line(B, 1, paid=498_21), line("X", 2, paid=9_00))),
    ),
    "adjustment without code": (
        Told(1190_00, "", {C: 1190_00}, (line(C, paid=1190_00, gross=1204_33, adjustment=-14_33),)),
        Told(
            TWO - 20_00,
            "",
            ASKED,
            (line(A, 0, paid=312_50), line(B, 1, paid=498_21), line("", 2, qualifier="adjustment", adjustment=-20_00)),
        ),
    ),
    "bank boilerplate": (
        Told(312_50, "WIRE TYPE:WIRE IN DATE:260316 TIME:1102 ET TRN:2026031600123456 PMT DET:INV-0040113", paid(A)),
        Told(300_00, "FED REF 0040113 IMAD: 20260316MMQFMP01000113 TRN:7100250", ASKED),
    ),
    "revised or repeated remittance": (
        Told(TWO, "INV-0040113 INV-0040117 INV-0040113 INV-0040117", paid(A, B)),
        Told(TWO, "", paid(A, B), (line(A, 0, paid=312_50), line(B, 1, paid=498_21))),
        Told(
            TWO, "", paid(A, B), (line(A, 0, paid=320_50), line(A, 1, paid=312_50), line(B, 2, paid=498_21))
        ),  # a list, and the one that replaces it
        Told(TWO, "INV-0040113 INV-0040124 REVISED: INV-0040113 INV-0040117", paid(A, B)),
        Told(TWO, "INV-0040113 INV-0040117", ASKED, given=OURS | {"repeat_of": "r0"}),
    ),
    "one payment for several customers": (
        Told(312_50 + 889_90, "INV-0040113 INV-0040139", paid(A, "INV-0040139")),
        Told(312_50 + 889_90, "", ASKED, given=NOBODY),
    ),
    "several payments for one item": (
        Told(600_00, "INV-0040120 PART 1 OF 2", {C: 600_00}),
        Told(600_00, "DOWN PMT INV-0040120", {C: 600_00}),
        Told(600_00, "50 PCT OF INV-0040120", {C: 600_00}),
        Told(200_00, "INV-0040120", ASKED),
    ),
    "empty or NOTPROVIDED references": (
        Told(1204_33, "NOTPROVIDED", paid(C)),
        Told(640_00, "NOTPROVIDED", ASKED),
    ),
    "tax and freight withheld": (
        Told(1120_00, "INV-0040120 LESS SALES TAX 84.33", {C: 1120_00}),
        Told(470_00, "INV-0040117 LESS FREIGHT 28.21", {B: 470_00}),
        Told(TWO - 30_00, "INV-0040113 INV-0040117 LESS TAX", ASKED),
    ),
    "fees netted": (
        Told(1189_33, "INV-0040120 BANK FEE 15.00", {C: 1189_33}, given=OURS | {"method": "wire"}),
        Told(TWO - 25_00, "INV-0040113 INV-0040117", ASKED, given=OURS | {"method": "wire"}),
    ),
    "FX": (
        Told(1000_00, "INVOICE 7100290", {"7100290": 1000_00}, given=THEIRS | {"currency": "EUR"}),
        Told(1080_00, "INVOICE 7100290", ASKED, given=THEIRS),
    ),
}


def posted(told: Told) -> dict[str, int]:
    """Return the cash that is posted by itself, by document."""
    made = propose(
        build.receipts(receipt(amount=told.amount, text=told.text, **told.given)),
        build.remittances(*told.lines),
        build.items(*BOOK),
        build.customers(*CUSTOMERS),
        build.links(link("account", "PA-1"), link("company_id", "CO-2", "C2")),
        build.closed(*CLOSED),
        Policy(),
        TODAY,
    )
    rows = made.applications.filter(made.applications["rank"] == 0)
    return dict(rows.select("document_number", "cash").iter_rows())


@pytest.mark.parametrize(("kind", "told"), [(kind, told) for kind, every in KINDS.items() for told in every])
def test_what_payers_write_is_posted_right_or_asked(kind: str, told: Told) -> None:
    assert posted(told) == told.posted, kind


def test_every_kind_has_a_receipt_that_is_posted_and_one_that_is_asked() -> None:
    assert all(len(every) > 1 and every[0].posted and not every[-1].posted for every in KINDS.values())


def test_the_list_in_the_docs_the_table_here_and_the_generator_agree() -> None:
    page = Path(__file__).parents[2] / "benchmarks" / "world" / "README.md"
    table = page.read_text(encoding="utf-8").split("## Noise kinds", 1)[1].split("\n## ", 1)[0]
    listed = {
        kind.strip(): re.findall(r"`(\w+)`", names)
        for kind, names in re.findall(r"^\| ([^|`]+) \| (`.*) \|$", table, re.MULTILINE)
    }
    assert set(listed) == set(KINDS)
    made = {name for names in listed.values() for name in names}
    assert made <= {*NOISES, *FURTHER}
    assert set(FURTHER) <= made
    assert all(listed.values())
