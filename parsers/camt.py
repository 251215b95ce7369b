"""Read ISO 20022 cash management: camt.052 reports, camt.053 statements, camt.054 notifications, versions 1 to 14.

Elements are found by local name, wherever a Document stands: bare, in an envelope, with a prefix, with a namespace
that is mistyped or newer than we know (ISO 20022 message definitions camt.052.001 to camt.054.001).
"""

import re
from collections.abc import Iterator
from datetime import date

from kit.days import iso
from kit.findings import Finding, Severity
from parsers import decimals
from parsers.camt_entries import Setting, entries
from parsers.iso20022_parties import account, bank, name
from parsers.iso20022_xml import Node, Part, parts, root_names
from parsers.records import Balance, Control, Entry, Kind, Proof, Record, Statement

#: section -> (what an entry without status is taken for, whether the section is the book of record)
SECTIONS: dict[str, tuple[str, bool]] = {"Rpt": ("INFO", False), "Stmt": ("BOOK", True), "Ntfctn": ("BOOK", False)}
_MESSAGES = {"BkToCstmrAcctRpt": "Rpt", "BkToCstmrStmt": "Stmt", "BkToCstmrDbtCdtNtfctn": "Ntfctn"}
_BY_NUMBER = {b"2": "Rpt", b"3": "Stmt", b"4": "Ntfctn"}
#: An application header may be longer than the first bytes; it names the message it heads, as a namespace does.
_ANNOUNCED = re.compile(rb"(?:MsgDefIdr>\s*|tech:xsd:\W?)camt\.05([234])\.")
_WANTED = frozenset({"Ntry", *SECTIONS})
_COPIES = frozenset({"DUPL", "COPY", "CODU"})
_OPENING = ("OPBD", "PRCD", "ITBD")
_CLOSING = ("CLBD", "ITBD")


def knows_052(head: bytes) -> bool:
    """Tell whether the first bytes open an account report."""
    return _message(head) == "Rpt"


def knows_053(head: bytes) -> bool:
    """Tell whether the first bytes open an account statement."""
    return _message(head) == "Stmt"


def knows_054(head: bytes) -> bool:
    """Tell whether the first bytes open a debit or credit notification."""
    return _message(head) == "Ntfctn"


def _message(head: bytes) -> str:
    """Return the section of the first camt message the bytes open, empty where they open none."""
    for called in root_names(head):
        plain = called.partition("V0")[0]
        if plain in _MESSAGES:
            return _MESSAGES[plain]
    announced = _ANNOUNCED.search(head)
    return _BY_NUMBER[announced[1]] if announced else ""


def parse(data: bytes) -> Iterator[Record]:
    """Yield each statement when its first entry comes, its entries, and its controls when it ends."""
    course = _Course()
    for part in parts(data, _WANTED):
        if isinstance(part, Finding):
            yield part
        elif part.node.name == "Ntry":
            yield from course.entry(part)
        elif part.around and part.around[-1].name.partition("V0")[0] in _MESSAGES:
            yield from course.end(part)
    if not course.sections:
        yield Finding(0, "no_statement", "No statement, report or notification stands in the file")


class _Course:
    """The section being read: what its entries sum to so far."""

    def __init__(self) -> None:
        self.sections = 0
        self.setting: Setting | None = None
        self.node: Node | None = None
        self.count = 0
        self.signed: dict[str, int] = {}
        self.credits = 0
        self.debits = 0

    def begin(self, section: Node, around: tuple[Node, ...]) -> Iterator[Record]:
        """Yield the head of a section; everything it says stands before its first entry."""
        self.sections += 1
        self.node = section
        self.count = self.credits = self.debits = 0
        self.signed = {}
        statement, self.setting = _head(section, around)
        yield statement
        if self.setting.copy:
            message = f"The statement says it is a copy ({section.value('CpyDplctInd')}): nothing is booked from it"
            yield Finding(section.line, "statement_is_copy", message, Severity.WARNING)

    def entry(self, part: Part) -> Iterator[Record]:
        """Yield the entries of one `Ntry`, its section's head first."""
        section = part.around[-1] if part.around else None
        if section is None or section.name not in SECTIONS:
            yield Finding(
                part.node.line, "entry_outside_statement", "An entry stands outside any statement; kept aside"
            )
            return
        if section is not self.node:
            yield from self.begin(section, part.around[:-1])
        assert self.setting is not None, "a section has begun"
        self.count += 1
        for found in entries(part.node, self.setting):
            if isinstance(found, Entry):
                self._add(found)
            yield found

    def _add(self, entry: Entry) -> None:
        """Count an entry towards the proof; what is not booked does not move the balance."""
        if entry.credit:
            self.credits += entry.minor
        else:
            self.debits += entry.minor
        if entry.kind is not Kind.NOTICE:
            moved = entry.minor if entry.credit else -entry.minor
            self.signed[entry.currency] = self.signed.get(entry.currency, 0) + moved

    def end(self, part: Part) -> Iterator[Record]:
        """Yield the controls of a section: the balance proof of a statement, and its counted totals."""
        if part.node is not self.node:
            yield from self.begin(part.node, part.around)
        assert self.setting is not None, "a section has begun"
        if part.node.name == "Stmt" and not self.setting.copy:
            yield _proof(part.node, self.setting, self.signed)
        yield from self._counted(part.node, self.setting)
        self.node = None

    def _counted(self, node: Node, setting: Setting) -> Iterator[Control]:
        """Compare the totals of `TxsSummry`, where it is given, with what was read."""
        summary = node.at("TxsSummry")
        if summary is None or (self.count == 0 and node.name != "Stmt"):  # a report of totals has no entries
            return
        number = summary.value("TtlNtries", "NbOfNtries")
        if number.isascii() and number.isdecimal() and len(number) <= 15:
            yield _compared(node, "entries_count", setting.account, int(number), self.count)
        for control, element, actual in (
            ("credits_total", "TtlCdtNtries", self.credits),
            ("debits_total", "TtlDbtNtries", self.debits),
        ):
            stated = decimals.minor(summary.value(element, "Sum"), setting.currency)
            if stated is not None:
                yield _compared(node, control, setting.account, stated, actual)


