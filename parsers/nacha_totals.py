"""What the controls of an ACH file count, summed over many records at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import itemgetter

from parsers.codes.nacha_transactions import TRANSACTIONS, Action
from parsers.nacha_records import numeral

#: The entry hash keeps its right ten digits.
HASH_MODULUS = 10**10
ACCOUNTING = "ADV"
AMOUNT = slice(29, 39)
#: Accounting advices have twelve digits.
ACCOUNTING_AMOUNT = slice(27, 39)
_TYPE = itemgetter(slice(0, 3))
_CODE = itemgetter(slice(1, 3))
_ROUTING = itemgetter(slice(3, 11))
_RECEIVER = itemgetter(slice(3, 29))
_BANK = itemgetter(slice(79, 87))
#: transaction code -> whether it credits the account holder; a code that is none counts among the debits
_CREDITS = {code: credits_account for code, (credits_account, _) in TRANSACTIONS.items()}
_DEBITED = frozenset(
    code for code, (credits_account, action) in TRANSACTIONS.items() if action is Action.LIVE and not credits_account
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
    banks: set[str] = field(default_factory=set)  # originating banks of the traces
    answers: bool = False  # returns or notifications of change are among the entries

    def add(self, texts: Sequence[str]) -> None:
        """Count some records; an amount that cannot be read adds nothing."""
        self.records += len(texts)
        self.answers = self.answers or not _COMING_BACK.isdisjoint(map(_TYPE, texts))
        entries = [text for text in texts if text[0] == "6"]
        self.entry_hash += summed(list(map(_ROUTING, entries)))
        sizes = amounts([text[ACCOUNTING_AMOUNT if self.accounting else AMOUNT] for text in entries])
        codes = list(map(_CODE, entries))
        credited = sum(compress(sizes, map(_CREDITS.get, codes)))
        self.credits += credited
        self.debits += sum(sizes) - credited
        if len(self.accounts) < _FEW:
            self.accounts.update(map(_RECEIVER, entries))
        if len(self.debtors) < _FEW and not _DEBITED.isdisjoint(codes):
            self.debtors.update(text[3:12] for text, code in zip(entries, codes, strict=True) if code in _DEBITED)
        self.banks.update(map(_BANK, entries))

    def join(self, batch: "Totals") -> None:
        """Count a batch."""
        self.batches += 1
        self.records += batch.records
        self.entry_hash += batch.entry_hash
        self.debits += batch.debits
        self.credits += batch.credits
        self.accounting = self.accounting or batch.accounting


def amounts(columns: list[str]) -> list[int]:
    """Return amounts in cents; one that cannot be read counts as nothing here and is a finding of its entry."""
    joined = "".join(columns)
    if joined.isdecimal() and joined.isascii():
        return list(map(int, columns))
    return [numeral(text) or 0 for text in columns]


def summed(columns: list[str]) -> int:
    """Return the sum of numbers; what is none adds nothing."""
    return sum(amounts(columns))
