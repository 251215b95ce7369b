"""What a payer says beside a number: a word before it, a sum taken off without a reason, a part payment, a fee."""

from datetime import timedelta
from typing import Any

import pytest

from matcher import Policy, propose
from tests.matcher import build
from tests.matcher.build import TODAY, customer, item, line, link, paid_item, receipt

BOOK = [
    item("2026-16823", 605_00),
    item("0090264239", 495_00),
    item("NWK-H-40656", 499_00),
    item("S6406130.001", 598_00),
    item("DM-29945", 548_00, document_type="debit_memo"),
    item("475334", 3705_00),
    item("INV345478", 998_00),
    item("R26C05007", 626_00),
    item("R26C05009", 313_00),
    item("7000188", 708_00, discount=7_08, discount_until=TODAY),
    item("7000191", 708_00, discount=7_08, discount_until=TODAY.replace(day=1)),
]


def decided(
    amount: int, text: str = "", *lines: dict[str, Any], **given: Any
) -> tuple[str, str, list[tuple[Any, ...]]]:
    """Return status, reason and what would be applied first: number, cash, discount, write-off, deduction."""
    made = propose(
        build.receipts(receipt(amount=amount, text=text, **({"payer_account": "PA-1"} | given))),
        build.remittances(*lines),
        build.items(*BOOK),
        build.customers(customer("C1")),
        build.links(link("account", "PA-1")),
        build.closed(paid_item("INV345001"), paid_item("INV346200")),
        Policy(),
        TODAY,
    )
    ranks = made.applications.filter(made.applications["rank"] <= 1)
    rows = ranks.select("document_number", "cash", "discount", "write_off", "deduction").rows()
    return made.receipts["status"][0], made.receipts["reason"][0], rows


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("INV2026-16823", "2026-16823"),
        ("INV-2026-16823", "2026-16823"),
        ("IN2026-16823", "2026-16823"),
        ("INV0090264239", "0090264239"),
        ("INV-90264239", "0090264239"),
        ("INVNWK-H-40656", "NWK-H-40656"),
        ("IVS6406130.001", "S6406130.001"),
        ("I-S6406130.001", "S6406130.001"),
        ("INVDM-29945", "DM-29945"),
        ("I-475334", "475334"),
    ],
)
def test_a_word_for_document_before_a_whole_number_is_no_part_of_it(written: str, number: str) -> None:
    ask = next(row["open"] for row in BOOK if row["document_number"] == number)
    for text, lines in ((f"INVOICE {written}", ()), ("", (line(written, paid=ask),))):
        assert decided(ask, text, *lines)[::2] == ("applied", [(number, ask, 0, 0, 0)])


def test_a_word_before_a_number_is_left_alone_where_numbers_of_ours_look_like_the_whole() -> None:
    """`INV475334` has the shape of `INV345478`: it may be an invoice not yet imported, so the sum must speak too."""
    status, reason, _ = decided(3600_00, "INV475334")
    assert (status, reason) != ("applied", "named_short")


def test_a_sum_taken_off_without_a_reason_is_the_discount_where_it_is_the_terms() -> None:
    taken = decided(700_92, "", line("7000188", paid=700_92, adjustment=-7_08))
    assert taken == ("applied", "remittance", [("7000188", 700_92, 7_08, 0, 0)])
    other = decided(700_00, "", line("7000188", paid=700_00, adjustment=-8_00))
    assert other[2] == [("7000188", 700_00, 0, 0, 8_00)]
    late = decided(700_92, "", line("7000191", paid=700_92, adjustment=-7_08))
    assert late[2] == [("7000191", 700_92, 0, 0, 7_08)]  # a case of its own: it was due sooner


def test_sums_that_make_up_the_item_confirm_a_payer_nobody_knows() -> None:
    told = decided(590_00, "", line("2026-16823", paid=590_00, adjustment=-15_00), payer_account="", payer_name="X")
    assert told[::2] == ("applied", [("2026-16823", 590_00, 0, 0, 15_00)])
    silent = decided(590_00, "", line("2026-16823", paid=590_00), payer_account="", payer_name="X")
    assert silent[0] == "review"


