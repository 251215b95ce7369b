"""Bank files as the API says them."""

from typing import Literal

from pydantic import Field

from api.schemas.shared import Amount, Instant, Paged, Told, amount
from services.banking.turned_away import RefusedFile as TurnedAway
from services.intake import FileOutcome

State = Literal["taken", "matching", "matched", "failed"]


class ControlTotals(Told):
    """How many control totals of the file agree with what was read, disagree, or are not there."""

    matched: int
    mismatched: int
    absent: int


class FileFinding(Told):
    """What is wrong with a part of the file, on which line (0: the whole), and how far it reaches."""

    line: int
    code: str
    message: str
    severity: str


class BankFile(Told):
    """A file as taken; its id is the SHA-256 of its bytes."""

    id: str = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])
    name: str
    format: str = Field(examples=["bai2"])
    state: State
    size: int = Field(description="Bytes.")
    taken_at: Instant
    entries: dict[str, int] = Field(description="Entries by kind.", examples=[{"receipt": 51, "total": 3}])
    money_in: list[Amount] = Field(description="Credits, a sum per currency.")
    control_totals: ControlTotals
    findings: list[FileFinding]
    reason: str = Field(description="Why a failed file is not in the books and what to do; else empty.")


class RefusedFile(Told):
    """One file of several that was not taken: the problem's code, what it means, and why."""

    type: str
    title: str
    detail: str


class BankFiles(Told):
    """What came of several files."""

    data: list[BankFile]
    refused: list[RefusedFile]


class BankFileQuery(Paged):
    """The newest files first."""


class FileEvent(Told):
    """A moment of the matching that follows a file; `state` `matched` or `failed` is the last."""

    state: Literal["idle", "waiting", "matching", "done", "failed"]
    step: str = Field(examples=["booking", "deciding", "posting"])
    done: int
    total: int
    by_status: dict[str, int]


class FileRow(Told):
    """A file in the list."""

    id: str
    name: str
    format: str
    size: int
    taken_at: Instant
    state: Literal["taken", "failed"] = Field(description="failed: it is kept, and nothing of it is in the books.")
    reason: str = Field(description="Why a failed file is not in the books and what to do; else empty.")


class RefusedRow(Told):
    """A file that was refused."""

    id: str = Field(description="The SHA-256 of its bytes, which are not kept; of name and size where it is too large.")
    name: str
    size: int
    type: str = Field(description="The code of the refusal.", examples=["unreadable_file"])
    reason: str
    actor: str
    refused_at: Instant
    since_taken: bool = Field(description="The same bytes were taken afterwards.")


def refused(one: TurnedAway) -> RefusedRow:
    """Return a refused file as the API says it."""
    return RefusedRow(
        id=one.sha256,
        name=one.name,
        size=one.size,
        type=one.code,
        reason=one.reason,
        actor=one.actor,
        refused_at=one.refused_at,
        since_taken=one.since_taken,
    )


def told(outcome: FileOutcome, *, busy: bool) -> BankFile:
    """Return an outcome as the API says it."""
    return BankFile(
        id=outcome.file_id,
        name=outcome.name,
        format=outcome.format,
        state="failed" if outcome.fault else "matching" if busy else "matched",
        size=outcome.size,
        taken_at=outcome.taken_at,
        entries=outcome.entries,
        money_in=[amount(minor, currency) for currency, minor in outcome.money_in.items()],
        control_totals=ControlTotals(**outcome.controls),
        findings=[
            FileFinding(line=one.line, code=one.code, message=one.message, severity=one.severity.value)
            for one in outcome.findings
        ],
        reason=outcome.fault,
    )


def row(taken: FileOutcome) -> FileRow:
    """Return a row of the list as the API says it."""
    return FileRow(
        id=taken.file_id,
        name=taken.name,
        format=taken.format,
        size=taken.size,
        taken_at=taken.taken_at,
        state="failed" if taken.fault else "taken",
        reason=taken.fault,
    )
