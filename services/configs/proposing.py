"""Configuration is proposed, looked up, compared and brought back; what another person approves holds from its day."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kit.refusals import Invalid, NotFound
from ledger import configs
from ledger.configs import Version
from ledger.records import NewRequest
from services import control
from services.configs import holding, kinds, proposals
from services.configs.deeds import CONFIG
from services.dunning import strategies
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of a kind and name on a day: a version, else the settings' file, else the defaults.

    `coming` are the versions that begin later.
    """

    kind: str
    name: str
    means: str
    version: Version | None
    file: str
    coming: tuple[Version, ...]

    @property
    def says(self) -> str:
        """Return what holds, in words."""
        if self.version is not None and self.version.body:
            return f"version {self.version.number}, since {self.version.effective_from}"
        return self.file or "the defaults"


@dataclass(frozen=True, slots=True)
class When:
    """From which day a version holds, None: from its approval; and why."""

    reason: str
    on: date | None = None


def propose(
    workspace: Workspace, kind: str, text: str, when: When, *, name: str = "", actor: str, key: str = ""
) -> control.Asked:
    """Ask for a version of a kind; it holds from its day on once a second person approves it.

    Refused: NotFound for no such kind; Invalid with all that is wrong in the text, for a day that is past, or where it
    says what holds already; Ambiguous where the settings name a file that says something else.
    """
    told = kinds.named(kind)
    if not text.strip():
        raise Invalid(f"{kind}: the text is empty; bring version 0 back to end it")
    return _ask(workspace, told, text, when, name=name, restores=0, actor=actor, key=key)


def revert(
    workspace: Workspace, kind: str, number: int, when: When, *, name: str = "", actor: str, key: str = ""
) -> control.Asked:
    """Ask for an older version to hold again, as a new one; 0 brings back what was before any: a file, or the defaults.

    Refused: NotFound for no such kind or version; else as `propose`.
    """
    told = kinds.named(kind)
    text = one(workspace, kind, number, name).body if number else ""
    return _ask(workspace, told, text, when, name=name, restores=number, actor=actor, key=key)


def standing(workspace: Workspace, on: date) -> list[Standing]:
    """Return what holds on a day, of every kind and name, in the order of the table."""
    found = []
    with workspace.database.reading() as connection:
        for kind in kinds.KINDS:
            versions = configs.listed(connection, workspace.settings.entity, kind.name)
            held = configs.holding(versions, on)
            file = kind.file(workspace)
            for name in sorted({one.name for one in versions}) or [""]:
                version = held.get(name)
                coming = tuple(one for one in versions if one.name == name and one.effective_from > on)
                said = str(file.path) if file and not (version and version.body) else ""
                found.append(Standing(kind.name, name, kind.means, version, said, coming))
    return found


def history(workspace: Workspace, kind: str, name: str | None = None) -> list[Version]:
    """Return the versions of a kind, of one name or of all, the newest first. Refused: NotFound for no such kind."""
    with workspace.database.reading() as connection:
        found = configs.listed(connection, workspace.settings.entity, kinds.named(kind).name, name)
    return found[::-1]


def one(workspace: Workspace, kind: str, number: int, name: str = "") -> Version:
    """Return a version. Refused: NotFound."""
    return _of_number(history(workspace, kind, name), kind, number, name)


def on_day(workspace: Workspace, kind: str, on: date, name: str = "") -> Version:
    """Return the version that holds on a day. Refused: NotFound where none does."""
    found = holding.version(workspace, kinds.named(kind).name, on, name)
    if found is None:
        raise NotFound(f"no version of {f'{kind} {name}'.rstrip()} holds on {on}")
    return found


def diff(workspace: Workspace, kind: str, first: int, second: int, name: str = "") -> list[str]:
    """Return the lines that differ between two versions, as `diff -u` tells them; 0 is what holds without any.

    Refused: NotFound.
    """
    held, none = history(workspace, kind, name), kinds.otherwise(workspace, kinds.named(kind))
    before, after = (_of_number(held, kind, number, name).body if number else none for number in (first, second))
    return list(proposals.changes(before, after))


def example(workspace: Workspace, kind: str) -> str:
    """Return a text of a kind to begin with. Refused: NotFound."""
    return kinds.named(kind).example(workspace)


def _of_number(held: Iterable[Version], kind: str, number: int, name: str) -> Version:
    """Return the version of a number. Refused: NotFound."""
    found = next((each for each in held if each.number == number), None)
    if found is None:
        raise NotFound(f"there is no version {number} of {kind} {name}".rstrip())
    return found


def _ask(
    workspace: Workspace, kind: kinds.Kind, text: str, when: When, *, name: str, restores: int, actor: str, key: str
) -> control.Asked:
    """Ask for a version."""
    called = kinds.called(kind, text, name)
    if text:
        holding.settled(kind.file(workspace), text)
    if kind.name == configs.DUNNING and text:
        return strategies.propose(
            workspace, text, reason=when.reason, actor=actor, key=key, on=when.on, restores=restores
        )
    if kind.name == configs.DUNNING:
        return strategies.retire(workspace, called, reason=when.reason, actor=actor, key=key, on=when.on)
    if text:
        kind.check(workspace, text)
    otherwise = kinds.otherwise(workspace, kind)
    with workspace.database.reading() as connection:
        told = (kind.name, called, text)
        change = proposals.change(workspace, connection, told, when.on, restores, otherwise=otherwise)
    body = json.dumps({"kind": kind.name, "name": called, **change}, sort_keys=True, ensure_ascii=False)
    wanted = NewRequest(CONFIG, f"{kind.name} {called}".rstrip(), body, when.reason)
    return control.ask(workspace, wanted, actor, key)