@pytest.mark.parametrize(
    "text",
    ["R26C05007 PARTIAL", "INV R26C05007 PART PMT 1 OF 2", "INV R26C05007 PART 1 OF 2", "INV R26C05007 PARTI\nAL PMT"],
)
def test_a_part_payment_said_so_stands_though_another_item_asks_the_sum(text: str) -> None:
    assert decided(313_00, text) == ("applied", "named_part", [("R26C05007", 313_00, 0, 0, 0)])


def test_a_number_that_does_not_foot_is_asked_where_another_item_asks_the_sum() -> None:
    assert decided(313_00, "INV R26C05007")[0] == "review"


def test_a_small_balance_is_no_answer_where_another_item_asks_the_sum_to_the_cent() -> None:
    """`R26C04211` asks 149.50 and `R26C04721` 149.00: at plan prices a slip is likelier than half a dollar kept."""
    rows = [item("R26C04211", 149_50), item("R26C04721", 149_00)]
    given = receipt(amount=149_00, text="INVOICE R26C04211", payer_account="PA-1")
    for book, status in ((rows, "review"), (rows[:1], "applied")):
        made = propose(
            build.receipts(given),
            build.remittances(),
            build.items(*book),
            build.customers(customer("C1")),
            build.links(link("account", "PA-1")),
            build.closed(),
            Policy(),
            TODAY,
        )
        assert made.receipts["status"][0] == status


def test_a_fee_is_stated_across_a_line_end_too() -> None:
    assert decided(480_00, "INV 0090264239 LESS BANK FEE 15.\n00", method="wire")[::2] == (
        "applied",
        [("0090264239", 480_00, 0, 15_00, 0)],
    )


def test_a_list_that_is_cut_is_completed_from_the_book_of_the_items_it_names() -> None:
    """A name may be nearer to another customer, who has an item of the very sum that is missing."""
    rows = [
        *(item(f"0090{number}", 100_00 + number, "C1") for number in (5218, 5219)),
        item("S640848", 497_50, "C1"),
        item("S640739", 497_50, "C2"),
    ]
    made = propose(
        build.receipts(
            receipt(
                amount=100_00 + 5218 + 100_00 + 5219 + 497_50,
                text="00905218 00905219 S640",
                payer_name="HENDRICKS METALS",
            )
        ),
        build.remittances(),
        build.items(*rows),
        build.customers(customer("C1", "Hendricks Metals Holdings"), customer("C2", "Hendricks Metals")),
        build.links(),
        build.closed(),
        Policy(),
        TODAY,
    )
    assert "S640739" not in made.applications.filter(made.applications["rank"] <= 1)["document_number"].to_list()


@pytest.mark.parametrize("text", ["R26C05007 THRU R26C05909", "R26C05007-R26C05909", "R26C05007-909"])
def test_a_range_may_run_over_hundreds_of_others_numbers(text: str) -> None:
    rows = [item("R26C05007", 626_00), item("R26C05412", 99_10), item("R26C05909", 313_00)]
    others = [item(f"R26C{number:05}", 50_00 + number, "C2") for number in range(5010, 5900, 7) if number != 5412]
    made = propose(
        build.receipts(receipt(amount=626_00 + 99_10 + 313_00, text=text, payer_account="PA-1")),
        build.remittances(),
        build.items(*rows, *others),
        build.customers(customer("C1"), customer("C2"), customer("C3")),
        build.links(link("account", "PA-1")),
        build.closed(),
        Policy(),
        TODAY,
    )
    assert made.receipts["status"][0] == "applied"
    assert sorted(made.applications["document_number"]) == ["R26C05007", "R26C05412", "R26C05909"]


