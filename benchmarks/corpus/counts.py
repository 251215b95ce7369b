"""Counts that a manifest states for a file, asked of what was read: nothing may be lost between the two."""

import re
from collections.abc import Callable, Iterator

from benchmarks.corpus.outcome import Outcome
from parsers.records import Kind, Method

Count = Callable[[Outcome], int]


def _read(read: Outcome, mark: str = "") -> int:
    """Return the entries and what was set aside: each record of the file is one of the two."""
    return len(read.entries) + sum(found.raw.lstrip().startswith(mark) for found in read.set_aside if mark)


def _remittance(read: Outcome) -> int:
    """Return the documents that remittance lines name; an adjustment that stands alone is none."""
    return sum(line.qualifier != "adjustment" for entry in read.entries for line in entry.remittance)


def _credit(read: Outcome) -> int:
    """Return what came in, in minor units."""
    return sum(entry.minor for entry in read.entries if entry.credit and entry.kind is not Kind.ADVICE)


def _elements(name: str) -> Count:
    """Return the count of XML elements of a name in what entries and findings hold as received.

    A camt `Ntry` is told once: by its one entry, or by the first of its details; each further detail tells its own
    `TxDtls`; what was set aside is told by its finding. An entry made of what details leave tells nothing.
    """
    start = re.compile(rf"<(?:[\w.-]+:)?{name}[\s/>]")

    def count(read: Outcome) -> int:
        raws = [entry.raw for entry in read.entries] + [found.raw for found in read.set_aside]
        return sum(len(start.findall(raw)) for raw in raws)

    return count


#: (count of a manifest, format it is asked of) -> how many were read; only those of `AT_LEAST` may be more.
COUNTS: dict[tuple[str, str], Count] = {
    ("details", "bai2"): lambda read: _read(read, "16"),
    ("accounts", "bai2"): lambda read: len(read.statements),
    ("credit_cents", "bai2"): _credit,
    ("details", "nai"): lambda read: _read(read, "16"),
    ("accounts", "nai"): lambda read: len(read.statements),
    ("credit_cents", "nai"): _credit,
    ("entries", "nacha"): lambda read: _read(read, "6"),
    ("checks", "lockbox"): lambda read: sum(entry.method is Method.CHECK for entry in read.entries),
    ("n.RMR", "edi820"): _remittance,
    ("n.RMR", "edi823"): _remittance,
    (":61:", "mt940"): lambda read: _read(read, ":61:"),
    (":61:", "mt942"): lambda read: _read(read, ":61:"),
    (":61:", "mt950"): lambda read: _read(read, ":61:"),
    ("STMTTRN", "ofx"): lambda read: _read(read, "<"),
    **{
        (element, name): _elements(element)
        for element in ("Ntry", "TxDtls", "Strd")
        for name in ("camt052", "camt053", "camt054")
    },
    **{("Strd", name): _elements("Strd") for name in ("pacs008", "pacs009", "pain001", "remt001")},
    ("CdtTrfTxInf", "pacs008"): _read,
    ("CdtTrfTxInf", "pacs009"): _read,
    ("CdtTrfTxInf", "pain001"): _read,
}
AT_LEAST = {"n.RMR"}


def missed(read: Outcome, counts: dict[str, int]) -> Iterator[str]:
    """Yield each count that did not come true."""
    for name, stated in counts.items():
        count = COUNTS.get((name, read.format))
        if count is None:
            continue
        wanted = max(stated, read.data.count(b"@@:61:")) if name == ":61:" else stated  # another mark for a line's end
        got = count(read)
        if got < wanted or (got > wanted and name not in AT_LEAST):
            yield f"{name}: {wanted} in the file, {got} read"


def asked(counts: dict[str, int], name: str) -> int:
    """Return how many of the counts are asked of a format."""
    return sum((count, name) in COUNTS for count in counts)
