"""Who is related to a customer: said by themselves or by who gives roles, ended by somebody else."""

import ledger
from ledger.book import Book
from services.commands import command
from services.people import persons
from services.workspace import Workspace


def declare(workspace: Workspace, login: str, customer: str, *, reason: str, actor: str, key: str = "") -> None:
    """Write that somebody is related to a customer: from now on they approve and release nothing of it.

    Whoever acts counts, by login or by the name they act under. Refused: UnknownCustomer; Invalid without a reason.
    """
    known = persons.as_login(login)
    with command(workspace, "relate", actor, {"said": [known, customer, reason]}, key) as book:
        if book.replayed is None:
            ledger.interests.declare(book, known, customer, reason)


def end(workspace: Workspace, login: str, customer: str, *, reason: str, actor: str, key: str = "") -> None:
    """Write that somebody is related to a customer no longer. Refused: NotFound; Invalid; SamePerson."""
    known = persons.as_login(login)
    with command(workspace, "unrelate", actor, {"said": [known, customer, reason]}, key) as book:
        if book.replayed is None:
            _end(book, known, customer, reason)


def _end(book: Book, login: str, customer: str, reason: str) -> None:
    """End it, by somebody else."""
    if book.actor.lower() == login:
        raise ledger.refusals.SamePerson(f"{login} cannot end it: somebody else has to")
    ledger.interests.end(book, login, customer, reason)