def test_sums_that_make_up_what_the_item_asks_outweigh_a_pair_that_foots() -> None:
    """In whole dollars a pair foots by chance; the line says number, gross, what came off and what is paid."""
    told = line("INV345478", gross=998_00, adjustment=-59_00, paid=313_00 + 626_00)
    status, reason, rows = decided(939_00, "", told)

    assert (status, reason, rows) == ("applied", "remittance", [("INV345478", 939_00, 0, 0, 59_00)])
    assert decided(939_00, "INV345478")[:2] == ("review", "rival_exact")


def test_a_discount_written_beside_the_number_is_taken_where_more_came() -> None:
    expected = ("partially_applied", "overpayment", [("7000188", 700_92, 7_08, 0, 0)])

    assert decided(712_00, "INV 7000188 $700.92") == expected
    assert decided(705_00, "INV 7000188 $700.92")[0] == "review"  # or 3.00 are missing


@pytest.mark.parametrize(
    ("text", "amount", "posted"),
    [
        ("INV 64239", 495_00, True),  # the end of a number that no other item has
        ("INV 5334", 3705_00, True),
        ("INV 0090264238", 495_00, True),  # one digit is another: he owes no other item of that sum
        ("INV 0090264238", 500_00, False),
    ],
)
def test_a_part_of_a_number_is_no_slip_of_it(text: str, amount: int, posted: bool) -> None:  # noqa: FBT001
    """Round sums say little: they confirm a number of which a part is written, and a slip where one item asks so."""
    assert (decided(amount, text)[0] == "applied") is posted


#: One item's number is a digit away from the other's; a line pays what the other asks, or two cents less than its own.
TWINS = [item("44715231", 398_07), item("44715281", 499_11), item("44716610", 250_37), item("44720450", 499_13)]


@pytest.mark.parametrize(
    ("written", "given", "reason"),
    [
        ("44715231", {}, "rival_exact"),  # more than it asks, and the other asks just that
        ("44720450", {}, "rival_exact"),  # two cents less: no small balance
        ("44720450", {"gross": 499_13}, "remittance"),  # it writes what the item asks
        ("44720450", {"adjustment": -2}, "remittance"),  # it says what came off
        ("44715281", {}, "remittance"),
    ],
)
def test_a_line_that_pays_what_another_item_asks_may_mean_the_other(
    written: str, given: dict[str, Any], reason: str
) -> None:
    made = propose(
        build.receipts(receipt(amount=250_37 + 499_11, payer_account="PA-1")),
        build.remittances(line("44716610", 0, paid=250_37), line(written, 1, paid=499_11, **given)),
        build.items(*TWINS),
        build.customers(customer("C1")),
        build.links(link("account", "PA-1")),
        build.closed(),
        Policy(),
        TODAY,
    )

    assert made.receipts["reason"][0] == reason


def test_a_credit_memo_nobody_named_is_thought_of_though_a_trace_looks_like_a_number() -> None:
    """`2026-11190` stands in the trace: the two named less a memo are as likely as the first of them alone."""
    book = [item("2026-10496", 95_325_17), item("2026-10515", 100_03), item("2026-11190", 1_77), item("CM-7", -100_03)]
    made = propose(
        build.receipts(
            receipt(
                amount=95_325_17,
                payer_account="PA-1",
                method="wire",
                text="TRN:2026111900041754 PMT DET:PAYMENT OF INVOICE 2026-10496 / 2026-10515",
            )
        ),
        build.remittances(),
        build.items(*book),
        build.customers(customer("C1")),
        build.links(link("account", "PA-1")),
        build.closed(),
        Policy(),
        TODAY,
    )
    first = made.applications.filter(made.applications["rank"] == 1)

    assert made.receipts["status"][0] == "review"
    assert sorted(first["document_number"]) == ["2026-10496", "2026-10515", "CM-7"]


