"""What the controls of an ACH file count, summed over many records at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import itemgetter

from parsers.codes.nacha_transactions import TRANSACTIONS, Action
from parsers.nacha.records import Block, checked, numeral

#: The entry hash keeps its right ten digits.
HASH_MODULUS = 10**10
ACCOUNTING = "ADV"
AMOUNT = slice(29, 39)
#: Accounting advices have twelve digits.
ACCOUNTING_AMOUNT = slice(27, 39)
_CODE = itemgetter(slice(1, 3))
_HASHED = slice(3, 11)
#: transaction code -> whether it credits the account holder; a code that is none counts among the debits
_CREDITS = {code: credits_account for code, (credits_account, _) in TRANSACTIONS.items()}
_DEBITED = frozenset(
    "6" + code
    for code, (credits_account, action) in TRANSACTIONS.items()
    if action is Action.LIVE and not credits_account
)
_COMING_BACK = {"6" + code for code, (_, action) in TRANSACTIONS.items() if action is Action.RETURN} | {"798", "799"}
_FEW = 2


@dataclass(slots=True)
class Totals:
    """What a control record counts, and what the batch header cannot say of its entries."""

    records: int = 0
    entry_hash: int = 0
    debits: int = 0
    credits: int = 0
    batches: int = 0
    lines: int = 0  # records of the structure
    accounting: bool = False  # accounting advices: control totals are twenty columns wide
    accounts: set[str] = field(default_factory=set)  # columns 4-29; two are as many as are asked for
    debtors: set[str] = field(default_factory=set)  # routing numbers of the receivers that were debited, some
    mistaken: set[str] = field(default_factory=set)  # routing numbers whose check digit is wrong
    answers: bool = False  # returns or notifications of change are among the entries

    def add(self, block: Block) -> None:
        """Count some records; an amount that cannot be read adds nothing."""
        self.records += len(block.texts)
        self.answers = self.answers or not _COMING_BACK.isdisjoint(block.kinds)
        entries = block.entries
        self._receivers(block.receivers, entries)
        sizes, _ = block.sizes(ACCOUNTING_AMOUNT if self.accounting else AMOUNT)
        flags = {_CREDITS.get(kind[1:], False) for kind in block.kinds if kind[0] == "6"}
        if flags == {True}:
            self.credits += sum(sizes)
        elif True not in flags:
            self.debits += sum(sizes)
        else:
            credited = sum(compress(sizes, map(_CREDITS.get, map(_CODE, entries))))
            self.credits += credited
            self.debits += sum(sizes) - credited
        if len(self.debtors) < _FEW and not _DEBITED.isdisjoint(block.kinds):
            self.debtors.update(text[3:12] for text in entries if text[:3] in _DEBITED)

    def _receivers(self, receivers: set[str], entries: Sequence[str]) -> None:
        """Add the banks of some entries to the hash; a file of received items has but one, and mostly one account."""
        banks = {receiver[:9] for receiver in receivers}
        self.mistaken.update(bank for bank in banks if not checked(bank))
        if len(self.accounts) < _FEW:
            self.accounts |= receivers
        if len(banks) == 1:
            self.entry_hash += (numeral(banks.pop()[:-1]) or 0) * len(entries)
        else:
            self.entry_hash += sum(numeral(text[_HASHED]) or 0 for text in entries)

    def join(self, batch: "Totals") -> None:
        """Count a batch."""
        self.batches += 1
        self.records += batch.records
        self.entry_hash += batch.entry_hash
        self.debits += batch.debits
        self.credits += batch.credits
        self.accounting = self.accounting or batch.accounting
