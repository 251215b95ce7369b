"""Documents go to an ERP: told to be on their way first, then asked once; what came of each is written down after.

A crash between the two leaves a document `sent`: whoever comes next reads the ERP's books, and never sends blindly.
"""

import re
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, ParamSpec, TypeVar

import ledger
from kit.outside import Answer, UnansweredError, UnreachedError, call, checked
from kit.refusals import AddressNotAllowed, Stale
from ledger.erp import State, Step
from services.commands import command
from services.erp.records import Booked, Instruction, Request, Told, UnreadableError, UntoldError, instruction, read
from services.erp.targets import Target, reach
from services.workspace import Progress, Workspace, nobody

#: Answers that say for certain that nothing was carried out, and that the next document would hear the same.
HALTING = frozenset({401, 403, 429})
#: Said by a document whose answer was a definite no: what is not in the ERP's books then was not taken. 408, 425, 499
#: are a gateway's words for "too late": the ERP behind it may still book.
REFUSED = re.compile(r"answered 4(?!08|25|99)[0-9]{2}\b")
MESSAGE_MAX = 300
_Asked = ParamSpec("_Asked")
_Read = TypeVar("_Read")
_MICROSECONDS = 1_000_000
_TOGETHER = 1 / 20  # seconds: what is answered within them is written in one command


