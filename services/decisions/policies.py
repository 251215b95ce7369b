"""Each legal entity has its policy: the version of the books, else `<entity>.toml` in the folder, else the one file."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection

from kit.refusals import Invalid, NotFound
from ledger.configs import POLICY
from matcher import Policy, policy_file
from matcher.policy import PLACES
from services.configs import holding
from services.workspace import Workspace

#: Where a value comes from that no file states.
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Value:
    """One value that holds: its place in the file, how the file writes it, where it comes from, what it means."""

    place: str
    value: str
    source: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Held:
    """The policy of an entity as it holds: its file or version (`""`: none), digest, values, what is old in it.

    `currency` is that of the amounts; `abroad` names the currencies that have a table of their own.
    """

    entity: str
    file: str
    version: str
    digest: str
    currency: str
    abroad: tuple[str, ...]
    values: tuple[Value, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a policy is read from: as it is called whole, and beside a line; both empty where it is none."""

    whole: str = ""
    short: str = ""


def of(workspace: Workspace, on: date | None = None, *, within: Connection | None = None) -> Policy:
    """Return the policy of the workspace's entity on a day, today's else; a command asks `within` its connection.

    Refused: BadPolicy; NotFound where a file that is named is not; Ambiguous where books and settings disagree.
    """
    return _read(workspace, on, within)[0].policy


def held(workspace: Workspace) -> Held:
    """Return the policy of the workspace's entity with where each value comes from. Refused: as `of`."""
    return _held(workspace, *_read(workspace))


def stated(workspace: Workspace) -> Held:
    """Return the policy that the settings state, as where there are no books yet. Refused: as `of`."""
    return _held(workspace, *_stated(workspace))


def shadow_held(workspace: Workspace) -> Held | None:
    """Return the policy in the shadow with where each value comes from, None where there is none. As `shadow`."""
    told, path = shadow(workspace), shadow_path_of(workspace)
    return _held(workspace, told, _Place(str(path), path.name)) if told and path else None


def _held(workspace: Workspace, told: policy_file.Read, place: _Place) -> Held:
    """Return a policy as it is shown."""
    policy, currency = told.policy, told.policy.currency or workspace.settings.currency
    return Held(
        entity=workspace.settings.entity,
        file=place.whole,
        version=policy.version,
        digest=policy.digest,
        currency=policy.currency,
        abroad=tuple(name for name, _ in policy.currencies),
        values=tuple(
            Value(
                key,
                policy_file.written(name, getattr(policy, name), currency).strip('"'),
                f"{place.short}, {told.stated[name]}" if place.short and name in told.stated else DEFAULT,
                str(Policy.model_fields[name].description),
            )
            for name, key in PLACES.items()
        ),
        warnings=told.warnings,
    )


def checked(workspace: Workspace, path: Path) -> policy_file.Read:
    """Return the policy of a file, which need not be in use. Refused: BadPolicy, NotFound, Invalid (no UTF-8)."""
    return _told(workspace, path)


def checked_text(workspace: Workspace, text: str, name: str) -> policy_file.Read:
    """Return the policy of a text that could hold in the workspace's entity. Refused: BadPolicy with all its faults."""
    return _mine(workspace, policy_file.sourced(text, workspace.settings.currency, name=name), name)


def path_of(workspace: Workspace) -> Path | None:
    """Return the file of the workspace's entity, if it has one."""
    settings = workspace.settings
    own = settings.policy_folder / f"{quote(settings.entity, safe='')}.toml" if settings.policy_folder else None
    return own if own and own.is_file() else settings.policy_file


def named(workspace: Workspace) -> holding.Named | None:
    """Return the file that the settings name for the workspace's entity, and which setting does."""
    path = path_of(workspace)
    if path is None:
        return None
    one = path == workspace.settings.policy_file
    return holding.Named("TIEOUT_POLICY_FILE" if one else "TIEOUT_POLICY_FOLDER", path)


def shadow(workspace: Workspace) -> policy_file.Read | None:
    """Return the policy in the shadow of the entity's, None where no such file is. Refused: BadPolicy, Invalid."""
    path = shadow_path_of(workspace)
    return _own(workspace, path) if path else None


def shadow_path_of(workspace: Workspace) -> Path | None:
    """Return the shadow's file: `<entity>.shadow.toml` in the folder, else that beside the one file if it holds."""
    settings, holds = workspace.settings, path_of(workspace)
    folder, name = settings.policy_folder, quote(settings.entity, safe="")
    own = folder / f"{name}.shadow.toml" if folder else None
    if own and own.is_file():
        return own
    beside = holds.with_suffix(".shadow.toml") if holds and holds == settings.policy_file else None
    return beside if beside and beside.is_file() else None


def _read(
    workspace: Workspace, on: date | None = None, within: Connection | None = None
) -> tuple[policy_file.Read, _Place]:
    """Return the policy of the workspace's entity on a day, and where it is from."""
    version = holding.version(workspace, POLICY, on or workspace.today(), file=named(workspace), within=within)
    if version is not None:
        return checked_text(workspace, version.body, str(version)), _Place(str(version), str(version))
    return _stated(workspace)


def _stated(workspace: Workspace) -> tuple[policy_file.Read, _Place]:
    """Return the policy that the settings state, and where it is from."""
    file = named(workspace)
    if file is None:
        return policy_file.Read(Policy(), {}), _Place()
    return _own(workspace, file.path), _Place(str(file.path), file.path.name)


def _own(workspace: Workspace, path: Path) -> policy_file.Read:
    """Read a file that must not be another entity's."""
    return _mine(workspace, _told(workspace, path), str(path))


def _mine(workspace: Workspace, told: policy_file.Read, name: str) -> policy_file.Read:
    """Refuse another entity's policy."""
    if told.entity and told.entity != workspace.settings.entity:
        raise policy_file.BadPolicy(f"{name}: is the policy of {told.entity}, not of {workspace.settings.entity}")
    return told


def _told(workspace: Workspace, path: Path) -> policy_file.Read:
    """Read a file."""
    if not path.is_file():
        raise NotFound(f"{path}: there is no such policy file")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Invalid(f"{path}: no UTF-8 text") from wrong
    return policy_file.sourced(text, workspace.settings.currency, name=str(path))
