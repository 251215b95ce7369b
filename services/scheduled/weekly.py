"""The weekly aging: what is past due on a Monday, by rep, by collector and in all, as files that never change again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from sqlalchemy import func, select

from kit import whole_files
from kit.refusals import Conflict
from ledger import tables
from services import reports
from services.workspace import Workspace

#: File name -> by what the aging is cut.
CUTS: Mapping[str, str] = {
    "reps": "sales_rep",
    "collectors": "collector",
    "company": "currency",
    "customers": "customer",
}
FORMS = ("csv", "xlsx", "pdf")


class Altered(Conflict):
    """A file of an earlier run is no longer what was written: put it aside and run again."""

    code = "report_altered"
    retry = False


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote: the day, how much was known, and the digest of each file."""

    as_of: date
    batch: int
    files: dict[str, str]
    again: bool


def run(workspace: Workspace, folder: Path, as_of: date) -> Written:
    """Write the aging of a day into a folder; a run for a day that was run before writes the same bytes.

    How much was known is kept beside the files: what is recorded later, back-dated or not, is left out for ever.
    Refused: Altered where a file was changed since.
    """
    manifest = folder / f"aging-{as_of}.json"
    before = json.loads(manifest.read_text(encoding="utf-8")) if manifest.exists() else None
    batch = before["batch"] if before else _newest(workspace)
    made = dict(_files(workspace, as_of, batch))
    digests = {name: sha256(content).hexdigest() for name, content in made.items()}
    if before and (wrong := sorted(name for name, digest in before["files"].items() if digests.get(name) != digest)):
        raise Altered(f"{wrong[0]} would differ from what was written for {as_of}")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        path = folder / name
        if before and path.exists() and path.read_bytes() != content:
            raise Altered(f"{path} was changed since it was written")
        whole_files.write(path, content)
    told = {"as_of": as_of.isoformat(), "batch": batch, "entity": workspace.settings.entity, "files": digests}
    whole_files.write(manifest, (json.dumps(told, indent=2, sort_keys=True) + "\n").encode())
    return Written(as_of, batch, digests, again=before is not None)


def _files(workspace: Workspace, as_of: date, batch: int) -> list[tuple[str, bytes]]:
    """Return the files of a day by name."""
    return [
        (
            f"aging-{as_of}-{name}.{form}",
            reports.file(workspace, "aging", as_of, form, {"by": by, "known_at": str(batch)}),
        )
        for name, by in CUTS.items()
        for form in FORMS
    ]


def _newest(workspace: Workspace) -> int:
    """Return the number of the newest command."""
    with workspace.database.reading() as connection:
        return int(connection.execute(select(func.coalesce(func.max(tables.batch.c.no), 0))).scalar_one())
