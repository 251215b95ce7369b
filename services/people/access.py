"""Access is gone through: in a campaign every role held is kept or ended by somebody else than its holder."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from kit.ids import content_id
from kit.refusals import Conflict, Invalid, NotFound
from ledger.journal import day
from ledger.refusals import SamePerson
from ledger.tables import access_campaign, access_review, role_grant
from services.commands import command
from services.people import persons
from services.workspace import Workspace

#: Where a role of a campaign stands.
KEPT, ENDED, WAITING, OVERDUE = "kept", "ended", "waiting", "overdue"


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign: every role that was held as it began is gone through by a day."""

    campaign_id: str
    name: str
    due_on: date
    batch: int


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in a campaign, and what was said of it: `state` is kept, ended, waiting or overdue."""

    campaign_id: str
    login: str
    role: str
    place: str
    state: str
    by: str = ""
    reason: str = ""


def begin(workspace: Workspace, name: str, due_on: date, *, actor: str, key: str = "") -> Campaign:
    """Begin a campaign. Refused: Invalid without a name, or for a day that is past."""
    if not name.strip() or due_on < workspace.today():
        raise Invalid("a campaign has a name, and a day that is still to come")
    with command(workspace, "review access", actor, {"said": [name, due_on.isoformat()]}, key) as book:
        if book.replayed is None:
            identity = content_id("acc", book.entity, name, book.batch)
            book.write("access_campaign", [(book.entity, identity, name.strip(), due_on, book.actor)])
            book.result = {"campaign_id": identity}
        made = str((book.replayed or book.result)["campaign_id"])
    return next(one for one in campaigns(workspace) if one.campaign_id == made)


def campaigns(workspace: Workspace) -> list[Campaign]:
    """Return the campaigns, the newest first."""
    table = access_campaign
    mine = select(table).where(table.c.entity == workspace.settings.entity).order_by(table.c.no.desc())
    with workspace.database.reading() as connection:
        rows = connection.execute(mine).all()
    return [Campaign(row.campaign_id, row.name, day(row.due_on), row.batch) for row in rows]


def grants(workspace: Workspace, campaign_id: str) -> list[Grant]:
    """Return the roles of a campaign with what was said of each, by login. Refused: NotFound."""
    campaign = _campaign(workspace, campaign_id)
    late = OVERDUE if workspace.today() > campaign.due_on else WAITING
    with workspace.database.reading() as connection:
        table = access_review.c
        told = connection.execute(select(access_review).where(table.campaign_id == campaign_id)).all()
        said = {(row.login, row.role, row.place): row for row in told}
        held = _held(connection, campaign.batch)
        now = _held(connection, None)
    active = {one.login for one in persons.everybody(workspace) if one.active}
    found = []
    for one in sorted(held):
        row = said.get(one)
        gone = one not in now or one[0] not in active
        state = late if row is None else KEPT if row.kept else ENDED
        state = ENDED if row is None and gone else state
        found.append(Grant(campaign_id, *one, state, row.actor if row else "", row.reason if row else ""))
    return found


def review(
    workspace: Workspace,
    campaign_id: str,
    login: str,
    role: str,
    place: str = "",
    *,
    kept: bool,
    reason: str,
    actor: str,
    key: str = "",
) -> Grant:
    """Say that a role is kept, or end it at once; once for each role of a campaign.

    Refused: NotFound where the campaign has no such role; Conflict where it is not waiting; SamePerson for one's own;
    Invalid without a reason.
    """
    known = persons.as_login(login)
    if actor.casefold() == known:
        raise SamePerson(f"{actor} cannot say of themselves what they may do: somebody else does")
    if not reason.strip():
        raise Invalid("say why it is kept or ended")
    asked = {"login": known, "role": role, "place": place, "kept": kept, "campaign": campaign_id, "reason": reason}
    with command(workspace, "review access", actor, asked, key) as book:
        if book.replayed is None:
            one = _one(workspace, campaign_id, known, role, place)
            if one.state not in {WAITING, OVERDUE}:
                raise Conflict(f"{known}, {role}: it was said before that it is {one.state}")
            book.write("access_review", [(campaign_id, known, role, place, int(kept), reason.strip(), book.actor)])
            if not kept:
                book.write("role_grant", [(book.entity, known, role, place, 0, reason.strip(), book.actor)])
    return _one(workspace, campaign_id, known, role, place)


def _one(workspace: Workspace, campaign_id: str, login: str, role: str, place: str) -> Grant:
    """Return a role of a campaign. Refused: NotFound."""
    found = [one for one in grants(workspace, campaign_id) if (one.login, one.role, one.place) == (login, role, place)]
    if not found:
        raise NotFound(f"{login} did not hold {role} as {campaign_id} began")
    return found[0]


def _campaign(workspace: Workspace, campaign_id: str) -> Campaign:
    """Return a campaign. Refused: NotFound."""
    found = [one for one in campaigns(workspace) if one.campaign_id == campaign_id]
    if not found:
        raise NotFound(f"there is no campaign {campaign_id}")
    return found[0]


def _held(connection: Connection, before: int | None) -> set[tuple[str, str, str]]:
    """Return every role held before a batch, or now: login, role, place."""
    table = role_grant.c
    last = select(func.max(table.no)).group_by(table.login, table.role, table.place)
    newest = last if before is None else last.where(table.batch < before)
    rows = select(table.login, table.role, table.place).where(table.no.in_(newest), table.held == 1)
    return {(row.login, row.role, row.place) for row in connection.execute(rows)}
