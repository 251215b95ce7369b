"""Documents of customers at the desk: handed in, found good or not, read back, and renewed before they end."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

import ledger
from credit import account_tasks, documents
from credit.account_tasks import NewTask, Task
from credit.documents import Document, NewDocument
from services.commands import command
from services.workspace import Workspace

#: So many days before a document ends somebody is told, and on its last day (DUTIES A12).
STEPS = (30, 7, 0)
DEPARTMENT = "credit"


def keep(workspace: Workspace, new: NewDocument, data: bytes, *, actor: str, key: str = "") -> str:
    """Keep a document and return its id. Refused: as `credit.documents.keep`."""
    row = {name: str(value) for name, value in asdict(new.paper).items()}
    said = [row, new.name, new.signed_by, new.clauses.model_dump(mode="json"), documents.digest(data)]
    with command(workspace, "document", actor, {"said": said}, key) as book:
        if book.replayed is None:
            book.result = {"document_id": documents.keep(book, new, data, workspace.now())}
    return str((book.replayed or book.result)["document_id"])


def judge(workspace: Workspace, identity: str, state: str, *, note: str = "", actor: str, key: str = "") -> None:
    """Write that a document is verified, or rejected and why. Refused: NotFound, Invalid."""
    with command(workspace, "document-judged", actor, {"said": [identity, state, note]}, key) as book:
        if book.replayed is None:
            documents.judge(book, identity, state, note, workspace.now())


def file(workspace: Workspace, identity: str) -> tuple[Document, bytes]:
    """Return a document and its file as it came. Refused: NotFound; AlteredDocument."""
    with workspace.database.reading() as connection:
        return documents.content(connection, workspace.settings.entity, identity)


def one(workspace: Workspace, identity: str) -> Document:
    """Return a document. Refused: NotFound."""
    with workspace.database.reading() as connection:
        return documents.one(connection, workspace.settings.entity, identity)


def listed(workspace: Workspace, customer: str = "") -> list[Document]:
    """Return the documents of a customer, or all, in the order they came. Refused: UnknownCustomer."""
    with workspace.database.reading() as connection:
        if customer:
            ledger.customers.known(connection, workspace.settings.entity, [customer])
        return documents.of(connection, workspace.settings.entity, customer=customer)


def tasks(workspace: Workspace) -> list[Task]:
    """Return what somebody has to see to about accounts, what is due first at the head."""
    with workspace.database.reading() as connection:
        return account_tasks.of(connection, workspace.settings.entity)


def end_task(workspace: Workspace, identity: str, note: str, *, actor: str, key: str = "") -> None:
    """End a task with what became of it. Refused: NotFound; Invalid without a note."""
    with command(workspace, "account-task-ended", actor, {"said": [identity, note]}, key) as book:
        if book.replayed is None:
            account_tasks.end(book, [identity], note, workspace.now())


def remind(workspace: Workspace, book: ledger.Book, on: date) -> tuple[str, ...]:
    """Give tasks for documents that end soon, end those of documents that were renewed, and return what was given.

    Of a document that nobody looked at in time the nearest step alone is given.
    """
    newest = documents.newest(documents.of(book.connection, book.entity))
    wanted = [task for one in newest.values() for task in _due(one, on)]
    given = account_tasks.give(book, wanted, workspace.now())
    counts = {one.document_id for one in newest.values()}
    gone = [one.task_id for one in account_tasks.of(book.connection, book.entity) if _gone(one, counts)]
    if gone:
        account_tasks.end(book, gone, "a newer document came", workspace.now())
    return given


def _due(one: Document, on: date) -> Iterator[NewTask]:
    """Yield the task of a document that ends soon."""
    until = one.paper.valid_until
    if until is None or (left := (until - on).days) > STEPS[0]:
        return
    step = min(days for days in STEPS if left <= days)
    what = f"{one.paper.kind.replace('_', ' ')} {one.paper.jurisdiction}".strip()
    says = f"{what} ends on {until}: ask for a new one"
    yield NewTask(one.paper.customer_number, DEPARTMENT, says, one.document_id, f"expiry-{step}", until)


def _gone(task: Task, counts: set[str]) -> bool:
    """Say whether a task is about a document that was renewed."""
    return task.step.startswith("expiry-") and task.subject not in counts
