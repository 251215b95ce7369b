"""The key ring of the books: which keys seal what, a new key for everything, and an old key taken out once unused."""

from dataclasses import dataclass
from pathlib import Path

from kit import key_files, sealing
from kit.refusals import Conflict, Invalid, NotFound
from kit.sealing import KeyRing
from ledger import resealing
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the ring by its name: whether it seals, and how many values lie under it."""

    name: str
    seals: bool
    values: int


@dataclass(frozen=True, slots=True)
class Rotated:
    """A change of keys: the one that seals now, and how many rows of which table were sealed with it."""

    name: str
    rows: dict[str, int]


def listed(workspace: Workspace) -> list[Key]:
    """Return the keys of the ring, the one that seals first; a last one without a name for what is not sealed."""
    ring = _ring(workspace)
    with workspace.database.reading() as connection:
        counts = resealing.standing(connection)
    keys = [Key(name, name == ring.current, counts.pop(name, 0)) for name in ring.names()]
    return [*keys, *(Key(name, seals=False, values=count) for name, count in sorted(counts.items()))]


def rotate(workspace: Workspace) -> Rotated:
    """Put a new key first into the ring's file and seal everything with it; old keys stay, for older backups.

    A crash between the two leaves a ring that opens everything: `reseal` finishes. Refused: Invalid where the ring
    comes by the environment, whose owner puts a new text there.
    """
    path = _file(workspace)
    key_files.replace(path, sealing.fresh(key_files.text(path)))
    return reseal(workspace)


def reseal(workspace: Workspace) -> Rotated:
    """Seal everything with the first key of the ring. Refused: NoKey where a key it lies under is missing; Tampered."""
    ring = _ring(workspace)
    ring.reload()
    with workspace.database.writing() as connection:
        rows = resealing.reseal(connection)
    return Rotated(ring.current, rows)


def drop(workspace: Workspace, name: str) -> None:
    """Take a key out of the ring's file. Refused: NotFound; Conflict while anything lies under it."""
    path = _file(workspace)
    mine = next((key for key in listed(workspace) if key.name == name), None)
    if mine is None or name not in _ring(workspace).names():
        raise NotFound(f"the key ring has no key {name}")
    if mine.seals or mine.values:
        raise Conflict(f"{mine.values:,} values lie under the key {name}: `tieout key-ring rotate` first")
    key_files.replace(path, sealing.kept([*(set(_ring(workspace).names()) - {name})], key_files.text(path)))
    _ring(workspace).reload()


def _ring(workspace: Workspace) -> KeyRing:
    """Return the ring. Refused: Invalid where the books were opened without one."""
    if workspace.database.ring is None:
        raise Invalid("these books have no key ring: `tieout key-ring new FILE`, then set TIEOUT_KEY_RING_FILE")
    return workspace.database.ring


def _file(workspace: Workspace) -> Path:
    """Return the ring's file. Refused: Invalid where it has none."""
    path = key_files.place(workspace.settings, workspace.database.url)
    if path is None:
        raise Invalid("the key ring comes by TIEOUT_KEY_RING: put a new first key there, then `tieout key-ring reseal`")
    return path
