"""The books of a simulated ERP: every document it took, under the reference that we gave it."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Document = dict[str, Any]
#: Status, body.
Reply = tuple[int, bytes]


@dataclass(slots=True)
class Books:
    """Documents in the order in which they were taken; all that changes them holds the lock."""

    documents: list[Document] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)
    outbox: list[tuple[str, bytes]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)  # of a file: which documents were not taken, and why
    _number: int = 0

    def next_id(self) -> str:
        """Return the next number of a document."""
        self._number += 1
        return str(1_000_000 + self._number)

    def where(self, name: str, value: object) -> list[Document]:
        """Return the documents with a value in a field."""
        with self.lock:
            return [one for one in self.documents if one.get(name) == value]

    def held(self, field_name: str) -> Counter[str]:
        """Return how many documents there are under each reference."""
        with self.lock:
            return Counter(str(one[field_name]) for one in self.documents)


@dataclass(frozen=True, slots=True)
class Change:
    """What a request would do: under which reference, and how; `book(partial)` does it and returns the answer.

    `calm`: whoever plays with the simulator asks for it, and nothing goes wrong.
    """

    reference: str
    book: Callable[[bool], Reply]
    calm: bool = False


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one ERP talks: a writing request becomes a change, a reading one an answer; None: no such place."""

    adapter: str
    reference: str  # the field of a document that holds our reference
    write: Callable[[Books, str, str, bytes], Change | None]
    read: Callable[[Books, str], Reply | None]
