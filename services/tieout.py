"""Tie-out decides which entries of different files are one and the same money, so that it is counted once.

Banks tell one payment several times: a statement line, a notification, the wire's own advice, a detail file under a
total. The source nearest to the payer is booked, the others are settled elsewhere.
The answer is a function of the set of entries; the order in which files arrived changes nothing, with two exceptions:
an entry whose money is applied or on account keeps its place, and so does a booked one before those that tell as near.
True twins inside one file stay two.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kit.days import business_days
from services.banking.told import (
    DETAIL,
    DETAIL_ONLY,
    PAYER_WRITTEN,
    PROCESSORS,
    REWORDED,
    SAME,
    Keys,
    Told,
    digits,
    names_others,
    one_name,
    other_number,
    same_account,
    same_payer,
    words,
)

#: How near a source stands to the payer: the nearest is booked, the others only tell of it.
NEARNESS = {
    "lockbox": 0,
    "edi823": 0,
    "edi820": 0,
    **dict.fromkeys(PROCESSORS, 0),
    "nacha": 1,
    "bgmax": 1,
    "fedwire": 2,
    "pacs008": 2,
    "pacs009": 2,
    "pacs004": 2,
    "mt103": 2,
    "mt202": 2,
    "mt910": 3,
    "mt900": 3,
    "camt054": 3,
    "cremul": 3,
    "camt053": 4,
    "coda": 4,
    "mt940": 4,
    "mt950": 4,
    "bai2": 5,
    "nai": 5,
    "ofx": 5,
    "bank_csv": 5,
    "bank_xlsx": 5,
    "camt052": 6,
    "qif": 7,
    "mt942": 6,
    "mt210": 7,
}
LIKELY_PAIRS_MAX = 10_000
_NAMES_BATCH = re.compile(r"\bBATCH\W{0,3}\d")


class Tie(NamedTuple):
    """`entry_id` is settled elsewhere: `by` tells the same money, and `rule` says how we know."""

    entry_id: str
    by: str
    rule: str


class Group(NamedTuple):
    """Details that one statement line may sum up, and the key under which banks name them."""

    rule: str
    key: str
    members: tuple[Told, ...]
    minor: int  # what they come to, less what was taken off them

    @property
    def first(self) -> Told:
        """Return the detail that stands first in its file."""
        return self.members[0]


def _one(kind: str) -> Callable[[Told], str]:
    """Return a key: the first reference of one kind, or nothing."""
    return lambda told: next(told.named(kind), "")


def _booking(told: Told) -> str:
    """Return the bank's reference of the booking a notified payment belongs to: its own, or the batch's after it."""
    return ([told.bank_reference, *told.named("bank")])[-1]


class Bundle(NamedTuple):
    """One way in which details lie together in a file; `key` is how banks name the bundle on the statement.

    `several`: only what holds several batches, for the sum of many proves more than one payment's amount.
    """

    rule: str
    sources: frozenset[str]
    shared: Callable[[Told], tuple[str, ...]]
    key: Callable[[Told], str]
    several: bool = False


_LOCKBOX, _BATCH = _one("lockbox"), _one("batch")
#: Files that list the checks of a lockbox.
BOXES = frozenset({"lockbox", "edi823", "edi820"})
_ACH = frozenset({"nacha"})
_FILE_DAY = Bundle("file_day", frozenset(DETAIL), lambda told: (str(told.day),), lambda _: "")
_FILE = Bundle("file", frozenset(DETAIL), lambda _: (), lambda _: "")
#: How details lie in a file, the most telling bundle first.
BUNDLES: tuple[Bundle, ...] = (
    Bundle("deposit", BOXES, lambda told: (_LOCKBOX(told), str(told.day)), _LOCKBOX),
    Bundle("deposit_batch", BOXES, lambda told: (_LOCKBOX(told), str(told.day), _BATCH(told)), _LOCKBOX),
    Bundle("notification", frozenset({"camt054", "cremul"}), lambda told: (_booking(told),), _booking),
    _FILE._replace(sources=_ACH, several=True),
    _FILE_DAY._replace(sources=_ACH, several=True),
    Bundle("ach_batch", _ACH, lambda told: (_BATCH(told), told.company_id, str(told.day)), _BATCH),
    Bundle("ach_company", _ACH, lambda told: (told.company_id, str(told.day)), lambda told: told.company_id),
    Bundle("payout", frozenset(PROCESSORS), lambda told: (_BATCH(told),), _BATCH),
    _FILE_DAY,
    _FILE,
)

#: Which details a total of each kind may sum up.
SUMS = {
    "lockbox": BOXES,
    "deposit": BOXES | {"camt054", "cremul"},
    "ach": {"nacha", "camt054", "cremul"},
    "card": set(PROCESSORS),
}


@dataclass
class Table:
    """The entries on the table: what is settled by what, and which details a statement line has told of."""

    days: int
    accounts: frozenset[str] = frozenset()  # digits of the accounts that statements were given for
    taken: Sequence[Told] = ()  # what is taken off bundles: refunds, chargebacks, fees; negative
    ties: list[Tie] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)
    explained: set[str] = field(default_factory=set)
    leads: dict[str, str] = field(default_factory=dict)  # settled entry -> the one telling that it is the same as
    told_in: defaultdict[str, set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )  # booked -> files that tell it

    def know(self, ties: Iterable[Tie], entries: Iterable[Told]) -> None:
        """Take over what was written down before; an advice's tie, or one of other days, says nothing of these."""
        there = {told.entry_id: told for told in entries}
        bys: dict[str, list[Told]] = defaultdict(list)
        for tie in ties:
            if tie.entry_id in there:
                bys[tie.entry_id] += [there[tie.by]] if tie.by in there else []
        for entry_id, by in bys.items():
            self._hear(there[entry_id], by)

    def settle(self, told: Told, by: Sequence[Told], rule: str) -> None:
        """Write down that `told` is the same money as `by`."""
        self.ties += [Tie(told.entry_id, other.entry_id, rule) for other in by]
        self._hear(told, by)

    def _hear(self, told: Told, by: Sequence[Told]) -> None:
        """Remember that `told` is settled, which files have told of what it leads to, and that a line explains it."""
        self.settled.add(told.entry_id)
        for other in by:
            self.told_in[self.booked(other)] |= {told.file_id}
            if other.source in DETAIL and told.source not in DETAIL:
                self.explained.add(other.entry_id)
        if len(by) == 1:
            self.told_in[self.booked(by[0])] |= self.told_in[told.entry_id]
            self.leads[told.entry_id] = by[0].entry_id

    def booked(self, told: Told) -> str:
        """Return the telling that is booked for this one: itself, or what it leads to."""
        entry_id = told.entry_id
        while entry_id in self.leads:
            entry_id = self.leads[entry_id]
        return entry_id

    def heard(self, told: Told, leader: Told) -> bool:
        """Return whether the file of `told` has told of the leader's money: what it tells besides is other money."""
        return told.file_id in self.told_in[self.booked(leader)]

    def open(self, entries: Iterable[Told]) -> list[Told]:
        """Return the entries that nothing has settled yet."""
        return [told for told in entries if told.entry_id not in self.settled]

    def near(self, one: Told, other: Told) -> bool:
        """Two tellings of one payment lie within a few business days, on one account; of one format, on one day."""
        days = 0 if one.source == other.source else self.days
        return abs(business_days(one.day, other.day)) <= days and same_account(one, other, self.accounts)


