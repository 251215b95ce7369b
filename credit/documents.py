"""Documents of customers: kept whole under their hash, found good or not, and read back only as they came."""

import hashlib
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from credit.applicants import Clauses
from credit.tables import document, document_file, document_step
from kit.days import microseconds
from kit.ids import content_id
from kit.refusals import Conflict, Invalid, NotFound, refuse
from ledger import master, sealed
from ledger.book import Book
from ledger.journal import day
from ledger.master import PAPER_KINDS, Paper
from ledger.tables import paper

VERIFIED, REJECTED, RECEIVED, EXPIRED = "verified", "rejected", "received", "expired"
SIGNED_BY = ("", "ink", "esign", "portal")
#: Kinds that say nothing without a place, and kinds that say nothing unsigned.
PLACED = frozenset({"exemption_certificate", "resale_certificate"})
SIGNED = frozenset({"credit_application", "w9", "guaranty", "contract", *PLACED})

_PAPER = tuple(one.name for one in fields(Paper))


class AlteredDocument(Conflict):
    """The file of a document is no longer what came: restore it from a backup."""

    code = "document_altered"
    retry = False


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document as somebody hands it in: `paper` without its hash, `name` is the file's, shown and never a path."""

    paper: Paper
    name: str
    signed_by: str = ""
    clauses: Clauses = field(default_factory=Clauses)


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it stands: `state` is received, verified or rejected, `by` who handed it in."""

    document_id: str
    paper: Paper
    name: str
    size: int
    signed_by: str
    clauses: Clauses
    by: str
    recorded_at: int
    state: str
    note: str
    checked_by: str

    def state_on(self, on: date) -> str:
        """Return how a document counts on a day."""
        until = self.paper.valid_until
        return EXPIRED if until is not None and until < on else self.state

    def holds(self, on: date) -> bool:
        """Say whether a document was verified, has begun and has not ended on a day."""
        return self.state_on(on) == VERIFIED and self.paper.valid_from <= on


def keep(book: Book, new: NewDocument, data: bytes, at: datetime) -> str:
    """Keep a document and its file and return its id; the same bytes are kept once.

    Refused: UnknownCustomer; Invalid for an empty file, an unknown kind, no place or signer where the kind needs one.
    """
    row = new.paper
    _check(new)
    kept_as = keep_file(book, data, at)
    kept = replace(row, sha256=kept_as)
    number = book.number("paper")
    if not master.keep(book, [kept]):
        number = _paper_no(book, kept)
    identity = content_id("doc", book.entity, row.customer_number, row.kind, row.jurisdiction, kept_as, book.batch)
    facts = (number, kept_as, new.name, new.signed_by, new.clauses.model_dump_json())
    mine = (identity, book.entity, row.customer_number, *facts, book.actor, microseconds(at))
    book.write("document", [mine])
    return identity


def keep_file(book: Book, data: bytes, at: datetime) -> str:
    """Keep bytes, the same bytes once, and return their SHA-256 in hex. Refused: Invalid for none at all."""
    if not data:
        raise Invalid("the file is empty")
    found = digest(data)
    there = select(document_file.c.no).where(document_file.c.sha256 == found)
    if book.connection.execute(there).first() is None:
        book.write("document_file", [(found, data, len(data), book.actor, microseconds(at))])
    return found


def digest(data: bytes) -> str:
    """Return what a file is known by: the SHA-256 of its bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def judge(book: Book, identity: str, state: str, note: str, at: datetime) -> Document:
    """Write that a document is good or not and return it as it was. Refused: NotFound; Invalid."""
    held = one(book.connection, book.entity, identity)
    if state not in {VERIFIED, REJECTED}:
        raise Invalid(f"a document is {VERIFIED} or {REJECTED}")
    if state == REJECTED and not note.strip():
        raise Invalid("say why it is rejected")
    book.write("document_step", [(identity, state, note.strip(), book.actor, microseconds(at))])
    return held


