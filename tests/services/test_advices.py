"""An advice is attached to the one payment it can mean, or it waits and says why: a table, and laws for every one."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.banking.advices import attached
from services.banking.told import Told
from services.banking.waiting_advices import REASONS, waiting
from services.tieout import Tie
from tests.services.test_tieout import ACH, DAY, told

ADVICE = told("adv.1", "edi820", 500, kind="advice", references=(("trn", "88123"),), **ACH)
BARE = told("mail.1", "advice_email", 500, kind="advice", payer="SUMMIT HYDRAULIC CO")
BANK = told("bank.1", "bai2", 500, references=(("trn", "88123"),))
NAMED = told("bank.2", "bai2", 500, **ACH)
#: The wire came 15 less than was sent: its words state it, or banks usually keep it.
CHARGED = replace(BANK, minor=485, charges=frozenset({15, 20}), stated=frozenset({15}))
UETR = "0b1e2c7e-3d5f-4a6b-8c9d-0e1f2a3b4c5d"


def ref(one: Told, *references: tuple[str, str], **facts: object) -> Told:
    return replace(one, references=references, **facts)  # type: ignore[arg-type]


#: what there is -> (advices, payments, which advice has which payment by which rule)
TABLES: dict[str, tuple[list[Told], list[Told], list[Tie]]] = {
    "the trace number names the payment": ([ADVICE], [BANK, NAMED], [Tie("adv.1", "bank.1", "advice:trn")]),
    "company and amount where the number names none": ([ADVICE], [NAMED], [Tie("adv.1", "bank.2", "advice:company")]),
    "two payments that could be meant leave it waiting": ([ADVICE], [NAMED, replace(NAMED, entry_id="bank.3")], []),
    "another amount is another payment": ([ADVICE], [replace(BANK, minor=501)], []),
    "a number of another amount forbids any other payment": ([ADVICE], [replace(BANK, minor=501), NAMED], []),
    "a number names a payment of a charge less": ([ADVICE], [CHARGED], [Tie("adv.1", "bank.1", "advice:trn_charged")]),
    "so does the payer's whole name": (
        [BARE],
        [replace(CHARGED, payer="SUMMIT HYDRAULIC COMPANY")],
        [Tie("mail.1", "bank.1", "advice:payer_charged")],
    ),
    "or its beginning in a line of free text": (
        [BARE],
        [replace(CHARGED, raw="16,195,485,,,,WIRE SUMMIT HYDRAULIC CO 15.00 FEE/")],
        [Tie("mail.1", "bank.1", "advice:payer_charged")],
    ),
    "a word of his name does not": ([BARE], [replace(CHARGED, payer="SUMMIT FOODS")], []),
    "nor does he where no words state the charge": (
        [BARE],
        [replace(CHARGED, payer="SUMMIT HYDRAULIC COMPANY", stated=frozenset())],
        [],
    ),
    "nor does a sum alone": ([replace(BARE, payer="")], [replace(CHARGED, references=())], []),
    "another difference is no charge": ([ADVICE], [replace(CHARGED, minor=486)], []),
    "a charge on top is none": ([ADVICE], [replace(CHARGED, minor=515)], []),
    "two payments that each lack a charge leave it waiting": (
        [ADVICE],
        [CHARGED, replace(CHARGED, entry_id="bank.3", minor=480)],
        [],
    ),
    "a whole payment of the payer's goes before one that lacks a charge": (
        [BARE],
        [NAMED, replace(CHARGED, payer=NAMED.payer)],
        [Tie("mail.1", "bank.2", "advice:payer")],
    ),
    "two whole ones leave it waiting, the third is not asked": (
        [BARE],
        [NAMED, replace(NAMED, entry_id="bank.3"), replace(CHARGED, entry_id="bank.4", payer=NAMED.payer)],
        [],
    ),
    "two advices of one payment that lacks a charge wait": (
        [ADVICE, replace(ADVICE, entry_id="adv.2", position=2, minor=505)],
        [CHARGED],
        [],
    ),
    "a payment that is another advice's whole sum is left to that one": (
        [BARE, *(replace(BARE, entry_id=f"mail.{n}", position=n, minor=485) for n in (2, 3))],
        [replace(CHARGED, payer=BARE.payer)],
        [],
    ),
    "another currency is another payment": ([ADVICE], [replace(BANK, currency="EUR")], []),
    "another company's payment of that number": (
        [ADVICE],
        [replace(BANK, company_id="9999999999")],
        [],
    ),
    "a prefix before the tax number changes no company": (
        [replace(ADVICE, references=())],
        [replace(NAMED, company_id="185967292")],
        [Tie("adv.1", "bank.2", "advice:company")],
    ),
    "pad zeros change no check": (
        [ref(BARE, ("check", "0004411902"))],
        [ref(BANK, ("check", "4411902"), method="check")],
        [Tie("mail.1", "bank.1", "advice:check")],
    ),
    "a check's number may be the bank's own reference": (
        [ref(BARE, ("check", "4411902"))],
        [ref(BANK, method="check", bank_reference="4411902")],
        [Tie("mail.1", "bank.1", "advice:check")],
    ),
    "another check is another payment, whoever wrote it": (
        [ref(BARE, ("check", "70011"))],
        [ref(NAMED, ("check", "70012"), method="check")],
        [],
    ),
    "a UETR": (
        [ref(BARE, ("uetr", UETR.upper()))],
        [ref(BANK, ("uetr", UETR))],
        [Tie("mail.1", "bank.1", "advice:uetr")],
    ),
    "an end-to-end number": (
        [ref(BARE, ("end_to_end", "E2E-7781"))],
        [ref(BANK, ("end_to_end", "E2E-7781"))],
        [Tie("mail.1", "bank.1", "advice:end_to_end")],
    ),
    "the payment's own number is repeated by an ISO advice": (
        [ref(ADVICE, ("end_to_end", "BF-1"), source="remt001")],
        [ref(BANK, ("end_to_end", "BF-1"), source="camt053"), NAMED],
        [Tie("adv.1", "bank.1", "advice:end_to_end")],
    ),
    "no end-to-end number at all": (
        [ref(BARE, ("end_to_end", "NOTPROVIDED"), payer="")],
        [ref(BANK, ("end_to_end", "NOTPROVIDED"), day=DAY + timedelta(days=20))],
        [],
    ),
    "the advice's own number in the payment": (
        [ref(BARE, ("customer", "RA-5512"))],
        [ref(BANK, ("customer", "RA-5512")), NAMED],
        [Tie("mail.1", "bank.1", "advice:reference")],
    ),
    "the payer's account": (
        [replace(BARE, payer="", payer_account="DE89 3704 0044 0532 0130 00")],
        [replace(BANK, references=(), payer_account="DE89370400440532013000"), replace(NAMED, payer_account="5544123")],
        [Tie("mail.1", "bank.1", "advice:account")],
    ),
    "a word of the payer's name": ([BARE], [NAMED], [Tie("mail.1", "bank.2", "advice:payer")]),
    "how the name begins says more than a word that many names have": (
        [replace(BARE, payer="Summit Hydraulic LLC")],
        [replace(NAMED, payer="SUMMIT HYDRAULI", company_id=""), replace(BANK, references=(), payer="OAKMERE LLC")],
        [Tie("mail.1", "bank.2", "advice:payer")],
    ),
    "another name speaks against it": ([BARE], [replace(NAMED, payer="OAKMERE", company_id="")], []),
    "so does one among the words of a line that names no payer": (
        [BARE],
        [replace(NAMED, payer="", company_id="", raw="16,165,500,,,,PREAUTHORIZED CREDIT HOLLIN COUNTY MEMO REFUND/")],
        [],
    ),
    "his own among them does not, nor do a bank's words": (
        [BARE],
        [replace(NAMED, payer="", company_id="", raw="16,165,500,,,,PREAUTHORIZED CREDIT SUMMIT HYDRAUL MEMO NOV/")],
        [Tie("mail.1", "bank.2", "advice:amount")],
    ),
    "too far away for a name": ([BARE], [replace(NAMED, day=DAY + timedelta(days=14))], []),
    "not too far for a number": (
        [ADVICE],
        [replace(BANK, day=DAY + timedelta(days=28))],
        [Tie("adv.1", "bank.1", "advice:trn")],
    ),
    "several sets of one number are one transfer": (
        [replace(ADVICE, minor=200), replace(ADVICE, entry_id="adv.2", position=2, minor=300)],
        [BANK],
        [Tie("adv.1", "bank.1", "advice:trn_sum"), Tie("adv.2", "bank.1", "advice:trn_sum")],
    ),
    "several sets of one file without a number": (
        [replace(BARE, minor=200), replace(BARE, entry_id="mail.2", position=2, minor=300)],
        [NAMED],
        [Tie("mail.1", "bank.2", "advice:file_sum"), Tie("mail.2", "bank.2", "advice:file_sum")],
    ),
    "several sets of one number are one transfer, a charge less": (
        [replace(ADVICE, minor=200), replace(ADVICE, entry_id="adv.2", position=2, minor=300)],
        [CHARGED],
        [Tie("adv.1", "bank.1", "advice:trn_sum_charged"), Tie("adv.2", "bank.1", "advice:trn_sum_charged")],
    ),
    "several sets of one file without a number, a charge less that the words state": (
        [replace(BARE, minor=200), replace(BARE, entry_id="mail.2", position=2, minor=300)],
        [replace(CHARGED, references=(), payer="SUMMIT HYDRAULIC COMPANY")],
        [Tie("mail.1", "bank.1", "advice:file_sum_charged"), Tie("mail.2", "bank.1", "advice:file_sum_charged")],
    ),
    "nor where no words state it": (
        [replace(BARE, minor=200), replace(BARE, entry_id="mail.2", position=2, minor=300)],
        [replace(CHARGED, references=(), payer="SUMMIT HYDRAULIC COMPANY", stated=frozenset())],
        [],
    ),
    "one advice of two checks": (
        [ref(BARE, ("check", "70011"), ("check", "70012"))],
        [
            ref(BANK, ("check", "70011"), method="check", minor=200),
            ref(NAMED, ("check", "70012"), method="check", minor=300),
        ],
        [Tie("mail.1", "bank.1", "advice:check_shared"), Tie("mail.1", "bank.2", "advice:check_shared")],
    ),
    "a number among the words, of two payments of one payer and sum": (
        [ref(BARE, ("trn", "PY774120")), ref(BARE, ("trn", "PY774121"), entry_id="mail.2", position=2)],
        [replace(NAMED, raw="ORIG SUMMIT PMT DET PY774120"), replace(NAMED, entry_id="bank.3", raw="DET:PY774121")],
        [Tie("mail.1", "bank.2", "advice:words"), Tie("mail.2", "bank.3", "advice:words")],
    ),
    "a short number among the words names nothing": (
        [ref(BARE, ("trn", "PY774"))],
        [replace(NAMED, raw="PMT DET PY774"), replace(NAMED, entry_id="bank.3")],
        [],
    ),
    "nor does one beside another name": (
        [ref(BARE, ("trn", "PY774120"))],
        [replace(NAMED, payer="OAKMERE", company_id="", raw="OAKMERE PY774120")],
        [],
    ),
    "one advice of two payments of its payer's, by its lines": (
        [replace(BARE, paid=(120, 80, 300))],
        [replace(NAMED, minor=200, payer=BARE.payer), replace(NAMED, entry_id="bank.3", minor=300, payer=BARE.payer)],
        [Tie("mail.1", "bank.2", "advice:payer_shared"), Tie("mail.1", "bank.3", "advice:payer_shared")],
    ),
    "not of another day": (
        [replace(BARE, paid=(120, 80, 300))],
        [
            replace(NAMED, minor=200, payer=BARE.payer),
            replace(NAMED, entry_id="bank.3", minor=300, payer=BARE.payer, day=DAY + timedelta(days=1)),
        ],
        [],
    ),
    "nor where a third is as good as one of them": (
        [replace(BARE, paid=(120, 80, 300))],
        [
            replace(NAMED, minor=200, payer=BARE.payer),
            *(replace(NAMED, entry_id=f"bank.{n}", minor=300, payer=BARE.payer) for n in (3, 4)),
        ],
        [],
    ),
    "nor two of one sum": (
        [replace(BARE, paid=(250, 250))],
        [replace(NAMED, entry_id=f"bank.{n}", minor=250, payer=BARE.payer) for n in (3, 4)],
        [],
    ),
    "nor of a payer whose name is only like his": (
        [replace(BARE, paid=(200, 300))],
        [
            replace(NAMED, minor=200, payer="SUMMIT FOODS", company_id=""),
            replace(NAMED, entry_id="bank.3", minor=300, payer=BARE.payer),
        ],
        [],
    ),
    "an advice told again by another road": (
        [ADVICE, ref(BARE, ("trn", "88123"))],
        [BANK],
        [Tie("adv.1", "bank.1", "advice:trn"), Tie("mail.1", "bank.1", "advice:again")],
    ),
    "told again by its documents alone": (
        [replace(ADVICE, documents=("A1", "A2")), replace(BARE, documents=("A2", "A1"))],
        [BANK],
        [Tie("adv.1", "bank.1", "advice:trn"), Tie("mail.1", "bank.1", "advice:again")],
    ),
    "twins in one file are two advices": (
        [ADVICE, replace(ADVICE, entry_id="adv.2", position=2)],
        [BANK],
        [],
    ),
    "twins with their own numbers find their own payments": (
        [ADVICE, ref(ADVICE, ("trn", "88124"), entry_id="adv.2", position=2)],
        [BANK, ref(BANK, ("trn", "88124"), entry_id="bank.9")],
        [Tie("adv.1", "bank.1", "advice:trn"), Tie("adv.2", "bank.9", "advice:trn")],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_an_advice_finds_its_payment_or_waits(name: str) -> None:
    advices, payments, expected = TABLES[name]

    assert attached(advices, payments) == expected


@pytest.mark.parametrize("name", TABLES)
def test_the_order_in_which_they_came_changes_nothing(name: str) -> None:
    advices, payments, expected = TABLES[name]

    for some in permutations(advices):
        for others in permutations(payments):
            assert attached(list(some), list(others)) == expected


def test_a_payment_is_known_by_what_every_file_tells_of_it() -> None:
    """The statement's line is settled by the ACH detail; the number stands on the line."""
    detail = told("ach.1", "nacha", 500)

    assert attached([ADVICE], [detail], {"ach.1": [BANK]}) == [Tie("adv.1", "ach.1", "advice:trn")]


