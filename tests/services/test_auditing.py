"""Every control finds what breaks it, planted behind the back of the rules; a pack holds all of it and its reviewer."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from sqlalchemy import URL, Connection, create_engine, text

import ledger
from credit.records import LimitKind, ReleaseReason
from kit.sqlite import driver
from ledger import Adjust
from ledger.records import NewAuthority
from services import control
from services.auditing import packs, reviews, trail
from services.auditing.controls import CONTROLS
from services.credit import holds, orders
from services.people import persons, related
from services.reports import made
from services.workspace import Workspace
from tests.ledger.desk import DAY, NOW, asked, booked, item, opened
from tests.services.credit.test_orders import limited, order

AT = int(NOW.timestamp() * 1_000_000)
LATER = DAY + timedelta(days=1)


@pytest.fixture
def books(empty: Workspace) -> Workspace:
    """An invoice, a limit of two people, authority, and two people who may come in."""
    opened(empty.database, item("I1", 88_000))
    limited(empty, 100_000)
    with booked(empty.database, "authority") as book:
        ledger.approvals.authorise(book, [NewAuthority("boss", "concession", "USD", 0, 100, DAY)])
    persons.add(empty, "ana", "Ana", actor="setup", given=["clerk"])
    related.declare(empty, "boss", "C1", reason="her brother", actor="setup")
    return empty


def exceptions(workspace: Workspace) -> dict[str, int]:
    """Return how many rows broke each control on the day."""
    pack = packs.tested(workspace, DAY, DAY)
    return dict(pack.controls.select("control", "exceptions").iter_rows())


def put(connection: Connection, table: str, **values: Any) -> None:
    """Write a row past every rule, as the newest of its table in the last batch."""
    row = {
        "no": connection.execute(text(f"SELECT coalesce(max(no), 0) + 1 FROM {table}")).scalar(),
        "batch": connection.execute(text("SELECT max(no) FROM batch")).scalar(),
        **values,
    }
    names = ", ".join(f'"{name}"' for name in row)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})"), row)


def _decided(connection: Connection, kind: str, maker: str, checker: str, minor: int = 0, **more: str) -> None:
    """Plant a request with its approval."""
    facts = {"subject": "x", "customer_number": "", "currency": "USD", "body": "{}", "reason": "because"} | more
    identity = f"req_{kind}{maker}{checker}"
    put(
        connection,
        "request",
        request_id=identity,
        entity="MAIN",
        kind=kind,
        minor=minor,
        maker=maker,
        requested_at=AT,
        **facts,
    )
    put(connection, "verdict", request_id=identity, verdict="approved", checker=checker, note="", decided_at=AT)


def _roles(connection: Connection) -> None:
    put(connection, "role_grant", entity="MAIN", login="ana", role="reviewer", place="", held=1, reason="", actor="x")


def _check(connection: Connection) -> None:
    told = '{"currency": "USD", "total": 101, "limit": 100}'
    put(
        connection,
        "order_check",
        check_id="chk_x",
        entity="MAIN",
        number="S9",
        order_no=1,
        checkpoint="entry",
        on_day=str(DAY),
        outcome="passed",
        failed="[]",
        snapshot=told,
        recorded_at=AT,
    )


def _limit(connection: Connection) -> None:
    put(
        connection,
        "credit_limit",
        entity="MAIN",
        scope="customer",
        customer_number="C1",
        kind="base",
        minor=1,
        currency="USD",
        share=0,
        valid_from=str(DAY),
        valid_until=None,
        request_id="req_none",
        reason="x",
    )


def _month(connection: Connection) -> None:
    put(connection, "period_change", entity="MAIN", month="2026-11", state="closed", actor="x", batch=0)


def _total(connection: Connection) -> None:
    facts = {"name": "x.bai", "format": "bai2", "content": b"0", "size": 1, "taken_at": 0, "actor": "x", "state": "new"}
    put(connection, "bank_file", sha256="a" * 64, **facts)
    put(
        connection,
        "bank_control",
        sha256="a" * 64,
        line=1,
        name="file_total",
        scope="file",
        expected=1,
        actual=2,
        proof="mismatched",
    )


def _posting(connection: Connection) -> None:
    connection.execute(text("DELETE FROM posting WHERE no = 1"))


#: control -> what breaks it.
BREAKS: dict[str, Callable[[Connection], None]] = {
    "second-person": lambda connection: _decided(connection, "reopen", "ana", "Ana"),
    "authority": lambda connection: _decided(connection, "concession", "ana", "boss", 101),
    "duties-held": _roles,
    "interests": lambda connection: _decided(connection, "payee", "ana", "boss", customer_number="C1"),
    "orders-over-limit": _check,
    "limits-approved": _limit,
    "overrides": lambda connection: _decided(connection, "reopen", "ana", "bo", reason=" "),
    "closed-months": _month,
    "bank-files": _total,
    "books": _posting,
}


@pytest.mark.parametrize("name", BREAKS)
def test_a48_a_planted_violation_is_found(books: Workspace, name: str) -> None:
    """DUTIES A48: each control has a query that returns what violates it, and finds what was planted."""
    assert exceptions(books)[name] == 0
    with books.database.reading() as connection:
        path = connection.execute(text("PRAGMA database_list")).one()[2]
    behind = create_engine(URL.create("sqlite", database=path), module=driver)
    with behind.begin() as connection:
        for rule in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
            connection.execute(text(f"DROP TRIGGER {rule}"))
        BREAKS[name](connection)
    behind.dispose()
    assert exceptions(books)[name] >= 1


def test_a48_every_control_is_planted_or_shown(books: Workspace) -> None:
    """DUTIES A48: what is not planted above is done here: duties that met in one person, a day without its controls."""
    assert {one.name for one in CONTROLS} == {*BREAKS, "duties-done", "daily-controls"}
    other = control.ask_adjustment(books, "I1", Adjust.CONCESSION, 1, reason="late", actor="Ana")
    control.refuse(books, other.request_id, actor="bo", note="no")
    control.approve(books, asked(books.database, "payee", customer_number="C1"), actor="ana")
    told = made(books, "segregation", DAY).select("login", "duties", "times").rows()
    assert told == [("ana", "approve + ask", 1), ("ana", "approve + credit", 1)]  # she asked for the limit, too
    assert exceptions(books)["duties-done"] == 2
    after = replace(books, clock=lambda: books.clock() + timedelta(days=1))
    (row,) = packs.tested(after, DAY - timedelta(days=1), DAY).controls.filter(control="daily-controls").to_dicts()
    assert (row["population"], row["exceptions"], row["state"]) == (1, 1, "red"), "no books were there the day before"


def test_a39_every_override_is_in_the_register(books: Workspace) -> None:
    """DUTIES A39: an override of a hold, a limit or a month is in the register; their count is that of the commands."""
    orders.take(books, order("S1", 200_000), actor="shop")
    held = holds.release(books, "S1", ReleaseReason.PROMISE, actor="ana", note="they called")
    control.approve(books, held.request_id, actor="cleo")
    holds.force(books, "C1", held=True, note="look", actor="ana")
    holds.force(books, "C1", held=False, note="looked", actor="bo")
    limited(books, 50, kind=LimitKind.TEMPORARY, valid_until=LATER)
    told = made(books, "overrides", DAY)
    assert told.select("rule", "maker", "approver", "reason").rows() == [
        ("credit hold", "ana", "cleo", "they called"),
        ("hold by hand", "bo", "bo", "looked"),
        ("credit limit", "ana", "bob", "they pay"),
    ]
    amounts = told.select("amount", "currency").rows()
    assert amounts[1:] == [("", ""), ("0.50", "USD")], "decimals as everywhere, nothing where there is no money"
    kept = trail.commands(books)
    assert told["batch"].is_in(kept["no"].to_list()).all()
    assert kept.filter(pl.col("no").is_in(told["batch"].to_list()))["command"].to_list() == [
        "approve",
        "force-hold",
        "approve",
    ]


def test_a53_a_pack_names_who_reviewed_this_very_result(books: Workspace) -> None:
    """DUTIES A53: a pack tells for a period each control, its population, its exceptions and its reviewer."""
    pack = packs.tested(books, DAY, DAY)
    again = packs.tested(books, DAY, DAY)
    assert pack.content() == again.content()
    request = reviews.ask_review(books, pack, note="", actor="ana").request_id
    control.approve(books, request, actor="cleo")
    reviewed = packs.tested(books, DAY, DAY)
    assert (reviewed.digest, reviewed.reviewer) == (pack.digest, "cleo")
    with zipfile.ZipFile(io.BytesIO(reviewed.content())) as archive:
        names = archive.namelist()
        table = pl.read_csv(archive.read("controls.csv"))
        limits = pl.read_csv(archive.read("limits-approved/population.csv"), infer_schema=False)
    assert names[0] == "controls.csv"
    assert len(names) == 1 + 3 * len(CONTROLS)
    assert table["control"].to_list() == [one.name for one in CONTROLS]
    assert set(table["reviewer"]) == {"cleo"}
    assert limits.select("maker", "checker", "amount").rows() == [("ana", "bob", "1000.00")]

    limited(books, 200_000)
    assert packs.tested(books, DAY, DAY).reviewer == ""