def tied(entries: Sequence[Told], days: int, known: Iterable[Tie] = (), *, taken: Sequence[Told] = ()) -> list[Tie]:
    """Return which entries are settled elsewhere, and by which; `days` is how many business days may lie between.

    `known` ties stand: what they settle stays settled, what they explain stays explained; only new ones are returned.
    Totals come before single lines: what a total accounts for, no other line of its file tells again. `taken` are lines
    that belong to a payout and are no sale: negative, what a processor took off it; positive, what else it added.
    """
    accounts = frozenset(digits(told.account) for told in entries if told.source not in DETAIL_ONLY) - {""}
    table = Table(days, accounts, taken)
    table.know(known, entries)
    ordered = sorted(entries, key=_order)
    before = [told for told in ordered if told.entry_id in table.settled]
    _again(table, before, ordered, SAME[:1])
    _known(table, ordered, lambda rule: rule not in PAYER_WRITTEN)
    for bundle in BUNDLES:
        _sums(table, [told for told in ordered if _sums_up(told) or told.source in DETAIL], bundle)
    _known(table, ordered, lambda rule: rule in PAYER_WRITTEN)
    _likely(table, ordered)
    for bundle in BUNDLES:
        _sums(table, ordered, bundle)
    _again(table, before, ordered, SAME)
    return sorted(table.ties)


def _order(told: Told) -> tuple[bool, bool, int, bool, str, int]:
    """Applied money first, then what is proven, then the source nearest to the payer, then what is booked already."""
    near = NEARNESS.get(told.source, len(NEARNESS))
    return (not told.applied, not told.trusted, near, not told.booked, told.file_id, told.position)


def _buckets(entries: Sequence[Told], keys: Keys) -> Iterator[list[Told]]:
    """Yield the entries that share a key, the currency and the amount."""
    buckets: dict[tuple[str, str, int], list[Told]] = defaultdict(list)
    for told in entries:
        for key in dict.fromkeys(keys(told)):
            buckets[key, told.currency, told.minor].append(told)
    return (bucket for bucket in buckets.values() if len(bucket) > 1)


