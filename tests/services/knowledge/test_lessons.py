"""What an answer teaches: tables with the lessons first; nothing is learned from what could be chance."""

from typing import Any

import pytest

from services.knowledge.kinds import KINDS, Fact, checked
from services.knowledge.lessons import RULES, Answer, Drawn, Paid, Said, drawn, how_he_writes, numbers_of_his_own

ACCOUNT, NAME = ("account", "071000013555"), ("name", "ACME CORP")
LINK = Fact("payer_link", *ACCOUNT, means="C1")


def lessons(**given: Any) -> list[tuple[str, str]]:
    """Return the lessons of an accepted answer as (event, sentence)."""
    answer = Answer(**{"act": "accept", "customer": "C1"} | given)
    return [(one.event, one.fact.sentence) for one in drawn(answer)]


def paid(number: str = "60217372", cash: int = 100_00, **given: Any) -> Paid:
    return Paid(number, 100_00, cash, **given)


@pytest.mark.parametrize("act", ["accept", "apply", "identify", "on_account"])
def test_an_answer_says_who_the_marks_are(act: str) -> None:
    assert lessons(act=act, marks=(ACCOUNT, NAME)) == [
        ("confirmed", "account ****3555 is customer C1"),
        ("confirmed", "name ACME CORP is customer C1"),
    ]


@pytest.mark.parametrize("given", [{"act": "park"}, {"act": "undo"}, {"customer": ""}, {"act": "not_ar", "marks": ()}])
def test_an_answer_that_is_not_sure_who_paid_teaches_nothing(given: dict[str, Any]) -> None:
    assert lessons(**{"marks": (ACCOUNT, NAME), "paid": (paid(),), "said": (Said("JD60217372"),)} | given) == []


#: what the answer says -> what speaks against the link that led elsewhere.
OTHERWISE: dict[str, tuple[dict[str, Any], list[str]]] = {
    "the one customer it led to was offered, and was wrong": (
        {"leads": {ACCOUNT: frozenset({"C2"})}, "offered": "C2"},
        ["contradicted account ****3555 is customer C2", "confirmed account ****3555 is not customer C2"],
    ),
    "an agent pays for several": ({"leads": {ACCOUNT: frozenset({"C2", "C3"})}, "offered": "C2"}, []),
    "a family is one payer": (
        {"leads": {ACCOUNT: frozenset({"C2"})}, "offered": "C2", "heads": {"C1": "P", "C2": "P"}},
        [],
    ),
    "nobody was offered": ({"leads": {ACCOUNT: frozenset({"C2"})}}, []),
    "the offer was right": ({"leads": {ACCOUNT: frozenset({"C1"})}, "offered": "C1"}, []),
    "what was known never to be so is so after all": (
        {"never": frozenset({Fact("not_payer", *ACCOUNT, means="C1"), Fact("not_ar", *ACCOUNT)})},
        [
            "contradicted money of account ****3555 is no customer's payment",
            "contradicted account ****3555 is not customer C1",
        ],
    ),
}


@pytest.mark.parametrize("name", OTHERWISE)
def test_an_answer_speaks_against_what_led_elsewhere(name: str) -> None:
    given, expected = OTHERWISE[name]
    said = [" ".join(one) for one in lessons(marks=(ACCOUNT,), **given)]
    assert sorted(expected) == sorted(set(said) - {"confirmed account ****3555 is customer C1"})


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ((ACCOUNT, NAME), ["money of account ****3555 is no customer's payment"]),
        ((("company_id", "1234567890"), NAME), ["money of company id 1234567890 is no customer's payment"]),
        ((NAME,), ["money of name ACME CORP is no customer's payment"]),
    ],
)
def test_who_is_no_customer_is_known_by_bank_data_first(marks: Any, expected: list[str]) -> None:
    assert [("confirmed", words) for words in expected] == lessons(act="not_ar", customer="", marks=marks)


def test_who_is_no_customer_has_no_link() -> None:
    found = lessons(act="not_ar", customer="", marks=(ACCOUNT,), leads={ACCOUNT: frozenset({"C9"})})
    assert ("contradicted", "account ****3555 is customer C9") in found


#: what he wrote -> how he writes our 60217372 (order SO770343, PO 4500008018); empty: nothing is learned.
WRITTEN = {
    "60217372": "",
    "INV-60217372": "",  # letters and zeros before a number are read anyway
    "0060217372": "",
    "99-60217372": "99 before our number",
    "60217372-77": "77 behind our number",
    "217372": "the last 6 signs of our number",
    "60217": "the first 5 signs of our number",
    "372": "",  # three digits stand anywhere
    "4500008018": "the purchase order where a document number is due",
    "770343": "the order where a document number is due",
    "60217373": "",  # a slip of the pen
    "1234567890160217372": "",  # too much before it
    "ABC": "",
}


