"""Master data: versions of any past day, changes by two people, the terms a document has, accounts from a day on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

import ledger
from kit.refusals import Conflict, Invalid
from ledger import Book, NewCustomer
from ledger.master import Assignment, Contact, EntityFact, Paper, Review, Site
from ledger.refusals import SamePerson, Unapproved, UnknownCustomer, UnknownEntity
from services import control, exports, reports
from services.importing import accounts, master, subledger, terms
from services.importing.rows import ImportOutcome, RowsRefused
from services.master import customer_files, entity_files
from services.workspace import Workspace
from tests.ledger.desk import DAY, NOW, booked, opened

LATER = DAY + timedelta(days=30)


@pytest.fixture
def books(workspace: Workspace) -> Workspace:
    """Customers C1 and C2."""
    opened(workspace.database)
    return workspace


def sheet(folder: Path, *lines: str) -> Path:
    """Write a sheet, each under a name of its own."""
    path = folder / f"sheet{len(list(folder.iterdir()))}.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def take(workspace: Workspace, kind: str, folder: Path, *lines: str, actor: str = "ana") -> ImportOutcome:
    """Import a sheet of master data."""
    return master.IMPORTS[kind](workspace, sheet(folder, *lines), actor=actor)


@contextmanager
def booked_for(workspace: Workspace, entity: str) -> Iterator[Book]:
    """Open the books of an entity for one command."""
    given = {"key": "k", "actor": "ana", "command": "test", "payload": {}, "recorded_at": NOW}
    with ledger.book(workspace.database, entity=entity, **given) as book:  # type: ignore[arg-type]
        yield book


def waiting(workspace: Workspace) -> Mapping[str, str]:
    """Return the requests that wait: id -> subject."""
    return dict(control.listed(workspace).select("request_id", "subject").iter_rows())


def test_a_version_holds_from_its_day_and_a_past_day_is_as_it_was(books: Workspace) -> None:
    """By the day it holds, by the command that said it, and gone after its last day."""
    with booked(books.database, "first") as book:
        assert ledger.master.keep(book, [Contact("C1", "AP", ("ap",), "ap@one.example")]) == 1
        first = book.batch
    with booked(books.database, "moved") as book:
        rows = [Contact("C1", "AP", ("ap",), "new@one.example", valid_from=DAY, valid_until=LATER)]
        assert (ledger.master.keep(book, rows), ledger.master.keep(book, rows)) == (1, 0)
    with booked(books.database, "a correction of the same day") as book:
        right = Contact("C1", "AP", ("ap",), "right@one.example", valid_from=DAY, valid_until=LATER)
        assert ledger.master.keep(book, [right]) == 1

    def mail(on: date, batch: int = 2**62) -> list[str]:
        with books.database.reading() as connection:
            return ledger.master.held(connection, "MAIN", Contact, on, batch=batch)["email"].to_list()

    assert mail(DAY - timedelta(days=1)) == ["ap@one.example"]
    assert mail(DAY) == mail(LATER) == ["right@one.example"]
    assert mail(DAY, first) == ["ap@one.example"]
    assert mail(LATER + timedelta(days=1)) == []
    with books.database.reading() as connection:
        assert ledger.checks.run(connection) == []


def test_what_cannot_be_is_refused_with_its_line(books: Workspace, tmp_path: Path) -> None:
    table = {
        ("sites", "customer_number,code,roles", "C1,HQ,ship_to"): "a site that is shipped to has a tax_jurisdiction",
        ("sites", "customer_number,code,roles", "C1,HQ,home"): "roles 'home' is none of bill_to",
        ("sites", "customer_number,code", "C9,HQ"): "customer C9 is unknown",
        ("contacts", "customer_number,name,bounced_on", "C1,Ana,soon"): "bounced_on 'soon' is no day",
        ("assignments", "customer_number,role,person", "C1,collector,"): "person is empty",
        ("assignments", "customer_number,role,person", "C1,boss,Ana"): "role 'boss' is none of collector",
        ("papers", "customer_number,kind,valid_from,valid_until", "C1,w9,2026-02-01,2026-01-01"): "lies before",
        ("papers", "customer_number,kind", "C1,letter"): "kind 'letter' is none of credit_application",
        ("statement-preferences", "customer_number,kind", "C1,letter"): "kind 'letter' is none of open_item",
        ("statement-preferences", "customer_number,kind,form", "C1,none,fax"): "form 'fax' is none of pdf",
        ("gl-accounts", "code,name,kind", "1,Cash,money"): "kind 'money' is none of asset",
        ("entities", "name,entity,currency", "Two,TWO,Eur"): "currency 'Eur' is no ISO 4217 code",
        ("entities", "name,entity,time_zone", "Two,TWO,Moon"): "time_zone 'Moon' is none",
        ("entities", "name,entity,currency", "Main,MAIN,EUR"): "currency of MAIN is USD and never changes",
    }
    for (kind, head, row), said in table.items():
        with pytest.raises(RowsRefused) as refused:
            take(books, kind, tmp_path, head, row)
        assert said in refused.value.reasons[0]
    with pytest.raises(UnknownCustomer), booked(books.database, "nobody") as book:
        ledger.master.keep(book, [Review("C9", "Ana")])
    with pytest.raises(Invalid, match="lies before"), booked(books.database, "backwards") as book:
        ledger.master.keep(book, [Paper("C1", "w9", valid_from=LATER, valid_until=DAY)])


def test_a16_what_steers_money_is_changed_by_two(books: Workspace, tmp_path: Path) -> None:
    """DUTIES A16: terms, limit, tax and remit data need a second user; a shared tax id or DUNS number is warned of."""
    head = "customer_number,name,terms,tax_id,duns,credit_limit,parent_number,phone"
    path = sheet(tmp_path, head, "C1,One Ltd,NET45,12-3456789,,500.00,C2,555", "C3,Three,NET30,12-3456789,,,,")
    outcome = subledger.customers(books, path, actor="ana")
    (request_id,) = waiting(books)

    assert [one.code for one in outcome.findings] == ["change_waits", "number_shared", "number_shared"]
    assert waiting(books)[request_id] == (
        "C1: name One to One Ltd, parent number nothing to C2, terms nothing to NET45, "
        "credit limit nothing to 500.00 USD, tax id nothing to 12-3456789"
    )

    def facts(number: str) -> dict[str, object]:
        with books.database.reading() as connection:
            return ledger.reads.customers(connection).row(by_predicate=pl.col("customer_number") == number, named=True)

    assert (facts("C1")["name"], facts("C1")["terms"], facts("C1")["phone"]) == ("One", "", "555")
    assert (facts("C3")["terms"], facts("C3")["tax_id"]) == ("NET30", "12-3456789")
    with pytest.raises(SamePerson):
        control.approve(books, request_id, actor="ANA")
    control.approve(books, request_id, actor="ben")
    assert (facts("C1")["name"], facts("C1")["terms"], facts("C1")["credit_limit"]) == ("One Ltd", "NET45", 50_000)
    with books.database.reading() as connection:
        links = ledger.worklists.links(connection, "MAIN").filter(pl.col("customer") == "C1")
        assert links["key"].to_list() == ["1123456789", "123456789"]
        assert ledger.checks.run(connection) == []
    assert control.listed(books, waiting=False)["checker"].to_list() == ["ben"]


def test_a16_what_else_a_customer_is_called_takes_two(books: Workspace, tmp_path: Path) -> None:
    """An alias that is a payer's name, letter for letter, says whose money comes."""

    def called() -> tuple[str, ...]:
        with books.database.reading() as connection:
            rows = ledger.reads.customers(connection)
            return tuple(rows.row(by_predicate=pl.col("customer_number") == "C1", named=True)["aliases"])

    head = "customer_number,name,aliases"
    (found,) = subledger.customers(books, sheet(tmp_path, head, "C1,One,Dock Traders|D. T."), actor="ana").findings
    (asked,) = waiting(books)

    assert (found.code, called()) == ("change_waits", ())
    assert waiting(books)[asked] == "C1: aliases nothing to Dock Traders, D. T."
    control.approve(books, asked, actor="ben")
    assert called() == ("Dock Traders", "D. T.")
    subledger.customers(books, sheet(tmp_path, head, "C1,One,Dock Traders"), actor="ana")
    (fewer,) = waiting(books)
    assert waiting(books)[fewer] == "C1: aliases Dock Traders, D. T. to Dock Traders"
    control.approve(books, fewer, actor="ben")
    assert called() == ("Dock Traders",)


