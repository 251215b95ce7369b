"""What every format yields: statements, entries with their remittance, control totals and findings."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar, dataclass_transform

from kit.findings import Finding

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True)
def record(cls: type[_T]) -> type[_T]:
    """Make a class a record: the type checker holds it frozen, as it holds any frozen dataclass.

    At run time nothing guards its fields, for guarding them would take most of the time in which a file is read: a
    frozen dataclass of twenty fields is made four times slower.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)


class Kind(StrEnum):
    """What an entry is to cash application; the reader says what it sees, never what it is worth."""

    RECEIPT = "receipt"  # one payment that reached us
    TOTAL = "total"  # a deposit or settlement of many payments whose detail may come in its own file
    RETURN = "return"  # money taken back: a returned check, a returned debit, a reversal of a credit
    ADVICE = "advice"  # says what a payment is for, brings no money itself
    NOTICE = "notice"  # not booked yet, or told for information
    OTHER = "other"  # money that is no customer's payment: debits, fees, interest, our own transfers


class Method(StrEnum):
    """How the money travelled."""

    CHECK = "check"
    ACH = "ach"
    WIRE = "wire"
    INSTANT = "instant"
    CARD = "card"
    CASH = "cash"
    OTHER = "other"


class Ref(StrEnum):
    """Which reference a string is."""

    TRACE = "trace"  # NACHA entry trace, 15 digits
    CHECK = "check"  # check serial
    IMAD = "imad"
    OMAD = "omad"
    UETR = "uetr"
    END_TO_END = "end_to_end"
    BANK = "bank"  # the bank's own reference
    CUSTOMER = "customer"  # BAI2 customer reference, sender's reference
    TRN = "trn"  # TRN02, the number that ties an advice to its payment
    LOCKBOX = "lockbox"
    BATCH = "batch"
    BENEFICIARY = "beneficiary"  # RFB, reference for the beneficiary
    MANDATE = "mandate"
    ORIGINAL = "original"  # what a return or reversal points back to
    CREDITOR = "creditor"  # ISO 11649 and national payment references
    IDENTIFICATION = "identification"  # NACHA individual id, BAI2 IND ID


@record
class Reference:
    """One reference the bank or the payer gave, with the kind the format says it is."""

    kind: Ref
    value: str


@record
class Adjustment:
    """An amount the payer added to or took off a document, with its code and words. Negative reduces the payment."""

    minor: int
    code: str = ""  # the format's own code (X12 426, Fedwire 8600, ISO Rsn, lockbox reason)
    text: str = ""
    reference: str = ""


@record
class Remittance:
    """One line of what the payer says the money is for.

    Amounts are minor units of the entry's currency, None: not said. `qualifier` is the format's own word in lower case,
    mapped to the trade's where it is known: `invoice`, `credit_memo`, `debit_memo`, `purchase_order`, `account`,
    `payer_document`, `contract`, `shipment`, `adjustment`, `unknown`. A line with qualifier `adjustment` stands alone:
    its money belongs to no document (its reference is the claim number). `paid` is net of discount and adjustments,
    negative for a credit memo taken.
    """

    line: int
    qualifier: str
    reference: str
    paid: int | None = None
    gross: int | None = None
    discount: int | None = None
    adjustments: tuple[Adjustment, ...] = ()
    issued_on: date | None = None
    also: tuple[Reference | tuple[str, str], ...] = ()  # further (qualifier, reference) pairs of the same document
    text: str = ""
    truncated: bool = False  # the reference was cut by a field length


@record
class Party:
    """Who stands behind an entry, as far as the file says. Account numbers are raw here and masked on the way out."""

    name: str = ""
    account: str = ""
    routing: str = ""  # ABA, BIC or other bank id
    company_id: str = ""  # ACH originator id, BPR10, tax id
    ultimate: str = ""  # the party behind the party


@record
class Entry:
    """One movement as the bank reported it. `minor` is unsigned; `credit` is true where money came to us.

    `bank_reference` is the one reference each format gives (docs: formats). `text` holds the raw lines of free text,
    unjoined; `spans` of evidence point into these lines joined by line ends. `code` is the format's own type code.
    `total_of` names what a TOTAL sums, as (`lockbox`|`ach`|`card`|`deposit`, key) so that its detail can be found.
    """

    line: int
    kind: Kind
    method: Method
    credit: bool
    minor: int
    currency: str
    bank_reference: str
    booked_on: date | None
    value_on: date | None = None
    payer: Party = Party()
    account: str = ""  # our own account, lockbox or receiver's account
    references: tuple[Reference, ...] = ()
    remittance: tuple[Remittance, ...] = ()
    text: tuple[str, ...] = ()
    code: str = ""
    total_of: tuple[str, str] | None = None
    trusted: bool = True  # False: totals failed or a number was completed; nothing is posted from it without a person
    raw: str = ""  # the entry's own lines as received


class Proof(StrEnum):
    """What comparing a control total with what was read gave."""

    MATCHED = "matched"
    MISMATCHED = "mismatched"
    ABSENT = "absent"


@record
class Control:
    """One control of the file: a count or a sum, what the file says and what was read."""

    line: int
    name: str  # e.g. `account_total`, `batch_total`, `file_records`, `entry_hash`
    scope: str  # e.g. account number, lockbox/batch, `file`
    expected: int | None
    actual: int
    proof: Proof


def compared(
    line: int, name: str, scope: str, expected: int | None, actual: int, *, unstated: Proof = Proof.ABSENT
) -> Control:
    """Return a control with its proof: `unstated` where the file does not say it, or not readably (None)."""
    proof = unstated if expected is None else Proof.MATCHED if expected == actual else Proof.MISMATCHED
    return Control(line, name, scope, expected, actual, proof)


@record
class Balance:
    """A balance the bank states; signed minor units."""

    code: str
    minor: int
    currency: str
    on: date | None


@record
class Statement:
    """The head of one account's section: which account, which day, and the balances given. Its entries follow it."""

    line: int
    account: str
    currency: str
    on: date | None
    number: str = ""
    balances: tuple[Balance, ...] = ()
    final: bool = True  # False: intraday or a test, never the book of record
    labels: dict[str, str] = field(default_factory=dict)


Record = Statement | Entry | Control | Finding