def test_any_telling_may_state_the_charge() -> None:
    detail = replace(BANK, entry_id="fed.1", minor=485)

    assert attached([ADVICE], [detail], {"fed.1": [CHARGED]}) == [Tie("adv.1", "fed.1", "advice:trn_charged")]


def test_an_applied_payment_keeps_its_advice() -> None:
    """A better payment came later: what is applied already is not moved under people's hands."""
    kept = [Tie("adv.1", "bank.2", "advice:company")]

    assert attached([ADVICE], [BANK, NAMED], kept=kept) == []


def test_an_undated_advice_has_no_window() -> None:
    late = replace(NAMED, day=DAY + timedelta(days=60))

    assert attached([replace(BARE, undated=True)], [late]) == [Tie("mail.1", "bank.2", "advice:payer")]


#: what there is -> why the advice waits
WAITS: dict[str, tuple[list[Told], list[Told], str]] = {
    "no_payment": ([ADVICE], [], "no_payment"),
    "amount_differs": ([ADVICE], [replace(BANK, minor=501)], "amount_differs"),
    "several_payments": ([BARE], [NAMED, replace(NAMED, entry_id="bank.3")], "several_payments"),
    "several_advices": ([BARE, replace(BARE, entry_id="mail.2", position=2)], [NAMED], "several_advices"),
    "several_payments that lack a charge": (
        [ADVICE],
        [CHARGED, replace(CHARGED, entry_id="bank.3", minor=480)],
        "several_payments",
    ),
    "charge_not_stated": (
        [BARE],
        [replace(CHARGED, payer=NAMED.payer, stated=frozenset())],
        "charge_not_stated",
    ),
    "payment_taken": ([ADVICE, replace(BARE, documents=("X",))], [replace(BANK, raw="ACH CREDIT")], "payment_taken"),
}