@pytest.mark.parametrize(
    ("written", "amount", "status"),
    [
        ("0090098115", 1421_55, "review"),  # 15.72 too much for it; another's, a digit away, asks just what came
        ("0090098115", 1405_83, "applied"),  # what it asks
        ("0090098115", 1410_00, "partially_applied"),  # too much, and nobody's number near it asks that
        ("0090098222", 1421_55, "partially_applied"),  # the one that asks it has quite another number
    ],
)
def test_a_strangers_number_may_be_a_slip_away_from_the_item_that_asks_what_came(
    written: str, amount: int, status: str
) -> None:
    book = [item("0090098115", 1405_83), item("0090098715", 1421_55, "C2"), item("0090098222", 1405_83, "C3")]
    made = propose(
        build.receipts(receipt(amount=amount, payer_account="")),
        build.remittances(line(written, paid=amount)),
        build.items(*book),
        build.customers(customer("C1"), customer("C2"), customer("C3")),
        build.links(),
        build.closed(),
        Policy(),
        TODAY,
    )
    assert made.receipts["status"][0] == status


@pytest.mark.parametrize(
    ("payer", "other", "reason"),
    [
        ("", ("INV693439", 999_00), "rival_exact"),  # two digits have changed places
        ("", ("INV693249", 999_00), "rival_exact"),
        ("PA-1", ("INV693439", 999_00), "remittance"),  # he is known, and the item is his
        ("", ("INV693439", 998_00), "remittance"),
        ("", ("INV694439", 999_00), "remittance"),  # no single slip
    ],
)
def test_a_stranger_may_have_slipped_onto_an_item_of_the_same_price(
    payer: str, other: tuple[str, int], reason: str
) -> None:
    made = propose(
        build.receipts(receipt(amount=999_00, method="check", payer_account=payer)),
        build.remittances(line("INV693349", paid=999_00)),
        build.items(item("INV693349", 999_00), item(*other, "C2")),
        build.customers(customer("C1"), customer("C2")),
        build.links(link("account", "PA-1")),
        build.closed(),
        Policy(),
        TODAY,
    )
    assert made.receipts["reason"][0] == reason


@pytest.mark.parametrize(
    ("name", "other", "reason"),
    [
        ("Ana Reyes", "C3", "named_exact"),  # the other is nobody's who has his name
        ("Ana Reyes", "C2", "rival_exact"),
        ("Ana Ruiz", "C3", "rival_exact"),  # a stranger
        ("Ana Duarte", "C3", "named_exact"),  # C1 writes an initial more
        ("Ana Duarte", "C8", "rival_exact"),
    ],
)
def test_one_of_several_who_bear_a_name_slips_among_these_alone(name: str, other: str, reason: str) -> None:
    called = [customer(one, "Ana Reyes") for one in ("C2", "C4", "C5", "C6", "C7")] + [customer("C8", "Ana Duarte")]
    called.append(customer("C1", "Ana M. Duarte" if name == "Ana Duarte" else "Ana Reyes"))
    made = propose(
        build.receipts(receipt(amount=999_00, payer_name=name, text="INV693349")),
        build.remittances(),
        build.items(item("INV693349", 999_00), item("INV693249", 999_00, other), item("INV700001", 1_00, "C4")),
        build.customers(*called, customer("C3", "Bluewater Marine LLC")),
        build.links(),
        build.closed(),
        Policy(),
        TODAY,
    )
    assert made.receipts["reason"][0] == reason


SHIPMENTS = [item("107734-01", 450_37), item("107734-02", 99_10), item("107800-01", 12_34), item("107901-01", 512_34)]


