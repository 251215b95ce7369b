"""Who holds roles in one legal entity never sees or changes what belongs to another: every route is asked."""

import itertools
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx2
import pytest

import ledger
from api import admission, rows
from api.app import create_app
from kit.db import Database
from kit.refusals import Invalid
from kit.settings import Settings
from ledger.master import Paper
from ledger.records import NewRequest
from services import reports
from services.commands import command
from services.master import customer_files, entity_files
from services.people import keys, persons, roles
from services.people import rows as owners
from services.workspace import Workspace
from tests.api import morning
from tests.api.conftest import NOW, Served, serving
from tests.api.test_people import every_route
from tests.conftest import RING
from tests.services.sheets import imported

#: Stands in every text of the other legal entity, so that nothing of it passes unseen.
MARK, MINE, THEIRS = "QQBETA", "MAIN", "BETA"
#: Never ends, or waits for what comes.
ENDLESS = ("/events", "/files/progress")
#: A body that names what is theirs, where a path does not.
BODIES: dict[str, dict[str, Any]] = {
    "/v1/postings/acknowledgements": {"first": 1, "last": 2, "state": "accepted"},
    "/v1/collections/promises": {"document": f"{MARK}0022", "promised_on": "2026-11-25", "person": "Jo", "by": "x"},
    "/v1/adjustments": {"item": f"{MARK}0022", "kind": "write_off_bad_debt", "reason": "no", "by": "x"},
    "/v1/rebillings": {
        "item": f"{MARK}0022",
        "number": "X1",
        "amount": {"minor": 1, "currency": "USD"},
        "reason": "no",
        "by": "x",
    },
    "/v1/credit/limits": {"customer_number": f"{MARK}2", "amount": {"minor": 1, "currency": "USD"}, "reason": "no"},
    "/v1/credit/guarantees": {
        "customer_number": f"{MARK}2",
        "kind": "corporate",
        "guarantor": "no",
        "document_id": f"doc_{MARK}",
        "amount": {"minor": 1, "currency": "USD"},
        "valid_from": "2026-11-20",
        "reason": "no",
    },
    "/v1/entities/{code}/changes": {"facts": {"name": "taken"}, "reason": "no"},
    "/v1/people/{login}/roles": {"role": "clerk", "place": ""},
}


def marked(text: str) -> str:
    """Return a sheet or a bank file of the morning as the other entity's."""
    for plain in ("Hollis", "Bracken", "Pellam", "Northgate", "HOLLIS", "BRACKEN", "PELLAM", "ZZ HOLD"):
        text = text.replace(plain, f"{MARK} {plain}")
    return re.sub(r"\bC(\d)00\b", rf"{MARK}\1", text).replace("INV-3", MARK)


@dataclass
class Two:
    """A service of MAIN over books that hold another entity's morning too, and who may ask it what."""

    served: Served
    database: Database
    bearers: dict[str, str]  # role -> of somebody who holds it in MAIN; `wide`: an auditor of all entities
    theirs: dict[str, list[str]]  # part of an address -> ids of the other entity's rows

    def ask(self, who: str, method: str, path: str, **more: Any) -> httpx2.Response:
        """Ask as somebody."""
        head = {"Authorization": f"Bearer {self.bearers[who]}"}
        return self.served.client.request(method, path, headers=head, **more)

    def state(self) -> list[Any]:
        """Return what tells whether anything of the other entity's was changed."""
        with self.database.reading() as connection:
            done = connection.exec_driver_sql(f"SELECT count(*), max(no) FROM batch WHERE entity = '{THEIRS}'").all()
            tried = connection.exec_driver_sql(f"SELECT work_id, fence FROM work WHERE entity = '{THEIRS}'").all()
            given = connection.exec_driver_sql("SELECT login, role, place, held FROM role_grant ORDER BY no").all()
        return [*map(tuple, done), *map(tuple, tried), *map(tuple, given)]