def test_a16_the_database_refuses_who_goes_past_the_request(books: Workspace) -> None:
    with pytest.raises(Unapproved), booked(books.database, "alone") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One", terms="NET90")])
    with pytest.raises(Unapproved), booked(books.database, "an alias alone") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One", aliases=("Dock Traders",))])
    with booked(books.database, "harmless") as book:
        assert ledger.customers.upsert(book, [NewCustomer("C1", "One", phone="555")]) == 1
        ledger.master.keep(book, [Site("C1", "HQ", ("bill_to",), address="1 Road")])
    with pytest.raises(Unapproved), booked(books.database, "a site alone") as book:
        ledger.master.keep(book, [Site("C1", "HQ", ("bill_to",), address="2 Road")])
    with pytest.raises(Unapproved), booked(books.database, "past our own rule") as book:
        ledger.master.keep(book, [Site("C1", "HQ", ("bill_to",), address="2 Road")], approved=True)


def test_a16_a_site_and_kept_terms_change_by_two(books: Workspace, tmp_path: Path) -> None:
    head = "customer_number,code,roles,address,tax_jurisdiction"
    assert take(books, "sites", tmp_path, head, "C1,HQ,ship_to,1 Road,TX").findings == ()
    (found,) = take(books, "sites", tmp_path, head, "C1,HQ,ship_to,2 Road,CA").findings
    terms.terms(books, sheet(tmp_path, "terms,due", "STD,net(30)"), actor="ana")
    terms.terms(books, sheet(tmp_path, "terms,due,valid_from", "STD,net(60),2026-12-01"), actor="ana")
    asked = list(waiting(books))

    assert found.code == "change_waits"
    assert list(waiting(books).values()) == [
        "C1 HQ: address 1 Road to 2 Road, tax jurisdiction TX to CA from 2026-11-20",
        "STD: terms net(30) to net(60) from 2026-12-01",
    ]
    assert len(asked) == 2
    for one in asked:
        control.approve(books, one, actor="ben")
    with books.database.reading() as connection:
        now = ledger.master.held(connection, "MAIN", Site, books.today())
        agreed = ledger.terms.agreed(connection, "MAIN")
        assert ledger.checks.run(connection) == []
    assert now.select("address", "tax_jurisdiction").rows() == [("2 Road", "CA")]
    due = [agreed.terms("STD", date(2026, month, 1)) for month in (11, 12)]
    assert [str(one.lines[0].due) for one in due if one] == ["net(30)", "net(60)"]