@pytest.mark.parametrize(
    ("book", "payer", "amount", "expected"),
    [
        (SHIPMENTS, "PA-1", 549_47, ["107734-01", "107734-02"]),
        (SHIPMENTS, "PA-1", 450_37, ["107734-01"]),
        (SHIPMENTS, "PA-1", 540_00, []),  # which of them is short is never guessed
        (SHIPMENTS, "", 549_47, []),  # nobody knows who pays
        ([*SHIPMENTS[:1], *SHIPMENTS[2:], item("107734-02", 99_10, "C2")], "PA-1", 549_47, []),
    ],
)
@pytest.mark.parametrize("text", ["INV 107734", "107734", "ORDER 107734", "107734 107800"])
def test_the_number_of_an_order_stands_for_all_its_shipments(
    book: list[dict[str, Any]], payer: str, amount: int, expected: list[str], text: str
) -> None:
    """All that have it are one known payer's, and open; their sum, or one of them alone, is what came."""
    both = ["107800-01"] if "107800" in text else []
    made = propose(
        build.receipts(receipt(amount=amount + 12_34 * len(both), payer_account=payer, text=text)),
        build.remittances(),
        build.items(*book, *[item(f"108{at:03}-01", 1000 + 37 * at, f"C{3 + at % 9}") for at in range(50)]),
        build.customers(*[customer(f"C{at}") for at in range(1, 12)]),
        build.links(link("account", "PA-1")),
        build.closed(),
        Policy(),
        TODAY,
    )
    paid = made.applications.filter(made.applications["rank"] == 0)["document_number"].to_list()
    assert sorted(paid) == sorted([*expected, *both] if expected else [])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("DO NOT APPLY TO 25414", "review"),
        ("PLEASE DO NOT APPLY TO INV 25414", "review"),
        ("NOT FOR INV 25414", "review"),
        ("DISPUTED INV 25414", "review"),
        ("25414 ON HOLD", "review"),
        ("INV 25414", "applied"),
        ("INV 25414 NOT 25500", "applied"),
        ("PAYMENT", "applied"),
    ],
)
def test_an_item_that_the_words_say_is_not_paid_is_not_paid_by_its_sum(text: str, status: str) -> None:
    """All of its digits stand in the words, and only the words before or behind them say that it is not meant."""
    made = propose(
        build.receipts(receipt(amount=1450_37, payer_account="PA-1", text=text)),
        build.remittances(),
        build.items(item("25414", 1450_37), item("25500", 99_00), item("25600", 12_34)),
        build.customers(customer("C1")),
        build.links(link("account", "PA-1")),
        build.closed(),
        Policy(),
        TODAY,
    )
    assert made.receipts["status"][0] == status


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FOR HARLAN STEEL LLC INV693349", ("applied", "named_exact")),
        ("ON BEHALF OF HARLAN STEEL INV693349", ("applied", "named_exact")),
        ("FOR BLUEWATER MARINE INV693349", ("review", "ambiguous")),  # that is whose the other item is
        ("FOR ALL OF THEM INV693349", ("review", "rival_exact")),
    ],
)
def test_an_agent_nobody_knows_says_for_whom_he_pays(text: str, expected: tuple[str, str]) -> None:
    """At plan prices an item a slip away asks as much; the owner's name beside his number is the second sign."""
    made = propose(
        build.receipts(receipt(amount=999_00, payer_name="Billpay Processing Center", text=text)),
        build.remittances(),
        build.items(item("INV693349", 999_00), item("INV693249", 999_00, "C2")),
        build.customers(customer("C1", "Harlan Steel LLC"), customer("C2", "Bluewater Marine Inc")),
        build.links(),
        build.closed(),
        Policy(),
        TODAY,
    )
    assert made.receipts.select("status", "reason").row(0) == expected