@pytest.mark.parametrize("written", WRITTEN)
def test_how_he_writes_our_number(written: str) -> None:
    item = paid(po_number="4500008018", order_number="SO770343")
    for where in ({"said": (Said(written),)}, {"numbers": (written,)}):
        answer = Answer("accept", "C1", paid=(item,), **where)
        expected = [f"customer C1 writes {WRITTEN[written]}"] if WRITTEN[written] else []
        assert expected == [one.fact.sentence for one in how_he_writes(answer)]


def test_a_number_that_may_stand_for_two_items_teaches_no_way_of_writing() -> None:
    two = (paid("60217372"), paid("70217372"))
    assert list(how_he_writes(Answer("accept", "C1", paid=two, numbers=("217372",)))) == []


#: his line -> what of it is his own.
OWN: dict[str, tuple[Said, str]] = {
    "his document": (Said("AP-77/123456"), "of the shape AP99999999"),
    "of our shape": (Said("60300001"), ""),
    "a slip": (Said("6021732"), ""),
    "a way to write ours": (Said("99-60217372"), ""),
    "a filler": (Said("0000"), ""),
    "a line of another sort": (Said("AP-77/123456", qualifier="account"), ""),
}


@pytest.mark.parametrize("name", OWN)
def test_what_is_a_number_of_his_own(name: str) -> None:
    line, shape = OWN[name]
    found = numbers_of_his_own(Answer("accept", "C1", paid=(paid(),), said=(line,)))
    expected = [f"customer C1's numbers {shape} are his own, no documents"] if shape else []
    assert expected == [one.fact.sentence for one in found]


def test_of_several_lines_only_one_that_was_paid_says_what_is_his_own() -> None:
    lines = (Said("AP-77/123456", paid=100_00), Said("XX-1", paid=5_00))
    found = [one.fact.pattern for one in numbers_of_his_own(Answer("accept", "C1", paid=(paid(),), said=lines))]
    assert found == ["AP99999999"]


def test_in_free_text_a_strange_number_is_his_own_one_by_one() -> None:
    found = [one.fact for one in numbers_of_his_own(Answer("accept", "C1", paid=(paid(),), numbers=("V-889912",)))]
    assert found == [Fact("not_reference", "customer", "C1", "exact", "V889912")]
    lettered = numbers_of_his_own(Answer("accept", "C1", paid=(paid(),), numbers=("AP-889912",)))
    assert [one.fact.pattern for one in lettered] == ["AP999999"]


#: (deduction, reason, freight, his line) -> what he takes off.
TAKEN: dict[str, tuple[tuple[int, str, int, tuple[Said, ...]], list[str]]] = {
    "his code": ((7_13, "quality", 0, (Said("60217372", code="Q7"),)), ["what he codes Q7: quality"]),
    "his words": (
        (7_13, "quality", 0, (Said("60217372", text="SPIFF 2026 CLAIM"),)),
        ["what he calls SPIFF CLAIM: quality"],
    ),
    "a code we read": (
        (7_13, "freight", 0, (Said("60217372", code="FRT"),)),
        ["713 basis points of the item: freight"],
    ),
    "a rate": ((2_00, "allowance", 0, ()), ["200 basis points of the item: allowance"]),
    "a rate too high": ((20_00, "allowance", 0, ()), []),
    "a rate of an event": ((2_00, "damage", 0, ()), []),
    "the freight": ((9_50, "freight", 9_50, ()), ["the item's freight: freight"]),
    "no reason": ((2_00, "unexplained", 0, ()), []),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_he_takes_off(name: str) -> None:
    (deduction, reason, freight, said), expected = TAKEN[name]
    item = paid(cash=100_00 - deduction, deduction=deduction, reason=reason, freight=freight)
    found = [words for _, words in lessons(paid=(item,), said=said)]
    assert [f"customer C1 takes off {words}" for words in expected] == [one for one in found if "takes" in one]


@pytest.mark.parametrize("written", ["261119", "20261119", "11192026", "191126", "OAC000000007781", "B0"])
def test_days_and_numbers_of_other_lengths_are_nobodys_own(written: str) -> None:
    short = (paid("602173"), paid("60217372"))
    assert list(numbers_of_his_own(Answer("accept", "C1", paid=short, numbers=(written,)))) == []


def test_every_lesson_can_be_kept() -> None:
    """What rules draw is what the kinds allow."""
    every = Answer(
        "accept",
        "C1",
        marks=(ACCOUNT, NAME),
        leads={ACCOUNT: frozenset({"C2"})},
        offered="C2",
        paid=(paid(cash=98_00, deduction=2_00, reason="allowance"),),
        said=(Said("99-60217372", code="Q7"), Said("AP-77/123456", paid=98_00)),
        numbers=("V-889912",),
    )
    found = drawn(every)
    assert {one.fact.kind for one in found} == set(KINDS) - {"not_ar"}
    assert [checked(one.fact) for one in found] == [one.fact for one in found]
    assert len(RULES) == 6


def test_a_fact_confirmed_by_an_answer_is_not_contradicted_by_it() -> None:
    known = {ACCOUNT: frozenset({"C1"})}
    assert drawn(Answer("accept", "C1", marks=(ACCOUNT,), leads=known, offered="C1")) == (Drawn(LINK),)
