"""A02e, A40, B9a: what is open is in one queue with one owner; who stands in owns for days, and approves no more."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from api.app import create_app
from kit.refusals import Invalid, NotFound
from ledger import Adjust, NewAuthority
from ledger import approvals as authorities
from ledger.refusals import BeyondAuthority
from services import control
from services.master import customer_files
from services.people import keys, persons, roles
from services.queues import kinds, owners, playbooks, substitutes
from services.workspace import Workspace
from tests.api.conftest import NOW, Served, serving
from tests.api.morning import BAI2
from tests.ledger.desk import booked

TODAY = NOW.date()
LEAVE = (TODAY, TODAY + timedelta(days=14))


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Served]:
    """Serve a morning with something in every queue."""
    for served in serving(create_app(workspace)):
        assert served.take("morning.bai", BAI2).is_success
        served.settle()
        post = served.client.post
        first = served.client.get("/v1/exceptions").json()["data"][0]
        on_account = {"act": "on_account", "customer_number": "C100", "by": "ana"}
        assert post(f"/v1/exceptions/{first['exception_id']}/resolution", json=on_account).is_success
        order = {"number": "SO-1", "customer_number": "C200", "amount": usd(500), "ships_on": "2026-11-30"}
        assert post("/v1/credit/orders", json={**order, "terms": "NET90", "by": "shop"}).is_success
        who = {"legal_name": "North Star LLC", "monthly_volume": 4_000_000}
        applied = {"customer_number": "N1", "amount": usd(10_000_000), "terms": "NET30", "applicant": who, "by": "rep"}
        assert post("/v1/credit/applications", json=applied).is_success
        dispute = {"document": "INV-30012", "reason": "price", "by": "ann"}
        assert post("/v1/disputes", json=dispute).is_success
        body = {"item": "INV-30012", "kind": "bad_debt", "amount": usd(1_000), "reason": "gone", "by": "ann"}
        assert post("/v1/adjustments", json=body).is_success
        review = {"reviewer": "rita", "valid_from": "2026-01-01", "valid_until": "2026-06-30"}
        customer_files.add(workspace, "C100", "review", review, reason="", actor="setup")
        yield served


def usd(minor: int) -> dict[str, object]:
    """Return an amount."""
    return {"minor": minor, "currency": "USD"}


def test_a02e_every_open_item_is_in_one_queue_with_one_owner(desk: Served) -> None:
    workspace: Workspace = desk.app.state.workspace
    for login in ("ana", "ben", "rita"):
        persons.add(workspace, login, login, actor="setup", given=["reviewer"])
    found = owners.of(workspace)
    assert {one.queue for one in found} == set(kinds.QUEUES), "something waits in each"
    assert max(Counter(one.item for one in found).values()) == 1, "in no two"
    assert {one.owner for one in found} == {"", "rita"}, "nobody is named yet, but who reviews C100"
    for name in kinds.QUEUES:
        owners.own(workspace, name, "ana", actor="boss")
    told = owners.counts(workspace)
    assert {name: sum(mine.values()) for name, mine in told.items()} == Counter(one.queue for one in found)
    assert {owner for mine in told.values() for owner in mine} == {"ana", "rita"}
    for name, mine in told.items():
        for owner, count in mine.items():
            assert count == len(owners.of(workspace, name, owner)), "a count is the length of its list"
    given = owners.assign(workspace, "holds", "SO-1", "ben", reason="knows them", actor="boss")
    assert given.owner == "ben"
    persons.leave(workspace, "ben", actor="boss")
    assert owners.of(workspace, "holds")[0].owner == "ana", "whoever left leaves no orphan"
    persons.leave(workspace, "rita", actor="boss")
    assert {one.owner for one in owners.of(workspace)} == {"ana"}
    with pytest.raises(Invalid):
        owners.assign(workspace, "holds", "SO-1", "ben", reason="", actor="boss")
    with pytest.raises(NotFound):
        owners.assign(workspace, "disputes", "SO-1", "ana", reason="", actor="boss")
    customer_files.add(
        workspace, "C200", "assignment", {"role": "credit_analyst", "person": "ana"}, reason="", actor="setup"
    )
    assert owners.assign(workspace, "holds", "SO-1", "", reason="back", actor="boss").owner == "ana"


def test_a40_who_stands_in_owns_for_some_days_and_approves_no_more(workspace: Workspace) -> None:
    asked = control.ask_adjustment(workspace, "INV-30012", Adjust.BAD_DEBT, 2_000, reason="gone", actor="ann")
    with booked(workspace.database, "limits", actor="admin") as book:
        rows = [NewAuthority(who, "bad_debt", "USD", 0, most, TODAY) for who, most in (("ana", 5_000), ("ben", 100))]
        authorities.authorise(book, rows)
    owners.own(workspace, "approvals", "ana", actor="boss")
    away = substitutes.begin(workspace, "ana", "ben", *LEAVE, reason="leave", actor="boss")
    (one,) = owners.of(workspace, "approvals")
    assert (one.owner, one.instead_of) == ("ben", "ana")
    with pytest.raises(BeyondAuthority):
        control.approve(workspace, asked.request_id, actor="ben")
    for day, owner in (
        (TODAY - timedelta(days=1), "ana"),
        (TODAY, "ben"),
        (LEAVE[1], "ben"),
        (LEAVE[1] + timedelta(days=1), "ana"),
    ):
        assert (day, owners.of(on(workspace, day), "approvals")[0].owner) == (day, owner), "by itself"
    substitutes.end(workspace, away.delegation_id, reason="back early", actor="boss")
    assert owners.of(workspace, "approvals")[0].owner == "ana"
    assert control.approve(workspace, asked.request_id, actor="ana").verdict == "approved"


def on(workspace: Workspace, day: date) -> Workspace:
    """Return the workspace on a day."""
    return replace(workspace, clock=lambda: NOW + (day - TODAY))


@pytest.mark.parametrize(
    ("pairs", "owner", "now"),
    [
        ({}, "ana", "ana"),
        ({"ana": "ben"}, "ana", "ben"),
        ({"ana": "ben"}, "ANA", "ben"),
        ({"ana": "ben", "ben": "cy"}, "ana", "cy"),
        ({"ana": "ben", "ben": "ana"}, "ana", "ana"),
        ({"ben": "ana"}, "cy", "cy"),
        ({"ana": "ben"}, "", ""),
    ],
)
def test_a40_a_chain_of_substitutes_ends(pairs: dict[str, str], owner: str, now: str) -> None:
    assert substitutes.whose(owner, pairs) == now


def test_a40_what_is_no_delegation_is_refused(workspace: Workspace) -> None:
    persons.add(workspace, "ben", "Ben", actor="setup")
    for login, substitute, days, reason in (
        ("ana", "ANA", LEAVE, "leave"),
        ("ana", "ben", LEAVE[::-1], "leave"),
        ("ana", "ben", LEAVE, " "),
        ("ana", "nobody", LEAVE, "leave"),
    ):
        with pytest.raises(Invalid):
            substitutes.begin(workspace, login, substitute, *days, reason=reason, actor="boss")
    assert substitutes.listed(workspace) == []


def test_a40_who_leads_says_on_the_page_who_stands_in_and_ends_it(workspace: Workspace) -> None:
    for login, role in (("lee", "team_lead"), ("ana", "reviewer"), ("ben", "reviewer")):
        persons.add(workspace, login, login, actor="setup", given=[role])
    heads = {
        who: {"Authorization": f"Bearer {keys.add(workspace, who, 't', roles.ROLES[role], 1, actor='setup')[1]}"}
        for who, role in (("lee", "team_lead"), ("ana", "reviewer"))
    }
    leave = {"login": "ana", "substitute": "ben", "first": "2026-11-23", "last": "2026-11-27", "reason": "leave"}
    for served in serving(create_app(workspace)):
        get, post = served.client.get, served.client.post
        page = get("/queues", headers=heads["lee"]).text
        assert "<option>ana</option><option>ben</option>" in page
        assert "Let somebody stand in" not in get("/queues", headers=heads["ana"]).text
        said = heads["lee"] | {"X-CSRF-Token": page.split('"X-CSRF-Token": "')[1].split('"')[0], "HX-Request": "true"}
        assert post("/delegations", data=leave, headers=said | heads["ana"]).status_code == 403
        began = post("/delegations", data=leave, headers=said)
        assert "ben stands in for ana." in began.text
        assert "ben for ana, 23 Nov 2026 to 27 Nov 2026: leave" in began.text
        (one,) = substitutes.listed(workspace)
        assert one.actor == "lee"
        ended = post(f"/delegations/{one.delegation_id}/end", data={"reason": "back"}, headers=said)
        assert "Nobody stands in for anybody." in ended.text
    assert substitutes.listed(workspace) == []


def test_a02g_a_playbook_stands_beside_its_queue_and_is_changed_as_versions(workspace: Workspace) -> None:
    assert all(playbooks.versions(workspace, name)[0].markdown.startswith("# ") for name in kinds.QUEUES)
    playbooks.write(workspace, "holds", "# Ours\n<b>call</b> sales first", reason="caps", actor="boss")
    newest, began = playbooks.versions(workspace, "holds")
    assert (newest.author, newest.reason, newest.written_at, began.author) == ("boss", "caps", NOW, "")
    persons.add(workspace, "lee", "Lee", actor="setup", given=["team_lead"])
    head = {"Authorization": f"Bearer {keys.add(workspace, 'lee', 't', roles.ROLES['team_lead'], 1, actor='setup')[1]}"}
    for served in serving(create_app(workspace)):
        page = served.client.get("/queues/holds", headers=head).text
        assert "&lt;b&gt;call&lt;/b&gt; sales first" in page
        assert "Held orders" in served.client.get("/queues", headers=head).text
        assert served.client.get("/queues/nothing", headers=head).status_code == 404
        body = {"login": "ana", "substitute": "lee", "first_on": "2026-11-20", "last_on": "2026-11-21", "reason": "ill"}
        made = served.client.post("/v1/delegations", json=body, headers=head)
        assert made.status_code == 201, made.text
        assert "lee for ana" in served.client.get("/queues", headers=head).text