def test_a16_terms_by_the_trades_words_change_by_two_once_customers_buy_by_them(
    books: Workspace, tmp_path: Path
) -> None:
    """A sheet that gives `NET30` other days changes what C4 owes when; nobody buys by `NET90` yet."""
    subledger.customers(books, sheet(tmp_path, "customer_number,name,terms", "C4,Four,net 30"), actor="ana")
    path = sheet(tmp_path, "terms,due", "Net 30,net(10)", "NET90,net(91)")
    first = terms.terms(books, path, actor="ana")
    same = terms.terms(books, sheet(tmp_path, "terms,due", "NET  30,net(30)"), actor="ana")
    (asked,) = waiting(books)

    assert ([one.code for one in first.findings], same.findings) == (["change_waits"], ())
    assert waiting(books)[asked] == "Net 30: terms net(30) to net(10) from 2026-11-20"
    control.approve(books, asked, actor="ben")
    with books.database.reading() as connection:
        agreed = ledger.terms.agreed(connection, "MAIN")
    due = [agreed.terms(code, date(2026, month, 25)) for code in ("NET 30", "NET90") for month in (10, 11)]
    assert [str(one.lines[0].due) for one in due if one] == ["net(30)", "net(10)", "net(91)", "net(91)"]


def test_a16_the_currency_of_a_limit_is_changed_by_two(books: Workspace, tmp_path: Path) -> None:
    """500.00 USD are as many minor units as 50,000 JPY: the sheet that says so changes the limit too."""
    head = "customer_number,name,currency,credit_limit"
    subledger.customers(books, sheet(tmp_path, head, "C4,Four,USD,500.00"), actor="ana")
    subledger.customers(books, sheet(tmp_path, head, "C4,Four,JPY,50000"), actor="ana")
    (asked,) = waiting(books)

    assert waiting(books)[asked] == "C4: currency USD to JPY, credit limit 500.00 USD to 50,000 JPY"
    control.approve(books, asked, actor="ben")
    with books.database.reading() as connection:
        (row,) = ledger.reads.customers(connection).filter(customer_number="C4").iter_rows(named=True)
    assert (row["currency"], row["credit_limit"]) == ("JPY", 50_000)


