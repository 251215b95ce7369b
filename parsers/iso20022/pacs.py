"""Read ISO 20022 payments as a bank hands them on: pacs.008 of customers, pacs.009 of banks, pacs.004 going back.

The three share envelopes and headers, and one file may hold several of them: it is of the format of its first message.
"""

import re
from collections.abc import Iterator

from kit.findings import Finding, Severity
from parsers import decimals
from parsers.iso20022.elements import Part, parts
from parsers.iso20022.messages import ASTRAY, astray, heads
from parsers.iso20022.nodes import Node
from parsers.iso20022.transfers import returned, transfer
from parsers.reading import READING, Reading
from parsers.records import Control, Entry, Record, compared

#: message -> the element of one payment
MESSAGES: dict[str, str] = {"FIToFICstmrCdtTrf": "CdtTrfTxInf", "FICdtTrf": "CdtTrfTxInf", "PmtRtr": "TxInf"}
_WANTED = ASTRAY | {*MESSAGES, *MESSAGES.values()}
_DIGITS = re.compile(r"[0-9]{1,15}", re.ASCII)


def knows_008(head: bytes) -> bool:
    """Tell whether the first message the bytes open is a customer credit transfer, bare or in an envelope."""
    return heads(head) == "pacs.008"


def knows_009(head: bytes) -> bool:
    """Tell whether the first message the bytes open is a credit transfer between banks."""
    return heads(head) == "pacs.009"


def knows_004(head: bytes) -> bool:
    """Tell whether the first message the bytes open is a return of payments."""
    return heads(head) == "pacs.004"


def parse(data: bytes, reading: Reading = READING) -> Iterator[Record]:
    """Yield an entry per payment and the totals its group header states.

    Refused: a DOCTYPE, nesting and texts beyond the limits.
    """
    course, found = _Course(), 0
    for part in parts(data, _WANTED, reading.limits):
        if isinstance(part, Finding):
            yield part
        elif part.node.name in MESSAGES:
            yield from course.end(part.node)
        elif part.around and MESSAGES.get(part.around[-1].name) == part.node.name:
            found += 1
            yield from course.payment(part)
        elif other := astray(part):
            yield other
    if not found:
        yield Finding(0, "no_transfer", "No credit transfer and no return of payments stands in the file")


class _Course:
    """The message being read: what its payments sum to so far."""

    def __init__(self) -> None:
        self.count = 0
        self.settled: dict[str, int] = {}

    def payment(self, part: Part) -> Iterator[Record]:
        """Yield one payment, or why it cannot be one."""
        message, node = part.around[-1], part.node
        group = message.at("GrpHdr")
        self.count += 1
        incoming = any("Incoming" in node.name for node in part.around)
        records = (
            returned(node, group, incoming=incoming)
            if message.name == "PmtRtr"
            else transfer(node, group, underlying=node.at("UndrlygCstmrCdtTrf"))
        )
        for record in records:
            if isinstance(record, Entry):
                self.settled[record.currency] = self.settled.get(record.currency, 0) + record.minor
                yield from _dated(record)
            yield record

    def end(self, message: Node) -> Iterator[Control]:
        """Yield what the group header counts and sums against what was read."""
        group = message.at("GrpHdr")
        if group is not None:
            number = group.value("NbOfTxs")
            scope = group.value("MsgId")
            if _DIGITS.fullmatch(number):
                yield compared(message.line, "payments_count", scope, int(number), self.count)
            for name in ("TtlIntrBkSttlmAmt", "TtlRtrdIntrBkSttlmAmt"):
                yield from self._total(group.at(name), message.line, scope)
        self.count, self.settled = 0, {}

    def _total(self, stated: Node | None, line: int, scope: str) -> Iterator[Control]:
        """Yield the sum of one currency against what was read."""
        if stated is None:
            return
        currency = stated.attributes.get("Ccy", "")
        size = decimals.minor(stated.text, currency)
        if size is not None:
            yield compared(line, "payments_total", scope, size, self.settled.get(currency, 0))


def _dated(entry: Entry) -> Iterator[Finding]:
    """Say where a payment has no day of settlement."""
    if entry.booked_on is None:
        yield Finding(entry.line, "booking_date_missing", "The payment has no day of settlement", Severity.WARNING)
