"""People sign in at a real OpenID provider on loopback: who comes back is proven, tied once, and has their roles."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import SecretStr

from api.app import create_app
from kit.db import Database
from kit.refusals import Invalid
from kit.settings import Settings
from services.people import persons, providers, sign_ons
from services.workspace import Workspace
from tests.api.conftest import NOW, PATIENCE, Served, serving
from tests.api.provider import CLIENT, SECRET, Provider, provided

FILE = """
[provider]
issuer = "{issuer}"
client_id = "{client}"
redirect_url = "http://127.0.0.1/sign-in/sso/answer"
{more}
[[provider.roles]]
group = "cash"
role = "reviewer"
[[provider.roles]]
group = "auditors"
role = "auditor"
place = "MAIN"
"""
ANA = {"sub": "s-1", "preferred_username": "Ana", "name": "Ana Ruiz", "groups": ["cash", "lunch"]}


@dataclass
class Signing:
    """The service, its provider, and a browser that goes from one to the other."""

    served: Served
    provider: Provider
    workspace: Workspace
    later: list[timedelta]

    def browser(self) -> httpx2.Client:
        """Return a browser that holds nothing yet."""
        return httpx2.Client(base_url=self.served.url, timeout=PATIENCE)

    def there(self, browser: httpx2.Client) -> str:
        """Begin to sign in, and return where the provider sends the browser back to, as a path of ours."""
        begun = browser.get("/sign-in/sso")
        assert begun.status_code == 303, begun.text
        sent = httpx2.get(begun.headers["Location"]).headers["Location"]
        return sent.removeprefix("http://127.0.0.1")

    def sign_in(self, **who: Any) -> httpx2.Response:
        """Sign in as who sits there; return what the service says in the end."""
        self.provider.who = {**ANA, **who}
        with self.browser() as browser:
            back = browser.get(self.there(browser), headers={"Accept": "text/html"})
            return browser.get("/v1/me") if back.status_code == 303 else back


@pytest.fixture
def signing(sqlite_database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Signing]:
    """Serve books in which Bo is admin, beside a provider; the test may say more of the file."""
    later = [timedelta()]
    with provided(lambda: int((NOW + later[0]).timestamp())) as provider:
        path = tmp_path / "oidc.toml"
        path.write_text(
            FILE.format(issuer=provider.issuer, client=CLIENT, more=getattr(request, "param", "add_people = true"))
        )
        settings = Settings(oidc_file=path, oidc_secret=SecretStr(SECRET), outside_allowed="127.0.0.1")
        workspace = Workspace(sqlite_database, settings, lambda: NOW + later[0])
        persons.add(workspace, "bo", "Bo", actor="setup", given=["admin"])
        for served in serving(create_app(workspace)):
            yield Signing(served, provider, workspace, later)


def test_somebody_new_is_added_with_the_roles_of_their_groups(signing: Signing) -> None:
    me = signing.sign_in().json()
    assert (me["login"], me["name"], me["roles"]) == ("ana", "Ana Ruiz", ["reviewer"])
    assert signing.sign_in(preferred_username="renamed", groups=["auditors"]).json()["login"] == "ana"
    assert persons.held(signing.workspace, "ana") == {("auditor", "MAIN")}, "taken where the group is left"
    persons.grant(signing.workspace, "ana", "approver", actor="bo")
    assert signing.sign_in(groups=[]).json()["roles"] == ["approver"], "given by hand: stays"
    persons.leave(signing.workspace, "ana", actor="bo")
    assert "ana was let out" in signing.sign_in().text


def test_nobody_becomes_admin_or_somebody_else_by_a_name(signing: Signing) -> None:
    assert "gives roles to others" in signing.sign_in(sub="s-9", preferred_username="bo").text
    sign_ons.tie(signing.workspace, "bo", signing.provider.issuer, "s-9", actor="setup")
    assert signing.sign_in(sub="s-9", groups=[]).json()["roles"] == ["admin"]
    assert signing.sign_in().json()["login"] == "ana"
    assert "somebody else at the provider" in signing.sign_in(sub="s-2").text
    with pytest.raises(Invalid, match="s-1 is ana"):
        sign_ons.tie(signing.workspace, "bo", signing.provider.issuer, "s-1", actor="setup")


@pytest.mark.parametrize("signing", ["", 'login_claim = "email"\nadd_people = true'], indirect=True)
def test_who_is_not_known_or_not_verified_stays_out(signing: Signing) -> None:
    said = signing.sign_in(email="ana@cash.example", email_verified=False)
    assert said.status_code == 401
    assert "nobody let ana in" in said.text or "has not verified" in said.text
    assert [one.login for one in persons.everybody(signing.workspace)] == ["bo"]


#: What the provider says other than it is, and what is told to who comes back with it.
LIES: tuple[tuple[dict[str, Any], str], ...] = (
    ({"nonce": "another"}, "cannot be proven: InvalidClaimError"),
    ({"aud": "another"}, "cannot be proven: InvalidClaimError"),
    ({"iss": "https://evil.example"}, "cannot be proven: InvalidClaimError"),
    ({"exp": int(NOW.timestamp()) - 61}, "cannot be proven: ExpiredTokenError"),
    ({"iat": int(NOW.timestamp()) + 120}, "cannot be proven"),
    ({"nonce": None}, "cannot be proven: MissingClaimError"),
    ({"azp": "another"}, "meant for somebody else"),
    ({"sub": None}, "cannot be proven: MissingClaimError"),
    ({"preferred_username": "../x"}, "gives no login"),
    ({"_claim_names": {"groups": "src1"}}, "leaves the groups out"),
)


def test_what_is_not_proven_lets_nobody_in(signing: Signing) -> None:
    for lies, told in LIES:
        signing.provider.lies = lies
        said = signing.sign_in()
        assert (said.status_code, told in said.text) == (401, True), (lies, said.text[-900:])
    signing.provider.lies = {}
    for forged in ("none", "shared"):
        signing.provider.forged = forged
        assert "cannot be proven" in signing.sign_in().text, forged
    signing.provider.forged = ""
    assert signing.sign_in().status_code == 200


def test_an_answer_belongs_to_the_browser_that_began_and_is_taken_once(signing: Signing) -> None:
    signing.provider.who = ANA
    with signing.browser() as ana, signing.browser() as eve:
        back = signing.there(ana)
        assert eve.get(back).status_code == 401, "it began no sign-in"
        signing.there(eve)
        assert "belongs to no sign-in" in eve.get(back).text, "it began another"
        assert "another provider" in ana.get(back.replace("iss=", "iss=x")).text
        assert "access_denied" in ana.get("/sign-in/sso/answer?error=access_denied").text
        done = ana.get(back)
        assert (done.status_code, done.headers["Location"]) == (303, "/")
        kept = done.headers.get_list("Set-Cookie")
        assert all("HttpOnly; SameSite=Lax" in one for one in kept)
        assert "Max-Age=0" in kept[1]
        assert ana.get("/v1/me").json()["login"] == "ana"
        assert ana.get(back).status_code == 401, "the code and the beginning are used up"
        late = signing.there(ana)
        signing.later[0] = timedelta(seconds=601)
        assert "took too long" in ana.get(late).text


def test_keys_change_and_are_asked_for_no_more_often_than_needed(signing: Signing) -> None:
    assert signing.sign_in().status_code == 200
    assert signing.sign_in().status_code == 200
    assert signing.provider.asked.count("/jwks_uri") == 1
    signing.provider.signs = signing.provider.shows = "two"
    signing.later[0] = timedelta(seconds=30)
    assert signing.sign_in().status_code == 200
    assert signing.provider.asked.count("/jwks_uri") == 2
    signing.provider.signs = "one"  # a key it no longer shows
    for _ in range(3):
        assert signing.sign_in().status_code == 401
    assert signing.provider.asked.count("/jwks_uri") == 2


@pytest.mark.parametrize("signing", ["passwords = false"], indirect=True)
def test_passwords_may_be_closed_and_the_page_offers_the_provider(signing: Signing) -> None:
    with signing.browser() as browser:
        page = browser.get("/", headers={"Accept": "text/html"})
        assert page.status_code == 401
        assert 'href="/sign-in/sso"' in page.text
        assert 'name="password"' not in page.text
        csrf = page.text.partition('"X-CSRF-Token": "')[2].partition('"')[0]
        given = {"login": "bo", "password": "x" * 20}
        said = browser.post("/sign-in/person", data=given, headers={"X-CSRF-Token": csrf})
        assert "passwords let nobody in" in said.text


def test_a_provider_that_is_away_or_another_is_told_so(signing: Signing) -> None:
    true = signing.provider.issuer
    signing.provider.issuer = "https://evil.example"
    with signing.browser() as browser:
        assert (browser.get("/sign-in/sso").status_code, true) == (503, true)
    closed = replace(signing.workspace, settings=signing.workspace.settings.model_copy(update={"outside_allowed": ""}))
    for served in serving(create_app(closed)):
        assert served.client.get("/sign-in/sso").status_code == 503, "a private address takes the setting"


def test_without_a_provider_nothing_of_it_is_there(sqlite_database: Database, tmp_path: Path) -> None:
    workspace = Workspace(sqlite_database, Settings(), lambda: NOW)
    for served in serving(create_app(workspace)):
        assert served.client.get("/sign-in/sso").status_code == 401
        assert served.client.get("/v1/me").status_code == 404
    path = tmp_path / "oidc.toml"
    path.write_text(
        FILE.format(issuer="https://a.example", client="c", more="").replace('auditor"\nplace', 'admin"\nplace')
    )
    asked = Settings(oidc_file=path)
    with pytest.raises(Invalid, match="admin gives roles to others"):
        providers.provider(Workspace(sqlite_database, asked, lambda: NOW))
