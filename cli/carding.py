"""What `tieout card` does: ask a service, say what came of it."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from cli import books, say, typed
from cli.asked import Asked
from kit.card_numbers import CardNumber
from services.cards import scanning


def scanned(asked: Asked, paths: Sequence[Path], judged: Path | None) -> None:
    """Look for card numbers. Refused: CardNumber with how many there are."""
    known = scanning.read(typed.content(judged)) if judged else ()
    done = scanning.scan(books.reading(asked), paths, known)
    looked = f"{done.tables} tables, {done.rows:,} rows, {done.exports} exports, {done.files} files"
    if asked.json:
        say.result(asdict(done), as_json=True)
    elif done.found:
        say.table(("place", "row", "column", "number"), [(*asdict(one).values(),) for one in done.found], looked)
    else:
        say.result({}, as_json=False, lines=[f"no card number in {looked}"])
    if done.found:
        raise CardNumber(f"{len(done.found)} numbers look like those of cards: see where each lies, and take it out")