def test_a16_an_old_wish_of_terms_or_of_a_site_no_longer_fits(books: Workspace, tmp_path: Path) -> None:
    """Of two that wait for the same thing, the second to be approved would take back the first unseen."""
    head, of_terms = "customer_number,code,roles,address", "terms,due"
    for place in ("1 Road", "2 Road", "3 Road"):
        take(books, "sites", tmp_path, head, f"C1,HQ,bill_to,{place}")
    for days in (30, 45, 60):
        terms.terms(books, sheet(tmp_path, of_terms, f"STD,net({days})"), actor="ana")
    first_site, second_site, first_terms, second_terms = waiting(books)
    for one in (second_site, second_terms):
        control.approve(books, one, actor="ben")

    for one, said in ((first_site, "C1 HQ: address"), (first_terms, "STD: terms")):
        with pytest.raises(Conflict, match=f"{said}.* changed since this was asked for"):
            control.approve(books, one, actor="ben")


def test_a16_the_same_wish_is_asked_once_and_an_old_one_no_longer_fits(books: Workspace, tmp_path: Path) -> None:
    lines = ("customer_number,name,terms", "C1,One,NET45")
    subledger.customers(books, sheet(tmp_path, *lines), actor="ana")
    subledger.customers(books, sheet(tmp_path, f"{lines[0]},phone", f"{lines[1]},"), actor="ana")
    subledger.customers(books, sheet(tmp_path, lines[0], "C1,One,NET60"), actor="ana")
    first, second = waiting(books)
    control.approve(books, second, actor="ben")
    with pytest.raises(Conflict, match="C1: terms changed since"):
        control.approve(books, first, actor="ben")
    assert list(waiting(books)) == [first]


def test_a21_fixing_one_removes_it_at_the_next_look(books: Workspace, tmp_path: Path) -> None:
    """DUTIES A21: stale review, expired document, bounced AP e-mail, no AP contact; each is mended and gone."""
    take(
        books, "contacts", tmp_path, "customer_number,name,roles,email,bounced_on", "C1,AP,ap,ap@one.example,2026-11-01"
    )
    papers = "customer_number,kind,number,valid_from,valid_until"
    take(books, "papers", tmp_path, papers, "C1,w9,7,2025-01-01,2026-01-31", "C2,terms_acceptance,NET30,2025-01-01,")
    reviews = "customer_number,reviewer,valid_from,valid_until"
    take(books, "reviews", tmp_path, reviews, "C1,Ana,2025-01-01,2025-12-31")
    take(books, "assignments", tmp_path, "customer_number,role,person", "C2,collector,Ben")

    def found() -> set[tuple[str, str, str]]:
        table = reports.made(books, "master-data", books.today())
        return set(table.select("customer_number", "finding", "detail").rows())

    assert found() == {
        ("C1", "AP e-mail bounced", "ap@one.example"),
        ("C1", "paper expired", "w9, 2026-01-31"),
        ("C1", "review overdue", "Ana, 2025-12-31"),
        ("C1", "no terms", ""),
        ("C1", "nobody collects", ""),
        ("C2", "no AP contact", ""),
        ("C2", "no e-mail", ""),
        ("C2", "no terms", ""),
        ("C2", "terms not accepted", ""),
    }
    mended: dict[str, tuple[tuple[str, ...], tuple[str, str]]] = {
        "contacts": (("customer_number,name,roles,email", "C1,AP,ap,new@one.example"), ("C1", "AP e-mail bounced")),
        "papers": ((papers, "C1,w9,8,2026-02-01,2027-01-31"), ("C1", "paper expired")),
        "reviews": ((reviews, "C1,Ben,2026-11-01,"), ("C1", "review overdue")),
        "assignments": (("customer_number,role,person", "C1,collector,Ben"), ("C1", "nobody collects")),
    }
    for kind, (lines, gone) in mended.items():
        before = {one[:2] for one in found()}
        take(books, kind, tmp_path, *lines)
        assert before - {one[:2] for one in found()} == {gone}
    take(books, "contacts", tmp_path, "customer_number,name,roles,email", "C2,AP,ap,ap@two.example")
    assert {one[:2] for one in found()} == {("C1", "no terms"), ("C2", "no terms"), ("C2", "terms not accepted")}