@pytest.fixture(scope="module")
def two(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """Serve MAIN to people who hold their roles in MAIN alone."""
    folder = tmp_path_factory.mktemp("two")
    shutil.copy(sqlite_template, folder / "books.db")
    database = Database(f"sqlite:///{folder / 'books.db'}", RING)
    mine = Workspace(database, Settings(), lambda: NOW)
    entity_files.create(mine, THEIRS, {"name": f"{MARK} Ltd"}, actor="setup")
    for workspace in (mine, mine.of(THEIRS)):
        customers, items = (
            marked(text) if workspace.settings.entity == THEIRS else text
            for text in (morning.CUSTOMERS, morning.OPEN_ITEMS)
        )
        imported(workspace, folder, customers, items, actor="test")
    for served in serving(create_app(mine.of(THEIRS))):
        theirs = a_morning(served) | written(mine.of(THEIRS))
    bearers = {role: let_in(mine, role, MINE) for role in roles.ROLES if role != "admin"}
    bearers["wide"] = let_in(mine, "auditor", "")
    for served in serving(create_app(mine)):
        yield Two(served, database, bearers, theirs)
    database.dispose()


def written(workspace: Workspace) -> dict[str, list[str]]:
    """Write what collections keep of the other entity; return the ids of its rows."""
    day, who = NOW.date(), f"{MARK}2"
    words = ("standard", 1, day, "email", "en", f"{MARK}@x.example", "", 1, "{}", MARK, MARK, f"<{MARK}>", "boss", 1)
    with command(workspace, "written", "boss", {}) as book:
        (one,) = book.connection.exec_driver_sql(f"SELECT item_id FROM item WHERE number = '{MARK}0022'").scalars()
        case = (f"dsp_{MARK}", THEIRS, who, one, 1, "USD", "price", MARK, MARK, "person", day, "boss", 1)
        book.write("dispute", [case])
        book.write("dispute_task", [(f"tsk_{MARK}", f"dsp_{MARK}", MARK, MARK, day, "boss", 1)])
        agreed, placed = (granted(book, kind, who) for kind in ("payment_plan", "placement"))
        facts = (f"plc_{MARK}", THEIRS, who, MARK, "", 1, "USD", 0, day, day, MARK, placed, "boss", 1)
        book.write("placement", [facts])
        terms = (f"arr_{MARK}", THEIRS, who, 1, "USD", "", 0, day, 5, 1, MARK, "", agreed, "boss", 1)
        book.write("arrangement", [terms])
        number, digest = book.number("paper"), sha256(b"w9").hexdigest()
        ledger.master.keep(book, [Paper(who, "w9", "US", sha256=digest)])
        book.write("document_file", [(digest, b"w9", 2, "rep", 1)])
        book.write("document", [(f"doc_{MARK}", THEIRS, who, number, digest, MARK, "ink", "{}", "rep", 1)])
        book.write("card_token", [(f"crd_{MARK}", THEIRS, who, "main", f"tok_{MARK}", "", "", day, "boss", 1)])
        card = ("main", f"cop_{MARK}", "", f"crd_{MARK}", who, "", "", "", 1, 0, "USD", MARK, "boss", 1)
        book.write("card_operation", [(f"cop_{MARK}", THEIRS, "authorise", *card)])
        mail = (f"<{MARK}>", f"thr_{MARK}", MARK, 1, 1, *[MARK] * 3, who, "sender", "", "other", *[""] * 3, day, 1)
        book.write("inbox_mail", [(THEIRS, *mail)])
        book.write("delegation", [(THEIRS, f"dlg_{MARK}", MARK, "boss", day, day, 1, MARK, "boss")])
        odd = ("case", MARK, who, MARK, MARK, "boss", day, "night")
        book.write("duty_conflict", [(f"dco_{MARK}", THEIRS, MARK.lower(), *odd)])
        book.write("dunning_notice", [(f"ntc_{MARK}", THEIRS, who, "USD", *words)])
    return {"notice_id": [f"ntc_{MARK}"], "case_id": [f"dsp_{MARK}"], "task_id": [f"tsk_{MARK}"]} | {
        "operation_id": [f"cop_{MARK}"],
        "document_id": [f"doc_{MARK}"],
        "arrangement_id": [f"arr_{MARK}"],
        "placement_id": [f"plc_{MARK}"],
        "thread_id": [f"thr_{MARK}"],
        "conflict_id": [f"dco_{MARK}"],
        "delegation_id": [f"dlg_{MARK}"],
    }


def granted(book: ledger.Book, kind: str, customer: str) -> str:
    """Ask for something about a customer of theirs, as one person and then another; return the request."""
    asked = ledger.approvals.ask(book, NewRequest(kind, MARK, "{}", MARK, 1, "USD", customer_number=customer), NOW)
    book.actor = "second"
    ledger.approvals.approve(book, asked, NOW, NOW.date())
    book.actor = "boss"
    return asked


def let_in(workspace: Workspace, role: str, place: str) -> str:
    """Add somebody with a role in a place; return the bearer of a key of theirs."""
    login = f"{role.replace('_', '.')}.{place.lower().replace('/', '.') or 'all'}"
    persons.add(workspace, login, "", actor="setup")
    persons.grant(workspace, login, role, actor="setup", place=place)
    return keys.add(workspace, login, "test", roles.ROLES[role], 10, actor="setup")[1]


def a_morning(served: Served) -> dict[str, list[str]]:
    """Fill the other entity's books; return the ids of its rows."""
    assert served.take(f"{MARK}.bai", marked(morning.BAI2.decode()).encode()).status_code == 202
    served.settle()
    client = served.client

    def done(path: str, body: dict[str, Any]) -> Any:
        answer = client.post(path, json=body)
        assert answer.is_success, (path, answer.text)
        return answer.json()

    called = {"channel": "call", "outcome": "resolved", "note": MARK, "by": "ann"}
    contact = done(f"/v1/customers/{MARK}2/contacts", called)["contact_id"]
    done("/v1/collections/promises", BODIES["/v1/collections/promises"])
    asked = done("/v1/customers/" + MARK + "2/payees", {"account": "99887766", "reason": MARK, "by": "ann"})
    data = {path: client.get(path).json()["data"] for path in LISTS.values()}
    found = {part: [row[LISTED.get(part, part)] for row in data[path]] for part, path in LISTS.items()}
    receipts = found["receipt_id"]
    applied = [
        one["application_id"] for name in receipts for one in client.get(f"/v1/receipts/{name}").json()["applications"]
    ]
    audits = [f"aud_{name[4:]}" for name in receipts]
    return {
        **{part: names[:1] for part, names in found.items()},
        "contact_id": [contact],
        "request_id": [asked["request_id"]],
        "application_id": applied[:1],
        "audit_id": audits[:1],
        "code": [THEIRS],
        "customer_number": [f"{MARK}2"],
        "number": [f"{MARK}2"],
        "number:path": [f"{MARK}2"],
    }


#: Part of an address -> the list that shows its ids, and the field that holds them.
LISTS = {
    "receipt_id": "/v1/receipts",
    "exception_id": "/v1/exceptions",
    "file_id": "/v1/bank-files",
    "work_id": "/v1/jobs",
    "promise_id": "/v1/collections/promises",
}
LISTED = {"file_id": "id"}
#: Words of ours in an address.
WORDS = {
    "name": [one.name for one in reports.REPORTS],
    "form": ["csv"],
    "month": ["2026-11"],
    "act": ["approve"],
    "verdict": ["approved"],
    "part": ["sites"],
}


def addresses(path: str, ids: dict[str, list[str]]) -> Iterator[str]:
    """Yield every address of a route that names rows of the other entity."""
    parts = re.findall(r"\{([^}]*)\}", path)
    for values in itertools.product(*(ids.get(part) or WORDS.get(part, ["none"]) for part in parts)):
        there = path
        for part, value in zip(parts, values, strict=True):
            there = there.replace(f"{{{part}}}", value)
        yield there


def who_may(method: str, path: str) -> list[str]:
    """Return a role that a route lets in, if there is one."""
    need = admission.scope(method, re.sub(r"\{[^}]*\}", "x", path))
    return [role for role, scopes in roles.ROLES.items() if role != "admin" and need in scopes][:1]


def test_every_part_of_an_address_is_known(two: Two) -> None:
    """Whoever adds a route says whose rows it names, or that it names none of another entity's."""
    named = {part for _, path in every_route(two.served.app) for part in re.findall(r"\{([^}]*)\}", path)}
    assert named - {"code", "work_id", *owners.LIES} - owners.OWN == set()
    assert [part for part in owners.LIES if not two.theirs.get(part)] == []


def test_no_route_shows_what_is_anothers(two: Two) -> None:
    seen, shown = [], 0
    for method, path in every_route(two.served.app):
        if method != "GET" or path.endswith(ENDLESS):
            continue
        for there in addresses(path, two.theirs):
            for who in who_may(method, path):
                answer = two.ask(who, method, there)
                text = re.sub("|".join(there.split("/")[1:]), "", answer.text)  # what was asked may be said again
                if MARK in text or f'"{THEIRS}"' in text:
                    seen.append((who, there, answer.status_code))
        shown += MARK in two.ask("wide", method, path).text
    assert seen == []
    assert shown >= 5, "the test sees what an auditor of all entities is shown"


def test_a42_no_report_adds_what_is_anothers_to_what_is_ones_own(two: Two) -> None:
    """A42: entities=all is for who holds a role in all of them."""
    for name in [one.name for one in reports.REPORTS if any(option.name == "entities" for option in one.options)]:
        for path in (f"/v1/reports/{name}?option=entities=all", f"/reports/{name}.csv?entities=all"):
            assert two.ask("auditor", "GET", path).status_code == 403, path
            assert two.ask("wide", "GET", path).status_code == 200, path
    assert MARK in two.ask("wide", "GET", "/v1/reports/aging?option=entities=all").text


def test_no_route_changes_what_is_anothers(two: Two) -> None:
    before, let = two.state(), []
    for method, path in every_route(two.served.app):
        if method in admission.SAFE:
            continue
        for there in addresses(path, two.theirs):
            for who in who_may(method, path):
                answer = two.ask(who, method, there, json=BODIES.get(path, {"by": "x"}))
                if there != path and answer.is_success:
                    let.append((who, method, there, answer.status_code))
    assert let == []
    assert two.state() == before


def test_no_body_names_what_is_anothers(two: Two) -> None:
    """Where a body names rows, each is held to what its person may, as the part of an address is."""
    before = two.state()
    decision = {"exception_id": two.theirs["exception_id"][0], "resolution": {"act": "park"}}
    (row,) = two.ask("reviewer", "POST", "/v1/bulk/decisions", json={"data": [decision]}).json()["data"]
    assert (row["status"], row["problem"]["type"]) == (404, "not_found")
    settled = {"receipts": [{"receipt_id": two.theirs["receipt_id"][0], "decision_id": "dec_1"}]}
    assert two.ask("reviewer", "POST", "/v1/knowledge/settlements", json=settled).status_code == 404
    assert two.state() == before


def test_some_customers_alone_are_seen_by_who_was_given_them(two: Two) -> None:
    """Whoever holds a role for their customers is shown those, and asks nothing that is about more."""
    mine = Workspace(two.database, Settings(), lambda: NOW)
    two.bearers["part"] = let_in(mine, "collector", f"{MINE}/ann")
    (two.bearers["none"],) = (let_in(mine, "auditor", f"{MINE}/nobody"),)
    customer_files.add(mine, "C200", "assignment", {"role": "collector", "person": "ann"}, reason="", actor="setup")
    theirs = {
        **{key: ["C200"] for key in ("customer_number", "number", "number:path")},
        "contact_id": two.theirs["contact_id"],
        "name": ["aging"],
    }
    others = {**theirs, **{key: ["C100"] for key in ("customer_number", "number", "number:path")}}
    open_to: set[tuple[str, str]] = set()
    let: list[tuple[str, str]] = []
    for method, path in every_route(two.served.app):
        need = admission.scope(method, re.sub(r"\{[^}]*\}", "x", path))
        if not need or not roles.allow(roles.ROLES["collector"], need) or path.endswith(ENDLESS):
            continue
        said = BODIES.get(path, {"by": ""})
        for ids in (theirs, others):
            for there in addresses(path, ids):
                answer = two.ask("part", method, there, json=said if method != "GET" else None)
                if answer.status_code in {403, 404}:
                    continue
                if ids is theirs:
                    open_to.add((method, path))
                else:
                    let.append((method, there))
    narrowed = {path for path, where in rows.CUSTOMERS.items() if not where}
    assert {there for _, there in let} <= narrowed
    assert {path.replace(":path", "") for _, path in open_to} <= set(rows.CUSTOMERS)
    assert ("GET", "/v1/customers/{customer_number}") in open_to
    assert ("POST", "/v1/customers/{customer_number}/contacts") in open_to
    by = {"as_of": "2026-12-20"}
    called = {
        who: {
            one["customer_number"] for one in two.ask(who, "GET", "/v1/collections/worklist", params=by).json()["data"]
        }
        for who in ("wide", "part", "none")
    }
    assert called["wide"] > called["part"] == {"C200"}
    assert called["none"] == set()
    promises = "/v1/collections/promises"
    assert two.ask("part", "GET", promises).status_code == 404
    assert two.ask("part", "GET", promises, params={"customer_number": "C200"}).status_code == 200
    assert two.ask("part", "GET", promises, params={"customer_number": "C100"}).status_code == 404


def test_a06_a_sales_rep_reads_their_own_accounts_and_changes_nothing(two: Two) -> None:
    """A06: own accounts, read-only."""
    mine = Workspace(two.database, Settings(), lambda: NOW)
    two.bearers["rep"] = let_in(mine, "sales_rep", f"{MINE}/rita")
    customer_files.add(mine, "C200", "assignment", {"role": "sales_rep", "person": "rita"}, reason="", actor="setup")
    page = two.ask("rep", "GET", "/customers")
    assert "/customers/C200" in page.text
    assert "/customers/C100" not in page.text
    assert "/customers/C200" not in two.ask("none", "GET", "/customers?part=C2").text
    assert two.ask("rep", "GET", "/", follow_redirects=False).headers["Location"] == "/customers"
    assert 'href="/desk"' not in page.text
    for path in ("/customers/{}", "/v1/customers/{}/standing", "/v1/customers/{}/contacts", "/customers/{}/contacts"):
        method = "POST" if path.endswith("contacts") else "GET"
        codes = [two.ask("rep", method, path.format(who), json={}).status_code for who in ("C200", "C100")]
        assert codes == ([403, 403] if method == "POST" else [200, 404]), path


def test_who_gives_roles_gives_them_everywhere(two: Two) -> None:
    """A role that gives roles cannot be held in a part: its holder could give themselves the rest."""
    mine = Workspace(two.database, Settings(), lambda: NOW)
    with pytest.raises(Invalid, match="every legal entity"):
        let_in(mine, "admin", MINE)
