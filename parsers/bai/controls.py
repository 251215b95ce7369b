"""BAI2 control totals and counts: what each trailer proves, and which reading of its account it proves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from parsers.bai.chunks import Run, chunked, runs
from parsers.bai.fields import READINGS, amount, detail, pairs, plain_fields, plausible
from parsers.bai.lines import INNER, Logical, physical, records
from parsers.records import Control, Proof, compared

#: A currency without decimals, so that totals add the raw digits as written (1.6).
_RAW = "USD"
_DRAFTED = ("89,", "90,")


class Verdict(NamedTuple):
    """What the trailer of one account says: how to read its 03, whether its money is proven, and its lines."""

    reading: str
    trusted: bool
    first: int
    last: int


@dataclass(slots=True)
class Plan:
    """What the first pass over a file found: verdicts by account and controls by trailer, both in file order."""

    split: frozenset[int] = frozenset()
    verdicts: list[Verdict] = field(default_factory=list)
    controls: list[tuple[Control, ...]] = field(default_factory=list)
    slashed: bool = False  # every 16 of the file ends in a slash: it is a terminator, not text (1.2)

    @property
    def failed(self) -> list[Verdict]:
        """Return the accounts whose trailer does not prove them."""
        return [verdict for verdict in self.verdicts if not verdict.trusted]


@dataclass(slots=True)
class _Tally:
    """What has been added up so far at one level: file, group or account."""

    line: int = 0
    total: int = 0
    members: int = 0
    records: int = 0
    scope: str = ""
    drafted: int = 0  # records of codes that never came into use: a bank that writes them counts them (2.4)


def plan(data: bytes, *, dialect: bool = False) -> Plan:
    """Survey a file and settle by its trailers how it is to be read (1.8): strict first, then lines cut inside text."""
    first = survey(data, frozenset(), dialect=dialect)
    if not first.failed:
        return first
    candidates = _inner_lines(data, first.failed)
    if not candidates:
        return first
    second = survey(data, frozenset(candidates), dialect=dialect)
    spoilt = {line for verdict in second.failed for line in candidates if verdict.first <= line <= verdict.last}
    if spoilt:
        second = survey(data, frozenset(candidates - spoilt), dialect=dialect)
    return second if len(second.failed) < len(first.failed) or len(second.verdicts) > len(first.verdicts) else first


def _inner_lines(data: bytes, failed: list[Verdict]) -> set[int]:
    """Return the lines of failed accounts whose text looks as if another record began inside it."""
    spans = iter(failed)
    span = next(spans)
    found: set[int] = set()
    for number, text in physical(data):
        while number > span.last:
            following = next(spans, None)
            if following is None:
                return found
            span = following
        if number >= span.first and text[:2] in {"16", "88"} and INNER.search(text):
            found.add(number)
    return found


def survey(data: bytes, split: frozenset[int], *, dialect: bool = False) -> Plan:
    """Add up a file once, keeping one verdict per account and the controls of each trailer."""
    result = Plan(split=split)
    surveyor = _Surveyor(result, dialect=dialect)
    if not split and chunked(data):
        for found in runs(data):
            surveyor.see(found) if isinstance(found, Logical) else surveyor.pass_over(found)
    else:
        for record in records(physical(data, split)):
            surveyor.see(record)
    surveyor.close(None)
    result.slashed = surveyor.details > 0 and surveyor.slashed
    return result


class _Surveyor:
    """Adds up one file; the second pass reads what it wrote into the plan."""

    def __init__(self, result: Plan, *, dialect: bool) -> None:
        self.result = result
        self.dialect = dialect
        self.readings = {"pairs": pairs, **READINGS} if dialect else READINGS
        self.file, self.group, self.account = _Tally(), _Tally(), _Tally()
        self.head: Logical | None = None  # the 03 whose trailer has not come yet
        self.last = 0
        self.details, self.slashed = 0, True  # transactions, and whether each ended in a slash
        self.ended = ""  # the trailer of the file after which nothing has come yet
        self.third = False  # a file of version 3

    def see(self, record: Logical) -> None:
        """Take one record into the tallies."""
        code, count = record.code, record.count
        ended, self.ended = self.ended, ""
        if record.wrapped or not code:
            self._drafted(record)
        if code == "":
            return
        if code == "16":
            self.account.total += _detail_amount(record)
            self.account.records += count
            self.details += 1
            self.slashed = self.slashed and record.parts[-1].rstrip().endswith("/")
            self.last = record.line + len(record.parts) - 1
        elif code == "03":
            self.close(None)
            self.head = record
            self.account = _Tally(record.line, records=count, scope=plain_fields(record)[0].strip())
            self.group.members += 1
            self.last = record.line
        elif code == "49":
            self.account.records += count
            self.close(record)
        elif code == "02":
            self.close(None)
            self._unclosed()
            self.group = _Tally(record.line, records=count, scope=_scope(record))
            self.file.members += 1
        elif code == "98":
            self.close(None)
            self.group.records += count
            self.result.controls.append(self.trailer(record, "group", self.group, "accounts"))
            self._up(record, self.group)
        elif code == "99" and ended == record.raw[0]:
            self.result.controls.append(())  # it stands there twice
        elif code == "99":
            self.ended = record.raw[0]
            self.close(None)
            self._unclosed()
            self.file.records += count
            self.result.controls.append(self.trailer(record, "file", self.file, "groups"))
            self.file = _Tally()
        else:
            self.close(None)
            self.file = _Tally(record.line, records=count, scope="file")
            self.third = (plain_fields(record)[7:8] or [""])[0].strip() == "3"

    def _drafted(self, record: Logical) -> None:
        """Count the lines of codes that only a draft of version 3 had; elsewhere they are words."""
        if self.third:
            tally = self.account if self.head else self.group
            tally.drafted += sum(line.startswith(_DRAFTED) for line in record.raw)

    def pass_over(self, run: Run) -> None:
        """Take many plain transactions into the tallies."""
        self.ended = ""
        self.account.total += run.total
        self.account.records += run.lines
        self.details += run.count
        self.slashed = self.slashed and run.slashed()
        self.last = run.line + run.lines - 1

    def close(self, trailer: Logical | None) -> None:
        """End the account in hand, by its trailer or without one, and hand its figures to the group."""
        tally, head = self.account, self.head
        self.account, self.head = _Tally(), None
        self.group.drafted += tally.drafted
        if head is None:
            self.group.records += tally.records
            if trailer is not None:
                self.result.controls.append(self.trailer(trailer, "account", tally, ""))
            return
        last = trailer.line if trailer else self.last
        if trailer is None:
            reading = next((name for name, read in self.readings.items() if plausible(read(head))), "strict")
            self.result.verdicts.append(Verdict(reading, trusted=False, first=head.line, last=last))
            self.group.records += tally.records
            return
        reading, controls = self.settled(head, tally, trailer)
        trusted = _proven(controls)
        self.result.verdicts.append(Verdict(reading, trusted, head.line, last))
        self.result.controls.append(controls)
        self.group.total += controls[0].expected or 0
        self.group.records += tally.records

    def settled(self, head: Logical, tally: _Tally, trailer: Logical) -> tuple[str, tuple[Control, ...]]:
        """Return the first reading of the 03 that the trailer's total proves, else the first that makes sense."""
        answers: dict[str, tuple[Control, ...]] = {}
        for name, read in self.readings.items():
            summaries = read(head)
            total = tally.total + sum(amount(summary.amount, _RAW)[0] or 0 for summary in summaries)
            controls = self.trailer(trailer, "account", replace(tally, total=total), "")
            answers[name] = _dialect(controls) if read is pairs and not self.dialect else controls
            if controls[0].proof is not Proof.MISMATCHED and plausible(summaries):
                return name, answers[name]
        sensible = next((name for name, read in self.readings.items() if plausible(read(head))), "strict")
        return sensible, answers[sensible]

    def trailer(self, record: Logical, level: str, tally: _Tally, members: str) -> tuple[Control, ...]:
        """Return the controls of one trailer; the dialect's have a second total behind all, and no count on a 49."""
        if not self.dialect:
            return _trailer(record, level, tally, members)
        fields = plain_fields(record)
        counted = [(f"{level}_total", tally.total)]
        counted += [(f"{level}_{members}", tally.members)] if members else []
        counted += [(f"{level}_records", tally.records)] if level == "file" else []
        found = list(_controls(record.line, tally.scope or level, fields, counted))
        second = amount(fields[len(counted)], _RAW)[0] if len(fields) > len(counted) else None
        agrees = second is not None and second == found[0].expected == tally.total
        proof = Proof.MATCHED if agrees else Proof.ABSENT  # what the second total leaves out is each bank's own
        scope = tally.scope or level
        found.append(
            Control(record.line, f"{level}_second_total", scope, second if agrees else None, tally.total, proof)
        )
        return tuple(found)

    def _unclosed(self) -> None:
        """Hand up a group that ends without its trailer, as it was read."""
        self.file.total += self.group.total
        self.file.records += self.group.records
        self.file.drafted += self.group.drafted
        self.group = _Tally()

    def _up(self, record: Logical, group: _Tally) -> None:
        """Hand a group's figures to the file: totals as the trailer states them."""
        stated, _ = amount(plain_fields(record)[0], _RAW)
        self.file.total += stated or 0
        self.file.records += group.records
        self.file.drafted += group.drafted
        self.group = _Tally()


