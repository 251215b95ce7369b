"""A30: each receipt against its remittance, each card batch against the bank's line, with what differs by its name."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import intake, matching, reports
from services.banking.card_batches import Batch, Deposit, Line, Part, Why, parts, settled
from services.workspace import Workspace
from tests.parsers.bai2_files import bai2
from tests.services.sheets import imported
from tests.services.test_advised import CUSTOMERS, ITEMS
from tests.services.test_payouts import HEADER, SALE

DAY = date(2026, 11, 19)
BANK = "16,147,{0},,BR-{1},,STRIPE TRANSFER {2}/"
#: A batch of the worked settlement (DOMAIN P23b): 1,000.00 less 29.00 is 971.00; then one of every kind.
WORKED = SALE.format(1, "1000.00", "29.00", "971.00", "charge", "ch_1")
EVERY = "".join(
    SALE.replace("po_71", "po_72").format(number, *row)
    for number, row in enumerate(
        (
            ("500.00", "14.80", "485.20", "charge", "ch_2"),
            ("300.00", "9.00", "291.00", "charge", "ch_3"),
            ("-50.00", "0.00", "-50.00", "refund", "re_4"),
            ("-120.00", "15.00", "-135.00", "dispute", "dp_5"),
            ("0.00", "2.20", "-2.20", "fee", "fee_6"),
            ("10.00", "0.00", "10.00", "other_adjustment", "adj_7"),
        ),
        start=2,
    )
)


def taken(workspace: Workspace, report: str, *lines: tuple[int, str]) -> None:
    """Take a processor's report, and a bank file of lines (minor units, payout named)."""
    if report:
        intake.take(workspace, (HEADER + report).encode(), "stripe.csv", actor="ana")
    told = [BANK.format(minor, number, named) for number, (minor, named) in enumerate(lines)]
    if told:
        total = sum(minor for minor, _ in lines)
        intake.take(workspace, bai2(told, total), "bank.bai", actor="ana")
    matching.run(workspace, as_of=DAY)


def rows(workspace: Workspace, as_of: date = DAY, **options: str) -> list[dict[str, str | None]]:
    return reports.made(workspace, "card-settlements", as_of, options).rows(named=True)


def test_a30_a20_gross_less_fees_is_the_deposit(workspace: Workspace) -> None:
    taken(workspace, WORKED, (97_100, ""))
    (row,) = rows(workspace)

    amounts = ("gross", "refunds", "fees", "chargebacks", "other", "net", "deposit", "difference")
    assert [row[name] for name in amounts] == ["1000.00", "0.00", "29.00", "0.00", "0.00", "971.00", "971.00", "0.00"]
    assert (row["state"], row["processor"], row["payout"]) == ("agrees", "stripe", "po_71")
    assert rows(workspace, show="different") == []


def test_a30_refunds_fees_and_chargebacks_each_stand_for_themselves(workspace: Workspace) -> None:
    taken(workspace, EVERY, (59_900, ""))
    (row,) = rows(workspace)

    amounts = ("gross", "refunds", "fees", "chargebacks", "other", "net", "deposit")
    assert [row[name] for name in amounts] == ["800.00", "50.00", "41.00", "120.00", "10.00", "599.00", "599.00"]
    assert row["state"] == "agrees"


@pytest.mark.parametrize(
    ("lines", "as_of", "state", "difference"),
    [
        (((97_000, ""),), DAY, "amount_differs", "-1.00"),
        (((97_000, "PO_71 "),), DAY, "amount_differs", "-1.00"),
        ((), DAY, "in_transit", "-971.00"),
        ((), DAY + timedelta(days=10), "deposit_missing", "-971.00"),
    ],
)
def test_a30_a_difference_has_its_name(
    empty: Workspace, lines: tuple[tuple[int, str], ...], as_of: date, state: str, difference: str
) -> None:
    taken(empty, WORKED, *lines)
    (row,) = rows(empty, as_of, show="different")
    assert (row["state"], row["difference"]) == (state, difference)


def test_a30_a_deposit_without_a_report_is_told(empty: Workspace) -> None:
    taken(empty, "", (5_000, ""))
    (row,) = rows(empty)
    assert row["net"] is None
    assert (row["state"], row["deposit"], row["difference"]) == ("report_missing", "50.00", "50.00")


def test_a30_a_report_that_lacks_lines_is_named(empty: Workspace) -> None:
    payout = "po_71,2026-11-19,txn_9,2026-11-19,2026-11-19,usd,-1000.00,0.00,-1000.00,payout,po_71,STRIPE PAYOUT,,\n"
    taken(empty, WORKED + payout, (100_000, ""))
    (row,) = rows(empty)
    assert (row["state"], row["difference"]) == ("lines_missing", "29.00")


LINES = st.builds(
    Line,
    st.sampled_from(["receipt", "return", "other", "notice"]),
    st.sampled_from(["charge", "refund", "dispute", "Chargeback", "fee", "T1107", "T1201", "reserve", ""]),
    st.integers(-10_000, 10_000),
    st.none() | st.integers(0, 10_000),
)


