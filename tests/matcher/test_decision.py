"""What is posted, what is asked, what stays on account: each rule and each refusal once, on frames written by hand."""

from datetime import timedelta
from typing import Any

import pytest

from matcher import REASONS, Policy, Track, shelf
from matcher.day.assignment import Assigned
from matcher.explanations.hypotheses import PROPOSED_ONLY, RULES
from matcher.explanations.pieces import Hypothesis, Piece
from matcher.frames import MENTIONS
from matcher.posting.decision import OUTCOMES
from matcher.posting.plan import Plan
from matcher.posting.refusals import REFUSALS
from matcher.shown.explain import CURES
from matcher.weighing.calibration import Ranked
from tests.matcher.build import TODAY, customer, frame, item, items, line, link, paid_item, receipt
from tests.matcher.hand import by_name, decided, hit, payer, rows, status, weak

#: A book of odd amounts in which nothing sums to anything by chance.
BOOK = [item(f"A{place}", 100_001 + place * 7_919, due_on=TODAY + timedelta(days=place)) for place in range(8)]
#: One more than are searched through; chance finds many sets among them that ask 3,333.
MANY = [item(f"M{place}", 101 + place * 53, due_on=TODAY + timedelta(days=place)) for place in range(41)]
A0, A1, A2, A3 = (row["open"] for row in BOOK[:4])
#: An item with two per cent for payment in time.
TIMELY: dict[str, Any] = {"discount": 2_000, "discount_until": TODAY}


@pytest.mark.parametrize(
    ("amount", "hits", "rule", "expected"),
    [
        (A0, [hit("A0")], "named_exact", [("A0", A0, 0, 0, 0)]),
        (A0 + A2, [hit("A0"), hit("A2", 1)], "named_exact", [("A0", A0, 0, 0, 0), ("A2", A2, 0, 0, 0)]),
        (A1 - 5_000, [hit("A1")], "named_short", [("A1", A1 - 5_000, 0, 0, 5_000)]),
        (A1 - 7, [hit("A1")], "named_small", [("A1", A1 - 7, 0, 7, 0)]),
        (A3, [weak("A3")], "named_weak", [("A3", A3, 0, 0, 0)]),
        (A3, [], "single", [("A3", A3, 0, 0, 0)]),
        (
            sum(row["open"] for row in BOOK),
            [],
            "all_open",
            [(row["document_number"], row["open"], 0, 0, 0) for row in BOOK],
        ),
    ],
)
def test_what_the_numbers_and_the_amount_prove_is_posted(
    amount: int, hits: list[Any], rule: str, expected: list[Any]
) -> None:
    made = decided([receipt(amount=amount)], BOOK, hits, [payer()])

    assert ("applied", rule) == status(made)
    assert expected == rows(made)


def test_an_overpayment_pays_the_item_and_keeps_the_rest_on_account() -> None:
    made = decided([receipt(amount=A0 + 1_234)], BOOK, [hit("A0")], [payer()])

    assert status(made) == ("partially_applied", "overpayment")
    assert rows(made) == [("A0", A0, 0, 0, 0)]


@pytest.mark.parametrize(
    ("until", "earned", "expected"),
    [
        (TODAY, True, "applied"),
        (TODAY - timedelta(days=3), True, "applied"),
        (TODAY - timedelta(days=4), False, "applied"),
    ],
)
def test_a_discount_is_earned_within_its_days_and_grace(until: Any, earned: bool, expected: str) -> None:  # noqa: FBT001
    book = [*BOOK[1:], item("D1", 100_000, discount=2_000, discount_until=until)]
    lenient = Policy(unearned_discount_limit=50_000)
    made = decided([receipt(amount=98_000)], book, [hit("D1")], [payer()], policy=lenient)

    assert (expected, "named_discount") == status(made)
    assert rows(made) == [("D1", 98_000, 2_000, 0, 0)]
    assert [earned] == made.applications["discount_earned"].to_list()


LATE: dict[str, Any] = {"discount": 2_000, "discount_until": TODAY - timedelta(days=30)}