def test_who_minds_a_customer_is_told_by_the_day(books: Workspace) -> None:
    """Assignments stand before the customer's file, on their days alone."""
    with booked(books.database, "assigned") as book:
        until = DAY + timedelta(days=9)
        ledger.master.keep(book, [Assignment("C1", "collector", "Ben", DAY, until)])
        ledger.customers.upsert(book, [NewCustomer("C1", "One", collector="Ana")])
        ledger.items.issue(book, [ledger.NewItem("I1", ledger.ItemType.INVOICE, "C1", "USD", 100, DAY, DAY)])
    found = [
        reports.made(books, "aging", DAY + timedelta(days=days), {"by": "collector"})["collector"].to_list()
        for days in (0, 9, 10)
    ]
    assert found == [["Ben"], ["Ben"], ["Ana"]]


def test_b5b_changed_terms_affect_only_later_invoices(books: Workspace, tmp_path: Path) -> None:
    """DUTIES B5b: neither what is issued nor what is dated before the change, whenever it comes; acceptance is kept."""
    day = date(2026, 11, 1)
    start = Workspace(books.database, books.settings, lambda: datetime(2026, 11, 1, 17, tzinfo=UTC))
    head = "customer_number,name,terms"
    subledger.customers(start, sheet(tmp_path, head, "C8,Eight,NET30"), actor="ana")
    items = "document_number,document_type,customer_number,issue_date,amount,open_amount"

    def invoice(number: str, on: date) -> date:
        subledger.items(books, sheet(tmp_path, items, f"{number},invoice,C8,{on},100.00,100.00"), actor="ana")
        with books.database.reading() as connection:
            held = ledger.reads.items(connection).row(by_predicate=pl.col("document_number") == number, named=True)
        due: date = held["due_date"]
        return due

    before = invoice("OLD", day)
    subledger.customers(books, sheet(tmp_path, head, "C8,Eight,NET60"), actor="ana")
    assert invoice("ASKED", DAY) == DAY + timedelta(days=30)
    control.approve(books, next(iter(waiting(books))), actor="ben")
    with books.database.reading() as connection:
        stays = ledger.reads.items(connection).row(by_predicate=pl.col("document_number") == "OLD", named=True)

    assert before == stays["due_date"] == day + timedelta(days=30)
    assert invoice("LATE", day) == day + timedelta(days=30)
    assert invoice("NEW", DAY) == DAY + timedelta(days=60)
    take(books, "papers", tmp_path, "customer_number,kind,number,signer", "C8,terms_acceptance,NET30,Cyd")

    def differing() -> list[tuple[str, str]]:
        found = reports.made(books, "master-data", books.today()).filter(pl.col("finding") == "terms not accepted")
        return found.select("customer_number", "detail").rows()

    assert differing() == [("C8", "NET60")]
    take(books, "papers", tmp_path, "customer_number,kind,number,signer", "C8,terms_acceptance,NET60,Cyd")
    assert differing() == []


