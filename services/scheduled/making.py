"""Reports by the clock: what is due, and files of each that are made once, mailed once and never change again."""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from kit import whole_files
from kit.refusals import Invalid, NotFound
from ledger import configs, tables
from services import reports
from services.reports import forms
from services.reports.asked import asked
from services.scheduled import mailing, wanted
from services.scheduled.wanted import Timed
from services.scheduled.weekly import Altered
from services.workspace import Workspace


def check(workspace: Workspace, text: str) -> dict[str, Timed]:
    """Return the reports of a text. Refused: Invalid with all that is wrong."""
    told = wanted.read(text)
    if wrong := [f"{one.name}: {says}" for one in told.values() for says in _wrong(workspace, one)]:
        raise Invalid("; ".join(wrong))
    return told


def _wrong(workspace: Workspace, one: Timed) -> Iterator[str]:
    """Yield what of a report cannot be."""
    known = tuple(forms.FORMS)
    try:
        known = reports.named(one.report).forms
        asked(reports.named(one.report).options, date.min, one.options)
    except (Invalid, NotFound) as refused:
        yield refused.detail
    if unknown := set(one.forms) - set(known):
        yield f"there is no format {min(unknown)}: there is {', '.join(known)}"
    yield from mailing.barred(workspace.settings, one).values()


def due(workspace: Workspace, connection: Connection) -> Iterator[tuple[str, str, date]]:
    """Yield entity, name and day of every run that nobody has asked for yet; without a folder there is none."""
    if workspace.settings.weekly_folder is None:
        return
    now = workspace.now().astimezone(ZoneInfo(workspace.settings.time_zone))
    newest = now.date() if now.hour >= wanted.HOUR else date.fromordinal(now.toordinal() - 1)
    for entity, version in configs.everywhere(connection, configs.REPORTS, newest).items():
        made = _made(connection, entity)
        for name, one in wanted.read(version.body).items():
            days = one.due(newest, made.get(name), version.effective_from)
            yield from ((entity, name, day) for day in days)


def _made(connection: Connection, entity: str) -> dict[str, date]:
    """Return by name the last day of which a report was asked for."""
    work = tables.work
    keys = connection.scalars(select(work.c.key).where(work.c.kind == wanted.KIND, work.c.entity == entity))
    return {name: date.fromisoformat(day) for name, _, day in sorted(key.rpartition(" ") for key in keys)}


def run(workspace: Workspace, name: str, day: date) -> int:
    """Make a report of a day, mail it to whom it names, and return how many files it has.

    One that was made stays as it is, and is looked at. By the version of the day, whatever was decided since. Refused:
    Invalid where none asks for it, or there is no folder; Altered where a file was changed or taken away since;
    NotDelivered where it did not leave; what the report refuses.
    """
    folder = workspace.settings.weekly_folder
    with workspace.database.reading() as connection:
        version = configs.held(connection, workspace.settings.entity, configs.REPORTS, day)
    one = wanted.read(version.body if version else "").get(name)
    if folder is None or one is None:
        raise Invalid("TIEOUT_WEEKLY_FOLDER names no folder" if one else f"no report {name} is asked for on {day}")
    place, of = folder / workspace.settings.entity / name, one.of(day)
    made = _made_before(place, f"{one.name}-{of}.manifest.json")
    if made is None:
        made = {f"{name}-{of}.{form}": reports.file(workspace, one.report, of, form, one.options) for form in one.forms}
        place.mkdir(parents=True, exist_ok=True)
        for file, content in made.items():
            whole_files.write(place / file, content)
        digests = {file: sha256(content).hexdigest() for file, content in made.items()}
        told = {"report": one.report, "as_of": of.isoformat(), "options": one.options, "files": digests}
        manifest = (json.dumps(told, indent=2, sort_keys=True) + "\n").encode()
        whole_files.write(place / f"{name}-{of}.manifest.json", manifest)
    mailing.deliver(workspace, one, of, place, made)
    return len(made)


def _made_before(place: Path, manifest: str) -> dict[str, bytes] | None:
    """Return the files that a manifest names, None where there is none yet. Refused: Altered."""
    if not (place / manifest).exists():
        return None
    found = {}
    for file, digest in json.loads((place / manifest).read_text(encoding="utf-8"))["files"].items():
        found[file] = (place / file).read_bytes() if (place / file).exists() else b""
        if sha256(found[file]).hexdigest() != digest:
            raise Altered(f"{place / file} was changed since it was written")
    return found