def content(connection: Connection, entity: str, identity: str) -> tuple[Document, bytes]:
    """Return a document and its file. Refused: NotFound; AlteredDocument where the bytes are not those that came."""
    held = one(connection, entity, identity)
    chosen = select(document_file).where(document_file.c.sha256 == held.paper.sha256)
    row = sealed.row(connection, "document_file", connection.execute(chosen).mappings().one())
    data = bytes(row["content"])
    if digest(data) != held.paper.sha256:
        raise AlteredDocument(f"{held.name} is not the file that came: its hash is no longer {held.paper.sha256}")
    return held, data


def one(connection: Connection, entity: str, identity: str) -> Document:
    """Return a document. Refused: NotFound."""
    found = of(connection, entity, identity=identity)
    if not found:
        raise NotFound(f"there is no document {identity}")
    return found[0]


def of(connection: Connection, entity: str, *, customer: str = "", identity: str = "") -> list[Document]:
    """Return documents in the order they came: of one customer, one alone, or all."""
    steps = document_step
    last = select(func.max(steps.c.no).label("no")).group_by(steps.c.document_id).subquery()
    found = select(steps).join(last, last.c.no == steps.c.no).subquery()
    mine = ("document_id", "name", "signed_by", "clauses", "by", "recorded_at")
    papers = [paper.c[name] for name in _PAPER]
    told = (found.c.state, found.c.note.label("found"), found.c.by.label("checked_by"))
    chosen = (
        select(*(document.c[name] for name in mine), *papers, document_file.c.size, *told)
        .join(paper, paper.c.no == document.c.paper_no)
        .join(document_file, document_file.c.sha256 == document.c.sha256)
        .join(found, found.c.document_id == document.c.document_id, isouter=True)
        .where(document.c.entity == entity)
        .order_by(document.c.no)
    )
    for column, value in ((document.c.customer_number, customer), (document.c.document_id, identity)):
        if value:
            chosen = chosen.where(column == value)
    return [_document(row) for row in connection.execute(chosen)]


def newest(rows: list[Document]) -> dict[tuple[str, str, str], Document]:
    """Return the newest document by customer, kind and place."""
    return {(one.paper.customer_number, one.paper.kind, one.paper.jurisdiction): one for one in rows}


def _document(row: Any) -> Document:
    """Return a row as the document it is."""
    said = {name: getattr(row, name) for name in _PAPER}
    days = {name: day(said[name]) if said[name] else None for name in ("valid_from", "valid_until")}
    return Document(
        row.document_id,
        Paper(**said | days),
        row.name,
        row.size,
        row.signed_by,
        Clauses.model_validate_json(row.clauses),
        row.by,
        row.recorded_at,
        row.state or RECEIVED,
        row.found or "",
        row.checked_by or "",
    )


def _check(new: NewDocument) -> None:
    """Refuse what is no document: Invalid."""
    row = new.paper
    wrong = {
        f"{row.kind!r} is none of {', '.join(PAPER_KINDS)}": row.kind not in PAPER_KINDS,
        f"a {row.kind.replace('_', ' ')} names its jurisdiction": row.kind in PLACED and not row.jurisdiction,
        f"a {row.kind.replace('_', ' ')} names who signed it": row.kind in SIGNED and not row.signer,
        f"signed_by is one of {', '.join(filter(None, SIGNED_BY))}": new.signed_by not in SIGNED_BY,
    }
    refuse(wrong)


def _paper_no(book: Book, kept: Paper) -> int:
    """Return the number of the version that says the same already."""
    mine = (
        paper.c.entity == book.entity,
        paper.c.customer_number == kept.customer_number,
        paper.c.kind == kept.kind,
        paper.c.jurisdiction == kept.jurisdiction,
        paper.c.sha256 == kept.sha256,
    )
    return int(book.connection.execute(select(func.max(paper.c.no)).where(*mine)).scalar_one())