def test_an_account_holds_from_its_day_and_only_one_of_the_chart(books: Workspace, tmp_path: Path) -> None:
    head = "role,account,valid_from"
    accounts.accounts(books, sheet(tmp_path, head, "revenue,4-100,"), actor="ana")
    with booked(books.database, "early") as book:
        ledger.items.issue(book, [ledger.NewItem("I1", ledger.ItemType.INVOICE, "C1", "USD", 1, DAY, DAY)])
    take(books, "gl-accounts", tmp_path, "code,name,kind", "4-200,Sales,income", "4-100,Old sales,income")
    with pytest.raises(Invalid, match="account 4-300 is not in the chart of MAIN"):
        accounts.accounts(books, sheet(tmp_path, head, "revenue,4-300,"), actor="ana")
    accounts.accounts(books, sheet(tmp_path, head, f"revenue,4-200,{LATER}"), actor="ana")
    with booked(books.database, "both") as book:
        rows = [ledger.NewItem(f"I{on}", ledger.ItemType.INVOICE, "C1", "USD", 1, on, on) for on in (DAY, LATER)]
        ledger.items.issue(book, rows)
    with books.database.reading() as connection:
        told = ledger.reads.postings(connection).filter(pl.col("role") == "revenue")
        journal = ledger.reads.base_journal(connection).filter(pl.col("role") == "revenue")
        charts = [
            ledger.reads.accounts(connection, "MAIN", on).filter(pl.col("role") == "revenue") for on in (DAY, LATER)
        ]
    assert told["account"].to_list() == journal["account"].to_list() == ["4-100", "4-100", "4-200"]
    named = [chart.filter(pl.col("role") == "revenue").select("account", "name").row(0) for chart in charts]
    assert named == [("4-100", "Revenue"), ("4-200", "Sales")]


def test_an_entity_of_its_own_currency_comes_by_sheet(books: Workspace, tmp_path: Path) -> None:
    head = "entity,name,currency,time_zone,address,valid_from"
    take(books, "entities", tmp_path, head, "EU,Europe GmbH,EUR,Europe/Berlin,Weg 1,")
    take(books, "entities", tmp_path, head, "EU,Europe AG,EUR,Europe/Berlin,Weg 2,2026-12-01")
    own = books.of("EU")
    (asked,) = control.listed(own)["request_id"]
    control.approve(own, asked, actor="ben")

    with books.database.reading() as connection:
        called = [ledger.entities.called(connection, "EU", on) for on in (DAY, LATER)]
        main = ledger.entities.called(connection, "MAIN", DAY)
    assert [(one.name, one.address) for one in called if one] == [("Europe GmbH", "Weg 1"), ("Europe AG", "Weg 2")]
    assert main == EntityFact("Main")
    assert ledger.entities.found(books.database, "EU") == ("EUR", "Europe/Berlin")
    assert exports.frame(books, "entities")["entity"].to_list() == ["EU", "EU", "MAIN"]


def test_a56_a_payee_has_a_holder_and_can_be_taken_back(books: Workspace) -> None:
    """DUTIES A56: verified by two, and by two no longer."""
    for withdrawn in (False, True):
        said = {"holder": "Harbor Tools", "reason": "called back", "actor": "ana"}
        asked = control.ask_payee(books, "C1", " DE02 ", withdrawn=withdrawn, **said)
        with pytest.raises(SamePerson):
            control.approve(books, asked.request_id, actor="ana")
        control.approve(books, asked.request_id, actor="ben")
        payees = customer_files.of(books, "C1", DAY)["payees"]
        told = {"account": "DE02", "holder": "Harbor Tools", "maker": "ana", "checker": "ben"}
        assert payees == ([] if withdrawn else [told])


def test_a_customers_file_shows_a_past_day_and_who_said_what(books: Workspace) -> None:
    before = Workspace(books.database, books.settings, lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))
    after = Workspace(books.database, books.settings, lambda: datetime(2026, 12, 1, 12, tzinfo=UTC))
    made = customer_files.create(before, "K", {"name": "Kid", "terms": "NET30", "credit_limit": "10.00"}, actor="ana")
    asked = customer_files.change(
        after, "K", {"parent_number": "C1", "phone": "555"}, reason="bought", actor="ana", key="once"
    )
    again = customer_files.change(
        after, "K", {"parent_number": "C1", "phone": "555"}, reason="bought", actor="ana", key="once"
    )
    added = customer_files.add(
        after, "K", "contact", {"name": "AP", "roles": "ap", "valid_from": "2026-12-01"}, reason="", actor="ana"
    )
    control.approve(after, asked.request_id, actor="ben")
    then, now = (customer_files.of(after, "K", on) for on in (date(2026, 11, 30), date(2026, 12, 1)))

    assert (made.written, asked.written, again.replayed, added.written) == (1, 1, True, 1)
    assert [one["customer"][name] for one in (then, now) for name in ("phone", "parent_number", "family")] == [
        *("", "", "K"),
        *("555", "C1", "C1"),
    ]
    assert [(len(one["contact"]), one["parents"]) for one in (then, now)] == [(0, []), (1, ["C1"])]
    assert [(row["actor"], row["parent_number"], row["phone"]) for row in now["history"]] == [
        ("ana", "", ""),
        ("ana", "", "555"),
        ("ben", "C1", "555"),
    ]
    assert [row["state"] for row in now["requests"]] == ["approved"]
    assert customer_files.of(after, "C1", date(2026, 12, 1))["children"] == ["K"]