@pytest.mark.parametrize(
    ("text", "count", "payer", "expected"),
    [
        ("STATEMENT", 4, "PA-1", ("applied", "all_due")),
        ("BALANCE DUE", 8, "PA-1", ("applied", "all_open")),
        ("ALL DUE", 3, "PA-1", ("review", "ambiguous")),  # that is not all
        ("PAYMENT", 4, "PA-1", ("review", "ambiguous")),
        ("STATEMENT", 4, "", ("review", "name_alone")),
    ],
)
def test_who_pays_a_statement_pays_all_that_is_due_at_equal_prices_too(
    text: str, count: int, payer: str, expected: tuple[str, str]
) -> None:
    days = [TODAY + timedelta(days=30 * (at - 3)) for at in range(8)]
    book = [item(f"40{at:03}", 99_00, due_on=due_on) for at, due_on in enumerate(days)]
    came = receipt(amount=99_00 * count, payer_account=payer, payer_name="Harlan Steel LLC", text=text)
    made = propose(
        build.receipts(came),
        build.remittances(),
        build.items(*book),
        build.customers(customer("C1", "Harlan Steel LLC")),
        build.links(link("account", "PA-1")),
        build.closed(),
        Policy(),
        TODAY,
    )
    assert made.receipts.select("status", "reason").row(0) == expected


@pytest.mark.parametrize(
    ("behind", "bears"),
    [
        ("INV/2026/20414", "INV/2026/20414"),  # written again, so it is meant, whatever stands before
        ("INV/2026/20444", "INV/2026/20444"),
        ("INV/2026/20414 2026/20444", ""),
    ],
)
def test_a_deduction_is_of_the_item_that_is_written_again_behind_it(behind: str, bears: str) -> None:
    made = propose(
        build.receipts(
            receipt(
                amount=1601_78,
                payer_account="PA-1",
                text=f"2026/20414 720.78 2026/20444 962.94 LESS 81.94 DAMAGED {behind}",
            )
        ),
        build.remittances(),
        build.items(item("INV/2026/20414", 720_78), item("INV/2026/20444", 962_94)),
        build.customers(customer("C1")),
        build.links(link("account", "PA-1")),
        build.closed(),
        Policy(),
        TODAY,
    )
    taken = made.applications.filter((made.applications["rank"] == 0) & (made.applications["deduction"] > 0))
    assert taken["document_number"].to_list() == ([bears] if bears else [])


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("PARTIAL PAYMENT INV INV693349 BALANCE 739.00 TO FOLLOW", "applied"),
        ("INV693349 PART PMT BAL 739.00", "applied"),
        ("INV693349 PART PMT BAL 729.00", "review"),  # that is not what is left
        ("INV693349 PART PMT", "review"),
    ],
)
def test_a_stranger_who_says_what_is_left_knows_the_item(words: str, status: str) -> None:
    made = propose(
        build.receipts(receipt(amount=260_00, payer_name="Ana Ruiz", text=words)),
        build.remittances(),
        build.items(item("INV693349", 999_00), item("INV700001", 1_00, "C2")),
        build.customers(customer("C1"), customer("C2")),
        build.links(),
        build.closed(),
        Policy(),
        TODAY,
    )
    assert made.receipts["status"][0] == status


@pytest.mark.parametrize(
    ("text", "amount", "lines", "reason"),
    [
        ("INV 5I0003000", 650_00, [], "named_exact"),
        ("S10003000", 650_00, [], "named_exact"),
        ("5I0003000", 640_00, [], "review"),  # the sum is not the item's
        ("5I0003001", 650_00, [], "review"),  # it is another customer's
        ("", 849_00, ["5I0003000", "510003014"], "remittance"),
    ],
)
def test_a_look_alike_in_a_number_of_a_known_payers_is_read_where_the_sum_is_its_own(
    text: str, amount: int, lines: list[str], reason: str
) -> None:
    """At plan prices other items of his ask as much; no slip of the pen puts a letter among digits."""
    book = [item(f"5100030{at:02}", 650_00) for at in (0, 7, 21)] + [item("510003014", 199_00)]
    told = [line(number, at, paid=(650_00, 199_00)[at]) for at, number in enumerate(lines)]
    made = propose(
        build.receipts(receipt(amount=amount, text=text, payer_name="Harlan Steel LLC")),
        build.remittances(*told),
        build.items(*book, item("510003001", 650_00, "C2")),
        build.customers(customer("C1", "Harlan Steel LLC"), customer("C2", "Bluewater Marine Inc")),
        build.links(),
        build.closed(),
        Policy(),
        TODAY,
    )
    row = made.receipts.row(0, named=True)
    assert row["reason"] == reason if reason != "review" else row["status"] == "review"


