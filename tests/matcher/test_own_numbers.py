"""Whose number is it? What a payer calls his own, and what is another customer's, is no item of his."""

from typing import Any

import pytest

import matcher
from matcher import Policy
from matcher.frames import CLOSED, LINKS, REMITTANCES, empty
from tests.matcher import build
from tests.matcher.build import TODAY, customer, item, line, link, paid_item, receipt
from tests.matcher.hand import rows, status

CUSTOMERS = [customer("C1", "Umpqua Dairy LP"), customer("C2", "Umpqua Dairy LLC"), customer("C3", "Gallatin Dental")]
BOOK = [item("604118277", 1357_11), item("604120918", 266_47, "C3"), item("604131544", 1848_90, "C2")]


def decided(amount: int = 266_47, *lines: dict[str, Any], **given: Any) -> matcher.Decisions:
    """Decide one receipt of C1 or of nobody."""
    return matcher.propose(
        build.receipts(receipt(amount=amount, **given)),
        build.remittances(*lines) if lines else empty(REMITTANCES),
        build.items(*BOOK),
        build.customers(*CUSTOMERS),
        build.links(link("account", "acct")),
        build.closed(paid_item("OKC2/18277", 88_50)),
        Policy(),
        TODAY,
    )


@pytest.mark.parametrize(
    "label", ["VOUCHER", "OUR DOC", "OUR REF", "PAYMENT RUN", "OUR NO", "PAYMENT NO", "UNSER ZEICHEN"]
)
def test_what_nobody_we_know_calls_his_own_number_is_no_item_of_ours_though_it_asks_just_that(label: str) -> None:
    """The voucher of a payer may bear the number, and ask the sum, of what somebody else owes."""
    assert status(decided(text=f"{label} 604120918"))[:1] == ("review",)
    assert status(decided(text="INV 604120918")) == ("applied", "named_exact")


@pytest.mark.parametrize("known", [{"payer_account": "acct"}, {"payer_name": "UMPQUA DAIRY LP"}])
def test_who_owes_it_may_call_it_his_own(known: dict[str, str]) -> None:
    made = decided(1357_11, text="VOUCHER 604118277", **known)

    assert rows(made) == [("604118277", 1357_11, 0, 0, 0)]


@pytest.mark.parametrize(("name", "standing"), [("UMPQUA DAIRY", "review"), ("WHITLOCK MARINE", "applied")])
def test_a_name_that_two_customers_have_is_of_one_of_them_and_nobody_elses(name: str, standing: str) -> None:
    """Each is as likely as the other, so that neither is known; that a third pays is not thought of."""
    made = decided(text="DOC 604120918", payer_name=name)

    assert status(made)[0] == standing


def test_a_paid_document_may_be_misread_and_keeps_an_amount_alone_from_posting() -> None:
    """`OKC218Z77` looks like OKC2/18277, which he has paid: what he pays now is not another item of just the sum."""
    assert status(decided(1357_11, text="PAYMENT", payer_account="acct")) == ("applied", "single")
    assert status(decided(1357_11, text="FAKTURA OKC218Z77", payer_account="acct"))[0] == "review"


def test_a_number_written_in_groups_is_one_number_though_a_reader_took_it_for_several() -> None:
    made = decided(266_47, line("604", also=["120", "918"], paid=266_47), payer_name="WHITLOCK MARINE")

    assert rows(made) == [("604120918", 266_47, 0, 0, 0)]


@pytest.mark.parametrize("text", ["INSTALLMENT 1 OF 2 INV 604118277", "PARTIAL PMT 604118277"])
def test_what_is_left_of_a_part_payment_is_no_fee_of_the_bank(text: str) -> None:
    """45.00 less than the item asks is a usual fee of wires; the payer says that he pays a part."""
    made = decided(1357_11 - 45_00, text=text, payer_account="acct", method="wire")

    assert rows(made) == [("604118277", 1357_11 - 45_00, 0, 0, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "REFUND OF OVERPAYMENT",
        "CREDIT REFUND FROM VENDOR",
        "REVERSAL OF ACH DEBIT",
        "PAYROLL RETURN",
        "SETTLEMENT CASE 22-1187",
        "INTERCOMPANY",
        "RUECKERSTATTUNG",
        "REMBOURSEMENT",
    ],
)
def test_what_the_payer_calls_a_refund_is_no_payment_of_the_item_that_asks_just_that(text: str) -> None:
    made = decided(1357_11, text=text, payer_account="acct")

    assert status(made) == ("review", "meant_otherwise")
    assert rows(decided(1357_11, text=f"{text} INV 604118277", payer_account="acct")) == [
        ("604118277", 1357_11, 0, 0, 0)
    ]


def test_words_of_banks_call_nothing_a_refund() -> None:
    for text in ("ACH SETTLEMENT CREDIT", "RETURN ITEM FEE WAIVED", "CLAIMS DEPT AP"):
        assert status(decided(1357_11, text=text, payer_account="acct")) == ("applied", "single"), text


ENDS = ["LLC", "Inc", "PC", "#962", "Group", "of Ohio"]
TWINS = [customer(f"C{at}", f"Jasper Hospital District {end}") for at, end in enumerate(ENDS, 1)]


def of_twins(amount: int, text: str, **given: Any) -> matcher.Decisions:
    """Decide one receipt of one of six customers whose names begin alike, of whom two owe items."""
    return matcher.propose(
        build.receipts(receipt(amount=amount, text=text, **({"payer_name": "JASPER HOSPITAL"} | given))),
        empty(REMITTANCES),
        build.items(item("604118277", 235_00), item("604120918", 411_00, "C2"), item("604131544", 90_00, "C2")),
        build.customers(*TWINS),
        empty(LINKS),
        empty(CLOSED),
        Policy(),
        TODAY,
    )


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("ACCT C2", {}, [("604120918", 411_00, 0, 0, 0)]),
        ("", {}, []),  # any of the six
        ("ACCT C2", {"payer_name": ""}, []),  # a number alone
        ("ACCT C2", {"payer_name": "WHITLOCK MARINE"}, []),
    ],
)
def test_a_customer_number_says_which_of_those_who_have_the_name_pays(
    text: str, given: dict[str, str], expected: list[Any]
) -> None:
    assert rows(of_twins(411_00, text, **given)) == expected


def test_a_number_says_which_of_those_who_have_the_name_pays_a_part() -> None:
    assert rows(of_twins(200_00, "PARTIAL PMT INV 604120918")) == [("604120918", 200_00, 0, 0, 0)]
    assert rows(of_twins(200_00, "PARTIAL PMT INV 604120918", payer_name="WHITLOCK MARINE")) == []
