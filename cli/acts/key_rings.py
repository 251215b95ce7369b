"""What `tieout key-ring` does."""

from pathlib import Path

import typer

from cli import books, say
from cli.asked import Asked
from kit import key_files, sealing
from services.running import key_ring
from services.running.key_ring import Rotated

COLUMNS = ("key", "seals", "values")


def made(path: Path | None) -> None:
    """Make a ring."""
    if path is None:
        typer.echo(sealing.fresh(), nl=False)
        return
    key_files.make(path)
    typer.echo(f"{path}: made; keep a copy apart from the backups, without it they stay sealed")


def shown(asked: Asked) -> None:
    """List the keys."""
    rows = [(key.name or "not sealed", "yes" if key.seals else "", key.values) for key in _listed(asked)]
    if asked.json:
        say.result([dict(zip(COLUMNS, row, strict=True)) for row in rows], as_json=True)
    else:
        say.table(COLUMNS, rows, "Key ring")


def rotated(asked: Asked) -> None:
    """Change the key."""
    _told(asked, key_ring.rotate(books.writing(asked)))


def resealed(asked: Asked) -> None:
    """Seal with the first key."""
    _told(asked, key_ring.reseal(books.writing(asked)))


def dropped(asked: Asked, name: str) -> None:
    """Take a key out."""
    key_ring.drop(books.reading(asked), name)
    say.result({"dropped": name}, as_json=asked.json, lines=[f"{name} is no longer in the key ring"])


def _listed(asked: Asked) -> list[key_ring.Key]:
    """Return the keys of the books asked for."""
    return key_ring.listed(books.reading(asked))


def _told(asked: Asked, done: Rotated) -> None:
    """Say what a change of keys came to."""
    rows = [f"{table}: {count:,} rows" for table, count in done.rows.items()]
    lines = [f"{done.name} seals now", *(rows or ["everything lay under it already"])]
    say.result({"key": done.name, "rows": done.rows}, as_json=asked.json, lines=lines)