def _proven(controls: tuple[Control, ...]) -> bool:
    """Tell whether a trailer proves its account: its total agrees and no count fails, or there is no money at all."""
    total = controls[0]
    if any(control.proof is Proof.MISMATCHED for control in controls):
        return False
    return total.proof is Proof.MATCHED or total.actual == 0


def _scope(record: Logical) -> str:
    """Name a group by originator and day."""
    fields = plain_fields(record)
    return "/".join(part.strip() for part in (*fields[1:2], *fields[3:4]) if part.strip()) or "group"


def _detail_amount(record: Logical) -> int:
    """Return the amount of a 16 as it counts in the totals: as written, whatever its direction."""
    fields = record.parts[0].split(",", 2)
    text = fields[1] if len(fields) > 2 else detail(record).amount
    return amount(text, _RAW)[0] or 0


def _dialect(controls: tuple[Control, ...]) -> tuple[Control, ...]:
    """Return the controls of the Australian dialect, whose trailer carries a second total in place of a count."""
    total, count = controls
    if count.expected != total.expected:
        return controls
    return total, Control(count.line, count.name, count.scope, None, count.actual, Proof.ABSENT)


def _trailer(record: Logical, level: str, tally: _Tally, members: str) -> tuple[Control, ...]:
    """Return the controls of one trailer: its total, its members where it has any, its records."""
    fields = plain_fields(record)
    counted = [(f"{level}_total", tally.total)]
    counted += [(f"{level}_{members}", tally.members)] if members else []
    counted.append((f"{level}_records", tally.records))
    *others, last = _controls(record.line, tally.scope or level, fields, counted)
    if tally.drafted and last.expected == tally.records + tally.drafted:
        last = replace(last, actual=last.expected, proof=Proof.MATCHED)
    return *others, last


def _controls(line: int, scope: str, fields: list[str], counted: Iterable[tuple[str, int]]) -> Iterator[Control]:
    """Yield one control per figure, in the order in which the trailer states them."""
    for index, (name, actual) in enumerate(counted):
        expected = amount(fields[index], _RAW)[0] if index < len(fields) else None
        yield compared(line, name, scope, expected, actual)
