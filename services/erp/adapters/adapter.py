"""What an adapter is: pure functions from our instruction to an ERP's document, and from that to what it holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.erp.records import Booked, Instruction, Request, Told


def one_step(_instruction: Instruction) -> tuple[str, ...]:
    """Return the one document that most ERPs take."""
    return ("payment",)


def whole(instruction: Instruction, told: Told) -> Booked:
    """Return what an ERP holds that took a document whole: the receipt's money, and each document's cash."""
    return Booked(told.reference, "", instruction.amount, {line.document: line.cash for line in instruction.lines})


@dataclass(frozen=True, slots=True)
class Adapter:
    """How one kind of ERP is told. Over HTTP: `write`, `find`, `found`; by file: `file`; a row has one of the two."""

    name: str
    title: str
    needs: tuple[str, ...] = ()  # what the installation says under `names`
    keyed: tuple[str, ...] = ()  # of customer, document: what it knows by its own ids only
    queued: bool = False  # it takes now and books later: what is not there may still come, a person decides
    ripens: bool = False  # what it holds at first may be a part: the rest comes by itself
    steps: Callable[[Instruction], tuple[str, ...]] = one_step
    write: Callable[[Instruction, Told], Request] | None = None
    holds: Callable[[Instruction, Told], Request | None] = lambda _instruction, _told: None
    find: Callable[[Instruction, Told], Request] | None = None
    found: Callable[[bytes, Instruction, Told], tuple[Booked, ...]] | None = None
    answered: Callable[[bytes, Instruction, Told], Booked | None] = lambda _body, _instruction, _told: None
    refused: Callable[[bytes], str] = lambda _body: ""  # a no within an answer that is a yes: its status and words
    expected: Callable[[Instruction, Told], Booked] = whole
    check: Callable[[Instruction, Told], None] = lambda _instruction, _told: None  # of a file: UntoldError
    file: Callable[[Sequence[tuple[Instruction, Told]]], bytes] | None = None
