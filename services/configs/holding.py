"""Which text of a kind holds on a day: the books' version from its day on, before it the file of the settings."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from kit.refusals import Invalid
from ledger import configs
from ledger.configs import Version
from services.workspace import Workspace


class Ambiguous(Invalid):
    """The books and the settings each say what holds, and not the same."""

    code = "config_ambiguous"


@dataclass(frozen=True, slots=True)
class Named:
    """The file of a kind that the settings name, and the setting that does."""

    setting: str
    path: Path


def version(
    workspace: Workspace,
    kind: str,
    on: date,
    name: str = "",
    *,
    file: Named | None = None,
    within: Connection | None = None,
) -> Version | None:
    """Return the version that holds on a day; None where none does, so that the file or the defaults hold.

    A command asks `within` its connection. Refused: Ambiguous where one
    holds and the settings name a file that says something else.
    """
    with nullcontext(within) if within is not None else workspace.database.reading() as connection:
        held = configs.held(connection, workspace.settings.entity, kind, on, name)
    if held is None or not held.body:
        return None
    if file is not None and not same(file.path, held.body):
        raise Ambiguous(
            f"{held} holds since {held.effective_from}, and {file.setting} names {file.path}, which says otherwise:"
            f" unset {file.setting}"
        )
    return held


def same(path: Path, text: str) -> bool:
    """Say whether a file says what a text says; one that cannot be read does not."""
    try:
        return path.read_text(encoding="utf-8-sig").strip() == text.strip()
    except (OSError, UnicodeDecodeError):
        return False


def settled(file: Named | None, text: str) -> None:
    """Refuse a text that could not hold because the settings name a file that says something else: Ambiguous."""
    if file is not None and not same(file.path, text):
        raise Ambiguous(
            f"{file.setting} names {file.path}, which says something else: take that file in as it is, or unset"
            f" {file.setting} first"
        )


def flags(workspace: Workspace, on: date) -> Mapping[str, Version]:
    """Return the flags' version that holds on a day, by legal entity."""
    with workspace.database.reading() as connection:
        return configs.everywhere(connection, configs.FLAGS, on)