def test_a_late_discount_and_an_unstated_fee_become_deduction_cases() -> None:
    """What came is applied, and nothing is let go that the payer still owes."""
    late = decided([receipt(amount=98_000)], [item("D1", 100_000, **LATE), *BOOK], [hit("D1")], [payer()])
    fee = decided([receipt(amount=A2 - 2_500, method="wire")], BOOK, [hit("A2")], [payer()])

    assert (status(late)[0], status(fee)[0]) == ("applied", "applied")
    assert rows(late) == [("D1", 98_000, 0, 0, 2_000)]
    assert rows(fee) == [("A2", A2 - 2_500, 0, 0, 2_500)]
    assert [late.applications["deduction_reason"][0], fee.applications["deduction_reason"][0]] == [
        "discount",
        "bank_fee",
    ]


def test_a_house_that_wants_to_be_asked_is_asked() -> None:
    strict = Policy(late_discount="ask", unstated_fee="ask")
    book = [item("D1", 100_000, **LATE), *BOOK]
    late = decided([receipt(amount=98_000)], book, [hit("D1")], [payer()], policy=strict)
    fee = decided([receipt(amount=A2 - 2_500, method="wire")], BOOK, [hit("A2")], [payer()], policy=strict)

    assert (status(late), status(fee)) == (("review", "discount_not_allowed"), ("review", "fee_not_stated"))
    assert rows(late, rank=1) == [("D1", 98_000, 2_000, 0, 0)]
    assert rows(fee, rank=1) == [("A2", A2 - 2_500, 0, 2_500, 0)]


@pytest.mark.parametrize(("limit", "discount", "deduction"), [(1_999, 0, 2_000), (2_000, 2_000, 0)])
def test_a_late_discount_is_allowed_up_to_the_limit(limit: int, discount: int, deduction: int) -> None:
    policy = Policy(unearned_discount_limit=limit)
    made = decided([receipt(amount=98_000)], [item("D1", 100_000, **LATE)], [hit("D1")], [payer()], policy=policy)

    assert rows(made) == [("D1", 98_000, discount, 0, deduction)]


def test_a_fee_over_several_items_is_still_asked() -> None:
    made = decided([receipt(amount=A0 + A2 - 2_500, method="wire")], BOOK, [hit("A0"), hit("A2", 1)], [payer()])

    assert status(made) == ("review", "which_item_is_short")


def test_a_fee_over_several_items_is_asked_where_their_numbers_are_misread_as_well() -> None:
    hits = [weak("A0", how="ocr", rivals=0), weak("A2", 1, how="ocr", rivals=0)]
    made = decided([receipt(amount=A0 + A2 - 2_500, method="wire")], BOOK, hits, [payer()])

    assert rows(made, rank=1)
    assert status(made) == ("review", "which_item_is_short")


def test_only_some_items_take_their_discount() -> None:
    book = [item("D1", 100_000, **TIMELY), item("D2", 150_000, discount=3_000, discount_until=TODAY)]
    made = decided([receipt(amount=247_000)], book, [hit("D1"), hit("D2", 1)], [payer()])

    assert rows(made) == [("D1", 100_000, 0, 0, 0), ("D2", 147_000, 3_000, 0, 0)]


def test_a_bank_fee_is_written_off_on_a_wire_and_is_a_deduction_elsewhere() -> None:
    lenient = Policy(unstated_fee="post")
    wired = decided([receipt(amount=A2 - 2_500, method="wire")], BOOK, [hit("A2")], [payer()], policy=lenient)
    by_ach = decided([receipt(amount=A2 - 2_500)], BOOK, [hit("A2")], [payer()], policy=lenient)

    assert rows(wired) == [("A2", A2 - 2_500, 0, 2_500, 0)]
    assert rows(by_ach) == [("A2", A2 - 2_500, 0, 0, 2_500)]


def test_a_credit_memo_is_netted_only_where_it_is_named() -> None:
    book = [*BOOK, item("CM1", -30_011)]
    named = decided([receipt(amount=A0 - 30_011)], book, [hit("A0"), hit("CM1", 1)], [payer()])
    unnamed = decided([receipt(amount=A0 - 30_011)], book, [hit("A0")], [payer()])

    assert rows(named) == [("A0", A0, 0, 0, 0), ("CM1", -30_011, 0, 0, 0)]
    assert status(unnamed)[0] == "review"
    assert rows(unnamed, rank=1)


