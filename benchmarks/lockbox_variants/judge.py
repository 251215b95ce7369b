"""What the reader made of an invented lockbox file, against what is in it."""

import parsers
from benchmarks.lockbox_variants.variant import Paper
from kit.findings import Finding
from parsers.records import Control, Entry, Proof, Ref

#: Findings by which the reader asks instead of answering.
ASKED = frozenset({"lockbox_layout_ambiguous", "lockbox_layout_unproven"})


def judged(data: bytes, papers: list[Paper]) -> str:
    """Return `recognised`, `asked`, or `misread:` and the first thing that is wrong."""
    entries: list[Entry] = []
    asked = False
    failed: list[Control] = []
    for record in parsers.read(data):
        if isinstance(record, Entry):
            entries.append(record)
        elif isinstance(record, Finding):
            asked = asked or record.code in ASKED
        elif isinstance(record, Control) and record.proof is Proof.MISMATCHED:
            failed.append(record)
    if asked:
        return "asked" if not any(entry.trusted for entry in entries) else "misread: asked and trusted"
    if failed:
        return f"misread: {failed[0].name}"
    if len(entries) != len(papers):
        return f"misread: {len(entries)} of {len(papers)} checks"
    wrong = (fault for entry, paper in zip(entries, papers, strict=True) if (fault := _fault(entry, paper)))
    return next((f"misread: {fault}" for fault in wrong), "recognised")


def _fault(entry: Entry, paper: Paper) -> str:
    """Return what of one check is not as it was written, or an empty text."""
    serial = next((one.value.lstrip("0 ") for one in entry.references if one.kind is Ref.CHECK), "")
    routing = paper.routing if len(entry.payer.routing) > 8 else paper.routing[:8]
    pairs = {
        "amount": (entry.minor, paper.minor),
        "routing": (entry.payer.routing[-9:], routing),
        "account": (entry.payer.account, paper.account),
        "serial": (serial, paper.serial),
        "documents": (
            [(line.reference, line.paid, -sum(one.minor for one in line.adjustments)) for line in entry.remittance],
            paper.documents,
        ),
        "trusted": (entry.trusted, True),
    }
    return next((f"{name} {found!r} for {due!r}" for name, (found, due) in pairs.items() if found != due), "")
