"""Queued letters leave, each once as far as a mail server allows; what nobody knows of waits for a person."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import polars as pl
from sqlalchemy import Connection

from dunning import notices, suppressed
from dunning.notices import TRIES_MAX, UNKNOWN, LetterState, Queued
from dunning.planning import EMAIL, Part
from dunning.suppressed import DO_NOT_EMAIL, Suppressed
from kit.refusals import Conflict
from ledger.journal import day
from services.commands import command
from services.dunning import facts
from services.dunning.papers import Papers
from services.dunning.transports import Mail, MailServer, NotSentError, Outbox, Transport, UnsureError
from services.workspace import Progress, Workspace


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways out: e-mail, and letters to print."""

    email: Transport
    letter: Transport

    def of(self, mail: Mail) -> Transport:
        """Return a letter's way."""
        return self.letter if mail.message is None else self.email


def ways(workspace: Workspace) -> Ways:
    """Return the ways out that the settings name: a mail server only where one is set."""
    said = workspace.settings
    outbox = Outbox(said.outbox_folder / said.entity)
    return Ways(MailServer(said) if said.smtp_host else outbox, outbox)


def send(
    workspace: Workspace, *, actor: str, chosen: Ways | None = None, progress: Progress = lambda *_: None
) -> Mapping[str, int]:
    """Hand over every letter that waits, and return how many became what.

    Before each try it is written down that it is begun, after it what came of it: killed between the two, a letter is
    looked for in the outbox; by a mail server nobody can know, and it waits for `runs.settle`. A letter that asks for
    something paid, promised or disputed since is cancelled, and so is a mail to who may no longer be mailed (A05).
    """
    out = chosen or ways(workspace)
    papers = Papers(workspace)
    with workspace.database.reading() as connection:
        waiting = notices.to_send(connection, workspace.settings.entity)
        moved = _moved(workspace, connection, waiting)
    counts: Counter[str] = Counter()
    for place, seen in enumerate(waiting):
        progress("sending", place, len(waiting))
        try:
            counts[_one(workspace, seen, papers, out, actor, moved.get(seen.row.notice_id, ""))] += 1
        except Conflict:  # another sender has it
            counts["elsewhere"] += 1
    if isinstance(out.email, MailServer):
        out.email.close()
    return dict(sorted(counts.items()))


def _one(  # noqa: PLR0917 - each is needed
    workspace: Workspace, seen: Queued, papers: Papers, out: Ways, actor: str, moved: str
) -> LetterState:
    """Hand one letter over and return what became of it."""
    if seen.state in UNKNOWN:
        return _found(workspace, seen, papers, out, actor, moved)
    if moved:
        return _step(workspace, seen, LetterState.CANCELLED, moved, actor)
    mail = papers.mail(seen.row)
    _step(workspace, seen, LetterState.BEGUN, sha256(mail.content).hexdigest(), actor)
    begun = Queued(seen.row, LetterState.BEGUN, seen.attempt + 1)
    try:
        out.of(mail).hand_over(mail)
    except NotSentError as no:
        return _step(workspace, begun, _after(begun, no), str(no), actor)
    except UnsureError as lost:
        return _step(workspace, begun, LetterState.UNCERTAIN, str(lost), actor)
    return _step(workspace, begun, LetterState.SENT, sha256(mail.content).hexdigest(), actor)


def _after(begun: Queued, no: NotSentError) -> LetterState:
    """Return what a letter is that did not leave: tried again, unless the address takes none, or often enough."""
    if no.bounced:
        return LetterState.BOUNCED
    return LetterState.FAILED if begun.attempt < TRIES_MAX else LetterState.CANCELLED


def _found(  # noqa: PLR0917 - as `_one`
    workspace: Workspace, seen: Queued, papers: Papers, out: Ways, actor: str, moved: str
) -> LetterState:
    """Look whether a letter left that was begun and nobody ended; hand it over where it certainly did not."""
    mail = papers.mail(seen.row)
    went = out.of(mail).went(mail)
    if went is None:
        return LetterState.UNCERTAIN
    state = _step(workspace, seen, LetterState.SENT if went else LetterState.FAILED, "looked for in the outbox", actor)
    if went:
        return state
    return _one(workspace, Queued(seen.row, LetterState.FAILED, seen.attempt), papers, out, actor, moved)


def _step(workspace: Workspace, seen: Queued, state: LetterState, detail: str, actor: str) -> LetterState:
    """Write what became of a letter; one that went is in the contact log with it."""
    said = [seen.row.notice_id, seen.attempt, str(state)]
    with command(workspace, "dunning-sent", actor, {"said": said}) as book:
        if book.replayed is not None:  # at the very same moment, by another
            raise Conflict(f"{seen.row.notice_id} is in other hands")
        notices.step(book, seen, state, detail, workspace.now())
        if state is LetterState.SENT:
            notices.contacted(book, seen, workspace.today(), workspace.now())
        if detail.startswith(DO_NOT_EMAIL):
            silent = Suppressed(seen.row.customer_number, seen.row.recipient, "cancelled")
            suppressed.keep(book, [silent], workspace.today(), workspace.now())
    return state


def _moved(workspace: Workspace, connection: Connection, waiting: list[Queued]) -> dict[str, str]:
    """Return the letters that no longer say what is so, and why."""
    if not waiting:
        return {}
    known = facts.of(workspace, connection, workspace.today())
    found: dict[str, str] = {}
    mine = {seen.row.notice_id: seen.row for seen in waiting}
    lines = notices.lines_of(connection, mine)
    parts = known.parts.filter(pl.col("item_id").is_in({line.item_id for line in lines}))
    now = {(one.item_id, one.instalment): one for one in map(Part._make, parts.iter_rows())}
    for line in lines:
        part, row = now.get((line.item_id, line.instalment)), mine[line.notice_id]
        if part is None or part.minor < line.minor:
            found[line.notice_id] = f"paid since {day(row.run_on)}"
        elif part.left_alone:
            found[line.notice_id] = f"{part.left_alone.replace('_', ' ')} since {day(row.run_on)}"
    for seen in waiting:
        who = known.people.get(seen.row.customer_number)
        if who is not None and who.left_alone:
            found.setdefault(seen.row.notice_id, f"{who.left_alone.replace('_', ' ')} since {day(seen.row.run_on)}")
        if who is not None and seen.row.channel == EMAIL and seen.row.recipient in who.barred:
            found[seen.row.notice_id] = f"{DO_NOT_EMAIL} since {day(seen.row.run_on)}"
    return found