def _known(table: Table, entries: Sequence[Told], chosen: Callable[[str], bool]) -> None:
    """Settle what the chosen rules know as one payment, the strongest rule first."""
    for rule, keys in SAME:
        if chosen(rule):
            for bucket in _buckets(table.open(entries), keys):
                if rule != REWORDED or _once(bucket):
                    _pair(table, bucket, rule)


def _once(bucket: Sequence[Told]) -> bool:
    """Whether each file tells of it once."""
    return len({told.file_id for told in bucket}) == len(bucket)


def _again(table: Table, before: Sequence[Told], entries: Sequence[Told], rules: Sequence[tuple[str, Keys]]) -> None:
    """Settle what tells once more of an entry that was settled before: its money is booked where that one's is."""
    settled = {told.entry_id for told in before}
    leading = {entry_id for entry_id, files in table.told_in.items() if files}
    fresh = [told for told in entries if told.entry_id not in leading]
    for rule, keys in rules if before else ():
        for bucket in _buckets([*before, *table.open(fresh)], keys):
            for leader in (told for told in bucket if told.entry_id in settled):
                _follow(table, leader, table.open(bucket), rule)


def _pair(table: Table, bucket: list[Told], rule: str) -> None:
    """Pair the tellings file by file, the n-th with the n-th; what the first file lacks, the next may lead."""
    rest = table.open(bucket)
    while len({told.file_id for told in rest}) > 1:
        leader, *others = rest
        _follow(table, leader, others, rule)
        rest = table.open(others)


def _follow(table: Table, leader: Told, others: Sequence[Told], rule: str) -> None:
    """Settle by the leader the first telling of it in each other file."""
    for file_id in sorted({told.file_id for told in others}):
        tellings = (told for told in others if told.file_id == file_id and _tells(table, told, leader))
        follower = next((told for told in tellings if _across(rule, told, leader)), None)
        if follower is not None:
            table.settle(follower, [leader], rule)


def _across(rule: str, told: Told, leader: Told) -> bool:
    """What the payer may write twice ties two formats only, and never two entries that the banks number otherwise.

    A line in other words is the same one where these name no other payer.
    """
    if rule == REWORDED:
        return same_payer(told, leader)
    return rule not in PAYER_WRITTEN or (told.source != leader.source and not other_number(told, leader))


def _tells(table: Table, told: Told, leader: Told) -> bool:
    """Whether one entry can be another file's telling of the leader; a total tells of no single payment."""
    alike = (told.kind == "total") == (leader.kind == "total") and told.file_id != leader.file_id
    return alike and not table.heard(told, leader) and table.near(told, leader)


def _likely(table: Table, entries: Sequence[Told]) -> None:
    """Tie a statement and a detail file by amount, day, way and payer: only where the whole file finds its lines.

    One amount proves nothing where prices repeat. A file all of whose payments stand on the statement, each on one
    line that no other payment fits, is told twice; a file of which only some fit holds money of its own.
    """
    rest = [told for told in table.open(entries) if told.kind == "receipt" and told.entry_id not in table.explained]
    payments = Counter((told.file_id, told.currency) for told in rest if told.source in DETAIL)
    found: dict[tuple[str, str, str], list[tuple[Told, Told]]] = defaultdict(list)
    for line, detail in _only_fits(table, rest):
        found[line.file_id, detail.file_id, detail.currency].append((line, detail))
    for (_, file_id, currency), pairs in sorted(found.items(), key=lambda each: each[0]):
        if len(pairs) == payments[file_id, currency] and (len(pairs) > 1 or _same_name(*pairs[0])):
            for line, detail in pairs:
                first, second = (detail, line) if line.applied else (line, detail)
                table.settle(first, [second], "amount_day_payer")


