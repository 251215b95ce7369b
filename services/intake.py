"""Intake takes a bank file once: its bytes under their hash, and what they say.

The bytes lie in the database, beside what was read from them: one backup then holds the evidence for every posting.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection, select

import ledger
import parsers
from kit.findings import Finding, Severity
from kit.ibans import is_iban
from kit.ids import content_id
from kit.refusals import AlreadyTaken, NotFound, TooLarge, Unreadable
from kit.sealing import plain
from ledger import sealed, tables
from ledger.evidence import BankControl, BankEntry, BankFile, BankFinding
from parsers.records import Control, Entry, Kind, Proof, Record, Remittance, Statement
from services.banking import copies, reissued, taking
from services.banking.reading import limits, reading
from services.jobs import kinds
from services.workspace import Workspace

MICROSECONDS = 1_000_000
#: Formats that tell of the day while it runs; the books wait for the statement of the whole day.
INTRADAY = {"camt052"}
#: Findings that say how a file was guessed to be read -> what confirms it.
GUESSED = {"mapping_guessed": "`tieout mapping confirm FILE`, or at the desk"}
#: Findings of a file of which not everything reached us, or cannot be read: what is missing may be money.
UNFINISHED = {"file_truncated", "xml_not_well_formed"}
_FOUND = tables.bank_finding.c
#: What the books say of a file that its bytes do not.
_REISSUED = select(_FOUND.line, _FOUND.code, _FOUND.message, _FOUND.severity).where(_FOUND.code == reissued.CODE)


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What came of a file. `entries` counts by kind, `money_in` sums credits by currency in minor units."""

    file_id: str  # SHA-256 of the bytes, in hex
    name: str
    format: str
    size: int
    taken_at: datetime
    latest_on: date | None  # the newest day the file tells of
    entries: dict[str, int]
    money_in: dict[str, int]
    controls: dict[str, int]  # matched, mismatched, absent
    findings: tuple[Finding, ...]
    fault: str = ""  # why nothing of it is in the books though it is kept, and what to do


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says, sorted by what it is."""

    entries: list[Entry]
    controls: list[Control]
    findings: list[Finding]
    heads: list[tuple[int, Statement]] = field(default_factory=list)  # each with how many entries stand before it


class Truncated(Unreadable):
    """The file ends before its end: the transfer was interrupted."""

    code = "file_truncated"


class Unconfirmed(Unreadable):
    """The file says nothing of how it is to be read, and nobody has confirmed the guess."""

    code = "mapping_unconfirmed"


def opened(workspace: Workspace, data: bytes, name: str) -> list[tuple[str, bytes]]:
    """Return the files in an archive as (name, bytes), each to be taken by itself; any other file as it is.

    Refused: Unreadable and TooLarge, for an archive.
    """
    if not parsers.is_archive(data):
        return [("".join(letter for letter in name if letter.isprintable()), data)]
    found = workspace.read(parsers.unpacked, data, name, limits(workspace.settings))
    return [("".join(letter for letter in told if letter.isprintable()), content) for told, content in found]


def take(
    workspace: Workspace, data: bytes, name: str, *, actor: str, partial: bool = False, match: bool = False
) -> FileOutcome:
    """Take a file, or refuse it and change nothing; with `match` what it says is matched beside, asked for with it.

    All of it is read and judged before anything is written; a large one is then written in parts (banking.taking).

    Refused: AlreadyTaken (the same bytes, under whatever name), TooLarge, Unreadable, Truncated (with `partial` what
    is there is taken and not trusted), RowRefused (banking.taking). A file with good and bad records is taken: the
    bad ones become findings, and where control totals fail its entries are not trusted.
    """
    if len(data) > workspace.settings.file_bytes_max:
        raise TooLarge.of(name, len(data), workspace.settings.file_bytes_max)
    sha256 = hashlib.sha256(data).hexdigest()
    taking.finish(workspace)
    _refuse_known(workspace, sha256, name)
    how = reading(workspace)
    source, read = _read(workspace, data, name, how)
    read = _whole(_confirmed(read, name), name, partial=partial)
    file = BankFile(sha256, name, source, data, len(data), _microseconds(workspace.now()), actor)
    numbered = reissued.parts(source, read.heads, read.entries)
    with workspace.database.reading() as connection:
        read = _compared(connection, file, numbered, read)
    rows = [*_kept(sha256, name, read), *reissued.kept(sha256, numbered)]
    result = {"entries": len(read.entries), "findings": len(read.findings)}
    priority = kinds.KINDS[taking.MATCH].priority if match else None
    if not taking.write(workspace, file, rows, result, priority=priority):
        _refuse_known(workspace, sha256, name)
    return _outcome(file, read)


def _compared(connection: Connection, file: BankFile, numbered: Mapping[str, reissued.Part], read: Read) -> Read:
    """Return what was read, not trusted where an earlier file told it otherwise."""
    entries, found = reissued.judged(connection, file.sha256, file.format, numbered, read.entries)
    return replace(read, entries=entries, findings=[*read.findings, *found])


def place(name: str, line: int) -> str:
    """Return where in a file something stands; line 0 means the whole file."""
    return f"{name}:{line}" if line else name


def taken(workspace: Workspace, file_id: str) -> FileOutcome:
    """Return what came of a file taken earlier. Refused: NotFound."""
    with workspace.database.reading() as connection:
        files = ledger.reads.bank_files(connection).rows(named=True)
        row = next((row for row in files if row["sha256"] == file_id), None)
        if row is None:
            raise NotFound(f"no file {file_id} was taken")
        content = connection.execute(select(tables.bank_file.c.content).where(tables.bank_file.c.sha256 == file_id))
        file = BankFile(
            file_id,
            row["name"],
            row["format"],
            sealed.row(connection, "bank_file", {"sha256": file_id, "content": content.scalar_one()})["content"],
            row["size"],
            _microseconds(row["taken_at"]),
            row["actor"],
        )
        again = connection.execute(_REISSUED.where(tables.bank_finding.c.sha256 == file_id)).all()
    _, read = _read(workspace, file.content, file.name, reading(workspace), file.format)
    read.findings.extend(Finding(line, code, message, Severity(said)) for line, code, message, said in again)
    return _outcome(file, read)


def _refuse_known(workspace: Workspace, sha256: str, name: str) -> None:
    """Refuse bytes that were taken before, and say when and under which name."""
    with workspace.database.reading() as connection:
        for row in ledger.reads.bank_files(connection).iter_rows(named=True):
            if row["sha256"] == sha256:
                when = row["taken_at"]
                raise AlreadyTaken(
                    f"{name}: taken before, on {when:%Y-%m-%d %H:%M} UTC as {row['name']}; nothing changed"
                )


def _microseconds(instant: datetime) -> int:
    """Return an instant as the books write it."""
    return int(instant.timestamp() * MICROSECONDS)


def _read(
    workspace: Workspace, data: bytes, name: str, how: parsers.Reading, source: str | None = None
) -> tuple[str, Read]:
    """Read the whole file as its format says, or as that of `source`, which it had. Refused: Unreadable, TooLarge."""
    try:
        known, *records = workspace.read_each(parsers.whole, data, how)
    except (Unreadable, TooLarge) as refused:
        raise type(refused)(f"{name}: {refused.detail}") from refused
    source = str(known) if source is None else source
    read = _parted(records)
    heads, entries, found = copies.once(source, read.heads, read.entries)
    read = replace(read, heads=heads, entries=entries, findings=[*read.findings, *found])
    if source in INTRADAY:
        read = replace(read, entries=[_noticed(entry) for entry in read.entries])
    return source, read


def _confirmed(read: Read, name: str) -> Read:
    """Return what was read by what a person confirmed. Refused: Unconfirmed for a guess."""
    guess = next((wrong for wrong in read.findings if wrong.code in GUESSED), None)
    if guess is not None:
        raise Unconfirmed(f"{place(name, guess.line)}: {guess.message}; nothing changed: {GUESSED[guess.code]}")
    return read


def _whole(read: Read, name: str, *, partial: bool) -> Read:
    """Return a file that is all there; of one that is not, what it holds, untrusted, or Truncated and nothing."""
    ends = [wrong for wrong in read.findings if wrong.code in UNFINISHED]
    if ends and not partial:
        why = ends[0].message.rstrip(".")
        raise Truncated(
            f"{place(name, ends[0].line)}: {why}; the transfer was interrupted and nothing was taken: ask the bank to"
            " send it again, or take what it holds with --partial"
        )
    faults = [wrong for wrong in read.findings if wrong.severity is Severity.ERROR]
    if not read.entries and faults:
        raise Unreadable(f"{place(name, faults[0].line)}: nothing in it can be read: {faults[0].message}")
    return replace(read, entries=[replace(entry, trusted=False) for entry in read.entries]) if ends else read


def _parted(records: Iterable[str | Record]) -> Read:
    """Part the records by what they are."""
    read = Read([], [], [])
    for record in records:
        match record:
            case Entry():
                read.entries.append(record)
            case Control():
                read.controls.append(record)
            case Finding():
                read.findings.append(record)
            case Statement():
                read.heads.append((len(read.entries), record))
    return read


def _noticed(entry: Entry) -> Entry:
    """Return the entry of an intraday report as a notice: the final statement tells it again, and is booked."""
    return replace(entry, kind=Kind.NOTICE) if entry.kind in {Kind.RECEIPT, Kind.TOTAL} else entry


def _kept(sha256: str, name: str, read: Read) -> Iterator[ledger.evidence.Evidence]:
    """Yield the rows of evidence."""
    for position, entry in enumerate(read.entries):
        yield _entry(sha256, position, entry)
    for control in read.controls:
        yield BankControl(
            sha256, control.line, control.name, control.scope, control.expected, control.actual, control.proof.value
        )
    for wrong in read.findings:
        yield BankFinding(sha256, name, wrong.line, wrong.code, wrong.message, wrong.severity.value, wrong.raw)


def _entry(sha256: str, position: int, entry: Entry) -> BankEntry:
    """Return an entry as it is kept; its id comes from the file's bytes and the place in it."""
    total_kind, total_key = entry.total_of or ("", "")
    return BankEntry(
        entry_id=content_id("ent", sha256, position),
        sha256=sha256,
        position=position,
        line=entry.line,
        kind=entry.kind.value,
        method=entry.method.value,
        credit=entry.credit,
        minor=entry.minor,
        currency=entry.currency,
        bank_reference=entry.bank_reference,
        booked_on=entry.booked_on,
        value_on=entry.value_on,
        payer_name=entry.payer.name,
        payer_account=entry.payer.account,
        payer_routing="" if is_iban(plain(entry.payer.account)) else entry.payer.routing,
        company_id=entry.payer.company_id,
        ultimate=entry.payer.ultimate,
        account=entry.account,
        refs=_json([[reference.kind.value, reference.value] for reference in entry.references]),
        remittance=_json([_line(line) for line in entry.remittance]),
        text="\n".join(entry.text),
        code=entry.code,
        total_kind=total_kind,
        total_key=total_key,
        trusted=entry.trusted,
        raw=entry.raw,
    )


