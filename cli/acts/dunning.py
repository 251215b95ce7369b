"""What `tieout dunning` does: try and ask for strategies, write and send the letters of a day, list them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cli import books, say, typed
from cli.asked import Asked
from dunning.planning import REASONS
from kit.money import grouped
from kit.refusals import Invalid
from services.dunning import inbox, runs, sending, strategies


@dataclass(frozen=True, slots=True)
class Block:
    """A customer that nobody writes to, as it was typed."""

    customer: str
    kind: str
    until: str
    reason: str


def standard() -> None:
    """Print the strategy to begin with."""
    say.result(None, as_json=False, lines=[strategies.starting().rstrip()])


def proposed(asked: Asked, file: Path, reason: str, by: str) -> None:
    """Ask for a strategy."""
    done = strategies.propose(books.writing(asked), _text(file), reason=reason, actor=by)
    say.waits(done, as_json=asked.json)


def retired(asked: Asked, name: str, reason: str, by: str) -> None:
    """Ask for a strategy to end."""
    done = strategies.retire(books.writing(asked), name, reason=reason, actor=by)
    say.waits(done, as_json=asked.json)


def simulated(asked: Asked, file: Path, first: date | None, days: int) -> None:
    """Say what a strategy would write."""
    workspace = books.reading(asked)
    found = strategies.simulate(workspace, _text(file), first or workspace.today(), days)
    if asked.json:
        say.result({"days": found}, as_json=True)
        return
    rows = [[one.on, _counts(one.letters), _money(one.minor), _counts(one.left_alone)] for one in found]
    say.table(("day", "letters", "asked_for", "left_alone"), rows, "What would be written")


def planned(asked: Asked, on: date | None) -> None:
    """List the letters of a day and what is left alone."""
    told = runs.propose(books.reading(asked), on)
    if asked.json:
        say.result(told, as_json=True)
        return
    if told.stale:
        say.reason(f"nothing can be sent: {told.stale}")
    rows = [
        [
            *(one.customer_number, one.name, one.level, one.channel, len(one.lines)),
            *(grouped(one.minor, one.currency), one.currency, one.recipient.splitlines()[0]),
        ]
        for one in told.plan.notices
    ]
    columns = ("customer", "name", "level", "by", "documents", "amount", "currency", "to")
    say.table(columns, rows, f"Letters of {told.plan.run_on}")
    left = [
        [
            *(one.customer_number, one.name, one.number, one.days),
            *(grouped(one.minor, one.currency), one.currency, REASONS[one.reason]),
        ]
        for one in told.plan.skipped
    ]
    say.table(("customer", "name", "document", "days", "amount", "currency", "why"), left, "Left alone")


def ran(asked: Asked, on: date | None, by: str) -> None:
    """Write the letters of a day."""
    done = runs.run(books.writing(asked), actor=by, on=on)
    lines = [f"{len(done.notices)} letters of {done.run_on} are queued", *_reasons(done.left_alone)]
    say.result(done, as_json=asked.json, lines=lines)


def sent(asked: Asked, by: str) -> None:
    """Send what is queued."""
    workspace = books.writing(asked)
    with say.progress(quiet=asked.json) as progress:
        done = sending.send(workspace, actor=by, progress=progress)
    lines = [f"{count} {state}" for state, count in done.items()] or ["nothing was queued"]
    say.result(done, as_json=asked.json, lines=lines)


def listed(asked: Asked, customer: str, state: str) -> None:
    """List letters."""
    rows = runs.listed(books.reading(asked), customer=customer, state=state)
    if asked.json:
        say.result({"letters": rows.rows(named=True)}, as_json=True)
        return
    columns = ("notice_id", "run_on", "customer_number", "name", "level", "channel", "minor", "currency", "state")
    shown = [
        [grouped(row["minor"], row["currency"]) if name == "minor" else row[name] for name in (*columns, "detail")]
        for row in rows.iter_rows(named=True)
    ]
    say.table(("letter", "day", "customer", "name", "level", "by", "amount", *columns[7:], "detail"), shown)


def shown(asked: Asked, letter_id: str) -> None:
    """Show a letter."""
    told = runs.letter(books.reading(asked), letter_id)
    steps = [f"{one['state']} by {one['by']} {one['detail']}".rstrip() for one in told["steps"]]
    head = [f"To: {told['recipient']}", f"Subject: {told['subject']}", "", told["body"]]
    say.result(told, as_json=asked.json, lines=[*head, *(steps or [told["state"]])])


def settled(asked: Asked, letter_id: str, note: str, by: str, *, went: bool) -> None:
    """Say whether a letter went."""
    state = runs.settle(books.writing(asked), letter_id, went=went, note=note, actor=by)
    told = {"notice_id": letter_id, "state": str(state)}
    say.result(told, as_json=asked.json, lines=[f"{letter_id} is {'sent' if went else 'sent again with the next'}"])


def replied(asked: Asked, file: Path, by: str) -> None:
    """Take an answer in."""
    done = inbox.take(books.writing(asked), typed.content(file), actor=by)
    seems = f", it seems to be {done.seems.replace('_', ' ')}" if done.seems else ""
    say.result(done, as_json=asked.json, lines=[f"{done.customer_number} answered {done.notice_id}{seems}"])


def blocked(asked: Asked, told: Block, by: str) -> None:
    """Write no letters to a customer, or again."""
    until = typed.day("--until", told.until)
    strategies.block(books.writing(asked), told.customer, told.kind, until, told.reason, actor=by)
    words = "is written to again" if told.kind == "lifted" else f"is not written to until {until or 'it is lifted'}"
    say.result(told, as_json=asked.json, lines=[f"{told.customer} {words}"])


def _text(file: Path) -> str:
    """Return a file's text. Refused: Invalid."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise Invalid(f"{file}: {wrong}") from wrong


def _reasons(left_alone: object) -> list[str]:
    """Return what was left alone, a line a reason."""
    assert isinstance(left_alone, dict)
    return [f"{count} left alone: {REASONS[reason]}" for reason, count in left_alone.items()]


def _counts(told: object) -> str:
    """Return counts by name in one line."""
    assert isinstance(told, dict)
    return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in told.items())


def _money(told: object) -> str:
    """Return amounts by currency in one line."""
    assert isinstance(told, dict)
    return ", ".join(f"{grouped(minor, currency)} {currency}" for currency, minor in told.items())
