"""What `tieout audit pack`, `conflicts` and `accept` do."""

from datetime import date
from pathlib import Path

import typer

from cli import books, say
from cli.acts import exports
from cli.asked import Asked
from services.auditing import accepting, conflicts, packs, reviews

COLUMNS = ("control", "population", "exceptions", "state", "first_exception")


def packed(asked: Asked, period: tuple[date, date], out: Path, ask: str, by: str) -> None:
    """Run the controls over a period, write the pack, and ask for its review where wanted."""
    workspace = books.writing(asked) if ask else books.reading(asked)
    made = packs.tested(workspace, *period)
    exports.write(made.content(), out)
    request = reviews.ask_review(workspace, made, note=ask, actor=by).request_id if ask else ""
    told = {"file": str(out), "digest": made.digest, "reviewer": made.reviewer, "request_id": request}
    if asked.json:
        say.result({**told, "controls": made.controls.to_dicts()}, as_json=True)
    else:
        say.table(COLUMNS, made.controls.select(COLUMNS).rows(), "controls")
        lines = [f"{out}: digest {made.digest}", f"reviewed by {made.reviewer}" if made.reviewer else "not reviewed"]
        say.result(told, as_json=False, lines=[*lines, *([say.waiting(request)] if ask else [])])
    if made.exceptions:
        raise typer.Exit(1)


def conflicts_listed(asked: Asked, *, whole: bool) -> None:
    """List conflicts of duties."""
    found = accepting.listed(books.reading(asked), whole=whole)
    if asked.json:
        say.result({"conflicts": found}, as_json=True)
    else:
        columns = ("conflict_id", "login", "duties", "about", "why", "evidence", "owner", "found_on", "state", "until")
        rows = [[getattr(one, name) or "" for name in columns] for one in found]
        say.table(columns, rows, "Duties at odds")
    if any(one.state == conflicts.OPEN for one in found):
        raise typer.Exit(1)


def accepted(asked: Asked, conflict: str, until: date, reason: str, by: str) -> None:
    """Ask to let a conflict stand."""
    done = accepting.ask(books.writing(asked), conflict, until, reason=reason, actor=by)
    say.waits(done, as_json=asked.json)