def test_what_cannot_be_said_of_a_customer_or_entity_is_refused(books: Workspace) -> None:
    said = {"reason": "r", "actor": "ana"}
    with pytest.raises(Conflict, match="there is a customer C1"):
        customer_files.create(books, "C1", {"name": "One"}, actor="ana")
    with pytest.raises(UnknownCustomer):
        customer_files.change(books, "C9", {"phone": "5"}, **said)
    with pytest.raises(UnknownCustomer):
        customer_files.of(books, "C9", DAY)
    with pytest.raises(Invalid, match="there is no 'colour'"):
        customer_files.change(books, "C1", {"colour": "red"}, **said)
    with pytest.raises(Invalid, match="name is empty"):
        customer_files.change(books, "C1", {"name": ""}, **said)
    with pytest.raises(Invalid, match="say why"):
        customer_files.change(books, "C1", {"name": "Uno"}, reason="", actor="ana")
    with pytest.raises(Invalid, match="there is no 'letter' in a customer's file"):
        customer_files.add(books, "C1", "letter", {}, **said)
    with pytest.raises(Conflict, match="there is an entity MAIN"):
        entity_files.create(books, "MAIN", {"name": "Main"}, actor="ana")
    with pytest.raises(UnknownEntity):
        entity_files.change(books, "NO", {"name": "No"}, **said)
    with pytest.raises(Invalid, match="there is no 'currency'"):
        entity_files.change(books, "MAIN", {"currency": "EUR"}, **said)
    with pytest.raises(Invalid, match="currency 'euro' is no ISO"):
        entity_files.create(books, "EU", {"name": "Europe", "currency": "euro"}, actor="ana")


def test_an_entity_is_changed_by_two_once_something_is_said_of_it(books: Workspace) -> None:
    made = entity_files.create(books, "EU", {"name": "Europe AG", "currency": "EUR", "remit_to": "Box 1"}, actor="ana")
    asked = entity_files.change(books, "EU", {"remit_to": "Box 9"}, reason="a letter said so", actor="ana")
    with pytest.raises(Unapproved), booked_for(books, "EU") as book:
        book.write("entity_fact", [("EU", "Europe AG", "", "", "Box 9", DAY, None)])
    found = entity_files.listed(books, DAY)

    assert (made.written, asked.written) == (1, 0)
    assert found.select("entity", "name", "currency", "remit_to").rows() == [
        ("EU", "Europe AG", "EUR", "Box 1"),
        ("MAIN", "Main", "USD", ""),
    ]
    control.approve(books.of("EU"), asked.request_id, actor="ben")
    assert entity_files.listed(books, DAY)["remit_to"].to_list() == ["Box 9", ""]


def test_one_customers_keys_are_read_without_the_others(books: Workspace) -> None:
    """What a row of one customer is read against is what the versions of that customer say."""
    for number, code in (("C1", "HQ"), ("C1", "WEST"), ("C2", "HQ")):
        said = {"customer_number": number, "code": code, "name": code}
        customer_files.keep(books, "sites", said, reason="found", actor="clerk")
    with books.database.reading() as connection:
        every = ledger.master.versions(connection, "MAIN", Site)
        assert ledger.master.keys(connection, "MAIN", Site) == set(every.select(Site.KEY).iter_rows())
        assert ledger.master.keys(connection, "MAIN", Site, "C1") == {("C1", "HQ"), ("C1", "WEST")}
        assert ledger.master.keys(connection, "MAIN", EntityFact) == set()
        assert set(ledger.customers.classes(connection, "MAIN")) >= {"C1", "C2"}
        assert set(ledger.customers.classes(connection, "MAIN", "C1")) == {"C1"}
        assert ledger.customers.classes(connection, "MAIN", "C99") == {}