@pytest.mark.parametrize(
    ("text", "amount", "status"),
    [
        ("INV 204700/547/823", 100_00 + 42_00 + 646_00, "applied"),
        ("INV 204700/547/823", 100_00 + 42_00 + 645_00, "review"),
        ("INV 204700/547", 100_00 + 42_00, "applied"),
        ("INV 204700/188", 100_00 + 77_00, "review"),  # another customer's
    ],
)
def test_a_list_in_no_order_is_read_where_all_of_it_is_the_payers_and_foots(
    text: str, amount: int, status: str
) -> None:
    book = [item("204700", 100_00), item("204547", 42_00), item("204823", 646_00), item("204188", 77_00, "C2")]
    made = propose(
        build.receipts(receipt(amount=amount, text=text, payer_name="Harlan Steel LLC")),
        build.remittances(),
        build.items(*book),
        build.customers(customer("C1", "Harlan Steel LLC"), customer("C2", "Bluewater Marine Inc")),
        build.links(),
        build.closed(),
        Policy(),
        TODAY,
    )
    assert made.receipts["status"][0] == status


@pytest.mark.parametrize(
    ("text", "amount", "status", "reason"),
    [
        ("A2 AND A3", 300_00, "applied", "remittance"),  # he corrects himself
        ("A1", 300_00, "applied", "remittance"),
        ("A2", 300_00, "applied", "remittance"),  # it alone is not what came
        ("", 300_00, "applied", "remittance"),
        ("A2 AND A3 LESS WIRE FEE 15.00", 285_00, "review", "rival_exact"),  # the sum is not the lines' either
        ("A4 LESS WIRE FEE 15.00", 285_00, "review", "rival_exact"),
        ("A1 LESS WIRE FEE 15.00", 285_00, "applied", "remittance"),
    ],
)
def test_lines_and_words_that_each_make_up_what_came_and_a_fee_from_other_items_ask(
    text: str, amount: int, status: str, reason: str
) -> None:
    numbers = {f"A{n}": f"INV69334{n}" for n in range(1, 5)}
    book = [item(numbers["A1"], 300_00), item(numbers["A2"], 100_00), item(numbers["A3"], 200_00)]
    said = " ".join(numbers.get(word, word) for word in text.split())
    made = propose(
        build.receipts(receipt(amount=amount, method="wire", payer_account="PA-1", text=said)),
        build.remittances(line(numbers["A1"], paid=300_00)),
        build.items(*book, item(numbers["A4"], 300_00)),
        build.customers(customer("C1")),
        build.links(link("account", "PA-1")),
        build.closed(),
        Policy(),
        TODAY,
    )
    assert (made.receipts["status"][0], made.receipts["reason"][0]) == (status, reason)


@pytest.mark.parametrize(
    ("text", "amount", "status"),
    [
        ("ARVE TM-60 CHARGES USD 12.50", 1437_50, "applied"),  # short for a number, and the sums are the item's
        ("ARVE TM-60 CHARGES USD 12.50", 1430_00, "review"),
        ("ARVE TM-60", 1435_00, "review"),  # a usual fee that nobody states confirms nothing
        ("ARVE TM-60", 1450_00, "applied"),
    ],
)
def test_a_short_number_is_confirmed_by_a_sum_less_the_fee_that_is_stated(text: str, amount: int, status: str) -> None:
    made = propose(
        build.receipts(receipt(amount=amount, method="wire", payer_account="PA-1", text=text)),
        build.remittances(),
        build.items(item("TM-60", 1450_00), item("TM-61", 2222_22)),
        build.customers(customer("C1")),
        build.links(link("account", "PA-1")),
        build.closed(),
        Policy(),
        TODAY,
    )
    assert made.receipts["status"][0] == status
    assert made.applications["document_number"][0] == "TM-60"