@dataclass(frozen=True, slots=True)
class Document:
    """A document to tell: its newest state, the instruction it belongs to, and what is at hand to write it."""

    row: Mapping[str, Any]
    instruction: Instruction
    told: Told


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a document; `halts`: the ERP takes nothing now."""

    state: State
    message: str = ""
    erp_id: str = ""
    cash: int = 0
    applied: int = 0
    halts: bool = False


@dataclass(slots=True)
class Delivered:
    """How many documents went to which state in one run, and why it ended early."""

    states: dict[str, int] = field(default_factory=dict)
    halted: str = ""

    def count(self, state: str) -> None:
        """Count one more."""
        self.states[state] = self.states.get(state, 0) + 1


def deliver(
    workspace: Workspace,
    target: Target,
    actor: str,
    limit: int | None = None,
    *,
    ask: "Ask | None" = None,
    progress: Progress = nobody,
) -> Delivered:
    """Tell the ERP what is pending, `parallel` documents at a time; a later step waits for the one before it.

    One that is answered slowly holds up its own place alone: the next ones leave as others are answered.
    """
    said = Delivered()
    asking = ask or asked(workspace, target)
    waiting = deque(list(ready(workspace, target))[:limit])
    total = len(waiting)
    running: dict[Future[Outcome | None], Document] = {}
    with ThreadPoolExecutor(target.parallel) as pool:
        while running or (waiting and not said.halted):
            free = 0 if said.halted else min(target.parallel - len(running), len(waiting))
            for one in _taken_up(workspace, actor, [waiting.popleft() for _ in range(free)]):
                running[pool.submit(_told, workspace, target, asking, one)] = one
            progress("tell", total - len(waiting) - len(running), total)
            came = [(running.pop(future), future.result()) for future in _answered(running)]
            _keep(workspace, actor, came, said)
    return said


def _taken_up(workspace: Workspace, actor: str, some: Sequence[Document]) -> list[Document]:
    """Write that documents are on their way; return those that nobody else took up."""
    taken = advance(workspace, actor, "erp send", [(one.row, Outcome(State.SENT)) for one in some])
    return [replace(one, row=taken[one.told.reference]) for one in some if one.told.reference in taken]


def _answered(running: Collection[Future[Outcome | None]]) -> Collection[Future[Outcome | None]]:
    """Return what is answered, one at least where any is asked: what comes at nearly the same time is kept together."""
    done = wait(running, _TOGETHER).done
    return done or wait(running, return_when=FIRST_COMPLETED).done


def _keep(workspace: Workspace, actor: str, came: Sequence[tuple[Document, Outcome | None]], said: Delivered) -> None:
    """Write what came of documents, and count it."""
    advance(workspace, actor, "erp answer", [(one.row, outcome) for one, outcome in came if outcome])
    for _, outcome in came:
        said.count(outcome.state if outcome else State.SENT)
        if outcome and outcome.halts:
            said.halted = outcome.message


Ask = Callable[[Request], Answer]


def asked(workspace: Workspace, target: Target) -> Ask:
    """Return how the ERP is asked: its address checked each time, with what proves us."""
    secret = target.secret(workspace)
    proof = {"Authorization": f"{target.scheme} {secret.get_secret_value()}"} if secret else {}

    def ask(request: Request) -> Answer:
        headers = {"Accept": "application/json", "Content-Type": request.media_type, **proof}
        place = checked(request.url or target.url.rstrip("/") + request.path, reach(workspace))
        return call(place, request.method, headers, request.body, seconds_max=target.seconds)

    return ask


def ready(workspace: Workspace, target: Target) -> Iterator[Document]:
    """Yield what may be told now, oldest first."""
    for document in documents(workspace, target, (State.PENDING,)):
        if len(document.told.earlier) == document.told.step - 1:
            yield document


def documents(workspace: Workspace, target: Target, states: Sequence[State]) -> Iterator[Document]:
    """Yield the documents in these states, oldest first, each with its instruction.

    Only what these need is read: most of what an ERP was ever told is confirmed, and of no interest here.
    """
    with workspace.database.reading() as connection:
        rows = ledger.erp.deliveries(connection, target.name, states).to_dicts()
        receipts = {row["receipt_id"] for row in rows}
        contents = ledger.erp.instructions(connection, target.name, target.entity, receipts)
        told = {
            (row["receipt_id"], row["version"]): instruction(row["content"]) for row in contents.iter_rows(named=True)
        }
        open_ones = [(row, told[key]) for row in rows if (key := (row["receipt_id"], row["version"])) in told]
        before = {one.reference(step) for row, one in open_ones for step in range(1, row["step"])}
        taken = ledger.erp.deliveries(connection, target.name, (State.CONFIRMED,), before) if before else None
    ids = {} if taken is None else dict(taken.select("reference", "erp_id").iter_rows())
    for row, one in open_ones:
        earlier = tuple(ids[name] for step in range(1, row["step"]) if (name := one.reference(step)) in ids)
        at_hand = Told(row["step"], row["reference"], target.names, earlier, attempt=row["attempts"] + 1)
        yield Document(row, one, at_hand)


def advance(
    workspace: Workspace, actor: str, name: str, changes: Sequence[tuple[Mapping[str, Any], Outcome]]
) -> dict[str, dict[str, Any]]:
    """Write next states together; return the new rows by reference. Who was overtaken is left out."""
    if not changes:
        return {}
    at = int(workspace.now().timestamp() * _MICROSECONDS)
    steps = [next_step(row, outcome, at) for row, outcome in changes]
    references = [step.reference for step in steps]
    try:
        with command(workspace, name, actor, {"references": references, "seqs": [step.seq for step in steps]}) as book:
            ledger.erp.add_steps(book, steps)
    except Stale:
        if len(changes) == 1:
            return {}
        parts = (advance(workspace, actor, name, [change]) for change in changes)
        return {reference: row for part in parts for reference, row in part.items()}
    return {
        step.reference: {**row, "seq": step.seq, "state": str(step.state), "told_at": at}
        for step, (row, _) in zip(steps, changes, strict=True)
    }


def next_step(row: Mapping[str, Any], outcome: Outcome, at: int) -> Step:
    """Return the next state of a document."""
    message = "".join(max(letter, " ") for letter in outcome.message)[:MESSAGE_MAX]
    return Step(
        row["erp"],
        row["reference"],
        row["receipt_id"],
        row["version"],
        row["step"],
        row["seq"] + 1,
        outcome.state,
        at,
        outcome.erp_id or row["erp_id"],
        message,
        outcome.cash,
        outcome.applied,
    )


def _told(workspace: Workspace, target: Target, ask: Ask, document: Document) -> Outcome | None:
    """Tell one document; None: it is on its way, the ERP answers later."""
    late = workspace.now() - timedelta(seconds=target.settle_seconds / 2)
    if int(late.timestamp() * _MICROSECONDS) > document.row["told_at"]:
        return Outcome(State.PENDING, "not sent: too long after it was taken up")
    try:
        told = replace(document.told, held=_held(target, ask, document))
        request = _written(target, document.instruction, told)
    except (UnreachedError, UnansweredError, AddressNotAllowed) as problem:
        return Outcome(State.PENDING, f"not sent: {problem}", halts=not isinstance(problem, UnansweredError))
    except (UntoldError, UnreadableError) as why:
        return Outcome(State.REJECTED, f"not sent: {why}")
    try:
        answer = ask(request)
    except (UnreachedError, AddressNotAllowed) as problem:
        return Outcome(State.PENDING, f"not sent: {problem}", halts=True)
    except UnansweredError as problem:
        return Outcome(State.UNCERTAIN, str(problem))
    return _judged(target, ask, replace(document, told=told), answer)


def _written(target: Target, one: Instruction, told: Told) -> Request:
    """Return the request of a document."""
    assert target.kind.write is not None, target.adapter
    return _understood("what stands", target.kind.write, one, told)


def _held(target: Target, ask: Ask, document: Document) -> Mapping[str, Any]:
    """Return what stands in the ERP, where a document replaces it."""
    request = target.kind.holds(document.instruction, document.told)
    if request is None:
        return {}
    answer = ask(request)
    if answer.status == 404:
        return {}
    if answer.status != 200 or not answer.whole:
        raise UnansweredError(f"what stands was not read: {answer.status}")
    return _mapping(answer.body)


def _mapping(body: bytes) -> Mapping[str, Any]:
    """Return an object of JSON."""
    found = read(body)
    return found if isinstance(found, dict) else {}


def _judged(target: Target, ask: Ask, document: Document, answer: Answer) -> Outcome | None:
    """Return what an answer means: only a yes with the document in it, or the document read back, confirms."""
    if answer.status in HALTING:
        return Outcome(State.PENDING, f"not taken: answered {answer.status}", halts=True)
    if not 200 <= answer.status < 300 or not answer.whole:
        return Outcome(State.UNCERTAIN, f"answered {answer.status}: {_words(answer.body)}")
    if said := target.kind.refused(answer.body):
        return Outcome(State.UNCERTAIN, f"answered {said}")
    if target.kind.ripens:
        return None
    try:
        booked = _understood("answer", target.kind.answered, answer.body, document.instruction, document.told)
        found = (booked,) if booked else read_back(target, ask, document)
    except (UnreachedError, UnansweredError, UnreadableError) as problem:
        return Outcome(State.UNCERTAIN, f"taken, but not read back: {problem}")
    return compared(target, document, found) if found else Outcome(State.UNCERTAIN, "taken, but not found")


def read_back(target: Target, ask: Ask, document: Document) -> tuple[Booked, ...]:
    """Return the documents that the ERP holds under our reference. UnansweredError where it does not say."""
    assert target.kind.find is not None
    assert target.kind.found is not None
    answer = ask(target.kind.find(document.instruction, document.told))
    if answer.status == 404:
        return ()
    if answer.status != 200 or not answer.whole:
        raise UnansweredError(f"read back: answered {answer.status}")
    return _understood("read back", target.kind.found, answer.body, document.instruction, document.told)


def _understood(what: str, run: Callable[_Asked, _Read], *args: _Asked.args, **options: _Asked.kwargs) -> _Read:
    """Return what an adapter makes of an ERP's words. UnreadableError where they have another shape than it knows."""
    try:
        return run(*args, **options)
    except (KeyError, TypeError, AttributeError, IndexError) as wrong:
        raise UnreadableError(f"{what}: {type(wrong).__name__} {wrong}") from wrong


def compared(target: Target, document: Document, found: Sequence[Booked]) -> Outcome:
    """Return what it means that the ERP holds these documents under our reference."""
    if len(found) > 1:
        ids = ", ".join(one.erp_id for one in found)
        return Outcome(State.REJECTED, f"{len(found)} times in the ERP: {ids}", ids)
    one = found[0]
    wanted = target.kind.expected(document.instruction, document.told)
    differences = [
        f"{name} {one.lines.get(name, 0)} of {wanted.lines.get(name, 0)}"
        for name in sorted({*one.lines, *wanted.lines})
        if one.lines.get(name, 0) != wanted.lines.get(name, 0)
    ]
    if one.cash != wanted.cash:
        differences.insert(0, f"amount {one.cash} of {wanted.cash}")
    if differences:
        message = f"taken otherwise than told (minor units): {'; '.join(differences)}"
        return Outcome(State.REJECTED, message, one.erp_id, one.cash, one.applied)
    return Outcome(State.CONFIRMED, "", one.erp_id, one.cash, one.applied)


def _words(body: bytes) -> str:
    """Return what an ERP says of its no, as one line."""
    return " ".join(body[:2000].decode("utf-8", "replace").split())
