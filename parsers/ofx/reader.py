"""Read OFX 1 (SGML), OFX 2 (XML), QFX and QBO: bank and card statements (OFX 2.2, chapter 11).

The file is repaired by us and each transaction is then interpreted by ofxparse; what the library does not hand out
is taken from our own reading.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from kit.findings import Finding, Severity
from kit.refusals import Unreadable
from parsers.codes.currencies import CURRENCIES
from parsers.doubles import Doubles
from parsers.ofx.encoding import Content, content
from parsers.ofx.entries import Same, Where, entry
from parsers.ofx.interpreted import account
from parsers.ofx.regions import (
    Block,
    Lines,
    Region,
    blocks,
    commented_out,
    first_edge,
    holds_transactions,
    last_edge,
    opened,
    regions,
    unfinished,
    without_comments,
)
from parsers.ofx.tags import Leaf, leaves
from parsers.ofx.values import amount, day, proven_mark, words
from parsers.records import Balance, Control, Entry, Kind, Proof, Record, Statement, compared

_ROOT = re.compile(rb"<OF[XC][\s>]|<\?OFX|O?FXHEADER\s*[:=]|DATA\s*:\s*OFXSGML", re.IGNORECASE)
_ELEMENT = re.compile(rb"<[A-Za-z]")
_OFC = re.compile(rb"<OFC[\s>]", re.IGNORECASE)
_FITID = re.compile(rb"<FITID\s*>([^<\r\n]*)", re.IGNORECASE)
_AMOUNT = re.compile(rb"<(?:TRNAMT|BALAMT)\s*>\s*([^<\s]+)", re.IGNORECASE)
_BALANCE = re.compile(
    rb"<(LEDGERBAL|AVAILBAL)\s*>(.{0,400}?)(?=</?(?:LEDGERBAL|AVAILBAL|STMT|CCSTMT|BANKTRAN)|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_TRADE = re.compile(rb"<INVTRAN\s*>", re.IGNORECASE)
#: Element -> label of the statement.
_LABELS = {"BANKID": "bank", "BRANCHID": "branch", "ACCTTYPE": "type", "BROKERID": "bank"}
_HEAD = ("CURDEF", "BANKID", "BRANCHID", "ACCTID", "ACCTTYPE", "BROKERID", "DTSTART", "DTEND", "DTASOF")
_SHOWN = 4000  # so much of a part that could not be read is kept with its finding
_SEVERITIES = {"INFO": Severity.NOTE, "WARN": Severity.WARNING}


def knows(head: bytes) -> bool:
    """Tell whether the first bytes are OFX: its header, its instruction or its root, before any other element."""
    plain = head.replace(b"\x00", b"")
    found = _ROOT.search(plain)
    if found is None:
        return False
    element = _ELEMENT.search(plain)
    return element is None or found.start() <= element.start()


def parse(data: bytes) -> Iterator[Record]:
    """Yield each statement, its entries and its control; what the server said went wrong; what is cut or left over.

    Refused as `Unreadable`: OFC, the older relative.
    """
    whole = content(data)
    if _OFC.search(whole.data[:8192]) and b"<OFX" not in whole.data[:8192].upper():
        raise Unreadable("The file is OFC, the forerunner of OFX: fetch the statement as OFX, QFX or QBO.")
    yield from _Course(whole).records()


class _Course:
    """One file on its way through: what is known of all of it, and what was read so far."""

    def __init__(self, whole: Content) -> None:
        self.kept = whole  # as received, for the raw text
        self.data = without_comments(whole.data)
        self.lines = Lines(self.data)
        self.counted = 0
        self.statements = 0
        self.mark = _file_mark(self.data)
        self.twice = _twice(self.data)
        self.earlier: dict[str, Same] = {}
        self.made: Counter[str] = Counter()
        self.made_on: date | None = None

    def records(self) -> Iterator[Record]:
        """Yield everything in the order of the file, then what concerns all of it."""
        for region in regions(self.data):
            if region.kind or holds_transactions(self.data, region):
                yield from self._statement(region)
            else:
                yield from self._said(self._leaves(region.start, region.end), region.start)
        for start, end in commented_out(self.kept.data):
            message = "Transactions stand in a comment: they are not read."
            yield Finding(self.lines.at(start), "commented_out", message, Severity.WARNING, self._raw(start, end))
        for start in unfinished(self.data):
            message = "The document that begins here does not come to its </OFX>."
            yield Finding(self.lines.at(start), "file_truncated", message)
        begun = opened(self.data)
        if begun or self.statements:
            yield compared(0, "transactions_count", "file", begun, self.counted)

    def _raw(self, start: int, end: int) -> str:
        """Return a part as received."""
        return self.kept.text(start, min(end, start + _SHOWN)).strip()

    def _leaves(self, start: int, end: int) -> list[Leaf]:
        """Return the tags of a part."""
        return leaves(Content(self.data, self.kept.codec).text(start, end))

    def _said(self, tags: list[Leaf], start: int) -> Iterator[Finding]:
        """Yield what the server reports: every status that is not zero, of the sign-on and of each request (7.3)."""
        where = ""
        status: dict[str, str] = {}
        for tag in (*tags, Leaf("STATUS", ends=True, text="")):
            if tag.name == "DTSERVER" and not tag.ends:
                self.made_on = day(tag.text)
            if tag.name == "STATUS" and status:
                yield from _reported(self.lines.at(start), where, status)
                status = {}
            elif tag.name in {"CODE", "SEVERITY", "MESSAGE"} and not tag.ends:
                status[tag.name] = words(tag.text)
            elif tag.name == "SONRS" or tag.name.endswith("TRNRS"):
                where = "" if tag.ends else tag.name

    def _statement(self, region: Region) -> Iterator[Record]:
        """Yield a statement, its entries, and what it proves."""
        first, last = first_edge(self.data, region), last_edge(self.data, region)
        head = self._leaves(region.start, first)
        tail = self._leaves(last, region.end) if last >= first else []
        line = self.lines.at(region.start)
        if not region.kind:
            message = "Transactions stand outside any statement: read as one of its own."
            yield Finding(line, "statement_unmarked", message, Severity.WARNING)
        yield from self._said(head, region.start)
        statement, where = self._opened(region, line, [*head, *tail])
        yield statement
        if not where.trusted:
            yield Finding(line, "currency_missing", "CURDEF names no currency: nothing is posted from it unseen.")
        moved = 0
        for record in self._entries(region, where):
            if isinstance(record, Entry) and record.kind is not Kind.NOTICE and record.currency == where.currency:
                moved += record.minor if record.credit else -record.minor
            yield record
        yield from self._said(tail, max(last, region.start))
        yield from self._closed(region, line, where)
        yield Control(line, "balance_proof", where.account, None, moved, Proof.ABSENT)

    def _opened(self, region: Region, line: int, tags: list[Leaf]) -> tuple[Statement, Where]:
        """Return a statement's head, and what its transactions need to know of it; ofxparse reads the account."""
        said: dict[str, str] = {}
        for tag in tags:
            if not tag.ends and tag.name in _HEAD and (value := words(tag.text)):
                said.setdefault(tag.name, value)
        heard = account({name.lower(): said[name] for name in _HEAD[:5] if name in said})
        currency = (heard.curdef or "").upper()
        known = currency in CURRENCIES
        self.statements += 1
        where = Where(
            heard.account_id,
            currency if known else "USD",
            number=self.statements,
            mark=self.mark,
            ours=region.kind in {"", "STMTRS"},
            trusted=known,
            earlier=self.earlier,
            made=self.made,
        )
        if self.twice:
            where.shared, where.repeated = self._again(region)
        balances = tuple(self._balances(region, where.currency))
        on = next((one.on for one in balances if one.on), None) or day(said.get("DTEND", "")) or self.made_on
        labels = {label: said[name] for name, label in _LABELS.items() if name in said}
        labels |= {"kind": {"CCSTMTRS": "card", "INVSTMTRS": "investment"}.get(region.kind, "bank")}
        return Statement(line, where.account, where.currency, on, "", balances, labels=labels), where

    def _again(self, region: Region) -> tuple[frozenset[str], frozenset[str]]:
        """Return the FITIDs of a statement that stand in the file more than once, and those more than once in it."""
        counts: Counter[str] = Counter()
        for found in _FITID.finditer(self.data, region.start, region.end):
            if hash(found[1].strip()) in self.twice:
                counts[words(Content(found[1], self.kept.codec).text(0, len(found[1])))] += 1
        return frozenset(counts), frozenset(one for one, times in counts.items() if times > 1)

    def _balances(self, region: Region, currency: str) -> Iterator[Balance]:
        """Yield the ledger and the available balance; one that cannot be read stops nothing (7.4)."""
        for found in _BALANCE.finditer(self.data, region.start, region.end):
            said = {tag.name: tag.text for tag in self._leaves(found.start(2), found.end(2)) if not tag.ends}
            size = amount(said.get("BALAMT", ""), currency, self.mark)
            if size is not None and size.odd not in {"amount_null", "amount_not_whole"}:
                yield Balance(found[1].upper().decode("ascii"), size.minor, currency, day(said.get("DTASOF", "")))

    def _entries(self, region: Region, where: Where) -> Iterator[Entry | Finding]:
        """Yield the transactions of a statement; each that is read or kept aside counts as one."""
        for block in blocks(self.data, region):
            line, raw = self.lines.at(block.start), self._raw(block.start, block.end)
            if block.fault == "text":
                yield Finding(line, "text_outside_transaction", "Text between transactions, of none of them.", raw=raw)
                continue
            self.counted += 1
            if block.fault == "cut":
                message = "The file stops inside this transaction: it is kept aside."
                yield Finding(line, "transaction_cut", message, raw=raw)
                continue
            if block.fault:
                message = f"The {block.fault} tag of the transaction is missing: it was read by its elements."
                yield Finding(line, "transaction_tag_missing", message, Severity.WARNING)
            yield from entry(line, raw, self._part(block, raw), where, pending=block.pending)

    def _part(self, block: Block, raw: str) -> str:
        """Return the elements of a transaction: as received, but for comments."""
        if self.data is self.kept.data and block.end - block.start <= _SHOWN:
            return raw
        return Content(self.data, self.kept.codec).text(block.start, block.end)

    def _closed(self, region: Region, line: int, where: Where) -> Iterator[Finding]:
        """Yield what a statement shows once it is read."""
        if where.without_id:
            message = f"{where.without_id} transactions have no FITID of their own: made of day, amount and words."
            yield Finding(line, "fitid_made", message, Severity.WARNING)
        trades = sum(1 for _ in _TRADE.finditer(self.data, region.start, region.end))
        if trades:
            message = f"{trades} investment transactions are no cash movements: they are not read."
            yield Finding(line, "investment_left_out", message, Severity.NOTE)


