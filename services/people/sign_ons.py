"""Who somebody from the provider is here: a person of the books, tied to them once, with the roles of their groups."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from kit.refusals import Invalid, NotFound
from ledger.tables import sign_on
from services.commands import command
from services.people import persons, roles
from services.people.persons import Person
from services.people.providers import Provider
from services.people.refusals import SignOnRefused
from services.workspace import Workspace

#: Who gives and takes what the provider says; no login can be called so.
ACTOR = "single sign-on"
SUBJECT_MAX = 255


def person(workspace: Workspace, provider: Provider, claims: Mapping[str, Any]) -> Person:
    """Return who the claims are about, with the roles of their groups. Refused: SignOnRefused, DutiesConflict."""
    known = _tied(workspace, provider, claims)
    if not known.active:
        raise SignOnRefused(f"{known.login} was let out")
    _keep_roles(workspace, provider, claims, known.login)
    return persons.one(workspace, known.login)


def tie(workspace: Workspace, login: str, issuer: str, subject: str, *, actor: str) -> Person:
    """Tie somebody here to who they are at a provider, whom they were tied to before among them.

    Refused: NotFound; Invalid where the subject is somebody else here.
    """
    known = persons.one(workspace, persons.as_login(login))
    with command(workspace, "tie person", actor, {"login": known.login, "issuer": issuer, "subject": subject}) as book:
        if book.replayed is None:
            held = whose(book.connection, issuer, subject)
            if held not in {"", known.login}:
                raise Invalid(f"{subject} is {held} here")
            if not held:
                book.write("sign_on", [(book.entity, known.login, issuer, subject, book.actor)])
    return known


def whose(connection: Connection, issuer: str, subject: str) -> str:
    """Return the login that somebody of a provider has here, else an empty text."""
    mine = sign_on.c.issuer == issuer, sign_on.c.subject == subject
    held = connection.scalar(select(sign_on.c.login).where(*mine).order_by(sign_on.c.no.desc()).limit(1)) or ""
    newest = select(sign_on.c.subject).where(sign_on.c.login == held, sign_on.c.issuer == issuer)
    return held if connection.scalar(newest.order_by(sign_on.c.no.desc()).limit(1)) == subject else ""


def _tied(workspace: Workspace, provider: Provider, claims: Mapping[str, Any]) -> Person:
    """Return the person of a subject; one who comes for the first time is found by name, and tied."""
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= SUBJECT_MAX:
        raise SignOnRefused("the provider does not say who this is")
    with workspace.database.reading() as connection:
        if login := whose(connection, provider.issuer, subject):
            return persons.one(workspace, login)
    login = _login(provider, claims)
    try:
        found = persons.one(workspace, login)
    except NotFound:
        found = _added(workspace, provider, claims, login)
    _may_be_tied(workspace, provider, found)
    return tie(workspace, login, provider.issuer, subject, actor=ACTOR)


def _login(provider: Provider, claims: Mapping[str, Any]) -> str:
    """Return the login that the claims give. Refused: SignOnRefused for none, or an address nobody has verified."""
    said = claims.get(provider.login_claim)
    if provider.login_claim == "email" and claims.get("email_verified") is not True:
        raise SignOnRefused("the provider has not verified the e-mail address")
    try:
        return persons.as_login(said if isinstance(said, str) else "")
    except Invalid as wrong:
        raise SignOnRefused(f"the claim {provider.login_claim} gives no login: {wrong.detail}") from wrong


def _added(workspace: Workspace, provider: Provider, claims: Mapping[str, Any], login: str) -> Person:
    """Add somebody the books do not know, where the file says so."""
    if not provider.add_people:
        raise SignOnRefused(f"nobody let {login} in here: tieout user add")
    return persons.add(workspace, login, str(claims.get(provider.name_claim) or login)[:200], actor=ACTOR)


def _may_be_tied(workspace: Workspace, provider: Provider, found: Person) -> None:
    """Refuse to take over by a mere name who gives roles here, or who is somebody else at the provider already."""
    if any("users" in roles.ROLES[role] for role, _ in persons.held(workspace, found.login)):
        raise SignOnRefused(f"{found.login} gives roles to others: tieout user tie says who that is at the provider")
    with workspace.database.reading() as connection:
        tied = select(sign_on.c.no).where(sign_on.c.login == found.login, sign_on.c.issuer == provider.issuer).limit(1)
        if connection.scalar(tied):
            raise SignOnRefused(f"{found.login} is somebody else at the provider")


def _keep_roles(workspace: Workspace, provider: Provider, claims: Mapping[str, Any], login: str) -> None:
    """Give and take the roles that the file speaks of, as the groups say; roles given by hand beside them stay."""
    if not provider.roles:
        return
    if provider.roles_claim in (claims.get("_claim_names") or {}):
        raise SignOnRefused(
            "the provider leaves the groups out, since there are too many: let it send the ones we need"
        )
    said = claims.get(provider.roles_claim, [])
    groups = {said} if isinstance(said, str) else set(said if isinstance(said, list) else [])
    wanted = {(row.role, row.place) for row in provider.roles if row.group in groups}
    held = persons.held(workspace, login)
    for role, place in sorted((({(row.role, row.place) for row in provider.roles}) - wanted) & held):
        persons.revoke(workspace, login, role, actor=ACTOR, place=place, reason="no longer in the group")
    for role, place in sorted(wanted - held):
        persons.grant(workspace, login, role, actor=ACTOR, place=place, reason="in the group")
