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
    _filed: dict[str, dict[object, dict[int, Document]]] = field(default_factory=dict)  # field -> value -> documents

    def next_id(self) -> str:
        """Return the next number of a document."""
        self._number += 1
        return str(1_000_000 + self._number)

    def add(self, document: Document) -> None:
        """Keep a document that is new."""
        with self.lock:
            self.documents.append(document)
            for name in self._filed:
                self._file(name, document)

    def change(self, document: Document, fresh: Document) -> None:
        """Put other fields into a document that is kept."""
        with self.lock:
            document |= fresh
            for name in self._filed.keys() & fresh.keys():
                self._file(name, document)

    def where(self, name: str, value: object) -> list[Document]:
        """Return the documents with a value in a field, in the order in which they were given it.

        Found without a walk through all of them: thousands of documents are each asked for many times.
        """
        with self.lock:
            if name not in self._filed:
                self._filed[name] = {}
                for one in self.documents:
                    self._file(name, one)
            return [one for one in self._filed[name].get(value, {}).values() if one.get(name) == value]

    def _file(self, name: str, document: Document) -> None:
        """Put a document where it is found by a field; where it was found before it is passed over."""
        self._filed[name].setdefault(document.get(name), {})[id(document)] = document

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
