"""How an ERP took a document, as a person, a program or a file says it; told twice or in another order, it stays so."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ledger
from kit.refusals import Conflict, Invalid, NotFound
from ledger.erp import State, Step
from services.commands import command
from services.erp.delivering import Outcome, advance, next_step
from services.erp.targets import Target, target
from services.workspace import Workspace

#: What can be said of a document -> the states it may have been in; `pending` tells it again.
SAID: dict[State, frozenset[State]] = {
    State.CONFIRMED: frozenset({State.PENDING, State.SENT, State.UNCERTAIN, State.REJECTED}),
    State.REJECTED: frozenset({State.PENDING, State.SENT, State.UNCERTAIN}),
    State.UNCERTAIN: frozenset({State.SENT}),
}
COLUMNS = ("reference", "state", "erp_id", "message")


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: our reference, the state, the ERP's own id where it has one, and why where it is a no."""

    reference: str
    state: str
    erp_id: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of answers: how many changed a document, how many said what was known, and which contradict it."""

    changed: int
    known: int
    contradict: tuple[str, ...] = ()


def answer(workspace: Workspace, erp: str, said: Said, actor: str, key: str = "") -> dict[str, Any]:
    """Keep one answer; return the document as it stands after it.

    Refused: NotFound for an unknown ERP or reference, Invalid for what says nothing, Conflict with what is final.
    """
    target(workspace, erp)
    _check(said)
    row = _rows(workspace, erp, [said.reference]).get(said.reference)
    if row is None:
        raise NotFound(f"{erp} was told nothing under {said.reference}")
    if row["state"] == said.state:
        return row
    if row["state"] not in SAID[State(said.state)]:
        raise Conflict(f"{said.reference} is {row['state']} and does not become {said.state}")
    _move(workspace, actor, [(row, said)], key)
    return _rows(workspace, erp, [said.reference])[said.reference]


def take(workspace: Workspace, erp: Target, content: bytes, actor: str) -> Taken:
    """Keep the answers of a file, CSV with a header or a JSON list; all of it is read before any of it counts.

    Refused: Invalid with the line where the file is no list of answers, or names a reference we do not know.
    """
    told = _read(content)
    rows = _rows(workspace, erp.name, [said.reference for said in told])
    moves, known, contradict = [], 0, []
    for said in told:
        if (row := rows.get(said.reference)) is None:
            raise Invalid(f"{erp.name} was told nothing under {said.reference}")
        if row["state"] == said.state:
            known += 1
        elif row["state"] in SAID[State(said.state)]:
            moves.append((row, said))
            rows[said.reference] = {**row, "state": said.state}
        else:
            contradict.append(f"{said.reference} is {row['state']}, the file says {said.state}")
    _move(workspace, actor, moves)
    return Taken(len(moves), known, tuple(contradict))


def again(workspace: Workspace, erp: Target, references: Sequence[str], actor: str) -> int:
    """Tell what was rejected once more; return how many.

    Refused: NotFound; Conflict where it was not rejected, or stands in the ERP otherwise than told: take it out there
    first, or say confirmed once it is right.
    """
    rows = _rows(workspace, erp.name, references)
    chosen = []
    for reference in references:
        if (row := rows.get(reference)) is None:
            raise NotFound(f"{erp.name} was told nothing under {reference}")
        if row["state"] != State.REJECTED:
            raise Conflict(f"{reference} is {row['state']}: only what was rejected is told again")
        if row["erp_id"]:
            raise Conflict(f"{reference} stands in {erp.name} ({row['message']}): put it right there, say confirmed")
        chosen.append((row, Outcome(State.PENDING, "told again: somebody asked")))
    return len(advance(workspace, actor, "erp again", chosen))


def learn(workspace: Workspace, erp: Target, content: bytes, actor: str) -> int:
    """Keep what the ERP itself calls customers and documents: CSV with kind, number, erp_id; return how many are new.

    Refused: Invalid with the line.
    """
    reader = csv.DictReader(io.StringIO(_text(content)))
    if reader.fieldnames is None or not {"kind", "number", "erp_id"} <= set(reader.fieldnames):
        raise Invalid("the file has the columns kind, number, erp_id")
    rows = []
    for line, row in enumerate(reader, 2):
        if row["kind"] not in {"customer", "document"} or not row["number"] or not row["erp_id"]:
            raise Invalid(f"line {line}: kind is customer or document, number and erp_id are not empty")
        rows.append((row["kind"], row["number"], row["erp_id"]))
    with workspace.database.reading() as connection:
        held = ledger.erp.keys(connection, erp.name)
    fresh = [row for row in dict.fromkeys(rows) if held.get(row[:2]) != row[2]]
    if fresh:
        with command(workspace, "erp keys", actor, {"erp": erp.name, "keys": len(fresh)}) as book:
            ledger.erp.add_keys(book, erp.name, fresh)
    return len(fresh)


def _rows(workspace: Workspace, erp: str, references: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return those of the documents that an ERP was told of, by reference."""
    with workspace.database.reading() as connection:
        rows = ledger.erp.deliveries(connection, erp, references=references).to_dicts()
    return {row["reference"]: row for row in rows}


def _move(workspace: Workspace, actor: str, moves: Sequence[tuple[Mapping[str, Any], Said]], key: str = "") -> bool:
    """Write what was said in one command; return whether its key was carried out before.

    What is confirmed before we knew it was sent is sent first. Refused: Stale where somebody else answered meanwhile.
    """
    if not moves:
        return False
    at = int(workspace.now().timestamp() * 1_000_000)
    steps = [step for row, said in moves for step in _steps(row, said, at)]
    told = [[said.reference, said.state, said.erp_id, said.message] for _, said in moves]
    with command(workspace, "erp answer", actor, {"erp": moves[0][0]["erp"], "said": told}, key) as book:
        if book.replayed is not None:
            return True
        ledger.erp.add_steps(book, steps)
    return False


def _steps(row: Mapping[str, Any], said: Said, at: int) -> Iterator[Step]:
    """Yield the states that an answer leads to."""
    if row["state"] == State.PENDING and said.state == State.CONFIRMED:
        sent = next_step(row, Outcome(State.SENT), at)
        yield sent
        row = {**row, "seq": sent.seq}
    yield next_step(row, Outcome(State(said.state), said.message, said.erp_id), at)


def _check(said: Said) -> None:
    """Refuse an answer that says nothing."""
    if said.state not in set(map(str, SAID)):
        raise Invalid(f"{said.reference}: state is {', '.join(SAID)}")
    if said.state != State.CONFIRMED and not said.message.strip():
        raise Invalid(f"{said.reference}: {said.state} says its message")


def _read(content: bytes) -> list[Said]:
    """Return the answers of a file."""
    text = _text(content)
    if text.lstrip().startswith("["):
        try:
            rows = json.loads(text)
        except ValueError as wrong:
            raise Invalid(f"no JSON: {wrong}") from wrong
    else:
        rows = list(csv.DictReader(io.StringIO(text)))
    found = []
    for line, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not {"reference", "state"} <= set(row):
            raise Invalid(f"answer {line}: it names reference and state, erp_id and message where there are any")
        found.append(Said(*(str(row.get(name) or "") for name in COLUMNS)))
        _check(found[-1])
    return found


def _text(content: bytes) -> str:
    """Return a file as text. Refused: Invalid."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Invalid(f"the file is no UTF-8: {wrong}") from wrong
