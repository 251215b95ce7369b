"""A51: any filter on any listed column of the read model, in every form; nobody sees rows beyond their customers."""

import csv
import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ledger
from kit.db import Database
from kit.refusals import Invalid
from ledger import NewCustomer
from ledger.contact_log import Channel, Outcome
from services import contact_log, customer, inquiries, reports
from services.dunning import promises, runs
from services.reports.views import VIEWS
from services.workspace import Workspace
from tests.conftest import RING
from tests.ledger.desk import DAY, booked, invoice_id, item, receipt
from tests.services.conftest import workspace_over
from tests.services.dunning.desk import in_force, late


def books(workspace: Workspace) -> Workspace:
    """Fill books with something for every view."""
    in_force(late(workspace))
    with booked(workspace.database, "more") as book:
        three = NewCustomer("C3", "Três Irmãos", currency="JPY", collector="ann", terms="NET30")
        ledger.customers.upsert(book, [three])
        yen = item("J1", 1_500, customer="C3", due_on=DAY + timedelta(days=9))
        ledger.items.issue(book, [replace(yen, currency="JPY")])
        ledger.receipts.receive(book, [receipt("1", 60_000)])
        ledger.applications.apply(book, [ledger.NewApplication("rcp_1", invoice_id("I1"), 40_000, DAY)])
    promises.make(workspace, "I1", DAY + timedelta(days=3), person="Jo", actor="ann")
    said = contact_log.Said("C1", Channel.CALL, Outcome.RESOLVED, DAY)
    contact_log.log(workspace, said, actor="ann")
    runs.run(workspace, actor="ann")
    return workspace


def asked(workspace: Workspace, view: str, where: str = "", columns: str = "") -> list[tuple[object, ...]]:
    """Return the rows of a view."""
    return reports.made(workspace, "query", DAY, {"view": view, "where": where, "columns": columns}).rows()


def test_a51_every_column_of_every_view_can_be_asked_and_filtered(workspace: Workspace) -> None:
    """A51: on SQLite and on PostgreSQL, a value of each column finds its own rows."""
    books(workspace)
    for name, view in VIEWS.items():
        table = reports.made(workspace, "query", DAY, {"view": name})
        assert table.columns == list(view.fields)
        assert table.height, name
        for field in view.fields:
            held = table[field].drop_nulls()
            if held.is_empty():
                continue
            for sign in ("=", "!="):
                found = reports.made(workspace, "query", DAY, {"view": name, "where": f"{field}{sign}{held[0]}"})
                same = (table[field] == held[0]) if sign == "=" else (table[field] != held[0])
                assert found.equals(table.filter(same.fill_null(value=False))), (name, field, sign)


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("open_amount>=600.00", ["I1", "J1"]),
        ("open_amount>=600.00; currency=USD", ["I1"]),
        ("customer_name~irmão", ["J1"]),
        ("customer_name~IRMÃO", ["J1"]),
        ("customer_name~tres irmaos", ["J1"]),
        ("due_date>2026-11-20", ["J1"]),
        ("document_number=I2|I3", ["I2", "I3"]),
        ("document_number!=I2|I3; amount<1000.01", ["I1"]),
        ("customer_number=C2' OR '1'='1", []),
        ("customer_name~%", []),
    ],
)
def test_a51_filters_find_what_they_say(filled: Workspace, where: str, found: list[str]) -> None:
    assert [row[0] for row in asked(filled, "items", where, "document_number")] == found


@pytest.mark.parametrize("part", ["irmaos", "TRES IRM", "Irmãos", "c3"])
def test_a_customer_is_found_without_accents(filled: Workspace, part: str) -> None:
    """Names are typed as the keyboard has them."""
    assert [row["customer_number"] for row in customer.listed(filled, part)] == ["C3"]
    assert inquiries.customers_like(filled, part) == [("C3", "Três Irmãos")]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Workspace]:
    """Give the books once for all."""
    path = tmp_path_factory.mktemp("query") / "books.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}", RING)
    yield books(workspace_over(database))
    database.dispose()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"where": "nothing=1"}, "no column 'nothing'"),
        ({"where": "amount"}, "a filter reads like"),
        ({"where": "amount=many"}, "no amount"),
        ({"where": "amount~1"}, "looks into texts"),
        ({"where": "due_date<soon"}, "no day"),
        ({"columns": "amount,name"}, "no column 'name'"),
        ({"limit": "-1"}, "a number of rows"),
        ({"view": "passwords"}, "view is one of"),
    ],
)
def test_a51_what_cannot_be_asked_says_why(filled: Workspace, given: dict[str, str], says: str) -> None:
    with pytest.raises(Invalid, match=says):
        reports.made(filled, "query", DAY, given)


def test_a51_the_same_rows_in_every_form_and_never_those_of_others(filled: Workspace) -> None:
    """A51: row-level scope holds in the report and in its files, whatever is filtered."""
    mine = filled.by("rita", customers=frozenset({"C2"}))
    given = {"view": "items", "columns": "document_number,customer_number,amount"}
    told = reports.file(mine, "query", DAY, "csv", given).decode()
    assert list(csv.reader(io.StringIO(told)))[1:] == [["I3", "C2", "70.00"]]
    assert pl.read_parquet(io.BytesIO(reports.file(mine, "query", DAY, "parquet", given))).height == 1
    assert reports.file(mine, "query", DAY, "xlsx", given)[:2] == b"PK"
    for view in VIEWS:
        rows = reports.made(mine, "query", DAY, {"view": view, "where": "customer_number!=C2"})
        assert rows.is_empty(), view
    assert reports.made(filled.of("OTHER"), "query", DAY, {}).is_empty()


@given(st.text(max_size=40))
def test_no_filter_breaks_out(filled: Workspace, told: str) -> None:
    """Whatever is typed as a value is a value."""
    value = told.replace(";", "").replace("|", "")
    assert asked(filled, "items", f"document_number={value}x9", "document_number") == []
