"""A file is there whole or not at all, and what a killed writer left is taken away by the next."""

import fcntl
import os
from pathlib import Path

import pytest

from cli.acts import exports
from kit import whole_files
from tests.room import room


def test_what_nobody_writes_on_is_taken_away(tmp_path: Path) -> None:
    left, held, other = (tmp_path / name for name in (".aging.csv.1", ".aging.csv.2", ".aging.json.1"))
    for begun in (left, held, other):
        begun.write_bytes(b"half")
    with held.open("rb") as writing:
        fcntl.flock(writing, fcntl.LOCK_EX)
        whole_files.write(tmp_path / "aging.csv", b"whole")
    assert (tmp_path / "aging.csv").read_bytes() == b"whole"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".aging.csv.2", ".aging.json.1", "aging.csv"]


def test_what_there_is_no_room_for_is_named_and_leaves_the_one_before(tmp_path: Path) -> None:
    """The command's own words are in `tests/cli/test_bad_input.py`."""
    (tmp_path / "items.csv").write_bytes(b"before")
    with room(1000), pytest.raises(OSError, match=r"items\.csv"):
        exports.write(bytes(2000), tmp_path / "items.csv")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"items.csv": b"before"}


def test_an_export_goes_through_a_link_and_into_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "there.csv").touch()
    (tmp_path / "link.csv").symlink_to(tmp_path / "there.csv")
    exports.write(b"rows", tmp_path / "link.csv")
    assert ((tmp_path / "there.csv").read_bytes(), (tmp_path / "link.csv").is_symlink()) == (b"rows", True)

    os.mkfifo(tmp_path / "pipe")
    end = os.open(tmp_path / "pipe", os.O_RDWR)
    try:
        exports.write(b"rows", tmp_path / "pipe")
        assert os.read(end, 10) == b"rows"
    finally:
        os.close(end)
