"""ofxparse behind a narrow door: it interprets one element of ours at a time and never sees a file.

The library builds a tree of the whole file, stops at the first bad transaction and loses what it does not expect
(7.5); what it makes of one repaired transaction or account is right.
"""

import warnings
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Protocol, cast


class Transaction(Protocol):
    """What ofxparse makes of a transaction."""

    payee: str
    memo: str
    type: str
    id: str
    checknum: str
    date: datetime | None
    amount: Decimal


class Account(Protocol):
    """What ofxparse makes of an account."""

    curdef: str | None
    account_id: str
    routing_number: str
    branch_id: str
    account_type: str


class Element:
    """An element as ofxparse asks for one: text in `contents`, what it holds by `find`."""

    __slots__ = ("contents", "inner")

    def __init__(self, contents: str = "", inner: "dict[str, Element] | None" = None) -> None:
        self.contents = [contents] if contents else []
        self.inner = inner or {}

    def find(self, name: str) -> "Element | None":
        """Return the element of a name, or None."""
        return self.inner.get(name)

    def findAll(self, name: str) -> "list[Element]":  # noqa: N802 - the name ofxparse calls
        """Return the elements of a name."""
        found = self.inner.get(name)
        return [found] if found else []


class Interpreter(Protocol):
    """The part of ofxparse's parser that is asked."""

    def parseTransaction(self, element: Element) -> Transaction:  # noqa: N802 - ofxparse's name
        """Return what one transaction says."""

    def parseStmtrs(self, elements: list[Element], kind: int) -> list[Account]:  # noqa: N802 - ofxparse's name
        """Return what the accounts say."""


@cache
def interpreter() -> Interpreter:
    """Return ofxparse's parser, loaded when the first OFX file is read; it warns of its own imports, not of data."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ofxparse import OfxParser  # noqa: PLC0415 - takes a fifth of a second that no other command should wait

    dates = staticmethod(lru_cache(maxsize=1024)(OfxParser.parseOfxDateTime))  # most transactions share a few days
    settings = {"fail_fast": True, "custom_date_format": None}  # as its own `parse` would set them
    return cast("Interpreter", type("Parser", (OfxParser,), {**settings, "parseOfxDateTime": dates}))


def transaction(values: dict[str, str]) -> Transaction:
    """Return ofxparse's reading of one transaction, by element in lower case; what is empty must be left out."""
    return interpreter().parseTransaction(Element(inner={name: Element(value) for name, value in values.items()}))


def account(values: dict[str, str]) -> Account:
    """Return ofxparse's reading of one statement's account, by element in lower case."""
    return interpreter().parseStmtrs([Element(inner={name: Element(value) for name, value in values.items()})], 1)[0]
