"""What `tieout audit verify` does: proves the audit trail, and names the first row that is not what was written."""

import re
import sys

from cli import books, say
from cli.asked import Asked
from kit.refusals import Invalid
from ledger import trail

_NOTED = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})")


def verified(asked: Asked, holds: str) -> None:
    """Recompute the chain; where it is broken say where first, and exit with 1. Refused: Invalid for a bad note."""
    known = _noted(holds)
    workspace = books.reading(asked)
    with workspace.database.reading(sorted_on_disk=True) as connection:
        found = trail.verify(connection, known)
    first = found.broken[0] if found.broken else None
    data = {
        "holds": first is None,
        "batches": found.batches,
        "head": f"{found.batches}:{found.head}",
        "first": first,
        "broken": found.broken,
    }
    whole = [f"the trail holds: {found.batches:,} batches, the newest is", f"{found.batches}:{found.head}"]
    say.result(data, as_json=asked.json, lines=[] if first else whole)
    for broken in found.broken:
        say.reason(f"{broken.code}: {broken.message}")
    if first:
        sys.exit(1)


def _noted(text: str) -> tuple[int, str] | None:
    """Return the batch and the hash of a note, as `verify` printed it. Refused: Invalid."""
    if not text:
        return None
    if not (read := _NOTED.fullmatch(text.strip().lower())):
        raise Invalid(f"{text!r} is no note of a batch: it reads 120: and 64 hexadecimal digits")
    return int(read[1]), read[2]
