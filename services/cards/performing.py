"""An asking goes to its processor: told to be on its way first, asked once, what came of it is written down after.

What nobody knows is read back under our reference: found, or surely absent and told again. Nothing is sent blindly.
"""

from datetime import timedelta

from cards import asking
from cards.records import OPEN, Kind, Operation, Outcome, State
from cards.tables import card_operation, card_step
from kit.days import microseconds
from kit.money import Money
from kit.outside import UnansweredError, UnreachedError
from kit.refusals import AddressNotAllowed, Stale
from services.cards import booking
from services.cards.processors import Adapter, Processor, RefusedError, adapter, processor
from services.commands import command
from services.workspace import Workspace


def perform(workspace: Workspace, operation_id: str, actor: str) -> Operation:
    """Ask the processor for what waits to be asked, and what follows from its answer; return how it stands after.

    Refused: NotFound for a processor that is not named any more.
    """
    seen = _operation(workspace, operation_id)
    if seen.state is not State.PENDING:
        return seen
    asked = adapter(workspace, seen.processor)
    sent = advance(workspace, seen, Outcome(State.SENT), actor)
    if sent is None:
        return _operation(workspace, operation_id)
    now = advance(workspace, sent, _told(workspace, asked, sent), actor) or _operation(workspace, operation_id)
    for follower in following(workspace, now):
        perform(workspace, follower.operation_id, actor)
    return now


def settle(workspace: Workspace, name: str, actor: str) -> dict[str, int]:
    """Read back what is open at a processor, tell what waits; return how many are in each state of what was open."""
    one, asked = processor(workspace, name), adapter(workspace, name)
    with workspace.database.reading() as connection:
        mine = (card_operation.c.processor == name, card_step.c.state.in_(OPEN) | card_step.c.state.is_(None))
        waiting = asking.operations(connection, workspace.settings.entity, *mine)
    states = dict.fromkeys(map(str, State), 0)
    for seen in waiting:
        now = _read_back(workspace, one, asked, seen, actor) if seen.state is not State.PENDING else seen
        if now.state is State.PENDING:
            now = perform(workspace, now.operation_id, actor)
        for follower in following(workspace, now):
            perform(workspace, follower.operation_id, actor)
        states[now.state] += 1
    return states


def advance(workspace: Workspace, seen: Operation, outcome: Outcome, actor: str) -> Operation | None:
    """Write the next state and what it means in the books, in one command; None where somebody was faster."""
    said = [seen.operation_id, seen.seq, str(outcome.state)]
    try:
        with command(workspace, "card step", actor, {"said": said}) as book:
            now = asking.step(book, seen, outcome, workspace.now())
            booking.done(workspace, book, now)
    except Stale:
        return None
    return now


def following(workspace: Workspace, now: Operation) -> list[Operation]:
    """Return what waits to be asked because a capture was approved."""
    if now.kind is not Kind.CAPTURE or now.state is not State.APPROVED or not now.rest:
        return []
    with workspace.database.reading() as connection:
        about = card_operation.c.about_id == now.operation_id, card_operation.c.kind == str(Kind.AUTHORISE)
        known = asking.operations(connection, workspace.settings.entity, *about)
    return [one for one in known if one.state is State.PENDING]


def _operation(workspace: Workspace, operation_id: str) -> Operation:
    """Return an asking as it stands."""
    with workspace.database.reading() as connection:
        return asking.operation(connection, workspace.settings.entity, operation_id)


def _told(workspace: Workspace, asked: Adapter, sent: Operation) -> Outcome:
    """Ask once, and say what came of it."""
    about = _operation(workspace, _about(sent)).processor_id if _about(sent) else ""
    try:
        return judged(sent, asked.tell(sent, about))
    except (UnreachedError, AddressNotAllowed, RefusedError) as no:
        return Outcome(State.PENDING, message=f"not asked: {no}")
    except UnansweredError as lost:
        return Outcome(State.UNCERTAIN, message=str(lost))


def _about(one: Operation) -> str:
    """Return our reference of what an asking is about."""
    return {Kind.AUTHORISE: "", Kind.REFUND: one.about_id}.get(one.kind, one.authorisation_id)


def judged(asked: Operation, said: Outcome) -> Outcome:
    """Return what an answer means: an authorisation may be approved in part, anything else as it was asked or not."""
    if said.state is State.DECLINED:
        return said
    if said.state is not State.APPROVED:
        return Outcome(State.UNCERTAIN, message=f"the processor says {said.state}")
    fits = 1 <= said.minor <= asked.minor if asked.kind is Kind.AUTHORISE else said.minor == asked.minor
    if fits and (asked.kind is not Kind.AUTHORISE or said.until is not None):
        return said
    there = f"{Money(said.minor, asked.currency)} of {Money(asked.minor, asked.currency)}"
    return Outcome(State.CONTRADICTED, said.minor, said.processor_id, said.until, f"the processor holds {there}")


def _read_back(workspace: Workspace, one: Processor, asked: Adapter, seen: Operation, actor: str) -> Operation:
    """Return an asking as the processor holds it; what is surely absent waits to be told again, a few times."""
    late = seen.told_at < microseconds(workspace.now() - timedelta(seconds=one.settle_seconds))
    if seen.state is State.SENT and not late:
        return seen  # somebody waits for its answer
    try:
        found = asked.find(seen.operation_id)
    except (UnreachedError, UnansweredError, AddressNotAllowed):
        return seen
    if found is not None:
        return advance(workspace, seen, judged(seen, found), actor) or seen
    if not late:
        return seen
    absent = Outcome(State.PENDING, message="not with the processor: told again")
    if seen.seq >= 3 * one.tries:
        absent = Outcome(State.DECLINED, message=f"not with the processor after {one.tries} times")
    return advance(workspace, seen, absent, actor) or seen
