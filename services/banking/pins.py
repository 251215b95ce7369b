"""Pins: what a person confirms once about a sender's files, so that all later ones are read by it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import ledger
import parsers
from kit.ids import content_id
from kit.refusals import Invalid, NotFound, TooLarge, Unreadable
from ledger.evidence import Pinned
from parsers.lockbox import layout as lockbox_layout
from parsers.lockbox.layout import LockboxLayout
from parsers.tables import mapping
from services import by_two
from services.banking import telling, withdrawals
from services.banking.reading import limits, reading
from services.commands import command
from services.jobs import kinds
from services.workspace import Workspace

MICROSECONDS = 1_000_000
#: Why a second person is asked: the mapping itself says the rest.
REASON = "looked at the file and confirmed"
#: What a person may answer to what a guess asks, and what else about the file he may say.
ANSWERS = ("day_order", "decimal", "sign", "currency", "account", "bank")


@dataclass(frozen=True, slots=True)
class Confirmed:
    """One thing that was confirmed; with `request_id` it counts once a second person approves that."""

    kind: str
    key: str
    body: str
    actor: str
    recorded_at: datetime
    request_id: str = ""


def guess(workspace: Workspace, data: bytes, name: str) -> parsers.Look:
    """Return how a table would be read now. Refused: Unreadable where the file is no bank's table, TooLarge."""
    return _guess(workspace, data, name, None)


def confirm(
    workspace: Workspace,
    data: bytes,
    name: str,
    *,
    actor: str,
    body: str = "",
    answers: Mapping[str, str] | None = None,
) -> Confirmed:
    """Confirm how a table and all like it are read: by `body` (JSON), else by the guess; `answers` say what is asked.

    Refused: Unreadable (no bank's table), Invalid (an odd mapping, one that does not fit the file, an open question).
    """
    chosen = _mapping(body or guess(workspace, data, name).body, answers or {})
    mapping.refuse_open(chosen)
    if not _guess(workspace, data, name, chosen).confirmed:
        raise Invalid(f"{name}: the mapping is for another table: its header is not the file's")
    return _confirmed(workspace, chosen, actor)


def confirm_mapping(
    workspace: Workspace, body: str, *, actor: str, answers: Mapping[str, str] | None = None
) -> Confirmed:
    """Confirm a guess that a person has looked at, without its file. Refused: Invalid (odd, or still open)."""
    chosen = _mapping(body, answers or {})
    mapping.refuse_open(chosen)
    return _confirmed(workspace, chosen, actor)


def answers_of(text: str) -> dict[str, str]:
    """Return answers from a JSON object of texts; no text, no answers. Refused: Invalid."""
    try:
        given = json.loads(text) if text else {}
    except ValueError as wrong:
        raise Invalid(f"the answers are no JSON: {wrong}") from wrong
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise Invalid("the answers are an object of texts")
    return given


def _confirmed(workspace: Workspace, chosen: mapping.Mapping, actor: str) -> Confirmed:
    """Write down a mapping."""
    key = f"{chosen.key}@{chosen.account}" if chosen.account else chosen.key
    body, words = replace(chosen, asked=()).to_json(), chosen.in_words()
    return _read_so(workspace, Pinned(mapping.PIN, key, body, actor, _now(workspace)), words)


def pin_lockbox(workspace: Workspace, body: str, *, actor: str) -> Confirmed:
    """Confirm the layout of a lockbox, as JSON. Refused: Invalid, with what is wrong."""
    layout = LockboxLayout.from_json(body)
    key = f"{layout.origin.strip()}/{layout.lockbox.strip()}"
    return _read_so(workspace, Pinned(lockbox_layout.PIN, key, layout.to_json(), actor, _now(workspace)), str(layout))


def confirm_withdrawal(workspace: Workspace, file_id: str, *, actor: str, match: bool = False) -> Confirmed:
    """Say yes to what the deletions and corrections of a file take back; with `match` ask for the run that does it.

    Refused: NotFound where none of them waits.
    """
    with workspace.database.reading() as connection:
        entries = telling.entries(connection, workspace.settings.entity)
        made = withdrawals.plans(connection, entries, workspace.settings.entity, limits(workspace.settings))
    withdrawals.is_waiting(made, file_id)
    return _pinned(workspace, Pinned(withdrawals.PIN, file_id, withdrawals.YES, actor, _now(workspace)), match=match)


