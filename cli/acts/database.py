"""`tieout db`: the schema, the proof of the books, and copies of them."""

import sys
from pathlib import Path

import ledger
from cli import books, say
from cli.asked import Asked
from services.running import backup as copies
from services.running import granting


def upgrade(asked: Asked) -> None:
    """Bring the schema to the newest."""
    workspace = books.writing(asked)
    place = workspace.database.url.render_as_string()
    say.result({"database": place}, as_json=asked.json, lines=[f"{place}: the schema is the newest"])


def check(asked: Asked) -> None:
    """Prove the books; a broken invariant is told with what breaks it, and exit code 1."""
    workspace = books.reading(asked)
    with workspace.database.reading(sorted_on_disk=True) as connection:
        broken = ledger.checks.run(connection)
    holds = ["the books hold: entries balance, control accounts equal their items, receipts add up, the chain is whole"]
    say.result({"broken": broken}, as_json=asked.json, lines=[] if broken else holds)
    for finding in broken:
        say.reason(f"{finding.code}: {finding.message}")
    if broken:
        sys.exit(1)


def grant(asked: Asked, role: str) -> None:
    """Give the service's role what it needs, and take all else from it."""
    allowed = granting.grant(books.writing(asked), role)
    added = sum(what == "INSERT" for what in allowed.values())
    lines = [f"{role} reads everything, adds to {added} tables and changes none of them; what passes it may also end"]
    say.result({"role": role, "tables": allowed}, as_json=asked.json, lines=lines)


def backup(asked: Asked, path: Path) -> None:
    """Copy the books."""
    size = copies.backup(books.reading(asked), path)
    say.result({"path": str(path), "bytes": size}, as_json=asked.json, lines=[f"{path}: {size:,} bytes"])


def restore(asked: Asked, path: Path) -> None:
    """Put a copy where no books are."""
    workspace = books.closed(asked)
    copies.restore(workspace, path, books.schema)
    books.schema(workspace.database)
    place = workspace.database.url.render_as_string()
    say.result({"database": place}, as_json=asked.json, lines=[f"{place}: restored from {path}"])
