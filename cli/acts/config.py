"""What `tieout config` does: tells the settings and where each comes from; rules are proposed, listed, compared."""

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import typer
from pydantic import SecretStr

from cli import books, say, typed
from cli.asked import Asked
from kit import secret_files
from kit.settings import Settings
from ledger.configs import Version
from services.configs import proposing

PREFIX = "TIEOUT_"
SHOWN = "set, not shown"


@dataclass(frozen=True, slots=True)
class Which:
    """A kind, a name, and a version where one is meant."""

    kind: str
    name: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Why:
    """Why something is asked for, from when it shall hold, and who asks."""

    reason: str
    start: date | None
    by: str

    @property
    def when(self) -> proposing.When:
        """Return reason and day as the use case takes them."""
        return proposing.When(self.reason, self.start)


def shown(asked: Asked, *, only: bool) -> None:
    """Show the settings; `only` those that are set."""
    workspace = books.closed(asked)
    settings = workspace.settings
    place = workspace.database.url.render_as_string(hide_password=True)
    rows = [
        {"setting": PREFIX + name.upper(), "value": _value(settings, name, place), "source": _source(settings, name)}
        for name in Settings.model_fields
    ]
    chosen = [row for row in rows if not only or row["source"] != "default"]
    if asked.json:
        say.result(chosen, as_json=True)
    else:
        say.table(("setting", "value", "source"), [tuple(row.values()) for row in chosen], "settings")


def _source(settings: Settings, name: str) -> str:
    """Tell where a setting comes from."""
    if path := secret_files.named(PREFIX, name):
        return f"file {path}"
    return "set" if name in settings.model_fields_set else "default"


def _value(settings: Settings, name: str, place: str) -> str:
    """Return a setting's value as it may be shown."""
    value = getattr(settings, name)
    if name == "database_url":
        return place
    if isinstance(value, SecretStr):
        return SHOWN
    return "" if value is None else str(value)


def kinds(asked: Asked, on: date | None) -> None:
    """List what holds of each kind on a day."""
    workspace = books.reading(asked)
    found = proposing.standing(workspace, on or workspace.today())
    if asked.json:
        say.result([asdict(one) for one in found], as_json=True)
        return
    rows = [(one.kind, one.name, one.says, _coming(one.coming), one.means) for one in found]
    say.table(("kind", "name", "holds", "to_come", "means"), rows, "configuration")


def text(asked: Asked, which: Which, on: date | None) -> None:
    """Print the text of a version, or of what holds on a day."""
    workspace = books.reading(asked)
    if which.version:
        found = proposing.one(workspace, which.kind, which.version, which.name)
    else:
        found = proposing.on_day(workspace, which.kind, on or workspace.today(), which.name)
    if asked.json:
        say.result(asdict(found), as_json=True)
    else:
        typer.echo(found.body, nl=not found.body.endswith("\n"))


def example(asked: Asked, kind: str) -> None:
    """Print a text to begin with."""
    told = proposing.example(books.closed(asked), kind)
    say.result({"kind": kind, "text": told}, as_json=asked.json, lines=[told.rstrip()])


def proposed(asked: Asked, which: Which, file: Path, why: Why) -> None:
    """Ask for a version."""
    told = typed.text(file)
    done = proposing.propose(books.writing(asked), which.kind, told, why.when, name=which.name, actor=why.by)
    say.waits(done, as_json=asked.json)


def reverted(asked: Asked, which: Which, why: Why) -> None:
    """Ask for an older version to hold again."""
    done = proposing.revert(books.writing(asked), which.kind, which.version, why.when, name=which.name, actor=why.by)
    say.waits(done, as_json=asked.json)


def history(asked: Asked, which: Which) -> None:
    """List the versions of a kind."""
    found = proposing.history(books.reading(asked), which.kind, which.name or None)
    if asked.json:
        say.result([asdict(one) for one in found], as_json=True)
        return
    rows = [(one.number, one.name, *_dated(one), one.proposed_by, one.decided_by, one.why) for one in found]
    say.table(("version", "name", "from", "what", "asked_by", "decided_by", "why"), rows, which.kind)


def compared(asked: Asked, which: Which, first: int, second: int) -> None:
    """Show the lines that differ."""
    lines = proposing.diff(books.reading(asked), which.kind, first, second, which.name)
    say.result({"lines": lines}, as_json=asked.json, lines=lines or ["they say the same"])


def _dated(one: Version) -> tuple[str, str]:
    """Return from when a version holds, and what it is."""
    what = f"brings version {one.restores} back" if one.restores else "" if one.body else "ends it"
    return one.effective_from.isoformat(), what


def _coming(versions: tuple[Version, ...]) -> str:
    """Return what is to come."""
    return ", ".join(f"version {one.number} from {one.effective_from}" for one in versions)