def _line(line: Remittance) -> dict[str, object]:
    """Return a remittance line as it is kept: what the matcher asks, and the words for a person."""
    return {
        "qualifier": line.qualifier,
        "reference": line.reference,
        "also": [one.value if not isinstance(one, tuple) else one[1] for one in line.also],
        "paid": line.paid,
        "gross": line.gross,
        "discount": line.discount,
        "adjustments": [[one.minor, one.code, one.text, one.reference] for one in line.adjustments],
        "text": line.text,
        "truncated": line.truncated,
    }


def _json(value: object) -> str:
    """Return canonical JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _outcome(file: BankFile, read: Read) -> FileOutcome:
    """Count what was read."""
    return FileOutcome(
        file_id=file.sha256,
        name=file.name,
        format=file.format,
        size=file.size,
        taken_at=datetime.fromtimestamp(file.taken_at / MICROSECONDS, UTC),
        latest_on=max((entry.booked_on for entry in read.entries if entry.booked_on), default=None),
        entries=dict(sorted(Counter(entry.kind.value for entry in read.entries).items())),
        money_in=_money_in(read.entries),
        controls={proof.value: sum(control.proof is proof for control in read.controls) for proof in Proof},
        findings=tuple(read.findings),
    )


def _money_in(entries: Sequence[Entry]) -> dict[str, int]:
    """Sum what reached us by currency."""
    sums: Counter[str] = Counter()
    for entry in entries:
        if entry.credit and entry.kind in {Kind.RECEIPT, Kind.TOTAL, Kind.OTHER}:
            sums[entry.currency] += entry.minor
    return dict(sorted(sums.items()))