def _head(section: Node, around: tuple[Node, ...]) -> tuple[Statement, Setting]:
    """Return a section's statement and what it says of its entries."""
    status, final = SECTIONS[section.name]
    own = section.at("Acct")
    number = account(own)
    balances = tuple(_balances(section, own.value("Ccy") if own else ""))
    currency = (own.value("Ccy") if own else "") or next((one.currency for one in balances), "")
    period = section.at("FrToDt")
    covered = (period.value("ToDt") or period.value("ToDtTm")) if period else ""
    closing = next((one.on for one in balances if one.code == "CLBD" and one.on), None)
    on = closing or iso(covered[:10]) or iso(section.value("CreDtTm")[:10]) or _created(around)
    copy = section.value("CpyDplctInd") in _COPIES
    labels = {
        "message": section.value("Id"),
        "bank": bank(own.at("Svcr")) if own else "",
        "owner": name(own, "Ownr"),
        "page": section.value("StmtPgntn", "PgNb") or section.value("RptPgntn", "PgNb"),
        "copy": section.value("CpyDplctInd"),
    }
    sequence = section.value("LglSeqNb") or section.value("ElctrncSeqNb")
    said = {label: value for label, value in labels.items() if value}
    statement = Statement(section.line, number, currency, on, sequence, balances, final and not copy, said)
    return statement, Setting(number, currency or "USD", on, status, copy)


def _created(around: tuple[Node, ...]) -> date | None:
    """Return the day the message was made, of the group header above."""
    made = next((node.value("GrpHdr", "CreDtTm") for node in reversed(around) if node.at("GrpHdr")), "")
    return iso(made[:10])


def _balances(section: Node, currency: str) -> Iterator[Balance]:
    """Yield the balances; one without a direction is a credit, as the banks that leave it out mean it."""
    for node in section.all("Bal"):
        amount = node.at("Amt")
        if amount is None:
            continue
        money = amount.attributes.get("Ccy", currency)
        minor = decimals.minor(amount.text, money)
        if minor is None:
            continue
        code = node.value("Tp", "CdOrPrtry", "Cd") or node.value("Tp", "CdOrPrtry", "Prtry") or node.value("Tp", "Cd")
        day = node.value("Dt", "Dt") or node.value("Dt", "DtTm") or node.value("Dt")
        yield Balance(code, -minor if node.value("CdtDbtInd") == "DBIT" else minor, money, iso(day[:10]))


def _proof(node: Node, setting: Setting, signed: dict[str, int]) -> Control:
    """Compare the closing balance with the opening one and the booked entries."""
    balances = list(_balances(node, setting.currency))
    opening = _first(balances, _OPENING)
    closing = _first(list(reversed(balances)), _CLOSING)
    moved = signed.get(closing.currency if closing else setting.currency, 0)
    if opening is None or closing is None or opening.currency != closing.currency:
        return Control(node.line, "balance_proof", setting.account, None, moved, Proof.ABSENT)
    return _compared(node, "balance_proof", setting.account, closing.minor, opening.minor + moved)


def _first(balances: list[Balance], codes: tuple[str, ...]) -> Balance | None:
    """Return the balance of the first code that is given."""
    return next((one for code in codes for one in balances if one.code == code), None)


def _compared(node: Node, name: str, scope: str, expected: int, actual: int) -> Control:
    """Return a control with its proof."""
    return Control(node.line, name, scope, expected, actual, Proof.MATCHED if expected == actual else Proof.MISMATCHED)
