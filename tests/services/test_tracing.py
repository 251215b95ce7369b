"""A55: a receipt is found by what the customer remembers, with every application of it, who made it and why."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import event
from typer.testing import CliRunner

import ledger
from cli.main import app
from kit.money import FINEST, decimal, parsed
from kit.refusals import NotFound
from ledger import NewReceipt
from services import blind, desk, inquiries, tracing
from services.decisions import replay
from services.desk import Line
from services.workspace import Workspace
from tests.ledger.desk import DAY, booked, opened
from tests.services.conftest import AS_OF
from tests.services.test_desk import open_item, waiting

Row = dict[str, Any]


def worked(workspace: Workspace) -> Row:
    """Apply a receipt by hand, take that back, apply it again; return the receipt."""
    receipt = waiting(workspace, offered=False)
    number = str(open_item(workspace)["document_number"])
    desk.apply(workspace, receipt, [Line(number, 70)], actor="ana", as_of=AS_OF, note="the remitter rang")
    desk.undo(workspace, receipt, actor="ben", as_of=AS_OF)
    desk.apply(workspace, receipt, [Line(number, 60)], actor="cleo", as_of=AS_OF, note="60 it is")
    return inquiries.receipt_row(workspace, receipt)


def only(found: list[Row], receipt_id: str) -> Row:
    """Return the receipt among those found."""
    (row,) = [one for one in found if one["receipt_id"] == receipt_id]
    return row


def test_a55_a_receipt_is_found_by_each_thing_remembered_with_who_and_why(matched: Workspace) -> None:
    receipt = worked(matched)
    amount, name = receipt["amount"], receipt["payer_name"] or ""
    asked: list[Row] = [
        {"amount": amount},
        {"amount": amount + 50, "tolerance": 50},
        {"amount": amount - 50, "tolerance": 50},
        {"bank_reference": receipt["bank_reference"]},
        {"payer": name[1:6].lower()},
    ]
    for one in asked:
        told = only(tracing.found(matched, **one, limit=500), receipt["receipt_id"])["traced"]
        assert [(line["by"], line["cash"], line["why"], line["undone_by"]) for line in told] == [
            ("ana", 70, "the remitter rang", "ben"),
            ("cleo", 60, "60 it is", None),
        ], one
    missed = tracing.found(matched, amount=amount + 50, tolerance=49, limit=500)
    assert receipt["receipt_id"] not in {one["receipt_id"] for one in missed}


@pytest.mark.parametrize("kind", ["check", "trace", "imad"])
def test_a55_a_number_the_bank_gave_finds_its_receipt(matched: Workspace, kind: str) -> None:
    """DUTIES A55: each check number, ACH trace and wire reference leads to its receipt and all its applications."""
    with matched.database.reading() as connection:
        told = {
            entry: [number for name, number in json.loads(refs) if name == kind]
            for entry, refs in connection.exec_driver_sql("SELECT entry_id, refs FROM bank_entry")
        }
        applied = ledger.reads.receipts(connection).filter(status="applied")
        sealed = blind.sealed(connection, "MAIN", applied["receipt_id"].to_list())
    rows = [row for row in applied.iter_rows(named=True) if row["receipt_id"] not in sealed]
    asked = [(row, number) for row in rows for number in told.get(row["entry_id"], ())][:12]

    assert len(asked) > 3
    for row, number in asked:
        traced = only(tracing.found(matched, bank_reference=number, limit=500), row["receipt_id"])["traced"]
        assert sum(line["cash"] for line in traced) == row["applied_amount"] > 0
        assert all(line["by"] and line["why"] for line in traced)


def test_a55_what_the_engine_applied_says_so_and_sums_to_the_receipt(matched: Workspace) -> None:
    found = tracing.found(matched, status="applied", limit=500)

    assert len(found) > 100
    for row in found:
        cash = sum(line["cash"] for line in row["traced"] if not line["undone_by"])
        sealed = not row["traced"]
        assert sealed or cash == row["applied_amount"]
        assert all(line["by"] == "engine" and line["why"] and line["at"] for line in row["traced"])
    assert sum(not row["traced"] for row in found) < 10


def test_a_customers_receipts_are_found(matched: Workspace) -> None:
    number = tracing.found(matched, status="applied")[0]["customer_number"]
    assert {row["customer_number"] for row in tracing.found(matched, customer=number, limit=500)} == {number}
    with pytest.raises(NotFound):
        tracing.of(matched, "rcp_none")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (("500",), {"JPY", "USD"}),
        (("500.00",), {"JPY", "USD"}),
        (("50000",), {"KWD"}),
        (("499.5", "0.5"), {"JPY", "USD"}),
        (("499.499", "0.5"), set()),
        (("50000.001", "0.001"), {"KWD"}),
    ],
)
def test_a55_an_amount_is_found_in_whatever_currency_it_came(
    workspace: Workspace,
    typed: tuple[str, ...],
    found: set[str],
) -> None:
    """500 is found as 500 yen and as 500.00 dollars, not as what has as many minor units."""
    opened(workspace.database)
    with booked(workspace.database, "money") as book:
        received = {"JPY": 500, "USD": 50_000, "KWD": 50_000_000, "EUR": 500}
        ledger.receipts.receive(
            book,
            [NewReceipt(f"rcp_{one}", f"ent_{one}", minor, one, DAY, DAY, "C1") for one, minor in received.items()],
        )
    amount, tolerance = (parsed(one, FINEST) for one in (*typed, "0")[:2])
    told = tracing.found(workspace, written=amount, tolerance=tolerance)
    assert {row["currency"] for row in told} == found


def test_a55_the_command_prints_the_receipt_and_its_applications(matched: Workspace) -> None:
    receipt = worked(matched)
    url = str(matched.database.url)
    typed = ["find", "--amount", decimal(receipt["amount"], "USD"), "--reference", receipt["bank_reference"]]
    printed = CliRunner().invoke(app, [*typed, "--json", "--db", url])
    refused = CliRunner().invoke(app, ["find", "--amount", "many", "--db", url])

    (row,) = json.loads(printed.stdout)["receipts"]
    assert [line["by"] for line in row["traced"]] == ["ana", "cleo"]
    assert refused.exit_code != 0


def test_what_one_receipt_asks_is_found_by_it_not_among_all_that_was_ever_applied(matched: Workspace) -> None:
    """Nearly every row reverses nothing: SQLite would go through all of them, looking NULL up in a unique index."""
    asked: list[tuple[str, Any]] = []
    event.listen(matched.database.engine, "before_cursor_execute", lambda *told: asked.append(told[2:4]))
    receipt = worked(matched)["receipt_id"]
    tracing.of(matched, receipt)
    replay.replay(matched, receipt)
    told = {words: values for words, values in asked if "reverses" in words and words.split()[0] in {"SELECT", "WITH"}}
    through = re.compile(r"SEARCH (application|entry|a) .*reverses=\?")
    with matched.database.reading() as connection:
        for words, values in told.items():
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values).all()
            assert [row[3] for row in plan if through.match(row[3])] == [], words
    assert len(told) > 5