def _reported(line: int, where: str, status: dict[str, str]) -> Iterator[Finding]:
    """Yield the finding of one status; code 0 is success."""
    code = status.get("CODE", "")
    if not code or code.strip("0") == "":
        return
    severity = _SEVERITIES.get(status.get("SEVERITY", "").upper(), Severity.ERROR)
    message = f"The bank's server reports {code}: {status.get('MESSAGE') or 'no words'}."
    if where == "SONRS":
        yield Finding(line, "sign_on_failed", message, severity)
    else:
        yield Finding(line, "request_failed", message, severity)


def _file_mark(data: bytes) -> str:
    """Return the decimal mark that the amounts of the file prove; empty where none does, or both."""
    found = {proven_mark(match[1].decode("ascii", errors="replace")) for match in _AMOUNT.finditer(data)} - {""}
    return found.pop() if len(found) == 1 else ""


def _twice(data: bytes) -> frozenset[int]:
    """Return the hashes of the FITIDs that stand in the file more than once."""
    doubles = Doubles(_fitids(data))
    counts = Counter(one for one in _fitids(data) if one in doubles)
    return frozenset(one for one, times in counts.items() if times > 1)


def _fitids(data: bytes) -> Iterator[int]:
    """Yield the hash of each FITID."""
    return (hash(found[1].strip()) for found in _FITID.finditer(data))
