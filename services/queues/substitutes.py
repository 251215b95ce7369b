"""Who stands in for whom: what they own is somebody else's for some days, what they may approve is not (DUTIES A40)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from kit.ids import content_id
from kit.refusals import Invalid, NotFound
from ledger.journal import day
from ledger.tables import delegation
from services.commands import command
from services.people import persons
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody stands in for somebody from a day to a day, both included."""

    delegation_id: str
    login: str
    substitute: str
    first_on: date
    last_on: date
    reason: str
    actor: str


def begin(
    workspace: Workspace,
    login: str,
    substitute: str,
    first: date,
    last: date,
    *,
    reason: str,
    actor: str,
    key: str = "",
) -> StandIn:
    """Let somebody stand in: queues and items of `login` are theirs on those days, and `login`'s again after them.

    Nothing is moved, so nothing has to be moved back; limits of approval are a person's own and stay so.
    Refused: Invalid for the same person, days that run back, one who is not there, or no reason.
    """
    away, here = persons.as_login(login), persons.as_login(substitute)
    if away == here or last < first:
        raise Invalid("somebody else stands in, from a day to the same or a later one")
    if not reason.strip():
        raise Invalid("say why somebody stands in")
    if not Present(workspace)(here):
        raise Invalid(f"{here} is not there: who stands in may come in")
    said = [away, here, first.isoformat(), last.isoformat(), reason]
    with command(workspace, "delegate", actor, {"said": said}, key) as book:
        if book.replayed is None:
            identity = content_id("dlg", book.entity, away, here, book.batch)
            row = (book.entity, identity, away, here, first, last, 1, reason.strip(), book.actor)
            book.write("delegation", [row])
            book.result = {"delegation_id": identity}
        made = str((book.replayed or book.result)["delegation_id"])
    return next(one for one in listed(workspace) if one.delegation_id == made)


def end(workspace: Workspace, delegation_id: str, *, reason: str, actor: str, key: str = "") -> None:
    """End it before its last day. Refused: NotFound; Invalid without a reason."""
    told = next((one for one in listed(workspace) if one.delegation_id == delegation_id), None)
    if told is None:
        raise NotFound(f"there is no delegation {delegation_id} that stands")
    if not reason.strip():
        raise Invalid("say why it ends")
    with command(workspace, "delegate", actor, {"said": [delegation_id, "ended", reason]}, key) as book:
        if book.replayed is None:
            kept = {**asdict(told), "reason": reason.strip(), "actor": book.actor}
            names = ("delegation_id", "login", "substitute", "first_on", "last_on")
            book.write("delegation", [(book.entity, *(kept[name] for name in names), 0, kept["reason"], kept["actor"])])


def listed(workspace: Workspace) -> list[StandIn]:
    """Return every delegation that was not ended, the first to begin at the head; those of past days too."""
    with workspace.database.reading() as connection:
        return held(connection, workspace.settings.entity)


def on(connection: Connection, entity: str, today: date) -> Mapping[str, str]:
    """Return who stands in for whom on a day; where two do, who was named last."""
    return {one.login: one.substitute for one in held(connection, entity) if one.first_on <= today <= one.last_on}


def whose(owner: str, standing_in: Mapping[str, str]) -> str:
    """Return whose it is while somebody stands in; a round of people who are all away leaves it where it was."""
    seen = [owner]
    while seen[-1].casefold() in standing_in:
        following = standing_in[seen[-1].casefold()]
        if following in seen:
            return owner
        seen.append(following)
    return seen[-1]


class Present:
    """Says who may come in; before anybody was added everybody may."""

    def __init__(self, workspace: Workspace) -> None:
        people = persons.everybody(workspace)
        self._active = {one.login for one in people if one.active} if people else None

    def __call__(self, name: str) -> bool:
        """Say whether somebody is there."""
        return bool(name) and (self._active is None or name.casefold() in self._active)


def held(connection: Connection, entity: str) -> list[StandIn]:
    """Return the delegations that were not ended, in the order they were made."""
    newest = select(func.max(delegation.c.no)).where(delegation.c.entity == entity).group_by(delegation.c.delegation_id)
    chosen = select(delegation).where(delegation.c.no.in_(newest), delegation.c.held == 1).order_by(delegation.c.no)
    return [
        StandIn(
            row.delegation_id, row.login, row.substitute, day(row.first_on), day(row.last_on), row.reason, row.actor
        )
        for row in connection.execute(chosen)
    ]
