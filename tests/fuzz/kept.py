"""The kept corpus: one archive a format, each member an input that once reached something new or broke something."""

import hashlib
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2] / "fixtures" / "fuzz"
_DAY_ZERO = (1980, 1, 1, 0, 0, 0)


def path(name: str) -> Path:
    """Return where the corpus of a format is kept."""
    return ROOT / f"{name}.zip"


def kept(name: str) -> list[bytes]:
    """Return the kept inputs of a format, in the order of their names."""
    if not path(name).exists():
        return []
    with zipfile.ZipFile(path(name)) as archive:
        return [archive.read(member) for member in sorted(archive.namelist())]


def keep(name: str, inputs: Iterable[bytes]) -> int:
    """Write the corpus of a format: the same inputs give the same bytes. Return how many there are."""
    named = {hashlib.sha256(data).hexdigest()[:16]: data for data in inputs}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for member, data in sorted(named.items()):
            archive.writestr(zipfile.ZipInfo(member, _DAY_ZERO), data, zipfile.ZIP_DEFLATED, 9)
    ROOT.mkdir(parents=True, exist_ok=True)
    path(name).write_bytes(buffer.getvalue())
    return len(named)
