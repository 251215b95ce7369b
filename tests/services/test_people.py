"""Who may come in: roles and what they may not be held beside, passwords, codes, sessions and keys."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from argon2 import extract_parameters
from sqlalchemy import insert, select

from kit.db import Database
from kit.refusals import Invalid, NotAllowed, NotFound
from kit.settings import Settings
from ledger import checks
from ledger.tables import batch, credential, sign_in_try
from services.people import keys, passwords, persons, proofs, roles, sessions
from services.people.refusals import DutiesConflict, NewPasswordNeeded, SignInHeld, SignInRefused, WeakPassword
from services.workspace import Workspace
from tests.hashing import ABSENT, PROPER

PASSWORD = "a long enough phrase 7"
NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)


def at(workspace: Workspace, **later: float) -> Workspace:
    """Return the workspace some time after NOW."""
    return replace(workspace, clock=lambda: NOW + timedelta(**later))


@pytest.fixture
def people(workspace: Workspace) -> Workspace:
    """Ana reviews and has a password."""
    given = at(workspace)
    persons.add(given, "Ana", "Ana Ruiz", actor="setup", given=["reviewer"])
    proofs.set_password(given, "ana", PASSWORD, actor="ana")
    return given


@pytest.mark.parametrize("role", roles.ROLES)
def test_a_role_by_itself_is_at_odds_with_nothing(role: str) -> None:
    assert list(roles.conflicts([role])) == []
    assert roles.ROLES[role] <= set(roles.SCOPES)


@pytest.mark.parametrize(
    ("held", "at_odds"),
    [
        (("clerk", "reviewer"), True),
        (("reviewer", "collector"), True),
        (("collector", "approver"), True),
        (("controller", "approver"), True),
        (("collector", "controller"), True),
        (("master_data", "credit_analyst"), True),
        (("master_data", "reviewer"), True),
        (("credit_analyst", "approver"), True),
        (("admin", "erp"), True),
        (("auditor", "reviewer"), False),
        (("reviewer", "approver"), False),
        (("credit_analyst", "collector"), False),
    ],
)
def test_duties_that_nobody_holds_together(held: tuple[str, ...], *, at_odds: bool) -> None:
    """DOMAIN section 12, in pairs of roles."""
    assert bool(list(roles.conflicts(held))) is at_odds


def test_conflicts_are_refused_when_a_role_is_given(people: Workspace) -> None:
    with pytest.raises(DutiesConflict, match="does not apply the cash"):
        persons.grant(people, "ana", "clerk", actor="bo")
    with pytest.raises(DutiesConflict):
        persons.grant(people, "ana", "clerk", actor="bo", place=people.settings.entity)
    with pytest.raises(DutiesConflict):
        persons.add(people, "cy", "Cy", actor="bo", given=["erp", "admin"])
    with pytest.raises(NotFound):
        persons.one(people, "cy")
    assert persons.one(people, "ana").roles == ("reviewer",)
    assert persons.at_odds(persons.everybody(people)) == []
    persons.revoke(people, "ana", "reviewer", actor="bo", reason="moves to the bank desk")
    assert persons.grant(people, "ana", "clerk", actor="bo").scopes == {"read", "files"}


def test_a_role_in_one_legal_entity_is_none_in_another(people: Workspace) -> None:
    persons.revoke(people, "ana", "reviewer", actor="bo")
    persons.grant(people, "ana", "reviewer", actor="bo", place=people.settings.entity)
    persons.grant(people, "ana", "clerk", actor="bo", place="OTHER")
    assert persons.one(people, "ana").roles == ("reviewer",)
    assert persons.one(people.of("OTHER"), "ana").roles == ("clerk",)
    with pytest.raises(DutiesConflict):
        persons.grant(people, "ana", "clerk", actor="bo")


def test_nobody_changes_what_they_may_do_themselves(people: Workspace) -> None:
    with pytest.raises(Invalid, match="somebody else does"):
        persons.grant(people, "ana", "approver", actor="ANA")
    with pytest.raises(Invalid, match="no role 'king'"):
        persons.grant(people, "ana", "king", actor="bo")
    with pytest.raises(NotFound):
        persons.revoke(people, "ana", "auditor", actor="bo")
    with people.database.reading() as connection:
        assert checks.run(connection) == []


@pytest.mark.parametrize(
    ("password", "said"),
    [("short 1", "12 to 128"), ("aaaaaaaaaaaaaaaa", "different"), ("my name is Ana 42", "login"), ("x" * 129, "128")],
)
def test_a_password_that_is_easily_guessed(people: Workspace, password: str, said: str) -> None:
    with pytest.raises(WeakPassword, match=said):
        proofs.set_password(people, "ana", password, actor="ana")


def test_a_password_is_kept_as_argon2id_and_never_in_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PROPER)
    kept = passwords.kept(PASSWORD, "ana")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PASSWORD not in kept
    assert passwords.fits(PASSWORD, kept)
    assert not passwords.fits(PASSWORD + " ", kept)
    assert extract_parameters(ABSENT) == extract_parameters(kept), "a login that is not there is answered as late"


def test_who_is_let_in(people: Workspace) -> None:
    assert proofs.proven(people, " ANA ", PASSWORD).login == "ana"
    for login, password in (("ana", "wrong"), ("nobody", PASSWORD), ("", "")):
        with pytest.raises(SignInRefused, match=r"^Name, password or code is wrong\.$"):
            proofs.proven(people, login, password)
    persons.leave(people, "ana", actor="bo")
    persons.leave(people, "ana", actor="bo")  # at the same instant: once
    with pytest.raises(SignInRefused):
        proofs.proven(people, "ana", PASSWORD)


def test_wrong_tries_have_to_wait_longer_and_longer(people: Workspace) -> None:
    for _ in range(proofs.FREE_TRIES):
        with pytest.raises(SignInRefused):
            proofs.proven(people, "ana", "wrong")
    with pytest.raises(SignInHeld, match="30 seconds"):
        proofs.proven(people, "ana", PASSWORD)
    with pytest.raises(SignInRefused):
        proofs.proven(at(people, seconds=30), "ana", "wrong")
    with pytest.raises(SignInHeld):
        proofs.proven(at(people, seconds=89), "ana", PASSWORD)
    assert proofs.proven(at(people, seconds=90), "ana", PASSWORD).login == "ana"
    with pytest.raises(SignInRefused):
        proofs.proven(at(people, seconds=90), "ana", "wrong")


def test_a_name_that_nobody_has_is_held_as_one_that_somebody_has(people: Workspace) -> None:
    """Who guesses learns from no answer which names there are."""
    told = []
    for name in ("ana", "nobody"):
        tries: list[type[Exception]] = []
        for _ in range(proofs.FREE_TRIES + 1):
            with pytest.raises((SignInRefused, SignInHeld)) as refused:
                proofs.proven(people, name, "wrong")
            tries.append(refused.type)
        told.append(tries)
    assert told[0] == told[1] == [SignInRefused] * proofs.FREE_TRIES + [SignInHeld]
    later = at(people, seconds=proofs.FORGOTTEN_SECONDS)
    assert proofs.proven(later, "ana", PASSWORD).login == "ana"
    with later.database.reading() as connection:
        assert connection.execute(select(sign_in_try)).all() == [], "what was tried does not fill the books"


def test_of_tries_at_once_no_more_are_looked_at_than_one_after_the_other(database: Database) -> None:
    people = Workspace(database, Settings(), lambda: NOW)
    persons.add(people, "ana", "Ana", actor="setup")
    proofs.set_password(people, "ana", PASSWORD, actor="ana")

    def tried(_: int) -> type[BaseException] | None:
        try:
            proofs.proven(people, "ana", "wrong")
        except (SignInRefused, SignInHeld) as refused:
            return type(refused)
        return None

    with ThreadPoolExecutor(8) as crowd:
        told = Counter(crowd.map(tried, range(16)))
    assert told == {SignInRefused: proofs.FREE_TRIES, SignInHeld: 16 - proofs.FREE_TRIES}


def test_of_two_who_show_one_code_at_once_one_comes_in(database: Database) -> None:
    people = Workspace(database, Settings(), lambda: NOW)
    persons.add(people, "ana", "Ana", actor="setup")
    proofs.set_password(people, "ana", PASSWORD, actor="ana")
    code = pyotp.TOTP(proofs.set_second_factor(people, "ana", actor="bo").secret).at(NOW)

    def let_in(_: int) -> bool:
        try:
            return proofs.proven(people, "ana", PASSWORD, code).login == "ana"
        except SignInRefused:
            return False

    with ThreadPoolExecutor(4) as crowd:
        assert sum(crowd.map(let_in, range(4))) == 1


def test_a_password_that_somebody_else_set_lets_in_only_who_takes_another(people: Workspace) -> None:
    """Else whoever gives passwords could act as anybody, and the trail would name the wrong one."""
    theirs, mine = "what bo made up 12", "what she chose herself"
    proofs.set_password(people, "ana", theirs, actor="bo")
    with pytest.raises(NewPasswordNeeded):
        proofs.proven(people, "ana", theirs)
    for weak in (theirs, "short", "ana ana ana ana"):
        with pytest.raises(WeakPassword):
            proofs.proven(people, "ana", theirs, fresh=weak)
    with pytest.raises(SignInRefused):
        proofs.proven(people, "ana", "wrong", fresh=mine)
    assert proofs.proven(people, "ana", theirs, fresh=mine).login == "ana"
    with pytest.raises(SignInRefused):
        proofs.proven(people, "ana", theirs)
    assert proofs.proven(people, "ana", mine).login == "ana"


def test_who_changed_what_somebody_comes_in_by_stands_in_the_trail(people: Workspace) -> None:
    proofs.set_password(people, "ana", "what bo made up 12", actor="bo")
    proofs.set_second_factor(people, "ana", actor="bo")
    proofs.drop_second_factor(people, "ana", actor="bo")
    key, bearer = keys.add(people, "ana", "report", ["read"], 10, actor="bo")
    keys.end(people, key.key_id, actor="cy")
    with people.database.reading() as connection:
        rows = connection.execute(select(batch.c.command, batch.c.actor, batch.c.payload).order_by(batch.c.no)).all()
        assert checks.run(connection) == []
    assert [tuple(row)[:2] for row in rows[-5:]] == [
        ("set password", "bo"),
        ("set second factor", "bo"),
        ("drop second factor", "bo"),
        ("make key", "bo"),
        ("end key", "cy"),
    ]
    assert [row.payload for row in rows if "made up" in row.payload or bearer.rpartition("_")[2] in row.payload] == []


def test_a_second_factor_that_changes_ends_the_sessions_of_before(people: Workspace) -> None:
    for change in (proofs.set_second_factor, proofs.drop_second_factor):
        secret = sessions.begin(people, persons.one(people, "ana"), "")
        change(people, "ana", actor="bo")
        assert sessions.whose(people, secret) is None


def test_who_is_let_in_again_holds_nothing_of_before(people: Workspace) -> None:
    _, bearer = keys.add(people, "ana", "report", ["read"], 10, actor="bo")
    persons.leave(people, "ana", actor="bo")
    persons.add(at(people, days=1), "ana", "Ana Ruiz", actor="bo", given=["auditor"])
    assert persons.one(people, "ana").roles == ("auditor",)
    assert keys.whose(people, bearer) is None


def test_a_code_is_taken_once_and_near_its_time(people: Workspace) -> None:
    phone = pyotp.TOTP(proofs.set_second_factor(people, "ana", actor="bo").secret)

    def code_at(seconds: int) -> str:
        return phone.at(NOW + timedelta(seconds=seconds))

    for code in ("", "000000", code_at(-60), code_at(60)):
        with pytest.raises(SignInRefused):
            proofs.proven(people, "ana", PASSWORD, code)
    assert proofs.proven(people, "ana", PASSWORD, code_at(0)).login == "ana"
    with pytest.raises(SignInRefused):
        proofs.proven(people, "ana", PASSWORD, code_at(0))
    later = at(people, seconds=30)
    assert proofs.proven(later, "ana", PASSWORD, code_at(30)[:3] + " " + code_at(30)[3:]).login == "ana"
    proofs.drop_second_factor(people, "ana", actor="bo")
    assert proofs.proven(people, "ana", PASSWORD).login == "ana"


def test_a_session_ends_by_standing_still_by_age_and_by_hand(people: Workspace) -> None:
    ana = persons.one(people, "ana")
    one, other = sessions.begin(people, ana, "Firefox"), sessions.begin(people, ana, "Chrome")
    assert sessions.whose(at(people, minutes=30), one) == ana
    assert sessions.whose(at(people, minutes=31), other) is None
    assert sessions.whose(at(people, minutes=59), one) == ana
    for minutes in range(60, 12 * 60, 25):
        assert sessions.whose(at(people, minutes=minutes), one) == ana
    assert sessions.whose(at(people, minutes=12 * 60 + 1), one) is None
    fresh, beside = sessions.begin(people, ana, "x" * 900), sessions.begin(people, ana, "")
    assert max(len(found.agent) for found in sessions.of(people, "ana")) == sessions.AGENT_MAX
    assert [found.mine for found in sessions.of(people, "ana", fresh)].count(True) == 1
    assert sessions.end_all(people, "ana", but=fresh) >= 1
    assert sessions.whose(people, beside) is None
    assert sessions.whose(people, fresh) == ana
    sessions.end(people, fresh)
    assert sessions.whose(people, fresh) is None
    assert sessions.whose(people, "made up") is None


def test_who_left_or_lost_a_role_loses_it_at_once(people: Workspace) -> None:
    secret = sessions.begin(people, persons.one(people, "ana"), "")
    persons.revoke(people, "ana", "reviewer", actor="bo")
    seen = sessions.whose(people, secret)
    assert seen is not None
    assert seen.scopes == set()
    persons.leave(people, "ana", actor="bo")
    assert sessions.whose(people, secret) is None


def test_a_key_holds_what_its_owner_may_and_no_longer_than_said(people: Workspace) -> None:
    persons.add(people, "sap", "SAP", actor="bo", given=["erp"])
    with pytest.raises(Invalid, match="one or more of: erp, read"):
        keys.add(people, "sap", "feed", ["apply"], 10, actor="setup")
    with pytest.raises(Invalid, match="no scope"):
        keys.add(people, "sap", "feed", ["everything"], 10, actor="setup")
    with pytest.raises(Invalid, match="366"):
        keys.add(people, "sap", "feed", ["erp"], 367, actor="setup")
    key, bearer = keys.add(people, "sap", "feed", ["erp"], 10, actor="setup")
    found = keys.whose(at(people, days=9, hours=23), bearer)
    assert found is not None
    assert (found.person.login, sorted(found.scopes)) == ("sap", ["erp"])
    for wrong in (bearer + "x", bearer[:-1], "tok_live_", "", key.key_id):
        assert keys.whose(people, wrong) is None
    assert keys.whose(at(people, days=10), bearer) is None
    assert bearer not in str(keys.listed(people))
    persons.revoke(people, "sap", "erp", actor="bo")
    left = keys.whose(people, bearer)
    assert left is not None
    assert left.scopes == set()
    keys.end(people, key.key_id, actor="setup")
    assert keys.whose(people, bearer) is None
    with pytest.raises(NotFound):
        keys.end(people, key.key_id, actor="setup")


def test_a_key_of_who_works_in_another_legal_entity_is_made_anywhere_and_opens_that_one_alone(
    people: Workspace,
) -> None:
    persons.add(people, "eva", "Eva", actor="bo")
    persons.grant(people, "eva", "reviewer", actor="bo", place="EU")
    _, bearer = keys.add(people, "eva", "desk", ["apply"], 10, actor="bo")
    here, there = keys.whose(people, bearer), keys.whose(people.of("EU"), bearer)
    assert here is not None
    assert there is not None
    assert (sorted(here.scopes), sorted(there.scopes)) == ([], ["apply"])
    persons.leave(people, "eva", actor="bo")
    with pytest.raises(Invalid, match="one or more of: none"):
        keys.add(people, "eva", "desk", ["apply"], 10, actor="bo")


def test_the_name_in_the_trail_is_who_signed_in(people: Workspace) -> None:
    assert people.named("cleo") == "cleo"
    assert people.named(otherwise="reviewer") == "reviewer"
    signed_in = people.by("ana")
    assert signed_in.named() == signed_in.named("ANA") == signed_in.named(otherwise="reviewer") == "ana"
    with pytest.raises(NotAllowed, match="you are ana"):
        signed_in.named("cleo")
    with pytest.raises(Invalid, match="say who you are"):
        people.named("  ")


def test_the_database_keeps_one_secret_of_a_kind(people: Workspace) -> None:
    row = {"login": "ana", "kind": "password", "secret": "x", "made_at": 0, "used": 0, "given": 0}
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"), people.database.writing() as connection:
        connection.execute(insert(credential).values(**row))
