"""Read ISO 20022 cash management: camt.052 reports, camt.053 statements, camt.054 notifications, versions 1 to 14.

Elements are found by local name, wherever a Document stands: bare, in an envelope, with a prefix, with a namespace
that is mistyped or newer than we know (ISO 20022 message definitions camt.052.001 to camt.054.001).
"""

from collections.abc import Iterator
from datetime import date

from kit.days import iso
from kit.findings import Finding, Severity
from parsers import decimals
from parsers.iso20022.camt_entries import Setting, entries
from parsers.iso20022.elements import Part, parts
from parsers.iso20022.messages import ASTRAY, astray, heads
from parsers.iso20022.nodes import Node, same
from parsers.iso20022.parties import account, bank, name
from parsers.iso20022.remittance import explained
from parsers.reading import READING, Reading
from parsers.records import Balance, Control, Entry, Kind, Proof, Record, Statement, compared

#: section -> (what an entry without status is taken for, whether the section is the book of record)
SECTIONS: dict[str, tuple[str, bool]] = {"Rpt": ("INFO", False), "Stmt": ("BOOK", True), "Ntfctn": ("BOOK", False)}
_MESSAGES = {"BkToCstmrAcctRpt": "Rpt", "BkToCstmrStmt": "Stmt", "BkToCstmrDbtCdtNtfctn": "Ntfctn"}
_WANTED = ASTRAY | {"Ntry", *SECTIONS}
_COPIES = frozenset({"DUPL", "COPY", "CODU"})
_OPENING = ("OPBD", "PRCD", "ITBD")
_CLOSING = ("CLBD", "ITBD")


def knows_052(head: bytes) -> bool:
    """Tell whether the first message the bytes open is an account report."""
    return heads(head) == "camt.052"


def knows_053(head: bytes) -> bool:
    """Tell whether the first message the bytes open is an account statement."""
    return heads(head) == "camt.053"


def knows_054(head: bytes) -> bool:
    """Tell whether the first message the bytes open is a debit or credit notification."""
    return heads(head) == "camt.054"


def parse(data: bytes, reading: Reading = READING) -> Iterator[Record]:
    """Yield each statement when its first entry comes, its entries, and its controls when it ends.

    Refused: a DOCTYPE, nesting and texts beyond the limits.
    """
    course = _Course()
    for part in parts(data, _WANTED, reading.limits):
        if isinstance(part, Finding):
            yield part
        elif (name_ := part.node.name) == "Ntry":
            yield from course.entry(part)
        elif name_ in SECTIONS and part.around and part.around[-1].name.partition("V0")[0] in _MESSAGES:
            yield from course.end(part)
        elif name_.partition("V0")[0] not in _MESSAGES and (found := astray(part)):
            yield found
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
        self.carried: dict[tuple[str, str], int] = {}  # account and number of a statement of pages -> balance so far

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
                part.node.line,
                "entry_outside_statement",
                "An entry stands outside any statement; kept aside",
                raw=part.node.raw,
            )
            return
        if not same(section, self.node):
            yield from self.begin(section, part.around[:-1])
        assert self.setting is not None, "a section has begun"
        self.count += 1
        moved = 0
        for found in entries(part.node, self.setting):
            if isinstance(found, Entry):
                moved += self._added(found)
                if found.remittance:
                    yield from explained(found)
            yield found
        self.credits += max(moved, 0)
        self.debits += max(-moved, 0)

    def _added(self, entry: Entry) -> int:
        """Count an entry towards the proof and return what it moves; what is not booked does not move the balance."""
        moved = entry.minor if entry.credit else -entry.minor
        if entry.kind is not Kind.NOTICE:
            self.signed[entry.currency] = self.signed.get(entry.currency, 0) + moved
        return moved

    def end(self, part: Part) -> Iterator[Record]:
        """Yield the controls of a section: the balance proof of a statement, and its counted totals."""
        if not same(part.node, self.node):
            yield from self.begin(part.node, part.around)
        assert self.setting is not None, "a section has begun"
        if part.node.name == "Stmt" and not self.setting.copy:
            yield self._proof(part.node, self.setting)
        yield from self._counted(part.node, self.setting)
        self.node = None

    def _proof(self, node: Node, setting: Setting) -> Control:
        """Compare the closing balance with the opening one and the booked entries, over all pages of a statement."""
        balances = list(_balances(node, setting.currency))
        opening = _first(balances, _OPENING)
        closing = _first(list(reversed(balances)), _CLOSING)
        money = closing.currency if closing else opening.currency if opening else setting.currency
        moved = self.signed.get(money, 0)
        page = (setting.account, node.value("LglSeqNb") or node.value("ElctrncSeqNb") or node.value("Id"))
        begun = opening.minor if opening and opening.currency == money else self.carried.pop(page, None)
        if begun is None or closing is None:
            if begun is not None:
                self.carried[page] = begun + moved
            return Control(node.line, "balance_proof", setting.account, None, moved, Proof.ABSENT)
        return compared(node.line, "balance_proof", setting.account, closing.minor, begun + moved)

    def _counted(self, node: Node, setting: Setting) -> Iterator[Control]:
        """Compare the totals of `TxsSummry`, where it is given, with what was read."""
        summary = node.at("TxsSummry")
        if summary is None or (self.count == 0 and node.name != "Stmt"):  # a report of totals has no entries
            return
        number = summary.value("TtlNtries", "NbOfNtries")
        if number.isascii() and number.isdecimal() and len(number) <= 15:
            yield compared(node.line, "entries_count", setting.account, int(number), self.count)
        for control, element, actual in (
            ("credits_total", "TtlCdtNtries", self.credits),
            ("debits_total", "TtlDbtNtries", self.debits),
        ):
            stated = decimals.minor(summary.value(element, "Sum"), setting.currency)
            if stated is not None:
                yield compared(node.line, control, setting.account, stated, actual)
        stated = decimals.minor(summary.value("TtlNtries", "Sum"), setting.currency)
        if stated is not None:  # most banks add all entries up; some give what is left of credits over debits
            net = self.credits - self.debits
            whole = net if abs(stated) == abs(net) else self.credits + self.debits
            yield compared(node.line, "entries_total", setting.account, abs(stated), abs(whole))


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
        yield Balance(code, -minor if node.value("CdtDbtInd").upper() == "DBIT" else minor, money, iso(day[:10]))


def _first(balances: list[Balance], codes: tuple[str, ...]) -> Balance | None:
    """Return the balance of the first code that is given."""
    return next((one for code in codes for one in balances if one.code == code), None)