def stated(document: str, position: int, paid: int, **given: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a remittance line and its exact reading."""
    return line(document, position, paid=paid, **given), hit(document, position, position=position, paid=paid)


def test_a_remittance_that_foots_is_applied_line_by_line() -> None:
    """Discount and deduction are the payer's own words, with the code mapped to our reason."""
    book = [*BOOK, item("D1", 100_000, **TIMELY)]
    told = [
        stated("A0", 0, A0),
        stated("D1", 1, 98_000, gross=100_000, discount=2_000),
        stated("A1", 2, A1 - 1_250, gross=A1, adjustment=-1_250, adjustment_code="30"),
    ]
    lines, hits = [one for one, _ in told], [one for _, one in told]
    made = decided([receipt(amount=A0 + 98_000 + A1 - 1_250)], book, hits, [payer()], lines=lines)

    assert status(made) == ("applied", "remittance")
    assert rows(made) == [("A0", A0, 0, 0, 0), ("A1", A1 - 1_250, 0, 0, 1_250), ("D1", 98_000, 2_000, 0, 0)]
    assert [reason for reason in made.applications["deduction_reason"] if reason] == ["freight"]


def test_an_unreadable_line_waits_and_the_others_are_applied() -> None:
    one, read = stated("A0", 0, A0)
    made = decided([receipt(amount=A0 + 55_555)], BOOK, [read], [payer()], lines=[one, line("??", 1, paid=55_555)])

    assert status(made) == ("partially_applied", "remittance_incomplete")
    assert rows(made) == [("A0", A0, 0, 0, 0)]


def test_a_credit_memo_is_not_taken_where_the_invoices_it_is_netted_against_wait() -> None:
    """`??` is no number of ours: what is left would take more off than it pays, and no book can hold that."""
    book = [item("A0", 60_00), item("CM1", -125_00), item("B1", 3_200_00)]
    memo, read = stated("CM1", 1, -125_00)
    small, also = stated("A0", 2, 60_00)
    for lines, hits in (([memo], [read]), ([memo, small], [read, also])):
        said = [line("??", 0, paid=3_183_00), *lines]
        amount = sum(one["paid"] for one in said)
        made = decided([receipt(amount=amount, text="VENDOR 77")], book, hits, [payer()], lines=said)

        assert all(sum(row[1] for row in rows(made, rank)) >= 0 for rank in range(4))


def test_an_unreadable_line_is_read_by_its_own_amount() -> None:
    one, read = stated("A0", 0, A0)
    made = decided([receipt(amount=A0 + A5)], BOOK, [read], [payer()], lines=[one, line("??", 1, paid=A5)])

    assert rows(made) == [("A0", A0, 0, 0, 0), ("A5", A5, 0, 0, 0)]


A5 = BOOK[5]["open"]


def test_a_part_payment_needs_the_payers_word() -> None:
    said = decided([receipt(amount=A3 // 2, text="INV A3 PARTIAL PAYMENT")], BOOK, [hit("A3")], [payer()])
    unsaid = decided([receipt(amount=A3 // 2, text="INV A3")], BOOK, [hit("A3")], [payer()])

    assert status(said) == ("applied", "named_part")
    assert rows(said) == [("A3", A3 // 2, 0, 0, 0)]
    assert status(unsaid)[0] == "review"


def unread(*raws: str) -> Any:
    """Return mentions that name nothing."""
    base = {"receipt_id": "r1", "source": "text", "position": -1, "start": -1, "end": -1, "kind": "number"}
    return frame(MENTIONS, *({**base, "mention": 9 + at, "raw": raw, "normal": raw} for at, raw in enumerate(raws)))


REFUSED: dict[str, dict[str, Any]] = {
    "file_not_trusted": {"receipts": [receipt(amount=A0, trusted=False)], "hits": [hit("A0")]},
    "repeated_receipt": {"receipts": [receipt(amount=A0, repeat_of="r0")], "hits": [hit("A0")]},
    "crosses_entity": {
        "items": [*BOOK, item("E1", A0, entity="OTHER")],
        "hits": [hit("E1")],
    },
    "duplicate_of_closed_item": {
        "hits": [hit("P1", item_id="closed-P1", state="closed")],
        "closed": [paid_item("P1", 44_444)],
    },
    "another_customers_item": {
        "items": [*BOOK, item("B1", A0 + 3, "C2")],
        "receipts": [receipt(amount=A0 + 3)],
        "hits": [hit("B1", customer="C2")],
    },
    "disputed_item": {"items": [item("X1", 77_777, disputed=True)], "receipts": [receipt(amount=77_777)]},
    "credit_memo_on_amount": {"items": [item("X1", 77_777), item("X2", -11_111)], "receipts": [receipt(amount=66_666)]},
    "only_a_proposal": {"receipts": [receipt(amount=A0 // 7)], "hits": [hit("A0")]},
    "weak_reference_alone": {"receipts": [receipt(amount=A0 - 9_000)], "hits": [weak("A0")]},
    "numbers_unread": {"receipts": [receipt(amount=A0 + 999)], "hits": [hit("A0")], "mentions": unread("12345")},
    "rival_exact": {"receipts": [receipt(amount=A1)], "hits": [hit("A2")]},
    "payer_not_confirmed": {"receipts": [receipt(amount=A0 - 9_000)], "hits": [hit("A0")], "payers": []},
    "meant_as_advance": {"receipts": [receipt(amount=A0, text="PREPAYMENT")]},
    "meant_otherwise": {"receipts": [receipt(amount=A0, text="PAYROLL RETURN")]},
    "name_alone": {"receipts": [receipt(amount=A0)], "payers": [by_name(how="name_fuzzy")]},
    "thin_payer_link": {
        "receipts": [receipt(amount=A0, payer_account="9")],
        "links": [link("account", "9", support=1)],
        "policy": Policy(thin_link_reach=1),
    },
    "deduction_too_large": {"receipts": [receipt(amount=A0 * 7 // 10)], "hits": [hit("A0")]},
    "fee_not_stated": {
        "receipts": [receipt(amount=A0 - 2_500, method="wire")],
        "hits": [hit("A0")],
        "policy": Policy(unstated_fee="ask"),
    },
    "overpaid": {"receipts": [receipt(amount=A0 * 3)], "hits": [hit("A0")]},
    "interchangeable_items": {
        "items": [item("S1", 12_345), item("S2", 12_345)],
        "receipts": [receipt(amount=12_345)],
    },
    "ambiguous": {
        "items": [item("S1", 12_345), item("S2", 12_345, due_on=TODAY)],
        "receipts": [receipt(amount=12_345)],
    },
    "chance_explains": {
        "items": [item("R1", 500_000), item("R2", 300_000), item("R3", 100_000)],
        "receipts": [receipt(amount=500_000)],
    },
    "taken_without_name": {"receipts": [receipt(amount=A0 + A1)], "hits": [hit("A0")]},
    "contested_item": {
        "receipts": [receipt(amount=A0), receipt("r2", amount=A0)],
        "hits": [hit("A0"), hit("A0", receipt_id="r2")],
        "payers": [payer(), payer(receipt_id="r2")],
    },
}
#: Refusals that have a test of their own, here or beside what they are about.
OF_THEIR_OWN = {
    *("payer_not_ar", "number_not_ours", "which_item_is_short", "discount_not_allowed"),
    *("part_payment_without_reason", "not_proven", "stratum_demoted"),
}


def test_every_refusal_has_its_case() -> None:
    assert REFUSED.keys() | OF_THEIR_OWN == REFUSALS.keys()
    assert not REFUSED.keys() & OF_THEIR_OWN


@pytest.mark.parametrize("code", REFUSED)
def test_the_refusal_list(code: str) -> None:
    """Each case would be posted, were it not for its refusal; nothing is posted and the answer is still offered."""
    given = {"receipts": [receipt(amount=A0)], "items": BOOK, "payers": [payer()]} | REFUSED[code]
    made = decided(given.pop("receipts"), given.pop("items"), given.pop("hits", []), given.pop("payers"), **given)

    outcome = "prepayment" if code == "meant_as_advance" else code
    assert outcome == status(made)[1]
    assert "applied" not in status(made)[0].replace("unapplied", "")
    assert rows(made) == []
    assert rows(made, rank=1)


@pytest.mark.parametrize(
    ("piece", "holds"), [({}, True), ({"deduction": A0 - 600}, False), ({"part": True}, False), ({"cash": A0}, False)]
)
def test_no_family_pays_a_part_without_the_payers_word(piece: dict[str, Any], *, holds: bool) -> None:
    """None does today: the refusal stands behind whatever searches, so it is asked by itself."""
    held = shelf.Item(*items(BOOK[0]).row(0))
    best = Hypothesis("named_exact", (Piece(held, **{"cash": 600, **piece}),))
    case: Any = None  # it looks at the pieces alone
    plan = Plan(case, (Ranked(best, (), 0.0, 1.0),), Assigned(0), Policy())

    assert REFUSALS["part_payment_without_reason"](plan) is holds


def by_number(name: float, number: float) -> list[dict[str, Any]]:
    """Return a payer known by a name like his and by our customer number, which he wrote."""
    return [by_name(how="name_fuzzy", probability=name), payer(how="number", probability=number, independent=False)]


@pytest.mark.parametrize(
    ("number", "standing"),
    [(0.6, ("applied", "single")), (0.4, ("review", "name_alone"))],
)
def test_a_name_and_our_customer_number_are_two_signs(number: float, standing: tuple[str, str]) -> None:
    made = decided([receipt(amount=A0)], [*BOOK, item("B1", A0, "C2")], [], by_number(0.35, number))
    assert status(made) == standing


@pytest.mark.parametrize("written", ["C1", "c1", "00C1"])
def test_his_own_customer_number_is_no_unread_number(written: str) -> None:
    made = decided([receipt(amount=A0)], BOOK, [], [payer()], mentions=unread(written))
    assert status(made) == ("applied", "single")
    assert status(decided([receipt(amount=A0)], BOOK, [], [payer()], mentions=unread("98765"))) == (
        "review",
        "number_not_ours",
    )


@pytest.mark.parametrize(
    ("beside", "standing"),
    [((None, None), "partially_applied"), ((A0, A1), "partially_applied"), ((A0, None), "review"), ((A0, 7), "review")],
)
def test_more_came_than_the_items_ask_and_sums_stand_beside_some(
    beside: tuple[int | None, int | None], standing: str
) -> None:
    """A sum that cannot be read may be the net of a discount: what is kept on account would be wrong."""
    hits = [hit("A0", 0, paid=beside[0]), hit("A1", 1, paid=beside[1])]
    made = decided([receipt(amount=A0 + A1 + 1_234)], BOOK, hits, [payer()])
    assert status(made)[0] == standing


@pytest.mark.parametrize(("memo", "standing"), [(-4_711, "review"), (-4_712, "applied")])
def test_what_is_missing_may_be_a_credit_memo_nobody_named(memo: int, standing: str) -> None:
    made = decided([receipt(amount=A0 - 4_711)], [*BOOK, item("CM1", memo)], [hit("A0")], [payer()])
    assert status(made)[0] == standing


@pytest.mark.parametrize(
    ("memo", "text", "standing"),
    [(-2_500, "", "review"), (-2_501, "", "applied"), (-2_500, "LESS BANK FEE 25.00", "applied")],
)
def test_a_fee_nobody_states_may_be_a_credit_memo_nobody_named(memo: int, text: str, standing: str) -> None:
    told = receipt(amount=A0 - 2_500, method="wire", text=text)
    made = decided([told], [*BOOK, item("CM1", memo)], [hit("A0")], [payer()])
    assert status(made)[0] == standing


def doubtful(readings: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return items of which each of so many strings means three, and their hits."""
    some = [item(f"D{place}", 501_003 + place * 13_337) for place in range(3 * readings)]
    return some, [hit(f"D{place}", 1 + place // 3) for place in range(3 * readings)]


@pytest.mark.parametrize("readings", [2, 4, 7])
def test_what_is_named_for_sure_is_found_among_any_number_of_doubtful_readings(readings: int) -> None:
    some, hits = doubtful(readings)
    made = decided([receipt(amount=A0)], [*BOOK, *some], [hit("A0"), *hits], [payer()])
    assert rows(made, rank=1 if rows(made, rank=1) else 0) == [("A0", A0, 0, 0, 0)]


@pytest.mark.parametrize(("readings", "standing"), [(2, ("applied", "named_exact")), (4, ("review", "not_proven"))])
def test_a_choice_among_more_readings_than_were_tried_is_not_proven(readings: int, standing: tuple[str, str]) -> None:
    """The last string's first item foots; whether a choice that was never tried does, nobody knows."""
    some, hits = doubtful(readings)
    meant = [each for each in some if each["document_number"] in {f"D{3 * place}" for place in range(readings)}]
    amount = A0 + sum(each["open"] for each in meant)
    made = decided([receipt(amount=amount)], [*BOOK, *some], [hit("A0"), *hits], [payer()])
    assert status(made) == standing


@pytest.mark.parametrize("named", [["A0"], ["A0", "A1"], ["A0", "A1", "A2"]])
def test_exact_numbers_of_one_family_that_foot_need_no_payer(named: list[str]) -> None:
    total = sum(row["open"] for row in BOOK if row["document_number"] in named)
    hits = [hit(number, mention) for mention, number in enumerate(named)]
    assert status(decided([receipt(amount=total)], BOOK, hits)) == ("applied", "named_exact")


E1 = item("E1", A0 + 7, entity="OTHER")


@pytest.mark.parametrize(
    ("amount", "named", "standing"),
    [
        (A0, ["A0", "E1"], "applied"),  # a telephone number that looks like another entity's document
        (A0 + A1, ["A0", "E1", "A1"], "applied"),
        (A0 - 5_000, ["A0", "E1"], "review"),
        (A0 + 7, ["A0", "E1"], "review"),
        (A0 + A0 + 7, ["A0", "E1"], "review"),
        (A0, ["E1"], "review"),
    ],
)
def test_another_entitys_number_holds_only_what_does_not_foot_by_its_own(
    amount: int, named: list[str], standing: str
) -> None:
    hits = [hit(number, mention) for mention, number in enumerate(named)]
    made = decided([receipt(amount=amount)], [*BOOK, E1], hits, [payer()])
    assert status(made)[0] == standing


def test_the_order_of_refusals_is_fixed() -> None:
    """The first that holds is the answer: what is wrong with the file comes before what is wrong with the proof."""
    assert [
        *(
            "file_not_trusted",
            "repeated_receipt",
            "payer_not_ar",
            "crosses_entity",
            "duplicate_of_closed_item",
            "another_customers_item",
        ),
        *("disputed_item", "credit_memo_on_amount", "part_payment_without_reason", "only_a_proposal"),
        "which_item_is_short",
        *(
            "weak_reference_alone",
            "numbers_unread",
            "rival_exact",
            "taken_without_name",
            "payer_not_confirmed",
            "meant_as_advance",
            "meant_otherwise",
            "number_not_ours",
            "name_alone",
        ),
        *("thin_payer_link", "deduction_too_large", "fee_not_stated", "discount_not_allowed"),
        *("overpaid", "interchangeable_items"),
        *("ambiguous", "chance_explains", "not_proven", "contested_item", "stratum_demoted"),
    ] == list(REFUSALS)


def test_every_reason_is_published_once() -> None:
    rules = {rule.name for rule in RULES} - PROPOSED_ONLY

    assert rules | set(OUTCOMES) | set(REFUSALS) == set(REASONS)
    assert all(sentence.endswith(".") and "\n" not in sentence for sentence in REASONS.values())
    assert set(CURES) <= set(REASONS)


def test_a_paid_document_paid_again_stays_on_account() -> None:
    closed_hit = hit("P1", item_id="closed-P1", state="closed")
    made = decided([receipt(amount=4_711)], BOOK, [closed_hit], [payer()], closed=[paid_item("P1", 4_711)])

    assert status(made) == ("unapplied", "duplicate_of_closed_item")


@pytest.mark.parametrize(
    ("came", "paid", "expected"),
    [
        (19_415, 19_415, ("review", "duplicate_of_closed_item")),
        (19_415, 20_000, ("partially_applied", "overpayment")),
        (14_788, 14_788, ("applied", "named_exact")),
    ],
)
def test_a_number_of_what_is_open_may_be_that_of_a_paid_document(
    came: int, paid: int, expected: tuple[str, str]
) -> None:
    """`33557` is SIN033557, which asks 147.88, and a document of another series that was paid before."""
    hits = [hit("SIN033557"), hit("33557", item_id="closed-33557", state="closed")]
    book = [*BOOK, item("SIN033557", 14_788)]
    made = decided([receipt(amount=came)], book, hits, [payer()], closed=[paid_item("33557", paid)])

    assert status(made) == expected


def test_a_short_payment_asks_where_the_words_may_name_another_item_too() -> None:
    """`A1, A` and `2` on the next line: a number that may be a part of another is no certain reading, and no chance."""
    torn = hit("A2", 1, strong=False)
    made = decided([receipt(amount=A1 - 5_000)], BOOK, [hit("A1"), torn], [payer()])
    others = decided([receipt(amount=A1 - 5_000)], BOOK, [hit("A1"), weak("A2", 1)], [payer()])

    assert status(made) == ("review", "numbers_unread")
    assert status(others) == ("applied", "named_short")


def test_all_but_one_does_not_pay_what_the_words_name() -> None:
    """`ALL OPEN LESS A3`, and another item asks as much as A3: what is named is what is left out."""
    twin = item("T3", A3, due_on=TODAY + timedelta(days=40))
    amount = sum(row["open"] for row in BOOK)
    made = decided([receipt(amount=amount)], [*BOOK, twin], [hit("A3", strong=False)], [payer()])

    assert status(made) == ("review", "ambiguous")


@pytest.mark.parametrize(
    ("items", "payers", "expected"),
    [
        (BOOK, [], ("unidentified", "payer_unknown")),
        ([item("B1", 5, "C2")], [payer()], ("unapplied", "prepayment")),
        (BOOK, [payer()], ("unapplied", "nothing_explains")),
        (MANY, [payer()], ("unapplied", "not_all_tried")),
    ],
)
def test_money_without_an_answer_is_kept(items: Any, payers: Any, expected: tuple[str, str]) -> None:
    assert expected == status(decided([receipt(amount=3_333)], items, [], payers))


def test_a_stratum_that_was_wrong_too_often_asks() -> None:
    rule = "named_exact|ach|cents|6-20"
    clean = decided([receipt(amount=A0)], BOOK, [hit("A0")], [payer()], history={rule: Track(200, 0)})
    wrong = decided([receipt(amount=A0)], BOOK, [hit("A0")], [payer()], history={rule: Track(200, 1)})

    assert status(clean)[0] == "applied"
    assert status(wrong) == ("review", "stratum_demoted")


def test_names_are_served_before_amounts() -> None:
    """The item one receipt names is not taken by another that only has its amount."""
    two = [receipt("r1", A0), receipt("r2", A0)]
    made = decided(two, BOOK, [hit("A0", receipt_id="r2")], [payer(), payer(receipt_id="r2")])

    assert status(made, "r2") == ("applied", "named_exact")
    assert status(made, "r1")[0] != "applied"


def test_two_receipts_that_name_one_item_are_both_asked() -> None:
    two = [receipt("r1", A0), receipt("r2", A0)]
    made = decided(two, BOOK, [hit("A0"), hit("A0", receipt_id="r2")], [payer(), payer(receipt_id="r2")])

    assert {"review"} == {status(made, "r1")[0], status(made, "r2")[0]}


def test_equal_receipts_share_equal_items() -> None:
    """Interchangeable items are a benign ambiguity: the lowest number goes first, each goes once."""
    book = [*BOOK, item("S1", 12_345), item("S2", 12_345)]
    two, oldest = [receipt("r1", 12_345), receipt("r2", 12_345)], Policy(benign_ambiguity="oldest")
    made = decided(two, book, [], [payer(), payer(receipt_id="r2")], policy=oldest)

    assert [rows(made, receipt_id=each)[0][0] for each in ("r1", "r2")] == ["S1", "S2"]


def test_a_parent_pays_its_children() -> None:
    family = [customer("C1"), customer("K1", parent="C1"), customer("K2", parent="C1")]
    book = [item("X1", 33_331, "K1"), item("X2", 44_447, "K2"), item("X3", 1_717, "C1")]
    found = [hit("X1", customer="K1"), hit("X2", 1, customer="K2")]
    made = decided([receipt(amount=77_778)], book, found, [payer()], customers=family)

    assert status(made) == ("applied", "named_exact")