@pytest.mark.parametrize("name", WAITS)
def test_an_advice_says_why_it_waits(name: str) -> None:
    advices, payments, reason = WAITS[name]
    ties = attached(advices, payments)
    reasons = waiting(advices, payments, ties)

    assert reason in {why for why, _ in reasons.values()}
    assert set(REASONS) >= {why for why, _ in reasons.values()}
    assert {tie.entry_id for tie in ties}.isdisjoint(reasons)


CHARGES = frozenset({100})
_REFS = st.lists(st.tuples(st.sampled_from(["trn", "check"]), st.sampled_from(["7001", "7002"])), max_size=2)
_SOME = st.lists(
    st.tuples(st.sampled_from([100, 200, 300]), _REFS, st.sampled_from(["", "ACORN", "BIRCH"])), max_size=5
)


@given(said=_SOME, paid=_SOME, data=st.data())
def test_laws(
    said: list[tuple[int, list[tuple[str, str]], str]],
    paid: list[tuple[int, list[tuple[str, str]], str]],
    data: st.DataObject,
) -> None:
    """Amounts always add up, nothing is attached twice but a sum or a share, and order changes nothing."""
    advices = [
        told(f"adv{n % 2}.{n}", "advice_csv", minor, kind="advice", references=tuple(refs), payer=payer)
        for n, (minor, refs, payer) in enumerate(said)
    ]
    payments = [
        told(f"bank.{n}", "bai2", minor, references=tuple(refs), payer=payer, charges=CHARGES, stated=CHARGES)
        for n, (minor, refs, payer) in enumerate(paid)
    ]
    ties = attached(advices, payments)
    minor = {one.entry_id: one.minor for one in (*advices, *payments)}
    first = [tie for tie in ties if tie.rule != "advice:again"]

    assert len(set(ties)) == len(ties)
    for payment in {tie.by for tie in first}:
        mine = [tie for tie in first if tie.by == payment]
        if not any(tie.rule.endswith("_shared") for tie in mine):
            above = sum(minor[tie.entry_id] for tie in mine) - minor[payment]
            assert above in (CHARGES if mine[0].rule.endswith("_charged") else {0})
    assert attached(data.draw(st.permutations(advices)), data.draw(st.permutations(payments))) == ties
