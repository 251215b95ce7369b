"""Once there are people everybody signs in, and a route lets in those whose roles give its scope, nobody else."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from api import admission, paper
from api.app import create_app
from api.pages import PAGES
from services.people import keys, persons, proofs, roles, sessions
from services.workspace import Workspace
from tests.api.conftest import Served, serving

PASSWORD = "a long enough phrase 7"


def every_route(app: FastAPI) -> list[tuple[str, str]]:
    """Return method and path of everything that can be asked, pages too."""
    found: list[tuple[str, str]] = []

    def walk(routes: Any, prefix: str) -> None:
        for route in routes:
            inner = getattr(route, "original_router", None) or getattr(route, "router", None)
            if isinstance(route, APIRoute):
                found.extend((method, prefix + route.path) for method in sorted(route.methods or ()))
            elif inner is not None:
                walk(inner.routes, prefix)

    walk(app.routes, "")
    return sorted(set(found))


@pytest.fixture
def peopled(workspace: Workspace) -> Iterator[tuple[Served, dict[str, str]]]:
    """Serve the morning to people: one for each role, with a key of all its scopes."""
    bearers = {}
    for role, scopes in roles.ROLES.items():
        persons.add(workspace, f"the.{role.replace('_', '.')}", role, actor="setup", given=[role])
        bearers[role] = keys.add(workspace, f"the.{role.replace('_', '.')}", "test", scopes, 10, actor="setup")[1]
    for served in serving(create_app(workspace)):
        yield served, bearers


def test_every_route_has_its_scope(workspace: Workspace) -> None:
    """A write that is not in the table could be done by nobody: whoever adds a route says who may."""
    routes = every_route(create_app(workspace))
    assert len(routes) > 60
    missing = [one for one in routes if admission.scope(one[0], re.sub(r"\{[^}]*\}", "x", one[1])) is None]
    assert missing == []
    asked = {admission.scope(method, re.sub(r"\{[^}]*\}", "x", path)) for method, path in routes} - {""}
    assert asked <= set(roles.SCOPES)


def signed_in(served: Served, workspace: Workspace, login: str) -> str:
    """Sign somebody in with the client, and return what the pages send with each write."""
    proofs.set_password(workspace, login, PASSWORD, actor=login)
    csrf = served.client.get("/refusals").text.split('"X-CSRF-Token": "')[1].split('"')[0]
    form = {"login": login, "password": PASSWORD}
    assert served.client.post("/sign-in/person", data=form, headers={"X-CSRF-Token": csrf}).status_code == 200
    return csrf


def test_who_signed_in_is_asked_for_no_name(served: Served, workspace: Workspace) -> None:
    """DUTIES A57: what is done is done by who signed in, so nobody types who they are."""
    asked = {path: served.client.get(path).text.count('name="by"') for path in ("/customers/C100", "/close")}
    assert all(asked.values()), asked
    persons.add(workspace, "ana", "Ana", actor="setup", given=["controller"])
    signed_in(served, workspace, "ana")
    assert [path for path in asked if 'name="by"' in served.client.get(path).text] == []


def test_nobody_is_offered_what_their_roles_do_not_allow(matched: Served, workspace: Workspace) -> None:
    """A key that would be refused is not shown; the page says who decides instead."""
    asked = {"customer_number": "C100", "amount": {"minor": 9_000, "currency": "USD"}, "valid_from": "2026-11-20"}
    assert matched.client.post("/v1/credit/limits", json={**asked, "reason": "pays", "by": "ann"}).status_code == 202
    offered = {"/approvals": 'data-key="a"', "/desk": 'data-key="p"'}
    assert all(key in matched.client.get(path).text for path, key in offered.items())
    for login, role, sees in (
        ("cleo", "credit_analyst", set()),
        ("ben", "approver", {"/approvals"}),
        ("ana", "reviewer", {"/desk"}),
        ("tina", "trainee", {"/desk"}),
    ):
        persons.add(workspace, login, login, actor="setup", given=[role])
        matched.client.cookies.clear()
        signed_in(matched, workspace, login)
        assert {path for path, key in offered.items() if key in matched.client.get(path).text} == sees, role


def test_an_act_is_offered_whatever_its_address_asks_besides() -> None:
    kept = '<form hx-post="/disputes/d1/fact?after=x" hx-target="#d">Say</form>'
    gone = '<button type="button" hx-post="/jobs/w1/retry">Try</button>'
    assert paper.offered(kept + gone, {"read", "collect"}) == kept


def test_who_is_signed_out_goes_on_where_they_were(served: Served, workspace: Workspace) -> None:
    """Signing in in another tab is enough: the page that was open sends what stands in it."""
    persons.add(workspace, "ana", "Ana", actor="setup", given=["controller"])
    csrf = signed_in(served, workspace, "ana")
    piece = {"HX-Request": "true", "X-CSRF-Token": csrf}
    served.client.cookies.delete("tieout_person")
    lost = served.client.post("/close/controls", data={"gl": ""}, headers=piece)
    assert (lost.status_code, "Your session has ended, and nothing was done." in lost.text) == (401, True)
    assert '<a href="/" target="_blank">Sign in</a>' in lost.text
    form = {"login": "ana", "password": PASSWORD}
    assert served.client.post("/sign-in/person", data=form, headers={"X-CSRF-Token": csrf}).status_code == 200
    assert served.client.post("/close/controls", data={"gl": ""}, headers=piece).status_code == 200


def test_an_admin_lets_people_in_on_the_page(served: Served, workspace: Workspace) -> None:
    """DUTIES A57: added with a role and a password, given another, refused what is at odds, let in no longer."""
    persons.add(workspace, "boss", "Boss", actor="setup", given=["admin"])
    head = {"HX-Request": "true", "X-CSRF-Token": signed_in(served, workspace, "boss")}

    def send(path: str, **form: str) -> tuple[int, str]:
        answer = served.client.post(path, data=form, headers=head)
        return answer.status_code, answer.text

    new = {"login": "ana", "name": "Ana Ruiz", "role": "reviewer"}
    assert send("/people", **new, password="short")[0] == 422
    assert "ana" not in served.client.get("/v1/people").text, "who has no password that may be kept is not added"
    assert "Ana Ruiz may come in as reviewer." in send("/people", **new, password=PASSWORD)[1]
    own = {"login": "ana", "password": PASSWORD, "new_password": f"{PASSWORD} of my own"}
    first = served.client.post("/sign-in/person", data={**own, "new_password": ""}, headers=head)
    assert (first.status_code, "Somebody else set this password" in first.text) == (401, True)
    assert proofs.proven(workspace, "ana", PASSWORD, "", own["new_password"]).login == "ana"
    assert proofs.proven(workspace, "ana", own["new_password"], "").roles == ("reviewer",)
    assert send("/people/ana/give", role="clerk", reason="grew")[0] == 409
    assert "ana is auditor now." in send("/people/ana/give", role="auditor", place="MAIN")[1]
    assert "ana is reviewer no longer." in send("/people/ana/take", role="reviewer", place="")[1]
    assert persons.held(workspace, "ana") == {("auditor", "MAIN")}
    assert "signed out everywhere" in send("/people/ana/password", password=f"{PASSWORD} 8")[1]
    assert "ana is let in no longer." in send("/people/ana/out")[1]
    assert not persons.one(workspace, "ana").active
    assert send("/people/boss/give", role="reviewer")[0] == 422, "nobody changes what they may do themselves"
    assert "/people/boss/" not in served.client.get("/people").text


def test_the_page_that_asks_for_a_sign_in_is_called_so(served: Served, workspace: Workspace) -> None:
    persons.add(workspace, "ana", "Ana", actor="setup", given=["controller"])
    there = served.client.get("/sign-in", headers={"Accept": "text/html"}, follow_redirects=True)
    assert "<title>Sign in · tieout</title>" in there.text
    assert "Bearer" not in there.text


def asking(need: str, turn: int) -> set[str]:
    """Return the roles that ask for a route: all for the first of a scope; else a trainee, one with it and one without.

    What a trainee may propose hangs on the address, too; for all others the scope decides.
    """
    if not turn:
        return set(roles.ROLES)
    inside = [role for role, scopes in roles.ROLES.items() if need in scopes]
    outside = [role for role, scopes in roles.ROLES.items() if need not in scopes]
    return {"trainee", *(some[turn % len(some)] for some in (inside, outside) if some)}


def test_each_role_reaches_what_its_scopes_allow_and_nothing_else(peopled: tuple[Served, dict[str, str]]) -> None:
    served, bearers = peopled
    wrong, turns = [], Counter[str]()
    for method, path in every_route(served.app):
        need = admission.scope(method, re.sub(r"\{[^}]*\}", "x", path))
        if not need or path.endswith("/events") or path == "/files/progress":
            continue
        there = re.sub(r"\{[^}]*\}", "none", path)
        assert served.client.request(method, there).status_code == 401, (method, path)
        for role in sorted(asking(need, turns[need])):
            answer = served.client.request(method, there, headers={"Authorization": f"Bearer {bearers[role]}"})
            refused = answer.status_code == 403 and "not_allowed" in answer.text
            proposed = role == "trainee" and need in roles.PROPOSED and not path.startswith("/v1/bulk/")
            if refused is (proposed or need in roles.ROLES[role] or (need == "serve" and role == "collector")):
                wrong.append((role, method, path, answer.status_code))
        turns[need] += 1
    assert wrong == []


def test_no_letter_of_an_address_leads_past_the_table(peopled: tuple[Served, dict[str, str]]) -> None:
    """A part that is nothing but line ends is a part, for who judges as for who answers."""
    served, bearers = peopled
    head = {"Authorization": f"Bearer {bearers['auditor']}"}
    named = [(method, path) for method, path in every_route(served.app) if "{" in path]
    asked = {admission.scope(method, re.sub(r"\{[^}]*\}", "x", path)): (method, path) for method, path in named}
    for need in asked.keys() - {"", "read"}:
        method, path = asked[need]
        answer = served.client.request(method, re.sub(r"\{[^}]*\}", "%0A", path), headers=head)
        assert (answer.status_code, answer.json()["type"]) == (403, "not_allowed"), (method, path)


def test_what_no_route_takes_is_told_so_and_not_that_it_is_forbidden(peopled: tuple[Served, dict[str, str]]) -> None:
    served, bearers = peopled
    answer = served.client.request("TRACE", "/v1/receipts", headers={"Authorization": f"Bearer {bearers['auditor']}"})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    assert served.client.request("TRACE", "/v1/receipts").status_code == 401


def test_a_person_signs_in_works_under_their_name_and_signs_out(workspace: Workspace) -> None:
    persons.add(workspace, "ana", "Ana Ruiz", actor="setup", given=["reviewer"])
    proofs.set_password(workspace, "ana", PASSWORD, actor="ana")
    for served in serving(create_app(workspace)):
        page = served.client.get("/", headers={"Accept": "text/html"})
        assert page.status_code == 401
        assert 'name="password"' in page.text
        assert "/receipts" not in page.text
        csrf = page.text.partition('"X-CSRF-Token": "')[2].partition('"')[0]
        given = {"login": "ana", "password": "wrong wrong wrong"}
        assert served.client.post("/sign-in/person", data=given, headers={"X-CSRF-Token": csrf}).status_code == 401
        given["password"] = PASSWORD
        right = served.client.post("/sign-in/person", data=given, headers={"X-CSRF-Token": csrf})
        assert right.headers["HX-Refresh"] == "true"
        cookie = right.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Ana Ruiz" in served.client.get("/").text
        assert served.client.get("/me").status_code == 200
        assert served.client.get("/v1/me").json()["roles"] == ["reviewer"]
        assert served.client.get("/people", headers={"Accept": "text/html"}).status_code == 403
        before = cookie.partition("=")[2].partition(";")[0]
        again = served.client.post("/sign-in/person", data=given, headers={"X-CSRF-Token": csrf})
        assert again.headers["Set-Cookie"].partition(";")[0] != cookie.partition(";")[0]
        assert sessions.whose(workspace, before) is None, "who signs in anew leaves no session behind"
        assert served.client.post("/sign-out", headers={"X-CSRF-Token": csrf}).status_code == 200
        assert served.client.get("/").status_code == 401


def test_who_signed_in_cannot_act_as_somebody_else(workspace: Workspace) -> None:
    persons.add(workspace, "cy", "Cy", actor="setup", given=["controller"])
    bearer = {"Authorization": f"Bearer {keys.add(workspace, 'cy', 'test', ['close', 'read'], 1, actor='setup')[1]}"}
    for served in serving(create_app(workspace)):
        asking = {"reason": "the bank closes later", "by": "bo"}
        there, key = "/v1/periods/2026-10/exception", "Idempotency-Key"
        answer = served.client.post(there, json=asking, headers={**bearer, key: "one"})
        assert (answer.status_code, answer.json()["type"]) == (403, "not_allowed")
        done = served.client.post(there, json={"reason": asking["reason"]}, headers={**bearer, key: "two"})
        assert done.status_code == 202, done.text
        assert [one["maker"] for one in served.client.get("/v1/requests", headers=bearer).json()["data"]] == ["cy"]


def test_people_are_added_over_http_by_who_may(peopled: tuple[Served, dict[str, str]]) -> None:
    served, bearers = peopled
    admin = {"Authorization": f"Bearer {bearers['admin']}", "Idempotency-Key": "k1"}
    added = served.client.post("/v1/people", json={"login": "dee", "roles": ["clerk"]}, headers=admin)
    assert (added.status_code, added.json()["scopes"]) == (201, ["files", "read"])
    again = served.client.post("/v1/people", json={"login": "dee", "roles": ["clerk"]}, headers=admin)
    assert again.json() == added.json()
    odd = served.client.post(
        "/v1/people/dee/roles", json={"role": "reviewer"}, headers={**admin, "Idempotency-Key": "k2"}
    )
    assert (odd.status_code, odd.json()["type"]) == (409, "duties_conflict")
    key = {"login": "dee", "name": "uploads", "scopes": ["files"]}
    made = served.client.post("/v1/people/keys", json=key, headers={**admin, "Idempotency-Key": "k3"}).json()
    theirs = {"Authorization": f"Bearer {made['bearer']}"}
    assert served.client.get("/v1/me", headers=theirs).status_code == 403  # the key has no `read`
    gone = served.client.delete("/v1/people/dee", headers=admin)
    assert gone.status_code == 204
    assert served.client.get("/v1/bank-files", headers=theirs).status_code == 401, "their keys went with them"


def test_a_page_offers_what_the_roles_of_its_reader_allow_and_nothing_else(
    matched: Served, workspace: Workspace
) -> None:
    """A form whose sending would be refused is not shown; one that is only looked at with is shown to all."""
    paths = [page.path for page in PAGES] + ["/customers/C100", "/compare", "/configs/dunning", "/queues/cash"]

    def posts(path: str) -> set[str]:
        return set(re.findall(r'hx-post="([^"]+)"', matched.client.get(path).text))

    whole = {path: posts(path) for path in paths}
    assert whole["/customers/C100"] >= {"/customers/C100/limit", "/customers/C100/contacts"}
    for role in ("reviewer", "collector", "auditor", "trainee"):
        persons.add(workspace, role, role, actor="setup", given=[role])
        matched.client.cookies.clear()
        signed_in(matched, workspace, role)
        held = roles.scopes([role])
        for path, acts in whole.items():
            assert posts(path) == {act for act in acts if admission.offered(held, act)}, (role, path)
