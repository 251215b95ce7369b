"""Read ACH files as the receiving company gets them: batches to statements, entries to receipts, returns and notices.

Layouts and codes: Nacha Operating Rules, appendix on record formats. A credit code (22, 32, 42, 52) brings money to
the receiver of the file; in a batch that we sent to collect debits it is the other way round (`nacha_heads`).
"""

import re
from collections.abc import Iterable, Iterator

from kit.findings import Finding, Severity
from kit.refusals import Unreadable
from parsers.codes.nacha_sec import CLASSES, is_batch
from parsers.nacha.batches import Batch, batches, controls
from parsers.nacha.entries import runs
from parsers.nacha.heads import PIN, Head, head, statement
from parsers.nacha.records import COLUMNS, plain, walk
from parsers.reading import READING, Reading
from parsers.records import Proof, Record

_FILE_HEADER = re.compile(rb"1\d\d[ \d]")
#: Record size and blocking factor stand at 35-39; where the blank before the destination is missing, a column before.
_SIZES = (slice(34, 37), slice(33, 36))
_BATCH_HEADER = re.compile(rb"5[0-9]{3}.{36}[ -~]{10}[A-Za-z]{3}", re.DOTALL)
_ENTRY = re.compile(rb"6[2-8][0-9][0-9 ]{9}.{17}[0-9 ]{10}", re.DOTALL)
_TOO_FEW = COLUMNS - 8


def knows(head: bytes) -> bool:
    """Tell whether the first bytes are an ACH file header, or a batch of one without its header.

    A file header says 094 at 35-37; where it does not, a batch header behind it tells.
    """
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\x00 ")
    first = head.splitlines()[0] if head else b""
    if _FILE_HEADER.match(first):
        return any(first[columns] == b"094" for columns in _SIZES) or is_batch(first[COLUMNS:] or head[len(first) :])
    if _BATCH_HEADER.match(first):
        return len(first) >= _TOO_FEW
    return bool(_ENTRY.match(first)) and COLUMNS - 1 <= len(first.rstrip()) <= COLUMNS


def parse(data: bytes, reading: Reading = READING) -> Iterator[Record]:
    """Yield per batch its statement, its controls and its entries, and the controls of each file after its batches.

    A pin of the kind `nacha` says whose view a sender's files take: `received` or `originated`.
    """
    data = plain(data)
    _refuse_report(data)
    view = next(reversed(reading.pinned(PIN)), "")
    for found in batches(walk(data)):
        if isinstance(found, Batch):
            for run in _batch(found, view):
                yield from run
        else:
            yield found


def _refuse_report(data: bytes) -> None:
    """Refuse a report that lists entries under a file header and has no batches at all."""
    if data.startswith(b"1") and b"\n6" in data and b"\n5" not in data and b"\n8" not in data:
        message = (
            "The file looks like ACH but has no batches (5 and 8): it is a bank's report of ACH receipts, "
            "which says neither who pays nor what it sums to. Ask the bank for the NACHA file."
        )
        raise Unreadable(message)


def _batch(batch: Batch, view: str) -> Iterator[Iterable[Record]]:
    """Yield the records of a batch, many at a time: where its totals fail, its entries are not trusted."""
    proofs = list(controls(batch))
    agreed = all(control.proof is not Proof.MISMATCHED for control in proofs)
    proven = batch.header is None or batch.control is not None
    shared = head(batch, view)
    yield (statement(batch, shared), *proofs)
    yield _wrong(batch, shared, agreed=agreed, proven=proven)
    yield from runs(batch, shared, trusted=agreed and proven)


def _wrong(batch: Batch, shared: Head, *, agreed: bool, proven: bool) -> Iterator[Finding]:
    """Say what is wrong with a batch as a whole."""
    if batch.header is not None:
        if not proven:
            message = f"Batch {batch.number} has no control (8): nothing in it is posted unseen"
            yield Finding(batch.header.number, "batch_without_control", message)
        if shared.sec not in CLASSES:
            message = f"No entry class {shared.sec!r}; its entries are read as those of most classes"
            yield Finding(batch.header.number, "class_unknown", message, Severity.WARNING)
    if not agreed:
        line = batch.control.number if batch.control else 0
        message = f"The totals of batch {batch.number} do not agree with its entries: nothing is posted unseen"
        yield Finding(line, "batch_totals", message)