@given(st.lists(LINES))
def test_a30_the_parts_of_a_batch_are_its_lines(lines: list[Line]) -> None:
    batch = Batch("stripe", "po", "USD", DAY, parts(lines), None, "f")
    assert batch.net == sum(line.net for line in lines)


BATCHES = st.builds(
    Batch,
    st.sampled_from(["stripe", "adyen"]),
    st.sampled_from(["po_11111", "po_22222", "po_33333"]),
    st.sampled_from(["USD", "EUR"]),
    st.dates(DAY, DAY + timedelta(days=9)),
    st.integers(-3, 3).map(lambda minor: dict.fromkeys(Part, 0) | {Part.GROSS: minor}),
    st.none() | st.integers(-3, 3),
    st.just("f"),
)
DEPOSITS = st.builds(
    Deposit,
    st.uuids().map(str),
    st.sampled_from(["stripe", "adyen", ""]),
    st.sampled_from(["USD", "EUR"]),
    st.integers(1, 3),
    st.dates(DAY, DAY + timedelta(days=9)),
    st.sampled_from(["", "TRANSFER PO_11111", "PO_22222"]),
    st.just("BR"),
    st.just("f"),
)


@given(st.lists(BATCHES, unique_by=lambda one: (one.processor, one.payout, one.currency)), st.lists(DEPOSITS))
def test_a30_every_batch_and_every_deposit_is_told_once(batches: list[Batch], deposits: list[Deposit]) -> None:
    found = settled(batches, deposits, {}, 3, DAY + timedelta(days=9))

    assert sorted(str(one.batch) for one in found if one.batch) == sorted(map(str, batches))
    assert sorted(str(one.deposit) for one in found if one.deposit) == sorted(map(str, deposits))
    assert sum(one.difference for one in found) == sum(one.minor for one in deposits) - sum(one.net for one in batches)
    for one in found:
        assert (one.why is Why.AGREES) == (one.batch is not None and one.deposit is not None and not one.difference)
    assert found == settled(batches[::-1], deposits[::-1], {}, 3, DAY + timedelta(days=9))


def test_a_tie_we_know_goes_before_an_amount() -> None:
    sale = dict.fromkeys(Part, 0) | {Part.GROSS: 100}
    one = Batch("stripe", "po_1", "USD", DAY, sale, None, "f", frozenset({"ent_a"}))
    other = replace(one, payout="po_2", entries=frozenset({"ent_b"}))
    lines = [Deposit(name, "stripe", "USD", 100, DAY, "", "", "f") for name in ("d1", "d2")]
    found = settled([one, other], lines, {"d1": "ent_b", "d2": "ent_a"}, 3, DAY)
    assert [(each.batch and each.batch.payout, each.deposit and each.deposit.entry_id) for each in found] == [
        ("po_1", "d2"),
        ("po_2", "d1"),
    ]


ADVICE = """Payer name,Payment reference,Invoice number,Amount paid,Payment date
Redfern Aerial LLC,RA778812,INV-70012,300.00,2026-11-19
Redfern Aerial LLC,RA778812,INV-70013,930.00,2026-11-19
Ashby Mills,RA990001,INV-70011,77.00,2026-11-19
"""
PAID = bai2(
    [
        "16,142,123000,,BR-1,,TRN*1*RA778812*1185967292 REDFERN AERIAL LLC/",
        "16,165,4200,,BR-2,,UNKNOWN PAYER/",
    ],
    127200,
)


def test_a30_receipts_and_remittances_in_three_lists(workspace: Workspace, tmp_path: Path) -> None:
    imported(workspace, tmp_path, CUSTOMERS, ITEMS)
    intake.take(workspace, ADVICE.encode(), "advice.csv", actor="ana")
    intake.take(workspace, PAID, "bank.bai", actor="ana")
    matching.run(workspace, as_of=DAY)

    def listed(name: str) -> list[tuple[str | None, ...]]:
        table = reports.made(workspace, "remittances", DAY, {"list": name})
        return table.select("bank_reference", "remitted", "received", "difference", "how").rows()

    assert listed("tied") == [("BR-1", "1230.00", "1230.00", "0.00", "advice")]
    assert listed("no_remittance") == [("BR-2", None, "42.00", None, "")]
    assert listed("no_receipt") == [("RA990001", "77.00", None, None, "")]
    assert sorted(listed("all"), key=str) == sorted(
        [*listed("tied"), *listed("no_remittance"), *listed("no_receipt")], key=str
    )


def test_a30_the_morning_tells_each_receipt_once(matched: Workspace) -> None:
    table = reports.made(matched, "remittances", DAY)
    named = [one for names in table["receipt_ids"] for one in names.split()]
    assert len(named) == len(set(named)) > 0
    assert set(table["state"]) >= {"tied", "no_remittance"}