def reject_withdrawal(workspace: Workspace, file_id: str, reason: str, *, actor: str) -> Confirmed:
    """Say no to what the deletions and corrections of a file take back: the books stay as they are; a yes may follow.

    Refused: Invalid without a reason, NotFound where none of them waits.
    """
    if not reason.strip():
        raise Invalid("say why the books stay as they are")
    with workspace.database.reading() as connection:
        entries = telling.entries(connection, workspace.settings.entity)
        made = withdrawals.plans(connection, entries, workspace.settings.entity, limits(workspace.settings))
    withdrawals.is_waiting(made, file_id, but_rejected=True)
    said = f"{withdrawals.NO}: {' '.join(reason.split())}"
    return _pinned(workspace, Pinned(withdrawals.PIN, file_id, said, actor, _now(workspace)))


def withdraw(workspace: Workspace, kind: str, key: str, *, actor: str) -> Confirmed:
    """Take a confirmation back: files like it are guessed and asked again. Refused: NotFound."""
    if not any(one.key == key for one in listed(workspace, kind)):
        raise NotFound(f"nothing is confirmed under {key}")
    return _pinned(workspace, Pinned(kind, key, "", actor, _now(workspace)))


def listed(workspace: Workspace, kind: str) -> list[Confirmed]:
    """Return what is confirmed of one kind, the oldest first."""
    with workspace.database.reading() as connection:
        rows = ledger.reads.pins(connection, workspace.settings.entity).iter_rows(named=True)
        return [
            Confirmed(row["kind"], row["key"], row["body"], row["actor"], row["recorded_at"])
            for row in rows
            if row["kind"] == kind
        ]


def in_words(one: Confirmed) -> str:
    """Say what was confirmed."""
    try:
        if one.kind == mapping.PIN:
            return mapping.Mapping.from_json(one.body).in_words()
        return str(LockboxLayout.from_json(one.body))
    except Invalid:
        return one.body


def _read_so(workspace: Workspace, pin: Pinned, words: str) -> Confirmed:
    """Write down how files are read, or ask for it where a second person lets it count."""
    if not workspace.settings.mappings_by_two:
        return _pinned(workspace, pin)
    payload = {"kind": pin.kind, "key": pin.key}
    key = content_id("pin", *payload.values(), pin.body, pin.recorded_at, pin.actor)
    with command(workspace, "pin", pin.actor, payload, key) as book:
        if book.replayed is None:
            request_id = by_two.ask_reading(book, pin, words, REASON, workspace.now())
            book.result = {"request_id": request_id}
    done = book.replayed or book.result
    return Confirmed(pin.kind, pin.key, pin.body, pin.actor, workspace.now(), done["request_id"])


def _pinned(workspace: Workspace, pin: Pinned, *, match: bool = False) -> Confirmed:
    """Write down what was confirmed, and ask for matching with it."""
    with command(
        workspace,
        "pin",
        pin.actor,
        {"kind": pin.kind, "key": pin.key},
        content_id("pin", pin.kind, pin.key, pin.body, pin.recorded_at),
    ) as book:
        if book.replayed is None:
            ledger.evidence.add(book, [pin])
            if match:
                kinds.ask(book.connection, "match", book.entity, f"pin-{book.batch}", actor=pin.actor)
            book.result = {"key": pin.key}
    return Confirmed(pin.kind, pin.key, pin.body, pin.actor, workspace.now())


def _guess(workspace: Workspace, data: bytes, name: str, by: mapping.Mapping | None) -> parsers.Look:
    """Return how a table is read, by a mapping where one is given."""
    how = reading(workspace) if by is None else _with(workspace, by)
    try:
        return workspace.read(parsers.looked, data, name, how)
    except (Unreadable, TooLarge) as refused:
        raise type(refused)(f"{name}: {refused.detail}") from refused


def _with(workspace: Workspace, chosen: mapping.Mapping) -> parsers.Reading:
    """Return how files are read, this mapping the newest."""
    how = reading(workspace)
    return replace(how, pins=(*how.pins, parsers.Pin(mapping.PIN, chosen.to_json())))


def _mapping(body: str, answers: Mapping[str, str]) -> mapping.Mapping:
    """Return the mapping of a JSON text with a person's answers. Refused: Invalid."""
    if unknown := sorted(answers.keys() - set(ANSWERS)):
        raise Invalid(f"{unknown[0]} is no question; there are {', '.join(ANSWERS)}")
    chosen = mapping.Mapping.from_json(body)
    given = json.loads(chosen.to_json()) | dict(answers)
    given["asked"] = [one for one in chosen.asked if one not in answers]
    return mapping.Mapping.from_json(json.dumps(given))


def _now(workspace: Workspace) -> int:
    """Return the instant as the books write it."""
    return int(workspace.now().timestamp() * MICROSECONDS)
