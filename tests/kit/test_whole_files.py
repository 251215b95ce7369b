"""A file is there whole or not at all, and what a killed writer left is taken away by the next."""

import fcntl
from pathlib import Path

from kit import whole_files


def test_what_nobody_writes_on_is_taken_away(tmp_path: Path) -> None:
    left, held, other = (tmp_path / name for name in (".aging.csv.1", ".aging.csv.2", ".aging.json.1"))
    for begun in (left, held, other):
        begun.write_bytes(b"half")
    with held.open("rb") as writing:
        fcntl.flock(writing, fcntl.LOCK_EX)
        whole_files.write(tmp_path / "aging.csv", b"whole")
    assert (tmp_path / "aging.csv").read_bytes() == b"whole"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".aging.csv.2", ".aging.json.1", "aging.csv"]