def _only_fits(table: Table, entries: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Yield each statement line and detail that fit each other and nothing else."""
    buckets: dict[tuple[str, int, str], list[Told]] = defaultdict(list)
    for told in entries:
        buckets[told.currency, told.minor, told.method].append(told)
    for bucket in buckets.values():
        lines = [told for told in bucket if told.source not in DETAIL]
        details = [told for told in bucket if told.source in DETAIL]
        if len(lines) * len(details) > LIKELY_PAIRS_MAX:
            continue  # so many alike are never the only fit
        fits = [(line, detail) for line in lines for detail in details if _fits(table, line, detail)]
        tellers = Counter(told.entry_id for pair in fits for told in pair)
        yield from (pair for pair in fits if tellers[pair[0].entry_id] == tellers[pair[1].entry_id] == 1)


def _fits(table: Table, line: Told, detail: Told) -> bool:
    """Whether nothing speaks against a line and a detail being one payment: day, account, payer, numbers."""
    apart = other_number(line, detail) or names_others(line, [detail])
    return table.near(line, detail) and same_payer(line, detail) and not apart


def _same_name(line: Told, detail: Told) -> bool:
    """Whether both name the payer in the same words: what a file of one payment has to show."""
    return bool(words(line.payer)) and words(line.payer) == words(detail.payer)


def _sums(table: Table, entries: Sequence[Told], bundle: Bundle) -> None:
    """Settle statement lines that equal the sum of one bundle of details, the best key and nearest day first."""
    groups: dict[tuple[str, int], list[Group]] = defaultdict(list)
    for group in _groups(table, entries, bundle):
        groups[group.first.currency, group.minor].append(group)
    lines = [told for told in table.open(entries) if _may_sum(told)]
    pairs = [
        (line, group)
        for line in lines
        for group in groups.get((line.currency, line.minor), ())
        if _may_tell(table, line, group)
    ]
    for line, group in sorted(pairs, key=lambda pair: _fitness(*pair)):
        if line.entry_id not in table.settled and table.explained.isdisjoint(told.entry_id for told in group.members):
            table.settle(line, group.members, group.rule)


def _fitness(line: Told, group: Group) -> tuple[bool, int, date, str, str]:
    """Order pairs: the line that names the bundle first, then the nearest day; ids settle the rest."""
    days = abs(business_days(line.day, group.first.day))
    return not _keyed(line, group), days, line.day, line.entry_id, group.first.entry_id


def _groups(table: Table, entries: Sequence[Told], bundle: Bundle) -> Iterator[Group]:
    """Yield the bundles of details that no statement line has told of yet."""
    bundles: dict[object, list[Told]] = defaultdict(list)
    for told in table.open(entries):
        if told.source in bundle.sources and told.kind == "receipt" and told.entry_id not in table.explained:
            bundles[told.file_id, told.currency, bundle.shared(told)].append(told)
    sums = {key: sum(told.minor for told in members) for key, members in bundles.items()}
    for told in table.taken:
        bundled = (told.file_id, told.currency, bundle.shared(told))
        if bundled in sums:
            sums[bundled] += told.minor
    for key, members in bundles.items():
        if bundle.several and len(set(map(_BATCH, members))) == 1:
            continue
        yield Group(bundle.rule, bundle.key(members[0]), tuple(members), sums[key])


def _may_sum(told: Told) -> bool:
    """Totals sum up details; so may a statement's ACH line of one payer, and a line that names a card processor."""
    one = told.kind == "receipt" and (told.method == "ach" or bool(processors(told)))
    return told.source not in DETAIL and (told.kind == "total" or one)


def processors(told: Told) -> set[str]:
    """Return the card processors that a statement line names."""
    said = f"{told.payer} {told.raw}".upper()
    return {source for source, word in PROCESSORS.items() if word in said}


def _sums_up(told: Told) -> bool:
    """Whether a line says that it sums up: a total, or one payer's line that names a batch."""
    return told.kind == "total" or bool(_NAMES_BATCH.search(told.raw.upper()))


def _may_tell(table: Table, line: Told, group: Group) -> bool:
    """Whether a statement line can be the sum of a bundle: its kind, its day, its key and its payer allow it."""
    first = group.first
    sources = SUMS.get(line.total_of[0], DETAIL) if line.total_of else DETAIL
    if line.kind != "total":
        sources = {"nacha"} | processors(line)
    if first.source not in sources or not table.near(line, first):
        return False
    if line.kind == "total" or first.source in PROCESSORS:
        return not (first.source in BOXES and _other_key(line, group))
    told_once = line.company_id or one_name(line, first)
    one = len({told.company_id for told in group.members}) == 1
    return one and bool(told_once) and same_payer(line, first) and not _own(line, group)


def _own(line: Told, group: Group) -> bool:
    """Whether the line carries a trace, or its payer's numbers, and none of the details' is among them."""
    if names_others(line, group.members):
        return True
    traces = set(line.named("trace"))
    return bool(traces) and traces.isdisjoint(trace for told in group.members for trace in told.named("trace"))


def _keyed(line: Told, group: Group) -> bool:
    """Whether the line names the bundle's key, as its own or in its words."""
    key = group.key.lstrip("0")
    if not key:
        return False
    named = line.total_of[1] if line.total_of else ""
    return named.lstrip("0") == key or bool(re.search(rf"\bBATCH\W{{0,3}}0*{re.escape(key)}\b", line.raw.upper()))


def _other_key(line: Told, group: Group) -> bool:
    """Whether the line names another lockbox than one of the checks came through."""
    named = line.total_of[1].lstrip("0") if line.total_of else ""
    boxes = {_LOCKBOX(told).lstrip("0") for told in group.members} - {""}
    return bool(named) and bool(boxes - {named})
